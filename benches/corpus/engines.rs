//! The matcher and the automata that it is measured against, behind one interface.

use super::folded::{Folded, Table, fold_name};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use daachorse::{DoubleArrayAhoCorasick, DoubleArrayAhoCorasickBuilder};
use palabre::matcher::{Case, Matcher};

/// Start, end and name.
pub type Found = (usize, usize, u32);

/// The matcher of some names.
pub fn matcher(names: &[String], case: Case) -> Matcher {
    let mut builder = Matcher::builder();
    for (i, name) in names.iter().enumerate() {
        builder.add(name, case, i as u32);
    }
    builder.build()
}

/// A byte automaton over folded names, leftmost-longest.
pub enum Automaton {
    AhoCorasick(AhoCorasick),
    Daachorse(DoubleArrayAhoCorasick<u32>),
}

impl Automaton {
    pub fn aho_corasick(names: &[String]) -> Automaton {
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .match_kind(MatchKind::LeftmostLongest)
            .build(names.iter().map(|name| fold_name(name)));
        Automaton::AhoCorasick(automaton.expect("names are not too many"))
    }

    pub fn daachorse(names: &[String]) -> Automaton {
        let automaton = DoubleArrayAhoCorasickBuilder::new()
            .match_kind(daachorse::MatchKind::LeftmostLongest)
            .build(names.iter().map(|name| fold_name(name)));
        Automaton::Daachorse(automaton.expect("names are distinct and not too many"))
    }

    /// Every match in folded text, in folded offsets.
    pub fn scan(&self, folded: &[u8], mut found: impl FnMut(Found)) {
        match self {
            Automaton::AhoCorasick(automaton) => {
                automaton.find_iter(folded).for_each(|m| found((m.start(), m.end(), m.pattern().as_u32())))
            }
            Automaton::Daachorse(automaton) => {
                automaton.leftmost_find_iter(folded).for_each(|m| found((m.start(), m.end(), m.value())))
            }
        }
    }

    /// What it takes to get from a text as it was written to offsets in it: fold, scan, check for word boundaries,
    /// go back to the original offsets.
    pub fn find(&self, text: &str, table: &Table, folded: &mut Folded, mut found: impl FnMut(Found)) {
        folded.set(text, table);
        let mut cursor = folded.cursor();
        self.scan(&folded.text, |(start, end, name)| {
            if folded.is_boundary(start) && folded.is_boundary(end) {
                found((cursor.original(start), cursor.original(end), name));
            }
        });
    }
}
