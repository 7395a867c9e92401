//! What tables call their columns, kinds and genders, in English and French.

use crate::{matcher::fold_words, model::EntryKind};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What words mean, by sort and folded word.
static WORDS: LazyLock<FxHashMap<(&str, String), &str>> = LazyLock::new(|| {
    let mut words = FxHashMap::default();
    for line in include_str!("../words.csv").lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [of, means, written] = cells[..] else { unreachable!("three columns") };
        for word in written.split('|') {
            words.entry((of, fold_words(word))).or_insert(means);
        }
    }
    words
});

/// What a word of a sort means: `name` for the column `nom`.
pub(super) fn meaning(of: &'static str, written: &str) -> Option<&'static str> {
    WORDS.get(&(of, fold_words(written))).copied()
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
