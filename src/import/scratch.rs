//! What a source says, set aside until all of it has been read.

use super::item::Item;
use crate::error::{Error, Result};
use std::io::{BufReader, BufWriter, Read, Seek, Write};

/// Where an import may write and read: a file without a name, memory.
pub trait Scratch: Read + Write + Seek {}

impl<T: Read + Write + Seek> Scratch for T {}

const BUFFER: usize = 256 << 10;
const NAME: &str = "temporary file";

/// Items on their way into it.
pub(super) struct Writing<'s> {
    out: BufWriter<&'s mut dyn Scratch>,
}

impl<'s> Writing<'s> {
    pub(super) fn new(scratch: &'s mut dyn Scratch) -> Writing<'s> {
        Writing { out: BufWriter::with_capacity(BUFFER, scratch) }
    }

    pub(super) fn push(&mut self, item: &Item) -> Result<()> {
        let bytes = postcard::to_allocvec(item).expect("an item can be written");
        let length = (bytes.len() as u32).to_le_bytes();
        self.out.write_all(&length).and_then(|()| self.out.write_all(&bytes)).map_err(failed)
    }

    pub(super) fn end(mut self) -> Result<Stored<'s>> {
        self.out.flush().map_err(failed)?;
        let scratch = self.out.into_inner().map_err(|error| failed(error.into_error()))?;
        Ok(Stored { scratch })
    }
}

/// Items that can be read again.
pub(super) struct Stored<'s> {
    scratch: &'s mut dyn Scratch,
}

impl Stored<'_> {
    /// Gives every item, in order.
    pub(super) fn each(&mut self, mut take: impl FnMut(Item) -> Result<()>) -> Result<()> {
        self.scratch.rewind().map_err(failed)?;
        let mut input = BufReader::with_capacity(BUFFER, &mut *self.scratch);
        let (mut length, mut bytes) = ([0; 4], Vec::new());
        loop {
            match input.read_exact(&mut length) {
                Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(()),
                result => result.map_err(failed)?,
            }
            bytes.resize(u32::from_le_bytes(length) as usize, 0);
            input.read_exact(&mut bytes).map_err(failed)?;
            take(postcard::from_bytes(&bytes).expect("it is as it was written"))?;
        }
    }
}

fn failed(error: std::io::Error) -> Error {
    Error::io(NAME, error)
}
