//! What a picture shows of a graph: the actors and pairs that tell a reader most. Every picture asks here.

use super::{
    LeftOut,
    captions::{Language, caption, filled},
    edge_group::EdgeGroup,
};
use crate::{
    model::{ActorGraph, Edge, Kind},
    network::{Network, Point},
};
use std::cmp::Reverse;

/// What a picture shows, and how much of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Picture {
    /// Most actors in the picture; 0 for all.
    pub max_nodes: usize,
    /// Ids of actors that come before stronger ones.
    pub always: Vec<String>,
    /// Whether edges that are only negated or denied are drawn, too.
    pub denied: bool,
    /// Whether actors are drawn that nothing drawn joins to others.
    pub isolated: bool,
    /// Whether the sources of the documents are drawn, see [`ActorGraph::sources`].
    pub sources: bool,
    /// What stands above the picture.
    pub title: String,
}

impl Default for Picture {
    fn default() -> Picture {
        Picture {
            max_nodes: 60,
            always: Vec::new(),
            denied: false,
            isolated: false,
            sources: false,
            title: String::new(),
        }
    }
}

impl Picture {
    /// With so many actors at most, and two pairs for each; 0 for all.
    pub fn with_max_nodes(self, max_nodes: usize) -> Picture {
        Picture { max_nodes, ..self }
    }

    /// With these actors, by their ids, before stronger ones.
    pub fn with_always(self, always: impl Into<Vec<String>>) -> Picture {
        Picture { always: always.into(), ..self }
    }

    /// With or without the edges that are only negated or denied.
    pub fn with_denied(self, denied: bool) -> Picture {
        Picture { denied, ..self }
    }

    /// With or without actors that nothing drawn joins to others.
    pub fn with_isolated(self, isolated: bool) -> Picture {
        Picture { isolated, ..self }
    }

    /// With or without the sources of the documents.
    pub fn with_sources(self, sources: bool) -> Picture {
        Picture { sources, ..self }
    }

    /// With another title.
    pub fn with_title(self, title: impl Into<String>) -> Picture {
        Picture { title: title.into(), ..self }
    }

    fn draws(&self, edge: &Edge) -> bool {
        (self.denied || !edge.is_only_denied()) && edge.source != edge.target
    }
}

/// So many pairs are drawn for each actor, on the average.
const PAIRS_A_NODE: usize = 2;

/// The part of a graph that is drawn.
#[derive(Debug)]
pub(super) struct Choice<'g> {
    pub(super) graph: &'g ActorGraph,
    /// Indices of the nodes, what tells most first.
    pub(super) nodes: Vec<usize>,
    /// What joins them, what tells most first.
    pub(super) pairs: Vec<DrawnPair<'g>>,
    /// What of the graph is not drawn.
    pub(super) left_out: LeftOut,
}

/// Two actors, and the edges between them: one line of the picture.
#[derive(Debug)]
pub(super) struct DrawnPair<'g> {
    /// Indices of the nodes, the lesser first.
    pub(super) ends: (usize, usize),
    /// What tells most first.
    pub(super) edges: Vec<&'g Edge>,
    /// How much it tells.
    pub(super) strength: f64,
    /// The weight of the pair, as [`Pair`](crate::model::Pair) has it.
    pub(super) weight: f64,
}

impl DrawnPair<'_> {
    /// The edge that stands for all of them: it gives the line its colour, direction and label.
    pub(super) fn main(&self) -> &Edge {
        self.edges[0]
    }
}

