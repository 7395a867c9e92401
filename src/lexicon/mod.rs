//! From the lists in `gazetteers/` to a validated [`Lexicon`]: the only code that knows their formats.
//!
//! A set of lists is a folder with a file a list (`people.csv`, `offices.csv` …; see `gazetteers/README.md`). The
//! built-in set is embedded in the binary. Further folders, or files in memory, add rows, or replace the rows that have the
//! same id.

mod build;
mod check;
mod features;
mod frames;
mod grammar;
mod listing;
mod needs;
mod rows;
mod schema;
mod source;
mod table;

use crate::{
    builtin,
    error::{Error, Place, Result},
    model::{CooccurrenceRules, Cues, Frames, Lexicon},
};
pub use check::{Finding, Level};
use features::FeatureLists;
pub use listing::List;
pub use source::Options;
use std::{
    borrow::Cow,
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader},
    ops::Range,
};
pub use table::slug;

/// Reads the lists.
///
/// # Errors
/// A folder or file that cannot be read, or a row that is not as it must be, with file, line and column.
pub fn load(options: &Options) -> Result<Lexicon> {
    let files = Files::read(options)?;
    let rows = rows::Rows::read(&files.lists)?;
    let words = (files.cues()?, files.features(&rows)?);
    build::build(&rows, words, files.cooccurrence()?, || files.frames(&rows))
}

/// Examines the lists: everything that [`load`] refuses, all of it at once, and everything that is likely a mistake.
///
/// # Errors
/// Only a folder or file that cannot be read; all else is a [`Finding`].
pub fn check(options: &Options) -> Result<Vec<Finding>> {
    let files = Files::read(options)?;
    let mut findings = check::check(&files.lists);
    let (rows, _) = rows::Rows::read_all(&files.lists);
    let features = files.features(&rows);
    findings.extend(features.iter().flat_map(check::check_features));
    let broken = [files.cues().err(), features.err(), files.cooccurrence().err(), files.frames(&rows).err()];
    findings.extend(broken.iter().flatten().map(Finding::from_error));
    Ok(findings)
}

/// The rows of every list, as they stand after all folders.
///
/// # Errors
/// A folder or file that cannot be read, or a row that is none, with file, line and column.
pub fn lists(options: &Options) -> Result<Vec<List>> {
    listing::lists(&Files::read(options)?.lists)
}

/// The line of a file of the gazetteers that an error is about: of a built-in one, or of one in a folder. None where the
/// place names no line, or there is none.
pub fn line(place: &Place) -> Option<String> {
    let number = (place.line as usize).checked_sub(1)?;
    let builtin =
        builtin::FILES.iter().find(|(path, _)| place.file.strip_prefix("gazetteers/") == Some(path));
    if let Some((_, text)) = builtin {
        return text.lines().nth(number).map(str::to_string);
    }
    let mut lines = BufReader::new(fs::File::open(&place.file).ok()?).split(b'\n');
    let line = String::from_utf8(lines.nth(number)?.ok()?).ok()?;
    let text = line.strip_suffix('\r').unwrap_or(&line);
    // Columns do not count the mark at the start of a file.
    Some(text.trim_start_matches('\u{feff}').to_string())
}

/// A list's file.
#[derive(Debug, Clone)]
pub(crate) struct ListFile {
    /// The file, as messages name it.
    pub(crate) path: String,
    /// `people` for `people.csv`.
    pub(crate) list: String,
    pub(crate) text: Cow<'static, str>,
}

struct Files {
    lists: Vec<ListFile>,
    language: ListFile,
    /// Every `features.toml`, the built-in one first.
    features: Vec<ListFile>,
    cooccurrence: ListFile,
    grammar: ListFile,
    relations: ListFile,
    /// `frames-*.toml`
    frames: Vec<ListFile>,
}

impl Files {
    fn read(options: &Options) -> Result<Files> {
        let mut files = options.files()?;
        let last = |name: &str| {
            files.iter().rfind(|file| is_toml(file) && file.list == name).cloned().expect("built in")
        };
        let (language, cooccurrence) = (last("language"), last("cooccurrence"));
        let (grammar, relations) = (last("grammar"), last("relations"));
        let frames = frame_files(&files);
        let features =
            files.iter().filter(|file| is_toml(file) && file.list == "features").cloned().collect();
        files.retain(|file| !is_toml(file));
        Ok(Files { lists: files, language, features, cooccurrence, grammar, relations, frames })
    }

    fn cues(&self) -> Result<Cues> {
        parse_toml(&self.language)
    }

    fn features(&self, rows: &rows::Rows) -> Result<FeatureLists> {
        FeatureLists::read(&self.features, rows)
    }

    fn cooccurrence(&self) -> Result<CooccurrenceRules> {
        parse_toml(&self.cooccurrence)
    }

    fn frames(&self, rows: &rows::Rows) -> Result<Frames> {
        let mut frames = grammar::read(&self.grammar, rows)?;
        frames::add(&mut frames, &self.relations, &self.frames)?;
        Ok(frames)
    }
}

/// The files of frames by name; of those with the same name, the last.
fn frame_files(files: &[ListFile]) -> Vec<ListFile> {
    let of_frames = files.iter().filter(|file| is_toml(file) && file.list.starts_with("frames-"));
    let by_name: BTreeMap<&str, &ListFile> = of_frames.map(|file| (file.list.as_str(), file)).collect();
    by_name.into_values().cloned().collect()
}

/// Whether a file tells of the language and not of the world.
fn is_of_language(file: &ListFile) -> bool {
    is_toml(file) || file.list == "verbs"
}

fn is_toml(file: &ListFile) -> bool {
    file.path.ends_with(".toml")
}

fn parse_toml<T: serde::de::DeserializeOwned>(file: &ListFile) -> Result<T> {
    toml::from_str(&file.text)
        .map_err(|error| toml_error(file, error.span().unwrap_or_default(), error.message().to_string()))
}

/// An error at some bytes of a file.
fn toml_error(file: &ListFile, span: Range<usize>, message: impl Into<String>) -> Error {
    Error::data(place(file, span.start), message)
}

/// Where a byte of a file stands.
fn place(file: &ListFile, byte: usize) -> Place {
    Lines::of(file).place(byte)
}

/// The lines of a file, for asking often where a byte stands.
struct Lines<'f> {
    file: &'f ListFile,
    /// Where each line starts.
    starts: Vec<usize>,
}

impl<'f> Lines<'f> {
    fn of(file: &'f ListFile) -> Lines<'f> {
        let ends = file.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Lines { file, starts: std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect() }
    }

    fn place(&self, byte: usize) -> Place {
        let byte = byte.min(self.file.text.len());
        let line = self.starts.partition_point(|&start| start <= byte);
        let column = self.file.text[self.starts[line - 1]..byte].chars().count() + 1;
        Place { file: self.file.path.clone(), line: line as u32, column: column as u32 }
    }
}
