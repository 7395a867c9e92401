//! The table of the edges by month, quarter or year.

use super::{
    Column, Table, TableRow,
    Value::{self, Integer, Text},
    text,
};
use crate::model::{ActorGraph, Date, Edge, Evidence, PartialDate, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// A stretch of the calendar that edges are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum CalendarUnit {
    /// `2023-05`
    #[default]
    Month,
    /// `2023-Q2`
    Quarter,
    /// `2023`
    Year,
}

impl CalendarUnit {
    /// Every unit.
    pub const ALL: [CalendarUnit; 3] = [CalendarUnit::Month, CalendarUnit::Quarter, CalendarUnit::Year];

    /// The name in options: `month`.
    pub fn name(self) -> &'static str {
        match self {
            CalendarUnit::Month => "month",
            CalendarUnit::Quarter => "quarter",
            CalendarUnit::Year => "year",
        }
    }

    /// The period of a day: its name, its first day and its last.
    fn of(self, day: Date) -> (String, Date, Date) {
        let months = match self {
            CalendarUnit::Month => 1,
            CalendarUnit::Quarter => 3,
            CalendarUnit::Year => 12,
        };
        let number = (day.month() - 1) / months;
        let month = |month: i8| Date::new(day.year(), month, 1).expect("every year has twelve months");
        let (first, last) = (month(number * months + 1), month((number + 1) * months).last_of_month());
        let name = match self {
            CalendarUnit::Month => format!("{:04}-{:02}", day.year(), day.month()),
            CalendarUnit::Quarter => format!("{:04}-Q{}", day.year(), number + 1),
            CalendarUnit::Year => format!("{:04}", day.year()),
        };
        (name, first, last)
    }

    /// The first day of the period of a day.
    pub(super) fn first_day(self, day: Date) -> Date {
        self.of(day).1
    }

    /// The period that a stretch of time lies in; none where it lies in several.
    fn around(self, time: PartialDate) -> Option<(String, Date, Date)> {
        let period = self.of(time.first);
        (period.2 >= time.last).then_some(period)
    }
}

/// An edge in a period.
pub(in crate::export) struct PeriodRow<'g> {
    graph: &'g ActorGraph,
    edge: &'g Edge,
    /// Name, first and last day; none of what has no date, or one that spans several periods.
    period: Option<(String, Date, Date)>,
    sentences: u64,
    documents: u64,
}

impl<'g> PeriodRow<'g> {
    /// One row an edge and period, by period; what has none comes first.
    pub(in crate::export) fn all(
        graph: &'g ActorGraph,
        unit: CalendarUnit,
    ) -> impl Iterator<Item = PeriodRow<'g>> {
        let mut rows: Vec<PeriodRow> =
            graph.edges.iter().flat_map(|edge| of_edge(graph, edge, unit)).collect();
        rows.sort_by_key(|row| row.period.as_ref().map(|(_, first, _)| *first));
        rows.into_iter()
    }

    /// The table.
    pub(in crate::export) fn table() -> Table<'g, PeriodRow<'g>> {
        const SAYS: &str = "\
            One row for each edge and each month, quarter or year (`--by`) with something behind it that is neither negated nor\n\
            denied. The day is that of the sentence where it tells one, else that of the document; what has none, or one that spans\n\
            several periods, is counted in a row without a period.";
        Table::new("periods", SAYS, &[PeriodRow::COLUMNS])
    }
}

/// The periods of an edge, in order.
fn of_edge<'g>(graph: &'g ActorGraph, edge: &'g Edge, unit: CalendarUnit) -> Vec<PeriodRow<'g>> {
    let mut periods: BTreeMap<Option<Date>, Vec<&Evidence>> = BTreeMap::new();
    let counts =
        |evidence: &&Evidence| evidence.statement.as_ref().is_none_or(|statement| statement.counts());
    for evidence in edge.evidence.iter().filter(counts) {
        let period = time(evidence).and_then(|time| unit.around(time));
        periods.entry(period.map(|(_, first, _)| first)).or_default().push(evidence);
    }
    let row = |(first, evidence): (Option<Date>, Vec<&Evidence>)| {
        let documents: BTreeSet<&str> = evidence.iter().map(|of| &*of.passage.document.id).collect();
        let sentences: BTreeSet<(&str, u32, u32)> = evidence.iter().map(|of| of.place()).collect();
        PeriodRow {
            graph,
            edge,
            period: first.map(|first| unit.of(first)),
            sentences: sentences.len() as u64,
            documents: documents.len() as u64,
        }
    };
    periods.into_iter().map(row).collect()
}

/// When what a sentence says was.
fn time(evidence: &Evidence) -> Option<PartialDate> {
    let stated = |statement: &Statement| statement.date;
    let of_sentence = evidence.statement.as_deref().and_then(stated);
    of_sentence.or(evidence.passage.document.date.map(PartialDate::from))
}

