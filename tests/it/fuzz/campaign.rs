//! The targets for long, optimised: what `fuzz/` runs.

#![allow(dead_code)] // of this, the tests need nothing

use super::{
    mutate::{Numbers, mutated},
    targets::{Target, targets},
};
use palabre::Extractor;
use std::{
    env, fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// What counts the bytes that are held.
pub(crate) struct Memory {
    pub begin: fn(),
    pub held: fn() -> usize,
    pub peak: fn() -> usize,
}

/// So long for 100 kB, of processors; and by the clock, of a machine that does other things, too.
const LONGEST: Duration = Duration::from_secs(5);
const LONGEST_WAIT: Duration = Duration::from_secs(120);
const MEGABYTES: usize = 150 << 20;
/// A target has so long before the next one.
const TURN: Duration = Duration::from_secs(2);
/// How it stands is told so often.
const TOLD: Duration = Duration::from_secs(600);

struct Tally {
    target: Target,
    path: PathBuf,
    count: u64,
    failures: u64,
    slowest: Duration,
    most: usize,
}

impl Tally {
    /// Runs the target over an input, within its limits.
    fn run(&mut self, extractor: &Extractor, bytes: &[u8], memory: &Memory) {
        (memory.begin)();
        let (before, started, spent) = ((memory.held)(), Instant::now(), spent());
        let run = AssertUnwindSafe(|| (self.target.run)(extractor, &self.path, bytes));
        let is_right = catch_unwind(run).is_ok();
        let (waited, held) = (started.elapsed(), (memory.peak)().saturating_sub(before));
        let took = self::spent().zip(spent).map_or(waited, |(now, before)| now - before);
        self.count += 1;
        self.slowest = self.slowest.max(took);
        self.most = self.most.max(held);
        let is_long = bytes.len() <= 100_000 && (took > LONGEST || waited > LONGEST_WAIT);
        let is_large = held > 60 * bytes.len() + MEGABYTES;
        if !is_right || is_long || is_large {
            self.failures += 1;
            self.keep(bytes, &format!("right {is_right}, {took:?}, {held} bytes"));
        }
    }

    fn keep(&self, bytes: &[u8], why: &str) {
        let name = format!("{}-{}", self.target.name, self.count);
        eprintln!("{name}: {why}");
        fs::create_dir_all("fuzz/failures").unwrap();
        fs::write(Path::new("fuzz/failures").join(name).with_extension(self.target.extension), bytes)
            .unwrap();
    }
}

/// What the process has spent of processors, where the system tells (Linux).
fn spent() -> Option<Duration> {
    let told = fs::read_to_string("/proc/self/stat").ok()?;
    let mut fields = told.rsplit_once(')')?.1.split_whitespace().skip(11);
    let hundredths: u64 = fields.by_ref().take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Some(Duration::from_millis(10 * hundredths))
}

/// The names of the targets.
pub(crate) fn names() -> Vec<&'static str> {
    targets().into_iter().map(|target| target.name).collect()
}

/// Runs the targets of these names, or all, in turn, over their seeds and what is made of them. Gives how many inputs failed.
pub(crate) fn run(seconds: u64, seed: u64, only: &str, memory: &Memory) -> u64 {
    let (started, folder, extractor) =
        (Instant::now(), tempfile::tempdir().unwrap(), Extractor::builtin().unwrap());
    let is_wanted = |target: &Target| only.is_empty() || only.split(',').any(|name| name == target.name);
    let tally = |target: Target| {
        let path = folder.path().join("essai").with_extension(target.extension);
        let slowest = Duration::ZERO;
        Tally { target, path, count: 0, failures: 0, slowest, most: 0 }
    };
    let mut all: Vec<Tally> = targets().into_iter().filter(is_wanted).map(tally).collect();
    for tally in &mut all {
        for bytes in tally.target.seeds.clone() {
            tally.run(&extractor, &bytes, memory);
        }
    }
    let (mut numbers, mut told) = (Numbers::new(seed), Instant::now());
    while started.elapsed() < Duration::from_secs(seconds) {
        for tally in &mut all {
            let turn = Instant::now();
            while turn.elapsed() < TURN {
                let bytes = mutated(&mut numbers, &tally.target.seeds);
                tally.run(&extractor, &bytes, memory);
            }
        }
        if told.elapsed() > TOLD {
            print(&all);
            told = Instant::now();
        }
    }
    print(&all);
    all.iter().map(|tally| tally.failures).sum()
}

fn print(all: &[Tally]) {
    for Tally { target, count, failures, slowest, most, .. } in all {
        let megabytes = most >> 20;
        println!(
            "{}: {count} inputs, {failures} failures, at most {slowest:.2?} and {megabytes} MB",
            target.name
        );
    }
    println!("together: {} inputs", all.iter().map(|tally| tally.count).sum::<u64>());
}

/// The one target that the environment names.
pub(crate) struct Chosen {
    extractor: Extractor,
    target: Target,
    folder: tempfile::TempDir,
}

impl Chosen {
    pub(crate) fn of_environment() -> Chosen {
        let name = env::var("PALABRE_FUZZ_ONLY").expect("PALABRE_FUZZ_ONLY names the target");
        let target = targets().into_iter().find(|target| target.name == name).expect("a target");
        Chosen { extractor: Extractor::builtin().unwrap(), target, folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn run(&self, bytes: &[u8]) {
        let path = self.folder.path().join("essai").with_extension(self.target.extension);
        (self.target.run)(&self.extractor, &path, bytes);
    }
}
