//! `palabre gazetteer suggest`: names that no list knows, as rows for a list.

use crate::cli::{
    arguments::Suggest as Arguments,
    exit::{Exit, Stop},
    interrupt,
    messages::Messages,
    output,
    run::{self, Run},
    source::Source,
    terminal::visible,
};
use palabre::{
    Extractor,
    error::{Error, Result},
    lexicon,
    model::{Extraction, Lexicon},
    suggest::{Suggestion, Suggestions},
};

pub(super) fn run(arguments: &Arguments, messages: &Messages) -> std::result::Result<Exit, Stop> {
    interrupt::listen();
    let (list, kind) = arguments.list;
    let columns = columns(list)?;
    let extractor = Extractor::new(lexicon::load(&arguments.knowledge.options())?);
    let lexicon = extractor.lexicon();
    let (files, unfound) = run::find(&arguments.input, messages)?;
    if files.is_empty() {
        return Ok(Exit::Partly);
    }
    let source = Source::new(files, &arguments.input, extractor.lexicon());
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
