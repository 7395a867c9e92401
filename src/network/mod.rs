//! Algorithms over plain graphs: nodes are numbers, links have weights. Layout, centrality and communities; nothing here
//! knows what a node stands for.
//!
//! Everything is deterministic: nodes are visited in their order, nothing is drawn by chance, and the arithmetic is that of
//! IEEE 754 (`+ - * / sqrt`), which rounds the same way on every machine. No function of a mathematical library is
//! called, for these differ from one system to the next.

mod betweenness;
mod communities;
mod layout;
mod pagerank;
mod quadtree;

pub use betweenness::{BETWEENNESS_SAMPLE, EXACT_BETWEENNESS};

/// A position in the plane.
pub type Point = [f64; 2];

/// A graph without direction, loops or parallel links.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Network {
    /// Where the links of each node begin in `links`, and the number of all.
    starts: Vec<usize>,
    /// The links of each node, by the other end.
    links: Vec<Link>,
}

/// A link, seen from one of its ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// The other end.
    pub to: usize,
    /// Its weight, greater than 0.
    pub weight: f64,
}

impl Network {
    /// The network of so many nodes with these links. The weights of parallel links add up; loops, and links that weigh
    /// nothing, are left out.
    ///
    /// # Panics
    /// Where an end is no node.
    pub fn new(nodes: usize, links: impl IntoIterator<Item = (usize, usize, f64)>) -> Network {
        let links = links.into_iter().filter(|&(one, other, weight)| one != other && weight > 0.0);
        let mut both: Vec<(usize, usize, f64)> =
            links.flat_map(|(one, other, weight)| [(one, other, weight), (other, one, weight)]).collect();
        // A sum of weights depends on their order.
        both.sort_unstable_by(|one, other| {
            (one.0, one.1).cmp(&(other.0, other.1)).then(one.2.total_cmp(&other.2))
        });
        both.dedup_by(|next, kept| {
            let parallel = (next.0, next.1) == (kept.0, kept.1);
            if parallel {
                kept.2 += next.2;
            }
            parallel
        });
        let mut starts = vec![0; nodes + 1];
        both.iter().for_each(|&(from, ..)| starts[from + 1] += 1);
        (0..nodes).for_each(|node| starts[node + 1] += starts[node]);
        let links = both.into_iter().map(|(_, to, weight)| {
            assert!(to < nodes, "an end is a node");
            Link { to, weight }
        });
        Network { starts, links: links.collect() }
    }

    /// How many nodes.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether it has no nodes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The links of a node, by the other end.
    pub fn links(&self, node: usize) -> &[Link] {
        &self.links[self.starts[node]..self.starts[node + 1]]
    }

    /// Every link once, from the lesser end.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, Link)> {
        let links = (0..self.len()).flat_map(|node| self.links(node).iter().map(move |&link| (node, link)));
        links.filter(|(node, link)| *node < link.to)
    }

    /// The sum of the weights of a node's links.
    pub fn strength(&self, node: usize) -> f64 {
        self.links(node).iter().map(|link| link.weight).sum()
    }

    /// Per node the number of its component, from 0 by their first nodes.
    pub fn components(&self) -> Vec<usize> {
        let mut component = vec![usize::MAX; self.len()];
        let mut count = 0;
        for first in 0..self.len() {
            if component[first] != usize::MAX {
                continue;
            }
            component[first] = count;
            let mut open = vec![first];
            while let Some(node) = open.pop() {
                for link in self.links(node) {
                    if component[link.to] == usize::MAX {
                        component[link.to] = count;
                        open.push(link.to);
                    }
                }
            }
            count += 1;
        }
        component
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The friendships in a karate club (Zachary, 1977), which every program of networks has as its example.
    pub(super) fn karate() -> Network {
        Network::new(
            34,
            KARATE.iter().flat_map(|&(one, others)| others.iter().map(move |&other| (one, other, 1.0))),
        )
    }

    const KARATE: [(usize, &[usize]); 26] = [
        (0, &[1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 17, 19, 21, 31]),
        (1, &[2, 3, 7, 13, 17, 19, 21, 30]),
        (2, &[3, 7, 8, 9, 13, 27, 28, 32]),
        (3, &[7, 12, 13]),
        (4, &[6, 10]),
        (5, &[6, 10, 16]),
        (6, &[16]),
        (8, &[30, 32, 33]),
        (9, &[33]),
        (13, &[33]),
        (14, &[32, 33]),
        (15, &[32, 33]),
        (18, &[32, 33]),
        (19, &[33]),
        (20, &[32, 33]),
        (22, &[32, 33]),
        (23, &[25, 27, 29, 32, 33]),
        (24, &[25, 27, 31]),
        (25, &[31]),
        (26, &[29, 33]),
        (27, &[33]),
        (28, &[31, 33]),
        (29, &[32, 33]),
        (30, &[32, 33]),
        (31, &[32, 33]),
        (32, &[33]),
    ];

    /// Numbers that are the same to seven digits.
    pub(super) fn close(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        for (found_one, expected_one) in found.iter().zip(expected) {
            assert!((found_one - expected_one).abs() < 1e-7, "{found:?}, and not {expected:?}");
        }
    }

    #[test]
    fn links_are_simple() {
        let network = Network::new(4, [(0, 1, 1.0), (1, 0, 2.0), (2, 2, 5.0), (1, 2, 0.0), (3, 1, 4.0)]);
        assert_eq!(network.links(1), [Link { to: 0, weight: 3.0 }, Link { to: 3, weight: 4.0 }]);
        assert_eq!((network.links(2), network.strength(1)), (&[][..], 7.0));
        assert_eq!(network.pairs().map(|(node, link)| (node, link.to)).collect::<Vec<_>>(), [(0, 1), (1, 3)]);
        assert_eq!(network.components(), [0, 0, 1, 0]);
        assert!(Network::new(0, []).is_empty() && Network::default().is_empty());
    }
}
