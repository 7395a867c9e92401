//! Organisations that no list knows, behind a noun that says what they are: `l’ONG « Semences libres »`, `la société
//! minière Kolaba`, `le fabricant de batteries Kolaba`; or behind what somebody is in them: `le PDG de Kolaba`. The noun
//! is no part of the name; later the name stands alone.

use super::{
    Name, View, acronym,
    gazetteer::{Reading, Readings},
    longest_at,
    person::is_roman,
    readings_at,
};
use crate::{
    matcher::Gap,
    model::{EntryKind, FeatureSet, INTRODUCED, QUOTED, Usage, word},
};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// The rule of a name behind what somebody is in it.
pub(super) const HEADED: &str = "fr.organisation.headed";
/// The most words of a name in quotation marks.
const MOST: usize = 8;

/// The nouns that such names stand behind.
const NOUNS: FeatureSet = word::ORGANISATION_CUE.or(word::BODY_MEMBER).or(word::FUNCTION_NOUN);

/// The names behind such nouns, and where they stand again, given the unlisted names of persons.
pub(super) fn find(view: &View, readings: &Readings, people: &[Name]) -> Vec<Name> {
    let mut found: Vec<Name> = Vec::new();
    for sentence in view.sentences_with(NOUNS) {
        let shouted = view.is_shouted(view.sentence_of(sentence.first_token as usize));
        let introduced = Introduced { view, readings, people, limit: sentence.end_token as usize };
        for noun in sentence.tokens().filter(|&noun| !shouted && view.is(noun, NOUNS)) {
            found.extend(match () {
                () if view.is(noun, word::ORGANISATION_CUE) => introduced.all_behind(noun),
                () if view.is(noun, word::BODY_MEMBER | word::FUNCTION_NOUN) => {
                    introduced.headed(noun).filter(|name| !holds_person(people, name)).into_iter().collect()
                }
                () => Vec::new(),
            });
        }
    }
    // `la chaîne de télévision Kolaba`: both nouns say it.
    found.dedup_by_key(|name| name.first);
    let again = again(view, readings, people, &found);
    found.extend(again);
    found.sort_by_key(|name| name.first);
    found
}

struct Introduced<'v> {
    view: &'v View<'v>,
    readings: &'v Readings,
    people: &'v [Name],
    /// The end of the sentence.
    limit: usize,
}

