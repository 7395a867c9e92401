//! `palabre gazetteer show`: a built-in file as it is.

use crate::cli::{
    exit::{Exit, Stop},
    output,
};
use clap::Args;
use palabre::{error::Error, lexicon};

/// Print a built-in file as it is
///
/// FILE is `relations.toml` or just `relations`. To see what is known of a name or an id, `palabre gazetteer find`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre gazetteer show relations.toml    the types of relations, and what their keys mean
  palabre gazetteer show features | less   the words that are looked for, by what they are looked for
  palabre gazetteer show frames-meeting    how relations are said: to write a frame of your own by")]
pub(super) struct Show {
    /// The file, with or without its extension
    #[arg(value_name = "FILE")]
    file: String,
}

pub(super) fn run(arguments: &Show) -> Result<Exit, Stop> {
    let name = &arguments.file;
    let Some(file) = lexicon::builtin_files().find(|file| file.is_called(name)) else {
        let names: Vec<&str> = lexicon::builtin_files().map(|file| file.name).collect();
        let hint = format!(
            "a file is one of {}; `palabre gazetteer find {name}` shows the rows of a name or an id",
            names.join(", ")
        );
        return Err(Error::usage(format!("no built-in file `{name}`")).with_hint(hint).into());
    };
    output::print(file.text().as_bytes())?;
    Ok(Exit::Done)
}
