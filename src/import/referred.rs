//! The rows that links refer to: some forty bytes each, since a source may join everybody to something.

use super::seen::key;
use crate::model::EntryKind;

/// Rows by the hash of the id that the source has for them.
#[derive(Default)]
pub(super) struct Referred {
    /// The hashes that are asked for, in order.
    keys: Vec<u64>,
    /// One more than where the row of each begins in `rows`; 0 where there is none.
    begins: Vec<usize>,
    /// Kind and id of each row.
    rows: String,
}

/// What stands between rows.
const END: char = '\n';

impl Referred {
    /// None yet, of those that are asked for.
    pub(super) fn new(mut keys: Vec<u64>) -> Referred {
        keys.sort_unstable();
        keys.dedup();
        keys.shrink_to_fit();
        Referred { begins: vec![0; keys.len()], keys, rows: String::new() }
    }

    /// Keeps a row, if it is asked for.
    pub(super) fn keep(&mut self, key: u64, kind: EntryKind, id: &str) {
        if let Ok(place) = self.keys.binary_search(&key) {
            self.begins[place] = self.rows.len() + 1;
            self.rows.extend([kind.name(), " ", id]);
            self.rows.push(END);
        }
    }

    /// The row of an id.
    pub(super) fn get(&self, id: &str) -> Option<(EntryKind, &str)> {
        let place = self.keys.binary_search(&key(id)).ok()?;
        let start = self.begins[place].checked_sub(1)?;
        let (kind, id) = self.rows[start..].split(END).next()?.split_once(' ')?;
        Some((EntryKind::ALL.into_iter().find(|known| known.name() == kind)?, id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_are_asked_for_are_kept() {
        let mut referred = Referred::new(["b", "a", "b", "c"].map(key).to_vec());
        referred.keep(key("b"), EntryKind::Organisation, "union-b");
        referred.keep(key("x"), EntryKind::Person, "awa-x");
        referred.keep(key("a"), EntryKind::Person, "awa-a");
        assert_eq!(referred.get("a"), Some((EntryKind::Person, "awa-a")));
        assert_eq!(referred.get("b"), Some((EntryKind::Organisation, "union-b")));
        assert_eq!(["c", "x"].map(|id| referred.get(id)), [None, None], "no row, or nobody asks for it");
    }
}
