//! The table of the evidence behind the edges.

use super::{
    Column, Table, TableRow,
    Value::{Boolean, Date, Decimal, Integer, Text},
    document::{Heading, OfDocument, date, document, source_name, title},
    edges::{EdgeRow, cameo},
    text,
};
use crate::model::{ActorGraph, DateSource, Edge, Evidence, Node, PartialDate, Statement};
use std::{borrow::Cow, ops::Range};

/// Longest `Text`, in characters. Of a longer passage, which many pairs of a list may have in common, the row of a pair says what
/// stands around its two names.
const LONGEST: usize = 500;
/// So many characters stand before a name there, and so many from its start on.
const BEFORE: usize = 80;
const BEHIND: usize = 160;

/// A window or a statement behind an edge of a graph.
pub(in crate::export) struct EvidenceRow<'g> {
    graph: &'g ActorGraph,
    edge: &'g Edge,
    evidence: &'g Evidence,
}

impl<'g> EvidenceRow<'g> {
    /// One row for each window and each statement behind each edge, those of the heaviest edge first.
    pub(in crate::export) fn all(graph: &'g ActorGraph) -> impl Iterator<Item = EvidenceRow<'g>> {
        let of_edge = move |edge: &'g Edge| {
            edge.evidence.iter().map(move |evidence| EvidenceRow { graph, edge, evidence })
        };
        EdgeRow::heaviest(graph).flat_map(move |row| of_edge(row.edge()))
    }

    /// The table.
    pub(in crate::export) fn table() -> Table<'g, EvidenceRow<'g>> {
        const SAYS: &str = "\
            One row for each window behind a co-occurrence edge, and for each statement behind a typed edge; those of the heaviest\n\
            edge first. The columns from `Modality` on are empty for co-occurrence.";
        Table::new("evidence", SAYS, &[EvidenceRow::COLUMNS])
    }

    fn statement(&self) -> Option<&'g Statement> {
        self.evidence.statement.as_deref()
    }

    /// Source and target, as the statement has them.
    fn ends(&self) -> [&'g Node; 2] {
        let Edge { source, target, .. } = *self.edge;
        let reversed = self.statement().is_some_and(|statement| statement.reversed);
        let ends = if reversed { [target, source] } else { [source, target] };
        ends.map(|end| &self.graph.nodes[end])
    }
}

/// A passage, or of a long one what stands around two names, each by its last word.
fn excerpt<'g>(passage: &'g str, names: [&str; 2]) -> Cow<'g, str> {
    if passage.len() <= LONGEST || passage.chars().nth(LONGEST).is_none() {
        return passage.into();
    }
    let place = |name: &str| passage.find(name.rsplit(' ').next().filter(|word| !word.is_empty())?);
    let mut pieces: Vec<Range<usize>> =
        names.into_iter().filter_map(place).map(|at| around(passage, at)).collect();
    if pieces.is_empty() {
        pieces.push(around(passage, 0));
    }
    pieces.sort_unstable_by_key(|piece| piece.start);
    pieces.dedup_by(|next, piece| {
        let touches = next.start <= piece.end;
        piece.end = if touches { piece.end.max(next.end) } else { piece.end };
        touches
    });
    let mut told = String::from(if pieces[0].start > 0 { "… " } else { "" });
    let texts: Vec<&str> = pieces.iter().map(|piece| passage[piece.clone()].trim()).collect();
    told.push_str(&texts.join(" … "));
    told.push_str(if pieces.last().is_some_and(|last| last.end < passage.len()) { " …" } else { "" });
    told.into()
}

/// The whole words around a place of a text.
fn around(text: &str, at: usize) -> Range<usize> {
    let before = text[..at].char_indices().rev().nth(BEFORE - 1).map_or(0, |(start, _)| start);
    let start = if before == 0 { 0 } else { text[before..at].find(' ').map_or(at, |space| before + space) };
    let behind = text[at..].char_indices().nth(BEHIND).map_or(text.len(), |(end, _)| at + end);
    let whole = behind == text.len();
    let end = if whole { behind } else { text[at..behind].rfind(' ').map_or(behind, |space| at + space) };
    start..end
}

fn written<'g>(date: PartialDate) -> Option<Cow<'g, str>> {
    Some(date.to_string().into())
}

impl<'g> OfDocument<'g> for EvidenceRow<'g> {
    fn heading(&self) -> Option<Heading<'g>> {
        Some((&self.evidence.passage.document).into())
    }
}

