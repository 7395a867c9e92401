//! The parts that a document may have.

use serde::{Deserialize, Serialize};

/// What a part of a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ZoneKind {
    /// The headline.
    Headline,
    /// The article itself.
    #[default]
    Body,
    /// Links to other articles (`À lire aussi : …`).
    Related,
    /// Who wrote it.
    Byline,
    /// Source, copyright, legal notes.
    Footer,
    /// Buttons that share the article, with the names of the networks: `Partager cet article :`.
    Share,
    /// What a message repeats of an earlier one.
    Quoted,
    /// Who asks or answers, at the start of a line of an interview: `Q :`, `RFI :`.
    Speaker,
}

impl ZoneKind {
    /// The name in files: `related`.
    pub fn name(self) -> &'static str {
        match self {
            ZoneKind::Headline => "headline",
            ZoneKind::Body => "body",
            ZoneKind::Related => "related",
            ZoneKind::Byline => "byline",
            ZoneKind::Footer => "footer",
            ZoneKind::Share => "share",
            ZoneKind::Quoted => "quoted",
            ZoneKind::Speaker => "speaker",
        }
    }
}
