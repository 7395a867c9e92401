//! What a document tells of somebody whom no list has: enough, at times, to see that the bearer of the same full name
//! in another document is somebody else.

use crate::model::{Attribute, Detail, Entity, EntryKind, Extraction, Kind, Lexicon, Mention, Span};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, sync::Arc};

/// What is told of a person, over the mentions of one document.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Profile {
    /// Countries of which the person holds an office of state: `le ministre malien X`, `X, député du Niger`.
    pub(super) offices: BTreeSet<Arc<str>>,
    /// Countries of which the person is a national: `l’écrivain malien X`.
    pub(super) nations: BTreeSet<Arc<str>>,
    /// `m` or `f`, by the titles.
    pub(super) gender: Option<char>,
    /// Sport or the arts.
    pub(super) stage: bool,
    /// An office of state, a rank, a post in the forces.
    pub(super) power: bool,
}

/// More countries than this are a misreading, and tell nothing.
const MOST_COUNTRIES: usize = 2;

/// From this sum on, what two documents tell is of two people.
const CONFLICT: u32 = 2;

/// What the categories of roles tell.
const STATE: [&str; 4] = ["head_of_state", "head_of_government", "minister", "parliament"];
const FORCES: [&str; 2] = ["military", "security"];
const STAGE: [&str; 2] = ["sport", "culture"];

impl Profile {
    pub(super) const fn nothing() -> Profile {
        Profile {
            offices: BTreeSet::new(),
            nations: BTreeSet::new(),
            gender: None,
            stage: false,
            power: false,
        }
    }

    /// What one more mention tells.
    fn note(&mut self, mention: &Mention, extraction: &Extraction, lexicon: &Lexicon) {
        let category = mention.role.and_then(|role| category(role, lexicon)).unwrap_or("");
        let country = mention.of.and_then(|of| Country::of(of, &extraction.mentions, lexicon));
        let of_state = STATE.contains(&category) || FORCES.contains(&category);
        match &country {
            Some(Country { id, .. }) if of_state => drop(self.offices.insert(id.clone())),
            Some(Country { id, is_demonym: true }) if mention.role.is_some() => {
                self.nations.insert(id.clone());
            }
            _ => {}
        }
        self.stage |= STAGE.contains(&category);
        // `le président` may be that of a club.
        let holds = of_state && (category != "head_of_state" || country.is_some());
        self.power |= holds || mention.rank.is_some();
    }

    /// Whether the same name may be one person's, given what two groups of documents tell. `near` says whether they
    /// are of the same years.
    ///
    /// | what they tell | counts |
    /// |---|---|
    /// | `M.` here, `Mme` there | 2 |
    /// | offices of state, of two countries | 2 |
    /// | an office and a nationality, or two nationalities, of two countries | 1 |
    /// | sport or the arts here, an office or a rank there, in the same years | 1 |
    ///
    /// Another rank or role of the same country says nothing: people rise, and leave office.
    pub(super) fn agrees(&self, other: &Profile, near: bool) -> bool {
        let mut conflict = 0;
        if matches!((self.gender, other.gender), (Some(one), Some(two)) if one != two) {
            conflict += 2;
        }
        let (ours, theirs) = (self.countries(), other.countries());
        if !ours.is_empty() && !theirs.is_empty() && ours.is_disjoint(&theirs) {
            let by_office = !self.offices.is_empty() && !other.offices.is_empty();
            conflict += if by_office { 2 } else { 1 };
        }
        let apart = |one: &Profile, two: &Profile| one.stage && !one.power && two.power && !two.stage;
        if near && (apart(self, other) || apart(other, self)) {
            conflict += 1;
        }
        conflict < CONFLICT
    }

    /// The countries of the person.
    pub(super) fn countries(&self) -> BTreeSet<&Arc<str>> {
        self.offices.iter().chain(&self.nations).collect()
    }

    /// Adds what another document tells of the same person.
    pub(super) fn merge(&mut self, other: &Profile) {
        self.offices.extend(other.offices.iter().cloned());
        self.nations.extend(other.nations.iter().cloned());
        self.gender = self.gender.or(other.gender);
        self.stage |= other.stage;
        self.power |= other.power;
    }
}

/// Per entity, what the document tells of it: nothing, unless it is a person whom no list has.
pub(super) fn profiles(extraction: &Extraction, lexicon: &Lexicon) -> Vec<Option<Arc<Profile>>> {
    let entities = &extraction.entities;
    let mut profiles = vec![Profile::nothing(); entities.len()];
    let mut titles = vec![BTreeSet::new(); entities.len()];
    let is_new = |entity: &Entity| entity.kind == Kind::Person && entity.entry.is_none();
    for mention in extraction.mentions.iter().filter(|mention| mention.kind == Kind::Person) {
        let Some(index) = mention.entity.map(|entity| entity.0 as usize) else { continue };
        if !is_new(&entities[index]) {
            continue;
        }
        profiles[index].note(mention, extraction, lexicon);
        titles[index].extend(mention.title.and_then(|title| gender(title, lexicon)));
    }
    for (profile, titles) in profiles.iter_mut().zip(titles) {
        profile.gender = titles.first().copied().filter(|_| titles.len() == 1);
        if profile.countries().len() > MOST_COUNTRIES {
            profile.offices.clear();
            profile.nations.clear();
        }
    }
    let tells = |profile: Profile| (profile != Profile::nothing()).then(|| Arc::new(profile));
    profiles.into_iter().map(tells).collect()
}

fn category(role: Attribute, lexicon: &Lexicon) -> Option<&str> {
    match &lexicon.entry(role.entry?).detail {
        Detail::Role { category, .. } => Some(category),
        _ => None,
    }
}

fn gender(title: Attribute, lexicon: &Lexicon) -> Option<char> {
    match lexicon.entry(title.entry?).detail {
        Detail::Title { gender, .. } => gender,
        _ => None,
    }
}

/// The country beside a role, and how it is said.
struct Country {
    id: Arc<str>,
    is_demonym: bool,
}

impl Country {
    /// None where it may be several (`congolais`).
    fn of(of: Attribute, mentions: &[Mention], lexicon: &Lexicon) -> Option<Country> {
        let row = lexicon.entry(of.entry?);
        let mention = at(of.span, mentions).filter(|mention| mention.candidates.len() == 1)?;
        (row.kind == EntryKind::Country)
            .then(|| Country { id: Arc::from(&*row.id), is_demonym: mention.kind == Kind::Demonym })
    }
}

/// The country or nationality that stands at a place.
fn at(span: Span, mentions: &[Mention]) -> Option<&Mention> {
    let from = mentions.partition_point(|mention| mention.span.start < span.start);
    let mut here = mentions[from..].iter().take_while(|mention| mention.span.start == span.start);
    here.find(|mention| mention.span == span && matches!(mention.kind, Kind::Country | Kind::Demonym))
}
