//! Opens files and standard input, and reads those that become one document whole.

use super::{File, decode};
use crate::error::{Error, Result};
use encoding_rs::{CoderResult, Decoder, Encoding};
use std::{
    fmt, fs,
    io::{self, Read},
    path::Path,
};

/// Offsets are 32 bits wide: a longer text cannot be a document.
const LONGEST: u64 = u32::MAX as u64;

/// A file that is being read, byte order mark and UTF-16 out of the way.
pub(super) type Input = Box<dyn Read + Send>;

/// A file whose first bytes are known.
pub(super) struct Opened {
    /// The first bytes, at most [`decode::HEAD`].
    pub head: Vec<u8>,
    /// What comes after them.
    pub rest: Input,
}

/// Opens a file and refuses it where it is not text.
pub(super) fn open(file: &File) -> Result<Opened> {
    let mut rest: Input = match file.is_stdin() {
        true => Box::new(io::stdin()),
        false => Box::new(fs::File::open(&file.path).map_err(|error| Error::io(&file.path, error))?),
    };
    let mut head = Vec::with_capacity(decode::HEAD);
    let limited = rest.by_ref().take(decode::HEAD as u64).read_to_end(&mut head);
    limited.map_err(|error| Error::io(&file.path, error))?;
    decode::refuse_binary(&file.path, &head)?;
    Ok(Opened { head, rest })
}

/// The bytes of a file that becomes one document.
pub(super) fn whole(file: &File) -> Result<Vec<u8>> {
    let Opened { head: mut bytes, rest } = open(file)?;
    let size =
        fs::metadata(&file.path).map_or(0, |metadata| if metadata.is_file() { metadata.len() } else { 0 });
    if size > LONGEST {
        return Err(too_long(&file.path));
    }
    bytes.reserve_exact((size as usize).saturating_sub(bytes.len()));
    let read = rest.take(LONGEST).read_to_end(&mut bytes);
    read.map_err(|error| Error::io(&file.path, error))?;
    check_length(&file.path, bytes.len())?;
    Ok(bytes)
}

/// Refuses a text that is too long for offsets.
pub(super) fn check_length(path: &Path, length: usize) -> Result<()> {
    if length as u64 > LONGEST { Err(too_long(path)) } else { Ok(()) }
}

fn too_long(path: &Path) -> Error {
    let hint = "split it; many articles in one file are best given as JSON Lines or CSV, which are streamed";
    Error::input(path, "longer than 4 GiB, which is too long for one document").with_hint(hint)
}

/// The bytes of a file of rows: UTF-16 is turned into UTF-8 on the way, a UTF-8 byte order mark is passed over.
pub(super) fn rows(file: &File) -> Result<Opened> {
    let Opened { mut head, rest } = open(file)?;
    let Some(encoding) = decode::utf16(&head) else {
        if head.starts_with(b"\xEF\xBB\xBF") {
            head.drain(..3);
        }
        return Ok(Opened { head, rest });
    };
    let mut rest: Input = Box::new(Recoded::new(io::Cursor::new(head).chain(rest), encoding));
    let mut head = vec![];
    let read = rest.by_ref().take(decode::HEAD as u64).read_to_end(&mut head);
    read.map_err(|error| Error::io(&file.path, error))?;
    Ok(Opened { head, rest })
}

/// A stream in another encoding, as UTF-8.
struct Recoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    ready: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R> fmt::Debug for Recoded<R> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("Recoded").field("encoding", &self.decoder.encoding()).finish_non_exhaustive()
    }
}

impl<R: Read> Recoded<R> {
    fn new(inner: R, encoding: &'static Encoding) -> Recoded<R> {
        let decoder = encoding.new_decoder_with_bom_removal();
        Recoded { inner, decoder, raw: vec![0; 32 << 10], ready: vec![], given: 0, ended: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        let count = self.inner.read(&mut self.raw)?;
        self.ended = count == 0;
        let room = self.decoder.max_utf8_buffer_length(count).unwrap_or(4 * count + 16);
        self.ready.resize(room, 0);
        let (result, _, written, _) =
            self.decoder.decode_to_utf8(&self.raw[..count], &mut self.ready, self.ended);
        debug_assert_eq!(result, CoderResult::InputEmpty);
        self.ready.truncate(written);
        self.given = 0;
        Ok(())
    }
}

impl<R: Read> Read for Recoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() && !self.ended {
            self.refill()?;
        }
        let count = buffer.len().min(self.ready.len() - self.given);
        buffer[..count].copy_from_slice(&self.ready[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::UTF_16LE;

    #[test]
    fn utf16_streams() {
        let text = "Déby, 😀, Goïta\n".repeat(20_000);
        let bytes: Vec<u8> =
            "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let mut read = String::new();
        Recoded::new(bytes.as_slice(), UTF_16LE).read_to_string(&mut read).unwrap();
        assert!(read == text);
    }
}
