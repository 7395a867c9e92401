//! What was read, as files. One file a format; [`FORMATS`] has a row for each.
//!
//! To add a format: a file in this folder with a function for each file that it makes, and a row of [`FORMATS`].

mod attributes;
mod brat;
mod captions;
mod choice;
mod columns;
mod csv;
mod cyjs;
mod differences;
mod dot;
mod drawn_text;
mod edge_group;
mod edge_label;
mod file_name;
mod ftm;
mod geojson;
mod gexf;
mod graphml;
mod graphology;
mod html;
mod json;
mod jsonl;
mod neo4j;
mod node_link;
mod obsidian;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "png")]
mod png;
mod spacy;
mod svg;
mod tables;
mod via;
#[cfg(feature = "xlsx")]
mod xlsx;
mod xml;

pub use self::csv::{CsvDialect, CsvMentions, CsvTables, write_changes, write_differences, write_questions};
pub use self::differences::write_differences_jsonl;
#[cfg(feature = "parquet")]
pub use self::parquet::{SitesFile, write_actors};
pub use captions::{Language, caption, filled};
pub use choice::Picture;
pub use columns::{ColumnValues, Columns, DocumentTable, GraphTable, Values};
pub use dot::write_dot;
pub use html::ChangesReport;
pub use jsonl::{JsonLines, LineReader, SCHEMA_VERSION};
#[cfg(feature = "png")]
pub use png::write_png;
pub use svg::write_svg;
pub use tables::{CalendarUnit, describe_tables};

use crate::model::{ActorGraph, Document, Extraction, Lexicon, Offsets};
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// A format, as the command line offers it.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Format {
    /// Name in options: `csv`.
    pub name: &'static str,
    /// What it is, in a few words.
    pub says: &'static str,
    /// The files that it makes, in the order in which they are listed to the user.
    pub files: &'static [OutputFile],
    /// The one of the files that is written where only one can be: to standard output.
    pub main: &'static str,
    /// Whether it is written into a folder where no format is asked for.
    pub default: bool,
}

/// A file of a format.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct OutputFile {
    /// Its name in the output folder: `nodes.csv`.
    pub name: &'static str,
    /// What writes it.
    pub writes: Writes,
}

/// What writes a file.
#[derive(Debug, Clone, Copy)]
pub enum Writes {
    /// Document by document. The parts can be made on any thread; in the file they stand in the order of the documents.
    Stream {
        /// What stands before the first document.
        header: Option<WriteHeader>,
        /// What a document adds.
        document: WriteDocument,
    },
    /// From the finished graph.
    Graph(WriteGraph),
    /// From both: the documents one by one, in their order, and the finished graph behind them.
    Both(OpenBoth),
    /// From the documents one by one, in their order, by what remembers them until their rows are written.
    Rows(OpenRows),
    /// What each document adds to the graph, as [`write_record`](crate::graph::write_record) writes it. The parts can be made on any
    /// thread; in the file they stand in the order of the documents.
    Statements,
    /// Into many files, which are named after what they hold: the file of this name is a folder of them.
    Folder {
        /// What writes them.
        begin: OpenFolder,
        /// Whether that takes the finished graph.
        graph: bool,
    },
}

/// Writes the beginning of a file.
pub type WriteHeader = fn(&ExportOptions, &mut dyn Write) -> io::Result<()>;
/// Writes the part of a document, which was extracted with the lexicon.
pub type WriteDocument = fn(&Extraction, &Lexicon, &ExportOptions, &mut dyn Write) -> io::Result<()>;
/// Writes a graph, and says what of it is not in the file.
pub type WriteGraph = fn(&ActorGraph, &ExportOptions, &mut dyn Write) -> io::Result<LeftOut>;
/// Begins a file of documents and graph.
pub type OpenBoth = fn(&ExportOptions) -> Box<dyn WriteBoth>;

/// Writes a file of documents and graph. It may keep what it counts, and no documents: memory does not grow with the corpus.
pub trait WriteBoth: Send {
    /// Writes the part of a document, which was extracted with the lexicon.
    ///
    /// # Errors
    /// What the writer says.
    fn document(&mut self, extraction: &Extraction, lexicon: &Lexicon, out: &mut dyn Write)
    -> io::Result<()>;

