//! Tables: nodes and edges that Gephi opens as they are, the evidence behind the edges, and the mentions.
//!
//! One record is one line: control characters and line ends inside a cell become spaces. Several values of one cell are
//! joined by `|`. Numbers have at most four decimals and never an exponent. An empty cell is a value that is not known.

use super::jsonl::via;
use crate::model::{
    ActorGraph, Attribute, Date, DateSource, Edge, Evidence, Extraction, Lexicon, Mention, Modality, Offsets,
    PartialDate, Period, Span, Statement,
};
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// How tables are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CsvDialect {
    /// For programs: RFC 4180 with `,`, `.` and LF, UTF-8 without a byte order mark.
    #[default]
    Rfc,
    /// For a double-click in a French Excel: `;`, decimal comma, CRLF, a byte order mark; a text that Excel would take
    /// for a formula (`=1+1`, `@somme`) gets a `'` before it. Numbers never do.
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
}

impl<'g> CsvTables<'g> {
    /// The tables of a graph.
    pub fn new(graph: &'g ActorGraph, dialect: CsvDialect) -> CsvTables<'g> {
        CsvTables { graph, dialect }
    }

    /// Writes `nodes.csv`: one row an actor.
    ///
    /// # Errors
    /// What the writer says.
    pub fn nodes(&self, out: impl Write) -> io::Result<()> {
        const COLUMNS: [&str; 14] = [
            "Id",
            "Label",
            "Kind",
            "Known",
            "Mentions",
            "Documents",
            "FirstDate",
            "LastDate",
            "Degree",
            "WeightedDegree",
            "Country",
            "Wikidata",
            "Aliases",
            "Candidates",
        ];
        let mut table = Table::new(out, self.dialect, COLUMNS)?;
        for (node, degree) in self.graph.nodes.iter().zip(self.graph.degrees()) {
            table.row([
                Cell::text(&node.id),
                Cell::text(&node.label),
                Cell::text(node.kind.name()),
                Cell::Flag(Some(node.known)),
                Cell::Count(node.mentions),
                Cell::Count(node.documents),
                Cell::Date(node.first),
                Cell::Date(node.last),
                Cell::Count(degree.edges),
                Cell::Number(Some(degree.weight)),
                Cell::optional(node.country.as_deref()),
                Cell::optional(node.wikidata.as_deref()),
                Cell::list(&node.aliases),
                Cell::list(&node.candidates),
            ])?;
        }
        table.finish()
    }

    /// Writes `edges.csv`: one row an edge.
    ///
    /// # Errors
    /// What the writer says.
    pub fn edges(&self, out: impl Write) -> io::Result<()> {
        let mut table = Table::new(out, self.dialect, EDGE_COLUMNS)?;
        for edge in &self.graph.edges {
            table.row(self.edge_row(edge))?;
        }
        table.finish()
    }

    fn edge_row(&self, edge: &'g Edge) -> [Cell<'g>; EDGE_COLUMNS.len()] {
        let summary = edge.summary.as_ref();
        let modality = |modality: Modality| {
            summary.map_or(Cell::EMPTY, |summary| Cell::Count(summary.modalities[modality as usize]))
        };
        let from = |from: Option<DateSource>| Cell::optional(from.map(DateSource::name));
        let ends = |end: fn(&Period) -> Option<PartialDate>| {
            Cell::list(
                &summary
                    .iter()
                    .flat_map(|summary| &summary.periods)
                    .map(|period| written(end(period)))
                    .collect::<Vec<_>>(),
            )
        };
        [
            Cell::text(&self.graph.nodes[edge.source].id),
            Cell::text(&self.graph.nodes[edge.target].id),
            Cell::text(if edge.directed { "Directed" } else { "Undirected" }),
            Cell::text(&edge.kind),
            Cell::text(&edge.id),
            Cell::text(&edge.kind),
            Cell::Number(Some(edge.weight)),
            Cell::Count(edge.count),
            Cell::Count(edge.sentences),
            Cell::Count(edge.documents),
            Cell::Number(edge.npmi),
            Cell::Number(edge.log_likelihood),
            Cell::Flag(Some(edge.significant)),
            Cell::Date(edge.first),
            Cell::Date(edge.last),
            Cell::text(edge.window.name()),
            Cell::list(&edge.rules),
            Cell::Flag(summary.map(|_| edge.is_only_denied())),
            modality(Modality::Asserted),
            modality(Modality::Reported),
            modality(Modality::Planned),
            modality(Modality::Conditional),
            modality(Modality::Requested),
            modality(Modality::Denied),
            summary.map_or(Cell::EMPTY, |summary| Cell::Count(summary.negated)),
            from(summary.and_then(|summary| summary.first_from)),
            from(summary.and_then(|summary| summary.last_from)),
            Cell::Number(summary.map(|summary| summary.mean_confidence)),
            Cell::Number(summary.map(|summary| summary.max_confidence)),
            Cell::list(summary.map_or(&[][..], |summary| &summary.qualifiers)),
            ends(|period| period.from),
            ends(|period| period.to),
            Cell::optional(summary.and_then(|summary| summary.plover.as_deref())),
            Cell::optional(summary.and_then(|summary| summary.cameo.as_deref())),
        ]
    }

    /// Writes `evidence.csv`: one row for each window and each statement behind an edge, under the edge's `Id`.
    ///
    /// # Errors
    /// What the writer says.
    pub fn evidence(&self, out: impl Write) -> io::Result<()> {
        let mut table = Table::new(out, self.dialect, EVIDENCE_COLUMNS)?;
        for edge in &self.graph.edges {
            for evidence in &edge.evidence {
                table.row(self.evidence_row(edge, evidence))?;
            }
        }
        table.finish()
    }

    fn evidence_row(&self, edge: &'g Edge, evidence: &'g Evidence) -> [Cell<'g>; EVIDENCE_COLUMNS.len()] {
        let statement = evidence.statement.as_ref();
        let turned = statement.is_some_and(|statement| statement.reversed);
        let (source, target) = if turned { (edge.target, edge.source) } else { (edge.source, edge.target) };
        let code = |code: Option<&'g str>| Cell::optional(code.filter(|_| statement.is_some()));
        let date = |date: fn(&Statement) -> Option<PartialDate>| {
            Cell::Text(written(statement.and_then(date)).into())
        };
        [
            Cell::text(&edge.id),
            Cell::text(&evidence.document),
            Cell::Date(evidence.date),
            Cell::optional(evidence.source.as_deref()),
            Cell::optional(evidence.title.as_deref()),
            Cell::Count(evidence.start.into()),
            Cell::Count(evidence.end.into()),
            Cell::text(&evidence.rule),
            Cell::text(&evidence.text),
            Cell::text(&self.graph.nodes[source].id),
            Cell::text(&self.graph.nodes[target].id),
            Cell::optional(statement.map(|statement| statement.modality.name())),
            Cell::Flag(statement.map(|statement| statement.negated)),
            Cell::Number(statement.map(|statement| statement.confidence)),
            date(|statement| statement.date),
            Cell::optional(statement.and_then(|statement| statement.date_from).map(DateSource::name)),
            Cell::optional(statement.and_then(|statement| statement.place.as_deref())),
            Cell::optional(statement.and_then(|statement| statement.qualifier.as_deref())),
            date(|statement| statement.period?.from),
            date(|statement| statement.period?.to),
            code(edge.summary.as_ref().and_then(|summary| summary.plover.as_deref())),
            code(edge.summary.as_ref().and_then(|summary| summary.cameo.as_deref())),
        ]
    }
}

/// What Gephi reads stands first, in this order; what typed edges alone have stands last.
const EDGE_COLUMNS: [&str; 34] = [
    "Source",
    "Target",
    "Type",
    "Kind",
    "Id",
    "Label",
    "Weight",
    "Count",
    "Sentences",
    "Documents",
    "NPMI",
    "LogLikelihood",
    "Significant",
    "FirstDate",
    "LastDate",
    "Window",
    "Rules",
    "OnlyDenied",
    "Asserted",
    "Reported",
    "Planned",
    "Conditional",
    "Requested",
    "Denied",
    "Negated",
    "FirstDateFrom",
    "LastDateFrom",
    "MeanConfidence",
    "MaxConfidence",
    "Qualifiers",
    "PeriodFrom",
    "PeriodTo",
    "PLOVER",
    "CAMEO",
];

const EVIDENCE_COLUMNS: [&str; 22] = [
    "Edge",
    "Document",
    "Date",
    "SourceName",
    "Title",
    "Start",
    "End",
    "Rule",
    "Text",
    "Source",
    "Target",
    "Modality",
    "Negated",
    "Confidence",
    "RelationDate",
    "DateFrom",
    "Place",
    "Qualifier",
    "PeriodFrom",
    "PeriodTo",
    "PLOVER",
    "CAMEO",
];

/// A date as exactly as it is known: `2020-08`; nothing where it is not.
fn written(date: Option<PartialDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// Writes `mentions.csv`, document by document: one row a mention.
#[derive(Debug)]
pub struct CsvMentions<'l, W: Write> {
    table: Table<W>,
    lexicon: &'l Lexicon,
}

const MENTION_COLUMNS: [&str; 20] = [
    "Document",
    "Date",
    "Start",
    "End",
    "HeadStart",
    "HeadEnd",
    "Text",
    "Head",
    "Kind",
    "Entity",
    "EntityName",
    "Known",
    "Candidates",
    "Rank",
    "Title",
    "Role",
    "Of",
    "Sentence",
    "Zone",
    "Via",
];

impl<'l, W: Write> CsvMentions<'l, W> {
    /// A table with nothing but its header, for extractions made with a lexicon.
    ///
    /// # Errors
    /// What the writer says.
    pub fn new(out: W, dialect: CsvDialect, lexicon: &'l Lexicon) -> io::Result<CsvMentions<'l, W>> {
        Ok(CsvMentions { table: Table::new(out, dialect, MENTION_COLUMNS)?, lexicon })
    }

    /// A table without its header: rows made apart, on another thread, to be put below one.
    pub fn rows(out: W, dialect: CsvDialect, lexicon: &'l Lexicon) -> CsvMentions<'l, W> {
        CsvMentions { table: Table::rows(out, dialect), lexicon }
    }

    /// Writes the mentions of a document.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(&mut self, extraction: &Extraction) -> io::Result<()> {
        let offsets = Offsets::new(&extraction.document);
        for mention in &extraction.mentions {
            let row = mention_row(mention, extraction, &offsets, self.lexicon);
            self.table.row(row)?;
        }
        Ok(())
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// What the writer says.
    pub fn finish(self) -> io::Result<()> {
        self.table.finish()
    }
}

fn mention_row<'c>(
    mention: &'c Mention,
    extraction: &'c Extraction,
    offsets: &Offsets<'c>,
    lexicon: &'c Lexicon,
) -> [Cell<'c>; MENTION_COLUMNS.len()] {
    let document = &extraction.document;
    let entity = mention.entity.map(|entity| &extraction.entities[entity.0 as usize]);
    let (start, end) = offsets.code_points(mention.span);
    let (head_start, head_end) = offsets.code_points(mention.head);
    let text = |span: Span| Cell::Text(offsets.original(span));
    let attribute =
        |attribute: Option<Attribute>| attribute.map_or(Cell::EMPTY, |attribute| text(attribute.span));
    let candidates = entity.map_or(&[][..], |entity| &entity.candidates);
    let candidates: Vec<&str> = candidates.iter().map(|&entry| &*lexicon.entry(entry).id).collect();
    let of = mention.of.and_then(|of| of.entry).map(|entry| Cell::text(&lexicon.entry(entry).id));
    [
        Cell::text(&document.id),
        Cell::Date(document.date),
        Cell::Count(start.into()),
        Cell::Count(end.into()),
        Cell::Count(head_start.into()),
        Cell::Count(head_end.into()),
        text(mention.span),
        text(mention.head),
        Cell::text(mention.kind.name()),
        Cell::optional(entity.map(|entity| &*entity.id)),
        Cell::optional(entity.map(|entity| &*entity.name)),
        Cell::Flag(entity.map(|entity| entity.entry.is_some())),
        Cell::list(&candidates),
        attribute(mention.rank),
        attribute(mention.title),
        attribute(mention.role),
        of.unwrap_or_else(|| attribute(mention.of)),
        Cell::Count(mention.sentence.into()),
        Cell::text(mention.zone.name()),
        Cell::Text(via(lexicon, mention.via).concat().into()),
    ]
}

/// What stands in a cell.
enum Cell<'c> {
    Text(Cow<'c, str>),
    Count(u64),
    Number(Option<f64>),
    Date(Option<Date>),
    Flag(Option<bool>),
}

impl<'c> Cell<'c> {
    const EMPTY: Cell<'static> = Cell::Text(Cow::Borrowed(""));

