//! `palabre project remove`: documents less.

use super::{
    super::{
        exit::{Exit, Stop},
        messages::Messages,
    },
    Target,
};
use clap::Args;

/// Take documents out of a project
///
/// All of them, or none where one is not there. The log keeps their ids; `add` takes them in again.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre project remove sahel.palabre 2020-08-19-mali-coup-kati.txt")]
pub(super) struct Remove {
    #[command(flatten)]
    target: Target,
    /// The documents: `Document` in the tables of outputs
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
}

pub(super) fn run(arguments: &Remove, messages: &Messages) -> Result<Exit, Stop> {
    arguments.target.open()?.remove(&arguments.ids)?;
    let documents = if arguments.ids.len() == 1 { "document" } else { "documents" };
    messages.summary(format_args!("{} {documents} removed", arguments.ids.len()));
    Ok(Exit::Done)
}
