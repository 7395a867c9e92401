//! From the texts of lists to a validated [`Lexicon`](crate::model::Lexicon): the only code that knows their formats.
//!
//! A set of lists is a folder with a file a list (`people.csv`, `offices.csv` …; see `gazetteers/README.md`). Where the files are
//! from, the caller knows: here they are a [`ListFile`] each. Those of a higher layer add rows, or replace the rows that have
//! the same id.

mod blame;
mod build;
mod check;
mod doubts;
mod extend;
mod features;
mod file;
mod files;
mod forms;
mod frames;
mod given_ids;
mod grammar;
mod listing;
mod merge;
mod needs;
mod reach;
mod replaced;
mod rows;
mod schema;
mod spreadsheet;
mod table;
mod terms;
mod texts;
mod variants;

pub use check::{Finding, Level, Scope, kinds_of_ids};
pub use extend::Base;
pub use file::{ListFile, is_list, is_of_language, known_lists};
pub use files::{Files, examine, examine_added};
pub use listing::{List, lists};
pub use reach::{Reach, TextWords, is_told_apart, reach};
pub use schema::{columns, is_value, key};
pub use spreadsheet::plain;
pub use variants::{Contractions, Passive, Variants, Wrapping};
