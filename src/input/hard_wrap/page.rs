//! What a page has beside its text: running heads, feet, page numbers.

use super::{super::lines::comparable, LONGEST, Row};
use crate::model::LineCues;
use rustc_hash::FxHashMap;

/// So many lines between two pages.
const MOST_AROUND: usize = 4;

/// Which lines are heads and feet of pages.
///
/// A page number stands alone between blank lines, or beside a form feed. Other heads and feet come again on page after page
/// (but for figures), there too: a form feed beside them, a figure that differs or a sentence that they cut in two tells them from
/// labels that come again.
pub(super) fn feet(rows: &[Row], is_wrapped: bool, cues: &LineCues) -> Vec<bool> {
    let edges: Vec<Edge> = (0..rows.len()).map(|index| Edge::of(rows, index)).collect();
    let keys = rows.iter().zip(&edges).map(|(row, edge)| {
        let may_be = (is_wrapped && edge.is_alone()) || (edge.by_feed && edge.is_edge());
        let may_be = may_be && row.length <= LONGEST;
        may_be.then(|| key(row.line.text))
    });
    let keys: Vec<Option<String>> = keys.collect();
    let mut recurring: FxHashMap<&str, Recurring> = FxHashMap::default();
    for (index, key) in keys.iter().enumerate() {
        if let Some(key) = key {
            recurring.entry(key).or_default().add(rows[index].line.text, edges[index]);
        }
    }
    let is_text = |row: &usize| keys[*row].as_ref().is_none_or(|key| recurring[key.as_str()].count == 1);
    let cuts = |index: usize| {
        let (from, to) = (index.saturating_sub(MOST_AROUND), rows.len().min(index + 1 + MOST_AROUND));
        let around = (from..index).rev().find(is_text).zip((index + 1..to).find(is_text));
        around.is_some_and(|(above, below)| rows[above].goes_on_in(&rows[below]))
    };
    let cutting: Vec<&str> = (0..rows.len())
        .filter(|row| !is_text(row) && cuts(*row))
        .filter_map(|row| keys[row].as_deref())
        .collect();
    for key in cutting {
        recurring.entry(key).or_default().cutting += 1;
    }
    let is_foot = |index: usize| {
        let Some(key) = &keys[index] else { return false };
        is_number(key, cues)
            && !has_year(rows[index].line.text)
            && (edges[index].is_alone() || edges[index].by_feed)
            || recurring[key.as_str()].is_foot()
    };
    (0..rows.len()).map(is_foot).collect()
}

/// Where a line stands in its block, the lines between two blank ones.
#[derive(Debug, Clone, Copy, Default)]
struct Edge {
    is_first: bool,
    is_last: bool,
    /// Whether its block ends or begins at a form feed.
    by_feed: bool,
}

impl Edge {
    fn of(rows: &[Row], index: usize) -> Edge {
        let row = &rows[index];
        let next = rows.get(index + 1);
        let is_first = index == 0 || row.line.after_blank || row.after_feed;
        let is_last = next.is_none_or(|next| next.line.after_blank || next.after_feed);
        // Two lines deep: a head and a page number.
        let feeds = |from: usize, to: usize| rows[from..to.min(rows.len())].iter().any(|row| row.after_feed);
        let by_feed = feeds(index.saturating_sub(1), index + 3);
        Edge { is_first, is_last, by_feed }
    }

    fn is_edge(self) -> bool {
        self.is_first || self.is_last
    }

    fn is_alone(self) -> bool {
        self.is_first && self.is_last
    }
}

/// The lines that are the same but for their figures.
#[derive(Debug, Default)]
struct Recurring<'t> {
    count: usize,
    by_feed: usize,
    cutting: usize,
    first: &'t str,
    differs: bool,
}

impl<'t> Recurring<'t> {
    fn add(&mut self, text: &'t str, edge: Edge) {
        if self.count == 0 {
            self.first = text;
        }
        self.differs |= self.first != text;
        self.count += 1;
        self.by_feed += usize::from(edge.by_feed);
    }

    fn is_foot(&self) -> bool {
        let is_told = self.differs || 3 * self.cutting >= self.count;
        self.by_feed >= 2 && 2 * self.by_feed >= self.count || self.count >= 2 && is_told
    }
}

/// A line without its figures.
fn key(line: &str) -> String {
    let mut key = String::new();
    for c in comparable(line, line.len()).chars() {
        match c {
            '0'..='9' if key.ends_with('#') => {}
            '0'..='9' => key.push('#'),
            c => key.push(c),
        }
    }
    key
}

fn has_year(line: &str) -> bool {
    line.split(|c: char| !c.is_ascii_digit()).any(|figures| figures.len() > 3)
}

/// `12`, `– 12 –`, `3/8`, `Page 3 sur 8`.
fn is_number(key: &str, cues: &LineCues) -> bool {
    let mut words =
        key.split(|c: char| !(c.is_alphabetic() || c == '#')).filter(|word| !word.is_empty()).peekable();
    let mut figures = 0;
    let all = words.all(|word| {
        figures += usize::from(word == "#");
        word == "#" || cues.page.iter().any(|cue| cue == word)
    });
    all && (1..=2).contains(&figures)
}
