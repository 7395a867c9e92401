//! Which country of the lists a source means.

use crate::{
    matcher::fold_words,
    model::{Detail, EntryIndex, EntryKind, Lexicon},
};
use rustc_hash::FxHashMap;

/// The English names of ISO 3166-1, by its codes: sources are seldom French.
const ENGLISH: &str = include_str!("countries.csv");

/// The countries of the lists by codes, Wikidata ids and names.
pub(super) struct Countries<'l> {
    lexicon: &'l Lexicon,
    known: FxHashMap<String, EntryIndex>,
}

impl<'l> Countries<'l> {
    pub(super) fn new(lexicon: &'l Lexicon) -> Countries<'l> {
        let mut known: FxHashMap<String, EntryIndex> = FxHashMap::default();
        let mut add = |name: &str, index| {
            known.entry(fold_words(name)).or_insert(index);
        };
        let is_country = |index: &EntryIndex| lexicon.entry(*index).kind == EntryKind::Country;
        let rows = (0..lexicon.entries().len() as u32).map(EntryIndex).filter(is_country);
        let rows: Vec<EntryIndex> = rows.collect();
        for &index in &rows {
            let row = lexicon.entry(index);
            if let Detail::Country { iso2, iso3, .. } = &row.detail {
                [iso2, iso3].into_iter().filter(|code| !code.is_empty()).for_each(|code| add(code, index));
            }
            row.wikidata.iter().chain([&row.id, &row.name]).for_each(|name| add(name, index));
        }
        for line in ENGLISH.lines().skip(1) {
            let (code, names) = line.split_once(',').expect("two columns");
            let Some(&index) = rows.iter().find(|&&index| is_code_of(lexicon, index, code)) else { continue };
            names.trim_matches('"').split('|').for_each(|name| add(name, index));
        }
        // A name that two have is of neither, but for the one that has it as its own.
        for &index in &rows {
            lexicon.entry(index).aliases.iter().for_each(|name| add(name, index));
        }
        Countries { lexicon, known }
    }

    /// The id of a country that is given by a code, a Wikidata id or a name.
    pub(super) fn find(&self, said: &str) -> Option<&'l str> {
        self.index(said).map(|index| &*self.lexicon.entry(index).id)
    }

    /// Its row.
    pub(super) fn index(&self, said: &str) -> Option<EntryIndex> {
        self.known.get(&fold_words(said)).copied()
    }
}

fn is_code_of(lexicon: &Lexicon, index: EntryIndex, code: &str) -> bool {
    matches!(&lexicon.entry(index).detail, Detail::Country { iso2, .. } if **iso2 == *code)
}
