//! Tables: the columns of each, what they say, and their typed values. Every format of rows and columns reads them here;
//! how a value is spelled is up to the format.

mod changes;
mod differences;
mod document;
mod edges;
mod evidence;
mod mentions;
mod nodes;
mod passages;
mod periods;
mod questions;
mod reading;
mod sites;
mod stories;

pub(super) use changes::ChangeRow;
pub(super) use differences::DifferenceRow;
pub(super) use edges::{EdgeRow, Edges};
pub(super) use evidence::EvidenceRow;
pub(super) use mentions::MentionRow;
pub(super) use nodes::NodeRow;
pub(super) use passages::PassageRow;
pub use periods::CalendarUnit;
pub(super) use periods::PeriodRow;
pub(super) use questions::QuestionRow;
pub(super) use reading::{RelationRow, TieRow, WindowRow};
pub(super) use sites::{ActorRow, SiteRow};
pub(super) use stories::StoryRow;

use crate::model::Date;
use std::{borrow::Cow, fmt::Write};

/// A value in a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell<'r> {
    /// Not known, or does not apply.
    Empty,
    Text(Cow<'r, str>),
    /// Several texts, none or more.
    List(Vec<Cow<'r, str>>),
    Integer(u64),
    Decimal(f64),
    Date(Date),
    Boolean(bool),
}

/// A column of a table whose rows are `R`.
pub(super) struct Column<'r, R> {
    /// The header: `NPMI`.
    pub(super) name: &'static str,
    /// What its values say, in one line of Markdown.
    pub(super) says: &'static str,
    /// How a value is had from a row.
    pub(super) value: Value<'r, R>,
}

/// The value of a column in a row; all values of a column are of one type.
pub(super) enum Value<'r, R> {
    Text(fn(&R) -> Option<Cow<'r, str>>),
    List(fn(&R) -> Vec<Cow<'r, str>>),
    Integer(fn(&R) -> Option<u64>),
    Decimal(fn(&R) -> Option<f64>),
    Date(fn(&R) -> Option<Date>),
    Boolean(fn(&R) -> Option<bool>),
}

/// What stands in the rows of tables.
pub(super) trait TableRow<'r>: Sized + 'r {
    /// Every column that there is, in order.
    const COLUMNS: &'r [Column<'r, Self>];
}

/// A table: some of the columns of its rows.
pub(super) struct Table<'r, R> {
    /// `nodes`
    pub(super) name: &'static str,
    /// What a row is, and what the columns have in common, as Markdown.
    pub(super) says: &'static str,
    /// The columns, in order.
    pub(super) columns: Vec<&'r Column<'r, R>>,
}

impl<'r, R> Table<'r, R> {
    fn new(name: &'static str, says: &'static str, parts: &[&'r [Column<'r, R>]]) -> Table<'r, R> {
        Table { name, says, columns: parts.iter().copied().flatten().collect() }
    }
}

impl<'r, R> Column<'r, R> {
    /// The value in a row.
    pub(super) fn cell(&self, row: &R) -> Cell<'r> {
        let cell = match self.value {
            Value::Text(value) => value(row).map(Cell::Text),
            Value::List(value) => Some(Cell::List(value(row))),
            Value::Integer(value) => value(row).map(Cell::Integer),
            Value::Decimal(value) => value(row).map(Cell::Decimal),
            Value::Date(value) => value(row).map(Cell::Date),
            Value::Boolean(value) => value(row).map(Cell::Boolean),
        };
        cell.unwrap_or(Cell::Empty)
    }

    /// The type of its values.
    fn type_name(&self) -> &'static str {
        match self.value {
            Value::Text(_) => "text",
            Value::List(_) => "list of texts",
            Value::Integer(_) => "integer",
            Value::Decimal(_) => "decimal",
            Value::Date(_) => "date",
            Value::Boolean(_) => "boolean",
        }
    }
}

/// A text without line ends and control characters: each run of them, with the spaces around it, is one space.
pub(in crate::export) fn one_line(text: Cow<'_, str>) -> Cow<'_, str> {
    if !has_breaks(text.as_bytes()) {
        return text;
    }
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let pieces = text.split(breaks).map(str::trim).filter(|piece| !piece.is_empty());
    Cow::Owned(pieces.collect::<Vec<_>>().join(" "))
}

/// Whether a text has a line end or a control character. Every cell of every table comes by here: eight bytes are asked at once
/// whether one of them begins a break, and only where one may are they looked at one by one.
fn has_breaks(text: &[u8]) -> bool {
    const WORD: usize = size_of::<u64>();
    let words = text.chunks_exact(WORD);
    let rest = words.remainder();
    let suspect = words.enumerate().filter(|(_, word)| {
        let word = <[u8; WORD]>::try_from(*word).expect("a chunk is as long as a word");
        may_begin_break(u64::from_le_bytes(word))
    });
    let breaks = |start: usize, end: usize| (start..end).any(|at| is_break(&text[at..]));
    suspect.map(|(at, _)| at * WORD).any(|at| breaks(at, at + WORD))
        || breaks(text.len() - rest.len(), text.len())
}

/// Whether bytes begin with a break: ASCII; U+0080 to U+009F; U+2028 and U+2029.
fn is_break(bytes: &[u8]) -> bool {
    matches!(bytes, [..b' ' | 0x7F, ..] | [0xC2, ..0xA0, ..] | [0xE2, 0x80, 0xA8 | 0xA9, ..])
}

/// Whether one of eight bytes may be the first of a break, by what arithmetic on all of them at once leaves in their highest bits.
fn may_begin_break(word: u64) -> bool {
    let all = |byte: u8| u64::from_ne_bytes([byte; size_of::<u64>()]);
    let below = |word: u64, least: u8| word.wrapping_sub(all(least)) & !word;
    let equals = |word: u64, byte: u8| below(word ^ all(byte), 1);
    // 0xC2 and 0xE2 are one but for a bit.
    let found = below(word, b' ') | equals(word, 0x7F) | equals(word & all(!0x20), 0xC2);
    found & all(0x80) != 0
}

/// A text that is there.
fn text(text: &str) -> Option<Cow<'_, str>> {
    Some(Cow::Borrowed(text))
}

