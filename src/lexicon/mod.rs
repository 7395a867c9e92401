//! From the lists in `gazetteers/` to a validated [`Lexicon`].
//!
//! A set of lists is a folder with a file a list (`people.csv`, `offices.csv` …; see `gazetteers/README.md`). The
//! built-in set is embedded in the binary. Further folders, or files in memory, add rows, or replace the rows that have the
//! same id.

mod edition;
mod lines;
mod packed;
#[cfg(feature = "project")]
mod reach;
mod source;

pub use crate::model::slug;
use crate::{
    builtin,
    error::{Error, ErrorKind, Result},
    model::Lexicon,
};
pub use edition::{Edition, EditionFile};
pub use lines::Lines;
use palabre_lexicon::lists::{self, Base, Files, ListFile, Scope, examine, examine_added};
pub(crate) use palabre_lexicon::lists::{Contractions, Passive, Variants, Wrapping, columns, is_value};
#[doc(inline)]
pub use palabre_lexicon::lists::{Finding, Level, List, key, kinds_of_ids, plain};
#[cfg(feature = "project")]
pub(crate) use palabre_lexicon::lists::{Reach, TextWords};
#[cfg(feature = "project")]
pub(crate) use reach::reach;
pub use source::{BuiltinFile, Options, builtin_files, read_table};
use std::{
    io::{Read, Seek, Write},
    path::Path,
};

/// Reads the lists. Those that are built in are opened as the build made them, and rows of others added to them where that comes
/// to the same.
///
/// # Errors
/// A folder or file that cannot be read, or a row that is not as it must be, with file, line and column. Compiled lists that are
/// not whole, or of another version of palabre.
pub fn load(options: &Options) -> Result<Lexicon> {
    if let Some((file, others)) = options.packed() {
        let lexicon = packed::open(file)?.with(&others.added()?, &source::builtin)?;
        return lexicon.ok_or_else(|| packed::not_added(file));
    }
    let added = options.added()?;
    match extended(options, &added)? {
        Some(lexicon) => Ok(lexicon),
        None => Ok(files(options, added).compile()?.lexicon),
    }
}

/// The built-in lists with files added to them, where that comes to the same as to read all.
fn extended(options: &Options, added: &[ListFile]) -> Result<Option<Lexicon>> {
    let Some(base) = compiled().filter(|_| options.has_builtin()) else { return Ok(None) };
    let of_added = |error: &Error| match error.kind() {
        ErrorKind::Data { place, .. } => added.iter().any(|file| file.path == place.file),
        _ => false,
    };
    match base.with(added, &source::builtin) {
        Err(error) if !of_added(&error) => Ok(None),
        result => result,
    }
}

fn read(options: &Options) -> Result<Files> {
    Ok(files(options, options.added()?))
}

/// The built-in files, then those that are added.
fn files(options: &Options, added: Vec<ListFile>) -> Files {
    // The build has compiled them.
    Files::new(options.builtin().chain(added)).with_sound_base(builtin::compiled().is_some())
}

/// The built-in lists, and what it takes to add to them.
fn compiled() -> Option<Base> {
    let bytes = builtin::compiled()?;
    Some(Base::from_bytes(bytes).expect("the build compiles what it was built with"))
}

/// Compiles lists, the built-in ones included where the options have them, to a file that [`Options::with_folder`] takes in the place of
/// a folder; `name` is what messages call it. Tells its length in bytes.
///
/// # Errors
/// As [`load`], and a file that cannot be written.
pub fn pack(options: &Options, name: &Path, file: &mut (impl Read + Write + Seek)) -> Result<u64> {
    // The texts are gone when the file is made.
    let base = read(options)?.compile()?;
    packed::seal(file, &base).map_err(|error| Error::io(name, error))
}

/// Examines the lists: everything that [`load`] refuses, and everything that is likely a mistake. Of each TOML file, the first
/// error.
///
/// # Errors
/// Only a folder or file that cannot be read; all else is a [`Finding`].
pub fn check(options: &Options) -> Result<Vec<Finding>> {
    let (added, unread) = options.readable()?;
    let files = files(options, added);
    let examine = |files: &Files| examine(files, Scope::All);
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
    let has_stanzas = added.iter().any(ListFile::is_toml);
    let of_language = has_stanzas || has_words || added.iter().any(|file| file.list == "verbs");
    let lexicon = extended(options, &added);
    let replaced = match lexicon {
        Ok(None) if options.has_builtin() && !of_language => compiled(),
        _ => None,
    };
    let error = replaced.as_ref().and_then(|base| base.refused(&added));
    let files = files(options, added);
    let mut findings = match lexicon {
        _ if replaced.is_some() => examine_added(&files, error.as_ref()),
        Ok(Some(_)) if !has_words => examine_added(&files, None),
        Err(error) if !has_words && !has_stanzas => examine_added(&files, Some(&error)),
        _ => {
            // Words make names ordinary in the rows that were there, too; what else is of the language changes none of them.
            let scope = if has_words { Scope::All } else { Scope::Added };
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

/// The ways in which the examples of frames are varied.
///
/// # Errors
/// As [`load`].
pub(crate) fn variants(options: &Options) -> Result<Variants> {
    read(options)?.variants()
}

/// The rows of every list, as they stand after all folders.
///
/// # Errors
/// A folder or file that cannot be read, or a row that is none, with file, line and column.
pub fn lists(options: &Options) -> Result<Vec<List>> {
    lists::lists(read(options)?.lists())
}

/// The rows of one list, `people`; none where there is no such list.
///
/// # Errors
/// As [`lists()`].
pub fn list(options: &Options, name: &str) -> Result<Option<List>> {
    let mut files = read(options)?;
    files.retain_lists(|file| file.list == name);
    Ok(lists::lists(files.lists())?.into_iter().find(|list| list.name == name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use palabre_lexicon::compiled::hash;

    #[test]
    fn what_the_build_compiled_is_what_is_read() {
        let read = files(&Options::default(), Vec::new()).compile().unwrap();
        assert_eq!(hash(&read.to_bytes().unwrap()), builtin::FINGERPRINT);
    }
}
