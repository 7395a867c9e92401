//! Tables that people keep, as CSV: read as programs and spreadsheets write them, and changed without touching what stays.

use crate::error::{Error, Place, Result};
use std::ops::Range;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// How a table is written as CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    delimiter: u8,
    has_mark: bool,
    has_returns: bool,
}

impl Default for Dialect {
    /// RFC 4180 with LF, without a byte order mark.
    fn default() -> Dialect {
        Dialect { delimiter: b',', has_mark: false, has_returns: false }
    }
}

impl Dialect {
    /// The one of a text, by its first line: commas between the cells, or the semicolons or tabs that Excel writes where the comma is
    /// the decimal mark.
    pub fn of(text: &str) -> Dialect {
        let delimiter = usual_delimiter(text.as_bytes());
        Dialect {
            // In lists it stands inside of cells.
            delimiter: if delimiter == b'|' { b',' } else { delimiter },
            has_mark: text.starts_with(BYTE_ORDER_MARK),
            has_returns: text.contains("\r\n"),
        }
    }

    /// What stands between the cells.
    pub fn delimiter(self) -> char {
        char::from(self.delimiter)
    }

    /// Whether the comma is the decimal mark.
    pub fn has_decimal_comma(self) -> bool {
        self.delimiter != b','
    }

    /// What ends a line.
    fn line_end(self) -> &'static str {
        if self.has_returns { "\r\n" } else { "\n" }
    }

    /// A table of nothing but its header.
    pub fn empty(self, columns: &[&str]) -> String {
        let mark = if self.has_mark { "\u{feff}" } else { "" };
        format!("{mark}{}{}", self.line(columns), self.line_end())
    }

    /// The cells of a row as a line, without its end.
    pub fn line<T: AsRef<str>>(self, cells: &[T]) -> String {
        let mut line = csv::WriterBuilder::new().delimiter(self.delimiter).from_writer(Vec::new());
        let written = line.write_record(cells.iter().map(|cell| cell.as_ref().as_bytes()));
        written.expect("there is room in memory");
        let mut line = line.into_inner().expect("there is room in memory");
        line.pop();
        String::from_utf8(line).expect("cells are texts")
    }

    /// Reads rows, of whatever length. The first is the header.
    #[doc(hidden)]
    pub fn reader(self, text: &str) -> csv::Reader<&[u8]> {
        csv::ReaderBuilder::new().flexible(true).delimiter(self.delimiter).from_reader(text.as_bytes())
    }

    /// Where a cell of a row begins: so many lines below the row, and the column there, from 1.
    #[doc(hidden)]
    pub fn cell_start(self, row: &str, index: usize) -> (u32, u32) {
        let (mut quoted, mut cell, mut line, mut column) = (false, 0, 0, 1);
        for c in row.chars() {
            if cell == index {
                break;
            }
            column += 1;
            match c {
                '"' => quoted = !quoted,
                '\n' if quoted => (line, column) = (line + 1, 1),
                '\n' | '\r' if !quoted => break,
                _ if c == self.delimiter() && !quoted => cell += 1,
                _ => {}
            }
        }
        (line, column)
    }
}

/// A table.
#[derive(Debug)]
pub struct Sheet<'t> {
    file: &'t str,
    text: &'t str,
    dialect: Dialect,
    header: Vec<String>,
    rows: Vec<SheetRow>,
}

/// A row of a table below its header.
#[derive(Debug)]
pub struct SheetRow {
    cells: csv::StringRecord,
    /// Where it stands in the text, with its line end and empty lines below it.
    bytes: Range<usize>,
}

impl SheetRow {
    /// The cells, as many as the row has.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(str::trim)
    }

    /// A cell; empty where the row has none there.
    pub fn cell(&self, index: usize) -> &str {
        self.cells.get(index).unwrap_or_default().trim()
    }
}

