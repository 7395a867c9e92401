//! The table of what other lists change.

use super::{
    Column, Table, TableRow,
    Value::{Integer, Text},
    document::{Heading, OfDocument, date, document, source_name},
    text,
};
use crate::model::{Difference, Shown};

/// A difference, and the first sentence that shows it.
pub(in crate::export) struct DifferenceRow<'d> {
    difference: &'d Difference,
}

impl<'d> DifferenceRow<'d> {
    /// One row a difference.
    pub(in crate::export) fn all(differences: &'d [Difference]) -> impl Iterator<Item = DifferenceRow<'d>> {
        differences.iter().map(|difference| DifferenceRow { difference })
    }

    /// The table.
    pub(in crate::export) fn table() -> Table<'d, DifferenceRow<'d>> {
        const SAYS: &str = "\
            What `palabre compare` writes: one row per difference between two readings of the same documents. Links come first, then\n\
            mentions and relations, the most frequent first. [What an edit does](import.md#what-an-edit-does).";
        Table::new("differences", SAYS, &[DifferenceRow::COLUMNS])
    }

    fn shown(&self) -> Option<&'d Shown> {
        self.difference.shown.first()
    }
}

impl<'d> OfDocument<'d> for DifferenceRow<'d> {
    fn heading(&self) -> Option<Heading<'d>> {
        self.shown().map(|shown| (&shown.document).into())
    }
}

impl<'d> TableRow<'d> for DifferenceRow<'d> {
    const COLUMNS: &'d [Column<'d, Self>] = &[
        Column {
            name: "Of",
            says: "`link` (whom a name means), `mention` (what is a name) or `relation`",
            value: Text(|row| text(row.difference.of.name())),
        },
        Column {
            name: "Change",
            says: "`new`, `gone` or `changed`",
            value: Text(|row| text(row.difference.way())),
        },
        Column {
            name: "Name",
            says: "The name as the texts have it; of a relation its type",
            value: Text(|row| text(&row.difference.name)),
        },
        Column {
            name: "Before",
            says: "Before the change: id of whom the name means (`–`: nobody), kind and words of a mention, ends of a relation and how it is said; empty: nothing",
            value: Text(|row| text(&row.difference.before)),
        },
        Column { name: "After", says: "The same after it", value: Text(|row| text(&row.difference.after)) },
        Column {
            name: "Count",
            says: "How often it is so",
            value: Integer(|row| Some(row.difference.count)),
        },
        Column {
            name: "Documents",
            says: "In how many documents",
            value: Integer(|row| Some(row.difference.documents)),
        },
        document().saying("Id of the first document, by id, that shows it"),
        date(),
        source_name(),
        Column { name: "Text", says: "Its sentence", value: Text(|row| text(&row.shown()?.text)) },
    ];
}
