//! A workbook for people: who the actors are, what they do to each other, and the sentences that say so. ECMA-376 (xlsx).
//!
//! The sheets have the columns of the tables under the captions of a language. Rows go to temporary files as they come, so
//! memory does not grow with them. What a sheet cannot hold goes on in a next one; what a cell cannot hold is cut, and
//! counted on the first sheet. No cell is a formula. The creation time in the properties is a constant: the same input gives
//! the same bytes.

mod method;
mod overview;
mod review;
mod sheet;
mod style;

use super::{
    ExportOptions, LeftOut, WriteBoth,
    captions::{Language, caption},
    tables::{
        CalendarUnit, EdgeRow, Edges, EvidenceRow, MentionRow, NodeRow, PeriodRow, StoryRow, Table, TableRow,
    },
};
use crate::model::{ActorGraph, Date, Extraction, Lexicon, Offsets};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use rustc_hash::FxHashMap;
use sheet::{EXCEL, Header, Limits, Sheet, SheetKind, Target};
use std::{
    collections::BTreeSet,
    io::{self, Seek, Write},
    panic,
};
use style::Styles;

/// Begins a workbook.
pub(super) fn open(options: &ExportOptions) -> Box<dyn WriteBoth> {
    Box::new(Book { by: options.by, ..Book::new(options.language, EXCEL) })
}

/// A workbook whose mentions are being written.
struct Book {
    workbook: Workbook,
    styles: Styles,
    language: Language,
    limits: Limits,
    /// What the sheet of periods counts by; without it there is none.
    by: Option<CalendarUnit>,
    /// None until the first document: to make a sheet may fail.
    mentions: Option<Sheet>,
    read: Read,
}

/// What the documents come to.
#[derive(Debug, Default)]
struct Read {
    documents: u64,
    mentions: u64,
    sources: BTreeSet<String>,
    first: Option<Date>,
    last: Option<Date>,
}

impl WriteBoth for Book {
    fn document(&mut self, extraction: &Extraction, lexicon: &Lexicon, _: &mut dyn Write) -> io::Result<()> {
        self.read.add(extraction);
        guarded(|| self.mentions_of(extraction, lexicon).map_err(io_error))
    }

    fn graph(&mut self, graph: &ActorGraph, lexicon: &Lexicon, out: &mut dyn Write) -> io::Result<LeftOut> {
        // The writer below may not change threads, which saving asks for.
        let mut file = tempfile::tempfile()?;
        guarded(|| {
            self.sheets(graph, lexicon).map_err(io_error)?;
            self.workbook.save_to_writer(&mut file).map_err(io_error)
        })?;
        file.rewind()?;
        io::copy(&mut file, out)?;
        Ok(LeftOut::default())
    }
}

impl Book {
    fn new(language: Language, limits: Limits) -> Book {
        let mut workbook = Workbook::new();
        let title = caption("workbook", "title", language);
        let properties = DocProperties::new().set_title(title).set_author("palabre");
        let epoch = ExcelDateTime::from_ymd(2000, 1, 1).expect("the day is one of the calendar");
        workbook.set_properties(&properties.set_creation_datetime(&epoch));
        workbook.set_zip_compression_level(COMPRESSION);
        let (styles, read) = (Styles::new(), Read::default());
        Book { workbook, styles, language, limits, by: None, mentions: None, read }
    }

    /// An empty sheet for a table: some of its columns first, some not at all. Where it `sees`, its first column leads to the
    /// sentences.
    fn sheet<R>(
        &mut self,
        key: &'static str,
        table: &Table<R>,
        first: &[&'static str],
        hidden: &[&'static str],
        sees: bool,
    ) -> Result<Sheet, XlsxError> {
        let (places, kind) = (arranged(table, first, hidden), self.kind(key));
        Sheet::of_table(&mut self.workbook, &self.styles, kind, table, &places, sees)
    }

    /// An empty sheet with the headers of some captions, each with its width.
    fn plain(&mut self, key: &'static str, headers: &[(&'static str, f64)]) -> Result<Sheet, XlsxError> {
        let headers = headers.iter().map(|(name, width)| Header::new(self.word(name), *width));
        let (headers, kind) = (headers.collect(), self.kind(key));
        Sheet::plain(&mut self.workbook, &self.styles, kind, headers)
    }

