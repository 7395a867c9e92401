//! How many sentences are read for what their frames state, how many the looks before spare that, and what the looks miss.
//!
//!     PALABRE_CORPUS=articles.jsonl cargo bench --bench sentences
//!
//! Without `PALABRE_CORPUS`, the text is made of ordinary words and of names, and says little.

#![allow(missing_docs)]

mod corpus;

use corpus::Corpus;
use palabre::{Extractor, model::Document};

const BYTES: usize = 100_000_000;
const GENERATED: usize = 2_000_000;

fn main() {
    let extractor = Extractor::builtin().expect("the built-in lists are right");
    let names = extractor.lexicon().entries.iter().map(|entry| entry.name.to_string()).collect();
    let bytes = if std::env::var_os("PALABRE_CORPUS").is_some() { BYTES } else { GENERATED };
    let corpus = Corpus::of_names(bytes, names);
    let reader = extractor.reader();
    let (mut sentences, mut read, mut stating, mut found, mut missed) = (0_usize, 0, 0, 0, 0);
    for (text, number) in corpus.documents().into_iter().zip(1..) {
        let (_, traces) = reader.explain_sentences(Document::new(format!("{number}"), text));
        for trace in traces {
            let stated: usize =
                trace.attempts.iter().filter_map(|tried| Some(tried.outcome.as_ref().ok()?.len())).sum();
            // Roles beside a name are read by structure as well.
            let missed_here = trace.attempts.iter().filter(|tried| {
                let role = tried.rule.starts_with("fr.holds_role.");
                !role && matches!(tried.outcome, Err(why) if why.starts_with("fits"))
            });
            missed += missed_here.count();
            sentences += 1;
            read += usize::from(trace.is_read);
            stating += usize::from(stated > 0);
            found += stated;
        }
    }
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    println!("{sentences} sentences");
    println!("{:>9} {:>5.1} %  spared by the looks", sentences - read, share(sentences - read, sentences));
    println!("{read:>9} {:>5.1} %  read", share(read, sentences));
    println!("{stating:>9} {:>5.1} %  in which a frame states something", share(stating, sentences));
    println!(
        "{found} relations stated by frames; {missed} templates beside those of roles fit and are missed, {:.2} %",
        share(missed, found)
    );
}
