//! `palabre graph`: the outputs again, from JSON Lines of earlier runs.

use super::{
    arguments::{Corrected, Days, GENERAL, Graph, Knowledge, Output, jobs},
    correct,
    exit::{Exit, Stop},
    interrupt,
    lines::{self, Lines},
    messages::Messages,
    outputs::{DocumentWriter, Outputs},
    run::{Again, Tally},
    source::Unread,
};
use clap::Args;
use palabre::{
    Scope,
    correction::{Action, Correction, Corrections},
    error::{Error, Result},
    export::{FORMATS, Format},
    graph::{Fold, GraphOptions},
    input, lexicon,
    model::{Extraction, Lexicon},
};
use rustc_hash::FxHashSet;
use std::{num::NonZeroUsize, path::PathBuf};

/// Make the outputs again from JSON Lines of earlier extractions, without the texts
///
/// EXTRACTION is a file that `palabre extract -f jsonl` wrote, a folder of such files (walked) or `-` for standard input. What
/// comes out is what one `extract` over all the texts gives, byte for byte. Formats that hold whole texts need lines that were
/// written with --with-text. Corrections apply to lines that were read without them, too, but for what only a reading of the text
/// would tell. Lines of runs with another --window, --metonymy or --kinds are not counted together.
#[derive(Debug, Args)]
#[command(after_help = GRAPH_EXAMPLES)]
pub(super) struct GraphAgain {
    /// JSON Lines of `palabre extract`, folders of them, or `-`
    #[arg(value_name = "EXTRACTION", required = true)]
    pub extractions: Vec<PathBuf>,
    #[command(flatten)]
    pub days: Days,
    /// How many documents are read at a time; by default one a processor, at most four
    #[arg(short, long, value_name = "N", help_heading = GENERAL)]
    pub jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    pub knowledge: Knowledge,
    #[command(flatten)]
    pub corrected: Corrected,
    #[command(flatten)]
    pub graph: Graph,
    #[command(flatten)]
    pub output: Output,
}

const GRAPH_EXAMPLES: &str = "
Examples:
  palabre graph out/extraction.jsonl -o again/
      every format of an earlier run
  palabre graph part-1.jsonl part-2.jsonl -o all/ --min-weight 2
      the parts of a corpus, extracted apart, as one graph
  palabre graph extraction.jsonl -f csv --from 2025-01 --to 2025-03
      the edges of three months, to standard output";

pub(crate) fn run(arguments: &GraphAgain, messages: &Messages) -> std::result::Result<Exit, Stop> {
    interrupt::listen();
    let (files, unfound) = find(&arguments.extractions, messages);
    if files.is_empty() {
        return Ok(Exit::Partly);
    }
    let texts = lines::have_texts(&files[0]);
    let outputs = Outputs::open(&arguments.output, texts)?;
    tell_left_out(&arguments.output, texts, messages);
    let lexicon = lexicon::load(&arguments.knowledge.options())?;
    let corrections = arguments.corrected.read(&arguments.knowledge)?;
    let again = Again { lexicon: &lexicon, jobs: jobs(arguments.jobs), messages };
    let GraphAgain { days, graph, output, .. } = arguments;
    let lines = CorrectedLines { again, lines: Lines::new(files), days, corrections: &corrections };
    let exit = Making { graph, output, unfound }.run(outputs, lines, (&lexicon, &corrections), messages)?;
    // What is gone from lines that were read with them cannot be told from what was never there.
    let leaves_trace = |row: &Correction| !matches!(row.action, Action::NotAName | Action::Wrong);
    correct::tell_idle(&corrections, &lexicon, leaves_trace, messages);
    Ok(exit)
}

/// What was read in documents, and is given again.
pub(super) trait ReadEarlier {
    /// As [`Run::over`](super::run::Run::over) does; `work` may leave a document out.
    fn over<S: Default + Send, T: Send>(
        self,
        work: impl Fn(&mut S, Extraction) -> std::result::Result<T, Unread> + Sync,
        deliver: impl FnMut(T) -> std::result::Result<(), Stop>,
    ) -> std::result::Result<(Tally, Vec<S>), Stop>;
}

/// Lines, and what is to be corrected of them.
struct CorrectedLines<'l> {
    again: Again<'l>,
    lines: Lines,
    days: &'l Days,
    corrections: &'l Corrections,
}

impl ReadEarlier for CorrectedLines<'_> {
    fn over<S: Default + Send, T: Send>(
        self,
        work: impl Fn(&mut S, Extraction) -> std::result::Result<T, Unread> + Sync,
        deliver: impl FnMut(T) -> std::result::Result<(), Stop>,
    ) -> std::result::Result<(Tally, Vec<S>), Stop> {
        let CorrectedLines { again, lines, days, corrections } = self;
        let corrected = |state: &mut S, mut extraction: Extraction| {
            if days.leave_out(extraction.document.published()) {
                return Err(Unread::by_date(extraction.document.published()));
            }
            corrections.correct(&mut extraction, again.lexicon);
            work(state, extraction)
        };
        again.over(lines, corrected, deliver)
    }
}

/// The outputs to be made of what was read earlier.
pub(super) struct Making<'a> {
    pub(super) graph: &'a Graph,
    pub(super) output: &'a Output,
    /// How many of the inputs were not found.
    pub(super) unfound: usize,
}

