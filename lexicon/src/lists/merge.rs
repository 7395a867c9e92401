//! TOML files as one: what a later file gives takes the place of the same in those before it.
//!
//! Tables are merged key by key, stanzas (`[[relation]]`) by their id: one with the id of an earlier takes its place, others
//! follow. Every other value is replaced as a whole.

use super::{ListFile, frames::frame_id, texts::Texts};
use crate::error::Result;
use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;
use std::{collections::hash_map::Entry, mem};
use toml::{
    Spanned,
    de::{DeArray, DeTable, DeValue, Deserializer},
};

/// Some files as one table, whose spans count in their texts.
pub(super) struct Merged<'f> {
    texts: Texts<'f>,
    table: DeTable<'f>,
}

/// The id of a stanza, and where it is said; none where that is missing.
type Identity = fn(&DeValue) -> Option<Spanned<String>>;

/// The arrays of stanzas that have an id.
const STANZAS: [(&str, Identity); 5] = [
    ("relation", |stanza| first_text(stanza, "id")),
    ("rule", |stanza| first_text(stanza, "id")),
    ("feature", |stanza| first_text(stanza, "name")),
    ("list", |stanza| first_text(stanza, "name")),
    ("frame", |stanza| {
        let name = ["id", "verb", "noun"].into_iter().find_map(|key| first_text(stanza, key))?;
        let relation = first_text(stanza, "relation")?;
        Some(Spanned::new(name.span(), frame_id(relation.get_ref(), name.get_ref())))
    }),
];

/// The text of a key, or the first of its texts.
fn first_text(stanza: &DeValue, key: &str) -> Option<Spanned<String>> {
    let value = stanza.get(key)?;
    let first = value.get_ref().as_array().map_or(Some(value), |texts| texts.first())?;
    Some(Spanned::new(first.span(), first.get_ref().as_str()?.to_string()))
}

impl<'f> Merged<'f> {
    /// Merges the files in their order.
    ///
    /// # Errors
    /// A file that is no TOML, or has a stanza twice.
    pub(super) fn read(files: impl IntoIterator<Item = &'f ListFile>) -> Result<Merged<'f>> {
        let texts = Texts::of(files);
        let mut table = DeTable::new();
        for &(file, start) in texts.files() {
            let later = DeTable::parse(&file.text).map_err(|error| {
                let span = error.span().unwrap_or_default();
                texts.error(span.start + start..span.end + start, error.message())
            })?;
            merge(&texts, &mut table, moved_table(later.into_inner(), start))?;
        }
        Ok(Merged { texts, table })
    }

    /// What the files say, and the texts in which its spans count.
    ///
    /// # Errors
    /// A key or value that the type has no place for.
    pub(super) fn parse<T: DeserializeOwned>(self) -> Result<(T, Texts<'f>)> {
        match T::deserialize(Deserializer::from(Spanned::new(0..0, self.table))) {
            Ok(parsed) => Ok((parsed, self.texts)),
            Err(error) => Err(self.texts.error(error.span().unwrap_or_default(), error.message())),
        }
    }
}

fn merge<'f>(texts: &Texts, table: &mut DeTable<'f>, later: DeTable<'f>) -> Result<()> {
    for (key, value) in later {
        let span = value.span();
        let earlier = table.remove(key.get_ref().as_ref()).map(Spanned::into_inner);
        let identity = STANZAS.iter().find(|(name, _)| *name == key.get_ref()).map(|(_, identity)| identity);
        let value = match (earlier, value.into_inner(), identity) {
            (Some(DeValue::Table(mut earlier)), DeValue::Table(later), _) => {
                merge(texts, &mut earlier, later)?;
                DeValue::Table(earlier)
            }
            (earlier, DeValue::Array(later), Some(identity)) => {
                let mut stanzas = match earlier {
                    Some(DeValue::Array(earlier)) => earlier,
                    _ => DeArray::new(),
                };
                add_stanzas(texts, &mut stanzas, later, (key.get_ref(), identity))?;
                DeValue::Array(stanzas)
            }
            (_, value, _) => value,
        };
        table.insert(key, Spanned::new(span, value));
    }
    Ok(())
}

/// Adds stanzas to those of earlier files, or puts them in their place.
fn add_stanzas<'f>(
    texts: &Texts,
    stanzas: &mut DeArray<'f>,
    later: DeArray<'f>,
    (what, identity): (&str, &Identity),
) -> Result<()> {
    let id_of = |stanza: &Spanned<DeValue>| identity(stanza.get_ref());
    let known = stanzas.iter().enumerate().filter_map(|(index, stanza)| Some((id_of(stanza)?, index)));
    let mut places: FxHashMap<String, usize> = known.map(|(id, index)| (id.into_inner(), index)).collect();
    for stanza in later {
        let Some(id) = id_of(&stanza) else {
            stanzas.push(stanza);
            continue;
        };
        let span = id.span();
        match places.entry(id.into_inner()) {
            Entry::Occupied(place) => {
                let earlier = &mut stanzas.as_mut()[*place.get()];
                if texts.layer(earlier.span().start) == texts.layer(span.start) {
                    let first = texts.place(earlier.span().start);
                    let error =
                        texts.error(span, format!("a second {what} `{}`, first in {first}", place.key()));
                    return Err(error.with_hint("give one of them an id of its own, or make one of both"));
                }
                *earlier = stanza;
            }
            Entry::Vacant(place) => {
                place.insert(stanzas.len());
                stanzas.push(stanza);
            }
        }
    }
    Ok(())
}

/// The same table, so many bytes later.
fn moved_table(table: DeTable, by: usize) -> DeTable {
    table.into_iter().map(|(key, value)| (moved(key, by), moved_value(value, by))).collect()
}

fn moved_value(value: Spanned<DeValue>, by: usize) -> Spanned<DeValue> {
    let mut value = moved(value, by);
    match value.get_mut() {
        DeValue::Table(table) => *table = moved_table(mem::take(table), by),
        DeValue::Array(array) => {
            *array =
                mem::replace(array, DeArray::new()).into_iter().map(|value| moved_value(value, by)).collect();
        }
        _ => {}
    }
    value
}

fn moved<T>(value: Spanned<T>, by: usize) -> Spanned<T> {
    let span = value.span();
    Spanned::new(span.start + by..span.end + by, value.into_inner())
}