impl<'g> Choice<'g> {
    /// Chooses. Typed relations count for more than what merely stands together, what stands together more often than chance
    /// for more than what is often named: a country that every text names joins everything, and tells little.
    ///
    /// 1. Pairs have a [`strength`], actors the sum of those of their pairs: the strongest actors are drawn that have a
    ///    drawn neighbour.
    /// 2. Of the pairs between them, first those that hold the picture together (a spanning forest of the strongest), then the
    ///    strongest.
    pub(super) fn of(graph: &'g ActorGraph, picture: &Picture) -> Choice<'g> {
        let sources = if picture.sources { vec![false; graph.nodes.len()] } else { graph.sources() };
        let pairs = drawable(graph, picture, &sources);
        let (most_nodes, most_pairs) = match picture.max_nodes {
            0 => (usize::MAX, usize::MAX),
            most => (most, most.saturating_mul(PAIRS_A_NODE)),
        };
        let nodes = nodes(graph, &pairs, picture, &sources, most_nodes);
        let mut is_drawn = vec![false; graph.nodes.len()];
        nodes.iter().for_each(|&node| is_drawn[node] = true);
        let inside = pairs.into_iter().filter(|pair| is_drawn[pair.ends.0] && is_drawn[pair.ends.1]);
        let pairs = backbone(inside.collect(), graph.nodes.len(), most_pairs);
        let denied = graph.edges.iter().filter(|edge| !picture.draws(edge)).count();
        let drawn: usize = pairs.iter().map(|pair| pair.edges.len()).sum();
        let left_out = LeftOut {
            nodes: graph.nodes.len() - nodes.len(),
            edges: graph.edges.len() - denied - drawn,
            denied,
        };
        Choice { graph, nodes, pairs, left_out }
    }

    /// Where the nodes stand, in their order: around 0, at a mean distance of 1. All lines pull alike: a weak one would
    /// reach across the picture.
    pub(super) fn layout(&self) -> Vec<Point> {
        let mut places = vec![0; self.graph.nodes.len()];
        self.nodes.iter().enumerate().for_each(|(place, &node)| places[node] = place);
        let links = self.pairs.iter().map(|pair| (places[pair.ends.0], places[pair.ends.1], 1.0));
        Network::new(self.nodes.len(), links).layout()
    }
}

impl Choice<'_> {
    /// How much of the graph it is: `acteurs : 60 sur 164, traits : 120, pour 196 relations et liens sur 477`.
    pub(super) fn numbers(&self, language: Language) -> String {
        let number = |number: usize| number.to_string();
        let all = self.graph.edges.len() - self.left_out.denied;
        let drawn = all - self.left_out.edges;
        let numbers = [number(self.nodes.len()), number(self.graph.nodes.len())];
        let actors = filled(caption("picture", "actors", language), &numbers);
        let numbers = [number(self.pairs.len()), number(drawn), number(all)];
        format!("{actors}, {}", filled(caption("picture", "pairs", language), &numbers))
    }

    /// The kinds of its nodes, in order.
    pub(super) fn kinds(&self) -> Vec<Kind> {
        let has = |kind: &Kind| self.nodes.iter().any(|&node| self.graph.nodes[node].kind == *kind);
        Kind::ALL.into_iter().filter(has).collect()
    }

    /// The groups of its lines, in order.
    pub(super) fn groups(&self) -> Vec<EdgeGroup> {
        let has = |group: &EdgeGroup| self.pairs.iter().any(|pair| EdgeGroup::of(pair.main()) == *group);
        EdgeGroup::ALL.into_iter().filter(has).collect()
    }

    /// The width of a line, in points: by the root of its sentences, which is 1 to 5 for a relation; a tie is thin.
    pub(super) fn width(&self, pair: &DrawnPair) -> f64 {
        let sentences =
            |pair: &DrawnPair| pair.edges.iter().map(|edge| edge.sentences).max().unwrap_or(0) as f64;
        let most = self.pairs.iter().map(sentences).fold(1.0, f64::max);
        let share = ((sentences(pair).max(1.0).sqrt() - 1.0) / (most.sqrt() - 1.0).max(LEAST_RANGE)).min(1.0);
        match EdgeGroup::of(pair.main()) {
            EdgeGroup::Cooccurrence => 0.6 + share,
            _ => 1.2 + 3.8 * share,
        }
    }
}

/// The widths reach over as much at least: small graphs have no fat lines.
const LEAST_RANGE: f64 = 3.0;

/// The pairs that may be drawn, the strongest first.
fn drawable<'g>(graph: &'g ActorGraph, picture: &Picture, sources: &[bool]) -> Vec<DrawnPair<'g>> {
    let pairs = graph.pairs().into_iter().filter(|pair| !sources[pair.ends.0] && !sources[pair.ends.1]);
    let pairs = pairs.filter_map(|pair| {
        let edges = pair.edges.iter().map(|&edge| &graph.edges[edge]).filter(|edge| picture.draws(edge));
        let mut edges: Vec<(f64, &Edge)> = edges.map(|edge| (strength(graph, edge), edge)).collect();
        edges.sort_by(|one, other| other.0.total_cmp(&one.0));
        let strength = edges.iter().map(|(strength, _)| strength).sum();
        let edges: Vec<&Edge> = edges.into_iter().map(|(_, edge)| edge).collect();
        (!edges.is_empty()).then_some(DrawnPair { ends: pair.ends, edges, strength, weight: pair.weight })
    });
    let mut pairs: Vec<DrawnPair> = pairs.collect();
    pairs.sort_by(|one, other| other.strength.total_cmp(&one.strength));
    pairs
}

/// How much an edge tells: the root of the number of articles, by what sort of edge it is. A root, for the tenth article
/// tells less than the first; and no logarithm, which differs from one system to the next.
pub(super) fn strength(graph: &ActorGraph, edge: &Edge) -> f64 {
    let articles = (graph.articles(edge) as f64).sqrt();
    match (&edge.summary, EdgeGroup::of(edge)) {
        (Some(_), _) if edge.is_only_denied() => 0.1 * articles,
        (Some(summary), EdgeGroup::Position) => 0.5 * articles * summary.max_confidence,
        (Some(summary), _) => articles * summary.max_confidence,
        (None, _) if edge.significant => 0.4 * articles * rounded(edge.npmi.unwrap_or_default()),
        (None, _) => 0.01 * articles,
    }
}

