//! Actors two by two, whatever joins them; and what follows from the graph as a whole: positions, measures.

use super::ActorGraph;
use crate::network::{Network, Point};
use std::sync::OnceLock;

/// Two actors that some edge joins.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Pair {
    /// Indices of the nodes, the lesser first.
    pub ends: (usize, usize),
    /// Indices of the edges between them, in order.
    pub edges: Vec<usize>,
    /// How strongly they are joined: the greatest weight of these edges. A sentence that names the two and states a
    /// relation of them is behind two edges, and counts once.
    pub weight: f64,
}

/// The place of an actor in the graph, of which every two actors are joined once, by the weight of the [`Pair`].
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[non_exhaustive]
pub struct Measures {
    /// Share of the shortest paths between two others that lead through it, see [`Network::betweenness`].
    pub betweenness: f64,
    /// Share of its time that a walk along the edges spends there, see [`Network::pagerank`].
    pub pagerank: f64,
    /// Number of its community, from 0 for the largest, see [`Network::communities`].
    pub community: usize,
}

/// What is computed of a graph when it is first asked for. It plays no part in comparisons.
#[derive(Debug, Clone, Default)]
pub(super) struct Derived {
    positions: OnceLock<Vec<Point>>,
    measures: OnceLock<Vec<Measures>>,
}

impl PartialEq for Derived {
    fn eq(&self, _: &Derived) -> bool {
        true
    }
}

/// The mean distance of nodes from the middle, per root of their number: nodes of a diameter of 10 have room.
const SPREAD: f64 = 40.0;

impl ActorGraph {
    /// Every two actors that some edge joins, by their indices. An edge from a node to itself joins nothing.
    pub fn pairs(&self) -> Vec<Pair> {
        let joining = self.edges.iter().enumerate().filter(|(_, edge)| edge.source != edge.target);
        let mut joining: Vec<_> = joining.map(|(index, edge)| (edge.pair(), index)).collect();
        joining.sort_unstable();
        let pairs = joining.chunk_by(|one, other| one.0 == other.0).map(|between| {
            let edges: Vec<usize> = between.iter().map(|&(_, index)| index).collect();
            let weight = edges.iter().fold(0.0, |most, &index| self.edges[index].weight.max(most));
            Pair { ends: between[0].0, edges, weight }
        });
        pairs.collect()
    }

    /// The graph as a network of pairs. Edges that weigh nothing join nothing.
    pub fn network(&self) -> Network {
        let links = self.pairs().into_iter().map(|Pair { ends, weight, .. }| (ends.0, ends.1, weight));
        Network::new(self.nodes.len(), links)
    }

    /// Where each node stands in a drawing of the whole graph, around 0, in units of which a node takes 10: the pairs that
    /// weigh most stand near each other, see [`Network::layout`]. Computed when it is first asked for; a graph whose nodes
    /// or edges were changed after that is to be made anew ([`ActorGraph::new`]).
    pub fn positions(&self) -> &[Point] {
        self.derived.positions.get_or_init(|| {
            let scale = SPREAD * (self.nodes.len() as f64).sqrt();
            self.network().layout().into_iter().map(|[x, y]| [x * scale, y * scale]).collect()
        })
    }

    /// The measures of each node. Computed when they are first asked for, as [`ActorGraph::positions`] are.
    pub fn measures(&self) -> &[Measures] {
        self.derived.measures.get_or_init(|| {
            let network = self.network();
            let by_walk = network.betweenness().into_iter().zip(network.pagerank());
            let all = by_walk.zip(network.communities());
            all.map(|((betweenness, pagerank), community)| Measures { betweenness, pagerank, community })
                .collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Edge, Kind, Node};

    fn graph() -> ActorGraph {
        let nodes = ["a", "b", "c"].map(|id| Node::new(id, id, Kind::Person));
        let edge = |source, target, kind: &str, weight| {
            let mut edge = Edge::new(format!("{source}--{kind}--{target}"), source, target, kind);
            edge.weight = weight;
            edge
        };
        let edges = [
            edge(0, 1, "appears_with", 3.0),
            edge(1, 0, "meets", 2.0),
            edge(1, 2, "accuses", 0.0),
            edge(2, 2, "a", 1.0),
        ];
        ActorGraph::new(nodes.into(), edges.into())
    }

    #[test]
    fn two_actors_are_one_pair() {
        let pairs: Vec<_> =
            graph().pairs().into_iter().map(|pair| (pair.ends, pair.edges, pair.weight)).collect();
        assert_eq!(pairs, [((0, 1), vec![0, 1], 3.0), ((1, 2), vec![2], 0.0)]);
        assert_eq!(graph().network().pairs().count(), 1);
    }

    #[test]
    fn what_follows_is_of_each_node() {
        let graph = graph();
        assert_eq!((graph.positions().len(), graph.measures().len()), (3, 3));
        assert_eq!(graph.measures().iter().map(|of| of.community).collect::<Vec<_>>(), [0, 0, 1]);
        assert_eq!(graph, super::ActorGraph::new(graph.nodes.clone(), graph.edges.clone()));
    }
}
