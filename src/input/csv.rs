//! CSV: a document a row under a header, streamed. Comma, semicolon and tab are told apart by the header.

use super::{
    File, Note, Options, Read, decode,
    file::DocumentStream,
    open::{Input, Opened},
    row::{self, Cells, DocumentBuilder},
};
use crate::error::{Error, Result};
use csv::{ByteRecord, Reader, ReaderBuilder};
use std::{
    io::{self, Chain, Cursor, Read as _},
    path::PathBuf,
};

const BUFFER: usize = 256 << 10;

/// The rows that are still to be read.
pub(super) struct Rows {
    builder: DocumentBuilder,
    path: PathBuf,
    reader: Reader<Bounded<Chain<Cursor<Vec<u8>>, Input>>>,
    record: ByteRecord,
    /// Number of columns; none where the file is empty.
    width: usize,
    columns: Columns,
    ended: bool,
}

/// Where the text and the rest stand in a row.
#[derive(Default)]
struct Columns {
    text: usize,
    id: Option<usize>,
    title: Option<usize>,
    date: Option<usize>,
    source: Option<usize>,
}

/// The documents of a file.
pub(super) fn read(file: &File, opened: Opened, options: &Options) -> Result<DocumentStream> {
    Ok(Box::new(Rows::open(file, opened, options)?))
}

impl Iterator for Rows {
    type Item = Result<Read>;

    fn next(&mut self) -> Option<Result<Read>> {
        if self.ended {
            return None;
        }
        self.reader.get_mut().left = row::LONGEST;
        match self.reader.read_byte_record(&mut self.record) {
            Ok(true) => Some(self.row()),
            Ok(false) => {
                self.ended = true;
                None
            }
            Err(error) => {
                self.ended = true;
                let line = self.record.position().map_or(0, csv::Position::line);
                Some(Err(csv_error(&self.builder, &self.path, line, error)))
            }
        }
    }
}

impl Rows {
    fn open(file: &File, opened: Opened, options: &Options) -> Result<Rows> {
        let Opened { head, rest, .. } = opened.utf8(&file.path)?;
        let builder = DocumentBuilder::new(file, options);
        let mut csv = ReaderBuilder::new();
        csv.delimiter(delimiter(&head)).flexible(true).buffer_capacity(BUFFER);
        let mut reader =
            csv.from_reader(Bounded { inner: Cursor::new(head).chain(rest), left: row::LONGEST });
        let header = reader.byte_headers().map_err(|error| csv_error(&builder, &file.path, 1, error))?;
        let header: Vec<String> =
            header.iter().map(|name| decode::row(name, &mut vec![]).trim().to_owned()).collect();
        let is_empty = header.is_empty();
        let columns = if is_empty { Columns::default() } else { Columns::of(&header, options, &builder)? };
        let path = file.path.clone();
        Ok(Rows {
            builder,
            path,
            reader,
            record: ByteRecord::new(),
            width: header.len(),
            columns,
            ended: is_empty,
        })
    }

    fn row(&mut self) -> Result<Read> {
        let line = self.record.position().map_or(0, csv::Position::line);
        let is_wider = self.record.iter().skip(self.width).any(|cell| !cell.is_empty());
        if self.record.len() < self.width || is_wider {
            let message = format!("row of {} cells under a header of {}", self.record.len(), self.width);
            let hint = "put quotes around cells that hold the delimiter, a quote or a line end";
            return Err(self.builder.error(line, 0, message).with_hint(hint));
        }
        let mut notes: Vec<Note> = vec![];
        let mut text_notes = vec![];
        let mut cell = |column: Option<usize>| {
            let bytes = self.record.get(column?)?;
            Some(decode::row(bytes, &mut notes).into_owned())
        };
        let Columns { text, id, title, date, source } = self.columns;
        let [id, title, date, source] = [id, title, date, source].map(&mut cell);
        let text = decode::row(self.record.get(text).unwrap_or_default(), &mut text_notes).into_owned();
        let notes = if text_notes.is_empty() { notes } else { text_notes };
        Ok(self.builder.document(Cells { text, id, title, date, source }, line, notes))
    }
}

impl Columns {
    fn of(header: &[String], options: &Options, builder: &DocumentBuilder) -> Result<Columns> {
        let find = |name: &str| {
            let exact = header.iter().position(|column| column == name);
            exact.or_else(|| header.iter().position(|column| column.to_lowercase() == name.to_lowercase()))
        };
        let Some(text) = find(&options.text_column) else {
            let known: Vec<&str> = header.iter().take(40).map(String::as_str).collect();
            let message = format!("no column {:?}; there are: {}", options.text_column, known.join(", "));
            return Err(builder
                .error(1, 0, message)
                .with_hint("name the column of the text with --text-column"));
        };
        Ok(Columns {
            text,
            id: find(&options.id_column),
            title: find(&options.title_column),
            date: find(&options.date_column),
            source: find(&options.source_column),
        })
    }
}

/// The most frequent of the usual delimiters in the first line, outside quotes; a comma where there is none.
fn delimiter(head: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut is_quoted = false;
    for &byte in head.trim_ascii_start() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted => break,
            _ if is_quoted => {}
            _ => counts.iter_mut().filter(|(known, _)| *known == byte).for_each(|(_, count)| *count += 1),
        }
    }
    counts.iter().rev().max_by_key(|(_, count)| count).map_or(b',', |&(delimiter, _)| delimiter)
}

fn csv_error(builder: &DocumentBuilder, path: &std::path::Path, line: u64, error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => builder.too_long(line),
        csv::ErrorKind::Io(error) => Error::io(path, error),
        kind => builder.error(line, 0, format!("not a CSV row: {kind:?}")),
    }
}

/// A reader that gives no more than so many bytes until it is told to go on.
struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: io::Read> io::Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let count = self.inner.read(buffer)?;
        self.left = self.left.saturating_sub(count as u64);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::delimiter;

    #[test]
    fn delimiters() {
        for (head, wanted) in [
            ("id,text,title\n1,a;b;c;d;e,f", b','),
            ("id;text;title\n", b';'),
            ("id\ttext", b'\t'),
            ("text\na;b", b','),
            ("\"a;b;c;d\",text", b','),
            ("\n\nid;text\n", b';'),
            ("", b','),
        ] {
            assert_eq!(delimiter(head.as_bytes()), wanted, "{head}");
        }
    }
}
