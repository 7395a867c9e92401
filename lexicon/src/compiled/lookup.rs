//! Where something stands that has a key.

use super::{Flat, slots};
use serde::{Deserialize, Serialize, Serializer};

/// A hash table without its keys: they stand in a list of the owner's. What is written has a third of its slots empty.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Lookup {
    /// The high half of a hash, and the place in the list, counted from 1; 0 in an empty slot.
    slots: Flat<[u32; 2]>,
    count: u32,
}

/// The hash of a key: the same on every machine.
pub fn hash(key: &[u8]) -> u64 {
    let mut hashing = Hashing::of(key.len() as u64);
    let rest = hashing.add(key);
    hashing.end(rest)
}

/// [`hash`] of a key that is given in parts.
pub struct Hashing(u64);

impl Hashing {
    /// Of a key of so many bytes.
    pub fn of(length: u64) -> Hashing {
        Hashing(length)
    }

    /// Takes the words of a part; those bytes behind them come before the next part.
    pub fn add<'p>(&mut self, part: &'p [u8]) -> &'p [u8] {
        let (words, rest) = part.as_chunks::<8>();
        self.0 = words.iter().fold(self.0, |hash, word| mix(hash, u64::from_le_bytes(*word)));
        rest
    }

    /// The hash, with the bytes behind the last word.
    pub fn end(self, rest: &[u8]) -> u64 {
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        let hash = mix(self.0, u64::from_le_bytes(last));
        (hash ^ hash >> 32).wrapping_mul(0xBF58_476D_1CE4_E5B9)
    }
}

fn mix(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

impl Lookup {
    /// The place of a key of which the hash is given; `is` tells whether the key at a place is the one.
    #[inline]
    pub fn find(&self, hash: u64, is: impl Fn(u32) -> bool) -> Option<u32> {
        let tag = (hash >> 32) as u32;
        let mut at = self.first(tag)?;
        loop {
            match self.slots[at] {
                [_, 0] => return None,
                [other, place] if other == tag && is(place - 1) => return Some(place - 1),
                _ => at = slots::next(at, self.slots.len()),
            }
        }
    }

    /// Adds the place of a key that is not there.
    pub fn add(&mut self, hash: u64, place: u32) {
        if (self.count as usize + 1) * 4 > self.slots.len() * 3 {
            *self = self.of_size((self.slots.len() * 2).max(64));
        }
        self.count += 1;
        self.set([(hash >> 32) as u32, place + 1]);
    }

    /// The same with so many slots.
    fn of_size(&self, size: usize) -> Lookup {
        let mut other = Lookup { slots: vec![[0; 2]; size].into(), count: self.count };
        self.slots.iter().filter(|slot| slot[1] != 0).for_each(|&slot| other.set(slot));
        other
    }

    fn set(&mut self, slot: [u32; 2]) {
        let mut at = self.first(slot[0]).expect("there are slots");
        let all = self.slots.to_mut();
        while all[at][1] != 0 {
            at = slots::next(at, all.len());
        }
        all[at] = slot;
    }

    /// Where to look first.
    #[inline]
    fn first(&self, tag: u32) -> Option<usize> {
        (!self.slots.is_empty()).then(|| slots::first(tag, self.slots.len()))
    }
}

impl Serialize for Lookup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let size = if self.count == 0 { 0 } else { slots::tight(self.count as usize) };
        (self.of_size(size).slots, self.count).serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_found() {
        let keys: Vec<String> = (0..5000).map(|i| "clef".repeat(i % 7) + &i.to_string()).collect();
        let mut lookup = Lookup::default();
        for (key, place) in keys.iter().zip(0..) {
            assert_eq!(lookup.find(hash(key.as_bytes()), |other| keys[other as usize] == *key), None);
            lookup.add(hash(key.as_bytes()), place);
        }
        let written = crate::compiled::to_bytes(&lookup).unwrap();
        let mut read: Lookup = crate::compiled::from_bytes(written.leak()).unwrap();
        assert_eq!(read.slots.len(), 7500);
        read.add(hash(b"une de plus"), 5000);
        for lookup in [lookup, read] {
            for (key, place) in keys.iter().zip(0..) {
                let is = |other: u32| keys.get(other as usize) == Some(key);
                assert_eq!(lookup.find(hash(key.as_bytes()), is), Some(place));
            }
        }
    }
}
