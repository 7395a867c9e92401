//! `corrections.csv`: how corrections are written.

use super::{ACTIONS, Action, Correction, Scope};
use crate::{
    error::{Error, Place, Result},
    matcher::fold_words,
    model::{Kind, PartialDate, lasting_rule_id},
};
use std::{ops::Range, path::Path};

/// The name of the table in a folder of lists.
pub const FILE: &str = "corrections.csv";

/// The columns, in the order of a new table; all but the first two may be missing. A table may have others, and any order. Rows
/// without an action are not decided yet.
pub const COLUMNS: [&str; 7] = ["action", "a", "b", "scope", "who", "when", "why"];

/// What the ids of corrections begin with in outputs.
pub(super) const RULE: &str = "correction:";

/// The longest name of a file in such an id, in characters.
const LONGEST_NAME: usize = 60;

/// The least likeness of a word to the one that is meant: 0 to 1.
const CLOSE: f64 = 0.7;

/// What is corrected: the kinds that actors are of.
const KINDS: [Kind; 4] = [Kind::Person, Kind::Organisation, Kind::Country, Kind::Place];

/// Reads a table.
pub(super) fn read(file: &str, text: &str) -> Result<Vec<Correction>> {
    let table = Table::new(file, text)?;
    let rows = table.records()?;
    rows.iter()
        .filter(|record| !table.cell(record, "action").is_empty())
        .map(|record| table.row(record))
        .collect()
}

/// The table with a correction more, and the line that it is, in the columns and the dialect of the table.
///
/// # Errors
/// A table that is none, or that has no column for what is to be said.
pub fn appended(file: &str, text: &str, row: &Correction) -> Result<(String, String)> {
    let header = COLUMNS.join(",") + "\n";
    let text = if text.trim_start_matches('\u{feff}').is_empty() { &header } else { text };
    let table = Table::new(file, text)?;
    let scope = row.scope.to_string();
    let cells = [row.action.row().name, &*row.a, &row.b, &scope, &row.who, &row.when, &row.why];
    let without =
        COLUMNS.iter().zip(cells).find(|(name, cell)| !cell.is_empty() && table.column(name).is_none());
    if let Some((name, _)) = without {
        let place = Place { file: file.into(), line: 1, column: 0 };
        return Err(Error::data(place, format!("no column `{name}`")).with_hint("add it to the header"));
    }
    let of_column = |column: &String| {
        let at = COLUMNS.iter().position(|known| known == column);
        at.map_or("", |at| cells[at])
    };
    let cells: Vec<String> = table.header.iter().map(|column| table.quoted(of_column(column))).collect();
    let line = cells.join(&char::from(table.delimiter).to_string());
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let longer = match text.ends_with('\n') {
        true => format!("{text}{line}{end}"),
        false => format!("{text}{end}{line}"),
    };
    Ok((longer, line))
}

/// The table without the row of a line, or without its last row; and that row. What stays is byte for byte what it was.
///
/// # Errors
/// A table that is none, or has no row there.
pub fn without(file: &str, text: &str, line: Option<u32>) -> Result<(String, String)> {
    let table = Table::new(file, text)?;
    let rows = table.records()?;
    let row = match line {
        None => rows.last(),
        Some(line) => rows.iter().find(|row| table.place(row, None).line == line),
    };
    let row = row.ok_or_else(|| match line {
        None => Error::usage(format!("{file}: there is no correction to take back")),
        Some(line) => Error::usage(format!("{file}: no correction begins in line {line}")),
    })?;
    let Range { mut start, end } = row.bytes.clone();
    if !text[..end].ends_with('\n') {
        start = text[..start].trim_end_matches('\n').trim_end_matches('\r').len();
    }
    Ok((format!("{}{}", &text[..start], &text[end..]), text[row.bytes.clone()].trim_end().to_string()))
}

/// A table: its header, and how it is written.
struct Table<'t> {
    file: &'t str,
    text: &'t str,
    delimiter: u8,
    header: Vec<String>,
}

/// A row, and where it stands.
struct Record {
    cells: csv::StringRecord,
    bytes: Range<usize>,
}