/// A measure that has a logarithm in it, as far as every system has it alike; not below 0.
fn rounded(measure: f64) -> f64 {
    (measure * 1e4).round().max(0.0) / 1e4
}

/// So many of the strongest nodes, the strongest first.
fn nodes(
    graph: &ActorGraph,
    pairs: &[DrawnPair],
    picture: &Picture,
    sources: &[bool],
    most: usize,
) -> Vec<usize> {
    let mut strengths = vec![0.0; graph.nodes.len()];
    for pair in pairs {
        strengths[pair.ends.0] += pair.strength;
        strengths[pair.ends.1] += pair.strength;
    }
    let mut order: Vec<usize> = (0..graph.nodes.len()).filter(|&node| !sources[node]).collect();
    let is_asked_for = |node: usize| picture.always.contains(&graph.nodes[node].id);
    order.sort_by_cached_key(|&node| Reverse(is_asked_for(node)));
    let asked_for = order.partition_point(|&node| is_asked_for(node));
    order[asked_for..].sort_by(|&one, &other| {
        let mentions = |node: usize| Reverse(graph.nodes[node].mentions);
        strengths[other].total_cmp(&strengths[one]).then(mentions(one).cmp(&mentions(other)))
    });
    if picture.isolated {
        order.truncate(most);
        return order;
    }
    let mut reach = most.min(order.len());
    loop {
        let linked = linked(&order[..reach], pairs, graph.nodes.len());
        let missing = most.saturating_sub(linked.len());
        if missing == 0 || reach == order.len() {
            return at_most(most, linked, pairs, graph.nodes.len());
        }
        reach = (reach + missing).min(order.len());
    }
}

/// No more than so many of some nodes: the weakest go, and those that nothing joins without them.
fn at_most(most: usize, mut nodes: Vec<usize>, pairs: &[DrawnPair], all: usize) -> Vec<usize> {
    while nodes.len() > most {
        nodes.pop();
        nodes = linked(&nodes, pairs, all);
    }
    nodes
}

/// Those of some nodes that a pair joins to another of them.
fn linked(nodes: &[usize], pairs: &[DrawnPair], all: usize) -> Vec<usize> {
    let (mut inside, mut linked) = (vec![false; all], vec![false; all]);
    nodes.iter().for_each(|&node| inside[node] = true);
    for (one, other) in
        pairs.iter().map(|pair| pair.ends).filter(|&(one, other)| inside[one] && inside[other])
    {
        (linked[one], linked[other]) = (true, true);
    }
    nodes.iter().copied().filter(|&node| linked[node]).collect()
}

/// So many pairs: those that hold the nodes together, then the strongest. They come and go out the strongest first.
fn backbone(pairs: Vec<DrawnPair>, nodes: usize, most: usize) -> Vec<DrawnPair> {
    let mut parts = Parts((0..nodes).collect());
    let holds: Vec<bool> = pairs.iter().map(|pair| parts.join(pair.ends.0, pair.ends.1)).collect();
    let mut room = most.saturating_sub(holds.iter().filter(|holds| **holds).count());
    let keep = holds.into_iter().map(|holds| {
        let keep = holds || room > 0;
        room -= usize::from(keep && !holds);
        keep
    });
    let keep: Vec<bool> = keep.collect();
    pairs.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(pair, _)| pair).collect()
}

/// Which nodes hang together: each names another of its part, up to one that names itself.
struct Parts(Vec<usize>);

