//! What all commands take, and what several do; the rest of the arguments stands with the commands.

use super::Command;
use clap::{
    Args, CommandFactory, Parser, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
    error::ErrorKind,
};
use palabre::{
    correction::{self, Corrections},
    export::{CalendarUnit, CsvDialect, FORMATS, Format, Language, Picture},
    input::{self, Charset, InputFormat},
    lexicon,
    model::{Count, Date, Kind, Lexicon, MetonymyMode, PartialDate, Window},
};
use std::{
    io::{self, IsTerminal},
    num::NonZeroUsize,
    path::PathBuf,
};

/// Reads French press text and builds the graph of its actors: who they are, what rank and office they hold, and who
/// stands with whom. Offline, deterministic, and every line of it traceable to a sentence and a rule.
#[derive(Debug, Parser)]
#[command(
    name = "palabre",
    version,
    about,
    arg_required_else_help = true,
    after_help = "Examples:
  palabre extract articles/ -o graph/          a folder of articles to tables, a picture and JSON Lines
  palabre annotate article.txt                 see what is found in a text
  palabre explain article.txt --name Camara    see why it was found, and why it is who it is
  palabre gazetteer find Traoré                see what palabre knows of a name

Exit codes: 0 done; 1 some inputs failed, the rest was done; 2 usage or configuration; 130 interrupted."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub global: Global,
    /// Print the terms under which palabre, what it is made of and its lists stand
    #[arg(long, alias = "licenses", exclusive = true)]
    pub licences: bool,
    #[command(subcommand)]
    pub command: Option<Command>,
}

impl Arguments {
    /// Refuses arguments that ask for nothing.
    pub(crate) fn asked(self) -> Result<Arguments, clap::Error> {
        match self.licences || self.command.is_some() {
            true => Ok(self),
            false => Err(Arguments::command().error(ErrorKind::MissingSubcommand, "no command is given")),
        }
    }
}

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// When to use colour; NO_COLOR and CLICOLOR_FORCE count, too
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = GENERAL)]
    pub color: Color,
    /// Say nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = GENERAL)]
    pub quiet: bool,
    /// Say more: what was repaired in which document
    #[arg(short, long, global = true, help_heading = GENERAL)]
    pub verbose: bool,
}

/// More threads for each processor gain nothing.
const MOST_JOBS: usize = 4;

pub(super) const GENERAL: &str = "General options";
pub(super) const INPUT: &str = "Input";
const KNOWLEDGE: &str = "Gazetteers";
const GRAPH: &str = "Graph";
pub(super) const OUTPUT: &str = "Output";

/// What is read, and how.
#[derive(Debug, Args)]
pub(crate) struct Input {
    /// Files, folders, or `-`; without any, standard input where it is not a terminal
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// What standard input is
    #[arg(long, value_name = "FORMAT", default_value = input::FORMATS[0].name, value_parser = input_formats(),
          help_heading = INPUT)]
    pub stdin_format: &'static InputFormat,
    /// Column or field of the text; several (`titre,chapo,corps`) are paragraphs of one text
    #[arg(long, value_name = "NAME", default_value = "text", help_heading = INPUT)]
    pub text_column: String,
    /// Column of the id; where rows of two files have the same, that of the later file has its name before it
    #[arg(long, value_name = "NAME", default_value = "id", help_heading = INPUT)]
    pub id_column: String,
    /// Column of the title
    #[arg(long, value_name = "NAME", default_value = "title", help_heading = INPUT)]
    pub title_column: String,
    /// Column of the date
    #[arg(long, value_name = "NAME", default_value = "date", help_heading = INPUT)]
    pub date_column: String,
    /// Column of the source
    #[arg(long, value_name = "NAME", default_value = "source", help_heading = INPUT)]
    pub source_column: String,
    /// What files of text are written in (mail, RTF and XML say so themselves): `cp850`, `macintosh`, `windows-1252` … [default: as their bytes show]
    #[arg(long, value_name = "NAME", value_parser = charset, help_heading = INPUT)]
    pub encoding: Option<Charset>,
    /// What stands between the cells of CSV: a character, or `tab` [default: as the header shows]
    #[arg(long, value_name = "CHAR", value_parser = delimiter, help_heading = INPUT)]
    pub delimiter: Option<u8>,
    /// A table that tells of documents: path or id, and title, date, source, language; as Zotero exports it, or your own
    #[arg(long, value_name = "FILE", help_heading = INPUT)]
    pub metadata: Option<PathBuf>,
    /// Leave mojibake (`TraorÃ©`) as it is
    #[arg(long, help_heading = INPUT)]
    pub no_repair: bool,
    /// Read PDF files by a program that prints their text, `{}` for the file: `pdftotext {} -`
    #[arg(long, value_name = "COMMAND", help_heading = INPUT)]
    pub pdf_command: Option<String>,
    /// Read documents that are the same as an earlier one, too
    #[arg(long, help_heading = INPUT)]
    pub keep_duplicates: bool,
    #[command(flatten)]
    pub days: Days,
    /// How many documents are read at a time; by default one a processor, at most four
    #[arg(short, long, value_name = "N", help_heading = GENERAL)]
    pub jobs: Option<NonZeroUsize>,
}

