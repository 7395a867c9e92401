//! The words by which the parts of a web page are told.

use super::lexicon::folded;
use serde::{Deserialize, Serialize};

/// Parts of the classes and ids of elements, in small letters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageCues {
    /// Of elements that are no part of the article.
    pub clutter: Vec<String>,
    /// Of comments of readers.
    pub comments: Vec<String>,
    /// Of one of them.
    pub comment: Vec<String>,
    /// Of what is told moment by moment, which has comments, too.
    pub no_comments: Vec<String>,
    /// Beginnings of short pieces of text that are no part of it either, folded.
    #[serde(deserialize_with = "folded")]
    pub lines: Vec<String>,
    /// What captions have in them, folded.
    #[serde(deserialize_with = "folded")]
    pub captions: Vec<String>,
    /// Of the day of publication.
    pub date: Vec<String>,
    /// Of other days.
    pub no_date: Vec<String>,
}

impl PageCues {
    /// Whether a class or an id is that of comments of readers.
    pub fn is_comments(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        has(&self.comments, &name) && !has(&self.no_comments, &name)
    }

    /// Whether a class or an id is that of one comment.
    pub fn is_comment(&self, name: &str) -> bool {
        self.is_comments(name) || has(&self.comment, &name.to_lowercase())
    }

    /// Whether a class or an id is that of no part of the article.
    pub fn is_clutter(&self, name: &str) -> bool {
        has(&self.clutter, &name.to_lowercase())
    }

    /// Whether a class is that of the day of publication.
    pub fn is_date(&self, class: &str) -> bool {
        let class = class.to_lowercase();
        has(&self.date, &class) && !has(&self.no_date, &class)
    }
}

fn has(words: &[String], name: &str) -> bool {
    words.iter().any(|word| name.contains(word.as_str()))
}
