//! A table that tells of documents what they do not say themselves: title, date, source, language. Zotero and Datashare export such
//! tables, and people keep them by hand.

use super::{File, Note, Options, Read, csv, decode, front, one_line, open, read_date, row};
use crate::{
    error::{Error, Result},
    matcher::fold_words,
};
use ::csv::ByteRecord;
use rustc_hash::FxHashMap;
use std::{
    fmt, mem,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use unicode_normalization::UnicodeNormalization;

/// What a table tells of documents. Clones share the table, and which of its rows found their document.
///
/// A row belongs to the document of its id, or to that of its path: the whole one, or as much of its end as both have.
/// What it says replaces what the document says of itself; of the parts of a file (rows, articles, attachments) that only the path of
/// the file names, it fills in what is missing.
///
/// ```
/// use palabre::input::{self, Metadata, Options};
///
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("a.txt"), "Assimi Goïta est à Moscou.")?;
/// let table = folder.path().join("liste.tab");
/// std::fs::write(&table, "fichier;date\n/notes/a.txt;8 mai 2025\nb.txt;\n")?;
///
/// let files = input::find(&[folder.path().to_owned()]).files;
/// let metadata = Metadata::read(&table, &files, &Options::default())?;
/// let options = Options::default().with_metadata(Some(metadata.clone()));
/// let read = input::read_all(files, options).next().expect("one document")?;
/// assert_eq!(read.document.date, Some(palabre::model::Date::constant(2025, 5, 8)));
/// assert_eq!(metadata.unused()[0].to_string(), "line 3: no document `b.txt`");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Metadata(Arc<Table>);

#[derive(Debug)]
struct Table {
    path: PathBuf,
    rows: Vec<Row>,
    by_id: FxHashMap<String, usize>,
    /// Rows by the last part of their paths.
    by_name: FxHashMap<String, Vec<usize>>,
}

#[derive(Debug, Default)]
struct Row {
    line: u64,
    /// What it calls its document.
    name: String,
    paths: Vec<String>,
    id: Option<String>,
    title: Option<String>,
    date: Option<String>,
    source: Option<String>,
    language: Option<String>,
    /// How many files have the same end of a path.
    files: usize,
    is_used: AtomicBool,
}

/// A row that is of no document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnusedRow {
    /// Its line, from 1.
    pub line: u64,
    /// The path or id in it.
    pub name: String,
    /// How many files its path may be, where that is more than one.
    pub files: usize,
}

impl fmt::Display for UnusedRow {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let UnusedRow { line, name, files } = self;
        match files {
            0 | 1 => write!(f, "line {line}: no document `{name}`"),
            _ => write!(f, "line {line}: `{name}` may be any of {files} files, and is given to none"),
        }
    }
}

/// Where the cells of a row stand: of each, the columns in the order in which they count.
struct Columns {
    path: Vec<usize>,
    id: Vec<usize>,
    title: Vec<usize>,
    date: Vec<usize>,
    source: Vec<usize>,
    language: Vec<usize>,
}

impl Metadata {
    /// Reads a table of metadata, separated as tables of documents are. `files` are those of the run: a path whose end several of
    /// them have is of none.
    ///
    /// # Errors
    ///
    /// The file cannot be opened, has neither a column of paths nor one of ids, or has a row that is none.
    pub fn read(path: &Path, files: &[File], options: &Options) -> Result<Metadata> {
        let opened = open::open(path)?;
        decode::refuse_binary(path, &opened.head, "csv")?;
        let (header, mut records) = csv::open(path, opened, options.delimiter)?;
        let columns = Columns::of(&header, options).ok_or_else(|| no_column(path, &header, options))?;
        let mut rows = Vec::new();
        while let Some((line, record)) = records.next() {
            let record = record.map_err(|problem| csv::error(path, line, problem))?;
            rows.extend(columns.row(record, line));
        }
        Ok(Metadata(Arc::new(Table::of(path, rows, files))))
    }

    /// Whether a file is the table itself.
    pub fn is_in(&self, file: &File) -> bool {
        let full = |path: &Path| path.canonicalize().ok();
        full(&file.path).is_some_and(|file| Some(file) == full(&self.0.path))
    }

    /// The rows that are of no document so far, in order.
    pub fn unused(&self) -> Vec<UnusedRow> {
        let unused = self.0.rows.iter().filter(|row| !row.is_used.load(Ordering::Relaxed));
        unused.map(|row| UnusedRow { line: row.line, name: row.name.clone(), files: row.files }).collect()
    }

    /// Gives a document that was read from a file what its row says, or notes that it has none.
    pub(super) fn describe(&self, read: &mut Read, file: &File, options: &Options) {
        let Some((row, is_part)) = self.0.find(&read.document.id, file) else {
            return read.notes.push(Note::NoMetadata);
        };
        row.is_used.store(true, Ordering::Relaxed);
        row.describe(read, is_part, options);
    }
}

impl Table {
    fn of(path: &Path, mut rows: Vec<Row>, files: &[File]) -> Table {
        let (mut by_id, mut by_name) = (FxHashMap::default(), FxHashMap::<String, Vec<usize>>::default());
        for (index, row) in rows.iter().enumerate() {
            if let Some(id) = &row.id {
                by_id.entry(id.clone()).or_insert(index);
            }
            for path in &row.paths {
                let of_name = by_name.entry(last(path).to_owned()).or_default();
                if of_name.last() != Some(&index) {
                    of_name.push(index);
                }
            }
        }
        for file in files {
            for &index in by_name.get(last(&slashed(&file.id))).into_iter().flatten() {
                rows[index].files += usize::from(rows[index].may_be(&slashed(&file.id)).is_some());
            }
        }
        Table { path: path.to_owned(), rows, by_id, by_name }
    }

