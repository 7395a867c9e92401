//! The table of what changed from one graph to another.

use super::{
    Column, Table, TableRow,
    Value::{Decimal, List, Text},
    document::{Heading, OfDocument, date, document, source_name},
    text, texts,
};
use crate::model::{Change, ChangedActor};

/// Something that changed.
pub(in crate::export) struct ChangeRow<'c> {
    change: &'c Change,
}

impl<'c> ChangeRow<'c> {
    /// One row a change.
    pub(in crate::export) fn all(changes: &'c [Change]) -> impl Iterator<Item = ChangeRow<'c>> {
        changes.iter().map(|change| ChangeRow { change })
    }

    /// The table.
    pub(in crate::export) fn table() -> Table<'c, ChangeRow<'c>> {
        const SAYS: &str = "\
            What `palabre diff` writes: one row per change from the old graph to the new one. Relations come first, then offices,\n\
            ranks and ties; in these what is new, then what ended, changed, grew, shrank and vanished, the greatest change first.\n\
            [How graphs are compared](again.md#what-changed).";
        Table::new("changes", SAYS, &[ChangeRow::COLUMNS])
    }

    fn target(&self) -> Option<&'c ChangedActor> {
        self.change.target.as_ref()
    }
}

impl<'c> OfDocument<'c> for ChangeRow<'c> {
    fn heading(&self) -> Option<Heading<'c>> {
        self.change.evidence.as_ref().map(|evidence| (&evidence.passage.document).into())
    }
}

impl<'c> TableRow<'c> for ChangeRow<'c> {
    const COLUMNS: &'c [Column<'c, Self>] = &[
        Column {
            name: "Change",
            says: "`new`, `ended` (the new graph only denies it, or the dated office ended), `changed` (a rank or role that the old graph has not), `stronger`, `weaker` (its share of all weights, at p < 0.001), or `vanished` (the new graph says nothing of it)",
            value: Text(|row| text(row.change.way.name())),
        },
        Column {
            name: "Of",
            says: "`relation`, `office` (`holds_role`), `rank` or `tie` (co-occurrence)",
            value: Text(|row| text(row.change.of.name())),
        },
        Column {
            name: "Kind",
            says: "Kind of the edge: `appears_with`, `meets` …; `has_rank` of a rank",
            value: Text(|row| text(&row.change.kind)),
        },
        Column {
            name: "Source",
            says: "Id of the source node",
            value: Text(|row| text(&row.change.source.id)),
        },
        Column {
            name: "Target",
            says: "Id of the target node; empty of a rank",
            value: Text(|row| text(&row.target()?.id)),
        },
        Column {
            name: "SourceLabel",
            says: "Name of the source",
            value: Text(|row| text(&row.change.source.label)),
        },
        Column {
            name: "TargetLabel",
            says: "Name of the target",
            value: Text(|row| text(&row.target()?.label)),
        },
        Column {
            name: "SourceKind",
            says: "Kind of the source",
            value: Text(|row| text(row.change.source.kind.name())),
        },
        Column {
            name: "TargetKind",
            says: "Kind of the target",
            value: Text(|row| text(row.target()?.kind.name())),
        },
        Column {
            name: "OldWeight",
            says: "Weight in the old graph; of a rank the mentions with a rank",
            value: Decimal(|row| Some(row.change.old)),
        },
        Column {
            name: "NewWeight",
            says: "The same in the new graph",
            value: Decimal(|row| Some(row.change.new)),
        },
        Column {
            name: "LogLikelihood",
            says: "Log-likelihood ratio G² of the two weights, each as a share of all weights of relations, or ties, of its graph; empty of a rank",
            value: Decimal(|row| row.change.log_likelihood),
        },
        Column {
            name: "OldValues",
            says: "Ranks, or roles and other qualifiers, that the old graph has",
            value: List(|row| texts(&row.change.old_values)),
        },
        Column {
            name: "NewValues",
            says: "The same of the new graph",
            value: List(|row| texts(&row.change.new_values)),
        },
        document().saying(
            "Id of a document that shows it: of the new graph, or of the old one where the new has none",
        ),
        date().saying("Date of that document"),
        source_name().saying("Source of that document: its newspaper, agency or site"),
        Column {
            name: "Text",
            says: "Its sentence",
            value: Text(|row| text(&row.change.evidence.as_ref()?.passage.text)),
        },
    ];
}
