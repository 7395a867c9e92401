//! Where nodes stand: linked ones near each other, all others apart.
//!
//! ForceAtlas2 (Jacomy et al., 2014): nodes repel each other by the number of their links, so that hubs stand apart;
//! links pull; each node slows down where it swings. The pull grows with the square root of the length: between
//! that of ForceAtlas2, which draws all to the middle, and the constant one of LinLog (Noack, 2007), which draws groups
//! to points.

use super::{
    Network, Point,
    quadtree::{Body, Quadtree},
};

/// How much nodes repel each other.
const REPULSION: f64 = 10.0;
/// How much the middle attracts, at any distance and by it: separate parts and long branches stay in the picture.
const GRAVITY: (f64, f64) = (1.0, 0.03);
/// A round moves every node; large networks get fewer, down to the lesser number.
const ROUNDS: (usize, usize) = (100, 600);
/// So many moves of a node by a round are spent on a network.
const MOVES: usize = 1_000_000;
/// In a network that gets fewer rounds than the most, what repels is looked at again every so many: it is most of the work, and
/// changes least.
const REPELLED_EVERY: usize = 3;
/// The last share of the rounds, in which everything comes to rest.
const REST: f64 = 0.4;
/// How far apart the nodes start.
const START: f64 = 10.0;
/// Cosine and sine of the golden angle.
const GOLDEN: Point = [-0.737_368_878_078_319_7, 0.675_490_294_261_523_7];

impl Network {
    /// A position for each node: the middle of all is 0, their mean distance from it 1, and the longest stretch lies
    /// flat. The same network gives the same bits on every machine. Takes time in proportion to links and n log n.
    pub fn layout(&self) -> Vec<Point> {
        let mut motion = Motion::new(self);
        let rounds = (MOVES / self.len().max(1)).clamp(ROUNDS.0, ROUNDS.1);
        let every = if rounds < ROUNDS.1 { REPELLED_EVERY } else { 1 };
        for round in 0..rounds {
            if round % every == 0 {
                motion.repel();
            }
            let left = (rounds - round) as f64 / rounds as f64;
            motion.step((left / REST).min(1.0));
        }
        laid_flat(motion.bodies.iter().map(|body| body.at).collect())
    }
}

/// Nodes on their way.
struct Motion<'n> {
    network: &'n Network,
    bodies: Vec<Body>,
    /// What the others repel each of them with, as it was last looked at.
    repelled: Vec<Point>,
    forces: Vec<Point>,
    /// Weights are shares of the mean weight.
    mean_weight: f64,
    speed: f64,
    /// How well the speed does, from the rounds before.
    efficiency: f64,
}

