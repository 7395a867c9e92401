//! `palabre project export`: the outputs of all documents.

use super::{
    super::{
        arguments::{Days, GENERAL, Graph, Output, corrections_in, jobs},
        correct::tell_idle,
        exit::{Exit, Stop},
        graph::{Making, ReadEarlier},
        interrupt,
        messages::Messages,
        outputs::{Known, Outputs},
        progress::Progress,
        run::{Done, Tally},
        source::{Batch, Unread, WAITING, in_thread},
    },
    Target,
    keep::{Keeper, extractor_of},
};
use clap::Args;
use palabre::{
    Earlier, EarlierReaders, Extractor,
    correction::Corrections,
    error::Result,
    lexicon,
    model::Extraction,
    project::{Project, TABLE},
};
use std::{
    num::NonZeroUsize,
    path::Path,
    sync::mpsc::{Receiver, sync_channel},
};

/// Write every format, as `palabre extract` over all the texts gives it
///
/// Byte for byte, with the corrections applied. What corrections touch is read again, and what was read with other lists, as far as they
/// may read it otherwise; all else comes from the project. Documents stand by file, as in a run over their folder.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre project export sahel.palabre -o graph/
  palabre project export sahel.palabre -f csv --from 2025-01 --to 2025-03
  palabre project export sahel.palabre -o around/ --around assimi-goita -f html,gexf")]
pub(super) struct Export {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    days: Days,
    /// How many documents are read at a time; by default one a processor, at most four
    #[arg(short, long, value_name = "N", help_heading = GENERAL)]
    jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    graph: Graph,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(arguments: &Export, messages: &Messages) -> std::result::Result<Exit, Stop> {
    interrupt::listen();
    let Export { target, days, graph, output, .. } = arguments;
    days.check()?;
    let project = target.open()?;
    let outputs = Outputs::open(output, Known::Texts)?;
    let read = extractor_of(&project)?;
    let jobs = jobs(arguments.jobs);
    let again = Keeper::new(&project, &read, jobs)?.refresh(messages)?;
    let extractor = read.0.with_corrections(corrections_of(&project)?);
    let (lexicon, corrections) = (extractor.lexicon(), extractor.corrections());
    let kept = KeptDocuments { extractor: &extractor, path: project.path(), days: *days, jobs, messages };
    let unfound = again.map_or(0, |again| again.failed);
    let exit = Making { graph, output, unfound }.run(outputs, kept, (lexicon, corrections), messages)?;
    tell_idle(corrections, lexicon, |_| true, messages);
    Ok(exit)
}

/// The corrections of the folders of lists, then those of the project.
fn corrections_of(project: &Project) -> Result<Corrections> {
    let folders = project.gazetteers(&project.settings()?);
    let of_folder = |path| Ok((format!("{}", Path::display(path)), lexicon::read_table(path)?));
    let paths: Vec<_> = corrections_in(&folders).collect();
    let mut files = paths.iter().map(|path| of_folder(path)).collect::<Result<Vec<(String, String)>>>()?;
    let table = project.corrections_table()?;
    files.extend((!table.is_empty()).then(|| (TABLE.to_string(), table)));
    Corrections::read(files.iter().map(|(file, text)| (file.as_str(), text.as_str())))
}

/// The documents of a project, with what was read in them.
struct KeptDocuments<'p> {
    extractor: &'p Extractor,
    path: &'p Path,
    days: Days,
    jobs: usize,
    messages: &'p Messages,
}

/// A batch is sent when it has so many bytes of text.
const BYTES: usize = 1 << 19;

impl KeptDocuments<'_> {
    /// Reads the file in a thread of its own, as [`Source::start`](super::super::source::Source::start) does others.
    fn start(&self) -> Result<Receiver<Vec<std::result::Result<Earlier, Unread>>>> {
        let (sender, receiver) = sync_channel(WAITING);
        let (path, days) = (self.path.to_path_buf(), self.days);
        in_thread(move || {
            let mut batch = Batch::new(sender, BYTES);
            let mut push = |item: std::result::Result<Earlier, Unread>| {
                let bytes = item.as_ref().map_or(0, |earlier| earlier.document.text.len());
                batch.push(item, bytes).is_ok()
            };
            let read = Project::open(&path).and_then(|project| {
                project.each(|kept| {
                    push(match kept {
                        Ok(kept) if days.leave_out(kept.document.published()) => {
                            Err(Unread::by_date(kept.document.published()))
                        }
                        Ok(kept) => Ok(Earlier::new(kept.document, kept.line)),
                        Err(error) => Err(Unread::Refused(error)),
                    })
                })
            });
            if let Err(error) = read {
                push(Err(Unread::Refused(error)));
            }
            // Nobody waits for the last batch if this fails.
            let _ = batch.send();
        })?;
        Ok(receiver)
    }
}

impl ReadEarlier for KeptDocuments<'_> {
    fn over<S: Default + Send, T: Send>(
        self,
        work: impl Fn(&mut S, Extraction) -> std::result::Result<T, Unread> + Sync,
        mut deliver: impl FnMut(T) -> std::result::Result<(), Stop>,
    ) -> std::result::Result<(Tally, Vec<S>), Stop> {
        let readers = EarlierReaders::<S>::new(self.extractor, self.jobs);
        let readers = readers.map_err(|error| error.with_hint("ask for fewer threads with -j"))?;
        let read = |batch| {
            let done =
                readers.read(batch, |state, extraction| Done::of(|read| work(state, read), extraction));
            Ok(done.into_iter().map(|done| (done, Vec::new())).collect())
        };
        let known_to = self.extractor.lexicon().known_to();
        let tally = self.messages.over((self.start()?, Progress::default()), read, &mut deliver, known_to)?;
        Ok((tally, readers.into_states()))
    }
}