impl<'t> Table<'t> {
    fn new(file: &'t str, text: &'t str) -> Result<Table<'t>> {
        let first = text.lines().next().unwrap_or_default().trim_start_matches('\u{feff}');
        let delimiter = if first.contains(';') && !first.contains(',') { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new();
        let reader = reader.has_headers(false).flexible(true).delimiter(delimiter);
        // A row of text is always some record.
        let header = reader.from_reader(first.as_bytes()).records().next().and_then(|row| row.ok());
        let header = header.unwrap_or_default().iter().map(|column| column.trim().to_string()).collect();
        let table = Table { file, text, delimiter, header };
        let place = |at: usize| {
            let column = table.columns(first).get(at).copied().unwrap_or(0);
            Place { file: file.into(), line: 1, column }
        };
        if let Some(missing) = COLUMNS[..2].iter().find(|column| table.column(column).is_none()) {
            let error = Error::data(place(0), format!("no column `{missing}`"));
            return Err(error.with_hint(format!("the columns are {}", COLUMNS.join(","))));
        }
        // What is misspelt would be read as if it were not there.
        let unknown = |column: &&(usize, &String)| !COLUMNS.contains(&&**column.1);
        for (at, column) in table.header.iter().enumerate().filter(|column| unknown(&column)) {
            let meant = close(column, COLUMNS).filter(|meant| table.column(meant).is_none());
            if let Some(meant) = meant {
                let error = Error::data(place(at), format!("no column `{column}`"));
                return Err(error.with_hint(format!("did you mean `{meant}`?")));
            }
        }
        Ok(table)
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name)
    }

    fn cell<'r>(&self, record: &'r Record, name: &str) -> &'r str {
        self.column(name).and_then(|at| record.cells.get(at)).unwrap_or_default().trim()
    }

    fn records(&self) -> Result<Vec<Record>> {
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.delimiter(self.delimiter).flexible(true).from_reader(self.text.as_bytes());
        let mut rows: Vec<Record> = Vec::new();
        for cells in reader.records() {
            let cells = cells.map_err(|error| {
                let at = error.position().map_or(0, |position| position.byte() as usize);
                let line = self.text.get(..at).map_or(0, |before| before.matches('\n').count() as u32 + 1);
                Error::data(Place { file: self.file.into(), line, column: 0 }, error.to_string())
            })?;
            let start = cells.position().map_or(0, |position| position.byte() as usize);
            // The reader begins a row behind the carriage return of the one before it.
            let ends = self.text.as_bytes()[start..].iter().take_while(|byte| b"\r\n".contains(byte)).count();
            let start = start + ends;
            if let Some(before) = rows.last_mut() {
                before.bytes.end = start;
            }
            rows.push(Record { cells, bytes: start..self.text.len() });
        }
        Ok(rows)
    }

    /// Where a row stands, or a cell of it.
    fn place(&self, record: &Record, column: Option<usize>) -> Place {
        let line = self.text[..record.bytes.start].matches('\n').count() as u32 + 1;
        let columns = self.columns(&self.text[record.bytes.clone()]);
        let column = column.and_then(|at| columns.get(at)).copied().unwrap_or(0);
        Place { file: self.file.into(), line, column }
    }

    /// In which column, from 1, each cell of a row begins that stands in its first line.
    fn columns(&self, row: &str) -> Vec<u32> {
        let (mut starts, mut is_quoted) = (vec![1], false);
        for (c, at) in row.chars().zip(1..).take_while(|&(c, _)| c != '\n') {
            match c {
                '"' => is_quoted = !is_quoted,
                _ if c == char::from(self.delimiter) && !is_quoted => starts.push(at + 1),
                _ => {}
            }
        }
        starts
    }

    fn row(&self, record: &Record) -> Result<Correction> {
        let error =
            |column: &str, message: String| Error::data(self.place(record, self.column(column)), message);
        if let Some(at) =
            (self.header.len()..record.cells.len()).find(|&at| !record.cells[at].trim().is_empty())
        {
            let error = Error::data(self.place(record, Some(at)), "more cells than columns");
            return Err(error.with_hint("put what holds a separator between quotation marks"));
        }
        let name = self.cell(record, "action");
        let row = ACTIONS.iter().find(|row| row.name == name).ok_or_else(|| {
            let names = ACTIONS.map(|row| row.name);
            let hint = match close(name, names) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("an action is one of {}", names.join(", ")),
            };
            error("action", format!("no action `{name}`")).with_hint(hint)
        })?;
        let scope = self.cell(record, "scope");
        let scope = Scope::parse(scope).ok_or_else(|| {
            let advice = "leave it empty, or write document:ID or source:NAME";
            error("scope", format!("no scope `{scope}`")).with_hint(advice)
        })?;
        let when = self.cell(record, "when");
        if !when.is_empty() && PartialDate::parse(when).is_none() {
            return Err(error("when", format!("`{when}` is no day")).with_hint("write it as 2026-11-29"));
        }
        let cell = |name: &str| self.cell(record, name).to_string();
        let place = self.place(record, None);
        let rule = rule(&place);
        let correction =
            Correction { scope, place, rule, ..Correction::new(row.action, cell("a"), cell("b")) };
        let [who, when, why] = ["who", "when", "why"].map(cell);
        let correction = Correction { who, when, why, ..correction };
        match fault(&correction) {
            None => Ok(correction),
            Some((column, message, hint)) => Err(error(column, message).with_hint(hint)),
        }
    }

    fn quoted(&self, cell: &str) -> String {
        match cell.contains(['"', '\n', '\r', ',', ';']) || cell != cell.trim() {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => cell.to_string(),
        }
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

fn close<'n>(given: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let likeness = |name: &str| strsim::normalized_damerau_levenshtein(given, name);
    let near =
        names.into_iter().map(|name| (likeness(name), name)).filter(|(likeness, _)| *likeness >= CLOSE);
    near.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, name)| name)
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
