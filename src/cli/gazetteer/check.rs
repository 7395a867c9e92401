//! `palabre gazetteer check`: what is wrong with lists.

use crate::cli::{
    exit::{Exit, Stop},
    messages::Messages,
    output,
    snippet::Snippets,
    terminal::visible,
};
use clap::Args;
use palabre::lexicon::{self, Finding, Level};
use std::path::PathBuf;

/// Examine lists: everything that would be refused, and everything that is likely a mistake
///
/// Prints one finding a line as FILE:LINE:COLUMN, with advice. Of folders, what is so only with them is found, wherever it
/// stands; and, as notes, of each row that replaces one of an actor, which, and what changes by it, and terms that are one. Exit code
/// 1 where there is any error or warning. The examples of frames are tested by `palabre rules test`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre gazetteer check                      the built-in lists
  palabre gazetteer check mes-listes/          your lists, over the built-in ones
  palabre gazetteer check --errors-only DIR    only what would be refused")]
pub(super) struct Check {
    /// Folders of lists, over the built-in ones; without any, the built-in ones are examined
    #[arg(value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// Leave out what is only likely a mistake
    #[arg(long)]
    errors_only: bool,
    /// Show what is found in the built-in lists, too
    #[arg(long)]
    all: bool,
    /// Examine the folders without the built-in rows; the words and rules of the language stay
    #[arg(long, requires = "folders")]
    no_builtin: bool,
}

pub(super) fn run(arguments: &Check, messages: &Messages) -> Result<Exit, Stop> {
    let options = lexicon::Options::default().with_builtin(!arguments.no_builtin);
    let options = arguments.folders.iter().fold(options, lexicon::Options::with_folder);
    // Folders are examined over the built-in lists, but it is theirs that is told.
    let mut findings = match arguments.all || arguments.folders.is_empty() {
        true => lexicon::check(&options)?,
        false => lexicon::check_added(&options)?,
    };
    findings.retain(|finding| finding.level == Level::Error || !arguments.errors_only);
    let (mut shown, mut snippets) = (String::new(), Snippets::default());
    for finding in &findings {
        shown += &shown_finding(finding, &mut snippets);
    }
    output::print(shown.as_bytes())?;
    let count = |level: Level| findings.iter().filter(|finding| finding.level == level).count();
    let [errors, warnings, infos] = [Level::Error, Level::Warning, Level::Info].map(count);
    messages.summary(summary(errors, warnings, infos));
    Ok(if errors + warnings == 0 { Exit::Done } else { Exit::Partly })
}

/// What is wrong, the line that it is about, and what to do.
fn shown_finding(finding: &Finding, snippets: &mut Snippets) -> String {
    let text = finding.to_string();
    let (message, hint) = text.split_once("\n").unwrap_or((&text, ""));
    let hint = if hint.is_empty() { String::new() } else { format!("\n{hint}") };
    format!("{}{}{}\n", visible(message), snippets.below(&finding.place), visible(&hint))
}

fn summary(errors: usize, warnings: usize, infos: usize) -> String {
    let count = |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
    match (errors, warnings, infos) {
        (0, 0, 0) => "no findings".into(),
        (0, 0, infos) => count(infos, "note"),
        (_, _, 0) => format!("{}, {}", count(errors, "error"), count(warnings, "warning")),
        _ => format!("{}, {}, {}", count(errors, "error"), count(warnings, "warning"), count(infos, "note")),
    }
}
