//! Persons absent from the lists: by the cue before the name, or a given name at its head.

mod evidence;
mod line_up;
mod run;

use super::{
    NO_MENTION, Name, Reason, View,
    gazetteer::{Reading, Readings},
    readings_at,
    role::{RolePhrase, is_plural},
};
use crate::{
    matcher::Gap,
    model::{EntryKind, Kind, Listener, Pass, Step, Usage, word},
};
use run::Runs;
pub(super) use run::is_roman;
use std::{cell::LazyCell, ops::Range};

/// The cue that ends before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum PrecedingCue {
    Nothing,
    LineUp,
    Role,
    Title,
    Rank,
}

/// The unlisted names of persons, by first token.
pub(super) fn find(
    view: &View,
    readings: &Readings,
    roles: &[RolePhrase],
    on: &mut impl Listener,
) -> Vec<Name> {
    let before = cues(view, readings, roles);
    let mut names = Vec::new();
    for sentence in &view.text.sentences {
        let range = sentence.tokens();
        let title_case = LazyCell::new(|| is_title_case(view, sentence.tokens()));
        let runs = Runs { view, readings, before: &before, limit: range.end, title_case: &|| *title_case };
        let mut at = range.start;
        while at < range.end {
            let Some(end) = runs.run(at) else {
                at = other_name(readings, at).unwrap_or(at + 1);
                continue;
            };
            match runs.evidence(at, end, roles) {
                Ok(rule) => {
                    let name = Name::by_rule(at..end, Kind::Person, rule);
                    on.record(|| name.held(view, Pass::People));
                    names.push(name);
                }
                Err(reason) => {
                    refuse(&runs, at..end, roles, reason, on);
                    let no_country = runs.is_country_as_given(at);
                    names.extend(no_country.then(|| Name::by_rule(at..end, Kind::Person, NO_MENTION)));
                }
            }
            at = end;
        }
    }
    names
}

/// Reports a refused run, and each cue that does not hold.
fn refuse(runs: &Runs, tokens: Range<usize>, roles: &[RolePhrase], reason: Reason, on: &mut impl Listener) {
    if !on.is_recording() {
        return;
    }
    let refused = |rule, reason| {
        let name = Name::by_rule(tokens.clone(), Kind::Person, rule);
        name.refused(runs.view, Pass::People, reason)
    };
    on.record(|| Step { via: None, ..refused("", reason) });
    if reason == Reason::NoPersonCue {
        for (_, rule) in runs.cues(tokens.start, tokens.end, roles) {
            on.record(|| refused(rule, Reason::CueFails));
        }
    }
}

/// The end of a listed name of more than one word that is no person: no run starts inside it (`Sud-Africain X Y`).
fn other_name(readings: &Readings, at: usize) -> Option<usize> {
    let kinds = [EntryKind::Country, EntryKind::Organisation, EntryKind::Place];
    let ends = readings_at(readings, at)
        .filter(|reading| kinds.contains(&reading.kind) && reading.usage != Usage::Cued);
    ends.map(|reading| reading.end as usize).filter(|&end| end > at + 1).max()
}

/// Per token, the strongest cue that ends before it.
fn cues(view: &View, readings: &Readings, roles: &[RolePhrase]) -> Vec<PrecedingCue> {
    let mut before = vec![PrecedingCue::Nothing; view.text.tokens.len() + 1];
    for reading in readings.iter() {
        let cue = match reading.kind {
            EntryKind::Rank => PrecedingCue::Rank,
            EntryKind::Title => PrecedingCue::Title,
            _ => continue,
        };
        let end = reading.end as usize;
        if is_of_body(readings, reading) || is_of_role(roles, reading) {
            continue;
        }
        if end < view.text.tokens.len() && follows(view, end, reading.usage == Usage::Abbreviation) {
            before[end] = before[end].max(cue);
        }
    }
    for role in roles.iter().filter(|role| (role.end as usize) < view.text.tokens.len()) {
        let end = role.end as usize;
        if follows(view, end, false) {
            before[end] = before[end].max(PrecedingCue::Role);
        }
    }
    share(view, readings, roles, &mut before);
    for player in line_up::players(view) {
        before[player] = before[player].max(PrecedingCue::LineUp);
    }
    before
}

