//! What was seen before, in memory that does not grow.

/// A Bloom filter in blocks, so that a key touches one line of the cache (F. Putze, P. Sanders, J. Singler, “Cache-, Hash- and
/// Space-Efficient Bloom Filters”, 2007): it never forgets, and takes one in some thirty thousand for seen that is new, once it holds as
/// many keys as an import of five million rows has.
pub(super) struct Seen {
    blocks: Vec<Block>,
}

/// A line of the cache.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Block([u64; 8]);

/// 128 MiB, of which the system gives what is written to.
const BLOCKS: usize = 1 << 21;
/// Bits of a key.
const PROBES: u32 = 8;
/// Bits that a probe takes of a hash, to tell a bit of a block.
const PLACE: u32 = (64 * 8_u32).ilog2();
/// So many probes share a hash.
const OF_HASH: u32 = PROBES / 2;

/// What a key is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// An id of the source.
    Id,
    /// A name of one id.
    NameOfId,
    /// A name.
    Name,
    /// A name of two ids.
    SharedName,
    /// An id that a row was given.
    RowId,
}

impl Seen {
    pub(super) fn new() -> Seen {
        Seen { blocks: vec![Block([0; 8]); BLOCKS] }
    }

    /// Whether a key was seen; from now on, it was.
    pub(super) fn insert(&mut self, of: Of, key: u64) -> bool {
        let (block, probes) = probes(of, key);
        let Block(words) = &mut self.blocks[block];
        let mut seen = true;
        for (word, mask) in probes {
            seen &= words[word] & mask != 0;
            words[word] |= mask;
        }
        seen
    }

    pub(super) fn has(&self, of: Of, key: u64) -> bool {
        let (block, mut probes) = probes(of, key);
        let Block(words) = &self.blocks[block];
        probes.all(|(word, mask)| words[word] & mask != 0)
    }
}

/// The hash of a key, of which nothing but the hash is kept: eight bytes at a time, each mixed well, so that ids that follow each other
/// (`NK-0000a804`) do not collide.
pub(super) fn key(text: &str) -> u64 {
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let words = words.iter().chain([&last]);
    words.fold(mixed(text.len() as u64 + 1), |hash, word| {
        mixed(hash.rotate_left(23) ^ u64::from_le_bytes(*word))
    })
}

/// The hash of a key of two parts.
pub(super) fn key_of(one: u64, other: u64) -> u64 {
    mixed(one.rotate_left(32) ^ mixed(other))
}

/// The block of a key, and its bits there.
fn probes(of: Of, key: u64) -> (usize, impl Iterator<Item = (usize, u64)>) {
    let first = mixed(key ^ mixed(of as u64 + 1));
    let hashes = [mixed(first), mixed(first.rotate_left(32))];
    let bits = (0..PROBES).map(move |probe| {
        let bit = hashes[(probe / OF_HASH) as usize] >> (PLACE * (probe % OF_HASH));
        ((bit / 64 % 8) as usize, 1 << (bit % 64))
    });
    (first as usize % BLOCKS, bits)
}

/// The finaliser of SplitMix64 (G. Steele, D. Lea, C. Flood, 2014).
fn mixed(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_follow_each_other_have_hashes_of_their_own() {
        let keys: std::collections::BTreeSet<u64> =
            (0..200_000).map(|number: u32| key(&format!("NK-{number:08x}"))).collect();
        assert_eq!(keys.len(), 200_000);
    }

    #[test]
    fn what_was_seen_is_known_by_what_it_is_of() {
        let mut seen = Seen::new();
        let keys: Vec<u64> = (0..20_000).map(|number: u32| key(&number.to_string())).collect();
        assert!(keys[..10_000].iter().all(|&key| !seen.insert(Of::Id, key)));
        assert!(keys[..10_000].iter().all(|&key| seen.insert(Of::Id, key)));
        assert!(keys[10_000..].iter().all(|&key| !seen.has(Of::Id, key)));
        assert!(keys[..10_000].iter().all(|&key| !seen.has(Of::Name, key)));
    }
}
