//! The key below a picture: what shapes, colours and lines stand for.

use super::{marks, stroke, text};
use crate::{
    export::{
        captions::{Language, caption, filled},
        choice::Choice,
        edge_group::EdgeGroup,
        xml::Escaped,
    },
    model::{Edge, Kind, StatementSummary},
    network::Point,
};
use std::fmt::Write as _;

const SIZE: f64 = 12.0;
/// From one row to the next.
const ROW: f64 = 24.0;
/// Between two entries.
const GAP: f64 = 26.0;
/// What a sign takes before its text.
const SIGN: f64 = 34.0;

/// The key, from a point to the right end of the sheet, and its height.
pub(super) fn key(
    choice: &Choice,
    language: Language,
    unnamed: usize,
    at: Point,
    right: f64,
) -> (String, f64) {
    let says = |key: &'static str| caption("picture", key, language).to_string();
    let mut key = Key { svg: String::new(), at: [at[0], at[1] + ROW], left: at[0], right };
    for kind in choice.kinds() {
        key.entry(
            |at| marks::mark(kind, true, [at[0] + 10.0, at[1]]),
            caption("kind", kind.name(), language),
        );
    }
    if choice.nodes.iter().any(|&node| !choice.graph.nodes[node].known) {
        key.entry(|at| marks::mark(Kind::Person, false, [at[0] + 10.0, at[1]]), &says("unlisted"));
    }
    key.new_row();
    for group in choice.groups() {
        let edge = sample(group);
        let line = |[x, y]: Point| stroke([x, y], [x + SIGN - 8.0, y], 2.0, &edge, group.style());
        key.entry(line, caption("group", group.name(), language));
    }
    if choice.pairs.iter().any(|pair| pair.main().is_only_denied()) {
        let edge = Edge { count: 0, ..sample(EdgeGroup::Conflict) };
        let line =
            |[x, y]: Point| stroke([x, y], [x + SIGN - 8.0, y], 2.0, &edge, EdgeGroup::Position.style());
        key.entry(line, &says("only_denied"));
    }
    key.new_row();
    let unnamed = (unnamed > 0).then(|| filled(&says("unnamed"), &[unnamed.to_string()]));
    for text in [says("width"), says("times")].into_iter().chain(unnamed) {
        key.text(&text);
    }
    let height = key.at[1] + ROW - at[1];
    (key.svg, height)
}

/// An edge that is drawn as those of a group are.
fn sample(group: EdgeGroup) -> Edge {
    let mut edge = Edge::new("", 0, 1, "");
    edge.count = 1;
    edge.summary = (group != EdgeGroup::Cooccurrence).then(|| StatementSummary::default().into());
    edge
}

struct Key {
    svg: String,
    /// Where the next entry stands.
    at: Point,
    left: f64,
    right: f64,
}

impl Key {
    fn entry(&mut self, sign: impl Fn(Point) -> String, says: &str) {
        self.make_room(SIGN + text::width(says, SIZE));
        self.svg += &sign([self.at[0], self.at[1] - 4.0]);
        self.at[0] += SIGN;
        self.write(says);
    }

    fn text(&mut self, says: &str) {
        self.make_room(text::width(says, SIZE));
        self.write(says);
    }

    fn make_room(&mut self, wide: f64) {
        if self.at[0] > self.left && self.at[0] + wide > self.right - self.left {
            self.new_row();
        }
    }

    fn new_row(&mut self) {
        if self.at[0] > self.left {
            self.at = [self.left, self.at[1] + ROW];
        }
    }

    fn write(&mut self, says: &str) {
        let ([x, y], wide) = (self.at, text::width(says, SIZE));
        let _ = writeln!(
            self.svg,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{SIZE}\" fill=\"#333333\" textLength=\"{wide:.1}\">{}</text>",
            Escaped(says),
        );
        self.at[0] += wide + GAP;
    }
}
