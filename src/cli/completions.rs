//! `palabre completions`: what shells need to complete commands and options.

use super::{
    arguments::{Arguments, Completions},
    exit::{Exit, Stop},
    output,
};
use clap::CommandFactory;

pub(crate) fn run(arguments: &Completions) -> Result<Exit, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "palabre", &mut script);
    output::print(&script)?;
    Ok(Exit::Done)
}
