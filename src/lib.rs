//! Reads French press and report text and builds the graph of the actors in it.
//!
//! A document goes one way, one type a stage: [`input`] makes a [`model::Document`] of a file, [`Extractor`] cuts it into
//! sentences, finds the names and what is said of them, decides who is who and reads who stands with whom; the outcome is
//! a [`model::Extraction`]. [`graph`] folds many into one [`model::ActorGraph`], [`export`] writes either. What palabre
//! knows stands in [`lexicon`].
//!
//! ```
//! use palabre::{Extractor, export::JsonLines, model::Document};
//!
//! let extractor = Extractor::builtin()?;
//! let extraction = extractor.extract(Document::new("essai", "Assimi Goïta a reçu Sergueï Lavrov à Bamako."));
//!
//! let mut line = Vec::new();
//! JsonLines::new(extractor.lexicon()).write(&extraction, &mut line)?;
//! assert!(String::from_utf8(line)?.contains(r#""entity":"serguei-lavrov""#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | I want to … | look at |
//! |---|---|
//! | read a string | [`Extractor::extract`] of a [`model::Document`] gives a [`model::Extraction`] |
//! | read a folder | [`input::read_folder`]; with options [`input::find`] and [`input::read_all`] |
//! | read many documents on all cores | [`Extractor::extract_all`]; with a state a thread [`Extractor::readers`] |
//! | make a graph | [`graph::Fold`] takes extractions and gives a [`model::ActorGraph`] |
//! | write CSV or JSON Lines | [`export::CsvTables`] and [`export::CsvMentions`], [`export::JsonLines`]; any of them by its name [`export::FORMATS`] |
//! | have tables as columns in memory | [`export::DocumentTable`], [`export::GraphTable`] |
//! | draw a graph | [`export::write_svg`], [`export::write_dot`]; what is drawn [`export::Picture`] |
//! | read JSON Lines back | [`export::JsonLines::read`]; on all cores [`LineReaders`] |
//! | correct what is read | [`correction::Corrections`] for [`Extractor::with_corrections`] |
//! | add a gazetteer of my own | [`lexicon::Options`] for [`lexicon::load`], then [`Extractor::new`] |
//! | check a gazetteer | [`lexicon::check`] |
//! | make one of foreign lists | [`import::import`] |
//! | look rows up, find names alone | [`model::Lexicon`], [`model::Lexicon::names_in`] |
//! | keep documents and what was read in them, and add to them | `project::Project` |
//! | know what is most worth a look | [`review::Review`] |
//! | know what an edit of the lists changes | [`compare::Comparison`] of what [`Extractor::pair_readers`] read |
//! | know which names no list has | [`suggest::Suggestions`] |
//! | know why a place is read as it is | [`Reader::explain`]; every step of a document [`Reader::trace`] |
//! | describe and test what states relations | [`rules`] |
//! | learn frames from marked sentences | [`learn`] |
//! | score against a gold set | [`eval::score`] of [`eval::Gold`] and [`eval::Predictions`] |
//!
//! [`matcher`], which finds many thousands of names in text, stands alone; so does [`network`], which lays graphs out and
//! measures them.

#[cfg(feature = "program")]
extern crate self as palabre;

mod builtin;
#[cfg(test)]
mod cases;
#[cfg(feature = "program")]
pub mod cli;
pub mod compare;
pub mod correction;
mod entity;
pub mod eval;
pub mod export;
pub mod graph;
pub mod import;
pub mod input;
pub mod learn;
pub mod lexicon;
mod mention;
pub mod model;
pub mod network;
mod parallel;
mod pipeline;
#[cfg(feature = "project")]
pub mod project;
mod relation;
pub mod review;
pub mod rules;
mod story;
pub mod suggest;
mod text;

pub use model::Scope;
#[doc(inline)]
pub use palabre_lexicon::{error, matcher};
pub use parallel::{Earlier, EarlierReaders, Intake, LineReaders, PairReaders, PlacedLine, Readers};
pub use pipeline::{Extractor, Reader};

/// Stages by themselves, for the benchmarks: no part of the interface.
#[doc(hidden)]
pub mod stages {
    pub use crate::{mention::find as mentions, text::segment as text};

    /// What turns text into tokens of a lexicon.
    pub fn tokenizer(lexicon: &crate::model::Lexicon) -> crate::matcher::Tokenizer<'_> {
        crate::matcher::Tokenizer::new(lexicon.matcher.vocabulary())
    }
}

/// The README's examples run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
