//! `corrections.csv`: how corrections are written.

use super::{ACTIONS, Action, Correction, Scope};
use crate::{
    error::{Error, Place, Result},
    matcher::{fold_words, nearest},
    model::{Dialect, Kind, PartialDate, Sheet, SheetRow, lasting_rule_id, unguarded},
};
use std::path::Path;

/// The name of the table in a folder of lists.
pub const FILE: &str = "corrections.csv";

/// The columns, in the order of a new table; all but the first two may be missing. A table may have others, and any order. Rows
/// without an action are not decided yet.
pub const COLUMNS: [&str; 7] = ["action", "a", "b", "scope", "who", "when", "why"];

/// What the ids of corrections begin with in outputs.
pub(super) const RULE: &str = "correction:";

/// The longest name of a file in such an id, in characters.
const LONGEST_NAME: usize = 60;

/// What is corrected: the kinds that actors are of.
const KINDS: [Kind; 4] = [Kind::Person, Kind::Organisation, Kind::Country, Kind::Place];

/// Reads a table.
pub(super) fn read(file: &str, text: &str) -> Result<Vec<Correction>> {
    let sheet = sheet(file, text)?;
    let decided = sheet.rows().iter().filter(|record| !sheet.cell(record, "action").is_empty());
    decided.map(|record| row(&sheet, record)).collect()
}

/// The table with a correction more, and the line that it is, in the columns and the dialect of the table.
///
/// # Errors
/// A table that is none, or that has no column for what is to be said.
pub fn appended(file: &str, text: &str, row: &Correction) -> Result<(String, String)> {
    let header = Dialect::default().empty(&COLUMNS);
    let text = if text.trim_start_matches('\u{feff}').is_empty() { &header } else { text };
    let sheet = sheet(file, text)?;
    let scope = row.scope.to_string();
    let cells = [row.action.row().name, &*row.a, &row.b, &scope, &row.who, &row.when, &row.why];
    let without =
        COLUMNS.iter().zip(cells).find(|(name, cell)| !cell.is_empty() && sheet.column(name).is_none());
    if let Some((name, _)) = without {
        let place = Place { file: file.into(), line: 1, column: 0 };
        return Err(Error::data(place, format!("no column `{name}`")).with_hint("add it to the header"));
    }
    let of_column = |column: &String| {
        let at = COLUMNS.iter().position(|known| known == column);
        at.map_or("", |at| cells[at])
    };
    let line = sheet.dialect().line(&sheet.header().iter().map(of_column).collect::<Vec<_>>());
    Ok((sheet.with(&line), line))
}

/// The table without the row of a line, or without its last row; and that row. What stays is byte for byte what it was.
///
/// # Errors
/// A table that is none, or has no row there.
pub fn without(file: &str, text: &str, line: Option<u32>) -> Result<(String, String)> {
    let sheet = sheet(file, text)?;
    let row = match line {
        None => sheet.rows().last(),
        Some(line) => sheet.rows().iter().find(|row| sheet.place(row, None).line == line),
    };
    let row = row.ok_or_else(|| match line {
        None => Error::usage(format!("{file}: there is no correction to take back")),
        Some(line) => Error::usage(format!("{file}: no correction begins in line {line}")),
    })?;
    Ok((sheet.without(row), sheet.written(row).trim_end().to_string()))
}

/// A table with the columns that it must have, and none that is misspelt: it would be read as if it were not there.
fn sheet<'t>(file: &'t str, text: &'t str) -> Result<Sheet<'t>> {
    let sheet = Sheet::read(file, text)?;
    if let Some(missing) = COLUMNS[..2].iter().find(|column| sheet.column(column).is_none()) {
        let error = Error::data(sheet.header_place(0), format!("no column `{missing}`"));
        return Err(error.with_hint(format!("the columns are {}", COLUMNS.join(","))));
    }
    let unknown = sheet.header().iter().enumerate().filter(|(_, column)| !COLUMNS.contains(&&***column));
    for (at, column) in unknown {
        if let Some(meant) = nearest(column, COLUMNS).filter(|meant| sheet.column(meant).is_none()) {
            let error = Error::data(sheet.header_place(at), format!("no column `{column}`"));
            return Err(error.with_hint(format!("did you mean `{meant}`?")));
        }
    }
    Ok(sheet)
}

