//! Places absent from the lists: after a cue, and every other occurrence of the same name.

use super::{Name, Reason, View, bracket::Brackets, gazetteer::Readings, longest_at, organisation::merge};
use crate::{
    matcher::{FormId, Gap},
    model::{EntryKind, FeatureSet, Kind, Listener, Pass, Via, word},
};
use rustc_hash::{FxHashMap, FxHashSet};

/// Adds the places after cues, and removes the generic noun of names such as `région de Mopti`.
pub(super) fn find(view: &View, readings: &Readings, names: &mut Vec<Name>, on: &mut impl Listener) {
    for name in names.iter_mut() {
        if let Some(shorter) = shortened(view, readings, name) {
            on.record(|| name.refused(view, Pass::Places, Reason::Division));
            on.record(|| shorter.held(view, Pass::Places));
            *name = shorter;
        }
    }
    let cued = cued(view, readings, names, on);
    if !cued.is_empty() {
        let found = everywhere(view, names, &cued);
        merge(view, names, found, Pass::Places, on);
    }
}

/// `Mopti` for `région de Mopti`, where the lists have both.
fn shortened(view: &View, readings: &Readings, name: &Name) -> Option<Name> {
    let (first, end) = (name.first as usize, name.end as usize);
    let division = name.kind == Kind::Place
        && end - first >= 3
        && view.is(first, word::PLACE_DIVISION)
        && !view.is_capitalised(first);
    if !division || !view.is_of(first + 1) {
        return None;
    }
    let inner = longest_at(readings, first + 2, &[EntryKind::Place]);
    let inner = inner.filter(|reading| reading.end as usize == end)?;
    let (candidates, via) = (inner.entries.to_vec(), Via::Gazetteer(inner.entries[0]));
    Some(Name { first: inner.first, candidates, via, ..name.clone() })
}

/// The unlisted names after a cue for a place, by their first form.
fn cued(
    view: &View,
    readings: &Readings,
    names: &[Name],
    on: &mut impl Listener,
) -> FxHashMap<FormId, Vec<FormId>> {
    let mut taken = vec![false; view.text.tokens.len()];
    names.iter().for_each(|name| taken[name.tokens()].fill(true));
    let people: FxHashSet<FormId> = names
        .iter()
        .filter(|n| n.kind == Kind::Person)
        .flat_map(|n| n.tokens().map(|i| view.form(i)))
        .collect();
    let mut cued = FxHashMap::default();
    for Site { first, end } in sites(view).into_iter().chain(bracketed(view, readings)) {
        let Some(end) = end else {
            if !taken[first] {
                let name = || place(first, first + 1);
                on.record(|| name().refused(view, Pass::Places, Reason::NoPlaceName));
            }
            continue;
        };
        let free = (first..end).all(|i| !taken[i] && !people.contains(&view.form(i)));
        if free {
            cued.insert(view.form(first), (first..end).map(|i| view.form(i)).collect());
        }
    }
    cued
}

/// A capitalised word after a cue for a place.
struct Site {
    first: usize,
    /// The end of the unlisted name that starts there, if one does.
    end: Option<usize>,
}

fn sites(view: &View) -> Vec<Site> {
    let mut sites = Vec::new();
    for sentence in &view.text.sentences {
        let limit = sentence.end_token as usize;
        for first in sentence.first_token as usize + 1..limit {
            if let Some(cue) = cue(view, first) {
                let end = name_end(view, first, limit, cue != Cue::Where);
                sites.push(Site { first, end });
                let mut row = end.filter(|_| cue == Cue::Nouns);
                while let Some(next) = row.and_then(|end| next_of_row(view, end, limit)) {
                    row = name_end(view, next, limit, true);
                    sites.extend(row.map(|end| Site { first: next, end: Some(end) }));
                }
            }
        }
    }
    sites
}

/// The names that a bracket says are a place’s.
fn bracketed(view: &View, readings: &Readings) -> Vec<Site> {
    let brackets = Brackets::new(view, readings);
    brackets.names(view).map(|name| Site { first: name.start, end: Some(name.end) }).collect()
}

/// What says that a name is a place’s.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cue {
    /// A preposition: `à`.
    Where,
    /// A noun: `le village de`, `la base aérienne de`.
    Noun,
    /// One that may be of several: `les villages de`.
    Nouns,
}

