//! `palabre graph`: the outputs again, from JSON Lines of earlier runs.

use super::{
    arguments::{Corrected, Days, GENERAL, Graph, Knowledge, Output, jobs},
    correct,
    exit::{Exit, Stop},
    interrupt,
    lines::{self, Lines},
    messages::Messages,
    outputs::{DocumentWriter, Known, Outputs},
    run::{Again, Tally},
    source::Unread,
    statements::Shards,
};
use clap::Args;
use palabre::{
    Scope,
    correction::{Action, Correction, Corrections},
    error::{Error, Result},
    export::FORMATS,
    graph::{Fold, GraphOptions},
    input, lexicon,
    model::{Extraction, Lexicon},
};
use rustc_hash::FxHashSet;
use std::{num::NonZeroUsize, path::PathBuf};

/// Make the outputs again from JSON Lines or statements of earlier extractions, without the texts
///
/// EXTRACTION is a file that `palabre extract -f jsonl` wrote, a folder of such files (walked) or `-` for standard input; or a file of
/// `palabre extract -f statements`, of which everything is made that is made of the graph alone. What
/// comes out is what one `extract` over all the texts gives, byte for byte. Formats that hold whole texts need lines that were
/// written with --with-text. Corrections apply to lines that were read without them, too, but for what only a reading of the text
/// would tell. Lines of runs with another --window, --metonymy or --kinds are not counted together.
#[derive(Debug, Args)]
#[command(after_help = GRAPH_EXAMPLES)]
pub(super) struct GraphAgain {
    /// JSON Lines or statements of `palabre extract`, folders of lines, or `-`
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
  palabre graph shard-*/statements.palabre -o all/
      the graph of shards of which nothing but their statements was kept
  palabre graph extraction.jsonl -f csv --from 2025-01 --to 2025-03
      the edges of three months, to standard output";

pub(crate) fn run(arguments: &GraphAgain, messages: &Messages) -> std::result::Result<Exit, Stop> {
    interrupt::listen();
    let (files, unfound) = find(&arguments.extractions, messages);
    if files.is_empty() {
        return Ok(Exit::Partly);
    }
    let shards = Shards::of(&files, arguments.days)?;
    let known = match &shards {
        Some(_) => Known::Statements,
        None if lines::have_texts(&files[0]) => Known::Texts,
        None => Known::Readings,
    };
    let outputs = Outputs::open(&arguments.output, known)?;
    tell_left_out(&arguments.output, known, messages);
    let lexicon = lexicon::load(&arguments.knowledge.options())?;
    let corrections = arguments.corrected.read(&arguments.knowledge)?;
    let again = Again { lexicon: &lexicon, jobs: jobs(arguments.jobs), messages };
    let GraphAgain { days, graph, output, .. } = arguments;
    let making = Making { graph, output, unfound };
    if let Some(shards) = shards {
        return making.merge(outputs, shards, (&lexicon, &corrections), messages);
    }
    let lines = CorrectedLines { again, lines: Lines::new(files), days, corrections: &corrections };
    let exit = making.run(outputs, lines, (&lexicon, &corrections), messages)?;
    // What is gone from lines that were read with them cannot be told from what was never there.
    let leaves_trace = |row: &Correction| !matches!(row.action, Action::NotAName | Action::Wrong);
    correct::tell_idle(&corrections, &lexicon, leaves_trace, messages);
    Ok(exit)
}

/// What was read in documents, and is given again.
pub(super) trait ReadEarlier {
    /// As [`Run::over`](super::run::Run::over) does; `work` may leave a document out.
    fn over<S: Default + Send, T: Send + 'static>(
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
    fn over<S: Default + Send, T: Send + 'static>(
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
        let wanted = self.wanted(&options, lexicon);
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

    /// What is asked of what was read.
    pub(super) fn wanted<'w>(&self, options: &'w GraphOptions, lexicon: &'w Lexicon) -> Wanted<'w> {
        Wanted { scope: self.graph.scope(), options, lexicon }
    }
}

/// Tells which formats are not written for want of what they hold.
fn tell_left_out(arguments: &Output, known: Known, messages: &Messages) {
    if arguments.output.is_none() || !arguments.format.is_empty() {
        return;
    }
    let (why, hint) = match known {
        Known::Texts => return,
        Known::Readings => ("the texts are not in the lines", "`palabre extract --with-text` keeps them"),
        Known::Statements => {
            ("statements are less than what was read", "`palabre extract -f jsonl` keeps all of it")
        }
    };
    let left_out = FORMATS.iter().filter(|format| format.default && !known.makes(format));
    let names: Vec<&str> = left_out.map(|format| format.name).collect();
    messages.note(format_args!("not written, for {why}: {}", names.join(", ")), Some(hint));
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
        self.check_relations(&extraction.document.id, &scope)?;
        let missing = extraction.narrow(&self.scope, self.lexicon.cooccurrence()).err();
        missing.map_or(Ok(scope), |rule| {
            let message = format!("{}: extracted without `{}`", extraction.document.id, rule.id);
            Err(Error::usage(message).with_hint("extract it again with the same --kinds"))
        })
    }

    /// Whether statements are what is asked for: nothing can be taken from them any more.
    pub(super) fn check(&self, id: &str, scope: &Scope) -> Result<()> {
        self.check_relations(id, scope)?;
        let Scope { kinds, cooccurrence_only, named_only, .. } = &self.scope;
        let other = [
            (!kinds.is_empty() && *kinds != scope.kinds, "--kinds"),
            (*cooccurrence_only && !scope.cooccurrence_only, "--relations none"),
            (*named_only && !scope.named_only, "--references off"),
        ];
        match other.into_iter().find(|(differs, _)| *differs) {
            None => Ok(()),
            Some((_, option)) => {
                let error = Error::usage(format!("{id}: its statements were extracted without {option}"));
                Err(error.with_hint("extract them with it, or give JSON Lines, which hold all that was read"))
            }
        }
    }

    fn check_relations(&self, id: &str, scope: &Scope) -> Result<()> {
        if scope.cooccurrence_only && !self.options.relations.is_empty() {
            let error = Error::usage(format!("{id}: extracted without relations"));
            return Err(error.with_hint("extract it again without --relations none"));
        }
        Ok(())
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

/// The error of a document that was read otherwise than those before it.
pub(super) fn other_options(id: &str) -> Error {
    let error = Error::usage(format!("{id}: extracted with other options than what comes before it"));
    error.with_hint("--window, --metonymy, --kinds, --references and --relations none must agree")
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
            return Err(other_options(&id));
        }
        self.repeated += usize::from(!self.ids.insert(id));
        Ok(())
    }
}
