//! The corrections of a project: a log, and the table that it comes to.

use super::Project;
use crate::{
    correction::{Correction, Corrections, appended},
    error::{Error, Result},
};

/// The name of the table that the corrections come to: what outputs say of where a row stands.
pub const TABLE: &str = crate::correction::FILE;

impl Project {
    /// The table of the corrections that hold, as `palabre correct` would have written it; nothing where there are none.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn corrections_table(&self) -> Result<String> {
        Ok(self.active()?.1)
    }

    /// The corrections that hold, with their numbers in the log, and their table.
    fn active(&self) -> Result<(Vec<i64>, String)> {
        let sql =
            "SELECT number, action, a, b, scope, who, \"when\", why FROM active_corrections ORDER BY number";
        let rows = self.store.all(sql, (), |row| {
            let cells =
                (1..8).map(|at| row.get::<_, String>(at)).collect::<rusqlite::Result<Vec<String>>>()?;
            Ok((row.get::<_, i64>(0)?, cells))
        })?;
        let mut table = String::new();
        for (_, cells) in &rows {
            let row = Correction::from_cells(cells).ok_or_else(|| {
                self.store.refused(&format!("a correction that is none: {}", cells.join(",")))
            })?;
            (table, _) = appended(TABLE, &table, &row)?;
        }
        Ok((rows.into_iter().map(|(number, _)| number).collect(), table))
    }

    /// Adds a correction; its line in the table.
    ///
    /// # Errors
    /// A row that is none, or contradicts another; a file that cannot be written.
    pub fn correct(&self, row: &Correction) -> Result<String> {
        self.store.changing(|| self.append(row))
    }

    fn append(&self, row: &Correction) -> Result<String> {
        let (table, line) = appended(TABLE, &self.active()?.1, row)?;
        // As any run would read it.
        Corrections::read([(TABLE, &*table)])?;
        let entry = self.note("correct", &row.to_string())?;
        let scope = row.scope.to_string();
        let sql = "INSERT INTO corrections (log, action, a, b, scope, who, \"when\", why)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let name = row.action.row().name;
        self.store.add(sql, (entry.0, name, &row.a, &row.b, scope, &row.who, &row.when, &row.why))?;
        Ok(line)
    }

    /// Adds those of a table that are not there; their lines.
    ///
    /// # Errors
    /// As [`Project::correct`]; then none is added.
    pub fn take(&self, rows: &[Correction]) -> Result<String> {
        let key = |row: &Correction| (row.action, row.a.clone(), row.b.clone(), row.scope.clone());
        self.store.changing(|| {
            let table = self.active()?.1;
            let known = if table.is_empty() {
                Corrections::default()
            } else {
                Corrections::read([(TABLE, &*table)])?
            };
            let known: Vec<_> = known.rows().iter().map(key).collect();
            let new = rows.iter().filter(|row| !known.contains(&key(row)));
            new.map(|row| Ok(self.append(row)? + "\n")).collect()
        })
    }

    /// Takes the last correction back, or that of a line of the table; its line.
    ///
    /// # Errors
    /// No correction there; a file that cannot be written.
    pub fn undo(&self, line: Option<u32>) -> Result<String> {
        self.store.changing(|| {
            let (numbers, table) = self.active()?;
            let (_, taken) = crate::correction::without(TABLE, &table, line)?;
            let rows = Corrections::read([(TABLE, &*table)])?;
            let is_meant = |row: &Correction| line.is_none_or(|line| row.place.line == line);
            let at = rows.rows().iter().rposition(is_meant);
            let at = at.ok_or_else(|| Error::usage("there is no correction to take back"))?;
            let entry = self.note("undo", &rows.rows()[at].to_string())?;
            self.store
                .add("INSERT INTO corrections (log, undoes) VALUES (?1, ?2)", (entry.0, numbers[at]))?;
            Ok(taken)
        })
    }
}
