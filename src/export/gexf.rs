//! GEXF 1.3, for Gephi and Gephi Lite: <https://gexf.net>.
//!
//! A dated node or edge is there from its first day to its last (`start`, `end`), so that Gephi's timeline works; one without
//! a date always is. Parallel edges are told apart by `kind`, which also stands in `label` and among the attributes, for
//! readers that drop it. Edges that are only negated or denied are left out unless asked for: Gephi takes none of weight 0.

use super::{
    ExportOptions, LeftOut,
    attributes::{Attributes, Drawn, as_text, edge_colour},
    tables::{EdgeRow, NodeRow, TableRow, Value},
    xml::Escaped,
};
use crate::model::{ActorGraph, Date, Edge, Node};
use std::{
    fmt,
    io::{self, Write},
};

/// The columns that have a place of their own.
const PLACED: [&str; 6] = ["Id", "Label", "Source", "Target", "Type", "Weight"];

/// Writes `graph.gexf`.
pub(super) fn graph(graph: &ActorGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<LeftOut> {
    let (nodes, edges) = (Attributes::<NodeRow>::except(&PLACED), Attributes::<EdgeRow>::except(&PLACED));
    head(graph, out)?;
    declare("node", &nodes, out)?;
    declare("edge", &edges, out)?;
    writeln!(out, "<nodes>")?;
    for ((node, row), drawn) in graph.nodes.iter().zip(NodeRow::all(graph)).zip(Drawn::all(graph)) {
        node_start(node, drawn, out)?;
        values(&nodes, &row, out)?;
        writeln!(out, "</node>")?;
    }
    writeln!(out, "</nodes>\n<edges>")?;
    let mut denied = 0;
    for (edge, row) in graph.edges.iter().zip(EdgeRow::all(graph)) {
        if edge.is_only_denied() && !options.picture.denied {
            denied += 1;
            continue;
        }
        edge_start(edge, graph, out)?;
        values(&edges, &row, out)?;
        writeln!(out, "</edge>")?;
    }
    writeln!(out, "</edges>\n</graph>\n</gexf>")?;
    Ok(LeftOut { denied, ..LeftOut::default() })
}

fn head(graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    let is_dated = graph.nodes.iter().any(|node| node.first.or(node.last).is_some())
        || graph.edges.iter().any(|edge| edge.first.or(edge.last).is_some());
    let time = match is_dated {
        true => "mode=\"dynamic\" timeformat=\"date\" timerepresentation=\"interval\"",
        false => "mode=\"static\"",
    };
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n\
         <meta><creator>palabre</creator><description>Actor graph</description></meta>\n\
         <graph defaultedgetype=\"undirected\" {time}>"
    )
}

fn declare<'r, R: TableRow<'r>>(
    class: &str,
    attributes: &Attributes<'r, R>,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "<attributes class=\"{class}\" mode=\"static\">")?;
    for column in attributes.columns() {
        let of_type = match column.value {
            Value::Integer(_) => "long",
            Value::Decimal(_) => "double",
            Value::Boolean(_) => "boolean",
            Value::Text(_) | Value::List(_) | Value::Date(_) => "string",
        };
        let name = column.name;
        writeln!(out, "<attribute id=\"{name}\" title=\"{name}\" type=\"{of_type}\"/>")?;
    }
    writeln!(out, "</attributes>")
}

fn node_start(node: &Node, Drawn { size, x, y }: Drawn, out: &mut dyn Write) -> io::Result<()> {
    let (id, label, days) = (Escaped(&node.id), Escaped(&node.label), Days(node.first, node.last));
    write!(out, "<node id=\"{id}\" label=\"{label}\"{days}>")?;
    write!(
        out,
        "<viz:size value=\"{size}\"/><viz:position x=\"{x}\" y=\"{y}\"/>{}",
        Colour(node.kind.colour())
    )
}

fn edge_start(edge: &Edge, graph: &ActorGraph, out: &mut dyn Write) -> io::Result<()> {
    let [source, target] = [edge.source, edge.target].map(|end| Escaped(&graph.nodes[end].id));
    let (id, kind, days) = (Escaped(&edge.id), Escaped(&edge.kind), Days(edge.first, edge.last));
    let of_type = if edge.directed { "directed" } else { "undirected" };
    write!(
        out,
        "<edge id=\"{id}\" source=\"{source}\" target=\"{target}\" type=\"{of_type}\" kind=\"{kind}\" \
         label=\"{kind}\" weight=\"{}\"{days}>{}",
        edge.weight,
        Colour(edge_colour(edge)),
    )
}

fn values<'r, R: TableRow<'r>>(
    attributes: &Attributes<'r, R>,
    row: &R,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "<attvalues>")?;
    for (name, cell) in attributes.of(row) {
        write!(out, "<attvalue for=\"{name}\" value=\"{}\"/>", Escaped(&as_text(cell)))?;
    }
    write!(out, "</attvalues>")
}

/// First and last day, as attributes.
struct Days(Option<Date>, Option<Date>);

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Days(first, last) = self;
        first.iter().try_for_each(|first| write!(f, " start=\"{first}\""))?;
        last.iter().try_for_each(|last| write!(f, " end=\"{last}\""))
    }
}

/// `#rrggbb`, as its parts: what every reader knows.
struct Colour(&'static str);

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let part = |at: usize| self.0.get(at..at + 2).and_then(|part| u8::from_str_radix(part, 16).ok());
        let [r, g, b] = [1, 3, 5].map(|at| part(at).unwrap_or(0));
        write!(f, "<viz:color r=\"{r}\" g=\"{g}\" b=\"{b}\"/>")
    }
}
