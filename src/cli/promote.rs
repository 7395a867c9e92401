//! A correction that becomes a row of a list.

use super::row::{Change, column, written};
use palabre::{
    correction::{Action, Correction, Corrections, Scope},
    error::{Error, Result},
    lexicon::{self, List, Options},
    matcher::fold_words,
    model::Dialect,
};
use std::path::{Path, PathBuf};

/// A row of a list, before and after, and the file that holds it then.
pub(super) struct Promoted {
    pub(super) path: PathBuf,
    /// None where the row says so already.
    pub(super) text: Option<String>,
    /// As CSV; nothing of an actor that no list had.
    pub(super) before: Option<String>,
    pub(super) after: String,
}

/// The lists of actors, with their kinds.
const LISTS: [(&str, &str); 4] =
    [("people", "person"), ("organisations", "organisation"), ("countries", "country"), ("places", "place")];

/// The row of a folder of lists that says what a correction does; others may tell the kind and name of the actor.
///
/// # Errors
/// A correction that no row can say, an actor of whom it is not told what it is, lists that would be refused with the row.
pub(super) fn promote(row: &Correction, all: &Corrections, folder: &Path) -> Result<Promoted> {
    if row.scope != Scope::Everywhere {
        let error = Error::usage(format!("`{row}` is not of everywhere"));
        return Err(error.with_hint("a row of a list holds in every document: it stays a correction"));
    }
    let options = if folder.is_dir() { Options::default().with_folder(folder) } else { Options::default() };
    let lists = lexicon::lists(&options)?;
    let id = match row.action {
        Action::Same | Action::Is => &row.b,
        Action::Kind | Action::Name => &row.a,
        _ => {
            let error = Error::usage(format!("`{row}` is nothing that a list can say"));
            return Err(error.with_hint("same, is, kind and name may become rows; others stay corrections"));
        }
    };
    let known = find(&lists, id);
    let (list, before) = match known {
        Some((list, cells)) => (list, Some(cells)),
        None => (list_of_kind(&lists, id, row, all)?, None),
    };
    let mut cells = before.cloned().unwrap_or_else(|| new(list, id, row, all));
    change(list, &mut cells, row, &lists);
    let kind = LISTS.iter().find(|(name, _)| *name == list.name).map_or("", |(_, kind)| kind);
    if row.action == Action::Kind && row.b != kind {
        let error = Error::usage(format!("the row of `{id}` is of {}", list.name));
        return Err(error.with_hint("take it out of that list first: it stays a correction"));
    }
    let path = folder.join(format!("{}.csv", list.name));
    let change = Change { before: before.cloned(), after: cells };
    let (before, after) = (before.map(|cells| line(cells)), line(&change.after));
    if before.as_ref() == Some(&after) {
        return Ok(Promoted { path, text: None, before, after });
    }
    let text = match path.exists() {
        true => lexicon::read_table(&path)?,
        false => Dialect::default().empty(&list.columns),
    };
    let (text, _) = written(&path.display().to_string(), &text, list, &change)?;
    // As any run would read it.
    lexicon::load(&options.with_file(format!("{}.csv", list.name), text.clone()))?;
    Ok(Promoted { path, text: Some(text), before, after })
}

/// The row of an actor, and its list.
fn find<'l>(lists: &'l [List], id: &str) -> Option<(&'l List, &'l Vec<String>)> {
    let of_actors = lists.iter().filter(|list| LISTS.iter().any(|(name, _)| *name == list.name));
    of_actors.into_iter().find_map(|list| {
        let column = column(list, "id")?;
        Some((list, list.rows.iter().find(|row| row[column] == id)?))
    })
}

/// The list of an actor that none has, by what a correction says of its kind.
fn list_of_kind<'l>(lists: &'l [List], id: &str, row: &Correction, all: &Corrections) -> Result<&'l List> {
    let said = |other: &&Correction| {
        other.action == Action::Kind && other.a == *id && other.scope == Scope::Everywhere
    };
    let kind = all.rows().iter().chain([row]).find(said);
    let name = kind.and_then(|row| LISTS.iter().find(|(_, kind)| *kind == row.b));
    let list = name.and_then(|(name, _)| lists.iter().find(|list| list.name == *name));
    list.ok_or_else(|| {
        let error = Error::usage(format!("no list has `{id}`, and nothing says what it is"));
        error
            .with_hint(format!("`palabre correct kind {id} person` says so, or organisation, country, place"))
    })
}

/// The row of an actor that no list has.
fn new(list: &List, id: &str, row: &Correction, all: &Corrections) -> Vec<String> {
    let named = all.rows().iter().find(|row| row.action == Action::Name && row.a == id);
    let name = match (named, row.action) {
        (Some(named), _) => named.b.clone(),
        (None, Action::Is) => row.a.clone(),
        _ => words(id),
    };
    let cell = |column: &&str| match *column {
        "id" => id.to_string(),
        "name" => name.clone(),
        "source" => row.why.clone(),
        "checked" => row.when.clone(),
        _ => String::new(),
    };
    list.columns.iter().map(cell).collect()
}

/// Has the cells of a row say what a correction does.
fn change(list: &List, cells: &mut [String], row: &Correction, lists: &[List]) {
    let forms = match row.action {
        Action::Is => vec![row.a.clone()],
        Action::Same => match find(lists, &row.a) {
            Some((other, theirs)) => {
                let cell = |name: &str| column(other, name).map_or("", |at| theirs[at].as_str());
                [cell("name")].into_iter().chain(cell("aliases").split('|')).map(str::to_string).collect()
            }
            None => vec![words(&row.a)],
        },
        Action::Name => {
            let Some(at) = column(list, "name") else { return };
            vec![std::mem::replace(&mut cells[at], row.b.clone())]
        }
        _ => Vec::new(),
    };
    let (Some(name), Some(aliases)) = (column(list, "name"), column(list, "aliases")) else { return };
    for form in forms.iter().filter(|form| !form.is_empty()) {
        let known = |other: &str| fold_words(other) == fold_words(form);
        if !known(&cells[name]) && !cells[aliases].split('|').any(known) {
            let bar = if cells[aliases].is_empty() { "" } else { "|" };
            cells[aliases] += &format!("{bar}{form}");
        }
    }
}

/// The words of an id, with capitals.
fn words(id: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    };
    id.split('-').filter(|word| !word.is_empty()).map(capital).collect::<Vec<_>>().join(" ")
}

fn line(cells: &[String]) -> String {
    Dialect::default().line(cells)
}