    /// Writes the graph of these documents and ends the file. Says what of the graph is not in it.
    ///
    /// # Errors
    /// What the writer says.
    fn graph(&mut self, graph: &ActorGraph, lexicon: &Lexicon, out: &mut dyn Write) -> io::Result<LeftOut>;
}

/// Begins a file of rows.
pub type OpenRows = fn(&ExportOptions) -> io::Result<Box<dyn WriteRows>>;

/// Writes a file of rows. It may keep some of them: memory does not grow with the corpus.
pub trait WriteRows: Send {
    /// Adds the rows of a document, which was extracted with the lexicon.
    ///
    /// # Errors
    /// What the writer says.
    fn document(&mut self, extraction: &Extraction, lexicon: &Lexicon, out: &mut dyn Write)
    -> io::Result<()>;

    /// Writes what is kept, and ends the file.
    ///
    /// # Errors
    /// What the writer says.
    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()>;
}

/// Begins a folder of files.
pub type OpenFolder = fn(&ExportOptions) -> Box<dyn WriteFolder>;

/// Writes the files of a folder. It may keep what it counts, and no documents.
pub trait WriteFolder: Send {
    /// Writes the files of a document, which was extracted with the lexicon.
    ///
    /// # Errors
    /// What takes the files says, and that a text is not there.
    fn document(
        &mut self,
        extraction: &Extraction,
        lexicon: &Lexicon,
        files: &mut dyn Files,
    ) -> io::Result<()>;

    /// Writes the files of these documents together, and of their graph where it is asked for. Says what of the graph is in
    /// none of them.
    ///
    /// # Errors
    /// What takes the files says.
    fn finish(
        &mut self,
        graph: Option<&ActorGraph>,
        lexicon: &Lexicon,
        files: &mut dyn Files,
    ) -> io::Result<LeftOut>;
}

/// Takes the files of a folder.
pub trait Files {
    /// Adds a file. Its name is a plain one, without a path, and no other file has it.
    ///
    /// # Errors
    /// What the file system says.
    fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()>;
}

/// What formats let one choose. Each takes what concerns it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExportOptions {
    /// How CSV is written.
    pub csv_dialect: CsvDialect,
    /// Whether JSON Lines hold the text that offsets point into.
    pub with_text: bool,
    /// What `periods.csv` counts by, months where nothing is said; and what the days of `Timeset` are gathered by, if anything.
    pub by: Option<CalendarUnit>,
    /// What is drawn, and how much of it.
    pub picture: Picture,
    /// The language of what people read: workbook, report, pictures, notes.
    pub language: Language,
}

impl ExportOptions {
    /// The same with another dialect of CSV.
    pub fn with_csv_dialect(mut self, dialect: CsvDialect) -> ExportOptions {
        self.csv_dialect = dialect;
        self
    }

    /// The same with or without the text in JSON Lines.
    pub fn with_text(mut self, with_text: bool) -> ExportOptions {
        self.with_text = with_text;
        self
    }

    /// The same with captions in another language.
    pub fn with_language(mut self, language: Language) -> ExportOptions {
        self.language = language;
        self
    }

    /// The same counted by another stretch of the calendar.
    pub fn with_by(mut self, by: CalendarUnit) -> ExportOptions {
        self.by = Some(by);
        self
    }

    /// The same with another picture.
    pub fn with_picture(mut self, picture: Picture) -> ExportOptions {
        self.picture = picture;
        self
    }
}

/// What is in the graph and not in a file of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOut {
    /// How many nodes, for want of room.
    pub nodes: usize,
    /// How many edges, for want of room.
    pub edges: usize,
    /// How many further edges, for they are only negated or denied.
    pub denied: usize,
}

/// The original text of a document, for formats that hold all of it.
///
/// # Errors
/// Only passages of the text are known.
fn whole_text<'d>(document: &Document, offsets: &Offsets<'d>) -> io::Result<Cow<'d, str>> {
    if document.is_excerpt {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "its whole text is not in the JSON Lines"));
    }
    Ok(offsets.original_text())
}

/// The format that [`ExportOptions::by`] is of.
pub const PERIODS: &str = "periods";

