//! Inputs that nobody wrote: seeds with pieces taken out, doubled, moved, or put in that have broken programs before. What holds of
//! any input must hold of them: no panic, no hang, spans on boundaries, output that parses, the same bytes again.
//!
//! Seeds stand here and in `fuzz/corpus/`, by target: what is deep or broken, what reached code that others do not, what has failed
//! once. `PALABRE_FUZZ_SECONDS` and `PALABRE_FUZZ_SEED` make it longer and other; `PALABRE_FUZZ_ONLY=docx,pdf` chooses kinds of input. The
//! same targets optimised, with limits of memory or guided by coverage: `fuzz/`.

pub(crate) mod campaign;
mod check;
mod formats;
mod mutate;
mod outputs;
mod targets;

use mutate::{Numbers, mutated};
use palabre::Extractor;
use std::{
    env,
    time::{Duration, Instant},
};
use targets::{Target, targets};

fn fuzz(seconds: f64, most: usize) {
    let number = |name: &str| env::var(name).ok().and_then(|value| value.parse::<f64>().ok());
    let limit = Duration::from_secs_f64(number("PALABRE_FUZZ_SECONDS").unwrap_or(seconds));
    let folder = tempfile::tempdir().unwrap();
    let extractor = Extractor::builtin().unwrap();
    let only = env::var("PALABRE_FUZZ_ONLY").unwrap_or_default();
    let is_wanted = |target: &Target| only.is_empty() || only.split(',').any(|name| name == target.name);
    for Target { name, extension, seeds, run: target } in targets().into_iter().filter(is_wanted) {
        let seed = number("PALABRE_FUZZ_SEED").unwrap_or(1.0) as u64;
        let mut numbers = Numbers::new(seed);
        let path = folder.path().join("essai").with_extension(extension);
        let started = Instant::now();
        let mut count = 0;
        while count < seeds.len() || started.elapsed() < limit && count < most {
            let data = seeds.get(count).cloned().unwrap_or_else(|| mutated(&mut numbers, &seeds));
            let at = Instant::now();
            let run = std::panic::AssertUnwindSafe(|| target(&extractor, &path, &data));
            if std::panic::catch_unwind(run).is_err() {
                panic!("{name}, input {count} of seed {seed}: {:?}", String::from_utf8_lossy(&data));
            }
            assert!(at.elapsed() < Duration::from_secs(60), "{name}: {:?}", String::from_utf8_lossy(&data));
            count += 1;
        }
        println!("{name}: {count} inputs");
    }
}

#[test]
fn what_nobody_wrote_breaks_nothing() {
    fuzz(5.0, 15);
}

#[test]
#[ignore = "a minute for each of two dozen kinds of input; in .ci/run"]
fn what_nobody_wrote_breaks_nothing_for_long() {
    fuzz(60.0, usize::MAX);
}
