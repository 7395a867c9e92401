//! PDF: the text layer, in reading order (PDF 32000-1).
//!
//! Glyphs come from `pdf-extract`, page by page ([`glyphs`]), where a page says no more than it may ([`limits`]); [`layout`] makes columns, lines and paragraphs of where they stand;
//! [`furniture`] drops running heads and page numbers. Line ends and hyphens are then joined as in any hard-wrapped text. Offsets
//! are those of the text that this gives: a PDF has no other. With [`Options::pdf_command`] a program of one's own reads the file.

mod command;
mod furniture;
mod glyphs;
mod layout;
mod limits;
mod widths;

use super::{File, Note, Options, Read, front, open, plain, repair};
use crate::{
    error::{Error, Result},
    model::Document,
};
use glyphs::Fragment;
use limits::Budget;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The document of a PDF file.
///
/// # Errors
/// It is no PDF, is locked by a password, or has no text: a scan.
pub(super) fn read(file: &File, bytes: Vec<u8>, options: &Options) -> Result<Vec<Read>> {
    let mut notes = vec![];
    let text = match &options.pdf_command {
        Some(command) => command::text(command, file, &bytes)?,
        None => layer(file, &bytes, &mut notes)?,
    };
    if !text.contains(char::is_alphanumeric) {
        let error =
            Error::input(&file.path, "no text in it: its pages are pictures, as a scanner makes them");
        return Err(error
            .with_hint("let a program recognise the text first, such as `ocrmypdf -l fra IN.pdf OUT.pdf`"));
    }
    open::check_length(&file.path, text.len())?;
    let mut document = Document::new(&file.id, text);
    repair(&mut document, options, &mut notes);
    if options.pdf_command.is_none() {
        options.conventions.lines().join_columns(&mut document);
    }
    document.date = plain::file_date(&file.path);
    front::complete(&mut document, 0, &options.conventions);
    Ok(vec![Read::new(document, notes)])
}

/// The text layer.
fn layer(file: &File, bytes: &[u8], notes: &mut Vec<Note>) -> Result<String> {
    let broken = |what: String| {
        let hint = "open it in a viewer; where that works, try --pdf-command `pdftotext {} -`, or print it to a new PDF";
        Error::input(&file.path, what).with_hint(hint)
    };
    let loaded = catch_unwind(|| load(bytes)).unwrap_or_else(|_| Err("the reader failed on it".into()));
    let pdf = loaded.map_err(|what| broken(format!("a PDF that cannot be read: {what}")))?;
    let mut budget = Budget::of_file(bytes.len());
    let (mut pages, mut failed): (Vec<Vec<Fragment>>, Vec<u32>) = (vec![], vec![]);
    for (number, id) in pdf.get_pages() {
        let mut read = || budget.take(&pdf, id).and_then(|()| glyphs::page(&pdf, number));
        match catch_unwind(AssertUnwindSafe(&mut read)) {
            Ok(Some(page)) => pages.push(page),
            _ => failed.push(number),
        }
    }
    if pages.is_empty() {
        return Err(broken("a PDF of which no page can be read".into()));
    }
    if !failed.is_empty() {
        notes.push(Note::LostPages { pages: failed });
    }
    furniture::remove(&mut pages);
    let pages: Vec<String> = pages.into_iter().map(layout::text).collect();
    Ok(pages.join("\n\x0C"))
}

fn load(bytes: &[u8]) -> std::result::Result<pdf_extract::Document, String> {
    let mut pdf = limits::load(bytes)?;
    widths::spell_out(&mut pdf);
    Ok(pdf)
}
