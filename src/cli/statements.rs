//! `palabre graph` of statements: what documents add to a graph, merged without all else that was read in them.

use super::{
    arguments::Days,
    exit::{Exit, Stop},
    graph::{Before, Making},
    messages::Messages,
    outputs::{DocumentWriter, Outputs},
    progress::Progress,
    run::{Done, Outcomes},
    source::{Batch, Unread, WAITING, in_thread},
};
use palabre::{
    correction::Corrections,
    error::{Error, Result},
    graph::{Fold, Record, Records, begins_record},
    model::Lexicon,
};
use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, sync_channel},
};

/// Files of statements.
#[derive(Debug)]
pub(super) struct Shards {
    files: Vec<PathBuf>,
    days: Days,
}

impl Shards {
    /// The files, where the first begins with statements; of days alone.
    ///
    /// # Errors
    /// Statements and JSON Lines side by side.
    pub(super) fn of(files: &[PathBuf], days: Days) -> Result<Option<Shards>> {
        let are: Vec<bool> = files.iter().map(|path| holds_statements(path)).collect();
        if let Some(other) = are.iter().position(|is| *is != are[0]) {
            let (one, other) = (files[0].display(), files[other].display());
            let error = Error::usage(format!(
                "{one} and {other}: of statements and JSON Lines no graph is made together"
            ));
            return Err(error.with_hint("make statements of all, or JSON Lines"));
        }
        Ok(are.contains(&true).then(|| Shards { files: files.to_vec(), days }))
    }

    /// Reads in a thread of its own, as [`Source::start`](super::source::Source::start) does.
    fn start(self) -> Result<Receiver<Vec<std::result::Result<Record, Unread>>>> {
        let (sender, receiver) = sync_channel(WAITING);
        in_thread(move || {
            let mut batch = Batch::new(sender, usize::MAX);
            for path in &self.files {
                let records = match open(path) {
                    Ok(input) => Records::new(input, path.display().to_string()),
                    Err(error) => {
                        if batch.push(Err(Unread::Failed(Error::io(path, error))), 0).is_err() {
                            return;
                        }
                        continue;
                    }
                };
                for record in records {
                    let record = record.map_err(Unread::Failed).and_then(|record| self.within_days(record));
                    if batch.push(record, 0).is_err() {
                        return;
                    }
                }
            }
            // Nobody waits for the last batch if this fails.
            let _ = batch.send();
        })?;
        Ok(receiver)
    }

    fn within_days(&self, record: Record) -> std::result::Result<Record, Unread> {
        let published = record.published();
        if self.days.leave_out(published) { Err(Unread::by_date(published)) } else { Ok(record) }
    }
}

/// What standard input is named as a file.
pub(super) const STDIN: &str = "-";

/// The records of a file.
///
/// # Errors
/// It cannot be opened.
#[cfg(feature = "parquet")]
pub(super) fn read(path: &Path) -> Result<impl Iterator<Item = Result<Record>>> {
    let input = open(path).map_err(|error| Error::io(path, error))?;
    Ok(Records::new(input, path.display().to_string()))
}

fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    Ok(match path.as_os_str() == STDIN {
        true => Box::new(io::stdin().lock()),
        false => Box::new(BufReader::new(File::open(path)?)),
    })
}

/// Whether a file begins with statements. What cannot be read is told when it is read.
fn holds_statements(path: &Path) -> bool {
    open(path).is_ok_and(|mut input| input.fill_buf().is_ok_and(begins_record))
}

impl Making<'_> {
    /// Makes the outputs of statements.
    pub(super) fn merge(
        &self,
        mut outputs: Outputs,
        shards: Shards,
        (lexicon, corrections): (&Lexicon, &Corrections),
        messages: &Messages,
    ) -> std::result::Result<Exit, Stop> {
        let options = self.graph.options(lexicon)?.with_amendments(corrections.amendments());
        let export = self.output.options(self.graph);
        outputs.begin(&export)?;
        let (selection, language) = (self.graph.selection(), self.output.messages_in());
        let writer = DocumentWriter::new(lexicon, &export, &outputs, selection, language)?;
        let wanted = self.wanted(&options, lexicon);
        let (mut fold, mut before) = (Fold::new(), Before::default());
        let read =
            |batch: Vec<std::result::Result<Record, Unread>>| -> std::result::Result<Outcomes<Record>, Stop> {
                Ok(batch.into_iter().map(|record| (record.map(Done::before), Vec::new())).collect())
            };
        let mut add = |record: Record| {
            wanted.check(record.id(), record.scope())?;
            before.check(record.id().to_string(), record.scope().clone())?;
            record.add_to(&mut fold);
            Ok(())
        };
        let mut tally = messages.over((shards.start()?, Progress::default()), read, &mut add, None)?;
        before.tell_repeated(messages);
        tally.failed += self.unfound;
        let options = wanted.options_in(before.scope.as_ref());
        outputs.end(vec![fold], &options, &writer, corrections, &tally, messages)
    }
}
