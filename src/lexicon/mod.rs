//! From the lists in `gazetteers/` to a validated [`Lexicon`]: the only code that knows their formats.
//!
//! A set of lists is a folder with a file a list (`people.csv`, `offices.csv` …; see `gazetteers/README.md`). The
//! built-in set is embedded in the binary. Further folders, or files in memory, add rows, or replace the rows that have the
//! same id.

mod blame;
mod build;
mod check;
mod doubts;
mod edition;
mod extend;
mod features;
mod forms;
mod frames;
mod given_ids;
mod grammar;
mod lines;
mod listing;
mod merge;
mod needs;
mod packed;
#[cfg(feature = "project")]
mod reach;
mod replaced;
mod rows;
mod schema;
mod source;
mod spreadsheet;
mod table;
mod terms;
mod texts;
mod variants;

pub use crate::model::slug;
use crate::{
    builtin, compiled,
    error::{Error, ErrorKind, Result},
    model::{CooccurrenceRules, Cues, Frames, Lexicon},
};
pub use check::{Finding, Level, kinds_of_ids};
pub use edition::{Edition, EditionFile};
use extend::Base;
use features::FeatureLists;
pub use lines::Lines;
pub use listing::List;
use merge::Merged;
#[cfg(feature = "project")]
pub(crate) use reach::{Reach, TextWords, reach};
pub(crate) use schema::columns;
pub use schema::key;
pub use source::{BuiltinFile, Options, builtin_files, read_table};
pub use spreadsheet::plain;
use std::{
    borrow::Cow,
    io::{Read, Seek, Write},
    path::Path,
};
pub(crate) use variants::{Contractions, Passive, Variants, Wrapping};

/// Reads the lists. Those that are built in are opened as the build made them, and rows of others added to them where that comes
/// to the same.
///
/// # Errors
/// A folder or file that cannot be read, or a row that is not as it must be, with file, line and column. Compiled lists that are
/// not whole, or of another version of palabre.
pub fn load(options: &Options) -> Result<Lexicon> {
    if let Some((file, others)) = options.packed() {
        let lexicon = packed::open(file)?.with(&others.added()?)?;
        return lexicon.ok_or_else(|| packed::not_added(file));
    }
    let added = options.added()?;
    match extended(options, &added)? {
        Some(lexicon) => Ok(lexicon),
        None => Ok(compile(&Files::new(options, added))?.lexicon),
    }
}

/// The built-in lists with files added to them, where that comes to the same as to read all.
fn extended(options: &Options, added: &[ListFile]) -> Result<Option<Lexicon>> {
    let Some(base) = compiled().filter(|_| options.has_builtin()) else { return Ok(None) };
    let of_added = |error: &Error| match error.kind() {
        ErrorKind::Data { place, .. } => added.iter().any(|file| file.path == place.file),
        _ => false,
    };
    match base.with(added) {
        Err(error) if !of_added(&error) => Ok(None),
        result => result,
    }
}

/// The built-in lists, and what it takes to add to them.
fn compiled() -> Option<Base> {
    let bytes = builtin::compiled()?;
    Some(compiled::from_bytes(bytes).expect("the build compiles what it was built with"))
}

/// Compiles lists, the built-in ones included where the options have them, to a file that [`Options::with_folder`] takes in the place of
/// a folder; `name` is what messages call it. Tells its length in bytes.
///
/// # Errors
/// As [`load`], and a file that cannot be written.
pub fn pack(options: &Options, name: &Path, file: &mut (impl Read + Write + Seek)) -> Result<u64> {
    // The texts are gone when the file is made.
    let base = compile(&Files::read(options)?)?;
    packed::seal(file, &base).map_err(|error| Error::io(name, error))
}

/// The built-in lists, to be written down.
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

/// Examines the lists: everything that [`load`] refuses, and everything that is likely a mistake. Of each TOML file, the first
/// error.
///
/// # Errors
/// Only a folder or file that cannot be read; all else is a [`Finding`].
pub fn check(options: &Options) -> Result<Vec<Finding>> {
    let (added, unread) = options.readable()?;
    let files = Files::new(options, added);
    let examine = |files: &Files| examine(files, check::Scope::All);
    let mut findings = examine(&files);
    files.blame(&mut findings, examine);
    findings.extend(unread.iter().filter_map(Finding::from_error));
    findings.sort();
    Ok(findings)
}