impl<'t> Sheet<'t> {
    /// Reads a table; messages name its file so.
    ///
    /// # Errors
    /// A text that is no table.
    pub fn read(file: &'t str, text: &'t str) -> Result<Sheet<'t>> {
        let dialect = Dialect::of(text);
        let start = text.len() - text.trim_start_matches(BYTE_ORDER_MARK).len();
        let mut sheet = Sheet { file, text, dialect, header: Vec::new(), rows: Vec::new() };
        let mut reader = csv::ReaderBuilder::new();
        let reader = reader.has_headers(false).flexible(true).delimiter(dialect.delimiter);
        for cells in reader.from_reader(&text.as_bytes()[start..]).records() {
            let cells = cells.map_err(|error| {
                let at = error.position().map_or(0, |position| position.byte() as usize);
                Error::data(sheet.place_of(start + at), error.to_string())
            })?;
            let at = start + cells.position().map_or(0, |position| position.byte() as usize);
            // The reader begins a row behind the carriage return of the one before it.
            let at = at + text.as_bytes()[at..].iter().take_while(|byte| b"\r\n".contains(byte)).count();
            if let Some(before) = sheet.rows.last_mut() {
                before.bytes.end = at;
            }
            sheet.rows.push(SheetRow { cells, bytes: at..text.len() });
        }
        if !sheet.rows.is_empty() {
            sheet.header = sheet.rows.remove(0).cells().map(str::to_string).collect();
        }
        Ok(sheet)
    }

    /// The names of its columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Its rows below the header.
    pub fn rows(&self) -> &[SheetRow] {
        &self.rows
    }

    /// How it is written.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The column of a name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name)
    }

    /// A cell of a row; empty where there is none.
    pub fn cell<'r>(&self, row: &'r SheetRow, name: &str) -> &'r str {
        self.column(name).map_or("", |at| row.cell(at))
    }

    /// A row as it is written, without its line end.
    pub fn written(&self, row: &SheetRow) -> &'t str {
        self.text[row.bytes.clone()].trim_end_matches(['\r', '\n'])
    }

    /// Where a row stands, or a cell of it.
    pub fn place(&self, row: &SheetRow, cell: Option<usize>) -> Place {
        let place = self.place_of(row.bytes.start);
        let Some(cell) = cell.filter(|&cell| cell < row.cells.len()) else { return place };
        let (below, column) = self.dialect.cell_start(&self.text[row.bytes.clone()], cell);
        Place { line: place.line + below, column, ..place }
    }

    /// Where a name of a column stands.
    pub fn header_place(&self, index: usize) -> Place {
        let header = self.text.trim_start_matches(BYTE_ORDER_MARK);
        let (below, column) = self.dialect.cell_start(header, index);
        Place { file: self.file.into(), line: 1 + below, column }
    }

    fn place_of(&self, byte: usize) -> Place {
        let line = self.text[..byte].matches('\n').count() as u32 + 1;
        Place { file: self.file.into(), line, column: 0 }
    }

    /// The text with a row more at its end.
    pub fn with(&self, line: &str) -> String {
        let end = self.dialect.line_end();
        match self.text.ends_with('\n') {
            true => format!("{}{line}{end}", self.text),
            false => format!("{}{end}{line}", self.text),
        }
    }

    /// The text with another line in the place of a row.
    pub fn with_instead(&self, row: &SheetRow, line: &str) -> String {
        let end = row.bytes.start + self.written(row).len();
        format!("{}{line}{}", &self.text[..row.bytes.start], &self.text[end..])
    }

    /// The text without a row. What stays is byte for byte what it was.
    pub fn without(&self, row: &SheetRow) -> String {
        let Range { mut start, end } = row.bytes;
        if !self.text[..end].ends_with('\n') {
            start = self.text[..start].trim_end_matches('\n').trim_end_matches('\r').len();
        }
        format!("{}{}", &self.text[..start], &self.text[end..])
    }

    /// The text with columns more, which are empty in every row.
    pub fn with_columns(&self, names: &[&str]) -> String {
        let Some(last) = names.len().checked_sub(1) else { return self.text.to_string() };
        let header = self.rows.first().map_or(self.text.len(), |row| row.bytes.start);
        let (header, ends) = split_end(&self.text[..header]);
        let added = self.dialect.line(names);
        let mut text = format!("{header}{}{added}{ends}", self.dialect.delimiter());
        for row in &self.rows {
            let (line, ends) = split_end(&self.text[row.bytes.clone()]);
            let missing = self.header.len().saturating_sub(row.cells.len());
            text += line;
            text.extend(std::iter::repeat_n(self.dialect.delimiter(), missing + last + 1));
            text += ends;
        }
        text
    }
}

/// A line, and what ends it.
fn split_end(line: &str) -> (&str, &str) {
    line.split_at(line.trim_end_matches(['\r', '\n']).len())
}

/// The text of a table: UTF-8, or the Windows-1252 that Excel writes in western Europe; and whether it is the latter.
///
/// # Errors
/// The number of the first line that is neither. Code pages of DOS and the Mac are not taken for Windows-1252: their letters with
/// accents would be signs that no table has.
pub fn decode(bytes: Vec<u8>) -> std::result::Result<(String, bool), u32> {
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Ok((text, false)),
        Err(error) => error,
    };
    let line = |at: usize| error.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count() as u32 + 1;
    let mut text = String::with_capacity(error.as_bytes().len());
    for (at, &byte) in error.as_bytes().iter().enumerate() {
        text.push(match byte {
            0x80..0xA0 => windows_1252(byte).ok_or_else(|| line(at))?,
            // ISO 8859-1, whose numbers are those of Unicode.
            _ => char::from(byte),
        });
    }
    Ok((text, true))
}

/// What French and English are written with of the 32 signs in which Windows-1252 differs from ISO 8859-1.
fn windows_1252(byte: u8) -> Option<char> {
    Some(match byte {
        0x80 => '€',
        0x85 => '…',
        0x8C => 'Œ',
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x96 => '–',
        0x97 => '—',
        0x9C => 'œ',
        _ => return None,
    })
}

