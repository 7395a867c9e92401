//! The reading thread of lines of earlier extractions: files to lines, in the order of the files.

use super::{
    progress::Progress,
    source::{Unread, in_thread},
};
use palabre::{
    Intake, PlacedLine,
    error::{Error, Place, Result},
};
use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    iter,
    path::{Path, PathBuf},
};

/// So many bytes are read at once.
const BUFFER: usize = 1 << 20;

/// What standard input is named as a file.
const STDIN: &str = "-";

/// Files of lines to be read.
#[derive(Debug)]
pub(crate) struct Lines {
    files: Vec<PathBuf>,
}

impl Lines {
    /// The lines of files; `-` is standard input.
    pub(crate) fn new(files: Vec<PathBuf>) -> Lines {
        Lines { files }
    }

    /// How much of them is read.
    pub(crate) fn progress(&self) -> Progress {
        Progress::of(self.files.iter().map(PathBuf::as_path))
    }

    /// Gives the lines, from a thread of its own that is never waited for.
    ///
    /// # Errors
    /// A thread that the system does not give.
    pub(crate) fn feed(self, intake: Intake<PlacedLine<Unread>>, progress: &Progress) -> Result<()> {
        let told = progress.clone();
        in_thread(move || {
            for path in self.files {
                let mut push = |line: Result<(Place, Vec<u8>)>| {
                    let bytes = line.as_ref().map_or(0, |(_, line)| line.len());
                    told.add(bytes as u64);
                    // A line is several times as long as its text.
                    intake.give(line.map_err(Unread::Failed), bytes / 4)
                };
                let goes_on = match lines_of(&path) {
                    Ok(mut lines) => lines.all(&mut push),
                    Err(error) => push(Err(error)),
                };
                if !goes_on {
                    return;
                }
            }
        })
    }
}

/// Whether the first line of a file has the text of its document. Of standard input nobody knows before it is read.
pub(crate) fn have_texts(path: &Path) -> bool {
    if path.as_os_str() == STDIN {
        return true;
    }
    let mut line = Vec::new();
    let read = File::open(path).and_then(|file| BufReader::new(file).read_until(b'\n', &mut line));
    let find = |key: &str| line.windows(key.len()).position(|bytes| bytes == key.as_bytes());
    // Keys stand in this order, and quotation marks inside of values have a backslash before them.
    read.is_ok()
        && find(",\"text\":").zip(find(",\"mentions\":")).is_some_and(|(text, mentions)| text < mentions)
}

/// The lines of a file that are not blank. What cannot be read ends it.
fn lines_of(path: &Path) -> Result<impl Iterator<Item = Result<(Place, Vec<u8>)>>> {
    let mut input: Box<dyn BufRead> = match path.as_os_str() == STDIN {
        true => Box::new(io::stdin().lock()),
        false => Box::new(BufReader::with_capacity(
            BUFFER,
            File::open(path).map_err(|error| Error::io(path, error))?,
        )),
    };
    let name = path.display().to_string();
    // About as long as the line before: a buffer that grows is copied again and again.
    let (mut number, mut length, mut over) = (0, 0, false);
    let lines = iter::from_fn(move || {
        if over {
            return None;
        }
        let mut line = Vec::with_capacity(length + length / 4);
        number += 1;
        match input.read_until(b'\n', &mut line) {
            Ok(0) => None,
            Ok(read) => {
                length = read;
                Some(Ok((Place { file: name.clone(), line: number, column: 0 }, line)))
            }
            Err(error) => {
                over = true;
                Some(Err(Error::io(&name, error)))
            }
        }
    });
    Ok(lines.filter(|line| line.as_ref().map_or(true, |(_, line)| !line.trim_ascii().is_empty())))
}
