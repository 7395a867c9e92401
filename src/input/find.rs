//! Finds the files of a run: names, folders and `-` to [`File`]s with unique ids.

use super::{FORMATS, File, InputFormat, foreign, open::STDIN};
use crate::error::Error;
use rustc_hash::FxHashMap;
use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fmt, fs,
    path::{Component, Path, PathBuf},
};
use walkdir::WalkDir;

/// The files of a run.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct FoundFiles {
    /// The files, by id.
    pub files: Vec<File>,
    /// Inputs and subfolders that cannot be read; the rest was found all the same.
    pub failures: Vec<Error>,
    /// Files in folders that no reader knows by their extension.
    pub skipped: Skipped,
    /// Files without a byte. They are among the files all the same.
    pub empty: Vec<PathBuf>,
}

/// Files that are passed over, sorted. Written out, it is how many of each kind: `3 .jpg, 1 .doc, 1 without extension`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Skipped(Vec<PathBuf>);

impl Skipped {
    pub(super) fn new(mut paths: Vec<PathBuf>) -> Skipped {
        paths.sort();
        Skipped(paths)
    }

    /// The files.
    pub fn paths(&self) -> &[PathBuf] {
        &self.0
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// For each kind that can be turned into one that is read, how.
    pub fn advice(&self) -> impl Iterator<Item = String> {
        let kinds = self.kinds();
        let of_kind = |(kind, _): (String, usize)| {
            Some(format!("{kind}: {}", foreign::advice(kind.trim_start_matches('.'))?))
        };
        kinds.into_iter().filter_map(of_kind)
    }

    /// The kinds with how many there are, the most frequent first.
    fn kinds(&self) -> Vec<(String, usize)> {
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        for path in &self.0 {
            let extension =
                path.extension().map(|extension| format!(".{}", extension.to_string_lossy().to_lowercase()));
            *kinds.entry(extension.unwrap_or_else(|| "without extension".into())).or_default() += 1;
        }
        let mut kinds: Vec<_> = kinds.into_iter().collect();
        kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        kinds
    }
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let kinds = self.kinds().into_iter().map(|(kind, count)| format!("{count} {kind}"));
        f.write_str(&kinds.collect::<Vec<_>>().join(", "))
    }
}

/// A file and what its id may be: the shortest that no other file has.
struct Candidate {
    path: PathBuf,
    format: &'static InputFormat,
    ids: [String; 3],
    level: usize,
}

/// Finds the files of the inputs: files, folders (walked, hidden files left out) and `-`.
///
/// The result does not depend on the order of the inputs, and a file that is given twice is there once. A file's id is
/// its path below the folder that was given, or its name; where two files would have the same, both have the path as
/// it was given, or else the full one.
pub fn find(inputs: &[PathBuf]) -> FoundFiles {
    let mut search = Search::default();
    for input in inputs {
        search.add(input);
    }
    let mut candidates: Vec<Candidate> = search.candidates.into_values().collect();
    while raise_shared_ids(&mut candidates) {}
    let mut files: Vec<File> = candidates.into_iter().map(Candidate::into_file).collect();
    files.sort_by(|a, b| (&a.id, &a.path).cmp(&(&b.id, &b.path)));
    number_shared_ids(&mut files);
    search.failures.sort_by_key(Error::to_string);
    search.failures.dedup_by_key(|error| error.to_string());
    let is_empty =
        |file: &&File| fs::metadata(&file.path).is_ok_and(|data| data.is_file() && data.len() == 0);
    let empty = files.iter().filter(is_empty).map(|file| file.path.clone()).collect();
    let skipped = Skipped::new(search.skipped.into_iter().collect());
    FoundFiles { files, failures: search.failures, skipped, empty }
}

#[derive(Default)]
struct Search {
    /// By full path, so that a file given twice is there once.
    candidates: BTreeMap<PathBuf, Candidate>,
    failures: Vec<Error>,
    skipped: std::collections::BTreeSet<PathBuf>,
}

