//! Folds what was read in many documents into one graph of actors.
//!
//! A [`Fold`] takes [`Extraction`](crate::model::Extraction)s one by one. Folds of parts of a corpus merge into the fold
//! of the whole, in any order and any grouping: the graph that comes out is the same, byte for byte. Everything that
//! depends on an order (sums of weights, names of unknown actors, the order of the evidence) is settled at the end.

mod amend;
mod association;
mod count;
mod dates;
mod decisions;
mod designation;
mod diff;
mod finish;
mod fold;
mod joined;
mod node;
mod passage;
mod profile;
mod record;
mod selection;
mod split;
mod statement;
mod stories;
mod summary;

pub use association::{Contingency, SIGNIFICANT};
pub use decisions::{Decisions, Outline};
pub use diff::changes;
pub use fold::Fold;
pub use joined::joined;
pub use record::{Record, Records, begins_record, write_record};
pub use selection::{Actors, Selection};

use crate::{
    error::{Error, Result},
    matcher::nearest,
    model::{Amendment, Count, Kind, Lexicon},
};

/// What of a fold becomes the graph.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct GraphOptions {
    /// Kinds of the nodes. Empty for the actors (person, organisation, country) and whatever else an edge names.
    pub kinds: Vec<Kind>,
    /// Edges of less weight are left out; their nodes stay.
    pub min_weight: f64,
    /// Typed edges of other relation types are left out. Empty for all types.
    pub relations: Vec<String>,
    /// Whether co-occurrence edges are left out.
    pub typed_only: bool,
    /// What weight and significance count.
    pub count: Count,
    /// What corrections say of actors, whom the graph tells apart.
    pub amendments: Vec<Amendment>,
}

impl GraphOptions {
    /// The same with nodes of these kinds; empty for the actors and whatever else an edge names.
    pub fn with_kinds(mut self, kinds: impl Into<Vec<Kind>>) -> GraphOptions {
        self.kinds = kinds.into();
        self
    }

    /// The same without the edges of less weight.
    pub fn with_min_weight(mut self, min_weight: f64) -> GraphOptions {
        self.min_weight = min_weight;
        self
    }

    /// The same with typed edges of these relation types; empty for all types.
    pub fn with_relations(mut self, relations: impl Into<Vec<String>>) -> GraphOptions {
        self.relations = relations.into();
        self
    }

    /// The same with or without co-occurrence edges.
    pub fn with_typed_only(mut self, typed_only: bool) -> GraphOptions {
        self.typed_only = typed_only;
        self
    }

    /// The same with weight and significance of stories, or of documents.
    pub fn with_count(mut self, count: Count) -> GraphOptions {
        self.count = count;
        self
    }

    /// The same with actors that are others, or are called otherwise.
    pub fn with_amendments(mut self, amendments: Vec<Amendment>) -> GraphOptions {
        self.amendments = amendments;
        self
    }

    /// Whether the relation types are types at all.
    ///
    /// # Errors
    /// One that the lexicon does not have.
    pub fn check(&self, lexicon: &Lexicon) -> Result<()> {
        let types = lexicon.relation_types();
        let Some(unknown) = self.relations.iter().find(|wanted| lexicon.relation_type(wanted).is_none())
        else {
            return Ok(());
        };
        let hint = match nearest(unknown, types.iter().map(|relation| &*relation.id)) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => {
                let ids: Vec<&str> = types.iter().map(|relation| &*relation.id).collect();
                format!("the types are {}", ids.join(", "))
            }
        };
        Err(Error::usage(format!("no relation type `{unknown}`")).with_hint(hint))
    }

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
