//! From the layout to the sheet: where the marks stand.

use super::grid::{Grid, Rect};
use crate::network::Point;

/// What a mark takes with its name, in square points.
const ROOM: f64 = 17_000.0;
/// Width of the drawing by its height: with title and key, about a page of A4 on its side.
const SHAPE: f64 = 1.55;
/// The least width of the drawing.
const LEAST_WIDTH: f64 = 620.0;
/// One axis is stretched no more than so many times as far as the other.
const STRETCH: f64 = 1.7;
/// Marks stand so far apart: names lie along the lines of text.
const APART: Point = [64.0, 34.0];
const ROUNDS: usize = 80;

/// The size of the drawing of so many nodes.
pub(super) fn size(nodes: usize) -> Point {
    let width = (nodes as f64 * ROOM * SHAPE).sqrt().max(LEAST_WIDTH);
    [width.round(), (width / SHAPE).round()]
}

/// Positions in a drawing of a size that starts at 0, none nearer to another than there is room for their names.
pub(super) fn arranged(layout: &[Point], size: Point) -> Vec<Point> {
    let mut points = fitted(layout, size);
    for _ in 0..ROUNDS {
        if !pushed_apart(&mut points, size) {
            break;
        }
    }
    points
}

/// The points stretched over the drawing.
fn fitted(points: &[Point], size: Point) -> Vec<Point> {
    let least = |axis: usize| points.iter().map(|point| point[axis]).fold(f64::INFINITY, f64::min);
    let most = |axis: usize| points.iter().map(|point| point[axis]).fold(f64::NEG_INFINITY, f64::max);
    let (low, high) = ([least(0), least(1)], [most(0), most(1)]);
    let scale = |axis: usize| match high[axis] - low[axis] {
        extent if extent > 0.0 => size[axis] / extent,
        _ => f64::INFINITY,
    };
    let (mut x, mut y) = (scale(0), scale(1));
    (x, y) = (x.min(STRETCH * y), y.min(STRETCH * x));
    let scale = [x, y].map(|scale| if scale.is_finite() { scale } else { 0.0 });
    let place = |point: &Point| {
        let along =
            |axis: usize| size[axis] / 2.0 + scale[axis] * (point[axis] - (low[axis] + high[axis]) / 2.0);
        [along(0), along(1)]
    };
    points.iter().map(place).collect()
}

/// Moves points that are too near each other apart; whether any were.
fn pushed_apart(points: &mut [Point], size: Point) -> bool {
    let mut grid = Grid::new();
    for (index, &point) in points.iter().enumerate() {
        grid.put(&Rect::around(point, 0.0, 0.0), index);
    }
    let before = points.to_vec();
    let mut any = false;
    for index in 0..points.len() {
        let around = Rect::around(before[index], 2.0 * APART[0], 2.0 * APART[1]);
        let mut others: Vec<usize> = grid.near(&around).filter(|&other| other != index).collect();
        others.sort_unstable();
        for other in others {
            let way = [before[index][0] - before[other][0], before[index][1] - before[other][1]];
            let [x, y] = [way[0] / APART[0], way[1] / APART[1]];
            let near = (x * x + y * y).sqrt();
            if near < 1.0 {
                any = true;
                // Two in one place part along the line.
                let [x, y] = if near > 0.0 {
                    [x / near, y / near]
                } else {
                    [if index < other { -1.0 } else { 1.0 }, 0.0]
                };
                let push = 0.3 * (1.0 - near) + 0.01;
                points[index][0] += x * push * APART[0];
                points[index][1] += y * push * APART[1];
            }
        }
        (0..2).for_each(|axis| points[index][axis] = points[index][axis].clamp(0.0, size[axis]));
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_fill_the_drawing() {
        let fitted = fitted(&[[-1.0, 0.0], [1.0, 0.5], [0.0, -0.5]], [200.0, 100.0]);
        assert_eq!(fitted, [[0.0, 50.0], [200.0, 100.0], [100.0, 0.0]]);
        let stretched = super::fitted(&[[-1.0, 0.0], [1.0, 0.1]], [200.0, 100.0]);
        assert!(
            (stretched[1][1] - stretched[0][1] - 17.0).abs() < 1e-9,
            "no more than so far: {stretched:?}"
        );
        assert_eq!(super::fitted(&[[3.0, 3.0]], [200.0, 100.0]), [[100.0, 50.0]]);
        assert!(super::fitted(&[], [200.0, 100.0]).is_empty());
    }

    #[test]
    fn names_have_room() {
        let crowd: Vec<Point> =
            (0..60).map(|n| [f64::from(n % 7) / 100.0, f64::from(n / 7) / 100.0]).collect();
        let mut crowd_and_outliers = crowd;
        crowd_and_outliers.extend([[-1.0, -1.0], [1.0, 1.0], [0.0, 0.0], [0.0, 0.0]]);
        let size = size(64);
        let points = arranged(&crowd_and_outliers, size);
        for (one, other) in (0..64).flat_map(|one| (0..one).map(move |other| (one, other))) {
            let [x, y] = [0, 1].map(|axis| (points[one][axis] - points[other][axis]) / APART[axis]);
            assert!(x * x + y * y > 0.6, "{one} {other}: {:?} {:?}", points[one], points[other]);
        }
        assert!(points.iter().all(|point| (0..2).all(|axis| (0.0..=size[axis]).contains(&point[axis]))));
    }
}
