//! What is in a project.

use super::Project;
use crate::error::Result;

/// What is in a project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Status {
    /// How many documents.
    pub documents: usize,
    /// How many of them have the text of another one.
    pub same_text: usize,
    /// How many have no date.
    pub undated: usize,
    /// How many are not read yet.
    pub unread: usize,
    /// The first and the last date.
    pub dates: Option<(String, String)>,
    /// The sources with how many documents are of each, the most frequent first; none comes as empty.
    pub sources: Vec<(String, usize)>,
    /// Code points of all texts.
    pub characters: usize,
    /// Bytes of the file.
    pub bytes: usize,
    /// How many corrections hold.
    pub corrections: usize,
    /// How many were taken back.
    pub undone: usize,
}

impl Project {
    /// How many documents are in it.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn documents(&self) -> Result<usize> {
        Ok(self.store.value::<i64>("SELECT count(*) FROM documents", ())? as usize)
    }

    /// What is in it.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn status(&self) -> Result<Status> {
        let number = |sql: &str| self.store.value::<i64>(sql, ()).map(|number| number as usize);
        let dates = "SELECT min(date), max(date) FROM documents";
        let dates = self.store.one(dates, (), |row| Ok((row.get(0)?, row.get(1)?)))?;
        let sources = "SELECT coalesce(source, ''), count(*) FROM documents GROUP BY 1 ORDER BY 2 DESC, 1";
        let sources = self.store.all(sources, (), |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as usize)))?;
        Ok(Status {
            documents: self.documents()?,
            same_text: number("SELECT count(*) - count(DISTINCT sha256) FROM documents")?,
            undated: number("SELECT count(*) FROM documents WHERE date IS NULL")?,
            unread: number(
                "SELECT count(*) FROM documents WHERE number NOT IN (SELECT document FROM readings)",
            )?,
            dates: if let (Some(first), Some(last)) = dates { Some((first, last)) } else { None },
            sources,
            characters: number("SELECT coalesce(sum(length(text)), 0) FROM documents")?,
            bytes: number("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")?,
            corrections: number("SELECT count(*) FROM active_corrections")?,
            undone: number("SELECT count(*) FROM corrections WHERE undoes IS NOT NULL")?,
        })
    }
}
