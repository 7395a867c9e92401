//! What is different between two graphs.

use super::{Evidence, Kind};

/// Something that one of two graphs has, or has more of.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// What happened to it.
    pub way: Way,
    /// What it is of.
    pub of: ChangeOf,
    /// Kind of the edge: `appears_with`, `meets`; `has_rank` of a rank.
    pub kind: String,
    /// Who has it.
    pub source: ChangedActor,
    /// The other end; none of a rank.
    pub target: Option<ChangedActor>,
    /// Ranks or roles that the old graph has.
    pub old_values: Vec<String>,
    /// Ranks or roles that the new graph has.
    pub new_values: Vec<String>,
    /// Weight in the old graph; of ranks and offices the mentions or statements of the old values.
    pub old: f64,
    /// Weight in the new graph; of ranks and offices the mentions or statements of the new values.
    pub new: f64,
    /// Log-likelihood ratio G² of the two weights, each as a share of all weights of its graph; of edges.
    pub log_likelihood: Option<f64>,
    /// A sentence that shows it: of the new graph, or of the old one where the new has none.
    pub evidence: Option<Evidence>,
}

/// An actor that something changed of.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChangedActor {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// What it is.
    pub kind: Kind,
}

impl ChangedActor {
    /// An actor of an id, a name and a kind.
    pub fn new(id: impl Into<String>, label: impl Into<String>, kind: Kind) -> ChangedActor {
        ChangedActor { id: id.into(), label: label.into(), kind }
    }
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Way {
    /// The new graph has it, the old one has not.
    New,
    /// The new graph says that it is no more.
    Ended,
    /// Another value in the place of the old.
    Changed,
    /// A greater share of the new graph than of the old, beyond chance.
    Stronger,
    /// A smaller share of the new graph than of the old, beyond chance.
    Weaker,
    /// The old graph has it, and the new one says nothing of it.
    Vanished,
}

impl Way {
    /// Every way, in the order of the files.
    pub const ALL: [Way; 6] = [Way::New, Way::Ended, Way::Changed, Way::Stronger, Way::Weaker, Way::Vanished];

    /// The name in files: `vanished`.
    pub fn name(self) -> &'static str {
        match self {
            Way::New => "new",
            Way::Ended => "ended",
            Way::Changed => "changed",
            Way::Stronger => "stronger",
            Way::Weaker => "weaker",
            Way::Vanished => "vanished",
        }
    }
}

/// What changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ChangeOf {
    /// A typed relation of two actors.
    Relation,
    /// The role that a person holds somewhere.
    Office,
    /// The rank of a person.
    Rank,
    /// A co-occurrence of two actors.
    Tie,
}

impl ChangeOf {
    /// Every subject, in the order of the files.
    pub const ALL: [ChangeOf; 4] = [ChangeOf::Relation, ChangeOf::Office, ChangeOf::Rank, ChangeOf::Tie];

    /// Several, for people to read: `relations`.
    pub fn plural(self) -> &'static str {
        match self {
            ChangeOf::Relation => "relations",
            ChangeOf::Office => "offices",
            ChangeOf::Rank => "ranks",
            ChangeOf::Tie => "ties",
        }
    }

    /// The name in files: `relation`.
    pub fn name(self) -> &'static str {
        match self {
            ChangeOf::Relation => "relation",
            ChangeOf::Office => "office",
            ChangeOf::Rank => "rank",
            ChangeOf::Tie => "tie",
        }
    }
}