impl Parts {
    /// Makes two parts one; false where they were one.
    fn join(&mut self, one: usize, other: usize) -> bool {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one] = other;
        one != other
    }

    fn root(&mut self, mut node: usize) -> usize {
        while self.0[node] != node {
            self.0[node] = self.0[self.0[node]];
            node = self.0[node];
        }
        node
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Evidence, Kind, Modality, Node, StatementSummary};

    fn node(label: &str) -> Node {
        Node::new(label, label, Kind::Organisation)
    }

    fn tie(source: usize, target: usize, documents: u64, npmi: Option<f64>) -> Edge {
        let mut edge = Edge::new(format!("{source}--{target}"), source, target, "appears_with");
        (edge.documents, edge.stories) = (documents, documents);
        (edge.weight, edge.npmi) = (documents as f64, npmi);
        edge.significant = npmi.is_some();
        edge
    }

    fn typed(source: usize, target: usize, plover: Option<&str>) -> Edge {
        let mut summary = StatementSummary { max_confidence: 0.9, ..StatementSummary::default() };
        summary.plover = plover.map(String::from);
        summary.modalities[Modality::Asserted as usize] = 1;
        let mut edge = Edge { summary: Some(summary.into()), ..tie(source, target, 1, None) };
        (edge.kind, edge.count) = ("meets".into(), 1);
        edge
    }

    fn chosen(graph: &ActorGraph, picture: Picture) -> (Vec<usize>, Vec<(usize, usize)>) {
        let choice = Choice::of(graph, &picture);
        (choice.nodes, choice.pairs.iter().map(|pair| pair.ends).collect())
    }

    /// 0 stands with everybody, as chance has it; 1 has met 2; 3 and 4 stand together; 5 stands alone.
    fn graph() -> ActorGraph {
        let mut edges: Vec<Edge> = (1..5).map(|other| tie(0, other, 30, None)).collect();
        edges.extend([typed(1, 2, Some("CONSULT")), tie(1, 2, 1, Some(0.3)), tie(3, 4, 4, Some(0.5))]);
        ActorGraph::new("abcdef".chars().map(|c| node(&c.to_string())).collect(), edges)
    }

    #[test]
    fn relations_come_before_what_is_often_named() {
        assert_eq!(chosen(&graph(), Picture::default().with_max_nodes(2)), (vec![1, 2], vec![(1, 2)]));
        let (nodes, pairs) = chosen(&graph(), Picture::default().with_max_nodes(4));
        assert_eq!((nodes, &pairs[..2]), (vec![1, 2, 3, 4], &[(1, 2), (3, 4)][..]));
        let choice = graph();
        let choice = Choice::of(&choice, &Picture::default());
        assert_eq!(choice.left_out, LeftOut { nodes: 1, edges: 0, denied: 0 });
        assert_eq!(choice.pairs[0].main().kind, "meets");
    }

    #[test]
    fn nobody_stands_alone_unless_asked_for() {
        assert_eq!(chosen(&graph(), Picture::default()).0.len(), 5);
        assert_eq!(chosen(&graph(), Picture::default().with_isolated(true)).0.len(), 6);
        let asked_for = Picture::default().with_max_nodes(2).with_always(["a".to_string()]);
        assert_eq!(chosen(&graph(), asked_for).0, [0, 1], "0 is the weakest");
        // The second strongest node has no neighbour among the first three.
        let edges = vec![typed(0, 1, None), typed(0, 2, None), typed(3, 4, Some("ASSAULT"))];
        let graph = ActorGraph::new("abcdef".chars().map(|c| node(&c.to_string())).collect(), edges);
        assert_eq!(chosen(&graph, Picture::default().with_max_nodes(3)).0, [3, 4], "and no third");
        assert_eq!(chosen(&graph, Picture::default().with_max_nodes(1)).0, [0; 0]);
    }

    #[test]
    fn the_backbone_holds_everything_together() {
        let mut edges: Vec<Edge> =
            (0..8).flat_map(|a| (0..a).map(move |b| (b, a))).map(|(a, b)| tie(a, b, 9, Some(0.5))).collect();
        edges.extend([tie(7, 8, 1, None), tie(8, 9, 1, None)]);
        let graph = ActorGraph::new("abcdefghij".chars().map(|c| node(&c.to_string())).collect(), edges);
        let (nodes, pairs) = chosen(&graph, Picture::default().with_max_nodes(10));
        assert_eq!((nodes.len(), pairs.len()), (10, 20));
        assert!(pairs.contains(&(7, 8)) && pairs.contains(&(8, 9)), "{pairs:?}");
        assert_eq!(chosen(&graph, Picture::default().with_max_nodes(0)).1.len(), 30);
    }

    #[test]
    fn sources_and_denials_are_drawn_on_demand() {
        let mut denied = typed(0, 1, Some("ACCUSE"));
        denied.count = 0;
        let mut graph = ActorGraph::new(["BBC", "b", "c"].map(node).into(), vec![denied, typed(1, 2, None)]);
        assert_eq!(chosen(&graph, Picture::default()), (vec![1, 2], vec![(1, 2)]));
        assert_eq!(chosen(&graph, Picture::default().with_denied(true)).1.len(), 2);
        graph.edges.push(typed(0, 2, None));
        let mut evidence = Evidence::new("d", (0, 1), "r", "t");
        std::sync::Arc::make_mut(&mut std::sync::Arc::make_mut(&mut evidence.passage).document).source =
            Some("bbc.com".into());
        graph.edges[1].evidence.push(evidence);
        assert_eq!(chosen(&graph, Picture::default()).0, [1, 2]);
        assert_eq!(chosen(&graph, Picture::default().with_sources(true)).0, [2, 0, 1]);
    }
}
