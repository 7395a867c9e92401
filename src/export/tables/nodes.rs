//! The table of the actors.

use super::{
    CalendarUnit, Column, Table, TableRow,
    Value::{Boolean, Date, Decimal, Integer, List, Text},
    text, texts, timeset,
};
use crate::model::{self, ActorGraph, Coordinates, Degree, Designation, Measures, Node};
use std::borrow::Cow;

/// A node of a graph.
pub(in crate::export) struct NodeRow<'g> {
    node: &'g Node,
    degree: Degree,
    measures: Measures,
    /// The days on which it is in the texts, as far as the graph knows.
    dates: Vec<model::Date>,
    by: Option<CalendarUnit>,
}

impl<'g> NodeRow<'g> {
    /// One row a node, in the order of the graph.
    pub(in crate::export) fn all(graph: &'g ActorGraph) -> impl Iterator<Item = NodeRow<'g>> {
        let mut dates = dates(graph).into_iter();
        let nodes = graph.nodes.iter().zip(graph.degrees()).zip(graph.measures());
        nodes.map(move |((node, degree), &measures)| {
            let dates = dates.next().unwrap_or_default();
            NodeRow { node, degree, measures, dates, by: None }
        })
    }

    /// The same, with days gathered by a stretch of the calendar.
    pub(in crate::export) fn by(self, by: Option<CalendarUnit>) -> NodeRow<'g> {
        NodeRow { by, ..self }
    }

    /// One row a node, that of the greatest weighted degree first.
    pub(in crate::export) fn heaviest(graph: &'g ActorGraph) -> impl Iterator<Item = NodeRow<'g>> {
        let mut rows: Vec<NodeRow> = NodeRow::all(graph).collect();
        rows.sort_by(|one, other| {
            let mentions = other.node.mentions.cmp(&one.node.mentions);
            other.degree.weight.total_cmp(&one.degree.weight).then(mentions)
        });
        rows.into_iter()
    }

    /// The node.
    #[cfg(feature = "xlsx")]
    pub(in crate::export) fn node(&self) -> &'g Node {
        self.node
    }

    /// Its degree.
    #[cfg(feature = "xlsx")]
    pub(in crate::export) fn degree(&self) -> Degree {
        self.degree
    }

    /// The table.
    pub(in crate::export) fn table() -> Table<'g, NodeRow<'g>> {
        const SAYS: &str = "One row per actor: each entity that a counted mention or an edge refers to. That of the greatest\n`WeightedDegree` stands first.";
        Table::new("nodes", SAYS, &[NodeRow::COLUMNS])
    }
}

/// Per node, the days of the documents behind its edges, with its first and last one.
fn dates(graph: &ActorGraph) -> Vec<Vec<model::Date>> {
    let mut dates: Vec<Vec<model::Date>> =
        graph.nodes.iter().map(|node| node.first.into_iter().chain(node.last).collect()).collect();
    for edge in graph.edges.iter().filter(|edge| !edge.is_only_denied()) {
        for date in edge.evidence.iter().filter_map(|evidence| evidence.passage.document.date) {
            dates[edge.source].push(date);
            dates[edge.target].push(date);
        }
    }
    dates
}

fn designations<'g>(designations: &'g [Designation]) -> Vec<Cow<'g, str>> {
    designations.iter().map(|designation| designation.to_string().into()).collect()
}

impl<'g> TableRow<'g> for NodeRow<'g> {
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
            name: "Subtype",
            says: "Subtype of an organisation or type of a place, by the gazetteer: `armed_group`, `city`",
            value: Text(|row| row.node.listed.subtype.as_deref().and_then(text)),
        },
        Column {
            name: "Ranks",
            says: "Ranks that the texts give, the most frequent first, each with the dates of the first and last document that has it: `colonel [2020-08-19/2021-10-08]`",
            value: List(|row| designations(&row.node.ranks)),
        },
        Column {
            name: "Titles",
            says: "Titles and civilities that the texts give, likewise",
            value: List(|row| designations(&row.node.titles)),
        },
        Column {
            name: "Roles",
            says: "Roles that the texts give, as written, likewise",
            value: List(|row| designations(&row.node.roles)),
        },
        Column {
            name: "Country",
            says: "Id of the country that the gazetteer gives for the actor",
            value: Text(|row| row.node.listed.country.as_deref().and_then(text)),
        },
        Column {
            name: "ISO2",
            says: "ISO 3166-1 alpha-2 code of that country, or of the actor where it is one",
            value: Text(|row| row.node.listed.iso2.as_deref().and_then(text)),
        },
        Column {
            name: "ISO3",
            says: "ISO 3166-1 alpha-3 code of the same",
            value: Text(|row| row.node.listed.iso3.as_deref().and_then(text)),
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
            name: "Stories",
            says: "Number of stories with the actor: copies of one article are one",
            value: Integer(|row| Some(row.node.stories)),
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
            says: "Number of neighbours: other actors that a row of `edges` leads to",
            value: Integer(|row| Some(row.degree.neighbours)),
        },
        Column {
            name: "WeightedDegree",
            says: "Sum of the weights of these edges, with no sentence in it twice: a statement of a relation does not count where a tie to the same actor has its sentence already",
            value: Decimal(|row| Some(row.degree.weight)),
        },
        Column {
            name: "Wikidata",
            says: "Wikidata identifier that the gazetteer gives",
            value: Text(|row| row.node.listed.wikidata.as_deref().and_then(text)),
        },
        Column {
            name: "GeoNames",
            says: "GeoNames identifier of a place, by the gazetteer",
            value: Integer(|row| row.node.listed.geonames),
        },
        Column {
            name: "Latitude",
            says: "Where a place is, or the first capital of a country, by the gazetteer: degrees to the north (WGS 84)",
            value: Decimal(|row| row.node.listed.coordinates.map(Coordinates::latitude)),
        },
        Column {
            name: "Longitude",
            says: "Degrees to the east, likewise",
            value: Decimal(|row| row.node.listed.coordinates.map(Coordinates::longitude)),
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
        Column {
            name: "Timeset",
            says: "Dates of the documents behind the edges of the node, and of its first and last document, joined by `, `: what Gephi’s timeline reads; with `--by`, the first day of each month, quarter or year that has some",
            value: Text(|row| timeset(row.dates.iter().copied(), row.by)),
        },
        Column {
            name: "Betweenness",
            says: "Betweenness centrality (Brandes, 2001), 0 to 1: share of the shortest paths between two other actors that lead through this one; edges count alike. Of graphs of more than 2,000 actors estimated from 250 of them, always the same",
            value: Decimal(|row| Some(row.measures.betweenness)),
        },
        Column {
            name: "PageRank",
            says: "PageRank (Brin and Page, 1998), damping 0.85, along the edges in both directions by their weight; the sum over all actors is 1",
            value: Decimal(|row| Some(row.measures.pagerank)),
        },
        Column {
            name: "Community",
            says: "Number of the community of actors that are joined more with each other than with the rest (Louvain; Blondel et al., 2008), from 0 for the largest",
            value: Integer(|row| Some(row.measures.community as u64)),
        },
        Column {
            name: "Corrections",
            says: "Ids of the corrections that say who or what it is: `correction:corrections.csv:12`",
            value: List(|row| row.node.corrections.iter().map(|rule| rule.as_str().into()).collect()),
        },
    ];
}
