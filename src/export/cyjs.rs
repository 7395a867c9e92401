//! Cytoscape JSON, for Cytoscape and Cytoscape.js: <https://js.cytoscape.org/#notation/elements-json>.
//!
//! `name` and `interaction` are what Cytoscape shows of a node and an edge. It draws every edge of a network alike, directed or
//! not; the attribute `Type` tells.

use super::{
    ExportOptions, LeftOut,
    attributes::{Attributes, Drawn},
    json::{Json, Lines, Serde, fields, object},
    tables::{EdgeRow, NodeRow},
};
use crate::model::{ActorGraph, Edge, Node};
use std::io::{self, Write};

/// The columns that have a place of their own.
const PLACED: [&str; 5] = ["Id", "Label", "Source", "Target", "Weight"];

/// Writes `graph.cyjs`.
pub(super) fn graph<'g>(
    graph: &'g ActorGraph,
    _options: &ExportOptions,
    mut out: &mut dyn Write,
) -> io::Result<LeftOut> {
    let out = &mut out;
    let (of_nodes, of_edges) = (Attributes::except(&PLACED), Attributes::except(&PLACED));
    let node = |((row, node), drawn): ((NodeRow<'g>, &Node), Drawn), out: &mut &mut dyn Write| {
        out.write_all(b"{\"data\":")?;
        fields!(out, "{", "id": &*node.id, "name": &*node.label);
        of_nodes.write_fields(&row, out)?;
        out.write_all(b"},\"position\":")?;
        object!(out, "x": Serde(drawn.x), "y": Serde(drawn.y))?;
        out.write_all(b"}")
    };
    let edge = |(row, edge): (EdgeRow<'g>, &Edge), out: &mut &mut dyn Write| {
        out.write_all(b"{\"data\":")?;
        fields!(out, "{",
            "id": &*edge.id,
            "source": &*graph.nodes[edge.source].id,
            "target": &*graph.nodes[edge.target].id,
            "name": &*edge.id,
            "interaction": &*edge.kind,
            "weight": Serde(edge.weight),
        );
        of_edges.write_fields(&row, out)?;
        out.write_all(b"}}")
    };
    out.write_all(HEAD.as_bytes())?;
    object!(out,
        "nodes": Lines(NodeRow::all(graph).zip(&graph.nodes).zip(Drawn::all(graph)), node),
        "edges": Lines(EdgeRow::all(graph).zip(&graph.edges), edge),
    )?;
    out.write_all(b"}\n")?;
    Ok(LeftOut::default())
}

const HEAD: &str = "\
{\"format_version\":\"1.0\",\"generated_by\":\"palabre\",\"target_cytoscapejs_version\":\"~3\",
\"data\":{\"name\":\"palabre\"},\"elements\":";
