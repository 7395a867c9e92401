//! What a lexicon is made of: to tell two apart, and to make one again.

use super::Options;
use crate::{builtin, error::Result};
use palabre_lexicon::compiled;
use std::fs;

/// What a lexicon is made of, beside the palabre that makes it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Edition {
    /// What tells the built-in lists from those of other builds; empty without their rows.
    pub built_in: String,
    /// What tells a file of compiled lists from others; empty without one.
    pub compiled: String,
    /// The files of further folders, in order.
    pub files: Vec<EditionFile>,
}

/// A file of a folder of lists.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EditionFile {
    /// Which of the folders, from 1.
    pub layer: u32,
    /// Its name: `people.csv`.
    pub name: String,
    /// What is in it.
    pub text: String,
}

impl EditionFile {
    /// A file.
    pub fn new(layer: u32, name: impl Into<String>, text: impl Into<String>) -> EditionFile {
        EditionFile { layer, name: name.into(), text: text.into() }
    }
}

impl Edition {
    /// What [`load`](super::load) would make a lexicon of.
    ///
    /// # Errors
    /// A folder or file that cannot be read.
    pub fn of(options: &Options) -> Result<Edition> {
        let packed = options.packed();
        let (file, others) = match &packed {
            Some((file, others)) => (Some(file), others),
            None => (None, options),
        };
        let bytes = file.map(|file| fs::read(file).map_err(|error| crate::error::Error::io(*file, error)));
        let compiled = bytes.transpose()?.map(|bytes| format!("{:016x}", compiled::hash(&bytes)));
        let built_in =
            if options.has_builtin() { format!("{:016x}", builtin::FINGERPRINT) } else { String::new() };
        let files = others.added()?.into_iter().map(|file| {
            let extension = if file.is_toml() { "toml" } else { "csv" };
            EditionFile::new(file.layer as u32, format!("{}.{extension}", file.list), file.text)
        });
        Ok(Edition { built_in, compiled: compiled.unwrap_or_default(), files: files.collect() })
    }
}
