//! Tables in memory, column by column, for programs that keep them in a form of their own: Arrow, data frames.
//!
//! Names, order and types of the columns are those of every other format; see `docs/tables.md`.

use super::tables::{
    Cell, Column, Edges, EvidenceRow, MentionRow, NodeRow, RelationRow, StoryRow, Table, TableRow, TieRow,
    Value, WindowRow,
};
use crate::model::{ActorGraph, Date, Extraction, Lexicon, Offsets};
use std::borrow::Cow;

/// The rows of a table, by column.
///
/// ```
/// use palabre::{Extractor, export::{DocumentTable, Values}, model::Document};
///
/// let extractor = Extractor::builtin()?;
/// let extraction = extractor.extract(Document::new("1", "Assimi Goïta est à Moscou."));
/// let mut mentions = DocumentTable::Mentions.columns();
/// DocumentTable::Mentions.add(&extraction, extractor.lexicon(), &mut mentions);
/// let text = mentions.columns.iter().find(|column| column.name == "Text").unwrap();
/// assert_eq!(text.values, Values::Text(vec![Some("Assimi Goïta".into()), Some("Moscou".into())]));
/// # Ok::<(), palabre::error::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Columns {
    /// The columns, in order; each has a value for every row.
    pub columns: Vec<ColumnValues>,
    /// How many rows there are.
    pub rows: usize,
}

/// A column with its values.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnValues {
    /// The header: `Start`.
    pub name: &'static str,
    /// The values, a row each.
    pub values: Values,
}

/// The values of a column; `None` is not known, or does not apply.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Texts.
    Text(Vec<Option<String>>),
    /// Lists of texts, which may be empty.
    List(Vec<Vec<String>>),
    /// Whole numbers.
    Integer(Vec<Option<u64>>),
    /// Other numbers.
    Decimal(Vec<Option<f64>>),
    /// Days.
    Date(Vec<Option<Date>>),
    /// Yes or no.
    Boolean(Vec<Option<bool>>),
}

/// A table of what documents say, before anything is folded: as `-f parquet` has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentTable {
    /// A row a mention.
    Mentions,
    /// A row a statement of a relation.
    Relations,
    /// A row a pair of actors in the same windows, and rule.
    Ties,
    /// A row a kind of window, and one for each entity in some.
    Windows,
}

/// A table of a graph: as `-f csv` has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GraphTable {
    /// A row an actor, the weightiest first.
    Nodes,
    /// A row an edge that is not only denied, the heaviest first.
    Edges,
    /// A row an edge of a relation type.
    Relations,
    /// A row an edge of co-occurrence.
    Ties,
    /// A row a relation that is only negated or denied.
    Denied,
    /// A row a window or statement behind an edge.
    Evidence,
    /// A row a document of which there are copies.
    Stories,
}

impl DocumentTable {
    /// Every table.
    pub const ALL: [DocumentTable; 4] =
        [DocumentTable::Mentions, DocumentTable::Relations, DocumentTable::Ties, DocumentTable::Windows];

    /// The table without rows.
    pub fn columns(self) -> Columns {
        match self {
            DocumentTable::Mentions => Columns::new(&MentionRow::table()),
            DocumentTable::Relations => Columns::new(&RelationRow::table()),
            DocumentTable::Ties => Columns::new(&TieRow::table()),
            DocumentTable::Windows => Columns::new(&WindowRow::table()),
        }
    }

    /// Adds the rows of a document, which was extracted with the lexicon, to the columns of this table.
    pub fn add(self, extraction: &Extraction, lexicon: &Lexicon, columns: &mut Columns) {
        let offsets = Offsets::new(&extraction.document);
        match self {
            DocumentTable::Mentions => columns.add_all(MentionRow::all(extraction, &offsets, lexicon)),
            DocumentTable::Relations => columns.add_all(RelationRow::all(extraction, &offsets)),
            DocumentTable::Ties => columns.add_all(TieRow::all(extraction, lexicon)),
            DocumentTable::Windows => columns.add_all(WindowRow::all(extraction)),
        }
    }
}