/// As [`check`], without what is wrong with the built-in lists themselves.
///
/// # Errors
/// As [`check`].
pub fn check_added(options: &Options) -> Result<Vec<Finding>> {
    let (added, unread) = options.readable()?;
    if added.is_empty() {
        return Ok(unread.iter().filter_map(Finding::from_error).collect());
    }
    // More words make more names ordinary words, and of a stanza that is wrong others may be told.
    let has_words = added.iter().any(|file| file.list == "words");
    let has_stanzas = added.iter().any(is_toml);
    let of_language = has_stanzas || has_words || added.iter().any(|file| file.list == "verbs");
    let lexicon = extended(options, &added);
    let replaced = match lexicon {
        Ok(None) if options.has_builtin() && !of_language => compiled(),
        _ => None,
    };
    let error = replaced.as_ref().and_then(|base| base.refused(&added));
    let files = Files::new(options, added);
    let mut findings = match lexicon {
        _ if replaced.is_some() => examine_added(&files, error.as_ref()),
        Ok(Some(_)) if !has_words => examine_added(&files, None),
        Err(error) if !has_words && !has_stanzas => examine_added(&files, Some(&error)),
        _ => {
            // Words make names ordinary in the rows that were there, too; what else is of the language changes none of them.
            let scope = if has_words { check::Scope::All } else { check::Scope::Added };
            let examine = |files: &Files| examine(files, scope);
            let mut findings = examine(&files);
            files.keep_of_added(&mut findings, examine);
            files.blame(&mut findings, examine);
            findings
        }
    };
    findings.extend(unread.iter().filter_map(Finding::from_error));
    findings.sort();
    Ok(findings)
}

/// What is wrong with rows that were added, one of them in a way that is known.
fn examine_added(files: &Files, error: Option<&Error>) -> Vec<Finding> {
    let (rows, broken) = rows::Rows::read_all(&files.lists);
    let mut findings: Vec<Finding> = broken.iter().filter_map(Finding::from_error).collect();
    findings.extend(check::check(&rows, check::Scope::Added, &sure_names(&files.cues())));
    let is_told = |error: &Finding| {
        findings.iter().any(|told| (told.level, &told.place) == (error.level, &error.place))
    };
    if let Some(finding) = error.and_then(Finding::from_error).filter(|error| !is_told(error)) {
        findings.push(finding);
    }
    findings
}

fn examine(files: &Files, scope: check::Scope) -> Vec<Finding> {
    let (rows, broken) = rows::Rows::read_all(&files.lists);
    let mut findings: Vec<Finding> = broken.iter().filter_map(Finding::from_error).collect();
    let (cues, cooccurrence, frames) = (files.cues(), files.cooccurrence(), files.frames(&rows));
    findings.extend(check::check(&rows, scope, &sure_names(&cues)));
    let features = files.features(&rows);
    findings.extend(features.iter().flat_map(check::check_features));
    let errors =
        [cues.as_ref().err(), features.as_ref().err(), cooccurrence.as_ref().err(), frames.as_ref().err()];
    findings.extend(errors.into_iter().flatten().filter_map(Finding::from_error));
    findings.extend(frames.as_ref().err().iter().flat_map(|error| others_frames(files, &rows, error)));
    if let (Ok(cues), Ok(features), Ok(cooccurrence), Ok(frames)) = (cues, features, cooccurrence, frames)
        && findings.iter().all(|finding| finding.level != Level::Error)
    {
        let built = build::build(&rows, (cues, features), cooccurrence, || Ok(frames));
        findings.extend(built.err().iter().flat_map(Finding::from_error));
    }
    findings
}

fn sure_names(cues: &Result<Cues>) -> Vec<[String; 2]> {
    cues.iter().flat_map(|cues| cues.sure_names.clone()).collect()
}

/// What is wrong with the files of frames beside an added one that has an error.
fn others_frames(files: &Files, rows: &rows::Rows, error: &Error) -> Vec<Finding> {
    let ErrorKind::Data { place, .. } = error.kind() else { return Vec::new() };
    let is_broken =
        |file: &ListFile| file.layer > 0 && file.list.starts_with("frames-") && file.path == place.file;
    if !files.toml.iter().any(is_broken) {
        return Vec::new();
    }
    let others = files.retained(|file| !is_broken(file));
    let Err(error) = others.frames(rows) else { return Vec::new() };
    let mut findings = others_frames(&others, rows, &error);
    findings.extend(Finding::from_error(&error));
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

/// Whether a column of a list that has a fixed set of values may have one.
pub(crate) fn is_value(list: &str, column: &str, value: &str) -> bool {
    schema::values(list, column).is_some_and(|values| values.contains(&value))
}

/// The rows of one list, `people`; none where there is no such list.
///
/// # Errors
/// As [`lists`].
pub fn list(options: &Options, name: &str) -> Result<Option<List>> {
    let mut files = Files::read(options)?.lists;
    files.retain(|file| file.list == name);
    Ok(listing::lists(&files)?.into_iter().find(|list| list.name == name))
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
fn is_of_language(name: &str) -> bool {
    name.ends_with(".toml") || name == "verbs.csv"
}

fn is_toml(file: &ListFile) -> bool {
    file.path.ends_with(".toml")
}