impl<'g> TableRow<'g> for EvidenceRow<'g> {
    const COLUMNS: &'g [Column<'g, Self>] = &[
        Column { name: "Edge", says: "`Id` of the edge", value: Text(|row| text(&row.edge.id)) },
        document(),
        date(),
        source_name(),
        title(),
        Column {
            name: "Story",
            says: "Id of the story, where the document has copies",
            value: Text(|row| row.evidence.passage.document.story.as_deref().and_then(text)),
        },
        Column {
            name: "Start",
            says: "Offset of the first code point of the sentence or window",
            value: Integer(|row| Some(row.evidence.passage.start.into())),
        },
        Column {
            name: "End",
            says: "Offset after its last code point",
            value: Integer(|row| Some(row.evidence.passage.end.into())),
        },
        Column {
            name: "Rule",
            says: "Id of the rule that found it",
            value: Text(|row| text(&row.evidence.rule)),
        },
        Column {
            name: "Text",
            says: "The sentence or window on one line; of more than 500 characters, what stands around the two names. It is whole in \
                   [passages](#passages), under `Document`, `Start` and `End`",
            value: Text(|row| {
                let names = row.ends().map(|end| &*end.label);
                Some(excerpt(&row.evidence.passage.text, names)).filter(|text| !text.is_empty())
            }),
        },
        Column {
            name: "Source",
            says: "Id of the source node; of a relation as the sentence has it, also where the edge is undirected",
            value: Text(|row| text(&row.ends()[0].id)),
        },
        Column {
            name: "Target",
            says: "Id of the target node; of a relation as the sentence has it, also where the edge is undirected",
            value: Text(|row| text(&row.ends()[1].id)),
        },
        Column {
            name: "Kind",
            says: "Kind of the edge: `appears_with`, `meets` …",
            value: Text(|row| text(&row.edge.kind)),
        },
        Column {
            name: "SourceLabel",
            says: "Name of the source",
            value: Text(|row| text(&row.ends()[0].label)),
        },
        Column {
            name: "TargetLabel",
            says: "Name of the target",
            value: Text(|row| text(&row.ends()[1].label)),
        },
        Column {
            name: "Modality",
            says: "`asserted`, `reported`, `planned`, `conditional`, `denied`, `requested` or `presumed`",
            value: Text(|row| text(row.statement()?.modality.name())),
        },
        Column {
            name: "Negated",
            says: "Whether the statement is negated",
            value: Boolean(|row| Some(row.statement()?.negated)),
        },
        Column {
            name: "Confidence",
            says: "Confidence of the rule: estimated share of its statements that are right, 0 to 1",
            value: Decimal(|row| Some(row.statement()?.confidence)),
        },
        Column {
            name: "RelationDate",
            says: "When it happened, as exactly as is known: `2020`, `2020-08` or `2020-08-18`",
            value: Text(|row| written(row.statement()?.date?)),
        },
        Column {
            name: "DateFrom",
            says: "What gives `RelationDate`: `sentence` or `document`",
            value: Text(|row| text(row.statement()?.date_source.map(DateSource::name)?)),
        },
        Column {
            name: "Place",
            says: "Id of the place where it happened",
            value: Text(|row| row.statement()?.place.as_deref().and_then(text)),
        },
        Column {
            name: "Qualifier",
            says: "Role, degree of kinship or the like",
            value: Text(|row| row.statement()?.qualifier.as_deref().and_then(text)),
        },
        Column {
            name: "PeriodFrom",
            says: "When the role of `holds_role` was taken up, by the dated offices of the gazetteer",
            value: Text(|row| written(row.statement()?.period?.from?)),
        },
        Column {
            name: "PeriodTo",
            says: "When that role ended; empty where it is still held",
            value: Text(|row| written(row.statement()?.period?.to?)),
        },
        Column {
            name: "PLOVER",
            says: "PLOVER event type of the relation type",
            value: Text(|row| {
                row.statement().and(row.edge.summary.as_ref()?.plover.as_deref()).and_then(text)
            }),
        },
        Column {
            name: "CAMEO",
            says: "CAMEO code of the relation type, behind `CAMEO:`",
            value: Text(|row| {
                row.statement().and(row.edge.summary.as_ref()?.cameo.as_deref()).and_then(cameo)
            }),
        },
        Column {
            name: "Through",
            says: "Id of the rule that resolved a reference at an end of the relation: `il`, `le pays`, `la junte`",
            value: Text(|row| text(row.statement()?.through?)),
        },
        Column {
            name: "Antecedent",
            says: "Offset of the first code point of what that reference takes up",
            value: Integer(|row| Some(row.statement()?.antecedent?.into())),
        },
        Column {
            name: "KnownTo",
            says: "Where an end is presumed to hold the office that the text names: the last day on which the gazetteer knows it",
            value: Date(|row| row.statement()?.known_to),
        },
        Column {
            name: "Corrected",
            says: "Id of the correction that says that the sentence states it: `correction:corrections.csv:12`",
            value: Text(|row| text(row.statement()?.corrected?)),
        },
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_passage_is_told_around_the_names() {
        let short = "Awa Koné a rencontré Issa Diallo.";
        assert!(matches!(excerpt(short, ["Awa Koné", "Issa Diallo"]), Cow::Borrowed(text) if text == short));
        let list = |range: Range<u32>| range.map(|i| format!("Modibo Éka{i}")).collect::<Vec<_>>().join(", ");
        let long = format!("{}, Awa Koné, Issa Diallo, {}.", list(0..100), list(100..200));
        let told = excerpt(&long, ["Awa Koné", "Issa Diallo"]);
        assert!(told.starts_with("… ") && told.ends_with(" …"), "{told}");
        assert!(told.contains("Modibo Éka99, Awa Koné, Issa Diallo, Modibo Éka100"), "{told}");
        assert!(told.chars().count() < 300, "{told}");
        let far = excerpt(&long, ["Modibo Éka0", "Modibo Éka150"]);
        assert!(far.starts_with("Modibo Éka0, ") && far.contains(" … ") && far.contains("Éka150"), "{far}");
        let end = excerpt(&long, ["Modibo Éka199", "nobody"]);
        assert!(end.starts_with("… ") && end.ends_with("Modibo Éka199."), "{end}");
        assert!(long.starts_with(excerpt(&long, ["", "x"]).trim_end_matches(" …")));
    }
}
