//! What of a graph is worth a look by somebody who knows better.

/// Something to be decided: a row of a table of corrections, without its action.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Question {
    /// What is doubtful.
    pub doubt: Doubt,
    /// Names of the corrections that settle it.
    pub choices: [&'static str; 2],
    /// The first thing that a correction of it is about.
    pub a: String,
    /// The second; of a name that may mean several, the first of them.
    pub b: String,
    /// Id of the document, where it is of one alone.
    pub document: Option<String>,
    /// What may be put in the place of `b`.
    pub candidates: Vec<String>,
    /// Names of the actors.
    pub about: String,
    /// How much hangs on it: mentions of a name, weight of an edge.
    pub weight: f64,
    /// The sentence.
    pub text: String,
}

/// Why something is worth a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Doubt {
    /// A name may mean several rows of the lists.
    Ambiguous,
    /// Two actors have nearly the same name.
    Alike,
    /// A relation is of somebody who is presumed to hold an office.
    Presumed,
    /// A heavy relation rests on rules that are often wrong.
    Unsure,
}

impl Doubt {
    /// Every doubt, in order.
    pub const ALL: [Doubt; 4] = [Doubt::Ambiguous, Doubt::Alike, Doubt::Presumed, Doubt::Unsure];

    /// The name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Doubt::Ambiguous => "ambiguous",
            Doubt::Alike => "alike",
            Doubt::Presumed => "presumed",
            Doubt::Unsure => "unsure",
        }
    }
}
