use super::*;
use crate::{
    export::choice::Picture,
    model::{Kind, Modality, StatementSummary},
};

/// A wheel of so many actors, of every kind, with typed and other edges.
fn wheel(nodes: usize) -> ActorGraph {
    let actors = (0..nodes).map(|node| {
        let name = format!("Acteur au nom assez long {node}");
        Node { known: node % 3 > 0, ..Node::new(format!("n{node}"), name, Kind::ALL[node % Kind::ALL.len()]) }
    });
    let spoke = |node: usize| (0, node);
    let rim = |node: usize| (node, node % (nodes - 1) + 1);
    let edges =
        (1..nodes).flat_map(|node| [spoke(node), rim(node)]).enumerate().map(|(number, (one, other))| {
            let mut edge = Edge::new(format!("e{number}"), one, other, "meets");
            (edge.count, edge.documents, edge.stories) = (1, 1, 1);
            (edge.sentences, edge.weight) = (1 + number as u64 % 4, 1.0);
            edge.directed = number % 2 == 0;
            let mut summary = StatementSummary { max_confidence: 0.8, ..StatementSummary::default() };
            summary.plover = [None, Some("CONSULT"), Some("ASSAULT")][number % 3].map(String::from);
            summary.modalities[Modality::Asserted as usize] = 1;
            edge.summary = (number % 4 > 0).then(|| summary.into());
            edge
        });
    ActorGraph::new(actors.collect(), edges.collect())
}

/// The rectangle of placed text that runs from left to right.
fn rectangle(placed: &Placed) -> Rect {
    let wide = placed.lines.iter().map(|line| text::width(line, placed.size)).fold(0.0, f64::max);
    let high = placed.size * (text::ASCENT + text::DESCENT + LEADING * (placed.lines.len() as f64 - 1.0));
    let left = match placed.anchor {
        "start" => placed.at[0],
        "end" => placed.at[0] - wide,
        _ => placed.at[0] - wide / 2.0,
    };
    let top = placed.at[1] - text::ASCENT * placed.size;
    // A hair less: what touches does not overlap.
    Rect { low: [left + 0.1, top + 0.1], high: [left + wide - 0.1, top + high - 0.1] }
}

#[test]
fn names_lie_on_nothing() {
    let graph = wheel(60);
    let choice = Choice::of(&graph, &Picture::default());
    let sheet = Sheet::new(&choice, Language::French);
    let names: Vec<Rect> = sheet.names.iter().flatten().map(rectangle).collect();
    assert!(names.len() >= 57, "{} of 60 names have room", names.len());
    for (place, name) in names.iter().enumerate() {
        assert!(names[..place].iter().all(|other| !other.overlaps(name)));
        assert!(sheet.marks.iter().all(|&mark| !Rect::around(mark, 14.0, 14.0).overlaps(name)));
    }
    let labels = sheet.labels.iter().flatten().count();
    assert!(labels > 30, "{labels} of {} lines have labels", choice.pairs.len());
}

#[test]
fn everything_is_drawn_once() {
    let graph = wheel(20);
    let choice = Choice::of(&graph, &Picture::default());
    let svg = Sheet::new(&choice, Language::French).svg("");
    let of = |what: &str| svg.matches(what).count();
    // Every third is a person; 7 kinds are in the key, and the mark of what no list has.
    assert_eq!(of("<circle"), 20usize.div_ceil(7) + 2, "{svg}");
    assert_eq!(of("<g><title>"), 20 + choice.pairs.len());
    assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>\n"));
    for text in
        ["Acteurs et relations", "acteurs : 20 sur 20", "absent des listes", "cités ensemble", "rencontre ×2"]
    {
        assert!(svg.contains(text), "{text}");
    }
    let english = Sheet::new(&choice, Language::English).svg("<A & B>");
    assert!(english.contains("<title>&lt;A &amp; B&gt;</title>") && english.contains("organisation"));
}

#[test]
fn nothing_is_a_picture_too() {
    let graph = ActorGraph::default();
    let choice = Choice::of(&graph, &Picture::default());
    let svg = Sheet::new(&choice, Language::French).svg("");
    assert!(svg.contains("acteurs : 0 sur 0") && !svg.contains("NaN") && !svg.contains("inf"), "{svg}");
}
