//! The way of a document, stage by stage, with the built-in gazetteers.
//!
//!     cargo bench -p palabre-benches --bench pipeline
//!     PALABRE_CORPUS=articles.jsonl cargo bench -p palabre-benches --bench pipeline
//!
//! The text is made of ordinary words and of names, ranks, titles and roles of the gazetteers, in documents of about
//! 5 kB, or is what `PALABRE_CORPUS` has. Times are CPU times of the thread where the system tells them; lists are
//! loaded by several threads, whose time is wall time.

#![allow(missing_docs)]

mod corpus;

use corpus::{Corpus, clock::ThreadTime};
use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use palabre::{
    Extractor,
    export::JsonLines,
    lexicon,
    model::{Document, Lexicon},
    stages,
};
use std::{hint::black_box, time::Duration};

const BYTES: usize = 2_000_000;

fn documents(lexicon: &Lexicon) -> Vec<Document> {
    let names = lexicon.entries().iter().map(|entry| entry.name.to_string()).collect();
    let corpus = Corpus::of_names(BYTES, names);
    (1..).zip(corpus.documents()).map(|(i, text)| Document::new(format!("{i}"), text)).collect()
}

fn stages(criterion: &mut Criterion<ThreadTime>) {
    let extractor = Extractor::builtin().expect("the built-in lists are right");
    let lexicon = extractor.lexicon();
    let documents = documents(lexicon);
    let bytes = documents.iter().map(|document| document.text.len() as u64).sum();
    let mut group = criterion.benchmark_group("pipeline");
    group.throughput(Throughput::Bytes(bytes)).sampling_mode(SamplingMode::Flat);

    let mut tokenizer = stages::tokenizer(lexicon);
    group.bench_function("sentences", |b| {
        b.iter(|| {
            for document in &documents {
                black_box(stages::text(document, lexicon, &mut tokenizer));
            }
        });
    });
    let texts: Vec<_> = documents.iter().map(|d| stages::text(d, lexicon, &mut tokenizer)).collect();
    group.bench_function("mentions", |b| {
        b.iter(|| {
            for (document, text) in documents.iter().zip(&texts) {
                black_box(stages::mentions(document, text, lexicon));
            }
        });
    });
    let (reader, writer, mut lines) = (extractor.reader(), JsonLines::new(lexicon), Vec::new());
    group.bench_function("text to JSON Lines", |b| {
        b.iter(|| {
            lines.clear();
            for document in &documents {
                writer
                    .write(&reader.extract(document.clone()), &mut lines)
                    .expect("memory can be written to");
            }
        });
    });
}

fn lists(criterion: &mut Criterion) {
    criterion.bench_function("lexicon/load", |b| {
        b.iter(|| lexicon::load(&lexicon::Options::default()).expect("the built-in lists are right"));
    });
}

criterion_group! {
    name = of_thread;
    config = Criterion::default().with_measurement(ThreadTime).sample_size(10)
        .warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
    targets = stages
}
criterion_group! {
    name = of_all_threads;
    config = Criterion::default().sample_size(20);
    targets = lists
}
criterion_main!(of_thread, of_all_threads);
