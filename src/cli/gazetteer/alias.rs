//! `palabre gazetteer alias`: another name of a row.

use super::edit::Target;
use crate::cli::{
    exit::{Exit, Stop},
    messages::Messages,
    row::{Change, cell, column},
};
use clap::Args;
use palabre::{error::Error, lexicon::List, matcher::fold_words, model::EntryKind};

/// Give a row further names, in a folder of your own
///
/// The row is written into the folder with all that is known of it, and takes the place of the one with its id; it is shown before and
/// after. Nothing is written where the check would find a mistake: a name that is another's, a given name, a common surname or word.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre gazetteer alias 'Goïta l’Essayeur' --of assimi-goita --gazetteer mes-listes/
  palabre gazetteer alias Cnsp --of cnsp-niger --in acronyms --gazetteer mes-listes/
  palabre gazetteer alias 'Le Petit Bazar' --of orange --in cued --gazetteer mes-listes/ --dry-run")]
pub(super) struct Alias {
    /// The names
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,
    /// Whose they are: an id, or a name that nobody else has
    #[arg(long, value_name = "ROW")]
    of: String,
    /// The column that they are added to: aliases, shared, cued, short, acronyms, forms, abbreviations [default: aliases; of ranks,
    /// titles, roles and portfolios, forms]
    #[arg(long = "in", value_name = "COLUMN")]
    column: Option<String>,
    #[command(flatten)]
    target: Target,
}

/// The columns of names, in which a row may have several.
const COLUMNS: [&str; 7] = ["aliases", "shared", "cued", "short", "acronyms", "forms", "abbreviations"];

pub(super) fn run(arguments: &Alias, messages: &Messages) -> Result<Exit, Stop> {
    let lists = arguments.target.open()?;
    let entry = lists.entry(&EntryKind::ALL, &arguments.of)?;
    let (list, before) = lists.row(entry)?;
    let list = &list;
    let at = names_column(list, arguments.column.as_deref())?;
    let mut after = before.clone();
    for name in &arguments.names {
        let name = name.trim();
        if let Some(there) = column_of(list, &after, name) {
            messages.note(format_args!("`{name}` stands in `{there}` of `{}` already", entry.id), None);
            continue;
        }
        if name.contains('|') {
            let error = Error::usage(format!("`{name}` is several names"));
            return Err(error.with_hint("give each by itself, between quotation marks").into());
        }
        let bar = if after[at].is_empty() { "" } else { "|" };
        after[at] += &format!("{bar}{name}");
    }
    if after == before {
        return Ok(Exit::Done);
    }
    lists.credit(list, &mut after)?;
    lists.write(list, &[Change { before: Some(before), after }], messages)
}

/// The column that names are added to.
fn names_column(list: &List, wanted: Option<&str>) -> Result<usize, Error> {
    let usual = if column(list, "aliases").is_some() { "aliases" } else { "forms" };
    let has: Vec<&str> = COLUMNS.into_iter().filter(|name| column(list, name).is_some()).collect();
    let name = wanted.unwrap_or(usual);
    column(list, name).filter(|_| has.contains(&name)).ok_or_else(|| {
        let error = Error::usage(format!("{} has no column of names `{name}`", list.name));
        error.with_hint(format!("it has {}", has.join(", ")))
    })
}

/// The column of a row in which a name stands already, as written or so that it matches the same text.
fn column_of<'l>(list: &'l List, row: &[String], name: &str) -> Option<&'l str> {
    let is_there = |column: &&str| {
        // Acronyms and abbreviations are matched as they are written.
        let is_exact = matches!(*column, "acronyms" | "abbreviations");
        let is_same = |form: &str| form == name || !is_exact && fold_words(form) == fold_words(name);
        cell(list, row, column).split('|').map(str::trim).any(is_same)
    };
    let columns = list.columns.iter().filter(|column| **column == "name" || COLUMNS.contains(column));
    columns.copied().find(is_there)
}
