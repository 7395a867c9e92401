//! CSV: a document a row under a header, streamed. Comma, semicolon, tab and bar are told apart by the header, or by the line
//! `sep=;` that Excel puts before it.

use super::{
    File, Note, Options, decode,
    file::DraftStream,
    open::{Input, Opened},
    records::{Problem, Records},
    row::{self, DocumentBuilder, Draft, Row},
};
use crate::{
    error::{Error, Result},
    model::usual_delimiter,
};
use csv::ByteRecord;
use std::{
    io::{Chain, Cursor, Read as _},
    path::{Path, PathBuf},
};

/// As many columns as sheets of Excel have.
const MOST_COLUMNS: usize = 1 << 14;

/// What is left of a table below its header.
pub(super) type Body = Records<Chain<Cursor<Vec<u8>>, Input>>;

/// The rows that are still to be read.
pub(super) struct Rows {
    builder: DocumentBuilder,
    path: PathBuf,
    records: Body,
    /// Number of columns; none where the file is empty.
    width: usize,
    columns: Columns,
    ended: bool,
}

/// Where the text and the rest stand in a row.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// The columns of the text, in order.
    text: Vec<usize>,
    id: Option<usize>,
    title: Option<usize>,
    date: Option<usize>,
    source: Option<usize>,
}

/// The rows of a file.
pub(super) fn rows(file: &File, opened: Opened, options: &Options) -> Result<DraftStream> {
    Ok(Box::new(Rows::open(file, opened, options)?))
}

/// The header of a table, empty where there is none, and what stands below.
pub(super) fn open(path: &Path, opened: Opened, given: Option<u8>) -> Result<(Vec<String>, Body)> {
    let Opened { head, rest, .. } = opened.utf8(path)?;
    let (named, lines) = named_delimiter(&head);
    let delimiter = given.or(named).unwrap_or_else(|| usual_delimiter(&head));
    let mut records = Records::new(Cursor::new(head).chain(rest), delimiter);
    if lines {
        records.next();
    }
    let header: Vec<String> = match records.next() {
        None => Vec::new(),
        Some((line, Err(problem))) => return Err(error(path, line, problem)),
        Some((line, Ok(header))) if header.len() > MOST_COLUMNS => {
            let message = format!("a header of {} columns", header.len());
            let error = row::error(&path.display().to_string(), line, 0, message);
            return Err(error.with_hint("save the columns that documents are made of"));
        }
        Some((_, Ok(header))) => {
            header.iter().map(|name| decode::row(name, &mut vec![]).trim().to_owned()).collect()
        }
    };
    records.expect(header.len());
    Ok((header, records))
}

impl Iterator for Rows {
    type Item = Result<Draft>;

    fn next(&mut self) -> Option<Result<Draft>> {
        if self.ended {
            return None;
        }
        let Rows { builder, path, columns, .. } = self;
        let read = match self.records.next()? {
            (line, Ok(record)) => columns.draft_of_record(record, self.width, line, builder),
            (line, Err(problem)) => Err(error(path, line, problem)),
        };
        Some(read)
    }
}

impl Rows {
    fn open(file: &File, opened: Opened, options: &Options) -> Result<Rows> {
        let builder = DocumentBuilder::new(file, options);
        let (header, records) = open(&file.path, opened, options.delimiter)?;
        let is_empty = header.is_empty();
        let columns = if is_empty { Columns::default() } else { Columns::of(&header, options, &builder)? };
        Ok(Rows { builder, path: file.path.clone(), records, width: header.len(), columns, ended: is_empty })
    }
}

impl Columns {
    /// Those of a header.
    ///
    /// # Errors
    ///
    /// It names no text, or a text twice.
    pub(super) fn of(header: &[String], options: &Options, builder: &DocumentBuilder) -> Result<Columns> {
        let text = row::text_columns_of(header, options).map_err(|missing| {
            let known: Vec<&str> = header.iter().take(40).map(String::as_str).collect();
            let error =
                builder.error(1, 0, format!("no column {missing:?}; there are: {}", known.join(", ")));
            error.with_hint("name the column of the text with --text-column")
        })?;
        let same =
            |name: &String| header.iter().filter(|other| other.to_lowercase() == name.to_lowercase()).count();
        if let Some(&twice) = text.iter().find(|&&column| same(&header[column]) > 1) {
            let error = builder.error(1, 0, format!("more than one column is called {:?}", header[twice]));
            return Err(error.with_hint("call the others something else"));
        }
        let (cues, default) = (options.conventions.columns(), Options::default());
        let find = |name: &str, default: &str, usual| row::column(header, name, default, usual);
        Ok(Columns {
            text,
            id: find(&options.id_column, &default.id_column, &cues.id),
            title: find(&options.title_column, &default.title_column, &cues.title),
            date: find(&options.date_column, &default.date_column, &cues.date),
            source: find(&options.source_column, &default.source_column, &cues.source),
        })
    }

