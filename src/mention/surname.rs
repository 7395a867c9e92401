//! What one sentence proves, the others use: the surname of a person whom the document names in full.

use super::{Name, View};
use crate::{
    matcher::FormId,
    model::{Detail, EntryIndex, Kind, Via, word},
};
use rustc_hash::FxHashMap;

/// Adds the mentions by surname of people whom the document names in full.
pub(super) fn find(view: &View, names: &mut Vec<Name>) {
    let surnames = surnames(view, names);
    if surnames.is_empty() {
        return;
    }
    let mut taken = names.iter().filter(|name| !name.nested).map(Name::tokens).peekable();
    let mut found = Vec::new();
    let mut at = 0;
    while at < view.text.tokens.len() {
        while taken.peek().is_some_and(|range| range.end <= at) {
            taken.next();
        }
        let next_taken = taken.peek().map_or(usize::MAX, |range| range.start);
        if next_taken <= at {
            at = taken.peek().map_or(at + 1, |range| range.end);
            continue;
        }
        match surname_at(view, &surnames, at, next_taken) {
            Some(end) => {
                found.push(Name {
                    first: at as u32,
                    end: end as u32,
                    kind: Kind::Person,
                    candidates: Vec::new(),
                    via: Via::Rule("fr.person.surname"),
                    nested: false,
                });
                at = end;
            }
            None => at += 1,
        }
    }
    names.append(&mut found);
    names.sort_by(|a, b| (a.first, b.end).cmp(&(b.first, a.end)));
}

/// The surnames of the people named in full, by their first form.
fn surnames(view: &View, names: &[Name]) -> FxHashMap<FormId, Vec<Vec<FormId>>> {
    let mut surnames: FxHashMap<FormId, Vec<Vec<FormId>>> = FxHashMap::default();
    for name in names.iter().filter(|name| name.kind == Kind::Person && name.end - name.first > 1) {
        let forms: Vec<FormId> = name.tokens().map(|i| view.form(i)).collect();
        let known = name.candidates.first().and_then(|&entry| known_surname(view, entry));
        let length = known.map_or_else(|| surname_length(view, name), |surname| surname.min(forms.len()));
        let surname = forms[forms.len() - length..].to_vec();
        let of_form = surnames.entry(surname[0]).or_default();
        if !of_form.contains(&surname) {
            of_form.push(surname);
        }
    }
    surnames
}

/// How many tokens the surname of a row has.
fn known_surname(view: &View, entry: EntryIndex) -> Option<usize> {
    match &view.lexicon.entry(entry).detail {
        Detail::Person { surname, .. } => {
            Some(surname.split([' ', '-', '’', '\'']).filter(|part| !part.is_empty()).count())
        }
        _ => None,
    }
}

/// How many tokens of an unknown name are its surname: the last one, with the particles before it.
fn surname_length(view: &View, name: &Name) -> usize {
    let mut length = 1;
    let range = name.tokens();
    while length + 1 < range.len() && view.is(range.end - length - 1, word::PARTICLE) {
        length += 1;
    }
    length
}

fn surname_at(
    view: &View,
    surnames: &FxHashMap<FormId, Vec<Vec<FormId>>>,
    at: usize,
    limit: usize,
) -> Option<usize> {
    let ordinary = view.is(at, word::ORDINARY) && view.starts_sentence(at);
    if ordinary || view.token(at).shape.is_number() {
        return None;
    }
    let fits = |surname: &&Vec<FormId>| {
        let end = at + surname.len();
        end <= limit.min(view.text.tokens.len())
            && (at..end).zip(surname.iter()).all(|(i, form)| view.form(i) == *form)
            && (at + 1..end).all(|i| view.joined(i) || view.token(i).gap == crate::matcher::Gap::Apostrophe)
            && (at..end).any(|i| view.is_capitalised(i))
            && view.is_capitalised(end - 1)
    };
    let longest = surnames.get(&view.form(at))?.iter().filter(fits).map(Vec::len).max()?;
    Some(at + longest)
}
