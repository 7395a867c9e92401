//! Compiled lists in a file: a header that tells what they are, then what [`compiled`] writes.
//!
//! The file is read whole, and its bytes stay in memory where they were read. What is cut or altered is told by length and
//! hash, what another version of palabre or another machine made by the header, before anything else is looked at.

use crate::{
    builtin,
    error::{Error, Result},
};
use bytemuck::{Pod, Zeroable};
use palabre_lexicon::{compiled, lists::Base};
use serde::Serialize;
use std::{
    fs,
    io::{self, BufWriter, Read, Seek, SeekFrom, Write},
    path::Path,
};

/// What a file starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
struct Header {
    magic: [u8; 8],
    /// The version of the form of the file. Another order of bytes makes another number of it.
    format: u32,
    /// The version of Unicode by whose tables names are folded.
    unicode: [u8; 4],
    /// The built-in lists of the palabre that made it: a hash of their compiled form.
    made_with: u64,
    /// How many bytes follow.
    length: u64,
    /// A hash of these.
    hash: u64,
    /// Zero.
    rest: u64,
}

const MAGIC: [u8; 8] = *b"palabre\n";
const FORMAT: u32 = 2;

impl Header {
    fn of(lists: &[u8]) -> Header {
        Header::with(lists.len() as u64, compiled::hash(lists))
    }

    fn with(length: u64, hash: u64) -> Header {
        let (major, minor, update) = unicode_normalization::UNICODE_VERSION;
        Header {
            magic: MAGIC,
            format: FORMAT,
            unicode: [major, minor, update, 0],
            made_with: builtin::FINGERPRINT,
            length,
            hash,
            rest: 0,
        }
    }
}

/// Writes a file, and tells its length. The header goes in last, when the lists have been read again for their hash: in memory they
/// would be as large as they are.
pub(super) fn seal(file: &mut (impl Read + Write + Seek), lists: &impl Serialize) -> io::Result<u64> {
    let mut out = BufWriter::with_capacity(PART, &mut *file);
    out.write_all(bytemuck::bytes_of(&Header::zeroed()))?;
    let length = compiled::write(&mut out, lists)?;
    out.flush()?;
    drop(out);
    file.seek(SeekFrom::Start(size_of::<Header>() as u64))?;
    let header = Header::with(length, hash(file, length)?);
    file.rewind()?;
    file.write_all(bytemuck::bytes_of(&header))?;
    Ok(length + size_of::<Header>() as u64)
}

/// So many bytes are written and read at once: whole words.
const PART: usize = 1 << 20;

/// The hash of what a file has from here on.
fn hash(file: &mut impl Read, length: u64) -> io::Result<u64> {
    let (mut hashing, mut part) = (compiled::Hashing::of(length), Vec::with_capacity(PART));
    loop {
        part.clear();
        file.by_ref().take(PART as u64).read_to_end(&mut part)?;
        let rest = hashing.add(&part);
        if part.len() < PART {
            return Ok(hashing.end(rest));
        }
    }
}

/// What is wrong with a file, and what to do.
type Fault = (&'static str, &'static str);

const AGAIN: &str = "make it again, with `palabre gazetteer build`";

/// The lists in the bytes of a file.
fn unsealed(bytes: &[u8]) -> std::result::Result<&[u8], Fault> {
    const FOREIGN: Fault =
        ("neither a folder nor compiled lists", "`palabre gazetteer build DIR -o FILE` compiles lists");
    let (header, lists) = bytes.split_at_checked(size_of::<Header>()).ok_or(FOREIGN)?;
    let header: Header = bytemuck::pod_read_unaligned(header);
    let is = Header::of(lists);
    if header.magic != MAGIC {
        return Err(FOREIGN);
    }
    if (header.format, header.unicode, header.made_with) != (is.format, is.unicode, is.made_with) {
        return Err(("lists that another version of palabre compiled", AGAIN));
    }
    match header.length.cmp(&is.length) {
        std::cmp::Ordering::Greater => Err(("compiled lists that are cut", AGAIN)),
        _ if header != is => Err(("compiled lists that were altered", AGAIN)),
        _ => Ok(lists),
    }
}

/// Opens a file.
pub(super) fn open(path: &Path) -> Result<Base> {
    // Rows are made of these bytes as long as anybody asks.
    let bytes: &'static [u8] = fs::read(path).map_err(|source| Error::io(path, source))?.leak();
    let fault = |(message, hint): Fault| Error::input(path, message).with_hint(hint);
    let lists = unsealed(bytes).map_err(fault)?;
    Base::from_bytes(lists).map_err(|_| fault(("compiled lists that cannot be read", AGAIN)))
}

/// What is said where a folder does more than to add to compiled lists.
pub(super) fn not_added(path: &Path) -> Error {
    Error::input(path, "a folder replaces rows of these compiled lists, or changes the language")
        .with_hint("compile both together: `palabre gazetteer build DIR DIR -o FILE`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(lists: &impl Serialize) -> Vec<u8> {
        let mut file = io::Cursor::new(Vec::new());
        let length = seal(&mut file, lists).unwrap();
        assert_eq!(length, file.get_ref().len() as u64);
        file.into_inner()
    }

    #[test]
    fn what_is_longer_than_a_part_is_sound() {
        for length in [PART - size_of::<Header>() - 9, PART, 2 * PART, 2 * PART + 3] {
            let numbers: Vec<u8> = (0..length).map(|i| (i % 251) as u8).collect();
            let file = sealed(&numbers);
            assert_eq!(unsealed(&file), Ok(&compiled::to_bytes(&numbers).unwrap()[..]));
        }
    }

    #[test]
    fn every_cut_and_every_changed_bit_is_told() {
        let numbers: Vec<u8> = (0..999u32).map(|i| (i * i % 251) as u8).collect();
        let file = sealed(&numbers);
        assert_eq!(unsealed(&file), Ok(&compiled::to_bytes(&numbers).unwrap()[..]));
        for end in 0..file.len() {
            assert!(unsealed(&file[..end]).is_err(), "{end} of {} bytes", file.len());
        }
        assert!(unsealed(&[&file[..], &[0]].concat()).is_err(), "too long");
        for bit in 0..8 * file.len() {
            let mut altered = file.clone();
            altered[bit / 8] ^= 1 << (bit % 8);
            assert!(unsealed(&altered).is_err(), "bit {bit}");
        }
    }

    #[test]
    fn the_fault_is_named() {
        let file = sealed(&[1u8, 2, 3]);
        let with = |at: usize, byte: u8| {
            let mut file = file.clone();
            file[at] ^= byte;
            unsealed(&file).unwrap_err().0
        };
        assert!(unsealed(b"name\nMali\n").unwrap_err().0.contains("neither a folder"));
        assert!(unsealed(&file[..49]).unwrap_err().0.contains("cut"));
        assert!(with(0, 1).contains("neither a folder"));
        assert!(with(8, 3).contains("another version") && with(20, 3).contains("another version"));
        assert!(with(50, 1).contains("altered"));
    }
}
