//! How many shortest paths lead through a node.

use super::Network;

/// Shortest paths are counted from every node of a network of so many nodes and fewer.
pub const EXACT_BETWEENNESS: usize = 2_000;
/// In a larger one they are counted from so many nodes, at equal steps in their order.
pub const BETWEENNESS_SAMPLE: usize = 250;

/// What one search found.
struct Search {
    /// By node: what is asked of one node stands together.
    nodes: Vec<Place>,
    /// The nodes in the order in which they were reached.
    reached: Vec<usize>,
}

/// What a search found of a node.
#[derive(Clone, Copy)]
struct Place {
    distance: u32,
    /// How many shortest paths lead to it.
    paths: f64,
    /// Which share of the paths to the nodes behind leads through it.
    through: f64,
}

const NOWHERE: Place = Place { distance: UNREACHED, paths: 0.0, through: 0.0 };

const UNREACHED: u32 = u32::MAX;

impl Network {
    /// Betweenness centrality of every node: the share of the shortest paths between two others that lead through it, summed
    /// over all pairs and divided by their number. 0 to 1; the weights of links play no part.
    ///
    /// U. Brandes, “A faster algorithm for betweenness centrality”, Journal of Mathematical Sociology 25, 2001. Exact up
    /// to [`EXACT_BETWEENNESS`] nodes; beyond, paths are counted from [`BETWEENNESS_SAMPLE`] of the nodes, and scaled up (Brandes
    /// & Pich, 2007). The sample is the same on every run.
    pub fn betweenness(&self) -> Vec<f64> {
        let nodes = self.len();
        let mut sums = vec![0.0; nodes];
        if nodes < 3 {
            return sums;
        }
        let sources = if nodes <= EXACT_BETWEENNESS { nodes } else { BETWEENNESS_SAMPLE };
        let mut search = Search::new(nodes);
        for source in (0..sources).map(|place| place * nodes / sources) {
            search.run(self, source);
            search.add_to(self, source, &mut sums);
        }
        let pairs = (nodes - 1) as f64 * (nodes - 2) as f64;
        let scale = nodes as f64 / sources as f64 / pairs;
        sums.into_iter().map(|sum| sum * scale).collect()
    }
}

impl Search {
    fn new(nodes: usize) -> Search {
        Search { nodes: vec![NOWHERE; nodes], reached: Vec::with_capacity(nodes) }
    }

    /// Goes from a node to all that can be reached, in breadth.
    fn run(&mut self, network: &Network, source: usize) {
        let Search { nodes, reached } = self;
        reached.drain(..).for_each(|node| nodes[node] = NOWHERE);
        reached.push(source);
        nodes[source] = Place { distance: 0, paths: 1.0, through: 0.0 };
        let mut next = 0;
        while let Some(&node) = reached.get(next) {
            next += 1;
            let Place { distance, paths, .. } = nodes[node];
            for link in network.links(node) {
                let other = &mut nodes[link.to];
                if other.distance == UNREACHED {
                    other.distance = distance + 1;
                    reached.push(link.to);
                }
                if other.distance == distance + 1 {
                    other.paths += paths;
                }
            }
        }
    }

    /// Adds what leads through each node, from the farthest back.
    fn add_to(&mut self, network: &Network, source: usize, sums: &mut [f64]) {
        for &node in self.reached.iter().rev() {
            let Place { distance, paths, through } = self.nodes[node];
            for link in network.links(node) {
                let before = &mut self.nodes[link.to];
                if before.distance + 1 == distance {
                    before.through += before.paths / paths * (1.0 + through);
                }
            }
            if node != source {
                sums[node] += through;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::tests::{close, karate};

    /// `networkx.betweenness_centrality` of networkx 3.6.1.
    #[test]
    fn as_networkx_has_it() {
        let path = Network::new(5, [(0, 1, 1.0), (1, 2, 9.0), (2, 3, 1.0)]);
        close(&path.betweenness(), &[0.0, 1.0 / 3.0, 1.0 / 3.0, 0.0, 0.0]);
        let club = karate().betweenness();
        close(&[club[0], club[33], club[32], club[2], club[31], club[11]], &BETWEENNESS);
        assert_eq!(Network::new(2, [(0, 1, 1.0)]).betweenness(), [0.0, 0.0]);
    }

    const BETWEENNESS: [f64; 6] =
        [0.437_635_281, 0.304_074_976, 0.145_247_114, 0.143_656_806, 0.138_275_613, 0.0];

    #[test]
    fn a_sample_comes_near() {
        let nodes = EXACT_BETWEENNESS + 1_001;
        // A star of chains of two: everything leads through the hub, and half of the rest is between one other and all.
        let star = (1..nodes).map(|node| if node % 2 == 1 { (0, node, 1.0) } else { (node - 1, node, 1.0) });
        let found = Network::new(nodes, star).betweenness();
        assert!((found[0] - 1.0).abs() < 0.01, "{}", found[0]);
        assert!((found[1] - 2.0 / nodes as f64).abs() < 0.001, "{}", found[1]);
    }
}
