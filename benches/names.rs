//! The names of the built-in lists in the texts of JSON Lines, and nothing else: what `benches/peers/run.py` takes for palabre's
//! matching alone. Prints how many there are, nested ones and those of several rows once each.
//!
//!     cargo bench -p palabre-benches --bench names -- articles.jsonl

#![allow(missing_docs)]

use palabre::{error::Result, lexicon};
use std::{env, fs};

fn main() -> Result<()> {
    let Some(path) = env::args().skip(1).find(|argument| argument != "--bench") else {
        println!("give a file of JSON Lines");
        return Ok(());
    };
    let lexicon = lexicon::load(&lexicon::Options::default())?;
    let lines = fs::read_to_string(path).expect("a file in UTF-8");
    let mut names = 0;
    for line in lines.lines() {
        let document: serde_json::Value = serde_json::from_str(line).expect("JSON Lines");
        let mut spans: Vec<_> = lexicon.names_in(document["text"].as_str().unwrap_or(""));
        spans.dedup_by_key(|name| name.span);
        names += spans.len();
    }
    println!("{{\"names\": {names}}}");
    Ok(())
}
