//! The integration tests, one program: each program of its own would be linked with the whole library and its lists.

#![allow(clippy::unwrap_used)] // helpers of tests, too: here a panic is the message

mod added;
mod again;
mod architecture;
mod cli;
mod columns;
mod compare;
mod compiled;
mod corrections;
mod diff;
mod dirty;
mod edited;
mod editing;
mod eval;
mod explain;
mod exports;
mod files;
mod formats;
mod french;
mod fuzz;
mod gazetteers;
mod gold;
mod graph;
mod horizon;
mod imports;
mod input;
mod learn;
mod licences;
mod lists_file;
mod long;
mod matcher;
mod merged;
mod metadata;
mod metamorphic;
mod packed;
mod parallel;
#[cfg(feature = "pdf")]
mod pdf;
mod pictures;
#[cfg(feature = "project")]
mod project;
mod read_back;
mod relations;
mod report;
mod robust;
mod rules;
mod statements;
mod stories;
mod structure;
mod tables;
mod trace;
mod vendors;
#[cfg(feature = "xlsx")]
mod workbook;
