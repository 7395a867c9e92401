//! The ids of rows that give none: none takes the place of another row.

use super::{rows::Row, table::Table};
use crate::{
    error::Error,
    model::{EntryKind, slug},
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::mem;

/// A row of a folder.
#[derive(Debug)]
struct Known {
    layer: usize,
    name: String,
    country: String,
}

/// Rows by kind and id.
type KnownRows = FxHashMap<(EntryKind, String), Known>;

/// Gives an id of its own to each row without one whose name is that of a row of an earlier folder, in another country. Those that may
/// be the same are no rows any more: the errors say so.
pub(super) fn give(tables: &mut [Table]) -> Vec<Error> {
    let (wanted, people) = (ids_of_rows_without(tables), people_of_offices(tables));
    let (mut known, mut errors) = (KnownRows::default(), Vec::new());
    if wanted.is_empty() {
        return errors;
    }
    for table in tables {
        let Some(kind) = table.schema.kind else { continue };
        let mut kept = Vec::with_capacity(table.rows.len());
        for mut cells in mem::take(&mut table.rows) {
            let row = Row { table, cells: &cells };
            if is_without(&row) {
                match free_id(kind, &row, &known, &people) {
                    Ok(id) => cells.given = Some(id.into()),
                    Err(error) => {
                        errors.push(error);
                        continue;
                    }
                }
            }
            let row = Row { table, cells: &cells };
            let id = row.id();
            if wanted.contains(&*id) {
                let (name, country) = (row.cell("name").to_string(), country(&row).to_string());
                known.insert((kind, id.into_owned()), Known { layer: table.file.layer, name, country });
            }
            kept.push(cells);
        }
        table.rows = kept;
    }
    errors
}

/// Whether a row was added without an id.
fn is_without(row: &Row) -> bool {
    row.table.file.layer > 0 && row.cell("id").is_empty() && !row.cell("name").is_empty()
}

fn country<'r>(row: &Row<'r>) -> &'r str {
    row.values("country").next().unwrap_or("")
}

/// The id that is free where that of the name is not.
fn other_id(slug: &str, row: &Row) -> String {
    match country(row) {
        "" => format!("{slug}-2"),
        country => format!("{slug}-{country}"),
    }
}

/// All ids that the rows without one may have.
fn ids_of_rows_without(tables: &[Table]) -> FxHashSet<String> {
    let mut ids = FxHashSet::default();
    for table in tables.iter().filter(|table| table.schema.kind.is_some()) {
        for row in table.rows.iter().map(|cells| Row { table, cells }).filter(is_without) {
            let slug = slug(row.cell("name"));
            ids.extend([other_id(&slug, &row), slug]);
        }
    }
    ids
}

/// Whom offices that were added speak of.
fn people_of_offices(tables: &[Table]) -> FxHashSet<String> {
    let added = tables.iter().filter(|table| table.schema.list == "offices" && table.file.layer > 0);
    let rows = added.flat_map(|table| table.rows.iter().map(move |cells| Row { table, cells }));
    rows.map(|row| row.cell("person").to_string()).collect()
}

/// The id of a row that has none: that of its name or, where somebody else of another country has that, with the country.
///
/// # Errors
/// It may be the row that is there already.
fn free_id(
    kind: EntryKind,
    row: &Row,
    known: &KnownRows,
    people: &FxHashSet<String>,
) -> Result<String, Error> {
    let slug = slug(row.cell("name"));
    let earlier = |id: &str| {
        let known = known.get(&(kind, id.to_string()));
        known.filter(|known| known.layer < row.table.file.layer)
    };
    let Some(same) = earlier(&slug) else { return Ok(slug) };
    let (here, other) = (country(row), other_id(&slug, row));
    let is_other = !here.is_empty() && !same.country.is_empty() && here != same.country;
    let (id, taken) = match earlier(&other) {
        _ if !is_other => (&slug, same),
        Some(taken) => (&other, taken),
        None if kind == EntryKind::Person && people.contains(&slug) => (&slug, same),
        None => return Ok(other),
    };
    let of = if taken.country.is_empty() { String::new() } else { format!(" ({})", taken.country) };
    let message = format!("no id, and `{id}` is there already: {}{of}", taken.name);
    let another = if id == &slug { format!(", such as `{other}`") } else { String::new() };
    let hint = format!(
        "did you mean to change it? give the id `{id}`; another {} needs an id of its own{another}",
        kind.name()
    );
    Err(row.error("name", message).with_hint(hint))
}

