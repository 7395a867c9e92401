//! Many documents on several threads: in order, in memory that does not grow with their number.

mod stream;

use crate::{
    Extractor, Reader,
    error::{Error, Place, Result},
    export::LineReader,
    model::{Document, Extraction, Lexicon, Offsets},
};
use rayon::prelude::*;
use std::{
    mem,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Mutex, PoisonError},
    thread, vec,
};
pub use stream::Intake;
use stream::Steps;

/// A batch has so many documents or bytes of text.
const DOCUMENTS: usize = 64;
const BYTES: usize = 1 << 19;

impl Extractor {
    /// Reads documents on `jobs` threads, or one for each core for 0, and gives what was read in the order of the
    /// documents. An error of `documents` is passed on in its place; a document that panics is an error, too.
    ///
    /// While a batch of documents is read, the next one is fetched from `documents` by the caller's thread; no more than
    /// two batches and the extractions of one are in memory.
    ///
    /// ```
    /// use palabre::{Extractor, model::Document};
    ///
    /// let documents = ["Assimi Goïta est à Moscou.", "Sadio Camara est à Niamey."];
    /// let documents = documents.iter().zip(1..).map(|(text, id)| Ok(Document::new(id.to_string(), *text)));
    /// let extractor = Extractor::builtin()?;
    /// for (extraction, id) in extractor.extract_all(documents, 0)?.zip(1..) {
    ///     assert_eq!(extraction?.document.id, id.to_string());
    /// }
    /// # Ok::<(), palabre::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// Threads that the system does not give.
    pub fn extract_all<I>(
        &self,
        documents: I,
        jobs: usize,
    ) -> Result<impl Iterator<Item = Result<Extraction>>>
    where
        I: IntoIterator<Item = Result<Document>>,
    {
        let readers = Readers::new(self, jobs)?;
        let documents = documents.into_iter().fuse();
        Ok(Extractions { readers, documents, fetched: Vec::new(), read: Vec::new().into_iter() })
    }

    /// Readers on `jobs` threads, or one for each core for 0, that read every document twice: as this extractor does, and as another.
    ///
    /// # Errors
    /// Threads that the system does not give.
    pub fn pair_readers<'e, S: Default + Send>(
        &'e self,
        other: &'e Extractor,
        jobs: usize,
    ) -> Result<PairReaders<'e, S>> {
        let extractors = [self, other];
        let worker = || Worker { reader: extractors.map(Extractor::reader), state: S::default() };
        Ok(PairReaders { extractors, threads: Threads::new(jobs, worker)? })
    }

    /// Readers on `jobs` threads, or one for each core for 0, each with a state of its own.
    ///
    /// # Errors
    /// Threads that the system does not give.
    pub fn readers<S: Default + Send>(&self, jobs: usize) -> Result<Readers<'_, S>> {
        Readers::new(self, jobs)
    }
}

impl Extractor {
    /// Does some work on `jobs` threads, or one for each core for 0, each with a reader of its own; the results come in order.
    ///
    /// # Errors
    /// Threads that the system does not give.
    pub(crate) fn work<I: Sync, T: Send>(
        &self,
        items: &[I],
        jobs: usize,
        work: impl Fn(&Reader, &I) -> T + Sync,
    ) -> Result<Vec<T>> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
        let pool =
            pool.map_err(|error| Error::usage(error.to_string()).with_hint("ask for fewer threads"))?;
        let one = |reader: &mut Reader, item: &I| work(reader, item);
        Ok(pool.install(|| items.par_iter().map_init(|| self.reader(), one).collect()))
    }
}

/// Reads batches of documents on several threads, of which each has a reader and a state `S`: a
/// [`Fold`](crate::graph::Fold), for one.
///
/// ```
/// use palabre::{Extractor, error::Error, graph::{Fold, GraphOptions}, model::Document};
///
/// let extractor = Extractor::builtin()?;
/// let readers = extractor.readers::<Fold>(0)?;
/// let batch = vec![Ok::<_, Error>(Document::new("essai", "Assimi Goïta a reçu Sergueï Lavrov à Bamako."))];
/// for mentions in readers.read(batch, |fold, extraction| {
///     fold.add(&extraction, extractor.lexicon());
///     extraction.mentions.len()
/// }) {
///     assert!(mentions? > 2);
/// }
/// let fold = readers.into_states().into_iter().reduce(Fold::merge).unwrap_or_default();
/// assert!(fold.finish(&GraphOptions::default()).edges.len() > 0);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug)]
pub struct Readers<'e, S> {
    extractor: &'e Extractor,
    threads: Threads<Worker<Reader<'e>, S>>,
}

/// What a thread works with.
#[derive(Debug)]
struct Worker<R, S> {
    reader: R,
    state: S,
}

