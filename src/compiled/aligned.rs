//! Postcard, with long runs of bytes where numbers may lie.

use postcard::{Deserializer, Error, Result, Serializer, de_flavors, ser_flavors};
use serde::{Deserialize, Serialize};

/// Long runs of bytes start at a multiple of this.
const ALIGNMENT: usize = 16;

/// Runs of so many bytes are long. No number takes as many.
const LONG: usize = 64;

/// The zeros before a run of bytes that comes next.
fn padding(at: usize, length: usize) -> usize {
    if length < LONG { 0 } else { at.next_multiple_of(ALIGNMENT) - at }
}

/// Writes a value.
#[allow(dead_code, reason = "what build.rs does, the library only reads")]
pub(crate) fn to_bytes(value: &impl Serialize) -> Result<Vec<u8>> {
    let mut serializer = Serializer { output: Writer::default() };
    value.serialize(&mut serializer)?;
    Ok(serializer.output.0)
}

/// Reads what [`to_bytes`] wrote. Numbers are copied only where the bytes do not start at a multiple of 16.
pub(crate) fn from_bytes<T: Deserialize<'static>>(bytes: &'static [u8]) -> Result<T> {
    let mut deserializer = Deserializer::from_flavor(Reader { bytes, at: 0 });
    let value = T::deserialize(&mut deserializer)?;
    match deserializer.finalize()? {
        [] => Ok(value),
        _ => Err(Error::DeserializeBadEncoding),
    }
}

#[allow(dead_code, reason = "see `to_bytes`")]
#[derive(Default)]
struct Writer(Vec<u8>);

impl ser_flavors::Flavor for Writer {
    type Output = Vec<u8>;

    fn try_push(&mut self, byte: u8) -> Result<()> {
        self.0.push(byte);
        Ok(())
    }

    fn try_extend(&mut self, bytes: &[u8]) -> Result<()> {
        self.0.resize(self.0.len() + padding(self.0.len(), bytes.len()), 0);
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn finalize(self) -> Result<Vec<u8>> {
        Ok(self.0)
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
