//! The words by which broken lines are joined.

use super::lexicon::folded;
use serde::{Deserialize, Serialize};

/// What tells whether a sentence or a word goes on over a line end.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineCues {
    /// First parts of compounds, in small letters: their hyphen stays where a line ends with it.
    pub before_hyphen: Vec<String>,
    /// Last parts of compounds, in small letters.
    pub after_hyphen: Vec<String>,
    /// Words that with a capital start a sentence, below a line that has no full stop; folded.
    #[serde(deserialize_with = "folded")]
    pub openers: Vec<String>,
    /// Words that a line cannot end with where a sentence or a heading does, folded.
    #[serde(deserialize_with = "folded")]
    pub open: Vec<String>,
    /// Words beside the number of a page, folded.
    #[serde(deserialize_with = "folded")]
    pub page: Vec<String>,
}
