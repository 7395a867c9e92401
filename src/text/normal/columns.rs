//! Wide spaces: between the columns of a table they keep names apart, elsewhere they are spaces.

use crate::model::Edit;

/// A line with so many gaps and no other space is prose that has tabs for spaces.
const MOST_COLUMNS: usize = 8;
/// With so many, and no other space in the document, all of it is.
const GAPS_OF_PROSE: usize = 2 * MOST_COLUMNS;

/// The edits of wide runs of spaces, which are in order.
pub(super) fn edits(text: &str, wide: &[(usize, usize)]) -> Vec<Edit> {
    let lines = lines(text, wide);
    let is_prose =
        lines.iter().all(|line| !line.is_spaced) && lines.iter().any(|line| line.gaps.len() > GAPS_OF_PROSE);
    let mut edits = Vec::with_capacity(wide.len());
    for (index, line) in lines.iter().enumerate() {
        let is_like = |other: Option<&Line>| other.is_some_and(|other| line.is_beside(other, text));
        let before = index.checked_sub(1).map(|before| &lines[before]);
        let (above, below) = (is_like(before), is_like(lines.get(index + 1)));
        let near =
            [index.checked_sub(2), Some(index + 2)].into_iter().flatten().filter_map(|at| lines.get(at));
        let third = above && below || near.into_iter().any(|other| line.gaps.len() == other.gaps.len());
        let is_row = line.gaps.len() <= MOST_COLUMNS && (above || below) && (line.is_spaced || third);
        let right = if is_row && !is_prose { "\n" } else { " " };
        edits.extend(line.gaps.iter().map(|&(start, end)| Edit::new(start, end, right)));
    }
    edits
}

/// A line with wide gaps.
struct Line<'g> {
    start: usize,
    end: usize,
    gaps: &'g [(usize, usize)],
    /// Whether it has single spaces, too.
    is_spaced: bool,
}

impl Line<'_> {
    /// Whether another one is next to it, and has as many columns.
    fn is_beside(&self, other: &Line, text: &str) -> bool {
        let between = &text[self.end.min(other.end)..self.start.max(other.start)];
        self.gaps.len() == other.gaps.len() && between.matches('\n').count() == 1
    }
}

fn lines<'g>(text: &str, mut wide: &'g [(usize, usize)]) -> Vec<Line<'g>> {
    let mut lines = Vec::new();
    while let Some(&(first, _)) = wide.first() {
        let start = text[..first].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let end = text[first..].find(['\n', '\r']).map_or(text.len(), |length| first + length);
        let (gaps, rest) = wide.split_at(wide.partition_point(|&(gap, _)| gap < end));
        let wide_spaces: usize = gaps.iter().map(|&(start, end)| text[start..end].matches(' ').count()).sum();
        let is_spaced = text[start..end].trim().matches(' ').count() > wide_spaces;
        lines.push(Line { start, end, gaps, is_spaced });
        wide = rest;
    }
    lines
}
