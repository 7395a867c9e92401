//! How often a walk along the links comes by.

use super::Network;

/// The share of the steps that follow a link; the others go anywhere.
const DAMPING: f64 = 0.85;
/// The walk is over once no round changes more, summed over the nodes.
const TOLERANCE: f64 = 1e-9;
const MOST_ROUNDS: usize = 200;

impl Network {
    /// PageRank of every node: the share of its time that a walk spends there which follows links by their weight, and at
    /// 15 % of its steps, or where there is no link, goes to any node. The sum is 1.
    ///
    /// S. Brin & L. Page, “The anatomy of a large-scale hypertextual web search engine”, Computer Networks 30, 1998. The
    /// links have no direction.
    pub fn pagerank(&self) -> Vec<f64> {
        let nodes = self.len() as f64;
        let strengths: Vec<f64> = (0..self.len()).map(|node| self.strength(node)).collect();
        let mut ranks = vec![1.0 / nodes; self.len()];
        for _ in 0..MOST_ROUNDS {
            let lost: f64 = ranks
                .iter()
                .zip(&strengths)
                .filter(|(_, strength)| **strength == 0.0)
                .map(|(rank, _)| rank)
                .sum();
            let anywhere = (1.0 - DAMPING + DAMPING * lost) / nodes;
            let next = (0..self.len()).map(|node| {
                let links = self.links(node).iter();
                let by_links: f64 = links.map(|link| ranks[link.to] * link.weight / strengths[link.to]).sum();
                anywhere + DAMPING * by_links
            });
            let next: Vec<f64> = next.collect();
            let change: f64 = next.iter().zip(&ranks).map(|(new, old)| (new - old).abs()).sum();
            ranks = next;
            if change < TOLERANCE {
                break;
            }
        }
        ranks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::tests::{close, karate};

    /// `networkx.pagerank(G, alpha=0.85, tol=1e-12)` of networkx 3.6.1.
    #[test]
    fn as_networkx_has_it() {
        let ranks = karate().pagerank();
        close(&[ranks[0], ranks[33], ranks[32], ranks[2], ranks[31], ranks[11]], &PAGERANK);
        let weighted = Network::new(5, [(0, 1, 3.0), (1, 2, 1.0), (2, 0, 0.5), (2, 3, 2.0)]);
        close(&weighted.pagerank(), &WEIGHTED);
        assert!((ranks.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        assert!(Network::default().pagerank().is_empty());
    }

    const PAGERANK: [f64; 6] =
        [0.096_997_285, 0.100_919_182, 0.071_693_226, 0.057_078_509, 0.037_158_087, 0.009_564_745];
    const WEIGHTED: [f64; 5] = [0.248_429_553, 0.282_071_737, 0.267_352_584, 0.166_001_548, 0.036_144_578];
}
