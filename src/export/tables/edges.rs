//! The tables of the edges: all of them for graph programs; ties, relations, and what is only denied, each with what it alone
//! has.

use super::{
    CalendarUnit, Column, Table, TableRow,
    Value::{Boolean, Date, Decimal, Integer, List, Text},
    text, texts, timeset,
};
use crate::model::{ActorGraph, DateSource, Edge, Modality, Node, PartialDate, Period, StatementSummary};
use std::borrow::Cow;

/// An edge of a graph.
pub(in crate::export) struct EdgeRow<'g> {
    graph: &'g ActorGraph,
    edge: &'g Edge,
    by: Option<CalendarUnit>,
}

/// Which edges stand in a table, and which of their columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) enum Edges {
    /// All that texts do not only deny.
    All,
    /// Those of a relation type.
    Relations,
    /// Those of co-occurrence.
    Ties,
    /// Relations that texts only negate or deny.
    Denied,
}

/// The columns of [`EdgeRow`] from here on are of ties and relations, …
const BOTH: &str = "Count";
/// … from here on of ties, …
const TIES: &str = "Window";
/// … from here on of relations, …
const RELATIONS: &str = "Asserted";
/// … and from here on of what has relations and denials side by side.
const MIXED: &str = "OnlyDenied";

impl Edges {
    /// Every table.
    pub(in crate::export) const ALL: [Edges; 4] = [Edges::All, Edges::Relations, Edges::Ties, Edges::Denied];

    /// The table.
    pub(in crate::export) fn table<'g>(self) -> Table<'g, EdgeRow<'g>> {
        let columns = <EdgeRow as TableRow>::COLUMNS;
        let from = |name| columns.iter().position(|column| column.name == name).unwrap_or(columns.len());
        let [both, ties, relations, mixed] = [BOTH, TIES, RELATIONS, MIXED].map(from);
        let parts = match self {
            Edges::All => [&columns[..both], &[]],
            Edges::Ties => [&columns[..relations], &[]],
            Edges::Relations | Edges::Denied => [&columns[..ties], &columns[relations..mixed]],
        };
        Table::new(self.name(), self.says(), &parts)
    }

    /// Its rows, the heaviest first.
    pub(in crate::export) fn rows<'g>(self, graph: &'g ActorGraph) -> impl Iterator<Item = EdgeRow<'g>> {
        EdgeRow::heaviest(graph).filter(move |row| self.holds(row.edge))
    }

    fn holds(self, edge: &Edge) -> bool {
        match self {
            Edges::All => !edge.is_only_denied(),
            Edges::Relations => edge.summary.is_some() && !edge.is_only_denied(),
            Edges::Ties => edge.summary.is_none(),
            Edges::Denied => edge.is_only_denied(),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Edges::All => "edges",
            Edges::Relations => "relations",
            Edges::Ties => "ties",
            Edges::Denied => "denied",
        }
    }

    fn says(self) -> &'static str {
        match self {
            Edges::All => {
                "\
                One row per edge, the heaviest first: what a graph program needs. Two actors are joined by one edge for their\n\
                co-occurrence (`appears_with`) and by one for each relation type. What texts only negate or deny is no edge: it stands\n\
                in `denied`."
            }
            Edges::Relations => {
                "\
                One row per edge of a relation type, the heaviest first. `Asserted` to `Negated` count the statements by modality; every\n\
                statement falls in exactly one of these columns. Dates, confidence, qualifiers and periods are those of the statements\n\
                that are neither negated nor denied."
            }
            Edges::Ties => {
                "\
                One row per edge of co-occurrence, the heaviest first, with how far it goes beyond chance."
            }
            Edges::Denied => {
                "\
                One row per relation that texts only negate or deny, with the columns of `relations`. The weight is 0; dates,\n\
                confidence, qualifiers and periods are those of the denials."
            }
        }
    }
}

impl<'g> EdgeRow<'g> {
    /// One row an edge, in the order of the graph.
    pub(in crate::export) fn all(graph: &'g ActorGraph) -> impl Iterator<Item = EdgeRow<'g>> {
        graph.edges.iter().map(move |edge| EdgeRow { graph, edge, by: None })
    }

    /// The same, with days gathered by a stretch of the calendar.
    pub(in crate::export) fn by(self, by: Option<CalendarUnit>) -> EdgeRow<'g> {
        EdgeRow { by, ..self }
    }

