//! Workbooks: each sheet whose first row names the text column is a table, read as CSV is.

use super::{
    File, Options,
    allowance::{Allowance, damaged},
    archive::Archive,
    csv as table,
    file::{DocumentStream, DraftStream},
    open::Opened,
    row,
};
use crate::error::{Error, Result};
use calamine::{Data, Ods, Range, Reader, Xls, Xlsb, Xlsx};
use std::{fmt, io::Cursor};

/// A workbook in memory.
type Bytes = Cursor<Vec<u8>>;

/// The documents of a workbook of Office Open XML.
pub(super) fn xlsx(file: &File, archive: Archive, options: &Options) -> Result<DocumentStream> {
    tables::<Xlsx<Bytes>>(file, archive.into_checked(file)?, options)
}

/// The documents of a binary workbook of Excel.
pub(super) fn xlsb(file: &File, archive: Archive, options: &Options) -> Result<DocumentStream> {
    tables::<Xlsb<Bytes>>(file, archive.into_checked(file)?, options)
}

/// The documents of a workbook of OpenDocument.
pub(super) fn ods(file: &File, archive: Archive, options: &Options) -> Result<DocumentStream> {
    tables::<Ods<Bytes>>(file, archive.into_checked(file)?, options)
}

/// The documents of a workbook of Excel 97.
pub(super) fn xls(file: &File, opened: Opened, options: &Options) -> Result<DocumentStream> {
    let bytes = opened.whole(&file.path)?;
    tables::<Xls<Bytes>>(file, bytes, options)
}

fn tables<R: Reader<Bytes>>(file: &File, bytes: Vec<u8>, options: &Options) -> Result<DocumentStream>
where
    R::Error: fmt::Display,
{
    let allowance = Allowance::of_file(bytes.len());
    let mut workbook = R::new(Cursor::new(bytes)).map_err(|error| damaged(&file.path, &error))?;
    let (mut tables, mut first) = (vec![], None);
    for (_, range) in workbook.worksheets() {
        let (rows, columns) = range.get_size();
        if rows == 0 {
            continue;
        }
        // A far cell makes a table of nothing but blanks.
        if (rows as u64).saturating_mul(columns as u64) > super::allowance::FREE {
            return Err(Error::input(&file.path, format!("a sheet of {rows} rows and {columns} columns"))
                .with_hint("save the table that holds the texts as CSV"));
        }
        let rows = csv_of(&range, &allowance, file)?;
        match has_text_column(&range, options) {
            true => tables.push(rows),
            false => first = first.or(Some(rows)),
        }
    }
    // Without a text column anywhere, the first sheet is read: its error names the columns that there are.
    if tables.is_empty() {
        tables.extend(first);
    }
    let options = Options { delimiter: Some(b','), ..options.clone() };
    let tables: Result<Vec<DraftStream>> =
        tables.into_iter().map(|rows| table::rows(file, Opened::of_bytes(rows), &options)).collect();
    Ok(Box::new(tables?.into_iter().flatten().map(move |draft| Ok(draft?.read(&options)))))
}

fn has_text_column(range: &Range<Data>, options: &Options) -> bool {
    let Some(header) = range.rows().next() else { return false };
    let names: Vec<String> = header.iter().map(|cell| cell_text(cell).trim().to_owned()).collect();
    row::text_columns_of(&names, options).is_ok()
}

/// The rows of a sheet as CSV.
fn csv_of(range: &Range<Data>, allowance: &Allowance, file: &File) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(vec![]);
    for row in range.rows() {
        let cells: Vec<String> = row.iter().map(cell_text).collect();
        writer.write_record(&cells).expect("memory can be written to");
    }
    let bytes = writer.into_inner().expect("memory can be written to");
    allowance.read(&file.path, bytes.as_slice(), bytes.len() as u64)
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
