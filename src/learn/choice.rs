//! Which proposals are worth a reader's time, the most useful first.

use super::{
    measure::Counts,
    proposal::Proposal,
    template::{Trigger, TriggerKind},
};
use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

/// Noted statements that no rule finds, by text and number, with the sentence that says them. What the same sentence says, also
/// reprinted, is evidence once.
pub(super) type Missed = BTreeMap<(usize, usize), usize>;

/// A proposal that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) proposal: usize,
    /// Noted statements that it finds and no rule does.
    pub(super) new: usize,
    /// Of these, those that no proposal chosen before it finds.
    pub(super) gain: usize,
    /// How many sentences say those.
    pub(super) sentences: usize,
}

/// Chooses one proposal after the other, each time that of the greatest gain times share of right ones, as long as one
/// finds what neither rules nor those before find.
pub(super) fn choose(missed: &Missed, proposals: &[Proposal], counts: &[Counts]) -> Vec<Chosen> {
    let mut open: Vec<Open> =
        counts.iter().enumerate().map(|(proposal, counts)| Open::of(proposal, counts, missed)).collect();
    let mut chosen = Vec::new();
    loop {
        open.retain(|open| !open.left.is_empty());
        let weight = |open: &Open| Use::of(open.sentences(), [&counts[open.proposal]]);
        let better = |one: &&Open, other: &&Open| {
            weight(one)
                .cmp(&weight(other))
                .then(one.words(proposals).cmp(&other.words(proposals)))
                .then(other.proposal.cmp(&one.proposal))
        };
        let Some(best) = open.iter().max_by(better).cloned() else { return chosen };
        let (gain, sentences) = (best.left.len(), best.sentences());
        chosen.push(Chosen { proposal: best.proposal, new: best.new, gain, sentences });
        open.retain(|other| other.proposal != best.proposal);
        for other in &mut open {
            other.left.retain(|statement, _| !best.left.contains_key(statement));
        }
    }
}

/// A proposal that is not chosen yet, with what it finds and nothing else does.
#[derive(Debug, Clone)]
struct Open {
    proposal: usize,
    new: usize,
    left: Missed,
}

impl Open {
    fn of(proposal: usize, counts: &Counts, missed: &Missed) -> Open {
        let left: Missed =
            counts.right.iter().filter_map(|statement| Some((*statement, *missed.get(statement)?))).collect();
        Open { proposal, new: left.len(), left }
    }

    /// How good its own words are: what several sentences have in common is an idiom, what one has is chance.
    fn words(&self, proposals: &[Proposal]) -> isize {
        let words = proposals[self.proposal].words as isize;
        if self.sentences() > 1 { words } else { -words }
    }

    fn sentences(&self) -> usize {
        self.left.values().collect::<BTreeSet<_>>().len()
    }
}

/// Gain times share of right ones, as a fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Use {
    right: usize,
    all: usize,
}

impl Use {
    fn of<'c>(gain: usize, counts: impl IntoIterator<Item = &'c Counts>) -> Use {
        let counts = counts.into_iter().map(|counts| (counts.right.len(), counts.unnoted.len()));
        let (right, unnoted) = counts.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        Use { right: gain * right, all: right + unnoted }
    }
}

impl Ord for Use {
    fn cmp(&self, other: &Use) -> Ordering {
        (self.right * other.all).cmp(&(other.right * self.all))
    }
}

impl PartialOrd for Use {
    fn partial_cmp(&self, other: &Use) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Joins proposals to stanzas that at least `min` sentences speak for, the most useful first: all templates of a trigger for a
/// type; of what is left, all triggers of a template, where more of what they state is noted than not.
pub(super) fn stanzas(
    chosen: &[Chosen],
    proposals: &[Proposal],
    counts: &[Counts],
    min: usize,
) -> Vec<Vec<Chosen>> {
    let mut of_trigger: BTreeMap<(&str, &Trigger), Vec<Chosen>> = BTreeMap::new();
    for one in chosen {
        let Proposal { relation, trigger, .. } = &proposals[one.proposal];
        of_trigger.entry((relation, trigger)).or_default().push(*one);
    }
    let sentences = |stanza: &Vec<Chosen>| stanza.iter().map(|chosen| chosen.sentences).sum::<usize>();
    let (mut found, rest): (Vec<_>, Vec<_>) =
        of_trigger.into_values().partition(|stanza| sentences(stanza) >= min);
    let mut of_template: BTreeMap<(&str, TriggerKind, &str), Vec<Chosen>> = BTreeMap::new();
    for one in rest.into_iter().flatten() {
        let Proposal { relation, trigger, text, .. } = &proposals[one.proposal];
        if counts[one.proposal].right.len() > counts[one.proposal].unnoted.len() {
            of_template.entry((relation, trigger.kind, text)).or_default().push(one);
        }
    }
    found.extend(of_template.into_values().filter(|stanza| sentences(stanza) >= min));
    let weight = |stanza: &Vec<Chosen>| {
        Use::of(sentences(stanza), stanza.iter().map(|chosen| &counts[chosen.proposal]))
    };
    found.sort_by(|one, other| weight(other).cmp(&weight(one)).then(one[0].proposal.cmp(&other[0].proposal)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EntityIndex;

    fn counts(right: &[usize], unnoted: u32) -> Counts {
        let same = |index| ((0, (0, String::new(), EntityIndex(index), EntityIndex(index))), (0, 1));
        let right = right.iter().map(|&statement| (0, statement)).collect();
        Counts { right, unnoted: (0..unnoted).map(same).collect() }
    }

    fn proposal(lemma: &str) -> Proposal {
        Proposal {
            relation: "meets".to_string(),
            trigger: Trigger { kind: TriggerKind::Verb, lemma: lemma.to_string() },
            text: "A _ B".to_string(),
            words: 0,
        }
    }

    #[test]
    fn the_most_useful_goes_first_and_what_it_finds_counts_no_more() {
        let missed = (0..6).map(|statement| ((0, statement), statement)).collect();
        let all = [counts(&[0, 1, 2], 9), counts(&[0, 1, 7], 0), counts(&[3, 4], 0), counts(&[3, 4], 1)];
        let chosen = choose(&missed, &["a", "b", "c", "d"].map(proposal), &all);
        let shown: Vec<_> = chosen.iter().map(|chosen| (chosen.proposal, chosen.new, chosen.gain)).collect();
        assert_eq!(shown, [(1, 2, 2), (2, 2, 2), (0, 3, 1)]);
    }

    #[test]
    fn triggers_of_one_template_are_joined_where_each_alone_is_too_few() {
        let proposals = ["croiser", "saluer", "voir"].map(proposal);
        let missed = (0..4).map(|statement| ((0, statement), statement)).collect();
        let all = [counts(&[0], 0), counts(&[1], 0), counts(&[2], 3)];
        let joined = stanzas(&choose(&missed, &proposals, &all), &proposals, &all, 2);
        let shown: Vec<Vec<usize>> =
            joined.iter().map(|stanza| stanza.iter().map(|chosen| chosen.proposal).collect()).collect();
        assert_eq!(shown, [[0, 1]]);
    }
}
