//! Bodies in the plane, gathered into squares: what is far away acts as one body (Barnes & Hut, 1986).

use super::Point;

/// A cell is cut into four until it holds no more bodies than this.
const BUCKET: usize = 8;
/// Bits of the place on each axis: the tree is no deeper.
const DEPTH: u32 = 16;
/// A cell acts as one body where its width is less than this share of the distance. Gephi's default.
const THETA: f64 = 1.2;

/// A body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Body {
    pub(super) at: Point,
    pub(super) mass: f64,
}

/// A square with what is in it.
#[derive(Debug)]
struct Cell {
    /// All of it, at its centre of mass.
    whole: Body,
    width: f64,
    /// The bodies, in the order of the tree.
    bodies: (usize, usize),
    /// The cell after this one and all below it.
    next: usize,
    is_leaf: bool,
}

/// Cells from the root, each before those below it.
#[derive(Debug)]
pub(super) struct Quadtree {
    cells: Vec<Cell>,
    bodies: Vec<Body>,
    /// The place of each body on a curve through the squares (Morton, 1966).
    codes: Vec<u32>,
}

impl Quadtree {
    pub(super) fn new(all: &[Body]) -> Quadtree {
        let (low, width) = square(all);
        let mut order: Vec<(u32, usize)> =
            all.iter().enumerate().map(|(index, body)| (code(body.at, low, width), index)).collect();
        order.sort_unstable();
        let mut tree = Quadtree {
            cells: Vec::with_capacity(all.len()),
            bodies: order.iter().map(|&(_, index)| all[index]).collect(),
            codes: order.iter().map(|&(code, _)| code).collect(),
        };
        tree.grow((0, all.len()), width, 0);
        tree
    }

    fn grow(&mut self, (first, end): (usize, usize), width: f64, depth: u32) {
        let place = self.cells.len();
        let is_leaf = end - first <= BUCKET || depth == DEPTH;
        let whole = whole(&self.bodies[first..end]);
        self.cells.push(Cell { whole, width, bodies: (first, end), next: 0, is_leaf });
        if !is_leaf {
            let shift = 2 * (DEPTH - 1 - depth);
            let mut from = first;
            for quarter in 0..4 {
                let of_quarter = |code: &u32| (code >> shift) & 3 <= quarter;
                let to = from + self.codes[from..end].partition_point(of_quarter);
                if to > from {
                    self.grow((from, to), width / 2.0, depth + 1);
                }
                from = to;
            }
        }
        self.cells[place].next = self.cells.len();
    }

    /// The sum of what every body does to one at a point, each along the line between the two; itself does nothing.
    pub(super) fn force(&self, at: Point, law: impl Fn(Point, f64) -> Point) -> Point {
        let mut sum = [0.0, 0.0];
        let mut add = |body: &Body| {
            let force = law([at[0] - body.at[0], at[1] - body.at[1]], body.mass);
            sum = [sum[0] + force[0], sum[1] + force[1]];
        };
        let mut place = 0;
        while let Some(cell) = self.cells.get(place) {
            let [x, y] = [at[0] - cell.whole.at[0], at[1] - cell.whole.at[1]];
            if cell.width * cell.width < THETA * THETA * (x * x + y * y) {
                add(&cell.whole);
                place = cell.next;
            } else if cell.is_leaf {
                self.bodies[cell.bodies.0..cell.bodies.1].iter().for_each(&mut add);
                place = cell.next;
            } else {
                place += 1;
            }
        }
        sum
    }
}

/// The lower left corner and the width of a square around all bodies.
fn square(all: &[Body]) -> (Point, f64) {
    let least = |axis: usize| all.iter().map(|body| body.at[axis]).fold(f64::INFINITY, f64::min);
    let most = |axis: usize| all.iter().map(|body| body.at[axis]).fold(f64::NEG_INFINITY, f64::max);
    let width = (most(0) - least(0)).max(most(1) - least(1));
    ([least(0), least(1)], if width > 0.0 { width } else { 1.0 })
}

/// The bits of both axes in turn: bodies of one square stand in a row.
fn code(at: Point, low: Point, width: f64) -> u32 {
    let cells = f64::from(1u32 << DEPTH);
    let bits = |axis: usize| ((at[axis] - low[axis]) / width * cells).clamp(0.0, cells - 1.0) as u32;
    let (x, y) = (bits(0), bits(1));
    (0..DEPTH).fold(0, |code, bit| code | (x >> bit & 1) << (2 * bit) | (y >> bit & 1) << (2 * bit + 1))
}

fn whole(bodies: &[Body]) -> Body {
    let (mut mass, mut at) = (0.0, [0.0, 0.0]);
    for body in bodies {
        mass += body.mass;
        at = [at[0] + body.mass * body.at[0], at[1] + body.mass * body.at[1]];
    }
    let of_mass = |sum: f64| if mass > 0.0 { sum / mass } else { 0.0 };
    Body { at: at.map(of_mass), mass }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(count: usize) -> Vec<Body> {
        let at = |n: usize, step: usize| (n * step % 101) as f64 / 7.0;
        (0..count).map(|n| Body { at: [at(n, 37), at(n * n, 11)], mass: 1.0 + (n % 5) as f64 }).collect()
    }

    fn gravity([x, y]: Point, mass: f64) -> Point {
        let square = x * x + y * y;
        if square > 0.0 { [mass * x / square, mass * y / square] } else { [0.0, 0.0] }
    }

    #[test]
    fn far_bodies_act_nearly_as_each_of_them() {
        let bodies = bodies(300);
        let tree = Quadtree::new(&bodies);
        let (mut errors, mut forces) = (0.0, 0.0);
        for one in &bodies {
            let near = tree.force(one.at, gravity);
            let exact = bodies.iter().fold([0.0, 0.0], |sum, other| {
                let force = gravity([one.at[0] - other.at[0], one.at[1] - other.at[1]], other.mass);
                [sum[0] + force[0], sum[1] + force[1]]
            });
            errors += (near[0] - exact[0]).powi(2) + (near[1] - exact[1]).powi(2);
            forces += exact[0] * exact[0] + exact[1] * exact[1];
        }
        assert!((errors / forces).sqrt() < 0.05, "{errors} of {forces}");
    }

    #[test]
    fn bodies_in_one_place_end() {
        let same = vec![Body { at: [2.0, 2.0], mass: 1.0 }; 50];
        let force = Quadtree::new(&same).force([1.0, 2.0], gravity);
        assert!((force[0] + 50.0).abs() < 1e-9 && force[1].abs() < 1e-9, "{force:?}");
        assert_eq!(Quadtree::new(&[]).force([0.0, 0.0], gravity), [0.0, 0.0]);
    }
}
