//! Documents of a run that are the same: files that were saved twice, articles of overlapping exports.

use super::{Note, Origin, Read};
use crate::model::{Date, Document};
use rustc_hash::FxHashMap;
use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

/// The documents of a run so far, by their words: some forty bytes each.
#[derive(Debug, Default)]
pub struct Copies {
    first: FxHashMap<u64, First>,
}

/// A document, and what another one with its words may not contradict.
#[derive(Debug)]
struct First {
    file: Arc<str>,
    place: u32,
    date: Option<Date>,
    title: Option<u32>,
    source: Option<u32>,
}

impl Copies {
    /// Notes that a document is the same as one before it: that has the same words, and no other day, title or source. A row
    /// with an id of its own is meant to be there, whatever it says.
    pub fn tell(&mut self, read: &mut Read) {
        if let Some(words) = words(&read.document.text, &read.origin.id, &read.origin.file) {
            self.tell_by(words, read);
        }
    }

    /// The same, given [`words`].
    pub(super) fn tell_by(&mut self, words: u64, read: &mut Read) {
        let Read { document, origin, .. } = &*read;
        let this = First::new(document, origin);
        let first = match self.first.entry(words) {
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(this);
                return;
            }
            std::collections::hash_map::Entry::Occupied(first) => first.into_mut(),
        };
        if first.agrees(&this) {
            let of = match first.place {
                1 => first.file.to_string(),
                place => format!("document {place} of {}", first.file),
            };
            read.notes.push(Note::Copy { of });
        }
    }
}

impl First {
    fn new(document: &Document, origin: &Origin) -> First {
        let short = |text: &Option<String>| text.as_ref().map(|text| hash(text.split_whitespace()) as u32);
        First {
            file: Arc::clone(&origin.file),
            place: origin.place,
            date: document.date,
            title: short(&document.title),
            source: short(&document.source),
        }
    }

    /// Whether what both say is the same.
    fn agrees(&self, other: &First) -> bool {
        fn same<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
            one.is_none() || other.is_none() || one == other
        }
        same(&self.date, &other.date) && same(&self.title, &other.title) && same(&self.source, &other.source)
    }
}

/// What the words of a document are told by; nothing where it has none, or an id that is not that of its file.
pub(super) fn words(text: &str, id: &str, file: &str) -> Option<u64> {
    let mut words = text.split_whitespace().peekable();
    (id.starts_with(file) && words.peek().is_some()).then(|| hash(words))
}

fn hash<'t>(words: impl Iterator<Item = &'t str>) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.for_each(|word| word.hash(&mut hasher));
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_have_the_same_words_and_contradict_nothing() {
        let mut copies = Copies::default();
        let mut told = |text: &str, date: Option<Date>, source: Option<&str>, number: u32| {
            let mut document = Document::new("a", text);
            (document.date, document.source) = (date, source.map(str::to_owned));
            let mut read = Read::new(document, vec![]);
            read.origin = Origin { file: "a.csv".into(), place: number, id: format!("a.csv#{number}") };
            copies.tell(&mut read);
            read.notes.pop().map(|note| note.to_string())
        };
        let day = |day| Some(Date::constant(2025, 5, day));
        assert_eq!(told("Un texte.", day(8), None, 2), None);
        assert_eq!(
            told("Un\n texte. ", None, Some("Le Fleuve"), 3).as_deref(),
            Some("the same as document 2 of a.csv")
        );
        assert_eq!(told("Un texte.", day(9), None, 4), None, "another day");
        assert_eq!(told("Untexte.", day(8), None, 5), None);
        assert_eq!((told(" ", None, None, 6), told("", None, None, 7)), (None, None));
    }
}
