//! Rows by a key of text.

use super::{Lookup, Shelf, hash};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// Rows, each with the text by which it is found, in the order in which they were added.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(serialize = "T: Serialize + DeserializeOwned + Clone", deserialize = "'de: 'static"))]
pub struct Dictionary<T> {
    rows: Shelf<(Box<str>, T)>,
    places: Lookup,
}

impl<T> Default for Dictionary<T> {
    fn default() -> Dictionary<T> {
        Dictionary { rows: Shelf::default(), places: Lookup::default() }
    }
}

impl<T: DeserializeOwned + Clone> Dictionary<T> {
    /// The place of a key.
    pub fn place(&self, key: &str) -> Option<usize> {
        let is = |place| *self.rows[place as usize].0 == *key;
        self.places.find(hash(key.as_bytes()), is).map(|place| place as usize)
    }

    /// The row of a key.
    pub fn get(&self, key: &str) -> Option<&T> {
        Some(&self.rows[self.place(key)?].1)
    }

    /// The key and the row at a place.
    #[inline]
    pub fn at(&self, place: usize) -> Option<&(Box<str>, T)> {
        self.rows.get(place)
    }

    /// All keys and rows.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.rows.iter().map(|(key, row)| (&**key, row))
    }

    /// How many rows there are, those that no key finds included.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }
}

impl<T: DeserializeOwned + Clone + Default> Dictionary<T> {
    /// The place of a key, which is added where it is new.
    pub fn place_of_added(&mut self, key: &str) -> usize {
        self.place(key).unwrap_or_else(|| {
            let place = self.rows.len();
            self.places.add(hash(key.as_bytes()), place as u32);
            self.rows.push((key.into(), T::default()));
            place
        })
    }

    /// The row of a key, which is added where it is new.
    pub fn entry(&mut self, key: &str) -> &mut T {
        let place = self.place_of_added(key);
        &mut self.rows[place].1
    }

    /// Makes the next row have a place, or one behind it: no key finds the rows between.
    pub fn skip_to(&mut self, place: usize) {
        while self.rows.len() < place {
            self.rows.push(Default::default());
        }
    }
}
