//! `palabre project log`: what was done, and when.

use super::{
    super::{
        exit::{Exit, Stop},
        output,
    },
    Target,
};
use clap::Args;

/// Tell what was added, removed and corrected, and when
///
/// A line each, with tabs between number, time (UTC), action, number of documents, and what else is to be said.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre project log sahel.palabre
  palabre project log sahel.palabre --ids     with the documents below what wrote them last")]
pub(super) struct Log {
    #[command(flatten)]
    target: Target,
    /// With the ids of the documents, below the entry that wrote them last
    #[arg(long)]
    ids: bool,
}

pub(super) fn run(arguments: &Log) -> Result<Exit, Stop> {
    let project = arguments.target.open()?;
    let mut told = String::new();
    for entry in project.log()? {
        let what = entry.what.replace(['\t', '\n', '\r'], " ");
        told += &format!("{}\t{}\t{}\t{}\t{what}\n", entry.number, entry.at, entry.action, entry.documents);
        if arguments.ids {
            project.documents_of(&entry)?.iter().for_each(|id| told += &format!("\t{id}\n"));
        }
    }
    output::print(told.as_bytes())?;
    Ok(Exit::Done)
}
