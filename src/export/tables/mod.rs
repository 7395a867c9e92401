//! Tables: the columns of each, what they say, and their typed values. Every format of rows and columns reads them here;
//! how a value is spelled is up to the format.

mod edges;
mod evidence;
mod mentions;
mod nodes;

pub(super) use edges::EdgeRow;
pub(super) use evidence::EvidenceRow;
pub(super) use mentions::MentionRow;
pub(super) use nodes::NodeRow;

use crate::model::Date;
use std::borrow::Cow;

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

/// A row of a table.
pub(super) trait TableRow<'r>: Sized + 'r {
    /// The table: `nodes`.
    const TABLE: &'static str;
    /// What a row is, and what the columns have in common, as Markdown.
    const SAYS: &'static str;
    /// The columns, in order.
    const COLUMNS: &'r [Column<'r, Self>];
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

/// A text that is there.
fn text(text: &str) -> Option<Cow<'_, str>> {
    Some(Cow::Borrowed(text))
}

fn texts(texts: &[String]) -> Vec<Cow<'_, str>> {
    texts.iter().map(Into::into).collect()
}

/// Every table with its columns, as Markdown.
pub fn describe_tables() -> String {
    let mut page = String::from(INTRODUCTION);
    describe::<NodeRow>(&mut page);
    describe::<EdgeRow>(&mut page);
    describe::<EvidenceRow>(&mut page);
    describe::<MentionRow>(&mut page);
    page
}

const INTRODUCTION: &str = "\
# Tables

Made by `palabre tables` from the columns in `src/export/tables/`; edit those.

`palabre extract -f csv` writes each table as a file: `nodes.csv`, `edges.csv`, `evidence.csv`, `mentions.csv`. Gephi opens
`nodes.csv` and `edges.csv` as they are. A cell is empty where its value does not apply or is not known. The values of a list
are joined by `|`. Decimals have at most four places. Dates are ISO 8601 (`2025-05-08`). Offsets are code points in the
original text, ends exclusive. Column names do not change; new columns come last.
";

fn describe<'r, R: TableRow<'r>>(page: &mut String) {
    *page +=
        &format!("\n## {}\n\n{}\n\n| column | type | what it says |\n|---|---|---|\n", R::TABLE, R::SAYS);
    for column in R::COLUMNS {
        *page += &format!("| `{}` | {} | {} |\n", column.name, column.type_name(), column.says);
    }
}
