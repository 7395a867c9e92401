//! From counts to the graph: nodes and edges in order, weights, measures, evidence.

use super::{
    Contingency, GraphOptions,
    fold::{EdgeTally, Fold, Rule, Site},
    node::{Dates, NodeKey, NodeTally},
    split::{self, Actor},
};
use crate::model::{ActorGraph, Edge, Evidence, Node, Window};
use petgraph::{
    graph::{EdgeIndex, NodeIndex},
    visit::EdgeRef,
};
use rustc_hash::FxHashSet;
use std::{collections::BTreeMap, sync::Arc};

/// The graph of a fold.
pub(super) fn graph(fold: &Fold, options: &GraphOptions) -> ActorGraph {
    let (actors, places) = admitted(fold, options);
    let mut taken = FxHashSet::default();
    let mut edges = Vec::new();
    for (tie, of_fold) in ties(fold, &places) {
        let sites: Vec<Site> = of_fold.iter().flat_map(|&edge| &fold.actors[edge].sites).copied().collect();
        let [source, target] = [tie.source, tie.target].map(|place| &actors[place].1);
        let id = free(format!("{}--{}--{}", source.id, tie.kind, target.id), &mut taken);
        let edge = edge(fold, tie, &sites, id, &actors);
        if edge.weight >= options.min_weight {
            edges.push(edge);
        }
    }
    ActorGraph { nodes: actors.into_iter().map(|(_, node)| node).collect(), edges }
}

/// The actors that the options admit with their nodes, by id, and per node of the fold its actor's place among them.
fn admitted<'f>(fold: &'f Fold, options: &GraphOptions) -> (Vec<(Actor<'f>, Node)>, Vec<Option<usize>>) {
    let mut actors = split::actors(fold);
    actors.retain(|actor| {
        let has_edge = |&node: &NodeIndex| fold.actors.neighbors_undirected(node).next().is_some();
        options.admits(actor.tally.key.kind, actor.nodes.iter().any(has_edge))
    });
    let ids = ids(&actors);
    let nodes = ids.into_iter().zip(actors).map(|(id, actor)| {
        let node = actor.tally.finish(id);
        (actor, node)
    });
    let mut nodes: Vec<(Actor, Node)> = nodes.collect();
    nodes.sort_unstable_by(|(_, one), (_, other)| one.id.cmp(&other.id));
    let mut places = vec![None; fold.actors.node_count()];
    for (place, (actor, _)) in nodes.iter().enumerate() {
        actor.nodes.iter().for_each(|node| places[node.index()] = Some(place));
    }
    (nodes, places)
}

/// The id of each actor. The ids of a fold are unique in a kind and a profile only: the first kind keeps the id, and
/// actors of one name have what tells them apart at its end. An empty id is none that other programs take.
fn ids(actors: &[Actor]) -> Vec<String> {
    let mut taken: FxHashSet<String> = actors.iter().map(|actor| actor.tally.key.id.to_string()).collect();
    let mut last: Option<&NodeKey> = None;
    let mut ids = Vec::with_capacity(actors.len());
    for actor in actors {
        let key = &actor.tally.key;
        let NodeKey { id, kind, .. } = key;
        let is_second = last.is_some_and(|last| last.id == *id && last.kind != *kind);
        ids.push(match &*actor.apart {
            "" if !is_second && !id.is_empty() => id.to_string(),
            "" => free(format!("{id}--{kind}"), &mut taken),
            apart => free(format!("{id}--{apart}"), &mut taken),
        });
        last = Some(key);
    }
    ids
}

/// A tie of one kind between two actors, by their places.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Tie {
    source: usize,
    target: usize,
    kind: Arc<str>,
    directed: bool,
}

/// The ties of the actors at the places given, in order, each with its edges in the fold. One without direction runs
/// from the lesser place to the greater.
fn ties(fold: &Fold, places: &[Option<usize>]) -> BTreeMap<Tie, Vec<EdgeIndex>> {
    let mut ties: BTreeMap<Tie, Vec<EdgeIndex>> = BTreeMap::new();
    for edge in fold.actors.edge_references() {
        let EdgeTally { kind, directed, .. } = edge.weight();
        let ends = (places[edge.source().index()], places[edge.target().index()]);
        let (Some(source), Some(target)) = ends else { continue };
        let (source, target) = match directed {
            true => (source, target),
            false => (source.min(target), source.max(target)),
        };
        let tie = Tie { source, target, kind: kind.clone(), directed: *directed };
        ties.entry(tie).or_default().push(edge.id());
    }
    ties
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

fn edge(fold: &Fold, tie: Tie, sites: &[Site], id: String, actors: &[(Actor, Node)]) -> Edge {
    let rules = rules(fold, sites);
    let window = rules.iter().map(|(rule, _)| rule.window).max().unwrap_or(Window::Sentence);
    let mut ids: Vec<String> = rules.iter().map(|(rule, _)| rule.id.to_string()).collect();
    ids.dedup();
    let mut dates = Dates::default();
    for site in sites {
        dates.add(fold.documents[site.document as usize].date);
    }
    let ends = [tie.source, tie.target].map(|place| &*actors[place].0.tally);
    let association = contingency(fold, sites, ends, window);
    Edge {
        id,
        source: tie.source,
        target: tie.target,
        kind: tie.kind.to_string(),
        directed: tie.directed,
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
fn contingency(fold: &Fold, sites: &[Site], ends: [&NodeTally; 2], window: Window) -> Option<Contingency> {
    let by_chance = sites.iter().filter(|site| {
        let rule = &fold.rules[site.rule as usize];
        rule.by_chance && rule.window == window
    });
    let sites: Vec<Site> = by_chance.copied().collect();
    let [first, second] = ends.map(|end| end.windows[window as usize]);
    (!sites.is_empty()).then(|| Contingency {
        both: distinct(&sites, |site| (site.document, site.passage)),
        first,
        second,
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
