//! The marks of the kinds: one shape and one size each, of about the same area.

use crate::{export::drawn_text::tint, model::Kind, network::Point};

/// The farthest that a mark reaches from its middle.
pub(super) const RADIUS: f64 = 9.5;

/// The corners of a mark, in points from its middle; none of a circle.
fn corners(kind: Kind) -> &'static [Point] {
    match kind {
        Kind::Person => &[],
        Kind::Organisation => &[[-6.8, -6.8], [6.8, -6.8], [6.8, 6.8], [-6.8, 6.8]],
        Kind::Country | Kind::Demonym => {
            &[[-8.6, 0.0], [-4.3, -7.4], [4.3, -7.4], [8.6, 0.0], [4.3, 7.4], [-4.3, 7.4]]
        }
        Kind::Place => &[[0.0, -9.5], [9.5, 0.0], [0.0, 9.5], [-9.5, 0.0]],
        Kind::Role => &[[0.0, -9.0], [9.0, 6.8], [-9.0, 6.8]],
        _ => &[[-9.0, -6.8], [9.0, -6.8], [0.0, 9.0]],
    }
}

/// The mark of a kind at a point as an SVG element; dashed for what no list has.
pub(super) fn mark(kind: Kind, known: bool, [x, y]: Point) -> String {
    let dashes = if known { "" } else { " stroke-dasharray=\"2.6 2\"" };
    let paint = format!("fill=\"{}\" stroke=\"{}\" stroke-width=\"1.6\"{dashes}", tint(kind), kind.colour());
    match corners(kind) {
        [] => format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"7.7\" {paint}/>"),
        corners => {
            let corners = corners.iter().map(|corner| format!("{:.1},{:.1}", x + corner[0], y + corner[1]));
            format!("<polygon points=\"{}\" {paint}/>", corners.collect::<Vec<_>>().join(" "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A circle of the radius of the persons' has the same area as the others, to a fifth.
    #[test]
    fn marks_are_of_one_size() {
        for kind in Kind::ALL {
            let corners = corners(kind);
            let next = corners.iter().skip(1).chain(corners.first());
            let area: f64 =
                corners.iter().zip(next).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum::<f64>() / 2.0;
            let area = if corners.is_empty() { std::f64::consts::PI * 7.7 * 7.7 } else { area };
            assert!((140.0..200.0).contains(&area), "{kind} {area}");
            assert!(corners.iter().flatten().all(|part| part.abs() <= RADIUS));
        }
        assert!(mark(Kind::Person, false, [1.0, 2.0]).contains("dasharray"));
    }
}
