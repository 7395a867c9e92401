//! Workbooks: each sheet whose first row names the text column is a table, and its rows are documents as those of CSV are.
//!
//! A cell may stand at the far end of a sheet that is empty else: sheets are read cell by cell, and what is kept of them grows with
//! the cells that are there.

mod biff;
mod open_document;
mod sheet;

pub(super) use open_document::ods;

use super::{
    File, Options,
    allowance::{Allowance, damaged},
    archive::Archive,
    file::DocumentStream,
    open::Opened,
};
use crate::error::{Error, Result};
use biff::Refusal;
use calamine::{Cell, Data, DataRef, Reader, Xls, Xlsb, Xlsx, XlsxError};
use sheet::{Sheet, Tables};
use std::{fmt, io::Cursor, ops::Range};

/// A workbook in memory.
type Bytes = Cursor<Vec<u8>>;

/// The documents of a workbook of Office Open XML.
pub(super) fn xlsx(file: &File, archive: Archive, options: &Options) -> Result<DocumentStream> {
    let (mut book, mut tables) = opened::<Xlsx<Bytes>>(file, archive.into_checked(file)?, options)?;
    for name in book.sheet_names() {
        let cells = book.worksheet_cells_reader(&name);
        // A diagram may have a sheet of its own.
        if !matches!(cells, Err(XlsxError::NotAWorksheet(_))) {
            read_sheet(&mut tables, &name, cells, |cells| cells.next_cell())?;
        }
    }
    tables.documents()
}

/// The documents of a binary workbook of Excel.
pub(super) fn xlsb(file: &File, archive: Archive, options: &Options) -> Result<DocumentStream> {
    let (mut book, mut tables) = opened::<Xlsb<Bytes>>(file, archive.into_checked(file)?, options)?;
    for name in book.sheet_names() {
        read_sheet(&mut tables, &name, book.worksheet_cells_reader(&name), |cells| cells.next_cell())?;
    }
    tables.documents()
}

/// The documents of a workbook of Excel 97.
pub(super) fn xls(file: &File, opened: Opened, options: &Options) -> Result<DocumentStream> {
    let mut bytes = opened.whole(&file.path)?;
    biff::check(&mut bytes).map_err(|refusal| match refusal {
        Refusal::Blank { rows, columns } => {
            let message = format!("a sheet of {rows} rows and {columns} columns, nearly all of them blank");
            Error::input(&file.path, message).with_hint("save it as .xlsx or as CSV")
        }
        Refusal::Circle => damaged(&file.path, &"its sectors follow one another in a circle"),
    })?;
    let (mut book, mut tables) = self::opened::<Xls<Bytes>>(file, bytes, options)?;
    for name in book.sheet_names() {
        let mut sheet = tables.begin(&name);
        let read = book.worksheet_range(&name).map(|range| {
            let (row, column) = range.start().unwrap_or_default();
            for (below, beside, value) in range.used_cells() {
                sheet.cell(row + below as u32, one(column + beside as u32), || cell_text(value));
            }
        });
        tables.end(sheet, read)?;
    }
    tables.documents()
}

fn opened<R: Reader<Bytes>>(file: &File, bytes: Vec<u8>, options: &Options) -> Result<(R, Tables)>
where
    R::Error: fmt::Display,
{
    let tables = Tables::new(file, Allowance::of_file(bytes.len()), options);
    let book = R::new(Cursor::new(bytes)).map_err(|error| damaged(&file.path, &error))?;
    Ok((book, tables))
}

/// Reads a sheet cell by cell; one that cannot be opened is told.
fn read_sheet<'c, C, E: fmt::Display>(
    tables: &mut Tables,
    name: &str,
    cells: std::result::Result<C, E>,
    mut next: impl FnMut(&mut C) -> std::result::Result<Option<Cell<DataRef<'c>>>, E>,
) -> Result<()> {
    match cells {
        Ok(mut cells) => {
            let mut sheet = tables.begin(name);
            let read = take_all(&mut sheet, || next(&mut cells));
            tables.end(sheet, read)
        }
        Err(error) => {
            tables.fail(name, &error);
            Ok(())
        }
    }
}

/// Takes the cells of a sheet until there are none.
fn take_all<'c, E>(
    sheet: &mut Sheet,
    mut next: impl FnMut() -> std::result::Result<Option<Cell<DataRef<'c>>>, E>,
) -> std::result::Result<(), E> {
    while let Some(cell) = next()? {
        let (row, column) = cell.get_position();
        sheet.cell(row, one(column), || cell_text(&cell.get_value().clone().into()));
    }
    Ok(())
}

/// The one column.
fn one(column: u32) -> Range<u32> {
    column..column.saturating_add(1)
}

/// What a cell shows, days as `2025-05-08`.
fn cell_text(cell: &Data) -> String {
    match cell {
        Data::DateTime(time) if time.is_datetime() => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Error(_) => String::new(),
        cell => cell.to_string(),
    }
}
