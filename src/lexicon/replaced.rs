//! Rows that take the place of others, and what changes by them.

use super::{
    check::{Finding, Level, is_actor},
    rows::{Row, Rows},
};
use crate::model::EntryKind;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Of each row of an actor that takes the place of one of an earlier folder, what changes.
pub(super) fn check(rows: &Rows, findings: &mut Vec<Finding>) {
    if rows.tables().iter().all(|table| table.file.layer == 0) {
        return;
    }
    let mut earlier: FxHashMap<(EntryKind, Cow<str>), Row> = FxHashMap::default();
    for table in rows.tables() {
        let Some(kind) = table.schema.kind.filter(|&kind| is_actor(kind)) else { continue };
        for cells in &table.rows {
            let row = Row { table, cells };
            let before = earlier.insert((kind, row.id()), row);
            if let Some(before) = before.filter(|before| before.table.file.layer < table.file.layer) {
                findings.push(finding(&row, &before));
            }
        }
    }
}

fn finding(row: &Row, before: &Row) -> Finding {
    let id = row.id();
    let place = format!("{}:{}", before.table.file.path, before.cells.line);
    let columns = row.table.schema.columns().filter(|column| *column != "id");
    let changed = columns.filter(|column| row.cell(column) != before.cell(column));
    let shown = |cell: &str| if cell.is_empty() { "nothing".to_string() } else { format!("`{cell}`") };
    let change =
        |column: &str| format!("{column} {} → {}", shown(before.cell(column)), shown(row.cell(column)));
    let changes: Vec<String> = changed.map(change).collect();
    let changes = if changes.is_empty() { "nothing changes".to_string() } else { changes.join(", ") };
    Finding::at(row, "id", Level::Info, format!("replaces `{id}` ({place}): {changes}"), "")
}
