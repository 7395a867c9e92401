//! `palabre gazetteer build`: lists of one's own, compiled.

use crate::cli::{
    exit::{Exit, Stop},
    messages::Messages,
    stage,
};
use clap::Args;
use palabre::lexicon;
use std::path::PathBuf;

/// Compile lists into one file, which is ready at once
///
/// The file holds your lists over the built-in ones, and is given in the place of a folder: `--gazetteer names.palabre`. It is for
/// the version of palabre that made it; another says so. A few rows need no file: they cost nothing at the start.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre gazetteer build mes-listes/ -o mes-listes.palabre
  palabre extract articles/ --gazetteer mes-listes.palabre")]
pub(super) struct Build {
    /// Folders of lists, over the built-in ones
    #[arg(value_name = "DIR", required = true)]
    folders: Vec<PathBuf>,
    /// The file to write; one that is there is replaced
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Leave out the built-in rows; the words and rules of the language stay
    #[arg(long)]
    no_builtin: bool,
}

pub(super) fn run(arguments: &Build, messages: &Messages) -> Result<Exit, Stop> {
    let options = lexicon::Options::default().with_builtin(!arguments.no_builtin);
    let options = arguments.folders.iter().fold(options, lexicon::Options::with_folder);
    let path = &arguments.output;
    let length = stage::replace_by(path, |file| lexicon::pack(&options, path, file))?;
    messages.summary(format!("{}: {:.1} MB", path.display(), length as f64 / 1e6));
    Ok(Exit::Done)
}
