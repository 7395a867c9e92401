//! Clusters mentions by referent into the entities of a document.

use super::{
    body::{body_name, embassy_name},
    person::full_name,
    resolve::Key,
};
use crate::{
    matcher::fold,
    model::{Document, Entity, EntryKind, Kind, Lexicon, Mention, MetonymyMode},
};
use rustc_hash::FxHashMap;

pub(super) struct Clusters {
    /// Sorted by id.
    pub(super) entities: Vec<Entity>,
    /// Per mention, the index of its entity.
    pub(super) of_mention: Vec<Option<u32>>,
    /// Indices of metonymic mentions, and the entity of the country.
    pub(super) countries: Vec<(usize, u32)>,
}

impl Clusters {
    pub(super) fn new(
        document: &Document,
        lexicon: &Lexicon,
        mentions: &[Mention],
        keys: &[Key],
        mode: MetonymyMode,
    ) -> Clusters {
        let countries: Vec<(usize, Key)> = (mentions.iter().enumerate())
            .filter_map(|(index, mention)| {
                let metonymy = mention.metonymy.filter(|metonymy| mode.admits(metonymy))?;
                Some((index, Key::Row(metonymy.country)))
            })
            .collect();
        let mut found = Clusterer { document, lexicon, places: FxHashMap::default(), entities: Vec::new() };
        let mut of_mention: Vec<Option<usize>> = vec![None; mentions.len()];
        // Role phrases last: a name takes precedence as the name of a person.
        let (names, roles): (Vec<usize>, Vec<usize>) =
            (0..mentions.len()).partition(|&index| mentions[index].kind != Kind::Role);
        for index in names.into_iter().chain(roles) {
            of_mention[index] = found.place(&mentions[index], &keys[index]);
        }
        let countries: Vec<(usize, usize)> = countries
            .iter()
            .filter_map(|(index, key)| Some((*index, found.place(&mentions[*index], key)?)))
            .collect();
        sort(found.entities, of_mention, countries)
    }
}

/// The entities so far, in order of appearance.
struct Clusterer<'f> {
    document: &'f Document,
    lexicon: &'f Lexicon,
    places: FxHashMap<Key, usize>,
    entities: Vec<Entity>,
}

impl Clusterer<'_> {
    /// The index of the entity of a mention; adds the entity where it is new.
    fn place(&mut self, mention: &Mention, key: &Key) -> Option<usize> {
        if *key == Key::Nothing {
            return None;
        }
        // An entity of a row has its name and aliases from the row.
        let known = self.places.get(key).copied();
        if let Some(place) = known.filter(|&place| self.entities[place].entry.is_some()) {
            return Some(place);
        }
        let written = match mention.kind {
            Kind::Person => full_name(self.lexicon, mention, &self.document.text),
            _ => mention.head.of(&self.document.text).to_string(),
        };
        let written = one_line(&written);
        let place = known.unwrap_or_else(|| {
            self.entities.push(entity(self.document, self.lexicon, mention, key, &written));
            self.places.insert(key.clone(), self.entities.len() - 1);
            self.entities.len() - 1
        });
        note_form(&mut self.entities[place], mention, &written);
        Some(place)
    }
}

/// Sorts the entities by id.
fn sort(entities: Vec<Entity>, of_mention: Vec<Option<usize>>, countries: Vec<(usize, usize)>) -> Clusters {
    let mut order: Vec<usize> = (0..entities.len()).collect();
    order.sort_by(|&a, &b| (&entities[a].id, entities[a].kind).cmp(&(&entities[b].id, entities[b].kind)));
    let mut place = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new as u32;
    }
    let mut entities: Vec<Option<Entity>> = entities.into_iter().map(Some).collect();
    let entities = order.iter().map(|&old| entities[old].take().expect("each index once")).collect();
    Clusters {
        entities,
        of_mention: of_mention.into_iter().map(|old| old.map(|old| place[old])).collect(),
        countries: countries.into_iter().map(|(mention, old)| (mention, place[old])).collect(),
    }
}

fn entity(document: &Document, lexicon: &Lexicon, mention: &Mention, key: &Key, written: &str) -> Entity {
    let kind = mention.kind;
    let kind = match key {
        Key::Row(entry) => lexicon.entry(*entry).kind.mention().unwrap_or(kind),
        Key::New(kind, _) | Key::Lone(kind, _) | Key::Ambiguous(kind, ..) => *kind,
        Key::Body(_) | Key::National(..) | Key::Embassy(..) | Key::Nothing => kind,
    };
    // The entity of a demonym is the country.
    let kind = if kind == Kind::Demonym { Kind::Country } else { kind };
    let new = |id: String, candidates| Entity {
        id,
        kind,
        name: written.to_string(),
        entry: None,
        aliases: Vec::new(),
        candidates,
        corrections: Vec::new(),
    };
    match key {
        Key::Row(entry) => {
            let row = lexicon.entry(*entry);
            Entity {
                id: row.id.to_string(),
                kind,
                name: row.name.to_string(),
                entry: Some(*entry),
                aliases: row.aliases.iter().map(|alias| alias.to_string()).collect(),
                candidates: Vec::new(),
                corrections: Vec::new(),
            }
        }
        Key::New(_, name) => new(free_id(lexicon, kind, name), Vec::new()),
        Key::National(_, country) => {
            let name = one_line(&body_name(lexicon, mention, &document.text, *country));
            Entity { id: free_id(lexicon, kind, &name), name, ..new(String::new(), Vec::new()) }
        }
        Key::Embassy(name, country) => {
            let name = one_line(&embassy_name(lexicon, name, *country));
            Entity { id: free_id(lexicon, kind, &name), name, ..new(String::new(), Vec::new()) }
        }
        Key::Body(name) => new(in_document(document, name), Vec::new()),
        Key::Lone(_, name) => new(in_document(document, name), Vec::new()),
        Key::Ambiguous(Kind::Person, name, candidates) => {
            new(in_document(document, name), candidates.clone())
        }
        Key::Ambiguous(_, name, candidates) => new(format!("{}--ambigu", slug(name)), candidates.clone()),
        Key::Nothing => unreachable!("nothing is no entity"),
    }
}

