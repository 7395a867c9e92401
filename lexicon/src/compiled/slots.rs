//! Open addressing in a table of any number of slots.

/// The slots that a table is written with: a third of them is empty.
pub fn tight(count: usize) -> usize {
    (count * 3 / 2).max(2)
}

/// Where to look first, by the high half of a hash.
#[inline]
pub fn first(high: u32, slots: usize) -> usize {
    ((u64::from(high) * slots as u64) >> 32) as usize
}

/// Where to look next.
#[inline]
pub fn next(at: usize, slots: usize) -> usize {
    if at + 1 == slots { 0 } else { at + 1 }
}
