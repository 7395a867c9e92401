//! `palabre completions`: what shells need to complete commands and options.

use super::{
    arguments::Arguments,
    exit::{Exit, Stop},
    output,
};
use clap::{Args, CommandFactory};

/// Print the completions of a shell
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre completions bash > ~/.local/share/bash-completion/completions/palabre
  palabre completions zsh > ~/.zfunc/_palabre
  palabre completions fish > ~/.config/fish/completions/palabre.fish
  palabre completions powershell >> $PROFILE")]
pub(super) struct Completions {
    /// The shell
    shell: clap_complete::Shell,
}

pub(crate) fn run(arguments: &Completions) -> Result<Exit, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "palabre", &mut script);
    output::print(&script)?;
    Ok(Exit::Done)
}
