//! The lists as they stand, to be shown.

use super::{
    ListFile,
    rows::{Row, Rows},
    schema::{self, Schema},
};
use crate::error::Result;
use std::collections::BTreeMap;

/// A list: the rows of all its files, in their own columns.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct List {
    /// `people`
    pub name: &'static str,
    /// Its files, as messages name them.
    pub files: Vec<String>,
    /// Its columns, in the order of its files.
    pub columns: Vec<&'static str>,
    /// Its rows, a cell a column; a row that another folder replaces is not among them.
    pub rows: Vec<Vec<String>>,
}

impl List {
    /// Where the rows come from, as they say themselves, with the number of rows; the most frequent first.
    pub fn sources(&self) -> Vec<(&str, usize)> {
        let Some(column) = self.columns.iter().position(|&column| column == "source") else {
            return Vec::new();
        };
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for row in &self.rows {
            for source in row[column].split(';').map(str::trim).filter(|source| !source.is_empty()) {
                *counts.entry(source).or_default() += 1;
            }
        }
        let mut sources: Vec<(&str, usize)> = counts.into_iter().collect();
        sources.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        sources
    }
}

/// The rows of every list, as they stand after all files.
///
/// # Errors
/// A row that is none, with file, line and column.
pub fn lists(files: &[ListFile]) -> Result<Vec<List>> {
    let rows = Rows::read(files)?;
    let entries = rows.entries();
    let lists = schema::all().iter().map(|schema| {
        let name = schema.list;
        let columns = columns(&rows, schema);
        let rows: Vec<Vec<String>> = match schema.kind {
            Some(_) => {
                let of_list = entries.iter().filter(|(_, _, row)| row.table.schema.list == name);
                of_list.map(|(_, id, row)| cells(row, &columns, id)).collect()
            }
            None => rows.list(name).map(|row| cells(&row, &columns, "")).collect(),
        };
        let files = files.iter().filter(|file| file.list == name).map(|file| file.path.clone());
        List { name, files: files.collect(), columns, rows }
    });
    Ok(lists.collect())
}

/// The columns of a list in the order of its files, the first file's before those that others have more; the id first where
/// no file has it.
fn columns(rows: &Rows, schema: &'static Schema) -> Vec<&'static str> {
    let tables = rows.tables().iter().filter(|table| table.schema.list == schema.list);
    let of_files: Vec<&str> = tables.flat_map(|table| table.columns()).collect();
    let place = |column: &str| of_files.iter().position(|other| *other == column);
    let mut columns: Vec<&str> = schema.columns().collect();
    columns.sort_by_key(|&column| match place(column) {
        Some(at) => at + 1,
        None if column == "id" => 0,
        None => usize::MAX,
    });
    columns
}

fn cells(row: &Row, columns: &[&str], id: &str) -> Vec<String> {
    let cell = |&column: &&str| if column == "id" { id } else { row.cell(column) };
    columns.iter().map(cell).map(str::to_string).collect()
}
