//! The arguments, and the help that teaches them.

use clap::{
    Args, Parser, Subcommand, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};
use palabre::{
    export::{CsvDialect, Dot, ExportOptions, FORMATS, Format},
    input::{self, InputFormat},
    lexicon,
    model::{Date, Kind, Lexicon, MetonymyMode, PartialDate, Window},
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
  palabre extract articles/ -o graph/          a folder of articles to files of every format
  palabre annotate article.txt                 see what is found in a text
  palabre explain article.txt --name Camara    see why it was found, and why it is who it is
  palabre gazetteer find Traoré                see what palabre knows of a name

Exit codes: 0 done; 1 some inputs failed, the rest was done; 2 usage or configuration; 130 interrupted."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
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

const GENERAL: &str = "General options";
const INPUT: &str = "Input";
const KNOWLEDGE: &str = "Gazetteers";
const GRAPH: &str = "Graph";
const OUTPUT: &str = "Output";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Extract(Extract),
    Annotate(Annotate),
    Explain(Explain),
    Eval(Eval),
    Gazetteer(Gazetteer),
    Rules(Rules),
    Tables(Tables),
    Completions(Completions),
}

/// Extract actors and the relations between them from articles
///
/// The long help is [`about_extract`].
#[derive(Debug, Args)]
#[command(long_about = about_extract(), after_help = files_of_formats() + EXTRACT_EXAMPLES)]
pub(crate) struct Extract {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub knowledge: Knowledge,
    #[command(flatten)]
    pub graph: Graph,
    #[command(flatten)]
    pub output: Output,
}

impl Extract {
    pub(crate) fn export_options(&self) -> ExportOptions {
        let mut dot = Dot::default().with_denied(self.graph.draw_denied);
        if let Some(max_nodes) = self.graph.max_nodes {
            dot = dot.with_max_nodes(max_nodes);
        }
        let options = ExportOptions::default().with_csv_dialect(self.output.csv_dialect);
        options.with_text(self.output.with_text).with_dot(dot)
    }
}

const EXTRACT_EXAMPLES: &str = "
Examples:
  palabre extract articles/ -o graph/
      every article of a folder; all formats into graph/
  palabre extract articles/ -o graph/ --csv-dialect excel-fr --from 2025-01 --to 2025-06
      the first half of 2025, for a double-click in a French Excel
  palabre extract dump.csv --text-column corps --date-column paru -f csv
      a table of articles, its columns named; the edges to standard output
  cat article.txt | palabre extract | jq .entities
      one text through a pipe, as JSON Lines
  palabre extract articles/ -f dot --kinds person --min-weight 3 | dot -Tsvg > people.svg
      a picture of the people who occur together three times or more
  palabre extract articles/ -o graph/ --relations meets,visits --typed-only
      who met or visited whom, and nothing else
  palabre extract articles/ -o graph/ --gazetteer mes-listes/
      with lists of your own over the built-in ones";

/// Show a text with its mentions marked
///
/// On a terminal in the colours of the kinds; elsewhere, or with --color never, as
/// `[Ibrahim Traoré|person:ibrahim-traore]`. What is not body is marked as `{headline: …}`. Text that a terminal would
/// obey is shown as `\u{1b}`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre annotate article.txt
  echo 'Le capitaine Ibrahim Traoré est arrivé à Moscou.' | palabre annotate
  palabre annotate --color always articles/ | less -R")]
pub(crate) struct Annotate {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub knowledge: Knowledge,
}

/// Say why a place in a text was read as it was
///
/// For each mention there: every row of the lists and every rule that was considered, whether it held (+) or not (-),
/// and why, pass by pass; then who or what may be meant, and what settled it. Where nothing was found, what was considered.
///
/// Lines and columns count characters from 1, in the text as it came in (of a page, in what is read of it). Exit code 1
/// where there is no such place.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre explain article.txt --name Camara       every mention of that name, or of who is called so
  palabre explain article.txt --at 3:12           what stands in line 3, column 12
  palabre explain dump.jsonl --id a17 --at 1:5    in one document of many
  echo 'Moscou a annoncé son soutien.' | palabre explain --name Moscou
  echo 'Lavrov a reçu Diop à Moscou.' | palabre explain --sentence    why a sentence states what
  palabre explain articles/ --summary             which rules hold how often, and which are refused")]
