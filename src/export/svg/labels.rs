//! Where names and labels stand: greedily, what ranks first first, and none on another.

use super::{
    grid::{Grid, Rect},
    text::{ASCENT, DESCENT, width},
};
use crate::network::Point;

/// A name beside a mark, or a label along a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub(super) lines: Vec<String>,
    pub(super) size: f64,
    /// Where the base line of the first line is.
    pub(super) at: Point,
    /// `start`, `middle` or `end`.
    pub(super) anchor: &'static str,
    /// Cosine and sine of the angle to which the text is turned.
    pub(super) turned: Point,
    /// Whether it lies on a line.
    pub(super) strip: bool,
}

/// From one base line to the next, as a share of the size.
pub(super) const LEADING: f64 = 1.15;
/// Directions from a mark to its name, the best first: the share of the width and the height of the name that lies to
/// the left of and above its place, and the anchor.
const DIRECTIONS: [(Point, &str); 8] = [
    ([1.0, 0.0], "start"),
    ([-1.0, 0.0], "end"),
    ([0.0, -1.0], "middle"),
    ([0.0, 1.0], "middle"),
    ([1.0, -1.0], "start"),
    ([1.0, 1.0], "start"),
    ([-1.0, -1.0], "end"),
    ([-1.0, 1.0], "end"),
];
/// How far a name stands from the edge of its mark; the nearer the better.
const GAPS: [f64; 4] = [3.0, 9.0, 18.0, 30.0];
/// What a step away costs, in lines that run through a name.
const AWAY: f64 = 1.6;
/// Shares of a line at which its label may stand, the best first.
const SHARES: [f64; 7] = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];

/// The sheet with what stands on it.
pub(super) struct Labels {
    frame: Rect,
    taken: Grid<Rect>,
    lines: Grid<(usize, Point, Point)>,
}

impl Labels {
    /// A sheet with its lines, and marks of a radius.
    pub(super) fn new(frame: Rect, marks: &[Point], radius: f64, lines: &[(Point, Point)]) -> Labels {
        let (mut taken, mut of_lines) = (Grid::new(), Grid::new());
        marks.iter().for_each(|&mark| taken.take(Rect::around(mark, 2.0 * radius, 2.0 * radius)));
        lines.iter().enumerate().for_each(|(number, &(from, to))| of_lines.put_line(number, from, to));
        Labels { frame, taken, lines: of_lines }
    }

    /// Places a name beside a mark; none where there is no room.
    pub(super) fn name(&mut self, lines: Vec<String>, size: f64, mark: Point, radius: f64) -> Option<Placed> {
        let wide = lines.iter().map(|line| width(line, size)).fold(0.0, f64::max);
        let high = size * (ASCENT + DESCENT + LEADING * (lines.len() as f64 - 1.0));
        let mut best: Option<(f64, Rect, &'static str)> = None;
        for (step, gap) in GAPS.into_iter().enumerate() {
            for (place, ([right, down], anchor)) in DIRECTIONS.into_iter().enumerate() {
                // Off the corners, a name is as far away.
                let out = radius + gap - if right != 0.0 && down != 0.0 { 0.4 * radius } else { 0.0 };
                let centre = [mark[0] + right * (out + wide / 2.0), mark[1] + down * (out + high / 2.0)];
                let rect = Rect::around(centre, wide, high);
                if !self.frame.contains(&rect) || self.taken.is_taken(&rect) {
                    continue;
                }
                let crossings = self.lines.crossings(&rect) as f64;
                let cost = crossings + AWAY * step as f64 + 0.05 * place as f64;
                if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                    best = Some((cost, rect, anchor));
                }
            }
        }
        let (_, rect, anchor) = best?;
        self.taken.take(rect);
        let x = match anchor {
            "start" => rect.low[0],
            "end" => rect.high[0],
            _ => (rect.low[0] + rect.high[0]) / 2.0,
        };
        Some(Placed {
            lines,
            size,
            at: [x, rect.low[1] + ASCENT * size],
            anchor,
            turned: [1.0, 0.0],
            strip: false,
        })
    }

