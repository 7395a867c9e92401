//! Node-link JSON of networkx (`networkx.node_link_graph`, 3.4 and later) and D3.
//!
//! networkx has no graph of directed and undirected edges: where an edge is directed, all are, and the attribute `Type` tells.
//! Parallel edges are told apart by their `key`, the id of the edge.

use super::{
    ExportOptions, LeftOut,
    attributes::Attributes,
    json::{Json, Lines, Serde, fields, object},
    tables::{EdgeRow, NodeRow},
};
use crate::model::{ActorGraph, Edge, Node};
use std::io::{self, Write};

/// The columns that have a place of their own.
const PLACED: [&str; 5] = ["Id", "Label", "Source", "Target", "Weight"];

/// Writes `graph.node-link.json`.
pub(super) fn graph<'g>(
    graph: &'g ActorGraph,
    _options: &ExportOptions,
    mut out: &mut dyn Write,
) -> io::Result<LeftOut> {
    let out = &mut out;
    let (of_nodes, of_edges) = (Attributes::except(&PLACED), Attributes::except(&PLACED));
    let node = |(row, node): (NodeRow<'g>, &Node), out: &mut &mut dyn Write| {
        fields!(out, "{", "id": &*node.id, "label": &*node.label);
        of_nodes.write_fields(&row, out)?;
        out.write_all(b"}")
    };
    let edge = |(row, edge): (EdgeRow<'g>, &Edge), out: &mut &mut dyn Write| {
        fields!(out, "{",
            "source": &*graph.nodes[edge.source].id,
            "target": &*graph.nodes[edge.target].id,
            "key": &*edge.id,
            "label": &*edge.kind,
            "weight": Serde(edge.weight),
        );
        of_edges.write_fields(&row, out)?;
        out.write_all(b"}")
    };
    object!(out,
        "directed": graph.edges.iter().any(|edge| edge.directed),
        "multigraph": true,
        "nodes": Lines(NodeRow::all(graph).zip(&graph.nodes), node),
        "edges": Lines(EdgeRow::all(graph).zip(&graph.edges), edge),
    )?;
    out.write_all(b"\n")?;
    Ok(LeftOut::default())
}
