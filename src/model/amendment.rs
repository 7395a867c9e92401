//! What an analyst says of actors that only the graph tells apart.

use super::RuleId;

/// A correction of an actor of the graph.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Amendment {
    /// Id of the actor.
    pub actor: String,
    /// What is said of it.
    pub says: Says,
    /// Id of the correction: `correction:corrections.csv:12`.
    pub rule: RuleId,
}

/// What is said of an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Says {
    /// It is the actor of that id.
    Same(String),
    /// It is called so.
    Name(String),
}

impl Amendment {
    /// An actor is another.
    pub fn same(actor: impl Into<String>, other: impl Into<String>, rule: RuleId) -> Amendment {
        Amendment { actor: actor.into(), says: Says::Same(other.into()), rule }
    }

    /// An actor is called so.
    pub fn name(actor: impl Into<String>, name: impl Into<String>, rule: RuleId) -> Amendment {
        Amendment { actor: actor.into(), says: Says::Name(name.into()), rule }
    }
}
