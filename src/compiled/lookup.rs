//! Where something stands that has a key.

use super::Flat;
use serde::{Deserialize, Serialize};

/// A hash table without its keys: they stand in a list of the owner's.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Lookup {
    /// The high half of a hash, and the place in the list, counted from 1; 0 in an empty slot.
    slots: Flat<[u32; 2]>,
    count: u32,
}

/// The hash of a key: the same on every machine.
pub(crate) fn hash(key: &[u8]) -> u64 {
    let mix = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let (words, rest) = key.as_chunks::<8>();
    let hash = words.iter().fold(key.len() as u64, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let hash = mix(hash, u64::from_le_bytes(last));
    (hash ^ hash >> 32).wrapping_mul(0xBF58_476D_1CE4_E5B9)
}

impl Lookup {
    /// The place of a key of which the hash is given; `is` tells whether the key at a place is the one.
    #[inline]
    pub(crate) fn find(&self, hash: u64, is: impl Fn(u32) -> bool) -> Option<u32> {
        let tag = (hash >> 32) as u32;
        let mut at = self.first(tag)?;
        loop {
            match self.slots[at] {
                [_, 0] => return None,
                [other, place] if other == tag && is(place - 1) => return Some(place - 1),
                _ => at = (at + 1) % self.slots.len(),
            }
        }
    }

    /// Adds the place of a key that is not there.
    pub(crate) fn add(&mut self, hash: u64, place: u32) {
        if (self.count as usize + 1) * 4 > self.slots.len() * 3 {
            let empty = vec![[0; 2]; (self.slots.len() * 2).max(64)];
            let slots = std::mem::replace(&mut self.slots, empty.into());
            slots.iter().filter(|slot| slot[1] != 0).for_each(|&slot| self.set(slot));
        }
        self.count += 1;
        self.set([(hash >> 32) as u32, place + 1]);
    }

    fn set(&mut self, slot: [u32; 2]) {
        let mut at = self.first(slot[0]).expect("there are slots");
        while self.slots[at][1] != 0 {
            at = (at + 1) % self.slots.len();
        }
        self.slots.to_mut()[at] = slot;
    }

    /// Where to look first. The number of slots is a power of two.
    #[inline]
    fn first(&self, tag: u32) -> Option<usize> {
        let bits = self.slots.len().checked_ilog2()?;
        Some((tag >> (32 - bits)) as usize)
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
        for (key, place) in keys.iter().zip(0..) {
            let is = |other: u32| keys[other as usize] == *key;
            assert_eq!(lookup.find(hash(key.as_bytes()), is), Some(place));
        }
    }
}
