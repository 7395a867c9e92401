//! `palabre project new`: an empty project.

use super::{
    super::{
        arguments::{Knowledge, Reading},
        exit::{Exit, Stop},
        messages::Messages,
    },
    Target, seen_from,
};
use clap::Args;
use palabre::{
    error::Result,
    lexicon,
    project::{Project, Settings},
};
use std::path::PathBuf;

/// Make an empty project
///
/// The lists, windows and capitals that are given here hold for all of its documents. Folders of lists are read where they are
/// whenever they are asked for; `palabre project lists` names others.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre project new sahel.palabre
  palabre project new sahel.palabre --gazetteer mes-listes/")]
pub(super) struct New {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    knowledge: Knowledge,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(arguments: &New, messages: &Messages) -> std::result::Result<Exit, Stop> {
    let New { target, knowledge, reading } = arguments;
    // What cannot be read is told now, and not with the first document.
    lexicon::load(&knowledge.options())?;
    let folders = knowledge.gazetteer.iter().map(|folder| seen_from(&target.project, folder));
    let folders = folders.collect::<Result<Vec<PathBuf>>>()?;
    let settings = Settings::default()
        .with_lists(folders, knowledge.no_builtin)
        .with_reading(reading.window, reading.metonymy);
    let project = Project::create(&target.project, &settings)?;
    messages.summary(format_args!("{}: a new project, {settings}", project.path().display()));
    Ok(Exit::Done)
}
