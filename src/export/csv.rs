//! CSV: the tables, and the dialects in which their values are spelled.
//!
//! One record is one line: control characters and line ends inside a cell become spaces. Several values of one cell are
//! joined by `|`. Numbers have at most four decimals and never an exponent. An empty cell is a value that is not known.
//! A text that a spreadsheet would take for a formula (`=1+1`, `@somme`) gets a `'` before it, in every dialect: a file for
//! programs is opened by people, too. Programs can tell the sign, see [`guarded`]. Numbers never get one.

use super::{
    CalendarUnit, ExportOptions, LeftOut, WriteGraph,
    tables::{
        Cell, ChangeRow, DifferenceRow, Edges, EvidenceRow, MentionRow, NodeRow, PassageRow, PeriodRow,
        QuestionRow, StoryRow, Table, one_line, write_day,
    },
};
use crate::model::{ActorGraph, Change, Difference, Extraction, Lexicon, Offsets, Question, is_formula};
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// How tables are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum CsvDialect {
    /// For programs: RFC 4180 with `,`, `.` and LF, UTF-8 without a byte order mark.
    #[default]
    Rfc,
    /// For a double-click in a French Excel: `;`, decimal comma, CRLF, a byte order mark.
    ExcelFr,
}

impl CsvDialect {
    /// Every dialect.
    pub const ALL: [CsvDialect; 2] = [CsvDialect::Rfc, CsvDialect::ExcelFr];

    /// The name in options: `excel-fr`.
    pub fn name(self) -> &'static str {
        match self {
            CsvDialect::Rfc => "rfc",
            CsvDialect::ExcelFr => "excel-fr",
        }
    }

    /// The dialect of a name.
    pub fn from_name(name: &str) -> Option<CsvDialect> {
        CsvDialect::ALL.into_iter().find(|dialect| dialect.name() == name)
    }
}

/// Writes a graph as tables.
#[derive(Debug, Clone, Copy)]
pub struct CsvTables<'g> {
    graph: &'g ActorGraph,
    dialect: CsvDialect,
    by: Option<CalendarUnit>,
}

impl<'g> CsvTables<'g> {
    /// The tables of a graph.
    pub fn new(graph: &'g ActorGraph, dialect: CsvDialect) -> CsvTables<'g> {
        CsvTables { graph, dialect, by: None }
    }

    /// The same with the days of `Timeset` gathered by a stretch of the calendar.
    pub fn with_by(self, by: CalendarUnit) -> CsvTables<'g> {
        CsvTables { by: Some(by), ..self }
    }

    /// Writes `nodes.csv`: one row an actor.
    ///
    /// # Errors
    /// What the writer says.
    pub fn nodes(&self, out: impl Write) -> io::Result<()> {
        let rows = NodeRow::heaviest(self.graph).map(|row| row.by(self.by));
        CsvTable::write(&NodeRow::table(), rows, out, self.dialect)
    }

    /// Writes `edges.csv`: one row an edge that is not only denied.
    ///
    /// # Errors
    /// What the writer says.
    pub fn edges(&self, out: impl Write) -> io::Result<()> {
        self.edges_of(Edges::All, out)
    }

    /// Writes `relations.csv`: one row an edge of a relation type.
    ///
    /// # Errors
    /// What the writer says.
    pub fn relations(&self, out: impl Write) -> io::Result<()> {
        self.edges_of(Edges::Relations, out)
    }

    /// Writes `ties.csv`: one row an edge of co-occurrence.
    ///
    /// # Errors
    /// What the writer says.
    pub fn ties(&self, out: impl Write) -> io::Result<()> {
        self.edges_of(Edges::Ties, out)
    }

    /// Writes `denied.csv`: one row a relation that is only negated or denied.
    ///
    /// # Errors
    /// What the writer says.
    pub fn denied(&self, out: impl Write) -> io::Result<()> {
        self.edges_of(Edges::Denied, out)
    }

    fn edges_of(&self, edges: Edges, out: impl Write) -> io::Result<()> {
        let rows = edges.rows(self.graph).map(|row| row.by(self.by));
        CsvTable::write(&edges.table(), rows, out, self.dialect)
    }

