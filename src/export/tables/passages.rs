//! The table of the passages that the evidence behind the edges refers to.

use super::{
    Column, Table, TableRow,
    Value::{Integer, Text},
    document::{Heading, OfDocument, document},
    text,
};
use crate::model::{ActorGraph, Passage};
use std::collections::BTreeMap;

/// A sentence or larger window behind edges of a graph.
pub(in crate::export) struct PassageRow<'g> {
    passage: &'g Passage,
}

impl<'g> PassageRow<'g> {
    /// One row a passage, by document and place.
    pub(in crate::export) fn all(graph: &'g ActorGraph) -> impl Iterator<Item = PassageRow<'g>> {
        let evidence = graph.edges.iter().flat_map(|edge| &edge.evidence);
        let places = evidence.map(|of| (of.place(), &*of.passage));
        places.collect::<BTreeMap<_, _>>().into_values().map(|passage| PassageRow { passage })
    }

    /// The table.
    pub(in crate::export) fn table() -> Table<'g, PassageRow<'g>> {
        const SAYS: &str = "\
            One row for each sentence or larger window that has evidence, by document and place. `Document`, `Start` and `End` are\n\
            those of [evidence](#evidence).";
        Table::new("passages", SAYS, &[PassageRow::COLUMNS])
    }
}

impl<'g> OfDocument<'g> for PassageRow<'g> {
    fn heading(&self) -> Option<Heading<'g>> {
        Some((&self.passage.document).into())
    }
}

impl<'g> TableRow<'g> for PassageRow<'g> {
    const COLUMNS: &'g [Column<'g, Self>] = &[
        document(),
        Column {
            name: "Start",
            says: "Offset of its first code point",
            value: Integer(|row| Some(row.passage.start.into())),
        },
        Column {
            name: "End",
            says: "Offset after its last code point",
            value: Integer(|row| Some(row.passage.end.into())),
        },
        Column {
            name: "Text",
            says: "The passage on one line; cut with `…` after 2,000 characters",
            value: Text(|row| text(&row.passage.text)),
        },
    ];
}
