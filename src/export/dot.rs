//! A picture of the graph, for Graphviz: `dot -Tsvg graph.dot`, or `sfdp`, `fdp`, `neato` in the place of `dot`.
//!
//! Colour and shape of a node tell its kind, a dashed outline that no list knows it, the size of its letters how often it
//! is mentioned; the width of an edge tells its weight, colour and line of a typed one what sort of relation it is, an arrow
//! who does it to whom. Edges that are only negated or denied are not drawn unless asked for. In an SVG each node and edge says more under the mouse, and an
//! edge's `id` is the `Id` of its row in `edges.csv`.

use super::{
    ExportOptions, LeftOut,
    edge_group::{EdgeGroup, EdgeStyle},
};
use crate::model::{ActorGraph, Edge, Kind, Modality, Node};
use std::{
    cmp::Reverse,
    fmt::Write as _,
    io::{self, Write},
};

/// Longest line of a label, in characters, where it can be broken.
const LINE: usize = 18;
/// Longest label, in characters; longer ones are cut.
const LONGEST_LABEL: usize = 90;
/// Longest tooltip, in characters.
const LONGEST_TOOLTIP: usize = 300;
/// The widths of edges, in points.
const PEN: (f64, f64) = (0.6, 6.0);
/// The greatest weight is at least so many times the least on the scale of the widths: small graphs have no fat edges.
const LEAST_RANGE: f64 = 16.0;
/// Edges are labelled in pictures of at most so many; typed edges in those of at most so many typed ones.
const LABELLED_EDGES: usize = 40;
const LABELLED_RELATIONS: usize = 120;
/// The least width of a typed edge, in points: its colour has to be seen.
const TYPED_PEN: f64 = 1.2;

/// Writes a graph as a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Dot {
    /// Most nodes in the picture: those of the greatest weighted degree.
    pub max_nodes: usize,
    /// Most edges in the picture: the heaviest between these nodes.
    pub max_edges: usize,
    /// Whether edges that are only negated or denied are drawn, too.
    pub denied: bool,
    /// What stands above the picture.
    pub title: String,
}

impl Default for Dot {
    fn default() -> Dot {
        Dot { max_nodes: 150, max_edges: 400, denied: false, title: "Actor graph".into() }
    }
}

/// Writes `graph.dot`.
pub(super) fn picture(
    graph: &ActorGraph,
    options: &ExportOptions,
    out: &mut dyn Write,
) -> io::Result<LeftOut> {
    options.dot.write(graph, out)
}

impl Dot {
    /// With so many nodes at most, and four edges for each; 0 for all.
    pub fn with_max_nodes(self, max_nodes: usize) -> Dot {
        match max_nodes {
            0 => Dot { max_nodes: usize::MAX, max_edges: usize::MAX, ..self },
            _ => Dot { max_nodes, max_edges: max_nodes.saturating_mul(4), ..self },
        }
    }

    /// With or without the edges that are only negated or denied.
    pub fn with_denied(self, denied: bool) -> Dot {
        Dot { denied, ..self }
    }

    /// With another title.
    pub fn with_title(self, title: impl Into<String>) -> Dot {
        Dot { title: title.into(), ..self }
    }

