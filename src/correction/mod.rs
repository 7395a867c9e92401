//! An analyst's corrections: which actors are one, what is no name, which relation is wrong. A table that people and programs
//! write, and that every run reads.
//!
//! Each is applied as early as it can be: names before they are linked, actors before relations are read, relations before they are
//! counted; what only the graph tells apart, when it is made. Their order does not matter: of two that decide the same, that of the
//! narrower scope does, and two of one scope that disagree are an error.

mod actors;
mod again;
mod conflict;
mod index;
mod relations;
mod table;

use crate::{
    error::Place,
    matcher::fold_words,
    model::{Document, RuleId},
};
pub(crate) use again::Before;
pub use index::Corrections;
pub(crate) use relations::Told;
use std::fmt;
pub use table::{COLUMNS, FILE, appended, without};

/// What a correction does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Action {
    /// An actor is another.
    Same,
    /// What is written so is another actor.
    Different,
    /// What is written so names nobody.
    NotAName,
    /// What is written so is an actor.
    Is,
    /// An actor is of a kind.
    Kind,
    /// An actor is called so.
    Name,
    /// A relation is not stated.
    Wrong,
    /// A relation is stated.
    Right,
}

/// An action in files and messages.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ActionRow {
    /// The action.
    pub action: Action,
    /// The name in files: `not-a-name`.
    pub name: &'static str,
    /// What `a` and `b` are.
    pub takes: [&'static str; 2],
    /// Whether `b` may be left out.
    pub alone: bool,
    /// What it does.
    pub says: &'static str,
}

/// Every action: the one table of them.
pub const ACTIONS: [ActionRow; 8] = [
    ActionRow {
        action: Action::Same,
        name: "same",
        takes: ["ID", "ID"],
        alone: false,
        says: "the first actor is the second: what is said of it is said of that one",
    },
    ActionRow {
        action: Action::Different,
        name: "different",
        takes: ["ID", "FORM"],
        alone: false,
        says: "what is written so (or is the actor of that id) is not the first actor",
    },
    ActionRow {
        action: Action::NotAName,
        name: "not-a-name",
        takes: ["FORM", ""],
        alone: true,
        says: "what is written so names nobody",
    },
    ActionRow {
        action: Action::Is,
        name: "is",
        takes: ["FORM", "ID"],
        alone: false,
        says: "what is written so is this actor: of the lists, of the texts, or a new one",
    },
    ActionRow {
        action: Action::Kind,
        name: "kind",
        takes: ["ID", "KIND"],
        alone: false,
        says: "the actor is a person, an organisation, a country or a place",
    },
    ActionRow {
        action: Action::Name,
        name: "name",
        takes: ["ID", "NAME"],
        alone: false,
        says: "the actor is called so",
    },
    ActionRow {
        action: Action::Wrong,
        name: "wrong",
        takes: ["EDGE", "START"],
        alone: true,
        says: "the sentence does not state it: `Edge` and `Start` of evidence.csv; without START, none does",
    },
    ActionRow {
        action: Action::Right,
        name: "right",
        takes: ["EDGE", "START"],
        alone: true,
        says: "the sentence states it: confidence 1, and who was presumed is known",
    },
];

impl Action {
    /// Its row in the table.
    pub fn row(self) -> &'static ActionRow {
        ACTIONS.iter().find(|row| row.action == self).expect("every action has a row")
    }
}

/// Where a correction applies. The later, the narrower.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub enum Scope {
    /// In every document.
    #[default]
    Everywhere,
    /// In the documents of a source; case and accents do not count.
    Source(String),
    /// In the document of an id.
    Document(String),
}

impl Scope {
    /// Reads nothing, `everywhere`, `document:ID` or `source:NAME`.
    pub fn parse(text: &str) -> Option<Scope> {
        match text.split_once(':') {
            None => ["", "everywhere"].contains(&text).then_some(Scope::Everywhere),
            Some(("document", id)) if !id.is_empty() => Some(Scope::Document(id.into())),
            Some(("source", name)) if !name.is_empty() => Some(Scope::Source(name.into())),
            Some(_) => None,
        }
    }

    /// Whether a document is in it.
    pub fn holds(&self, document: &Document) -> bool {
        match self {
            Scope::Everywhere => true,
            Scope::Source(name) => {
                document.source.as_ref().is_some_and(|source| fold_words(source) == fold_words(name))
            }
            Scope::Document(id) => *id == document.id,
        }
    }

    /// How narrow it is: 0 for everywhere.
    fn width(&self) -> u8 {
        match self {
            Scope::Everywhere => 0,
            Scope::Source(_) => 1,
            Scope::Document(_) => 2,
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Scope::Everywhere => Ok(()),
            Scope::Document(id) => write!(f, "document:{id}"),
            Scope::Source(name) => write!(f, "source:{name}"),
        }
    }
}

/// A correction: a row of `corrections.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Correction {
    /// What it does.
    pub action: Action,
    /// What it is about; see [`ACTIONS`].
    pub a: String,
    /// What that is; empty where nothing is to be said.
    pub b: String,
    /// Where.
    pub scope: Scope,
    /// Who says so.
    pub who: String,
    /// On which day: `2026-11-29`.
    pub when: String,
    /// Why.
    pub why: String,
    /// Where it stands.
    pub place: Place,
    /// What outputs name it by: `correction:corrections.csv:12`.
    pub rule: RuleId,
}

impl Correction {
    /// A correction of everywhere, by nobody, that stands nowhere.
    pub fn new(action: Action, a: impl Into<String>, b: impl Into<String>) -> Correction {
        let [who, when, why] = [const { String::new() }; 3];
        let (a, b, scope, place) = (a.into(), b.into(), Scope::Everywhere, Place::default());
        Correction { action, a, b, scope, who, when, why, place, rule: "correction" }
    }

    /// The correction of the cells of [`COLUMNS`].
    #[cfg(feature = "project")]
    pub(crate) fn from_cells(cells: &[String]) -> Option<Correction> {
        let [action, a, b, scope, who, when, why] = cells else { return None };
        let action = ACTIONS.iter().find(|row| row.name == action)?.action;
        let [who, when, why] = [who, when, why].map(String::clone);
        Some(Correction { scope: Scope::parse(scope)?, who, when, why, ..Correction::new(action, a, b) })
    }

    /// What it says, for a trace: `same, corrections.csv: surnom (LK, 2026-11-29)`.
    fn reason(&self) -> String {
        let by: Vec<&str> = [&*self.who, &*self.when].into_iter().filter(|given| !given.is_empty()).collect();
        let by = if by.is_empty() { String::new() } else { format!(" ({})", by.join(", ")) };
        let why = if self.why.is_empty() { String::new() } else { format!(": {}", self.why) };
        format!("{self}{why}{by}")
    }
}

/// `same alou-traore ibrahim-traore`
impl fmt::Display for Correction {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} {}", self.action.row().name, self.a)?;
        if !self.b.is_empty() {
            write!(f, " {}", self.b)?;
        }
        if self.scope != Scope::Everywhere {
            write!(f, " [{}]", self.scope)?;
        }
        Ok(())
    }
}
