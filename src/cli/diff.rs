//! `palabre diff`: what changed between two runs, corpora or periods.

use super::{
    arguments::{
        Days, GENERAL, Graph, INPUT, Knowledge, OUTPUT, dialects, first_day, jobs, languages, last_day,
        one_of, units,
    },
    exit::{Exit, Stop},
    graph::{Before, Wanted, find},
    interrupt,
    lines::Lines,
    messages::Messages,
    outcome,
    output::{Folder, Sink},
    run::Again,
    source::Unread,
    terminal::visible,
};
use clap::{Args, builder::TypedValueParser};
use palabre::{
    error::{Error, Result},
    export::{self, CalendarUnit, ChangesReport, CsvDialect, ExportOptions, Language},
    graph::{self, Fold, GraphOptions, Selection},
    lexicon,
    model::{ActorGraph, Change, Date, Extraction},
};
use rustc_hash::FxHashSet;
use std::{
    io::{self, IsTerminal},
    num::NonZeroUsize,
    path::PathBuf,
};

/// Tell what changed between two runs, corpora or periods
///
/// OLD and NEW are files that `palabre extract -f jsonl` wrote, or folders of such files. With OLD alone, its documents are parted by
/// --before and --after. What comes out are relations, offices, ranks and ties that are new, ended, changed, stronger, weaker or
/// vanished, the greatest change first: for people to read on a terminal, as a table elsewhere; in a folder as a table and as a report
/// of both sides in which they are marked.
#[derive(Debug, Args)]
#[command(after_help = DIFF_EXAMPLES)]
pub(super) struct Diff {
    /// JSON Lines of `palabre extract`, or a folder of them
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The same, of what is compared with it
    #[arg(value_name = "NEW", required_unless_present_any = ["before", "after"])]
    pub new: Option<PathBuf>,
    /// Old are documents of the days before this day, month or year
    #[arg(long, value_name = "DATE", value_parser = first_day, help_heading = INPUT)]
    pub before: Option<Date>,
    /// New are documents of the days after this day, month or year
    #[arg(long, value_name = "DATE", value_parser = last_day, help_heading = INPUT)]
    pub after: Option<Date>,
    /// How many documents are read at a time; by default one a processor
    #[arg(short, long, value_name = "N", help_heading = GENERAL)]
    pub jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    pub knowledge: Knowledge,
    #[command(flatten)]
    pub graph: Graph,
    /// Folder for the files `changes.csv`, `changes.html`, `changes.txt`; made where it is missing
    #[arg(short, long, value_name = "DIR", help_heading = OUTPUT)]
    pub output: Option<PathBuf>,
    /// `text`, `csv`, `html` (the report with what changed) [default: csv,html with -o, else text on a terminal, csv elsewhere]
    #[arg(short, long, value_name = "FORMAT,…", value_delimiter = ',', value_parser = forms(), help_heading = OUTPUT)]
    pub format: Vec<Form>,
    /// Write over a file that exists
    #[arg(long, requires = "output", help_heading = OUTPUT)]
    pub force: bool,
    /// CSV for programs, or for a double-click in a French Excel (semicolon, decimal comma)
    #[arg(long, value_name = "DIALECT", default_value = "rfc", value_parser = dialects(), help_heading = OUTPUT)]
    pub csv_dialect: CsvDialect,
    /// Bars of the report's timeline: month, quarter or year
    #[arg(long, value_name = "UNIT", value_parser = units(), help_heading = OUTPUT)]
    pub by: Option<CalendarUnit>,
    /// Language in which the report begins; by default French
    #[arg(long, value_name = "LANGUAGE", value_parser = languages(), help_heading = OUTPUT)]
    pub lang: Option<Language>,
    /// How many changes of a sort are shown as text; 0 for all
    #[arg(short = 'n', long, value_name = "N", default_value = "10", help_heading = OUTPUT)]
    pub limit: usize,
}

const DIFF_EXAMPLES: &str = "
Examples:
  palabre diff may/extraction.jsonl june/extraction.jsonl
      what June brought, to read
  palabre diff extraction.jsonl --before 2023-07-26 --after 2023-07-26 -o changes/
      before and after a day, as a table and a report
  palabre diff may/ june/ --relations meets,visits --typed-only -f csv
      who met or visited whom for the first time";

/// How changes are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Csv,
    Html,
}

fn forms() -> impl TypedValueParser<Value = Form> {
    one_of(&[("text", Form::Text), ("csv", Form::Csv), ("html", Form::Html)])
}

impl Form {
    /// The file in a folder.
    fn file(self) -> &'static str {
        match self {
            Form::Text => "changes.txt",
            Form::Csv => "changes.csv",
            Form::Html => "changes.html",
        }
    }
}

