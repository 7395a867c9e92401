//! The engine of `extract`, `annotate` and `graph`: documents in, work in parallel, results out in order.

use super::{
    arguments,
    exit::Stop,
    interrupt,
    lines::Lines,
    messages::Messages,
    progress::Progress,
    source::{Item, Sieve, Source, Unread},
};
use palabre::{
    Extractor, LineReaders,
    error::Error,
    graph::Record,
    input::{self, File, Metadata, Note, Piece, ReadPiece, Settler},
    model::{Date, Document, Extraction, Lexicon},
};
use std::{
    convert::Infallible,
    mem,
    path::PathBuf,
    sync::mpsc::{Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};

/// How often a run that waits for input looks whether it was interrupted.
const PULSE: Duration = Duration::from_millis(100);

/// A table whose every row is broken must not fill the screen.
const MOST_FAILURES: usize = 20;

/// One document in so many may be without a date before it is told.
const FEW_UNDATED: usize = 5;

/// What a run counted.
#[derive(Debug)]
pub(crate) struct Tally {
    pub documents: usize,
    pub bytes: usize,
    pub mentions: usize,
    pub relations: usize,
    pub left_out: usize,
    /// Of those, how many have no date.
    pub left_out_undated: usize,
    pub failed: usize,
    started: Instant,
    notes: Notes,
    /// The day up to which the lists know most offices, and how many documents are later.
    known_to: Option<Date>,
    later: usize,
    /// Documents with lists of which not all pairs are tied, and how many pairs that are.
    listing: usize,
    untied: u64,
}

impl Tally {
    /// How long it took so far, and how many megabytes were read in a second.
    pub(crate) fn seconds_and_rate(&self) -> (f64, f64) {
        let seconds = self.started.elapsed().as_secs_f64();
        (seconds, self.bytes as f64 / 1e6 / seconds.max(1e-9))
    }
}

/// The files of the arguments. What cannot be found is told, and counted.
pub(crate) fn find(arguments: &arguments::Input, messages: &Messages) -> Result<(Vec<File>, usize), Stop> {
    let found = input::find(&arguments.paths()?);
    for failure in &found.failures {
        messages.error(failure);
    }
    let skipped = (!found.skipped.is_empty()).then(|| format!("passed over: {}", found.skipped));
    let extensions: String =
        input::FORMATS.iter().map(|format| format!(" .{}", format.extensions[0])).collect();
    let known =
        format!("what is read in folders:{extensions} and the like; name a file to have it read as text");
    if found.files.is_empty() && found.failures.is_empty() {
        let error =
            Error::usage(format!("nothing to read{}", skipped.map(|s| format!("; {s}")).unwrap_or_default()));
        messages.error(&error.with_hint(&known));
        return Ok((found.files, 1));
    }
    if let Some(skipped) = skipped {
        let advice: Vec<String> = found.skipped.advice().collect();
        let hint = if advice.is_empty() { known } else { advice.join("; ") };
        messages.note(skipped, Some(&hint));
        for path in found.skipped.paths() {
            messages.detail(format_args!("{}: passed over", path.display()));
        }
    }
    tell_empty(&found.empty, messages);
    Ok((found.files, found.failures.len()))
}

/// Tells of files without a byte.
fn tell_empty(empty: &[PathBuf], messages: &Messages) {
    if empty.is_empty() {
        return;
    }
    let files =
        if empty.len() == 1 { "1 file is empty".into() } else { format!("{} files are empty", empty.len()) };
    messages.note(files, (!messages.is_verbose()).then_some("-v tells which"));
    for path in empty {
        messages.detail(format_args!("{}: empty", path.display()));
    }
}

/// Runs over documents on several threads.
pub(crate) struct Run<'e> {
    pub extractor: &'e Extractor,
    pub jobs: usize,
    pub messages: &'e Messages,
}

