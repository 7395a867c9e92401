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
    collections::VecDeque,
    env,
    path::Path,
    sync::Mutex,
    thread,
    time::{Duration, Instant},
};
use targets::{Target, targets};

/// How long and from where on each target is tried.
struct Bounds {
    limit: Duration,
    most: usize,
    seed: u64,
}

/// Tries every target that is asked for, over all processors.
fn fuzz(seconds: f64, most: usize) {
    let number = |name: &str| env::var(name).ok().and_then(|value| value.parse::<f64>().ok());
    let limit = Duration::from_secs_f64(number("PALABRE_FUZZ_SECONDS").unwrap_or(seconds));
    let bounds = Bounds { limit, most, seed: number("PALABRE_FUZZ_SEED").unwrap_or(1.0) as u64 };
    let only = env::var("PALABRE_FUZZ_ONLY").unwrap_or_default();
    let is_wanted = |target: &Target| only.is_empty() || only.split(',').any(|name| name == target.name);
    let wanted: Mutex<VecDeque<Target>> = Mutex::new(targets().into_iter().filter(is_wanted).collect());
    let extractor = Extractor::builtin().unwrap();
    let worker = || {
        let folder = tempfile::tempdir().unwrap();
        loop {
            let next = wanted.lock().unwrap().pop_front();
            let Some(target) = next else { return };
            let path = folder.path().join("essai").with_extension(target.extension);
            attempt(&target, &bounds, &extractor, &path);
        }
    };
    thread::scope(|scope| {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        // The other targets are tried all the same where one fails.
        let failed = running.into_iter().filter_map(|thread| thread.join().err()).next();
        if let Some(failed) = failed {
            std::panic::resume_unwind(failed);
        }
    });
}

fn attempt(target: &Target, bounds: &Bounds, extractor: &Extractor, path: &Path) {
    let Target { name, seeds, run, .. } = target;
    let seed = bounds.seed;
    let mut numbers = Numbers::new(seed);
    let started = Instant::now();
    let mut count = 0;
    while count < seeds.len() || started.elapsed() < bounds.limit && count < bounds.most {
        let data = seeds.get(count).cloned().unwrap_or_else(|| mutated(&mut numbers, seeds));
        let at = Instant::now();
        let run = std::panic::AssertUnwindSafe(|| run(extractor, path, &data));
        if std::panic::catch_unwind(run).is_err() {
            panic!("{name}, input {count} of seed {seed}: {:?}", String::from_utf8_lossy(&data));
        }
        assert!(at.elapsed() < Duration::from_secs(60), "{name}: {:?}", String::from_utf8_lossy(&data));
        count += 1;
    }
    println!("{name}: {count} inputs");
}

#[test]
fn what_nobody_wrote_breaks_nothing() {
    fuzz(5.0, 5);
}

#[test]
#[ignore = "a minute for each of two dozen kinds of input; in .ci/run"]
fn what_nobody_wrote_breaks_nothing_for_long() {
    fuzz(60.0, usize::MAX);
}
