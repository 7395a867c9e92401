//! The referent of each mention.

use super::{
    person::{People, Resolved},
    resolution::Resolution,
};
use crate::{
    matcher::fold_words,
    model::{Detail, Document, EntryIndex, EntryKind, Kind, Lexicon, Listener, Mention, Span, Via, word},
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::{cell::OnceCell, cmp::Reverse};

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
    /// An unlisted body of a country, by folded name: the text says whose it is, and the lists have only others'.
    National(String, EntryIndex),
    /// An embassy, by its name without the country where it is, and that country.
    Embassy(String, EntryIndex),
    /// A generic organisation, which every country has: specific to the document.
    Body(String),
    /// No referent.
    Nothing,
}

impl Key {
    /// The gazetteer row, where it is one.
    pub(super) fn row(&self) -> Option<EntryIndex> {
        match self {
            Key::Row(row) => Some(*row),
            _ => None,
        }
    }
}

pub(super) struct Resolver<'r> {
    pub(super) document: &'r Document,
    pub(super) lexicon: &'r Lexicon,
    pub(super) mentions: &'r [Mention],
    /// Countries in the document, by name or demonym, with their counts.
    pub(super) countries: FxHashMap<EntryIndex, u32>,
    /// Whoever and whatever of a country the document names, by country: people, bodies and places that are sure.
    of_country: FxHashMap<EntryIndex, u32>,
    /// The countries that stand behind names: see [`Resolver::stated_countries`].
    pub(super) stated: FxHashMap<String, Option<EntryIndex>>,
    /// The rows to which a mention refers unambiguously.
    in_full: FxHashSet<EntryIndex>,
    /// Spans of the long forms of acronyms.
    long_forms: FxHashSet<Span>,
    /// The country where the document is set: see [`Resolver::setting`].
    pub(super) setting: OnceCell<Option<EntryIndex>>,
    /// Who has an embassy where: see [`Resolver::seats`].
    pub(super) seats: OnceCell<Vec<(EntryIndex, EntryIndex)>>,
}

