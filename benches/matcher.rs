//! The matcher against aho-corasick (contiguous NFA) and daachorse (bytewise), each from text as it was written to
//! offsets in it, with 1,000, 100,000 and 1,000,000 names.
//!
//!     cargo bench -p palabre-benches --bench matcher
//!     PALABRE_CORPUS=articles.jsonl cargo bench -p palabre-benches --bench matcher -- 100000
//!
//! The automata work on folded text, so that their time is that of folding, scanning, checking for word boundaries
//! and going back to the original offsets; `… folded already` is the scan alone. All names match in any case, which
//! is what the automata do; `palabre, capitals` asks for the names' capitals, as gazetteers do. Times are CPU times of
//! the thread where the system tells them.

#![allow(missing_docs)]

mod corpus;

use corpus::{
    Corpus,
    clock::ThreadTime,
    engines::{Automaton, matcher},
    folded::{Folded, Table},
};
use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use palabre::matcher::{Case, Tokenizer, Vocabulary};
use std::{hint::black_box, time::Duration};

const BYTES: usize = 8_000_000;

/// What is done with a find: nothing, but not so that the compiler knows.
fn ignore<T>(found: T) {
    black_box(found);
}

fn engines(criterion: &mut Criterion<ThreadTime>) {
    let Corpus { text, names } = Corpus::new(BYTES, 1_000_000);
    let table = Table::new();
    let mut folded = Folded::default();
    for count in [1_000, 100_000, 1_000_000] {
        let names = &names[..count];
        let mut group = criterion.benchmark_group(format!("matcher/{count}"));
        group.throughput(Throughput::Bytes(text.len() as u64)).sampling_mode(SamplingMode::Flat);
        for (engine, case) in [("palabre", Case::Any), ("palabre, capitals", Case::AsWritten)] {
            let matcher = matcher(names, case);
            group.bench_function(engine, |b| {
                b.iter(|| matcher.for_each_longest(&text, ignore));
            });
        }
        for engine in ["aho-corasick", "daachorse"] {
            let automaton = match engine {
                "daachorse" => Automaton::daachorse(names),
                _ => Automaton::aho_corasick(names),
            };
            group.bench_function(engine, |b| {
                b.iter(|| automaton.find(&text, &table, &mut folded, ignore));
            });
            folded.set(&text, &table);
            group.bench_function(format!("{engine}, folded already"), |b| {
                b.iter(|| automaton.scan(&folded.text, ignore));
            });
        }
    }
}

/// What the engines stand on: tokens, and the folding that the automata need.
fn parts(criterion: &mut Criterion<ThreadTime>) {
    let Corpus { text, names } = Corpus::new(BYTES, 1_000_000);
    let mut group = criterion.benchmark_group("matcher/parts");
    group.throughput(Throughput::Bytes(text.len() as u64)).sampling_mode(SamplingMode::Flat);
    let matcher = matcher(&names[..100_000], Case::Any);
    let (nothing, mut tokens) = (Vocabulary::default(), Vec::new());
    for (part, vocabulary) in [("tokens", &nothing), ("tokens of 100000 names", matcher.vocabulary())] {
        let mut tokenizer = Tokenizer::new(vocabulary);
        group.bench_function(part, |b| {
            b.iter(|| {
                tokens.clear();
                tokenizer.tokenize(&text, &mut tokens);
            });
        });
    }
    let (table, mut folded) = (Table::new(), Folded::default());
    group.bench_function("folding for an automaton", |b| b.iter(|| folded.set(&text, &table)));
    let some = &names[..100_000];
    group.throughput(Throughput::Elements(some.len() as u64));
    group.bench_function("building of 100000 names", |b| {
        b.iter(|| corpus::engines::matcher(some, Case::AsWritten));
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(ThreadTime).sample_size(10)
        .warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
    targets = engines, parts
}
criterion_main!(benches);