impl Search {
    fn add(&mut self, input: &Path) {
        if input.as_os_str() == STDIN {
            return self.add_file(input, STDIN.to_owned(), &FORMATS[0]);
        }
        match fs::metadata(input) {
            Ok(metadata) if metadata.is_dir() => self.walk(input),
            Ok(_) if foreign::is_unread(input) => self.failures.push(foreign::refusal(input)),
            Ok(_) => {
                let name = input.file_name().map_or_else(|| slashed(input), |name| slashed(Path::new(name)));
                self.add_file(input, name, InputFormat::of_named(input));
            }
            Err(_) if foreign::is_address(input) => self.failures.push(foreign::not_fetched(input)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let error = Error::input(input, "no such file or folder");
                self.failures.push(error.with_hint("check the spelling; names with spaces need quotes"));
            }
            Err(error) => self.failures.push(Error::io(input, error)),
        }
    }

    fn walk(&mut self, folder: &Path) {
        let is_hidden = |entry: &walkdir::DirEntry| entry.depth() > 0 && is_hidden(entry.file_name());
        for entry in
            WalkDir::new(folder).follow_links(true).into_iter().filter_entry(|entry| !is_hidden(entry))
        {
            match entry {
                Ok(entry) if !entry.file_type().is_file() => {}
                Ok(entry) => match InputFormat::of(entry.path()) {
                    Some(format) => {
                        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                        self.add_file(entry.path(), slashed(below), format);
                    }
                    None => {
                        self.skipped.insert(full(entry.path()));
                    }
                },
                // A link back to a folder that is being walked: its files are found anyway.
                Err(error) if error.loop_ancestor().is_some() => {}
                Err(error) => {
                    let path = error.path().unwrap_or(folder).to_owned();
                    self.failures.push(Error::io(path, error.into()));
                }
            }
        }
    }

    /// Of two ways to the same file, the one that says more of where it is gives the id.
    fn add_file(&mut self, path: &Path, id: String, format: &'static InputFormat) {
        let full = if id == STDIN { PathBuf::from(STDIN) } else { full(path) };
        let ids = [id, slashed(path), slashed(&full)];
        let candidate = Candidate { path: path.to_owned(), format, ids, level: 0 };
        let rank = |candidate: &Candidate| (candidate.ids[0].len(), candidate.ids.clone());
        match self.candidates.get(&full) {
            Some(known) if rank(known) >= rank(&candidate) => {}
            _ => {
                self.candidates.insert(full, candidate);
            }
        }
    }
}

impl Candidate {
    fn id(&self) -> &str {
        &self.ids[self.level]
    }

    fn into_file(mut self) -> File {
        File { id: std::mem::take(&mut self.ids[self.level]), path: self.path, format: self.format }
    }
}

/// Whether a file or folder is no document of anybody's: hidden ones, what word processors write beside a file that is open
/// (`~$note.docx`, `.~lock.note.odt#`), and what file managers keep.
fn is_hidden(name: &OsStr) -> bool {
    let kept = ["Thumbs.db", "desktop.ini", "__MACOSX"];
    let bytes = name.as_encoded_bytes();
    bytes.starts_with(b".")
        || bytes.starts_with(b"~$")
        || kept.iter().any(|kept| name.eq_ignore_ascii_case(kept))
}

/// Gives candidates that share an id their next one; says whether there were any.
fn raise_shared_ids(candidates: &mut [Candidate]) -> bool {
    let mut uses: FxHashMap<String, usize> = FxHashMap::default();
    for candidate in &*candidates {
        *uses.entry(candidate.id().to_owned()).or_default() += 1;
    }
    let mut raised = false;
    for candidate in candidates {
        if uses[candidate.id()] > 1 && candidate.level + 1 < candidate.ids.len() {
            candidate.level += 1;
            raised = true;
        }
    }
    raised
}