fn texts<T: AsRef<str>>(texts: &[T]) -> Vec<Cow<'_, str>> {
    texts.iter().map(|text| text.as_ref().into()).collect()
}

/// Writes a day as ISO 8601 has it. Tables hold hundreds of thousands of days: those of four digits are written digit by digit.
pub(super) fn write_day(date: Date, out: &mut String) {
    match u16::try_from(date.year()) {
        Ok(year) => {
            let (month, day) = (date.month() as u16, date.day() as u16);
            let digit = |number: u16| char::from(b'0' + (number % 10) as u8);
            let year = [digit(year / 1000), digit(year / 100), digit(year / 10), digit(year)];
            let rest = ['-', digit(month / 10), digit(month), '-', digit(day / 10), digit(day)];
            out.extend(year.into_iter().chain(rest));
        }
        Err(_) => drop(write!(out, "{date}")),
    }
}

/// Days in order, each once, as Gephi’s timeline reads timestamps. Without brackets, so that they are never taken for the
/// ends of an interval; none where there are none. Gathered by a stretch of the calendar, the first day of each.
fn timeset<'r>(dates: impl Iterator<Item = Date>, by: Option<CalendarUnit>) -> Option<Cow<'r, str>> {
    let mut days: Vec<Date> = dates.map(|day| by.map_or(day, |unit| unit.first_day(day))).collect();
    days.sort_unstable();
    days.dedup();
    let mut timeset = String::with_capacity(12 * days.len());
    for day in &days {
        timeset.push_str(if timeset.is_empty() { "" } else { ", " });
        write_day(*day, &mut timeset);
    }
    (!timeset.is_empty()).then(|| timeset.into())
}

/// Every table with its columns, as Markdown.
pub fn describe_tables() -> String {
    let mut page = String::from(INTRODUCTION);
    describe(&NodeRow::table(), &mut page);
    Edges::ALL.iter().for_each(|edges| describe(&edges.table(), &mut page));
    describe(&EvidenceRow::table(), &mut page);
    describe(&PassageRow::table(), &mut page);
    describe(&StoryRow::table(), &mut page);
    describe(&MentionRow::table(), &mut page);
    describe(&PeriodRow::table(), &mut page);
    describe(&ChangeRow::table(), &mut page);
    describe(&DifferenceRow::table(), &mut page);
    describe(&QuestionRow::table(), &mut page);
    describe(&RelationRow::table(), &mut page);
    describe(&TieRow::table(), &mut page);
    describe(&WindowRow::table(), &mut page);
    describe(&SiteRow::table(), &mut page);
    describe(&ActorRow::table(), &mut page);
    page
}

const INTRODUCTION: &str = "\
# Tables

Made by `palabre tables` from the columns in `src/export/tables/`; edit those.

`palabre extract -f csv` writes each table as a file of its name. Gephi opens `nodes.csv` and `edges.csv` as they are;
`relations.csv` and `ties.csv` have the same edges with all that is known of them, `evidence.csv` the sentences behind them, by
the `Id` of the edge. `--by month`, `quarter` or `year` adds `periods.csv`.

A cell is empty where its value does not apply or is not known. The values of a list are joined by `|`. Decimals have at most
four places, below 0.001 four significant digits. Dates are ISO 8601 (`2025-05-08`). Offsets are code points in the original text, ends exclusive. A cell is one
line. Column names do not change.

No cell is a formula. A text that a spreadsheet would take for one (it begins with `=`, `+`, `-`, `@` or their full-width forms,
spaces aside) has a `'` before it; a text that begins with `'` and would then look the same has one more. So a program gets every
text back: where a cell matches `^'+\\s*[=+@＝＋－＠-]`, its first `'` is not the text’s.

In pandas, `read_csv(…, keep_default_na=False)` keeps an actor whose name is `NA`. In networkx, edges are parallel:
`from_pandas_edgelist(edges, \"Source\", \"Target\", edge_attr=True, create_using=networkx.MultiDiGraph, edge_key=\"Kind\")`, and its
algorithms want `weight=\"Weight\"`.
";

fn describe<'r, R: 'r>(table: &Table<'r, R>, page: &mut String) {
    *page += &format!(
        "\n## {}\n\n{}\n\n| column | type | what it says |\n|---|---|---|\n",
        table.name, table.says
    );
    for column in &table.columns {
        *page += &format!("| `{}` | {} | {} |\n", column.name, column.type_name(), column.says);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for date in [Date::MIN, Date::ZERO, Date::constant(33, 4, 3), Date::constant(2025, 10, 28), Date::MAX]
        {
            let mut written = String::new();
            write_day(date, &mut written);
            assert_eq!(written, date.to_string());
        }
    }

    #[test]
    fn breaks_are_those_of_the_characters() {
        let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        for c in ('\0'..='\u{3000}').chain(['\u{FEFF}', '\u{10FFFF}']) {
            let text = format!("l’été à{c}…");
            assert_eq!(has_breaks(text.as_bytes()), breaks(c), "{:?}", c);
        }
        for (before, c) in (0..70).flat_map(|before| ['\n', '\u{85}', '\u{2028}', 'é'].map(|c| (before, c)))
        {
            let text = format!("{}{c}", "x".repeat(before));
            assert_eq!(has_breaks(text.as_bytes()), breaks(c), "{text:?}");
        }
    }
}
