//! A sheet, cell by cell: its header, and of the rows below it what documents are made of.

use crate::{
    error::{Error, Result},
    input::{
        File, Options, Read,
        allowance::{Allowance, damaged},
        csv::Columns,
        file::DocumentStream,
        row::{self, DocumentBuilder, Draft},
    },
};
use csv::{ByteRecordsIntoIter, ReaderBuilder, Writer};
use std::{fmt, io::Cursor, ops::Range, vec};

/// What a row costs of the allowance, beside its text, where it is one of many that stand in one place: hardly ever do two articles
/// say the same.
const REPEATED: usize = 1 << 10;

/// The tables of a workbook.
pub(super) struct Tables {
    file: File,
    options: Options,
    allowance: Allowance,
    tables: Vec<Table>,
    /// The header of the first sheet that has no text column.
    other: Option<Vec<String>>,
    /// Why sheets cannot be read, or not to their end.
    broken: Vec<Error>,
}

impl Tables {
    pub fn new(file: &File, allowance: Allowance, options: &Options) -> Tables {
        let (file, options) = (file.clone(), options.clone());
        Tables { file, options, allowance, tables: vec![], other: None, broken: vec![] }
    }

    /// A sheet whose cells will come. Rows of further tables have its name in their ids.
    pub fn begin(&self, name: &str) -> Sheet {
        let mut file = self.file.clone();
        if !self.tables.is_empty() {
            file.id = format!("{}/{name}", file.id);
        }
        let (options, allowance) = (self.options.clone(), self.allowance.clone());
        Sheet { file, name: name.to_owned(), options, allowance, row: 0, part: Part::Header(vec![]) }
    }

    /// Adds a sheet. One that is broken was read up to there.
    ///
    /// # Errors
    ///
    /// It holds more than such a file may, or names the text twice.
    pub fn end<E: fmt::Display>(&mut self, mut sheet: Sheet, read: std::result::Result<(), E>) -> Result<()> {
        sheet.end_row(1);
        match sheet.part {
            Part::Rows { table, .. } => self.tables.push(*table),
            Part::Other(header) => drop(self.other.get_or_insert(header)),
            Part::Refused(error) => return Err(error),
            Part::Header(_) => {}
        }
        if let Err(error) = read {
            self.fail(&sheet.name, &error);
        }
        Ok(())
    }

    /// Remembers that a sheet cannot be read.
    pub fn fail(&mut self, name: &str, error: &dyn fmt::Display) {
        self.broken.push(damaged(&self.file.path, &format!("sheet {name:?}: {error}")));
    }

    /// The documents of the rows. Without a text column anywhere, the error names the columns of the first sheet.
    pub fn documents(self) -> Result<DocumentStream> {
        let Tables { file, options, tables, other, broken, .. } = self;
        if let (true, Some(header)) = (tables.is_empty(), other) {
            Columns::of(&header, &options, &DocumentBuilder::new(&file, &options))?;
        }
        let rows = Rows { tables: tables.into_iter(), open: None, options };
        Ok(Box::new(rows.map(Ok).chain(broken.into_iter().map(Err))))
    }
}

/// A sheet whose cells come, row by row.
pub(super) struct Sheet {
    file: File,
    name: String,
    options: Options,
    allowance: Allowance,
    /// The row of the cells that came last.
    row: u32,
    part: Part,
}

/// What the cells are of.
enum Part {
    /// The first row that has any, so far.
    Header(Vec<(u32, String)>),
    /// The rows of a table. `at` is where what is kept stands in the sheet, `cells` what the last row has there.
    Rows { table: Box<Table>, at: Vec<u32>, cells: Vec<String> },
    /// A sheet of other things, under this header.
    Other(Vec<String>),
    /// A table that is not read.
    Refused(Error),
}

impl Sheet {
    /// Takes what stands in some columns of a row. It is asked for where it is wanted.
    pub fn cell(&mut self, row: u32, columns: Range<u32>, text: impl FnOnce() -> String) {
        if row != self.row {
            self.end_row(1);
            self.row = row;
        }
        match &mut self.part {
            Part::Header(cells) => {
                let text = text();
                if !text.is_empty() {
                    // Two say as much as many: that a name is not that of one column.
                    cells.extend(columns.take(2).map(|column| (column, text.clone())));
                }
            }
            Part::Rows { at, cells, .. } => {
                let mut wanted = (0..at.len()).filter(|&kept| columns.contains(&at[kept]));
                if let Some(first) = wanted.next() {
                    cells[first] = text();
                    wanted.for_each(|kept| cells[kept] = cells[first].clone());
                }
            }
            Part::Other(_) | Part::Refused(_) => {}
        }
    }

