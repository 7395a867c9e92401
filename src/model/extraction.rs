//! What was read in one document.

use super::{
    Date, DateSource, Document, Entity, EntityIndex, Mention, Modality, PartialDate, RuleId, Scope, Sentence,
    Signature, Span, Window, rule,
};
use serde::{Deserialize, Serialize};

/// Everything that was read in one document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Extraction {
    /// The document.
    pub document: Document,
    /// Its sentences; spans and zones, tokens are gone.
    pub sentences: Vec<Sentence>,
    /// Mentions by start, the longer first.
    pub mentions: Vec<Mention>,
    /// Entities by id.
    pub entities: Vec<Entity>,
    /// Typed relations in reading order.
    pub relations: Vec<Relation>,
    /// Co-occurrences by rule, source and target.
    pub cooccurrences: Vec<Cooccurrence>,
    /// For each window that a rule looks through: how many there were, and how many each entity was in.
    pub windows: Vec<WindowTally>,
    /// What was read for the graph, and what was not.
    pub scope: Scope,
    /// What tells the copies of the document.
    pub signature: Signature,
}

impl Extraction {
    /// What was read in a document in which nothing was found.
    pub fn new(document: Document) -> Extraction {
        Extraction { document, ..Extraction::default() }
    }
}

/// A relation that a sentence states.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Relation {
    /// Id of its type: `meets`, `accuses` …
    pub kind: String,
    /// Who does it.
    pub source: EntityIndex,
    /// To whom.
    pub target: EntityIndex,
    /// A role, a subject.
    pub qualifier: Option<String>,
    /// Index of the sentence.
    pub sentence: u32,
    /// The evidence.
    pub span: Span,
    /// Id of the rule: `fr.meets.rencontrer`.
    pub rule: String,
    /// Share of such relations that are right on the development sets, 0 to 1.
    pub confidence: f64,
    /// `n’a pas rencontré`.
    pub negated: bool,
    /// How it is said.
    pub modality: Modality,
    /// When it happened, as exactly as is known.
    pub date: Option<PartialDate>,
    /// What gives the date, where there is one.
    pub date_source: Option<DateSource>,
    /// Where it happened.
    pub place: Option<EntityIndex>,
    /// Id of the rule that resolves the anaphoric phrase at an end, where there is one: `fr.several.sentence`.
    #[serde(deserialize_with = "rule::optional")]
    pub resolved_by: Option<RuleId>,
    /// What that phrase takes up.
    pub antecedent: Option<Span>,
    /// Where an end is presumed to hold the office that the text names: the last day on which the lists know it.
    pub known_to: Option<Date>,
    /// Id of the correction that says that the sentence states it.
    #[serde(deserialize_with = "rule::optional")]
    pub corrected: Option<RuleId>,
}

impl Relation {
    /// A relation of a type, asserted in the first sentence by a rule, of no known date and place.
    pub fn new(
        kind: impl Into<String>,
        (source, target): (EntityIndex, EntityIndex),
        span: Span,
        rule: impl Into<String>,
    ) -> Relation {
        Relation {
            kind: kind.into(),
            source,
            target,
            qualifier: None,
            sentence: 0,
            span,
            rule: rule.into(),
            confidence: 1.0,
            negated: false,
            modality: Modality::Asserted,
            date: None,
            date_source: None,
            place: None,
            resolved_by: None,
            antecedent: None,
            known_to: None,
            corrected: None,
        }
    }
}

/// Two entities that stand in the same windows, by one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Cooccurrence {
    /// Index of the rule in [`CooccurrenceRules::rules`](super::CooccurrenceRules::rules).
    pub rule: u32,
    /// Of the two, the one of the rule's source kind; by id where the kinds are the same.
    pub source: EntityIndex,
    /// The other.
    pub target: EntityIndex,
    /// The window that was looked through.
    pub window: Window,
    /// The windows, in order; their number is the count.
    pub sites: Vec<Span>,
}

/// How many windows of a kind a document has, and how many each entity stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WindowTally {
    /// The kind of window.
    pub window: Window,
    /// How many the document has outside the excluded zones.
    pub total: u32,
    /// Per entity of the document, how many it is in.
    pub of_entity: Vec<u32>,
    /// How many pairs of entities stand in one of them, but not together: of a long list each is tied to its neighbours alone.
    pub untied: u64,
}
