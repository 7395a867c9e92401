//! Bytes to documents: finds the input files, decodes them, repairs mojibake, reads what they say of themselves
//! (title, date, source), and marks the zones of the text.
//!
//! 1. [`find`] turns the arguments of a run into [`File`]s with ids that do not depend on their order.
//! 2. [`read`] gives the [`Documents`] of a file, one [`Read`] at a time: rows of JSON Lines and CSV are streamed.
//! 3. [`read_all`] gives those of all files, with an id each; [`read_folder`] all of a folder in one call.
//! 4. An [`Extractor`](crate::Extractor) marks headline, related links, bylines and end matter by the cues of the language.
//!
//! Odd text is never an error. What is not text at all (a PDF, a picture) under the name of a format of text is one, and so
//! is a row that cannot be read; the rows after it still are.
//!
//! A new format is a file in this folder, a row in [`FORMATS`] and a sample in the tests below: names and extensions in
//! options, help, messages and the walk of folders come from the row.
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

mod all;
mod conventions;
mod csv;
mod date;
mod decode;
mod file;
mod find;
mod front;
mod html;
mod ids;
mod jsonl;
mod lines;
mod open;
mod page;
mod plain;
mod repair;
mod row;
mod signature;
mod tags;
mod zones;

pub use all::{read_all, read_folder};
pub use conventions::Conventions;
pub use file::{Content, File, InputFormat};
pub use find::{FoundFiles, find};
use ids::Ids;
pub(crate) use zones::ZoneMarker;

use crate::{
    error::Result,
    model::{Date, Document},
};
use file::{DocumentStream, Reader};
use std::{fmt, iter};

/// Every format: a row each, and a file of this folder for its reader. The first is what a file of another extension is
/// read as where it is named, and standard input where nothing is said of it.
pub static FORMATS: &[InputFormat] = &[
    InputFormat {
        name: "text",
        extensions: &["txt", "text"],
        named: &[],
        content: Content::Text,
        reader: Reader::One(plain::text),
    },
    InputFormat {
        name: "markdown",
        extensions: &["md", "markdown"],
        named: &[],
        content: Content::Text,
        reader: Reader::One(plain::markdown),
    },
    InputFormat {
        name: "html",
        extensions: &["html", "htm", "xhtml"],
        named: &[],
        content: Content::Text,
        reader: Reader::One(html::read),
    },
    InputFormat {
        name: "jsonl",
        extensions: &["jsonl", "ndjson"],
        named: &["json"],
        content: Content::Text,
        reader: Reader::Many(jsonl::read),
    },
    InputFormat {
        name: "csv",
        extensions: &["csv", "tsv"],
        named: &[],
        content: Content::Text,
        reader: Reader::Many(csv::read),
    },
];

/// How inputs are read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
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
    pub stdin_format: &'static InputFormat,
    /// Whether mojibake is repaired.
    pub repair: bool,
    /// How texts say what they are.
    pub conventions: Conventions,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            text_column: "text".into(),
            id_column: "id".into(),
            title_column: "title".into(),
            date_column: "date".into(),
            source_column: "source".into(),
            stdin_format: &FORMATS[0],
            repair: true,
            conventions: Conventions::default(),
        }
    }
}

impl Options {
    /// The same with another column of the text.
    pub fn with_text_column(mut self, column: impl Into<String>) -> Options {
        self.text_column = column.into();
        self
    }

    /// The same with another column of the id.
    pub fn with_id_column(mut self, column: impl Into<String>) -> Options {
        self.id_column = column.into();
        self
    }

    /// The same with another column of the title.
    pub fn with_title_column(mut self, column: impl Into<String>) -> Options {
        self.title_column = column.into();
        self
    }

    /// The same with another column of the date.
    pub fn with_date_column(mut self, column: impl Into<String>) -> Options {
        self.date_column = column.into();
        self
    }

    /// The same with another column of the source.
    pub fn with_source_column(mut self, column: impl Into<String>) -> Options {
        self.source_column = column.into();
        self
    }

    /// The same with another format of standard input.
    pub fn with_stdin_format(mut self, format: &'static InputFormat) -> Options {
        self.stdin_format = format;
        self
    }

    /// The same with or without the repair of mojibake.
    pub fn with_repair(mut self, repair: bool) -> Options {
        self.repair = repair;
        self
    }

    /// The same with the conventions of another language.
    pub fn with_conventions(mut self, conventions: Conventions) -> Options {
        self.conventions = conventions;
        self
    }
}

/// A document that was read, and what happened to it on the way.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
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
pub struct Documents(DocumentStream);