#[command(group = clap::ArgGroup::new("place").required(true))]
pub(crate) struct Explain {
    #[command(flatten)]
    pub input: Input,
    /// The word at this line and column
    #[arg(long, value_name = "LINE:COLUMN", value_parser = line_and_column, group = "place")]
    at: Option<Target>,
    /// Every mention whose text or entity has this name; case and accents do not count
    #[arg(long, value_name = "NAME", value_parser = name, group = "place")]
    name: Option<Target>,
    /// Every sentence: what it is reduced to, and which frames of relations match or fail, and why
    #[arg(long, group = "place")]
    sentence: bool,
    /// No place, but counts over all documents: how often each rule, and each list, held and was refused
    #[arg(long, group = "place")]
    summary: bool,
    /// Only in the document of this id
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    #[command(flatten)]
    pub knowledge: Knowledge,
}

impl Explain {
    pub(crate) fn target(&self) -> &Target {
        match (self.sentence, self.summary) {
            (true, _) => &Target::Sentences,
            (_, true) => &Target::All,
            _ => self.at.as_ref().or(self.name.as_ref()).expect("clap asks for one of them"),
        }
    }
}

/// What is to be explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// What stands in a line and column, both from 1.
    At { line: usize, column: usize },
    /// What has a name.
    Name(String),
    /// Every sentence.
    Sentences,
    /// Everything, in sums.
    All,
}

/// Score what is found in texts against what people marked in them
///
/// GOLD is JSON Lines with `mentions` and `relations`, or with plain `entities` (PER, LOC, ORG); a file of columns
/// (CoNLL: a token a line, its tag in the last column); or a folder of brat standoff (.ann beside .txt). Without INPUT,
/// the texts of GOLD are extracted and scored. Exit code 1 where an article has no prediction.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre eval gold.jsonl                           how well palabre reads these texts
  palabre eval gold.jsonl --show 20                 and what it gets wrong
  palabre eval gold.jsonl --gazetteer mes-listes/   with lists of your own
  palabre eval gold.jsonl extraction.jsonl          what a run has found, or another version
  palabre eval test.conll --format json             a corpus in columns; figures for a program")]
pub(crate) struct Eval {
    /// What people marked: .jsonl, columns, or a folder of brat
    #[arg(value_name = "GOLD")]
    pub gold: PathBuf,
    /// What was found: JSON Lines of `palabre extract`; `-` for standard input
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Show up to so many misses, inventions and wrong links
    #[arg(long, value_name = "N", default_value = "0", help_heading = OUTPUT)]
    pub show: usize,
    /// A table for people, or JSON for programs
    #[arg(short, long, value_name = "FORMAT", default_value = "table", help_heading = OUTPUT)]
    pub format: EvalFormat,
    #[command(flatten)]
    pub knowledge: Knowledge,
}

/// How scores are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EvalFormat {
    Table,
    Json,
}

/// Check, list, show and search what palabre knows
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre gazetteer find Goïta                    who that may be, with ids, offices and memberships
  palabre gazetteer list                          the lists and how long they are
  palabre gazetteer list people > people.csv      a list as a table, to start your own from
  palabre gazetteer show relations.toml           a built-in file as it is
  palabre gazetteer suggest articles/             the names in your texts that no list knows
  palabre gazetteer check mes-listes/             is it sound?")]
