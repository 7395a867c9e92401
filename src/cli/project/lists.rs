//! `palabre project lists`: with which lists the documents are read.

use super::{
    super::{
        arguments::Knowledge,
        exit::{Exit, Stop},
        messages::Messages,
        output,
    },
    Target, seen_from,
};
use clap::Args;
use palabre::{error::Result, lexicon};
use std::path::PathBuf;

/// Show the lists that the documents are read with, or name others
///
/// What other lists read otherwise is read again by the next `add` or `export`. An edit of a folder needs no command.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre project lists sahel.palabre
  palabre project lists sahel.palabre --gazetteer mes-listes/
  palabre project lists sahel.palabre --builtin-only")]
pub(super) struct Lists {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    knowledge: Knowledge,
    /// With the built-in lists alone
    #[arg(long, conflicts_with_all = ["gazetteer", "no_builtin"])]
    builtin_only: bool,
}

pub(super) fn run(arguments: &Lists, messages: &Messages) -> std::result::Result<Exit, Stop> {
    let Lists { target, knowledge, builtin_only } = arguments;
    let project = target.open()?;
    let settings = project.settings()?;
    if knowledge.gazetteer.is_empty() && !knowledge.no_builtin && !builtin_only {
        output::print(format!("{settings}\n").as_bytes())?;
        return Ok(Exit::Done);
    }
    lexicon::load(&knowledge.options())?;
    let folders = knowledge.gazetteer.iter().map(|folder| seen_from(&target.project, folder));
    let folders = folders.collect::<Result<Vec<PathBuf>>>()?;
    let settings = settings.with_lists(folders, knowledge.no_builtin);
    project.change(&settings)?;
    messages.summary(format_args!("{}: {settings}", project.path().display()));
    Ok(Exit::Done)
}
