//! What is wrong with a set of lists, or likely so.

use super::{
    doubts,
    features::FeatureLists,
    forms, replaced,
    rows::{Entries, Row, Rows},
    schema,
    table::Table,
    terms,
};
use crate::{
    error::{Error, ErrorKind, Place, Result},
    matcher::{fold, nearest},
    model::{EntryKind, PartialDate},
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::{borrow::Cow, fmt};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The lists cannot be loaded.
    Error,
    /// Likely a mistake.
    Warning,
    /// What a row does, or what may be simpler.
    Info,
}

/// Something wrong with a list, or likely so. In the order of level and place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Finding {
    /// How bad.
    pub level: Level,
    /// Where.
    pub place: Place,
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
            Level::Info => "info",
        };
        write!(f, "{}: {level}: {}", self.place, self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, "\n  hint: {hint}")?;
        }
        Ok(())
    }
}

impl Finding {
    /// None where the error is about no data file.
    #[doc(hidden)]
    pub fn from_error(error: &Error) -> Option<Finding> {
        match error.kind() {
            ErrorKind::Data { place, message, .. } => Some(Finding {
                place: place.clone(),
                level: Level::Error,
                message: message.clone(),
                hint: error.hint().map(str::to_string),
            }),
            _ => None,
        }
    }

    pub(super) fn into_error(self) -> Error {
        let error = Error::data(self.place, self.message);
        match self.hint {
            Some(hint) => error.with_hint(hint),
            None => error,
        }
    }

    /// What is said of which place.
    pub(super) fn told(&self) -> (Place, String) {
        (self.place.clone(), self.message.clone())
    }

    pub(super) fn at(row: &Row, column: &str, level: Level, message: String, hint: &str) -> Finding {
        let hint = Some(hint.to_string()).filter(|hint| !hint.is_empty());
        Finding { place: row.table.place(row.cells, column), level, message, hint }
    }
}

/// Which rows are examined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All.
    All,
    /// Those that were added, among all: no row is told of that was there before.
    Added,
}

impl Scope {
    pub(super) fn has(self, row: &Row) -> bool {
        self.has_table(row.table)
    }

    fn has_table(self, table: &Table) -> bool {
        self == Scope::All || table.file.layer > 0
    }
}

/// `sure` are names that are not to be doubted, each a row's id and a form of it or the id of another.
pub(super) fn check(rows: &Rows, scope: Scope, sure: &[[String; 2]]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (entries, words) = (rows.entries(), Words::of(rows));
    check_cells(all_rows(rows).filter(|row| scope.has(row)), &mut findings);
    check_ids(rows, scope, &mut findings);
    check_actor_ids(&entries, scope, &mut findings);
    check_references(rows, scope, &Ids::of(&entries), &mut findings);
    check_names(&entries, scope, &words, &mut findings);
    forms::check(&entries, scope, &mut findings);
    doubts::check((rows, &entries, &words), scope, sure, &mut findings);
    terms::check(rows, &|_| false, &mut findings);
    terms::check_repeated(rows, scope, &mut findings);
    terms::check_consecutive(rows, scope, &mut findings);
    replaced::check(rows, &mut findings);
    findings
}

/// The first error in the lists that were added, of those that building the lexicon does not meet. Only one person at a time
/// holds a role of the lists, as they say, or one of which `is_unique` says so.
///
/// # Errors
/// That one.
pub(super) fn refuse(rows: &Rows, is_unique: &dyn Fn(&str) -> bool) -> Result<()> {
    let added: Vec<&str> = (rows.tables().iter().filter(|table| table.file.layer > 0))
        .map(|table| table.file.path.as_str())
        .collect();
    if added.is_empty() {
        return Ok(());
    }
    let mut findings = Vec::new();
    check_cells(all_rows(rows).filter(|row| Scope::Added.has(row)), &mut findings);
    check_ids(rows, Scope::Added, &mut findings);
    check_actor_ids(&rows.entries(), Scope::Added, &mut findings);
    terms::check(rows, is_unique, &mut findings);
    findings.retain(|finding| finding.level == Level::Error && added.contains(&&*finding.place.file));
    findings.sort();
    findings.into_iter().next().map_or(Ok(()), |first| Err(first.into_error()))
}

/// Features that code asks for, and that no word has.
pub(super) fn check_features(lists: &FeatureLists) -> Vec<Finding> {
    let finding = |(name, place): (&str, Option<&Place>)| Finding {
        place: place.cloned().unwrap_or_default(),
        level: Level::Warning,
        message: format!("the feature `{name}` has no words"),
        hint: Some("give it `words` in features.toml".to_string()),
    };
    lists.without_words().map(finding).collect()
}

/// The ids of all lists.
struct Ids<'e>(FxHashSet<(EntryKind, &'e str)>);