/// Full paths are unique, but not always once they are Unicode.
fn number_shared_ids(files: &mut [File]) {
    let mut number = 1;
    for index in 1..files.len() {
        let shared = files[index].id == files[index - number].id;
        number = if shared { number + 1 } else { 1 };
        if shared {
            files[index].id += &format!("#{number}");
        }
    }
}

fn full(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// A path with `/` on every system, without `.` parts.
fn slashed(path: &Path) -> String {
    let mut slashed = String::new();
    for part in path.components().filter(|part| !matches!(part, Component::CurDir)) {
        if !slashed.is_empty() && !slashed.ends_with('/') {
            slashed.push('/');
        }
        slashed.push_str(&part.as_os_str().to_string_lossy().replace('\\', "/"));
    }
    slashed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "Texte.").unwrap();
        }
        folder
    }

    fn ids(inputs: &[PathBuf]) -> Vec<String> {
        let mut reversed = inputs.to_vec();
        reversed.reverse();
        let [forth, back] = [inputs, &reversed].map(|inputs| find(inputs).files);
        assert_eq!(forth, back, "the order of the inputs must not matter");
        forth.into_iter().map(|file| file.id).collect()
    }

    #[test]
    fn folders_are_walked() {
        let folder =
            folder(&["b.txt", "sub/a.TXT", "sub/c.md", "x.dat", ".cache/d.txt", ".e.txt", "f.jsonl"]);
        let found = find(&[folder.path().to_owned()]);
        let files: Vec<_> = found.files.iter().map(|file| (file.id.as_str(), file.format.name)).collect();
        let wanted =
            [("b.txt", "text"), ("f.jsonl", "jsonl"), ("sub/a.TXT", "text"), ("sub/c.md", "markdown")];
        assert_eq!(files, wanted);
        assert_eq!((found.skipped.to_string(), found.failures.len()), ("1 .dat".to_string(), 0));
    }

    #[test]
    fn ids_are_unique_and_need_no_order() {
        let folder = folder(&["x/a.txt", "y/a.txt", "y/b.txt", "z.dat"]);
        let path = |name: &str| folder.path().join(name);
        let given = |name: &str| slashed(&path(name));
        assert_eq!(ids(&[path("x"), path("y")]), [given("x/a.txt"), given("y/a.txt"), "b.txt".into()]);
        assert_eq!(ids(&[path("x/a.txt"), path("y/a.txt")]), [given("x/a.txt"), given("y/a.txt")]);
        assert_eq!(ids(&[path("x"), path("x/a.txt"), path("x/../x/a.txt")]), ["a.txt"]);
        assert_eq!(ids(&[path("x"), folder.path().to_owned()]), ["x/a.txt", "y/a.txt", "y/b.txt"]);
        assert_eq!(ids(&[path("z.dat"), "-".into(), "-".into()]), ["-", "z.dat"]);
    }

    #[test]
    fn what_is_missing_is_told_and_the_rest_found() {
        let folder = folder(&["a.txt"]);
        let found = find(&[folder.path().join("nulle-part"), folder.path().to_owned()]);
        assert_eq!(found.files.len(), 1);
        assert!(found.failures[0].to_string().ends_with("nulle-part: no such file or folder"));
        assert!(found.failures[0].hint().is_some());
    }

    #[cfg(unix)]
    #[test]
    fn links_may_loop() {
        let folder = folder(&["sub/a.txt"]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("sub/loop")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("sub/a.txt"), folder.path().join("link.txt")).unwrap();
        let found = find(&[folder.path().to_owned()]);
        assert_eq!(found.files.len(), 1, "a link to a file that is there, too");
        assert!(found.failures.is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn a_closed_folder_is_a_failure() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder(&["a.txt", "sub/b.txt"]);
        let closed = folder.path().join("sub");
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
        let open_to_root = fs::read_dir(&closed).is_ok();
        let found = find(&[folder.path().to_owned()]);
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
        if !open_to_root {
            assert_eq!((found.files.len(), found.failures.len()), (1, 1));
        }
    }
}