/// What came of a document.
pub(super) struct Done<T> {
    pub(super) result: T,
    id: String,
    bytes: usize,
    is_dated: bool,
    mentions: usize,
    relations: usize,
    untied: u64,
    date: Option<Date>,
}

impl<T> Done<T> {
    /// What came of it, and the counts without.
    #[cfg(feature = "project")]
    pub(super) fn take(self) -> (T, Done<()>) {
        let Done { result, id, bytes, is_dated, mentions, relations, untied, date } = self;
        (result, Done { result: (), id, bytes, is_dated, mentions, relations, untied, date })
    }

    pub(super) fn by(work: impl FnOnce(Extraction) -> T, extraction: Extraction) -> Done<T> {
        let done = Done::of(|read| Ok::<_, Infallible>(work(read)), extraction);
        done.unwrap_or_else(|never| match never {})
    }

    pub(super) fn of<E>(
        work: impl FnOnce(Extraction) -> Result<T, E>,
        extraction: Extraction,
    ) -> Result<Done<T>, E> {
        let (id, bytes) = (extraction.document.id.clone(), extraction.document.text.len());
        let is_dated = extraction.document.published().is_some();
        let (mentions, relations) = (extraction.mentions.len(), extraction.relations.len());
        let untied = extraction.windows.iter().map(|tally| tally.untied).sum();
        let date = extraction.document.date;
        Ok(Done { result: work(extraction)?, id, bytes, is_dated, mentions, relations, untied, date })
    }
}

impl Done<Record> {
    /// A document of which nothing but its statements was kept.
    pub(super) fn before(record: Record) -> Done<Record> {
        let (is_dated, id) = (record.published().is_some(), record.id().to_string());
        let [bytes, mentions, relations] = record.counts().map(|count| count as usize);
        Done { result: record, id, bytes, is_dated, mentions, relations, untied: 0, date: None }
    }
}

impl Run<'_> {
    /// Reads every document of the source. `work` makes a result of each, and may gather things in a state of its
    /// thread; `deliver` gets the results in the order of the documents. Returns the counts and the states, of which
    /// nothing is known but that together they have seen every document once.
    pub(crate) fn over<S: Default + Send, T: Send + 'static>(
        &self,
        source: Source,
        work: impl Fn(&mut S, Extraction) -> T + Sync,
        mut deliver: impl FnMut(T) -> Result<(), Stop>,
    ) -> Result<(Tally, Vec<S>), Stop> {
        let readers = self.extractor.readers::<S>(self.jobs);
        let readers = readers.map_err(|error| error.with_hint("ask for fewer threads with -j"))?;
        let (metadata, progress) = (source.metadata(), source.progress());
        let mut count = Count::new(self.messages, &progress, self.extractor.lexicon().known_to());
        let settle = settle(source.sieve());
        let work = |state: &mut S, extraction| Done::by(|read| work(state, read), extraction);
        readers.stream(
            |intake| Ok(source.feed(intake, &progress)?),
            (Piece::read, settle),
            work,
            |done| count.deliver(done, &mut deliver),
        )?;
        let tally = count.finish();
        if let Some(metadata) = metadata {
            self.messages.tell_unused(&metadata);
        }
        Ok((tally, readers.into_states()))
    }
}

/// Settles the pieces of a source: documents, each with what happened to it on the way in.
fn settle(sieve: Sieve) -> impl FnMut(ReadPiece) -> Vec<(Result<Document, Unread>, Vec<Note>)> + Send {
    let mut settler = Settler::default();
    move |piece| {
        let items = settler.settle(piece).into_iter().map(|read| sieve.item(read));
        items
            .map(|mut item| {
                let notes = take_notes(&mut item);
                (item.map(|read| read.document), notes)
            })
            .collect()
    }
}

/// Runs over documents on several threads, each read twice.
pub(crate) struct Both<'e> {
    pub before: &'e Extractor,
    pub after: &'e Extractor,
    pub jobs: usize,
    pub messages: &'e Messages,
}

