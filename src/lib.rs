//! palabre

pub mod entity;
pub mod error;
pub mod eval;
pub mod export;
pub mod graph;
pub mod input;
pub mod lexicon;
pub mod matcher;
pub mod mention;
pub mod model;
pub mod pipeline;
pub mod relation;
pub mod suggest;
pub mod text;

pub use pipeline::{Extractor, Reader};
