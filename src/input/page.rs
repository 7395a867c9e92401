//! What a reader finds in a file that is more than its text: the text, and what the file says of it.

use super::{File, Note, Options, Read, front, one_line, open, plain, repair};
use crate::{
    error::Result,
    model::{Date, Document},
};

/// The text of a file and its metadata.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Page {
    pub title: Option<String>,
    pub date: Option<Date>,
    /// A date that may be the day of something else, such as the first `<time>` of a web page.
    pub time: Option<Date>,
    pub source: Option<String>,
    pub text: String,
}

impl Page {
    /// The document: what the metadata lack is read off the first lines and the name of the file.
    pub fn document(self, file: &File, mut notes: Vec<Note>, options: &Options) -> Result<Read> {
        open::check_length(&file.path, self.text.len())?;
        let mut document = Document::new(&file.id, self.text);
        repair(&mut document, options, &mut notes);
        document.title = self.title.and_then(|title| one_line(&title, options));
        document.source = self.source.and_then(|source| one_line(&source, options));
        document.date = self.date;
        front::complete(&mut document, 0, &options.conventions);
        document.date = document.date.or_else(|| plain::file_date(&file.path)).or(self.time);
        Ok(Read::new(document, notes))
    }
}
