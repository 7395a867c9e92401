//! The reading thread: files to batches of documents, in the order of the files.

use super::{
    arguments::{self, Days},
    progress::Progress,
};
use palabre::{
    Intake,
    error::{Error, ErrorKind},
    input::{self, File, Metadata, Options, Piece, Read},
    model::{Lexicon, PartialDate},
};
use std::{
    fs, mem,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
};

/// A batch is sent when it has so many documents or bytes of text.
const DOCUMENTS: usize = 64;
const BYTES: usize = 1 << 19;
/// Batches that wait while one is being worked on. With the one that is being read, memory holds three.
pub(super) const WAITING: usize = 1;

/// A document on the way in.
pub(crate) type Item = Result<Read, Unread>;

/// Why a document is not read.
#[derive(Debug)]
pub(crate) enum Unread {
    /// Its date, or lack of one, is out of the asked range.
    LeftOut {
        /// Whether it has a date.
        is_dated: bool,
    },
    /// It is where it is to be.
    Known {
        /// Its id.
        id: String,
    },
    /// It is the same as an earlier one.
    Copy {
        /// Its id.
        id: String,
        /// Which one.
        of: String,
    },
    /// It, or its file, cannot be read.
    Failed(Error),
    /// The run cannot go on over it.
    Refused(Error),
}

impl Unread {
    /// A document that the asked days leave out.
    pub(crate) fn by_date(published: Option<PartialDate>) -> Unread {
        Unread::LeftOut { is_dated: published.is_some() }
    }
}

impl From<Error> for Unread {
    fn from(error: Error) -> Unread {
        match error.kind() {
            ErrorKind::Usage { .. } => Unread::Refused(error),
            _ => Unread::Failed(error),
        }
    }
}

/// Files to be read.
#[derive(Debug)]
pub(crate) struct Source {
    files: Vec<File>,
    options: Options,
    days: Days,
    keeps_copies: bool,
}

impl Source {
    /// Files, read as the arguments want it, in the language of a lexicon.
    ///
    /// # Errors
    /// Metadata that cannot be read.
    pub(crate) fn new(
        mut files: Vec<File>,
        arguments: &arguments::Input,
        lexicon: &Lexicon,
    ) -> Result<Source, Error> {
        let options = arguments.options(lexicon);
        let metadata = arguments.metadata.as_deref().map(|table| Metadata::read(table, &files, &options));
        let metadata = metadata.transpose()?;
        if let Some(table) = &metadata {
            files.retain(|file| !table.is_in(file));
        }
        let keeps_copies = arguments.keep_duplicates;
        Ok(Source { files, options: options.with_metadata(metadata), days: arguments.days, keeps_copies })
    }

    /// The same, with documents that are the same as an earlier one.
    #[cfg(feature = "project")]
    pub(crate) fn with_copies(self) -> Source {
        Source { keeps_copies: true, ..self }
    }

    /// What a table tells of the documents.
    pub(crate) fn metadata(&self) -> Option<Metadata> {
        self.options.metadata.clone()
    }

    /// Reads in a thread of its own, ahead of those who work on the batches. The thread is never waited for: it may
    /// hang in a read from a pipe, and ends when nobody takes its batches any more.
    ///
    /// # Errors
    /// A thread that the system does not give.
    pub(crate) fn start(self) -> Result<(Receiver<Vec<Item>>, Progress), Error> {
        let (sender, receiver) = sync_channel(WAITING);
        let progress = self.progress();
        let told = progress.clone();
        in_thread(move || {
            let mut batch = Batch::new(sender, BYTES);
            let sieve = self.sieve();
            let (files, options) = self.told(told);
            for item in input::read_all(files, options).map(|read| sieve.item(read)) {
                let bytes = item.as_ref().map_or(0, |read| read.document.text.len());
                if batch.push(item, bytes).is_err() {
                    return;
                }
            }
            // Nobody waits for the last batch if this fails.
            let _ = batch.send();
        })?;
        Ok((receiver, progress))
    }

    /// Gives the files piece by piece, from a thread of its own that is never waited for, as [`Source::start`] does.
    ///
    /// # Errors
    /// A thread that the system does not give.
    pub(super) fn feed(self, intake: Intake<Piece>, progress: &Progress) -> Result<(), Error> {
        let (files, options) = self.told(progress.clone());
        let mut pieces = input::pieces(files, options);
        in_thread(move || while pieces.next().is_some_and(|piece| give(&intake, piece)) {})
    }

    /// The files, which tell how much of them is read, and how they are read.
    fn told(self, progress: Progress) -> (impl Iterator<Item = File> + Send, Options) {
        let mut size = 0;
        let files = self.files.into_iter().inspect(move |file| {
            progress.add(mem::replace(&mut size, fs::metadata(&file.path).map_or(0, |file| file.len())));
        });
        (files, self.options)
    }

    /// What tells which documents are read.
    pub(super) fn sieve(&self) -> Sieve {
        Sieve { days: self.days, keeps_copies: self.keeps_copies }
    }

    /// What is read when a file is behind the reader: of one file nothing is known before its end.
    pub(super) fn progress(&self) -> Progress {
        match &self.files[..] {
            [_] => Progress::default(),
            files => Progress::of(files.iter().map(|file| file.path.as_path())),
        }
    }
}

fn give(intake: &Intake<Piece>, piece: Piece) -> bool {
    let bytes = piece.size();
    intake.give(piece, bytes)
}

/// Tells which documents are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sieve {
    days: Days,
    keeps_copies: bool,
}

impl Sieve {
    pub(super) fn item(self, read: Result<Read, Error>) -> Item {
        match read {
            Ok(read) if self.days.leave_out(read.document.published()) => {
                Err(Unread::by_date(read.document.published()))
            }
            Ok(read) if !self.keeps_copies => without_copies(read),
            read => read.map_err(Unread::Failed),
        }
    }
}

/// A document that no earlier one equals.
fn without_copies(read: Read) -> Item {
    match read.copy_of().map(str::to_string) {
        Some(of) => Err(Unread::Copy { id: read.document.id, of }),
        None => Ok(read),
    }
}

/// Does some work in a thread of its own, which is never waited for.
///
/// # Errors
/// A thread that the system does not give.
pub(super) fn in_thread(work: impl FnOnce() + Send + 'static) -> Result<(), Error> {
    let thread = thread::Builder::new().spawn(work);
    thread.map(drop).map_err(|error| Error::usage(format!("no thread to read with: {error}")))
}

/// Nobody takes batches any more.
#[derive(Debug)]
pub(super) struct Gone;

/// What is sent together.
#[derive(Debug)]
pub(super) struct Batch<I> {
    sender: SyncSender<Vec<I>>,
    items: Vec<I>,
    bytes: usize,
    most: usize,
}

impl<I> Batch<I> {
    /// Batches of at most so many bytes, or little more.
    pub(super) fn new(sender: SyncSender<Vec<I>>, most: usize) -> Batch<I> {
        Batch { sender, items: Vec::new(), bytes: 0, most }
    }

    pub(super) fn push(&mut self, item: I, bytes: usize) -> Result<(), Gone> {
        self.bytes += bytes;
        self.items.push(item);
        if self.items.len() >= DOCUMENTS || self.bytes >= self.most { self.send() } else { Ok(()) }
    }

    pub(super) fn send(&mut self) -> Result<(), Gone> {
        self.bytes = 0;
        self.sender.send(mem::take(&mut self.items)).map_err(|_| Gone)
    }
}
