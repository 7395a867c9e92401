//! What an edit of lists can touch: which documents may be read otherwise after it.

use super::{Edition, EditionFile, compiled, source};
use crate::error::Result;
use palabre_lexicon::lists::{self, ListFile, Reach, is_told_apart};

/// What an edit of the lists of a lexicon can touch: all where that is not told apart.
///
/// # Errors
/// A list that cannot be read.
pub(crate) fn reach(before: &Edition, after: &Edition) -> Result<Reach> {
    let (Some(base), true) = (compiled(), is_of_rows(before, after)) else { return Ok(Reach::All) };
    lists::reach(&base, [&files_of(before)?, &files_of(after)?], &source::builtin)
}

/// The files of an edition, as those of folders are read.
fn files_of(edition: &Edition) -> Result<Vec<ListFile>> {
    let files = edition.files.iter().map(|file| {
        let list = source::of_memory(&file.name, file.text.clone())?;
        Ok(ListFile { layer: file.layer as usize, ..list })
    });
    files.collect()
}

/// Whether both have the same but for rows of such lists over the built-in ones.
fn is_of_rows(before: &Edition, after: &Edition) -> bool {
    let others = |edition: &Edition| -> Vec<EditionFile> {
        edition.files.iter().filter(|file| !is_told_apart(&file.name)).cloned().collect()
    };
    !before.built_in.is_empty()
        && (&before.built_in, &before.compiled) == (&after.built_in, &after.compiled)
        && before.compiled.is_empty()
        && others(before) == others(after)
}
