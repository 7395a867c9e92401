//! What a reader should look at before building on it.

use super::{
    Book, Places,
    sheet::{Item, Sheet},
};
use crate::{
    export::{
        captions::caption,
        tables::{Edges, NodeRow},
    },
    model::{ActorGraph, Edge, Evidence, Node},
};
use rust_xlsxwriter::XlsxError;
use rustc_hash::FxHashMap;

/// A relation none of whose rules is surer than this is worth a look.
const SURE: f64 = 0.8;
/// Who is in no list and in so many documents is worth a row in one.
const OFTEN: u64 = 10;

const HEADERS: &[(&str, f64)] = &[
    ("see", 12.0),
    ("why", 44.0),
    ("actor", 34.0),
    ("relation", 24.0),
    ("with", 34.0),
    ("detail", 60.0),
    ("weight", 11.0),
];

/// Writes it: relations first, the heaviest first in each group.
pub(super) fn sheet(
    book: &mut Book,
    graph: &ActorGraph,
    nodes: &[NodeRow],
    places: &Places,
) -> Result<Sheet, XlsxError> {
    let mut sheet = book.plain("review", HEADERS)?;
    for (why, edges, doubt) in DOUBTS {
        for row in edges.rows(graph) {
            let edge = row.edge();
            if let Some(detail) = doubt(edge) {
                let line = relation(book, graph, edge, why, detail, places);
                sheet.line(&mut book.workbook, &book.styles, line)?;
            }
        }
    }
    let mut bearers: FxHashMap<&str, u64> = FxHashMap::default();
    nodes.iter().for_each(|row| *bearers.entry(row.node().label.as_str()).or_default() += 1);
    for row in nodes {
        for (why, detail) in doubts(row.node(), bearers[row.node().label.as_str()]) {
            let line = vec![
                Item::Nothing,
                Item::Text(book.word(why).into()),
                Item::Text(row.node().label.as_str().into()),
                Item::Kind(row.node().kind.name()),
                Item::Nothing,
                Item::Text(detail.into()),
                Item::Decimal(row.degree().weight),
            ];
            sheet.line(&mut book.workbook, &book.styles, line)?;
        }
    }
    Ok(sheet)
}

/// Why a relation is doubtful: what to say of it where it is.
type Doubt = fn(&Edge) -> Option<String>;

const DOUBTS: [(&str, Edges, Doubt); 4] = [
    ("only_denied", Edges::Denied, |_| Some(String::new())),
    ("contested", Edges::Relations, contested),
    ("unsure_rule", Edges::Relations, unsure),
    ("by_reference", Edges::Relations, by_reference),
];

/// Stated by some, negated or denied by others: how often.
fn contested(edge: &Edge) -> Option<String> {
    let statements = edge.evidence.iter().filter_map(|evidence| evidence.statement.as_ref());
    let against = statements.filter(|statement| !statement.counts()).count();
    (against > 0).then(|| format!("{} / {against}", edge.count))
}

/// Found by rules that are often wrong: which.
fn unsure(edge: &Edge) -> Option<String> {
    let summary = edge.summary.as_ref()?;
    (summary.max_confidence < SURE)
        .then(|| format!("{:.2} {}", summary.max_confidence, edge.rules.join(" ; ")))
}

/// An end is never named, but told by a pronoun or phrase: by which rules.
fn by_reference(edge: &Edge) -> Option<String> {
    let through = |evidence: &Evidence| evidence.statement.as_ref().and_then(|statement| statement.through);
    let mut rules: Vec<&str> = edge.evidence.iter().map(through).collect::<Option<_>>()?;
    rules.sort_unstable();
    rules.dedup();
    Some(rules.join(" ; "))
}

/// Why an actor is doubtful, with what to say of it.
fn doubts(node: &Node, bearers: u64) -> Vec<(&'static str, String)> {
    let ambiguous = (!node.candidates.is_empty()).then(|| ("ambiguous", node.candidates.join(" ; ")));
    let same_name = (bearers > 1).then(|| ("same_name", node.id.clone()));
    let unlisted = !node.known && node.documents >= OFTEN && node.candidates.is_empty();
    let unlisted = unlisted.then(|| ("unlisted", node.aliases.join(" ; ")));
    [ambiguous, same_name, unlisted].into_iter().flatten().collect()
}

fn relation<'l>(
    book: &Book,
    graph: &'l ActorGraph,
    edge: &'l Edge,
    why: &'static str,
    detail: String,
    places: &Places,
) -> Vec<Item<'l>> {
    let label = |end: usize| Item::Text(graph.nodes[end].label.as_str().into());
    vec![
        Item::See(places.target(edge)),
        Item::Text(book.word(why).into()),
        label(edge.source),
        Item::Text(caption("relation", &edge.kind, book.language).into()),
        label(edge.target),
        Item::Text(detail.into()),
        Item::Decimal(edge.weight),
    ]
}
