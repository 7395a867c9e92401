//! Whether a text is wrapped, and at which width.

use super::{LONGEST, Row};

/// A narrower column is a list.
const NARROWEST: usize = 20;

/// The width that the lines of a text were broken at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Width {
    /// The length of a line that goes on in the next, in code points.
    usual: usize,
    /// A line was full where it and the first word of the next have together at least so many.
    full: usize,
}

impl Width {
    /// The width of a text; none where its lines were not broken by one.
    ///
    /// Looked at are the lines that a sentence goes on from, for certain: no stop at the end, a small letter after it. Where a
    /// width broke them they are alike: the next word did not fit in. In type of one pitch this holds for every line, in others
    /// for nearly all, give or take a quarter; some readers of PDF join what a hyphen cut, and make lines longer than any page.
    pub fn of(rows: &[Row]) -> Option<Width> {
        let measured = |row: &&Row| row.length <= LONGEST;
        let bytes =
            |rows: &mut dyn Iterator<Item = &Row>| -> usize { rows.map(|row| row.line.text.len()).sum() };
        if 4 * bytes(&mut rows.iter().filter(measured)) < bytes(&mut rows.iter()) {
            return None;
        }
        let pairs = || {
            let pairs = rows.windows(2).map(|pair| (&pair[0], &pair[1]));
            pairs.filter(|(above, below)| {
                let near = !below.line.after_blank && above.length <= LONGEST && below.length <= LONGEST;
                near && !above.is_apart && !below.is_apart
            })
        };
        let going_on = || pairs().filter(|(above, below)| above.goes_on_in(below));
        let (all, count) = (pairs().count(), going_on().count());
        if count == 0 || 10 * count < 3 * all {
            return None;
        }
        let mut lengths: Vec<usize> = going_on().map(|(above, _)| above.length).collect();
        lengths.sort_unstable();
        let reaching =
            |least: usize| going_on().filter(|(above, below)| reach(above, below) >= least).count();
        let widest = lengths[(lengths.len() - 1) * 19 / 20];
        if widest >= NARROWEST && (count >= 3 || widest >= 30) && 20 * reaching(widest + 1) >= 19 * count {
            return Some(Width { usual: widest, full: widest + 1 });
        }
        let usual = lengths[lengths.len() / 2];
        let full = usual * 3 / 4;
        (usual >= NARROWEST && count >= 6 && 10 * reaching(full) >= 9 * count)
            .then_some(Width { usual, full })
    }

    /// The width of columns of which paragraphs are known already: each line of one is full.
    #[cfg(feature = "pdf")]
    pub const COLUMN: Width = Width { usual: 0, full: 0 };

    /// Whether the next word did not fit into a line. Of one that is too long for any, that a sentence goes on.
    pub fn is_full(self, above: &Row, below: &Row) -> bool {
        match above.length > LONGEST {
            true => !above.ends_sentence(),
            false => reach(above, below) >= self.full,
        }
    }

    /// Whether a line with the next word fills at least half the width.
    pub fn is_half(self, above: &Row, below: &Row) -> bool {
        2 * reach(above, below) >= self.usual
    }
}

/// The length of a line with the first word of the next; a line that ends in a hyphen is full.
fn reach(above: &Row, below: &Row) -> usize {
    if above.ends_cut() {
        return 2 * LONGEST;
    }
    let word = below.line.text.split(' ').next().unwrap_or_default();
    above.length + 1 + word.chars().take(LONGEST).count()
}