fn row(sheet: &Sheet, record: &SheetRow) -> Result<Correction> {
    let error =
        |column: &str, message: String| Error::data(sheet.place(record, sheet.column(column)), message);
    let mut cells = record.cells().enumerate().skip(sheet.header().len());
    if let Some((at, _)) = cells.find(|(_, cell)| !cell.is_empty()) {
        let error = Error::data(sheet.place(record, Some(at)), "more cells than columns");
        return Err(error.with_hint("put what holds a separator between quotation marks"));
    }
    let name = sheet.cell(record, "action");
    let row = ACTIONS.iter().find(|row| row.name == name).ok_or_else(|| {
        let names = ACTIONS.map(|row| row.name);
        let hint = match nearest(name, names) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("an action is one of {}", names.join(", ")),
        };
        error("action", format!("no action `{name}`")).with_hint(hint)
    })?;
    let scope = sheet.cell(record, "scope");
    let scope = Scope::parse(scope).ok_or_else(|| {
        let advice = "leave it empty, or write document:ID or source:NAME";
        error("scope", format!("no scope `{scope}`")).with_hint(advice)
    })?;
    let when = sheet.cell(record, "when");
    if !when.is_empty() && PartialDate::parse(when).is_none() {
        return Err(error("when", format!("`{when}` is no day")).with_hint("write it as 2026-11-29"));
    }
    let cell = |name: &str| unguarded(sheet.cell(record, name)).to_string();
    let place = sheet.place(record, None);
    let rule = rule(&place);
    let correction = Correction { scope, place, rule, ..Correction::new(row.action, cell("a"), cell("b")) };
    let [who, when, why] = ["who", "when", "why"].map(cell);
    let correction = Correction { who, when, why, ..correction };
    match fault(&correction) {
        None => Ok(correction),
        Some((column, message, hint)) => Err(error(column, message).with_hint(hint)),
    }
}

/// What is wrong with a correction: in which column, what, and what to do.
fn fault(row: &Correction) -> Option<(&'static str, String, String)> {
    let action = row.action.row();
    let usage = || format!("it is written {} {}", action.name, action.takes.join(" ")).trim_end().to_string();
    for (column, given, takes) in [("a", &row.a, action.takes[0]), ("b", &row.b, action.takes[1])] {
        let may_be_empty = column == "b" && action.alone;
        let is_name = given.contains(char::is_alphanumeric);
        match takes {
            "" if !given.is_empty() => {
                return Some((column, format!("`{}` takes one thing", action.name), usage()));
            }
            _ if given.is_empty() && may_be_empty => {}
            _ if given.is_empty() => return Some((column, format!("`{}` needs more", action.name), usage())),
            "ID" if !is_id(given) => {
                let slug = fold_words(given).replace(' ', "-");
                return Some((column, format!("`{given}` is no id"), format!("did you mean `{slug}`?")));
            }
            "FORM" | "NAME" if !is_name => return Some((column, format!("`{given}` is no name"), usage())),
            "KIND" if !KINDS.iter().any(|kind| kind.name() == given) => {
                let kinds = "it is person, organisation, country or place";
                return Some((column, format!("no kind `{given}`"), kinds.to_string()));
            }
            "START" if given.parse::<u32>().is_err() => {
                let hint = "it is the number in the column `Start` of evidence.csv";
                return Some((column, format!("`{given}` is no offset"), hint.to_string()));
            }
            "EDGE" if given.split("--").count() < 3 => {
                let hint = "it is an id in the column `Edge` of evidence.csv: source--kind--target";
                return Some((column, format!("`{given}` is no edge"), hint.to_string()));
            }
            _ => {}
        }
    }
    let itself = row.action == Action::Same && row.a == row.b;
    itself.then(|| ("b", "an actor is always the same as itself".to_string(), usage()))
}

/// Whether it may be the id of an actor: one word, without capitals and accents.
fn is_id(text: &str) -> bool {
    text.chars().all(|c| c == '-' || (c.is_alphanumeric() && !c.is_uppercase()))
}

/// The kind of a correction of a kind.
pub(super) fn kind(name: &str) -> Option<Kind> {
    KINDS.into_iter().find(|kind| kind.name() == name)
}

