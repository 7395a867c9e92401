//! Where lists come from: the binary, folders, memory.

use crate::{
    builtin,
    error::{Error, ErrorKind, Place, Result},
    model::decode,
};
use palabre_lexicon::lists::{ListFile, is_list, is_of_language, known_lists};
use std::{
    borrow::Cow,
    fs, io,
    path::{Path, PathBuf},
};

/// Which lists to read: the built-in ones, then what is added, in order. A later row replaces an earlier one that has the
/// same id.
///
/// ```
/// use palabre::{lexicon, model::EntryKind};
///
/// let people = "name,country,aliases\nFanta Diarra Coulibaly,mali,Fanta Coulibaly\n";
/// let options = lexicon::Options::default().with_file("people.csv", people);
/// let lexicon = lexicon::load(&options)?;
/// assert!(lexicon.find(EntryKind::Person, "fanta-diarra-coulibaly").is_some());
/// # Ok::<(), palabre::error::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Options {
    builtin: bool,
    sources: Vec<Source>,
}

#[derive(Debug, Clone)]
enum Source {
    Folder(PathBuf),
    /// A folder as it would be with other texts of some files, by name.
    Edited {
        folder: PathBuf,
        edits: Vec<(String, String)>,
    },
    File {
        name: String,
        text: Cow<'static, str>,
    },
}

impl Default for Options {
    fn default() -> Self {
        Options { builtin: true, sources: Vec::new() }
    }
}

impl Options {
    /// The same with or without the built-in rows. The words and rules of the language (every `.toml`, `verbs.csv`) are
    /// read in any case.
    pub fn with_builtin(mut self, builtin: bool) -> Options {
        self.builtin = builtin;
        self
    }

    /// The same with a folder: its `.csv` and `.toml` files, by name. Or, before all others, with a file of lists that
    /// [`pack`](super::pack) compiled: what it was made of stands in the place of the built-in ones.
    pub fn with_folder(mut self, folder: impl Into<PathBuf>) -> Options {
        self.sources.push(Source::Folder(folder.into()));
        self
    }

    /// The same with a folder as it would be with another text of a file, by its name; the folder may be new.
    pub fn with_edited(
        mut self,
        folder: impl Into<PathBuf>,
        name: impl Into<String>,
        text: impl Into<String>,
    ) -> Options {
        self.sources.push(Source::Edited { folder: folder.into(), edits: vec![(name.into(), text.into())] });
        self
    }

    /// The same with a file of a folder, from memory: its name, `people.csv`, and what is in it. Messages call it
    /// `memory:people.csv`.
    pub fn with_file(mut self, name: impl Into<String>, text: impl Into<Cow<'static, str>>) -> Options {
        self.sources.push(Source::File { name: name.into(), text: text.into() });
        self
    }

    /// The file of compiled lists, where there is one, and the options without it.
    pub(super) fn packed(&self) -> Option<(&Path, Options)> {
        match &self.sources[..] {
            [Source::Folder(file), rest @ ..] if file.is_file() => {
                Some((file, Options { builtin: self.builtin, sources: rest.to_vec() }))
            }
            _ => None,
        }
    }

    /// Whether the built-in rows are read.
    pub(super) fn has_builtin(&self) -> bool {
        self.builtin
    }

    /// The built-in files.
    pub(super) fn builtin(&self) -> impl Iterator<Item = ListFile> {
        let files = builtin_files().filter(|file| self.builtin || is_of_language(file.name));
        files.map(BuiltinFile::to_list)
    }

    /// The files that are added to them, in order.
    pub(super) fn added(&self) -> Result<Vec<ListFile>> {
        let (files, unread) = self.readable()?;
        unread.into_iter().next().map_or(Ok(files), Err)
    }

    /// Those of them that can be read, and why others cannot.
    pub(super) fn readable(&self) -> Result<(Vec<ListFile>, Vec<Error>)> {
        let (mut files, mut unread) = (Vec::new(), Vec::new());
        for (source, layer) in self.sources.iter().zip(1..) {
            let added = match source {
                Source::Folder(folder) => read_folder(folder, &[])?,
                Source::Edited { folder, edits } => read_folder(folder, edits)?,
                Source::File { name, text } => vec![of_memory(name, text.clone())],
            };
            for file in added {
                match file {
                    Ok(file) => files.push(ListFile { layer, ..file }),
                    Err(error) => unread.push(error),
                }
            }
        }
        Ok((files, unread))
    }
}

