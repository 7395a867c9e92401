//! Postcard, with long runs of bytes where numbers may lie.

use postcard::{Deserializer, Error, Result, Serializer, de_flavors, ser_flavors};
use serde::{Deserialize, Serialize};
use std::io::{self, Write};

/// Long runs of bytes start at a multiple of this.
const ALIGNMENT: usize = 16;

/// Runs of so many bytes are long. No number takes as many.
const LONG: usize = 64;

/// The zeros before a run of bytes that comes next.
fn padding(at: usize, length: usize) -> usize {
    if length < LONG { 0 } else { at.next_multiple_of(ALIGNMENT) - at }
}

/// Writes a value.
pub fn to_bytes(value: &impl Serialize) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    write(&mut bytes, value).map_err(|_| Error::SerializeBufferFull)?;
    Ok(bytes)
}

/// Writes a value, and tells how many bytes it took.
pub fn write(out: &mut impl Write, value: &impl Serialize) -> io::Result<u64> {
    let mut serializer = Serializer { output: Writer { out, at: 0, failure: None } };
    let written = value.serialize(&mut serializer);
    let Writer { at, failure, .. } = serializer.output;
    match (written, failure) {
        (_, Some(failure)) => Err(failure),
        (Err(error), None) => Err(io::Error::other(error)),
        (Ok(()), None) => Ok(at as u64),
    }
}

/// Reads what [`to_bytes`] wrote. Numbers are copied only where the bytes do not start at a multiple of 16.
pub fn from_bytes<T: Deserialize<'static>>(bytes: &'static [u8]) -> Result<T> {
    let mut deserializer = Deserializer::from_flavor(Reader { bytes, at: 0 });
    let value = T::deserialize(&mut deserializer)?;
    match deserializer.finalize()? {
        [] => Ok(value),
        _ => Err(Error::DeserializeBadEncoding),
    }
}

struct Writer<'w, W> {
    out: &'w mut W,
    /// How many bytes were written.
    at: usize,
    failure: Option<io::Error>,
}

impl<W: Write> Writer<'_, W> {
    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.at += bytes.len();
        self.out.write_all(bytes).map_err(|failure| {
            self.failure = Some(failure);
            Error::SerializeBufferFull
        })
    }
}

impl<W: Write> ser_flavors::Flavor for Writer<'_, W> {
    type Output = ();

    fn try_push(&mut self, byte: u8) -> Result<()> {
        self.put(&[byte])
    }

    fn try_extend(&mut self, bytes: &[u8]) -> Result<()> {
        self.put(&[0; ALIGNMENT][..padding(self.at, bytes.len())])?;
        self.put(bytes)
    }

    fn finalize(self) -> Result<()> {
        Ok(())
    }
}

struct Reader {
    bytes: &'static [u8],
    at: usize,
}

impl de_flavors::Flavor<'static> for Reader {
    type Remainder = &'static [u8];
    type Source = &'static [u8];

    fn pop(&mut self) -> Result<u8> {
        let byte = self.bytes.get(self.at).ok_or(Error::DeserializeUnexpectedEnd)?;
        self.at += 1;
        Ok(*byte)
    }

    fn try_take_n(&mut self, length: usize) -> Result<&'static [u8]> {
        let start = self.at + padding(self.at, length);
        let end = start.checked_add(length).ok_or(Error::DeserializeUnexpectedEnd)?;
        self.at = end;
        self.bytes.get(start..end).ok_or(Error::DeserializeUnexpectedEnd)
    }

    fn finalize(self) -> Result<&'static [u8]> {
        Ok(&self.bytes[self.at..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiled::{Flat, Lookup, Shelf};

    type All = (String, Flat<u64>, Shelf<(u8, String)>, Lookup);

    fn written() -> Vec<u8> {
        let rows: Vec<(u8, String)> = (0..100).map(|i| (i, "mot".repeat(usize::from(i)))).collect();
        let numbers: Vec<u64> = (0..100).collect();
        to_bytes(&("é".repeat(99), Flat::from(numbers), Shelf::from(rows), Lookup::default())).unwrap()
    }

    #[test]
    fn numbers_lie_where_they_are_read() {
        #[repr(align(16))]
        struct Aligned([u8; 4096]);
        let bytes = written();
        let mut kept = Aligned([0; 4096]);
        let end = bytes.len().min(kept.0.len());
        kept.0[..end].copy_from_slice(&bytes[..end]);
        let kept: &'static Aligned = Box::leak(Box::new(kept));
        let mut reader = Deserializer::from_flavor(Reader { bytes: &kept.0, at: 0 });
        let (text, numbers) = <(String, Flat<u64>)>::deserialize(&mut reader).unwrap();
        assert_eq!((text.chars().count(), numbers.len()), (99, 100));
        assert!(numbers.compiled().is_some(), "they are not copied");
        // Elsewhere they are.
        let moved: &'static [u8] = [&[0], &bytes[..]].concat().leak();
        let (_, numbers, ..): All = from_bytes(&moved[1..]).unwrap();
        assert_eq!(numbers.iter().sum::<u64>(), 4950);
    }

    #[test]
    fn what_is_cut_is_refused() {
        let bytes: &'static [u8] = written().leak();
        assert!(from_bytes::<All>(bytes).is_ok());
        for end in 0..bytes.len() {
            assert!(from_bytes::<All>(&bytes[..end]).is_err(), "{end} of {} bytes", bytes.len());
        }
        assert!(from_bytes::<All>([bytes, &[0]].concat().leak()).is_err(), "too long");
    }
}
