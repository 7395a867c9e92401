//! Tables for Neo4j, and a Cypher script that loads them: <https://neo4j.com/docs/operations-manual/current/import/>.
//!
//! The headers are those of `neo4j-admin database import`, which wants `|` for lists as these tables have it; `LOAD CSV` of the
//! script reads the same tables. A record is a line. `LOAD CSV` takes a backslash before a quotation mark for an escape: one
//! that stands there has a space behind it.

use super::{
    ExportOptions, LeftOut,
    attributes::{Attributes, as_text},
    tables::{Column, EdgeRow, NodeRow, TableRow, Value, one_line},
};
use crate::model::{ActorGraph, Kind};
use std::{
    collections::BTreeSet,
    io::{self, Write},
};

/// The columns that have a place of their own.
const PLACED: [&str; 5] = ["Id", "Label", "Source", "Target", "Weight"];
const NODES: &str = "neo4j-nodes.csv";
const EDGES: &str = "neo4j-edges.csv";

/// Writes `neo4j-nodes.csv`.
pub(super) fn nodes(graph: &ActorGraph, _: &ExportOptions, out: &mut dyn Write) -> io::Result<LeftOut> {
    let attributes = Attributes::<NodeRow>::except(&PLACED);
    let mut table = Table::new(&["id:ID(Actor)", "name", ":LABEL"], &attributes, out)?;
    for (node, row) in graph.nodes.iter().zip(NodeRow::all(graph)) {
        let labels = format!("Actor|{}", label(node.kind));
        table.row(&[&node.id, &node.label, &labels], &attributes, &row)?;
    }
    table.0.flush().map(|()| LeftOut::default())
}

/// Writes `neo4j-edges.csv`.
pub(super) fn edges(graph: &ActorGraph, _: &ExportOptions, out: &mut dyn Write) -> io::Result<LeftOut> {
    let attributes = Attributes::<EdgeRow>::except(&PLACED);
    let placed = [":START_ID(Actor)", ":END_ID(Actor)", ":TYPE", "id", "weight:double"];
    let mut table = Table::new(&placed, &attributes, out)?;
    for (edge, row) in graph.edges.iter().zip(EdgeRow::all(graph)) {
        let [source, target] = [edge.source, edge.target].map(|end| &*graph.nodes[end].id);
        let cells = [source, target, &type_name(&edge.kind), &edge.id, &edge.weight.to_string()];
        table.row(&cells, &attributes, &row)?;
    }
    table.0.flush().map(|()| LeftOut::default())
}

/// Writes `neo4j-load.cypher`.
pub(super) fn script(graph: &ActorGraph, _: &ExportOptions, out: &mut dyn Write) -> io::Result<LeftOut> {
    out.write_all(HEAD.as_bytes())?;
    load(NODES, out)?;
    writeln!(out, "MERGE (a:Actor {{id: row.`id:ID(Actor)`}})\nSET a.name = row.name")?;
    assign("a", &Attributes::<NodeRow>::except(&PLACED), out)?;
    let kinds: BTreeSet<Kind> = graph.nodes.iter().map(|node| node.kind).collect();
    for kind in kinds {
        writeln!(out, "MATCH (a:Actor) WHERE a.Kind = '{kind}' SET a:{};", label(kind))?;
    }
    let types: BTreeSet<String> = graph.edges.iter().map(|edge| type_name(&edge.kind)).collect();
    for name in types {
        load(EDGES, out)?;
        writeln!(
            out,
            "WITH row WHERE row.`:TYPE` = {}\n\
             MATCH (a:Actor {{id: row.`:START_ID(Actor)`}}), (b:Actor {{id: row.`:END_ID(Actor)`}})\n\
             MERGE (a)-[r:{} {{id: row.id}}]->(b)\n\
             SET r.weight = toFloat(row.`weight:double`)",
            string(&name),
            quoted(&name),
        )?;
        assign("r", &Attributes::<EdgeRow>::except(&PLACED), out)?;
    }
    Ok(LeftOut::default())
}