/// Whether a spreadsheet would compute a text. OWASP, “CSV Injection”; the full-width signs count as well.
pub fn is_formula(text: &str) -> bool {
    !text.starts_with(|first: char| first.is_ascii_alphanumeric())
        && text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// A cell without the `'` that keeps a spreadsheet from computing it.
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_formula(text.trim_start_matches('\'')) => text,
        _ => cell,
    }
}

/// The most frequent of the usual delimiters in the first line, outside quotes; a comma where there is none.
pub fn usual_delimiter(head: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters() {
        for (head, wanted) in [
            ("id,text,title\n1,a;b;c;d;e,f", b','),
            ("id;text;title\n", b';'),
            ("id\ttext", b'\t'),
            ("text\na;b", b','),
            ("id|text|title\n", b'|'),
            ("\"a;b;c;d\",text", b','),
            ("\n\nid;text\n", b';'),
            ("", b','),
        ] {
            assert_eq!(usual_delimiter(head.as_bytes()), wanted, "{head}");
        }
    }

    /// Tables of a row each, as different programs write them.
    const TABLES: [&str; 6] = [
        "a,b\nx,\"y, z\"\n",
        "a,b\nx,\"y, z\"",
        "a;b\r\nx;y, z\r\n",
        "\u{feff}a;b\r\nx;y, z\r\n",
        "a\tb\n\nx\ty, z\n\n",
        "\u{feff}\"a\";\"b\"\r\n\"x\";\"y, z\"",
    ];

    #[test]
    fn the_dialect_is_kept() {
        for text in TABLES {
            let sheet = Sheet::read("t.csv", text).unwrap();
            assert_eq!(sheet.header(), ["a", "b"], "{text}");
            let row = &sheet.rows()[0];
            assert_eq!((sheet.cell(row, "a"), sheet.cell(row, "b"), sheet.cell(row, "c")), ("x", "y, z", ""));
            let longer = sheet.with(&sheet.dialect().line(&["é", "\"u\" ; v, w\nx"]));
            assert!(longer.starts_with(text.trim_end_matches('\n')), "{longer:?}");
            let again = Sheet::read("t.csv", &longer).unwrap();
            assert_eq!(again.dialect(), sheet.dialect(), "{longer:?}");
            assert_eq!(again.rows()[1].cells().collect::<Vec<_>>(), ["é", "\"u\" ; v, w\nx"]);
            assert_eq!(again.without(&again.rows()[1]), text);
            let other = sheet.with_instead(row, &sheet.dialect().line(&["x", "y"]));
            assert_eq!(other, text.replace("\"y, z\"", "y").replace("y, z", "y").replace("\"x\"", "x"));
        }
    }

    #[test]
    fn columns_are_added_to_every_row() {
        let sheet = Sheet::read("t.csv", "\u{feff}a;b\r\nx\r\n\r\n\"y\nz\";2\r\n").unwrap();
        let wider = sheet.with_columns(&["c", "d"]);
        assert_eq!(wider, "\u{feff}a;b;c;d\r\nx;;;\r\n\r\n\"y\nz\";2;;\r\n");
        assert_eq!(sheet.with_columns(&[]), "\u{feff}a;b\r\nx\r\n\r\n\"y\nz\";2\r\n");
        assert_eq!(Sheet::read("t.csv", "a").unwrap().with_columns(&["b"]), "a,b");
    }

    #[test]
    fn places_are_those_of_cells_over_lines() {
        let sheet = Sheet::read("t.csv", "\u{feff}a;b;c\r\n\r\n\"x\r\ny\";é;\"z\"\r\n1;2;3").unwrap();
        let place = |row: usize, cell| sheet.place(&sheet.rows()[row], cell).to_string();
        assert_eq!((place(0, None), place(0, Some(0))), ("t.csv:3".into(), "t.csv:3:1".into()));
        assert_eq!((place(0, Some(1)), place(0, Some(2))), ("t.csv:4:4".into(), "t.csv:4:6".into()));
        assert_eq!((place(1, Some(2)), place(1, Some(9))), ("t.csv:5:5".into(), "t.csv:5".into()));
        assert_eq!(sheet.header_place(2).to_string(), "t.csv:1:5");
    }

    #[test]
    fn one_guard_is_taken_off() {
        for (cell, text) in
            [("'=1", "=1"), ("' -x", " -x"), ("''=1", "'=1"), ("'été", "'été"), ("=1", "=1"), ("'", "'")]
        {
            assert_eq!(unguarded(cell), text);
        }
    }

    #[test]
    fn windows_1252_is_told_from_other_code_pages() {
        let read = |bytes: &[u8]| decode(bytes.to_vec());
        assert_eq!(read("é’".as_bytes()), Ok(("é’".into(), false)));
        assert_eq!(read(b"Ko\xefta d\x92\xe9t\xe9, \x9cil"), Ok(("Koïta d’été, œil".into(), true)));
        assert_eq!(read(b"a\ng\x82n\x82ral"), Err(2), "code page 850");
        assert_eq!(read(b"a\n\ng\x8en\x8eral"), Err(3), "Mac Roman");
    }
}