    /// Writes `graph.dot`, and says what was left out; the picture says so as well.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(&self, graph: &ActorGraph, mut out: impl Write) -> io::Result<LeftOut> {
        let drawing = Drawing::choose(graph, self);
        let denied = graph.edges.iter().filter(|edge| !self.draws(edge)).count();
        let left_out = LeftOut {
            nodes: graph.nodes.len() - drawing.nodes.len(),
            edges: graph.edges.len() - denied - drawing.edges.len(),
            denied,
        };
        let directed = drawing.edges.iter().any(|edge| edge.directed);
        writeln!(out, "{} palabre {{", if directed { "digraph" } else { "graph" })?;
        writeln!(out, "  graph [{LAYOUT}\n    label=<{}>];", self.legend(graph, &drawing))?;
        writeln!(out, "  node [fontname=\"Helvetica,Arial,sans-serif\", penwidth=2];")?;
        writeln!(
            out,
            "  edge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=9, fontcolor=\"#555555\", \
             color=\"#555555b0\", arrowsize=0.6];"
        )?;
        if drawing.edges.iter().all(|edge| drawing.label(edge).is_none()) {
            // Not with labels: `dot` would lose some.
            writeln!(out, "  pack=true;")?;
        }
        for &index in &drawing.nodes {
            writeln!(out, "  {}", node_line(&graph.nodes[index]))?;
        }
        for edge in &drawing.edges {
            writeln!(out, "  {}", drawing.edge_line(edge, graph, directed))?;
        }
        writeln!(out, "}}")?;
        out.flush()?;
        Ok(left_out)
    }

    fn draws(&self, edge: &Edge) -> bool {
        self.denied || !edge.is_only_denied()
    }

    /// Title, numbers and key as one HTML-like label: it stands in the same corner whatever the layout program.
    fn legend(&self, graph: &ActorGraph, drawing: &Drawing) -> String {
        let mut legend = String::from("<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"4\"><TR>");
        let cell = |legend: &mut String, text: &str| {
            let _ = write!(legend, "<TD ALIGN=\"LEFT\" COLSPAN=\"9\">{text}</TD></TR><TR>");
        };
        let title = html(&short(&self.title, LONGEST_LABEL));
        if !title.is_empty() {
            cell(&mut legend, &format!("<B>{title}</B>"));
        }
        cell(&mut legend, &html(&drawing.numbers(graph)));
        for kind in Kind::ALL {
            if drawing.nodes.iter().any(|&index| graph.nodes[index].kind == kind) {
                let (fill, line) = (tint(kind), kind.colour());
                let _ = write!(
                    legend,
                    "<TD BGCOLOR=\"{fill}\" COLOR=\"{line}\" BORDER=\"2\"> {kind} ({}) </TD>",
                    shape(kind)
                );
            }
        }
        legend.push_str("<TD>dashed outline: in no list</TD><TD>wide line: great weight</TD>");
        if drawing.edges.iter().any(|edge| drawing.label(edge).is_some_and(|label| label.contains('×'))) {
            legend.push_str("<TD>×2: count</TD>");
        }
        legend.push_str("</TR>");
        legend.push_str(&key_of_edges(&drawing.edges));
        legend.push_str("</TABLE>");
        legend
    }
}

/// Serves `dot` as well as the spring layouts; each takes the attributes that it knows.
const LAYOUT: &str =
    "charset=\"UTF-8\", overlap=false, splines=true, outputorder=edgesfirst, sep=\"+6\", K=0.9,
    rankdir=LR, ranksep=0.8, nodesep=0.15, pad=0.3, bgcolor=white,
    labelloc=t, labeljust=l, fontsize=12, fontname=\"Helvetica,Arial,sans-serif\",";

/// The part of a graph that is drawn.
struct Drawing<'g> {
    /// In the order of the graph.
    nodes: Vec<usize>,
    edges: Vec<&'g Edge>,
    /// The least and the greatest weight.
    weights: (f64, f64),
}

