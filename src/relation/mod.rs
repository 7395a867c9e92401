//! What the entities of a document have to do with each other.

mod cooccurrence;
mod when;

pub use cooccurrence::{Scope, cooccurrences};
pub use when::{Bound, DateReader, DateWords, Precision, When};
