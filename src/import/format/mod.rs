//! Formats of sources: one file a format.

mod factbook;
mod ftm;
mod gate;
mod jrc;
mod lines;
mod popolo;
pub(super) mod resolver;
mod spacy;
mod sparql;
mod table;
mod wikidata;
mod words;

use super::{Options, Source, gather::Gathering};
use crate::error::{Error, Result};

/// A format of sources.
#[derive(Debug)]
#[non_exhaustive]
pub struct Format {
    /// The name in options: `ftm`.
    pub name: &'static str,
    /// What it is.
    pub says: &'static str,
    /// What the column `source` says of it; empty: the name of the file.
    pub title: &'static str,
    is_it: fn(&Head) -> bool,
    pub(super) read: fn(Source, &mut Gathering) -> Result<()>,
}

/// What tells a format: the name of the file, and how it begins.
struct Head<'h> {
    name: &'h str,
    text: &'h str,
    options: &'h Options,
}

impl Head<'_> {
    fn first_line(&self) -> &str {
        self.text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default()
    }

    /// The columns of a table, in small letters.
    fn columns(&self) -> Vec<String> {
        table::columns(self.first_line(), self.options)
    }
}

/// Every format, in the order in which their marks are looked for.
pub const FORMATS: &[Format] = &[
    Format {
        name: "ftm",
        says: "FollowTheMoney and OpenSanctions, an entity a line",
        title: "FollowTheMoney",
        is_it: ftm::is_it,
        read: ftm::read,
    },
    Format {
        name: "wikidata",
        says: "Wikidata, an item a line, as in its JSON dumps",
        title: "Wikidata",
        is_it: wikidata::is_it,
        read: wikidata::read,
    },
    Format {
        name: "spacy",
        says: "patterns of spaCy’s EntityRuler, one a line",
        title: "EntityRuler",
        is_it: spacy::is_it,
        read: spacy::read,
    },
    Format {
        name: "popolo",
        says: "Popolo, as EveryPolitician publishes it",
        title: "Popolo",
        is_it: popolo::is_it,
        read: popolo::read,
    },
    Format {
        name: "factbook",
        says: "the CIA World Factbook of a country, as JSON",
        title: "CIA World Factbook",
        is_it: factbook::is_it,
        read: factbook::read,
    },
    Format {
        name: "sift",
        says: "merges of sift-kg that are confirmed (merge_proposals.yaml)",
        title: "sift-kg",
        is_it: resolver::is_sift,
        read: resolver::read_sift,
    },
    Format {
        name: "gate",
        says: "lists of GATE: lists.def with its .lst files, or one of these",
        title: "GATE",
        is_it: gate::is_it,
        read: gate::read,
    },
    Format {
        name: "jrc",
        says: "JRC-Names, a name a line",
        title: "JRC-Names",
        is_it: jrc::is_it,
        read: jrc::read,
    },
    Format {
        name: "sparql",
        says: "results of Wikidata’s query service, as CSV",
        title: "Wikidata",
        is_it: sparql::is_it,
        read: sparql::read,
    },
    Format {
        name: "csv",
        says: "a table with a header: columns of --columns, or the usual ones (EveryPolitician’s, lists of leaders, holders of offices)",
        title: "",
        is_it: table::is_it,
        read: table::read,
    },
];

impl Format {
    /// The format of a name.
    pub fn from_name(name: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// The format that has the marks of a source.
    pub(super) fn of(name: &str, head: &[u8], options: &Options) -> Result<&'static Format> {
        let text = String::from_utf8_lossy(head);
        let head = Head { name, text: text.trim_start_matches('\u{feff}'), options };
        FORMATS.iter().find(|format| (format.is_it)(&head)).ok_or_else(|| {
            let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
            Error::input(name, "of no format that is known by its marks").with_hint(format!(
                "--format says which: {}; a table of any columns takes --columns",
                names.join(", ")
            ))
        })
    }
}
