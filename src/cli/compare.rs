//! `palabre compare`: what other lists change in a corpus.

use super::{
    arguments::{Input, OUTPUT, dialects, one_of},
    exit::{Exit, Stop},
    interrupt,
    messages::Messages,
    output::Sink,
    run::{self, Both},
    source::Source,
    terminal::visible,
};
use clap::{Args, builder::TypedValueParser};
use palabre::{
    Extractor,
    compare::Comparison,
    error::Result,
    export::{self, CsvDialect},
    lexicon,
    model::Difference,
};
use std::{
    io::{self, IsTerminal},
    path::PathBuf,
};

/// Tell what an edit of the lists changes in texts
///
/// Every document is read twice, with the lists before and after. What comes out are the names that mean somebody else, those that are
/// found on one side alone or as something else, and the relations that are new, gone or changed: gathered by name and change, the most
/// frequent first, with sentences. Exit code 1 where there is any difference.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre compare articles/ --after mes-listes/
      what your lists add to the built-in ones
  palabre compare articles/ --before mes-listes/ --after essai/
      what becomes of your lists with a change in them
  palabre compare articles/ --after gazetteers/fr -f csv > differences.csv
      the lists of a working copy against those that are built in")]
pub(super) struct Compare {
    #[command(flatten)]
    pub input: Input,
    /// Folder of lists over the built-in ones, or a file of `palabre gazetteer build`, before the change; may be given again. Without
    /// any, the built-in lists alone
    #[arg(long, value_name = "DIR", help_heading = LISTS)]
    pub before: Vec<PathBuf>,
    /// The same after it
    #[arg(long, value_name = "DIR", help_heading = LISTS, required_unless_present = "before")]
    pub after: Vec<PathBuf>,
    /// `text`, `csv` or `jsonl` [default: text on a terminal, csv elsewhere]
    #[arg(short, long, value_name = "FORMAT", value_parser = forms(), help_heading = OUTPUT)]
    pub format: Option<Form>,
    /// CSV for programs, or for a double-click in a French Excel (semicolon, decimal comma)
    #[arg(long, value_name = "DIALECT", default_value = "rfc", value_parser = dialects(), help_heading = OUTPUT)]
    pub csv_dialect: CsvDialect,
    /// How many differences of a sort are shown as text; 0 for all
    #[arg(short = 'n', long, value_name = "N", default_value = "20", help_heading = OUTPUT)]
    pub limit: usize,
}

const LISTS: &str = "Gazetteers";

/// How differences are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Csv,
    JsonLines,
}

fn forms() -> impl TypedValueParser<Value = Form> {
    one_of(&[("text", Form::Text), ("csv", Form::Csv), ("jsonl", Form::JsonLines)])
}

pub(crate) fn run(arguments: &Compare, messages: &Messages) -> std::result::Result<Exit, Stop> {
    interrupt::listen();
    let [before, after] = [&arguments.before, &arguments.after].map(|folders| extractor(folders));
    let (before, after) = (before?, after?);
    let (files, unfound) = run::find(&arguments.input, messages)?;
    if files.is_empty() {
        return Ok(Exit::Partly);
    }
    let source = Source::new(files, &arguments.input, after.lexicon())?;
    let both = Both { before: &before, after: &after, jobs: arguments.input.jobs(), messages };
    let (tally, comparisons) = both.over(source, Comparison::add)?;
    let differences = comparisons.into_iter().reduce(Comparison::merge).unwrap_or_default().finish();
    let form = arguments.format.unwrap_or(if io::stdout().is_terminal() { Form::Text } else { Form::Csv });
    let mut out = Sink::stdout();
    match form {
        Form::Text => out.write(page(&differences, arguments.limit).as_bytes())?,
        Form::Csv => out.with(|out| export::write_differences(&differences, arguments.csv_dialect, out))?,
        Form::JsonLines => out.with(|out| export::write_differences_jsonl(&differences, out))?,
    }
    out.flush()?;
    let count = differences.len();
    let differences = if count == 1 { "difference" } else { "differences" };
    messages.summary(format_args!("{count} {differences} in {} documents", tally.documents));
    Ok(if count > 0 || unfound + tally.failed > 0 { Exit::Partly } else { Exit::Done })
}

fn extractor(folders: &[PathBuf]) -> Result<Extractor> {
    let options = folders.iter().fold(lexicon::Options::default(), lexicon::Options::with_folder);
    Ok(Extractor::new(lexicon::load(&options)?))
}

/// The differences for people: so many of each sort.
fn page(differences: &[Difference], limit: usize) -> String {
    let mut page = String::new();
    for sort in differences.chunk_by(|one, other| one.of == other.of) {
        let title = format!("{}s ({})\n", sort[0].of.name(), sort.len());
        page += &format!("{}{title}", if page.is_empty() { "" } else { "\n" });
        let shown = if limit == 0 { sort.len() } else { limit.min(sort.len()) };
        sort[..shown].iter().for_each(|difference| page += &paragraph(difference));
        if shown < sort.len() {
            page += &format!("  … {} more (--limit 0)\n", sort.len() - shown);
        }
    }
    if page.is_empty() { "no differences\n".to_string() } else { page }
}

/// A difference, and below it the sentences that show it.
fn paragraph(difference: &Difference) -> String {
    let Difference { name, before, after, count, documents, shown, .. } = difference;
    let change = match difference.way() {
        "new" => format!("new: {after}"),
        "gone" => format!("gone: {before}"),
        _ => format!("{before}  ⇒  {after}"),
    };
    let documents = if *documents == 1 { "1 document".to_string() } else { format!("{documents} documents") };
    let mut paragraph = format!("  {name}  {change}  ({count} in {documents})\n");
    for shown in shown {
        let date = shown.document.date.map(|date| format!("{date} ")).unwrap_or_default();
        paragraph += &format!("      {date}{}: {}\n", shown.document.id, shown.text);
    }
    visible(&paragraph).into_owned()
}
