//! People whom no list knows: by what stands before the name, or by a given name at its head.

use super::{Name, View, gazetteer::Reading, longest_at, readings_at, role::RolePhrase};
use crate::{
    matcher::Gap,
    model::{EntryKind, Kind, Usage, Via, word},
};

/// What ends just before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Before {
    Nothing,
    Role,
    Title,
    Rank,
}

/// The names of people that are no list's, by first token.
pub(super) fn find(view: &View, readings: &[Reading], roles: &[RolePhrase]) -> Vec<Name> {
    let before = cues(view, readings, roles);
    let mut names = Vec::new();
    for sentence in &view.text.sentences {
        let range = sentence.tokens();
        let title_case = is_title_case(view, range.clone());
        let runs = Runs { view, readings, limit: range.end, title_case };
        let mut at = range.start;
        while at < range.end {
            let Some(end) = runs.run(at, before[at]) else {
                at += 1;
                continue;
            };
            if let Some(rule) = runs.evidence(at, end, before[at], roles) {
                names.push(Name {
                    first: at as u32,
                    end: end as u32,
                    kind: Kind::Person,
                    candidates: Vec::new(),
                    via: Via::Rule(rule),
                    nested: false,
                });
            }
            at = end;
        }
    }
    names
}

/// Per token, the strongest cue that ends before it.
fn cues(view: &View, readings: &[Reading], roles: &[RolePhrase]) -> Vec<Before> {
    let mut before = vec![Before::Nothing; view.text.tokens.len() + 1];
    for reading in readings {
        let cue = match reading.kind {
            EntryKind::Rank => Before::Rank,
            EntryKind::Title => Before::Title,
            _ => continue,
        };
        let end = reading.end as usize;
        if end < view.text.tokens.len() && follows(view, end, reading.usage == Usage::Abbreviation) {
            before[end] = before[end].max(cue);
        }
    }
    for role in roles.iter().filter(|role| (role.end as usize) < view.text.tokens.len()) {
        let end = role.end as usize;
        if follows(view, end, false) {
            before[end] = before[end].max(Before::Role);
        }
    }
    before
}

/// Whether a name may follow a cue that ends before a token: a space, or the full stop of an abbreviation.
fn follows(view: &View, index: usize, abbreviation: bool) -> bool {
    match view.token(index).gap {
        Gap::Space => true,
        Gap::Dot | Gap::DotSpace => {
            abbreviation || view.token(index - 1).end - view.token(index - 1).start <= 3
        }
        _ => false,
    }
}

/// A headline in which ordinary words have capitals: capitals prove nothing there.
fn is_title_case(view: &View, range: std::ops::Range<usize>) -> bool {
    let ordinary =
        |i: &usize| view.is(*i, word::ORDINARY) && !view.is(*i, word::FUNCTION | word::GIVEN | word::SURNAME);
    let (capitals, all) = range
        .skip(1)
        .filter(ordinary)
        .fold((0, 0), |(capitals, all), i| (capitals + usize::from(view.is_capitalised(i)), all + 1));
    all >= 3 && 3 * capitals >= 2 * all
}

/// Capitalised words that may be one name.
struct Runs<'v> {
    view: &'v View<'v>,
    readings: &'v [Reading],
    limit: usize,
    title_case: bool,
}

