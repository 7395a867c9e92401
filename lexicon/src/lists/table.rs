//! A list's file as rows of cells, each with its place.

use super::{
    ListFile,
    schema::{self, Schema},
    spreadsheet,
};
use crate::{
    error::{Error, Place},
    matcher::nearest,
    model::{Dialect, slug},
};
use memchr::{memchr, memchr_iter};
use std::borrow::Cow;

/// A list's file, cut into cells.
#[derive(Debug)]
pub(super) struct Table<'f> {
    pub(super) file: &'f ListFile,
    pub(super) schema: &'static Schema,
    columns: Vec<String>,
    /// By column, whether a spreadsheet may have written its cells in a way of its own.
    are_rewritten: Vec<bool>,
    dialect: Dialect,
    pub(super) rows: Vec<Cells>,
    /// The file, without a mark at its start.
    source: &'f str,
    /// The cells that are not as they stand in the file, one after the other.
    text: String,
    /// Per cell, where it ends: in the file, or in `text`.
    ends: Vec<u32>,
    /// What is wrong with the header, and rows that are no rows: ragged, or with broken quotes.
    pub(super) broken: Vec<Error>,
}

/// A row's cells, by column.
#[derive(Debug)]
pub(super) struct Cells {
    /// The first of them, among those of all rows.
    first: u32,
    /// Where the row starts in the file: its first character behind line ends.
    byte: u32,
    /// Where its cells start in the table's text; in the file for [`IN_FILE`].
    start: u32,
    pub(super) line: u32,
    /// What the row is given for an id where it has none, and that of its name is taken.
    pub(super) given: Option<Box<str>>,
}

/// Most rows have no quotes: their cells are read where they stand in the file, a delimiter between them.
const IN_FILE: u32 = u32::MAX;

/// A place in a file, or in the cells of one.
fn place(at: usize) -> u32 {
    u32::try_from(at).ok().filter(|&at| at < IN_FILE).expect("a list has less than 4 GiB")
}

