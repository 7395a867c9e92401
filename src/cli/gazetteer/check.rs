//! `palabre gazetteer check`: what is wrong with lists.

use crate::cli::{
    arguments::Check,
    exit::{Exit, Stop},
    messages::Messages,
    output,
    snippet::below,
    terminal::visible,
};
use palabre::lexicon::{self, Finding, Level};

pub(super) fn run(arguments: &Check, messages: &Messages) -> Result<Exit, Stop> {
    let options = lexicon::Options::default().with_builtin(!arguments.no_builtin);
    let options = arguments.folders.iter().fold(options, lexicon::Options::with_folder);
    // Folders are examined over the built-in lists, but it is theirs that is told.
    let mut findings = match arguments.all || arguments.folders.is_empty() {
        true => lexicon::check(&options)?,
        false => lexicon::check_added(&options)?,
    };
    findings.retain(|finding| finding.level == Level::Error || !arguments.errors_only);
    let mut shown = String::new();
    for finding in &findings {
        shown += &shown_finding(finding);
    }
    output::print(shown.as_bytes())?;
    let errors = findings.iter().filter(|finding| finding.level == Level::Error).count();
    messages.summary(summary(errors, findings.len() - errors));
    Ok(if findings.is_empty() { Exit::Done } else { Exit::Partly })
}

/// What is wrong, the line that it is about, and what to do.
fn shown_finding(finding: &Finding) -> String {
    let text = finding.to_string();
    let (message, hint) = text.split_once("\n").unwrap_or((&text, ""));
    let hint = if hint.is_empty() { String::new() } else { format!("\n{hint}") };
    format!("{}{}{}\n", visible(message), below(&finding.place), visible(&hint))
}

fn summary(errors: usize, warnings: usize) -> String {
    let count = |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
    match (errors, warnings) {
        (0, 0) => "no findings".into(),
        _ => format!("{}, {}", count(errors, "error"), count(warnings, "warning")),
    }
}