/// The days of publication that are asked for.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Days {
    /// Leave out documents before this day, and those without a date
    #[arg(long, value_name = "DATE", value_parser = first_day, help_heading = INPUT)]
    pub from: Option<Date>,
    /// Leave out documents after this day, month or year, and those without a date
    #[arg(long, value_name = "DATE", value_parser = last_day, help_heading = INPUT)]
    pub to: Option<Date>,
}

impl Days {
    /// Refuses days between which there is none.
    pub(crate) fn check(&self) -> palabre::error::Result<()> {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from > to => {
                let error = palabre::error::Error::usage(format!(
                    "--from {from} is after --to {to}: that leaves no document"
                ));
                Err(error.with_hint("give the earlier day with --from"))
            }
            _ => Ok(()),
        }
    }

    /// Whether a document of a date, or without one, is not asked for.
    pub(crate) fn leave_out(&self, date: Option<PartialDate>) -> bool {
        self.from.is_some_and(|from| date.is_none_or(|date| date.first < from))
            || self.to.is_some_and(|to| date.is_none_or(|date| date.last > to))
    }
}

impl Input {
    /// The inputs: those that were given, or standard input where something comes from it.
    pub(crate) fn paths(&self) -> palabre::error::Result<Vec<PathBuf>> {
        self.days.check()?;
        if !self.inputs.is_empty() {
            return Ok(self.inputs.clone());
        }
        if io::stdin().is_terminal() {
            let error = palabre::error::Error::usage("no input");
            return Err(error.with_hint("give a file or a folder, or `-` to type a text; see --help"));
        }
        Ok(vec!["-".into()])
    }

    /// How inputs are read, in the language of a lexicon.
    pub(crate) fn options(&self, lexicon: &Lexicon) -> input::Options {
        input::Options::default()
            .with_text_column(&self.text_column)
            .with_id_column(&self.id_column)
            .with_title_column(&self.title_column)
            .with_date_column(&self.date_column)
            .with_source_column(&self.source_column)
            .with_charset(self.encoding)
            .with_delimiter(self.delimiter)
            .with_stdin_format(self.stdin_format)
            .with_repair(!self.no_repair)
            .with_pdf_command(self.pdf_command.clone())
            .with_conventions(input::Conventions::new(lexicon))
    }

    pub(crate) fn jobs(&self) -> usize {
        jobs(self.jobs)
    }
}

/// The number of threads that are asked for, or one a processor.
pub(super) fn jobs(wanted: Option<NonZeroUsize>) -> usize {
    let processors = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    wanted.map_or(processors, |wanted| wanted.get().min(MOST_JOBS * processors))
}

