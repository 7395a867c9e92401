//! A picture of the graph, for Graphviz: `dot -Tsvg graph.dot`, or `sfdp`, `fdp`, `neato` in the place of `dot`;
//! with `neato -n` the nodes stand where `graph.svg` has them, as far as there is room.
//!
//! Colour and shape of a node tell its kind, a dashed outline that no list knows it, the size of its letters how often it
//! is mentioned. One line joins two actors: its width tells how much it says, colour, line, arrow and label what the strongest
//! of the edges behind it is; all of them stand under the mouse in an SVG. The `id` of a line is the `Id` of a row of
//! `edges.csv`; `kind` and `weight` are what programs read, and `len`, which other layouts than `dot` heed, does not
//! depend on them.

use super::{
    ExportOptions, LeftOut,
    captions::{Language, caption},
    choice::{Choice, DrawnPair},
    drawn_text::{broken, is_undrawable, name, one_line, short, short_name, tint},
    edge_group::{EdgeGroup, EdgeStyle},
    edge_label::edge_label,
};
use crate::{
    model::{ActorGraph, Edge, Kind, Modality, Node},
    network::Point,
};
use std::{
    fmt::Write as _,
    io::{self, Write},
};

/// Longest line of a label, in characters, where it can be broken.
const LINE: usize = 18;
/// Longest label, in characters; longer ones are cut.
const LONGEST_LABEL: usize = 90;
/// Longest tooltip, in characters.
const LONGEST_TOOLTIP: usize = 300;
/// Lines are labelled in pictures of at most so many typed ones.
const LABELLED: usize = 120;
/// The mean distance of nodes from the middle, in points per root of their number.
const SPREAD: f64 = 100.0;

/// Writes a graph as `graph.dot`, and says what of it is not drawn.
///
/// # Errors
/// What the writer says.
pub fn write_dot(graph: &ActorGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<LeftOut> {
    let choice = Choice::of(graph, &options.picture);
    let drawing = Drawing { choice: &choice, language: options.language };
    let directed = choice.pairs.iter().any(|pair| pair.main().directed);
    writeln!(out, "{} palabre {{", if directed { "digraph" } else { "graph" })?;
    writeln!(out, "  graph [{LAYOUT}\n    label=<{}>];", drawing.legend(&options.picture.title))?;
    writeln!(out, "  node [fontname=\"Helvetica,Arial,sans-serif\", penwidth=2];")?;
    writeln!(
        out,
        "  edge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=9, fontcolor=\"#555555\", \
         color=\"#555555b0\", arrowsize=0.6];"
    )?;
    if choice.pairs.iter().all(|pair| drawing.label(pair).is_none()) {
        // Not with labels: `dot` would lose some.
        writeln!(out, "  pack=true;")?;
    }
    let scale = SPREAD * (choice.nodes.len() as f64).sqrt();
    let mut nodes: Vec<(usize, Point)> = choice.nodes.iter().copied().zip(choice.layout()).collect();
    nodes.sort_unstable_by_key(|&(node, _)| node);
    for (node, [x, y]) in nodes {
        writeln!(out, "  {}", node_line(&graph.nodes[node], [x * scale, y * scale], drawing.language))?;
    }
    let mut pairs: Vec<&DrawnPair> = choice.pairs.iter().collect();
    pairs.sort_unstable_by_key(|pair| pair.ends);
    for pair in pairs {
        writeln!(out, "  {}", drawing.pair_line(pair, directed))?;
    }
    writeln!(out, "}}")?;
    out.flush()?;
    Ok(choice.left_out)
}

/// Serves `dot` as well as the spring layouts; each takes the attributes that it knows.
const LAYOUT: &str =
    "charset=\"UTF-8\", overlap=false, splines=true, outputorder=edgesfirst, sep=\"+6\", K=0.9,
    rankdir=LR, ranksep=0.8, nodesep=0.15, pad=0.3, bgcolor=white,
    labelloc=t, labeljust=l, fontsize=12, fontname=\"Helvetica,Arial,sans-serif\",";

struct Drawing<'d> {
    choice: &'d Choice<'d>,
    language: Language,
}

