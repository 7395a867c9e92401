//! The reading thread: files to batches of documents, in the order of the files.

use super::{arguments, bug::guard};
use palabre::{
    error::Error,
    input::{self, File, Ids, Options, Read},
    model::{Date, Lexicon},
};
use std::{
    mem,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
};

/// A batch is sent when it has so many documents or bytes of text.
const DOCUMENTS: usize = 64;
const BYTES: usize = 1 << 19;
/// Batches that wait while one is being worked on. With the one that is being read, memory holds three.
const WAITING: usize = 1;

/// A document on the way in.
pub(crate) type Item = Result<Read, Unread>;

/// Why a document is not read.
#[derive(Debug)]
pub(crate) enum Unread {
    /// Its date, or lack of one, is out of the asked range.
    LeftOut,
    /// It, or its file, cannot be read.
    Failed(Error),
}

impl From<Error> for Unread {
    fn from(error: Error) -> Unread {
        Unread::Failed(error)
    }
}

/// Files to be read.
#[derive(Debug)]
pub(crate) struct Source {
    files: Vec<File>,
    options: Options,
    from: Option<Date>,
    to: Option<Date>,
}

impl Source {
    /// Files, read as the arguments want it, in the language of a lexicon.
    pub(crate) fn new(files: Vec<File>, arguments: &arguments::Input, lexicon: &Lexicon) -> Source {
        Source { files, options: arguments.options(lexicon), from: arguments.from, to: arguments.to }
    }

    /// Reads in a thread of its own, ahead of those who work on the batches. The thread is never waited for: it may
    /// hang in a read from a pipe, and ends when nobody takes its batches any more.
    pub(crate) fn start(self) -> Receiver<Vec<Item>> {
        let (sender, receiver) = sync_channel(WAITING);
        thread::spawn(move || {
            let mut batch = Batch { sender, items: Vec::new(), bytes: 0 };
            let mut ids = Ids::default();
            for file in &self.files {
                if self.read(file, &mut ids, &mut batch).is_err() {
                    return;
                }
            }
            // Nobody waits for the last batch if this fails.
            let _ = batch.send();
        });
        receiver
    }

    fn read(&self, file: &File, ids: &mut Ids, batch: &mut Batch) -> Result<(), Gone> {
        let mut documents = match guard(&file.path, || input::read(file, &self.options)) {
            Ok(Ok(documents)) => documents,
            Ok(Err(error)) | Err(error) => return batch.push(Err(error.into())),
        };
        loop {
            match guard(&file.path, || documents.next()) {
                Ok(Some(Ok(mut read))) => {
                    ids.claim(&mut read, file);
                    let left_out = self.is_left_out(&read);
                    batch.push(if left_out { Err(Unread::LeftOut) } else { Ok(read) })?;
                }
                Ok(Some(Err(error))) => batch.push(Err(error.into()))?,
                Ok(None) => return Ok(()),
                Err(bug) => return batch.push(Err(bug.into())),
            }
        }
    }

    fn is_left_out(&self, read: &Read) -> bool {
        let date = read.document.date;
        self.from.is_some_and(|from| date.is_none_or(|date| date < from))
            || self.to.is_some_and(|to| date.is_none_or(|date| date > to))
    }
}

/// Nobody takes batches any more.
#[derive(Debug)]
struct Gone;

struct Batch {
    sender: SyncSender<Vec<Item>>,
    items: Vec<Item>,
    bytes: usize,
}

impl Batch {
    fn push(&mut self, item: Item) -> Result<(), Gone> {
        if let Ok(read) = &item {
            self.bytes += read.document.text.len();
        }
        self.items.push(item);
        if self.items.len() >= DOCUMENTS || self.bytes >= BYTES { self.send() } else { Ok(()) }
    }

    fn send(&mut self) -> Result<(), Gone> {
        self.bytes = 0;
        self.sender.send(mem::take(&mut self.items)).map_err(|_| Gone)
    }
}