    fn text(text: &'c str) -> Cell<'c> {
        Cell::Text(Cow::Borrowed(text))
    }

    fn optional(text: Option<&'c str>) -> Cell<'c> {
        Cell::text(text.unwrap_or(""))
    }

    /// Several values. A `|` inside one becomes `¦`.
    fn list(values: &[impl AsRef<str>]) -> Cell<'static> {
        let values: Vec<String> = values.iter().map(|value| value.as_ref().replace('|', "¦")).collect();
        Cell::Text(values.join("|").into())
    }

    fn in_dialect(self, dialect: CsvDialect) -> Cow<'c, str> {
        match self {
            Cell::Text(text) => safe(one_line(text), dialect),
            Cell::Count(count) => count.to_string().into(),
            Cell::Number(number) => number.map(|number| decimal(number, dialect)).unwrap_or_default().into(),
            Cell::Date(date) => date.map(|date| date.to_string()).unwrap_or_default().into(),
            Cell::Flag(flag) => match flag {
                Some(true) => "true".into(),
                Some(false) => "false".into(),
                None => "".into(),
            },
        }
    }
}

/// A table on its way out.
#[derive(Debug)]
struct Table<W: Write> {
    writer: csv::Writer<W>,
    dialect: CsvDialect,
}

impl<W: Write> Table<W> {
    fn new<const N: usize>(mut out: W, dialect: CsvDialect, columns: [&str; N]) -> io::Result<Table<W>> {
        if dialect == CsvDialect::ExcelFr {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut table = Table::rows(out, dialect);
        table.writer.write_record(columns).map_err(io_error)?;
        Ok(table)
    }

    /// A table that goes on: rows without a header.
    fn rows(out: W, dialect: CsvDialect) -> Table<W> {
        let mut format = csv::WriterBuilder::new();
        match dialect {
            CsvDialect::Rfc => format.terminator(csv::Terminator::Any(b'\n')),
            CsvDialect::ExcelFr => format.delimiter(b';').terminator(csv::Terminator::CRLF),
        };
        Table { writer: format.from_writer(out), dialect }
    }

    fn row<'c, const N: usize>(&mut self, cells: [Cell<'c>; N]) -> io::Result<()> {
        let cells = cells.map(|cell| cell.in_dialect(self.dialect));
        self.writer.write_record(cells.iter().map(|cell| cell.as_bytes())).map_err(io_error)
    }

    fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// The error of the writer below, so that a broken pipe is known as one.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A text without line ends and control characters: each run of them, with the spaces around it, is one space.
fn one_line(text: Cow<'_, str>) -> Cow<'_, str> {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if !text.contains(breaks) {
        return text;
    }
    let pieces = text.split(breaks).map(str::trim).filter(|piece| !piece.is_empty());
    Cow::Owned(pieces.collect::<Vec<_>>().join(" "))
}

/// A text that a spreadsheet does not run. OWASP, “CSV Injection”; the full-width signs count as well.
fn safe(text: Cow<'_, str>, dialect: CsvDialect) -> Cow<'_, str> {
    let first = text.trim_start().chars().next();
    match (dialect, first) {
        (CsvDialect::ExcelFr, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')) => {
            Cow::Owned(format!("'{text}"))
        }
        _ => text,
    }
}

/// A number with four decimals at most. One that is no number is an empty cell.
fn decimal(number: f64, dialect: CsvDialect) -> String {
    if !number.is_finite() {
        return String::new();
    }
    let fixed = format!("{number:.4}");
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
        assert_eq!(both(-0.00001), pair("0", "0"));
        assert_eq!(both(12.5), pair("12.5", "12,5"));
        assert_eq!(both(-0.33333), pair("-0.3333", "-0,3333"));
        assert_eq!(both(100.0), pair("100", "100"));
        assert_eq!(both(1e20), pair("100000000000000000000", "100000000000000000000"));
        assert_eq!(both(f64::NAN), pair("", ""));
        assert_eq!(both(f64::INFINITY), pair("", ""));
    }

    #[test]
    fn texts_are_one_line_and_no_formula() {
        let cell = |text: &'static str, dialect| Cell::text(text).in_dialect(dialect).into_owned();
        let (rfc, excel) = (CsvDialect::Rfc, CsvDialect::ExcelFr);
        assert_eq!(cell("a \r\n\tb\u{0}c\u{2028}d", rfc), "a b c d");
        assert_eq!(cell("deux  espaces", rfc), "deux  espaces", "file names stay what they are");
        for formula in ["=1+1", "+33", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1", "＠1"]
        {
            assert!(cell(formula, excel).starts_with('\''), "{formula:?}");
            assert!(!cell(formula, rfc).starts_with('\''), "{formula:?}");
        }
        assert_eq!(cell("a=1", excel), "a=1");
        assert_eq!(Cell::Number(Some(-1.0)).in_dialect(excel), "-1");
        assert_eq!(Cell::list(&["a|b", "=c"]).in_dialect(excel), "a¦b|=c");
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