/// The cue for a place before a token.
fn cue(view: &View, first: usize) -> Option<Cue> {
    let before = first - 1;
    if !view.is_capitalised(first) || !matches!(view.token(first).gap, Gap::Space | Gap::Apostrophe) {
        return None;
    }
    match before.checked_sub(1) {
        Some(noun) if view.is_of(before) && view.token(before).gap == Gap::Space => {
            if view.is(noun, word::NEAR) {
                return Some(Cue::Where);
            }
            let adjective = view.is(noun, word::ADJECTIVE) || view.has_adjective_ending(noun);
            let behind_noun = !view.is(noun, word::PLACE_NOUN) && adjective && view.joined(noun);
            let noun = if behind_noun { noun.saturating_sub(1) } else { noun };
            let of_place = view.is(noun, word::PLACE_NOUN);
            let several = view.written(noun).ends_with('s');
            of_place.then_some(if several { Cue::Nouns } else { Cue::Noun })
        }
        _ => {
            // `A` without its accent is an initial as well: `Xavier A Y`.
            let to = view.is(before, word::TO) && !view.written(before).is_ascii();
            let towards = view.is(before, word::TOWARDS) && !view.is_capitalised(before);
            (to || towards).then_some(Cue::Where)
        }
    }
}

/// The next name in a row of places: `les villages de Zampéla, Toukounga et Kolaba`, `de Zampéla et de Toukounga`.
fn next_of_row(view: &View, end: usize, limit: usize) -> Option<usize> {
    let comma = end < limit && view.token(end).gap == Gap::Comma;
    let and = end < limit && view.is(end, word::AND) && view.joined(end);
    let next = end + usize::from(and);
    let next = next + usize::from(next < limit && view.is_of(next) && !view.is_capitalised(next));
    let named =
        next < limit && view.is_capitalised(next) && (next == end || view.token(next).gap != Gap::Comma);
    ((comma || and) && named).then_some(next)
}

/// The end of an unlisted name: capitalised words that are no dictionary words; more than one only after a noun.
fn name_end(view: &View, first: usize, limit: usize, sure: bool) -> Option<usize> {
    let strange = |i: usize| {
        let shape = view.token(i).shape;
        let other = word::ORDINARY | word::FUNCTION | word::MONTH | word::WEEKDAY;
        let person = if sure { FeatureSet::NONE } else { word::GIVEN | word::SURNAME };
        shape.is_capitalised() && !shape.is_acronym() && !shape.has_digit() && !view.is(i, other | person)
    };
    let mut end = first + 1;
    while end < limit
        && (view.token(end).gap == Gap::Hyphen || (view.joined(end) && view.is_capitalised(end)))
    {
        end += 1;
    }
    let long = view.written(first).chars().count() > 2;
    let alone = sure || (first + 1..end).all(|i| view.token(i).gap == Gap::Hyphen);
    (long
        && alone
        && end - first <= 3
        && (first..end).all(|i| strange(i) || view.token(i).gap == Gap::Hyphen))
    .then_some(end)
}

/// Every occurrence of the names in the document.
fn everywhere(view: &View, names: &[Name], cued: &FxHashMap<FormId, Vec<FormId>>) -> Vec<Name> {
    let mut taken = vec![false; view.text.tokens.len()];
    names.iter().for_each(|name| taken[name.tokens()].fill(true));
    let mut found = Vec::new();
    for first in 0..view.text.tokens.len() {
        let Some(forms) = cued.get(&view.form(first)) else { continue };
        let end = first + forms.len();
        let same = end <= view.text.tokens.len()
            && (first..end).zip(forms).all(|(i, form)| view.form(i) == *form && !taken[i])
            && view.sentence_of(first) == view.sentence_of(end - 1)
            && view.is_capitalised(first);
        let joins = |i: usize| i < view.text.tokens.len() && view.joined(i) && view.is_capitalised(i);
        let longer = joins(end)
            || (first > 0
                && joins(first)
                && view.is_capitalised(first - 1)
                && !view.is(first - 1, word::FUNCTION)
                && !view.starts_sentence(first));
        if same && !longer {
            found.push(place(first, end));
        }
    }
    found
}

fn place(first: usize, end: usize) -> Name {
    Name::by_rule(first..end, Kind::Place, "fr.place.cue")
}
