//! The steps of the passes over a document: what was considered, held and refused, and why.

use super::{EntityIndex, EntryIndex, Kind, Lexicon, Span, Via};
use std::borrow::Cow;

/// Receives the steps of a run, in the order of the passes.
///
/// A stage runs its passes in one order, with one listener. A pass reports what it holds and what it refuses, with the
/// reason, where it decides: a trace cannot differ from the run. `()` records nothing: steps are closures, never called, and
/// compile to nothing. A `Vec<Step>` records every step.
pub(crate) trait Listener {
    /// Records a step.
    fn record(&mut self, step: impl FnOnce() -> Step);

    /// Whether steps are recorded; where not, a pass skips what is computed for a step alone.
    fn is_recording(&self) -> bool {
        true
    }
}

impl Listener for () {
    #[inline(always)]
    fn record(&mut self, _: impl FnOnce() -> Step) {}

    #[inline(always)]
    fn is_recording(&self) -> bool {
        false
    }
}

impl Listener for Vec<Step> {
    fn record(&mut self, step: impl FnOnce() -> Step) {
        self.push(step());
    }
}

/// The steps that concern one place in a document.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Trace {
    /// The place: the bare name of a mention, or the words that were asked for.
    pub place: Span,
    /// Index of the mention there, where there is one.
    pub mention: Option<u32>,
    /// The steps, in the order of the passes.
    pub steps: Vec<Step>,
}

/// Something that a pass considered.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Step {
    /// The pass.
    pub pass: Pass,
    /// What is decided of the words.
    pub subject: Subject,
    /// The words, in bytes.
    pub span: Span,
    /// The row or rule, where it is one.
    pub via: Option<Provenance>,
    /// What came of it.
    pub verdict: Verdict,
    /// Why, as a fragment for people to read.
    pub reason: String,
}

impl Step {
    /// Whether it concerns a place, or the mention of an index of which the place is the head.
    pub fn concerns(&self, place: Span, mention: Option<u32>) -> bool {
        match self.subject {
            Subject::Reference(index) => mention == Some(index),
            Subject::Attribute(head) => head == place || self.span.overlaps(place),
            Subject::Name(_) | Subject::Words => self.span.overlaps(place),
            Subject::Sentence(_) | Subject::Relation { .. } => false,
        }
    }
}

/// What a step decides of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Subject {
    /// Whether they are a mention of a kind, with the span of the step as its head. Of the steps with the same
    /// span, kind and provenance, the last that is not [`Verdict::Noted`] counts.
    Name(Kind),
    /// Whether they are an attribute (rank, title, role, country …) of the mention with a head.
    Attribute(Span),
    /// The referent of the mention with an index. The last step counts.
    Reference(u32),
    /// Nothing that is a mention or an attribute by itself.
    Words,
    /// What the sentence of an index is parsed to, and what may be stated in it.
    Sentence(u32),
    /// Whether the sentence of an index states a relation by a rule, with the span of the step as its evidence. Of the steps
    /// about one relation, rule and span, the last stands.
    Relation {
        /// Index of the sentence.
        sentence: u32,
        /// Who is at the source.
        source: EntityIndex,
        /// Who is at the target.
        target: EntityIndex,
    },
}

/// What a step rests on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Provenance {
    /// A row of a list.
    Row(EntryIndex),
    /// A dated office, by its place in [`Lexicon::offices`](super::Lexicon::offices).
    Office(u32),
    /// A rule, by id: `fr.person.rank-name`.
    Rule(Cow<'static, str>),
}

impl Provenance {
    /// The id of the rule, or the name of the list: `people`.
    pub fn source<'p>(&'p self, lexicon: &'p Lexicon) -> &'p str {
        match self {
            Provenance::Row(entry) => lexicon.entry(*entry).list,
            Provenance::Office(_) => "offices",
            Provenance::Rule(rule) => rule,
        }
    }
}

impl From<Via> for Provenance {
    fn from(via: Via) -> Provenance {
        match via {
            Via::Gazetteer(entry) => Provenance::Row(entry),
            Via::Office(office) => Provenance::Office(office),
            Via::Rule(rule) => Provenance::Rule(Cow::Borrowed(rule)),
        }
    }
}

/// A pass of a stage, in the order of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Pass {
    /// Names of the lists.
    Gazetteer,
    /// Roles with what completes them.
    RolePhrases,
    /// Runs of capitalised words that no list knows.
    People,
    /// One reading a place.
    Selection,
    /// Long names of organisations by their head noun.
    Chains,
    /// Ministries, embassies, and short forms of organisations.
    Organisations,
    /// Acronyms that the document explains.
    Definitions,
    /// Acronyms that it does not.
    Acronyms,
    /// Places that no list knows.
    Places,
    /// Surnames and given names of people named in full.
    Surnames,
    /// Rank, title and role around a name.
    Composites,
    /// Definite descriptions of a person.
    DefinitePhrases,
    /// Shared attributes of coordinated names.
    Coordination,
    /// Collective phrases: more than one actor.
    CollectivePhrases,
    /// Capitals that denote a government.
    Metonymy,
    /// Referents of names.
    Linking,
    /// Referents of role phrases.
    RoleReference,
    /// Members of collective phrases.
    Membership,
    /// What an analyst says.
    Corrections,
    /// Relations that lie in the parts of a mention, or beside it.
    Attributes,
    /// Which sentences are parsed.
    Prefilter,
    /// The chunks of a sentence.
    Chunks,
    /// Templates of frames.
    Frames,
    /// Relations that follow from others.
    Inference,
    /// One rule for each relation of a sentence.
    Precedence,
}

/// Every pass, with its name for people.
const PASSES: [(Pass, &str); 25] = [
    (Pass::Gazetteer, "lists"),
    (Pass::RolePhrases, "role phrases"),
    (Pass::People, "capitalised words"),
    (Pass::Selection, "choice"),
    (Pass::Chains, "organisations by head noun"),
    (Pass::Organisations, "organisations"),
    (Pass::Definitions, "explained acronyms"),
    (Pass::Acronyms, "acronyms"),
    (Pass::Places, "places"),
    (Pass::Surnames, "surnames"),
    (Pass::Composites, "parts"),
    (Pass::DefinitePhrases, "definite phrases"),
    (Pass::Coordination, "coordination"),
    (Pass::CollectivePhrases, "collective phrases"),
    (Pass::Metonymy, "metonymy"),
    (Pass::Linking, "entity"),
    (Pass::RoleReference, "holder of the role"),
    (Pass::Membership, "members"),
    (Pass::Corrections, "corrections"),
    (Pass::Attributes, "roles, bodies and locations"),
    (Pass::Prefilter, "prefilter"),
    (Pass::Chunks, "chunks"),
    (Pass::Frames, "frames"),
    (Pass::Inference, "inference"),
    (Pass::Precedence, "choice of the rule"),
];

impl Pass {
    /// Every pass, in order.
    pub fn all() -> impl Iterator<Item = Pass> {
        PASSES.into_iter().map(|(pass, _)| pass)
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        PASSES[self as usize].1
    }
}

/// What came of something that was considered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// It holds.
    Held,
    /// It does not hold, or something else was preferred.
    Failed,
    /// Neither for nor against anything.
    Noted,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passes_are_in_the_order_of_the_table() {
        for (index, pass) in Pass::all().enumerate() {
            assert_eq!(pass as usize, index, "{}", pass.name());
        }
    }
}
