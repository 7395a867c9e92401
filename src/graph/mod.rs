//! Folds what was read in many documents into one graph of actors.
//!
//! A [`Fold`] takes [`Extraction`](crate::model::Extraction)s one by one. Folds of parts of a corpus merge into the fold
//! of the whole, in any order and any grouping: the graph that comes out is the same, byte for byte. Everything that
//! depends on an order (sums of weights, names of unknown actors, the order of the evidence) is settled at the end.

mod association;
mod finish;
mod fold;
mod node;
mod passage;
mod profile;
mod split;
mod statement;
mod summary;

pub use association::{Contingency, SIGNIFICANT};
pub use fold::Fold;

use crate::model::Kind;

/// What of a fold becomes the graph.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GraphOptions {
    /// Kinds of the nodes. Empty for the actors (person, organisation, country) and whatever else an edge names.
    pub kinds: Vec<Kind>,
    /// Edges of less weight are left out; their nodes stay.
    pub min_weight: f64,
    /// Typed edges of other relation types are left out. Empty for all types.
    pub relations: Vec<String>,
    /// Whether co-occurrence edges are left out.
    pub typed_only: bool,
}

impl GraphOptions {
    fn admits(&self, kind: Kind, has_edges: bool) -> bool {
        match self.kinds[..] {
            [] => kind.is_actor() || has_edges,
            _ => self.kinds.contains(&kind),
        }
    }

    fn admits_edge(&self, kind: &str, is_typed: bool) -> bool {
        match is_typed {
            true => self.relations.is_empty() || self.relations.iter().any(|relation| relation == kind),
            false => !self.typed_only,
        }
    }
}

#[cfg(test)]
mod tests;
