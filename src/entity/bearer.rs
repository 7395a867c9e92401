//! Who bears offices and ranks in a document, and where. They are found by the office, so that a role phrase does not ask
//! everybody: the time of a document grows with its length.

use super::{
    office::{Held, Offices},
    resolve::Key,
};
use crate::model::{EntryIndex, Kind, Mention};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// The people and role phrases of a document.
#[derive(Debug)]
pub(super) struct Bearers<'b> {
    offices: Offices<'b>,
    /// The people, in the order in which the text first names them.
    people: Vec<Bearer>,
    /// Those beside whose name a role stands, by the office that it may denote and the unlisted body.
    beside: BTreeMap<(EntryIndex, Option<String>), Vec<usize>>,
    /// Those who ever held an office, by its role.
    holders: FxHashMap<EntryIndex, Vec<usize>>,
    /// People by the role beside the name and the row, whatever else is said there.
    roles: BTreeMap<(Option<Held>, Option<EntryIndex>), Vec<usize>>,
    /// People with a rank.
    ranked: FxHashMap<Option<EntryIndex>, Vec<usize>>,
    /// Role phrases that were looked at so far, by their office and the row that they refer to.
    phrases: BTreeMap<(Option<Held>, Option<EntryIndex>), Vec<usize>>,
    /// Of those with a referent the last of each office as phrases describe it, by the office that it may denote.
    resolved: FxHashMap<EntryIndex, BTreeMap<usize, Held>>,
    /// Where these stand.
    last: FxHashMap<Held, usize>,
    /// The rows that mentions refer to.
    rows: FxHashSet<EntryIndex>,
}

/// All that decides which office a person bears.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Profile {
    /// The role beside the name.
    pub(super) held: Option<Held>,
    /// The folded text of its body, where no list has that.
    pub(super) body: Option<String>,
    /// Whether the role is over.
    pub(super) over: bool,
    pub(super) gender: Option<char>,
    /// The row of the person.
    pub(super) row: Option<EntryIndex>,
}

/// Mentions of people of one profile.
#[derive(Debug)]
pub(super) struct Bearer {
    /// In order; never empty.
    places: Vec<usize>,
    /// Whether they are of several people.
    pub(super) several: bool,
}

impl Bearer {
    /// The first mention.
    pub(super) fn first(&self) -> usize {
        self.places[0]
    }

    /// All mentions.
    pub(super) fn places(&self) -> &[usize] {
        &self.places
    }
}

/// The places before a mention, the nearest first.
pub(super) fn before(places: &[usize], index: usize) -> impl Iterator<Item = usize> + '_ {
    places[..places.partition_point(|&at| at < index)].iter().rev().copied()
}

/// The nearest place after a mention.
pub(super) fn after(places: &[usize], index: usize) -> Option<usize> {
    places.get(places.partition_point(|&at| at <= index)).copied()
}

