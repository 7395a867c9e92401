//! The graph of the report, column by column: a value of each node, edge, piece of evidence and statement, in order. What
//! occurs again and again (documents, rules, types) is a list, and its number in it.

use super::{
    super::{
        captions,
        choice::{Choice, DrawnPair, strength},
        edge_group::EdgeGroup,
        json::{Array, Json, Plain, Serde, fields, hundredths, object},
    },
    Heading, Report, changes,
    copies::repeats,
    share::Share,
};
use crate::model::{
    ActorGraph, Change, Citation, DateSource, Designation, Edge, Evidence, Kind, Modality, Node, PartialDate,
    Statement, Story,
};
use crate::network::Point;
use rustc_hash::FxHashMap;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

/// What is negated, as a modality beside the others.
const NEGATED: &str = "negated";
/// So many roles and the like of an edge or an actor are told.
const QUALIFIERS: usize = 4;

pub(super) struct GraphData<'g> {
    report: &'g Report,
    graph: &'g ActorGraph,
    /// What changed, where that is what the report is of.
    changes: Option<&'g [Change]>,
    share: &'g Share,
    /// Edge kinds with their groups.
    types: BTreeMap<&'g str, EdgeGroup>,
    rules: BTreeSet<&'g str>,
    /// The evidence of the page, edge by edge.
    rows: Vec<&'g Evidence>,
    /// Documents whose texts are not in the page, behind those whose texts are.
    others: BTreeMap<&'g str, Heading>,
    /// The place of each document in both.
    places: FxHashMap<&'g str, usize>,
}

