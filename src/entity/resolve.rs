//! The referent of each mention.

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

/// The referent of a mention: mentions with equal keys are of one entity.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Key {
    /// A gazetteer row.
    Row(EntryIndex),
    /// An ambiguous form, folded, with its candidate rows.
    Ambiguous(Kind, String, Vec<EntryIndex>),
    /// A new entity, by folded full name.
    New(Kind, String),
    /// A surname or other single word without a full name in the document.
    Lone(Kind, String),
    /// A generic organisation, which every country has: specific to the document.
    Body(String),
    /// No referent.
    Nothing,
}

pub(super) struct Resolver<'r> {
    pub(super) document: &'r Document,
    pub(super) lexicon: &'r Lexicon,
    pub(super) mentions: &'r [Mention],
    /// Countries in the document, by name or demonym, with their counts.
    countries: FxHashMap<EntryIndex, u32>,
    /// Spans of the long forms of acronyms.
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

    /// The referent of each mention; role phrases come later.
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

    /// The countries in the document with their counts, the most frequent first.
    pub(super) fn named_countries(&self) -> Vec<(EntryIndex, u32)> {
        let mut named: Vec<(EntryIndex, u32)> =
            self.countries.iter().map(|(&row, &count)| (row, count)).collect();
        named.sort_unstable_by_key(|&(row, count)| (Reverse(count), row));
        named
    }

    /// The country of a row, and its count in the document.
    pub(super) fn nearness(&self, entry: EntryIndex) -> Option<(EntryIndex, u32)> {
        let country = self.lexicon.entry(entry).country?;
        Some((country, self.countries.get(&country).copied().unwrap_or(0)))
    }

    /// The referent of a mention that is no role phrase, and how it was resolved.
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

    /// Resolves an ambiguous form: its owner, unless the document mentions the country of another place and not the
    /// owner's; else the one row whose country the document mentions.
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

    /// The row whose country is in the document twice as often as that of the next candidate.
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

    /// The one candidate to which another mention refers unambiguously.
    fn named_in_full(&self, mention: &Mention) -> Option<EntryIndex> {
        let mut named = mention.candidates.iter().copied().filter(|&entry| self.names_in_full(entry));
        named.next().filter(|_| named.next().is_none())
    }

    /// Whether the first place of a name is a capital or has ten times the inhabitants of the next.
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

    /// Whether the country of a row is in the document.
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

    /// Whether a mention refers to this row unambiguously.
    pub(super) fn names_in_full(&self, entry: EntryIndex) -> bool {
        self.mentions.iter().any(|mention| mention.candidates[..] == [entry])
    }

    fn folded(&self, mention: &Mention) -> String {
        fold_words(mention.head.of(&self.document.text))
    }

    /// A ministry of a stated country, or an embassy in one, is the same in every document; others are specific to
    /// the document.
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
