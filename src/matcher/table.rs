//! Open-addressing tables of small numbers, filled once and then read.

/// Spreads a key; the high bits are the better ones.
#[inline]
pub(super) fn mix(key: u64) -> u64 {
    key.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// From keys to numbers other than 0, with a bitmap in front that says no without touching the table.
#[derive(Debug, Clone)]
pub(super) struct Table {
    slots: Vec<Slot>,
    shift: u32,
    maybe: Vec<u64>,
    maybe_shift: u32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    key: u64,
    value: u32,
}

impl Table {
    /// A table of distinct keys.
    pub(super) fn new(entries: impl ExactSizeIterator<Item = (u64, u32)>) -> Table {
        let size = (entries.len() * 2).next_power_of_two().max(2);
        let bits = (entries.len() * 8).next_power_of_two().max(64);
        let mut table = Table {
            slots: vec![Slot::default(); size],
            shift: 64 - size.trailing_zeros(),
            maybe: vec![0; bits / 64],
            maybe_shift: 64 - bits.trailing_zeros(),
        };
        for (key, value) in entries {
            let hash = mix(key);
            let bit = hash >> table.maybe_shift;
            table.maybe[(bit / 64) as usize] |= 1 << (bit % 64);
            let mut at = (hash >> table.shift) as usize;
            while table.slots[at].value != 0 {
                at = (at + 1) % size;
            }
            table.slots[at] = Slot { key, value };
        }
        table
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
