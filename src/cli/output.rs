//! Where data goes: standard output, or files in a folder that appear whole or not at all.

use super::{exit::Stop, interrupt};
use palabre::error::{Error, Result};
use std::{
    fs,
    io::{self, BufWriter, StdoutLock, Write},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

const BUFFER: usize = 256 << 10;
const STDOUT: &str = "standard output";

/// Writes to standard output.
pub(crate) fn print(bytes: &[u8]) -> std::result::Result<(), Stop> {
    let mut out = Sink::stdout();
    out.write(bytes)?;
    Ok(out.flush()?)
}

/// Something that is written to.
#[derive(Debug)]
pub(crate) enum Sink {
    Stdout(BufWriter<StdoutLock<'static>>),
    File { path: PathBuf, file: BufWriter<NamedTempFile> },
}

impl Sink {
    pub(crate) fn stdout() -> Sink {
        Sink::Stdout(BufWriter::with_capacity(BUFFER, io::stdout().lock()))
    }

    /// Writes bytes.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.with(|out| out.write_all(bytes))
    }

    /// Has something written; an error names the target.
    pub(crate) fn with<T>(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> Result<T> {
        let written = match self {
            Sink::Stdout(out) => write(out),
            Sink::File { file, .. } => write(file),
        };
        written.map_err(|error| Error::io(self.path(), error))
    }

    pub(crate) fn flush(&mut self) -> Result<()> {
        self.with(|out| out.flush())
    }

    fn path(&self) -> &Path {
        match self {
            Sink::Stdout(_) => Path::new(STDOUT),
            Sink::File { path, .. } => path,
        }
    }
}

/// A folder that files are written into. Until [`Folder::commit`] they are temporary files beside their names, and gone
/// when this is dropped.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    force: bool,
    /// Whether it was made for this run, and may go with it.
    made: bool,
}

impl Folder {
    /// Makes the folder where it is missing, and refuses to go on where one of the files exists.
    pub(crate) fn open(path: &Path, names: &[&str], force: bool) -> Result<Folder> {
        for file in names.iter().map(|name| path.join(name)) {
            if file.is_dir() {
                return Err(Error::input(file, "a folder is in the place of an output"));
            }
            if !force && file.symlink_metadata().is_ok() {
                let error = Error::input(file, "exists already");
                return Err(error.with_hint("--force writes over it; or give another folder with -o"));
            }
        }
        let made = !path.exists();
        fs::create_dir_all(path).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
                Error::input(path, "not a folder").with_hint("-o takes a folder; a file is in its place")
            }
            _ => Error::io(path, error),
        })?;
        Ok(Folder { path: path.to_owned(), force, made })
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Opens one of the files.
    pub(crate) fn file(&self, name: &str) -> Result<Sink> {
        let path = self.path.join(name);
        let mut builder = tempfile::Builder::new();
        builder.prefix(".palabre-").suffix(".tmp");
        #[cfg(unix)]
        {
            // As open to others as the user's files are by default: the system takes the umask off.
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let file = builder.tempfile_in(&self.path).map_err(|error| Error::io(&self.path, error))?;
        interrupt::remove_at_exit(file.path());
        Ok(Sink::File { path, file: BufWriter::with_capacity(BUFFER, file) })
    }

    /// Gives the files their names, now that all of them are whole. Returns the names.
    pub(crate) fn commit(mut self, sinks: Vec<Sink>) -> Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        for sink in sinks {
            if let Sink::File { path, file } = sink {
                let file = file.into_inner().map_err(|error| Error::io(&path, error.into_error()))?;
                // Some file systems tell only now that they are full.
                file.as_file().sync_all().map_err(|error| Error::io(&path, error))?;
                files.push((path, file));
            }
        }
        interrupt::undisturbed(|| {
            let mut named: Vec<PathBuf> = Vec::new();
            for (path, file) in files {
                let renamed = if self.force { file.persist(&path) } else { file.persist_noclobber(&path) };
                if let Err(error) = renamed {
                    if !self.force {
                        // All or none. With --force what stood there is gone, and the new file is the better one.
                        named.iter().for_each(|path| drop(fs::remove_file(path)));
                    }
                    return Err(Error::io(path, error.error));
                }
                self.made = false;
                named.push(path);
            }
            Ok(named)
        })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.made {
            // Goes only where nothing is in it.
            let _ = fs::remove_dir(&self.path);
        }
    }
}
