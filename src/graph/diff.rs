//! What is different between two graphs: of two periods, two corpora, two runs.
//!
//! Actors are the same by their ids. Weights are compared as shares of all weights of their sort, so that the larger corpus does
//! not win: with the log-likelihood ratio, as in P. Rayson and R. Garside, “Comparing corpora using frequency profiling”, 2000.

use super::{Contingency, SIGNIFICANT, statement::HOLDS_ROLE};
use crate::{
    matcher::fold_words,
    model::{ActorGraph, Change, ChangeOf, ChangedActor, Designation, Edge, Evidence, Kind, Node, Way},
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// What an edge is told by in both graphs: ids of source and target, kind.
type EdgeKey<'g> = (&'g str, &'g str, &'g str);

/// The changes from one graph to another: relations, offices, ranks, ties, each by way, the greatest first.
///
/// An edge that only one graph has is new or vanished. One that both have is stronger or weaker where its share of all weights
/// differs beyond chance (G² > 10.83). A relation has ended that the new graph only negates or denies, an office that the dated
/// offices let end between the last documents of the two graphs.
pub fn changes(old: &ActorGraph, new: &ActorGraph) -> Vec<Change> {
    let [old, new] = [old, new].map(Side::new);
    let keys: BTreeSet<EdgeKey> = old.edges.keys().chain(new.edges.keys()).copied().collect();
    let mut changes: Vec<Change> = keys.into_iter().filter_map(|key| edge_change(key, &old, &new)).collect();
    for (id, node) in &old.nodes {
        let later = new.nodes.get(id).copied();
        changes.extend(later.and_then(|later| rank_change(node, later)));
    }
    changes.sort_by(|one, other| {
        order(one).cmp(&order(other)).then_with(|| strength(other).total_cmp(&strength(one)))
    });
    changes
}

fn order(change: &Change) -> (ChangeOf, Way) {
    (change.of, change.way)
}

fn strength(change: &Change) -> f64 {
    change.log_likelihood.unwrap_or(change.old.max(change.new))
}

/// One of the graphs, by ids.
struct Side<'g> {
    graph: &'g ActorGraph,
    nodes: BTreeMap<&'g str, &'g Node>,
    edges: BTreeMap<EdgeKey<'g>, &'g Edge>,
    /// The weights of all ties, and of all relations.
    weights: [f64; 2],
}

