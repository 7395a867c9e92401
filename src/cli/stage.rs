//! Where outputs are written until they are whole.
//!
//! A folder that is new gets its name in one go. In one that exists, the files are moved from a folder of a fixed name: where the
//! process is killed between two of them, the next run moves the rest, so that old and new ones never stand side by side for long,
//! and the folder tells that they do.

use super::interrupt;
use palabre::error::{Error, Result};
use std::{
    collections::BTreeSet,
    fs::{self, File, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
};
use tempfile::TempDir;

const PREFIX: &str = ".palabre-";
const SUFFIX: &str = ".tmp";
/// The folder of files that are whole and on the way to their names.
const WHOLE: &str = ".palabre-whole";
/// Held by the process that writes into a folder: one that nobody holds was left behind.
const LOCK: &str = ".lock";

/// What a folder of files holds the names of those in: which of them are of an earlier run is known by it.
const LIST: &str = ".palabre-files";

/// A folder of files that have no names yet.
#[derive(Debug)]
pub(super) struct Stage {
    folder: TempDir,
    lock: File,
    /// Whether it becomes the folder of the outputs itself.
    becomes_folder: bool,
}

impl Stage {
    /// A stage for the outputs of a folder. Those of runs that were killed are cleared away.
    pub(super) fn open(path: &Path) -> Result<Stage> {
        let is_there = path.is_dir();
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let place = if is_there { path } else { parent };
        fs::create_dir_all(place).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
                Error::input(path, "not a folder").with_hint("-o takes a folder; a file is in its place")
            }
            _ => Error::io(path, error),
        })?;
        if is_there {
            finish(path)?;
        }
        let stage = Stage::beside(place).map_err(|error| Error::io(path, error))?;
        Ok(Stage { becomes_folder: !is_there, ..stage })
    }

    /// A stage inside a folder.
    fn beside(place: &Path) -> io::Result<Stage> {
        sweep(place);
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX).suffix(SUFFIX);
        #[cfg(unix)]
        {
            // As open to others as the user's folders are by default: the system takes the umask off.
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o777));
        }
        let folder = builder.tempdir_in(place)?;
        let lock = File::create(folder.path().join(LOCK))?;
        // Where there are no locks, nothing is swept.
        let _ = lock.try_lock();
        interrupt::remove_at_exit(folder.path());
        Ok(Stage { folder, lock, becomes_folder: false })
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Gives the files their names in the folder.
    pub(super) fn publish(self, path: &Path) -> Result<()> {
        let Stage { folder, lock, becomes_folder } = self;
        let at = |error| Error::io(path, error);
        if becomes_folder {
            drop(lock);
            fs::remove_file(folder.path().join(LOCK)).map_err(at)?;
            fs::rename(folder.path(), path).map_err(at)?;
            let _ = folder.keep();
            sync(path.parent());
            return Ok(());
        }
        let whole = path.join(WHOLE);
        fs::rename(folder.path(), &whole).map_err(at)?;
        let _ = folder.keep();
        move_all(&whole, path)
    }
}

/// Writes a file, in the place of one of its name: whole or not at all. A new one is as open to others as the user's files are by
/// default; one that is there stays as it was.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    replace_by(path, |file| file.write_all(bytes).map_err(|error| Error::io(path, error)))
}

/// The same with what writes the file.
pub(super) fn replace_by<T>(path: &Path, write: impl FnOnce(&mut File) -> Result<T>) -> Result<T> {
    let at = |error| Error::io(path, error);
    // What a link points to is written, not the link.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let stage = Stage::beside(parent).map_err(at)?;
    let staged = stage.path().join("file");
    let mut file =
        File::options().read(true).write(true).create(true).truncate(true).open(&staged).map_err(at)?;
    let written = write(&mut file)?;
    file.sync_all().map_err(at)?;
    if let Ok(old) = fs::metadata(&target) {
        fs::set_permissions(&staged, old.permissions()).map_err(at)?;
    }
    interrupt::undisturbed(|| fs::rename(&staged, &target)).map_err(at)?;
    sync(Some(parent));
    Ok(written)
}

/// Moves what a run that was killed left whole.
fn finish(path: &Path) -> Result<()> {
    let whole = path.join(WHOLE);
    match is_left(&whole) {
        _ if !whole.is_dir() => Ok(()),
        true => move_all(&whole, path),
        false => Err(Error::input(path, "another run is writing here").with_hint("wait for its end")),
    }
}

/// Moves the files of a folder up, in the place of those of the same names.
fn move_all(whole: &Path, path: &Path) -> Result<()> {
    remove_old(whole, path)?;
    let names = files(whole).map_err(|error| Error::io(whole, error))?;
    let target = |file: &PathBuf| path.join(file.file_name().unwrap_or_default());
    for old in names.iter().map(target).filter(|old| !old.is_dir() && old.symlink_metadata().is_ok()) {
        fs::remove_file(&old).map_err(|error| Error::io(old, error))?;
    }
    for file in &names {
        let target = target(file);
        // What else stands in a folder stays.
        match file.is_dir() && target.is_dir() {
            true => move_all(file, &target)?,
            false => fs::rename(file, &target).map_err(|error| Error::io(target, error))?,
        }
    }
    fs::remove_dir_all(whole).map_err(|error| Error::io(whole, error))?;
    sync(Some(path));
    Ok(())
}

/// Writes the list of a folder.
pub(super) fn list(folder: &Path, mut names: Vec<String>) -> io::Result<()> {
    names.sort();
    names.push(String::new());
    fs::write(folder.join(LIST), names.join("\n"))
}