pub(crate) fn run(arguments: &Diff, messages: &Messages) -> std::result::Result<Exit, Stop> {
    interrupt::listen();
    let mut files = Files::open(arguments)?;
    let [old_days, new_days] = arguments.days()?;
    let new_path = arguments.new.as_ref().unwrap_or(&arguments.old);
    let lexicon = lexicon::load(&arguments.knowledge.options())?;
    // Weight is asked of the greater of both.
    let options = arguments.graph.options(&lexicon)?.with_min_weight(0.0);
    let wanted = Wanted { scope: arguments.graph.scope(), options: &options, lexicon: &lexicon };
    let again = Again { lexicon: &lexicon, jobs: jobs(arguments.jobs), messages };
    let page = files.page(&arguments.export());
    let mut sides = Sides { wanted, again, before: Before::default(), failed: 0, page };
    // An article of both sides is in the report as the new one reads it.
    let new = sides.read(new_path, new_days)?;
    let old = sides.read(&arguments.old, old_days)?;
    let [old, new] =
        chosen([old, new].map(|fold| fold.finish(&sides.options())), &arguments.graph.selection())?;
    let mut changes = graph::changes(&old, &new);
    changes.retain(|change| change.old.max(change.new) >= arguments.graph.min_weight);
    let told = format!("{} from {} to {}", count(changes.len()), size(&old), size(&new));
    let Sides { page, failed, .. } = sides;
    if let Some(page) = page {
        page.end(old, new, &changes, messages)?;
    }
    let written = files.write(&changes, arguments)?;
    messages.summary(told);
    written.iter().for_each(|file| messages.summary(format_args!("  {}", file.display())));
    Ok(if failed > 0 { Exit::Partly } else { Exit::Done })
}

/// What is asked for of both graphs. Who is asked for may be in one of them alone.
fn chosen(graphs: [ActorGraph; 2], selection: &Selection) -> Result<[ActorGraph; 2]> {
    match graphs.map(|graph| selection.of(graph)) {
        [Err(error), Err(_)] => Err(error),
        graphs => Ok(graphs.map(Result::unwrap_or_default)),
    }
}

fn count(changes: usize) -> String {
    format!("{changes} change{}", if changes == 1 { "" } else { "s" })
}

fn size(graph: &ActorGraph) -> String {
    format!("{} edges", graph.edges.len())
}

impl Diff {
    /// The days of the old and of the new documents.
    fn days(&self) -> Result<[Days; 2]> {
        let beyond = |_| Error::usage("a date that has no day before or after it");
        let mut last_old = self.before.map(|day| day.yesterday().map_err(beyond)).transpose()?;
        let mut first_new = self.after.map(|day| day.tomorrow().map_err(beyond)).transpose()?;
        if self.new.is_none() {
            last_old = last_old.or(self.after);
            first_new = first_new.or(self.before);
        }
        Ok([Days { from: None, to: last_old }, Days { from: first_new, to: None }])
    }

    /// How the report is written.
    fn export(&self) -> ExportOptions {
        let options = ExportOptions::default().with_picture(self.graph.picture());
        let options = options.with_language(self.lang.unwrap_or_default());
        self.by.map_or(options.clone(), |by| options.with_by(by))
    }

    fn forms(&self) -> Result<Vec<Form>> {
        match (&self.format[..], &self.output) {
            ([], Some(_)) => Ok(vec![Form::Csv, Form::Html]),
            ([], None) if io::stdout().is_terminal() => Ok(vec![Form::Text]),
            ([], None) => Ok(vec![Form::Csv]),
            ([_, _, ..], None) => {
                let error = Error::usage("several formats, and one standard output");
                Err(error.with_hint("give a folder with -o DIR, or one format with -f"))
            }
            (forms, _) => Ok([Form::Text, Form::Csv, Form::Html]
                .into_iter()
                .filter(|form| forms.contains(form))
                .collect()),
        }
    }
}

/// The outputs, open from the start.
struct Files {
    open: Vec<(Form, Sink)>,
    folder: Option<Folder>,
}

impl Files {
    fn open(arguments: &Diff) -> Result<Files> {
        let forms = arguments.forms()?;
        let Some(path) = &arguments.output else {
            return Ok(Files { open: vec![(forms[0], Sink::stdout())], folder: None });
        };
        let names: Vec<(&str, bool)> = forms.iter().map(|form| (form.file(), false)).collect();
        let folder = Folder::of(path, &names, arguments.force)?;
        let open = forms.into_iter().map(|form| Ok((form, folder.sink_of(form.file(), false)?)));
        Ok(Files { open: open.collect::<Result<_>>()?, folder: Some(folder) })
    }