    /// The row of a document, and whether it is that of its file only.
    fn find(&self, id: &str, file: &File) -> Option<(&Row, bool)> {
        let by_id = self.by_id.get(id).map(|&index| (&self.rows[index], false));
        let own = || self.of_path(id).map(|row| (row, false));
        let of_file = || self.of_path(&file.id).map(|row| (row, id != file.id));
        by_id.or_else(own).or_else(of_file)
    }

    /// The row of a path: the one that agrees with more of its end than any other.
    fn of_path(&self, path: &str) -> Option<&Row> {
        let path = slashed(path);
        let near = self.by_name.get(last(&path))?.iter().map(|&index| &self.rows[index]);
        let fitting = near.filter_map(|row| Some((row.may_be(&path)?, row)));
        let mut fitting: Vec<(usize, &Row)> =
            fitting.filter(|(length, row)| row.files < 2 || *length == path.len()).collect();
        fitting.sort_by_key(|&(length, row)| (std::cmp::Reverse(length), row.line));
        match fitting[..] {
            [(_, row)] => Some(row),
            [(most, row), (next, _), ..] if most > next => Some(row),
            _ => None,
        }
    }
}

impl Row {
    /// How much of the end of a path it agrees with, if it may be that of the row.
    fn may_be(&self, path: &str) -> Option<usize> {
        let ends = |whole: &str, part: &str| {
            whole.strip_suffix(part).is_some_and(|before| before.is_empty() || before.ends_with('/'))
        };
        let fitting = self.paths.iter().filter(|own| ends(own, path) || ends(path, own));
        fitting.map(|own| own.len().min(path.len())).max()
    }

    fn describe(&self, read: &mut Read, is_part: bool, options: &Options) {
        let Read { document, notes, .. } = read;
        let is_free = |is_known: bool| !(is_part && is_known);
        let line = |cell: &Option<String>| cell.as_ref().and_then(|cell| one_line(cell, options));
        if let Some(title) = line(&self.title).filter(|_| is_free(document.title.is_some())) {
            front::retitle(document, title);
        }
        if let Some(source) = line(&self.source).filter(|_| is_free(document.source.is_some())) {
            document.source = Some(source);
        }
        if let Some(date) = self.date.as_ref().filter(|_| is_free(document.published().is_some())) {
            let own = (mem::take(&mut document.date), mem::take(&mut document.period));
            read_date(document, date, options, notes);
            if document.published().is_none() {
                (document.date, document.period) = own;
            }
        }
        let language = self.language.as_ref();
        if let Some(language) = language.filter(|cell| !options.conventions.is_this_language(cell)) {
            notes.push(Note::OtherLanguage { language: language.clone() });
        }
    }
}

impl Columns {
    /// The columns of a header; nothing where documents cannot be told by it.
    fn of(header: &[String], options: &Options) -> Option<Columns> {
        let header: Vec<String> = header.iter().map(|name| fold_words(name)).collect();
        let position = |name: &String| header.iter().position(|column| *column == fold_words(name));
        let named = |own: &String, known: &[String]| -> Vec<usize> {
            std::iter::once(own).chain(known).filter_map(position).collect()
        };
        let cues = options.conventions.columns();
        let [path, language] =
            [&cues.path, &cues.language].map(|names| names.iter().filter_map(position).collect());
        let id = named(&options.id_column, &cues.id);
        let columns = Columns {
            title: named(&options.title_column, &cues.title),
            date: named(&options.date_column, &cues.date),
            source: named(&options.source_column, &cues.source),
            path,
            id,
            language,
        };
        (!columns.path.is_empty() || !columns.id.is_empty()).then_some(columns)
    }

    /// What a row says; nothing where it names no document.
    fn row(&self, record: &ByteRecord, line: u64) -> Option<Row> {
        let cell = |columns: &[usize]| {
            let cells = columns.iter().filter_map(|&column| record.get(column));
            let mut cells = cells.map(|bytes| decode::row(bytes, &mut vec![]).trim().to_owned());
            cells.find(|cell| !cell.is_empty())
        };
        let (path, id) = (cell(&self.path), cell(&self.id));
        Some(Row {
            line,
            name: path.clone().or_else(|| id.clone())?,
            paths: path.iter().flat_map(|cell| paths(cell)).collect(),
            id,
            title: cell(&self.title),
            date: cell(&self.date),
            source: cell(&self.source),
            language: cell(&self.language),
            ..Row::default()
        })
    }
}

/// The paths of a cell: Zotero writes several, with semicolons between them.
fn paths(cell: &str) -> impl Iterator<Item = String> {
    let parts = cell.split(';').map(str::trim).filter(|part| cell.contains(';') && !part.is_empty());
    std::iter::once(cell).chain(parts).map(slashed)
}

/// A path with slashes, accents composed: macOS writes them apart.
fn slashed(path: &str) -> String {
    let path = path.strip_prefix("file://").unwrap_or(path).replace('\\', "/");
    path.strip_prefix("./").unwrap_or(&path).nfc().collect()
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn no_column(path: &Path, header: &[String], options: &Options) -> Error {
    let known: Vec<&str> = header.iter().take(40).map(String::as_str).collect();
    let message = format!("no column of paths or ids; there are: {}", known.join(", "));
    let names = |names: &[String]| {
        names.iter().take(4).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
    };
    let cues = options.conventions.columns();
    let hint = format!("call it {}, or {}", names(&cues.path), names(&cues.id));
    row::error(&path.display().to_string(), 1, 0, message).with_hint(hint)
}

impl PartialEq for Metadata {
    fn eq(&self, other: &Metadata) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Metadata {}