impl Making<'_> {
    /// Makes them.
    pub(super) fn run(
        &self,
        mut outputs: Outputs,
        earlier: impl ReadEarlier,
        (lexicon, corrections): (&Lexicon, &Corrections),
        messages: &Messages,
    ) -> std::result::Result<Exit, Stop> {
        let options = self.graph.options(lexicon)?.with_amendments(corrections.amendments());
        let export = self.output.options(self.graph);
        outputs.begin(&export)?;
        let (selection, language) = (self.graph.selection(), self.output.messages_in());
        let writer = DocumentWriter::new(lexicon, &export, &outputs, selection, language)?;
        let wanted = Wanted { scope: self.graph.scope(), options: &options, lexicon };
        let add = |fold: &mut Fold, mut extraction: Extraction| {
            let (id, scope) = (extraction.document.id.clone(), wanted.narrow(&mut extraction)?);
            Ok((id, scope, writer.add(fold, extraction)?))
        };
        let mut before = Before::default();
        let (mut tally, folds) = earlier.over(add, |(id, scope, written)| {
            before.check(id, scope)?;
            Ok(outputs.write(written, &writer)?)
        })?;
        before.tell_repeated(messages);
        tally.failed += self.unfound;
        let options = wanted.options_in(before.scope.as_ref());
        outputs.end(folds, &options, &writer, corrections, &tally, messages)
    }
}

/// Tells which formats are not written for want of texts.
fn tell_left_out(arguments: &Output, texts: bool, messages: &Messages) {
    let left_out = |format: &&Format| format.default && format.holds_texts();
    if !texts && arguments.output.is_some() && arguments.format.is_empty() {
        let names: Vec<&str> = FORMATS.iter().filter(left_out).map(|format| format.name).collect();
        let hint = "`palabre extract --with-text` keeps them";
        messages.note(
            format_args!("not written, for the texts are not in the lines: {}", names.join(", ")),
            Some(hint),
        );
    }
}

/// The files of the arguments, and how many cannot be found.
pub(super) fn find(paths: &[PathBuf], messages: &Messages) -> (Vec<PathBuf>, usize) {
    let found = input::find(paths);
    found.failures.iter().for_each(|failure| messages.error(failure));
    let is_lines =
        |file: &input::File| file.is_stdin() || file.format.name == LINES || paths.contains(&file.path);
    let files: Vec<PathBuf> = found.files.into_iter().filter(is_lines).map(|file| file.path).collect();
    if files.is_empty() && found.failures.is_empty() {
        let error = Error::usage("nothing to read: no .jsonl in the folders");
        messages.error(&error.with_hint("`palabre extract -f jsonl` writes them"));
        return (files, 1);
    }
    (files, found.failures.len())
}

/// The format of inputs that lines have in folders.
const LINES: &str = "jsonl";

/// What is asked of lines.
pub(super) struct Wanted<'a> {
    pub(super) scope: Scope,
    pub(super) options: &'a GraphOptions,
    pub(super) lexicon: &'a Lexicon,
}

impl Wanted<'_> {
    /// Keeps what is asked for. Returns the scope in which the document was read.
    pub(super) fn narrow(&self, extraction: &mut Extraction) -> Result<Scope> {
        let scope = extraction.scope.clone();
        let id = &extraction.document.id;
        if scope.cooccurrence_only && !self.options.relations.is_empty() {
            let error = Error::usage(format!("{id}: extracted without relations"));
            return Err(error.with_hint("extract it again without --relations none"));
        }
        let missing = extraction.narrow(&self.scope, self.lexicon.cooccurrence()).err();
        missing.map_or(Ok(scope), |rule| {
            let message = format!("{}: extracted without `{}`", extraction.document.id, rule.id);
            Err(Error::usage(message).with_hint("extract it again with the same --kinds"))
        })
    }

    /// The options of a graph: without `--kinds`, those that the documents were read with.
    pub(super) fn options_in(&self, scope: Option<&Scope>) -> GraphOptions {
        let kinds = scope.map(|scope| scope.kinds.clone()).filter(|_| self.scope.kinds.is_empty());
        match kinds {
            Some(kinds) => self.options.clone().with_kinds(kinds),
            None => self.options.clone(),
        }
    }
}

/// What the documents so far were.
#[derive(Debug, Default)]
pub(super) struct Before {
    /// The scope in which all of them were read.
    pub(super) scope: Option<Scope>,
    ids: FxHashSet<String>,
    /// How many have an id that one before them has.
    repeated: usize,
}

impl Before {
    /// Other documents follow, which may have the same ids.
    pub(super) fn forget_ids(&mut self) {
        self.ids.clear();
        self.repeated = 0;
    }

    pub(super) fn tell_repeated(&self, messages: &Messages) {
        if self.repeated > 0 {
            let told = format!("documents: {} with an id that an earlier one has", self.repeated);
            messages.note(told, Some("is one document in two of the files?"));
        }
    }

    pub(super) fn check(&mut self, id: String, scope: Scope) -> Result<()> {
        let first = self.scope.get_or_insert_with(|| scope.clone());
        if *first != scope {
            let error = Error::usage(format!("{id}: extracted with other options than what comes before it"));
            return Err(error
                .with_hint("--window, --metonymy, --kinds, --references and --relations none must agree"));
        }
        self.repeated += usize::from(!self.ids.insert(id));
        Ok(())
    }
}
