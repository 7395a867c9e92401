//! Reads texts, tables and files.

use crate::{
    arrow::{self, Fields},
    capsule,
    error::{exception, no_such},
    extraction::{Extraction, Reading},
    table::{self, Table, Tables},
};
use palabre::{
    Scope,
    correction::{self, Corrections},
    error::{Error, Result},
    graph::write_record,
    input::{self, Conventions, Note, Options, Read, Row},
    lexicon,
    model::{Kind, Lexicon, MetonymyMode, Window},
};
use pyo3::prelude::*;
use std::{
    fs, io,
    path::PathBuf,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

/// A batch of files has so many documents, or bytes of text.
const DOCUMENTS: usize = 64;
const BYTES: usize = 1 << 20;

/// Reads documents.
#[pyclass(frozen, module = "palabre._palabre")]
pub(crate) struct Extractor {
    inner: Arc<palabre::Extractor>,
    options: Options,
}

/// Text, id, title, date and source.
type Given = (String, Option<String>, Option<String>, Option<String>, Option<String>);

#[pymethods]
impl Extractor {
    #[new]
    #[pyo3(signature = (gazetteers, builtin, corrections, kinds, relations, references, window, metonymy))]
    #[expect(clippy::too_many_arguments, reason = "each has its name in Python")]
    fn new(
        py: Python,
        gazetteers: Vec<PathBuf>,
        builtin: bool,
        corrections: Vec<PathBuf>,
        kinds: Vec<String>,
        relations: bool,
        references: bool,
        window: Option<String>,
        metonymy: &str,
    ) -> PyResult<Extractor> {
        let kinds = kinds.iter().map(|name| kind(name)).collect::<PyResult<Vec<_>>>()?;
        let scope = Scope::default()
            .with_kinds(kinds)
            .with_window(window.as_deref().map(window_of).transpose()?)
            .with_metonymy(metonymy_of(metonymy)?)
            .with_cooccurrence_only(!relations)
            .with_named_only(!references);
        py.detach(|| {
            let corrections = read_corrections(&gazetteers, &corrections)?;
            let inner = with_lists(&gazetteers, builtin)?.with_scope(scope).with_corrections(corrections);
            let options = Options::default().with_conventions(Conventions::new(inner.lexicon()));
            Ok(Extractor { inner: Arc::new(inner), options })
        })
        .map_err(exception)
    }

    /// Reads documents; each gives an extraction, or the exception that it stands for.
    fn extract(&self, py: Python, rows: Vec<Given>, threads: usize) -> PyResult<Vec<Py<PyAny>>> {
        let read = py.detach(|| {
            let row = |(text, id, title, date, source)| Row { text, id, title, date, source };
            let reads = rows.into_iter().map(|given| Ok(input::row(row(given), &self.options)));
            self.read(reads.collect(), threads)
        });
        objects(py, read.map_err(exception)?)
    }

    /// Begins to read files and folders.
    fn open(&self, paths: Vec<PathBuf>, keep_duplicates: bool) -> Documents {
        let found = input::find(&paths);
        let reads = input::read_all(found.files, self.options.clone());
        let reads = reads.filter(move |read| keep_duplicates || !read.as_ref().is_ok_and(Read::is_copy));
        let reads = found.failures.into_iter().map(Err).chain(reads);
        let extractor = Extractor { inner: self.inner.clone(), options: self.options.clone() };
        Documents { extractor, reads: Mutex::new(Box::new(reads)) }
    }

    /// Reads the rows of a table that hands itself over as Arrow; gives the tables of what was read (mentions, relations, ties,
    /// windows), and what cannot be read.
    fn extract_batch(
        &self,
        py: Python,
        data: &Bound<PyAny>,
        fields: [String; 5],
        threads: usize,
    ) -> PyResult<(Vec<Table>, Vec<String>)> {
        let mut tables = Tables::default();
        let add = |_: &str, read| tables.append(read);
        let failures = self.each(py, data, fields, threads, Tables::of, add)?;
        Ok((tables.finish()?, failures))
    }

    /// The same to what each document adds to a graph, by its id.
    fn statements(
        &self,
        py: Python,
        data: &Bound<PyAny>,
        fields: [String; 5],
        threads: usize,
    ) -> PyResult<(Table, Vec<String>)> {
        let mut records = Vec::new();
        let record = |read: &palabre::model::Extraction, lexicon: &Lexicon| {
            let mut bytes = Vec::new();
            write_record(read, lexicon, &mut bytes).map(|()| bytes)
        };
        let add = |id: &str, read: io::Result<Vec<u8>>| {
            records.push((id.to_string(), read?));
            Ok(())
        };
        let failures = self.each(py, data, fields, threads, record, add)?;
        Ok((table::of_statements(records)?, failures))
    }
}

impl Extractor {
    pub(crate) fn inner(&self) -> &palabre::Extractor {
        &self.inner
    }

    fn read(&self, reads: Vec<Result<Read>>, threads: usize) -> Result<Vec<Result<Extraction>>> {
        let readers = self.inner.readers::<()>(threads)?;
        let mut notes = Vec::with_capacity(reads.len());
        let documents = reads.into_iter().map(|read| {
            let read = read?;
            notes.push(read.notes.iter().map(Note::to_string).collect());
            Ok(read.document)
        });
        let documents: Vec<Result<_>> = documents.collect();
        let mut notes = notes.into_iter();
        let extractor = || self.inner.clone();
        let was_read: Vec<bool> = documents.iter().map(Result::is_ok).collect();
        let read = readers.read(documents, |(), extraction| extraction);
        let with_notes = |(extraction, was_read): (Result<_>, bool)| {
            let notes = if was_read { notes.next().unwrap_or_default() } else { Vec::new() };
            extraction
                .map(|extraction| Extraction(Arc::new(Reading { extraction, extractor: extractor(), notes })))
        };
        Ok(read.into_iter().zip(was_read).map(with_notes).collect())
    }

    /// Makes something of each row of a table, and takes it with the id of the row, in order. Returns what cannot be read.
    fn each<T: Send>(
        &self,
        py: Python,
        data: &Bound<PyAny>,
        fields: [String; 5],
        threads: usize,
        make: impl Fn(&palabre::model::Extraction, &Lexicon) -> T + Sync,
        mut take: impl FnMut(&str, T) -> PyResult<()> + Send,
    ) -> PyResult<Vec<String>> {
        let stream = capsule::stream(data)?;
        let fields = Fields::find(&stream.schema(), fields)?;
        py.detach(|| {
            let readers = self.inner.readers::<()>(threads).map_err(exception)?;
            let (mut number, mut failures) = (0, Vec::new());
            for batch in stream {
                let rows = fields.rows(&batch.map_err(arrow::exception)?, number)?;
                number += rows.len();
                let documents = rows.into_iter();
                let documents = documents.map(|row| Ok::<_, Error>(input::row(row, &self.options).document));
                let made = readers.read(documents.collect(), |(), read| {
                    (read.document.id.clone(), make(&read, self.inner.lexicon()))
                });
                for made in made {
                    match made {
                        Ok((id, made)) => take(&id, made)?,
                        Err(error) => failures.push(error.to_string()),
                    }
                }
            }
            Ok(failures)
        })
    }
}

/// Files that are being read.
#[pyclass(frozen, module = "palabre._palabre")]
pub(crate) struct Documents {
    extractor: Extractor,
    reads: Mutex<Box<dyn Iterator<Item = Result<Read>> + Send>>,
}

#[pymethods]
impl Documents {
    /// Reads the next documents; none where there are no more.
    fn next(&self, py: Python, threads: usize) -> PyResult<Vec<Py<PyAny>>> {
        let read = py.detach(|| {
            let mut reads = self.reads.lock().unwrap_or_else(PoisonError::into_inner);
            let (mut batch, mut bytes) = (Vec::new(), 0);
            while batch.len() < DOCUMENTS && bytes < BYTES {
                let Some(read) = reads.next() else { break };
                bytes += read.as_ref().map_or(0, |read| read.document.text.len());
                batch.push(read);
            }
            self.extractor.read(batch, threads)
        });
        objects(py, read.map_err(exception)?)
    }
}

/// Extractions, and exceptions in the place of errors.
fn objects(py: Python, read: Vec<Result<Extraction>>) -> PyResult<Vec<Py<PyAny>>> {
    let object = |read| match read {
        Ok(extraction) => Ok(Py::new(py, extraction)?.into_any()),
        Err(error) => Ok(exception(error).into_value(py).into_any()),
    };
    read.into_iter().map(object).collect()
}

/// An extractor with lists. All that have the built-in ones alone share them.
pub(crate) fn with_lists(folders: &[PathBuf], builtin: bool) -> Result<palabre::Extractor> {
    static BUILTIN: OnceLock<palabre::Extractor> = OnceLock::new();
    if let Some(shared) = BUILTIN.get().filter(|_| folders.is_empty() && builtin) {
        return Ok(shared.clone());
    }
    let lists = lexicon::Options::default().with_builtin(builtin);
    let lexicon = lexicon::load(&folders.iter().fold(lists, lexicon::Options::with_folder))?;
    let extractor = palabre::Extractor::new(lexicon);
    match folders.is_empty() && builtin {
        true => Ok(BUILTIN.get_or_init(|| extractor).clone()),
        false => Ok(extractor),
    }
}

/// The corrections in folders of lists, then those of files.
fn read_corrections(folders: &[PathBuf], files: &[PathBuf]) -> Result<Corrections> {
    let of_folders = folders.iter().map(|folder| folder.join(correction::FILE)).filter(|path| path.is_file());
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).map_err(|error| Error::io(&path, error))?;
        Ok((path.display().to_string(), text))
    };
    let files = of_folders.chain(files.iter().cloned()).map(read).collect::<Result<Vec<_>>>()?;
    Corrections::read(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

/// The kind of a name.
pub(crate) fn kind(name: &str) -> PyResult<Kind> {
    Kind::from_name(name).ok_or_else(|| no_such("kind", name, &Kind::ALL.map(Kind::name)))
}

fn window_of(name: &str) -> PyResult<Window> {
    const WINDOWS: [Window; 3] = [Window::Sentence, Window::Paragraph, Window::Document];
    let window = WINDOWS.into_iter().find(|window| window.name() == name);
    window.ok_or_else(|| no_such("window", name, &WINDOWS.map(Window::name)))
}

fn metonymy_of(name: &str) -> PyResult<MetonymyMode> {
    match name {
        "off" => Ok(MetonymyMode::Off),
        "cued" => Ok(MetonymyMode::Cued),
        "all" => Ok(MetonymyMode::All),
        _ => Err(no_such("metonymy", name, &["off", "cued", "all"])),
    }
}