impl<'g> Drawing<'g> {
    fn choose(graph: &'g ActorGraph, options: &Dot) -> Drawing<'g> {
        let degrees = graph.degrees();
        let mut nodes: Vec<usize> = (0..graph.nodes.len()).collect();
        nodes.sort_by(|&one, &other| {
            let rank = |index: usize| (Reverse(graph.nodes[index].mentions), index);
            let weight = degrees[other].weight.total_cmp(&degrees[one].weight);
            weight.then_with(|| rank(one).cmp(&rank(other)))
        });
        nodes.truncate(options.max_nodes);
        nodes.sort_unstable();
        let mut in_picture = vec![false; graph.nodes.len()];
        nodes.iter().for_each(|&index| in_picture[index] = true);
        let between = |edge: &(usize, &Edge)| {
            in_picture[edge.1.source] && in_picture[edge.1.target] && options.draws(edge.1)
        };
        let mut edges: Vec<(usize, &Edge)> = graph.edges.iter().enumerate().filter(between).collect();
        edges.sort_by(|one, other| other.1.weight.total_cmp(&one.1.weight).then(one.0.cmp(&other.0)));
        edges.truncate(options.max_edges);
        edges.sort_unstable_by_key(|&(index, _)| index);
        let weights = edges.iter().map(|(_, edge)| edge.weight);
        let weights = (weights.clone().fold(f64::INFINITY, f64::min), weights.fold(0.0, f64::max));
        Drawing { nodes, edges: edges.into_iter().map(|(_, edge)| edge).collect(), weights }
    }

    fn numbers(&self, graph: &ActorGraph) -> String {
        let of = |shown: usize, all: usize, what: &str| match shown == all {
            true => format!("{all} {what}"),
            false => format!("{shown} of {all} {what}"),
        };
        let numbers = [
            of(self.nodes.len(), graph.nodes.len(), "actors"),
            of(self.edges.len(), graph.edges.len(), "ties"),
        ];
        let cut = self.nodes.len() < graph.nodes.len() || self.edges.len() < graph.edges.len();
        format!("{}{}", numbers.join(", "), if cut { " (the heaviest)" } else { "" })
    }

    fn edge_line(&self, edge: &Edge, graph: &ActorGraph, digraph: bool) -> String {
        let (source, target) = (&graph.nodes[edge.source], &graph.nodes[edge.target]);
        let arrow = if edge.directed { "→" } else { "–" };
        let tooltip = format!(
            "{} {arrow} {}: {}, count {}, documents {}{}",
            name(source),
            name(target),
            edge.kind,
            edge.count,
            edge.documents,
            modalities(edge),
        );
        let mut line = format!(
            "{} {} {} [penwidth={:.2}, id={}, tooltip={}",
            quoted(&source.id),
            if digraph { "->" } else { "--" },
            quoted(&target.id),
            self.pen(edge.weight).max(if edge.summary.is_some() { TYPED_PEN } else { 0.0 }),
            quoted(&one_line(&edge.id)),
            quoted(&short(&tooltip, LONGEST_TOOLTIP)),
        );
        if let Some(label) = self.label(edge) {
            let _ = write!(line, ", label={}", quoted(&label));
        }
        line.push_str(&style(edge));
        if digraph && !edge.directed {
            line.push_str(", dir=none");
        }
        line + "];"
    }

    /// What stands beside an edge: the kind of a typed one, and of others where there are several kinds; the modality,
    /// where that is not asserted; the count where it is greater than 1.
    fn label(&self, edge: &Edge) -> Option<String> {
        let is_typed = edge.summary.is_some();
        let typed = self.edges.iter().filter(|other| other.summary.is_some()).count();
        let crowded = if is_typed { typed > LABELLED_RELATIONS } else { self.edges.len() > LABELLED_EDGES };
        if crowded {
            return None;
        }
        let mut parts = Vec::new();
        if is_typed || self.edges.iter().any(|other| other.kind != edge.kind) {
            parts.push(edge.kind.clone());
        }
        parts.extend(only_modality(edge).map(|modality| format!("({modality})")));
        parts.extend((edge.count > 1).then(|| format!("×{}", edge.count)));
        (!parts.is_empty()).then(|| one_line(&parts.join(" ")))
    }

    /// The width of an edge: its weight on a log scale, between the least and the greatest of the picture.
    fn pen(&self, weight: f64) -> f64 {
        let (least, most) = self.weights;
        let scale = (weight / least).ln() / (most / least).max(LEAST_RANGE).ln();
        // Not finite where an edge weighs nothing.
        let scale = if scale.is_finite() { scale.clamp(0.0, 1.0) } else { 0.0 };
        PEN.0 + scale * (PEN.1 - PEN.0)
    }
}

/// Colour and line of a typed edge, as further attributes.
fn style(edge: &Edge) -> String {
    let group = EdgeGroup::of(edge);
    if group == EdgeGroup::Cooccurrence {
        return String::new();
    }
    let EdgeStyle { colour, ink, style, double, .. } = group.style();
    let colour = match double {
        true => format!("{colour}:{colour}"),
        false => colour.to_string(),
    };
    let style = if edge.is_only_denied() { "dotted" } else { style };
    format!(", color=\"{colour}\", fontcolor=\"{ink}\", style={style}")
}

/// The groups of the edges of a picture, each in its colour, as a row of the legend.
fn key_of_edges(edges: &[&Edge]) -> String {
    let has = |group: EdgeGroup| edges.iter().any(|edge| EdgeGroup::of(edge) == group);
    let mut cells = String::new();
    for style in EdgeGroup::TYPED.into_iter().filter(|&group| has(group)).map(EdgeGroup::style) {
        let _ = write!(
            cells,
            "<TD ALIGN=\"LEFT\"><FONT COLOR=\"{}\">{}: {}</FONT></TD>",
            style.ink, style.line, style.name
        );
    }
    if edges.iter().any(|edge| edge.is_only_denied()) {
        cells.push_str("<TD ALIGN=\"LEFT\">dotted line: only denied</TD>");
    }
    if cells.is_empty() { cells } else { format!("<TR>{cells}</TR>") }
}

/// The modalities of a typed edge with their counts: `, planned 2, negated 1`.
fn modalities(edge: &Edge) -> String {
    let Some(summary) = &edge.summary else { return String::new() };
    let modalities = Modality::ALL.map(|modality| (modality.name(), summary.modalities[modality as usize]));
    let counts = modalities.into_iter().chain([("negated", summary.negated)]).filter(|(_, count)| *count > 0);
    counts.map(|(modality, count)| format!(", {modality} {count}")).collect()
}

/// The only modality of a typed edge that is never asserted, where it has but one.
fn only_modality(edge: &Edge) -> Option<&'static str> {
    let summary = edge.summary.as_ref()?;
    if edge.is_only_denied() {
        return Some("denied");
    }
    let counting = Modality::ALL.into_iter().filter(|&modality| modality != Modality::Denied);
    let mut modalities = counting.filter(|&modality| summary.modalities[modality as usize] > 0);
    let only = modalities.next().filter(|&modality| modality != Modality::Asserted)?;
    modalities.next().is_none().then(|| only.name())
}

