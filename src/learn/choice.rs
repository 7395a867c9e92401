//! Which proposals are worth a reader's time, the most useful first.

use super::measure::Counts;
use std::{cmp::Ordering, collections::BTreeSet};

/// A proposal that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) proposal: usize,
    /// Noted statements that it finds and no rule does.
    pub(super) new: usize,
    /// Of these, those that no proposal before it finds.
    pub(super) gain: usize,
}

/// Chooses one proposal after the other: each time that of the greatest gain times share of right ones, as long as one finds
/// `min` statements that neither rules nor those before find.
pub(super) fn choose(missed: &BTreeSet<(usize, usize)>, counts: &[Counts], min: usize) -> Vec<Chosen> {
    let mut open: Vec<(usize, BTreeSet<(usize, usize)>, usize)> = counts.iter().enumerate().map(open(missed)).collect();
    let mut chosen = Vec::new();
    loop {
        open.retain(|(_, left, _)| left.len() >= min.max(1));
        let better = |one: &&(usize, BTreeSet<_>, usize), other: &&(usize, BTreeSet<_>, usize)| {
            use_of(one.1.len(), &counts[one.0], other.1.len(), &counts[other.0]).then(other.0.cmp(&one.0))
        };
        let Some((proposal, found, new)) = open.iter().max_by(better).cloned() else { return chosen };
        chosen.push(Chosen { proposal, new, gain: found.len() });
        open.retain(|(other, ..)| *other != proposal);
        for (_, left, _) in &mut open {
            left.retain(|statement| !found.contains(statement));
        }
    }
}

type Open = (usize, BTreeSet<(usize, usize)>, usize);

fn open(missed: &BTreeSet<(usize, usize)>) -> impl Fn((usize, &Counts)) -> Open + '_ {
    |(proposal, counts)| {
        let new: BTreeSet<_> = counts.right.intersection(missed).copied().collect();
        let number = new.len();
        (proposal, new, number)
    }
}

/// Compares gain times share of right ones, in whole numbers.
fn use_of(gain: usize, counts: &Counts, other_gain: usize, other: &Counts) -> Ordering {
    let (right, all) = (counts.right.len(), counts.right.len() + counts.unnoted.len());
    let (other_right, other_all) = (other.right.len(), other.right.len() + other.unnoted.len());
    (gain * right * other_all).cmp(&(other_gain * other_right * all))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EntityIndex;

    fn counts(right: &[usize], unnoted: u32) -> Counts {
        let same = |index| ((0, (0, String::new(), EntityIndex(index), EntityIndex(index))), (0, 1));
        Counts { right: right.iter().map(|&statement| (0, statement)).collect(), unnoted: (0..unnoted).map(same).collect() }
    }

    #[test]
    fn the_most_useful_goes_first_and_what_it_finds_counts_no_more() {
        let missed = (0..6).map(|statement| (0, statement)).collect();
        let all = [counts(&[0, 1, 2], 9), counts(&[0, 1, 7], 0), counts(&[3, 4], 0), counts(&[3, 4], 1)];
        let chosen = choose(&missed, &all, 1);
        let shown: Vec<_> = chosen.iter().map(|chosen| (chosen.proposal, chosen.new, chosen.gain)).collect();
        assert_eq!(shown, [(1, 2, 2), (2, 2, 2), (0, 3, 1)]);
        assert_eq!(choose(&missed, &all, 2).len(), 2);
    }
}