/// Every format. The first is written to standard output where none is asked for.
pub static FORMATS: &[Format] = &[
    Format {
        name: "jsonl",
        says: "everything that was read, one document a line",
        files: &[OutputFile {
            name: "extraction.jsonl",
            writes: Writes::Stream { header: None, document: jsonl::document },
        }],
        main: "extraction.jsonl",
        default: true,
    },
    Format {
        name: "csv",
        says: "tables of actors, edges, relations, ties, evidence and mentions, for Gephi and programs",
        files: &[
            OutputFile { name: "nodes.csv", writes: Writes::Graph(self::csv::NODES) },
            OutputFile { name: "edges.csv", writes: Writes::Graph(self::csv::EDGES) },
            OutputFile { name: "relations.csv", writes: Writes::Graph(self::csv::RELATIONS) },
            OutputFile { name: "ties.csv", writes: Writes::Graph(self::csv::TIES) },
            OutputFile { name: "denied.csv", writes: Writes::Graph(self::csv::DENIED) },
            OutputFile { name: "evidence.csv", writes: Writes::Graph(self::csv::EVIDENCE) },
            OutputFile { name: "passages.csv", writes: Writes::Graph(self::csv::PASSAGES) },
            OutputFile { name: "stories.csv", writes: Writes::Graph(self::csv::STORIES) },
            OutputFile {
                name: "mentions.csv",
                writes: Writes::Stream {
                    header: Some(self::csv::mentions_header),
                    document: self::csv::mentions,
                },
            },
        ],
        main: "edges.csv",
        default: true,
    },
    #[cfg(feature = "xlsx")]
    Format {
        name: "xlsx",
        says: "a workbook for Excel and LibreOffice: actors, relations and their sentences, what to check",
        files: &[OutputFile { name: "palabre.xlsx", writes: Writes::Both(xlsx::open) }],
        main: "palabre.xlsx",
        default: true,
    },
    Format {
        name: "dot",
        says: "a picture of the graph, for Graphviz",
        files: &[OutputFile { name: "graph.dot", writes: Writes::Graph(dot::write_dot) }],
        main: "graph.dot",
        default: true,
    },
    Format {
        name: "html",
        says: "a report to click through: graph, sentences, articles; one page for any browser",
        files: &[OutputFile { name: "report.html", writes: Writes::Both(html::begin) }],
        main: "report.html",
        default: true,
    },
    Format {
        name: "svg",
        says: "a picture of the graph, for a report or a browser",
        files: &[OutputFile { name: "graph.svg", writes: Writes::Graph(svg::write_svg) }],
        main: "graph.svg",
        default: false,
    },
    #[cfg(feature = "png")]
    Format {
        name: "png",
        says: "the same picture as pixels, 192 an inch",
        files: &[OutputFile { name: "graph.png", writes: Writes::Graph(png::write_png) }],
        main: "graph.png",
        default: false,
    },
    Format {
        name: PERIODS,
        says: "counts of each edge by month, quarter or year (--by)",
        files: &[OutputFile { name: "periods.csv", writes: Writes::Graph(self::csv::PERIODS) }],
        main: "periods.csv",
        default: false,
    },
    Format {
        name: "gexf",
        says: "the graph with dates, colours and sizes, for Gephi and Gephi Lite",
        files: &[OutputFile { name: "graph.gexf", writes: Writes::Graph(gexf::graph) }],
        main: "graph.gexf",
        default: false,
    },
    Format {
        name: "graphml",
        says: "the graph for yEd, Cytoscape, igraph and networkx",
        files: &[OutputFile { name: "graph.graphml", writes: Writes::Graph(graphml::graph) }],
        main: "graph.graphml",
        default: false,
    },
    Format {
        name: "json",
        says: "the graph for graphology, sigma and Gephi Lite",
        files: &[OutputFile { name: "graph.json", writes: Writes::Graph(graphology::graph) }],
        main: "graph.json",
        default: false,
    },
    Format {
        name: "node-link",
        says: "the graph for networkx and D3, as JSON",
        files: &[OutputFile { name: "graph.node-link.json", writes: Writes::Graph(node_link::graph) }],
        main: "graph.node-link.json",
        default: false,
    },
    Format {
        name: "cyjs",
        says: "the graph for Cytoscape and Cytoscape.js",
        files: &[OutputFile { name: "graph.cyjs", writes: Writes::Graph(cyjs::graph) }],
        main: "graph.cyjs",
        default: false,
    },
    Format {
        name: "neo4j",
        says: "tables and a script for Neo4j",
        files: &[
            OutputFile { name: "neo4j-nodes.csv", writes: Writes::Graph(neo4j::nodes) },
            OutputFile { name: "neo4j-edges.csv", writes: Writes::Graph(neo4j::edges) },
            OutputFile { name: "neo4j-load.cypher", writes: Writes::Graph(neo4j::script) },
        ],
        main: "neo4j-load.cypher",
        default: false,
    },
    Format {
        name: "ftm",
        says: "entities of FollowTheMoney with the documents that prove them, for OpenAleph",
        files: &[OutputFile { name: "entities.ftm.json", writes: Writes::Graph(ftm::entities) }],
        main: "entities.ftm.json",
        default: false,
    },
    Format {
        name: "geojson",
        says: "places and where things happened, for QGIS and other maps",
        files: &[OutputFile { name: "places.geojson", writes: Writes::Both(geojson::begin) }],
        main: "places.geojson",
        default: false,
    },
    #[cfg(feature = "parquet")]
    Format {
        name: "parquet",
        says: "mentions, relations, ties and windows of each document, for DuckDB, polars and Spark",
        files: &[
            OutputFile { name: "mentions.parquet", writes: Writes::Rows(parquet::mentions) },
            OutputFile { name: "relations.parquet", writes: Writes::Rows(parquet::relations) },
            OutputFile { name: "ties.parquet", writes: Writes::Rows(parquet::ties) },
            OutputFile { name: "windows.parquet", writes: Writes::Rows(parquet::windows) },
        ],
        main: "relations.parquet",
        default: false,
    },
    Format {
        name: "statements",
        says: "what each document adds to the graph, packed: shards that `palabre graph` and Spark merge",
        files: &[OutputFile { name: "statements.palabre", writes: Writes::Statements }],
        main: "statements.palabre",
        default: false,
    },
    Format {
        name: "brat",
        says: "each document as text and standoff annotations, for brat",
        files: &[OutputFile { name: "brat", writes: Writes::Folder { begin: brat::folder, graph: false } }],
        main: "brat",
        default: false,
    },
    Format {
        name: "spacy",
        says: "documents with tokens, names and relations, for spaCy",
        files: &[OutputFile {
            name: "documents.spacy.jsonl",
            writes: Writes::Stream { header: None, document: spacy::document },
        }],
        main: "documents.spacy.jsonl",
        default: false,
    },
    Format {
        name: "obsidian",
        says: "a note for each actor, with links, for Obsidian",
        files: &[OutputFile {
            name: "obsidian",
            writes: Writes::Folder { begin: obsidian::folder, graph: true },
        }],
        main: "obsidian",
        default: false,
    },
];

