//! What is known of an actor while documents are folded.

use super::{
    dates::{Dates, least},
    designation::{Designations, Sort},
    profile::Profile,
};
use crate::model::{Detail, Document, Entity, Entry, EntryIndex, Kind, Lexicon, Listed, Node};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// How many windows of each kind, by `Window as usize`.
pub(super) type Windows = [u64; 4];

/// What nodes are told apart by while documents are folded. Those that have no more than the profile apart may turn out
/// to be one actor at the end.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeKey {
    pub(super) id: Arc<str>,
    pub(super) kind: Kind,
    /// What the documents tell of a person whom no list has, where they do.
    pub(super) profile: Option<Arc<Profile>>,
}

/// An actor, over the documents so far. Nothing in it depends on their order.
#[derive(Debug, Clone)]
pub(super) struct NodeTally {
    pub(super) key: NodeKey,
    /// What its row says, where a list has it.
    listed: Option<Listed>,
    /// Ranks, titles and roles.
    pub(super) designations: Designations,
    /// Names, with the mentions in the documents that use them.
    names: BTreeMap<String, u64>,
    aliases: BTreeSet<String>,
    candidates: BTreeSet<Box<str>>,
    pub(super) mentions: u64,
    documents: u64,
    pub(super) dates: Dates,
    pub(super) windows: Windows,
}

impl NodeTally {
    pub(super) fn new(key: NodeKey) -> NodeTally {
        NodeTally {
            key,
            listed: None,
            designations: Designations::default(),
            names: BTreeMap::new(),
            aliases: BTreeSet::new(),
            candidates: BTreeSet::new(),
            mentions: 0,
            documents: 0,
            dates: Dates::default(),
            windows: Windows::default(),
        }
    }

    /// Counts an entity of one document.
    pub(super) fn add(&mut self, entity: &Entity, document: &Document, mentions: u64, lexicon: &Lexicon) {
        match self.names.get_mut(&entity.name) {
            Some(uses) => *uses += mentions,
            None => drop(self.names.insert(entity.name.clone(), mentions)),
        }
        for alias in &entity.aliases {
            if !self.aliases.contains(alias) {
                self.aliases.insert(alias.clone());
            }
        }
        let id = |entry: EntryIndex| lexicon.entry(entry).id.clone();
        self.candidates.extend(entity.candidates.iter().map(|&entry| id(entry)));
        if self.listed.is_none() {
            self.listed = entity.entry.map(|entry| listed(lexicon.entry(entry), lexicon));
        }
        self.mentions += mentions;
        self.documents += 1;
        self.dates.add(document.date);
    }

    /// What all its documents tell.
    pub(super) fn profile(&self) -> &Profile {
        static NOTHING: Profile = Profile::nothing();
        self.key.profile.as_deref().unwrap_or(&NOTHING)
    }

    /// Adds the same actor of other documents.
    pub(super) fn merge(&mut self, other: NodeTally) {
        self.listed = least(self.listed.take(), other.listed);
        self.designations.merge(other.designations);
        for (name, uses) in other.names {
            *self.names.entry(name).or_default() += uses;
        }
        self.aliases.extend(other.aliases);
        self.candidates.extend(other.candidates);
        self.mentions += other.mentions;
        self.documents += other.documents;
        self.dates.merge(other.dates);
        for (windows, others) in self.windows.iter_mut().zip(other.windows) {
            *windows += others;
        }
    }

    /// The node, under an id that no other node has.
    pub(super) fn finish(&self, id: String) -> Node {
        let label = self.label();
        let forms = self.names.keys().chain(&self.aliases).filter(|&form| form != label);
        Node {
            id,
            label: label.to_string(),
            kind: self.key.kind,
            known: self.listed.is_some(),
            ranks: self.designations.of(Sort::Rank),
            titles: self.designations.of(Sort::Title),
            roles: self.designations.of(Sort::Role),
            listed: self.listed.clone().unwrap_or_default(),
            candidates: self.candidates.iter().map(|id| id.to_string()).collect(),
            aliases: forms.collect::<BTreeSet<_>>().into_iter().cloned().collect(),
            mentions: self.mentions,
            documents: self.documents,
            first: self.dates.first,
            last: self.dates.last,
        }
    }

    /// The name that most mentions go by; the first by code points of several.
    pub(super) fn label(&self) -> &str {
        let names = self.names.iter();
        names.max_by_key(|&(name, uses)| (*uses, Reverse(name))).map_or("", |(name, _)| name)
    }
}

/// What a row says of its actor.
fn listed(row: &Entry, lexicon: &Lexicon) -> Listed {
    let country = row.country.map(|country| lexicon.entry(country));
    let filled = |code: &str| (!code.is_empty()).then(|| Box::from(code));
    let (iso2, iso3) = match &country.unwrap_or(row).detail {
        Detail::Country { iso2, iso3, .. } => (filled(iso2), filled(iso3)),
        _ => (None, None),
    };
    let (subtype, geonames) = match &row.detail {
        Detail::Organisation { subtype, .. } => (filled(subtype), None),
        Detail::Place { place_type, geonames, .. } => (filled(place_type), *geonames),
        _ => (None, None),
    };
    let country = country.map(|country| country.id.clone());
    Listed { country, iso2, iso3, subtype, wikidata: row.wikidata.clone(), geonames }
}
