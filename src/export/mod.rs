//! What was read, as files. One file a format.

mod jsonl;

pub use jsonl::{JsonLines, SCHEMA_VERSION};
