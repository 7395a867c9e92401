//! What is wrong with a set of lists, or likely so.

use super::{
    ListFile,
    rows::{Row, Rows},
    schema,
};
use crate::{
    error::{Error, ErrorKind, Place},
    matcher::fold,
    model::{EntryKind, PartialDate},
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::fmt;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The lists cannot be loaded.
    Error,
    /// Likely a mistake.
    Warning,
}

/// Something wrong with a list, or likely so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// How bad.
    pub level: Level,
    /// What, in small letters.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let level = match self.level {
            Level::Error => "error",
            Level::Warning => "warning",
        };
        write!(f, "{}: {level}: {}", self.place, self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, "\n  hint: {hint}")?;
        }
        Ok(())
    }
}

impl Finding {
    pub(super) fn from_error(error: &Error) -> Finding {
        let (place, message) = match error.kind() {
            ErrorKind::Data { place, message, .. } => (place.clone(), message.clone()),
            other => (Place::default(), other.to_string()),
        };
        Finding { place, level: Level::Error, message, hint: error.hint().map(str::to_string) }
    }

    fn at(row: &Row, column: &str, level: Level, message: String, hint: &str) -> Finding {
        let hint = Some(hint.to_string()).filter(|hint| !hint.is_empty());
        Finding { place: row.table.place(row.cells, column), level, message, hint }
    }
}

pub(super) fn check(files: &[ListFile]) -> Vec<Finding> {
    let (rows, broken) = Rows::read_all(files);
    let mut findings: Vec<Finding> = broken.iter().map(Finding::from_error).collect();
    let ids = Ids::of(&rows);
    check_cells(&rows, &mut findings);
    check_ids(&rows, &mut findings);
    check_references(&rows, &ids, &mut findings);
    check_names(&rows, &mut findings);
    check_terms(&rows, &mut findings);
    findings.sort_by(|a, b| (a.level, &a.place, &a.message).cmp(&(b.level, &b.place, &b.message)));
    findings
}

/// The ids of all lists.
struct Ids(FxHashSet<(EntryKind, String)>);

impl Ids {
    fn of(rows: &Rows) -> Ids {
        Ids(rows.entries().into_iter().map(|(kind, id, _)| (kind, id)).collect())
    }

    fn has(&self, kinds: &[EntryKind], id: &str) -> bool {
        kinds.iter().any(|&kind| self.0.contains(&(kind, id.to_string())))
    }
}

fn all_rows<'r>(rows: &'r Rows) -> impl Iterator<Item = Row<'r>> {
    rows.tables().iter().flat_map(|table| table.rows.iter().map(move |cells| Row { table, cells }))
}

/// Cells whose values come from a fixed set, dates, numbers and what must not be empty.
fn check_cells(rows: &Rows, findings: &mut Vec<Finding>) {
    for row in all_rows(rows) {
        let schema = row.table.schema;
        for column in schema.required.iter().filter(|column| row.cell(column).is_empty()) {
            findings.push(Finding::at(&row, column, Level::Error, format!("empty `{column}`"), ""));
        }
        for column in schema.optional.iter().filter(|column| !row.cell(column).is_empty()) {
            if let Some(problem) = bad_value(schema.list, column, row.cell(column)) {
                findings.push(Finding::at(&row, column, Level::Error, problem.0, &problem.1));
            }
        }
    }
}

fn bad_value(list: &str, column: &str, value: &str) -> Option<(String, String)> {
    let problem = |what: &str, hint: &str| Some((format!("`{value}` is not {what}"), hint.to_string()));
    if let Some(values) = schema::values(list, column) {
        return if values.contains(&value) {
            None
        } else {
            problem(&format!("a {column}"), &format!("one of {}", values.join(", ")))
        };
    }
    match column {
        "from" | "to" | "checked" if value != "?" && PartialDate::parse(value).is_none() => {
            problem("a date", "write 2020-08-18, 2020-08 or 2020")
        }
        "population" | "order" | "count" if value.parse::<u64>().is_err() => problem("a number", ""),
        "wikidata" if !is_wikidata(value) => problem("a Wikidata id", "such as Q912"),
        "id" if !value.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') => {
            problem("an id", "small letters, digits and hyphens")
        }
        _ => None,
    }
}