    fn kind(&self, key: &'static str) -> SheetKind {
        let links = if key == TIES_SHEET { MOST_TIE_LINKS.min(self.limits.links) } else { self.limits.links };
        SheetKind { key, language: self.language, limits: Limits { links, ..self.limits } }
    }

    /// What the workbook calls something.
    fn word(&self, key: &'static str) -> &'static str {
        caption("workbook", key, self.language)
    }

    fn mentions_of(&mut self, extraction: &Extraction, lexicon: &Lexicon) -> Result<(), XlsxError> {
        let table = MentionRow::table();
        let mut sheet = match self.mentions.take() {
            Some(sheet) => sheet,
            None => self.sheet("mentions", &table, MENTIONS, &[], false)?,
        };
        let offsets = Offsets::new(&extraction.document);
        for row in MentionRow::all(extraction, &offsets, lexicon) {
            sheet.row(&mut self.workbook, &self.styles, &table, &row, None)?;
        }
        self.mentions = Some(sheet);
        Ok(())
    }

    /// Every sheet but that of the mentions, which has its rows; then all of them into the workbook, in their order.
    fn sheets(&mut self, graph: &ActorGraph, lexicon: &Lexicon) -> Result<(), XlsxError> {
        let mentions = match self.mentions.take() {
            Some(sheet) => sheet,
            None => self.sheet("mentions", &MentionRow::table(), MENTIONS, &[], false)?,
        };
        let places = Places::of(graph);
        let nodes: Vec<NodeRow> = NodeRow::heaviest(graph).collect();
        let actors = self.actors(&nodes)?;
        let relations = self.edges("relations", &[Edges::Relations, Edges::Denied], graph, &places)?;
        let ties = self.edges(TIES_SHEET, &[Edges::Ties], graph, &places)?;
        let evidence = self.evidence(graph)?;
        let review = review::sheet(self, graph, &nodes, &places)?;
        let mut of_tables = vec![actors, relations, ties, evidence, mentions, review];
        if let Some(by) = self.by {
            of_tables.push(self.rows("periods", &PeriodRow::table(), PERIODS, PeriodRow::all(graph, by))?);
        }
        if !graph.stories.is_empty() {
            of_tables.push(self.rows("stories", &StoryRow::table(), STORIES, StoryRow::all(graph))?);
        }
        let overview = overview::sheet(self, (graph, &nodes), &of_tables, &places)?;
        let method = method::sheet(self, lexicon)?;
        for sheet in [overview].into_iter().chain(of_tables).chain([method]) {
            sheet.finish(&mut self.workbook)?;
        }
        Ok(())
    }

    fn actors(&mut self, nodes: &[NodeRow]) -> Result<Sheet, XlsxError> {
        let table = NodeRow::table();
        let mut sheet = self.sheet("actors", &table, ACTORS, &["Timeset"], false)?;
        for row in nodes {
            sheet.row(&mut self.workbook, &self.styles, &table, row, None)?;
        }
        Ok(sheet)
    }

    fn edges(
        &mut self,
        name: &'static str,
        parts: &[Edges],
        graph: &ActorGraph,
        places: &Places,
    ) -> Result<Sheet, XlsxError> {
        let table = parts[0].table();
        let mut sheet = self.sheet(name, &table, EDGES, &["Label", "Timeset"], true)?;
        for row in parts.iter().flat_map(|edges| edges.rows(graph)) {
            let target = places.target(row.edge());
            sheet.row(&mut self.workbook, &self.styles, &table, &row, target)?;
        }
        Ok(sheet)
    }

    fn evidence(&mut self, graph: &ActorGraph) -> Result<Sheet, XlsxError> {
        self.rows(EVIDENCE_SHEET, &EvidenceRow::table(), EVIDENCE, EvidenceRow::all(graph))
    }

    /// A sheet of rows that lead nowhere.
    fn rows<'r, R: TableRow<'r>>(
        &mut self,
        key: &'static str,
        table: &Table<'r, R>,
        first: &[&'static str],
        rows: impl Iterator<Item = R>,
    ) -> Result<Sheet, XlsxError> {
        let mut sheet = self.sheet(key, table, first, &[], false)?;
        for row in rows {
            sheet.row(&mut self.workbook, &self.styles, table, &row, None)?;
        }
        Ok(sheet)
    }
}

const EVIDENCE_SHEET: &str = "evidence";
const TIES_SHEET: &str = "ties";

/// Level of Deflate, 1 to 9: with 6 the file of 1,000 articles is a fifth smaller, and takes a third longer.
const COMPRESSION: u8 = 2;

/// Links are the only part of a sheet that stays in memory; there are many more ties than relations.
const MOST_TIE_LINKS: u32 = 10_000;

/// The columns that people look at first, by sheet; the others follow.
const ACTORS: &[&str] = &[
    "Label",
    "Kind",
    "Roles",
    "Ranks",
    "Titles",
    "Country",
    "Mentions",
    "Documents",
    "Degree",
    "WeightedDegree",
    "FirstDate",
    "LastDate",
    "Known",
    "Candidates",
    "Aliases",
    "Subtype",
];
const EDGES: &[&str] = &[
    "SourceLabel",
    "Kind",
    "TargetLabel",
    "Qualifiers",
    "Weight",
    "Sentences",
    "Documents",
    "FirstDate",
    "LastDate",
    "SourceKind",
    "TargetKind",
];
const EVIDENCE: &[&str] = &[
    "SourceLabel",
    "Kind",
    "TargetLabel",
    "Text",
    "Date",
    "SourceName",
    "Title",
    "Document",
    "Modality",
    "Negated",
    "Confidence",
    "RelationDate",
    "Place",
    "Qualifier",
];
const PERIODS: &[&str] = &["Period", "SourceLabel", "Kind", "TargetLabel", "Sentences", "Documents"];
const STORIES: &[&str] = &["Title", "Size", "Date", "SourceName", "Document", "Story"];
const MENTIONS: &[&str] =
    &["Text", "Kind", "EntityName", "Known", "Rank", "Title", "Role", "Of", "Date", "Document"];

/// The columns of a table as a sheet has them, by their places.
fn arranged<R>(table: &Table<R>, first: &[&'static str], hidden: &[&'static str]) -> Vec<usize> {
    let place = |name: &&'static str| table.columns.iter().position(|column| column.name == *name);
    let first: Vec<usize> = first.iter().filter_map(place).collect();
    let rest = (0..table.columns.len()).filter(|at| !first.contains(at));
    let rest: Vec<usize> = rest.filter(|&at| !hidden.contains(&table.columns[at].name)).collect();
    [first, rest].concat()
}

/// Where the sentences behind each edge begin among the rows of the evidence.
struct Places<'g>(FxHashMap<&'g str, Target>);

impl<'g> Places<'g> {
    fn of(graph: &'g ActorGraph) -> Places<'g> {
        let mut at = 0;
        let mut places = FxHashMap::default();
        for row in EdgeRow::heaviest(graph) {
            let edge = row.edge();
            places.insert(edge.id.as_str(), Target { sheet: EVIDENCE_SHEET, row: at });
            at += edge.evidence.len() as u64;
        }
        Places(places)
    }

    fn target(&self, edge: &crate::model::Edge) -> Option<Target> {
        self.0.get(edge.id.as_str()).copied().filter(|_| !edge.evidence.is_empty())
    }
}

impl Read {
    fn add(&mut self, extraction: &Extraction) {
        self.documents += 1;
        self.mentions += extraction.mentions.len() as u64;
        let document = &extraction.document;
        if let Some(source) = document.source.as_ref().filter(|source| !self.sources.contains(*source)) {
            self.sources.insert(source.clone());
        }
        if let Some(date) = document.date {
            self.first = Some(self.first.map_or(date, |first| first.min(date)));
            self.last = self.last.max(Some(date));
        }
    }
}

/// The library of workbooks panics where it cannot write to its temporary files, on a full disk. The workbook is of no use
/// then.
fn guarded(write: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    panic::catch_unwind(panic::AssertUnwindSafe(write)).unwrap_or_else(|panic| {
        let reason = panic.downcast_ref::<String>().map_or("no room for temporary files", String::as_str);
        Err(io::Error::other(format!("the workbook cannot be written: {reason}")))
    })
}

fn io_error(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lexicon,
        model::{Edge, Evidence, Kind, Node},
    };
    use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};