impl<'g> Side<'g> {
    fn new(graph: &'g ActorGraph) -> Side<'g> {
        let mut weights = [0.0; 2];
        let edges = graph.edges.iter().map(|edge| {
            weights[usize::from(edge.summary.is_some())] += edge.weight;
            let [source, target] = [edge.source, edge.target].map(|end| &*graph.nodes[end].id);
            ((source, target, &*edge.kind), edge)
        });
        let edges = edges.collect();
        let nodes = graph.nodes.iter().map(|node| (&*node.id, node)).collect();
        Side { graph, nodes, edges, weights }
    }

    fn actor(&self, id: &str) -> Option<ChangedActor> {
        let Node { id, label, kind, .. } = self.nodes.get(id)?;
        Some(ChangedActor::new(id, label, *kind))
    }

    /// The last day of its documents.
    fn last(&self) -> Option<crate::model::Date> {
        self.graph.nodes.iter().filter_map(|node| node.last).max()
    }
}

/// How an edge changed, where it did.
fn edge_change(key: EdgeKey, old: &Side, new: &Side) -> Option<Change> {
    let (before, after) = (old.edges.get(&key).copied(), new.edges.get(&key).copied());
    let either = after.or(before)?;
    let weight = |edge: Option<&Edge>| edge.map_or(0.0, |edge| edge.weight);
    let (weights, sort) = ([weight(before), weight(after)], usize::from(either.summary.is_some()));
    let g2 = log_likelihood(weights, [old.weights[sort], new.weights[sort]]);
    let of = match either.summary.is_some() {
        false => ChangeOf::Tie,
        true if either.kind == HOLDS_ROLE => ChangeOf::Office,
        true => ChangeOf::Relation,
    };
    let [values_before, values_after] = [before, after].map(qualifiers);
    let is_denied = after.is_some_and(Edge::is_only_denied);
    let way = match weights {
        [0.0, 0.0] => return None,
        [0.0, _] => Way::New,
        [_, 0.0] if is_denied || (of == ChangeOf::Office && has_ended(before?, old, new)) => Way::Ended,
        [_, 0.0] => Way::Vanished,
        _ if of == ChangeOf::Office && is_another_role(&values_before, &values_after) => Way::Changed,
        _ if g2 <= SIGNIFICANT => return None,
        [one, other] if other * old.weights[sort] > one * new.weights[sort] => Way::Stronger,
        _ => Way::Weaker,
    };
    let actor = |id| new.actor(id).or_else(|| old.actor(id));
    Some(Change {
        way,
        of,
        kind: either.kind.clone(),
        source: actor(key.0)?,
        target: actor(key.1),
        old_values: values_before,
        new_values: values_after,
        old: weights[0],
        new: weights[1],
        log_likelihood: Some(g2),
        evidence: after.and_then(shown).or_else(|| before.and_then(shown)).cloned(),
    })
}

/// G² of two weights out of two sums.
fn log_likelihood([old, new]: [f64; 2], [all_old, all_new]: [f64; 2]) -> f64 {
    let count = |weight: f64| weight.round() as u64;
    let table = Contingency {
        both: count(old),
        first: count(all_old).max(count(old)),
        second: count(old) + count(new),
        total: count(all_old).max(count(old)) + count(all_new).max(count(new)),
    };
    table.log_likelihood().unwrap_or(0.0)
}

/// Whether the dated offices let all roles of an edge end after the old documents and before the last of the new ones.
fn has_ended(edge: &Edge, old: &Side, new: &Side) -> bool {
    let periods = edge.summary.as_ref().map_or(&[][..], |summary| &summary.periods);
    let (Some(from), Some(to)) = (old.last(), new.last()) else { return false };
    let is_between = |end: crate::model::PartialDate| from <= end.last && end.first <= to;
    !periods.is_empty() && periods.iter().all(|period| period.to.is_some_and(is_between))
}

/// The roles of an edge, and the like.
fn qualifiers(edge: Option<&Edge>) -> Vec<String> {
    let summary = edge.and_then(|edge| edge.summary.as_ref());
    summary.map(|summary| summary.qualifiers.clone()).unwrap_or_default()
}

/// Whether the role that is told most was not told before. Texts word a role in many ways: one that has more than half of its
/// words, or of theirs, in common with another is the same (`président`, `président français`).
fn is_another_role(before: &[String], after: &[String]) -> bool {
    let words = |role: &String| -> BTreeSet<String> {
        let folded = fold_words(role);
        let words = folded.split_whitespace().filter(|word| word.chars().count() >= ROLE_WORD);
        words.map(str::to_string).collect()
    };
    let Some(told) = after.first().map(words) else { return false };
    let is_same = |role: &String| {
        let role = words(role);
        2 * role.intersection(&told).count() > role.len().min(told.len())
    };
    !before.is_empty() && !told.is_empty() && !before.iter().any(is_same)
}

/// Shorter words join others: `de la`, `aux`.
const ROLE_WORD: usize = 4;

/// Whether there is a value that was not there, however it is spelled; where there was none, nothing is known to be other.
fn is_other(before: &[String], after: &[String]) -> bool {
    let before: BTreeSet<String> = before.iter().map(|value| fold_words(value)).collect();
    !before.is_empty() && after.iter().any(|value| !before.contains(&fold_words(value)))
}

/// The sentence to show of an edge: what counts first, the surest first.
fn shown(edge: &Edge) -> Option<&Evidence> {
    let order = |evidence: &&Evidence| {
        let statement = evidence.statement.as_deref();
        let sure = statement.map_or(0, |statement| (statement.confidence * 1e6) as u64);
        (statement.is_none_or(crate::model::Statement::counts), sure, Reverse(evidence.passage.text.len()))
    };
    // The first of those that are as good.
    edge.evidence.iter().rev().max_by_key(order)
}

/// A rank that the new graph gives a person, and the old one, which gives others, does not.
fn rank_change(before: &Node, after: &Node) -> Option<Change> {
    let [old_values, new_values] = [before, after]
        .map(|node| -> Vec<String> { node.ranks.iter().map(|rank| rank.text.clone()).collect() });
    if after.kind != Kind::Person || !is_other(&old_values, &new_values) {
        return None;
    }
    let mentions = |ranks: &[Designation]| ranks.iter().map(|rank| rank.mentions).sum::<u64>() as f64;
    Some(Change {
        way: Way::Changed,
        of: ChangeOf::Rank,
        kind: RANK.to_string(),
        source: ChangedActor::new(&after.id, &after.label, after.kind),
        target: None,
        old_values,
        new_values,
        old: mentions(&before.ranks),
        new: mentions(&after.ranks),
        log_likelihood: None,
        evidence: None,
    })
}

/// What a rank is called where it is an edge.
const RANK: &str = "has_rank";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_other_roles_and_no_other_words() {
        let is_other = |before: &[&str], after: &[&str]| {
            let owned = |roles: &[&str]| roles.iter().map(|role| role.to_string()).collect::<Vec<_>>();
            is_another_role(&owned(before), &owned(after))
        };
        assert!(is_other(&["ministre de la Défense"], &["ministre des Affaires étrangères", "ministre"]));
        assert!(is_other(&["Premier ministre"], &["président"]));
        assert!(!is_other(&["chef de l’État", "président"], &["président français"]));
        assert!(!is_other(
            &["ministre de l’Europe et des Affaires étrangères"],
            &["ministre des Affaires Etrangères"]
        ));
        assert!(!is_other(&["ministre de la Défense"], &["ministre"]));
        assert!(!is_other(&[], &["ministre"]) && !is_other(&["ministre"], &[]), "nothing is known");
    }

    #[test]
    fn g2_is_of_shares() {
        assert_eq!(log_likelihood([5.0, 10.0], [100.0, 200.0]), 0.0);
        // a = 1 of 10, b = 3 of 10: G² = 2 (ln(1/2) + 3 ln(3/2) + 9 ln(9/8) + 7 ln(7/8)) = 1.2969.
        assert!((log_likelihood([1.0, 3.0], [10.0, 10.0]) - 1.2969).abs() < 1e-3);
        assert_eq!(log_likelihood([0.0, 0.0], [0.0, 0.0]), 0.0);
    }
}
