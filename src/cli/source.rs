//! The reading thread: files to batches of documents, in the order of the files.

use super::arguments;
use palabre::{
    error::Error,
    input::{self, File, Options, Read},
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
    days: Days,
}

/// The days of publication that are asked for.
#[derive(Debug)]
struct Days {
    from: Option<Date>,
    to: Option<Date>,
}

impl Source {
    /// Files, read as the arguments want it, in the language of a lexicon.
    pub(crate) fn new(files: Vec<File>, arguments: &arguments::Input, lexicon: &Lexicon) -> Source {
        let days = Days { from: arguments.from, to: arguments.to };
        Source { files, options: arguments.options(lexicon), days }
    }

    /// Reads in a thread of its own, ahead of those who work on the batches. The thread is never waited for: it may
    /// hang in a read from a pipe, and ends when nobody takes its batches any more.
    pub(crate) fn start(self) -> Receiver<Vec<Item>> {
        let (sender, receiver) = sync_channel(WAITING);
        thread::spawn(move || {
            let mut batch = Batch { sender, items: Vec::new(), bytes: 0 };
            let Source { files, options, days } = self;
            for read in input::read_all(files, options) {
                let item = match read {
                    Ok(read) if days.leave_out(&read) => Err(Unread::LeftOut),
                    read => read.map_err(Unread::Failed),
                };
                if batch.push(item).is_err() {
                    return;
                }
            }
            // Nobody waits for the last batch if this fails.
            let _ = batch.send();
        });
        receiver
    }
}

impl Days {
    fn leave_out(&self, read: &Read) -> bool {
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
