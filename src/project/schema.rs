//! The tables of a project, and the steps from one version of them to the next.

use super::store::Store;
use crate::error::{Error, Result};

/// What tells the file of a project from other SQLite files: `PRAGMA application_id`, `pala` in ASCII.
const APPLICATION: i64 = 0x7061_6c61;

/// What makes each version of the tables of the one before: `PRAGMA user_version` counts them.
const STEPS: [&str; 1] = [include_str!("schema.sql")];

/// What a file is.
#[derive(Debug, PartialEq, Eq)]
enum State {
    Empty,
    Foreign,
    /// A project, of a version.
    Project(usize),
}

impl Store {
    fn state(&self) -> Result<State> {
        let number = |sql: &str| self.one(sql, (), |row| row.get::<_, i64>(0));
        let is_empty = number("SELECT count(*) FROM sqlite_master")? == 0;
        match number("PRAGMA application_id")? {
            APPLICATION => Ok(State::Project(number("PRAGMA user_version")?.max(0) as usize)),
            0 if is_empty => Ok(State::Empty),
            _ => Ok(State::Foreign),
        }
    }

    /// Makes the tables in a file that is empty.
    pub(super) fn make_tables(&self) -> Result<()> {
        match self.state()? {
            State::Empty => self.step(0),
            State::Project(_) => {
                Err(self.refused("exists already").with_hint("`palabre project add` adds documents to it"))
            }
            State::Foreign => {
                Err(self.refused("a database, and none of palabre").with_hint("give another name"))
            }
        }
    }

    /// Checks that it is a project, and brings its tables to the version of this palabre.
    pub(super) fn check_tables(&self) -> Result<()> {
        match self.state()? {
            State::Project(version) if version == STEPS.len() => Ok(()),
            State::Project(version) if version < STEPS.len() => self.step(version),
            State::Project(version) => Err(self
                .refused(&format!(
                    "made by a newer palabre: tables of version {version}, and not {}",
                    STEPS.len()
                ))
                .with_hint("use that palabre, or a newer one")),
            State::Empty | State::Foreign => Err(self.no_project()),
        }
    }

    pub(super) fn no_project(&self) -> Error {
        self.refused("no project of palabre").with_hint("`palabre project new FILE` makes one")
    }

    fn step(&self, from: usize) -> Result<()> {
        self.changing(|| {
            STEPS[from..].iter().try_for_each(|step| self.batch(step))?;
            self.batch(&format!(
                "PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {}",
                STEPS.len()
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Project, Settings};
    use std::fs;

    #[test]
    fn files_that_are_no_project_of_now_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.palabre");
        let refused = |what: fn(&std::path::Path) -> String| what(&path);
        let open = |path: &std::path::Path| Project::open(path).unwrap_err().to_string();
        let create =
            |path: &std::path::Path| Project::create(path, &Settings::default()).unwrap_err().to_string();
        assert!(refused(open).ends_with("no such project, or it cannot be opened"));
        fs::write(&path, "Le général est arrivé à Bamako. ".repeat(99)).unwrap();
        assert!(refused(open).ends_with("no project of palabre"));
        assert!(refused(create).ends_with("no project of palabre"));
        // What a process that was killed at once leaves.
        fs::write(&path, "").unwrap();
        assert!(refused(open).ends_with("no project of palabre"));
        let project = Project::create(&path, &Settings::default()).unwrap();
        assert!(refused(create).ends_with("exists already"));
        project.store.batch("PRAGMA user_version = 7").unwrap();
        assert!(refused(open).ends_with("made by a newer palabre: tables of version 7, and not 1"));
        project.store.batch("PRAGMA user_version = 1; PRAGMA application_id = 5").unwrap();
        assert!(refused(open).ends_with("no project of palabre"));
        assert!(refused(create).ends_with("a database, and none of palabre"));
    }

    #[test]
    fn corrections_stay_in_the_log() {
        let folder = tempfile::tempdir().unwrap();
        let project = Project::create(&folder.path().join("a"), &Settings::default()).unwrap();
        let row = crate::correction::Correction::new(crate::correction::Action::Name, "x", "Y");
        project.correct(&row).unwrap();
        for sql in ["DELETE FROM corrections", "UPDATE corrections SET b = 'Z'"] {
            assert!(project.store.batch(sql).unwrap_err().to_string().contains("corrections stay"));
        }
        project.undo(None).unwrap();
        assert_eq!(project.corrections_table().unwrap(), "");
        assert!(project.undo(None).is_err());
        let actions: Vec<String> = project.log().unwrap().into_iter().map(|entry| entry.action).collect();
        assert_eq!(actions, ["new", "correct", "undo"]);
    }
}
