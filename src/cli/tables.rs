//! `palabre tables`: what the columns of the tables say.

use super::{
    exit::{Exit, Stop},
    output,
};
use clap::Args;
use palabre::export;

/// Explain the columns of the tables, as Markdown: what docs/tables.md is made by
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre tables | less
  palabre tables > tables.md")]
pub(super) struct Tables {}

pub(crate) fn run(_: &Tables) -> Result<Exit, Stop> {
    output::print(export::describe_tables().as_bytes())?;
    Ok(Exit::Done)
}
