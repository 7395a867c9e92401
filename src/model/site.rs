//! A window or statement behind an edge, by itself: edges are counted from these where memory does not hold them.

use super::{Citation, Statement, Window};

/// A window in which two actors stand, or a statement of a relation between them, with the ids that they have in the graph.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Site<'s> {
    /// Id of the source; of an edge without direction the lesser id.
    pub source: &'s str,
    /// Id of the target.
    pub target: &'s str,
    /// `appears_with`, `meets` …
    pub kind: &'s str,
    /// Whether source and target may not be swapped.
    pub directed: bool,
    /// The document.
    pub document: &'s Citation,
    /// First code point in the document's original text.
    pub start: u32,
    /// Code point after the last.
    pub end: u32,
    /// The text, on one line.
    pub text: &'s str,
    /// Rule id.
    pub rule: &'s str,
    /// The window that the rule looks through.
    pub window: Window,
    /// What it adds to the weight of the edge, where it counts.
    pub weight: f64,
    /// Whether it is of a rule whose pairs chance may bring together.
    pub by_chance: bool,
    /// What it states, where that is a relation.
    pub statement: Option<&'s Statement>,
}