fn is_wikidata(value: &str) -> bool {
    value
        .strip_prefix('Q')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// The same id twice in one file. Over two files, the later row is meant to replace the earlier.
fn check_ids(rows: &Rows, findings: &mut Vec<Finding>) {
    for table in rows.tables() {
        let mut lines: FxHashMap<String, u32> = FxHashMap::default();
        for cells in &table.rows {
            let row = Row { table, cells };
            let id = match table.schema.list {
                "given_names" => row.cell("name").to_string(),
                "words" => row.cell("form").to_string(),
                "offices" => ["person", "role", "portfolio", "of", "from"].map(|c| row.cell(c)).join(" "),
                "role_offices" => ["role", "office", "portfolio", "of"].map(|c| row.cell(c)).join(" "),
                "memberships" => ["member", "body", "status", "from"].map(|c| row.cell(c)).join(" "),
                _ => row.id(),
            };
            if let Some(first) = lines.insert(id.clone(), cells.line) {
                let message = format!("duplicate id `{id}`, first on line {first}");
                findings.push(Finding::at(
                    &row,
                    "id",
                    Level::Error,
                    message,
                    "give it another id, or make one row of both",
                ));
            }
        }
    }
}

const COUNTRY: &[EntryKind] = &[EntryKind::Country];
const ORGANISATION: &[EntryKind] = &[EntryKind::Organisation];
const HOLDERS: &[EntryKind] = &[EntryKind::Country, EntryKind::Organisation, EntryKind::Place];

/// Columns that hold ids, and of what.
const REFERENCES: [(&str, &str, &[EntryKind]); 15] = [
    ("countries", "capital", &[EntryKind::Place]),
    ("organisations", "country", COUNTRY),
    ("organisations", "parent", ORGANISATION),
    ("people", "country", COUNTRY),
    ("places", "country", COUNTRY),
    ("offices", "person", &[EntryKind::Person]),
    ("offices", "role", &[EntryKind::Role]),
    ("offices", "portfolio", &[EntryKind::Portfolio]),
    ("offices", "of", HOLDERS),
    ("role_offices", "role", &[EntryKind::Role]),
    ("role_offices", "office", &[EntryKind::Role]),
    ("role_offices", "portfolio", &[EntryKind::Portfolio]),
    ("role_offices", "of", HOLDERS),
    ("memberships", "member", HOLDERS),
    ("memberships", "body", ORGANISATION),
];

fn check_references(rows: &Rows, ids: &Ids, findings: &mut Vec<Finding>) {
    for (list, column, kinds) in REFERENCES {
        for row in rows.list(list) {
            for id in row.values(column).filter(|id| !ids.has(kinds, id)) {
                let what = match (list, column) {
                    (_, "country") => "country code",
                    ("memberships", "body") => "body",
                    _ => "id",
                };
                let message = format!("unknown {what} `{id}`");
                let hint = "the id must stand in its own list; `palabre gazetteer find NAME` shows ids";
                findings.push(Finding::at(&row, column, Level::Error, message, hint));
            }
        }
    }
}

/// Where a form stands: the row, the column and the row's id.
type Owner<'r> = (Row<'r>, &'static str, EntryKind, String);

/// Forms that two rows claim for themselves, and forms that are ordinary words.
fn check_names(rows: &Rows, findings: &mut Vec<Finding>) {
    let words: FxHashSet<&str> = rows.list("words").map(|row| row.cell("form")).collect();
    let mut owners: FxHashMap<(bool, String), Owner> = FxHashMap::default();
    for (kind, id, row) in rows.entries() {
        let shared: Vec<&str> = row.values("shared").chain(row.values("cued")).collect();
        for column in ["name", "long_name", "aliases", "acronyms", "short", "forms", "abbreviations"] {
            for form in row.values(column).filter(|form| !shared.contains(form)) {
                if is_actor(kind) && words.contains(form) {
                    let message = format!("`{form}` is an ordinary French word");
                    findings.push(Finding::at(
                        &row,
                        column,
                        Level::Warning,
                        message,
                        "put it in `cued`, so that it counts only after a cue",
                    ));
                }
                let key = (is_actor(kind), spelled(form, kind));
                if let Some((other, _, other_kind, other_id)) = owners.get(&key)
                    && (*other_kind, other_id) != (kind, &id)
                    && (is_actor(kind) || *other_kind == kind)
                {
                    let message = format!(
                        "`{form}` is a name of `{other_id}` as well ({}:{})",
                        other.table.file.path, other.cells.line
                    );
                    findings.push(Finding::at(
                        &row,
                        column,
                        Level::Warning,
                        message,
                        "where both mean it, put it in `shared` of one or both",
                    ));
                    continue;
                }
                owners.insert(key, (row, column, kind, id.clone()));
            }
        }
    }
}

fn is_actor(kind: EntryKind) -> bool {
    matches!(kind, EntryKind::Country | EntryKind::Organisation | EntryKind::Person | EntryKind::Place)
}

/// Two forms are the same name if they match the same text: folded, but an acronym is not a word.
fn spelled(form: &str, kind: EntryKind) -> String {
    let capitals = is_actor(kind) && form.chars().all(|c| !c.is_lowercase()) && form.chars().count() > 1;
    let folded: Vec<String> =
        form.split(|c: char| !c.is_alphanumeric()).filter(|t| !t.is_empty()).map(fold).collect();
    if capitals { folded.join(" ").to_uppercase() } else { folded.join(" ") }
}

/// Terms of an office that only one person can hold must not overlap by more than a handover.
fn check_terms(rows: &Rows, findings: &mut Vec<Finding>) {
    let unique: FxHashSet<String> =
        rows.list("roles").filter(|role| role.cell("unique") == "yes").map(|role| role.id()).collect();
    let mut terms: Vec<(String, PartialDate, Option<PartialDate>, Row)> = Vec::new();
    for row in rows.list("offices").filter(|row| unique.contains(row.cell("role"))) {
        let Some(from) = PartialDate::parse(row.cell("from")) else { continue };
        let ended_unknown = row.cell("to") == "?";
        let to = if ended_unknown { Some(from) } else { PartialDate::parse(row.cell("to")) };
        let portfolios: Vec<&str> = row.values("portfolio").collect();
        for portfolio in if portfolios.is_empty() { vec![""] } else { portfolios } {
            terms.push((format!("{} {portfolio} {}", row.cell("role"), row.cell("of")), from, to, row));
        }
    }
    for (_, from, to, row) in &terms {
        if to.is_some_and(|to| to.last < from.first) {
            findings.push(Finding::at(row, "to", Level::Error, "the term ends before it starts".into(), ""));
        }
    }
    terms.sort_by(|a, b| (&a.0, a.1.first, a.3.cell("person")).cmp(&(&b.0, b.1.first, b.3.cell("person"))));
    for pair in terms.windows(2) {
        let ((office, _, to, earlier), (next_office, from, _, later)) = (&pair[0], &pair[1]);
        let overlap = office == next_office
            && earlier.cell("person") != later.cell("person")
            && to.is_none_or(|to| to.first > from.last);
        if overlap {
            let message = format!(
                "`{}` and `{}` hold the same office at once ({})",
                later.cell("person"),
                earlier.cell("person"),
                office.trim()
            );
            let hint =
                format!("see line {}; an office that several can hold has `unique` = no", earlier.cells.line);
            findings.push(Finding::at(later, "from", Level::Warning, message, &hint));
        }
    }
}