/// `MM. Koma, Issoufou et Zorlik`, `les généraux Koma et Zorlik`: a plural before the first of several names is before each.
fn share(view: &View, readings: &Readings, roles: &[RolePhrase], before: &mut [PrecedingCue]) {
    let titles = readings.iter().filter(|reading| {
        let written = view.written(reading.first as usize);
        let plural = written == "MM" || (written.chars().count() > 3 && written.ends_with(['s', 'x']));
        plural && matches!(reading.kind, EntryKind::Rank | EntryKind::Title)
    });
    let roles = roles.iter().filter(|role| is_plural(view, role));
    for end in titles.map(|title| title.end).chain(roles.map(|role| role.end)) {
        let mut first = end as usize;
        let limit = if first < view.text.tokens.len() { view.sentence_end(first) } else { 0 };
        while first < limit && before[first] != PrecedingCue::Nothing {
            let Some(next) = next_of_row(view, readings, first, limit) else { break };
            before[next] = before[next].max(before[first]);
            first = next;
        }
    }
}

/// The next name in a row of surnames: behind a comma, or behind `et`.
fn next_of_row(view: &View, readings: &Readings, first: usize, limit: usize) -> Option<usize> {
    let word =
        |i: usize| view.is(i, word::FUNCTION | word::ORDINARY) && !view.is(i, word::GIVEN | word::SURNAME);
    let named = |i: usize| i < limit && view.is_capitalised(i) && !word(i) && !is_roman(view.written(i));
    let end = (first + 1..limit).find(|&i| !(named(i) && view.joined(i)))?;
    let and = view.is(end, word::AND) && view.joined(end);
    let next = end + usize::from(and);
    let apart = |next| if and { view.joined(next) } else { view.token(next).gap == Gap::Comma };
    let other = |reading: &Reading| !matches!(reading.kind, EntryKind::Person | EntryKind::Portfolio);
    (named(first) && named(next) && apart(next) && !readings_at(readings, next).any(other)).then_some(next)
}

/// Whether a rank or title is a word in the name of a body: `Société Générale`.
fn is_of_body(readings: &Readings, reading: &Reading) -> bool {
    let first = reading.first as usize;
    let longer = |other: &Reading| other.kind == EntryKind::Organisation && other.end >= reading.end;
    (first.saturating_sub(2)..first).any(|start| readings_at(readings, start).any(longer))
}

/// Whether a rank or title is a word of a role: `le secrétaire général X`.
fn is_of_role(roles: &[RolePhrase], reading: &Reading) -> bool {
    let before = roles.partition_point(|role| role.first < reading.first);
    before.checked_sub(1).is_some_and(|last| reading.end <= roles[last].role_end)
}

/// Whether a name may follow a cue that ends before a token: a space, or the full stop of an abbreviation.
fn follows(view: &View, index: usize, abbreviation: bool) -> bool {
    match view.token(index).gap {
        Gap::Space => true,
        // `M.N.L.A.` is no Mr N.
        Gap::Dot if view.dotted(index).is_some() => false,
        Gap::Dot | Gap::DotSpace => {
            abbreviation || view.token(index - 1).end - view.token(index - 1).start <= 3
        }
        _ => false,
    }
}

/// Whether a headline is in title case: its capitals are no evidence.
fn is_title_case(view: &View, range: std::ops::Range<usize>) -> bool {
    let ordinary =
        |i: &usize| view.is(*i, word::ORDINARY) && !view.is(*i, word::FUNCTION | word::GIVEN | word::SURNAME);
    let (capitals, all) = range
        .skip(1)
        .filter(ordinary)
        .fold((0, 0), |(capitals, all), i| (capitals + usize::from(view.is_capitalised(i)), all + 1));
    all >= 3 && 3 * capitals >= 2 * all
}