fn rule(place: &Place) -> &'static str {
    let name = Path::new(&place.file).file_name().map_or("", |name| name.to_str().unwrap_or(""));
    let name: String =
        name.chars().map(|c| if c.is_whitespace() { '_' } else { c }).take(LONGEST_NAME).collect();
    lasting_rule_id(&format!("{RULE}{name}:{}", place.line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_taken_back() {
        let row = Correction {
            scope: Scope::Document("a, \"b\".txt".into()),
            why: "lu deux fois ; sûr".into(),
            ..Correction::new(Action::Same, "x", "y")
        };
        for before in
            ["", "action,a,b,scope,why\n", "\u{feff}why;scope;b;a;action\r\n;;;x;not-a-name\r\n;;;;"]
        {
            let (after, line) = appended("c.csv", before, &row).unwrap();
            let read = read("c.csv", &after).unwrap();
            let read = read.last().unwrap();
            let same = Correction { place: read.place.clone(), rule: read.rule, ..row.clone() };
            assert_eq!((read, read.place.line > 1), (&same, true), "{after}");
            let (back, taken) = without("c.csv", &after, None).unwrap();
            assert_eq!(taken, line);
            assert!(before.is_empty() || back == before, "{back:?}");
        }
    }

    #[test]
    fn a_header_is_a_row_of_the_table() {
        let error = read("c.csv", "action,\"a,b,scope,who\n").unwrap_err();
        assert!(error.to_string().contains("c.csv:1"), "{error}");
        let read = read("c.csv", "\"action\",\"a\",\"b\"\nsame,x,y\n").unwrap();
        assert_eq!((&*read[0].a, &*read[0].b), ("x", "y"));
    }

    #[test]
    fn a_row_in_the_middle_is_taken_back_by_its_line() {
        let text = "action,a,b,why\nsame,x,y,\"sur\ndeux lignes\"\nnot-a-name,Afrique,,\nis,Z,z,\n";
        let (back, taken) = without("c.csv", text, Some(4)).unwrap();
        assert_eq!(
            (&*back, &*taken),
            ("action,a,b,why\nsame,x,y,\"sur\ndeux lignes\"\nis,Z,z,\n", "not-a-name,Afrique,,")
        );
        let error = without("c.csv", text, Some(3)).unwrap_err();
        assert_eq!(error.to_string(), "c.csv: no correction begins in line 3");
    }

    /// A table, the message, the advice.
    const MISTAKES: [(&str, &str, &str); 13] = [
        ("action,b\n", "c.csv:1:1: no column `a`", "the columns are action,a,b,scope,who,when,why"),
        ("action,a,b,scpoe\n", "c.csv:1:12: no column `scpoe`", "did you mean `scope`?"),
        ("action,a,b\nsmae,x,y\n", "c.csv:2:1: no action `smae`", "did you mean `same`?"),
        ("action,a\nsame,x\n", "c.csv:2: `same` needs more", "it is written same ID ID"),
        ("action,a,b\n\nsame,É. X,y\n", "c.csv:3:6: `É. X` is no id", "did you mean `e-x`?"),
        (
            "action,a,b\nsame,x,x\n",
            "c.csv:2:8: an actor is always the same as itself",
            "it is written same ID ID",
        ),
        (
            "action,a,b\nkind,é,rank\n",
            "c.csv:2:8: no kind `rank`",
            "it is person, organisation, country or place",
        ),
        (
            "action,a,b\nnot-a-name,X,y\n",
            "c.csv:2:14: `not-a-name` takes one thing",
            "it is written not-a-name FORM",
        ),
        ("action,a,b\nis,…,y\n", "c.csv:2:4: `…` is no name", "it is written is FORM ID"),
        (
            "action,a,b\nwrong,x--y,\n",
            "c.csv:2:7: `x--y` is no edge",
            "it is an id in the column `Edge` of evidence.csv: source--kind--target",
        ),
        (
            "action,a,b,when\nname,x,\"A, B\",mardi\n",
            "c.csv:2:15: `mardi` is no day",
            "write it as 2026-11-29",
        ),
        (
            "action;a;b;scope\r\nname;x;y;BBC\r\n",
            "c.csv:2:10: no scope `BBC`",
            "leave it empty, or write document:ID or source:NAME",
        ),
        (
            "action,a,b\nname,x,A,B\n",
            "c.csv:2:10: more cells than columns",
            "put what holds a separator between quotation marks",
        ),
    ];

    #[test]
    fn mistakes_have_their_place_and_advice() {
        for (text, message, hint) in MISTAKES {
            let error = read("c.csv", text).unwrap_err();
            assert_eq!((error.to_string().as_str(), error.hint()), (message, Some(hint)), "{text}");
        }
    }

    #[test]
    fn what_is_not_decided_yet_is_left_out() {
        let text = "\u{feff}action;a;b;question\r\n;rien;;?\r\nnot-a-name;Afrique;;x\r\n";
        let rows = read("dir/c.csv", text).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].place.line, rows[0].rule), (3, "correction:c.csv:3"));
    }
}
