//! Where data goes: standard output, or files in a folder that appear whole or not at all.

use super::{
    exit::Stop,
    interrupt,
    stage::{self, Stage},
    terminal::DataOut,
};
use palabre::{
    error::{Error, Result},
    export::{Files, OutputFile},
};
use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

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
    Stdout(BufWriter<DataOut>),
    File { path: PathBuf, file: BufWriter<File> },
    Folder { path: PathBuf, files: NewFiles },
}

/// Files that are still in a temporary folder.
#[derive(Debug)]
pub(crate) struct NewFiles {
    folder: PathBuf,
    names: Vec<String>,
}

impl Files for NewFiles {
    fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.names.push(name.to_string());
        File::create_new(self.folder.join(name))?.write_all(bytes)
    }
}

impl Sink {
    /// Standard output, for data: what a terminal would obey is shown there.
    pub(crate) fn stdout() -> Sink {
        Sink::Stdout(BufWriter::with_capacity(BUFFER, DataOut::new()))
    }

    /// Standard output, for text that is made for a terminal.
    pub(crate) fn coloured() -> Sink {
        Sink::Stdout(BufWriter::with_capacity(BUFFER, DataOut::plain()))
    }

    /// Writes bytes.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.with(|out| out.write_all(bytes))
    }

    /// Has something written; an error names the target.
    pub(crate) fn with<T>(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> Result<T> {
        let written = write(self.writer());
        written.map_err(|error| Error::io(self.path(), error))
    }

    /// What takes the bytes of a file.
    pub(crate) fn writer(&mut self) -> &mut dyn Write {
        match self {
            Sink::Stdout(out) => out,
            Sink::File { file, .. } => file,
            Sink::Folder { .. } => unreachable!("a folder has no bytes of its own"),
        }
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

/// A folder that files are written into. Until [`Folder::commit`] they stand in another one beside or inside it, which is gone when
/// this is dropped.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    force: bool,
    stage: Stage,
}

impl Folder {
    /// Prepares the folder, and refuses to go on where one of the files exists. What a run that was killed left in it is
    /// finished where it is whole, and removed where it is not.
    pub(crate) fn open(path: &Path, outputs: &[&OutputFile], force: bool) -> Result<Folder> {
        let outputs = outputs.iter().map(|output| (output.name, output.is_folder()));
        Folder::of(path, &outputs.collect::<Vec<_>>(), force)
    }

    /// The same for files, or folders, of names.
    pub(crate) fn of(path: &Path, outputs: &[(&str, bool)], force: bool) -> Result<Folder> {
        if path.exists() && !path.is_dir() {
            return Err(
                Error::input(path, "not a folder").with_hint("-o takes a folder; a file is in its place")
            );
        }
        let stage = Stage::open(path)?;
        for (file, is_folder) in outputs.iter().map(|&(name, is_folder)| (path.join(name), is_folder)) {
            if file.is_dir() && !is_folder {
                return Err(Error::input(file, "a folder is in the place of an output"));
            }
            if !force && file.symlink_metadata().is_ok() {
                return Err(exists(file));
            }
        }
        Ok(Folder { path: path.to_owned(), force, stage })
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Opens one of the outputs.
    pub(crate) fn sink(&self, output: &OutputFile) -> Result<Sink> {
        self.sink_of(output.name, output.is_folder())
    }

    /// Opens a file, or folder, of a name.
    pub(crate) fn sink_of(&self, name: &str, is_folder: bool) -> Result<Sink> {
        let (path, staged) = (self.path.join(name), self.stage.path().join(name));
        let at = |error| Error::io(&path, error);
        if is_folder {
            fs::create_dir(&staged).map_err(at)?;
            let files = NewFiles { folder: staged, names: Vec::new() };
            return Ok(Sink::Folder { path, files });
        }
        let file = File::create(staged).map_err(at)?;
        Ok(Sink::File { path, file: BufWriter::with_capacity(BUFFER, file) })
    }

    /// Gives the files their names, now that all of them are whole. Returns the names.
    pub(crate) fn commit(self, sinks: Vec<Sink>) -> Result<Vec<PathBuf>> {
        let paths = sinks.into_iter().map(Sink::whole).collect::<Result<Vec<PathBuf>>>()?;
        if let Some(there) = paths.iter().find(|path| !self.force && path.symlink_metadata().is_ok()) {
            return Err(exists(there.clone()));
        }
        let Folder { path, stage, .. } = self;
        interrupt::undisturbed(|| stage.publish(&path))?;
        Ok(paths)
    }
}

fn exists(file: PathBuf) -> Error {
    Error::input(file, "exists already").with_hint("--force writes over it; or give another folder with -o")
}

impl Sink {
    /// Has the last bytes written; gives the name that it is to have.
    fn whole(self) -> Result<PathBuf> {
        match self {
            Sink::File { path, file } => {
                let file = file.into_inner().map_err(|error| Error::io(&path, error.into_error()))?;
                // Some file systems tell only now that they are full.
                file.sync_all().map_err(|error| Error::io(&path, error))?;
                Ok(path)
            }
            Sink::Folder { path, files } => {
                stage::list(&files.folder, files.names).map_err(|error| Error::io(&path, error))?;
                Ok(path)
            }
            Sink::Stdout(_) => unreachable!("no folder has standard output in it"),
        }
    }
}
