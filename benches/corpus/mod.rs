//! Press-like French text and names, made from a seed; or a text of one's own, in `PALABRE_CORPUS`.
//!
//! The text has Zipf frequencies over 36,000 forms, about six bytes a token, typographic apostrophes,
//! guillemets and no-break spaces. Names stand in it in capitals, decomposed or without accents now and then.

#![allow(dead_code, missing_docs)]

pub mod clock;
pub mod engines;
pub mod folded;
mod names;
mod random;
mod words;

use names::{Namer, capitalised};
pub use random::Random;
use std::{
    collections::{HashMap, HashSet},
    env, fs,
};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use words::Words;

const SEED: u64 = 0x9E37_79B9;

/// A text, and names that stand in it or might.
pub struct Corpus {
    pub text: String,
    /// No two are the same once folded; the first ones are the more frequent.
    pub names: Vec<String>,
}

impl Corpus {
    /// At least `bytes` of text (or what `PALABRE_CORPUS` has, up to them) and `count` names.
    pub fn new(bytes: usize, count: usize) -> Corpus {
        let mut random = Random::new(SEED);
        let words = Words::new(&mut random);
        let mut namer = Namer::new(&words, &mut random);
        let given = given(bytes);
        let mut names =
            given.as_ref().map_or(Vec::new(), |text| harvest(text, &mut namer, count, &mut random));
        namer.fill(&mut names, count, &mut random);
        let text = given.unwrap_or_else(|| Writer { words: &words, names: &names, random }.write(bytes));
        Corpus { text, names }
    }

    /// The same with names that are there already.
    pub fn of_names(bytes: usize, mut names: Vec<String>) -> Corpus {
        let mut random = Random::new(SEED);
        let words = Words::new(&mut random);
        random.shuffle(&mut names);
        let text =
            given(bytes).unwrap_or_else(|| Writer { words: &words, names: &names, random }.write(bytes));
        Corpus { text, names }
    }

    /// The text cut at line ends into documents of about 5 kB.
    pub fn documents(&self) -> Vec<&str> {
        let mut documents = Vec::new();
        let mut rest = &self.text[..];
        while !rest.is_empty() {
            let goal = rest.floor_char_boundary(5_000);
            let end = rest[goal..].find('\n').map_or(rest.len(), |at| goal + at + 1);
            documents.push(&rest[..end]);
            rest = &rest[end..];
        }
        documents
    }
}

/// The texts of the JSON Lines file that `PALABRE_CORPUS` names, up to a number of bytes.
fn given(bytes: usize) -> Option<String> {
    let path = env::var_os("PALABRE_CORPUS")?;
    let lines = fs::read_to_string(path).expect("PALABRE_CORPUS is a file in UTF-8");
    let mut text = String::new();
    let mut lines = lines.lines();
    while text.len() < bytes
        && let Some(line) = lines.next()
    {
        let document: serde_json::Value = serde_json::from_str(line).expect("PALABRE_CORPUS is JSON Lines");
        text = text + document["text"].as_str().unwrap_or("") + "\n";
    }
    Some(text)
}

/// Runs of capitalised words of a text, the frequent ones first, and as many recombinations of their words.
fn harvest(text: &str, namer: &mut Namer, count: usize, random: &mut Random) -> Vec<String> {
    let mut runs: HashMap<&str, usize> = HashMap::new();
    for line in text.split(['\n', ',', '.', ';', ':', '(', ')', '«', '»', '"', '!', '?']) {
        let words = || line.split_inclusive(' ');
        let mut from = None;
        let mut at = 0;
        for word in words().chain([""]) {
            let capital = word.starts_with(char::is_uppercase);
            match from {
                None if capital => from = Some(at),
                Some(start) if !capital => {
                    *runs.entry(line[start..at].trim()).or_default() += 1;
                    from = None;
                }
                _ => {}
            }
            at += word.len();
        }
    }
    let ordinary: HashSet<&str> =
        text.split(' ').filter(|word| word.starts_with(char::is_lowercase)).collect();
    let mut runs: Vec<(&str, usize)> = runs.into_iter().collect();
    runs.retain(|(run, _)| run.len() > 2 && !ordinary.contains(run.to_lowercase().as_str()));
    runs.sort_by(|a, b| (b.1, a.0).cmp(&(a.1, b.0)));
    let mut names: Vec<String> = Vec::new();
    names.extend(runs.iter().map(|(run, _)| run.to_string()).filter(|run| namer.is_new(run)).take(count));
    let words: Vec<&str> = runs.iter().flat_map(|(run, _)| run.split(' ')).collect();
    for _ in 0..(count - names.len()) / 2 {
        let name = format!("{} {}", random.pick(&words), random.pick(&words));
        if namer.is_new(&name) {
            names.push(name);
        }
    }
    names
}

const COMPOUNDS: &[&str] = &["peut-être", "celui-ci", "c’est-à-dire", "vice-président"];

struct Writer<'w> {
    words: &'w Words,
    names: &'w [String],
    random: Random,
}

impl Writer<'_> {
    fn write(mut self, bytes: usize) -> String {
        let mut text = String::with_capacity(bytes + 4096);
        while text.len() < bytes {
            for _ in 0..2 + self.random.below(4) {
                self.sentence(&mut text);
                text.push(' ');
            }
            text.pop();
            text.push('\n');
        }
        text
    }

    fn sentence(&mut self, text: &mut String) {
        let quoted = self.random.once_in(12);
        text.push_str(if quoted { "« " } else { "" });
        let first = self.words.draw(&mut self.random);
        text.push_str(&capitalised(first));
        for _ in 0..6 + self.random.below(24) {
            if !text.ends_with('’') {
                text.push_str(if self.random.once_in(14) { ", " } else { " " });
            }
            match self.random.below(1000) {
                0..=55 => self.name(text),
                72..=81 => text.push_str(&(1 + self.random.zipf(2030)).to_string()),
                82..=89 => {
                    text.push_str(self.words.draw(&mut self.random));
                    text.push_str(" (");
                    self.name(text);
                    text.push(')');
                }
                90..=97 => text.push_str(self.random.pick::<&str>(COMPOUNDS)),
                _ => text.push_str(self.words.draw(&mut self.random)),
            }
        }
        if text.ends_with('’') {
            text.push_str("ordre");
        }
        text.push_str(if quoted { " »." } else { "." });
    }

    /// A name: one of the first thousand about every fifth time, one after the hundred-thousandth as often.
    fn name(&mut self, text: &mut String) {
        let (from, to) = match self.random.below(10) {
            0..=2 => (0, 1_000),
            3..=6 => (1_000, 100_000),
            _ => (100_000, 1_000_000),
        };
        let to = to.min(self.names.len());
        let from = from.min(to - 1);
        let name = &self.names[from + self.random.zipf(to - from)];
        match self.random.below(100) {
            0..=3 => text.push_str(&name.to_uppercase()),
            4..=5 => text.extend(name.nfd()),
            6 => text.extend(name.nfd().filter(|&c| !is_combining_mark(c)).nfc()),
            _ => text.push_str(name),
        }
    }
}
