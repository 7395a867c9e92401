//! What the entities of a document have to do with each other.

mod cooccurrence;

pub use cooccurrence::{Scope, cooccurrences};