#[cfg(test)]
mod tests {
    use crate::lists::{ListFile, rows::Rows};

    /// Files of folders, each with its layer; the ids of the last one's rows, and what is refused.
    #[track_caller]
    fn check(files: &[(&str, usize, &str)], ids: &[&str], refused: &[&str]) {
        let file = |(list, layer, text): &(&str, usize, &str)| ListFile {
            path: format!("{layer}/{list}.csv"),
            list: list.to_string(),
            text: text.to_string().into(),
            layer: *layer,
        };
        let files: Vec<ListFile> = files.iter().map(file).collect();
        let (rows, errors) = Rows::read_all(&files);
        let table = rows.tables().last().unwrap();
        let given: Vec<String> = table.rows.iter().map(|cells| table.id(cells).into_owned()).collect();
        assert_eq!(given, ids);
        let errors: Vec<String> =
            errors.iter().map(|error| error.hint().unwrap().split('`').nth(1).unwrap().to_string()).collect();
        assert_eq!(errors, refused);
    }

    const KNOWN: (&str, usize, &str) =
        ("people", 0, "id,name,country\nada-ba,Ada Ba,mali\nzo-ly,Zo Ly,\nzo-ly-mali,Zo Ly (juge),mali\n");

    #[test]
    fn the_same_country_or_none_may_be_the_same() {
        let rows = "name,country\nAda Ba,mali\nADA BA,\nAda Ba,mali|niger\nZo Ly,niger\nZo Ly,\nNéa Sy,\n";
        let refused = ["ada-ba", "ada-ba", "ada-ba", "zo-ly", "zo-ly"];
        check(&[KNOWN, ("people", 1, rows)], &["nea-sy"], &refused);
    }

    #[test]
    fn another_country_is_another_id() {
        let rows = "id,name,country\n,Ada Ba,niger\nada-ba-tchad,Ada Ba,tchad\n,Ada Ba,tchad|mali\n";
        check(&[KNOWN, ("people", 1, rows)], &["ada-ba-niger", "ada-ba-tchad", "ada-ba-tchad"], &[]);
        // Taken by an earlier folder.
        let more = "name,country\nAda Ba,niger\nAda Ba,togo\n";
        check(&[KNOWN, ("people", 1, rows), ("people", 2, more)], &["ada-ba-togo"], &["ada-ba-niger"]);
    }

    #[test]
    fn of_one_folder_no_row_is_earlier() {
        let rows = "id,name,country\nnea-sy,Néa Sy,mali\n,Néa Sy,niger\n";
        check(&[KNOWN, ("people", 1, rows)], &["nea-sy", "nea-sy"], &[]);
        check(&[("people", 0, rows)], &["nea-sy", "nea-sy"], &[]);
        check(&[("people", 1, "name\nAda Ba\n"), ("people", 2, "name\nAda Ba\n")], &[], &["ada-ba"]);
    }

    #[test]
    fn whom_offices_speak_of_is_to_be_said() {
        let offices = ("offices", 1, "person,role,of\nada-ba,maire,gao\n");
        check(&[KNOWN, offices, ("people", 1, "name,country\nAda Ba,niger\n")], &[], &["ada-ba"]);
    }

    #[test]
    fn other_lists_are_as_safe() {
        check(&[("roles", 0, "id,name\nmaire,maire\n"), ("roles", 1, "name\nMaire\n")], &[], &["maire"]);
        let places =
            [("places", 0, "id,name,country\nkati,Kati,mali\n"), ("places", 1, "name,country\nKati,togo\n")];
        check(&places, &["kati-togo"], &[]);
        // A person is no place: the check of ids tells that.
        check(&[places[0], ("people", 1, "name\nKati\n")], &["kati"], &[]);
    }
}