    /// One row an edge, the heaviest first; those of one weight in the order of the graph.
    pub(in crate::export) fn heaviest(graph: &'g ActorGraph) -> impl Iterator<Item = EdgeRow<'g>> {
        let mut rows: Vec<EdgeRow> = EdgeRow::all(graph).collect();
        rows.sort_by(|one, other| other.edge.weight.total_cmp(&one.edge.weight));
        rows.into_iter()
    }

    /// The edge.
    pub(in crate::export) fn edge(&self) -> &'g Edge {
        self.edge
    }

    fn source(&self) -> &'g Node {
        &self.graph.nodes[self.edge.source]
    }

    fn target(&self) -> &'g Node {
        &self.graph.nodes[self.edge.target]
    }

    fn summary(&self) -> Option<&'g StatementSummary> {
        self.edge.summary.as_deref()
    }

    fn statements(&self, modality: Modality) -> Option<u64> {
        self.summary().map(|summary| summary.modalities[modality as usize])
    }

    fn periods(&self, end: fn(&Period) -> Option<PartialDate>) -> Vec<Cow<'g, str>> {
        let periods = self.summary().into_iter().flat_map(|summary| &summary.periods);
        periods.map(|period| end(period).map(|date| date.to_string()).unwrap_or_default().into()).collect()
    }
}

/// A CAMEO code as text that no reader takes for a number: `CAMEO:042`.
pub(super) fn cameo(code: &str) -> Option<Cow<'_, str>> {
    Some(format!("CAMEO:{code}").into())
}

