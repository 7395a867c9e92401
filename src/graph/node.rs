//! What is known of an actor while documents are folded.

use super::{
    dates::{Dates, least},
    designation::{Designations, Sort},
    profile::Profile,
};
use crate::model::{Detail, Document, Entity, Entry, Kind, Lexicon, Listed, Node};
use serde::{Deserialize, Serialize};
use std::{cmp::Reverse, collections::BTreeSet, sync::Arc};

/// How many windows of each kind, by `Window as usize`.
pub(super) type Windows<N = u64> = [N; 4];

/// What nodes are told apart by while documents are folded. Those that have no more than the profile apart may turn out
/// to be one actor at the end.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct NodeKey {
    pub(super) id: Arc<str>,
    pub(super) kind: Kind,
    /// What the documents tell of a person whom no list has, where they do.
    pub(super) profile: Option<Arc<Profile>>,
}

/// An actor, over the documents so far. Nothing in it depends on their order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct NodeTally {
    pub(super) key: NodeKey,
    /// What its row says, where a list has it.
    listed: Option<Arc<Listed>>,
    /// Ranks, titles and roles.
    pub(super) designations: Designations,
    /// Names in order, with the mentions in the documents that use them. Most actors have one name and no alias.
    names: Vec<(Box<str>, u64)>,
    /// In order.
    aliases: Vec<Box<str>>,
    /// In order.
    candidates: Vec<Box<str>>,
    /// In order.
    corrections: Vec<Box<str>>,
    pub(super) mentions: u64,
    documents: u64,
    pub(super) dates: Dates,
}

impl NodeTally {
    pub(super) fn new(key: NodeKey) -> NodeTally {
        NodeTally {
            key,
            listed: None,
            designations: Designations::default(),
            names: Vec::new(),
            aliases: Vec::new(),
            candidates: Vec::new(),
            corrections: Vec::new(),
            mentions: 0,
            documents: 0,
            dates: Dates::default(),
        }
    }

    /// Counts an entity of one document.
    pub(super) fn add(&mut self, entity: &Entity, document: &Document, mentions: u64, lexicon: &Lexicon) {
        self.count_name(&entity.name, mentions);
        entity.aliases.iter().for_each(|alias| insert(&mut self.aliases, alias));
        for &candidate in &entity.candidates {
            insert(&mut self.candidates, &lexicon.entry(candidate).id);
        }
        entity.corrections.iter().for_each(|rule| insert(&mut self.corrections, rule));
        if self.listed.is_none() {
            self.listed = entity.entry.map(|entry| Arc::new(listed(lexicon.entry(entry), lexicon)));
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
        other.names.iter().for_each(|(name, uses)| self.count_name(name, *uses));
        other.aliases.iter().for_each(|alias| insert(&mut self.aliases, alias));
        other.candidates.iter().for_each(|candidate| insert(&mut self.candidates, candidate));
        other.corrections.iter().for_each(|rule| insert(&mut self.corrections, rule));
        self.mentions += other.mentions;
        self.documents += other.documents;
        self.dates.merge(other.dates);
    }

    /// The node, under an id that no other node has.
    pub(super) fn finish(&self, id: String) -> Node {
        let label = self.label();
        let names = self.names.iter().map(|(name, _)| name);
        let forms = names.chain(&self.aliases).filter(|form| &***form != label);
        Node {
            id,
            label: label.to_string(),
            kind: self.key.kind,
            known: self.listed.is_some(),
            ranks: self.designations.of(Sort::Rank),
            titles: self.designations.of(Sort::Title),
            roles: self.designations.of(Sort::Role),
            listed: self.listed.clone().unwrap_or_else(Listed::nothing),
            candidates: self.candidates.iter().map(|id| id.to_string()).collect(),
            corrections: self.corrections.iter().map(|rule| rule.to_string()).collect(),
            aliases: forms.collect::<BTreeSet<_>>().into_iter().map(|form| form.to_string()).collect(),
            mentions: self.mentions,
            documents: self.documents,
            stories: 0,
            first: self.dates.first,
            last: self.dates.last,
        }
    }

    /// The name that most mentions go by; the first by code points of several.
    pub(super) fn label(&self) -> &str {
        let names = self.names.iter();
        names.max_by_key(|(name, uses)| (*uses, Reverse(name))).map_or("", |(name, _)| name)
    }

    fn count_name(&mut self, name: &str, mentions: u64) {
        match self.names.binary_search_by(|(known, _)| (**known).cmp(name)) {
            Ok(place) => self.names[place].1 += mentions,
            Err(place) => self.names.insert(place, (name.into(), mentions)),
        }
    }
}

/// Puts a text in its place among others in order, where it is not there yet.
fn insert(texts: &mut Vec<Box<str>>, text: &str) {
    if let Err(place) = texts.binary_search_by(|known| (**known).cmp(text)) {
        texts.insert(place, text.into());
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
    let coordinates = lexicon.coordinates_of(row);
    Listed { country, iso2, iso3, subtype, wikidata: row.wikidata.clone(), geonames, coordinates }
}
