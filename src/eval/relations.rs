//! Relations against relations: type and both arguments.

use super::{
    Name,
    gold::{Article, GoldRelation},
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
        let matching = Matching { gold, predicted };
        let found = matching.find(&used);
        used.extend(found);
        if gold.is_optional {
            continue;
        }
        relations.pairs.count(matching.is_paired());
        relations.types.of_mut(&counted_as(&gold.relation)).expect(found.is_some());
        if found.is_none() {
            let GoldRelation { relation, source, target, evidence, .. } = gold;
            let row = [source.to_string(), relation.clone(), target.to_string(), evidence.clone()];
            examples.show(Part::MissedRelation, article, gold.start, row);
        }
    }
    count_inventions(article, predicted, &used, relations, examples);
}

/// One relation of the gold and what may be it.
struct Matching<'m> {
    gold: &'m GoldRelation,
    predicted: &'m Predicted,
}

impl Matching<'_> {
    /// The first relation that is this one, of those that are no other's; or of all, where just that somebody heads
    /// something is said.
    fn find(&self, used: &BTreeSet<usize>) -> Option<usize> {
        let gold = self.gold;
        let counted = counted_as(&gold.relation);
        let relations = || self.predicted.relations.iter();
        let is_it = |other: &PredictedRelation| {
            counted_as(&other.relation) == counted
                && (self.is_direct(other) || (is_symmetric(&gold.relation) && self.is_swapped(other)))
        };
        let heads = |relation: &str| HEADS.contains(&relation);
        let found = relations().enumerate().position(|(index, other)| !used.contains(&index) && is_it(other));
        found.or_else(|| {
            let mut heading = relations();
            heading.position(|other| heads(&gold.relation) && heads(&other.relation) && self.is_direct(other))
        })
    }

    /// Whether something is said of the two, whatever it is.
    fn is_paired(&self) -> bool {
        self.predicted.relations.iter().any(|other| self.is_direct(other) || self.is_swapped(other))
    }

    fn is_direct(&self, other: &PredictedRelation) -> bool {
        self.is(&other.source, &self.gold.source) && self.is(&other.target, &self.gold.target)
    }

    fn is_swapped(&self, other: &PredictedRelation) -> bool {
        self.is(&other.source, &self.gold.target) && self.is(&other.target, &self.gold.source)
    }

    /// Whether an entity has a name.
    fn is(&self, entity: &str, argument: &super::gold::Argument) -> bool {
        let is_same = |name: &Name| name.is_same(&argument.name, argument.is_person);
        match self.predicted.entities.get(entity) {
            Some(names) => names.iter().any(is_same),
            None => is_same(&Name::new(entity)),
        }
    }
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
    for (index, relation) in predicted.relations.iter().enumerate() {
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

/// The name that a type is counted under.
fn counted_as(relation: &str) -> String {
    let close = CLOSE.iter().find(|(_, types)| types.contains(&relation));
    close.map_or(relation, |(name, _)| name).to_owned()
}
