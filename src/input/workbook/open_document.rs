//! Sheets of OpenDocument (ISO/IEC 26300). A row or a cell says how many times it stands there: the blank rest of a sheet is one
//! element.

use super::sheet::{Sheet, Tables};
use crate::{
    error::Result,
    input::{
        File, Options,
        allowance::damaged,
        archive::Archive,
        file::DocumentStream,
        office::{OPEN_DOCUMENT, Paragraphs},
        xml::{self, Tag, Token},
    },
};
use std::convert::Infallible;

/// Rows of a sheet, as LibreOffice and Excel have them.
const MOST_ROWS: u32 = 1 << 20;
const CELLS: [&str; 2] = ["table-cell", "covered-table-cell"];

/// The documents of a workbook of OpenDocument, whose content is given.
pub(in crate::input) fn ods(
    file: &File,
    archive: &Archive,
    content: &str,
    options: &Options,
) -> Result<DocumentStream> {
    let mut walk = Walk {
        tables: Tables::new(file, archive.allowance.clone(), options),
        sheet: None,
        depth: 0,
        row: Repeated::default(),
        column: Repeated::default(),
        cell: None,
        refused: Ok(()),
    };
    let ended = xml::walk(content, |token| walk.take(token));
    walk.end_sheet();
    walk.refused?;
    if let Err(error) = ended {
        return Err(damaged(&file.path, &error));
    }
    walk.tables.documents()
}

/// Where a walk over the content is.
struct Walk {
    tables: Tables,
    sheet: Option<Sheet>,
    /// Tables that are open inside the sheet, itself included: a cell may hold another.
    depth: usize,
    row: Repeated,
    column: Repeated,
    cell: Option<OpenCell>,
    refused: Result<()>,
}

/// The place of what is open, and how many times it stands there.
#[derive(Default)]
struct Repeated {
    at: u32,
    times: u32,
}

impl Repeated {
    /// The one that a tag opens, behind the last.
    fn next(&self, tag: &Tag, attribute: &str, most: u32) -> Repeated {
        let at = self.at.saturating_add(self.times);
        let times = tag.attribute(attribute).and_then(|times| times.parse().ok()).unwrap_or(1);
        Repeated { at, times: most.saturating_sub(at).min(times) }
    }
}

/// A cell: the value that it says it has, and what it shows.
#[derive(Default)]
struct OpenCell {
    value: Option<String>,
    shown: Paragraphs,
}

impl Walk {
    fn take(&mut self, token: Token) {
        match &token {
            Token::Open(tag) if tag.name() == "table" => self.begin_table(tag),
            Token::Close("table") => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.end_sheet();
                }
            }
            Token::Open(tag) if self.depth == 1 && tag.name() == "table-row" => {
                self.row = self.row.next(tag, "number-rows-repeated", MOST_ROWS);
                self.column = Repeated::default();
            }
            Token::Open(tag) if self.depth == 1 && CELLS.contains(&tag.name()) => {
                self.column = self.column.next(tag, "number-columns-repeated", u32::MAX);
                self.cell = Some(OpenCell { value: value(tag), ..OpenCell::default() });
            }
            Token::Close(name) if self.depth == 1 && CELLS.contains(name) => self.end_cell(),
            Token::Close("table-row") if self.depth == 1 => {
                if let Some(sheet) = &mut self.sheet {
                    sheet.end_row(self.row.times);
                }
            }
            _ => {
                if let Some(cell) = &mut self.cell {
                    cell.shown.take(token, &OPEN_DOCUMENT);
                }
            }
        }
    }

    fn begin_table(&mut self, tag: &Tag) {
        self.depth += 1;
        if self.depth == 1 {
            self.sheet = Some(self.tables.begin(&tag.attribute("name").unwrap_or_default()));
            (self.row, self.cell) = (Repeated::default(), None);
        }
    }

    fn end_cell(&mut self) {
        let (Some(cell), Some(sheet)) = (self.cell.take(), &mut self.sheet) else { return };
        let Repeated { at, times } = self.column;
        let text = || cell.value.unwrap_or_else(|| cell.shown.lines());
        if self.row.times > 0 {
            sheet.cell(self.row.at, at..at.saturating_add(times), text);
        }
    }

    fn end_sheet(&mut self) {
        if let Some(sheet) = self.sheet.take() {
            let added = self.tables.end(sheet, Ok::<(), Infallible>(()));
            self.refused = std::mem::replace(&mut self.refused, Ok(())).and(added);
        }
    }
}

/// The number or the day of a cell; how it is shown is a matter of taste.
fn value(tag: &Tag) -> Option<String> {
    match tag.attribute("value-type")?.as_str() {
        "date" => tag.attribute("date-value"),
        "float" => tag.attribute("value"),
        _ => None,
    }
}
