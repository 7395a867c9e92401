//! Stories: the copies of one article.

use super::Date;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// An article that several documents have, word for word or nearly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Story {
    /// The id of its earliest document; a number behind it where two documents have that.
    pub id: Arc<str>,
    /// Its documents, two or more, the earliest first.
    pub documents: Vec<StoryDocument>,
}

impl Story {
    /// A story of documents.
    pub fn new(id: impl Into<Arc<str>>, documents: Vec<StoryDocument>) -> Story {
        Story { id: id.into(), documents }
    }
}

/// A copy of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StoryDocument {
    /// Id of the document.
    pub id: Arc<str>,
    /// Its title.
    pub title: Option<Arc<str>>,
    /// Its date.
    pub date: Option<Date>,
    /// Its source.
    pub source: Option<Arc<str>>,
}

impl StoryDocument {
    /// A document of which no more than the id is known.
    pub fn new(id: impl Into<Arc<str>>) -> StoryDocument {
        StoryDocument { id: id.into(), title: None, date: None, source: None }
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
