//! Bytes to documents: finds the input files, decodes them, repairs mojibake, reads what they say of themselves
//! (title, date, source), and marks the zones of the text.
//!
//! 1. [`find`] turns the arguments of a run into [`File`]s with ids that do not depend on their order.
//! 2. [`read`] gives the [`Documents`] of a file, one [`Read`] at a time: rows of JSON Lines and CSV are streamed.
//! 3. [`Ids`] gives rows of several files that have one id an id each.
//! 4. [`ZoneMarker`] marks headline, related links, bylines and end matter by the cues of the language.
//!
//! Odd text is never an error. What is not text at all (a PDF, a picture) is one, and so is a row that cannot be read;
//! the rows after it still are.
//!
//! ```
//! use palabre::input::{self, Options};
//!
//! let folder = tempfile::tempdir()?;
//! std::fs::write(folder.path().join("2025-05-08-moscou.txt"), "Rencontre à Moscou\n\nLe général est arrivé.")?;
//!
//! let found = input::find(&[folder.path().to_owned()]);
//! let read = input::read(&found.files[0], &Options::default())?.next().expect("one document")?;
//! assert_eq!(read.document.id, "2025-05-08-moscou.txt");
//! assert_eq!(read.document.title.as_deref(), Some("Rencontre à Moscou"));
//! assert_eq!(read.document.date, Some(palabre::model::Date::constant(2025, 5, 8)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod csv;
mod date;
mod decode;
mod find;
mod front;
mod html;
mod ids;
mod jsonl;
mod lines;
mod open;
mod plain;
mod repair;
mod row;
mod signature;
mod tags;
mod zones;

pub use find::{File, Format, Found, find};
pub use ids::Ids;
pub use zones::ZoneMarker;

use crate::{
    error::Result,
    model::{Date, Document},
};
use std::fmt;

/// How inputs are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Column or field of the text in CSV and JSON Lines; it must be there.
    pub text_column: String,
    /// Column of the id.
    pub id_column: String,
    /// Column of the title.
    pub title_column: String,
    /// Column of the date.
    pub date_column: String,
    /// Column of the source.
    pub source_column: String,
    /// What standard input is.
    pub stdin_format: Format,
    /// Whether mojibake is repaired.
    pub repair: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            text_column: "text".into(),
            id_column: "id".into(),
            title_column: "title".into(),
            date_column: "date".into(),
            source_column: "source".into(),
            stdin_format: Format::Text,
            repair: true,
        }
    }
}

/// A document that was read, and what happened to it on the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The document.
    pub document: Document,
    /// What is worth telling, none for most.
    pub notes: Vec<Note>,
}

/// Something that happened to a document on the way in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// It was not UTF-8.
    Decoded {
        /// What it was taken for, by its name on the web.
        encoding: &'static str,
    },
    /// Bytes that are no text stand as `U+FFFD` now.
    Replaced {
        /// How many.
        count: usize,
    },
    /// Mojibake was repaired; see [`Document::repairs`].
    Repaired {
        /// In how many places.
        count: usize,
    },
    /// The date that it gives cannot be read.
    UnreadableDate {
        /// What stands there.
        value: String,
    },
    /// An earlier row of the file, or document of the run, has the same id.
    DuplicateId {
        /// The id as it was given.
        id: String,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Note::Decoded { encoding } => write!(f, "decoded from {encoding}"),
            Note::Replaced { count } => write!(f, "undecodable bytes replaced in {count} places"),
            Note::Repaired { count } => write!(f, "mojibake repaired in {count} places"),
            Note::UnreadableDate { value } => write!(f, "unreadable date {value:?}"),
            Note::DuplicateId { id } => write!(f, "id {id:?} was used by an earlier document"),
        }
    }
}

/// The documents of a file, in its order. An error stands for one row; what comes after it is still to be read.
#[derive(Debug)]
pub struct Documents(Source);

#[derive(Debug)]
enum Source {
    One(Option<Read>),
    JsonLines(jsonl::Rows),
    Csv(csv::Rows),
}

/// Opens a file. Texts and pages are read at once, rows as they are asked for.
///
/// # Errors
///
/// The file cannot be opened, is not text, is too big, or is a table without a text column.
pub fn read(file: &File, options: &Options) -> Result<Documents> {
    let format = if file.is_stdin() { options.stdin_format } else { file.format };
    let source = match format {
        Format::JsonLines => Source::JsonLines(jsonl::Rows::open(file, options)?),
        Format::Csv => Source::Csv(csv::Rows::open(file, options)?),
        Format::Text | Format::Markdown => Source::One(Some(plain::read(file, format, options)?)),
        Format::Html => Source::One(Some(html::read(file, options)?)),
    };
    Ok(Documents(source))
}

/// Reads a document that is in memory already: repairs it, and takes from its first lines the title and the date that it
/// does not have yet.
pub fn document(mut document: Document, options: &Options) -> Read {
    let mut notes = Vec::new();
    repair(&mut document, options, &mut notes);
    front::complete(&mut document, 0);
    Read { document, notes }
}

impl Iterator for Documents {
    type Item = Result<Read>;

    fn next(&mut self) -> Option<Result<Read>> {
        match &mut self.0 {
            Source::One(read) => read.take().map(Ok),
            Source::JsonLines(rows) => rows.next(),
            Source::Csv(rows) => rows.next(),
        }
    }
}

/// Repairs the text, where that is wanted.
fn repair(document: &mut Document, options: &Options, notes: &mut Vec<Note>) {
    if options.repair && repair::document(document) > 0 {
        notes.push(Note::Repaired { count: document.repairs.len() });
    }
}

/// A title or source as it is kept: repaired, one line, without the spaces around it; none where nothing is left.
fn one_line(text: &str, options: &Options) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let repaired = if options.repair { repair::text(&line) } else { None };
    Some(repaired.map_or(line, |(line, _)| line)).filter(|line| !line.is_empty())
}

/// The date that a cell gives, or a note that it cannot be read.
fn read_date(value: &str, notes: &mut Vec<Note>) -> Option<Date> {
    let date = date::parse(value);
    if date.is_none() && !value.trim().is_empty() {
        notes.push(Note::UnreadableDate { value: value.chars().take(80).collect() });
    }
    date
}
