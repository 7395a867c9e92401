//! What is read otherwise with other lists.

use super::Citation;
use std::sync::Arc;

/// Something that two readings of documents have differently, wherever it is so.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// What it is of.
    pub of: DifferenceOf,
    /// The name, or the type of the relation.
    pub name: String,
    /// What it is, or means, before: `person`, ids. Empty: nothing.
    pub before: String,
    /// The same after.
    pub after: String,
    /// How often.
    pub count: u64,
    /// In how many documents.
    pub documents: u64,
    /// Sentences that show it, of the first documents.
    pub shown: Vec<Shown>,
}

/// A sentence that shows a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shown {
    /// Its document.
    pub document: Arc<Citation>,
    /// The sentence, on one line.
    pub text: String,
}

impl Shown {
    /// A sentence of a document.
    pub fn new(document: Arc<Citation>, text: impl Into<String>) -> Shown {
        Shown { document, text: text.into() }
    }
}

/// What is different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DifferenceOf {
    /// Whom or what a name means.
    Link,
    /// A name that one reading finds alone, or as something else, or longer.
    Mention,
    /// A relation.
    Relation,
}

impl DifferenceOf {
    /// Everything, in the order of the files.
    pub const ALL: [DifferenceOf; 3] = [DifferenceOf::Link, DifferenceOf::Mention, DifferenceOf::Relation];

    /// The name in files: `link`.
    pub fn name(self) -> &'static str {
        match self {
            DifferenceOf::Link => "link",
            DifferenceOf::Mention => "mention",
            DifferenceOf::Relation => "relation",
        }
    }
}

impl Difference {
    /// What happened: `new`, `gone`, `changed`.
    pub fn way(&self) -> &'static str {
        match (&*self.before, &*self.after) {
            ("", _) => "new",
            (_, "") => "gone",
            _ => "changed",
        }
    }
}