    /// A star: edges of decreasing weight, each with two sentences.
    fn star(rays: usize) -> ActorGraph {
        let nodes = (0..=rays).map(|at| Node::new(format!("n{at:03}"), "x".repeat(at), Kind::Person));
        let edges = (1..=rays).map(|at| {
            let mut edge = Edge::new(format!("e{at:03}"), 0, at, "appears_with");
            edge.weight = (rays - at) as f64;
            edge.count = 1;
            let sentence = |place: u32| Evidence::new("d", (place, place + 1), "fr.r", format!("e{at:03}"));
            edge.evidence = vec![sentence(1), sentence(2)];
            edge
        });
        ActorGraph::new(nodes.collect(), edges.collect())
    }

    /// Excel's limits in small: no row is lost, what is cut says so, and where links end the rows go on.
    #[test]
    fn sheets_go_on_in_further_pages() {
        let lexicon = lexicon::load(&lexicon::Options::default().with_builtin(false)).unwrap();
        let limits = Limits { rows: 20, links: 7, units: 40 };
        let (mut book, mut bytes) = (Book::new(Language::French, limits), Vec::new());
        book.graph(&star(50), &lexicon, &mut bytes).unwrap();
        let mut read: Xlsx<_> = open_workbook_from_rs(io::Cursor::new(&bytes[..])).unwrap();
        let names = read.sheet_names();
        let of = |name: &str| names.iter().filter(|other| other.starts_with(name)).count();
        assert_eq!((of("Acteurs"), of("Liens"), of("Preuves"), of("Mentions")), (3, 3, 5, 1));
        let mut rows = |name: &str| -> Vec<Vec<String>> {
            let range = read.worksheet_range(name).unwrap();
            range.rows().skip(1).map(|row| row.iter().map(Data::to_string).collect()).collect()
        };
        let pages = |name: &str, pages: usize| -> Vec<String> {
            (1..=pages).map(|page| if page == 1 { name.into() } else { format!("{name} {page}") }).collect()
        };
        let ties: Vec<Vec<String>> = pages("Liens", 3).iter().flat_map(|name| rows(name)).collect();
        assert_eq!(ties.len(), 50);
        for (at, tie) in ties.iter().enumerate() {
            let (page, row) = (2 * at / 20, 2 * at % 20 + 2);
            let see =
                if page == 0 { format!("ligne {row}") } else { format!("ligne Preuves {}, {row}", page + 1) };
            assert_eq!(tie[0], see, "said, as a link or not");
            let sentence = &rows(&pages("Preuves", 5)[page])[row - 2];
            assert!(tie.contains(&sentence[3]), "{tie:?} leads to {sentence:?}");
        }
        let labels: Vec<String> =
            pages("Acteurs", 3).iter().flat_map(|name| rows(name)).map(|row| row[0].clone()).collect();
        assert_eq!(labels.len(), 51);
        let cut: Vec<&String> = labels.iter().filter(|label| label.contains("coupé")).collect();
        assert_eq!((cut.len(), cut[0].chars().count()), (10, 40), "those of 41 to 50 letters");
        let overview = rows("Résumé");
        assert!(
            overview.iter().any(|row| row[0].starts_with("Cellules") && row[1].parse::<u32>().unwrap() > 10)
        );
    }

    /// A column of a table that has no caption would stand in English among French ones.
    #[test]
    fn every_column_has_a_caption_and_says_what_it_is() {
        fn check<R>(table: &Table<R>) {
            let group = sheet::group(table.name);
            for column in &table.columns {
                let says = crate::export::captions::says(group, column.name);
                assert!(says.is_some(), "captions.toml: [{group}] {}", column.name);
            }
        }
        check(&NodeRow::table());
        Edges::ALL.iter().for_each(|edges| check(&edges.table()));
        check(&EvidenceRow::table());
        check(&MentionRow::table());
        check(&PeriodRow::table());
        check(&StoryRow::table());
        check(&crate::export::tables::ChangeRow::table());
    }
}
