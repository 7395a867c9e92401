//! What of a graph is in a page: all of it, up to what a browser bears.

use super::super::LeftOut;
use crate::model::{ActorGraph, Edge, Evidence};
use std::cmp::Reverse;

/// The most that a page holds of each.
#[derive(Debug, Clone, Copy)]
struct Most {
    /// The actors of most mentions.
    nodes: usize,
    /// Typed edges before ties, then the heaviest.
    edges: usize,
    /// Sentences behind edges. Where there are more, an edge keeps its newest ones: all edges the same number.
    rows: usize,
}

const MOST: Most = Most { nodes: 50_000, edges: 200_000, rows: 600_000 };

/// The part of a graph that a page holds.
#[derive(Debug)]
pub(super) struct Share {
    /// The nodes by index, in the order of the graph.
    pub(super) nodes: Vec<usize>,
    /// Per node of the graph, its place among these.
    pub(super) places: Vec<Option<usize>>,
    /// The edges by index, in the order of the graph.
    pub(super) edges: Vec<usize>,
    /// An edge has so many pieces of evidence in the page at most.
    pub(super) rows: usize,
}

impl Share {
    /// What a page holds of a graph.
    pub(super) fn of(graph: &ActorGraph) -> Share {
        Share::up_to(graph, MOST)
    }

    fn up_to(graph: &ActorGraph, most: Most) -> Share {
        let mut nodes: Vec<usize> = (0..graph.nodes.len()).collect();
        nodes.sort_by_key(|&index| (Reverse(graph.nodes[index].mentions), index));
        nodes.truncate(most.nodes);
        nodes.sort_unstable();
        let mut places = vec![None; graph.nodes.len()];
        nodes.iter().enumerate().for_each(|(place, &node)| places[node] = Some(place));
        let is_between = |edge: &Edge| places[edge.source].is_some() && places[edge.target].is_some();
        let mut edges: Vec<usize> =
            (0..graph.edges.len()).filter(|&index| is_between(&graph.edges[index])).collect();
        edges.sort_by(|&one, &other| {
            let [first, second] = [one, other].map(|index| &graph.edges[index]);
            let tie = |edge: &Edge| edge.summary.is_none();
            tie(first).cmp(&tie(second)).then(second.weight.total_cmp(&first.weight)).then(one.cmp(&other))
        });
        edges.truncate(most.edges);
        edges.sort_unstable();
        let rows = bound(edges.iter().map(|&index| graph.edges[index].evidence.len()).collect(), most.rows);
        Share { nodes, places, edges, rows }
    }

    /// The evidence of an edge that is in the page, by document and place.
    pub(super) fn evidence<'g>(&self, edge: &'g Edge) -> Vec<&'g Evidence> {
        let mut evidence: Vec<(usize, &Evidence)> = edge.evidence.iter().enumerate().collect();
        if evidence.len() > self.rows {
            evidence.sort_by_key(|&(index, evidence)| (Reverse(evidence.passage.document.date), index));
            evidence.truncate(self.rows);
            evidence.sort_unstable_by_key(|&(index, _)| index);
        }
        evidence.into_iter().map(|(_, evidence)| evidence).collect()
    }

    /// How many pieces of evidence of these edges are not in the page.
    pub(super) fn rows_left(&self, graph: &ActorGraph) -> usize {
        let of = |&index: &usize| graph.edges[index].evidence.len().saturating_sub(self.rows);
        self.edges.iter().map(of).sum()
    }

    /// What of the graph is not in the page.
    pub(super) fn left_out(&self, graph: &ActorGraph) -> LeftOut {
        LeftOut {
            nodes: graph.nodes.len() - self.nodes.len(),
            edges: graph.edges.len() - self.edges.len(),
            ..LeftOut::default()
        }
    }
}

/// The greatest bound under which these numbers come to `most` at most.
fn bound(mut numbers: Vec<usize>, most: usize) -> usize {
    numbers.sort_unstable();
    let mut left = most;
    for (index, &number) in numbers.iter().enumerate() {
        let others = numbers.len() - index;
        if number > left / others {
            return left / others;
        }
        left -= number;
    }
    usize::MAX
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, Node};

    #[test]
    fn bounds_share_what_there_is() {
        assert_eq!(bound(vec![], 0), usize::MAX);
        assert_eq!(bound(vec![3, 1, 2], 6), usize::MAX);
        assert_eq!(bound(vec![10, 1, 10], 11), 5);
        assert_eq!(bound(vec![4, 4], 3), 1);
    }

    #[test]
    fn the_heaviest_stay() {
        let node = |id: &str, mentions| {
            let mut node = Node::new(id, id, Kind::Person);
            node.mentions = mentions;
            node
        };
        let edge = |source, target, weight| {
            let mut edge = Edge::new(format!("{source}-{target}"), source, target, "appears_with");
            edge.weight = weight;
            edge.evidence = (0..3).map(|at| Evidence::new("a", (at, at + 1), "r", "t")).collect();
            edge
        };
        let nodes = vec![node("a", 5), node("b", 1), node("c", 7), node("d", 2)];
        let graph = ActorGraph::new(nodes, vec![edge(0, 1, 9.0), edge(0, 2, 1.0), edge(0, 3, 2.0)]);
        let share = Share::up_to(&graph, Most { nodes: 3, edges: 1, rows: 2 });
        assert_eq!(share.nodes, [0, 2, 3]);
        assert_eq!(share.edges, [2]);
        assert_eq!((share.evidence(&graph.edges[2]).len(), share.rows_left(&graph)), (2, 1));
        assert_eq!(share.left_out(&graph), LeftOut { nodes: 1, edges: 2, denied: 0 });
        assert_eq!(Share::of(&graph).left_out(&graph), LeftOut::default());
    }
}
