//! `palabre project status`: what is in it.

use super::{
    super::{
        exit::{Exit, Stop},
        output,
    },
    Target,
};
use clap::Args;
use palabre::{lexicon::Edition, project::Status as Told};

/// Tell what is in a project
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre project status sahel.palabre
  palabre project status sahel.palabre --sources      all of its sources")]
pub(super) struct Status {
    #[command(flatten)]
    target: Target,
    /// All sources, not the ten most frequent
    #[arg(long)]
    sources: bool,
}

/// Sources that are told.
const MOST_SOURCES: usize = 10;

pub(super) fn run(arguments: &Status) -> Result<Exit, Stop> {
    let project = arguments.target.open()?;
    let (status, settings) = (project.status()?, project.settings()?);
    let now = Edition::of(&project.lexicon_options()?)?;
    let now = project.known_edition(&now, &settings.scope())?;
    let stale: usize = project.earlier(now)?.iter().map(|(_, documents)| documents).sum();
    let most = if arguments.sources { usize::MAX } else { MOST_SOURCES };
    let mut told = rows(&status, stale, &settings.to_string());
    let sources = status.sources.iter().take(most).map(|(name, count)| {
        let name = if name.is_empty() { "(none)" } else { name };
        ("source", format!("{count}\t{name}"))
    });
    told.extend(sources);
    if status.sources.len() > most {
        told.push(("source", format!("…\t{} more: --sources", status.sources.len() - most)));
    }
    let lines: String = told.into_iter().map(|(name, value)| format!("{name}\t{value}\n")).collect();
    output::print(lines.as_bytes())?;
    Ok(Exit::Done)
}

fn rows(status: &Told, stale: usize, lists: &str) -> Vec<(&'static str, String)> {
    let dates = status.dates.as_ref().map(|(first, last)| format!("{first} to {last}"));
    vec![
        ("documents", status.documents.to_string()),
        ("dates", dates.unwrap_or_else(|| "none".into())),
        ("undated", status.undated.to_string()),
        ("same text", status.same_text.to_string()),
        ("unread", status.unread.to_string()),
        ("characters", status.characters.to_string()),
        ("lists", lists.to_string()),
        ("read with other lists", stale.to_string()),
        ("corrections", format!("{} hold, {} taken back", status.corrections, status.undone)),
        ("size", format!("{:.1} MB", status.bytes as f64 / 1e6)),
    ]
}
