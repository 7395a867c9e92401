//! Rows of JSON Lines and CSV to documents.

use super::{File, Ids, Note, Options, Read, front, markup, one_line, read_date, repair};
use crate::{
    error::{Error, Place},
    matcher::fold_words,
    model::Document,
};
use std::borrow::Cow;

/// A row may be long, but a quote that is never closed must not fill the memory.
pub(super) const LONGEST: u64 = 256 << 20;

/// The columns of the text: the one of that name, or those of the names between commas, each of which must be there. An error is
/// the name that is not.
pub(super) fn text_columns<C>(names: &str, find: impl Fn(&str) -> Option<C>) -> Result<Vec<C>, &str> {
    match find(names) {
        Some(column) => Ok(vec![column]),
        None => names.split(',').map(str::trim).map(|name| find(name).ok_or(name)).collect(),
    }
}

/// The column of a name; where that is the name that is looked for unless another is given, one that is usually called so.
pub(super) fn column(header: &[String], name: &str, default: &str, usual: &[String]) -> Option<usize> {
    let place = |is: &dyn Fn(&String) -> bool| header.iter().position(is);
    let named = place(&|column| column == name)
        .or_else(|| place(&|column| column.to_lowercase() == name.to_lowercase()));
    let usual = || usual.iter().find_map(|usual| place(&|column| fold_words(column) == fold_words(usual)));
    named.or_else(|| if name == default { usual() } else { None })
}

/// The columns of the text in a header. An error is the name that is not there.
pub(super) fn text_columns_of<'o>(header: &[String], options: &'o Options) -> Result<Vec<usize>, &'o str> {
    let (default, usual) = (Options::default().text_column, &options.conventions.columns().text);
    text_columns(&options.text_column, |name| column(header, name, &default, usual))
}

/// The parts of a text, each a paragraph; empty ones are none.
pub(super) fn join<'c>(parts: impl Iterator<Item = Cow<'c, str>>) -> String {
    let mut parts = parts.filter(|part| !part.trim().is_empty());
    let mut joined = parts.next().unwrap_or_default().into_owned();
    for part in parts {
        joined += "\n\n";
        joined += &part;
    }
    joined
}

/// What a row of a table says of a document, as it stands there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The text.
    pub text: String,
    /// Its name; of none, [`row`] makes an empty one.
    pub id: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Day, month or year of publication, in any form that is read in files.
    pub date: Option<String>,
    /// Medium or address.
    pub source: Option<String>,
}

/// Reads a row that is in memory already, as one of JSON Lines or CSV is read.
///
/// ```
/// use palabre::input::{self, Options, Row};
///
/// let row = Row { text: "Le Mali.".into(), date: Some("8 mai 2025".into()), ..Row::default() };
/// let date = input::row(row, &Options::default()).document.date;
/// assert_eq!(date.unwrap().to_string(), "2025-05-08");
/// ```
pub fn row(row: Row, options: &Options) -> Read {
    let id = row.given_id().unwrap_or_default();
    row.read(id, options, Vec::new())
}

impl Row {
    fn given_id(&self) -> Option<String> {
        self.id.as_deref().map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned)
    }

    fn read(self, id: String, options: &Options, mut notes: Vec<Note>) -> Read {
        let mut document = Document::new(id, self.text);
        repair(&mut document, options, &mut notes);
        markup::any(&mut document);
        document.title = self.title.and_then(|title| one_line(&title, options));
        document.source = self.source.and_then(|source| one_line(&source, options));
        if let Some(date) = &self.date {
            read_date(&mut document, date, options, &mut notes);
        }
        front::complete(&mut document, 0, &options.conventions);
        Read::new(document, notes)
    }
}

/// An error in a row of a file; the column is 0 for the whole line.
pub(super) fn error(file: &str, line: u64, column: usize, message: impl Into<String>) -> Error {
    let [line, column] = [line, column as u64].map(|number| u32::try_from(number).unwrap_or(u32::MAX));
    Error::data(Place { file: file.to_owned(), line, column }, message)
}

/// The error of a row that is longer than [`LONGEST`].
pub(super) fn too_long(file: &str, line: u64) -> Error {
    let message = format!("row longer than {} MiB", LONGEST >> 20);
    error(file, line, 0, message)
        .with_hint("look for a quote that is never closed, or a line end that is missing")
}

/// A row with its id: what else there is to do for its document needs nothing of the rows before it.
#[derive(Debug)]
pub(super) struct Draft {
    row: Row,
    id: String,
    notes: Vec<Note>,
}

impl Draft {
    /// The length of its text in bytes.
    pub(super) fn len(&self) -> usize {
        self.row.text.len()
    }

    /// The document of the row.
    pub(super) fn read(self, options: &Options) -> Read {
        self.row.read(self.id, options, self.notes)
    }
}

/// Gives the rows of a file their ids.
#[derive(Debug)]
pub(super) struct DocumentBuilder {
    file: String,
    path: String,
    options: Options,
    ids: Ids,
}

impl DocumentBuilder {
    pub(super) fn new(file: &File, options: &Options) -> DocumentBuilder {
        let path = file.path.display().to_string();
        DocumentBuilder { file: file.id.clone(), path, options: options.clone(), ids: Ids::default() }
    }

    pub(super) fn options(&self) -> &Options {
        &self.options
    }

    /// An error in a row; the column is 0 for the whole line.
    pub(super) fn error(&self, line: u64, column: usize, message: impl Into<String>) -> Error {
        error(&self.path, line, column, message)
    }

    pub(super) fn too_long(&self, line: u64) -> Error {
        too_long(&self.path, line)
    }

    /// The draft of a row.
    pub(super) fn draft(&mut self, row: Row, line: u64, mut notes: Vec<Note>) -> Draft {
        let id = self.unique_id(row.given_id(), line, &mut notes);
        Draft { row, id, notes }
    }

    fn unique_id(&mut self, given: Option<String>, line: u64, notes: &mut Vec<Note>) -> String {
        let Some(id) = given else {
            return format!("{}#{line}", self.file);
        };
        if self.ids.take(&id) {
            return id;
        }
        notes.push(Note::DuplicateId { id: id.clone() });
        self.ids.first_free(id)
    }
}
