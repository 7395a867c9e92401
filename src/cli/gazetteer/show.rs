//! `palabre gazetteer show`: a built-in file as it is.

use crate::cli::{
    arguments::Show,
    exit::{Exit, Stop},
    output,
};
use palabre::{error::Error, lexicon};

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
    output::print(file.text.as_bytes())?;
    Ok(Exit::Done)
}