/// The id of a new name: its slug, unless a row of the lists has that id.
fn free_id(lexicon: &Lexicon, kind: Kind, name: &str) -> String {
    let id = slug(name);
    let kinds = [EntryKind::Country, EntryKind::Organisation, EntryKind::Person, EntryKind::Place];
    match kinds.iter().any(|&kind| lexicon.find(kind, &id).is_some()) {
        true => format!("{id}--{kind}"),
        false => id,
    }
}

/// The id of an entity known by a surname alone: the same surname in another document may be another person.
fn in_document(document: &Document, name: &str) -> String {
    format!("{}--{}", slug(name), document_slug(&document.id))
}

/// The slug of a document's id. Where another id could have the same (`Article 1`, `article-1`), a short hash is behind it: what is
/// told apart by the documents must be so.
fn document_slug(id: &str) -> String {
    let slug = slug(id);
    match is_told_by_slug(id) {
        true => slug,
        false if slug.is_empty() => short_hash(id),
        false => format!("{slug}-{}", short_hash(id)),
    }
}

/// Whether an id can be told from its slug: words in small letters of ASCII and numbers with single hyphens between them, then
/// perhaps an extension, then perhaps the number of a row. No word looks like an extension, so that each part is known by it.
fn is_told_by_slug(id: &str) -> bool {
    const EXTENSIONS: [&str; 11] =
        ["csv", "docx", "eml", "htm", "html", "jsonl", "md", "odt", "rtf", "tsv", "txt"];
    let (rest, row) = id.split_once('#').map_or((id, None), |(rest, row)| (rest, Some(row)));
    let (stem, extension) = rest.rsplit_once('.').map_or((rest, None), |(stem, it)| (stem, Some(it)));
    let is_number = |row: &str| !row.is_empty() && row.bytes().all(|byte| byte.is_ascii_digit());
    let is_word = |word: &str| {
        let plain = word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        plain && !word.is_empty() && !EXTENSIONS.contains(&word)
    };
    stem.split('-').all(is_word)
        && extension.is_none_or(|extension| EXTENSIONS.contains(&extension))
        && row.is_none_or(|row| extension.is_some() && is_number(row))
}

/// Six letters and digits of the FNV-1a hash.
fn short_hash(id: &str) -> String {
    const DIGITS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let hash = id.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    });
    (0..6).map(|digit| char::from(DIGITS[(hash >> (34 + 5 * digit)) as usize & 31])).collect()
}

fn slug(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

/// Adds the form of a mention to a new entity: the fullest is the name, the others are aliases.
fn note_form(entity: &mut Entity, mention: &Mention, written: &str) {
    if entity.entry.is_some()
        || entity.name == written
        || matches!(mention.kind, Kind::Demonym | Kind::Rank | Kind::Role)
    {
        return;
    }
    let fuller = |form: &str| (form.split(' ').count(), form.chars().any(char::is_lowercase));
    let mut form = written.to_string();
    if fuller(&form) > fuller(&entity.name) {
        std::mem::swap(&mut form, &mut entity.name);
    }
    if !entity.aliases.contains(&form) && form != entity.name {
        entity.aliases.push(form);
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn ids_of_documents_that_slug_alike_are_told_apart() {
        let alike = [
            "article-1",
            "Article 1",
            "article_1",
            "article/1",
            "article.1",
            "article 1",
            "Article-1",
            "ARTICLE 1",
            "article#1",
            "a.txt",
            "a-txt",
            "a/txt",
            "A.txt",
            "a.txt#12",
            "a-txt-12",
            "a.txt-12",
            "a.txt#12#2",
            "é",
            "e",
            "№",
            "…",
            "",
        ];
        let slugs: HashSet<String> = alike.iter().map(|id| document_slug(id)).collect();
        assert_eq!(slugs.len(), alike.len(), "{slugs:?}");
        for (id, slug) in
            [("2025-05-08-moscou.txt", "2025-05-08-moscou-txt"), ("mars.jsonl#17", "mars-jsonl-17")]
        {
            assert_eq!(document_slug(id), slug);
        }
    }
}