impl<'e, S: Default + Send> Readers<'e, S> {
    fn new(extractor: &'e Extractor, jobs: usize) -> Result<Readers<'e, S>> {
        let worker = || Worker { reader: extractor.reader(), state: S::default() };
        Ok(Readers { extractor, threads: Threads::new(jobs, worker)? })
    }

    /// Reads a batch of documents. `work` makes a result of each extraction, and may gather things in the state of its
    /// thread; the results come in the order of the documents, errors in their places. A document over which reading or
    /// `work` panics is an error.
    pub fn read<T: Send, E: From<Error> + Send>(
        &self,
        batch: Vec<std::result::Result<Document, E>>,
        work: impl Fn(&mut S, Extraction) -> T + Sync,
    ) -> Vec<std::result::Result<T, E>> {
        self.threads.map(batch, |worker, document| Ok(self.read_one(worker, document?, &work)?))
    }

    /// Reads a stream of documents, which come in pieces from a thread that `start` starts. A piece is read by `first` on any thread;
    /// `settle` makes documents of it, piece by piece in their order, each with what is to be kept beside it. `work` makes a result of
    /// each extraction, as in [`Readers::read`]; `deliver` gets the results in order, and nothing now and then while there is none.
    ///
    /// # Errors
    /// What `start` or `deliver` says.
    pub fn stream<I, A, N, T, E, X>(
        &self,
        start: impl FnOnce(Intake<I>) -> std::result::Result<(), X>,
        (first, settle): (
            impl Fn(I) -> A + Sync,
            impl FnMut(A) -> Vec<(std::result::Result<Document, E>, N)> + Send,
        ),
        work: impl Fn(&mut S, Extraction) -> T + Sync,
        deliver: impl FnMut(Option<(std::result::Result<T, E>, N)>) -> std::result::Result<(), X>,
    ) -> std::result::Result<(), X>
    where
        I: Send + 'static,
        A: Send,
        N: Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let second = |worker: &mut _, (document, beside): (std::result::Result<Document, E>, N)| {
            let done = document.and_then(|document| Ok(self.read_one(worker, document, &work)?));
            (done, beside)
        };
        self.threads.stream(start, Steps { first, settle, second }, deliver)
    }

    /// The states, one a thread: together they have seen every document once.
    pub fn into_states(self) -> Vec<S> {
        self.threads.into_workers().map(|worker| worker.state).collect()
    }

    fn read_one<T>(
        &self,
        worker: &mut Worker<Reader<'e>, S>,
        document: Document,
        work: impl Fn(&mut S, Extraction) -> T,
    ) -> Result<T> {
        let id = document.id.clone();
        let read = AssertUnwindSafe(|| {
            let extraction = worker.reader.extract(document);
            work(&mut worker.state, extraction)
        });
        catch_unwind(read).map_err(|_| {
            // What it had in its hands is in an unknown state.
            worker.reader = self.extractor.reader();
            Error::bug(id)
        })
    }
}

/// Reads documents on several threads, each by two extractors, as [`Readers`] does by one.
#[derive(Debug)]
pub struct PairReaders<'e, S> {
    extractors: [&'e Extractor; 2],
    threads: Threads<Worker<[Reader<'e>; 2], S>>,
}

impl<'e, S: Default + Send> PairReaders<'e, S> {
    /// Reads a stream of documents, as [`Readers::stream`] does. `work` makes a result of what both extractors read of each.
    ///
    /// # Errors
    /// What `start` or `deliver` says.
    pub fn stream<I, A, N, T, E, X>(
        &self,
        start: impl FnOnce(Intake<I>) -> std::result::Result<(), X>,
        (first, settle): (
            impl Fn(I) -> A + Sync,
            impl FnMut(A) -> Vec<(std::result::Result<Document, E>, N)> + Send,
        ),
        work: impl Fn(&mut S, [Extraction; 2]) -> T + Sync,
        deliver: impl FnMut(Option<(std::result::Result<T, E>, N)>) -> std::result::Result<(), X>,
    ) -> std::result::Result<(), X>
    where
        I: Send + 'static,
        A: Send,
        N: Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let second = |worker: &mut _, (document, beside): (std::result::Result<Document, E>, N)| {
            let done = document.and_then(|document| Ok(self.read_one(worker, document, &work)?));
            (done, beside)
        };
        self.threads.stream(start, Steps { first, settle, second }, deliver)
    }

    fn read_one<T>(
        &self,
        worker: &mut Worker<[Reader<'e>; 2], S>,
        document: Document,
        work: impl Fn(&mut S, [Extraction; 2]) -> T,
    ) -> Result<T> {
        let id = document.id.clone();
        let read = AssertUnwindSafe(|| {
            let [before, after] = &worker.reader;
            let both = [before.extract(document.clone()), after.extract(document)];
            work(&mut worker.state, both)
        });
        catch_unwind(read).map_err(|_| {
            worker.reader = self.extractors.map(Extractor::reader);
            Error::bug(id)
        })
    }

    /// The states, one a thread: together they have seen every document once.
    pub fn into_states(self) -> Vec<S> {
        self.threads.into_workers().map(|worker| worker.state).collect()
    }
}

/// Reads JSON Lines, written by [`JsonLines`](crate::export::JsonLines), on several threads, of which each has a
/// state `S`.
#[derive(Debug)]
pub struct LineReaders<'l, S> {
    threads: Threads<Worker<LineReader<'l>, S>>,
}

