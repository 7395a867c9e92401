//! Texts in which people noted what is stated: what is learned from, and what it is verified on.

mod brat;
mod jsonl;

use crate::{
    error::{Place, Result},
    eval::{self, BratFile},
    model::Document,
};

/// A text with what is stated in it. Offsets are code points, ends exclusive.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct MarkedText {
    /// The text, with its day of publication where that is known.
    pub document: Document,
    /// The parts that somebody read; what is stated elsewhere is neither right nor wrong.
    pub read: Vec<(u32, u32)>,
    /// What is stated in them.
    pub statements: Vec<Noted>,
}

/// A statement that somebody noted.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Noted {
    /// `meets`, `accuses` …
    pub relation: String,
    /// Who does it.
    pub source: End,
    /// To whom.
    pub target: End,
    /// The words that say it, where they are noted.
    pub trigger: Option<(u32, u32)>,
    /// Where it is noted.
    pub place: Place,
}

/// One of the two that a statement is of.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct End {
    /// The words for it.
    pub span: (u32, u32),
    /// Its name: the words may be a pronoun.
    pub name: String,
}

impl MarkedText {
    /// Reads JSON Lines: `id`, `text`, `date` and `title` where there is one, `read` (ranges; all of the text without it), and
    /// `relations` with `type`, `source` and `target` (`start`, `end`, `name`) and `trigger` (`start`, `end`, or null).
    /// The file’s name is for the errors.
    ///
    /// # Errors
    /// A line that is not so, or points outside its text, with file and line.
    pub fn from_jsonl(file: &str, text: &str) -> Result<Vec<MarkedText>> {
        jsonl::read(file, text)
    }

    /// Reads brat standoff: `T` lines for ends and triggers, `R` lines with `Arg1` and `Arg2`, and `Trigger` where one is
    /// marked. All of the text counts as read.
    ///
    /// # Errors
    /// An annotation that cannot be read, or points outside its text, with file and line.
    pub fn from_brat(file: BratFile) -> Result<MarkedText> {
        brat::read(file)
    }
}

/// That a range is one of a text of so many code points.
fn in_text((start, end): (u32, u32), length: u32, place: &Place) -> Result<(u32, u32)> {
    match start < end && end <= length {
        true => Ok((start, end)),
        false => {
            let message = format!("{start} to {end} is no place in a text of {length} characters");
            let error = eval::error(&place.file, place.line as usize, message);
            Err(error.with_hint("offsets count characters, the end is the one behind the last"))
        }
    }
}