pub(crate) struct Gazetteer {
    #[command(subcommand)]
    pub command: GazetteerCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum GazetteerCommand {
    Check(Check),
    List(List),
    Show(Show),
    Find(Find),
    Suggest(Suggest),
}

/// List, show and test the frames that typed relations are read by
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre rules types             the types of relations, and what they say
  palabre rules list              every frame: id, triggers, templates
  palabre rules show meets        the frames of a type, with their examples
  palabre rules test              do the examples show what they should?")]
pub(crate) struct Rules {
    #[command(subcommand)]
    pub command: RulesCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// Every frame: id, triggers and templates, parted by tabs
    #[command(after_help = "Examples:
  palabre rules list | grep ^fr.meets
  palabre rules list --gazetteer mes-listes/")]
    List(RulesOf),
    /// Every type of relation: id, direction, what it says and codes, parted by tabs
    ///
    /// A is the source and B the target of an edge; `A ↔ B` may change places. The codes are those of PLOVER and CAMEO.
    #[command(after_help = "Examples:
  palabre rules types
  palabre rules types --gazetteer mes-listes/    with types of your own (relations.toml)")]
    Types(RulesOf),
    Show(ShowRule),
    Test(RulesTest),
    /// Everything that is known of relations, as Markdown: what docs/relations.md is made by
    #[command(after_help = "Examples:
  palabre rules docs > relations.md
  palabre rules docs --gazetteer mes-listes/    with frames of your own (frames-*.toml)")]
    Docs(RulesOf),
}

#[derive(Debug, Args)]
pub(crate) struct RulesOf {
    #[command(flatten)]
    pub knowledge: Knowledge,
}

/// What a frame is, with its examples
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre rules show fr.meets.rencontrer    a frame
  palabre rules show meets                  every frame of a type
  palabre rules show visite                 every frame that a word triggers")]
pub(crate) struct ShowRule {
    /// Id of a frame, name of a relation type, or a trigger
    #[arg(value_name = "RULE")]
    pub rule: String,
    #[command(flatten)]
    pub knowledge: Knowledge,
}

/// Read the examples of every frame and say which do not show what they should
///
/// Exit code 1 where one fails.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre rules test                             the built-in frames
  palabre rules test --gazetteer mes-listes/     with frames of your own (frames-*.toml)
  palabre rules test fr.meets                    only what has this in its id")]
pub(crate) struct RulesTest {
    /// Only frames that have this in their id
    #[arg(value_name = "RULE")]
    pub only: Option<String>,
    #[command(flatten)]
    pub knowledge: Knowledge,
}

/// Examine lists: everything that would be refused, and everything that is likely a mistake
///
/// Prints one finding a line as FILE:LINE:COLUMN, with advice. Of folders, what is so only with them is found, wherever it
/// stands. Exit code 1 where there is any finding. The examples of frames are tested by `palabre rules test`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre gazetteer check                      the built-in lists
  palabre gazetteer check mes-listes/          your lists, over the built-in ones
  palabre gazetteer check --errors-only DIR    only what would be refused")]
pub(crate) struct Check {
    /// Folders of lists, over the built-in ones; without any, the built-in ones are examined
    #[arg(value_name = "DIR")]
    pub folders: Vec<PathBuf>,
    /// Leave out what is only likely a mistake
    #[arg(long)]
    pub errors_only: bool,
    /// Show what is found in the built-in lists, too
    #[arg(long)]
    pub all: bool,
    /// Examine the folders without the built-in rows; the words and rules of the language stay
    #[arg(long, requires = "folders")]
    pub no_builtin: bool,
}

/// Show the lists, or the rows of one as CSV
///
/// The rows come in the list's own columns, those of --gazetteer in the place of those that they replace: what is
/// printed can be edited and given back with --gazetteer.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre gazetteer list
  palabre gazetteer list organisations | grep armed_group
  palabre gazetteer list people > mes-listes/people.csv")]
pub(crate) struct List {
    /// A list, such as `people`
    #[arg(value_name = "LIST")]
    pub list: Option<String>,
    #[command(flatten)]
    pub knowledge: Knowledge,
}

/// Print a built-in file as it is
///
/// FILE is `relations.toml` or just `relations`. To see what is known of a name or an id, `palabre gazetteer find`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre gazetteer show relations.toml    the types of relations, and what their keys mean
  palabre gazetteer show features | less   the words that are looked for, by what they are looked for
  palabre gazetteer show frames-meeting    how relations are said: to write a frame of your own by")]
pub(crate) struct Show {
    /// The file, with or without its extension
    #[arg(value_name = "FILE")]
    pub file: String,
}

/// Find a name: who or what it means
///
/// Accents, case, hyphens and apostrophes do not count. Rows with exactly that name come first; else those with a name
/// that begins so, or has a word that does; else close spellings. Exit code 1 where nothing is found.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre gazetteer find AES
  palabre gazetteer find 'ibrahim traore'
  palabre gazetteer find Belooussov --gazetteer mes-listes/")]
pub(crate) struct Find {
    /// The name, or an id
    #[arg(value_name = "NAME", required = true, num_args = 1..)]
    pub name: Vec<String>,
    /// How many rows to show where the name is not exact
    #[arg(short = 'n', long, value_name = "N", default_value = "10")]
    pub limit: usize,
    #[command(flatten)]
    pub knowledge: Knowledge,
}

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
pub(crate) struct Suggest {
    #[command(flatten)]
    pub input: Input,
    /// The list that the rows are for
    #[arg(long, value_name = "LIST", default_value = "people", value_parser = suggested(), help_heading = OUTPUT)]
    pub list: SuggestedList,
    /// Leave out names of fewer documents
    #[arg(long, value_name = "N", default_value = "1", help_heading = OUTPUT)]
    pub min_documents: u32,
    /// Give at most so many rows
    #[arg(short = 'n', long, value_name = "N", help_heading = OUTPUT)]
    pub limit: Option<usize>,
    #[command(flatten)]
    pub knowledge: Knowledge,
}

/// A list that names may be suggested for: its name, and the kind of its rows.
pub(crate) type SuggestedList = (&'static str, Kind);

/// Explain the columns of the tables, as Markdown: what docs/tables.md is made by
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre tables | less
  palabre tables > tables.md")]
pub(crate) struct Tables {}

/// Print the completions of a shell
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre completions bash > ~/.local/share/bash-completion/completions/palabre
  palabre completions zsh > ~/.zfunc/_palabre
  palabre completions fish > ~/.config/fish/completions/palabre.fish
  palabre completions powershell >> $PROFILE")]
pub(crate) struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

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
    /// Column or field of the text
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
    /// Leave mojibake (`TraorÃ©`) as it is
    #[arg(long, help_heading = INPUT)]
    pub no_repair: bool,
    /// Leave out documents before this day, and those without a date
    #[arg(long, value_name = "DATE", value_parser = first_day, help_heading = INPUT)]
    pub from: Option<Date>,
    /// Leave out documents after this day, month or year, and those without a date
    #[arg(long, value_name = "DATE", value_parser = last_day, help_heading = INPUT)]
    pub to: Option<Date>,
    /// How many documents are read at a time; by default one a processor
    #[arg(short, long, value_name = "N", help_heading = GENERAL)]
    pub jobs: Option<NonZeroUsize>,
}

impl Input {
    /// The inputs: those that were given, or standard input where something comes from it.
    pub(crate) fn paths(&self) -> palabre::error::Result<Vec<PathBuf>> {
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
            .with_stdin_format(self.stdin_format)
            .with_repair(!self.no_repair)
            .with_conventions(input::Conventions::new(lexicon))
    }

