//! `palabre gazetteer add`: a row of a list.

use super::edit::{Lists, Target};
use crate::cli::{
    exit::{Exit, Stop},
    messages::Messages,
    row::{Change, cell, column, set},
};
use clap::Args;
use palabre::{
    error::{Error, Result},
    lexicon::{self, List},
    matcher::fold_words,
    model::{Entry, EntryKind},
};

/// Write a row of a list into a folder of your own
///
/// Cells that hold ids (country, person, role, portfolio, of, body …) take names, too, where only one row is called so. A row without an
/// id gets that of its name; where somebody has that name already, nothing is written before you give an id: that of the row you mean
/// changes it, cell by cell, and another one makes a row of its own. Nothing is written where the check would find a mistake.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre gazetteer add people 'Awa Koné' country=mali gender=f --gazetteer mes-listes/
  palabre gazetteer add offices person=awa-kone role=ministre portfolio=sante of=mali from=2026-03-03 --gazetteer mes-listes/
  palabre gazetteer add people id=assimi-goita died=2026-10-02 --gazetteer mes-listes/ --dry-run")]
pub(super) struct Add {
    /// The list: people, organisations, places, offices, memberships …
    #[arg(value_name = "LIST")]
    list: String,
    /// The name, and other cells as COLUMN=VALUE; several values with `|` between them
    #[arg(value_name = "CELL", required = true)]
    cells: Vec<String>,
    #[command(flatten)]
    target: Target,
}

pub(super) fn run(arguments: &Add, messages: &Messages) -> std::result::Result<Exit, Stop> {
    let lists = arguments.target.open()?;
    let list = &lists.list(&arguments.list)?;
    let mut given = vec![String::new(); list.columns.len()];
    for text in &arguments.cells {
        let (name, value) = text.split_once('=').unwrap_or(("name", text));
        set(list, &mut given, name, &lists.ids(list, name, value)?)?;
    }
    lists.credit(list, &mut given)?;
    if lexicon::key(list.name) == ["id"] {
        let id = lists.free_id(list, &given)?;
        set(list, &mut given, "id", &id)?;
    }
    let change = changed(list, given)?;
    lists.write(list, &[change], messages)
}

/// The row of a key with the cells that are given, or a new one.
fn changed(list: &List, given: Vec<String>) -> Result<Change> {
    let key: Vec<usize> = lexicon::key(list.name).iter().filter_map(|name| column(list, name)).collect();
    let is_same = |row: &&Vec<String>| key.iter().all(|&at| row[at] == given[at]);
    let before = list.rows.iter().find(is_same).cloned();
    let after = match &before {
        Some(before) => {
            let cell =
                |(old, new): (&String, &String)| if new.is_empty() { old.clone() } else { new.clone() };
            before.iter().zip(&given).map(cell).collect()
        }
        None => given,
    };
    Ok(Change { before, after })
}

impl Lists<'_> {
    /// A cell of ids, which may be given by names.
    fn ids(&self, list: &List, column: &str, value: &str) -> Result<String> {
        let kinds = lexicon::kinds_of_ids(list.name, column);
        if kinds.is_empty() {
            return Ok(value.to_string());
        }
        let values = value.split('|').map(str::trim).filter(|value| !value.is_empty());
        let ids: Vec<&str> =
            values.map(|value| self.referred(kinds, value).map(|entry| &*entry.id)).collect::<Result<_>>()?;
        Ok(ids.join("|"))
    }

    /// The id of a row: the one that is given, or that of its name where nobody else is called so.
    fn free_id(&self, list: &List, given: &[String]) -> Result<String> {
        let (id, name) = (cell(list, given, "id"), cell(list, given, "name"));
        if !id.is_empty() {
            return Ok(id.to_string());
        }
        if !name.contains(char::is_alphanumeric) {
            let error = Error::usage(format!("a row of {} needs a name", list.name));
            return Err(error.with_hint("give it first, between quotation marks"));
        }
        let (slug, wanted) = (lexicon::slug(name), fold_words(name));
        let is_taken = |entry: &&Entry| {
            let is_named =
                || std::iter::once(&entry.name).chain(&entry.aliases).any(|form| fold_words(form) == wanted);
            entry.list == list.name && is_named()
                || *entry.id == *slug && (entry.list == list.name || is_actor(entry.kind))
        };
        let taken: Vec<&Entry> = self.lexicon.entries().iter().filter(is_taken).collect();
        if taken.is_empty() {
            // Ids are of Latin letters without accents: a name with others has one all the same, which is not written.
            return Ok(if slug.is_ascii() { slug } else { String::new() });
        }
        let country = cell(list, given, "country").split('|').next().filter(|country| !country.is_empty());
        let other = format!("{slug}-{}", country.unwrap_or("2"));
        let message =
            format!("`{name}` is the name of {} already", if taken.len() == 1 { "a row" } else { "rows" });
        let change = format!(
            "to change one, {}",
            self.ids_of(&taken).replacen("give the id", "give `id=` with the id", 1)
        );
        let hint = format!("{change}\nfor another, give an id that is free, such as id={other}");
        Err(Error::usage(message).with_hint(hint))
    }
}

fn is_actor(kind: EntryKind) -> bool {
    matches!(kind, EntryKind::Country | EntryKind::Organisation | EntryKind::Person | EntryKind::Place)
}
