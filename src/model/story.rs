//! Stories: the copies of one article.

use super::Citation;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// An article that several documents have, word for word or nearly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Story {
    /// The id of its earliest document; a number behind it where two documents have that.
    pub id: Arc<str>,
    /// Its documents, two or more, the earliest first.
    pub documents: Vec<Arc<Citation>>,
}

impl Story {
    /// A story of documents.
    pub fn new(id: impl Into<Arc<str>>, documents: Vec<Arc<Citation>>) -> Story {
        Story { id: id.into(), documents }
    }
}

/// What the weight and the significance of edges count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Count {
    /// Of the copies of an article, the one in which an edge has the most windows or statements.
    #[default]
    Stories,
    /// Every document.
    Documents,
}
