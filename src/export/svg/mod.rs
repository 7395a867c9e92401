//! A picture of the graph that needs no other program: `graph.svg`.
//!
//! The sheet is as large as its actors need and about of the shape of a page on its side; the title stands above, the key
//! below. Kinds have a shape and a colour each. One line joins two actors, see [`Choice`]. Names and labels never
//! lie on each other or on a mark; where there is no room for a name, it is told under the mouse, and their number in the key.

mod arrange;
mod grid;
mod key;
mod labels;
mod marks;
mod text;

use super::{
    ExportOptions, LeftOut,
    captions::{Language, caption},
    choice::{Choice, DrawnPair},
    drawn_text::{broken, name, one_line, short, short_name},
    edge_group::{EdgeGroup, EdgeStyle},
    edge_label::edge_label,
    xml::Escaped,
};
use crate::{
    model::{ActorGraph, Edge, Node},
    network::Point,
};
use grid::Rect;
use labels::{LEADING, Labels, Placed};
use marks::RADIUS;
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{self, Write},
};

/// Around the drawing: names stand beyond the outermost marks.
const MARGIN: Point = [120.0, 34.0];
/// What the title takes.
const HEAD: f64 = 74.0;
/// Longest line of a name, in characters, where it can be broken.
const LINE: usize = 24;
/// Longest name and longest label, in characters; longer ones are cut.
const LONGEST_NAME: usize = 72;
const LONGEST_LABEL: usize = 36;
const LABEL_SIZE: f64 = 9.5;
/// Longest title under the mouse, in characters.
const LONGEST_TITLE: usize = 400;

/// Writes a graph as `graph.svg`, and says what of it is not drawn.
///
/// # Errors
/// What the writer says.
pub fn write_svg(graph: &ActorGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<LeftOut> {
    let choice = Choice::of(graph, &options.picture);
    out.write_all(Sheet::new(&choice, options.language).svg(&options.picture.title).as_bytes())?;
    out.flush()?;
    Ok(choice.left_out)
}

/// A picture on its way.
struct Sheet<'s> {
    choice: &'s Choice<'s>,
    language: Language,
    size: Point,
    /// Per node of the choice, where its mark stands.
    marks: Vec<Point>,
    /// Per pair of the choice, from the source of its main edge to its target.
    lines: Vec<(Point, Point)>,
    names: Vec<Option<Placed>>,
    labels: Vec<Option<Placed>>,
}

