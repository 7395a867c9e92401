//! A project: documents, what was read in them, and an analyst's corrections, in one SQLite file that grows.
//!
//! What is said to be stored is in the file whatever happens: each batch of documents is one transaction. A document is read when it
//! comes in, without corrections; its line is kept with the lists that it was read with, and read again where those change. The
//! [`schema`](../../src/project/schema.sql) has the tables, `docs/project.md` tells of them.
//!
//! ```
//! use palabre::{Scope, error::Error, project::{Project, Settings}};
//!
//! let folder = tempfile::tempdir()?;
//! let project = Project::create(&folder.path().join("sahel.palabre"), &Settings::default())?;
//! assert_eq!(project.status()?.documents, 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod corrections;
mod documents;
mod editions;
mod log;
mod refresh;
mod schema;
mod settings;
mod status;
mod store;

pub use corrections::TABLE;
pub use documents::{Arrival, Kept, Stored};
pub use editions::EditionId;
pub use log::{Entry, LogId};
pub use settings::Settings;
pub use status::Status;

use crate::error::Result;
use sha2::{Digest, Sha256};
use std::path::Path;
use store::Store;

/// An open project.
#[derive(Debug)]
pub struct Project {
    store: Store,
}

impl Project {
    /// Makes a project in a file that is not there yet, or is empty.
    ///
    /// # Errors
    /// A file that is there, or cannot be written.
    pub fn create(path: &Path, settings: &Settings) -> Result<Project> {
        let project = Project { store: Store::open(path, true)? };
        project.store.make_tables()?;
        project.store.changing(|| {
            project.set(settings)?;
            project.note("new", &settings.to_string()).map(|_| ())
        })?;
        Ok(project)
    }

    /// Opens a project; its tables become those of this palabre where they are of an older one.
    ///
    /// # Errors
    /// A file that is missing, is no project, or was made by a newer palabre.
    pub fn open(path: &Path) -> Result<Project> {
        let project = Project { store: Store::open(path, false)? };
        project.store.check_tables()?;
        Ok(project)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.store.path()
    }

    /// Does some work of which all is in the file at its end or, after an error, nothing.
    ///
    /// # Errors
    /// Those of the work; a program that writes for so long that it is not waited for; a full disk.
    pub fn changing<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.store.changing(work)
    }
}

/// SHA-256 of pieces, in hexadecimal digits.
fn sha256<'p>(pieces: impl IntoIterator<Item = &'p str>) -> String {
    let mut hasher = Sha256::new();
    pieces.into_iter().for_each(|piece| hasher.update(piece));
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