    pub(crate) fn jobs(&self) -> usize {
        let jobs = self.jobs.or_else(|| std::thread::available_parallelism().ok());
        jobs.map_or(1, NonZeroUsize::get)
    }
}

/// What palabre knows.
#[derive(Debug, Args)]
pub(crate) struct Knowledge {
    /// Folder of lists and rules that add to the built-in ones, or replace what has the same id; may be given again
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

/// What becomes nodes and edges.
#[derive(Debug, Args)]
pub(crate) struct Graph {
    /// Kinds of the nodes: person, organisation, country, place, rank [default: person,organisation,country]
    #[arg(long, value_name = "KIND,…", value_delimiter = ',', value_parser = kinds(), hide_possible_values = true,
          help_heading = GRAPH)]
    pub kinds: Vec<Kind>,
    /// How near two names stand to give an edge [default: as the rules say, sentence]
    #[arg(long, value_name = "WINDOW", value_parser = windows(), help_heading = GRAPH)]
    pub window: Option<Window>,
    /// Capitals that count as their governments: none, those with a cue (`Moscou a annoncé`), or all
    #[arg(long, value_name = "WHICH", value_parser = metonymy(), default_value = "cued", help_heading = GRAPH)]
    pub metonymy: MetonymyMode,
    /// Leave out edges of less weight
    #[arg(long, value_name = "N", default_value = "0", value_parser = weight, allow_negative_numbers = true,
          help_heading = GRAPH)]
    pub min_weight: f64,
    /// Draw at most so many nodes in DOT, the most connected ones; 0 for all
    #[arg(long, value_name = "N", help_heading = GRAPH)]
    pub max_nodes: Option<usize>,
    /// Only typed edges of these types: meets, visits … (`palabre rules types` lists them all); others stay what they are.
    /// `none` reads no typed relations at all, which is faster
    #[arg(long, value_name = "TYPE,…", value_delimiter = ',', help_heading = GRAPH)]
    pub relations: Vec<String>,
    /// Leave out co-occurrence edges
    #[arg(long, help_heading = GRAPH)]
    pub typed_only: bool,
    /// Draw edges that texts only negate or deny in DOT, too, dotted
    #[arg(long, help_heading = GRAPH)]
    pub draw_denied: bool,
}

