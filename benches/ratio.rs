//! How many times as fast as aho-corasick's contiguous NFA the matcher is, on a machine that has other things to do:
//! both in turn, round after round, and the median of the rounds' ratios.
//!
//!     cargo bench -p palabre-benches --bench ratio                                          1,000, 100,000 and 1,000,000 names
//!     PALABRE_CORPUS=articles.jsonl cargo bench -p palabre-benches --bench ratio -- 100000  on a text of one's own
//!
//! Both go from text as it was written to offsets in it, as in `benches/matcher.rs`: palabre with names in any case and
//! with their capitals, the automaton by folding, scanning, checking for word boundaries and going back to the original
//! offsets. Times are CPU times of the thread where the system tells them.

#![allow(missing_docs)]

mod corpus;

use corpus::{
    Corpus,
    clock::cpu_nanoseconds,
    engines::{Automaton, matcher},
    folded::{Folded, Table},
};
use palabre::matcher::Case;
use std::{env, hint::black_box, time::Instant};

const BYTES: usize = 8_000_000;
const ROUNDS: usize = 21;

fn main() {
    let asked: Vec<usize> = env::args().filter_map(|argument| argument.parse().ok()).collect();
    let counts = if asked.is_empty() { vec![1_000, 100_000, 1_000_000] } else { asked };
    let Corpus { text, names } = Corpus::new(BYTES, counts.iter().copied().max().unwrap_or(0));
    println!(
        "{:>9}  {:<18} {:>13} {:>13} {:>7}  of {ROUNDS} rounds",
        "names", "", "palabre", "aho-corasick", "ratio"
    );
    for count in counts {
        compare(&text, &names[..count]);
    }
}

fn compare(text: &str, names: &[String]) {
    let (table, mut folded) = (Table::new(), Folded::default());
    let (any, capitals) = (matcher(names, Case::Any), matcher(names, Case::AsWritten));
    let automaton = Automaton::aho_corasick(names);
    let mut seconds = [const { Vec::new() }; 3];
    for _ in 0..ROUNDS {
        seconds[0].push(timed(|| any.for_each_longest(text, ignore)));
        seconds[1].push(timed(|| automaton.find(text, &table, &mut folded, ignore)));
        seconds[2].push(timed(|| capitals.for_each_longest(text, ignore)));
    }
    let [any, automaton, capitals] = seconds;
    for (case, palabre) in [("any case", any), ("capitals as listed", capitals)] {
        let ratio = median(automaton.iter().zip(&palabre).map(|(theirs, ours)| theirs / ours).collect());
        let speed = |seconds: &[f64]| text.len() as f64 / 1_048_576.0 / median(seconds.to_vec());
        let (ours, theirs) = (speed(&palabre), speed(&automaton));
        println!("{:>9}  {case:<18} {ours:>7.0} MiB/s {theirs:>7.0} MiB/s {ratio:>5.2} ×", names.len());
    }
}

/// What is done with a find: nothing, but not so that the compiler knows.
fn ignore<T>(found: T) {
    black_box(found);
}

fn timed(run: impl FnOnce()) -> f64 {
    let (wall, cpu) = (Instant::now(), cpu_nanoseconds());
    run();
    match (cpu, cpu_nanoseconds()) {
        (Some(before), Some(after)) if after > before => (after - before) as f64 / 1e9,
        _ => wall.elapsed().as_secs_f64(),
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
