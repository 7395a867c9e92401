//! Rows that take the place of others, and what changes by them.

use super::{
    check::{Finding, Level, is_actor},
    rows::{Row, Rows},
};
use crate::model::EntryKind;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

/// Of each row of an actor that takes the place of one of an earlier folder, what changes.
pub(super) fn check(rows: &Rows, findings: &mut Vec<Finding>) {
    let actors = || {
        let of_actors = |kind: &EntryKind| is_actor(*kind);
        (rows.tables().iter()).filter_map(move |table| Some((table, table.schema.kind.filter(of_actors)?)))
    };
    let added = actors().filter(|(table, _)| table.file.layer > 0);
    let added: FxHashSet<(EntryKind, Cow<str>)> =
        added.flat_map(|(table, kind)| table.rows.iter().map(move |cells| (kind, table.id(cells)))).collect();
    if added.is_empty() {
        return;
    }
    let mut earlier: FxHashMap<(EntryKind, Cow<str>), Row> = FxHashMap::default();
    for (table, kind) in actors() {
        for row in table.rows.iter().map(|cells| Row { table, cells }) {
            let key = (kind, row.id());
            let before = added.contains(&key).then(|| earlier.insert(key, row)).flatten();
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