    /// Begins the report, where one is wanted.
    fn page(&mut self, options: &ExportOptions) -> Option<Page<'_>> {
        let (_, sink) = self.open.iter_mut().find(|(form, _)| *form == Form::Html)?;
        Some(Page { report: ChangesReport::new(options), sink, documents: FxHashSet::default() })
    }

    /// Writes what is no report, and gives the files their names.
    fn write(mut self, changes: &[Change], arguments: &Diff) -> Result<Vec<PathBuf>> {
        for (form, sink) in &mut self.open {
            match form {
                Form::Csv => {
                    sink.with(|out| export::write_changes(changes, arguments.csv_dialect, out))?;
                }
                Form::Text => sink.write(page(changes, arguments.limit).as_bytes())?,
                Form::Html => {}
            }
            sink.flush()?;
        }
        let sinks = self.open.into_iter().map(|(_, sink)| sink).collect();
        self.folder.map_or(Ok(Vec::new()), |folder| folder.commit(sinks))
    }
}

/// The report that is being written.
struct Page<'f> {
    report: ChangesReport,
    sink: &'f mut Sink,
    /// The ids of the documents in it.
    documents: FxHashSet<String>,
}

impl Page<'_> {
    fn add(&mut self, extraction: &Extraction) -> Result<()> {
        if !self.documents.insert(extraction.document.id.clone()) {
            return Ok(());
        }
        self.sink.with(|out| self.report.document(extraction, out))
    }

    fn end(
        mut self,
        old: ActorGraph,
        new: ActorGraph,
        changes: &[Change],
        messages: &Messages,
    ) -> Result<()> {
        let graph = graph::joined(old, new);
        let left_out = self.sink.with(|out| self.report.graph(&graph, changes, out))?;
        outcome::tell_left_out(left_out, messages);
        Ok(())
    }
}

/// Reads the documents of both sides.
struct Sides<'l> {
    wanted: Wanted<'l>,
    again: Again<'l>,
    before: Before,
    failed: usize,
    page: Option<Page<'l>>,
}

impl Sides<'_> {
    fn read(&mut self, path: &PathBuf, days: Days) -> std::result::Result<Fold, Stop> {
        let (files, unfound) = find(std::slice::from_ref(path), self.again.messages);
        let Sides { wanted, again, before, page, .. } = self;
        let keeps = page.is_some();
        before.forget_ids();
        let add = |fold: &mut Fold, mut extraction: Extraction| {
            if days.leave_out(extraction.document.published()) {
                return Err(Unread::by_date(extraction.document.published()));
            }
            let (id, scope) = (extraction.document.id.clone(), wanted.narrow(&mut extraction)?);
            fold.add(&extraction, wanted.lexicon);
            Ok((id, scope, keeps.then(|| Box::new(extraction))))
        };
        let (tally, folds) = again.over(Lines::new(files), add, |(id, scope, extraction)| {
            before.check(id, scope)?;
            if let (Some(page), Some(extraction)) = (&mut *page, extraction) {
                page.add(&extraction)?;
            }
            Ok(())
        })?;
        before.tell_repeated(again.messages);
        self.failed += unfound + tally.failed;
        Ok(folds.into_iter().reduce(Fold::merge).unwrap_or_default())
    }

    fn options(&self) -> GraphOptions {
        self.wanted.options_in(self.before.scope.as_ref())
    }
}

/// The changes for people: so many of each sort.
fn page(changes: &[Change], limit: usize) -> String {
    let mut page = String::new();
    for sort in changes.chunk_by(|one, other| (one.of, one.way) == (other.of, other.way)) {
        let (of, way) = (sort[0].of.plural(), sort[0].way.name());
        page += &format!("{}{way} {of} ({})\n", if page.is_empty() { "" } else { "\n" }, sort.len());
        let shown = if limit == 0 { sort.len() } else { limit.min(sort.len()) };
        sort[..shown].iter().for_each(|change| page += &paragraph(change));
        if shown < sort.len() {
            page += &format!("  … {} more (--limit 0)\n", sort.len() - shown);
        }
    }
    if page.is_empty() { "no changes\n".to_string() } else { page }
}

/// A change, and below it the sentence that shows it.
fn paragraph(change: &Change) -> String {
    let target = change.target.as_ref().map(|target| format!(" – {}", target.label)).unwrap_or_default();
    let values = match [&change.old_values, &change.new_values].map(|values| values.join(", ")) {
        [old, new] if old == new => old,
        [old, new] if old.is_empty() || new.is_empty() => old + &new,
        [old, new] => format!("{old} → {new}"),
    };
    let values = if values.is_empty() { values } else { format!("  {values}") };
    let mut paragraph = format!(
        "  {}{target}  {}{values}  {} → {}\n",
        change.source.label, change.kind, change.old, change.new
    );
    if let Some(evidence) = &change.evidence {
        let date = evidence.passage.document.date.map(|date| format!("{date} ")).unwrap_or_default();
        paragraph += &format!("      {date}{}: {}\n", evidence.passage.document.id, evidence.passage.text);
    }
    visible(&paragraph).into_owned()
}