    /// Ends the row of the last cells, which stands there so many times.
    pub fn end_row(&mut self, times: u32) {
        let ended = match &mut self.part {
            Part::Header(cells) if !cells.is_empty() => {
                let header = std::mem::take(cells);
                self.below(header).map(|part| self.part = part)
            }
            Part::Rows { .. } => self.keep(times),
            _ => Ok(()),
        };
        if let Err(error) = ended {
            self.part = Part::Refused(error);
        }
    }

    /// What comes below a header.
    fn below(&self, header: Vec<(u32, String)>) -> Result<Part> {
        let (at, names): (Vec<u32>, Vec<String>) =
            header.into_iter().map(|(column, name)| (column, name.trim().to_owned())).unzip();
        if row::text_columns_of(&names, &self.options).is_err() {
            return Ok(Part::Other(names));
        }
        let builder = DocumentBuilder::new(&self.file, &self.options);
        let columns = Columns::of(&names, &self.options, &builder)?;
        let mut kept: Vec<usize> = columns.all().collect();
        kept.sort_unstable();
        kept.dedup();
        let (at, cells) = (kept.iter().map(|&column| at[column]).collect(), vec![String::new(); kept.len()]);
        let table = Table { builder, columns, kept, rows: Writer::from_writer(vec![]) };
        Ok(Part::Rows { table: Box::new(table), at, cells })
    }

    fn keep(&mut self, times: u32) -> Result<()> {
        let Part::Rows { table, cells, .. } = &mut self.part else { return Ok(()) };
        if cells.iter().any(|cell| !cell.is_empty()) {
            let length: usize = cells.iter().map(|cell| cell.len() + 1).sum();
            let length = length + if times > 1 { REPEATED } else { 0 };
            for row in (self.row..).take(times as usize) {
                self.allowance.take(&self.file.path, length as u64)?;
                table.add(row, cells);
            }
            cells.iter_mut().for_each(String::clear);
        }
        Ok(())
    }
}

/// What is kept of a sheet: the columns of the header that documents are made of, and these of the rows as CSV, behind the number of
/// the row.
struct Table {
    builder: DocumentBuilder,
    columns: Columns,
    kept: Vec<usize>,
    rows: Writer<Vec<u8>>,
}

impl Table {
    fn add(&mut self, row: u32, cells: &[String]) {
        let number = (u64::from(row) + 1).to_string();
        let record = std::iter::once(number.as_str()).chain(cells.iter().map(String::as_str));
        self.rows.write_record(record).expect("memory can be written to");
    }

    fn open(self) -> OpenTable {
        let Table { builder, columns, kept, rows } = self;
        let bytes = rows.into_inner().expect("memory can be written to");
        let reader = ReaderBuilder::new().has_headers(false).from_reader(Cursor::new(bytes));
        OpenTable { builder, columns, kept, rows: reader.into_byte_records() }
    }
}

/// A table that is read again.
struct OpenTable {
    builder: DocumentBuilder,
    columns: Columns,
    kept: Vec<usize>,
    rows: ByteRecordsIntoIter<Cursor<Vec<u8>>>,
}

impl Iterator for OpenTable {
    type Item = Draft;

    fn next(&mut self) -> Option<Draft> {
        let OpenTable { builder, columns, kept, rows } = self;
        let record = rows.next()?.expect("what was written is read");
        let number = str::from_utf8(&record[0]).ok().and_then(|number| number.parse().ok());
        let cell = |column: usize| record.get(1 + kept.binary_search(&column).ok()?);
        Some(columns.draft(cell, number.expect("rows have their number"), builder))
    }
}

/// The rows that are still to be made documents.
struct Rows {
    tables: vec::IntoIter<Table>,
    open: Option<OpenTable>,
    options: Options,
}

impl Iterator for Rows {
    type Item = Read;

    fn next(&mut self) -> Option<Read> {
        loop {
            if let Some(draft) = self.open.as_mut().and_then(Iterator::next) {
                return Some(draft.read(&self.options));
            }
            self.open = Some(self.tables.next()?.open());
        }
    }
}
