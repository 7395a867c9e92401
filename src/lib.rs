//! palabre

pub mod error;
pub mod lexicon;
pub mod matcher;
pub mod model;
pub mod text;
