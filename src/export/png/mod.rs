//! The picture of `graph.svg` as pixels: `graph.png`, the same bytes on every machine, for its font comes with it.
//!
//! `DejaVuSans.ttf` is DejaVu Sans 2.37 with its Latin, Greek and Cyrillic letters, made by fontTools (`pyftsubset`); its licence
//! stands beside it.

use super::{ExportOptions, LeftOut, svg::write_svg};
use crate::model::ActorGraph;
use resvg::{
    render,
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree},
};
use std::{
    fmt::Display,
    io::{self, Write},
};

const FONT: &[u8] = include_bytes!("DejaVuSans.ttf");
/// Pixels for each unit of the SVG: 192 an inch, for print.
const SCALE: f32 = 2.0;
/// No more pixels than these, 240 MB: a larger picture gets fewer for each unit.
const MOST_PIXELS: f32 = 60e6;

/// Writes a graph as `graph.png`, and says what of it is not drawn.
///
/// # Errors
/// What the writer says.
pub fn write_png(graph: &ActorGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<LeftOut> {
    let mut svg = Vec::new();
    let left_out = write_svg(graph, options, &mut svg)?;
    out.write_all(&pixels(&svg)?)?;
    out.flush()?;
    Ok(left_out)
}

fn pixels(svg: &[u8]) -> io::Result<Vec<u8>> {
    let mut options = Options { font_family: "DejaVu Sans".into(), ..Options::default() };
    options.fontdb_mut().load_font_data(FONT.to_vec());
    let tree = Tree::from_data(svg, &options).map_err(undrawable)?;
    let size = tree.size();
    let scale = SCALE.min((MOST_PIXELS / (size.width() * size.height())).sqrt());
    let of = |length: f32| (length * scale).ceil().max(1.0) as u32;
    let mut pixels =
        Pixmap::new(of(size.width()), of(size.height())).ok_or_else(|| undrawable("too large"))?;
    render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(undrawable)
}

fn undrawable(error: impl Display) -> io::Error {
    io::Error::other(format!("the picture cannot be drawn: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Edge, Kind, Node};

    /// Width and height, as the header of a PNG has them (W3C, PNG, §11.2.2).
    fn size(png: &[u8]) -> [u32; 2] {
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        [16, 20].map(|at| u32::from_be_bytes(png[at..at + 4].try_into().unwrap()))
    }

    #[test]
    fn letters_are_drawn() {
        let text = |text: &str| {
            let svg = format!(
                "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='30'><text y='20'>{text}</text></svg>"
            );
            pixels(svg.as_bytes()).unwrap()
        };
        assert_eq!(size(&text("Goïta")), [180, 60]);
        assert_ne!(text("Goïta"), text(""), "in the font that is given");
        assert_ne!(text("Goïta"), text("Goita"));
        assert_eq!(text("Путин"), text("Путин"));
    }

    #[test]
    fn a_graph_is_drawn() {
        let nodes = ["Ménaka", "<&>", "🦁\u{0}"].map(|name| Node::new(name, name, Kind::Place));
        let mut edge = Edge::new("e", 0, 1, "appears_with");
        edge.documents = 1;
        let mut out = Vec::new();
        let options = ExportOptions::default();
        let left_out = write_png(&ActorGraph::new(nodes.into(), vec![edge]), &options, &mut out).unwrap();
        assert_eq!(left_out.nodes, 1);
        assert!(size(&out).iter().all(|&length| length > 400), "{:?}", size(&out));
    }
}
