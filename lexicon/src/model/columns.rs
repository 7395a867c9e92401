//! How the columns of a table that tells of documents are called.

use serde::{Deserialize, Serialize};

/// Names of columns, which are compared folded; the first that has something counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnCues {
    /// Of the file, or several of them.
    pub path: Vec<String>,
    /// Of the id of the document.
    pub id: Vec<String>,
    /// Of the text.
    pub text: Vec<String>,
    /// Of the title.
    pub title: Vec<String>,
    /// Of the date.
    pub date: Vec<String>,
    /// Of the source.
    pub source: Vec<String>,
    /// Of the language.
    pub language: Vec<String>,
    /// What a cell of that says where it is this language, beside its code.
    pub this_language: Vec<String>,
}
