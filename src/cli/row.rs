//! A row of a list, and the file of a folder that it is written into.

use palabre::{
    error::{Error, Result},
    lexicon::{self, List},
    matcher::nearest,
    model::{Dialect, Sheet, SheetRow},
};

/// A row, before and after; its cells are those of the list's columns.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) before: Option<Vec<String>>,
    pub(crate) after: Vec<String>,
}

/// The place of a column in the rows of a list.
pub(crate) fn column(list: &List, name: &str) -> Option<usize> {
    list.columns.iter().position(|column| *column == name)
}

/// A cell of a row of a list; empty where there is none.
pub(crate) fn cell<'r>(list: &List, row: &'r [String], name: &str) -> &'r str {
    column(list, name).map_or("", |at| &row[at])
}

/// Puts a value into a cell of a row.
///
/// # Errors
/// The list has no such column.
pub(crate) fn set(list: &List, row: &mut [String], name: &str, value: &str) -> Result<()> {
    let at = column(list, name).ok_or_else(|| {
        let meant = nearest(name, list.columns.iter().copied());
        let meant = meant.map(|meant| format!("did you mean `{meant}`? ")).unwrap_or_default();
        let hint = format!("{meant}the columns are {}", list.columns.join(","));
        Error::usage(format!("{} has no column `{name}`", list.name)).with_hint(hint)
    })?;
    row[at] = value.trim().to_string();
    Ok(())
}

/// The text of a list's file with a row, and the line that it is: in the place of the row of its key, or at the end.
pub(crate) fn written(file: &str, text: &str, list: &List, change: &Change) -> Result<(String, String)> {
    let sheet = Sheet::read(file, text)?;
    let row = sheet.rows().iter().find(|row| is_same(&sheet, row, list, &change.after));
    // A row that has its id from its name keeps it so.
    let is_without_id = row.is_some_and(|row| sheet.cell(row, "id").is_empty());
    let is_needed = |(name, cell): &(&&str, &String)| {
        !cell.is_empty() && sheet.column(name).is_none() && !(is_without_id && **name == "id")
    };
    let missing: Vec<&str> =
        list.columns.iter().zip(&change.after).filter(is_needed).map(|(name, _)| *name).collect();
    if !missing.is_empty() {
        return written(file, &sheet.with_columns(&missing), list, change);
    }
    let cell_of = |(at, name): (usize, &String)| match row {
        Some(row) if is_without_id && name == "id" => row.cell(at).to_string(),
        // What stays, stays as it is written.
        Some(row)
            if lexicon::plain(name, row.cell(at), sheet.dialect()) == cell(list, &change.after, name) =>
        {
            row.cell(at).to_string()
        }
        _ => decimal(name, cell(list, &change.after, name), sheet.dialect()),
    };
    let cells: Vec<String> = sheet.header().iter().enumerate().map(cell_of).collect();
    let line = sheet.dialect().line(&cells);
    Ok((row.map_or_else(|| sheet.with(&line), |row| sheet.with_instead(row, &line)), line))
}

/// Whether a row of a file is that of a list: it has its key.
fn is_same(sheet: &Sheet, row: &SheetRow, list: &List, wanted: &[String]) -> bool {
    let of_file = |name: &str| lexicon::plain(name, sheet.cell(row, name), sheet.dialect());
    let is_key = |name: &&str| of_file(name) == cell(list, wanted, name);
    match lexicon::key(list.name) {
        ["id"] if of_file("id").is_empty() => {
            let slug = lexicon::slug(&of_file("name"));
            let id = cell(list, wanted, "id");
            id == slug || id == format!("{slug}-{}", of_file("country"))
        }
        key => key.iter().all(is_key),
    }
}

/// A number as the file has it.
fn decimal(name: &str, cell: &str, dialect: Dialect) -> String {
    match name {
        "latitude" | "longitude" if dialect.has_decimal_comma() => cell.replace('.', ","),
        _ => cell.to_string(),
    }
}

/// A row before and after, and what changes by it.
pub(crate) fn show(file: &str, text: &str, list: &List, change: &Change, line: &str) -> Result<String> {
    let Some(before) = &change.before else { return Ok(format!("+ {line}\n")) };
    let sheet = Sheet::read(file, text)?;
    let cells = |name: &String| decimal(name, cell(list, before, name), sheet.dialect());
    let old = sheet.dialect().line(&sheet.header().iter().map(cells).collect::<Vec<_>>());
    let mut shown = format!("- {old}\n+ {line}\n");
    for (name, (before, after)) in list.columns.iter().zip(before.iter().zip(&change.after)) {
        if before != after {
            let told = |cell: &str| if cell.is_empty() { "nothing".into() } else { format!("`{cell}`") };
            shown += &format!("  {name}: {} → {}\n", told(before), told(after));
        }
    }
    Ok(shown)
}
