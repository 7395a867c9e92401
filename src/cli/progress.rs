//! How much of the input is read: told by the thread that reads, shown by the one that waits.

use std::{
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// Bytes of files that are read, and of all of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress {
    read: Arc<AtomicU64>,
    all: u64,
}

impl Progress {
    /// Of some files. Nothing is known where one is standard input.
    pub(super) fn of<'p>(paths: impl Iterator<Item = &'p Path>) -> Progress {
        let all = paths.map(|path| fs::metadata(path).ok().map(|file| file.len())).sum::<Option<u64>>();
        Progress { all: all.unwrap_or(0), ..Progress::default() }
    }

    /// So many more bytes are read.
    pub(super) fn add(&self, bytes: u64) {
        self.read.fetch_add(bytes, Ordering::Relaxed);
    }

    /// What is read, in percent, where that is known.
    pub(crate) fn percent(&self) -> Option<u64> {
        let read = self.read.load(Ordering::Relaxed).min(self.all);
        (self.all > 0).then(|| 100 * read / self.all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_known_of_files_alone() {
        let folder = tempfile::tempdir().unwrap();
        let paths = ["a", "b"].map(|name| folder.path().join(name));
        paths.iter().for_each(|path| fs::write(path, "x".repeat(50)).unwrap());
        let progress = Progress::of(paths.iter().map(|path| path.as_path()));
        let share = progress.clone();
        share.add(33);
        assert_eq!(progress.percent(), Some(33));
        share.add(200);
        assert_eq!(progress.percent(), Some(100));
        assert_eq!(Progress::of([paths[0].as_path(), Path::new("-")].into_iter()).percent(), None);
        assert_eq!(Progress::default().percent(), None);
    }
}
