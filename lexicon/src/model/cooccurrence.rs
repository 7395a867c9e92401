//! The rules of co-occurrence.

use super::{Kind, Window, ZoneKind};
use serde::{Deserialize, Serialize};

/// Which kinds in which window give which edge; see `cooccurrence.toml`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CooccurrenceRules {
    /// Zones whose mentions do not count.
    pub exclude_zones: Vec<ZoneKind>,
    /// The rules, in order.
    #[serde(rename = "rule")]
    pub rules: Vec<CooccurrenceRule>,
}

/// A co-occurrence rule: a mention of one kind and one of another in the same window give an edge.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CooccurrenceRule {
    /// `fr.cooccurrence.person-person`.
    pub id: String,
    /// Kind of the source.
    pub source: Kind,
    /// Kind of the target.
    pub target: Kind,
    /// Where both must stand.
    pub window: Window,
    /// Kind of the edge: `appears_with`.
    pub edge: String,
    /// What one window adds to the edge's weight.
    pub weight: f64,
    /// Whether a demonym stands for its country.
    #[serde(default)]
    pub demonyms: bool,
    /// Whether the edge has a direction, from source to target: standing together has none.
    #[serde(default)]
    pub directed: bool,
    /// Whether it works without `--kinds` asking for both kinds.
    #[serde(default = "yes")]
    pub default: bool,
    /// What it is for, in one sentence.
    pub says: String,
}

fn yes() -> bool {
    true
}
