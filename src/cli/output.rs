//! Where data goes: standard output, or files in a folder that appear whole or not at all.

use super::{exit::Stop, interrupt};
use palabre::{
    error::{Error, Result},
    export::{Files, OutputFile},
};
use std::{
    fs::{self, File},
    io::{self, BufWriter, StdoutLock, Write},
    path::{Path, PathBuf},
};
use tempfile::{NamedTempFile, TempDir};

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
    Folder { path: PathBuf, files: NewFiles },
}

/// Files that are still in a temporary folder.
#[derive(Debug)]
pub(crate) struct NewFiles(TempDir);

impl Files for NewFiles {
    fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        File::create_new(self.0.path().join(name))?.write_all(bytes)
    }
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
            Sink::Folder { .. } => unreachable!("a folder has no bytes of its own"),
        };
        written.map_err(|error| Error::io(self.path(), error))
    }

    /// What takes the files of a folder, and the name that it will have.
    pub(crate) fn files(&mut self) -> (&Path, &mut NewFiles) {
        let Sink::Folder { path, files } = self else { unreachable!("only folders take files") };
        (path, files)
    }

    pub(crate) fn flush(&mut self) -> Result<()> {
        match self {
            Sink::Folder { .. } => Ok(()),
            _ => self.with(|out| out.flush()),
        }
    }

    fn path(&self) -> &Path {
        match self {
            Sink::Stdout(_) => Path::new(STDOUT),
            Sink::File { path, .. } | Sink::Folder { path, .. } => path,
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
    pub(crate) fn open(path: &Path, outputs: &[&OutputFile], force: bool) -> Result<Folder> {
        for (file, is_folder) in outputs.iter().map(|output| (path.join(output.name), output.is_folder())) {
            if file.is_dir() && !is_folder {
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

    /// Opens one of the outputs.
    pub(crate) fn sink(&self, output: &OutputFile) -> Result<Sink> {
        if output.is_folder() { self.folder(output.name) } else { self.file(output.name) }
    }

    fn file(&self, name: &str) -> Result<Sink> {
        let path = self.path.join(name);
        let builder = builder(0o666);
        let file = builder.tempfile_in(&self.path).map_err(|error| Error::io(&self.path, error))?;
        interrupt::remove_at_exit(file.path());
        Ok(Sink::File { path, file: BufWriter::with_capacity(BUFFER, file) })
    }

    fn folder(&self, name: &str) -> Result<Sink> {
        let folder = builder(0o777).tempdir_in(&self.path).map_err(|error| Error::io(&self.path, error))?;
        interrupt::remove_at_exit(folder.path());
        Ok(Sink::Folder { path: self.path.join(name), files: NewFiles(folder) })
    }

    /// Gives the files their names, now that all of them are whole. Returns the names.
    pub(crate) fn commit(mut self, sinks: Vec<Sink>) -> Result<Vec<PathBuf>> {
        let whole: Vec<Whole> = sinks.into_iter().map(Sink::whole).collect::<Result<_>>()?;
        interrupt::undisturbed(|| {
            let mut named: Vec<PathBuf> = Vec::new();
            for output in whole {
                match output.name(self.force) {
                    Ok(path) => named.push(path),
                    Err(error) => {
                        if !self.force {
                            // All or none. With --force what stood there is gone, and the new file is the better one.
                            named.iter().for_each(|path| interrupt::remove(path));
                        }
                        return Err(error);
                    }
                }
                self.made = false;
            }
            Ok(named)
        })
    }
}

/// An output that is written and has no name yet.
enum Whole {
    File(PathBuf, NamedTempFile),
    Folder(PathBuf, NewFiles),
}

impl Sink {
    fn whole(self) -> Result<Whole> {
        match self {
            Sink::File { path, file } => {
                let file = file.into_inner().map_err(|error| Error::io(&path, error.into_error()))?;
                // Some file systems tell only now that they are full.
                file.as_file().sync_all().map_err(|error| Error::io(&path, error))?;
                Ok(Whole::File(path, file))
            }
            Sink::Folder { path, files } => Ok(Whole::Folder(path, files)),
            Sink::Stdout(_) => unreachable!("no folder has standard output in it"),
        }
    }
}

impl Whole {
    /// Gives it its name.
    fn name(self, force: bool) -> Result<PathBuf> {
        let (path, named) = match self {
            Whole::File(path, file) if force => {
                let named = file.persist(&path).map(drop).map_err(|error| error.error);
                (path, named)
            }
            Whole::File(path, file) => {
                let named = file.persist_noclobber(&path).map(drop).map_err(|error| error.error);
                (path, named)
            }
            Whole::Folder(path, files) => {
                let named = name_folder(files, &path);
                (path, named)
            }
        };
        named.map_err(|error| Error::io(&path, error))?;
        Ok(path)
    }
}

/// Makes temporary files or folders that are as open to others as the user's are by default: the system takes the umask off.
fn builder(mode: u32) -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".palabre-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    builder
}

/// Gives a temporary folder its name. Where a folder of this name is, what stands in it stays, but for files of the same names.
fn name_folder(NewFiles(folder): NewFiles, path: &Path) -> io::Result<()> {
    if !path.is_dir() {
        fs::rename(folder.path(), path)?;
        let _ = folder.keep();
        return Ok(());
    }
    for file in fs::read_dir(folder.path())? {
        let file = file?;
        fs::rename(file.path(), path.join(file.file_name()))?;
    }
    Ok(())
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.made {
            // Goes only where nothing is in it.
            let _ = fs::remove_dir(&self.path);
        }
    }
}