/// Removes what an earlier run wrote into a folder and this one does not. What else stands there stays.
fn remove_old(whole: &Path, path: &Path) -> Result<()> {
    let [new, old] = [whole, path].map(|folder| fs::read_to_string(folder.join(LIST)).unwrap_or_default());
    let new: BTreeSet<&str> = new.lines().collect();
    let is_plain = |name: &&str| Path::new(name).file_name() == Some(name.as_ref());
    for name in old.lines().filter(|name| !new.contains(name)).filter(is_plain) {
        match fs::remove_file(path.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Error::io(path.join(name), error));
            }
            _ => {}
        }
    }
    Ok(())
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut paths = paths.collect::<io::Result<Vec<PathBuf>>>()?;
    paths.retain(|path| path.file_name().is_some_and(|name| name != LOCK));
    paths.sort();
    Ok(paths)
}

/// Removes the stages that nobody writes into any more, and the temporary files of earlier versions.
fn sweep(place: &Path) {
    let Ok(entries) = fs::read_dir(place) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !(name.starts_with(PREFIX) && name.ends_with(SUFFIX)) {
            continue;
        }
        // What cannot be removed stays: it is in nobody's way.
        let _ = match path.is_dir() {
            true if is_left(&path) => fs::remove_dir_all(&path),
            true => Ok(()),
            false => fs::remove_file(&path),
        };
    }
}

/// Whether no process holds the lock of a stage.
fn is_left(stage: &Path) -> bool {
    match File::open(stage.join(LOCK)) {
        Ok(lock) => !matches!(lock.try_lock(), Err(TryLockError::WouldBlock | TryLockError::Error(_))),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

/// Has the names of a folder's files written down; not all systems can.
fn sync(folder: Option<&Path>) {
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn what_was_killed_on_the_way_is_finished_or_removed() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        fs::create_dir_all(out.join(WHOLE)).unwrap();
        for (name, text) in [("a.csv", "new"), ("b.csv", "old")] {
            fs::write(out.join(name), text).unwrap();
        }
        fs::write(out.join(WHOLE).join("b.csv"), "new").unwrap();
        fs::create_dir(out.join(".palabre-x1.tmp")).unwrap();
        fs::write(out.join(".palabre-x1.tmp/a.csv"), "half").unwrap();
        fs::write(out.join(".palabre-x2.tmp"), "of an earlier version").unwrap();
        drop(Stage::open(&out).unwrap());
        assert_eq!(names(&out), ["a.csv", "b.csv"]);
        assert_eq!(fs::read_to_string(out.join("b.csv")).unwrap(), "new");
    }

    #[test]
    fn a_run_that_still_writes_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let first = Stage::open(&out).unwrap();
        fs::write(first.path().join("a.csv"), "first").unwrap();
        let second = Stage::open(&out).unwrap();
        assert_eq!(names(folder.path()).len(), 2);
        drop(second);
        first.publish(&out).unwrap();
        assert_eq!(names(folder.path()), ["out"]);
        assert_eq!(names(&out), ["a.csv"]);
    }

    #[test]
    fn a_folder_of_files_has_none_of_an_earlier_run() {
        let folder = tempfile::tempdir().unwrap();
        let notes = folder.path().join("notes");
        fs::write(folder.path().join("outside.md"), "stays").unwrap();
        let run = |names: &[&str]| {
            let stage = Stage::open(folder.path()).unwrap();
            let staged = stage.path().join("notes");
            fs::create_dir(&staged).unwrap();
            names.iter().for_each(|name| fs::write(staged.join(name), "").unwrap());
            list(&staged, names.iter().map(|name| name.to_string()).collect()).unwrap();
            stage.publish(folder.path()).unwrap();
        };
        run(&["a.md", "b.md"]);
        fs::write(notes.join("mine.md"), "stays").unwrap();
        fs::write(notes.join(LIST), "a.md\nb.md\n../outside.md\ngone.md\n").unwrap();
        run(&["b.md", "c.md"]);
        assert_eq!(names(&notes), [LIST, "b.md", "c.md", "mine.md"]);
        assert_eq!(names(folder.path()), ["notes", "outside.md"]);
    }

    #[test]
    fn a_file_is_replaced_whole_and_keeps_its_permissions() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        let plain = folder.path().join("plain");
        fs::write(&plain, "").unwrap();
        replace(&path, b"new").unwrap();
        let of = |path: &Path| fs::metadata(path).unwrap().permissions();
        assert_eq!(of(&path), of(&plain));
        #[cfg(unix)]
        {
            use std::os::unix::fs::{PermissionsExt, symlink};
            let link = folder.path().join("link.csv");
            symlink(&path, &link).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o604)).unwrap();
            replace(&link, b"newer").unwrap();
            assert!(link.is_symlink());
            assert_eq!(of(&path).mode() & 0o777, 0o604);
            fs::remove_file(link).unwrap();
        }
        #[cfg(not(unix))]
        replace(&path, b"newer").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "newer");
        assert_eq!(names(folder.path()), ["a.csv", "plain"]);
        let nowhere = folder.path().join("no/a.csv");
        assert!(replace(&nowhere, b"").unwrap_err().to_string().contains("no/a.csv"));
    }

    #[test]
    fn files_of_an_earlier_run_are_replaced_together() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.csv"), "old").unwrap();
        fs::write(folder.path().join("mine.txt"), "stays").unwrap();
        let stage = Stage::open(folder.path()).unwrap();
        fs::write(stage.path().join("a.csv"), "new").unwrap();
        stage.publish(folder.path()).unwrap();
        assert_eq!(names(folder.path()), ["a.csv", "mine.txt"]);
        assert_eq!(fs::read_to_string(folder.path().join("a.csv")).unwrap(), "new");
    }
}
