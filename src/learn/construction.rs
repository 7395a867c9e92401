//! Why a noted statement is found by no template: the construction that it stands in.

use super::{
    align::{Alignment, Unaligned},
    template::{Template, TriggerKind},
    verb, noun,
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
    Unreached(&'static str),
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
            Unaligned::Name => "an end is no mention: a phrase with a name",
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
            Construction::Unreached(what) => format!("no function of the trigger: {what}"),
            Construction::Refused(why) => format!("a template, but {why}"),
            Construction::Skipped => "a template, but the prefilter skips the sentence".to_string(),
            Construction::Rare => "a template finds it that too few statements have".to_string(),
        }
    }

    pub(super) fn refused(refusal: Refusal) -> Construction {
        Construction::Refused(refusal.reason())
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
    if found.is_empty() { Err(no_template(alignment)) } else { Ok(found) }
}

fn no_template(alignment: &Alignment) -> Construction {
    let chunks = &alignment.sentence.chunks;
    let kinds = || alignment.triggers.iter().map(|(chunk, _)| &chunks[*chunk]);
    if let Some(group) = kinds().find_map(|chunk| chunk.verb()) {
        if group.verb.is_none() {
            return Construction::Trigger("a verb that verbs.csv does not have");
        }
        return Construction::Unreached(order(alignment, TriggerKind::Verb));
    }
    if kinds().any(|chunk| chunk.noun().is_some()) {
        return Construction::Unreached(order(alignment, TriggerKind::Noun));
    }
    if kinds().any(|chunk| chunk.actors().is_some()) {
        return Construction::Trigger("the role or the name of an actor");
    }
    let preposition = kinds().any(|chunk| chunk.preposition().is_some());
    Construction::Trigger(if preposition { "a preposition" } else { "a comma, a bracket or an adverb" })
}

/// Where the ends stand, seen from the trigger.
fn order(alignment: &Alignment, kind: TriggerKind) -> &'static str {
    let trigger = alignment.triggers[0].0;
    let [source, target] = alignment.ends.map(|end| end < trigger);
    match (kind, source, target) {
        (TriggerKind::Verb, true, false) => "A before a verb, B behind it",
        (TriggerKind::Verb, false, true) => "B before a verb, A behind it",
        (TriggerKind::Verb, true, true) => "both before a verb",
        (TriggerKind::Verb, false, false) => "both behind a verb",
        (TriggerKind::Noun, true, false) => "A before a noun, B behind it",
        (TriggerKind::Noun, false, true) => "B before a noun, A behind it",
        (TriggerKind::Noun, true, true) => "both before a noun",
        (TriggerKind::Noun, false, false) => "both behind a noun",
    }
}