impl<'b> Bearers<'b> {
    /// The people of a document, by what `profile` tells of a mention; nothing where it bears no office.
    pub(super) fn new(
        offices: Offices<'b>,
        mentions: &[Mention],
        keys: &[Key],
        profile: impl Fn(usize) -> Option<Profile>,
    ) -> Bearers<'b> {
        let rows = keys.iter().filter_map(Key::row).collect();
        let mut bearers = Bearers {
            offices,
            rows,
            people: Vec::new(),
            beside: BTreeMap::new(),
            holders: FxHashMap::default(),
            roles: BTreeMap::new(),
            ranked: FxHashMap::default(),
            phrases: BTreeMap::new(),
            resolved: FxHashMap::default(),
            last: FxHashMap::default(),
        };
        let mut known: FxHashMap<Profile, usize> = FxHashMap::default();
        let people = mentions.iter().enumerate().filter(|(_, mention)| mention.kind == Kind::Person);
        for (index, mention) in people {
            if let Some(rank) = mention.rank {
                bearers.ranked.entry(rank.entry).or_default().push(index);
            }
            let Some(profile) = profile(index) else { continue };
            bearers.roles.entry((profile.held, profile.row)).or_default().push(index);
            if let Some(&place) = known.get(&profile) {
                let bearer = &mut bearers.people[place];
                bearer.several |= keys[bearer.first()] != keys[index];
                bearer.places.push(index);
                continue;
            }
            bearers.add_profile(&profile);
            known.insert(profile, bearers.people.len());
            bearers.people.push(Bearer { places: vec![index], several: false });
        }
        bearers
    }

    /// Notes by which offices the next of the people is found.
    fn add_profile(&mut self, profile: &Profile) {
        let place = self.people.len();
        for office in profile.held.into_iter().flat_map(|held| self.offices.roles(held)) {
            self.beside.entry((office, profile.body.clone())).or_default().push(place);
        }
        for office in profile.row.into_iter().flat_map(|row| self.offices.of_person(row)) {
            self.holders.entry(office.role).or_default().push(place);
        }
    }

    /// Adds a role phrase, with the referent that was found.
    pub(super) fn add(&mut self, index: usize, mention: &Mention, key: &Key) {
        self.rows.extend(key.row());
        let held = Held::beside(mention);
        self.phrases.entry((held, key.row())).or_default().push(index);
        let Some(held) = held.filter(|_| *key != Key::Nothing) else { return };
        let before = self.last.insert(held, index);
        for office in self.offices.roles(held) {
            let of_office = self.resolved.entry(office).or_default();
            before.map(|before| of_office.remove(&before));
            of_office.insert(index, held);
        }
    }

    /// Whether a mention refers to a row.
    pub(super) fn names(&self, row: EntryIndex) -> bool {
        self.rows.contains(&row)
    }

    /// The people who may bear an office, by what stands beside the name or by the lists, in the order in which the text first
    /// names them. Of those with a role of an unlisted body only such as the body of the phrase agrees with; `any` does.
    pub(super) fn of_office(&self, held: Held, body: Option<&str>, any: bool) -> Vec<&Bearer> {
        let mut found: Vec<usize> = Vec::new();
        for office in self.offices.roles(held) {
            self.beside(office, body, any, &mut found);
            found.extend(self.holders.get(&office).into_iter().flatten());
        }
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|place| &self.people[place]).collect()
    }

    /// The people with a role beside the name that may denote an office: of the same body, or of one whose text goes on behind
    /// the other.
    fn beside(&self, office: EntryIndex, body: Option<&str>, any: bool, found: &mut Vec<usize>) {
        let from = |body: Option<String>| {
            self.beside.range((office, body)..).take_while(move |((of, _), _)| *of == office)
        };
        let Some(body) = body else {
            let fitting = from(None).take_while(|((_, theirs), _)| any || theirs.is_none());
            return found.extend(fitting.flat_map(|(_, people)| people));
        };
        let ends = body.match_indices(' ').map(|(end, _)| end).chain([body.len()]);
        let shorter = ends.filter_map(|end| self.beside.get(&(office, Some(body[..end].to_string()))));
        found.extend(shorter.flatten());
        let goes_on = format!("{body} ");
        let longer = from(Some(goes_on.clone()));
        let longer = longer.take_while(|((_, theirs), _)| {
            theirs.as_ref().is_some_and(|theirs| theirs.starts_with(&goes_on))
        });
        found.extend(longer.flat_map(|(_, people)| people));
    }

    /// The nearest person with a rank before a mention, else after it.
    pub(super) fn with_rank(&self, index: usize, rank: Option<EntryIndex>) -> Option<usize> {
        let places = self.ranked.get(&rank)?;
        before(places, index).next().or_else(|| after(places, index))
    }

    /// The last phrase with a referent that can denote the same office.
    pub(super) fn last_phrase(&self, held: Held) -> Option<usize> {
        let last = |office: EntryIndex| {
            let mut phrases = self.resolved.get(&office)?.iter().rev();
            phrases.find(|(_, theirs)| self.offices.same(held, **theirs)).map(|(&at, _)| at)
        };
        self.offices.roles(held).filter_map(last).max()
    }

    /// Of each role of people and phrases before a mention the nearest place that is not left out, the nearest first.
    pub(super) fn all_before(&self, index: usize, is_left_out: impl Fn(usize) -> bool) -> Vec<usize> {
        let all = self.roles.values().chain(self.phrases.values());
        let mut nearest: Vec<usize> =
            all.filter_map(|places| before(places, index).find(|&at| !is_left_out(at))).collect();
        nearest.sort_unstable_by(|a, b| b.cmp(a));
        nearest
    }
}
