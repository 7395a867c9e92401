//! The graph of actors over many documents, ready to be written.

use super::{Date, Kind, Window};
use std::sync::Arc;

/// Nodes by id, edges by source, target and kind.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ActorGraph {
    /// Every actor that a counted mention or an edge names, by id.
    pub nodes: Vec<Node>,
    /// Every edge, by id of source, id of target and kind.
    pub edges: Vec<Edge>,
}

/// What an actor's edges come to.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Degree {
    /// How many edges it has.
    pub edges: u64,
    /// The sum of their weights.
    pub weight: f64,
}

impl ActorGraph {
    /// The degree of every node, in the order of the nodes.
    pub fn degrees(&self) -> Vec<Degree> {
        let mut degrees = vec![Degree::default(); self.nodes.len()];
        for edge in &self.edges {
            for end in [edge.source, edge.target] {
                degrees[end].edges += 1;
                degrees[end].weight += edge.weight;
            }
        }
        degrees
    }
}

/// An actor.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Stable slug. That of several people of one name that no list has ends with what tells them apart.
    pub id: String,
    /// Name for people to read.
    pub label: String,
    /// What it is.
    pub kind: Kind,
    /// Whether a gazetteer has it.
    pub known: bool,
    /// Rows that may be meant, where they could not be told apart.
    pub candidates: Vec<String>,
    /// Other forms met or known.
    pub aliases: Vec<String>,
    /// Country id, where the row says.
    pub country: Option<String>,
    /// Wikidata id, where the row says.
    pub wikidata: Option<String>,
    /// How many mentions, outside the excluded zones and other names.
    pub mentions: u64,
    /// How many documents.
    pub documents: u64,
    /// Date of the first dated document.
    pub first: Option<Date>,
    /// Date of the last dated document.
    pub last: Option<Date>,
}

/// A tie between two actors, of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// Stable: `source--kind--target`.
    pub id: String,
    /// Index of the source node.
    pub source: usize,
    /// Index of the target node.
    pub target: usize,
    /// `appears_with`, `meets` …
    pub kind: String,
    /// Whether source and target may not be swapped.
    pub directed: bool,
    /// Rule weight times count, over the rules.
    pub weight: f64,
    /// How many windows.
    pub count: u64,
    /// How many distinct sentences (or larger windows) stand behind it.
    pub sentences: u64,
    /// How many distinct documents.
    pub documents: u64,
    /// Window in which it was counted.
    pub window: Window,
    /// Normalised pointwise mutual information, -1 to 1 (Bouma, 2009).
    pub npmi: Option<f64>,
    /// Log-likelihood ratio G² (Dunning, 1993).
    pub log_likelihood: Option<f64>,
    /// Whether the pair stands together more often than chance, at p < 0.001 (G² > 10.83).
    pub significant: bool,
    /// Date of the first dated document.
    pub first: Option<Date>,
    /// Date of the last dated document.
    pub last: Option<Date>,
    /// Ids of the rules, sorted.
    pub rules: Vec<String>,
    /// Every window behind it, by document and place.
    pub evidence: Vec<Evidence>,
}

/// A stretch of text behind an edge. Edges of one document share its strings, and edges of one window its text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// Document id.
    pub document: Arc<str>,
    /// First code point in the document's original text.
    pub start: u32,
    /// Code point after the last.
    pub end: u32,
    /// Rule id.
    pub rule: Arc<str>,
    /// Date of the document.
    pub date: Option<Date>,
    /// Source of the document.
    pub source: Option<Arc<str>>,
    /// Title of the document.
    pub title: Option<Arc<str>>,
    /// The text, on one line; a very long one is cut and ends with `…`.
    pub text: Arc<str>,
}
