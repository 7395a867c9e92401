//! The documents of many files, in order, with ids of their own.

use super::{
    Copies, File, FoundFiles, Ids, Note, OpenFile, Options, Origin, Read, as_given, copies, file::ReadWhole,
    find, open, open_as, row::Draft,
};
use crate::{
    error::{Error, Result},
    model::Document,
};
use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::Arc,
};

/// Reads the documents of files, one [`Read`] at a time, in the order of the files.
///
/// Ids are unique over all files: of two rows with one id, the second has its file's before its own. An error stands for a
/// file or a row that cannot be read; what comes after it is still to be read. A panic over a file is an error, too, and the rest
/// of the file is left out. A document that an earlier one equals is given with [`Note::Copy`]. What [`Options::metadata`] says of a
/// document replaces what it says of itself.
///
/// ```
/// use palabre::input::{self, Options};
///
/// let folder = tempfile::tempdir()?;
/// for month in ["avril", "mars"] {
///     let rows = format!("{{\"id\": \"1\", \"text\": \"…\"}}\n{{\"id\": \"{month}\", \"text\": \"…\"}}\n");
///     std::fs::write(folder.path().join(month).with_extension("jsonl"), rows)?;
/// }
/// let files = input::find(&[folder.path().to_owned()]).files;
/// let ids = input::read_all(files, Options::default()).map(|read| Ok(read?.document.id));
/// let ids = ids.collect::<Result<Vec<String>, palabre::error::Error>>()?;
/// assert_eq!(ids, ["1", "avril", "mars.jsonl#1", "mars"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_all<F>(files: F, options: Options) -> impl Iterator<Item = Result<Read>> + Send
where
    F: IntoIterator<Item = File, IntoIter: Send + 'static>,
{
    let mut settler = Settler::default();
    pieces(files, options).flat_map(move |piece| settler.settle(piece.read()))
}

/// The same in two steps, of which the one that takes time can be done on many threads: pieces in the order of the files, each to be
/// [read](Piece::read) wherever, and then [settled](Settler::settle) in that order.
///
/// ```
/// use palabre::input::{self, Options, Settler};
///
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("a.html"), "<title>Gao</title><p>Assimi Goïta est à Gao.")?;
/// let files = input::find(&[folder.path().to_owned()]).files;
/// let read: Vec<_> = input::pieces(files, Options::default()).map(|piece| piece.read()).collect();
/// let mut settler = Settler::default();
/// for read in read.into_iter().flat_map(|piece| settler.settle(piece)) {
///     assert_eq!(read?.document.id, "a.html");
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn pieces<F>(files: F, options: Options) -> Pieces
where
    F: IntoIterator<Item = File, IntoIter: Send + 'static>,
{
    Pieces { files: Box::new(files.into_iter()), options: Arc::new(options), open: None }
}

/// Finds and reads the documents of a folder or file, as they are by default. What cannot be found comes first, as errors. Of
/// documents that are the same, the first is given.
///
/// ```
/// use palabre::{Extractor, input};
///
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("a.txt"), "Assimi Goïta est à Moscou.")?;
///
/// for extraction in Extractor::builtin()?.extract_all(input::read_folder(folder.path()), 0)? {
///     assert_eq!(extraction?.document.id, "a.txt");
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_folder(folder: impl Into<PathBuf>) -> impl Iterator<Item = Result<Document>> + Send {
    let FoundFiles { files, failures, .. } = find(&[folder.into()]);
    let is_copy = |read: &Result<Read>| read.as_ref().is_ok_and(Read::is_copy);
    let documents = read_all(files, Options::default()).filter(move |read| !is_copy(read));
    let documents = documents.map(|read| Ok(read?.document));
    failures.into_iter().map(Err).chain(documents)
}

/// What [`pieces`] gives.
pub struct Pieces {
    files: Box<dyn Iterator<Item = File> + Send>,
    options: Arc<Options>,
    /// The file that is being read.
    open: Option<Open>,
}

/// A file that is read piece by piece.
struct Open {
    file: Arc<File>,
    works: Box<dyn Iterator<Item = Work> + Send>,
    /// Whether it has given none so far.
    is_empty: bool,
}

/// A file, or a part of one that is streamed. What is left to do for it needs nothing of the others.
pub struct Piece {
    file: Arc<File>,
    options: Arc<Options>,
    work: Work,
}

/// What is left to do for a piece.
enum Work {
    Whole(File, ReadWhole, Vec<u8>),
    Row(Draft),
    Done(Box<Result<Read>>),
}

/// The documents of a piece, without what depends on those before them.
pub struct ReadPiece {
    file: Arc<File>,
    /// Each with what [`Copies`] tells its words by.
    documents: Vec<(Result<Read>, Option<u64>)>,
}

impl Iterator for Pieces {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        loop {
            let Some(Open { file, works, is_empty }) = &mut self.open else {
                let file = Arc::new(self.files.next()?);
                match guarded(&file, || works(&file, &self.options)).flatten() {
                    Ok(works) => self.open = Some(Open { file, works, is_empty: true }),
                    Err(error) => return Some(self.piece(file, Work::failed(error))),
                }
                continue;
            };
            let (file, next, was_empty) = (Arc::clone(file), guarded(file, || works.next()), *is_empty);
            *is_empty = false;
            let work = match next {
                Ok(Some(work)) => work,
                Ok(None) => {
                    self.open = None;
                    match was_empty.then(|| nothing_in(&file)).flatten() {
                        Some(error) => Work::failed(error),
                        None => continue,
                    }
                }
                Err(bug) => {
                    self.open = None;
                    Work::failed(bug)
                }
            };
            return Some(self.piece(file, work));
        }
    }
}

