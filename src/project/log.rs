//! What was done, and when.

use super::Project;
use crate::error::Result;

/// The number of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogId(pub(super) i64);

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// Its number.
    pub number: i64,
    /// When, in UTC, by the clock of who did it: `2026-11-30T08:15:00Z`.
    pub at: String,
    /// `new`, `add`, `change`, `remove`, `refresh`, `correct`, `undo`, `lists`.
    pub action: String,
    /// Of how many documents.
    pub documents: usize,
    /// What else is to be said.
    pub what: String,
}

impl Project {
    /// Adds an entry.
    pub(super) fn note(&self, action: &str, what: &str) -> Result<LogId> {
        self.store.add("INSERT INTO log (action, what) VALUES (?1, ?2)", (action, what)).map(LogId)
    }

    /// Counts documents in an entry.
    pub(super) fn count(&self, LogId(entry): LogId, documents: usize) -> Result<()> {
        self.store
            .run("UPDATE log SET documents = documents + ?2 WHERE number = ?1", (entry, documents as i64))?;
        Ok(())
    }

    /// Begins an entry for documents that come from some inputs.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn adding(&self, inputs: &[std::path::PathBuf]) -> Result<LogId> {
        let inputs: Vec<String> = inputs.iter().map(|input| input.display().to_string()).collect();
        self.store.changing(|| self.note("add", &inputs.join(" ")))
    }

    /// Ends an entry: one of no document goes. Of how many it is.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn added(&self, LogId(entry): LogId) -> Result<usize> {
        self.store.changing(|| {
            self.store.run("DELETE FROM log WHERE number = ?1 AND documents = 0", [entry])?;
            let documents =
                self.store.first("SELECT documents FROM log WHERE number = ?1", [entry], |row| row.get(0))?;
            Ok(documents.unwrap_or(0_i64) as usize)
        })
    }

    /// All entries, the oldest first.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn log(&self) -> Result<Vec<Entry>> {
        self.store.all("SELECT number, at, action, documents, what FROM log ORDER BY number", (), |row| {
            let documents = row.get::<_, i64>(3)? as usize;
            Ok(Entry {
                number: row.get(0)?,
                at: row.get(1)?,
                action: row.get(2)?,
                documents,
                what: row.get(4)?,
            })
        })
    }

    /// The ids of the documents that an entry wrote last.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn documents_of(&self, entry: &Entry) -> Result<Vec<String>> {
        let sql = "SELECT id FROM documents WHERE log = ?1 ORDER BY file, place";
        self.store.all(sql, [entry.number], |row| row.get(0))
    }
}