impl<'r> Resolver<'r> {
    pub(super) fn new(document: &'r Document, lexicon: &'r Lexicon, mentions: &'r [Mention]) -> Resolver<'r> {
        let of_country = mentions
            .iter()
            .filter(|m| matches!(m.kind, Kind::Country | Kind::Demonym) && m.candidates.len() == 1);
        let mut countries: FxHashMap<EntryIndex, u32> = FxHashMap::default();
        of_country.for_each(|mention| *countries.entry(mention.candidates[0]).or_default() += 1);
        let long_forms = mentions.iter().filter_map(|mention| mention.long_form).collect();
        let in_full = mentions.iter().filter_map(|mention| match mention.candidates[..] {
            [one] => Some(one),
            _ => None,
        });
        let (in_full, stated) = (in_full.collect(), FxHashMap::default());
        let of_country = counts_of_countries(lexicon, mentions);
        let (setting, seats) = (OnceCell::new(), OnceCell::new());
        let mut resolver = Resolver {
            document,
            lexicon,
            mentions,
            countries,
            of_country,
            in_full,
            long_forms,
            stated,
            setting,
            seats,
        };
        resolver.stated = resolver.stated_countries();
        resolver
    }

    /// The referent of each mention; role phrases come later.
    pub(super) fn keys(&self, on: &mut impl Listener) -> Vec<Key> {
        let people = People::new(self.document, self.lexicon, self.mentions, &self.countries);
        let key = |(index, mention): (usize, &Mention)| {
            if mention.kind == Kind::Role {
                return Key::Nothing;
            }
            let (key, how) =
                match mention.via == Via::Rule("fr.organisation.body") && mention.candidates.is_empty() {
                    true => self.body(index),
                    false => self.national(index).unwrap_or_else(|| self.key(mention, &people)),
                };
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

    /// The body of the country that the text says, where the form is one that many states have: `du Mali` or a demonym
    /// behind it, else the one country that the document is about. An unlisted body where no row is of that country.
    fn national(&self, index: usize) -> Option<(Key, Resolution)> {
        let mention = &self.mentions[index];
        let is_national = |&entry: &EntryIndex| self.lexicon.is_state_body(entry);
        if mention.candidates.is_empty() || !mention.candidates.iter().all(is_national) {
            return None;
        }
        let generic = self.is_generic(index);
        let acronym = mention.head.of(&self.document.text).chars().all(char::is_uppercase);
        let behind = self.country_behind(index).filter(|_| generic || acronym);
        let here = behind.or_else(|| self.country_of_holder(index).filter(|_| generic));
        let elsewhere = self.stated.get(&self.folded(mention)).filter(|_| generic || acronym);
        let stated = match (here, elsewhere) {
            (Some(here), _) => Some(here),
            // The text speaks of those of several countries.
            (None, Some(None)) => {
                let open = Key::Ambiguous(mention.kind, self.folded(mention), mention.candidates.clone());
                return Some((open, Resolution::Unsettled));
            }
            (None, elsewhere) => elsewhere.copied().flatten(),
        };
        let setting = || self.setting().filter(|_| generic && !mention.owned);
        let country = stated.or_else(setting)?;
        let of = |entry: &EntryIndex| self.lexicon.entry(*entry).country;
        let mut rows = mention.candidates.iter().copied().filter(|row| of(row) == Some(country));
        if let Some(row) = rows.next() {
            return Some((Key::Row(row), Resolution::OfCountry));
        }
        let named = |row: &EntryIndex| of(row).is_some_and(|other| self.countries.contains_key(&other));
        let other = stated.is_some() || !mention.candidates.iter().any(named);
        other.then(|| (Key::National(self.folded(mention), country), Resolution::OfCountry))
    }

    /// Whether the name of a body has a word that many of them have, and no country in it.
    fn is_generic(&self, index: usize) -> bool {
        let mention = &self.mentions[index];
        let inside =
            self.mentions[index + 1..].iter().take_while(|other| other.span.start < mention.span.end);
        let country = inside.clone().any(|other| matches!(other.kind, Kind::Country | Kind::Demonym));
        let every = |word: &str| self.lexicon.folded_has(word, word::OF_EVERY_STATE);
        !country && self.folded(mention).split(' ').any(every)
    }

    /// The country right behind a mention: `du Mali`, `malienne`.
    pub(super) fn country_behind(&self, index: usize) -> Option<EntryIndex> {
        /// Most bytes of `de la` with its spaces.
        const LINK: u32 = 10;
        let end = self.mentions[index].span.end;
        let next = self.mentions[index + 1..].iter().find(|next| next.span.start >= end)?;
        let near = next.span.start - end <= LINK && matches!(next.kind, Kind::Country | Kind::Demonym);
        let between =
            near.then(|| self.document.text.get(end as usize..next.span.start as usize)).flatten()?;
        let of = |word: &str| self.lexicon.folded_has(word, word::OF | word::ARTICLE);
        let linked = match next.kind {
            Kind::Demonym => between == " ",
            _ => !between.trim().is_empty() && fold_words(between).split(' ').all(of),
        };
        next.candidates.first().copied().filter(|_| linked && next.candidates.len() == 1)
    }

    /// The country of the person in whose role a body stands: `le président de l’Assemblée nationale, Adama Bictogo`.
    fn country_of_holder(&self, index: usize) -> Option<EntryIndex> {
        /// Most mentions on either side that are looked at.
        const MOST: usize = 16;
        let body = &self.mentions[index];
        let near = &self.mentions[index.saturating_sub(MOST)..self.mentions.len().min(index + MOST)];
        let holds = |person: &&Mention| {
            person.kind == Kind::Person
                && person.sentence == body.sentence
                && person.role.is_some_and(|role| role.span.contains(body.span))
        };
        match near.iter().find(holds)?.candidates[..] {
            [person] => self.lexicon.entry(person).country,
            _ => None,
        }
    }

    /// The country that stands behind a name somewhere in the document, or at its end in a longer one, or of whom it says a role
    /// there, by the name (folded); none where there are several.
    fn stated_countries(&self) -> FxHashMap<String, Option<EntryIndex>> {
        let mut stated: FxHashMap<String, Option<EntryIndex>> = FxHashMap::default();
        let bodies = self.mentions.iter().enumerate().filter(|(_, body)| body.kind == Kind::Organisation);
        for (index, mention) in bodies {
            let behind = || self.country_behind(index).or_else(|| self.country_of_holder(index));
            let here = behind().map(|country| (self.folded(mention), country));
            for (name, country) in here.into_iter().chain(self.country_at_end(index)) {
                let of_name = stated.entry(name).or_insert(Some(country));
                *of_name = of_name.filter(|&other| other == country);
            }
        }
        stated
    }

    /// The country that the name of a body ends with, and the name before it, folded: `Assemblée nationale du Mali`.
    fn country_at_end(&self, index: usize) -> Option<(String, EntryIndex)> {
        let mention = &self.mentions[index];
        let country =
            self.parts(index).filter(|part| matches!(part.kind, Kind::Country | Kind::Demonym)).last()?;
        let row = match country.candidates[..] {
            [row] if country.span.end == mention.head.end => row,
            _ => return None,
        };
        let before = self.document.text.get(mention.head.start as usize..country.span.start as usize)?;
        let folded = fold_words(before);
        let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        while words.pop_if(|word| self.lexicon.folded_has(word, word::OF | word::ARTICLE)).is_some() {}
        (!words.is_empty()).then(|| (words.join(" "), row))
    }

    /// Resolves an ambiguous form: its owner, unless the document mentions the country of another place and not the
    /// owner's; else the one row whose country the document mentions.
    fn choose(&self, mention: &Mention) -> (Key, Resolution) {
        if let Some(row) = self.backed(mention) {
            return (Key::Row(row), Resolution::Foremost);
        }
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
            _ if let Some(one) = self.foremost(&near, mention) => (Key::Row(one), Resolution::Foremost),
            _ => {
                let open = Key::Ambiguous(mention.kind, self.folded(mention), mention.candidates.clone());
                (open, Resolution::Unsettled)
            }
        }
    }

    /// Of several countries of one nationality, that of which the document names far more people, bodies and places than of the next:
    /// `congolais` beside Kinshasa and the M23.
    fn backed(&self, mention: &Mention) -> Option<EntryIndex> {
        let rows = &mention.candidates;
        if mention.kind != Kind::Demonym
            || !rows.iter().all(|&row| self.lexicon.entry(row).kind == EntryKind::Country)
        {
            return None;
        }
        let count = |row: &EntryIndex| self.of_country.get(row).copied().unwrap_or(0);
        let mut by_count: Vec<(u32, EntryIndex)> = rows.iter().map(|row| (count(row), *row)).collect();
        by_count.sort_unstable_by(|a, b| b.cmp(a));
        match by_count[..] {
            [(first, row), (second, _), ..] if first > 2 * second => Some(row),
            _ => None,
        }
    }

    /// The row whose country is in the document twice as often as that of the next candidate; or the country that is, where
    /// the text says but what it is: `le Royaume`.
    fn foremost(&self, rows: &[EntryIndex], mention: &Mention) -> Option<EntryIndex> {
        let is_generic = self.lexicon.folded_has(&self.folded(mention), word::GENERIC_OF_STATE);
        let named = |row: &EntryIndex| {
            let entry = self.lexicon.entry(*row);
            let itself = entry.kind == EntryKind::Country && is_generic;
            let country = if itself { Some(*row) } else { entry.country };
            country.and_then(|country| self.countries.get(&country)).copied().unwrap_or(0)
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
        self.in_full.contains(&entry)
    }

    pub(super) fn folded(&self, mention: &Mention) -> String {
        fold_words(mention.head.of(&self.document.text))
    }
}

/// How many mentions that mean one row alone are of each country.
fn counts_of_countries(lexicon: &Lexicon, mentions: &[Mention]) -> FxHashMap<EntryIndex, u32> {
    let mut counts: FxHashMap<EntryIndex, u32> = FxHashMap::default();
    let sure = mentions.iter().filter(|mention| mention.candidates.len() == 1);
    for row in sure.map(|mention| mention.candidates[0]) {
        let entry = lexicon.entry(row);
        let country = if entry.kind == EntryKind::Country { Some(row) } else { entry.country };
        country.into_iter().for_each(|country| *counts.entry(country).or_default() += 1);
    }
    counts
}