impl<'n> Motion<'n> {
    fn new(network: &'n Network) -> Motion<'n> {
        let (sum, count) =
            network.pairs().fold((0.0, 0.0), |(sum, count), (_, link)| (sum + link.weight, count + 1.0));
        Motion {
            network,
            bodies: start(network),
            repelled: Vec::new(),
            forces: vec![[0.0, 0.0]; network.len()],
            mean_weight: if count > 0.0 { sum / count } else { 1.0 },
            speed: 1.0,
            efficiency: 1.0,
        }
    }

    /// Looks at what all others repel each node with.
    fn repel(&mut self) {
        let tree = Quadtree::new(&self.bodies);
        let of = |&Body { at, mass }: &Body| {
            tree.force(at, |way, of_other| {
                let square = way[0] * way[0] + way[1] * way[1];
                scaled(way, REPULSION * mass * of_other / (square + NEAR))
            })
        };
        self.repelled = self.bodies.iter().map(of).collect();
    }

    /// Moves every node, at a share of the speed.
    fn step(&mut self, share: f64) {
        let forces: Vec<Point> = (0..self.bodies.len()).map(|node| self.force(node)).collect();
        let before = std::mem::replace(&mut self.forces, forces);
        let swings: Vec<f64> = (0..self.bodies.len())
            .map(|node| self.bodies[node].mass * length(minus(self.forces[node], before[node])))
            .collect();
        let pulls = self.forces.iter().zip(&before).zip(&self.bodies);
        let traction: f64 =
            pulls.map(|((now, before), body)| body.mass * length(plus(*now, *before)) / 2.0).sum();
        self.adapt(swings.iter().sum(), traction);
        let speed = self.speed * share;
        for ((body, force), swing) in self.bodies.iter_mut().zip(&self.forces).zip(&swings) {
            let factor = speed / (1.0 + (speed * swing).sqrt());
            body.at = plus(body.at, scaled(*force, factor));
        }
    }

    fn force(&self, node: usize) -> Point {
        let Body { at, mass } = self.bodies[node];
        let drawn = scaled(at, -mass * (GRAVITY.0 / (length(at) + NEAR) + GRAVITY.1));
        let linked = self.network.links(node).iter().fold([0.0, 0.0], |sum, link| {
            let way = minus(self.bodies[link.to].at, at);
            // The length to the power of one half, along the way.
            let pull = link.weight / self.mean_weight / (length(way) + NEAR).sqrt();
            plus(sum, scaled(way, PULL * pull))
        });
        plus(plus(self.repelled[node], drawn), linked)
    }

    /// The speed that the swinging of the last rounds allows, as Gephi has it.
    fn adapt(&mut self, swinging: f64, traction: f64) {
        let nodes = self.bodies.len() as f64;
        let optimal = 0.05 * nodes.sqrt();
        let mut tolerance = (optimal * traction / (nodes * nodes)).min(10.0).max(optimal.sqrt());
        const LEAST_EFFICIENCY: f64 = 0.05;
        if swinging > 2.0 * traction {
            if self.efficiency > LEAST_EFFICIENCY {
                self.efficiency *= 0.5;
            }
            tolerance = tolerance.max(1.0);
        }
        if swinging > tolerance * traction {
            if self.efficiency > LEAST_EFFICIENCY {
                self.efficiency *= 0.7;
            }
        } else if self.speed < 1_000.0 {
            self.efficiency *= 1.3;
        }
        let target =
            if swinging > 0.0 { tolerance * self.efficiency * traction / swinging } else { self.speed };
        self.speed += (target - self.speed).min(0.5 * self.speed);
    }
}

/// Keeps forces finite where nodes meet.
const NEAR: f64 = 1e-2;
/// How much links attract.
const PULL: f64 = 4.0;

/// The nodes on a spiral, each with its weight: neighbours follow each other, and hubs stand inside.
fn start(network: &Network) -> Vec<Body> {
    let body = |node: usize| Body { at: [0.0, 0.0], mass: 1.0 + network.links(node).len() as f64 };
    let mut bodies: Vec<Body> = (0..network.len()).map(body).collect();
    let mut direction: Point = [1.0, 0.0];
    for (place, node) in from_hubs(network).into_iter().enumerate() {
        bodies[node].at = scaled(direction, START * (place as f64 + 0.5).sqrt());
        let [x, y] = direction;
        let turned = [x * GOLDEN[0] - y * GOLDEN[1], x * GOLDEN[1] + y * GOLDEN[0]];
        direction = scaled(turned, 1.0 / length(turned));
    }
    bodies
}

/// The nodes in breadth from that with the most links, part by part.
fn from_hubs(network: &Network) -> Vec<usize> {
    let mut hubs: Vec<usize> = (0..network.len()).collect();
    hubs.sort_by_key(|&node| std::cmp::Reverse(network.links(node).len()));
    let mut order = Vec::with_capacity(network.len());
    let mut seen = vec![false; network.len()];
    for hub in hubs {
        if !std::mem::replace(&mut seen[hub], true) {
            let mut next = order.len();
            order.push(hub);
            while let Some(&node) = order.get(next) {
                let new =
                    network.links(node).iter().filter(|link| !std::mem::replace(&mut seen[link.to], true));
                order.extend(new.map(|link| link.to));
                next += 1;
            }
        }
    }
    order
}

/// The points around their middle, at a mean distance of 1, turned so that they are wider than high.
fn laid_flat(points: Vec<Point>) -> Vec<Point> {
    let count = points.len().max(1) as f64;
    let middle = scaled(points.iter().copied().fold([0.0, 0.0], plus), 1.0 / count);
    let points: Vec<Point> = points.into_iter().map(|point| minus(point, middle)).collect();
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for [x, y] in &points {
        (xx, xy, yy) = (xx + x * x, xy + x * y, yy + y * y);
    }
    let spread = ((xx + yy) / count).sqrt();
    let size = if spread > 0.0 { 1.0 / spread } else { 1.0 };
    let [cos, sin] = axis(xx, xy, yy);
    points.into_iter().map(|[x, y]| scaled([x * cos + y * sin, y * cos - x * sin], size)).collect()
}

/// The direction of the longest stretch: the first eigenvector of a covariance matrix.
fn axis(xx: f64, xy: f64, yy: f64) -> Point {
    let half = (xx - yy) / 2.0;
    let root = (half * half + xy * xy).sqrt();
    let vector = if half >= 0.0 { [half + root, xy] } else { [xy, root - half] };
    let length = length(vector);
    if length > 0.0 { scaled(vector, 1.0 / length) } else { [1.0, 0.0] }
}

fn plus(one: Point, other: Point) -> Point {
    [one[0] + other[0], one[1] + other[1]]
}

fn minus(one: Point, other: Point) -> Point {
    [one[0] - other[0], one[1] - other[1]]
}

fn scaled(point: Point, factor: f64) -> Point {
    [point[0] * factor, point[1] * factor]
}

fn length(point: Point) -> f64 {
    (point[0] * point[0] + point[1] * point[1]).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(one: Point, other: Point) -> f64 {
        length(minus(one, other))
    }

    /// Two groups of six, all linked inside, and one link between them.
    fn two_groups() -> Network {
        let inside = |from: usize| (0..6).flat_map(move |a| (0..a).map(move |b| (from + a, from + b, 1.0)));
        Network::new(12, inside(0).chain(inside(6)).chain([(0, 6, 1.0)]))
    }

    #[test]
    fn groups_stand_apart() {
        let points = two_groups().layout();
        let far = (0..6).flat_map(|a| (6..12).map(move |b| (a, b)));
        let least_far = far.map(|(a, b)| distance(points[a], points[b])).fold(f64::INFINITY, f64::min);
        for (a, b) in (0..6).flat_map(|a| (0..a).map(move |b| (a, b))) {
            let near = distance(points[a], points[b]);
            assert!(near > 0.01 && near < 0.9, "{a} {b} {near}");
        }
        assert!(least_far > 0.5, "{least_far}: {points:?}");
    }

    #[test]
    fn positions_are_centred_and_wider_than_high() {
        let points = two_groups().layout();
        let sum = points.iter().copied().fold([0.0, 0.0], plus);
        let squares = |axis: usize| points.iter().map(|point| point[axis] * point[axis]).sum::<f64>();
        assert!(length(sum) < 1e-9, "{sum:?}");
        assert!((squares(0) + squares(1) - 12.0).abs() < 1e-9);
        assert!(squares(0) > squares(1));
    }

    /// The bits are the same on every machine, so they can stand here.
    #[test]
    fn bits() {
        let path = Network::new(4, [(0, 1, 1.0), (1, 2, 2.0), (2, 3, 1.0)]);
        let bits: Vec<u64> = path.layout().into_iter().flatten().map(f64::to_bits).collect();
        assert_eq!(bits, path.layout().into_iter().flatten().map(f64::to_bits).collect::<Vec<_>>());
        let hash = bits.iter().fold(0u64, |hash, bits| hash.rotate_left(5).wrapping_mul(31) ^ bits);
        assert_eq!(hash, 15_829_385_014_705_514_021, "of {:?}", path.layout());
    }

    #[test]
    fn what_has_no_links_has_a_place() {
        assert_eq!(Network::new(0, []).layout(), [[0.0; 2]; 0]);
        assert_eq!(Network::new(1, []).layout(), [[0.0, 0.0]]);
        let points = Network::new(40, [(0, 1, 1.0)]).layout();
        assert!(points.iter().flatten().all(|number| number.is_finite()));
        for (a, b) in (0..40).flat_map(|a| (0..a).map(move |b| (a, b))) {
            assert!(distance(points[a], points[b]) > 0.02, "{a} {b}");
        }
    }
}