/// Opens a file. What is one document is read at once, rows as they are asked for.
///
/// # Errors
///
/// The file cannot be opened, is not what its format says, is too big, or is a table without a text column.
pub fn read(file: &File, options: &Options) -> Result<Documents> {
    let format = if file.is_stdin() { options.stdin_format } else { file.format };
    let opened = open::open(&file.path)?;
    if format.content == Content::Text {
        decode::refuse_binary(&file.path, &opened.head)?;
    }
    Ok(Documents(match format.reader {
        Reader::One(read) => Box::new(iter::once(Ok(read(file, opened.whole(&file.path)?, options)?))),
        Reader::Many(read) => read(file, opened, options)?,
    }))
}

/// Reads a document that is in memory already: repairs it, and takes from its first lines the title and the date that it
/// does not have yet.
pub fn document(mut document: Document, options: &Options) -> Read {
    let mut notes = Vec::new();
    repair(&mut document, options, &mut notes);
    front::complete(&mut document, 0, &options.conventions);
    Read { document, notes }
}

impl Iterator for Documents {
    type Item = Result<Read>;

    fn next(&mut self) -> Option<Result<Read>> {
        self.0.next()
    }
}

impl fmt::Debug for Documents {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("Documents").finish_non_exhaustive()
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
fn read_date(value: &str, options: &Options, notes: &mut Vec<Note>) -> Option<Date> {
    let date = options.conventions.parse_date(value);
    if date.is_none() && !value.trim().is_empty() {
        notes.push(Note::UnreadableDate { value: value.chars().take(80).collect() });
    }
    date
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::PathBuf};

    /// Of each format, a file that says [`SAMPLE_TEXT`].
    const SAMPLES: &[(&str, &[u8])] = &[
        ("text", b"Le Mali."),
        ("markdown", b"---\ntitle: Un titre\n---\nLe Mali."),
        ("html", b"<title>Un titre</title><p>Le Mali."),
        ("jsonl", b"{\"text\": \"Le Mali.\"}\n{\"text\": \"Le Mali.\"}"),
        ("csv", b"id,text\n1,Le Mali.\n2,Le Mali."),
    ];
    const SAMPLE_TEXT: &str = "Le Mali.";

    fn sample(format: &InputFormat) -> &'static [u8] {
        let found = SAMPLES.iter().find(|(name, _)| *name == format.name);
        found.unwrap_or_else(|| panic!("no sample of `{}`", format.name)).1
    }

    fn read_file(path: PathBuf, bytes: &[u8], options: &Options) -> Result<Vec<Read>> {
        fs::write(&path, bytes).unwrap();
        let files = find(&[path]).files;
        read(&files[0], options)?.collect()
    }

    #[test]
    fn every_format_is_read_under_each_of_its_extensions() {
        let folder = tempfile::tempdir().unwrap();
        for format in FORMATS {
            for extension in format.extensions.iter().chain(format.named) {
                let path = folder.path().join(format!("a.{}", extension.to_uppercase()));
                let documents = read_file(path, sample(format), &Options::default()).unwrap();
                assert_eq!(documents.len(), if format.has_rows() { 2 } else { 1 }, "{extension}");
                for read in documents {
                    assert!(read.document.text.contains(SAMPLE_TEXT), "{extension}: {:?}", read.document);
                }
            }
        }
    }

    #[test]
    fn names_and_extensions_are_of_one_format() {
        let mut names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        let mut extensions: Vec<&str> =
            FORMATS.iter().flat_map(|format| format.extensions.iter().chain(format.named)).copied().collect();
        for list in [&mut names, &mut extensions] {
            list.sort_unstable();
            assert!(list.windows(2).all(|pair| pair[0] != pair[1]), "{list:?}");
            assert!(list.iter().all(|name| name.bytes().all(|byte| byte.is_ascii_lowercase())), "{list:?}");
        }
        assert!(FORMATS.iter().all(|format| !format.extensions.is_empty()));
        assert_eq!(FORMATS[0].content, Content::Text);
        assert!(SAMPLES.iter().all(|(name, _)| InputFormat::from_name(name).is_some()));
    }

    #[test]
    fn bytes_of_an_archive_are_refused_where_text_is_due() {
        let folder = tempfile::tempdir().unwrap();
        for format in FORMATS {
            let path = folder.path().join("a").with_extension(format.extensions[0]);
            let refused = read_file(path, b"PK\x03\x04\x14\0\x06\0", &Options::default());
            let is_refused_as_archive = refused.is_err_and(|error| error.to_string().contains("not text"));
            assert_eq!(is_refused_as_archive, format.content == Content::Text, "{}", format.name);
        }
    }
}
