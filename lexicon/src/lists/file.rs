//! A file of lists: its name says what is in it.

use super::schema;
use crate::error::{Error, Place, Result};
use std::{borrow::Cow, path::Path};

/// A list's file.
#[derive(Debug, Clone)]
pub struct ListFile {
    /// The file, as messages name it.
    pub path: String,
    /// `people` for `people.csv`.
    pub list: String,
    /// What is in it.
    pub text: Cow<'static, str>,
    /// Which files it is of: 0 for the built-in ones, then those that were added, in order. Within a layer an id is given
    /// once; of two layers, the later has the last word.
    pub layer: usize,
}

impl ListFile {
    /// A file of the lowest layer, which messages name as shown.
    ///
    /// # Errors
    /// No list is called so.
    pub fn new(path: &Path, shown: String, text: Cow<'static, str>) -> Result<ListFile> {
        let list = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_string();
        let is_known = match path.extension().is_some_and(|extension| extension == "toml") {
            true => is_toml_list(&list),
            false => schema::of(&list).is_some(),
        };
        if !is_list(path) || !is_known {
            let place = Place { file: shown, ..Place::default() };
            return Err(Error::data(place, "no such list").with_hint(known_lists()));
        }
        Ok(ListFile { path: shown, list, text, layer: 0 })
    }

    /// Whether it holds stanzas, not rows.
    pub fn is_toml(&self) -> bool {
        self.path.ends_with(".toml")
    }
}

/// Whether a file has the extension of a list.
pub fn is_list(path: &Path) -> bool {
    matches!(path.extension().and_then(|e| e.to_str()), Some("csv" | "toml"))
}

/// Whether a file tells of the language and not of the world.
pub fn is_of_language(name: &str) -> bool {
    name.ends_with(".toml") || name == "verbs.csv"
}

/// The TOML files beside those of frames.
const TOML: [&str; 6] = ["cooccurrence", "features", "grammar", "language", "relations", "variants"];

fn is_toml_list(list: &str) -> bool {
    TOML.contains(&list) || list.starts_with("frames-")
}

/// What lists there may be, as advice.
pub fn known_lists() -> String {
    let toml = TOML.iter().map(|list| format!("{list}.toml"));
    let names: Vec<String> = schema::names().into_iter().chain(toml).collect();
    format!("a list is one of {}, frames-*.toml", names.join(", "))
}