/// A file that is built in, as it is.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct BuiltinFile {
    /// `people.csv`
    pub name: &'static str,
    file: &'static builtin::File,
}

impl BuiltinFile {
    /// What is in it.
    pub fn text(&self) -> &'static str {
        self.file.text()
    }

    /// The name without extension: `people`.
    fn list(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(list, _)| list)
    }

    /// How messages name it: `gazetteers/fr/people.csv`.
    fn path(&self) -> String {
        format!("gazetteers/{}/{}", builtin::LANGUAGE, self.name)
    }

    /// Whether it is meant by `people`, `people.csv` or `gazetteers/fr/people.csv`.
    pub fn is_called(&self, name: &str) -> bool {
        [self.name, self.list(), &self.path()].contains(&name)
    }

    fn to_list(self) -> ListFile {
        let (path, list, text) = (self.path(), self.list().to_string(), Cow::Borrowed(self.text()));
        ListFile { path, list, text, layer: 0 }
    }
}

/// The files that are built in, by name.
pub fn builtin_files() -> impl Iterator<Item = BuiltinFile> {
    builtin::FILES.iter().filter_map(|file| {
        let (language, name) = file.path.split_once('/')?;
        (language == builtin::LANGUAGE).then_some(BuiltinFile { name, file })
    })
}

/// The built-in file of a list.
pub(super) fn builtin(list: &str) -> Option<ListFile> {
    builtin_files().find(|file| file.list() == list).map(BuiltinFile::to_list)
}

/// A file in memory.
pub(super) fn of_memory(name: &str, text: impl Into<Cow<'static, str>>) -> Result<ListFile> {
    ListFile::new(Path::new(name), format!("memory:{name}"), text.into())
}

/// The files of a folder by name, each as it can be read or not; some of them as if they had other texts.
fn read_folder(folder: &Path, edits: &[(String, String)]) -> Result<Vec<Result<ListFile>>> {
    let mut paths = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && !edits.is_empty() => Vec::new(),
        Err(error) => return Err(no_folder(folder, error)),
        Ok(entries) => entries
            .map(|entry| Ok(entry.map_err(|source| Error::io(folder, source))?.path()))
            .collect::<Result<Vec<PathBuf>>>()?,
    };
    paths.extend(edits.iter().map(|(name, _)| folder.join(name)));
    paths.sort();
    paths.dedup();
    // Corrections are of what was read, and no list.
    let (corrections, paths): (Vec<PathBuf>, Vec<PathBuf>) =
        paths.into_iter().partition(|path| path.file_name().is_some_and(|name| name == "corrections.csv"));
    let mut files = Vec::new();
    for path in paths.iter().filter(|path| is_list(path)) {
        let edit = edits.iter().find(|(name, _)| path.file_name().is_some_and(|file| file == name.as_str()));
        let text = match edit {
            Some((_, text)) => Ok(text.clone()),
            None => read_table(path),
        };
        files.push(match text {
            Ok(text) => ListFile::new(path, path.display().to_string(), Cow::Owned(text)),
            Err(error) if matches!(error.kind(), ErrorKind::Data { .. }) => Err(error),
            Err(error) => return Err(error),
        });
    }
    if files.is_empty() && corrections.is_empty() {
        return Err(Error::input(folder, "no list in this folder").with_hint(known_lists()));
    }
    Ok(files)
}

fn no_folder(folder: &Path, source: io::Error) -> Error {
    match source.kind() {
        io::ErrorKind::NotFound => Error::input(folder, "no such gazetteer folder")
            .with_hint("give the folder that holds the lists, such as `people.csv`"),
        io::ErrorKind::NotADirectory => Error::input(folder, "not a folder").with_hint(
            "a file that `palabre gazetteer build` made is read by what reads texts, before all folders",
        ),
        _ => Error::io(folder, source),
    }
}

/// The text of a table: UTF-8, or Windows-1252 as Excel may write it.
///
/// # Errors
/// A file that cannot be read, or is in another encoding.
pub fn read_table(path: &Path) -> Result<String> {
    let bytes = fs::read(path).map_err(|source| Error::io(path, source))?;
    decode(bytes).map(|(text, _)| text).map_err(|line| {
        let place = Place { file: path.display().to_string(), line, column: 0 };
        Error::data(place, "neither UTF-8 nor Windows-1252").with_hint("save the table as CSV UTF-8")
    })
}
