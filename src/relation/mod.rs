//! Extracts relations: co-occurrences and typed relations.
//!
//! - `cooccurrence`: entities in the same windows.
//! - `typed`: who does what to whom, in the order in which it is read. `parse` makes chunks of a sentence; `frames` holds
//!   templates against them; `attributes` reads what lies beside names and needs no trigger; `inferred` concludes from what
//!   was stated; `time` reads dates.

mod attributes;
mod cooccurrence;
mod frames;
mod inferred;
pub(crate) mod parse;
mod presumed;
mod rule;
mod time;
mod trace;
mod typed;

pub use cooccurrence::cooccurrences;
pub use time::DateWords;
pub use typed::run;
pub(crate) use {
    frames::frame_match::Refusal,
    typed::{may_state, templates},
};