impl Introduced<'_> {
    /// The names behind a noun; behind one in the plural all that no list has of a row: `les enseignes Kolaba, Semences et Azur`.
    fn all_behind(&self, noun: usize) -> Vec<Name> {
        let view = self.view;
        let mut names: Vec<Name> = self.behind(noun).into_iter().collect();
        if !view.written(noun).ends_with('s') {
            return names;
        }
        let mut end = names.first().map(|name| name.end as usize).or_else(|| self.listed(self.first(noun).1));
        while let Some(at) = end.filter(|&at| at + 1 < self.limit) {
            let next = match () {
                () if view.token(at).gap == Gap::Comma => at,
                () if view.is(at, word::AND) => at + 1,
                () => break,
            };
            end = self.listed(next);
            if end.is_none() {
                end = self.capitals(next);
                names.extend(end.map(|end| Name::organisation(next..end, Vec::new(), INTRODUCED)));
            }
        }
        names
    }

    /// The end of the listed organisation at a token.
    fn listed(&self, first: usize) -> Option<usize> {
        let kinds = &[EntryKind::Organisation];
        (first < self.limit)
            .then(|| longest_at(self.readings, first, kinds))
            .flatten()
            .map(|reading| reading.end as usize)
    }

    /// The end of the adjectives behind a noun, and where a name begins behind them and what the noun is concerned with.
    fn first(&self, noun: usize) -> (usize, usize) {
        let adjectives = self.view.adjectives(self.readings, noun + 1, self.limit);
        (adjectives, self.view.matter(self.readings, adjectives, self.limit).unwrap_or(adjectives))
    }

    fn behind(&self, noun: usize) -> Option<Name> {
        let view = self.view;
        let (adjectives, first) = self.first(noun);
        if first >= self.limit {
            return None;
        }
        let mark = view.text_before(first)[view.token(first - 1).end as usize..].trim();
        let quoted = self.quoted(first).filter(|_| first == adjectives || mark.chars().count() == 1);
        let quoted = quoted.map(|end| (end, QUOTED));
        // `la Société minière Kolaba` is a chain.
        let chain = view.is_capitalised(noun) && !view.token(noun).shape.is_all_capitals();
        let bare = || (!chain).then(|| self.bare(first)).flatten();
        let (end, rule) = quoted.or_else(|| bare().map(|end| (end, INTRODUCED)))?;
        let listed = readings_at(self.readings, first)
            .any(|reading| reading.kind == EntryKind::Organisation && reading.end as usize >= end);
        (!listed).then(|| Name::organisation(first..end, Vec::new(), rule))
    }

    /// The name behind what somebody is in it: `le directeur général de Kolaba`, `une analyste chez Kolaba`.
    fn headed(&self, noun: usize) -> Option<Name> {
        let view = self.view;
        let from = view.adjectives(self.readings, noun + 1, self.limit);
        let of = || view.after_of(from, self.limit).filter(|_| view.is(noun, word::BODY_MEMBER));
        let with = || {
            view.after(from, self.limit, |i| view.is(i, word::AT_BODY))
                .filter(|_| view.is(noun, word::FUNCTION_NOUN))
        };
        let first = of().or_else(with)?;
        // `du PDG de l’ONG Kolaba`: the noun beside the name says what it is.
        let end = self.bare(first).filter(|_| !view.is(first, word::ORGANISATION_CUE))?;
        // `le gardien des Aigles Awa Keïta`
        let end = (first + 1..end).find(|&i| view.is(i, word::GIVEN)).unwrap_or(end);
        // `de Kouyaté`, `du Gouvernement Kouyaté`
        let surname = end - first == 1 || view.is(first, word::ORDINARY);
        let plain = word::ORDINARY | word::FUNCTION | word::GIVEN;
        let named = (first..end).any(|i| !(view.is(i, plain) || surname && view.is(i, word::SURNAME)));
        named.then(|| Name::organisation(first..end, Vec::new(), HEADED))
    }

    /// The end of the name that an opening quotation mark before a token begins.
    fn quoted(&self, first: usize) -> Option<usize> {
        let view = self.view;
        let before = view.text_before(first);
        let opens = before.trim_end().ends_with(['«', '“', '"', '‘', '\''])
            || ["’’", "‘’"].iter().any(|mark| before.ends_with(mark));
        if !opens
            || !matches!(view.token(first).gap, Gap::Other | Gap::Apostrophe)
            || !view.is_capitalised(first)
        {
            return None;
        }
        let last = (first..self.limit).take(MOST).find(|&i| {
            view.text_after(i + 1).trim_start().starts_with(['»', '”', '"', '’', '\'']) && self.ends(i + 1)
        })?;
        let inside =
            (first + 1..=last).all(|i| !matches!(view.token(i).gap, Gap::Other | Gap::Line | Gap::Start));
        inside.then_some(last + 1)
    }

    /// Whether a word ends before a token: an apostrophe inside a name is no quotation mark.
    fn ends(&self, at: usize) -> bool {
        at >= self.view.text.tokens.len() || self.view.token(at).gap != Gap::Apostrophe
    }

    /// The end of the capitalised words from a token on that a noun stands before.
    fn bare(&self, first: usize) -> Option<usize> {
        let joined = matches!(self.view.token(first).gap, Gap::Space | Gap::Apostrophe);
        joined.then(|| self.capitals(first)).flatten()
    }

    /// The end of the capitalised words from a token on, where they are the name of nothing else.
    fn capitals(&self, first: usize) -> Option<usize> {
        let view = self.view;
        let word = |i: usize| {
            let token = view.token(i);
            view.is_capitalised(i) || (i > first && token.shape.has_digit())
        };
        let joined =
            |i: usize| matches!(view.token(i).gap, Gap::Space | Gap::Hyphen) || view.joined_by_sign(i);
        if !word(first) || view.is(first, word::FUNCTION | word::MONTH | word::WEEKDAY) {
            return None;
        }
        // `la présidente de l’Assemblée Mme Koné`
        let titled = |i: usize| {
            readings_at(self.readings, i)
                .any(|reading| reading.usage == Usage::Abbreviation && reading.names().is_none())
        };
        let ends = |i: usize| !joined(i) || !word(i) || titled(i);
        let end = (first + 1..self.limit).find(|&i| ends(i)).unwrap_or(self.limit);
        // `du groupe Kolaba Awa Koné`
        let person = self.people.partition_point(|person| person.first as usize <= first);
        let end = self.people.get(person).map_or(end, |person| end.min(person.first as usize));
        // `Kolaba Côte d’Ivoire`
        let end = (first + 1..end).fold(end, |end, i| {
            let country = longest_at(self.readings, i, &[EntryKind::Country, EntryKind::Place]);
            country.map_or(end, |country| end.max(country.end as usize))
        });
        // `de la Répu-`
        let cut = end < self.limit && matches!(view.token(end).gap, Gap::Hyphen | Gap::Apostrophe);
        let one = end - first == 1;
        // Of acronyms, those passes know more that read their definitions.
        let no_name = one
            && (view.is(first, word::ORDINARY | word::COMMON_ACRONYM)
                || acronym::is_candidate(view, first)
                || is_roman(view.written(first))
                || view.written(first).chars().count() == 1);
        // `la présidente de l’association Awa Keïta`
        let person = !one && view.is(first, word::GIVEN);
        // `l’ONG Santé Équitable`: a portfolio is a word like others before another with a capital.
        let named = |reading: &Reading| one || reading.kind != EntryKind::Portfolio;
        let other = readings_at(self.readings, first).any(named);
        (!no_name && !person && !other && !cut).then_some(end)
    }
}