impl Both<'_> {
    /// Reads every document of the source with both extractors; `add` gathers things in a state of its thread. Returns the counts of the
    /// second reading, and the states.
    pub(crate) fn over<S: Default + Send>(
        &self,
        source: Source,
        add: impl Fn(&mut S, &Extraction, &Extraction) + Sync,
    ) -> Result<(Tally, Vec<S>), Stop> {
        let readers = self.before.pair_readers::<S>(self.after, self.jobs);
        let readers = readers.map_err(|error| error.with_hint("ask for fewer threads with -j"))?;
        let progress = source.progress();
        let mut count = Count::new(self.messages, &progress, None);
        let settle = settle(source.sieve());
        let work = |state: &mut S, [before, after]: [Extraction; 2]| {
            Done::by(|after| add(state, &before, &after), after)
        };
        readers.stream(
            |intake| Ok(source.feed(intake, &progress)?),
            (Piece::read, settle),
            work,
            |done| count.deliver(done, &mut |()| Ok(())),
        )?;
        Ok((count.finish(), readers.into_states()))
    }
}

/// Runs over lines of earlier extractions on several threads.
pub(crate) struct Again<'l> {
    pub lexicon: &'l Lexicon,
    pub jobs: usize,
    pub messages: &'l Messages,
}

impl Again<'_> {
    /// As [`Run::over`] does; `work` may leave a document out.
    pub(crate) fn over<S: Default + Send, T: Send + 'static>(
        &self,
        lines: Lines,
        work: impl Fn(&mut S, Extraction) -> Result<T, Unread> + Sync,
        mut deliver: impl FnMut(T) -> Result<(), Stop>,
    ) -> Result<(Tally, Vec<S>), Stop> {
        let readers = LineReaders::<S>::new(self.lexicon, self.jobs);
        let readers = readers.map_err(|error| error.with_hint("ask for fewer threads with -j"))?;
        let progress = lines.progress();
        let mut count = Count::new(self.messages, &progress, None);
        let work = |state: &mut S, extraction| Done::of(|read| work(state, read), extraction);
        readers.stream(
            |intake| Ok(lines.feed(intake, &progress)?),
            work,
            |done| count.deliver(done.map(|done| (done, Vec::new())), &mut deliver),
        )?;
        Ok((count.finish(), readers.into_states()))
    }
}

/// Counts what comes of documents, tells of it, and passes it on.
struct Count<'m> {
    messages: &'m Messages,
    progress: &'m Progress,
    tally: Tally,
}

impl<'m> Count<'m> {
    /// Documents later than `known_to` are told of.
    fn new(messages: &'m Messages, progress: &'m Progress, known_to: Option<Date>) -> Count<'m> {
        Count { messages, progress, tally: Tally::new(known_to) }
    }

    /// Passes on what came of a document; nothing has come where time passes.
    fn deliver<T>(
        &mut self,
        done: Option<Outcome<T>>,
        deliver: &mut impl FnMut(T) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        if interrupt::is_requested() {
            return Err(Stop::Interrupted);
        }
        if let Some((done, notes)) = done
            && let Some(result) = self.messages.count(done, &notes, &mut self.tally)?
        {
            deliver(result)?;
        }
        self.messages.show(&self.tally, self.progress);
        Ok(())
    }

    /// Tells of all documents together.
    fn finish(self) -> Tally {
        let Count { messages, tally, .. } = self;
        if tally.failed > MOST_FAILURES && !messages.is_verbose() {
            let more = tally.failed - MOST_FAILURES;
            messages.note(format_args!("{more} more like these"), Some("-v tells all of them"));
        }
        tally.notes.sum_up(tally.documents, messages);
        tally.tell_later(messages);
        tally.tell_lists(messages);
        tally
    }
}

/// What came of a document, with what happened to it on the way in.
type Outcome<T> = (Result<Done<T>, Unread>, Vec<Note>);

