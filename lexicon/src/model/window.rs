//! What co-occurrence looks through.

use serde::{Deserialize, Serialize};

/// A stretch of text in which two names count as standing together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Window {
    /// One mention: a rank and the name that bears it.
    Mention,
    /// A sentence.
    Sentence,
    /// A paragraph.
    Paragraph,
    /// The whole document.
    Document,
}

impl Window {
    /// Every window, the narrowest first.
    pub const ALL: [Window; 4] = [Window::Mention, Window::Sentence, Window::Paragraph, Window::Document];

    /// The name in files and options.
    pub fn name(self) -> &'static str {
        match self {
            Window::Mention => "mention",
            Window::Sentence => "sentence",
            Window::Paragraph => "paragraph",
            Window::Document => "document",
        }
    }
}