fn node_line(node: &Node) -> String {
    let lines = broken(&short(&name(node), LONGEST_LABEL));
    let label: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
    let tooltip =
        format!("{}: {}, mentions {}, documents {}", name(node), node.kind, node.mentions, node.documents);
    format!(
        "{} [label=\"{}\", shape={}, style=\"filled{}\", fillcolor=\"{}\", color=\"{}\", fontsize={:.1}, tooltip={}];",
        quoted(&node.id),
        label.join("\\n"),
        shape(node.kind),
        if node.known { "" } else { ",dashed" },
        tint(node.kind),
        node.kind.colour(),
        letter_size(node.mentions),
        quoted(&short(&tooltip, LONGEST_TOOLTIP)),
    )
}

/// The label on one line; the id of a node without one.
fn name(node: &Node) -> String {
    [&node.label, &node.id]
        .map(|text| one_line(text))
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or_else(|| "?".into())
}

/// The shape of a kind: colour is not the only sign.
fn shape(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "ellipse",
        Kind::Organisation => "box",
        Kind::Country | Kind::Demonym => "hexagon",
        Kind::Place => "octagon",
        Kind::Role => "note",
        Kind::Rank => "cds",
    }
}

/// The colour of a kind on white paper, so that black letters are read well on it.
fn tint(kind: Kind) -> String {
    const SHARE: f64 = 0.45;
    let part = |at: usize| kind.colour().get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
    let mixed = |at: usize| (255.0 - SHARE * (255.0 - f64::from(part(at).unwrap_or(u8::MAX)))).round() as u8;
    format!("#{:02x}{:02x}{:02x}", mixed(1), mixed(3), mixed(5))
}

/// The size of the letters in points, from 10 for one mention to 26.
fn letter_size(mentions: u64) -> f64 {
    (10.0 + 2.6 * (mentions.max(1) as f64).ln()).min(26.0)
}

