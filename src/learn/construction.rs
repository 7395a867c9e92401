//! Why a noted statement is found by no template: the construction that it stands in.

use super::{
    align::{Alignment, Unaligned},
    noun,
    template::Template,
    verb,
};
use crate::{
    model::RelationType,
    relation::{Refusal, parse::chunk::ChunkKind},
};

/// A kind of construction.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Construction {
    TwoSentences,
    Unaligned(Unaligned),
    /// The words that say it are no verb and no noun.
    Trigger(&'static str),
    /// A verb or a noun says it, and an end has no function of it.
    Unreached {
        what: &'static str,
        /// The parse from the trigger to the end that it does not reach, where it reaches the other.
        way: Option<String>,
    },
    /// The templates that it gives do not hold there.
    Refused(&'static str),
    /// They hold nothing, for the sentence is not read.
    Skipped,
    /// Templates find it, of too few statements.
    Rare,
}

impl Construction {
    /// In words.
    pub(super) fn name(&self) -> String {
        let of_alignment = |unaligned: &Unaligned| match unaligned {
            Unaligned::Pronoun => "an end is no mention: a pronoun",
            Unaligned::Noun => "an end is no mention: a noun phrase without a name",
            Unaligned::Name => "an end is no mention: a name",
            Unaligned::PhraseWithName => "an end is no mention: a phrase with a name",
            Unaligned::InsideMention => "an end lies inside another mention: a role, a rank, a name",
            Unaligned::SameMention => "both ends in one mention",
            Unaligned::Kinds => "an end is of a kind that the type does not admit",
            Unaligned::NoTrigger => "no verb and no noun beside the ends",
            Unaligned::TriggerElsewhere => "the words that say it stand in another sentence",
        };
        match self {
            Construction::TwoSentences => "the ends stand in two sentences".to_string(),
            Construction::Unaligned(unaligned) => of_alignment(unaligned).to_string(),
            Construction::Trigger(what) => format!("what says it is {what}"),
            Construction::Unreached { what, .. } => (*what).to_string(),
            Construction::Refused(why) => format!("a template, but {why}"),
            Construction::Skipped => "a template, but the prefilter skips the sentence".to_string(),
            Construction::Rare => "a template finds it, which too few sentences speak for".to_string(),
        }
    }

    pub(super) fn refused(refusal: Refusal) -> Construction {
        Construction::Refused(refusal.reason())
    }

    /// The same without the way, and the way.
    pub(super) fn split(self) -> (Construction, Option<String>) {
        match self {
            Construction::Unreached { what, way } => (Construction::Unreached { what, way: None }, way),
            other => (other, None),
        }
    }
}

/// The templates by which what is noted may be stated; or the construction that gives none.
pub(super) fn templates(
    alignment: &Alignment,
    relation: &RelationType,
) -> Result<Vec<Template>, Construction> {
    let chunks = &alignment.sentence.chunks;
    let mut found = Vec::new();
    for (chunk, tokens) in &alignment.triggers {
        match &chunks[*chunk].kind {
            ChunkKind::Verb(_) => found.extend(verb::templates(alignment, *chunk)),
            ChunkKind::Noun(_) => {
                found.extend(noun::templates(alignment, relation, (*chunk, tokens)));
                for verb in verb::around(alignment, *chunk) {
                    found.extend(verb::templates(alignment, verb));
                }
            }
            ChunkKind::Actors(_) => found.extend(noun::templates(alignment, relation, (*chunk, tokens))),
            _ => {}
        }
    }
    if relation.symmetric {
        found = found.into_iter().map(Template::in_order).collect();
    }
    found.sort();
    found.dedup();
    if found.is_empty() { Err(no_template(alignment, relation)) } else { Ok(found) }
}

fn no_template(alignment: &Alignment, relation: &RelationType) -> Construction {
    let chunks = &alignment.sentence.chunks;
    let kinds = || alignment.triggers.iter().map(|(chunk, _)| &chunks[*chunk]);
    let verbs = kinds().filter_map(|chunk| chunk.verb());
    if verbs.clone().next().is_some() && verbs.clone().all(|group| group.verb.is_none()) {
        return Construction::Trigger("a verb that verbs.csv does not have");
    }
    let unreached = alignment.triggers.iter().filter_map(|(trigger, _)| {
        let reaches = |end: usize| match &chunks[*trigger].kind {
            ChunkKind::Verb(_) => Some(verb::reaches(alignment, *trigger, end)),
            ChunkKind::Noun(_) => Some(noun::reaches(alignment, relation, *trigger, end)),
            _ => None,
        };
        let [source, target] = alignment.ends;
        Some((*trigger, [reaches(source)?, reaches(target)?]))
    });
    // Of several triggers, that which reaches most.
    if let Some((trigger, reached)) =
        unreached.rev().max_by_key(|(_, reached)| reached.iter().filter(|end| **end).count())
    {
        return of_unreached(alignment, trigger, reached);
    }
    if kinds().any(|chunk| chunk.actors().is_some()) {
        return Construction::Trigger("the role or the name of an actor");
    }
    let preposition = kinds().any(|chunk| chunk.preposition().is_some());
    Construction::Trigger(if preposition { "a preposition" } else { "a comma, a bracket or an adverb" })
}

/// Which end is not reached, and the way to it.
fn of_unreached(alignment: &Alignment, trigger: usize, [source, target]: [bool; 2]) -> Construction {
    let verb = alignment.sentence.chunks[trigger].verb().is_some();
    let unreached = match (source, target) {
        (false, true) => Some(alignment.ends[0]),
        (true, false) => Some(alignment.ends[1]),
        _ => None,
    };
    let what = match (verb, unreached.map(|end| end < trigger), source) {
        (true, Some(true), _) => "an end before a verb is not its subject, nor joined to that",
        (true, Some(false), _) => "an end behind a verb is not its object, nor a complement",
        (true, None, true) => "both ends are joined to a verb in the same way",
        (true, None, false) => "no end is joined to a verb",
        (false, Some(true), _) => "an end before a noun is not joined to it",
        (false, Some(false), _) => "an end behind a noun is no complement of it",
        (false, None, true) => "both ends are joined to a noun in the same way",
        (false, None, false) => "no end is joined to a noun",
    };
    Construction::Unreached { what, way: unreached.map(|end| alignment.way(trigger, end)) }
}
