//! Which added file brings about what is wrong in a built-in one.

use super::{Files, ListFile, check::Finding};
use crate::error::Place;
use std::collections::BTreeSet;

/// What is said of which place.
type Told = BTreeSet<(Place, String)>;

impl Files {
    /// Findings in a built-in file that are not there without an added one are told of that one, so far as one file alone
    /// brings them about.
    pub fn blame(&self, findings: &mut [Finding], examine: impl Fn(&Files) -> Vec<Finding>) {
        for added in self.added().filter(|added| !self.is_copy(added)) {
            if !findings.iter().any(|finding| self.is_builtin(&finding.place)) {
                return;
            }
            // A folder of the name of the built-in one has files of their names.
            let is_added = |file: &ListFile| (file.layer, &file.path) == (added.layer, &added.path);
            let without = self.retained(|file| !is_added(file)).told(&examine);
            let of_added = |finding: &&mut Finding| {
                self.is_builtin(&finding.place) && !without.contains(&finding.told())
            };
            for finding in findings.iter_mut().filter(of_added) {
                finding.message = format!("with this file, {}: {}", finding.place, finding.message);
                finding.place = Place { file: added.path.clone(), ..Place::default() };
            }
        }
    }

    /// Leaves out what is wrong in the built-in files without the added ones, too.
    pub fn keep_of_added(&self, findings: &mut Vec<Finding>, examine: impl Fn(&Files) -> Vec<Finding>) {
        if findings.iter().any(|finding| self.is_builtin(&finding.place)) {
            let without = self.retained(|file| file.layer == 0).told(&examine);
            findings.retain(|finding| !without.contains(&finding.told()));
        }
    }

    /// What is wrong. Nothing is with sound files by themselves.
    fn told(&self, examine: &impl Fn(&Files) -> Vec<Finding>) -> Told {
        match self.are_sound && self.added().next().is_none() {
            true => Told::default(),
            false => examine(self).iter().map(Finding::told).collect(),
        }
    }

    /// Whether a file says what a file below it says, and so brings nothing about.
    fn is_copy(&self, added: &ListFile) -> bool {
        let mut files = self.lists.iter().chain(&self.toml);
        files.any(|file| file.layer == 0 && file.list == added.list && file.text == added.text)
            && self.added().filter(|file| file.list == added.list).count() == 1
    }

    fn added(&self) -> impl Iterator<Item = &ListFile> {
        self.lists.iter().chain(&self.toml).filter(|file| file.layer > 0)
    }

    fn is_builtin(&self, place: &Place) -> bool {
        let mut builtin = self.lists.iter().chain(&self.toml).filter(|file| file.layer == 0);
        builtin.any(|file| file.path == place.file)
    }

    /// The files without some.
    pub(super) fn retained(&self, keep: impl Fn(&ListFile) -> bool) -> Files {
        let retained = |files: &[ListFile]| files.iter().filter(|file| keep(file)).cloned().collect();
        Files { lists: retained(&self.lists), toml: retained(&self.toml), are_sound: self.are_sound }
    }
}
