//! The table of the edges.

use super::{
    Column, TableRow,
    Value::{Boolean, Date, Decimal, Integer, List, Text},
    text, texts,
};
use crate::model::{ActorGraph, DateSource, Edge, Modality, PartialDate, Period, StatementSummary};
use std::borrow::Cow;

/// An edge of a graph.
pub(in crate::export) struct EdgeRow<'g> {
    graph: &'g ActorGraph,
    edge: &'g Edge,
}

impl<'g> EdgeRow<'g> {
    /// One row an edge.
    pub(in crate::export) fn all(graph: &'g ActorGraph) -> impl Iterator<Item = EdgeRow<'g>> {
        graph.edges.iter().map(move |edge| EdgeRow { graph, edge })
    }

    fn summary(&self) -> Option<&'g StatementSummary> {
        self.edge.summary.as_ref()
    }

    fn statements(&self, modality: Modality) -> Option<u64> {
        self.summary().map(|summary| summary.modalities[modality as usize])
    }

    fn periods(&self, end: fn(&Period) -> Option<PartialDate>) -> Vec<Cow<'g, str>> {
        let periods = self.summary().into_iter().flat_map(|summary| &summary.periods);
        periods.map(|period| end(period).map(|date| date.to_string()).unwrap_or_default().into()).collect()
    }
}

/// What Gephi reads stands first, in this order; what typed edges alone have stands last.
impl<'g> TableRow<'g> for EdgeRow<'g> {
    const TABLE: &'static str = "edges";
    const SAYS: &'static str = "\
        One row per edge. Two actors are joined by one edge for their co-occurrence (`appears_with`) and by one for each relation\n\
        type. The columns from `OnlyDenied` on are empty for co-occurrence. `Asserted` to `Negated` count the statements by\n\
        modality; every statement falls in exactly one of these columns. Dates, confidence, qualifiers and periods are those of the\n\
        statements that are neither negated nor denied; of an edge without any such statement, those of all.";
    const COLUMNS: &'g [Column<'g, Self>] = &[
        Column {
            name: "Source",
            says: "Id of the source node",
            value: Text(|row| text(&row.graph.nodes[row.edge.source].id)),
        },
        Column {
            name: "Target",
            says: "Id of the target node",
            value: Text(|row| text(&row.graph.nodes[row.edge.target].id)),
        },
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
            says: "For co-occurrence the number of windows, weighted by their rule; for relations the same as `Count`",
            value: Decimal(|row| Some(row.edge.weight)),
        },
        Column {
            name: "Count",
            says: "For co-occurrence the number of windows; for relations the number of statements that are neither negated nor denied",
            value: Integer(|row| Some(row.edge.count)),
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
            name: "NPMI",
            says: "Normalised pointwise mutual information of the two actors, -1 to 1; co-occurrence only",
            value: Decimal(|row| row.edge.npmi),
        },
        Column {
            name: "LogLikelihood",
            says: "Log-likelihood ratio G² of the two actors; co-occurrence only",
            value: Decimal(|row| row.edge.log_likelihood),
        },
        Column {
            name: "Significant",
            says: "Whether the two actors co-occur more often than chance, at p < 0.001 (G² > 10.83) and at least twice",
            value: Boolean(|row| Some(row.edge.significant)),
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
            name: "Window",
            says: "Widest window that was counted: `mention`, `sentence`, `paragraph` or `document`",
            value: Text(|row| text(row.edge.window.name())),
        },
        Column {
            name: "Rules",
            says: "Ids of the rules that found the evidence",
            value: List(|row| texts(&row.edge.rules)),
        },
        Column {
            name: "OnlyDenied",
            says: "Whether every statement is negated or denied; the weight is 0 then",
            value: Boolean(|row| row.summary().map(|_| row.edge.is_only_denied())),
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
            says: "CAMEO code of the relation type",
            value: Text(|row| row.summary()?.cameo.as_deref().and_then(text)),
        },
    ];
}
