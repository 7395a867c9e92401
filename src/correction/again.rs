//! Corrections of what was read without them: relations go with the names that they are of.

use super::Corrections;
use crate::model::{Entity, EntityIndex, Extraction, Mention, Relation, Span, Via};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// Who the mentions of a document were of before they were corrected.
pub(crate) struct Before {
    referents: Vec<(Place, Option<EntityIndex>)>,
    entities: Vec<Entity>,
}

/// Where a mention is: with its parts, and bare; and whether the country is meant for which its place may stand.
type Place = (Span, Span, bool);

fn referents(mentions: &[Mention]) -> impl Iterator<Item = (Place, Option<EntityIndex>)> {
    mentions.iter().flat_map(|mention| {
        let stands_for = mention.metonymy.and_then(|metonymy| metonymy.entity);
        let place = |stands_for: bool| (mention.span, mention.head, stands_for);
        [Some((place(false), mention.entity)), stands_for.map(|country| (place(true), Some(country)))]
            .into_iter()
            .flatten()
    })
}

impl Before {
    pub(crate) fn of(extraction: &Extraction) -> Before {
        Before { referents: referents(&extraction.mentions).collect(), entities: extraction.entities.clone() }
    }

    /// Whether something is not as it was.
    pub(crate) fn differs(&self, extraction: &Extraction) -> bool {
        let now = referents(&extraction.mentions);
        self.entities != extraction.entities || !now.eq(self.referents.iter().copied())
    }

    /// Has the ends of relations follow the mentions in their evidence; a relation goes whose end is nobody any more.
    pub(crate) fn follow(&self, extraction: &mut Extraction) {
        let now = referents(&extraction.mentions).collect();
        let trail = Trail { before: self, now, entities: &extraction.entities };
        extraction.relations.retain_mut(|relation| trail.lead(relation));
    }
}

struct Trail<'b> {
    before: &'b Before,
    now: FxHashMap<Place, Option<EntityIndex>>,
    entities: &'b [Entity],
}

impl Trail<'_> {
    /// Has a relation be between whom its ends are now; whether it is between two.
    fn lead(&self, relation: &mut Relation) -> bool {
        let within = [Some(relation.span), relation.antecedent];
        let ends = [relation.source, relation.target].map(|end| self.whom(end, within));
        relation.place = relation.place.and_then(|place| self.whom(place, within));
        let [Some(source), Some(target)] = ends else { return false };
        (relation.source, relation.target) = (source, target);
        source != target
    }

    /// Who an actor is now: by its mentions in the evidence where they are of one, else by all of them.
    fn whom(&self, end: EntityIndex, within: [Option<Span>; 2]) -> Option<EntityIndex> {
        let all = || self.before.referents.iter().filter(|(_, of)| *of == Some(end)).map(|(place, _)| place);
        let is_near = |place: &&Place| within.iter().flatten().any(|within| within.contains(place.0));
        let near: FxHashSet<_> = all().filter(is_near).map(|place| self.at(place)).collect();
        if near.len() == 1 {
            return near.into_iter().next().flatten();
        }
        if all().next().is_none() {
            let before = &self.before.entities[end.0 as usize];
            let same = |entity: &Entity| (&entity.id, entity.kind) == (&before.id, before.kind);
            return self.entities.iter().position(same).map(|at| EntityIndex(at as u32));
        }
        let mut counts: FxHashMap<EntityIndex, (usize, Reverse<EntityIndex>)> = FxHashMap::default();
        for actor in all().filter_map(|place| self.at(place)) {
            counts.entry(actor).or_insert((0, Reverse(actor))).0 += 1;
        }
        counts.into_iter().max_by_key(|(_, count)| *count).map(|(actor, _)| actor)
    }

    fn at(&self, place: &Place) -> Option<EntityIndex> {
        self.now.get(place).copied().flatten()
    }
}

impl Corrections {
    /// Notes which corrections an extraction was read with: they are applied.
    pub(crate) fn note_earlier(&self, extraction: &Extraction) {
        let mentions = extraction.mentions.iter().filter_map(|mention| match mention.via {
            Via::Rule(rule) => Some(rule),
            _ => None,
        });
        let entities = extraction.entities.iter().flat_map(|entity| entity.corrections.iter().copied());
        let relations = extraction.relations.iter().filter_map(|relation| relation.corrected);
        self.note(mentions.chain(entities).chain(relations));
    }
}
