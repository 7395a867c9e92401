//! Rows and rules that lines name again and again, each looked up once.

use crate::model::{EntryIndex, EntryKind, Kind, Lexicon, RuleId, rule_id};
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// The kinds that the nodes of a graph are of: they share no ids.
pub(super) const ACTORS: [EntryKind; 4] =
    [EntryKind::Country, EntryKind::Organisation, EntryKind::Person, EntryKind::Place];

/// Finds the rows and rules that lines name.
#[derive(Debug)]
pub(super) struct Memory<'l> {
    pub(super) lexicon: &'l Lexicon,
    rows: Known<EntryIndex>,
    /// By `Kind as usize`.
    entities: [Known<EntryIndex>; Kind::ALL.len()],
    rules: Known<RuleId>,
}

type Known<T> = RefCell<FxHashMap<Box<str>, T>>;

impl<'l> Memory<'l> {
    pub(super) fn new(lexicon: &'l Lexicon) -> Memory<'l> {
        Memory { lexicon, rows: Known::default(), entities: Default::default(), rules: Known::default() }
    }

    /// The row of `people:ibrahim-traore`.
    pub(super) fn row(&self, name: &str) -> Result<EntryIndex, String> {
        remembered(&self.rows, name, || {
            let (list, id) = name.split_once(':').unwrap_or(("", name));
            let of_id = EntryKind::ALL.iter().filter_map(|&kind| self.lexicon.find(kind, id));
            let mut of_list = of_id.filter(|&row| *self.lexicon.entry(row).list == *list);
            of_list.next().ok_or_else(|| format!("no row `{name}`"))
        })
    }

    /// The row of an entity of a kind.
    pub(super) fn entity(&self, kind: Kind, id: &str) -> Result<EntryIndex, String> {
        remembered(&self.entities[kind as usize], id, || self.find(&rows_of(kind), id))
    }

    /// The row of an id that is of one of the kinds.
    pub(super) fn find(&self, kinds: &[EntryKind], id: &str) -> Result<EntryIndex, String> {
        let found = kinds.iter().find_map(|&kind| self.lexicon.find(kind, id));
        found.ok_or_else(|| format!("no row of the id `{id}`"))
    }

    /// The id of a rule.
    pub(super) fn rule(&self, id: &str) -> Result<RuleId, String> {
        remembered(&self.rules, id, || rule_id(id).ok_or_else(|| format!("`{id}` is no id of a rule")))
    }
}

/// The kinds of rows whose names are mentions of a kind.
pub(super) fn rows_of(kind: Kind) -> Vec<EntryKind> {
    EntryKind::ALL.into_iter().filter(|entry| entry.mention() == Some(kind)).collect()
}

fn remembered<T: Copy>(
    known: &Known<T>,
    name: &str,
    find: impl FnOnce() -> Result<T, String>,
) -> Result<T, String> {
    if let Some(&found) = known.borrow().get(name) {
        return Ok(found);
    }
    let found = find()?;
    known.borrow_mut().insert(name.into(), found);
    Ok(found)
}
