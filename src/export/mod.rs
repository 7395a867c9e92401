//! What was read, as files. One file a format; [`FORMATS`] has a row for each.

mod csv;
mod dot;
mod edge_group;
mod json;
mod jsonl;

pub use self::csv::{CsvDialect, CsvMentions, CsvTables};
pub use dot::{Dot, LeftOut};
pub use jsonl::{JsonLines, SCHEMA_VERSION};

/// A format, as the command line offers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// Name in options: `csv`.
    pub name: &'static str,
    /// What it is, in a few words.
    pub says: &'static str,
    /// The files that it makes, in the order in which they are listed to the user.
    pub files: &'static [OutputFile],
}

/// A file of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutputFile {
    /// Its name in the output folder: `nodes.csv`.
    pub name: &'static str,
    /// Whether it is written document by document; otherwise it needs the finished graph.
    pub streams: bool,
}

/// Every format.
pub const FORMATS: [Format; 3] = [
    Format {
        name: "jsonl",
        says: "everything that was read, one document a line",
        files: &[OutputFile { name: "extraction.jsonl", streams: true }],
    },
    Format {
        name: "csv",
        says: "tables of actors, ties, evidence and mentions, for Gephi and spreadsheets",
        files: &[
            OutputFile { name: "nodes.csv", streams: false },
            OutputFile { name: "edges.csv", streams: false },
            OutputFile { name: "evidence.csv", streams: false },
            OutputFile { name: "mentions.csv", streams: true },
        ],
    },
    Format {
        name: "dot",
        says: "a picture of the graph, for Graphviz",
        files: &[OutputFile { name: "graph.dot", streams: false }],
    },
];

impl Format {
    /// The format of a name.
    pub fn from_name(name: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// Whether every file of it is written document by document.
    pub fn streams(&self) -> bool {
        self.files.iter().all(|file| file.streams)
    }
}