impl<'e> Ids<'e> {
    fn of(entries: &'e Entries) -> Ids<'e> {
        Ids(entries.iter().map(|(kind, id, _)| (*kind, &**id)).collect())
    }

    fn has(&self, kinds: &[EntryKind], id: &str) -> bool {
        kinds.iter().any(|&kind| self.0.contains(&(kind, id)))
    }

    /// What may be meant by an id that is none.
    fn nearest(&self, kinds: &[EntryKind], id: &str) -> Option<&str> {
        let mut ids: Vec<&str> =
            self.0.iter().filter(|(kind, _)| kinds.contains(kind)).map(|(_, id)| *id).collect();
        ids.sort_unstable();
        nearest(id, ids)
    }
}

fn all_rows<'r>(rows: &'r Rows) -> impl Iterator<Item = Row<'r>> {
    rows.tables().iter().flat_map(|table| table.rows.iter().map(move |cells| Row { table, cells }))
}

/// Cells whose values come from a fixed set, dates, numbers and what must not be empty.
fn check_cells<'r>(rows: impl Iterator<Item = Row<'r>>, findings: &mut Vec<Finding>) {
    for row in rows {
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
        "from" | "to" | "checked" | "died" if value.contains('/') && PartialDate::parse(value).is_none() => {
            problem("a date", "which is the day? write 2020-08-18")
        }
        "from" | "to" | "checked" | "died" if value != "?" && PartialDate::parse(value).is_none() => {
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
fn check_ids(rows: &Rows, scope: Scope, findings: &mut Vec<Finding>) {
    for table in rows.tables().iter().filter(|table| scope.has_table(table)) {
        let mut lines: FxHashMap<Cow<str>, u32> = FxHashMap::default();
        for cells in &table.rows {
            let row = Row { table, cells };
            let id = row.key();
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

/// Countries, organisations, people and places are the nodes of one graph: an id must mean one of them.
fn check_actor_ids(entries: &Entries, scope: Scope, findings: &mut Vec<Finding>) {
    let actors = || entries.iter().filter(|(kind, ..)| is_actor(*kind));
    let examined: FxHashSet<&str> =
        actors().filter(|(.., row)| scope.has(row)).map(|(_, id, _)| &**id).collect();
    let mut owners: FxHashMap<&str, (EntryKind, Row)> = FxHashMap::default();
    for &(kind, ref id, row) in actors().filter(|(_, id, _)| examined.contains(&**id)) {
        if let Some((other_kind, other)) = owners.get(&**id)
            && *other_kind != kind
        {
            let message =
                format!("`{id}` is the id of {}:{} as well", other.table.file.path, other.cells.line);
            let hint =
                "countries, organisations, people and places need different ids: give the lesser another";
            findings.push(Finding::at(&row, "id", Level::Error, message, hint));
            continue;
        }
        owners.insert(&**id, (kind, row));
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

/// The kinds of rows whose ids stand in a column; none where it holds no ids.
pub fn kinds_of_ids(list: &str, column: &str) -> &'static [EntryKind] {
    let found = REFERENCES.iter().find(|(of, name, _)| (*of, *name) == (list, column));
    found.map_or(&[], |(.., kinds)| kinds)
}

/// For so many unknown ids it is told what may be meant: each is held against all ids.
const MOST_MEANT: usize = 50;

fn check_references(rows: &Rows, scope: Scope, ids: &Ids, findings: &mut Vec<Finding>) {
    let mut unknown = 0;
    for (list, column, kinds) in REFERENCES {
        for row in rows.list(list).filter(|row| scope.has(row)) {
            for id in row.values(column).filter(|id| !ids.has(kinds, id)) {
                let what = match (list, column) {
                    (_, "country") => "country code",
                    ("memberships", "body") => "body",
                    _ => "id",
                };
                let message = format!("unknown {what} `{id}`");
                unknown += 1;
                let meant = (unknown <= MOST_MEANT).then(|| ids.nearest(kinds, id)).flatten();
                let meant = meant.map(|meant| format!("did you mean `{meant}`? ")).unwrap_or_default();
                let hint = "the id must stand in its own list; `palabre gazetteer find NAME` shows ids";
                findings.push(Finding::at(&row, column, Level::Error, message, &format!("{meant}{hint}")));
            }
        }
    }
}

/// Where a form stands: the row, the column and the row's kind and id.
type Owner<'e> = (Row<'e>, &'static str, EntryKind, &'e str);

/// Forms that two rows claim for themselves, and forms that are ordinary words.
fn check_names(entries: &Entries, scope: Scope, words: &Words, findings: &mut Vec<Finding>) {
    let mut owners: FxHashMap<(bool, String), Owner> = FxHashMap::default();
    let starts: FxHashSet<char> =
        entries.iter().filter(|(.., row)| scope.has(row)).flat_map(|(.., row)| starts_of(row)).collect();
    // What none of them may be called needs no look.
    let is_near = |(.., row): &(EntryKind, Cow<str>, Row)| {
        scope.has(row) || starts_of(row).any(|start| starts.contains(&start))
    };
    for &(kind, ref id, row) in entries.iter().filter(|entry| is_near(entry)) {
        let shared: Vec<&str> = row.values("shared").chain(row.values("cued")).collect();
        for column in forms::COLUMNS {
            for form in row.values(column).filter(|form| !shared.contains(form)) {
                if is_actor(kind) && scope.has(&row) && words.has(form, column, kind, &row) {
                    let message = format!("`{form}` is an ordinary French word");
                    let hint = "put it in `cued`, so that it counts only after a cue";
                    findings.push(Finding::at(&row, column, Level::Warning, message, hint));
                }
                let key = (is_actor(kind), spelled(form, kind));
                let owner: Owner = (row, column, kind, id);
                match owners.get(&key) {
                    Some(other)
                        if (other.2, other.3) != (kind, &**id) && (is_actor(kind) || other.2 == kind) =>
                    {
                        findings.push(both_have(form, other, &owner));
                    }
                    _ => {
                        owners.insert(key, owner);
                    }
                }
            }
        }
    }
}

/// The letters that the forms of a row start with, folded so far that no two that are the same name start differently.
fn starts_of<'r>(row: &Row<'r>) -> impl Iterator<Item = char> + use<'r> {
    let row = *row;
    let forms = forms::COLUMNS.into_iter().flat_map(move |column| row.table.values(row.cells, column));
    forms.map(|form| match form.chars().find(|c| c.is_alphanumeric()) {
        Some(c) if c.is_ascii() => c.to_ascii_lowercase(),
        _ => '*',
    })
}

fn both_have(form: &str, first: &Owner, second: &Owner) -> Finding {
    let (other, (row, column, kind, _)) = in_order(first, second, |owner| owner.0);
    let (other, other_kind, id) = (other.0, other.2, other.3);
    let message =
        format!("`{form}` is a name of `{id}` as well ({}:{})", other.table.file.path, other.cells.line);
    let is_same =
        row.cell("id").is_empty() && (*kind, row.cell("country")) == (other_kind, other.cell("country"));
    let change =
        if is_same { format!("did you mean to change it? give the id `{id}`; ") } else { String::new() };
    let hint = format!("{change}where both mean it, put it in `shared` of one or both");
    Finding::at(row, column, Level::Warning, message, &hint)
}

/// Two that do not go together; the second is the one to be told of. It is the one that was added to the other.
pub(super) fn in_order<'o, 'r, T>(
    first: &'o T,
    second: &'o T,
    row: impl Fn(&T) -> Row<'r>,
) -> (&'o T, &'o T) {
    let layer = |of: &T| row(of).table.file.layer;
    if layer(first) > layer(second) { (second, first) } else { (first, second) }
}

/// The ordinary words, with how often they were counted.
pub(super) struct Words<'r>(FxHashMap<&'r str, u64>);

impl<'r> Words<'r> {
    pub(super) fn of(rows: &'r Rows) -> Words<'r> {
        // A list without counts means that all its words are common.
        let count = |row: &Row| row.cell("count").parse().unwrap_or(COMMON);
        Words(rows.list("words").map(|row| (row.cell("form"), count(&row))).collect())
    }

    /// Whether a word, in small letters, is common.
    pub(super) fn has_common(&self, word: &str) -> bool {
        self.0.get(word).is_some_and(|&count| count >= COMMON)
    }

    /// Whether a form, in the column given of a row, would be read where a text has but an ordinary word: any word in
    /// small letters, and a common one with its capital, since every sentence begins with one. The matcher reads a
    /// `short` form with care, and everybody means the place by the name of a country, a capital or a sea (`Pacifique`).
    fn has(&self, form: &str, column: &str, kind: EntryKind, row: &Row) -> bool {
        let least = if form.chars().all(char::is_lowercase) { 1 } else { COMMON };
        let acronym = form.chars().all(|c| !c.is_lowercase());
        column != "short"
            && !is_by_itself(kind, row)
            && !acronym
            && self.0.get(form.to_lowercase().as_str()).is_some_and(|&count| count >= least)
    }
}

/// Whether everybody means a row by its name, whatever else the name is.
pub(super) fn is_by_itself(kind: EntryKind, row: &Row) -> bool {
    kind == EntryKind::Country
        || matches!(row.cell("type"), "capital" | "continent" | "sea" | "desert" | "area")
}

/// A word that the press wrote this often in small letters, in the texts that were counted, is common.
const COMMON: u64 = 20;

pub(super) fn is_actor(kind: EntryKind) -> bool {
    matches!(kind, EntryKind::Country | EntryKind::Organisation | EntryKind::Person | EntryKind::Place)
}

/// Two forms are the same name if they match the same text: folded, but an acronym is not a word.
fn spelled(form: &str, kind: EntryKind) -> String {
    let capitals = is_actor(kind) && form.chars().all(|c| !c.is_lowercase()) && form.chars().count() > 1;
    let folded: Vec<String> =
        form.split(|c: char| !c.is_alphanumeric()).filter(|t| !t.is_empty()).map(fold).collect();
    if capitals { folded.join(" ").to_uppercase() } else { folded.join(" ") }
}
