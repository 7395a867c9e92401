//! Military units by their number: `71e bataillon d’intervention rapide`, `25e régiment parachutiste commando`.

use super::{Name, View};
use crate::{matcher::Gap, model::word};

/// The numbered units that no list has.
pub(super) fn find(view: &View) -> Vec<Name> {
    let mut found = Vec::new();
    for sentence in view.sentences_with(word::MILITARY_UNIT) {
        let limit = sentence.end_token as usize;
        let nouns = sentence.tokens().skip(1).filter(|&i| view.is(i, word::MILITARY_UNIT));
        let numbered = nouns.filter(|&i| view.token(i).gap == Gap::Space && is_ordinal(view.written(i - 1)));
        found.extend(numbered.map(|noun| {
            Name::organisation(noun - 1..end(view, noun, limit), Vec::new(), "fr.organisation.numbered-unit")
        }));
    }
    found
}

/// A number in digits, and the letters of an ordinal: `1er`, `71e`, `2ème`.
fn is_ordinal(written: &str) -> bool {
    let letters = written.trim_start_matches(|c: char| c.is_ascii_digit());
    letters.len() < written.len()
        && (1..=3).contains(&letters.chars().count())
        && letters.chars().all(char::is_lowercase)
}

/// The end of the unit's name: adjectives of arms, and what it is for.
fn end(view: &View, noun: usize, limit: usize) -> usize {
    let spaced = |i: usize| i < limit && view.token(i).gap == Gap::Space;
    let of_arms = |i: usize| view.is(i, word::OF_ARMS);
    let mut end = noun + 1;
    loop {
        end = match view.after_of(end, limit) {
            Some(purpose) if of_arms(purpose) => purpose + 1,
            None if spaced(end) && of_arms(end) => end + 1,
            _ => return end,
        };
    }
}
