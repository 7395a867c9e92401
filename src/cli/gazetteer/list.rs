//! `palabre gazetteer list`: the lists, or the rows of one.

use crate::cli::{
    arguments::Knowledge,
    exit::{Exit, Stop},
    output,
    terminal::visible,
};
use clap::Args;
use palabre::{
    error::{Error, Result},
    lexicon,
};

/// Show the lists, or the rows of one as CSV
///
/// The rows come in the list's own columns, those of --gazetteer in the place of those that they replace: what is
/// printed can be edited and given back with --gazetteer.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre gazetteer list
  palabre gazetteer list organisations | grep armed_group
  palabre gazetteer list people > mes-listes/people.csv")]
pub(super) struct List {
    /// A list, such as `people`
    #[arg(value_name = "LIST")]
    list: Option<String>,
    #[command(flatten)]
    knowledge: Knowledge,
}

pub(super) fn run(arguments: &List) -> std::result::Result<Exit, Stop> {
    let lists = lexicon::lists(&arguments.knowledge.options())?;
    match &arguments.list {
        None => output::print(overview(&lists).as_bytes())?,
        Some(name) => output::print(&csv(named(&lists, name)?)?)?,
    }
    Ok(Exit::Done)
}

fn named<'l>(lists: &'l [lexicon::List], name: &str) -> Result<&'l lexicon::List> {
    let bare = name.strip_suffix(".csv").unwrap_or(name);
    lists.iter().find(|list| list.name == bare).ok_or_else(|| {
        let names: Vec<&str> = lists.iter().map(|list| list.name).collect();
        let hint = match lexicon::builtin_files().any(|file| file.is_called(name)) {
            true => format!("it is no table; `palabre gazetteer show {name}` prints it"),
            false => format!("a list is one of {}", names.join(", ")),
        };
        Error::usage(format!("no list `{name}`")).with_hint(hint)
    })
}

/// One line a list: name, number of rows, files, and where most of the rows come from.
fn overview(lists: &[lexicon::List]) -> String {
    let mut overview = format!("{:<14}{:>7}  {:<34}{}\n", "list", "rows", "files", "most frequent sources");
    for list in lists.iter().filter(|list| !list.files.is_empty()) {
        let sources = list.sources();
        let mut most: Vec<String> =
            sources.iter().take(2).map(|(source, count)| format!("{source} ({count})")).collect();
        if sources.len() > most.len() {
            most.push(format!("{} more", sources.len() - most.len()));
        }
        let line = format!(
            "{:<14}{:>7}  {:<34}{}",
            list.name,
            list.rows.len(),
            list.files.join(" "),
            most.join(", ")
        );
        overview += &format!("{}\n", visible(line.trim_end()));
    }
    overview
}

/// The rows of a list in its own columns.
fn csv(list: &lexicon::List) -> Result<Vec<u8>> {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    let written = table.write_record(&list.columns);
    let written = written.and_then(|()| list.rows.iter().try_for_each(|row| table.write_record(row)));
    written.map_err(|error| Error::usage(error.to_string()))?;
    table.into_inner().map_err(|error| Error::usage(error.to_string()))
}