impl Drawing<'_> {
    /// Title, numbers and key as one HTML-like label: it stands in the same corner whatever the layout program.
    fn legend(&self, title: &str) -> String {
        let Drawing { choice, language } = *self;
        let says = |key: &'static str| caption("picture", key, language);
        let mut legend = String::from("<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"4\"><TR>");
        let mut cell = |text: &str| {
            let _ = write!(legend, "<TD ALIGN=\"LEFT\" COLSPAN=\"9\">{text}</TD></TR><TR>");
        };
        let title = if title.is_empty() { says("title") } else { title };
        cell(&format!("<B>{}</B>", html(&short(title, LONGEST_LABEL))));
        cell(&html(&choice.numbers(language)));
        for kind in choice.kinds() {
            let (fill, line, name) =
                (tint(kind), kind.colour(), html(caption("kind", kind.name(), language)));
            let _ = write!(legend, "<TD BGCOLOR=\"{fill}\" COLOR=\"{line}\" BORDER=\"2\"> {name} </TD>");
        }
        let labels: Vec<String> = choice.pairs.iter().filter_map(|pair| self.label(pair)).collect();
        let times = labels.iter().any(|label| label.contains('×')).then_some(says("times"));
        for text in [says("unlisted"), says("width")].into_iter().chain(times) {
            let _ = write!(legend, "<TD>{}</TD>", html(text));
        }
        legend + "</TR>" + &self.key_of_edges() + "</TABLE>"
    }

    /// The groups of the lines, each in its colour, as a row of the legend.
    fn key_of_edges(&self) -> String {
        let mut cells = String::new();
        for group in self.choice.groups() {
            let (ink, name) = (group.style().ink, html(caption("group", group.name(), self.language)));
            let _ = write!(cells, "<TD ALIGN=\"LEFT\"><FONT COLOR=\"{ink}\">{name}</FONT></TD>");
        }
        if self.choice.pairs.iter().any(|pair| pair.main().is_only_denied()) {
            let _ = write!(
                cells,
                "<TD ALIGN=\"LEFT\">{}</TD>",
                html(caption("picture", "only_denied", self.language))
            );
        }
        if cells.is_empty() { cells } else { format!("<TR>{cells}</TR>") }
    }

    fn pair_line(&self, pair: &DrawnPair, digraph: bool) -> String {
        let nodes = &self.choice.graph.nodes;
        let edge = pair.main();
        let (source, target) = (&nodes[edge.source], &nodes[edge.target]);
        let kinds: Vec<&str> = pair.edges.iter().map(|edge| &*edge.kind).collect();
        let tooltips: Vec<String> = pair.edges.iter().map(|edge| tooltip(edge, nodes)).collect();
        let mut line = format!(
            "{} {} {} [weight={}, kind={}, kinds={}, penwidth={:.2}, id={}, tooltip={}",
            quoted(&source.id),
            if digraph { "->" } else { "--" },
            quoted(&target.id),
            number(pair.weight),
            quoted(&one_line(&edge.kind)),
            quoted(&one_line(&kinds.join(","))),
            self.choice.width(pair),
            quoted(&one_line(&edge.id)),
            quoted(&short(&tooltips.join("; "), LONGEST_TOOLTIP)),
        );
        if let Some(label) = self.label(pair) {
            let _ = write!(line, ", label={}", quoted(&label));
        }
        line.push_str(&style(edge));
        if digraph && !edge.directed {
            line.push_str(", dir=none");
        }
        line + "];"
    }

    /// What stands beside a line; nothing where there are too many.
    fn label(&self, pair: &DrawnPair) -> Option<String> {
        let typed = self.choice.pairs.iter().filter(|pair| pair.main().summary.is_some()).count();
        let label = edge_label(pair.main(), self.language).filter(|_| typed <= LABELLED)?;
        Some(one_line(&label)).filter(|label| !label.is_empty())
    }
}

/// A number that Graphviz takes for one: no exponent, and not below 0.
fn number(number: f64) -> String {
    let fixed = format!("{:.4}", if number.is_finite() { number.max(0.0) } else { 0.0 });
    fixed.trim_end_matches('0').trim_end_matches('.').into()
}

fn tooltip(edge: &Edge, nodes: &[Node]) -> String {
    let arrow = if edge.directed { "→" } else { "–" };
    let (source, target) = (name(&nodes[edge.source]), name(&nodes[edge.target]));
    let Edge { kind, count, documents, .. } = edge;
    format!("{source} {arrow} {target}: {kind}, count {count}, documents {documents}{}", modalities(edge))
}

/// Colour and line of a typed edge, as further attributes.
fn style(edge: &Edge) -> String {
    let group = EdgeGroup::of(edge);
    if group == EdgeGroup::Cooccurrence {
        return String::new();
    }
    let EdgeStyle { colour, ink, style, double, .. } = *group.style();
    let colour = match double {
        true => format!("{colour}:{colour}"),
        false => colour.to_string(),
    };
    let style = if edge.is_only_denied() { "dotted" } else { style };
    format!(", color=\"{colour}\", fontcolor=\"{ink}\", style={style}")
}

/// The modalities of a typed edge with their counts: `, planned 2, negated 1`.
fn modalities(edge: &Edge) -> String {
    let Some(summary) = &edge.summary else { return String::new() };
    let modalities = Modality::ALL.map(|modality| (modality.name(), summary.modalities[modality as usize]));
    let counts = modalities.into_iter().chain([("negated", summary.negated)]).filter(|(_, count)| *count > 0);
    counts.map(|(modality, count)| format!(", {modality} {count}")).collect()
}

fn node_line(node: &Node, [x, y]: Point, language: Language) -> String {
    let lines = broken(&short(&short_name(node), LONGEST_LABEL), LINE);
    let label: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
    let kind = caption("kind", node.kind.name(), language);
    let tooltip = format!("{}: {kind}, mentions {}, documents {}", name(node), node.mentions, node.documents);
    format!(
        "{} [label=\"{}\", kind={}, pos=\"{x:.1},{y:.1}\", shape={}, style=\"filled{}\", fillcolor=\"{}\", \
         color=\"{}\", fontsize={:.1}, tooltip={}];",
        quoted(&node.id),
        label.join("\\n"),
        node.kind,
        shape(node.kind),
        if node.known { "" } else { ",dashed" },
        tint(node.kind),
        node.kind.colour(),
        letter_size(node.mentions),
        quoted(&short(&tooltip, LONGEST_TOOLTIP)),
    )
}

