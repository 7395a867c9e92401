//! What tables call their columns, kinds and genders, in English and French.

use crate::{matcher::fold_words, model::EntryKind};

const WORDS: &str = include_str!("../words.csv");

/// What a word of a sort means: `name` for the column `nom`.
pub(super) fn meaning(of: &str, written: &str) -> Option<&'static str> {
    let folded = fold_words(written);
    let rows = WORDS.lines().skip(1).filter_map(|line| {
        let mut cells = line.split(',');
        Some((cells.next()?, cells.next()?, cells.next()?))
    });
    let mut rows = rows.filter(|(sort, ..)| *sort == of);
    rows.find(|(.., words)| words.split('|').any(|word| fold_words(word) == folded))
        .map(|(_, means, _)| means)
}

/// The kind of actor that a word says.
pub(super) fn kind(written: &str) -> Option<EntryKind> {
    let name = meaning("kind", written)?;
    EntryKind::ALL.into_iter().find(|kind| kind.name() == name)
}

/// `m` or `f`.
pub(super) fn gender(written: &str) -> Option<char> {
    meaning("gender", written)?.chars().next()
}
