//! `palabre project add`: documents more.

use super::{
    super::{
        arguments::Input,
        exit::{Exit, Stop},
        interrupt,
        messages::Messages,
        outcome, run,
        source::Source,
    },
    Target,
    keep::{Keeper, Sender, extractor_of},
};
use clap::Args;
use palabre::{export::Language, input::File};
use rustc_hash::FxHashMap;
use std::fs;

/// Take documents in: those that are new or changed
///
/// INPUT is what `palabre extract` reads: files, folders, `-`. A document is known by its file and its id there; what is there as it is
/// is not read again, and what its file holds otherwise now takes its place. Of documents that are the same, the first in the order of
/// outputs counts, as in one run over all. What other lists than before would read otherwise is read again.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre project add sahel.palabre articles/
  palabre project add sahel.palabre dump.csv --text-column corps --date-column paru
  curl -s … | palabre project add sahel.palabre - --stdin-format jsonl")]
pub(super) struct Add {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    input: Input,
}

pub(super) fn run(arguments: &Add, messages: &Messages) -> Result<Exit, Stop> {
    interrupt::listen();
    let Add { target, input } = arguments;
    let project = target.open()?;
    let (files, unfound) = run::find(input, messages)?;
    if files.is_empty() {
        return Ok(Exit::Partly);
    }
    let paths: FxHashMap<String, String> =
        files.iter().map(|file| (file.id.clone(), full_path(file))).collect();
    let read = extractor_of(&project)?;
    let keeper = Keeper::new(&project, &read, input.jobs())?;
    let source = Source::new(files, input, read.0.lexicon())?.with_copies();
    let metadata = source.metadata();
    let entry = project.adding(&input.inputs)?;
    let from = Sender { path_of: &|file| paths[file].clone(), keeps_copies: input.keep_duplicates, entry };
    let known_to = read.0.lexicon().known_to();
    let tally =
        messages.over(source.start()?, |batch| keeper.receive(batch, &from), &mut |()| Ok(()), known_to);
    let added = project.added(entry)?;
    let tally = tally?;
    if let Some(metadata) = metadata {
        messages.tell_unused(&metadata);
    }
    let again = keeper.refresh(messages)?;
    let failed = unfound + tally.failed + again.map_or(0, |again| again.failed);
    messages.summary(format_args!(
        "{added} new or changed; {}",
        outcome::summary(&tally, None, Language::English)
    ));
    let documents = project.documents()?;
    messages.summary(format_args!("  {}: {documents} documents", project.path().display()));
    Ok(if failed > 0 { Exit::Partly } else { Exit::Done })
}

fn full_path(file: &File) -> String {
    let full = if file.is_stdin() { None } else { fs::canonicalize(&file.path).ok() };
    full.as_ref().unwrap_or(&file.path).display().to_string().replace('\\', "/")
}