/// The shape of a kind: colour is not the only sign.
fn shape(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "ellipse",
        Kind::Organisation => "box",
        Kind::Country | Kind::Demonym => "hexagon",
        Kind::Place => "octagon",
        Kind::Role => "note",
        _ => "cds",
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{export::choice::Picture, model::StatementSummary};

    fn nodes() -> Vec<Node> {
        ["a", "b", "c"].map(|id| Node::new(id, id, Kind::Person)).into()
    }

    fn edge(ends: (usize, usize), kind: &str, weight: f64, directed: bool) -> Edge {
        let mut edge = Edge::new(kind, ends.0, ends.1, kind);
        (edge.weight, edge.directed, edge.sentences) = (weight, directed, 1);
        (edge.documents, edge.stories) = (1, 1);
        edge
    }

    /// An edge of one statement.
    fn typed(kind: &str, plover: Option<&str>, modality: Modality, directed: bool) -> Edge {
        let mut summary = StatementSummary { max_confidence: 0.9, ..StatementSummary::default() };
        summary.plover = plover.map(String::from);
        summary.modalities[modality as usize] = 1;
        let count = u64::from(modality != Modality::Denied);
        Edge { count, summary: Some(summary.into()), ..edge((0, 1), kind, count as f64, directed) }
    }

    fn written(edges: Vec<Edge>, picture: Picture) -> (String, LeftOut) {
        let options = ExportOptions::default().with_picture(picture);
        let mut out = Vec::new();
        let left_out = picture_of(&ActorGraph::new(nodes(), edges), &options, &mut out);
        (String::from_utf8(out).unwrap(), left_out)
    }

    fn picture_of(graph: &ActorGraph, options: &ExportOptions, out: &mut Vec<u8>) -> LeftOut {
        write_dot(graph, options, out).unwrap()
    }

    #[test]
    fn one_line_joins_two_actors() {
        let tie = edge((0, 1), "appears_with", 3.5, false);
        let edges = vec![tie, typed("supports", Some("COOPERATE"), Modality::Asserted, true)];
        let (picture, left_out) = written(edges, Picture::default());
        assert_eq!(left_out, LeftOut { nodes: 1, edges: 0, denied: 0 });
        assert!(picture.starts_with("digraph"), "{picture}");
        let lines: Vec<&str> = picture.lines().filter(|line| line.contains("->")).collect();
        let begins = "  \"a\" -> \"b\" [weight=3.5, kind=\"supports\", kinds=\"supports,appears_with\", ";
        assert!(lines.len() == 1 && lines[0].starts_with(begins), "{lines:?}");
        assert!(lines[0].contains("label=\"soutient\", color=\"#009e73\""), "{lines:?}");
        assert!(
            lines[0].contains("supports, count 1, documents 1, asserted 1; a – b: appears_with"),
            "{lines:?}"
        );
        assert!(
            picture.contains("acteurs : 2 sur 3, traits : 1, pour 2 relations et liens sur 2"),
            "{picture}"
        );
    }

    #[test]
    fn lines_tell_what_they_stand_for() {
        let (talk, fight) = (Some("CONSULT"), Some("ASSAULT"));
        let one = |edge: Edge| {
            let (picture, _) = written(vec![edge], Picture::default().with_denied(true));
            picture
                .lines()
                .find(|line| line.contains("penwidth=") && line.contains("id="))
                .unwrap()
                .to_string()
        };
        let meets = one(typed("meets", talk, Modality::Planned, false));
        let style = "label=\"rencontre (prévu)\", color=\"#0072b2\", fontcolor=\"#0072b2\", style=dashed];";
        assert!(meets.contains("\"a\" -- \"b\"") && meets.ends_with(style), "{meets}");
        assert!(one(typed("fights", fight, Modality::Asserted, true)).contains("color=\"#d55e00:#d55e00\""));
        assert!(one(typed("accuses", fight, Modality::Denied, true)).ends_with("style=dotted];"));
        assert!(!one(edge((0, 1), "appears_with", 1.0, false)).contains("label="));
        let edges = vec![typed("accuses", fight, Modality::Denied, true)];
        assert_eq!(written(edges, Picture::default()).1, LeftOut { nodes: 3, edges: 0, denied: 1 });
    }

    #[test]
    fn text_means_its_characters() {
        assert_eq!(quoted(r#"a "b" \N"#), r#""a \"b\" \\N""#);
        assert_eq!(quoted("A&amp;B"), r#""A&amp;amp;B""#);
        assert_eq!(quoted("a\nb"), r#""aU+000Ab""#);
        assert_eq!(html("<a>\n&\""), "&lt;a&gt; &amp;&quot;");
        assert_eq!([12.5, 1e20, f64::NAN, -1.0].map(number), ["12.5", "100000000000000000000", "0", "0"]);
    }
}
