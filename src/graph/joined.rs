//! Two graphs as one.

use crate::model::{ActorGraph, Date, Edge, Evidence, Node};
use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

/// Both graphs as one: what either has. What both have is as the new graph tells it, with the evidence of both, the greater of
/// their weights and counts, and the first and last day of either.
pub fn joined(old: ActorGraph, new: ActorGraph) -> ActorGraph {
    let count = new.count;
    let [old_ids, new_ids] = [&old, &new].map(ids);
    let mut stories = new.stories;
    let listed: BTreeSet<_> = stories.iter().map(|story| story.id.clone()).collect();
    stories.extend(old.stories.into_iter().filter(|story| !listed.contains(&story.id)));
    let mut nodes: BTreeMap<String, Node> = BTreeMap::new();
    for node in new.nodes.into_iter().chain(old.nodes) {
        match nodes.get_mut(&node.id) {
            Some(known) => join_nodes(known, node),
            None => drop(nodes.insert(node.id.clone(), node)),
        }
    }
    let places: BTreeMap<String, usize> = nodes.keys().cloned().zip(0..).collect();
    let mut edges: BTreeMap<(usize, usize, String), Edge> = BTreeMap::new();
    for (ids, of_graph) in [(new_ids, new.edges), (old_ids, old.edges)] {
        for mut edge in of_graph {
            [edge.source, edge.target] = [edge.source, edge.target].map(|end| places[&ids[end]]);
            match edges.get_mut(&(edge.source, edge.target, edge.kind.clone())) {
                Some(known) => join_edges(known, edge),
                None => drop(edges.insert((edge.source, edge.target, edge.kind.clone()), edge)),
            }
        }
    }
    let graph = ActorGraph::new(nodes.into_values().collect(), edges.into_values().collect());
    graph.with_stories(stories, count)
}

fn ids(graph: &ActorGraph) -> Vec<String> {
    graph.nodes.iter().map(|node| node.id.clone()).collect()
}

fn join_nodes(known: &mut Node, other: Node) {
    known.mentions = known.mentions.max(other.mentions);
    known.documents = known.documents.max(other.documents);
    known.stories = known.stories.max(other.stories);
    (known.first, known.last) = days((known.first, known.last), (other.first, other.last));
    let missing = |alias: &String| !known.aliases.contains(alias);
    let aliases: Vec<String> = other.aliases.into_iter().filter(missing).collect();
    known.aliases.extend(aliases);
}

fn join_edges(known: &mut Edge, other: Edge) {
    known.weight = known.weight.max(other.weight);
    known.count = known.count.max(other.count);
    known.significant |= other.significant;
    (known.first, known.last) = days((known.first, known.last), (other.first, other.last));
    known.evidence.extend(other.evidence);
    known.evidence.sort_by(order);
    // A document may be of both.
    known.evidence.dedup_by(|one, other| order(one, other).is_eq());
    let evidence = &known.evidence;
    known.sentences = distinct(evidence, Evidence::place);
    known.documents = distinct(evidence, |of| of.passage.document.id.clone());
    known.stories =
        distinct(evidence, |of| of.passage.document.story.clone().unwrap_or(of.passage.document.id.clone()));
}

/// By document and place, whatever else is said of the document: its story is that of its graph.
fn order(one: &Evidence, other: &Evidence) -> Ordering {
    let statements = || one.statement.partial_cmp(&other.statement).unwrap_or(Ordering::Equal);
    one.place().cmp(&other.place()).then_with(|| one.rule.cmp(&other.rule)).then_with(statements)
}

fn distinct<'e, K: Ord>(evidence: &'e [Evidence], key: impl Fn(&'e Evidence) -> K) -> u64 {
    evidence.iter().map(key).collect::<BTreeSet<K>>().len() as u64
}

type Days = (Option<Date>, Option<Date>);

/// The first and the last day of both.
fn days((first, last): Days, (other_first, other_last): Days) -> Days {
    (first.into_iter().chain(other_first).min(), last.max(other_last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    fn graph(ids: &[&str], kind: &str, documents: &[&str], weight: f64) -> ActorGraph {
        let nodes = ids.iter().map(|id| Node::new(*id, *id, Kind::Person)).collect();
        let mut edge = Edge::new(format!("{}--{kind}--{}", ids[0], ids[1]), 0, 1, kind);
        edge.weight = weight;
        edge.evidence = documents.iter().map(|id| Evidence::new(*id, (0, 1), "r", "t")).collect();
        ActorGraph::new(nodes, vec![edge])
    }

    #[test]
    fn what_either_has_is_there_once() {
        let old = graph(&["b", "c"], "meets", &["1", "2"], 2.0);
        let new = graph(&["a", "b", "c"], "meets", &["3"], 1.0);
        let both = joined(old.clone(), new);
        assert_eq!(both.nodes.iter().map(|node| &*node.id).collect::<Vec<_>>(), ["a", "b", "c"]);
        let ends = |edge: &Edge| (edge.source, edge.target, edge.weight, edge.documents);
        assert_eq!(both.edges.iter().map(ends).collect::<Vec<_>>(), [(0, 1, 1.0, 0), (1, 2, 2.0, 0)]);
        let again = joined(old, graph(&["b", "c"], "meets", &["2", "3"], 1.0));
        assert_eq!(again.edges.iter().map(ends).collect::<Vec<_>>(), [(0, 1, 2.0, 3)]);
        assert_eq!(again.edges[0].evidence.len(), 3, "document 2 is of both");
    }
}
