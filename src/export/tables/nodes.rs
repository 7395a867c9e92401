//! The table of the actors.

use super::{
    Column, TableRow,
    Value::{Boolean, Date, Decimal, Integer, List, Text},
    text, texts,
};
use crate::model::{ActorGraph, Degree, Node};

/// A node of a graph.
pub(in crate::export) struct NodeRow<'g> {
    node: &'g Node,
    degree: Degree,
}

impl<'g> NodeRow<'g> {
    /// One row a node.
    pub(in crate::export) fn all(graph: &'g ActorGraph) -> impl Iterator<Item = NodeRow<'g>> {
        graph.nodes.iter().zip(graph.degrees()).map(|(node, degree)| NodeRow { node, degree })
    }
}

impl<'g> TableRow<'g> for NodeRow<'g> {
    const TABLE: &'static str = "nodes";
    const SAYS: &'static str = "One row per actor: each entity that a counted mention or an edge refers to.";
    const COLUMNS: &'g [Column<'g, Self>] = &[
        Column {
            name: "Id",
            says: "Stable identifier; `Source` and `Target` of the edges refer to it",
            value: Text(|row| text(&row.node.id)),
        },
        Column {
            name: "Label",
            says: "Name to display: of a known actor that of the gazetteer, else the most frequent in the texts",
            value: Text(|row| text(&row.node.label)),
        },
        Column {
            name: "Kind",
            says: "`person`, `organisation`, `country`; with `--kinds` also `place` and `rank`",
            value: Text(|row| text(row.node.kind.name())),
        },
        Column {
            name: "Known",
            says: "Whether a gazetteer lists the actor",
            value: Boolean(|row| Some(row.node.known)),
        },
        Column {
            name: "Mentions",
            says: "Number of mentions, except those in excluded zones and inside other names",
            value: Integer(|row| Some(row.node.mentions)),
        },
        Column {
            name: "Documents",
            says: "Number of documents with the actor",
            value: Integer(|row| Some(row.node.documents)),
        },
        Column {
            name: "FirstDate",
            says: "Date of the earliest dated document",
            value: Date(|row| row.node.first),
        },
        Column {
            name: "LastDate",
            says: "Date of the latest dated document",
            value: Date(|row| row.node.last),
        },
        Column {
            name: "Degree",
            says: "Number of edges of the node",
            value: Integer(|row| Some(row.degree.edges)),
        },
        Column {
            name: "WeightedDegree",
            says: "Sum of the weights of these edges",
            value: Decimal(|row| Some(row.degree.weight)),
        },
        Column {
            name: "Country",
            says: "Id of the country that the gazetteer gives for the actor",
            value: Text(|row| row.node.country.as_deref().and_then(text)),
        },
        Column {
            name: "Wikidata",
            says: "Wikidata identifier that the gazetteer gives",
            value: Text(|row| row.node.wikidata.as_deref().and_then(text)),
        },
        Column {
            name: "Aliases",
            says: "Other names: of the gazetteer, or met in the texts",
            value: List(|row| texts(&row.node.aliases)),
        },
        Column {
            name: "Candidates",
            says: "Ids of the gazetteer rows that the name may refer to, where the documents do not decide between them",
            value: List(|row| texts(&row.node.candidates)),
        },
    ];
}
