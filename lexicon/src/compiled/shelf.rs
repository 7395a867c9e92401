//! Rows that are made when somebody asks for them.

use super::Flat;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use std::{
    ops::{Deref, Index, IndexMut},
    sync::OnceLock,
};

/// A list of rows: compiled ones, then those that were added. Of those that were compiled, a row is made when it is asked for
/// by its index, with a few beside it, and all of them when the list is read as a slice.
#[derive(Debug, Clone)]
pub struct Shelf<T> {
    compiled: Compiled,
    /// The groups of which a row was asked for.
    groups: Box<[OnceLock<Box<[T]>>]>,
    added: Vec<T>,
    /// All rows, where some are compiled and the list was read as a slice.
    all: OnceLock<Vec<T>>,
}

/// So many rows are made at once.
const GROUP: usize = 32;

/// Rows in postcard, some at a time.
#[derive(Debug, Clone, Default)]
struct Compiled {
    count: usize,
    /// Per group, where it ends in `bytes`.
    ends: Flat<u32>,
    bytes: &'static [u8],
}

impl Compiled {
    fn group<T: Deserialize<'static>>(&self, group: usize) -> Box<[T]> {
        let start = group.checked_sub(1).map_or(0, |before| self.ends[before]);
        let bytes = &self.bytes[start as usize..self.ends[group] as usize];
        postcard::from_bytes(bytes).expect("rows are as they were compiled")
    }
}

impl<T: Deserialize<'static>> Shelf<T> {
    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.compiled.count + self.added.len()
    }

    /// The row of an index, where there is one.
    #[inline]
    pub fn get(&self, row: usize) -> Option<&T> {
        (row < self.len()).then(|| &self[row])
    }

    #[inline]
    fn group(&self, group: usize) -> &[T] {
        self.groups[group].get_or_init(|| self.compiled.group(group))
    }
}

impl<T: Deserialize<'static> + Clone> Shelf<T> {
    /// Adds a row.
    pub fn push(&mut self, row: T) {
        self.all.take();
        self.added.push(row);
    }

    /// All rows, to be changed.
    pub fn to_mut(&mut self) -> &mut Vec<T> {
        if self.compiled.count > 0 {
            *self = self.to_vec().into();
        }
        &mut self.added
    }
}

impl<T> Default for Shelf<T> {
    fn default() -> Shelf<T> {
        Vec::new().into()
    }
}

impl<T> From<Vec<T>> for Shelf<T> {
    fn from(added: Vec<T>) -> Shelf<T> {
        Shelf { compiled: Compiled::default(), groups: Box::default(), added, all: OnceLock::new() }
    }
}

impl<T: Deserialize<'static> + Clone> Deref for Shelf<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        if self.compiled.count == 0 {
            return &self.added;
        }
        self.all.get_or_init(|| {
            let mut all = Vec::with_capacity(self.len());
            for (group, made) in self.groups.iter().enumerate() {
                match made.get() {
                    Some(rows) => all.extend_from_slice(rows),
                    None => all.extend(self.compiled.group(group)),
                }
            }
            all.extend_from_slice(&self.added);
            all
        })
    }
}

impl<T: Deserialize<'static>> Index<usize> for Shelf<T> {
    type Output = T;

    #[inline]
    fn index(&self, row: usize) -> &T {
        match row.checked_sub(self.compiled.count) {
            Some(added) => &self.added[added],
            None => &self.group(row / GROUP)[row % GROUP],
        }
    }
}

impl<T: Deserialize<'static>> IndexMut<usize> for Shelf<T> {
    fn index_mut(&mut self, row: usize) -> &mut T {
        self.all.take();
        match row.checked_sub(self.compiled.count) {
            Some(added) => &mut self.added[added],
            None => {
                let group = row / GROUP;
                self.group(group);
                &mut self.groups[group].get_mut().expect("it was made")[row % GROUP]
            }
        }
    }
}

impl<T: Serialize + Deserialize<'static> + Clone> Serialize for Shelf<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (mut ends, mut bytes) = (Vec::new(), Vec::new());
        for group in self.chunks(GROUP) {
            bytes = postcard::to_extend(group, bytes).map_err(ser::Error::custom)?;
            ends.push(bytes.len() as u32);
        }
        (self.len(), Flat::from(ends), Flat::from(bytes)).serialize(serializer)
    }
}

impl<'de: 'static, T> Deserialize<'de> for Shelf<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Shelf<T>, D::Error> {
        let (count, ends, bytes) = <(usize, Flat<u32>, Flat<u8>)>::deserialize(deserializer)?;
        let bytes = bytes.compiled().ok_or_else(|| de::Error::custom("rows that are not kept"))?;
        let groups = ends.iter().map(|_| OnceLock::new()).collect();
        let compiled = Compiled { count, ends, bytes };
        Ok(Shelf { compiled, groups, added: Vec::new(), all: OnceLock::new() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiled::{from_bytes, to_bytes};

    #[test]
    fn rows_come_back() {
        for count in [0, 1, GROUP, GROUP + 1, 1000] {
            let rows: Vec<(String, u32)> = (0..count).map(|i| ("é".repeat(i % 90), i as u32)).collect();
            let bytes = to_bytes(&(Shelf::from(rows.clone()), Flat::from(vec![7u64; count]))).unwrap();
            let (mut shelf, numbers): (Shelf<(String, u32)>, Flat<u64>) = from_bytes(bytes.leak()).unwrap();
            assert_eq!(*numbers, vec![7; count]);
            assert_eq!(shelf.len(), count);
            (0..count).rev().step_by(7).for_each(|i| assert_eq!(shelf[i], rows[i]));
            assert_eq!(*shelf, rows);
            shelf.push((String::new(), 0));
            assert_eq!(shelf.len(), count + 1);
        }
    }
}
