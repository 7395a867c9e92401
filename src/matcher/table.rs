//! Open-addressing tables of small numbers, filled once and then read.

use crate::compiled::Flat;
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
    shift: u32,
    maybe: Flat<u64>,
    maybe_shift: u32,
}

#[derive(Debug, Clone, Copy, Default, Pod, Zeroable)]
#[repr(C)]
struct Slot {
    key: u64,
    value: u32,
    unused: u32,
}

impl Table {
    /// A table of distinct keys.
    pub(super) fn new(entries: impl ExactSizeIterator<Item = (u64, u32)>) -> Table {
        let size = (entries.len() * 2).next_power_of_two().max(2);
        let bits = (entries.len() * 8).next_power_of_two().max(64);
        let (shift, maybe_shift) = (64 - size.trailing_zeros(), 64 - bits.trailing_zeros());
        let (mut slots, mut maybe) = (vec![Slot::default(); size], vec![0; bits / 64]);
        for (key, value) in entries {
            let hash = mix(key);
            let bit = hash >> maybe_shift;
            maybe[(bit / 64) as usize] |= 1 << (bit % 64);
            let mut at = (hash >> shift) as usize;
            while slots[at].value != 0 {
                at = (at + 1) % size;
            }
            slots[at] = Slot { key, value, unused: 0 };
        }
        Table { slots: slots.into(), shift, maybe: maybe.into(), maybe_shift }
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
        let mut at = (mixed >> self.shift) as usize;
        loop {
            let slot = self.slots[at];
            if slot.key == key || slot.value == 0 {
                return slot.value;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }
}
