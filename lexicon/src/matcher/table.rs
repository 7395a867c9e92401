//! Open-addressing tables of small numbers, filled once and then read.

use crate::compiled::{Flat, slots};
use bytemuck::{Pod, Zeroable};
use serde::{Deserialize, Serialize};

/// Spreads a key; the high bits are the better ones.
#[inline]
pub(super) fn mix(key: u64) -> u64 {
    key.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// From keys to numbers other than 0, with a bitmap in front that says no without touching the table.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Table {
    slots: Flat<Slot>,
    maybe: Flat<u64>,
    maybe_shift: u32,
    count: usize,
}

#[derive(Debug, Clone, Copy, Default, Pod, Zeroable)]
#[repr(C)]
struct Slot {
    /// The low half of the key, and the high one.
    key: [u32; 2],
    /// 0 in an empty slot.
    value: u32,
}

impl Slot {
    fn of(key: u64, value: u32) -> Slot {
        Slot { key: [key as u32, (key >> 32) as u32], value }
    }

    #[inline]
    fn key(self) -> u64 {
        u64::from(self.key[0]) | u64::from(self.key[1]) << 32
    }
}

impl Default for Table {
    fn default() -> Table {
        Table::for_count(0)
    }
}

impl Table {
    /// An empty table with room for so many keys.
    fn for_count(count: usize) -> Table {
        // A third is empty; more keys than a fifth of these make another table.
        let size = slots::tight(count);
        let bits = (count * 8).next_power_of_two().max(64);
        Table {
            slots: vec![Slot::default(); size].into(),
            maybe: vec![0; bits / 64].into(),
            maybe_shift: 64 - bits.trailing_zeros(),
            count: 0,
        }
    }

    /// Adds keys that are not there, no two the same.
    pub(super) fn extend(&mut self, entries: impl ExactSizeIterator<Item = (u64, u32)>) {
        let count = self.count + entries.len();
        if count * 5 > self.slots.len() * 4 {
            let larger = Table::for_count(count);
            let before = std::mem::replace(self, larger);
            self.add(before.slots.iter().filter(|slot| slot.value != 0).map(|slot| (slot.key(), slot.value)));
        }
        if entries.len() > 0 {
            self.add(entries);
        }
        self.count = count;
    }

    fn add(&mut self, entries: impl Iterator<Item = (u64, u32)>) {
        let (slots, maybe) = (self.slots.to_mut(), self.maybe.to_mut());
        for (key, value) in entries {
            let hash = mix(key);
            let bit = hash >> self.maybe_shift;
            maybe[(bit / 64) as usize] |= 1 << (bit % 64);
            let mut at = slots::first((hash >> 32) as u32, slots.len());
            while slots[at].value != 0 {
                at = slots::next(at, slots.len());
            }
            slots[at] = Slot::of(key, value);
        }
    }

    /// Whether a key with this [`mix`] may be there.
    #[inline]
    pub(super) fn may_have(&self, mixed: u64) -> bool {
        let bit = mixed >> self.maybe_shift;
        self.maybe[(bit / 64) as usize] >> (bit % 64) & 1 != 0
    }

    /// The number of a key whose [`mix`] is given, 0 for none.
    #[inline]
    pub(super) fn get(&self, key: u64, mixed: u64) -> u32 {
        if !self.may_have(mixed) {
            return 0;
        }
        let mut at = slots::first((mixed >> 32) as u32, self.slots.len());
        loop {
            let slot = self.slots[at];
            if slot.key() == key || slot.value == 0 {
                return slot.value;
            }
            at = slots::next(at, self.slots.len());
        }
    }
}