/// Where it goes, and in which form.
#[derive(Debug, Args)]
pub(crate) struct Output {
    /// Folder for the files; made where it is missing
    #[arg(short, long, value_name = "DIR", help_heading = OUTPUT)]
    pub output: Option<PathBuf>,
    #[arg(short, long, help = names_of_formats(), value_name = "FORMAT,…", value_delimiter = ',',
          value_parser = output_formats(), hide_possible_values = true, help_heading = OUTPUT)]
    pub format: Vec<&'static Format>,
    /// Write over files that exist
    #[arg(long, requires = "output", help_heading = OUTPUT)]
    pub force: bool,
    /// CSV for programs, or for a double-click in a French Excel (semicolon, decimal comma)
    #[arg(long, value_name = "DIALECT", default_value = "rfc", value_parser = dialects(), help_heading = OUTPUT)]
    pub csv_dialect: CsvDialect,
    /// Put the text that offsets point into in JSON Lines, too
    #[arg(long, help_heading = OUTPUT)]
    pub with_text: bool,
}

/// When colour is used.
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
fn one_of<T: Clone + Send + Sync + 'static>(
    table: &'static [(&'static str, T)],
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(table.iter().map(|(name, _)| *name)).map(|name| {
        let row = table.iter().find(|(known, _)| *known == name);
        row.expect("clap lets only known names through").1.clone()
    })
}

/// The formats with their files, as a part of the help.
fn files_of_formats() -> String {
    let of_format = |Format { name, says, files, .. }: &Format| {
        let files: Vec<&str> = files.iter().map(|file| file.name).collect();
        format!("  {name:<7} {}\n          {says}\n", files.join(" "))
    };
    let formats: String = FORMATS.iter().map(of_format).collect();
    format!("Files:\n{formats}")
}

/// The names of the formats, as the help of their option.
fn names_of_formats() -> String {
    let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    let several = FORMATS.iter().filter(|format| format.files.len() > 1);
    let of_several: String =
        several.map(|format| format!("; {} gives {} then", format.name, format.main)).collect();
    format!(
        "Formats: {} [default: all with -o, else {}]. Without -o just one{of_several}",
        names.join(", "),
        names[0]
    )
}

fn output_formats() -> impl TypedValueParser<Value = &'static Format> {
    PossibleValuesParser::new(FORMATS.iter().map(|format| format.name))
        .map(|name| Format::from_name(&name).expect("clap lets only known names through"))
}

fn dialects() -> impl TypedValueParser<Value = CsvDialect> {
    PossibleValuesParser::new(CsvDialect::ALL.map(CsvDialect::name))
        .map(|name| CsvDialect::from_name(&name).expect("clap lets only known names through"))
}

fn input_formats() -> impl TypedValueParser<Value = &'static InputFormat> {
    PossibleValuesParser::new(input::FORMATS.iter().map(|format| format.name))
        .map(|name| InputFormat::from_name(&name).expect("clap lets only known names through"))
}

fn about_extract() -> String {
    let extensions = |has_rows: bool, separator: &str| {
        let formats = input::FORMATS.iter().filter(|format| format.has_rows() == has_rows);
        formats.map(|format| format!(".{}", format.extensions[0])).collect::<Vec<_>>().join(separator)
    };
    format!(
        "Extract actors and their ties from articles

INPUT is a file, a folder (walked, hidden files left out) or `-` for standard input. Formats go by extension: {} are one \
document each, {} one document a line or row.

Without -o, one format goes to standard output. With -o DIR, files go there: all of them, whole, once the run is done, or \
none. The output is the same bytes whatever -j and whatever the order of the inputs.",
        extensions(false, " "),
        extensions(true, " and ")
    )
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

fn suggested() -> impl TypedValueParser<Value = SuggestedList> {
    one_of(&[
        ("people", ("people", Kind::Person)),
        ("organisations", ("organisations", Kind::Organisation)),
        ("places", ("places", Kind::Place)),
    ])
}

fn line_and_column(text: &str) -> Result<Target, String> {
    let number = |digits: &str| digits.parse::<u32>().ok().filter(|&number| number > 0);
    let place = text.split_once(':').and_then(|(line, column)| {
        Some(Target::At { line: number(line)? as usize, column: number(column)? as usize })
    });
    place.ok_or_else(|| "not a place; write LINE:COLUMN, both from 1, such as 3:12".to_string())
}

fn name(text: &str) -> Result<Target, String> {
    let name = text.trim();
    let is_name = name.contains(char::is_alphanumeric);
    is_name.then(|| Target::Name(name.to_string())).ok_or_else(|| "not a name".to_string())
}

fn first_day(text: &str) -> Result<Date, String> {
    partial_date(text).map(|date| date.first)
}

fn last_day(text: &str) -> Result<Date, String> {
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