/// Whether a name shares a word with the unlisted name of a person.
fn holds_person(people: &[Name], name: &Name) -> bool {
    let from = people.partition_point(|person| person.end <= name.first);
    people.get(from).is_some_and(|person| person.first < name.end)
}

/// The names where they stand again without the noun. One word that is also a word of the language or part of a
/// person's name is no name alone.
fn again(view: &View, readings: &Readings, people: &[Name], found: &[Name]) -> Vec<Name> {
    let forms = |tokens: Range<usize>| tokens.map(|i| view.form(i)).collect::<Vec<_>>();
    let plain = |i: usize| view.is(i, word::ORDINARY | word::GIVEN | word::SURNAME | word::FUNCTION);
    let mut known: FxHashSet<_> =
        found.iter().filter(|name| !name.tokens().all(plain)).map(|name| forms(name.tokens())).collect();
    let listed = readings.iter().filter(|reading| reading.kind == EntryKind::Person);
    let persons = listed
        .map(|reading| reading.first..reading.end)
        .chain(people.iter().map(|name| name.first..name.end));
    persons.flatten().for_each(|i| {
        known.remove(&vec![view.form(i as usize)]);
    });
    let Some(longest) = known.iter().map(Vec::len).max() else { return Vec::new() };
    let taken: FxHashSet<u32> = found.iter().map(|name| name.first).collect();
    let starts = |first: &usize| {
        let in_place = *first > 0 && view.is(first - 1, word::AT | word::IN);
        view.is_capitalised(*first)
            && !in_place
            && !taken.contains(&(*first as u32))
            && readings_at(readings, *first).next().is_none()
    };
    let tokens = view.text.tokens.len();
    let name = |first: usize| {
        let joins = |gap| matches!(gap, Gap::Space | Gap::Hyphen | Gap::Apostrophe | Gap::Symbol);
        let limit = tokens.min(first + longest);
        let limit = (first + 1..limit).find(|&i| !joins(view.token(i).gap)).unwrap_or(limit);
        let end = (first + 1..=limit).rev().find(|&end| known.contains(&forms(first..end)))?;
        Some(Name::organisation(first..end, Vec::new(), INTRODUCED))
    };
    (0..tokens).filter(starts).filter_map(name).collect()
}
