//! What changed from one graph to another, in the report of both.

use super::{
    super::json::{Array, Json, Plain, Serde, fields, hundredths, object},
    share::Share,
};
use crate::model::{ActorGraph, Change, ChangedActor, Edge, Way};
use rustc_hash::{FxHashMap, FxHashSet};
use std::io::{self, Write};

/// The colour of a way, in the palette of the groups; the page draws what is no more in dashes.
fn colour(way: Way) -> &'static str {
    match way {
        Way::New => "#009e73",
        Way::Ended => "#d55e00",
        Way::Changed => "#cc79a7",
        Way::Stronger => "#0072b2",
        Way::Weaker => "#e69f00",
        Way::Vanished => "#7f7f7f",
    }
}

/// What an edge is told by: ids of source and target, kind.
type EdgeKey<'g> = (&'g str, &'g str, &'g str);

fn key<'g>(graph: &'g ActorGraph, edge: &'g Edge) -> EdgeKey<'g> {
    (&graph.nodes[edge.source].id, &graph.nodes[edge.target].id, &edge.kind)
}

fn key_of(change: &Change) -> Option<EdgeKey<'_>> {
    Some((&change.source.id, &change.target.as_ref()?.id, &change.kind))
}

/// The edges that changed, between all nodes and without their evidence: what the first view is chosen from. The whole graph
/// where nothing changed.
pub(super) fn changed(graph: &ActorGraph, changes: &[Change]) -> ActorGraph {
    let keys: FxHashSet<EdgeKey> = changes.iter().filter_map(key_of).collect();
    let bare = |edge: &Edge| Edge { evidence: Vec::new(), ..edge.clone() };
    let edges: Vec<Edge> =
        graph.edges.iter().filter(|edge| keys.contains(&key(graph, edge))).map(bare).collect();
    let edges = if edges.is_empty() { graph.edges.iter().map(bare).collect() } else { edges };
    ActorGraph::new(graph.nodes.clone(), edges).with_stories(Vec::new(), graph.count)
}

/// Writes the changes, column by column. An actor is its place in the page, or its name where it is not there.
pub(super) fn write<W: Write>(
    changes: &[Change],
    graph: &ActorGraph,
    share: &Share,
    out: &mut W,
) -> io::Result<()> {
    let nodes: FxHashMap<&str, usize> =
        share.nodes.iter().enumerate().map(|(place, &node)| (&*graph.nodes[node].id, place)).collect();
    let edges: FxHashMap<EdgeKey, usize> = share
        .edges
        .iter()
        .enumerate()
        .map(|(place, &edge)| (key(graph, &graph.edges[edge]), place))
        .collect();
    let edge = |change: &Change| key_of(change).and_then(|key| edges.get(&key)).copied();
    let actor = |actor: Option<&ChangedActor>, out: &mut W| match actor {
        None => Plain("").write(out),
        Some(of) => match nodes.get(&*of.id) {
            Some(&place) => Serde(place).write(out),
            None => of.label.as_str().write(out),
        },
    };
    let way = |way: Way| Way::ALL.iter().position(|&one| one == way).unwrap_or_default();
    object!(out,
        "ways": Array(Way::ALL, |way: Way, out: &mut W| object!(out, "name": way.name(), "colour": colour(way))),
        "way": Array(changes, |of: &Change, out: &mut W| Serde(way(of.way)).write(out)),
        "of": Array(changes, |of: &Change, out: &mut W| Plain(of.of.name()).write(out)),
        "kind": Array(changes, |of: &Change, out: &mut W| of.kind.as_str().write(out)),
        "source": Array(changes, |of: &Change, out: &mut W| actor(Some(&of.source), out)),
        "target": Array(changes, |of: &Change, out: &mut W| actor(of.target.as_ref(), out)),
        "edge": Array(changes, |of: &Change, out: &mut W| Serde(edge(of)).write(out)),
        "old": Array(changes, |of: &Change, out: &mut W| Serde(of.old).write(out)),
        "new": Array(changes, |of: &Change, out: &mut W| Serde(of.new).write(out)),
        "g2": Array(changes, |of: &Change, out: &mut W| Serde(of.log_likelihood.map(hundredths)).write(out)),
        "oldValues": Array(changes, |of: &Change, out: &mut W| Serde(&of.old_values).write(out)),
        "newValues": Array(changes, |of: &Change, out: &mut W| Serde(&of.new_values).write(out)),
    )
}