/// What came of a batch.
pub(super) type Outcomes<T> = Vec<Outcome<T>>;

impl Messages {
    /// Has batches read as they come, and the results delivered in their order. Documents later than a day are told of.
    pub(super) fn over<I, T>(
        &self,
        (batches, progress): (Receiver<Vec<I>>, Progress),
        read: impl Fn(Vec<I>) -> Result<Outcomes<T>, Stop>,
        deliver: &mut impl FnMut(T) -> Result<(), Stop>,
        known_to: Option<Date>,
    ) -> Result<Tally, Stop> {
        let mut count = Count::new(self, &progress, known_to);
        loop {
            match batches.recv_timeout(PULSE) {
                Ok(batch) => {
                    for (done, notes) in read(batch)? {
                        count.deliver(Some((done, notes)), deliver)?;
                    }
                }
                Err(RecvTimeoutError::Timeout) => count.deliver(None, deliver)?,
                Err(RecvTimeoutError::Disconnected) => return Ok(count.finish()),
            }
        }
    }

    /// Tells of rows of metadata that are of no document.
    pub(super) fn tell_unused(&self, metadata: &Metadata) {
        let unused = metadata.unused();
        if unused.is_empty() {
            return;
        }
        let rows = if unused.len() == 1 { "1 row is".into() } else { format!("{} rows are", unused.len()) };
        let hint = (!self.is_verbose()).then_some("-v tells which");
        self.note(format_args!("metadata: {rows} of no document"), hint);
        for row in &unused {
            self.detail(format_args!("metadata, {row}"));
        }
    }

    fn count<T>(
        &self,
        done: Result<Done<T>, Unread>,
        notes: &[Note],
        tally: &mut Tally,
    ) -> Result<Option<T>, Stop> {
        match done {
            Ok(Done { result, id, bytes, is_dated, mentions, relations, untied, date }) => {
                tally.notes.undated += usize::from(!is_dated);
                tally.documents += 1;
                tally.later += usize::from(tally.known_to.is_some_and(|known_to| date > Some(known_to)));
                tally.bytes += bytes;
                tally.mentions += mentions;
                tally.relations += relations;
                tally.tell_untied(&id, untied, self);
                for note in notes {
                    self.detail(format_args!("{id}: {note}"));
                    tally.notes.add(note);
                }
                return Ok(Some(result));
            }
            Err(Unread::LeftOut { is_dated }) => {
                tally.left_out += 1;
                tally.left_out_undated += usize::from(!is_dated);
            }
            Err(Unread::Known { id }) => {
                tally.notes.known += 1;
                self.detail(format_args!("{id}: in the project already"));
            }
            Err(Unread::Copy { id, of }) => {
                tally.notes.copies += 1;
                self.detail(format_args!("{id}: left out, the same as {of}"));
            }
            Err(Unread::Failed(error)) => {
                tally.failed += 1;
                if tally.failed <= MOST_FAILURES || self.is_verbose() {
                    self.error(&error);
                }
            }
            Err(Unread::Refused(error)) => return Err(error.into()),
        }
        Ok(None)
    }

    fn show(&self, tally: &Tally, progress: &Progress) {
        self.progress(|| {
            let Tally { documents, mentions, .. } = tally;
            let share = progress.percent().map(|share| format!("{share} %: ")).unwrap_or_default();
            let megabytes = tally.bytes as f64 / 1e6;
            format!("{share}{documents} documents, {megabytes:.1} MB, {mentions} mentions,")
        });
    }
}

pub(super) fn take_notes(item: &mut Item) -> Vec<Note> {
    item.as_mut().map(|read| mem::take(&mut read.notes)).unwrap_or_default()
}

