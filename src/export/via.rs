//! What found a mention, as files say it.

use crate::model::{Lexicon, Via};

/// The row or rule that found a mention: `gazetteer:people:ibrahim-traore` or `rule:fr.person.rank-name`. In pieces, of
/// which some are empty.
pub(super) fn via(lexicon: &Lexicon, via: Via) -> [&str; 6] {
    match via {
        Via::Gazetteer(entry) => {
            let row = lexicon.entry(entry);
            ["gazetteer:", row.list, ":", &row.id, "", ""]
        }
        Via::Rule(rule) => ["rule:", rule, "", "", "", ""],
        Via::Office(index) => {
            let office = &lexicon.offices[index as usize];
            let id = |entry| &*lexicon.entry(entry).id;
            ["inferred:offices:", id(office.person), ":", id(office.role), ":", id(office.of)]
        }
    }
}
