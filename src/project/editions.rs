//! The lists that documents were read with.

use super::{Project, sha256};
use crate::{
    Scope,
    error::Result,
    lexicon::{Edition, EditionFile},
};

/// The number of lists that documents were read with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EditionId(pub(super) i64);

impl Project {
    /// The number of lists in this palabre; they are kept so that what changes in them later is known.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn edition(&self, edition: &Edition, scope: &Scope) -> Result<EditionId> {
        let sha256 = hash(edition, scope);
        if let Some(id) = self.edition_of(&sha256)? {
            return Ok(id);
        }
        let sql =
            "INSERT INTO lists (sha256, palabre, built_in, compiled, scope) VALUES (?1, ?2, ?3, ?4, ?5)";
        let Edition { built_in, compiled, files, .. } = edition;
        let number = self.store.add(sql, (sha256, VERSION, built_in, compiled, json(scope)))?;
        for EditionFile { layer, name, text, .. } in files {
            self.store.run("INSERT INTO list_files VALUES (?1, ?2, ?3, ?4)", (number, layer, name, text))?;
        }
        Ok(EditionId(number))
    }

    /// The number of lists with which documents were read.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn known_edition(&self, edition: &Edition, scope: &Scope) -> Result<Option<EditionId>> {
        self.edition_of(&hash(edition, scope))
    }

    fn edition_of(&self, sha256: &str) -> Result<Option<EditionId>> {
        let found =
            self.store.first("SELECT number FROM lists WHERE sha256 = ?1", [sha256], |row| row.get(0));
        Ok(found?.map(EditionId))
    }

    /// What lists are made of with which documents were read; none where more than their files tells them from those of now.
    pub(super) fn files_of(&self, lists: EditionId, now: EditionId) -> Result<Option<Edition>> {
        let sql = "SELECT old.built_in, old.compiled FROM lists old JOIN lists new ON new.number = ?2
            WHERE old.number = ?1 AND (old.palabre, old.scope) = (new.palabre, new.scope)";
        let found = self.store.first(sql, (lists.0, now.0), |row| Ok((row.get(0)?, row.get(1)?)))?;
        let Some((built_in, compiled)) = found else { return Ok(None) };
        let sql = "SELECT layer, name, text FROM list_files WHERE lists = ?1 ORDER BY layer, name";
        let files = self.store.all(sql, [lists.0], |row| {
            Ok(EditionFile::new(row.get(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
        });
        Ok(Some(Edition { built_in, compiled, files: files? }))
    }

    /// The other lists that documents were last read with, and how many.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn earlier(&self, now: Option<EditionId>) -> Result<Vec<(EditionId, usize)>> {
        let sql = "SELECT lists, count(*) FROM readings WHERE lists IS NOT ?1 GROUP BY lists ORDER BY lists";
        let now = now.map(|EditionId(number)| number);
        self.store.all(sql, [now], |row| Ok((EditionId(row.get(0)?), row.get::<_, i64>(1)? as usize)))
    }
}

/// The version, and what tells its code from that of other builds.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("PALABRE_CODE"));

fn json(scope: &Scope) -> String {
    serde_json::to_string(scope).expect("a scope is JSON")
}

/// What tells lists, windows and the palabre that reads with them from others.
fn hash(edition: &Edition, scope: &Scope) -> String {
    let Edition { built_in, compiled, files, .. } = edition;
    let files = files
        .iter()
        .map(|EditionFile { layer, name, text, .. }| format!("{layer} {name} {}\n{text}", text.len()));
    let files: Vec<String> = files.collect();
    let head = [VERSION, built_in, compiled, &json(scope)].join("\n");
    sha256(std::iter::once(&*head).chain(files.iter().map(String::as_str)))
}
