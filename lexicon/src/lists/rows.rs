//! The rows of all lists, later ones in the place of earlier ones with the same id.

use super::{
    ListFile, given_ids, schema,
    table::{Cells, Table},
};
use crate::{
    error::{Error, Result},
    model::EntryKind,
};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::{borrow::Cow, collections::hash_map::Entry, mem};

/// A row of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'r> {
    pub(super) table: &'r Table<'r>,
    pub(super) cells: &'r Cells,
}

impl<'r> Row<'r> {
    pub(super) fn cell(&self, column: &str) -> &'r str {
        self.table.cell(self.cells, column)
    }

    pub(super) fn values(&self, column: &str) -> impl Iterator<Item = &'r str> {
        self.table.values(self.cells, column)
    }

    pub(super) fn id(&self) -> Cow<'r, str> {
        self.table.id(self.cells)
    }

    /// What tells the row from the others of its list: of two files, the later row with it takes the place of the
    /// earlier.
    pub(super) fn key(&self) -> Cow<'r, str> {
        match schema::key(self.table.schema.list) {
            ["id"] => self.id(),
            columns => columns.iter().map(|column| self.cell(column)).collect::<Vec<_>>().join(" ").into(),
        }
    }

    pub(super) fn error(&self, column: &str, message: impl Into<String>) -> Error {
        self.table.error(self.cells, column, message)
    }
}

/// The rows that have a name and an id.
pub(super) type Entries<'r> = [(EntryKind, Cow<'r, str>, Row<'r>)];

/// All lists.
#[derive(Debug)]
pub(super) struct Rows<'f> {
    tables: Vec<Table<'f>>,
}

impl<'f> Rows<'f> {
    /// Reads the lists; the first broken row is an error.
    pub(super) fn read(files: &'f [ListFile]) -> Result<Rows<'f>> {
        let (rows, broken) = Rows::read_all(files);
        broken.into_iter().next().map_or(Ok(rows), Err)
    }

    /// Reads what can be read, and says what cannot.
    pub(super) fn read_all(files: &'f [ListFile]) -> (Rows<'f>, Vec<Error>) {
        let mut tables: Vec<Table> = files.par_iter().map(Table::read).collect();
        let mut broken: Vec<Error> =
            tables.iter_mut().flat_map(|table| mem::take(&mut table.broken)).collect();
        broken.append(&mut given_ids::give(&mut tables));
        (Rows { tables }, broken)
    }

    /// The rows of a list in all files, in order; of those with the same key, the last in the place of the first.
    pub(super) fn list(&self, list: &str) -> impl Iterator<Item = Row<'_>> {
        let tables: Vec<&Table> = self.tables.iter().filter(|table| table.schema.list == list).collect();
        let several = tables.len() > 1;
        let rows =
            tables.into_iter().flat_map(|table| table.rows.iter().map(move |cells| Row { table, cells }));
        let rows: Vec<Row> = rows.collect();
        if several { last_of_each(rows).into_iter() } else { rows.into_iter() }
    }

    /// The rows that have a name and an id, in order; of those with the same id, the last in the place of the first.
    pub(super) fn entries(&self) -> Vec<(EntryKind, Cow<'_, str>, Row<'_>)> {
        let mut places: FxHashMap<(EntryKind, Cow<str>), usize> = FxHashMap::default();
        let mut entries = Vec::new();
        for table in &self.tables {
            let Some(kind) = table.schema.kind else { continue };
            places.reserve(table.rows.len());
            for cells in &table.rows {
                let row = Row { table, cells };
                let id = row.id();
                match places.entry((kind, id.clone())) {
                    Entry::Occupied(place) => entries[*place.get()] = (kind, id, row),
                    Entry::Vacant(place) => {
                        place.insert(entries.len());
                        entries.push((kind, id, row));
                    }
                }
            }
        }
        entries
    }

    pub(super) fn tables(&self) -> &[Table<'f>] {
        &self.tables
    }
}

/// The rows, of those with the same key the last in the place of the first.
fn last_of_each(rows: Vec<Row>) -> Vec<Row> {
    let mut places: FxHashMap<Cow<str>, usize> = FxHashMap::default();
    let mut kept = Vec::with_capacity(rows.len());
    for row in rows {
        match places.entry(row.key()) {
            Entry::Occupied(place) => kept[*place.get()] = row,
            Entry::Vacant(place) => {
                place.insert(kept.len());
                kept.push(row);
            }
        }
    }
    kept
}
