//! Countries whose short name is a given name, too: `Maurice`; and those that the text calls by what they are: `le Royaume`.

use super::{
    View,
    gazetteer::{Reading, Readings},
    readings_at,
};
use crate::{
    matcher::Gap,
    model::{EntryIndex, EntryKind, Usage, word},
};
use rustc_hash::FxHashSet;
use std::cell::OnceCell;

/// The most function words between a country and the row that it stands in: `et de la`.
const MOST_BETWEEN: usize = 3;
/// The most words of the name of a country in a row.
const LONGEST: usize = 6;

/// Tells such a country from a person.
pub(super) struct Namesakes<'v> {
    view: &'v View<'v>,
    readings: &'v Readings,
    told: OnceCell<FxHashSet<EntryIndex>>,
}

impl<'v> Namesakes<'v> {
    pub(super) fn new(view: &'v View<'v>, readings: &'v Readings) -> Namesakes<'v> {
        Namesakes { view, readings, told: OnceCell::new() }
    }

    /// Whether a word is the country: in a row of countries (`Maurice et les Seychelles`), whose body another is (`la Cour
    /// suprême de Maurice`), or where the text names it otherwise (`mauricien`) and nobody by that word.
    pub(super) fn is_country(&self, reading: &Reading) -> bool {
        let (first, end) = (reading.first as usize, reading.end as usize);
        let is = || match self.view.is(first, word::GENERIC_OF_STATE) {
            true => self.is_what_it_is(first, end) && self.told(reading).any(|told| told),
            false => {
                self.is_in_row(first, end) || self.is_of_state(first) || self.told(reading).all(|told| told)
            }
        };
        reading.kind == EntryKind::Country
            && self.view.is_capitalised(first)
            && self.is_alone(first, end)
            && is()
    }

    /// Whether a noun stands for the country that it says: `le Royaume`, but not `le Royaume de Ségou`, `le Royaume chérifien`.
    fn is_what_it_is(&self, first: usize, end: usize) -> bool {
        let view = self.view;
        let the = word::ARTICLE | word::CONTRACTED;
        let definite = first > view.sentence_start(first)
            && view.is(first - 1, the)
            && matches!(view.token(first).gap, Gap::Space | Gap::Apostrophe);
        let goes_on = end < view.sentence_end(first)
            && match view.token(end).gap {
                Gap::Space => {
                    let adjective = view.adjectives(self.readings, end, view.sentence_end(first)) > end;
                    let strange = !view.is(end, word::ORDINARY | word::FUNCTION);
                    view.is_capitalised(end) || view.is_of(end) || adjective || strange
                }
                gap => matches!(gap, Gap::Hyphen | Gap::Apostrophe),
            };
        definite && !goes_on
    }

    /// Whether no other word of a personal name stands beside a word.
    fn is_alone(&self, first: usize, end: usize) -> bool {
        let view = self.view;
        let joined = |i: usize| {
            let token = view.text.tokens.get(i);
            token.is_some_and(|token| matches!(token.gap, Gap::Space | Gap::Hyphen))
        };
        let before = joined(first)
            && !view.starts_sentence(first)
            && view.is_capitalised(first - 1)
            && !view.is(first - 1, word::FUNCTION);
        let titled = view.token(first).gap == Gap::DotSpace && !view.starts_sentence(first);
        !(before || titled || joined(end) && view.is_capitalised(end))
    }

    /// Whether another country stands beside a word in a row.
    fn is_in_row(&self, first: usize, end: usize) -> bool {
        let view = self.view;
        let (start, limit) = (view.sentence_start(first), view.sentence_end(first));
        let country = |reading: &Reading| reading.kind == EntryKind::Country && reading.usage == Usage::Name;
        let small = |i: usize| view.is(i, word::FUNCTION) && !view.is(i, word::AND);
        let links = |i: usize| i < limit && (view.token(i).gap == Gap::Comma || view.is(i, word::AND));
        let behind = || {
            let after = if view.is(end, word::AND) { end + 1 } else { end };
            let next = (after..limit).take(MOST_BETWEEN).find(|&i| !small(i));
            next.is_some_and(|next| readings_at(self.readings, next).any(country))
        };
        let before = || {
            let from =
                (start..first).rev().take(MOST_BETWEEN).take_while(|&i| small(i)).last().unwrap_or(first);
            let last = match from {
                from if view.token(from).gap == Gap::Comma => from,
                from if from > start && view.is(from - 1, word::AND) => from - 1,
                _ => return false,
            };
            let ends = |i: usize| {
                readings_at(self.readings, i).any(|reading| country(reading) && reading.end as usize == last)
            };
            (start..last).rev().take(LONGEST).any(ends)
        };
        (links(end) && behind()) || before()
    }

    /// Whether a body of state stands before `de` and a word.
    fn is_of_state(&self, first: usize) -> bool {
        let view = self.view;
        let start = view.sentence_start(first);
        first > start + 1
            && view.is_of(first - 1)
            && (start..first - 1).rev().take(2).any(|i| view.is(i, word::STATE_BODY))
    }

    /// Of each country of a word, whether the text names it otherwise, and nobody by it.
    fn told<'r>(&'r self, reading: &'r Reading) -> impl Iterator<Item = bool> + 'r {
        let told = self.told.get_or_init(|| {
            let is_country = |reading: &&Reading| reading.kind == EntryKind::Country;
            let (shared, told): (Vec<_>, Vec<_>) =
                self.readings.iter().filter(is_country).partition(|reading| reading.usage == Usage::Shared);
            let mut told: FxHashSet<EntryIndex> =
                told.into_iter().flat_map(|r| r.entries.iter().copied()).collect();
            for reading in shared {
                if !self.is_alone(reading.first as usize, reading.end as usize) {
                    reading.entries.iter().for_each(|entry| {
                        told.remove(entry);
                    });
                }
            }
            told
        });
        reading.entries.iter().map(|entry| told.contains(entry))
    }
}