/// What every edge has, in the order in which graph programs want it; then what [`Edges`] says.
impl<'g> TableRow<'g> for EdgeRow<'g> {
    const COLUMNS: &'g [Column<'g, Self>] = &[
        Column { name: "Source", says: "Id of the source node", value: Text(|row| text(&row.source().id)) },
        Column { name: "Target", says: "Id of the target node", value: Text(|row| text(&row.target().id)) },
        Column {
            name: "Type",
            says: "`Directed`; or `Undirected` for co-occurrence and symmetric relations (`meets`, `kin_of` …), whose ends are sorted by id",
            value: Text(|row| text(if row.edge.directed { "Directed" } else { "Undirected" })),
        },
        Column {
            name: "Kind",
            says: "`appears_with` for co-occurrence, `has_rank` between a person and a rank, else the [relation type](relations.md)",
            value: Text(|row| text(&row.edge.kind)),
        },
        Column {
            name: "Id",
            says: "Unique identifier `source--kind--target`; `Edge` of the evidence refers to it",
            value: Text(|row| text(&row.edge.id)),
        },
        Column {
            name: "Label",
            says: "The kind once more: what graph programs show beside the edge",
            value: Text(|row| text(&row.edge.kind)),
        },
        Column {
            name: "Weight",
            says: "For co-occurrence the number of windows, weighted by their rule; for relations the number of statements that are neither negated nor denied. Of the copies of one article, the one that has the most counts; with `--count documents`, all do",
            value: Decimal(|row| Some(row.edge.weight)),
        },
        Column {
            name: "Sentences",
            says: "Number of distinct sentences (or larger windows) in the evidence",
            value: Integer(|row| Some(row.edge.sentences)),
        },
        Column {
            name: "Documents",
            says: "Number of distinct documents in the evidence",
            value: Integer(|row| Some(row.edge.documents)),
        },
        Column {
            name: "Stories",
            says: "Number of distinct stories in the evidence: copies of one article are one ([stories](stories.md))",
            value: Integer(|row| Some(row.edge.stories)),
        },
        Column {
            name: "FirstDate",
            says: "Date of the earliest dated document; for relations the first day that a statement gives, else that of its document",
            value: Date(|row| row.edge.first),
        },
        Column {
            name: "LastDate",
            says: "Date of the latest dated document; for relations the last day that a statement gives, else that of its document",
            value: Date(|row| row.edge.last),
        },
        Column {
            name: "SourceLabel",
            says: "Name of the source",
            value: Text(|row| text(&row.source().label)),
        },
        Column {
            name: "TargetLabel",
            says: "Name of the target",
            value: Text(|row| text(&row.target().label)),
        },
        Column {
            name: "SourceKind",
            says: "Kind of the source",
            value: Text(|row| text(row.source().kind.name())),
        },
        Column {
            name: "TargetKind",
            says: "Kind of the target",
            value: Text(|row| text(row.target().kind.name())),
        },
        Column {
            name: "Timeset",
            says: "Dates of the documents in the evidence, in order, joined by `, `: what Gephi’s timeline reads; with `--by`, the first day of each month, quarter or year that has some",
            value: Text(|row| {
                timeset(
                    row.edge.evidence.iter().filter_map(|evidence| evidence.passage.document.date),
                    row.by,
                )
            }),
        },
        Column {
            name: "Count",
            says: "For co-occurrence the number of windows; for relations the number of statements that are neither negated nor denied",
            value: Integer(|row| Some(row.edge.count)),
        },
        Column {
            name: "Rules",
            says: "Ids of the rules that found the evidence",
            value: List(|row| texts(&row.edge.rules)),
        },
        Column {
            name: "Window",
            says: "Widest window that was counted: `mention`, `sentence`, `paragraph` or `document`",
            value: Text(|row| text(row.edge.window.name())),
        },
        Column {
            name: "NPMI",
            says: "Normalised pointwise mutual information of the two actors, -1 to 1",
            value: Decimal(|row| row.edge.npmi),
        },
        Column {
            name: "LogLikelihood",
            says: "Log-likelihood ratio G² of the two actors",
            value: Decimal(|row| row.edge.log_likelihood),
        },
        Column {
            name: "Significant",
            says: "Whether the two actors co-occur more often than chance, at p < 0.001 (G² > 10.83) and at least twice",
            value: Boolean(|row| Some(row.edge.significant)),
        },
        Column {
            name: "Asserted",
            says: "Number of statements of the relation as a fact",
            value: Integer(|row| row.statements(Modality::Asserted)),
        },
        Column {
            name: "Reported",
            says: "Number of statements attributed to a speaker or source",
            value: Integer(|row| row.statements(Modality::Reported)),
        },
        Column {
            name: "Planned",
            says: "Number of statements of a plan or expectation",
            value: Integer(|row| row.statements(Modality::Planned)),
        },
        Column {
            name: "Conditional",
            says: "Number of statements in the conditional or under a condition",
            value: Integer(|row| row.statements(Modality::Conditional)),
        },
        Column {
            name: "Requested",
            says: "Number of statements of a wish or a call",
            value: Integer(|row| row.statements(Modality::Requested)),
        },
        Column {
            name: "Denied",
            says: "Number of denials, negated or not",
            value: Integer(|row| row.statements(Modality::Denied)),
        },
        Column {
            name: "Negated",
            says: "Number of negated statements of the other modalities",
            value: Integer(|row| row.summary().map(|summary| summary.negated)),
        },
        Column {
            name: "FirstDateFrom",
            says: "What gives `FirstDate`: `sentence` or `document`",
            value: Text(|row| text(row.summary()?.first_from.map(DateSource::name)?)),
        },
        Column {
            name: "LastDateFrom",
            says: "What gives `LastDate`: `sentence` or `document`",
            value: Text(|row| text(row.summary()?.last_from.map(DateSource::name)?)),
        },
        Column {
            name: "MeanConfidence",
            says: "Mean confidence of the statements, 0 to 1",
            value: Decimal(|row| row.summary().map(|summary| summary.mean_confidence)),
        },
        Column {
            name: "MaxConfidence",
            says: "Highest confidence of the statements, 0 to 1",
            value: Decimal(|row| row.summary().map(|summary| summary.max_confidence)),
        },
        Column {
            name: "Qualifiers",
            says: "Roles, degrees of kinship and the like, the most frequent first",
            value: List(|row| row.summary().map(|summary| texts(&summary.qualifiers)).unwrap_or_default()),
        },
        Column {
            name: "PeriodFrom",
            says: "When the role of `holds_role` was taken up, by the dated offices of the gazetteer; as many values as `PeriodTo`",
            value: List(|row| row.periods(|period| period.from)),
        },
        Column {
            name: "PeriodTo",
            says: "When that role ended; an empty value where it is still held",
            value: List(|row| row.periods(|period| period.to)),
        },
        Column {
            name: "PLOVER",
            says: "PLOVER event type of the relation type",
            value: Text(|row| row.summary()?.plover.as_deref().and_then(text)),
        },
        Column {
            name: "CAMEO",
            says: "CAMEO code of the relation type, behind `CAMEO:`, so that no reader takes `042` for 42",
            value: Text(|row| row.summary()?.cameo.as_deref().and_then(cameo)),
        },
        Column {
            name: "OnlyDenied",
            says: "Whether every statement is negated or denied; the weight is 0 then",
            value: Boolean(|row| row.summary().map(|_| row.edge.is_only_denied())),
        },
        Column {
            name: "Presumed",
            says: "Number of statements as a fact, of whoever is presumed to hold the office that the text names",
            value: Integer(|row| row.statements(Modality::Presumed)),
        },
    ];
}
