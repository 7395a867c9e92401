//! Groups of nodes that hold together.

use super::Network;
use std::{cmp::Reverse, collections::BTreeMap};

/// What a move must gain, as a share of all weight: rounding gains nothing.
const LEAST_GAIN: f64 = 1e-12;

impl Network {
    /// Per node the number of its community, from 0 for the largest; of two of one size that of the first node comes first.
    ///
    /// The Louvain method (Blondel et al., 2008): each node in its order joins the neighbouring community with which
    /// modularity gains most, until none does; then the communities are nodes of a smaller network, and so on. Communities that
    /// do not hang together are cut in the end, which Louvain may leave (Traag et al., 2019). Nothing is drawn by chance.
    pub fn communities(&self) -> Vec<usize> {
        let mut of_node: Vec<usize> = (0..self.len()).collect();
        let mut level = Level::new(self);
        while level.move_nodes() {
            let (numbers, next) = level.gathered();
            of_node.iter_mut().for_each(|community| *community = numbers[*community]);
            level = next;
        }
        self.by_size(&self.hanging_together(&of_node))
    }

    /// The parts of communities that hang together.
    fn hanging_together(&self, of_node: &[usize]) -> Vec<usize> {
        let inside = self.pairs().filter(|(node, link)| of_node[*node] == of_node[link.to]);
        Network::new(self.len(), inside.map(|(node, link)| (node, link.to, link.weight))).components()
    }

    fn by_size(&self, of_node: &[usize]) -> Vec<usize> {
        let mut sizes: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (node, &community) in of_node.iter().enumerate() {
            sizes.entry(community).or_insert((0, node)).0 += 1;
        }
        let mut order: Vec<(usize, (usize, usize))> = sizes.into_iter().collect();
        order.sort_by_key(|&(_, (size, first))| (Reverse(size), first));
        let numbers: BTreeMap<usize, usize> =
            order.into_iter().enumerate().map(|(number, (community, _))| (community, number)).collect();
        of_node.iter().map(|community| numbers[community]).collect()
    }
}

/// A network whose nodes are communities of the one before.
struct Level {
    network: Network,
    /// Twice the weight of the links inside each node.
    inside: Vec<f64>,
    of_node: Vec<usize>,
    /// The sum of the strengths of each community.
    strengths: Vec<f64>,
    /// Twice the weight of all links.
    total: f64,
    /// Per community, the weight of the links of the node that is looked at; 0 between two looks.
    weights: Vec<f64>,
}

impl Level {
    fn new(network: &Network) -> Level {
        Level::with_inside(network.clone(), vec![0.0; network.len()])
    }

    fn with_inside(network: Network, inside: Vec<f64>) -> Level {
        let strengths: Vec<f64> =
            (0..network.len()).map(|node| network.strength(node) + inside[node]).collect();
        let total = strengths.iter().sum();
        let nodes = network.len();
        Level { of_node: (0..nodes).collect(), network, inside, strengths, total, weights: vec![0.0; nodes] }
    }

    /// Moves nodes while that gains something; whether any was moved.
    fn move_nodes(&mut self) -> bool {
        let mut any = false;
        loop {
            let mut moved = false;
            for node in 0..self.network.len() {
                moved |= self.move_node(node);
            }
            if !moved {
                return any;
            }
            any = true;
        }
    }

    fn move_node(&mut self, node: usize) -> bool {
        let strength = self.network.strength(node) + self.inside[node];
        let home = self.of_node[node];
        let mut near = vec![home];
        for link in self.network.links(node) {
            near.push(self.of_node[link.to]);
            self.weights[self.of_node[link.to]] += link.weight;
        }
        near.sort_unstable();
        near.dedup();
        self.strengths[home] -= strength;
        let gain =
            |community: usize| self.weights[community] - self.strengths[community] * strength / self.total;
        let mut best = (home, gain(home));
        for &community in &near {
            let gain = gain(community);
            if gain > best.1 + LEAST_GAIN * self.total {
                best = (community, gain);
            }
        }
        near.iter().for_each(|&community| self.weights[community] = 0.0);
        self.strengths[best.0] += strength;
        self.of_node[node] = best.0;
        best.0 != home
    }

    /// The number of each node's community among those that have a node, and the network of these.
    fn gathered(&self) -> (Vec<usize>, Level) {
        let mut numbers: BTreeMap<usize, usize> =
            self.of_node.iter().map(|&community| (community, 0)).collect();
        numbers.values_mut().enumerate().for_each(|(number, community)| *community = number);
        let of_node: Vec<usize> = self.of_node.iter().map(|community| numbers[community]).collect();
        let mut inside = vec![0.0; numbers.len()];
        for (node, weight) in self.inside.iter().enumerate() {
            inside[of_node[node]] += weight;
        }
        let mut between = Vec::new();
        for (node, link) in self.network.pairs() {
            match (of_node[node], of_node[link.to]) {
                (one, other) if one == other => inside[one] += 2.0 * link.weight,
                (one, other) => between.push((one, other, link.weight)),
            }
        }
        let level = Level::with_inside(Network::new(numbers.len(), between), inside);
        (of_node, level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::tests::karate;

    fn modularity(network: &Network, of_node: &[usize]) -> f64 {
        let total: f64 = (0..network.len()).map(|node| network.strength(node)).sum();
        let inside: f64 = network
            .pairs()
            .filter(|(node, link)| of_node[*node] == of_node[link.to])
            .map(|(_, link)| 2.0 * link.weight)
            .sum();
        let mut strengths = vec![0.0; network.len()];
        (0..network.len()).for_each(|node| strengths[of_node[node]] += network.strength(node));
        inside / total - strengths.iter().map(|sum| (sum / total) * (sum / total)).sum::<f64>()
    }

    #[test]
    fn the_club_falls_apart() {
        let club = karate();
        let found = club.communities();
        // The best that is known is 0.4198 (Agarwal & Kempe, 2008).
        assert!(modularity(&club, &found) > 0.41, "{} of {found:?}", modularity(&club, &found));
        assert_ne!(found[0], found[33], "the instructor and the president");
        assert_eq!(found, club.communities());
    }

    #[test]
    fn numbers_go_by_size() {
        let network = Network::new(6, [(0, 1, 1.0), (3, 4, 1.0), (4, 5, 1.0), (3, 5, 1.0)]);
        assert_eq!(network.communities(), [1, 1, 2, 0, 0, 0]);
        assert!(Network::default().communities().is_empty());
        let ring = Network::new(60, (0..60).map(|node| (node, (node + 1) % 60, 1.0)));
        let found = ring.communities();
        assert!(modularity(&ring, &found) > 0.7, "{found:?}");
    }
}
