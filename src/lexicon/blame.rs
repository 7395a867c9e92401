//! Which added file brings about what is wrong in a built-in one.

use super::{Files, ListFile, check::Finding};
use crate::{builtin, error::Place};

impl Files {
    /// Findings in a built-in file that are not there without an added one are told of that one, so far as one file alone
    /// brings them about.
    pub(super) fn blame(&self, findings: &mut [Finding], examine: impl Fn(&Files) -> Vec<Finding>) {
        for added in self.added() {
            if !findings.iter().any(|finding| self.is_builtin(&finding.place)) {
                return;
            }
            // A folder of the name of the built-in one has files of their names.
            let is_added = |file: &ListFile| (file.layer, &file.path) == (added.layer, &added.path);
            let without = self.retained(|file| !is_added(file)).findings(&examine);
            let of_added =
                |finding: &&mut Finding| self.is_builtin(&finding.place) && !finding.is_among(&without);
            for finding in findings.iter_mut().filter(of_added) {
                finding.message = format!("with this file, {}: {}", finding.place, finding.message);
                finding.place = Place { file: added.path.clone(), ..Place::default() };
            }
        }
    }

    /// Leaves out what is wrong in the built-in files without the added ones, too.
    pub(super) fn keep_of_added(
        &self,
        findings: &mut Vec<Finding>,
        examine: impl Fn(&Files) -> Vec<Finding>,
    ) {
        if findings.iter().any(|finding| self.is_builtin(&finding.place)) {
            let without = self.retained(|file| file.layer == 0).findings(&examine);
            findings.retain(|finding| !finding.is_among(&without));
        }
    }

    /// What is wrong. Nothing is with the built-in files by themselves, where the build could compile them.
    fn findings(&self, examine: &impl Fn(&Files) -> Vec<Finding>) -> Vec<Finding> {
        match self.added().next().is_none() && builtin::compiled().is_some() {
            true => Vec::new(),
            false => examine(self),
        }
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
        Files { lists: retained(&self.lists), toml: retained(&self.toml) }
    }
}
