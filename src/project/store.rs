//! The SQLite file: statements, transactions, and what its errors say to people.

use crate::error::{Error, ErrorKind, Result};
use rusqlite::{Connection, ErrorCode, OpenFlags, Params, Row, types::FromSql};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// How long another program that writes is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// An open file.
#[derive(Debug)]
pub(super) struct Store {
    connection: Connection,
    path: PathBuf,
}

impl Store {
    /// Opens a file; makes it where it is missing, if it may.
    pub(super) fn open(path: &Path, make: bool) -> Result<Store> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let flags = if make { flags | OpenFlags::SQLITE_OPEN_CREATE } else { flags };
        let connection = Connection::open_with_flags(path, flags).map_err(|error| told(path, error))?;
        let store = Store { connection, path: path.to_owned() };
        store.connection.busy_timeout(PATIENCE).map_err(store.at())?;
        // A transaction is in the file when it is said to be: power may fail, too.
        store.batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")?;
        Ok(store)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// What is wrong with the file.
    pub(super) fn refused(&self, message: &str) -> Error {
        Error::input(&self.path, message)
    }

    /// Does some work, of which all is in the file at its end or nothing. Others write before or after it.
    pub(super) fn changing<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.batch("BEGIN IMMEDIATE")?;
        let done = work().and_then(|done| self.batch("COMMIT").map(|()| done));
        if done.is_err() {
            // Nothing is lost where this fails: without a commit the file is what it was.
            let _ = self.batch("ROLLBACK");
        }
        done
    }

    /// Does some work that sees the file as it is at its start, whoever writes.
    pub(super) fn seeing<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.batch("BEGIN")?;
        let done = work();
        self.batch("COMMIT")?;
        done
    }

    /// Statements without parameters.
    pub(super) fn batch(&self, sql: &str) -> Result<()> {
        self.connection.execute_batch(sql).map_err(self.at())
    }

    /// A statement that changes rows; how many.
    pub(super) fn run(&self, sql: &str, parameters: impl Params) -> Result<usize> {
        let mut statement = self.connection.prepare_cached(sql).map_err(self.at())?;
        statement.execute(parameters).map_err(self.at())
    }

    /// A statement that adds a row; its number.
    pub(super) fn add(&self, sql: &str, parameters: impl Params) -> Result<i64> {
        self.run(sql, parameters)?;
        Ok(self.connection.last_insert_rowid())
    }

    /// The rows of a query.
    pub(super) fn all<T>(
        &self,
        sql: &str,
        parameters: impl Params,
        read: impl FnMut(&Row) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.connection.prepare_cached(sql).map_err(self.at())?;
        let rows = statement.query_map(parameters, read).map_err(self.at())?;
        rows.collect::<rusqlite::Result<Vec<T>>>().map_err(self.at())
    }

    /// Gives the rows of a query to somebody, one by one, as long as they go on.
    pub(super) fn each<T>(
        &self,
        sql: &str,
        parameters: impl Params,
        mut read: impl FnMut(&Row) -> rusqlite::Result<T>,
        mut give: impl FnMut(Result<T>) -> bool,
    ) -> Result<()> {
        let mut statement = self.connection.prepare_cached(sql).map_err(self.at())?;
        let mut rows = statement.query(parameters).map_err(self.at())?;
        while let Some(row) = rows.next().map_err(self.at())? {
            if !give(read(row).map_err(self.at())) {
                break;
            }
        }
        Ok(())
    }

    /// The first row of a query, if there is one.
    pub(super) fn first<T>(
        &self,
        sql: &str,
        parameters: impl Params,
        read: impl FnMut(&Row) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.all(sql, parameters, read)?.into_iter().next())
    }

    /// The one row of a query.
    pub(super) fn one<T>(
        &self,
        sql: &str,
        parameters: impl Params,
        read: impl FnMut(&Row) -> rusqlite::Result<T>,
    ) -> Result<T> {
        self.first(sql, parameters, read)?.ok_or_else(|| self.refused("a row is missing").with_hint(BROKEN))
    }

    /// The one value of a query.
    pub(super) fn value<T: FromSql>(&self, sql: &str, parameters: impl Params) -> Result<T> {
        self.one(sql, parameters, |row| row.get(0))
    }

    fn at(&self) -> impl Fn(rusqlite::Error) -> Error + '_ {
        |error| told(&self.path, error)
    }
}

const BROKEN: &str = "`sqlite3 FILE 'PRAGMA integrity_check'` tells whether the file is whole";

/// What an error of SQLite says to people.
fn told(path: &Path, error: rusqlite::Error) -> Error {
    let refused = |message: &str, hint: &str| Error::input(path, message).with_hint(hint);
    let io = |kind: std::io::ErrorKind| ErrorKind::Io { path: path.into(), source: kind.into() }.into();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            refused("another program writes to it", "wait for its end, or have it write its changes")
        }
        Some(ErrorCode::NotADatabase) => {
            refused("no project of palabre", "`palabre project new FILE` makes one")
        }
        Some(ErrorCode::DatabaseCorrupt) => refused("a database that is damaged", BROKEN),
        Some(ErrorCode::CannotOpen) => {
            refused("no such project, or it cannot be opened", "`palabre project new FILE` makes one")
        }
        Some(ErrorCode::DiskFull) => io(std::io::ErrorKind::StorageFull),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => io(std::io::ErrorKind::PermissionDenied),
        _ => Error::input(path, error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_writes_at_the_same_time_is_waited_for_or_told_of() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.palabre");
        let [one, other] = [(), ()].map(|()| Store::open(&path, true).unwrap());
        one.batch("CREATE TABLE a (b)").unwrap();
        other.connection.busy_timeout(Duration::ZERO).unwrap();
        let add = |store: &Store| store.changing(|| store.run("INSERT INTO a VALUES (1)", ()));
        one.changing(|| {
            let error = add(&other).unwrap_err();
            assert!(error.to_string().ends_with("another program writes to it"), "{error}");
            assert!(error.hint().is_some());
            one.run("INSERT INTO a VALUES (2)", ())
        })
        .unwrap();
        other.connection.busy_timeout(PATIENCE).unwrap();
        std::thread::scope(|threads| {
            one.batch("BEGIN IMMEDIATE").unwrap();
            let waits = threads.spawn(move || add(&other).unwrap());
            std::thread::sleep(Duration::from_millis(30));
            one.batch("COMMIT").unwrap();
            waits.join().unwrap();
        });
        assert_eq!(one.value::<i64>("SELECT count(*) FROM a", ()).unwrap(), 2);
    }

    #[test]
    fn what_fails_in_the_middle_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("a"), true).unwrap();
        store.batch("CREATE TABLE a (b)").unwrap();
        let failed = store.changing(|| {
            store.run("INSERT INTO a VALUES (1)", ())?;
            store.run("INSERT INTO b VALUES (1)", ())
        });
        assert!(failed.is_err());
        assert_eq!(store.value::<i64>("SELECT count(*) FROM a", ()).unwrap(), 0);
    }
}