impl<'g> GraphData<'g> {
    pub(super) fn new(
        report: &'g Report,
        graph: &'g ActorGraph,
        changes: Option<&'g [Change]>,
        share: &'g Share,
    ) -> GraphData<'g> {
        let mut data = GraphData {
            report,
            graph,
            changes,
            share,
            types: BTreeMap::new(),
            rules: BTreeSet::new(),
            rows: Vec::new(),
            others: BTreeMap::new(),
            places: report.articles.iter().enumerate().map(|(place, of)| (&*of.id, place)).collect(),
        };
        for edge in data.edges() {
            data.types.insert(&edge.kind, EdgeGroup::of(edge));
            for evidence in share.evidence(edge) {
                data.rules.insert(&evidence.rule);
                data.cite(&evidence.passage.document);
                data.rows.push(evidence);
            }
        }
        graph.stories.iter().flat_map(|story| &story.documents).for_each(|copy| data.cite(copy));
        let first = report.articles.len();
        data.places.extend(data.others.keys().enumerate().map(|(index, id)| (*id, first + index)));
        data
    }

    /// Names a document in the page.
    fn cite(&mut self, cited: &'g Citation) {
        if !self.places.contains_key(&*cited.id) {
            self.others.entry(&cited.id).or_insert_with(|| Heading::cited(cited));
        }
    }

    pub(super) fn write<W: Write>(&self, out: &mut W) -> io::Result<()> {
        let kind = |kind: Kind, out: &mut W| object!(out, "name": kind.name(), "colour": kind.colour());
        let group = |group: EdgeGroup, out: &mut W| object!(out, "name": group.name(), "colour": group.style().colour);
        let of_type = |(name, group): (&&str, &EdgeGroup), out: &mut W| object!(out, "name": *name, "group": EdgeGroup::ALL.iter().position(|one| one == group).unwrap_or(0) as u32);
        let modalities = Modality::ALL.iter().map(|modality| modality.name()).chain([NEGATED]);
        let texts = |rule: &&str, out: &mut W| rule.write(out);
        fields!(out, "{",
            "program": concat!("palabre ", env!("CARGO_PKG_VERSION")),
            "language": self.report.language.name(),
            "read": self.report.read as u32,
            "by": self.report.by.map(|unit| Plain(unit.name())),
            "captions": Serde(captions::groups(&["kind", "group", "modality", "relation", "report", "way", "changes"])),
            "kinds": Array(Kind::ALL, kind),
            "groups": Array(EdgeGroup::ALL, group),
            "modalities": Array(modalities, |name: &str, out: &mut W| name.write(out)),
            "types": Array(&self.types, of_type),
            "rules": Array(&self.rules, texts),
            "documents": Array(self.documents(), document),
            "stories": Array(&self.graph.stories, |story, out: &mut W| self.story(story, out)),
        );
        self.left(out)?;
        self.nodes(out)?;
        self.layout(out)?;
        self.first_view(out)?;
        self.edge_columns(out)?;
        self.evidence(out)?;
        self.statements(out)?;
        fields!(out, ",", "passages": Array(self.passages(), |passage, out: &mut W| self.passage(passage, out)));
        if let Some(changes) = self.changes {
            out.write_all(b",\"changes\":")?;
            changes::write(changes, self.graph, self.share, out)?;
        }
        out.write_all(b"}")
    }

    /// The documents of a story, by their places.
    fn story<W: Write>(&self, story: &Story, out: &mut W) -> io::Result<()> {
        let places = story.documents.iter().map(|copy| self.places[&*copy.id]);
        Array(places, |place: usize, out: &mut W| Serde(place).write(out)).write(out)
    }

    /// The edges of the page.
    fn edges(&self) -> impl Iterator<Item = &'g Edge> + use<'g> {
        let graph = self.graph;
        self.share.edges.iter().map(move |&index| &graph.edges[index])
    }

    /// Every document that the page names, and whether its text is in it.
    fn documents(&self) -> impl Iterator<Item = (&Heading, bool)> {
        let with_text = self.report.articles.iter().map(|heading| (heading, true));
        with_text.chain(self.others.values().map(|heading| (heading, false)))
    }

    /// What is not in the page.
    fn left<W: Write>(&self, out: &mut W) -> io::Result<()> {
        let left = self.share.left_out(self.graph);
        out.write_all(b",\"left\":")?;
        object!(out,
            "texts": (self.report.read - self.report.articles.len()) as u32,
            "nodes": left.nodes as u32,
            "edges": left.edges as u32,
            "evidence": self.share.rows_left(self.graph) as u32,
        )
    }

    fn nodes<W: Write>(&self, out: &mut W) -> io::Result<()> {
        let nodes = || self.share.nodes.iter().map(|&index| &self.graph.nodes[index]);
        let kind = |node: &Node| Kind::ALL.iter().position(|&kind| kind == node.kind).unwrap_or_default();
        out.write_all(b",\"nodes\":")?;
        object!(out,
            "id": Array(nodes(), |node: &Node, out: &mut W| node.id.as_str().write(out)),
            "label": Array(nodes(), |node: &Node, out: &mut W| node.label.as_str().write(out)),
            "kind": Array(nodes(), |node: &Node, out: &mut W| (kind(node) as u32).write(out)),
            "known": Array(nodes(), |node: &Node, out: &mut W| u32::from(node.known).write(out)),
            "mentions": Array(nodes(), |node: &Node, out: &mut W| Serde(node.mentions).write(out)),
            "documents": Array(nodes(), |node: &Node, out: &mut W| Serde(node.documents).write(out)),
            "first": Array(nodes(), |node: &Node, out: &mut W| node.first.write(out)),
            "last": Array(nodes(), |node: &Node, out: &mut W| node.last.write(out)),
            "country": Array(nodes(), |node: &Node, out: &mut W| node.listed.country.as_deref().write(out)),
            "wikidata": Array(nodes(), |node: &Node, out: &mut W| node.listed.wikidata.as_deref().write(out)),
            "aliases": Array(nodes(), |node: &Node, out: &mut W| Serde(&node.aliases).write(out)),
            "ranks": Array(nodes(), |node: &Node, out: &mut W| designations(&node.ranks, out)),
            "titles": Array(nodes(), |node: &Node, out: &mut W| designations(&node.titles, out)),
            "roles": Array(nodes(), |node: &Node, out: &mut W| designations(&node.roles, out)),
            "candidates": Array(nodes(), |node: &Node, out: &mut W| Serde(&node.candidates).write(out)),
        )
    }

    fn edge_columns<W: Write>(&self, out: &mut W) -> io::Result<()> {
        let edges = || self.edges();
        let place = |node: usize| self.share.places[node].unwrap_or_default() as u32;
        let rows = |edge: &Edge| self.share.rows.min(edge.evidence.len()) as u32;
        let told = |edge: &Edge| {
            let all: Vec<&Evidence> = edge.evidence.iter().collect();
            repeats(&all, self.graph.count).into_iter().filter(|repeats| !repeats).count() as u32
        };
        out.write_all(b",\"edges\":")?;
        object!(out,
            "source": Array(edges(), |edge: &Edge, out: &mut W| place(edge.source).write(out)),
            "target": Array(edges(), |edge: &Edge, out: &mut W| place(edge.target).write(out)),
            "type": Array(edges(), |edge: &Edge, out: &mut W| (self.type_of(edge) as u32).write(out)),
            "directed": Array(edges(), |edge: &Edge, out: &mut W| u32::from(edge.directed).write(out)),
            "weight": Array(edges(), |edge: &Edge, out: &mut W| Serde(edge.weight).write(out)),
            "count": Array(edges(), |edge: &Edge, out: &mut W| Serde(edge.count).write(out)),
            "sentences": Array(edges(), |edge: &Edge, out: &mut W| Serde(edge.sentences).write(out)),
            "documents": Array(edges(), |edge: &Edge, out: &mut W| Serde(edge.documents).write(out)),
            "stories": Array(edges(), |edge: &Edge, out: &mut W| Serde(edge.stories).write(out)),
            "npmi": Array(edges(), |edge: &Edge, out: &mut W| edge.npmi.map(|npmi| Serde(hundredths(npmi))).write(out)),
            "score": Array(edges(), |edge: &Edge, out: &mut W| Serde(hundredths(strength(self.graph, edge))).write(out)),
            "first": Array(edges(), |edge: &Edge, out: &mut W| edge.first.write(out)),
            "last": Array(edges(), |edge: &Edge, out: &mut W| edge.last.write(out)),
            "qualifiers": Array(edges(), |edge: &Edge, out: &mut W| Serde(qualifiers(edge)).write(out)),
            "all": Array(edges(), |edge: &Edge, out: &mut W| (edge.evidence.len() as u32).write(out)),
            "told": Array(edges(), |edge: &Edge, out: &mut W| told(edge).write(out)),
            "rows": Array(edges(), |edge: &Edge, out: &mut W| rows(edge).write(out)),
        )
    }

    fn evidence<W: Write>(&self, out: &mut W) -> io::Result<()> {
        let rows = || self.rows.iter().copied();
        let rules: BTreeMap<&str, usize> =
            self.rules.iter().enumerate().map(|(at, rule)| (*rule, at)).collect();
        out.write_all(b",\"evidence\":")?;
        object!(out,
            "document": Array(rows(), |row: &Evidence, out: &mut W| (self.places[&*row.passage.document.id] as u32).write(out)),
            "start": Array(rows(), |row: &Evidence, out: &mut W| row.passage.start.write(out)),
            "end": Array(rows(), |row: &Evidence, out: &mut W| row.passage.end.write(out)),
            "rule": Array(rows(), |row: &Evidence, out: &mut W| (rules[&*row.rule] as u32).write(out)),
            "stated": Array(rows(), |row: &Evidence, out: &mut W| u32::from(row.statement.is_some()).write(out)),
            "repeats": Array(self.repeats(), |row: usize, out: &mut W| Serde(row).write(out)),
        )
    }

    /// The rows of the evidence that copies of an article repeat.
    fn repeats(&self) -> impl Iterator<Item = usize> {
        let of = |edge| repeats(&self.share.evidence(edge), self.graph.count);
        self.edges().flat_map(of).enumerate().filter(|(_, repeats)| *repeats).map(|(row, _)| row)
    }

    fn statements<W: Write>(&self, out: &mut W) -> io::Result<()> {
        let all = || self.rows.iter().copied().filter_map(|row| row.statement.as_deref());
        let date = |of: &Statement| of.date.map(|date: PartialDate| date.to_string());
        out.write_all(b",\"statements\":")?;
        object!(out,
            "reversed": Array(all(), |of: &Statement, out: &mut W| u32::from(of.reversed).write(out)),
            "modality": Array(all(), |of: &Statement, out: &mut W| (of.modality as u32).write(out)),
            "negated": Array(all(), |of: &Statement, out: &mut W| u32::from(of.negated).write(out)),
            "confidence": Array(all(), |of: &Statement, out: &mut W| Serde(of.confidence).write(out)),
            "date": Array(all(), |of: &Statement, out: &mut W| date(of).as_deref().write(out)),
            "dated": Array(all(), |of: &Statement, out: &mut W| of.date_source.map(|by: DateSource| Plain(by.name())).write(out)),
            "place": Array(all(), |of: &Statement, out: &mut W| of.place.as_deref().write(out)),
            "qualifier": Array(all(), |of: &Statement, out: &mut W| of.qualifier.as_deref().write(out)),
            "through": Array(all(), |of: &Statement, out: &mut W| of.through.map(Plain).write(out)),
        )
    }

    /// The sentences of the documents whose texts are not in the page, each once.
    fn passages(&self) -> BTreeMap<(usize, u32, u32), &'g str> {
        let first = self.report.articles.len();
        let of = |row: &'g Evidence| {
            ((self.places[&*row.passage.document.id], row.passage.start, row.passage.end), &*row.passage.text)
        };
        self.rows.iter().copied().map(of).filter(|&((document, ..), _)| document >= first).collect()
    }

    fn passage<W: Write>(
        &self,
        ((document, start, end), text): ((usize, u32, u32), &str),
        out: &mut W,
    ) -> io::Result<()> {
        write!(out, "[{document},{start},{end},")?;
        text.write(out)?;
        out.write_all(b"]")
    }

    fn type_of(&self, edge: &Edge) -> usize {
        self.types.keys().position(|kind| *kind == edge.kind).unwrap_or_default()
    }

    /// Where the nodes stand, each among all.
    fn layout<W: Write>(&self, out: &mut W) -> io::Result<()> {
        let positions = self.graph.positions();
        let axis = |axis: usize| {
            let of = self.share.nodes.iter().map(move |&node| positions[node][axis].round() as i64);
            Array(of, |place: i64, out: &mut W| Serde(place).write(out))
        };
        out.write_all(b",\"layout\":")?;
        object!(out, "x": axis(0), "y": axis(1))
    }

    /// What the first view shows: the actors and lines of every picture, and where they stand in it.
    fn first_view<W: Write>(&self, out: &mut W) -> io::Result<()> {
        let changed = self.changes.map(|changes| changes::changed(self.graph, changes));
        let choice = Choice::of(changed.as_ref().unwrap_or(self.graph), &self.report.picture);
        let standing: Vec<(usize, Point)> = choice.nodes.iter().copied().zip(choice.layout()).collect();
        let shown = || standing.iter().filter_map(|&(node, at)| Some((self.share.places[node]?, at)));
        let ends =
            |pair: &DrawnPair| Some((self.share.places[pair.ends.0]?, self.share.places[pair.ends.1]?));
        let axis = |axis: usize| {
            let of = shown().map(move |(_, at)| hundredths(at[axis]));
            Array(of, |place: f64, out: &mut W| Serde(place).write(out))
        };
        out.write_all(b",\"first\":")?;
        object!(out,
            "nodes": Array(shown(), |(node, _), out: &mut W| (node as u32).write(out)),
            "x": axis(0),
            "y": axis(1),
            "pairs": Array(choice.pairs.iter().filter_map(ends), |ends, out: &mut W| Serde(ends).write(out)),
        )
    }
}

fn document<W: Write>((heading, text): (&Heading, bool), out: &mut W) -> io::Result<()> {
    object!(out,
        "id": &*heading.id,
        "title": heading.title.as_deref(),
        "date": heading.date,
        "source": heading.source.as_deref(),
        "text": text,
    )
}

/// The most frequent ranks, titles or roles of an actor, each as text, first and last day.
fn designations<W: Write>(all: &[Designation], out: &mut W) -> io::Result<()> {
    let most = &all[..all.len().min(QUALIFIERS)];
    let days = |of: &Designation| [of.first, of.last].map(|day| day.map(|day| day.to_string()));
    Array(most, |of: &Designation, out: &mut W| Serde((&*of.text, days(of))).write(out)).write(out)
}

/// The most frequent roles and the like of an edge.
fn qualifiers(edge: &Edge) -> &[String] {
    let all = edge.summary.as_ref().map_or(&[][..], |summary| &summary.qualifiers);
    &all[..all.len().min(QUALIFIERS)]
}
