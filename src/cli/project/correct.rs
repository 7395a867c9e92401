//! `palabre project correct`: a correction more, or one less.

use super::{
    super::{
        correct::{Said, Undone, actions, tell_unknown, undone},
        exit::{Exit, Stop},
        messages::Messages,
        output,
    },
    Target,
};
use clap::Args;
use palabre::{correction::Corrections, lexicon};
use std::path::PathBuf;

/// Correct what is read in a project, or show its corrections
///
/// As `palabre correct` does in a table. Without an action, the corrections that hold are shown as that table: with it,
/// `palabre extract --corrections` gives what `palabre project export` does. What is taken back stays in the log.
#[derive(Debug, Args)]
#[command(after_help = actions() + "
Examples:
  palabre project correct sahel.palabre same alou-traore ibrahim-traore --why surnom
  palabre project correct sahel.palabre --undo
  palabre project correct sahel.palabre > corrections.csv
  palabre project correct sahel.palabre --take review.csv
      the filled rows of `palabre review`")]
pub(super) struct Correct {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    said: Said,
    /// Take the last one back, or that of a line of the table
    #[arg(long, value_name = "LINE", num_args = 0..=1, require_equals = true, default_missing_value = "last",
          value_parser = undone, conflicts_with_all = ["action", "take"])]
    undo: Option<Undone>,
    /// Add those of a table, but for those that are there already
    #[arg(long, value_name = "TABLE", conflicts_with = "action")]
    take: Option<PathBuf>,
}

pub(super) fn run(arguments: &Correct, messages: &Messages) -> Result<Exit, Stop> {
    let project = arguments.target.open()?;
    let (lines, done) = if let Some(Undone(line)) = arguments.undo {
        (project.undo(line)? + "\n", "taken back in")
    } else if let Some(path) = &arguments.take {
        let table = Corrections::read([(&*path.display().to_string(), &*lexicon::read_table(path)?)])?;
        (project.take(table.rows())?, "written to")
    } else if arguments.said.action.is_some() {
        let row = arguments.said.correction()?;
        let line = project.correct(&row)? + "\n";
        tell_unknown(&row, messages)?;
        (line, "written to")
    } else {
        output::print(project.corrections_table()?.as_bytes())?;
        return Ok(Exit::Done);
    };
    output::print(lines.as_bytes())?;
    messages.summary(format_args!("{done} {}", project.path().display()));
    Ok(Exit::Done)
}
