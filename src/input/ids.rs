//! Ids that are unique over the files of a run.

use super::{File, Note, Read};
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// The ids of the documents of a run so far: eight bytes each.
///
/// The ids of a file's documents are unique in that file; rows of two files may have the same. The first file, in the
/// order in which [`find`](super::find) gives them, keeps its ids. A later one has its own before its rows' where they
/// clash: `mars.jsonl#17`.
#[derive(Debug, Clone, Default)]
pub(super) struct Ids(FxHashSet<u64>);

impl Ids {
    /// Gives a document that was read from a file an id that none before it has, and takes it.
    pub fn claim(&mut self, read: &mut Read, file: &File) {
        if self.take(&read.document.id) {
            return;
        }
        let id = std::mem::take(&mut read.document.id);
        read.document.id = self.first_free(format!("{}#{id}", file.id));
        read.notes.push(Note::DuplicateId { id });
    }

    /// The id, or with the first number that makes it one that none has. Takes it.
    pub(super) fn first_free(&mut self, id: String) -> String {
        if self.take(&id) {
            return id;
        }
        let mut numbered = (2_u64..).map(|number| format!("{id}#{number}"));
        numbered.find(|id| self.take(id)).expect("there are more numbers than documents")
    }

    /// Takes an id; says whether it was free.
    pub(super) fn take(&mut self, id: &str) -> bool {
        let mut hasher = FxHasher::default();
        id.hash(&mut hasher);
        self.0.insert(hasher.finish())
    }
}