/// What palabre knows.
#[derive(Debug, Args)]
pub(crate) struct Knowledge {
    /// Folder of lists and rules that add to the built-in ones, or replace what has the same id; may be given again. Or, first,
    /// a file of `palabre gazetteer build`
    #[arg(long, value_name = "DIR", help_heading = KNOWLEDGE)]
    pub gazetteer: Vec<PathBuf>,
    /// Do without the built-in rows; the words and rules of the language stay
    #[arg(long, help_heading = KNOWLEDGE)]
    pub no_builtin: bool,
}

impl Knowledge {
    pub(crate) fn options(&self) -> lexicon::Options {
        let options = lexicon::Options::default().with_builtin(!self.no_builtin);
        self.gazetteer.iter().fold(options, lexicon::Options::with_folder)
    }
}

/// What an analyst says of what is read.
#[derive(Debug, Args)]
pub(crate) struct Corrected {
    /// Table of corrections, as `palabre correct` writes it; may be given again. `corrections.csv` in a --gazetteer folder is read in
    /// any case
    #[arg(long, value_name = "FILE", help_heading = KNOWLEDGE)]
    pub corrections: Vec<PathBuf>,
}

impl Corrected {
    /// The corrections of the folders of lists, then those of the files.
    pub(crate) fn read(&self, knowledge: &Knowledge) -> palabre::error::Result<Corrections> {
        let paths: Vec<PathBuf> =
            corrections_in(&knowledge.gazetteer).chain(self.corrections.iter().cloned()).collect();
        let read = |path: &PathBuf| Ok((path.display().to_string(), lexicon::read_table(path)?));
        let files = paths.iter().map(read).collect::<palabre::error::Result<Vec<(String, String)>>>()?;
        Corrections::read(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
    }
}

/// The corrections that stand in folders of lists.
pub(crate) fn corrections_in(folders: &[PathBuf]) -> impl Iterator<Item = PathBuf> {
    folders.iter().map(|folder| folder.join(correction::FILE)).filter(|path| path.is_file())
}

/// How names are read that stand together, before any graph is made.
#[derive(Debug, Args)]
pub(crate) struct Reading {
    /// How near two names stand to give an edge [default: as the rules say, sentence]
    #[arg(long, value_name = "WINDOW", value_parser = windows(), help_heading = GRAPH)]
    pub window: Option<Window>,
    /// Capitals that count as their governments: none, those with a cue (`Moscou a annoncé`), or all
    #[arg(long, value_name = "WHICH", value_parser = metonymy(), default_value = "cued", help_heading = GRAPH)]
    pub metonymy: MetonymyMode,
}

/// What becomes nodes and edges.
#[derive(Debug, Args)]
pub(crate) struct Graph {
    /// Kinds of the nodes: person, organisation, country, place, rank [default: person,organisation,country]
    #[arg(long, value_name = "KIND,…", value_delimiter = ',', value_parser = kinds(), hide_possible_values = true,
          help_heading = GRAPH)]
    pub kinds: Vec<Kind>,
    /// Typed relations of which an end is no name but a reference to one: `il`, `le pays`, `les deux hommes`
    #[arg(long, value_name = "WHICH", value_enum, default_value = "on", help_heading = GRAPH)]
    pub references: References,
    /// Leave out edges of less weight
    #[arg(long, value_name = "N", default_value = "0", value_parser = weight, allow_negative_numbers = true,
          help_heading = GRAPH)]
    pub min_weight: f64,
    /// Leave out actors that fewer documents name, of every file
    #[arg(long, value_name = "N", default_value_t = 1, help_heading = GRAPH)]
    pub min_documents: u64,
    /// Only what lies around these actors, by their ids, of every file (extraction.jsonl always has everything)
    #[arg(long, value_name = "ID,…", value_delimiter = ',', help_heading = GRAPH)]
    pub around: Vec<String>,
    /// How many edges away from them
    #[arg(long, value_name = "N", default_value_t = 1, requires = "around", help_heading = GRAPH)]
    pub depth: usize,
    /// Leave the sources of the articles (`BBC`) out of every file; pictures never have them
    #[arg(long, conflicts_with = "with_sources", help_heading = GRAPH)]
    pub without_sources: bool,
    /// Draw at most so many actors, those that tell most, and two lines for each; 0 for all
    #[arg(long, value_name = "N", default_value_t = Picture::default().max_nodes, help_heading = GRAPH)]
    pub max_nodes: usize,
    /// Draw actors that nothing joins to others, too
    #[arg(long, help_heading = GRAPH)]
    pub isolated: bool,
    /// Draw the sources of the articles (`BBC`), too
    #[arg(long, help_heading = GRAPH)]
    pub with_sources: bool,
    /// Only typed edges of these types: meets, visits … (`palabre rules types` lists them all); others stay what they are.
    /// `none` reads no typed relations at all, which is faster
    #[arg(long, value_name = "TYPE,…", value_delimiter = ',', help_heading = GRAPH)]
    pub relations: Vec<String>,
    /// Leave out co-occurrence edges
    #[arg(long, help_heading = GRAPH)]
    pub typed_only: bool,
    /// What weight and significance count: stories, of which the copies of one article are one, or documents
    #[arg(long, value_name = "WHAT", value_parser = counts(), default_value = "stories", help_heading = GRAPH)]
    pub count: Count,
    /// Draw edges that texts only negate or deny, too, dotted
    #[arg(long, help_heading = GRAPH)]
    pub draw_denied: bool,
}