impl<'f> Table<'f> {
    /// Reads what can be read.
    pub(super) fn read(file: &'f ListFile) -> Table<'f> {
        let schema = schema::of(&file.list).expect("only known lists are read");
        let text = file.text.strip_prefix('\u{feff}').unwrap_or(&file.text);
        let dialect = Dialect::of(text);
        let mut table = Table {
            file,
            schema,
            columns: Vec::new(),
            are_rewritten: Vec::new(),
            dialect,
            rows: Vec::new(),
            source: text,
            text: String::new(),
            ends: Vec::new(),
            broken: Vec::new(),
        };
        let mut reader = dialect.reader(text);
        match reader.headers() {
            Ok(header) => table.columns = header.iter().map(|column| column.trim().to_string()).collect(),
            Err(error) => table.broken.push(from_csv(file, &error)),
        }
        table.are_rewritten = table.columns().map(spreadsheet::may_rewrite).collect();
        if table.check_columns() {
            table.read_rows(reader, text);
        }
        table.rows.shrink_to_fit();
        table.ends.shrink_to_fit();
        table
    }

    fn read_rows(&mut self, mut reader: csv::Reader<&[u8]>, text: &str) {
        let has_returns = memchr(b'\r', text.as_bytes()).is_some();
        let mut lines = Lines { text, at: 0, line: 1, has_returns };
        let mut record = csv::StringRecord::new();
        loop {
            match reader.read_record(&mut record) {
                Ok(true) => {
                    let is_last = reader.position().byte() as usize >= text.len();
                    self.push(&record, &mut lines, is_last);
                }
                Ok(false) => return,
                Err(error) => self.broken.push(from_csv(self.file, &error)),
            }
        }
    }

    fn push(&mut self, record: &csv::StringRecord, lines: &mut Lines, is_last: bool) {
        // A spreadsheet writes rows that were emptied.
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let byte = self.row_start(record.position().map_or(0, |at| at.byte() as usize));
        let line = lines.line_of(byte);
        if let Some((message, hint)) = self.fault(record, is_last.then(|| &lines.text[byte..])) {
            let place = Place { file: self.file.path.clone(), line, column: 1 };
            self.broken.push(Error::data(place, message).with_hint(hint));
            return;
        }
        let first = place(self.ends.len());
        let start = if self.push_in_file(record, byte) { IN_FILE } else { place(self.text.len()) };
        self.rows.push(Cells { first, byte: place(byte), start, line, given: None });
        if start != IN_FILE {
            for (cell, column) in record.iter().zip(&self.columns) {
                self.text.push_str(&spreadsheet::plain(column, cell.trim(), self.dialect));
                self.ends.push(place(self.text.len()));
            }
        }
    }

    /// Adds the cells of a row that stands in the file as it is read; false where it does not.
    fn push_in_file(&mut self, record: &csv::StringRecord, start: usize) -> bool {
        let length = record.as_slice().len() + record.len() - 1;
        let Some(row) = self.source.as_bytes().get(start..start + length) else { return false };
        if memchr(b'"', row).is_some() {
            return false;
        }
        let (first, width) = (self.ends.len(), self.dialect.delimiter().len_utf8());
        let mut from = 0;
        for (index, cell) in record.iter().enumerate() {
            let to = from + cell.len();
            if row.get(from..to) != Some(cell.as_bytes()) || !self.is_plain(cell, index) {
                self.ends.truncate(first);
                return false;
            }
            self.ends.push(place(start + to));
            from = to + width;
        }
        true
    }

    /// Whether a cell is read as it stands.
    fn is_plain(&self, cell: &str, index: usize) -> bool {
        let is_mark = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
        let is_trimmed = is_mark(cell.as_bytes().first()) && is_mark(cell.as_bytes().last())
            || cell.trim().len() == cell.len();
        let is_rewritten = || {
            let plain = spreadsheet::plain(&self.columns[index], cell, self.dialect);
            matches!(plain, Cow::Owned(_))
        };
        is_trimmed && !(self.are_rewritten[index] && is_rewritten())
    }

    /// Where the first character of a row is, behind line ends.
    fn row_start(&self, byte: usize) -> usize {
        let rest = self.source.as_bytes().get(byte..).unwrap_or_default();
        let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        byte + ends.count()
    }

    /// Why a record is no row: the last one has the rest of the file.
    fn fault(&self, record: &csv::StringRecord, rest: Option<&str>) -> Option<(String, &'static str)> {
        let is_open = rest.is_some_and(|rest| rest.matches('"').count() % 2 == 1);
        if is_open && record.iter().any(|cell| cell.contains('\n')) {
            let message = "a quotation mark is opened and never closed".to_string();
            return Some((
                message,
                "a cell in quotes ends with one; one that is in the cell is written twice",
            ));
        }
        if record.len() != self.columns.len() {
            let message = format!("{} cells where the header has {}", record.len(), self.columns.len());
            return Some((message, "a cell that holds the delimiter needs quotes: \"a, b\""));
        }
        let unnamed = record
            .iter()
            .zip(&self.columns)
            .any(|(cell, column)| column.is_empty() && !cell.trim().is_empty());
        unnamed.then(|| ("a cell below no name of a column".to_string(), "name its column in the first line"))
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
        let cell = row.first as usize + index;
        let end = self.ends[cell] as usize;
        let before = (index > 0).then(|| self.ends[cell - 1] as usize);
        match (row.start, before) {
            (IN_FILE, Some(before)) => &self.source[before + self.dialect.delimiter().len_utf8()..end],
            (IN_FILE, None) => &self.source[row.byte as usize..end],
            (_, Some(before)) => &self.text[before..end],
            (start, None) => &self.text[start as usize..end],
        }
    }

    /// The values of a cell with several.
    pub(super) fn values<'t>(&'t self, row: &'t Cells, column: &str) -> impl Iterator<Item = &'t str> {
        self.cell(row, column).split('|').map(str::trim).filter(|value| !value.is_empty())
    }

    /// The row's id: the column's, or made from the name.
    pub(super) fn id<'t>(&'t self, row: &'t Cells) -> Cow<'t, str> {
        match (&row.given, self.cell(row, "id")) {
            (Some(given), _) => Cow::Borrowed(given),
            (None, "") => Cow::Owned(slug(self.cell(row, "name"))),
            (None, id) => Cow::Borrowed(id),
        }
    }

    /// Where a cell begins.
    pub(super) fn place(&self, row: &Cells, column: &str) -> Place {
        let text = &self.source[row.byte as usize..];
        let (below, column) = self.dialect.cell_start(text, self.index(column).unwrap_or(0));
        Place { file: self.file.path.clone(), line: row.line + below, column }
    }

    /// Looks at the names of the columns. False where the rows would say nothing without one that is missing.
    fn check_columns(&mut self) -> bool {
        let known: Vec<&str> = self.schema.columns().collect();
        let columns = || format!("the columns of this list are {}", known.join(","));
        let text = self.file.text.trim_start_matches('\u{feff}');
        let place = |index: usize| {
            let (below, column) = self.dialect.cell_start(text, index);
            Place { file: self.file.path.clone(), line: 1 + below, column }
        };
        let mut broken = Vec::new();
        for (at, column) in self.columns.iter().enumerate().filter(|(_, column)| !column.is_empty()) {
            if !known.contains(&column.as_str()) {
                let meant = nearest(column, known.iter().copied());
                let meant = meant.map(|meant| format!("did you mean `{meant}`? ")).unwrap_or_default();
                let error = Error::data(place(at), format!("unknown column `{column}`"));
                broken.push(error.with_hint(meant + &columns()));
            } else if self.columns[..at].contains(column) {
                let error = Error::data(place(at), format!("a second column `{column}`"));
                broken.push(error.with_hint("give each column once"));
            }
        }
        let mut missing = self.schema.required.iter().filter(|required| self.index(required).is_none());
        let missing = missing.next();
        broken.extend(
            missing
                .map(|missing| Error::data(place(0), format!("no column `{missing}`")).with_hint(columns())),
        );
        self.broken.append(&mut broken);
        missing.is_none()
    }

    /// An error at a cell.
    pub(super) fn error(&self, row: &Cells, column: &str, message: impl Into<String>) -> Error {
        Error::data(self.place(row, column), message)
    }
}

/// Tells the lines of offsets that grow. The reader's own numbers are one too low behind CRLF.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u32,
    /// Whether any line ends so.
    has_returns: bool,
}

impl Lines<'_> {
    /// The line of a row, by its first character.
    fn line_of(&mut self, start: usize) -> u32 {
        let passed = self.text.get(self.at..start).unwrap_or_default();
        let returns = match self.has_returns {
            true => passed.matches('\r').count() - passed.matches("\r\n").count(),
            false => 0,
        };
        self.line += (memchr_iter(b'\n', passed.as_bytes()).count() + returns) as u32;
        self.at = start;
        self.line
    }
}

fn from_csv(file: &ListFile, error: &csv::Error) -> Error {
    let line = error.position().map_or(0, |position| position.line() as u32);
    Error::data(Place { file: file.path.clone(), line, column: 1 }, error.to_string())
}