impl Pieces {
    fn piece(&self, file: Arc<File>, work: Work) -> Piece {
        Piece { file, options: Arc::clone(&self.options), work }
    }
}

/// The works of a file, in order.
fn works(file: &File, options: &Options) -> Result<Box<dyn Iterator<Item = Work> + Send>> {
    let given = as_given(file, options);
    let (file, open) = open_as(&given, open::open(&file.path)?, options)?;
    Ok(match open {
        OpenFile::Whole(read, bytes) => Box::new(std::iter::once(Work::Whole(file, read, bytes))),
        OpenFile::Rows(rows) => Box::new(rows.map(|row| row.map_or_else(Work::failed, Work::Row))),
        OpenFile::Many(documents) => Box::new(documents.map(|read| Work::Done(Box::new(read)))),
    })
}

/// The error of a file that has bytes and no document.
fn nothing_in(file: &File) -> Option<Error> {
    let has_bytes = fs::metadata(&file.path).is_ok_and(|data| data.len() > 0);
    has_bytes.then(|| Error::input(&file.path, "no document in it"))
}

impl Work {
    fn failed(error: Error) -> Work {
        Work::Done(Box::new(Err(error)))
    }
}

impl Piece {
    /// About how many bytes it takes.
    pub fn size(&self) -> usize {
        match &self.work {
            Work::Whole(_, _, bytes) => bytes.len(),
            Work::Row(draft) => draft.len(),
            Work::Done(read) => read.as_ref().as_ref().map_or(0, |read| read.document.text.len()),
        }
    }

    /// Reads it: decodes, repairs, finds the main text. A panic is an error.
    pub fn read(self) -> ReadPiece {
        let Piece { file, options, work } = self;
        let read = || match work {
            Work::Whole(as_given, read, bytes) => match read(&as_given, bytes, &options) {
                Ok(read) if read.is_empty() => nothing_in(&file).map(Err).into_iter().collect(),
                Ok(read) => read.into_iter().map(Ok).collect(),
                Err(error) => vec![Err(error)],
            },
            Work::Row(draft) => vec![Ok(draft.read(&options))],
            Work::Done(read) => vec![*read],
        };
        let documents = guarded(&file, read).unwrap_or_else(|bug| vec![Err(bug)]);
        let told = |read: Result<Read>| {
            let read = read.map(|mut read| {
                options.metadata.iter().for_each(|metadata| metadata.describe(&mut read, &file, &options));
                read
            });
            let document = read.as_ref().ok().map(|read| &read.document);
            let words = document.and_then(|document| copies::words(&document.text, &document.id, &file.id));
            (read, words)
        };
        let documents = documents.into_iter().map(told).collect();
        ReadPiece { file, documents }
    }
}

/// Tells of documents, in the order of their pieces, where they come from and which are the same, and gives them ids of their own.
#[derive(Debug, Default)]
pub struct Settler {
    ids: Ids,
    copies: Copies,
    /// The id of the file of the last piece, and how many documents of it there were.
    file: Arc<str>,
    count: u32,
}

impl Settler {
    /// The documents of the next piece; an error stands for one of them, or for the file.
    pub fn settle(&mut self, piece: ReadPiece) -> Vec<Result<Read>> {
        let ReadPiece { file, documents } = piece;
        if *self.file != *file.id {
            (self.file, self.count) = (file.id.as_str().into(), 0);
        }
        let settled = documents.into_iter().map(|(read, words)| {
            self.count += 1;
            let mut read = read?;
            let id = read.document.id.clone();
            read.origin = Origin { file: Arc::clone(&self.file), place: self.count, id };
            if let Some(words) = words {
                self.copies.tell_by(words, &mut read);
            }
            self.ids.claim(&mut read, &file);
            if !read.document.text.contains(char::is_alphanumeric) {
                read.notes.push(Note::NoText);
            }
            Ok(read)
        });
        settled.collect()
    }
}

/// Does the work on a file; a panic is an error that names it.
fn guarded<T>(file: &File, work: impl FnOnce() -> T) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Error::bug(&file.path))
}

#[cfg(test)]
mod tests {
    use super::super::{Content, InputFormat, file::Reader};
    use super::*;

    static PANICS: InputFormat = InputFormat {
        name: "panics",
        extensions: &["panics"],
        named: &[],
        content: Content::Text,
        reader: Reader::Whole(|_, _, _| panic!("on purpose")),
    };

    #[test]
    fn what_cannot_be_read_costs_itself() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.txt", "b.txt", "c.txt", "d.txt"] {
            fs::write(folder.path().join(name), name).unwrap();
        }
        let mut files = find(&[folder.path().to_owned()]).files;
        files[1].format = &PANICS;
        fs::remove_file(&files[2].path).unwrap();
        let read = read_all(files, Options::default()).map(|read| match read {
            Ok(read) => read.document.id,
            Err(error) => error.to_string().replace(&folder.path().display().to_string(), ""),
        });
        let read: Vec<String> = read.collect();
        assert_eq!((&*read[0], &*read[3], read.len()), ("a.txt", "d.txt", 4));
        assert!(read[1].ends_with("b.txt: a bug in palabre; the document is left out"), "{}", read[1]);
        assert!(read[2].contains("c.txt: "), "{}", read[2]);
    }
}
