//! Relations against relations: type and both arguments.

use super::{
    Name,
    gold::{Argument, Article, GoldRelation},
    predicted::{Predicted, PredictedRelation},
    report::{Examples, Part, Relations},
};
use std::collections::BTreeSet;

/// Types whose arguments may change places.
const SYMMETRIC: [&str; 7] = [
    "meets",
    "allied_with",
    "cooperates_with",
    "signs_agreement_with",
    "negotiates_with",
    "kin_of",
    "fights",
];

/// Types that annotators do not separate sharply, by the name that they are counted under.
const CLOSE: [(&str, [&str; 2]); 4] = [
    ("opposes/accuses", ["opposes", "accuses"]),
    ("attacks/fights", ["attacks", "fights"]),
    ("cooperates/allied", ["cooperates_with", "allied_with"]),
    ("succeeds/replaces", ["succeeds", "replaces"]),
];

/// The types that the sets are annotated for: of another type, nothing is right or wrong in an article that marks none of it.
const ANNOTATED: [&str; 30] = [
    "holds_role",
    "leads",
    "member_of",
    "part_of",
    "founded",
    "located_in",
    "kin_of",
    "meets",
    "visits",
    "invites",
    "negotiates_with",
    "mediates",
    "cooperates_with",
    "allied_with",
    "signs_agreement_with",
    "supports",
    "supplies",
    "statement_about",
    "accuses",
    "opposes",
    "threatens",
    "sanctions",
    "withdraws_from",
    "appoints",
    "dismisses",
    "arrests",
    "succeeds",
    "replaces",
    "attacks",
    "fights",
];

/// Either says that somebody heads something.
const HEADS: [&str; 2] = ["leads", "holds_role"];

pub(super) fn score(
    article: &Article,
    predicted: &Predicted,
    relations: &mut Relations,
    examples: &mut Examples,
) {
    let mut used = BTreeSet::new();
    for gold in &article.relations {
        let readings: Vec<Matching> = Matching::readings(gold, predicted).collect();
        let found = readings.iter().find_map(|reading| reading.find(&used));
        used.extend(found);
        if gold.is_optional {
            continue;
        }
        if let Some(reach) = &gold.reach {
            relations.reach.entry(reach.clone()).or_default().count(found.is_some());
        }
        relations.pairs.count(readings.iter().any(Matching::is_paired));
        relations.types.of_mut(&counted_as(&gold.relation)).expect(found.is_some());
        if found.is_none() {
            let GoldRelation { relation, source, target, evidence, .. } = gold;
            let row = [source.to_string(), relation.clone(), target.to_string(), evidence.clone()];
            examples.show(Part::MissedRelation, article, gold.start, row);
        }
    }
    count_inventions(article, predicted, &used, relations, examples);
}

/// One reading of a relation of the gold, and what may be it.
struct Matching<'m> {
    relation: &'m str,
    source: &'m Argument,
    target: &'m Argument,
    either_direction: bool,
    predicted: &'m Predicted,
}

impl<'m> Matching<'m> {
    fn readings(gold: &'m GoldRelation, predicted: &'m Predicted) -> impl Iterator<Item = Matching<'m>> {
        let own = (gold.relation.as_str(), &gold.source, &gold.target);
        let also = gold.also.iter().map(|other| (other.relation.as_str(), &other.source, &other.target));
        std::iter::once(own).chain(also).map(|(relation, source, target)| {
            let either_direction = is_symmetric(relation) || gold.either_direction;
            Matching { relation, source, target, either_direction, predicted }
        })
    }

    /// The first relation that is this one, of those that are no other's; or of all, where just that somebody heads
    /// something is said.
    fn find(&self, used: &BTreeSet<usize>) -> Option<usize> {
        let counted = counted_as(self.relation);
        let is_it = |other: &PredictedRelation| {
            counted_as(&other.relation) == counted
                && (self.is_direct(other) || (self.either_direction && self.is_swapped(other)))
        };
        let found = self.annotated().find(|(index, other)| !used.contains(index) && is_it(other));
        let found = found.or_else(|| {
            self.annotated().find(|(_, other)| {
                says_who_heads(self.relation) && says_who_heads(&other.relation) && self.is_direct(other)
            })
        });
        found.map(|(index, _)| index)
    }

    fn annotated(&self) -> impl Iterator<Item = (usize, &'m PredictedRelation)> {
        annotated(self.predicted, vec![self.relation])
    }

    /// Whether something is said of the two, whatever it is.
    fn is_paired(&self) -> bool {
        self.annotated().any(|(_, other)| self.is_direct(other) || self.is_swapped(other))
    }

    fn is_direct(&self, other: &PredictedRelation) -> bool {
        self.is(&other.source, self.source) && self.is(&other.target, self.target)
    }

    fn is_swapped(&self, other: &PredictedRelation) -> bool {
        self.is(&other.source, self.target) && self.is(&other.target, self.source)
    }

    /// Whether an entity is an argument.
    fn is(&self, entity: &str, argument: &Argument) -> bool {
        match self.predicted.entities.get(entity) {
            Some(names) => names.iter().any(|name| argument.is_named(name)),
            None => argument.is_named(&Name::new(entity)),
        }
    }
}

/// The relations of the types that the sets are annotated for, and of others that are marked, with their places.
fn annotated<'p>(
    predicted: &'p Predicted,
    marked: Vec<&'p str>,
) -> impl Iterator<Item = (usize, &'p PredictedRelation)> {
    let is_annotated = move |relation: &PredictedRelation| {
        let kind = relation.relation.as_str();
        ANNOTATED.contains(&kind) || marked.contains(&kind)
    };
    predicted.relations.iter().enumerate().filter(move |(_, relation)| is_annotated(relation))
}

/// Counts what is in no gold, once for each type and pair.
fn count_inventions(
    article: &Article,
    predicted: &Predicted,
    used: &BTreeSet<usize>,
    relations: &mut Relations,
    examples: &mut Examples,
) {
    let mut seen: BTreeSet<_> = used.iter().map(|&index| identity(&predicted.relations[index])).collect();
    let marked = article.relations.iter().map(|relation| relation.relation.as_str()).collect();
    for (index, relation) in annotated(predicted, marked) {
        if used.contains(&index) || !seen.insert(identity(relation)) {
            continue;
        }
        relations.types.of_mut(&counted_as(&relation.relation)).invented += 1;
        let said = [&relation.rule, &relation.evidence].map(|part| part.clone().unwrap_or_default());
        let [rule, evidence] = said;
        let [source, target] = [&relation.source, &relation.target].map(|id| predicted.name(id).to_owned());
        let row = [source, relation.relation.clone(), target, rule, evidence];
        examples.show(Part::InventedRelation, article, 0, row);
    }
}

/// What makes a relation that is said again the same one.
fn identity(relation: &PredictedRelation) -> (&str, &str, &str) {
    let PredictedRelation { relation, source, target, .. } = relation;
    if is_symmetric(relation) && target < source {
        return (relation, target, source);
    }
    (relation, source, target)
}

fn is_symmetric(relation: &str) -> bool {
    SYMMETRIC.contains(&relation)
}

/// Whether a type says that somebody heads something.
pub(crate) fn says_who_heads(relation: &str) -> bool {
    HEADS.contains(&relation)
}

/// The name that a type is counted under.
pub(crate) fn counted_as(relation: &str) -> String {
    let close = CLOSE.iter().find(|(_, types)| types.contains(&relation));
    close.map_or(relation, |(name, _)| name).to_owned()
}
