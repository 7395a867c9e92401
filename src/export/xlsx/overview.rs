//! The first sheet: what was read, what is where, and the first of the actors and relations.

use super::{
    Book, Places, Read,
    sheet::{Item, Sheet},
    style::Styles,
};
use crate::{
    export::{
        captions::caption,
        tables::{Edges, NodeRow},
    },
    model::{ActorGraph, Edge, Kind},
};
use rust_xlsxwriter::XlsxError;

/// How many actors and relations stand on the first sheet.
const FIRST: usize = 20;

const HEADERS: &[(&str, f64)] =
    &[("overview", 46.0), ("", 24.0), ("", 34.0), ("", 12.0), ("", 12.0), ("", 14.0)];

/// Writes it, when the others have their rows.
pub(super) fn sheet(
    book: &mut Book,
    (graph, nodes): (&ActorGraph, &[NodeRow]),
    others: &[Sheet],
    places: &Places,
) -> Result<Sheet, XlsxError> {
    let mut sheet = book.plain("overview", HEADERS)?;
    sheet.filters = false;
    let mut lines = figures(book, graph, others);
    lines.extend(contents(book, others));
    lines.extend(actors(book, nodes));
    lines.extend(relations(book, graph, places));
    for line in lines {
        sheet.line(&mut book.workbook, &book.styles, line)?;
    }
    Ok(sheet)
}

type Line<'l> = Vec<Item<'l>>;

/// A heading, with room above it.
fn heading<'l>(book: &Book, words: &[&'static str]) -> [Line<'l>; 2] {
    let words = words.iter().map(|word| match *word {
        "" => Item::Nothing,
        word => Item::Styled(book.word(word).into(), |styles: &Styles| &styles.strong),
    });
    [Vec::new(), words.collect()]
}

fn figures<'l>(book: &Book, graph: &ActorGraph, others: &[Sheet]) -> Vec<Line<'l>> {
    let Read { documents, mentions, sources, first, last } = &book.read;
    let line = |word, item| vec![Item::Text(book.word(word).into()), item];
    let count = |edges: Edges| edges.rows(graph).count() as u64;
    let mut lines = vec![
        vec![Item::Styled(book.word("title").into(), |styles: &Styles| &styles.title)],
        line("documents", Item::Number(*documents)),
        line("first", Item::Date(*first)),
        line("last", Item::Date(*last)),
        line("sources", Item::Number(sources.len() as u64)),
        line("mentions", Item::Number(*mentions)),
    ];
    for kind in Kind::ALL {
        let nodes = graph.nodes.iter().filter(|node| node.kind == kind).count() as u64;
        if nodes > 0 {
            lines.push(vec![Item::Kind(kind.name()), Item::Number(nodes)]);
        }
    }
    lines.push(line("relations", Item::Number(count(Edges::Relations))));
    lines.push(line("denied", Item::Number(count(Edges::Denied))));
    lines.push(line("ties", Item::Number(count(Edges::Ties))));
    let cut: u64 = others.iter().map(|sheet| sheet.cut).sum();
    if cut > 0 {
        lines.push(line("cells_cut", Item::Number(cut)));
    }
    lines
}

/// The sheets, with links and the numbers of their rows.
fn contents<'l>(book: &Book, others: &[Sheet]) -> Vec<Line<'l>> {
    let mut lines = Vec::from(heading(book, &["sheets", "rows", "what"]));
    let what = |key| Item::Text(caption("sheet_says", key, book.language).into());
    for sheet in others {
        lines.push(vec![Item::Sheet(sheet.key), Item::Number(sheet.rows), what(sheet.key)]);
    }
    lines.push(vec![Item::Sheet("method"), Item::Nothing, what("method")]);
    lines
}

fn actors<'l>(book: &Book, nodes: &[NodeRow<'l>]) -> Vec<Line<'l>> {
    let mut lines = Vec::from(heading(book, &["leading_actors", "kind", "role", "documents", "neighbours"]));
    for row in nodes.iter().take(FIRST) {
        let node = row.node();
        let role = node.roles.first().map_or(Item::Nothing, |role| Item::Text(role.text.as_str().into()));
        lines.push(vec![
            Item::Text(node.label.as_str().into()),
            Item::Kind(node.kind.name()),
            role,
            Item::Number(node.documents),
            Item::Number(row.degree().neighbours),
        ]);
    }
    lines
}

fn relations<'l>(book: &Book, graph: &'l ActorGraph, places: &Places) -> Vec<Line<'l>> {
    let words = ["leading_relations", "relation", "", "weight", "documents", "see"];
    let mut lines = Vec::from(heading(book, &words));
    let label = |end: usize| Item::Text(graph.nodes[end].label.as_str().into());
    // Who holds which role is told by the actors.
    let is_event = |edge: &&Edge| edge.summary.as_ref().is_some_and(|summary| summary.plover.is_some());
    for edge in Edges::Relations.rows(graph).map(|row| row.edge()).filter(is_event).take(FIRST) {
        lines.push(vec![
            label(edge.source),
            Item::Text(caption("relation", &edge.kind, book.language).into()),
            label(edge.target),
            Item::Decimal(edge.weight),
            Item::Number(edge.documents),
            Item::See(places.target(edge)),
        ]);
    }
    lines
}
