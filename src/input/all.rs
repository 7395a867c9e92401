//! The documents of many files, in order, with ids of their own.

use super::{Copies, Documents, File, FoundFiles, Ids, Note, Options, Origin, Read, find, read};
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
    let (ids, copies) = (Ids::default(), Copies::default());
    let files = Box::new(files.into_iter());
    AllDocuments { files, options, open: None, file_id: Arc::default(), count: 0, ids, copies }
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

struct AllDocuments {
    files: Box<dyn Iterator<Item = File> + Send>,
    options: Options,
    /// The file that is being read.
    open: Option<(File, Documents)>,
    /// The id of that file.
    file_id: Arc<str>,
    /// What that file has given so far.
    count: u32,
    ids: Ids,
    copies: Copies,
}

impl Iterator for AllDocuments {
    type Item = Result<Read>;

    fn next(&mut self) -> Option<Result<Read>> {
        loop {
            let Some((file, documents)) = &mut self.open else {
                let file = self.files.next()?;
                match guarded(&file, || read(&file, &self.options)).flatten() {
                    Ok(documents) => {
                        self.file_id = file.id.as_str().into();
                        (self.open, self.count) = (Some((file, documents)), 0);
                    }
                    Err(error) => return Some(Err(error)),
                }
                continue;
            };
            let next = guarded(file, || documents.next());
            self.count += 1;
            match next {
                Ok(Some(Ok(mut read))) => {
                    if let Some(metadata) = &self.options.metadata {
                        metadata.describe(&mut read, file, &self.options);
                    }
                    let (file_id, id) = (Arc::clone(&self.file_id), read.document.id.clone());
                    read.origin = Origin { file: file_id, place: self.count, id };
                    self.copies.tell(&mut read);
                    self.ids.claim(&mut read, file);
                    if !read.document.text.contains(char::is_alphanumeric) {
                        read.notes.push(Note::NoText);
                    }
                    return Some(Ok(read));
                }
                Ok(Some(error)) => return Some(error),
                Ok(None) => {
                    let (file, _) = self.open.take().expect("it is open");
                    if self.count == 1 && fs::metadata(&file.path).is_ok_and(|data| data.len() > 0) {
                        return Some(Err(Error::input(&file.path, "no document in it")));
                    }
                }
                Err(bug) => {
                    self.open = None;
                    return Some(Err(bug));
                }
            }
        }
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