impl<'s> Sheet<'s> {
    fn new(choice: &'s Choice<'s>, language: Language) -> Sheet<'s> {
        let drawing = arrange::size(choice.nodes.len());
        let size = [drawing[0] + 2.0 * MARGIN[0], HEAD + drawing[1] + 2.0 * MARGIN[1]];
        let place = |[x, y]: Point| [x + MARGIN[0], y + HEAD + MARGIN[1]];
        let marks: Vec<Point> = arrange::arranged(&choice.layout(), drawing).into_iter().map(place).collect();
        let of_node: BTreeMap<usize, Point> =
            choice.nodes.iter().copied().zip(marks.iter().copied()).collect();
        let line = |pair: &DrawnPair| (of_node[&pair.main().source], of_node[&pair.main().target]);
        let lines: Vec<(Point, Point)> = choice.pairs.iter().map(line).collect();
        let frame = Rect { low: [6.0, HEAD], high: [size[0] - 6.0, size[1]] };
        let mut free = Labels::new(frame, &marks, RADIUS, &lines);
        let names = choice.nodes.iter().zip(&marks).enumerate().map(|(rank, (&node, &mark))| {
            let name = short(&short_name(&choice.graph.nodes[node]), LONGEST_NAME);
            free.name(broken(&name, LINE), letter_size(rank), mark, RADIUS)
        });
        let names = names.collect();
        let labels = choice.pairs.iter().zip(&lines).map(|(pair, &line)| {
            let label = one_line(&edge_label(pair.main(), language)?);
            free.along(short(&label, LONGEST_LABEL), LABEL_SIZE, line)
        });
        let labels = labels.collect();
        Sheet { choice, language, size, marks, lines, names, labels }
    }

    fn svg(&self, title: &str) -> String {
        let title =
            one_line(if title.is_empty() { caption("picture", "title", self.language) } else { title });
        let numbers = self.choice.numbers(self.language);
        let unnamed = self.names.iter().filter(|name| name.is_none()).count();
        let (key, key_height) =
            key::key(self.choice, self.language, unnamed, [MARGIN[0] / 4.0, self.size[1]], self.size[0]);
        let (width, height) = (self.size[0], self.size[1] + key_height);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
             viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" font-family=\"{}\">\n\
             <title>{}</title>\n<desc>{}</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
            text::FONT,
            Escaped(&title),
            Escaped(&numbers),
        );
        let left = MARGIN[0] / 4.0;
        let _ = writeln!(
            svg,
            "<text x=\"{left}\" y=\"36\" font-size=\"22\" fill=\"#1a1a1a\">{}</text>\n\
             <text x=\"{left}\" y=\"58\" font-size=\"12\" fill=\"#555555\">{}</text>",
            Escaped(&short(&title, (width / 13.0) as usize)),
            Escaped(&numbers),
        );
        self.draw(&mut svg);
        svg + &key + "</svg>\n"
    }

    /// The weakest first: the strongest lies on top; names on everything.
    fn draw(&self, svg: &mut String) {
        let lines = || self.choice.pairs.iter().zip(&self.lines).rev();
        for (pair, line) in lines().filter(|(pair, _)| pair.main().summary.is_none()) {
            *svg += &self.line(pair, *line);
        }
        for (pair, line) in lines().filter(|(pair, _)| pair.main().summary.is_some()) {
            *svg += &self.line(pair, *line);
        }
        for (pair, label) in self.choice.pairs.iter().zip(&self.labels).rev() {
            if let Some(label) = label {
                *svg += &written(label, EdgeGroup::of(pair.main()).style().ink);
            }
        }
        for (&node, &mark) in self.choice.nodes.iter().zip(&self.marks).rev() {
            *svg += &self.mark(&self.choice.graph.nodes[node], mark);
        }
        for name in self.names.iter().rev().flatten() {
            *svg += &written(name, "#1a1a1a");
        }
    }

    fn mark(&self, node: &Node, at: Point) -> String {
        let Node { kind, mentions, documents, .. } = node;
        let kind_name = caption("kind", kind.name(), self.language);
        let title = format!("{} ({kind_name}) : {mentions} / {documents}", short(&name(node), LONGEST_TITLE));
        format!("<g><title>{}</title>{}</g>\n", Escaped(&title), marks::mark(*kind, node.known, at))
    }

    fn line(&self, pair: &DrawnPair, (from, to): (Point, Point)) -> String {
        let edge = pair.main();
        let title: Vec<String> = pair.edges.iter().map(|edge| self.says(edge)).collect();
        let title = short(&title.join(" ; "), LONGEST_TITLE);
        let (from, tip) = (toward(from, to, RADIUS), toward(to, from, RADIUS + 1.0));
        let width = self.choice.width(pair);
        let head = if edge.directed { 5.0 + 1.4 * width } else { 0.0 };
        let end = toward(tip, from, 0.8 * head);
        let style = EdgeGroup::of(edge).style();
        let mut line =
            format!("<g><title>{}</title>{}", Escaped(&title), stroke(from, end, width, edge, style));
        if edge.directed {
            line += &arrow_head(from, tip, head, style.colour);
        }
        line + "</g>\n"
    }

    /// `Assimi Goïta → Mali : président ×3`
    fn says(&self, edge: &Edge) -> String {
        let nodes = &self.choice.graph.nodes;
        let arrow = if edge.directed { "→" } else { "–" };
        let label = edge_label(edge, self.language)
            .unwrap_or_else(|| caption("relation", &edge.kind, self.language).replace('_', " "));
        format!("{} {arrow} {} : {label}", name(&nodes[edge.source]), name(&nodes[edge.target]))
    }
}

