//! A list's file as rows of cells, each with its place.

use super::{
    ListFile,
    schema::{self, Schema},
};
use crate::{
    error::{Error, Place, Result},
    matcher::fold,
};

/// A list's file, cut into cells.
#[derive(Debug)]
pub(super) struct Table<'f> {
    pub(super) file: &'f ListFile,
    pub(super) schema: &'static Schema,
    columns: Vec<String>,
    /// What stands between the cells.
    delimiter: u8,
    pub(super) rows: Vec<Cells>,
    /// The cells of all rows, one after the other.
    text: String,
    /// Per cell, where it ends in `text`.
    ends: Vec<usize>,
    /// Rows that are no rows: ragged, or with broken quotes.
    pub(super) broken: Vec<Error>,
}

/// A row's cells, by column.
#[derive(Debug)]
pub(super) struct Cells {
    /// The first of them, among those of all rows.
    first: usize,
    /// Where the row starts in the file.
    byte: usize,
    pub(super) line: u32,
}

impl<'f> Table<'f> {
    pub(super) fn read(file: &'f ListFile) -> Result<Table<'f>> {
        let schema = schema::of(&file.list).expect("only known lists are read");
        let text = file.text.strip_prefix('\u{feff}').unwrap_or(&file.text);
        let delimiter = delimiter(text);
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| from_csv(file, &error))?;
        let columns: Vec<String> = header.iter().map(str::to_string).collect();
        check_columns(file, schema, &columns)?;
        let (cells, ends) = (String::with_capacity(text.len()), Vec::new());
        let (rows, broken) = (Vec::new(), Vec::new());
        let mut table = Table { file, schema, columns, delimiter, rows, text: cells, ends, broken };
        let mut lines = Lines { text, at: 0, line: 1 };
        let mut record = csv::StringRecord::new();
        loop {
            match reader.read_record(&mut record) {
                Ok(true) => table.push(&record, &mut lines),
                Ok(false) => return Ok(table),
                Err(error) => table.broken.push(from_csv(file, &error)),
            }
        }
    }

    fn push(&mut self, record: &csv::StringRecord, lines: &mut Lines) {
        let byte = record.position().map_or(0, |at| at.byte() as usize);
        let line = lines.line_of(byte);
        if record.len() != self.columns.len() {
            let message = format!("{} cells where the header has {}", record.len(), self.columns.len());
            let place = Place { file: self.file.path.clone(), line, column: 1 };
            let hint = "a cell that holds the delimiter needs quotes: \"a, b\"";
            self.broken.push(Error::data(place, message).with_hint(hint));
            return;
        }
        self.rows.push(Cells { first: self.ends.len(), byte, line });
        for cell in record {
            self.text.push_str(cell.trim());
            self.ends.push(self.text.len());
        }
    }

    /// The columns in the order of the file.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(String::as_str)
    }

    fn index(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| c == column)
    }

    /// A cell's text; empty where the column is missing.
    pub(super) fn cell<'t>(&'t self, row: &'t Cells, column: &str) -> &'t str {
        let Some(index) = self.index(column) else { return "" };
        let cell = row.first + index;
        let start = cell.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[cell]]
    }

    /// The values of a cell with several.
    pub(super) fn values<'t>(&'t self, row: &'t Cells, column: &str) -> impl Iterator<Item = &'t str> {
        self.cell(row, column).split('|').map(str::trim).filter(|value| !value.is_empty())
    }

    /// The row's id: the column's, or made from the name.
    pub(super) fn id(&self, row: &Cells) -> String {
        match self.cell(row, "id") {
            "" => slug(self.cell(row, "name")),
            id => id.to_string(),
        }
    }

    /// Where a cell begins.
    pub(super) fn place(&self, row: &Cells, column: &str) -> Place {
        let index = self.index(column).unwrap_or(0);
        let bom = self.file.text.len() - self.file.text.trim_start_matches('\u{feff}').len();
        let text = self.file.text[bom..].get(row.byte..).unwrap_or("").trim_start_matches(['\r', '\n']);
        let (mut quoted, mut field, mut at) = (false, 0, 0);
        for c in text.chars() {
            if field == index {
                break;
            }
            at += 1;
            match c {
                '"' => quoted = !quoted,
                c if c == char::from(self.delimiter) && !quoted => field += 1,
                _ => {}
            }
        }
        Place { file: self.file.path.clone(), line: row.line, column: at + 1 }
    }

    /// An error at a cell.
    pub(super) fn error(&self, row: &Cells, column: &str, message: impl Into<String>) -> Error {
        Error::data(self.place(row, column), message)
    }
}

/// What stands between the cells, by the header: a comma, or what Excel writes where the comma is the decimal mark.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let is_there = |delimiter: &u8| header.contains(char::from(*delimiter)) && !header.contains(',');
    [b';', b'\t'].into_iter().find(is_there).unwrap_or(b',')
}

/// Tells the lines of offsets that grow. The reader's own numbers are one too low behind CRLF.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line of a row: that of the first character after line ends.
    fn line_of(&mut self, byte: usize) -> u32 {
        let rest = self.text.get(byte..).unwrap_or_default();
        let start = byte + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        let passed = self.text.get(self.at..start).unwrap_or_default();
        let returns = passed.matches('\r').count() - passed.matches("\r\n").count();
        self.line += (passed.matches('\n').count() + returns) as u32;
        self.at = start;
        self.line
    }
}

fn check_columns(file: &ListFile, schema: &Schema, columns: &[String]) -> Result<()> {
    let known: Vec<&str> = schema.columns().collect();
    let place = |column: u32| Place { file: file.path.clone(), line: 1, column };
    let mut at = 1;
    for column in columns {
        if !known.contains(&column.as_str()) {
            let error = Error::data(place(at), format!("unknown column `{column}`"));
            return Err(error.with_hint(format!("the columns of this list are {}", known.join(","))));
        }
        at += column.chars().count() as u32 + 1;
    }
    match schema.required.iter().find(|required| !columns.iter().any(|column| column == *required)) {
        Some(missing) => Err(Error::data(place(1), format!("no column `{missing}`"))),
        None => Ok(()),
    }
}

fn from_csv(file: &ListFile, error: &csv::Error) -> Error {
    let line = error.position().map_or(0, |position| position.line() as u32);
    Error::data(Place { file: file.path.clone(), line, column: 1 }, error.to_string())
}

/// The stable id of a name: folded, everything but letters and digits a hyphen.
///
/// ```
/// assert_eq!(palabre::lexicon::slug("N’Djamena"), "n-djamena");
/// ```
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in fold(name).chars() {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}
