//! The columns that say which document a row is of.

use super::{
    Column,
    Value::{self, Text},
    text,
};
use crate::model::{Citation, Date, Document};
use std::sync::Arc;

/// What rows say of a document.
pub(super) struct Heading<'r> {
    id: &'r str,
    title: Option<&'r str>,
    date: Option<Date>,
    source: Option<&'r str>,
}

/// A row that is of a document.
pub(super) trait OfDocument<'r> {
    /// What it says of the document; nothing where there is none.
    fn heading(&self) -> Option<Heading<'r>>;
}

impl<'r> From<&'r Document> for Heading<'r> {
    fn from(document: &'r Document) -> Heading<'r> {
        let Document { id, title, date, source, .. } = document;
        Heading { id, title: title.as_deref(), date: *date, source: source.as_deref() }
    }
}

impl<'r> From<&'r Arc<Citation>> for Heading<'r> {
    fn from(document: &'r Arc<Citation>) -> Heading<'r> {
        (&**document).into()
    }
}

impl<'r> From<&'r Citation> for Heading<'r> {
    fn from(document: &'r Citation) -> Heading<'r> {
        let Citation { id, title, date, source, .. } = document;
        Heading { id, title: title.as_deref(), date: *date, source: source.as_deref() }
    }
}

/// Its id.
pub(super) const fn document<'r, R: OfDocument<'r>>() -> Column<'r, R> {
    Column {
        name: "Document",
        says: "Id of the document",
        value: Text(|row| row.heading().and_then(|heading| text(heading.id))),
    }
}

/// Its title.
pub(super) const fn title<'r, R: OfDocument<'r>>() -> Column<'r, R> {
    Column {
        name: "Title",
        says: "Title of the document",
        value: Text(|row| row.heading()?.title.and_then(text)),
    }
}

/// Its date.
pub(super) const fn date<'r, R: OfDocument<'r>>() -> Column<'r, R> {
    Column { name: "Date", says: "Date of the document", value: Value::Date(|row| row.heading()?.date) }
}

/// Its source.
pub(super) const fn source_name<'r, R: OfDocument<'r>>() -> Column<'r, R> {
    Column {
        name: "SourceName",
        says: "Source of the document: its newspaper, agency or site",
        value: Text(|row| row.heading()?.source.and_then(text)),
    }
}

impl<'r, R> Column<'r, R> {
    /// The same column, saying something else.
    pub(super) const fn saying(self, says: &'static str) -> Column<'r, R> {
        Column { says, ..self }
    }
}