impl<'l, S: Default + Send> LineReaders<'l, S> {
    /// Readers on `jobs` threads, or one for each core for 0, of lines that were written with a lexicon.
    ///
    /// # Errors
    /// Threads that the system does not give.
    pub fn new(lexicon: &'l Lexicon, jobs: usize) -> Result<LineReaders<'l, S>> {
        let worker = || Worker { reader: LineReader::new(lexicon), state: S::default() };
        Ok(LineReaders { threads: Threads::new(jobs, worker)? })
    }

    /// Reads a stream of lines, each with its place, as [`Readers::stream`] does documents.
    ///
    /// # Errors
    /// What `start` or `deliver` says.
    pub fn stream<T, E, X>(
        &self,
        start: impl FnOnce(Intake<PlacedLine<E>>) -> std::result::Result<(), X>,
        work: impl Fn(&mut S, Extraction) -> std::result::Result<T, E> + Sync,
        deliver: impl FnMut(Option<std::result::Result<T, E>>) -> std::result::Result<(), X>,
    ) -> std::result::Result<(), X>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let second = |worker: &mut Worker<LineReader<'l>, S>, line: PlacedLine<E>| {
            let (place, line) = line?;
            let read = AssertUnwindSafe(|| {
                let extraction = worker.reader.read(&line, &place)?;
                work(&mut worker.state, extraction)
            });
            catch_unwind(read).unwrap_or_else(|_| Err(Error::bug(place.to_string()).into()))
        };
        let steps = Steps { first: |line| line, settle: |line| vec![line], second };
        self.threads.stream(start, steps, deliver)
    }

    /// The states, one a thread: together they have seen every line once.
    pub fn into_states(self) -> Vec<S> {
        self.threads.into_workers().map(|worker| worker.state).collect()
    }
}

/// A line with its place, or why there is none.
pub type PlacedLine<E> = std::result::Result<(Place, Vec<u8>), E>;

/// A document, and what was read in it earlier without corrections.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Earlier {
    /// The document, as it came in.
    pub document: Document,
    /// A line of [`JsonLines`](crate::export::JsonLines) without passages. None where it is to be read now.
    pub line: Option<String>,
}

impl Earlier {
    /// A document with its line.
    pub fn new(document: Document, line: Option<String>) -> Earlier {
        Earlier { document, line }
    }
}

/// Gives what was read in documents, corrected, on several threads, of which each has a state `S`: as [`Readers`] does that read them
/// all. Those alone are read that have no line or that a correction touches.
#[derive(Debug)]
pub struct EarlierReaders<'e, S> {
    extractor: &'e Extractor,
    threads: Threads<Worker<(Reader<'e>, LineReader<'e>), S>>,
}

impl<'e, S: Default + Send> EarlierReaders<'e, S> {
    /// Readers on `jobs` threads, or one for each core for 0, of lines that were written with the lexicon of an extractor.
    ///
    /// # Errors
    /// Threads that the system does not give.
    pub fn new(extractor: &'e Extractor, jobs: usize) -> Result<EarlierReaders<'e, S>> {
        let readers = || (extractor.reader(), LineReader::new(extractor.lexicon()));
        let worker = || Worker { reader: readers(), state: S::default() };
        Ok(EarlierReaders { extractor, threads: Threads::new(jobs, worker)? })
    }

    /// As [`Readers::read`] does documents.
    pub fn read<T: Send, E: From<Error> + Send>(
        &self,
        batch: Vec<std::result::Result<Earlier, E>>,
        work: impl Fn(&mut S, Extraction) -> std::result::Result<T, E> + Sync,
    ) -> Vec<std::result::Result<T, E>> {
        self.threads.map(batch, |worker, earlier| {
            let earlier = earlier?;
            let id = earlier.document.id.clone();
            let read = AssertUnwindSafe(|| {
                let (reader, lines) = &worker.reader;
                work(&mut worker.state, reader.again(earlier, lines)?)
            });
            catch_unwind(read).unwrap_or_else(|_| {
                // What it had in its hands is in an unknown state.
                worker.reader.0 = self.extractor.reader();
                Err(Error::bug(id).into())
            })
        })
    }

    /// The states, one a thread: together they have seen every document once.
    pub fn into_states(self) -> Vec<S> {
        self.threads.into_workers().map(|worker| worker.state).collect()
    }
}

impl Reader<'_> {
    /// What reading a document gives, from its line where that comes to the same.
    fn again(&self, earlier: Earlier, lines: &LineReader) -> Result<Extraction> {
        let Earlier { document, line } = earlier;
        let Some(line) = line else { return Ok(self.extract(document)) };
        let place = Place { file: document.id.clone(), ..Place::default() };
        let text = Offsets::new(&document).original_text().into_owned();
        let extraction = lines.read_beside(line.as_bytes(), &text, &place)?;
        Ok(match self.is_corrected(&extraction) {
            true => self.extract(document),
            false => extraction,
        })
    }
}