    /// Writes `evidence.csv`: one row for each window and each statement behind an edge, under the edge's `Id`.
    ///
    /// # Errors
    /// What the writer says.
    pub fn evidence(&self, out: impl Write) -> io::Result<()> {
        CsvTable::write(&EvidenceRow::table(), EvidenceRow::all(self.graph), out, self.dialect)
    }

    /// Writes `passages.csv`: one row a sentence or larger window that evidence refers to.
    ///
    /// # Errors
    /// What the writer says.
    pub fn passages(&self, out: impl Write) -> io::Result<()> {
        CsvTable::write(&PassageRow::table(), PassageRow::all(self.graph), out, self.dialect)
    }

    /// Writes `stories.csv`: one row a document of which there are copies.
    ///
    /// # Errors
    /// What the writer says.
    pub fn stories(&self, out: impl Write) -> io::Result<()> {
        CsvTable::write(&StoryRow::table(), StoryRow::all(self.graph), out, self.dialect)
    }
}

/// Writes `changes.csv`: one row a change from one graph to another.
///
/// # Errors
/// What the writer says.
pub fn write_changes(changes: &[Change], dialect: CsvDialect, out: impl Write) -> io::Result<()> {
    CsvTable::write(&ChangeRow::table(), ChangeRow::all(changes), out, dialect)
}

/// Writes `differences.csv`: one row a difference between two readings of the same documents.
///
/// # Errors
/// What the writer says.
pub fn write_differences(differences: &[Difference], dialect: CsvDialect, out: impl Write) -> io::Result<()> {
    CsvTable::write(&DifferenceRow::table(), DifferenceRow::all(differences), out, dialect)
}

/// Writes what is most worth a look, as a table of corrections to fill in: one row a question.
///
/// # Errors
/// What the writer says.
pub fn write_questions(questions: &[Question], dialect: CsvDialect, out: impl Write) -> io::Result<()> {
    CsvTable::write(&QuestionRow::table(), QuestionRow::all(questions), out, dialect)
}

/// Writes `mentions.csv`, document by document: one row a mention.
#[derive(Debug)]
pub struct CsvMentions<'l, W: Write> {
    table: CsvTable<W>,
    lexicon: &'l Lexicon,
}