/// A quoted id or attribute that means its characters and nothing else: `\N`, `\G` and the like are no escapes in it, and
/// `&amp;` no entity.
fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '&' => escaped.push_str("&amp;"),
            // An id may hold them, and has to stay the only one of its kind.
            c if is_undrawable(c) => {
                let _ = write!(escaped, "U+{:04X}", u32::from(c));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

fn html(text: &str) -> String {
    one_line(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A text with single spaces, without characters that a picture cannot hold.
fn one_line(text: &str) -> String {
    let kept = |c: char| if is_undrawable(c) { ' ' } else { c };
    let text: String = text.chars().map(kept).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether XML, and so SVG, cannot hold a character.
fn is_undrawable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// A text of so many characters at most.
fn short(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.into(),
        Some(_) => text.chars().take(most - 1).chain(['…']).collect(),
    }
}

/// A label as lines of about [`LINE`] characters.
fn broken(label: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in label.split(' ') {
        let mut rest: &str = word;
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LINE => {
                line.push(' ');
                line.push_str(word);
                continue;
            }
            _ => {}
        }
        // A word without a space to break it at.
        while let Some((at, _)) = rest.char_indices().nth(2 * LINE) {
            lines.push(rest[..at].into());
            rest = &rest[at..];
        }
        lines.push(rest.into());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::StatementSummary;

    fn node(id: &str, label: &str, mentions: u64) -> Node {
        Node { known: true, mentions, documents: 1, ..Node::new(id, label, Kind::Person) }
    }

    fn edge(source: usize, target: usize, weight: f64, directed: bool) -> Edge {
        Edge {
            directed,
            weight,
            count: weight as u64,
            sentences: 1,
            documents: 1,
            ..Edge::new(format!("{source}--appears_with--{target}"), source, target, "appears_with")
        }
    }

    fn written(dot: &Dot, graph: &ActorGraph) -> (String, LeftOut) {
        let mut out = Vec::new();
        let left_out = dot.write(graph, &mut out).unwrap();
        (String::from_utf8(out).unwrap(), left_out)
    }

    fn four() -> ActorGraph {
        let nodes = ["a", "b", "c", "d"].map(|id| node(id, id, 1)).into();
        let edges = vec![edge(0, 1, 1.0, false), edge(1, 2, 5.0, false), edge(1, 3, 2.0, true)];
        ActorGraph::new(nodes, edges)
    }

    #[test]
    fn what_is_left_out_is_the_lightest_and_is_said() {
        let (picture, left_out) = written(&Dot { max_nodes: 3, ..Dot::default() }, &four());
        assert_eq!(left_out, LeftOut { nodes: 1, edges: 1, denied: 0 });
        assert!(picture.contains("3 of 4 actors, 2 of 3 ties (the heaviest)"), "{picture}");
        assert!(!picture.contains("\"a\""), "{picture}");
        let (picture, left_out) = written(&Dot { max_edges: 1, ..Dot::default() }, &four());
        assert_eq!(left_out, LeftOut { nodes: 0, edges: 2, denied: 0 });
        assert!(picture.contains("4 actors, 1 of 3 ties (the heaviest)"), "{picture}");
        assert!(picture.contains("\"b\" -- \"c\" [penwidth="), "{picture}");
        let (picture, left_out) = written(&Dot::default(), &ActorGraph::default());
        assert_eq!(left_out, LeftOut::default());
        assert!(picture.contains("0 actors, 0 ties<"), "{picture}");
    }

    #[test]
    fn direction() {
        let (picture, _) = written(&Dot::default(), &four());
        assert!(picture.starts_with("digraph"));
        let line = |id: &str| picture.lines().find(|line| line.contains(id)).unwrap();
        assert!(line("0--appears_with--1").ends_with("dir=none];"));
        assert!(!line("1--appears_with--3").contains("dir=none"));
    }

    /// An edge of one statement.
    fn typed(kind: &str, plover: Option<&str>, modality: Modality, directed: bool) -> Edge {
        let mut summary =
            StatementSummary { plover: plover.map(String::from), ..StatementSummary::default() };
        summary.modalities[modality as usize] = 1;
        let weight = if modality == Modality::Denied { 0.0 } else { 1.0 };
        Edge {
            kind: kind.into(),
            id: kind.into(),
            summary: Some(Box::new(summary)),
            ..edge(0, 1, weight, directed)
        }
    }

    #[test]
    fn relations_have_a_label_a_colour_and_a_line() {
        let (fact, planned) = (Modality::Asserted, Modality::Planned);
        let edges = vec![
            typed("holds_role", None, fact, true),
            typed("meets", Some("CONSULT"), planned, false),
            typed("supports", Some("COOPERATE"), fact, true),
            typed("fights", Some("ASSAULT"), fact, false),
            typed("accuses", Some("ACCUSE"), Modality::Denied, true),
        ];
        let graph = ActorGraph::new(four().nodes, edges);
        let (picture, left_out) = written(&Dot::default(), &graph);
        assert_eq!(left_out, LeftOut { nodes: 0, edges: 0, denied: 1 });
        let line = |id: &str| picture.lines().find(|line| line.contains(&format!("id=\"{id}\""))).unwrap();
        assert!(line("holds_role").contains("label=\"holds_role\", color=\"#cc79a7\""), "{picture}");
        assert!(line("meets").ends_with(
            "label=\"meets (planned)\", color=\"#0072b2\", fontcolor=\"#0072b2\", style=dashed, dir=none];"
        ));
        assert!(line("meets").contains("documents 1, planned 1\""), "{picture}");
        assert!(!line("supports").contains("dir=none"), "an arrow");
        assert!(line("fights").contains("color=\"#d55e00:#d55e00\""), "{picture}");
        assert!(!picture.contains("id=\"accuses\"") && !picture.contains("only denied"), "{picture}");
        assert!(picture.contains("dashed line: meet, speak"), "{picture}");

        let (picture, left_out) = written(&Dot { denied: true, ..Dot::default() }, &graph);
        assert_eq!(left_out, LeftOut::default());
        let line = picture.lines().find(|line| line.contains("id=\"accuses\"")).unwrap();
        assert!(line.contains("label=\"accuses (denied)\"") && line.contains("style=dotted"), "{line}");
        assert!(picture.contains("dotted line: only denied"), "{picture}");
    }

    #[test]
    fn typed_edges_keep_their_labels_in_a_crowd() {
        let mut edges: Vec<Edge> = (0..50).map(|_| edge(0, 1, 1.0, false)).collect();
        edges.push(typed("visits", Some("CONSULT"), Modality::Asserted, true));
        let (picture, _) = written(&Dot::default(), &ActorGraph::new(four().nodes, edges));
        assert_eq!(picture.matches(" label=\"visits\"").count(), 1, "{picture}");
        assert_eq!(picture.matches("label=\"appears_with").count(), 0, "{picture}");
    }

    #[test]
    fn widths_are_between_the_least_and_the_greatest() {
        let pens = |weights: &[f64]| {
            let edges = weights.iter().map(|&weight| edge(0, 1, weight, false)).collect();
            let graph = ActorGraph::new(four().nodes, edges);
            let drawing = Drawing::choose(&graph, &Dot::default());
            weights.iter().map(|&weight| format!("{:.1}", drawing.pen(weight))).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(pens(&[1.0, 10.0, 100.0]), "0.6 3.3 6.0");
        assert_eq!(pens(&[1.0, 2.0]), "0.6 2.0", "no fat edges in a small graph");
        assert_eq!(pens(&[3.0, 3.0]), "0.6 0.6");
        assert_eq!(pens(&[0.0, 1.0]), "0.6 0.6");
        assert_eq!(pens(&[-1.0, f64::NAN]), "0.6 0.6");
    }

    #[test]
    fn text_means_its_characters() {
        assert_eq!(quoted(r#"a "b" \N"#), r#""a \"b\" \\N""#);
        assert_eq!(quoted("A&amp;B"), r#""A&amp;amp;B""#);
        assert_eq!(quoted("a\nb"), r#""aU+000Ab""#);
        assert_eq!(html("<a>\n&\""), "&lt;a&gt; &amp;&quot;");
        assert_eq!(short("éééé", 3), "éé…");
        assert_eq!(short("ééé", 3), "ééé");
        assert_eq!(broken("Communauté économique des États de l’Afrique de l’Ouest").len(), 4);
        assert_eq!(broken(&"x".repeat(90)).len(), 3);
        assert_eq!(broken(""), [""]);
        assert_eq!(tint(Kind::Country), "#98d3c2");
        assert_eq!(name(&node("a", " \n", 1)), "a");
        assert_eq!(name(&node("", "", 1)), "?");
    }
}
