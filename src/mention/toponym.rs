//! Places by their form: a name with hyphens around small words, or behind a saint (`Villers-sur-Orne`,
//! `Saint-Aubin-Vieux-Pré`). Its parts are no names of their own.

use super::{Name, View, gazetteer::Readings, readings_at};
use crate::{
    matcher::Gap,
    model::{Kind, word},
};
use std::ops::Range;

/// The names with hyphens that no list has as a whole.
pub(super) fn find(view: &View, readings: &Readings) -> Vec<Name> {
    let mut found = Vec::new();
    for sentence in &view.text.sentences {
        let limit = sentence.end_token as usize;
        let mut at = sentence.first_token as usize;
        while at < limit {
            let chain = at..chain_end(view, at, limit);
            at = chain.end;
            if is_toponym(view, &chain, limit) && !is_listed(readings, &chain) {
                found.push(Name::by_rule(chain, Kind::Place, "fr.place.hyphenated"));
            }
        }
    }
    found
}

/// The end of the words that hyphens join from a token on; an apostrophe joins `d’` and `l’` to the next.
fn chain_end(view: &View, first: usize, limit: usize) -> usize {
    let joins = |i: usize| match view.token(i).gap {
        Gap::Hyphen => true,
        Gap::Apostrophe => i - 1 > first && view.token(i - 1).gap == Gap::Hyphen,
        _ => false,
    };
    (first + 1..limit).find(|&i| !joins(i)).unwrap_or(limit)
}

fn is_toponym(view: &View, chain: &Range<usize>, limit: usize) -> bool {
    let (first, last) = (chain.start, chain.end - 1);
    if chain.len() < 3 || !view.is_capitalised(first) || !view.is_capitalised(last) {
        return false;
    }
    let small = |i: usize| view.is(i, word::TOPONYM_LINK) && !view.is_capitalised(i);
    let saint = view.is(first, word::SAINT);
    let plain = |i: usize| view.is(i, word::ORDINARY) && !view.is(i, word::GIVEN | word::SURNAME);
    // `Face-à-Face`, `Jean-de-Dieu Kouassi`
    let common = !saint && chain.clone().all(plain);
    let person = view.is(first, word::GIVEN)
        && chain.end < limit
        && view.token(chain.end).gap == Gap::Space
        && view.is_capitalised(chain.end);
    (saint || (first + 1..last).any(small)) && !common && !person
}

/// Whether listed names make up the words: the whole (`Boulogne-sur-Mer`), or one after the other
/// (`Côte-d’Ivoire-Mali`).
fn is_listed(readings: &Readings, chain: &Range<usize>) -> bool {
    let mut at = chain.start;
    while at < chain.end {
        let ends = readings_at(readings, at).filter(|reading| reading.names().is_some());
        match ends.map(|reading| reading.end as usize).max() {
            Some(end) => at = end,
            None => return false,
        }
    }
    true
}