/// Where it goes, and in which form.
#[derive(Debug, Args)]
pub(crate) struct Output {
    /// Folder for the files; made where it is missing
    #[arg(short, long, value_name = "DIR", help_heading = OUTPUT)]
    pub output: Option<PathBuf>,
    #[arg(short, long, help = about_formats(), value_name = "FORMAT,…", value_delimiter = ',',
          value_parser = output_formats(), hide_possible_values = true, help_heading = OUTPUT)]
    pub format: Vec<&'static Format>,
    /// Write over files that exist
    #[arg(long, requires = "output", help_heading = OUTPUT)]
    pub force: bool,
    /// CSV for programs, or for a double-click in a French Excel (semicolon, decimal comma)
    #[arg(long, value_name = "DIALECT", default_value = "rfc", value_parser = dialects(), help_heading = OUTPUT)]
    pub csv_dialect: CsvDialect,
    /// Count edges by month, quarter or year: in periods.csv, with -o beside the other formats; sheet and timeline go by it, too
    #[arg(long, value_name = "UNIT", value_parser = units(), help_heading = OUTPUT)]
    pub by: Option<CalendarUnit>,
    /// Language of workbook, report, pictures, notes and the summary of the run; by default French, and English for the summary
    #[arg(long, value_name = "LANGUAGE", value_parser = languages(), help_heading = OUTPUT)]
    pub lang: Option<Language>,
    /// Put the text that offsets point into in JSON Lines, too
    #[arg(long, help_heading = OUTPUT)]
    pub with_text: bool,
}

/// When colour is used.
/// Whether references are resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum References {
    On,
    Off,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    pub(crate) fn choice(self) -> anstream::ColorChoice {
        match self {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        }
    }
}

/// A parser of the names in a table.
pub(super) fn one_of<T: Clone + Send + Sync + 'static>(
    table: &'static [(&'static str, T)],
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(table.iter().map(|(name, _)| *name)).map(|name| {
        let row = table.iter().find(|(known, _)| *known == name);
        row.expect("clap lets only known names through").1.clone()
    })
}

/// What the help says of the option of formats; what each is stands behind all options.
fn about_formats() -> String {
    let default: Vec<&str> =
        FORMATS.iter().filter(|format| format.default).map(|format| format.name).collect();
    let several = FORMATS.iter().filter(|format| format.files.len() > 1);
    let of_several: String =
        several.map(|format| format!("; {} gives {} then", format.name, format.main)).collect();
    format!(
        "Formats, listed below [default: {} with -o, else {}]. Without -o just one{of_several}",
        default.join(","),
        FORMATS[0].name
    )
}