    /// The draft of a record that is as wide as the header.
    fn draft_of_record(
        &self,
        record: &ByteRecord,
        width: usize,
        line: u64,
        builder: &mut DocumentBuilder,
    ) -> Result<Draft> {
        let is_wider = record.iter().skip(width).any(|cell| !cell.is_empty());
        if record.len() < width || is_wider {
            let message = format!("row of {} cells under a header of {width}", record.len());
            let hint = "put quotes around cells that hold the delimiter, a quote or a line end";
            return Err(builder.error(line, 0, message).with_hint(hint));
        }
        Ok(self.draft(|column| record.get(column), line, builder))
    }

    /// The draft of a row of these cells.
    pub(super) fn draft<'c>(
        &self,
        cell: impl Fn(usize) -> Option<&'c [u8]>,
        line: u64,
        builder: &mut DocumentBuilder,
    ) -> Draft {
        let mut notes: Vec<Note> = vec![];
        let mut text_notes = vec![];
        let mut decoded = |column: Option<usize>| Some(decode::row(cell(column?)?, &mut notes).into_owned());
        let [id, title, date, source] = [self.id, self.title, self.date, self.source].map(&mut decoded);
        let texts = self.text.iter().map(|&column| cell(column).unwrap_or_default());
        let text = row::join(texts.map(|bytes| decode::row(bytes, &mut text_notes)));
        let notes = if text_notes.is_empty() { notes } else { text_notes };
        builder.draft(Row { text, id, title, date, source }, line, notes)
    }

    /// The columns that a draft is made of.
    #[cfg(feature = "office")]
    pub(super) fn all(&self) -> impl Iterator<Item = usize> {
        let others = [self.id, self.title, self.date, self.source];
        self.text.iter().copied().chain(others.into_iter().flatten())
    }
}

/// The delimiter that the first line names, as Excel does: `sep=;`; and whether there is such a line.
fn named_delimiter(head: &[u8]) -> (Option<u8>, bool) {
    let line = head.split(|&byte| byte == b'\n' || byte == b'\r').next().unwrap_or_default();
    // Programs that save the table again put quotes around the line.
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    let (name, value) = line.split_at(line.iter().position(|&byte| byte == b'=').unwrap_or(line.len()));
    let value = value.strip_prefix(b"=").unwrap_or_default();
    let value = value.strip_prefix(b" ").filter(|value| !value.is_empty()).unwrap_or(value);
    match value {
        &[delimiter] if name.trim_ascii_end().to_ascii_lowercase() == [b's', b'e', b'p'] => {
            (Some(delimiter), true)
        }
        _ => (None, false),
    }
}

/// The error of a row that is none.
pub(super) fn error(path: &Path, line: u64, problem: Problem) -> Error {
    let file = path.display().to_string();
    match problem {
        Problem::Io(error) => Error::io(path, error),
        Problem::TooLong => row::too_long(&file, line),
        Problem::Unclosed => {
            row::error(&file, line, 0, "a quote that is not closed where its cell ends; the row is left out")
                .with_hint("put quotes around the cell, and write each quote inside it twice")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::named_delimiter;

    #[test]
    fn the_line_of_excel_names_the_delimiter() {
        for (head, wanted) in [
            ("sep=;\nid;text", Some(b';')),
            ("SEP=,\r\n", Some(b',')),
            ("sep=\t\n", Some(b'\t')),
            ("\"sep=;\"\r\n", Some(b';')),
            ("Sep = |\n", Some(b'|')),
            ("sep\n", None),
            ("sep=\n", None),
            ("separe=1\n", None),
        ] {
            assert_eq!(named_delimiter(head.as_bytes()).0, wanted, "{head}");
        }
    }
}
