//! Every target in turn, until the time is up: `campaign SECONDS [SEED [TARGET,…]]`; `campaign names` prints them.
//!
//! Beside what the targets check, an input of 100 kB takes 5 seconds at most, and memory for it stays below 60 times its size and
//! 150 MB. What fails is written to `fuzz/failures/`, and the others go on.

#![allow(dead_code, unused_imports, clippy::unwrap_used)]

#[path = "../../tests/it/fuzz/mod.rs"]
mod fuzz;
#[path = "../../tests/it/packed.rs"]
mod packed;
#[path = "../../tests/it/vendors.rs"]
mod vendors;

use fuzz::campaign;
use peak_alloc::PeakAlloc;
use std::env;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

fn main() {
    let arguments: Vec<String> = env::args().collect();
    if arguments.get(1).is_some_and(|argument| argument == "names") {
        campaign::names().into_iter().for_each(|name| println!("{name}"));
        return;
    }
    let number = |at: usize, or: u64| arguments.get(at).map_or(or, |text| text.parse().expect("a number"));
    let only = arguments.get(3).map_or("", String::as_str);
    let memory = campaign::Memory {
        begin: || MEMORY.reset_peak_usage(),
        held: || MEMORY.current_usage(),
        peak: || MEMORY.peak_usage(),
    };
    let failures = campaign::run(number(1, 60), number(2, 1), only, &memory);
    std::process::exit(i32::from(failures > 0));
}
