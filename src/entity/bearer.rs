//! Who bears offices and ranks in a document, and where. A role phrase asks each once, however often the text names him: so the time
//! of a document grows with its length.

use super::{office::Held, resolve::Key};
use crate::model::{EntryIndex, Kind, Mention};
use rustc_hash::{FxHashMap, FxHashSet};
use std::{collections::BTreeMap, hash::Hash};

/// The people and role phrases of a document.
#[derive(Debug)]
pub(super) struct Bearers {
    /// Mentions of people that are alike in all that decides which office they bear, by the first of them.
    people: Vec<Places>,
    /// People with a rank.
    ranked: FxHashMap<Option<EntryIndex>, Vec<usize>>,
    /// Role phrases that were looked at so far, by their office and referent.
    phrases: BTreeMap<(Option<Held>, Key), Places>,
    /// The rows that mentions refer to.
    rows: FxHashSet<EntryIndex>,
}

/// Mentions that are alike, in order; never empty.
#[derive(Debug)]
pub(super) struct Places(Vec<usize>);

impl Places {
    /// One of them, in the place of all.
    pub(super) fn first(&self) -> usize {
        self.0[0]
    }

    fn before(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        before(&self.0, index)
    }

    fn after(&self, index: usize) -> Option<usize> {
        after(&self.0, index)
    }
}

fn before(places: &[usize], index: usize) -> impl Iterator<Item = usize> + '_ {
    places[..places.partition_point(|&at| at < index)].iter().rev().copied()
}

fn after(places: &[usize], index: usize) -> Option<usize> {
    places.get(places.partition_point(|&at| at <= index)).copied()
}

impl Bearers {
    /// The people of a document. `profile` tells of a mention all that decides which office it bears; nothing where it bears none.
    pub(super) fn new<P: Eq + Hash>(
        mentions: &[Mention],
        keys: &[Key],
        profile: impl Fn(usize) -> Option<P>,
    ) -> Bearers {
        let (mut people, mut profiles) = (Vec::<Places>::new(), FxHashMap::default());
        let mut ranked: FxHashMap<Option<EntryIndex>, Vec<usize>> = FxHashMap::default();
        for (index, mention) in
            mentions.iter().enumerate().filter(|(_, mention)| mention.kind == Kind::Person)
        {
            if let Some(rank) = mention.rank {
                ranked.entry(rank.entry).or_default().push(index);
            }
            let Some(profile) = profile(index) else { continue };
            let known = *profiles.entry(profile).or_insert(people.len());
            match people.get_mut(known) {
                Some(Places(places)) => places.push(index),
                None => people.push(Places(vec![index])),
            }
        }
        let rows = keys.iter().filter_map(|key| match key {
            Key::Row(row) => Some(*row),
            _ => None,
        });
        Bearers { people, ranked, phrases: BTreeMap::new(), rows: rows.collect() }
    }

    /// Adds a role phrase, with the referent that was found.
    pub(super) fn add(&mut self, index: usize, mention: &Mention, key: &Key) {
        if let Key::Row(row) = key {
            self.rows.insert(*row);
        }
        let phrase = (Held::beside(mention), key.clone());
        self.phrases.entry(phrase).or_insert_with(|| Places(Vec::new())).0.push(index);
    }

    /// Whether a mention refers to a row.
    pub(super) fn names(&self, row: EntryIndex) -> bool {
        self.rows.contains(&row)
    }

    /// The people, in the order in which the text first names them.
    pub(super) fn people(&self) -> &[Places] {
        &self.people
    }

    /// The nearest person with a rank before a mention, else after it.
    pub(super) fn with_rank(&self, index: usize, rank: Option<EntryIndex>) -> Option<usize> {
        let places = self.ranked.get(&rank)?;
        before(places, index).next().or_else(|| after(places, index))
    }

    /// The nearest mention before another of those that hold: people, and phrases that were resolved.
    pub(super) fn nearest_before(
        &self,
        index: usize,
        holds: impl Fn(usize) -> bool,
        is_office: impl Fn(Held) -> bool,
    ) -> Option<usize> {
        let people =
            self.people.iter().filter_map(|places| Some((places.first(), places.before(index).next()?)));
        let person = people.filter(|&(first, _)| holds(first)).map(|(_, at)| at).max();
        let resolved = self.phrases.iter().filter(|((_, key), _)| *key != Key::Nothing);
        let fitting = resolved.filter(|((held, _), _)| held.is_some_and(&is_office));
        person.max(fitting.filter_map(|(_, places)| places.before(index).next()).max())
    }

    /// The nearest person after a mention of those that hold.
    pub(super) fn nearest_after(&self, index: usize, holds: impl Fn(usize) -> bool) -> Option<usize> {
        let people = self.people.iter().filter_map(|places| Some((places.first(), places.after(index)?)));
        people.filter(|&(first, _)| holds(first)).map(|(_, at)| at).min()
    }

    /// Of each person and phrase before a mention the nearest place that is not left out, the nearest first.
    pub(super) fn all_before(&self, index: usize, is_left_out: impl Fn(usize) -> bool) -> Vec<usize> {
        let all = self.people.iter().chain(self.phrases.values());
        let mut nearest: Vec<usize> =
            all.filter_map(|places| places.before(index).find(|&at| !is_left_out(at))).collect();
        nearest.sort_unstable_by(|a, b| b.cmp(a));
        nearest
    }
}
