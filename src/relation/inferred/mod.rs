//! Relations that follow from what is stated, in this sentence or before.
//!
//! `members`: members of bodies, from enumerations. `visits`: who has gone where, from where it meets or speaks.
//! `participants`: who attended a meeting.

pub(super) mod members;
pub(super) mod participants;
pub(super) mod visits;
