//! Reading documents of a project, and keeping what was read in them.

use super::super::{
    exit::Stop,
    messages::Messages,
    progress::Progress,
    run::{Done, Outcomes, Tally},
    source::{Item, Unread},
};
use palabre::{
    Extractor, Readers,
    error::Result,
    export::JsonLines,
    input::{Note, Read},
    lexicon::{self, Edition},
    model::Document,
    project::{Arrival, EditionId, LogId, Project, Stored},
};

/// How many documents are read again in one transaction.
const DOCUMENTS: usize = 64;

/// Reads documents of a project with its lists, and keeps what was read in them.
pub(super) struct Keeper<'p> {
    project: &'p Project,
    edition: &'p Edition,
    now: EditionId,
    extractor: &'p Extractor,
    readers: Readers<'p, ()>,
}

/// The reader of the documents of a project, without corrections, and the lists that it reads with.
pub(super) fn extractor_of(project: &Project) -> Result<(Extractor, Edition)> {
    let options = project.lexicon_options()?;
    let extractor = Extractor::new(lexicon::load(&options)?).with_scope(project.settings()?.scope());
    Ok((extractor, Edition::of(&options)?))
}

impl<'p> Keeper<'p> {
    pub(super) fn new(
        project: &'p Project,
        (extractor, edition): &'p (Extractor, Edition),
        jobs: usize,
    ) -> Result<Keeper<'p>> {
        let now = project.changing(|| project.edition(edition, extractor.scope()))?;
        let readers = extractor.readers::<()>(jobs);
        let readers = readers.map_err(|error| error.with_hint("ask for fewer threads with -j"))?;
        Ok(Keeper { project, edition, now, extractor, readers })
    }

    /// Takes in a batch of documents; those that are new or changed are read. All of it is one transaction.
    pub(super) fn receive(&self, batch: Vec<Item>, from: &Sender) -> std::result::Result<Outcomes<()>, Stop> {
        let kept = self.project.changing(|| {
            let mut notes: Vec<Vec<Note>> = Vec::new();
            let mut arrived = Vec::new();
            for item in batch {
                let (item, of_item) = match item {
                    Ok(read) => (self.arrived(&read, from), read.notes),
                    Err(error) => (Ok(Err(error)), Vec::new()),
                };
                // What is told of a copy is that it is one.
                notes.push(of_item.into_iter().filter(|note| !matches!(note, Note::Copy { .. })).collect());
                arrived.push(item?);
            }
            Ok(self.read(arrived)?.into_iter().zip(notes).collect())
        });
        Ok(kept?)
    }

    fn arrived(&self, read: &Read, from: &Sender) -> Result<std::result::Result<Stored, Unread>> {
        let path = (from.path_of)(&read.origin.file);
        let (stored, arrival) = self.project.receive(read, &path, from.keeps_copies, from.entry)?;
        Ok(match arrival {
            Arrival::Known => Err(Unread::Known { id: stored.document.id }),
            Arrival::Copy { of } => Err(Unread::Copy { id: stored.document.id, of }),
            _ => Ok(stored),
        })
    }

    /// Reads documents, and keeps what was read in them.
    fn read(
        &self,
        batch: Vec<std::result::Result<Stored, Unread>>,
    ) -> Result<Vec<std::result::Result<Done<()>, Unread>>> {
        let numbers: Vec<Option<i64>> =
            batch.iter().map(|stored| stored.as_ref().ok().map(|stored| stored.number)).collect();
        let documents: Vec<std::result::Result<Document, Unread>> =
            batch.into_iter().map(|stored| Ok(stored?.document)).collect();
        let lines = JsonLines::new(self.extractor.lexicon()).without_passages();
        let read = self.readers.read(documents, |(), extraction| {
            let line = |read| {
                let mut line = Vec::new();
                lines.write(&read, &mut line).expect("memory takes all");
                String::from_utf8(line).expect("JSON is UTF-8")
            };
            Done::by(line, extraction)
        });
        let kept = read.into_iter().zip(numbers).map(|(done, number)| match (done, number) {
            (Ok(done), Some(number)) => {
                let (line, done) = done.take();
                self.project.keep(number, &line, self.now)?;
                Ok(Ok(done))
            }
            (Ok(_), None) => unreachable!("what is read was stored"),
            (Err(unread), _) => Ok(Err(unread)),
        });
        kept.collect()
    }

    /// Reads again what was read with other lists, as far as these may read it otherwise. How much that was; none where all is well.
    pub(super) fn refresh(&self, messages: &Messages) -> std::result::Result<Option<Tally>, Stop> {
        let Some((stale, entry)) = self.stale(messages)? else { return Ok(None) };
        let (sender, receiver) = std::sync::mpsc::channel();
        for batch in stale.chunks(DOCUMENTS) {
            sender.send(batch.to_vec()).expect("the receiver is here");
        }
        drop(sender);
        let read = |numbers: Vec<i64>| {
            let read = self.project.changing(|| {
                let documents = numbers.iter().map(|&number| Ok(Ok(self.project.document(number)?)));
                self.project.count_read(entry, numbers.len())?;
                self.read(documents.collect::<Result<_>>()?)
            });
            Ok(read?.into_iter().map(|done| (done, Vec::new())).collect())
        };
        messages.over((receiver, Progress::default()), read, &mut |()| Ok(()), None).map(Some)
    }

    /// The documents to be read again; the others that other lists read are known to be read alike.
    fn stale(&self, messages: &Messages) -> Result<Option<(Vec<i64>, LogId)>> {
        let found =
            self.project.changing(|| self.project.refreshed(self.now, self.edition, self.extractor))?;
        let Some((alike, stale)) = found else { return Ok(None) };
        let (one, all) = (stale.len(), alike + stale.len());
        let are = if one == 1 { "is" } else { "are" };
        let told = format!("the lists are others than before: {one} of {all} documents {are} read again");
        messages.note(told, (alike > 0).then_some("the others are known to be read as before"));
        if stale.is_empty() {
            return Ok(None);
        }
        Ok(Some((stale, self.project.changing(|| self.project.note_refresh())?)))
    }
}

/// Where a batch comes from.
pub(super) struct Sender<'s> {
    /// The path of the file of an id.
    pub(super) path_of: &'s dyn Fn(&str) -> String,
    pub(super) keeps_copies: bool,
    pub(super) entry: LogId,
}
