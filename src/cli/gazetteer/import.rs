//! `palabre gazetteer import`: foreign lists turned into lists of one's own.

use crate::cli::{
    arguments::{Knowledge, OUTPUT, delimiter, one_of},
    exit::{Exit, Stop},
    interrupt,
    messages::Messages,
    output::{Folder, Sink},
    terminal::visible,
};
use clap::{
    Args,
    builder::{PossibleValuesParser, TypedValueParser},
};
use palabre::{
    error::{Error, Result},
    import::{self, Format, ListFiles, Options, Reason, Report},
    lexicon,
    model::{EntryKind, PartialDate},
};
use std::{
    fs::File,
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
};

/// Turn foreign lists of names into lists of your own
///
/// The folder gets people.csv, organisations.csv, places.csv, offices.csv and memberships.csv, as far as the source has such, and
/// import.txt, which tells what was left out and why. Look at them, then give the folder with --gazetteer, or compile it by
/// `palabre gazetteer build`. Whom the lists have already is left out and told; see docs/import.md.
#[derive(Debug, Args)]
#[command(after_help = examples())]
pub(super) struct Import {
    /// The file, or `-`
    #[arg(value_name = "SOURCE")]
    source: PathBuf,
    /// Folder for the lists; made where it is missing
    #[arg(short, long, value_name = "DIR", help_heading = OUTPUT)]
    output: PathBuf,
    /// Write over files that exist
    #[arg(long, help_heading = OUTPUT)]
    force: bool,
    /// What the source is [default: as its marks show]
    #[arg(long, value_name = "FORMAT", value_parser = formats(), hide_possible_values = true)]
    format: Option<&'static Format>,
    /// What names are of which the source does not say it: person, organisation, place
    #[arg(long, value_name = "KIND", value_parser = kinds(), hide_possible_values = true)]
    kind: Option<EntryKind>,
    /// Country of those of whom the source says none: a code of ISO 3166, a name, an id
    #[arg(long, value_name = "COUNTRY")]
    country: Option<String>,
    /// Columns of a table, as FIELD=HEADER: name=Nom,aliases=Alias,country=Pays,role=Fonction …
    #[arg(long, value_name = "FIELD=HEADER,…", value_delimiter = ',', value_parser = column)]
    columns: Vec<(String, String)>,
    /// What stands between the cells of a table: a character, or `tab` [default: as the header shows]
    #[arg(long, value_name = "CHAR", value_parser = delimiter)]
    delimiter: Option<u8>,
    /// Table of a resolver of nomenklatura: which entities of the source are one
    #[arg(long, value_name = "FILE")]
    merges: Option<PathBuf>,
    /// Take weak aliases, too: after a cue, or shared
    #[arg(long)]
    weak: bool,
    /// Make rows of those whom the lists have by name and country, too
    #[arg(long)]
    namesakes: bool,
    /// Day up to which the source is known to hold, where it says none
    #[arg(long, value_name = "DATE", value_parser = date)]
    checked: Option<PartialDate>,
    /// What the column `source` says, before the ids of the source [default: the name of the format]
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    #[command(flatten)]
    knowledge: Knowledge,
}

/// The report beside the lists.
const REPORT: &str = "import.txt";

fn examples() -> String {
    let mut examples = "Formats:\n".to_string();
    for format in import::FORMATS {
        examples += &format!("  {:<10}{}\n", format.name, format.says);
    }
    examples
        + "
Examples:
  palabre gazetteer import entities.ftm.json -o sanctions/
  palabre gazetteer import query.csv -o maires/ --kind person --country mali
  palabre gazetteer import noms.csv -o noms/ --columns name=Nom,aliases=Alias,country=Pays --kind person
  zcat wikidata.json.gz | palabre gazetteer import - -o wikidata/"
}

pub(super) fn run(arguments: &Import, messages: &Messages) -> std::result::Result<Exit, Stop> {
    interrupt::listen();
    let names: Vec<String> = import::lists().map(|list| format!("{list}.csv")).collect();
    let outputs: Vec<(&str, bool)> =
        names.iter().map(String::as_str).chain([REPORT]).map(|name| (name, false)).collect();
    let folder = Folder::of(&arguments.output, &outputs, arguments.force)?;
    let mut files = Files { folder, open: Vec::new() };
    let lexicon = lexicon::load(&arguments.knowledge.options())?;
    let mut scratch = tempfile::tempfile().map_err(|error| Error::io("temporary file", error))?;
    let name = arguments.source.display().to_string();
    let mut reader = open(&arguments.source)?;
    let beside = arguments.source.parent().unwrap_or(Path::new("")).to_owned();
    let source =
        import::Source { name: &name, reader: &mut reader, beside: &mut |name| open(&beside.join(name)) };
    let report = import::import(source, &mut scratch, &lexicon, &arguments.options()?, &mut files)?;
    let Files { folder, mut open } = files;
    let mut sink = folder.sink_of(REPORT, false)?;
    sink.write(report.to_string().as_bytes())?;
    open.push((REPORT, sink));
    folder.commit(open.into_iter().map(|(_, sink)| sink).collect())?;
    Ok(tell(&report, &arguments.output, messages))
}

