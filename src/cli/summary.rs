//! `palabre explain --summary`: how often each rule, or list, held and was refused.

use palabre::model::{Lexicon, Pass, Step, Verdict};
use std::{cmp::Reverse, collections::BTreeMap};

/// Counts of steps, per pass and rule or list.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    counts: BTreeMap<(Pass, String), Counts>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Counts {
    held: u64,
    refused: u64,
}

impl Summary {
    /// Adds the steps of a document; what is only noted does not count.
    pub(crate) fn add(&mut self, steps: &[Step], lexicon: &Lexicon) {
        for step in steps.iter().filter(|step| step.verdict != Verdict::Noted) {
            let source = step.via.as_ref().map_or("-", |via| via.source(lexicon));
            let counts = self.counts.entry((step.pass, source.to_string())).or_default();
            match step.verdict {
                Verdict::Held => counts.held += 1,
                _ => counts.refused += 1,
            }
        }
    }

    /// Lines of pass, rule, held and refused, parted by tabs: passes in their order, what held most first.
    pub(crate) fn table(&self) -> String {
        let mut rows: Vec<_> = self.counts.iter().collect();
        rows.sort_by_key(|((pass, _), counts)| (*pass, Reverse(**counts)));
        let mut table = "pass\trule\theld\trefused\n".to_string();
        for ((pass, rule), Counts { held, refused }) in rows {
            table += &format!("{}\t{rule}\t{held}\t{refused}\n", pass.name());
        }
        table
    }
}
