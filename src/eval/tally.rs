//! Counts, and the figures that follow from them.

use serde::{Serialize, Serializer, ser::SerializeMap};
use std::{collections::BTreeMap, fmt::Display};

/// How many were right, invented and missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// In the gold and found.
    pub right: usize,
    /// Found, but not in the gold.
    pub invented: usize,
    /// In the gold, but not found.
    pub missed: usize,
}

impl Tally {
    /// Share of what was found that is right, 0 to 1; 0 where nothing was found.
    pub fn precision(&self) -> f64 {
        share(self.right, self.right + self.invented)
    }

    /// Share of the gold that was found, 0 to 1; 0 where there is none.
    pub fn recall(&self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
    }

    /// Counts one of the gold, and whether it was found.
    pub(super) fn expect(&mut self, found: bool) {
        if found { self.right += 1 } else { self.missed += 1 }
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Tally>>(tallies: I) -> Tally {
        tallies.fold(Tally::default(), |sum, tally| Tally {
            right: sum.right + tally.right,
            invented: sum.invented + tally.invented,
            missed: sum.missed + tally.missed,
        })
    }
}

/// As `{"precision":…,"recall":…,"f1":…,"right":…,"invented":…,"missed":…}`, figures in percent with one decimal.
impl Serialize for Tally {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(6))?;
        map.serialize_entry("precision", &rounded(self.precision()))?;
        map.serialize_entry("recall", &rounded(self.recall()))?;
        map.serialize_entry("f1", &rounded(self.f1()))?;
        map.serialize_entry("right", &self.right)?;
        map.serialize_entry("invented", &self.invented)?;
        map.serialize_entry("missed", &self.missed)?;
        map.end()
    }
}

/// A tally for each kind or relation type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tallies<K> {
    of: BTreeMap<K, Tally>,
    /// What the last row leaves out.
    without: Option<K>,
}

impl<K: Ord + Clone + Display> Tallies<K> {
    /// No counts yet; a last row leaves out what would hide the others.
    pub(super) fn new(without: Option<K>) -> Tallies<K> {
        Tallies { of: BTreeMap::new(), without }
    }

    /// The tally of a kind or type, nothing counted where it was neither in the gold nor found.
    pub fn of(&self, key: &K) -> Tally {
        self.of.get(key).copied().unwrap_or_default()
    }

    pub(super) fn of_mut(&mut self, key: &K) -> &mut Tally {
        self.of.entry(key.clone()).or_default()
    }

    /// The sum.
    pub fn all(&self) -> Tally {
        self.of.values().copied().sum()
    }

    /// Name and tally of each kind or type, then of all, then of all but one.
    pub fn rows(&self) -> Vec<(String, Tally)> {
        let mut rows: Vec<(String, Tally)> =
            self.of.iter().map(|(key, &tally)| (key.to_string(), tally)).collect();
        rows.push(("all".into(), self.all()));
        if let Some(without) = &self.without {
            let rest = self.of.iter().filter(|(key, _)| *key != without);
            rows.push((format!("all but {without}"), rest.map(|(_, &tally)| tally).sum()));
        }
        rows
    }
}

/// As an object of the rows, in their order.
impl<K: Ord + Clone + Display> Serialize for Tallies<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.rows())
    }
}

/// How many of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// The right ones.
    pub right: usize,
    /// All that were asked for.
    pub of: usize,
}

impl Share {
    /// The share, 0 to 1; 0 of none.
    pub fn value(&self) -> f64 {
        share(self.right, self.of)
    }

    pub(super) fn count(&mut self, right: bool) {
        self.of += 1;
        self.right += usize::from(right);
    }
}

/// As `{"right":…,"of":…,"percent":…}`.
impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("right", &self.right)?;
        map.serialize_entry("of", &self.of)?;
        map.serialize_entry("percent", &rounded(self.value()))?;
        map.end()
    }
}

/// A share in percent with one decimal, as it is printed.
pub(super) fn percent(share: f64) -> String {
    format!("{:.1}", 100.0 * share)
}

fn rounded(share: f64) -> f64 {
    percent(share).parse().unwrap_or_default()
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures() {
        let tally = Tally { right: 1, invented: 1, missed: 2 };
        assert_eq!(
            (tally.precision(), percent(tally.recall()), percent(tally.f1())),
            (0.5, "33.3".into(), "40.0".into())
        );
        assert_eq!(Tally::default().f1(), 0.0);
    }

    #[test]
    fn halves_are_rounded_to_even() {
        assert_eq!([1.0 / 16.0, 3.0 / 16.0].map(percent), ["6.2", "18.8"]);
    }
}
