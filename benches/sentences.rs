//! How many sentences are parsed, how many the prefilter skips, and what it loses.
//!
//!     PALABRE_CORPUS=articles.jsonl cargo bench -p palabre-benches --bench sentences
//!
//! Without `PALABRE_CORPUS`, the text is made of ordinary words and of names, and says little.

#![allow(missing_docs)]

mod corpus;

use corpus::Corpus;
use palabre::{
    Extractor,
    model::{Document, Pass, Provenance, Subject, Verdict},
};

const BYTES: usize = 100_000_000;
const GENERATED: usize = 2_000_000;

fn main() {
    let extractor = Extractor::builtin().expect("the built-in lists are right");
    let names = extractor.lexicon().entries().iter().map(|entry| entry.name.to_string()).collect();
    let bytes = if std::env::var_os("PALABRE_CORPUS").is_some() { BYTES } else { GENERATED };
    let corpus = Corpus::of_names(bytes, names);
    let reader = extractor.reader();
    let (mut sentences, mut read, mut stating, mut found, mut missed) = (0_usize, 0, 0, 0, 0);
    for (text, number) in corpus.documents().into_iter().zip(1..) {
        let (extraction, steps) = reader.trace(Document::new(format!("{number}"), text));
        sentences += extraction.sentences.len();
        let mut states: Vec<u32> = Vec::new();
        for step in &steps {
            match (step.pass, step.subject) {
                (Pass::Prefilter, _) => read += usize::from(step.verdict == Verdict::Held),
                (Pass::Frames, Subject::Relation { sentence, .. }) if step.verdict == Verdict::Held => {
                    found += 1;
                    states.push(sentence);
                }
                // Roles beside a name are read without a trigger as well.
                (Pass::Frames, Subject::Relation { .. }) => {
                    let role = matches!(&step.via, Some(Provenance::Rule(rule)) if rule.starts_with("fr.holds_role."));
                    missed += usize::from(!role);
                }
                _ => {}
            }
        }
        states.dedup();
        stating += states.len();
    }
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    println!("{sentences} sentences");
    println!(
        "{:>9} {:>5.1} %  skipped by the prefilter",
        sentences - read,
        share(sentences - read, sentences)
    );
    println!("{read:>9} {:>5.1} %  parsed", share(read, sentences));
    println!("{stating:>9} {:>5.1} %  in which a frame states something", share(stating, sentences));
    println!(
        "{found} relations stated by frames; {missed} more, roles aside, are lost to the prefilter, {:.2} %",
        share(missed, found)
    );
}
