//! GraphML, for yEd, Cytoscape, igraph and networkx: <http://graphml.graphdrawing.org>.
//!
//! Its readers refuse directed and undirected edges side by side: where an edge is directed, all are, and the attribute `Type`
//! tells. The weight is `weight`, in lower case, where their algorithms look for it. yEd draws its own elements, which the
//! others pass over.

use super::{
    ExportOptions, LeftOut,
    attributes::{Attributes, Drawn, as_text},
    tables::{EdgeRow, NodeRow, TableRow, Value},
    xml::Escaped,
};
use crate::model::{ActorGraph, Edge, Node};
use std::io::{self, Write};

/// The columns that have a place of their own.
const PLACED: [&str; 5] = ["Id", "Label", "Source", "Target", "Weight"];

/// Writes `graph.graphml`.
pub(super) fn graph(
    graph: &ActorGraph,
    _options: &ExportOptions,
    out: &mut dyn Write,
) -> io::Result<LeftOut> {
    let (nodes, edges) = (Attributes::<NodeRow>::except(&PLACED), Attributes::<EdgeRow>::except(&PLACED));
    out.write_all(HEAD.as_bytes())?;
    declare("node", &nodes, out)?;
    declare("edge", &edges, out)?;
    let directed = graph.edges.iter().any(|edge| edge.directed);
    let default = if directed { "directed" } else { "undirected" };
    writeln!(out, "<graph id=\"palabre\" edgedefault=\"{default}\">")?;
    for ((node, row), drawn) in graph.nodes.iter().zip(NodeRow::all(graph)).zip(Drawn::all(graph)) {
        node_start(node, drawn, out)?;
        values("node", &nodes, &row, out)?;
        writeln!(out, "</node>")?;
    }
    for (edge, row) in graph.edges.iter().zip(EdgeRow::all(graph)) {
        edge_start(edge, graph, out)?;
        values("edge", &edges, &row, out)?;
        writeln!(out, "</edge>")?;
    }
    writeln!(out, "</graph>\n</graphml>")?;
    Ok(LeftOut::default())
}

const HEAD: &str = "\
<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" xmlns:y=\"http://www.yworks.com/xml/graphml\"
  xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"
  xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd\">
<key id=\"look\" for=\"node\" yfiles.type=\"nodegraphics\"/>
<key id=\"node.label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>
<key id=\"edge.label\" for=\"edge\" attr.name=\"label\" attr.type=\"string\"/>
<key id=\"edge.weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>
";

fn declare<'r, R: TableRow<'r>>(
    class: &str,
    attributes: &Attributes<'r, R>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for column in attributes.columns() {
        let of_type = match column.value {
            Value::Integer(_) => "long",
            Value::Decimal(_) => "double",
            Value::Boolean(_) => "boolean",
            Value::Text(_) | Value::List(_) | Value::Date(_) => "string",
        };
        let name = column.name;
        writeln!(
            out,
            "<key id=\"{class}.{name}\" for=\"{class}\" attr.name=\"{name}\" attr.type=\"{of_type}\"/>"
        )?;
    }
    Ok(())
}

fn node_start(node: &Node, Drawn { size, x, y }: Drawn, out: &mut dyn Write) -> io::Result<()> {
    let (id, label) = (Escaped(&node.id), Escaped(&node.label));
    write!(out, "<node id=\"{id}\"><data key=\"node.label\">{label}</data>")?;
    write!(
        out,
        "<data key=\"look\"><y:ShapeNode><y:Geometry x=\"{x}\" y=\"{y}\" width=\"{size}\" \
         height=\"{size}\"/><y:Fill color=\"{}\" transparent=\"false\"/><y:NodeLabel>{label}</y:NodeLabel>\
         <y:Shape type=\"ellipse\"/></y:ShapeNode></data>",
        node.kind.colour(),
    )
}

fn edge_start(edge: &Edge, graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    let [source, target] = [edge.source, edge.target].map(|end| Escaped(&graph.nodes[end].id));
    let (id, kind, weight) = (Escaped(&edge.id), Escaped(&edge.kind), edge.weight);
    write!(
        out,
        "<edge id=\"{id}\" source=\"{source}\" target=\"{target}\"><data key=\"edge.label\">{kind}</data>\
         <data key=\"edge.weight\">{weight}</data>"
    )
}

fn values<'r, R: TableRow<'r>>(
    class: &str,
    attributes: &Attributes<'r, R>,
    row: &R,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (name, cell) in attributes.of(row) {
        write!(out, "<data key=\"{class}.{name}\">{}</data>", Escaped(&as_text(cell)))?;
    }
    Ok(())
}