    /// Places a label along a line, between two marks; none where there is no room.
    pub(super) fn along(&mut self, text: String, size: f64, (from, to): (Point, Point)) -> Option<Placed> {
        let way = [to[0] - from[0], to[1] - from[1]];
        let length = (way[0] * way[0] + way[1] * way[1]).sqrt();
        let (wide, high) = (width(&text, size), size);
        if length < wide + 2.0 * size {
            return None;
        }
        // Text runs from left to right.
        let sign = if way[0] < 0.0 { -1.0 } else { 1.0 };
        let turned = way.map(|part| sign * part / length);
        for share in SHARES {
            if (share - 0.5_f64).abs() * length + wide / 2.0 > length / 2.0 - size {
                continue;
            }
            let middle = [from[0] + share * way[0], from[1] + share * way[1]];
            let pieces = pieces(middle, turned, wide, high);
            if pieces.iter().all(|piece| self.frame.contains(piece) && !self.taken.is_taken(piece)) {
                pieces.into_iter().for_each(|piece| self.taken.take(piece));
                // The middle of small letters lies on the line.
                let down = 0.3 * size;
                let at = [middle[0] - turned[1] * down, middle[1] + turned[0] * down];
                return Some(Placed { lines: vec![text], size, at, anchor: "middle", turned, strip: true });
            }
        }
        None
    }
}

/// A stretch of turned text as squares in a row.
fn pieces(middle: Point, turned: Point, wide: f64, high: f64) -> Vec<Rect> {
    let count = (wide / high).ceil().max(1.0) as usize;
    let step = wide / count as f64;
    let piece = |number: usize| {
        let along = (number as f64 + 0.5) * step - wide / 2.0;
        Rect::around([middle[0] + turned[0] * along, middle[1] + turned[1] * along], high, high)
    };
    (0..count).map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(marks: &[Point], lines: &[(Point, Point)]) -> Labels {
        Labels::new(Rect { low: [0.0, 0.0], high: [400.0, 200.0] }, marks, 8.0, lines)
    }

    fn name(labels: &mut Labels, mark: Point) -> Option<Placed> {
        labels.name(vec!["Assimi Goïta".into()], 12.0, mark, 8.0)
    }

    #[test]
    fn names_make_way() {
        let middle = [200.0, 100.0];
        assert_eq!(name(&mut sheet(&[middle], &[]), middle).unwrap().anchor, "start");
        let right = [(middle, [400.0, 100.0])];
        assert_eq!(name(&mut sheet(&[middle], &right), middle).unwrap().anchor, "end", "of a line");
        let edge = [395.0, 100.0];
        assert_eq!(name(&mut sheet(&[edge], &[]), edge).unwrap().anchor, "end", "of the end of the sheet");
        let mut labels = sheet(&[middle], &[]);
        let placed: Vec<Placed> = (0..40).map_while(|_| name(&mut labels, middle)).collect();
        assert!(
            (6..40).contains(&placed.len()),
            "and of each other, as long as there is room: {}",
            placed.len()
        );
    }

    #[test]
    fn labels_run_along_their_lines() {
        let (from, to) = ([300.0, 150.0], [100.0, 50.0]);
        let mut labels = sheet(&[from, to], &[(from, to)]);
        let placed = labels.along("rencontre".into(), 9.0, (from, to)).unwrap();
        assert!(placed.turned[0] > 0.0 && placed.turned[1] > 0.0, "from left to right: {placed:?}");
        assert!((placed.at[0] - 200.0).abs() < 5.0, "{placed:?}");
        assert!(labels.along("rencontre".into(), 9.0, (from, to)).is_some_and(|other| other.at != placed.at));
        assert_eq!(labels.along("une rencontre".into(), 9.0, (from, [260.0, 150.0])), None, "too short");
    }
}
