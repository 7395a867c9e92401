//! From counts to the graph: nodes and edges in order, weights, measures, evidence.

use super::{
    Contingency, GraphOptions,
    fold::{EdgeTally, Fold, Rule, Site},
    node::Dates,
};
use crate::model::{ActorGraph, Edge, Evidence, Node, Window};
use petgraph::{
    graph::{EdgeIndex, NodeIndex},
    visit::EdgeRef,
};
use rustc_hash::FxHashSet;

/// The graph of a fold.
pub(super) fn graph(fold: &Fold, options: &GraphOptions) -> ActorGraph {
    let (nodes, places) = nodes(fold, options);
    let mut ties: Vec<(usize, usize, EdgeIndex)> = fold
        .actors
        .edge_references()
        .filter_map(|edge| Some((places[edge.source().index()]?, places[edge.target().index()]?, edge.id())))
        .collect();
    ties.sort_unstable_by_key(|&(source, target, edge)| {
        let EdgeTally { kind, directed, .. } = &fold.actors[edge];
        (source, target, kind, *directed)
    });
    let mut taken = FxHashSet::default();
    let mut edges = Vec::new();
    for (source, target, index) in ties {
        let kind = &fold.actors[index].kind;
        let id = free(format!("{}--{kind}--{}", nodes[source].id, nodes[target].id), &mut taken);
        let edge = edge(fold, index, id, source, target);
        if edge.weight >= options.min_weight {
            edges.push(edge);
        }
    }
    ActorGraph { nodes, edges }
}

/// The nodes by id, and per node of the fold its place among them.
fn nodes(fold: &Fold, options: &GraphOptions) -> (Vec<Node>, Vec<Option<usize>>) {
    let mut admitted: Vec<NodeIndex> = fold
        .actors
        .node_indices()
        .filter(|&index| {
            let has_edges = fold.actors.neighbors_undirected(index).next().is_some();
            options.admits(fold.actors[index].kind, has_edges)
        })
        .collect();
    admitted.sort_unstable_by_key(|&index| (&fold.actors[index].id, fold.actors[index].kind));
    // Ids are unique in a kind only: the first kind keeps the id. An empty one is none that other programs take.
    let ids = admitted.iter().map(|&index| fold.actors[index].id.to_string());
    let mut taken: FxHashSet<String> = ids.collect();
    let mut nodes: Vec<(NodeIndex, Node)> = Vec::with_capacity(admitted.len());
    let mut last = "";
    for index in admitted {
        let node = &fold.actors[index];
        let id = match *node.id == *last {
            true => free(format!("{}--{}", node.id, node.kind), &mut taken),
            false => node.id.to_string(),
        };
        last = &node.id;
        nodes.push((index, node.finish(id)));
    }
    nodes.sort_unstable_by(|(_, one), (_, other)| one.id.cmp(&other.id));
    let mut places = vec![None; fold.actors.node_count()];
    for (place, (index, _)) in nodes.iter().enumerate() {
        places[index.index()] = Some(place);
    }
    (nodes.into_iter().map(|(_, node)| node).collect(), places)
}

/// An id that is not taken yet: as wanted, or with a number. Takes it.
fn free(wanted: String, taken: &mut FxHashSet<String>) -> String {
    let mut id = wanted.clone();
    for number in 2.. {
        if taken.insert(id.clone()) {
            break;
        }
        id = format!("{wanted}--{number}");
    }
    id
}

fn edge(fold: &Fold, index: EdgeIndex, id: String, source: usize, target: usize) -> Edge {
    let EdgeTally { kind, directed, sites } = &fold.actors[index];
    let rules = rules(fold, sites);
    let window = rules.iter().map(|(rule, _)| rule.window).max().unwrap_or(Window::Sentence);
    let mut ids: Vec<String> = rules.iter().map(|(rule, _)| rule.id.to_string()).collect();
    ids.dedup();
    let mut dates = Dates::default();
    for site in sites {
        dates.add(fold.documents[site.document as usize].date);
    }
    let association = contingency(fold, index, window);
    Edge {
        id,
        source,
        target,
        kind: kind.to_string(),
        directed: *directed,
        weight: rules.iter().map(|(rule, count)| rule.weight() * *count as f64).sum(),
        count: sites.len() as u64,
        sentences: distinct(sites, |site| (site.document, site.passage)),
        documents: distinct(sites, |site| site.document),
        window,
        npmi: association.and_then(|pair| pair.npmi()),
        log_likelihood: association.and_then(|pair| pair.log_likelihood()),
        significant: association.is_some_and(|pair| pair.is_significant()),
        first: dates.first,
        last: dates.last,
        rules: ids,
        evidence: evidence(fold, sites),
    }
}

/// The rules behind an edge by id, with their counts. The order is that of the sum of the weights, too: it is the same
/// whatever the documents' order was.
fn rules<'f>(fold: &'f Fold, sites: &[Site]) -> Vec<(&'f Rule, u64)> {
    let mut indices: Vec<u32> = sites.iter().map(|site| site.rule).collect();
    indices.sort_unstable();
    let groups = indices.chunk_by(|one, other| one == other);
    let mut rules: Vec<(&Rule, u64)> =
        groups.map(|group| (&fold.rules[group[0] as usize], group.len() as u64)).collect();
    rules.sort_unstable_by_key(|(rule, _)| (&rule.id, rule.window, rule.weight().to_bits(), rule.by_chance));
    rules
}

/// The 2×2 table of an edge in the windows of a kind. None where its ends do not stand together by chance: in a mention,
/// or in a relation.
fn contingency(fold: &Fold, edge: EdgeIndex, window: Window) -> Option<Contingency> {
    let by_chance = fold.actors[edge].sites.iter().filter(|site| {
        let rule = &fold.rules[site.rule as usize];
        rule.by_chance && rule.window == window
    });
    let sites: Vec<Site> = by_chance.copied().collect();
    let (source, target) = fold.actors.edge_endpoints(edge)?;
    let windows = |node: NodeIndex| fold.actors[node].windows[window as usize];
    (!sites.is_empty()).then(|| Contingency {
        both: distinct(&sites, |site| (site.document, site.passage)),
        first: windows(source),
        second: windows(target),
        total: fold.windows[window as usize],
    })
}

fn distinct<K: Ord>(sites: &[Site], key: impl Fn(&Site) -> K) -> u64 {
    let mut keys: Vec<K> = sites.iter().map(key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.len() as u64
}

fn evidence(fold: &Fold, sites: &[Site]) -> Vec<Evidence> {
    let mut evidence: Vec<Evidence> = sites
        .iter()
        .map(|site| {
            let document = &fold.documents[site.document as usize];
            let passage = &document.passages[site.passage as usize];
            Evidence {
                document: document.id.clone(),
                start: passage.start,
                end: passage.end,
                rule: fold.rules[site.rule as usize].id.clone(),
                date: document.date,
                source: document.source.clone(),
                title: document.title.clone(),
                text: passage.text.clone(),
            }
        })
        .collect();
    evidence.sort_unstable();
    evidence
}
