//! Frames: which relations the triggers of a parsed sentence state, between which arguments.
//!
//! `prefilter` skips sentences that cannot state anything. `matcher` tries the templates of each trigger: `syntax` walks a
//! template over what `verb`, `noun` (with `antecedent`) and `role` give it. `statement` makes relations of a `frame_match`.

mod antecedent;
pub(super) mod frame_match;
pub(super) mod matcher;
mod noun;
pub(super) mod prefilter;
mod role;
pub(super) mod statement;
mod syntax;
mod verb;
