//! JSON of graphology, which Gephi Lite opens and sigma draws: <https://graphology.github.io/serialization>.
//!
//! The attributes `label`, `x`, `y`, `size`, `color` and `weight` are those that sigma and its kin look for.

use super::{
    ExportOptions, LeftOut,
    attributes::{Attributes, Drawn, edge_colour},
    json::{Json, Lines, Plain, Serde, fields},
    tables::{EdgeRow, NodeRow},
};
use crate::model::{ActorGraph, Edge, Node};
use std::io::{self, Write};

/// The columns that have a place of their own.
const PLACED: [&str; 6] = ["Id", "Label", "Source", "Target", "Type", "Weight"];

/// Writes `graph.json`.
pub(super) fn graph(
    graph: &ActorGraph,
    _options: &ExportOptions,
    mut out: &mut dyn Write,
) -> io::Result<LeftOut> {
    let out = &mut out;
    out.write_all(HEAD.as_bytes())?;
    fields!(out, ",",
        "nodes": Lines(NodeRow::all(graph).zip(&graph.nodes).zip(Drawn::all(graph)), {
            let attributes = Attributes::except(&PLACED);
            move |((row, node), drawn), out: &mut _| write_node(node, &row, &attributes, drawn, out)
        }),
        "edges": Lines(EdgeRow::all(graph).zip(&graph.edges), {
            let attributes = Attributes::except(&PLACED);
            move |(row, edge), out: &mut _| write_edge(edge, &row, graph, &attributes, out)
        }),
    );
    out.write_all(b"}\n")?;
    Ok(LeftOut::default())
}

const HEAD: &str = "\
{\"attributes\":{\"name\":\"palabre\"},\"options\":{\"type\":\"mixed\",\"multi\":true,\"allowSelfLoops\":true}";

fn write_node<'g, W: Write>(
    node: &Node,
    row: &NodeRow<'g>,
    attributes: &Attributes<'g, NodeRow<'g>>,
    drawn: Drawn,
    out: &mut W,
) -> io::Result<()> {
    fields!(out, "{", "key": &*node.id);
    out.write_all(b",\"attributes\":")?;
    fields!(out, "{",
        "label": &*node.label,
        "x": Serde(drawn.x),
        "y": Serde(drawn.y),
        "size": Serde(drawn.size),
        "color": Plain(node.kind.colour()),
    );
    attributes.write_fields(row, out)?;
    out.write_all(b"}}")
}

fn write_edge<'g, W: Write>(
    edge: &Edge,
    row: &EdgeRow<'g>,
    graph: &ActorGraph,
    attributes: &Attributes<'g, EdgeRow<'g>>,
    out: &mut W,
) -> io::Result<()> {
    fields!(out, "{",
        "key": &*edge.id,
        "source": &*graph.nodes[edge.source].id,
        "target": &*graph.nodes[edge.target].id,
        "undirected": !edge.directed,
    );
    out.write_all(b",\"attributes\":")?;
    fields!(out, "{", "label": &*edge.kind, "weight": Serde(edge.weight), "color": Plain(edge_colour(edge)));
    attributes.write_fields(row, out)?;
    out.write_all(b"}}")
}
