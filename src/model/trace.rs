//! Why a place in a text was read as it was.

use super::{Span, Via};

/// What every stage made of one place in a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    /// The place: the bare name of a mention, or the words that were asked for.
    pub place: Span,
    /// Index of the mention there, where there is one.
    pub mention: Option<u32>,
    /// What was considered, stage by stage.
    pub steps: Vec<Step>,
}

/// Something that a stage considered.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The stage.
    pub stage: Stage,
    /// The words that it is about.
    pub span: Span,
    /// The row or rule, where it is one.
    pub via: Option<Via>,
    /// What came of it.
    pub verdict: Verdict,
    /// Why, as a fragment for people to read.
    pub reason: String,
}

impl Step {
    /// A step.
    pub fn new(
        stage: Stage,
        span: Span,
        via: Option<Via>,
        verdict: Verdict,
        reason: impl Into<String>,
    ) -> Step {
        Step { stage, span, via, verdict, reason: reason.into() }
    }
}

/// Where something was considered, in the order of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Names of the lists.
    Lists,
    /// Runs of capitalised words that no list knows.
    Runs,
    /// One reading a place.
    Choice,
    /// Rank, title and role around a name.
    Parts,
    /// Who or what is meant.
    Entity,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Stage; 5] = [Stage::Lists, Stage::Runs, Stage::Choice, Stage::Parts, Stage::Entity];

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Lists => "lists",
            Stage::Runs => "capitalised words",
            Stage::Choice => "choice",
            Stage::Parts => "parts",
            Stage::Entity => "entity",
        }
    }
}

/// What came of something that was considered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Held,
    /// It does not hold, or something else was preferred.
    Failed,
    /// It is neither for nor against anything.
    Noted,
}

/// How a sentence was reduced, and what its frames made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct SentenceTrace {
    /// Index of the sentence.
    pub sentence: u32,
    /// Whether the looks before reading let it be read; what it states is not found otherwise.
    pub is_read: bool,
    /// The items that it was reduced to: where, and what.
    pub items: Vec<(Span, String)>,
    /// Every template of every trigger in it.
    pub attempts: Vec<Attempt>,
}

/// A template held against a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// Id of the frame.
    pub rule: Box<str>,
    /// The template: `A _ B`.
    pub template: Box<str>,
    /// The trigger.
    pub trigger: Span,
    /// The relations that it states, or why it states none.
    pub outcome: std::result::Result<Vec<super::Relation>, &'static str>,
}