impl Format {
    /// The format of a name.
    pub fn from_name(name: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// Whether its files hold whole texts, so that they cannot be made of JSON Lines without them.
    pub fn holds_texts(&self) -> bool {
        matches!(self.name, "html")
    }

    /// Whether every file of it is written document by document.
    pub fn streams(&self) -> bool {
        self.files.iter().all(OutputFile::streams)
    }

    /// The file that is written where only one can be.
    pub fn main_file(&self) -> &'static OutputFile {
        let main = self.files.iter().find(|file| file.name == self.main);
        main.expect("the main file is one of the files, as a test checks")
    }
}

/// Ends of names of files that are no text.
const BINARY: [&str; 4] = [".xlsx", ".palabre", ".png", ".parquet"];

impl OutputFile {
    /// Whether it is no text: nothing for a terminal.
    pub fn is_binary(&self) -> bool {
        BINARY.iter().any(|end| self.name.ends_with(end))
    }

    /// Whether it is written document by document, each part by itself.
    pub fn streams(&self) -> bool {
        matches!(self.writes, Writes::Stream { .. } | Writes::Statements)
    }

    /// Whether it takes the finished graph.
    pub fn needs_graph(&self) -> bool {
        match self.writes {
            Writes::Stream { .. } | Writes::Rows(_) | Writes::Statements => false,
            Writes::Graph(_) | Writes::Both(_) => true,
            Writes::Folder { graph, .. } => graph,
        }
    }

    /// Whether it is a folder of files.
    pub fn is_folder(&self) -> bool {
        matches!(self.writes, Writes::Folder { .. })
    }
}
