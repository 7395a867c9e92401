//! Which stretches of the sheet are taken.

use crate::network::Point;
use std::collections::BTreeMap;

/// A rectangle with its sides along the axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub(super) low: Point,
    pub(super) high: Point,
}

impl Rect {
    pub(super) fn around([x, y]: Point, width: f64, height: f64) -> Rect {
        Rect { low: [x - width / 2.0, y - height / 2.0], high: [x + width / 2.0, y + height / 2.0] }
    }

    pub(super) fn overlaps(&self, other: &Rect) -> bool {
        (0..2).all(|axis| self.low[axis] < other.high[axis] && other.low[axis] < self.high[axis])
    }

    pub(super) fn contains(&self, other: &Rect) -> bool {
        (0..2).all(|axis| self.low[axis] <= other.low[axis] && other.high[axis] <= self.high[axis])
    }

    /// Whether a stretch runs through it (Liang & Barsky, 1984).
    pub(super) fn is_crossed(&self, from: Point, to: Point) -> bool {
        let (mut enters, mut leaves) = (0.0, 1.0);
        for axis in 0..2 {
            let way = to[axis] - from[axis];
            let sides = [self.low[axis] - from[axis], self.high[axis] - from[axis]];
            if way == 0.0 {
                if sides[0] > 0.0 || sides[1] < 0.0 {
                    return false;
                }
                continue;
            }
            let [one, other] = sides.map(|side| side / way);
            (enters, leaves) = (f64::max(enters, one.min(other)), f64::min(leaves, one.max(other)));
        }
        enters < leaves
    }
}

/// The side of a cell.
const CELL: f64 = 40.0;

/// Things by the cells that they touch.
#[derive(Debug)]
pub(super) struct Grid<T> {
    cells: BTreeMap<(i64, i64), Vec<T>>,
}

impl<T: Copy> Grid<T> {
    pub(super) fn new() -> Grid<T> {
        Grid { cells: BTreeMap::new() }
    }

    /// Puts a thing where a rectangle is.
    pub(super) fn put(&mut self, place: &Rect, thing: T) {
        for cell in cells(place) {
            self.cells.entry(cell).or_default().push(thing);
        }
    }

    /// What is near a rectangle; what touches several cells, several times.
    pub(super) fn near(&self, place: &Rect) -> impl Iterator<Item = T> {
        cells(place).flat_map(|cell| self.cells.get(&cell).into_iter().flatten().copied())
    }
}

fn cells(place: &Rect) -> impl Iterator<Item = (i64, i64)> + use<> {
    let cell = |value: f64| (value / CELL).floor() as i64;
    let (columns, rows) =
        ((cell(place.low[0]), cell(place.high[0])), (cell(place.low[1]), cell(place.high[1])));
    (columns.0..=columns.1).flat_map(move |column| (rows.0..=rows.1).map(move |row| (column, row)))
}

impl Grid<Rect> {
    /// Whether something that was put there overlaps a rectangle.
    pub(super) fn is_taken(&self, place: &Rect) -> bool {
        self.near(place).any(|taken| taken.overlaps(place))
    }

    /// Takes a rectangle.
    pub(super) fn take(&mut self, place: Rect) {
        self.put(&place, place);
    }
}

impl Grid<(usize, Point, Point)> {
    /// Puts a numbered stretch where it runs, piece by piece.
    pub(super) fn put_line(&mut self, number: usize, from: Point, to: Point) {
        let way = [to[0] - from[0], to[1] - from[1]];
        let pieces = (way[0].abs().max(way[1].abs()) / CELL).ceil().max(1.0);
        for piece in 0..pieces as usize {
            let at = |share: f64| [from[0] + way[0] * share / pieces, from[1] + way[1] * share / pieces];
            let (one, other) = (at(piece as f64), at(piece as f64 + 1.0));
            let low = [one[0].min(other[0]), one[1].min(other[1])];
            let high = [one[0].max(other[0]), one[1].max(other[1])];
            self.put(&Rect { low, high }, (number, one, other));
        }
    }

    /// How many stretches run through a rectangle.
    pub(super) fn crossings(&self, place: &Rect) -> usize {
        let crossing = self.near(place).filter(|(_, from, to)| place.is_crossed(*from, *to));
        let mut numbers: Vec<usize> = crossing.map(|(number, ..)| number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rectangles() {
        let one = Rect::around([10.0, 10.0], 4.0, 2.0);
        assert!(one.overlaps(&Rect::around([13.0, 10.0], 4.0, 4.0)));
        assert!(!one.overlaps(&Rect::around([14.0, 10.0], 4.0, 4.0)), "sides that touch");
        assert!(Rect::around([10.0, 10.0], 4.0, 4.0).contains(&one));
        for (from, to, expected) in [
            ([0.0, 10.0], [20.0, 10.0], true),
            ([10.0, 0.0], [10.0, 20.0], true),
            ([0.0, 0.0], [20.0, 20.0], true),
            ([0.0, 0.0], [5.0, 5.0], false),
            ([0.0, 12.0], [20.0, 12.0], false),
            ([0.0, 14.0], [14.0, 0.0], false),
        ] {
            assert_eq!(one.is_crossed(from, to), expected, "{from:?} {to:?}");
        }
    }

    #[test]
    fn what_is_taken_is_found_across_cells() {
        let mut grid = Grid::new();
        grid.take(Rect::around([100.0, 100.0], 200.0, 10.0));
        assert!(grid.is_taken(&Rect::around([15.0, 103.0], 40.0, 10.0)));
        assert!(!grid.is_taken(&Rect::around([15.0, 115.0], 40.0, 10.0)));
        let mut lines = Grid::new();
        lines.put_line(7, [0.0, 0.0], [300.0, 150.0]);
        lines.put_line(8, [0.0, 150.0], [300.0, 150.0]);
        assert_eq!(lines.crossings(&Rect::around([200.0, 100.0], 10.0, 10.0)), 1);
        assert_eq!(lines.crossings(&Rect::around([200.0, 125.0], 10.0, 60.0)), 2);
        assert_eq!(lines.crossings(&Rect::around([100.0, 10.0], 50.0, 10.0)), 0);
    }
}
