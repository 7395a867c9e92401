//! `palabre project`: documents, what was read in them and corrections in one file that grows.

mod add;
mod correct;
mod export;
mod keep;
mod lists;
mod log;
mod new;
mod remove;
mod status;

use super::{
    exit::{Exit, Stop},
    messages::Messages,
};
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};

/// Keep documents, what was read in them and corrections in one file that grows
///
/// The file is an SQLite database: DB Browser, DuckDB and pandas open it (docs/project.md has its tables). What is in it already is
/// not read again; what is said to be stored is stored, whatever happens to the process or the machine.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre project new sahel.palabre
  palabre project add sahel.palabre articles/       what is new or changed in a folder
  palabre project correct sahel.palabre is Alou assimi-goita --who LK
  palabre project export sahel.palabre -o graph/    every format, as `extract` over all the texts gives it
  palabre project status sahel.palabre
  palabre project log sahel.palabre")]
pub(super) struct Project {
    #[command(subcommand)]
    command: ProjectCommand,
}

#[derive(Debug, Subcommand)]
enum ProjectCommand {
    New(new::New),
    Add(Box<add::Add>),
    Remove(remove::Remove),
    Correct(Box<correct::Correct>),
    Lists(lists::Lists),
    Export(Box<export::Export>),
    Status(status::Status),
    Log(log::Log),
}

pub(crate) fn run(arguments: &Project, messages: &Messages) -> Result<Exit, Stop> {
    match &arguments.command {
        ProjectCommand::New(arguments) => new::run(arguments, messages),
        ProjectCommand::Add(arguments) => add::run(arguments, messages),
        ProjectCommand::Remove(arguments) => remove::run(arguments, messages),
        ProjectCommand::Correct(arguments) => correct::run(arguments, messages),
        ProjectCommand::Lists(arguments) => lists::run(arguments, messages),
        ProjectCommand::Export(arguments) => export::run(arguments, messages),
        ProjectCommand::Status(arguments) => status::run(arguments),
        ProjectCommand::Log(arguments) => log::run(arguments),
    }
}

/// The file of a project.
#[derive(Debug, Args)]
struct Target {
    /// The file of the project
    #[arg(value_name = "PROJECT")]
    project: PathBuf,
}

impl Target {
    fn open(&self) -> palabre::error::Result<palabre::project::Project> {
        palabre::project::Project::open(&self.project)
    }
}

/// A folder of lists, as a project at a path names it: from there where it lies below, else in full.
fn seen_from(project: &Path, folder: &Path) -> palabre::error::Result<PathBuf> {
    let full = |path: &Path| {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        std::fs::canonicalize(path).map_err(|error| palabre::error::Error::io(path, error))
    };
    let folder = full(folder)?;
    let home = full(project.parent().unwrap_or(Path::new("")))?;
    Ok(folder.strip_prefix(&home).map(Path::to_path_buf).unwrap_or(folder))
}