impl GraphTable {
    /// The table of a graph.
    pub fn of(self, graph: &ActorGraph) -> Columns {
        match self {
            GraphTable::Nodes => Columns::of(&NodeRow::table(), NodeRow::heaviest(graph)),
            GraphTable::Edges => Columns::of(&Edges::All.table(), Edges::All.rows(graph)),
            GraphTable::Relations => Columns::of(&Edges::Relations.table(), Edges::Relations.rows(graph)),
            GraphTable::Ties => Columns::of(&Edges::Ties.table(), Edges::Ties.rows(graph)),
            GraphTable::Denied => Columns::of(&Edges::Denied.table(), Edges::Denied.rows(graph)),
            GraphTable::Evidence => Columns::of(&EvidenceRow::table(), EvidenceRow::all(graph)),
            GraphTable::Stories => Columns::of(&StoryRow::table(), StoryRow::all(graph)),
        }
    }
}

impl Columns {
    fn new<R>(table: &Table<R>) -> Columns {
        let columns = table.columns.iter().map(|column| ColumnValues::new(column));
        Columns { columns: columns.collect(), rows: 0 }
    }

    fn of<'r, R: 'r>(table: &Table<'r, R>, rows: impl Iterator<Item = R>) -> Columns {
        let mut columns = Columns::new(table);
        rows.for_each(|row| columns.add(&table.columns, &row));
        columns
    }

    fn add_all<'r, R: TableRow<'r>>(&mut self, rows: impl Iterator<Item = R>) {
        let columns: Vec<&Column<R>> = R::COLUMNS.iter().collect();
        rows.for_each(|row| self.add(&columns, &row));
    }

    fn add<'r, R: 'r>(&mut self, columns: &[&Column<'r, R>], row: &R) {
        for (values, column) in self.columns.iter_mut().zip(columns) {
            values.values.add(column.cell(row));
        }
        self.rows += 1;
    }

    /// Puts the rows of the same table behind these.
    pub fn append(&mut self, other: Columns) {
        for (these, those) in self.columns.iter_mut().zip(other.columns) {
            these.values.append(those.values);
        }
        self.rows += other.rows;
    }
}

impl ColumnValues {
    fn new<R>(column: &Column<R>) -> ColumnValues {
        let values = match column.value {
            Value::Text(_) => Values::Text(Vec::new()),
            Value::List(_) => Values::List(Vec::new()),
            Value::Integer(_) => Values::Integer(Vec::new()),
            Value::Decimal(_) => Values::Decimal(Vec::new()),
            Value::Date(_) => Values::Date(Vec::new()),
            Value::Boolean(_) => Values::Boolean(Vec::new()),
        };
        ColumnValues { name: column.name, values }
    }
}

impl Values {
    fn add(&mut self, cell: Cell) {
        match (self, cell) {
            (Values::Text(values), Cell::Text(text)) => values.push(Some(text.into_owned())),
            (Values::List(values), Cell::List(texts)) => {
                values.push(texts.into_iter().map(Cow::into_owned).collect());
            }
            (Values::Integer(values), Cell::Integer(number)) => values.push(Some(number)),
            (Values::Decimal(values), Cell::Decimal(number)) => values.push(Some(number)),
            (Values::Date(values), Cell::Date(date)) => values.push(Some(date)),
            (Values::Boolean(values), Cell::Boolean(boolean)) => values.push(Some(boolean)),
            (values, Cell::Empty) => values.add_empty(),
            _ => unreachable!("a cell is of the type of its column"),
        }
    }

    fn add_empty(&mut self) {
        match self {
            Values::Text(values) => values.push(None),
            Values::List(values) => values.push(Vec::new()),
            Values::Integer(values) => values.push(None),
            Values::Decimal(values) => values.push(None),
            Values::Date(values) => values.push(None),
            Values::Boolean(values) => values.push(None),
        }
    }

    fn append(&mut self, other: Values) {
        match (self, other) {
            (Values::Text(these), Values::Text(those)) => these.extend(those),
            (Values::List(these), Values::List(those)) => these.extend(those),
            (Values::Integer(these), Values::Integer(those)) => these.extend(those),
            (Values::Decimal(these), Values::Decimal(those)) => these.extend(those),
            (Values::Date(these), Values::Date(those)) => these.extend(those),
            (Values::Boolean(these), Values::Boolean(those)) => these.extend(those),
            _ => unreachable!("both are of one table"),
        }
    }
}