fn output_formats() -> impl TypedValueParser<Value = &'static Format> {
    PossibleValuesParser::new(FORMATS.iter().map(|format| format.name))
        .map(|name| Format::from_name(&name).expect("clap lets only known names through"))
}

pub(super) fn dialects() -> impl TypedValueParser<Value = CsvDialect> {
    PossibleValuesParser::new(CsvDialect::ALL.map(CsvDialect::name))
        .map(|name| CsvDialect::from_name(&name).expect("clap lets only known names through"))
}

pub(super) fn languages() -> impl TypedValueParser<Value = Language> {
    PossibleValuesParser::new(Language::ALL.map(Language::name))
        .map(|name| Language::from_name(&name).expect("clap lets only known names through"))
}

pub(super) fn units() -> impl TypedValueParser<Value = CalendarUnit> {
    one_of(&[
        ("month", CalendarUnit::Month),
        ("quarter", CalendarUnit::Quarter),
        ("year", CalendarUnit::Year),
    ])
}

fn input_formats() -> impl TypedValueParser<Value = &'static InputFormat> {
    PossibleValuesParser::new(input::FORMATS.iter().map(|format| format.name))
        .map(|name| InputFormat::from_name(&name).expect("clap lets only known names through"))
}

fn kinds() -> impl TypedValueParser<Value = Kind> {
    one_of(&[
        ("person", Kind::Person),
        ("organisation", Kind::Organisation),
        ("country", Kind::Country),
        ("place", Kind::Place),
        ("rank", Kind::Rank),
    ])
}

fn windows() -> impl TypedValueParser<Value = Window> {
    one_of(&[
        ("sentence", Window::Sentence),
        ("paragraph", Window::Paragraph),
        ("document", Window::Document),
    ])
}

fn metonymy() -> impl TypedValueParser<Value = MetonymyMode> {
    one_of(&[("off", MetonymyMode::Off), ("cued", MetonymyMode::Cued), ("all", MetonymyMode::All)])
}

fn counts() -> impl TypedValueParser<Value = Count> {
    one_of(&[("stories", Count::Stories), ("documents", Count::Documents)])
}

fn charset(name: &str) -> Result<Charset, String> {
    let known = "utf-8, utf-16le, windows-1252, iso-8859-15, macintosh, cp850 and others of the web";
    Charset::from_name(name).ok_or_else(|| format!("no such encoding; there are {known}"))
}

pub(super) fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        _ if text.eq_ignore_ascii_case("tab") || text == r"\t" => Ok(b'\t'),
        [byte @ (b'\t' | b' '..=b'~')] if !byte.is_ascii_alphanumeric() && *byte != b'"' => Ok(*byte),
        _ => Err("not a delimiter; give one mark, such as `;`, or `tab`".to_string()),
    }
}

pub(super) fn first_day(text: &str) -> Result<Date, String> {
    partial_date(text).map(|date| date.first)
}

pub(super) fn last_day(text: &str) -> Result<Date, String> {
    partial_date(text).map(|date| date.last)
}

fn partial_date(text: &str) -> Result<PartialDate, String> {
    PartialDate::parse(text).ok_or_else(|| "not a date; write 2025-05-08, 2025-05 or 2025".to_string())
}

fn weight(text: &str) -> Result<f64, String> {
    let weight = text.parse().ok().filter(|weight: &f64| weight.is_finite() && *weight >= 0.0);
    weight.ok_or_else(|| "not a number of 0 or more".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_command_has_examples() {
        fn check(command: &clap::Command) {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("Examples:\n  "), "{}", command.get_name());
            command.get_subcommands().for_each(check);
        }
        check(&Arguments::command());
    }
}