/// The size of the letters of a name, by its rank.
fn letter_size(rank: usize) -> f64 {
    match rank {
        0..10 => 15.0,
        10..30 => 13.0,
        _ => 11.5,
    }
}

/// A point so far from one on the way to another; no farther than there.
fn toward(from: Point, to: Point, far: f64) -> Point {
    let way = [to[0] - from[0], to[1] - from[1]];
    let length = (way[0] * way[0] + way[1] * way[1]).sqrt();
    let share = if length > 0.0 { (far / length).min(0.5) } else { 0.0 };
    [from[0] + share * way[0], from[1] + share * way[1]]
}

/// A line in the style of an edge. Two lines are one with a white one in it.
fn stroke(from: Point, to: Point, width: f64, edge: &Edge, style: &EdgeStyle) -> String {
    let dashes = match style.style {
        _ if edge.is_only_denied() => " stroke-dasharray=\"0.1 4\" stroke-linecap=\"round\"",
        "dashed" => " stroke-dasharray=\"7 4\"",
        _ => "",
    };
    let line = |colour: &str, width: f64, more: &str| {
        format!(
            "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"{colour}\" stroke-width=\"{width:.2}\"{more}/>",
            from[0], from[1], to[0], to[1],
        )
    };
    match (&edge.summary, style.double) {
        (None, _) => line("#a6a6a6", width, ""),
        (Some(_), true) => line(style.colour, width + 1.8, dashes) + &line("#ffffff", 0.35 * width + 0.5, ""),
        (Some(_), false) => line(style.colour, width, dashes),
    }
}

fn arrow_head(from: Point, tip: Point, length: f64, colour: &str) -> String {
    let base = toward(tip, from, length);
    let across = [0.42 * (tip[1] - base[1]), 0.42 * (base[0] - tip[0])];
    format!(
        "<polygon points=\"{:.1},{:.1} {:.1},{:.1} {:.1},{:.1}\" fill=\"{colour}\"/>",
        tip[0],
        tip[1],
        base[0] + across[0],
        base[1] + across[1],
        base[0] - across[0],
        base[1] - across[1],
    )
}

/// Placed text on white of its own: a label on a strip, which hides its line; a name within an edge. The edge is text once
/// more, since not every program paints a stroke below a fill.
fn written(placed: &Placed, colour: &str) -> String {
    let Placed { lines, size, at: [x, y], anchor, turned: [cos, sin], strip } = placed;
    let widest = lines.iter().map(|line| text::width(line, *size)).fold(0.0, f64::max);
    let line = |(number, line): (usize, &String)| {
        let (down, wide) = (number as f64 * LEADING * size, text::width(line, *size));
        format!("<tspan x=\"0\" y=\"{down:.1}\" textLength=\"{wide:.1}\">{}</tspan>", Escaped(line))
    };
    let text: String = lines.iter().enumerate().map(line).collect();
    let below = match strip {
        true => format!(
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"#ffffff\"/>",
            -widest / 2.0 - 2.0,
            -0.85 * size,
            widest + 4.0,
            1.1 * size,
        ),
        false => format!(
            "<text aria-hidden=\"true\" fill=\"none\" stroke=\"#ffffff\" stroke-width=\"3\" \
             stroke-linejoin=\"round\">{text}</text>"
        ),
    };
    format!(
        "<g transform=\"matrix({cos:.4} {sin:.4} {:.4} {cos:.4} {x:.1} {y:.1})\" font-size=\"{size}\" \
         text-anchor=\"{anchor}\">{below}<text fill=\"{colour}\">{text}</text></g>\n",
        0.0 - sin,
    )
}

#[cfg(test)]
mod tests;
