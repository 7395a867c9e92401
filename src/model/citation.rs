//! What is said of a document wherever it is cited.

use super::Date;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A document that is cited, once for all its sentences.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Citation {
    /// Id of the document.
    pub id: Arc<str>,
    /// Its date.
    pub date: Option<Date>,
    /// Its source.
    pub source: Option<Arc<str>>,
    /// Its title.
    pub title: Option<Arc<str>>,
    /// Id of its story, where it has copies.
    pub story: Option<Arc<str>>,
}

impl Citation {
    /// A document of which no more than the id is known.
    pub fn new(id: impl Into<Arc<str>>) -> Citation {
        Citation { id: id.into(), date: None, source: None, title: None, story: None }
    }
}