/// Threads, each with a worker of its own.
#[derive(Debug)]
struct Threads<W> {
    /// None but the caller's own thread for one job.
    pool: Option<rayon::ThreadPool>,
    /// One a thread, so that a lock is never waited for.
    workers: Vec<Mutex<W>>,
}

impl<W: Send> Threads<W> {
    /// `jobs` threads, or one for each core for 0.
    fn new(jobs: usize, worker: impl Fn() -> W) -> Result<Threads<W>> {
        let jobs = match jobs {
            0 => thread::available_parallelism().map_or(1, usize::from),
            jobs => jobs,
        };
        let pool = (jobs > 1).then(|| rayon::ThreadPoolBuilder::new().num_threads(jobs).build()).transpose();
        let pool =
            pool.map_err(|error| Error::usage(error.to_string()).with_hint("ask for fewer threads"))?;
        Ok(Threads { pool, workers: (0..jobs).map(|_| Mutex::new(worker())).collect() })
    }

    /// What comes of items, in their order.
    fn map<I: Send, T: Send>(&self, items: Vec<I>, work: impl Fn(&mut W, I) -> T + Sync) -> Vec<T> {
        let one = |item: I| self.with_worker(|worker| work(worker, item));
        match &self.pool {
            None => items.into_iter().map(one).collect(),
            // One by one: a long document must not hold up short ones behind it.
            Some(pool) => pool.install(|| items.into_par_iter().with_max_len(1).map(one).collect()),
        }
    }

    /// Does some work with the worker of the thread.
    fn with_worker<T>(&self, work: impl FnOnce(&mut W) -> T) -> T {
        let thread = self.pool.as_ref().and_then(|pool| pool.current_thread_index()).unwrap_or(0);
        work(&mut self.workers[thread].lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn into_workers(self) -> impl Iterator<Item = W> {
        self.workers.into_iter().map(|worker| worker.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What `Extractor::extract_all` gives.
struct Extractions<'e, I> {
    readers: Readers<'e, ()>,
    documents: I,
    /// Documents that are to be read.
    fetched: Vec<Result<Document>>,
    /// What was read and not yet given.
    read: vec::IntoIter<Result<Extraction>>,
}

impl<I: Iterator<Item = Result<Document>>> Extractions<'_, I> {
    /// Reads the batch that was fetched, and fetches another.
    fn advance(&mut self) {
        let Extractions { readers, documents, fetched, .. } = self;
        let fetched = mem::take(fetched);
        let mut read = Vec::new();
        let work = |read: &mut Vec<_>| *read = readers.read(fetched, |_, extraction| extraction);
        self.fetched = match &readers.threads.pool {
            None => {
                work(&mut read);
                batch(documents)
            }
            Some(pool) => pool.in_place_scope(|scope| {
                scope.spawn(|_| work(&mut read));
                batch(documents)
            }),
        };
        self.read = read.into_iter();
    }
}

impl<I: Iterator<Item = Result<Document>>> Iterator for Extractions<'_, I> {
    type Item = Result<Extraction>;

    fn next(&mut self) -> Option<Result<Extraction>> {
        if self.read.len() == 0 {
            if self.fetched.is_empty() {
                self.fetched = batch(&mut self.documents);
            }
            self.advance();
        }
        self.read.next()
    }
}

/// The next documents; none where there are no more.
fn batch(documents: &mut impl Iterator<Item = Result<Document>>) -> Vec<Result<Document>> {
    let mut bytes = 0;
    let mut batch = Vec::new();
    for document in documents {
        bytes += document.as_ref().map_or(0, |document| document.text.len());
        batch.push(document);
        if batch.len() >= DOCUMENTS || bytes >= BYTES {
            break;
        }
    }
    batch
}
