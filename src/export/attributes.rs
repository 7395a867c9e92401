//! What graph files say of nodes and edges: the columns of the tables, but for those that a format has a place of its own
//! for, and how they are drawn.

use super::{
    edge_group::EdgeGroup,
    json::{Array, Json, Serde},
    tables::{Cell, Column, TableRow},
};
use crate::model::{ActorGraph, Edge};
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// Columns of tables that say of an edge what its nodes say, or of its dates what a format has a place of its own for.
const OF_TABLES: [&str; 5] = ["SourceLabel", "TargetLabel", "SourceKind", "TargetKind", "Timeset"];

/// The columns of a table that are attributes in a graph file.
pub(super) struct Attributes<'r, R> {
    columns: Vec<&'r Column<'r, R>>,
}

impl<'r, R: TableRow<'r>> Attributes<'r, R> {
    /// All columns but those that the format has a place of its own for.
    pub(super) fn except(placed: &[&str]) -> Attributes<'r, R> {
        let is_apart = |name| placed.contains(&name) || OF_TABLES.contains(&name);
        let columns = R::COLUMNS.iter().filter(|column| !is_apart(column.name));
        Attributes { columns: columns.collect() }
    }

    /// The columns, in order.
    pub(super) fn columns(&self) -> impl Iterator<Item = &Column<'r, R>> {
        self.columns.iter().copied()
    }

    /// The values of a row that are there, with the names of their columns.
    pub(super) fn of(&self, row: &R) -> impl Iterator<Item = (&'static str, Cell<'r>)> {
        let cells = self.columns.iter().map(|column| (column.name, column.cell(row)));
        cells.filter(|(_, cell)| !is_nothing(cell))
    }

    /// Writes them as fields of a JSON object, behind others.
    pub(super) fn write_fields<W: Write>(&self, row: &R, out: &mut W) -> io::Result<()> {
        self.of(row).try_for_each(|(name, cell)| {
            write!(out, ",\"{name}\":")?;
            cell.write(out)
        })
    }
}

fn is_nothing(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => true,
        Cell::List(texts) => texts.is_empty(),
        Cell::Decimal(number) => !number.is_finite(),
        _ => false,
    }
}

/// A value as text, in full. The texts of a list are joined by `|`; a `|` inside one becomes `¦`, as in the tables.
pub(super) fn as_text(cell: Cell<'_>) -> Cow<'_, str> {
    match cell {
        Cell::Empty => "".into(),
        Cell::Text(text) => text,
        Cell::List(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| text.replace('|', "¦")).collect();
            texts.join("|").into()
        }
        Cell::Integer(integer) => integer.to_string().into(),
        Cell::Decimal(number) => number.to_string().into(),
        Cell::Date(date) => date.to_string().into(),
        Cell::Boolean(boolean) => if boolean { "true" } else { "false" }.into(),
    }
}

impl<W: Write> Json<W> for Cell<'_> {
    fn write(self, out: &mut W) -> io::Result<()> {
        match self {
            Cell::Empty => None::<&str>.write(out),
            Cell::Text(text) => text.write(out),
            Cell::List(texts) => Array(texts, |text: Cow<str>, out: &mut W| text.write(out)).write(out),
            Cell::Integer(integer) => Serde(integer).write(out),
            Cell::Decimal(number) => Serde(number).write(out),
            Cell::Date(date) => date.write(out),
            Cell::Boolean(boolean) => boolean.write(out),
        }
    }
}

/// How a node is drawn.
#[derive(Clone, Copy)]
pub(super) struct Drawn {
    /// The diameter: the area grows with the mentions, from 4 to 30.
    pub(super) size: f64,
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Drawn {
    /// Per node of a graph, how it is drawn. Two decimals are enough.
    pub(super) fn all(graph: &ActorGraph) -> impl Iterator<Item = Drawn> {
        let most = graph.nodes.iter().map(|node| node.mentions).max().unwrap_or(0).max(1) as f64;
        graph.nodes.iter().zip(graph.positions()).map(move |(node, &[x, y])| {
            let size = 4.0 + 26.0 * (node.mentions as f64 / most).sqrt();
            let [size, x, y] = [size, x, y].map(|number| (number * 100.0).round() / 100.0);
            Drawn { size, x, y }
        })
    }
}

/// The colour of an edge, as `#rrggbb`: that of its group of relation types.
pub(super) fn edge_colour(edge: &Edge) -> &'static str {
    EdgeGroup::of(edge).style().colour
}
