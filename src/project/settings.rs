//! How the documents of a project are read.

use super::Project;
use crate::{
    Scope,
    error::Result,
    lexicon,
    model::{MetonymyMode, Window},
};
use serde::{Deserialize, Serialize};
use std::{fmt, path::PathBuf};

/// How the documents of a project are read: with which lists, windows and capitals.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Settings {
    /// Folders of lists over the built-in ones. What is no full path is meant from the folder of the project.
    pub gazetteers: Vec<PathBuf>,
    /// Whether the built-in rows are left out.
    pub no_builtin: bool,
    /// A window in the place of the rules' own.
    pub window: Option<Window>,
    /// Capitals that count as their governments.
    pub metonymy: MetonymyMode,
}

impl Settings {
    /// The same with other lists.
    pub fn with_lists(mut self, gazetteers: Vec<PathBuf>, no_builtin: bool) -> Settings {
        (self.gazetteers, self.no_builtin) = (gazetteers, no_builtin);
        self
    }

    /// The same with other windows and capitals.
    pub fn with_reading(mut self, window: Option<Window>, metonymy: MetonymyMode) -> Settings {
        (self.window, self.metonymy) = (window, metonymy);
        self
    }

    /// What is read of a document.
    pub fn scope(&self) -> Scope {
        Scope::default().with_window(self.window).with_metonymy(self.metonymy)
    }
}

/// `built-in lists, mes-listes/`
impl fmt::Display for Settings {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(if self.no_builtin { "no built-in rows" } else { "built-in lists" })?;
        self.gazetteers.iter().try_for_each(|folder| write!(f, ", {}", folder.display()))
    }
}

impl Project {
    /// How its documents are read.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn settings(&self) -> Result<Settings> {
        let json =
            self.store.value::<String>("SELECT json_group_object(name, json(value)) FROM settings", ())?;
        serde_json::from_str(&json).map_err(|error| self.store.refused(&format!("a setting: {error}")))
    }

    /// Has its documents read otherwise from now on.
    pub(super) fn set(&self, settings: &Settings) -> Result<()> {
        let serde_json::Value::Object(values) = serde_json::to_value(settings).expect("settings are JSON")
        else {
            unreachable!("settings have names")
        };
        for (name, value) in values {
            self.store.run("INSERT OR REPLACE INTO settings VALUES (?1, ?2)", (name, value.to_string()))?;
        }
        Ok(())
    }

    /// Has its documents read with other lists from now on.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn change(&self, settings: &Settings) -> Result<()> {
        self.store.changing(|| {
            self.set(settings)?;
            self.note("lists", &settings.to_string()).map(|_| ())
        })
    }

    /// The lists that its documents are read with.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn lexicon_options(&self) -> Result<lexicon::Options> {
        let settings = self.settings()?;
        let options = lexicon::Options::default().with_builtin(!settings.no_builtin);
        let folders = self.gazetteers(&settings);
        Ok(folders.into_iter().fold(options, lexicon::Options::with_folder))
    }

    /// The folders of lists, where they are.
    pub fn gazetteers(&self, settings: &Settings) -> Vec<PathBuf> {
        let home = self.path().parent().map(PathBuf::from).unwrap_or_default();
        settings.gazetteers.iter().map(|folder| home.join(folder)).collect()
    }
}