impl<'l, W: Write> CsvMentions<'l, W> {
    /// A table with nothing but its header, for extractions made with a lexicon.
    ///
    /// # Errors
    /// What the writer says.
    pub fn new(out: W, dialect: CsvDialect, lexicon: &'l Lexicon) -> io::Result<CsvMentions<'l, W>> {
        Ok(CsvMentions { table: CsvTable::with_header(&MentionRow::table(), out, dialect)?, lexicon })
    }

    /// A table without its header: rows made apart, on another thread, to be put below one.
    pub fn rows(out: W, dialect: CsvDialect, lexicon: &'l Lexicon) -> CsvMentions<'l, W> {
        CsvMentions { table: CsvTable::new(out, dialect), lexicon }
    }

    /// Writes the mentions of a document.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(&mut self, extraction: &Extraction) -> io::Result<()> {
        let (offsets, table) = (Offsets::new(&extraction.document), MentionRow::table());
        let mut rows = MentionRow::all(extraction, &offsets, self.lexicon);
        rows.try_for_each(|row| self.table.row(&table, &row))
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// What the writer says.
    pub fn finish(self) -> io::Result<()> {
        self.table.finish()
    }
}

/// Writes one of the tables of a graph.
fn table(
    write: impl FnOnce(&CsvTables) -> io::Result<()>,
    graph: &ActorGraph,
    options: &ExportOptions,
) -> io::Result<LeftOut> {
    write(&CsvTables { graph, dialect: options.csv_dialect, by: options.by }).map(|()| LeftOut::default())
}

/// The files of the graph, with what writes them.
pub(super) const NODES: WriteGraph = |graph, options, out| table(|tables| tables.nodes(out), graph, options);
pub(super) const EDGES: WriteGraph = |graph, options, out| table(|tables| tables.edges(out), graph, options);
pub(super) const RELATIONS: WriteGraph =
    |graph, options, out| table(|tables| tables.relations(out), graph, options);
pub(super) const TIES: WriteGraph = |graph, options, out| table(|tables| tables.ties(out), graph, options);
pub(super) const DENIED: WriteGraph =
    |graph, options, out| table(|tables| tables.denied(out), graph, options);
pub(super) const EVIDENCE: WriteGraph =
    |graph, options, out| table(|tables| tables.evidence(out), graph, options);
pub(super) const PASSAGES: WriteGraph =
    |graph, options, out| table(|tables| tables.passages(out), graph, options);
pub(super) const STORIES: WriteGraph =
    |graph, options, out| table(|tables| tables.stories(out), graph, options);

/// Writes `periods.csv`.
pub(super) const PERIODS: WriteGraph = |graph, options, out| {
    let rows = PeriodRow::all(graph, options.by.unwrap_or_default());
    CsvTable::write(&PeriodRow::table(), rows, out, options.csv_dialect).map(|()| LeftOut::default())
};

/// Writes the header of `mentions.csv`.
pub(super) fn mentions_header(options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
    CsvTable::with_header(&MentionRow::table(), out, options.csv_dialect)?.finish()
}

/// Writes the rows of `mentions.csv` that are of one document.
pub(super) fn mentions(
    extraction: &Extraction,
    lexicon: &Lexicon,
    options: &ExportOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut table = CsvMentions::rows(out, options.csv_dialect, lexicon);
    table.write(extraction)?;
    table.finish()
}

/// A table on its way out.
#[derive(Debug)]
struct CsvTable<W: Write> {
    writer: csv::Writer<W>,
    dialect: CsvDialect,
}

impl<W: Write> CsvTable<W> {
    /// Writes a whole table.
    fn write<R>(
        table: &Table<R>,
        rows: impl Iterator<Item = R>,
        out: W,
        dialect: CsvDialect,
    ) -> io::Result<()> {
        let mut written = CsvTable::with_header(table, out, dialect)?;
        for row in rows {
            written.row(table, &row)?;
        }
        written.finish()
    }

    fn with_header<R>(table: &Table<R>, mut out: W, dialect: CsvDialect) -> io::Result<CsvTable<W>> {
        if dialect == CsvDialect::ExcelFr {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut written = CsvTable::new(out, dialect);
        written.record(table.columns.iter().map(|column| column.name.into()))?;
        Ok(written)
    }

    /// A table without a header.
    fn new(out: W, dialect: CsvDialect) -> CsvTable<W> {
        let mut format = csv::WriterBuilder::new();
        match dialect {
            CsvDialect::Rfc => format.terminator(csv::Terminator::Any(b'\n')),
            CsvDialect::ExcelFr => format.delimiter(b';').terminator(csv::Terminator::CRLF),
        };
        CsvTable { writer: format.from_writer(out), dialect }
    }

    fn row<R>(&mut self, table: &Table<R>, row: &R) -> io::Result<()> {
        let dialect = self.dialect;
        self.record(table.columns.iter().map(|column| spelled(column.cell(row), dialect)))
    }

    fn record<'c>(&mut self, mut cells: impl Iterator<Item = Cow<'c, str>>) -> io::Result<()> {
        let written = cells.try_for_each(|cell| self.writer.write_field(cell.as_bytes()));
        written.and_then(|()| self.writer.write_record(None::<&[u8]>)).map_err(io_error)
    }

    fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// A value as it stands in a cell. In a list, a `|` inside a text becomes `¦`.
fn spelled(cell: Cell<'_>, dialect: CsvDialect) -> Cow<'_, str> {
    match cell {
        Cell::Empty => "".into(),
        Cell::Text(text) => guarded(one_line(text)),
        Cell::List(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| text.replace('|', "¦")).collect();
            guarded(one_line(texts.join("|").into()))
        }
        Cell::Integer(integer) => integer.to_string().into(),
        Cell::Decimal(number) => decimal(number, dialect).into(),
        Cell::Date(date) => {
            let mut day = String::with_capacity(10);
            write_day(date, &mut day);
            day.into()
        }
        Cell::Boolean(true) => "true".into(),
        Cell::Boolean(false) => "false".into(),
    }
}

/// The error of the writer below, so that a broken pipe is known as one.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A text that no spreadsheet runs: with a `'` before it where it would. A text that begins with `'` and then the same gets one
/// more, so that taking one off gives every text back.
fn guarded(text: Cow<'_, str>) -> Cow<'_, str> {
    match is_formula(text.trim_start_matches('\'')) {
        true => Cow::Owned(format!("'{text}")),
        false => text,
    }
}

/// What is less than 1e-12 is rounding.
const MOST_DECIMALS: i32 = 12;

/// A number with four decimals at most, or four significant digits where it is less than 0.001. One that is no number is
/// an empty cell.
fn decimal(number: f64, dialect: CsvDialect) -> String {
    if !number.is_finite() {
        return String::new();
    }
    let mut decimals = 4;
    while decimals < MOST_DECIMALS && number.abs() * 10f64.powi(decimals) < 1_000.0 && number.abs() < 0.001 {
        decimals += 1;
    }
    let fixed = format!("{number:.*}", decimals as usize);
    let short = fixed.trim_end_matches('0').trim_end_matches('.');
    match (short, dialect) {
        ("-0", _) => "0".into(),
        (short, CsvDialect::Rfc) => short.into(),
        (short, CsvDialect::ExcelFr) => short.replace('.', ","),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals() {
        let both = |number| (decimal(number, CsvDialect::Rfc), decimal(number, CsvDialect::ExcelFr));
        let pair = |rfc: &str, excel: &str| (rfc.to_string(), excel.to_string());
        assert_eq!(both(0.0), pair("0", "0"));
        assert_eq!(both(-1e-14), pair("0", "0"));
        assert_eq!(both(0.000_012_345_6), pair("0.00001235", "0,00001235"));
        assert_eq!(both(0.001_234_5), pair("0.0012", "0,0012"));
        assert_eq!(both(12.5), pair("12.5", "12,5"));
        assert_eq!(both(-0.33333), pair("-0.3333", "-0,3333"));
        assert_eq!(both(100.0), pair("100", "100"));
        assert_eq!(both(1e20), pair("100000000000000000000", "100000000000000000000"));
        assert_eq!(both(f64::NAN), pair("", ""));
        assert_eq!(both(f64::INFINITY), pair("", ""));
    }

    #[test]
    fn texts_are_one_line_and_no_formula() {
        let cell = |text: &'static str, dialect| spelled(Cell::Text(text.into()), dialect).into_owned();
        let (rfc, excel) = (CsvDialect::Rfc, CsvDialect::ExcelFr);
        assert_eq!(cell("a \r\n\tb\u{0}c\u{2028}d", rfc), "a b c d");
        assert_eq!(cell("deux  espaces", rfc), "deux  espaces", "file names stay what they are");
        for formula in ["=1+1", "+33", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1", "＠1"]
        {
            assert!(cell(formula, excel).starts_with('\''), "{formula:?}");
            assert!(cell(formula, rfc).starts_with('\''), "{formula:?}");
        }
        assert_eq!((cell("'=1", rfc), cell("''+1", rfc)), ("''=1".into(), "'''+1".into()), "one more");
        assert_eq!((cell("'Mali'", rfc), cell("' = 1", rfc)), ("'Mali'".into(), "'' = 1".into()));
        assert_eq!(cell("a=1", excel), "a=1");
        assert_eq!(spelled(Cell::Decimal(-1.0), excel), "-1");
        assert_eq!(spelled(Cell::List(vec!["a|b".into(), "=c".into()]), excel), "a¦b|=c");
    }

    #[test]
    fn a_broken_pipe_is_known_as_one() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        for dialect in CsvDialect::ALL {
            let error = CsvTables::new(&ActorGraph::default(), dialect).nodes(Closed).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
            assert_eq!(CsvDialect::from_name(dialect.name()), Some(dialect));
        }
    }
}
