//! One target under libFuzzer: `PALABRE_FUZZ_ONLY=html guided CORPUS …`. See `fuzz/run`.

#![no_main]
#![allow(dead_code, unused_imports, clippy::unwrap_used)]

#[path = "../../tests/it/fuzz/mod.rs"]
mod fuzz;
#[path = "../../tests/it/packed.rs"]
mod packed;
#[path = "../../tests/it/vendors.rs"]
mod vendors;

use fuzz::campaign::Chosen;
use std::sync::LazyLock;

static CHOSEN: LazyLock<Chosen> = LazyLock::new(Chosen::of_environment);

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| CHOSEN.run(bytes));