impl Runs<'_> {
    /// The end of the run of name words that starts at a token, if one does.
    fn run(&self, first: usize, before: Before) -> Option<usize> {
        if !self.starts(first, before) {
            return None;
        }
        let mut end = first + 1;
        while let Some(next) = self.next(first, end) {
            end = next;
        }
        Some(end)
    }

    fn starts(&self, at: usize, before: Before) -> bool {
        let view = self.view;
        let token = view.token(at);
        if !token.shape.is_capitalised() || token.shape.is_number() || self.breaks(at) {
            return false;
        }
        let given = view.is(at, word::GIVEN);
        let ordinary = view.is(at, word::ORDINARY);
        match before {
            Before::Nothing => given || !(ordinary && (view.starts_sentence(at) || self.title_case)),
            _ => given || view.is(at, word::SURNAME) || !ordinary,
        }
    }

    /// The end of the run if it goes on at a token: with the token, or with particles and the token after them.
    fn next(&self, first: usize, at: usize) -> Option<usize> {
        let view = self.view;
        if at >= self.limit {
            return None;
        }
        let previous = view.token(at - 1);
        let initial = previous.shape.is_all_capitals() && previous.end - previous.start <= 2;
        let linked = match view.token(at).gap {
            Gap::Space | Gap::Hyphen => true,
            Gap::Apostrophe => previous.end - previous.start <= 3,
            Gap::Dot | Gap::DotSpace => initial,
            Gap::Other => initial && view.document.text[previous.end as usize..].starts_with(".-"),
            _ => false,
        };
        if !linked {
            return None;
        }
        if view.is_capitalised(at) {
            return self.goes_on(first, at).then_some(at + 1);
        }
        if self.is_small_part(first, at) {
            return Some(at + 1);
        }
        self.after_particles(first, at)
    }

    /// `N’daw`, `Kim Yun-il`.
    fn is_small_part(&self, first: usize, at: usize) -> bool {
        let view = self.view;
        match view.token(at).gap {
            Gap::Apostrophe => ["n", "m", "k", "t", "o"].iter().any(|letter| view.is_word(at - 1, letter)),
            Gap::Hyphen => {
                let short = view.written(at).chars().count() <= 5;
                at - first >= 2
                    && short
                    && (!view.is(at, word::FUNCTION) || view.is_word(at, "il") || view.is_word(at, "un"))
            }
            _ => false,
        }
    }

    fn goes_on(&self, first: usize, at: usize) -> bool {
        let view = self.view;
        if view.token(at).shape.is_number() || self.breaks(at) {
            return false;
        }
        let ordinary =
            view.is(at, word::ORDINARY) && !view.is(at, word::GIVEN | word::SURNAME | word::PARTICLE);
        let acronym = view.token(at).shape.is_acronym() && !view.token(first).shape.is_acronym();
        !(ordinary && (self.title_case || view.is(at, word::FUNCTION | word::MONTH | word::WEEKDAY)))
            && (!acronym || is_roman(view.written(at)) || view.written(at).chars().count() >= 4)
    }

    /// `ben`, `ag`, `von der` wherever; `de`, `la` only after given names (`Dominique de Villepin`).
    fn after_particles(&self, first: usize, at: usize) -> Option<usize> {
        const ALWAYS: [&str; 22] = [
            "ag", "ould", "wuld", "mint", "walet", "wallet", "ben", "bin", "ibn", "bint", "al", "el", "von",
            "van", "der", "den", "ter", "di", "da", "dos", "del", "della",
        ];
        let view = self.view;
        let only_given = (first..at).all(|i| view.is(i, word::GIVEN));
        let mut end = at;
        while end < self.limit && end < at + 2 && view.is(end, word::PARTICLE) && !view.is_capitalised(end) {
            let always = ALWAYS.iter().any(|particle| view.is_word(end, particle));
            if !(always || only_given) || !matches!(view.token(end).gap, Gap::Space | Gap::Hyphen) {
                return None;
            }
            end += 1;
        }
        let goes_on = end > at
            && end < self.limit
            && view.is_capitalised(end)
            && matches!(view.token(end).gap, Gap::Space | Gap::Hyphen | Gap::Apostrophe)
            && self.goes_on(first, end);
        goes_on.then_some(end + 1)
    }

    /// Whether a token is the start of something that is no part of a name: a role, a country, a body, a day.
    fn breaks(&self, at: usize) -> bool {
        let view = self.view;
        if view.is(at, word::MONTH | word::WEEKDAY) && !view.is(at, word::GIVEN) {
            return true;
        }
        let given = view.is(at, word::GIVEN) && !view.is(at, word::GIVEN_CUED);
        readings_at(self.readings, at).any(|reading| match reading.kind {
            EntryKind::Role | EntryKind::Rank => true,
            EntryKind::Title => {
                reading.usage == Usage::Abbreviation || (!given && !view.is(at, word::SURNAME))
            }
            EntryKind::Country => matches!(reading.usage, Usage::Name | Usage::Demonym) && !given,
            EntryKind::Organisation => {
                matches!(reading.usage, Usage::Name | Usage::Acronym)
                    && (reading.end - reading.first > 1 || !given)
            }
            EntryKind::Place => reading.end - reading.first > 1,
            EntryKind::Person | EntryKind::Portfolio => false,
        })
    }

    /// The rule by which a run is a person's name.
    fn evidence(
        &self,
        first: usize,
        end: usize,
        before: Before,
        roles: &[RolePhrase],
    ) -> Option<&'static str> {
        let view = self.view;
        let length = end - first;
        if self.is_known(first, end) {
            return None;
        }
        match before {
            Before::Rank => return Some("fr.person.rank-name"),
            Before::Title => return Some("fr.person.title-name"),
            Before::Role if !self.is_elsewhere(first) => return Some("fr.person.role-name"),
            _ => {}
        }
        if length < 2 {
            return None;
        }
        let cued = view.is(first, word::GIVEN_CUED);
        let second_ordinary = view.is(first + 1, word::ORDINARY)
            && !view.is(first + 1, word::SURNAME | word::GIVEN | word::PARTICLE);
        if view.is(first, word::GIVEN) && !(cued && (second_ordinary || self.is_elsewhere(first))) {
            return Some("fr.person.given-name");
        }
        let initial =
            view.written(first).chars().count() == 1 && !matches!(view.token(first + 1).gap, Gap::Space);
        if initial && !second_ordinary {
            return Some("fr.person.initial-name");
        }
        let plain = (first..end).all(|i| {
            !view.is(i, word::ORDINARY)
                && !view.token(i).shape.is_acronym()
                && !view.token(i).shape.has_digit()
        });
        if !plain || self.is_elsewhere(first) {
            return None;
        }
        if is_apposed(view, end, self.limit, roles) {
            return Some("fr.person.name-role");
        }
        if self.follows_nationality(first) {
            return Some("fr.person.nationality-name");
        }
        self.speaks(first, end).then_some("fr.person.speech")
    }

    /// Whether a list has a person of just these tokens.
    fn is_known(&self, first: usize, end: usize) -> bool {
        longest_at(self.readings, first, &[EntryKind::Person])
            .is_some_and(|reading| reading.end as usize >= end)
    }

    /// Whether the first token is a place, a country or a body.
    fn is_elsewhere(&self, first: usize) -> bool {
        let elsewhere = [EntryKind::Place, EntryKind::Country, EntryKind::Organisation];
        longest_at(self.readings, first, &elsewhere).is_some()
    }

    /// `l’Américain X Y`.
    fn follows_nationality(&self, first: usize) -> bool {
        let view = self.view;
        let before = first.checked_sub(1).filter(|&i| {
            !view.starts_sentence(first) && view.is_capitalised(i) && view.token(first).gap == Gap::Space
        });
        before.is_some_and(|i| {
            readings_at(self.readings, i)
                .any(|reading| reading.usage == Usage::Demonym && reading.end as usize == first)
        })
    }

    /// `X Y a déclaré`, `selon X Y`, `déclare X Y`.
    fn speaks(&self, first: usize, end: usize) -> bool {
        let view = self.view;
        let after = (end..self.limit.min(end + 2))
            .any(|i| view.is(i, word::SPEECH) && view.token(i).gap == Gap::Space && !view.is_capitalised(i));
        let before = first.checked_sub(1).filter(|_| !view.starts_sentence(first)).is_some_and(|i| {
            view.token(first).gap == Gap::Space
                && (view.is_word(i, "selon") || (view.is(i, word::SPEECH) && !view.is_capitalised(i)))
        });
        after || before
    }
}

/// `X Y, ministre de …`.
fn is_apposed(view: &View, end: usize, limit: usize, roles: &[RolePhrase]) -> bool {
    if end >= limit || view.token(end).gap != Gap::Comma {
        return false;
    }
    let article = ["le", "la", "l"].iter().any(|word| view.is_word(end, word));
    let at = if article { end + 1 } else { end };
    roles.binary_search_by_key(&(at as u32), |role| role.first).is_ok()
}

fn is_roman(written: &str) -> bool {
    written.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}