/// Tells what came of it: all with `-v`, else the rows and how much was left out.
fn tell(report: &Report, folder: &Path, messages: &Messages) -> Exit {
    let report_in = folder.join(REPORT);
    let folder = folder.display();
    if messages.is_verbose() {
        messages.summary(format_args!("{folder}, read as {}:\n{report}", report.format));
    } else {
        let rows: Vec<String> =
            report.rows.iter().map(|(list, rows)| format!("{rows} rows of {list}.csv")).collect();
        let rows = if rows.is_empty() { "no rows".to_string() } else { rows.join(", ") };
        let told: u64 = report.reasons.values().map(|(count, _)| count).sum();
        messages.summary(format_args!("{folder}: {rows} (read as {})", report.format));
        if told > 0 {
            let report = report_in.display();
            messages.summary(format_args!("{told} things left out or told: {report}, or -v"));
        }
    }
    let broken = report.count(Reason::Broken);
    if broken > 0 {
        messages.note(
            format_args!("{broken} that cannot be read: {}", visible(&report.reasons[&Reason::Broken].1)),
            None,
        );
    }
    if broken > 0 || report.rows.is_empty() { Exit::Partly } else { Exit::Done }
}

impl Import {
    fn options(&self) -> Result<Options> {
        let mut options = Options::default()
            .with_columns(self.columns.iter().cloned())
            .with_weak(self.weak)
            .with_namesakes(self.namesakes);
        if let Some(format) = self.format {
            options = options.with_format(format);
        }
        if let Some(kind) = self.kind {
            options = options.with_kind(kind);
        }
        if let Some(country) = &self.country {
            options = options.with_country(country);
        }
        if let Some(delimiter) = self.delimiter {
            options = options.with_delimiter(delimiter);
        }
        if let Some(checked) = self.checked {
            options = options.with_checked(checked);
        }
        if let Some(name) = &self.name {
            options = options.with_source(name);
        }
        match &self.merges {
            Some(path) => options.with_merges(&path.display().to_string(), &mut *open(path)?),
            None => Ok(options),
        }
    }
}

/// The lists on their way into the folder.
struct Files {
    folder: Folder,
    open: Vec<(&'static str, Sink)>,
}

impl ListFiles for Files {
    fn list(&mut self, name: &'static str) -> Result<&mut dyn Write> {
        let place = match self.open.iter().position(|(known, _)| *known == name) {
            Some(place) => place,
            None => {
                self.open.push((name, self.folder.sink_of(&format!("{name}.csv"), false)?));
                self.open.len() - 1
            }
        };
        Ok(self.open[place].1.writer())
    }
}

fn open(path: &Path) -> Result<Box<dyn BufRead>> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    let file = File::open(path).map_err(|error| Error::io(path, error))?;
    Ok(Box::new(BufReader::with_capacity(BUFFER, file)))
}

const BUFFER: usize = 256 << 10;

fn formats() -> impl TypedValueParser<Value = &'static Format> {
    PossibleValuesParser::new(import::FORMATS.iter().map(|format| format.name))
        .map(|name| Format::from_name(&name).expect("clap lets only known names through"))
}

fn kinds() -> impl TypedValueParser<Value = EntryKind> {
    one_of(&[
        ("person", EntryKind::Person),
        ("organisation", EntryKind::Organisation),
        ("place", EntryKind::Place),
    ])
}

fn column(text: &str) -> std::result::Result<(String, String), String> {
    let (field, header) = text.split_once('=').ok_or("write FIELD=HEADER: name=Nom")?;
    Ok((field.trim().to_string(), header.trim().to_string()))
}

fn date(text: &str) -> std::result::Result<PartialDate, String> {
    PartialDate::parse(text).ok_or_else(|| "not a date; write 2025-05-08, 2025-05 or 2025".to_string())
}