impl<'g> TableRow<'g> for PeriodRow<'g> {
    const COLUMNS: &'g [Column<'g, Self>] = &[
        Column {
            name: "Period",
            says: "`2023-05`, `2023-Q2` or `2023`",
            value: Text(|row| row.period.as_ref().map(|(name, ..)| name.clone().into())),
        },
        Column {
            name: "FirstDay",
            says: "First day of the period",
            value: Value::Date(|row| row.period.as_ref().map(|&(_, first, _)| first)),
        },
        Column {
            name: "LastDay",
            says: "Last day of the period",
            value: Value::Date(|row| row.period.as_ref().map(|&(.., last)| last)),
        },
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
            says: "`Directed` or `Undirected`",
            value: Text(|row| text(if row.edge.directed { "Directed" } else { "Undirected" })),
        },
        Column { name: "Kind", says: "Kind of the edge", value: Text(|row| text(&row.edge.kind)) },
        Column { name: "Edge", says: "`Id` of the edge", value: Text(|row| text(&row.edge.id)) },
        Column {
            name: "Sentences",
            says: "Number of sentences (or larger windows) behind the edge in the period",
            value: Integer(|row| Some(row.sentences)),
        },
        Column {
            name: "Documents",
            says: "Number of documents behind it in the period",
            value: Integer(|row| Some(row.documents)),
        },
        Column {
            name: "SourceLabel",
            says: "`Label` of the source node",
            value: Text(|row| text(&row.graph.nodes[row.edge.source].label)),
        },
        Column {
            name: "TargetLabel",
            says: "`Label` of the target node",
            value: Text(|row| text(&row.graph.nodes[row.edge.target].label)),
        },
    ];
}

#[cfg(test)]
mod tests {
    use super::{super::timeset, *};
    use crate::model::{Kind, Modality, Node};

    #[test]
    fn days_have_a_period() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let told = |unit: CalendarUnit, text: &str| {
            let (name, first, last) = unit.of(day(text));
            format!("{name} {first} {last}")
        };
        assert_eq!(told(CalendarUnit::Month, "2024-02-10"), "2024-02 2024-02-01 2024-02-29");
        assert_eq!(told(CalendarUnit::Quarter, "2023-12-31"), "2023-Q4 2023-10-01 2023-12-31");
        assert_eq!(told(CalendarUnit::Year, "2023-05-08"), "2023 2023-01-01 2023-12-31");
        let days = || ["2023-05-08", "2023-04-02", "2023-05-31", "2023-04-02"].map(day).into_iter();
        assert_eq!(timeset(days(), None).unwrap(), "2023-04-02, 2023-05-08, 2023-05-31");
        assert_eq!(timeset(days(), Some(CalendarUnit::Month)).unwrap(), "2023-04-01, 2023-05-01");
        assert_eq!(timeset(days(), Some(CalendarUnit::Quarter)).unwrap(), "2023-04-01");
    }

    #[test]
    fn what_is_behind_an_edge_is_counted_by_its_day() {
        let nodes = ["a", "b"].map(|id| Node::new(id, id, Kind::Person));
        let mut edge = Edge::new("e", 0, 1, "meets");
        let mut add = |document: &str, start: u32, date: &str, stated: Option<&str>, modality: Modality| {
            let mut evidence = Evidence::new(document, (start, start + 9), "r", "t");
            std::sync::Arc::make_mut(&mut std::sync::Arc::make_mut(&mut evidence.passage).document).date =
                date.parse().ok();
            let mut statement = Statement::new(modality, 0.9);
            statement.date = stated.and_then(PartialDate::parse);
            evidence.statement = Some(statement.into());
            edge.evidence.push(evidence);
        };
        add("1", 0, "2023-05-08", None, Modality::Asserted);
        add("1", 0, "2023-05-08", None, Modality::Reported);
        add("1", 20, "2023-05-08", Some("2023-04"), Modality::Asserted);
        add("2", 0, "2023-05-09", Some("2023"), Modality::Asserted);
        add("3", 0, "2023-05-31", None, Modality::Asserted);
        add("4", 0, "2023-05-31", None, Modality::Denied);
        add("5", 0, "", None, Modality::Asserted);
        let graph = ActorGraph::new(nodes.into(), vec![edge]);
        let rows = |unit| {
            let told = |row: PeriodRow| {
                let period = row.period.map(|(name, ..)| name).unwrap_or_default();
                format!("{period} {} {}", row.sentences, row.documents)
            };
            PeriodRow::all(&graph, unit).map(told).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(rows(CalendarUnit::Month), " 2 2, 2023-04 1 1, 2023-05 2 2");
        assert_eq!(rows(CalendarUnit::Quarter), " 2 2, 2023-Q2 3 2");
        assert_eq!(rows(CalendarUnit::Year), " 1 1, 2023 4 3");
    }
}
