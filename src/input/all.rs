//! The documents of many files, in order, with ids of their own.

use super::{Documents, File, FoundFiles, Ids, Options, Read, find, read};
use crate::{
    error::{Error, Result},
    model::Document,
};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    vec,
};

/// Reads the documents of files, one [`Read`] at a time, in the order of the files.
///
/// Ids are unique over all files: of two rows with one id, the second has its file's before its own. An error stands for a
/// file or a row that cannot be read; what comes after it is still to be read. A panic over a file is an error, too, and the rest
/// of the file is left out.
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
pub fn read_all(files: Vec<File>, options: Options) -> impl Iterator<Item = Result<Read>> + Send {
    AllDocuments { files: files.into_iter(), options, open: None, ids: Ids::default() }
}

/// Finds and reads the documents of a folder or file, as they are by default. What cannot be found comes first, as errors.
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
    let documents = read_all(files, Options::default()).map(|read| Ok(read?.document));
    failures.into_iter().map(Err).chain(documents)
}

struct AllDocuments {
    files: vec::IntoIter<File>,
    options: Options,
    /// The file that is being read.
    open: Option<(File, Documents)>,
    ids: Ids,
}

impl Iterator for AllDocuments {
    type Item = Result<Read>;

    fn next(&mut self) -> Option<Result<Read>> {
        loop {
            let Some((file, documents)) = &mut self.open else {
                let file = self.files.next()?;
                match guarded(&file, || read(&file, &self.options)).flatten() {
                    Ok(documents) => self.open = Some((file, documents)),
                    Err(error) => return Some(Err(error)),
                }
                continue;
            };
            match guarded(file, || documents.next()) {
                Ok(Some(Ok(mut read))) => {
                    self.ids.claim(&mut read, file);
                    return Some(Ok(read));
                }
                Ok(Some(error)) => return Some(error),
                Ok(None) => self.open = None,
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
    use std::fs;

    static PANICS: InputFormat = InputFormat {
        name: "panics",
        extensions: &["panics"],
        named: &[],
        content: Content::Text,
        reader: Reader::One(|_, _, _| panic!("on purpose")),
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
