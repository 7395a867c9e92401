//! `palabre gazetteer terms`: how long offices are held.

use crate::cli::{
    arguments::Knowledge,
    exit::{Exit, Stop},
    output,
};
use clap::Args;
use palabre::{
    lexicon,
    model::{TermKind, TermLengths},
};

/// Measure how long offices, memberships and suspensions last
///
/// Of the terms that have ended, by kind: how many there are, how many months the middle one lasted, and on which share of
/// their days they still had 3, 6 … months to run. That is how likely a term that was open when somebody looked is still
/// open so many months later: the confidence with which an article after that day gets the holder, in brackets where the
/// share differs.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre gazetteer terms
  palabre gazetteer terms --gazetteer mes-listes/")]
pub(super) struct Terms {
    #[command(flatten)]
    knowledge: Knowledge,
}

pub(super) fn run(arguments: &Terms) -> Result<Exit, Stop> {
    let lexicon = lexicon::load(&arguments.knowledge.options())?;
    let months: String = TermKind::months()[1..].iter().map(|months| format!(" {months} months |")).collect();
    let mut table = format!("| kind | ended | median |{months}\n|---|---|---|{}\n", "---|".repeat(5));
    for TermLengths { kind, ended, median, shares, .. } in TermLengths::of(&lexicon) {
        let shares = shares.iter().zip(kind.shares()).skip(1).map(|(measured, used)| share(*measured, used));
        table += &format!("| {} | {ended} | {median:.0} |{}\n", kind.name(), shares.collect::<String>());
    }
    output::print(table.as_bytes())?;
    Ok(Exit::Done)
}

/// A cell: what was measured, and what is used where that is something else.
fn share(measured: f64, used: f64) -> String {
    match (measured - used).abs() < 0.005 {
        true => format!(" {used:.2} |"),
        false => format!(" {measured:.2} ({used:.2}) |"),
    }
}
