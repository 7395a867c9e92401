//! Relations of whoever is presumed to hold an office: none of them is stated as a fact.

use super::parse::context::DocumentContext;
use crate::model::{EntityIndex, Kind, Mention, Modality, Presumption, Relation, both};

/// The rule of a phrase for the holders of an office in several countries.
const HOLDERS: &str = "fr.group.holders";

/// What a document has of people who are presumed to hold an office.
pub(super) struct Presumed<'p> {
    mentions: &'p [Mention],
    /// Entities that a role phrase means so, and how likely.
    people: Vec<(EntityIndex, Presumption)>,
    /// Sentences with a group of which it is presumed who is in it.
    groups: Vec<(u32, Presumption)>,
}

impl<'p> Presumed<'p> {
    pub(super) fn of(context: &DocumentContext<'p>) -> Presumed<'p> {
        let mentions = context.mentions;
        let person = |mention: &Mention| Some((mention.entity?, mention.presumed?));
        let group = |mention: &Mention| Some((mention.sentence, mention.group.as_ref()?.presumed?));
        Presumed {
            mentions,
            people: mentions.iter().filter_map(person).collect(),
            groups: mentions.iter().filter_map(group).collect(),
        }
    }

    /// Marks the relations of which an end is presumed: those that were asserted are so no more, and each is as much less sure.
    pub(super) fn mark(&self, relations: &mut [Relation]) {
        if self.people.is_empty() && self.groups.is_empty() {
            return;
        }
        for relation in relations.iter_mut().filter(|relation| relation.known_to.is_none()) {
            let ends = both(self.end(relation, relation.source), self.end(relation, relation.target));
            let Some(presumed) = both(ends, self.group(relation)) else { continue };
            relation.known_to = Some(presumed.known_to);
            relation.confidence = (relation.confidence * presumed.confidence() * 1e3).round() / 1e3;
            if relation.modality == Modality::Asserted {
                relation.modality = Modality::Presumed;
            }
        }
    }

    /// What is presumed of an end: nothing where no role phrase means it so, or where a mention of it in the evidence is its
    /// name.
    fn end(&self, relation: &Relation, end: EntityIndex) -> Option<Presumption> {
        let (_, presumed) = self.people.iter().find(|(entity, _)| *entity == end)?;
        let from = self.mentions.partition_point(|mention| mention.span.start < relation.span.start);
        let inside =
            self.mentions[from..].iter().take_while(|mention| mention.span.start < relation.span.end);
        let named = |mention: &Mention| mention.entity == Some(end) && mention.kind == Kind::Person;
        (!inside.into_iter().any(named)).then_some(*presumed)
    }

    fn group(&self, relation: &Relation) -> Option<Presumption> {
        let of_group = relation.resolved_by == Some(HOLDERS);
        let group = self.groups.iter().find(|(sentence, _)| of_group && *sentence == relation.sentence);
        group.map(|&(_, presumed)| presumed)
    }
}
