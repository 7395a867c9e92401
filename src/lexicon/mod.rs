//! From the lists in `gazetteers/` to a validated [`Lexicon`]: the only code that knows their formats.
//!
//! A set of lists is a folder with a file a list (`people.csv`, `offices.csv` …; see `gazetteers/README.md`). The
//! built-in set is embedded in the binary. Further folders, or files in memory, add rows, or replace the rows that have the
//! same id.

mod blame;
mod build;
mod check;
mod extend;
mod features;
mod forms;
mod frames;
mod grammar;
mod listing;
mod merge;
mod needs;
mod replaced;
mod rows;
mod schema;
mod source;
mod table;
mod texts;
mod variants;

use crate::{
    builtin, compiled,
    error::{Place, Result},
    model::{CooccurrenceRules, Cues, Frames, Lexicon},
};
pub use check::{Finding, Level};
use extend::Base;
use features::FeatureLists;
pub use listing::List;
use merge::Merged;
pub use source::{BuiltinFile, Options, builtin_files};
use std::{
    borrow::Cow,
    fs,
    io::{BufRead, BufReader},
};
pub use table::slug;
pub(crate) use variants::{Contractions, Passive, Variants, Wrapping};

/// Reads the lists. Those that are built in are opened as the build made them, and rows of others added to them where that comes
/// to the same.
///
/// # Errors
/// A folder or file that cannot be read, or a row that is not as it must be, with file, line and column.
pub fn load(options: &Options) -> Result<Lexicon> {
    let added = options.added()?;
    if options.has_builtin()
        && let Some(base) = compiled()
        && let Some(lexicon) = base.with(&added)
    {
        return Ok(lexicon);
    }
    Ok(compile(&Files::new(options, added))?.lexicon)
}

/// The built-in lists, and what it takes to add to them.
fn compiled() -> Option<Base> {
    let bytes = builtin::compiled()?;
    Some(compiled::from_bytes(bytes).expect("the build compiles what it was built with"))
}

/// What the lists say, to be written down.
///
/// # Errors
/// As [`load`].
#[allow(dead_code, reason = "what build.rs does")]
pub(crate) fn base() -> Result<Base> {
    compile(&Files::new(&Options::default(), Vec::new()))
}

/// Reads files; an error is told of the file that brings it about.
fn compile(files: &Files) -> Result<Base> {
    build(files).map_err(|error| {
        let mut findings = Finding::from_error(&error).into_iter().collect::<Vec<_>>();
        files.blame(&mut findings, |files| build(files).err().iter().flat_map(Finding::from_error).collect());
        findings.pop().map_or(error, Finding::into_error)
    })
}

fn build(files: &Files) -> Result<Base> {
    let rows = rows::Rows::read(&files.lists)?;
    check::refuse(&rows, &|_| false)?;
    let words = (files.cues()?, files.features(&rows)?);
    build::build(&rows, words, files.cooccurrence()?, || files.frames(&rows))
}

/// Examines the lists: everything that [`load`] refuses, and everything that is likely a mistake. Of each kind of TOML file,
/// the first error.
///
/// # Errors
/// Only a folder or file that cannot be read; all else is a [`Finding`].
pub fn check(options: &Options) -> Result<Vec<Finding>> {
    let files = Files::read(options)?;
    let mut findings = examine(&files);
    files.blame(&mut findings, examine);
    findings.sort();
    Ok(findings)
}

/// As [`check`], without what is wrong with the built-in lists themselves.
///
/// # Errors
/// As [`check`].
pub fn check_added(options: &Options) -> Result<Vec<Finding>> {
    let files = Files::read(options)?;
    let mut findings = examine(&files);
    files.keep_of_added(&mut findings, examine);
    files.blame(&mut findings, examine);
    findings.sort();
    Ok(findings)
}

fn examine(files: &Files) -> Vec<Finding> {
    let mut findings = check::check(&files.lists);
    let (rows, _) = rows::Rows::read_all(&files.lists);
    let features = files.features(&rows);
    findings.extend(features.iter().flat_map(check::check_features));
    let broken = [files.cues().err(), features.err(), files.cooccurrence().err(), files.frames(&rows).err()];
    findings.extend(broken.iter().flatten().flat_map(Finding::from_error));
    if findings.iter().all(|finding| finding.level != Level::Error) {
        findings.extend(build(files).err().iter().flat_map(Finding::from_error));
    }
    findings
}

/// The ways in which the examples of frames are varied.
///
/// # Errors
/// As [`load`].
pub(crate) fn variants(options: &Options) -> Result<Variants> {
    Ok(Files::read(options)?.merged("variants")?.parse()?.0)
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
    /// Which files it is of: 0 for the built-in ones, then those that were added, in order. Within a layer an id is given
    /// once; of two layers, the later has the last word.
    pub(crate) layer: usize,
}

struct Files {
    lists: Vec<ListFile>,
    toml: Vec<ListFile>,
}

impl Files {
    fn read(options: &Options) -> Result<Files> {
        Ok(Files::new(options, options.added()?))
    }

    /// The built-in files, then those that are added.
    fn new(options: &Options, added: Vec<ListFile>) -> Files {
        let (toml, lists) = options.builtin().chain(added).partition(is_toml);
        Files { lists, toml }
    }

    /// The TOML files of a name, as one.
    fn merged(&self, name: &str) -> Result<Merged<'_>> {
        Merged::read(self.toml.iter().filter(|file| file.list == name))
    }

    fn cues(&self) -> Result<Cues> {
        Ok(self.merged("language")?.parse()?.0)
    }

    fn features(&self, rows: &rows::Rows) -> Result<FeatureLists> {
        FeatureLists::read(self.merged("features")?, rows)
    }

    fn cooccurrence(&self) -> Result<CooccurrenceRules> {
        Ok(self.merged("cooccurrence")?.parse()?.0)
    }

    fn frames(&self, rows: &rows::Rows) -> Result<Frames> {
        let types = frames::types(self.merged("relations")?)?;
        let mut frames = grammar::read(self.merged("grammar")?, rows, types)?;
        let files = self.toml.iter().filter(|file| file.list.starts_with("frames-"));
        frames::add(&mut frames, Merged::read(files)?)?;
        Ok(frames)
    }
}

/// Whether a file tells of the language and not of the world.
fn is_of_language(file: &ListFile) -> bool {
    is_toml(file) || file.list == "verbs"
}

fn is_toml(file: &ListFile) -> bool {
    file.path.ends_with(".toml")
}
