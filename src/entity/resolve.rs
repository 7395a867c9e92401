//! From a mention to what it is of.

use super::{
    person::{People, Resolved},
    resolution::Resolution,
};
use crate::{
    matcher::fold_words,
    model::{Detail, Document, EntryIndex, EntryKind, Kind, Lexicon, Listener, Mention, Span, Via},
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// What a mention is of.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Key {
    /// A row.
    Row(EntryIndex),
    /// One of several rows, under the folded form.
    Ambiguous(Kind, String, Vec<EntryIndex>),
    /// Somebody or something new, under the folded full name.
    New(Kind, String),
    /// A surname or other lone word that nothing in the document explains.
    Lone(Kind, String),
    /// A body that every country has, of this document's.
    Body(String),
    /// Nothing that could be told.
    Nothing,
}

pub(super) struct Resolver<'r> {
    pub(super) document: &'r Document,
    pub(super) lexicon: &'r Lexicon,
    pub(super) mentions: &'r [Mention],
    /// Countries that the document names, by name or nationality, and how often.
    countries: FxHashMap<EntryIndex, u32>,
    /// Where the names stand that acronyms stand for.
    long_forms: FxHashSet<Span>,
}

impl<'r> Resolver<'r> {
    pub(super) fn new(document: &'r Document, lexicon: &'r Lexicon, mentions: &'r [Mention]) -> Resolver<'r> {
        let of_country = mentions
            .iter()
            .filter(|m| matches!(m.kind, Kind::Country | Kind::Demonym) && m.candidates.len() == 1);
        let mut countries: FxHashMap<EntryIndex, u32> = FxHashMap::default();
        of_country.for_each(|mention| *countries.entry(mention.candidates[0]).or_default() += 1);
        let long_forms = mentions.iter().filter_map(|mention| mention.long_form).collect();
        Resolver { document, lexicon, mentions, countries, long_forms }
    }

    /// Per mention, what it is of.
    pub(super) fn keys(&self, on: &mut impl Listener) -> Vec<Key> {
        let people = People::new(self.document, self.lexicon, self.mentions, &self.countries);
        let key = |(index, mention): (usize, &Mention)| {
            if mention.kind == Kind::Role {
                return Key::Nothing;
            }
            let (key, how) = self.key(mention, &people);
            self.report(index, &key, how, on);
            key
        };
        self.mentions.iter().enumerate().map(key).collect()
    }

    /// The countries that the document names, and how often, the most frequent first.
    pub(super) fn named_countries(&self) -> Vec<(EntryIndex, u32)> {
        let mut named: Vec<(EntryIndex, u32)> =
            self.countries.iter().map(|(&row, &count)| (row, count)).collect();
        named.sort_unstable_by_key(|&(row, count)| (Reverse(count), row));
        named
    }

    /// How often the document names the country of a row, where it has one.
    pub(super) fn nearness(&self, entry: EntryIndex) -> Option<(EntryIndex, u32)> {
        let country = self.lexicon.entry(entry).country?;
        Some((country, self.countries.get(&country).copied().unwrap_or(0)))
    }

    /// What a mention that is no role phrase is of, and what settled it.
    fn key(&self, mention: &Mention, people: &People) -> (Key, Resolution) {
        match mention.kind {
            Kind::Person => {
                let (who, why) = people.resolve(mention);
                let key = match who {
                    Resolved::Row(entry) => Key::Row(entry),
                    Resolved::Ambiguous(entries) => {
                        Key::Ambiguous(Kind::Person, self.folded(mention), entries)
                    }
                    Resolved::New(name) => Key::New(Kind::Person, name),
                    Resolved::Lone => Key::Lone(Kind::Person, self.folded(mention)),
                };
                (key, why)
            }
            kind => match mention.candidates[..] {
                [] if mention.via == Via::Rule("fr.organisation.body") => self.body(mention),
                [] if mention.via == Via::Rule("fr.organisation.common-body")
                    && !self.long_forms.contains(&mention.head) =>
                {
                    (Key::Body(self.folded(mention)), Resolution::New)
                }
                [] => match mention.long_form {
                    Some(long) => {
                        (Key::New(kind, fold_words(long.of(&self.document.text))), Resolution::LongForm)
                    }
                    None => (Key::New(kind, self.folded(mention)), Resolution::New),
                },
                [entry] if mention.owned => (Key::Row(entry), Resolution::Own),
                _ => self.choose(mention),
            },
        }
    }

    /// Settles a form that several rows have: the row that owns it, unless the document speaks of another place's
    /// country and not of its own; else the one row of which the document names the country.
    fn choose(&self, mention: &Mention) -> (Key, Resolution) {
        let owner = mention.candidates[0];
        let owned = mention.owned || self.is_greatest(mention);
        let near: Vec<EntryIndex> =
            mention.candidates.iter().copied().filter(|&entry| self.is_near(entry)).collect();
        match near[..] {
            _ if owned && (near.is_empty() || near.contains(&owner) || mention.kind != Kind::Place) => {
                let named = self.named_in_full(mention);
                named.map_or((Key::Row(owner), Resolution::OwnerNear), |row| {
                    (Key::Row(row), Resolution::NamedInFull)
                })
            }
            _ if !owned && let Some(one) = self.named_in_full(mention) => {
                (Key::Row(one), Resolution::NamedInFull)
            }
            [one] => (Key::Row(one), Resolution::Near),
            _ if owned => (Key::Row(owner), Resolution::Owner),
            _ if let Some(one) = self.foremost(&near) => (Key::Row(one), Resolution::Foremost),
            _ => {
                let open = Key::Ambiguous(mention.kind, self.folded(mention), mention.candidates.clone());
                (open, Resolution::Unsettled)
            }
        }
    }

    /// The row whose country the document names twice as often as the next one's.
    fn foremost(&self, rows: &[EntryIndex]) -> Option<EntryIndex> {
        let named = |row: &EntryIndex| {
            self.lexicon
                .entry(*row)
                .country
                .and_then(|country| self.countries.get(&country))
                .copied()
                .unwrap_or(0)
        };
        let mut by_count: Vec<(u32, EntryIndex)> = rows.iter().map(|row| (named(row), *row)).collect();
        by_count.sort_unstable_by(|a, b| b.cmp(a));
        match by_count[..] {
            [(first, row), (second, _), ..] if first >= 2 * second && first > second => Some(row),
            _ => None,
        }
    }

    /// The one of several rows that another mention means alone.
    fn named_in_full(&self, mention: &Mention) -> Option<EntryIndex> {
        let mut named = mention.candidates.iter().copied().filter(|&entry| self.names_in_full(entry));
        named.next().filter(|_| named.next().is_none())
    }

    /// Whether the first of several places of a name has ten times the inhabitants of the next, or is a capital.
    pub(super) fn is_greatest(&self, mention: &Mention) -> bool {
        let size = |entry: &EntryIndex| match &self.lexicon.entry(*entry).detail {
            Detail::Place { population, place_type, .. } => {
                population.unwrap_or(0).max(if &**place_type == "capital" { 1_000_000 } else { 0 })
            }
            _ => 0,
        };
        let first = size(&mention.candidates[0]);
        mention.kind == Kind::Place
            && first > 0
            && mention.candidates[1..].iter().all(|other| size(other) * 10 <= first)
    }

    /// Whether the document names the row's country.
    fn is_near(&self, entry: EntryIndex) -> bool {
        let row = self.lexicon.entry(entry);
        match row.kind {
            EntryKind::Country => self.names_in_full(entry),
            _ => {
                row.country.is_some_and(|country| self.countries.contains_key(&country))
                    || self.names_in_full(entry)
            }
        }
    }

    /// Whether another mention means this row and no other.
    pub(super) fn names_in_full(&self, entry: EntryIndex) -> bool {
        self.mentions.iter().any(|mention| mention.candidates[..] == [entry])
    }

    fn folded(&self, mention: &Mention) -> String {
        fold_words(mention.head.of(&self.document.text))
    }

    /// A ministry of a country that is said, or an embassy in one, is the same in every document; others are not.
    fn body(&self, mention: &Mention) -> (Key, Resolution) {
        match mention.of.and_then(|of| of.entry) {
            Some(country) => {
                let name = body_name(self.lexicon, mention, &self.document.text, country);
                (Key::New(mention.kind, fold_words(&name)), Resolution::New)
            }
            None => (Key::Body(self.folded(mention)), Resolution::Body),
        }
    }
}

/// `ministère de la Défense du Mali` for `ministère malien de la Défense`.
pub(super) fn body_name(lexicon: &Lexicon, mention: &Mention, text: &str, country: EntryIndex) -> String {
    let written = mention.head.of(text);
    let row = lexicon.entry(country);
    let Some(of) = mention.of.filter(|of| !row.name.eq_ignore_ascii_case(of.span.of(text))) else {
        return capitalise(written);
    };
    let start = (of.span.start - mention.head.start) as usize;
    let without = format!("{}{}", &written[..start].trim_end(), &written[start + of.span.len() as usize..]);
    let article = match &row.detail {
        Detail::Country { article, .. } => Some(&**article),
        _ => None,
    };
    let of_country = lexicon.cues.of(article, &row.name);
    capitalise(&format!("{without} {of_country}"))
}

fn capitalise(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