impl Tally {
    fn new(known_to: Option<Date>) -> Tally {
        Tally {
            known_to,
            later: 0,
            listing: 0,
            untied: 0,
            documents: 0,
            bytes: 0,
            mentions: 0,
            relations: 0,
            left_out: 0,
            left_out_undated: 0,
            failed: 0,
            started: Instant::now(),
            notes: Notes::default(),
        }
    }
}

impl Tally {
    /// Adds the pairs of a document that are not tied.
    fn tell_untied(&mut self, id: &str, untied: u64, messages: &Messages) {
        if untied > 0 {
            self.listing += 1;
            self.untied += untied;
            messages.detail(format_args!("{id}: {untied} pairs of long lists are not tied"));
        }
    }

    /// Tells once that there are long lists.
    fn tell_lists(&self, messages: &Messages) {
        if self.listing == 0 {
            return;
        }
        let has = if self.listing == 1 { "document has" } else { "documents have" };
        let note = format!(
            "{} {has} lists of many actors: each is tied to its neighbours, {} pairs farther apart are not",
            self.listing, self.untied
        );
        messages.note(note, (!messages.is_verbose()).then_some("-v tells which"));
    }

    /// Tells once that documents are later than what is known of offices.
    fn tell_later(&self, messages: &Messages) {
        let Some(known_to) = self.known_to.filter(|_| self.later > 0) else { return };
        let documents = if self.later == 1 { "document is" } else { "documents are" };
        let note = format!(
            "{} {documents} later than the lists know most offices ({known_to}): who holds one is presumed, or left open",
            self.later
        );
        messages.note(note, Some("`palabre gazetteer stale` lists the terms to look at again"));
    }
}

/// How many documents something happened to on the way in.
#[derive(Debug, Default)]
struct Notes {
    undated: usize,
    repaired: usize,
    decoded: usize,
    replaced: usize,
    dates: usize,
    ids: usize,
    copies: usize,
    known: usize,
    no_text: usize,
    passed_over: usize,
    without_metadata: usize,
    in_other_languages: usize,
}

impl Notes {
    fn add(&mut self, note: &Note) {
        match note {
            Note::Repaired { .. } => self.repaired += 1,
            Note::Decoded { .. } => self.decoded += 1,
            Note::Replaced { .. } => self.replaced += 1,
            Note::UnreadableDate { .. } => self.dates += 1,
            Note::DuplicateId { .. } => self.ids += 1,
            Note::Copy { .. } => self.copies += 1,
            Note::NoText => self.no_text += 1,
            Note::PassedOver { .. } => self.passed_over += 1,
            Note::NoMetadata => self.without_metadata += 1,
            Note::OtherLanguage { .. } => self.in_other_languages += 1,
            // Told with `-v` only.
            _ => {}
        }
    }

    /// Tells what happened to how many of the documents.
    fn sum_up(&self, documents: usize, messages: &Messages) {
        let counts = [
            (self.decoded, "not in UTF-8"),
            (self.repaired, "with mojibake repaired"),
            (self.replaced, "with undecodable bytes"),
            (self.dates, "with an unreadable date"),
            (self.ids, "with an id that an earlier one has"),
            (self.known, "in the project already"),
            (self.copies, "the same as an earlier one (--keep-duplicates reads them all)"),
            (self.no_text, "without text"),
            (self.passed_over, "beside files in an archive or a message that are not read"),
            (self.without_metadata, "without a row in the metadata"),
            (self.in_other_languages, "in another language by the metadata, read all the same"),
        ];
        let told: Vec<String> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        if !told.is_empty() {
            let hint = (!messages.is_verbose()).then_some("-v tells which");
            messages.note(format_args!("documents: {}", told.join(", ")), hint);
        }
        // One text by hand, or a few among many, need no date.
        if self.undated > 1 && FEW_UNDATED * self.undated >= documents {
            messages.note(
                format_args!("{} of {documents} documents have no date", self.undated),
                Some("offices are looked up by it, and --from, --to and timelines need it: give dates with --metadata"),
            );
        }
    }
}