const HEAD: &str = "\
// Into a running database: copy the two tables into its import folder, then
//   cypher-shell -f neo4j-load.cypher
// Into an empty one, faster, without this script:
//   neo4j-admin database import full --nodes=neo4j-nodes.csv --relationships=neo4j-edges.csv --array-delimiter='|' neo4j

CREATE CONSTRAINT actor_id IF NOT EXISTS FOR (a:Actor) REQUIRE a.id IS UNIQUE;
";

fn load(table: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\nLOAD CSV WITH HEADERS FROM 'file:///{table}' AS row")
}

/// Sets the properties of what a variable is, and ends the statement.
fn assign<'r, R: TableRow<'r>>(
    variable: &str,
    attributes: &Attributes<'r, R>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for column in attributes.columns() {
        let cell = format!("row.{}", quoted(&header(column)));
        let value = match column.value {
            Value::Text(_) => cell,
            Value::List(_) => format!("split({cell}, '|')"),
            Value::Integer(_) => format!("toInteger({cell})"),
            Value::Decimal(_) => format!("toFloat({cell})"),
            Value::Date(_) => format!("date({cell})"),
            Value::Boolean(_) => format!("toBoolean({cell})"),
        };
        writeln!(out, "SET {variable}.{} = {value}", column.name)?;
    }
    writeln!(out, ";")
}

/// The header of a property: `Mentions:long`.
fn header<R>(column: &Column<R>) -> String {
    let of_type = match column.value {
        Value::Text(_) => "string",
        Value::List(_) => "string[]",
        Value::Integer(_) => "long",
        Value::Decimal(_) => "double",
        Value::Date(_) => "date",
        Value::Boolean(_) => "boolean",
    };
    format!("{}:{of_type}", column.name)
}

/// A table on its way out.
struct Table<W: Write>(csv::Writer<W>);

impl<W: Write> Table<W> {
    fn new<'r, R: TableRow<'r>>(
        placed: &[&str],
        attributes: &Attributes<'r, R>,
        out: W,
    ) -> io::Result<Table<W>> {
        let mut format = csv::WriterBuilder::new();
        let mut table = Table(format.terminator(csv::Terminator::Any(b'\n')).from_writer(out));
        let headers = attributes.columns().map(header);
        table.record(placed.iter().map(|name| name.to_string()).chain(headers))?;
        Ok(table)
    }

    fn row<'r, R: TableRow<'r>>(
        &mut self,
        placed: &[&str],
        attributes: &Attributes<'r, R>,
        row: &R,
    ) -> io::Result<()> {
        let values = attributes.columns().map(|column| cell(&as_text(column.cell(row))));
        self.record(placed.iter().map(|text| cell(text)).chain(values))
    }

    fn record(&mut self, cells: impl Iterator<Item = String>) -> io::Result<()> {
        self.0.write_record(cells).map_err(io::Error::from)
    }
}

/// A text of one line in which no backslash escapes what stands behind it.
fn cell(text: &str) -> String {
    let line = one_line(text.into());
    let mut safe = String::with_capacity(line.len());
    let mut characters = line.chars().peekable();
    while let Some(c) = characters.next() {
        safe.push(c);
        if c == '\\' && characters.peek().is_none_or(|next| matches!(next, '"' | '\\')) {
            safe.push(' ');
        }
    }
    safe
}

/// The label of a kind: `Person`.
fn label(kind: Kind) -> String {
    let (first, rest) = kind.name().split_at(1);
    first.to_uppercase() + rest
}

/// The type of a relationship: `MEETS`.
fn type_name(kind: &str) -> String {
    cell(&kind.to_uppercase())
}

/// A name in Cypher.
fn quoted(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

/// A text in Cypher.
fn string(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_safe() {
        assert_eq!(cell("a\\b \"c\\\" d\\"), "a\\b \"c\\ \" d\\ ");
        assert_eq!(cell("a\\\\\r\nb"), "a\\ \\ b");
        assert_eq!((quoted("a`b"), string("l'\\")), ("`a``b`".into(), "'l\\'\\\\'".into()));
        assert_eq!(type_name("appears_with"), "APPEARS_WITH");
    }
}
