//! What the entities of a document have to do with each other.
//!
//! - `cooccurrence`: entities in the same windows.
//! - `typed`: who does what to whom. A sentence that holds two actors and a trigger with what it needs (`prefilter`)
//!   is reduced to items (`reduce`, with `verb_group`, `actor` and `coordinate`); `clause` tells subjects and objects;
//!   `frame` holds the templates of the frames against them. `structure` reads what needs no trigger, with `location`
//!   (where something is) and `body` (bodies in bodies); `when` reads dates.

mod actor;
mod attendance;
mod body;
mod clause;
mod cooccurrence;
mod coordinate;
mod explain;
mod frame;
mod item;
mod listing;
mod location;
mod matched;
mod prefilter;
mod presence;
mod reduce;
mod role_frame;
mod several;
mod state;
mod structure;
mod typed;
mod verb_group;
mod when;

pub use cooccurrence::{Scope, cooccurrences};
pub use explain::explain;
pub use typed::relations;
pub use when::{Bound, DateReader, DateWords, Precision, When};
