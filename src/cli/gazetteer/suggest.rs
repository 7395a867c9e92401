//! `palabre gazetteer suggest`: names that no list knows, as rows for a list.

use crate::cli::{
    arguments::{Input, Knowledge, OUTPUT, one_of},
    exit::{Exit, Stop},
    interrupt,
    messages::Messages,
    output,
    run::{self, Run},
    source::Source,
    terminal::visible,
};
use clap::{Args, builder::TypedValueParser};
use palabre::{
    Extractor,
    error::{Error, Result},
    lexicon,
    model::{Extraction, Kind, Lexicon},
    suggest::{Suggestion, Suggestions},
};

/// Rank the names of texts that no list knows, as rows for a list
///
/// The rows are CSV in the list's own columns, to be read over and pasted into it: the names in most documents first,
/// then those with the surest cues (a rank, title or role before the name). The `source` cell says in how many
/// documents, by which rules, and with which ranks, roles and countries a name was found, and up to three places where
/// it was. Names that may be several rows, or of whom a document tells but a surname, are left out.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre gazetteer suggest articles/ > people-new.csv
  palabre gazetteer suggest articles/ --min-documents 3 --limit 100
  palabre gazetteer suggest articles/ --list organisations")]
pub(super) struct Suggest {
    #[command(flatten)]
    input: Input,
    /// The list that the rows are for
    #[arg(long, value_name = "LIST", default_value = "people", value_parser = suggested(), help_heading = OUTPUT)]
    list: SuggestedList,
    /// Leave out names of fewer documents
    #[arg(long, value_name = "N", default_value = "1", help_heading = OUTPUT)]
    min_documents: u32,
    /// Give at most so many rows
    #[arg(short = 'n', long, value_name = "N", help_heading = OUTPUT)]
    limit: Option<usize>,
    #[command(flatten)]
    knowledge: Knowledge,
}

/// A list that names may be suggested for: its name, and the kind of its rows.
pub(super) type SuggestedList = (&'static str, Kind);

pub(super) fn run(arguments: &Suggest, messages: &Messages) -> std::result::Result<Exit, Stop> {
    interrupt::listen();
    let (list, kind) = arguments.list;
    let columns = columns(list)?;
    let extractor = Extractor::new(lexicon::load(&arguments.knowledge.options())?);
    let lexicon = extractor.lexicon();
    let (files, unfound) = run::find(&arguments.input, messages)?;
    if files.is_empty() {
        return Ok(Exit::Partly);
    }
    let source = Source::new(files, &arguments.input, extractor.lexicon())?;
    let run = Run { extractor: &extractor, jobs: arguments.input.jobs(), messages };
    let work = |names: &mut Suggestions, extraction: Extraction| names.add(&extraction, lexicon);
    let (tally, parts) = run.over(source, work, |()| Ok(()))?;
    let names = parts.into_iter().reduce(Suggestions::merge).unwrap_or_default();
    let mut suggestions = names.ranked(kind, lexicon);
    suggestions.retain(|suggestion| suggestion.documents >= arguments.min_documents);
    let all = suggestions.len();
    suggestions.truncate(arguments.limit.unwrap_or(usize::MAX));
    output::print(&csv(&columns, &suggestions, lexicon)?)?;
    let shown = suggestions.len();
    messages.summary(format_args!("{shown} of {all} unknown names for {list}, {}", tally.speed()));
    Ok(if unfound + tally.failed > 0 { Exit::Partly } else { Exit::Done })
}

/// The columns of a list.
fn columns(list: &str) -> Result<Vec<&'static str>> {
    let lists = lexicon::lists(&lexicon::Options::default().with_builtin(false))?;
    let list = lists.into_iter().find(|known| known.name == list);
    list.map(|list| list.columns).ok_or_else(|| Error::usage("no such list"))
}

fn csv(columns: &[&str], suggestions: &[Suggestion], lexicon: &Lexicon) -> Result<Vec<u8>> {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    let rows = suggestions.iter().map(|suggestion| row(columns, suggestion, lexicon));
    let mut written = table.write_record(columns);
    for row in rows {
        written = written.and_then(|()| table.write_record(row));
    }
    written.map_err(|error| Error::usage(error.to_string()))?;
    table.into_inner().map_err(|error| Error::usage(error.to_string()))
}

fn row(columns: &[&str], suggestion: &Suggestion, lexicon: &Lexicon) -> Vec<String> {
    let cell = |column: &&str| match *column {
        "id" => suggestion.id.clone(),
        "name" => suggestion.name.clone(),
        "surname" => suggestion.surname.clone(),
        "gender" => suggestion.gender.map(String::from).unwrap_or_default(),
        "country" => suggestion.country.map(|row| lexicon.entry(row).id.to_string()).unwrap_or_default(),
        "type" => suggestion.place_type.clone().unwrap_or_default(),
        "aliases" => suggestion.aliases.join("|"),
        "acronyms" => suggestion.acronyms.join("|"),
        "source" => suggestion.evidence.clone(),
        _ => String::new(),
    };
    columns.iter().map(cell).map(|cell| visible(&cell).into_owned()).collect()
}

fn suggested() -> impl TypedValueParser<Value = SuggestedList> {
    one_of(&[
        ("people", ("people", Kind::Person)),
        ("organisations", ("organisations", Kind::Organisation)),
        ("places", ("places", Kind::Place)),
    ])
}
