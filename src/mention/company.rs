//! Companies, clubs and papers by the last word of their name: a legal form (`Perth Mining SARL`), or a word of business
//! behind a place or behind words of no language (`Dakar Actu`); clubs and airlines by the first (`FC Mopti`). A place in such a name is
//! no mention.

use super::{Name, View, gazetteer::Readings, is_demonym, readings_at};
use crate::{
    matcher::Gap,
    model::{EntryKind, FeatureSet, word},
};

/// The rule of such a name.
pub(super) const RULE: &str = "fr.organisation.company";

/// The words that such a name starts with.
const FIRST: FeatureSet = word::CLUB_FORM.or(word::AIRLINE_FORM);

/// The names that end with a legal form or a word of business.
pub(super) fn find(view: &View, readings: &Readings) -> Vec<Name> {
    let mut found = Vec::new();
    for sentence in view.sentences_with(word::COMPANY_FORM | word::COMPANY_TAIL | FIRST) {
        let shouted = view.is_shouted(view.sentence_of(sentence.first_token as usize));
        let companies = Companies { view, readings, start: sentence.first_token as usize, shouted };
        let limit = sentence.end_token as usize;
        let mut at = sentence.first_token as usize + 1;
        found.extend(sentence.tokens().filter_map(|first| companies.by_first_word(first, limit)));
        while at < limit {
            let end = companies.tail(at, limit);
            if end > at {
                let first = companies.first(at);
                let name = first.filter(|&first| companies.is_named(first, at, end));
                found.extend(name.map(|first| Name::organisation(first..end, Vec::new(), RULE)));
            }
            at = end.max(at + 1);
        }
    }
    found
}

struct Companies<'v> {
    view: &'v View<'v>,
    readings: &'v Readings,
    /// The first token of the sentence.
    start: usize,
    /// Whether the sentence is in capitals.
    shouted: bool,
}

impl Companies<'_> {
    fn is_form(&self, at: usize) -> bool {
        let view = self.view;
        let written = view.written(at);
        let short = written.len() <= 4 && view.token(at).shape.is_all_capitals();
        view.is(at, word::COMPANY_FORM) && view.is_capitalised(at) && (short || written.len() > 2)
    }

    /// The club or airline from its first word to the end of a place or of words of no language: `FC Saint-Éloi Lupopo`, `Air
    /// Djibouti`.
    fn by_first_word(&self, first: usize, limit: usize) -> Option<Name> {
        let view = self.view;
        let name = first + 1;
        let short = view.written(first).len() <= 3 && !view.token(first).shape.has_inner_capital();
        let form = view.is(first, FIRST)
            && view.is_capitalised(first)
            && (!short || view.is(first, word::AIRLINE_FORM))
            && !self.shouted;
        if !form || name >= limit || view.token(name).gap != Gap::Space || !view.is_capitalised(name) {
            return None;
        }
        let other = word::ORDINARY | word::FUNCTION | word::GIVEN | word::MONTH | word::WEEKDAY;
        // `Saint-Luc`
        let compound = |i: usize| [i, i + 1].iter().any(|&i| i < limit && view.token(i).gap == Gap::Hyphen);
        let strange = |i: usize| !view.is(i, other) || compound(i);
        let country =
            |i: usize| readings_at(self.readings, i).any(|reading| reading.kind == EntryKind::Country);
        if is_demonym(self.readings, name) {
            return None;
        }
        let start = self.place_end(name).or_else(|| strange(name).then_some(name + 1))?;
        let goes_on = |&i: &usize| {
            let part = view.is_capitalised(i) || view.token(i).shape.is_number();
            view.joined(i) && part && strange(i) && !country(i)
        };
        let end = start + (start..limit).take_while(goes_on).count();
        let listed = readings_at(self.readings, first).any(|reading| reading.kind == EntryKind::Organisation);
        (!listed).then(|| Name::organisation(first..end, Vec::new(), RULE))
    }

    /// The end of the legal forms and words of business from a token on, or the token where none is.
    fn tail(&self, at: usize, limit: usize) -> usize {
        let view = self.view;
        if !view.is(at, word::COMPANY_FORM | word::COMPANY_TAIL) {
            return at;
        }
        let tail = |i: usize| {
            // `A CONFIRMÉ SA PRÉSENCE`
            let plain = self.shouted && view.is(i, word::ORDINARY);
            !plain && (self.is_form(i) || (view.is(i, word::COMPANY_TAIL) && view.is_capitalised(i)))
        };
        let end = (at..limit).find(|&i| view.token(i).gap != Gap::Space || !tail(i)).unwrap_or(limit);
        // `Gazelle SA-342`
        let goes_on = end < limit && view.token(end).gap == Gap::Hyphen && view.token(end).shape.has_digit();
        if goes_on { at } else { end }
    }

    /// The first token of the capitalised words before a tail.
    fn first(&self, tail: usize) -> Option<usize> {
        let view = self.view;
        let other = word::FUNCTION | word::MONTH | word::WEEKDAY;
        let roles = [EntryKind::Role, EntryKind::Rank, EntryKind::Title];
        let mut first = tail;
        while first > self.start {
            let before = first - 1;
            let joined =
                matches!(view.token(first).gap, Gap::Space | Gap::Hyphen) || view.joined_by_sign(first);
            let role = readings_at(self.readings, before).any(|reading| roles.contains(&reading.kind));
            let named = view.is_capitalised(before) && !view.token(before).shape.is_number();
            if !joined || !named || role || view.is(before, other) {
                break;
            }
            first = before;
        }
        // `Selon Perth Mining SARL`: the capital of the sentence.
        let opens = first == self.start && tail - first > 1 && view.is(first, word::ORDINARY);
        let first = if opens && self.place_end(first).is_none() { first + 1 } else { first };
        (first < tail).then_some(first)
    }

    /// Whether what stands before a tail may be the name of a company.
    fn is_named(&self, first: usize, tail: usize, end: usize) -> bool {
        let view = self.view;
        let form = (tail..end).any(|i| self.is_form(i));
        // `Orange Mali SA` is Orange Mali.
        let listed = readings_at(self.readings, first).any(|reading| {
            reading.kind == EntryKind::Organisation
                && (reading.end as usize == tail || reading.end as usize >= end)
        });
        let strange = |i: usize| !view.is(i, word::ORDINARY | word::GIVEN | word::OF_TRADE);
        // `Casablanca Finance City`
        let goes_on = end < view.sentence_end(first)
            && view.token(end).gap == Gap::Space
            && view.is_capitalised(end)
            && self.place_end(end).is_none();
        if !form && goes_on {
            return false;
        }
        let place = self.place_end(first).is_some_and(|place| place == tail || (place..tail).all(strange));
        !(listed && form) && (form || place || (first..tail).all(strange))
    }

    /// The end of the place or country that starts at a token.
    fn place_end(&self, first: usize) -> Option<usize> {
        let kinds = [EntryKind::Country, EntryKind::Place];
        let places = readings_at(self.readings, first).filter(|reading| kinds.contains(&reading.kind));
        places.map(|reading| reading.end as usize).max()
    }
}
