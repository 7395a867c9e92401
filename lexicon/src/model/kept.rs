//! How compiled lists keep a row: without what its name says already.

use super::{Detail, Entry, EntryIndex, EntryKind};
use crate::matcher::fold;
use serde::{Deserialize, Serialize};

/// An [`Entry`] as it is written.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    /// What the id has behind that of the name; a whole id, behind [`WHOLE`], where it does not start with that.
    id: Box<str>,
    kind: EntryKind,
    line: u32,
    name: Box<str>,
    aliases: Vec<Box<str>>,
    wikidata: Option<Box<str>>,
    country: Option<EntryIndex>,
    /// A surname is empty where it is the last word of the name.
    detail: Detail,
}

/// Stands in no id.
const WHOLE: char = '=';

fn last_word(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or_default()
}

impl From<Entry> for Kept {
    fn from(entry: Entry) -> Kept {
        let Entry { id, kind, line, name, aliases, wikidata, country, mut detail, .. } = entry;
        let id = match id.strip_prefix(&*slug(&name)) {
            Some(rest) if rest.is_empty() || rest.starts_with('-') => rest.into(),
            _ => format!("{WHOLE}{id}").into(),
        };
        if let Detail::Person { surname, .. } = &mut detail
            && **surname == *last_word(&name)
        {
            *surname = Box::default();
        }
        Kept { id, kind, line, name, aliases, wikidata, country, detail }
    }
}

impl From<Kept> for Entry {
    fn from(kept: Kept) -> Entry {
        let Kept { id, kind, line, name, aliases, wikidata, country, mut detail } = kept;
        let id = match id.strip_prefix(WHOLE) {
            Some(whole) => whole.into(),
            None => (slug(&name) + &id).into(),
        };
        if let Detail::Person { surname, .. } = &mut detail
            && surname.is_empty()
        {
            *surname = last_word(&name).into();
        }
        Entry { id, kind, list: kind.list(), line, name, aliases, wikidata, country, detail }
    }
}

/// The stable id of a name: folded, everything but letters and digits a hyphen.
///
/// ```
/// assert_eq!(palabre::lexicon::slug("N’Djamena"), "n-djamena");
/// ```
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in fold(name).chars() {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_comes_back() {
        for (id, name, surname) in [
            ("awa-kante", "Awa Kanté", "Kanté"),
            ("awa-kante-nk-1", "Awa Kanté", "Awa"),
            ("kante", "Awa Kanté", ""),
            ("awa-kantex", "Awa Kanté", "Kanté"),
            ("-x", "Пётр", "Пётр"),
            ("x", "", ""),
        ] {
            let detail = Detail::Person { surname: surname.into(), gender: Some('f'), died: None };
            let entry = Entry {
                id: id.into(),
                kind: EntryKind::Person,
                list: "people",
                line: 7,
                name: name.into(),
                aliases: vec!["A. K.".into()],
                wikidata: Some("Q1".into()),
                country: None,
                detail,
            };
            let bytes = postcard::to_allocvec(&entry).unwrap();
            let read: Entry = postcard::from_bytes(&bytes).unwrap();
            let expected = match (surname, last_word(name)) {
                // A person without a surname is called by the last word.
                ("", last) => Detail::Person { surname: last.into(), gender: Some('f'), died: None },
                _ => entry.detail.clone(),
            };
            assert_eq!(read, Entry { detail: expected, ..entry });
        }
    }
}
