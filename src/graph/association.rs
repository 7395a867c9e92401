//! Whether two actors co-occur more often than chance.

/// G² beyond which a pair is no chance, at p < 0.001: the 99.9 % point of χ² with one degree of freedom.
pub const SIGNIFICANT: f64 = 10.83;

/// In how many windows two actors stand, together and each.
///
/// With `a` the windows with both, `x` those with the first, `y` those with the second, `N` all windows of that kind
/// outside the excluded zones, the 2×2 table is
///
/// |              | second        | not second        |
/// |--------------|---------------|-------------------|
/// | **first**    | `a`           | `x - a`           |
/// | **not first**| `y - a`       | `N - x - y + a`   |
///
/// ```
/// use palabre::graph::Contingency;
///
/// let pair = Contingency { both: 2, first: 3, second: 4, total: 10 };
/// assert_eq!(pair.npmi().map(|npmi| (npmi * 1e4).round()), Some(3174.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contingency {
    /// Windows with both.
    pub both: u64,
    /// Windows with the first.
    pub first: u64,
    /// Windows with the second.
    pub second: u64,
    /// All windows.
    pub total: u64,
}

impl Contingency {
    /// How many windows would hold both by chance: `x·y / N`.
    pub fn expected(&self) -> f64 {
        self.first as f64 * self.second as f64 / self.total as f64
    }

    /// Normalised pointwise mutual information: `ln(a·N / (x·y)) / -ln(a / N)`, from -1 (never together) through 0
    /// (as chance has it) to 1 (never apart).
    ///
    /// None where it is not defined: no window has both, or every window has.
    ///
    /// G. Bouma, “Normalized (pointwise) mutual information in collocation extraction”, GSCL 2009.
    pub fn npmi(&self) -> Option<f64> {
        if !self.is_table() || self.both == 0 || self.both == self.total {
            return None;
        }
        let information = (self.both as f64 / self.expected()).ln();
        Some((information / -(self.both as f64 / self.total as f64).ln()).clamp(-1.0, 1.0))
    }

    /// Log-likelihood ratio `G² = 2 Σ O·ln(O / E)` over the four cells, where `E` is the product of the cell's row and
    /// column sums over `N`, and an empty cell adds nothing. 0 or more; large for pairs that shun each other, too.
    ///
    /// T. Dunning, “Accurate methods for the statistics of surprise and coincidence”, Computational Linguistics 19, 1993.
    pub fn log_likelihood(&self) -> Option<f64> {
        if !self.is_table() {
            return None;
        }
        let Contingency { both, first, second, total } = *self;
        let cells = [
            (both, first, second),
            (first - both, first, total - second),
            (second - both, total - first, second),
            (total - first - (second - both), total - first, total - second),
        ];
        let terms = cells.iter().map(|&(observed, row, column)| match observed {
            0 => 0.0,
            _ => {
                let expected = row as f64 * column as f64 / total as f64;
                observed as f64 * (observed as f64 / expected).ln()
            }
        });
        Some((2.0 * terms.sum::<f64>()).max(0.0))
    }

    /// Whether the two co-occur more often than chance: twice at least, more than expected, and G² beyond
    /// [`SIGNIFICANT`]. One sentence proves nothing, whatever its G².
    pub fn is_significant(&self) -> bool {
        let strong = self.log_likelihood().is_some_and(|g2| g2 > SIGNIFICANT);
        strong && self.both >= 2 && self.both as f64 > self.expected()
    }

    /// Whether the counts can be those of a table.
    fn is_table(&self) -> bool {
        self.total > 0
            && self.both <= self.first.min(self.second)
            && self.first <= self.total
            && self.second - self.both <= self.total - self.first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(both: u64, first: u64, second: u64, total: u64) -> Contingency {
        Contingency { both, first, second, total }
    }

    #[test]
    fn values_computed_by_hand() {
        // a = 2, x = 3, y = 4, N = 10: E = 1.2, 1.8, 2.8, 4.2.
        // PMI = ln(2/1.2) = 0.5108256; -ln(0.2) = 1.6094379.
        // G² = 2 (2 ln(2/1.2) + ln(1/1.8) + 2 ln(2/2.8) + 5 ln(5/4.2))
        //    = 2 (1.0216512 - 0.5877867 - 0.6729445 + 0.8717669) = 1.2653740
        let small = pair(2, 3, 4, 10);
        assert!((small.expected() - 1.2).abs() < 1e-12);
        assert!((small.npmi().unwrap() - 0.317_393_8).abs() < 1e-6);
        assert!((small.log_likelihood().unwrap() - 1.265_374).abs() < 1e-5);
        assert!(!small.is_significant());
    }

    #[test]
    fn the_ends_of_the_scales() {
        assert!((pair(5, 5, 5, 100).npmi().unwrap() - 1.0).abs() < 1e-12, "never apart");
        assert!(pair(1, 10, 10, 100).npmi().unwrap().abs() < 1e-12, "as chance has it");
        assert!(pair(1, 10, 10, 100).log_likelihood().unwrap().abs() < 1e-9, "as chance has it");
        assert!(pair(1, 50, 50, 100).npmi().unwrap() < -0.6, "seldom together");
        assert_eq!(pair(0, 5, 5, 100).npmi(), None);
        assert_eq!(pair(7, 7, 7, 7).npmi(), None);
        assert_eq!(pair(7, 7, 7, 7).log_likelihood(), Some(0.0));
    }

    #[test]
    fn significance_is_attraction_beyond_chance() {
        assert!(pair(20, 25, 30, 1000).is_significant());
        let shunned = pair(1, 500, 500, 1000);
        assert!(shunned.log_likelihood().unwrap() > SIGNIFICANT);
        assert!(!shunned.is_significant(), "they avoid each other");
        // Two actors that are met once, together: G² = 2 (ln 100 + 99 ln(100/99)) = 11.2 would say so in 100 windows.
        assert!((pair(1, 1, 1, 100).log_likelihood().unwrap() - 11.200_307).abs() < 1e-5);
        assert!(!pair(1, 1, 1, 50).is_significant());
    }

    #[test]
    fn counts_that_are_no_table_give_nothing() {
        for wrong in [pair(0, 0, 0, 0), pair(3, 2, 5, 10), pair(1, 20, 2, 10), pair(0, 6, 6, 10)] {
            assert_eq!((wrong.npmi(), wrong.log_likelihood()), (None, None), "{wrong:?}");
            assert!(!wrong.is_significant());
        }
    }
}
