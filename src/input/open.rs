//! Opens files and standard input, and reads those that become one document whole.

use super::{charset::Charset, decode};
use crate::error::{Error, Result};
use encoding_rs::{CoderResult, Decoder, Encoding};
use std::{
    fmt, fs,
    io::{self, Read},
    path::Path,
};

/// Offsets are 32 bits wide: a longer text cannot be a document.
const LONGEST: u64 = u32::MAX as u64;

/// What standard input is named as a file.
pub(super) const STDIN: &str = "-";

/// Bytes that are being read.
pub(super) type Input = Box<dyn Read + Send>;

/// A file whose first bytes are known.
pub(super) struct Opened {
    /// The first bytes, at most [`decode::HEAD`].
    pub head: Vec<u8>,
    /// What comes after them.
    pub rest: Input,
    /// What may be unpacked from it; none for a file that was not unpacked itself.
    #[cfg(any(feature = "archives", feature = "mail"))]
    pub allowance: Option<super::allowance::Allowance>,
}

/// Opens a file or standard input.
pub(super) fn open(path: &Path) -> Result<Opened> {
    let rest: Input = match path.as_os_str() == STDIN {
        true => Box::new(io::stdin()),
        false => Box::new(fs::File::open(path).map_err(|error| Error::io(path, error))?),
    };
    Opened::with_head(rest).map_err(|error| Error::io(path, error))
}

impl Opened {
    fn with_head(mut rest: Input) -> io::Result<Opened> {
        let mut head = Vec::with_capacity(decode::HEAD);
        rest.by_ref().take(decode::HEAD as u64).read_to_end(&mut head)?;
        Ok(Opened {
            head,
            rest,
            #[cfg(any(feature = "archives", feature = "mail"))]
            allowance: None,
        })
    }

    /// Bytes that are in memory.
    #[cfg(any(feature = "archives", feature = "mail"))]
    pub fn of_bytes(bytes: Vec<u8>) -> Opened {
        Opened::with_head(Box::new(io::Cursor::new(bytes))).expect("memory can be read")
    }

    /// What another reader gives, such as one that unpacks.
    #[cfg(feature = "archives")]
    pub fn of_reader(path: &Path, rest: Input) -> Result<Opened> {
        Opened::with_head(rest).map_err(|error| Error::io(path, error))
    }

    /// The same in UTF-8, where the character set of the files is given.
    pub fn recoded(self, path: &Path, charset: Option<Charset>) -> Result<Opened> {
        let Some(charset) = charset else { return Ok(self) };
        let Opened { head, rest, .. } = self;
        let whole = io::Cursor::new(head).chain(rest);
        let recoded: Input = match charset.encoding() {
            Some(encoding) => Box::new(Recoded::new(whole, encoding)),
            None => Box::new(Mapped { inner: whole, charset, ready: vec![], given: 0 }),
        };
        Opened::with_head(recoded).map_err(|error| Error::io(path, error))
    }

    /// The bytes of a file that becomes one document.
    pub fn whole(self, path: &Path) -> Result<Vec<u8>> {
        let Opened { head: mut bytes, rest, .. } = self;
        let size =
            fs::metadata(path).map_or(0, |metadata| if metadata.is_file() { metadata.len() } else { 0 });
        if size > LONGEST {
            return Err(too_long(path));
        }
        bytes.reserve_exact((size as usize).saturating_sub(bytes.len()));
        rest.take(LONGEST).read_to_end(&mut bytes).map_err(|error| Error::io(path, error))?;
        check_length(path, bytes.len())?;
        Ok(bytes)
    }

    /// The same as UTF-8: UTF-16 is turned into it on the way, a byte order mark is passed over. Other encodings stay.
    pub fn utf8(self, path: &Path) -> Result<Opened> {
        let Opened { mut head, rest, .. } = self;
        let Some(encoding) = decode::utf16(&head) else {
            if head.starts_with(b"\xEF\xBB\xBF") {
                head.drain(..3);
            }
            return Ok(Opened {
                head,
                rest,
                #[cfg(any(feature = "archives", feature = "mail"))]
                allowance: None,
            });
        };
        let recoded = Recoded::new(io::Cursor::new(head).chain(rest), encoding);
        Opened::with_head(Box::new(recoded)).map_err(|error| Error::io(path, error))
    }
}

/// Refuses a text that is too long for offsets.
pub(super) fn check_length(path: &Path, length: usize) -> Result<()> {
    if length as u64 > LONGEST { Err(too_long(path)) } else { Ok(()) }
}

fn too_long(path: &Path) -> Error {
    let hint = "split it; many articles in one file are best given as JSON Lines or CSV, which are streamed";
    Error::input(path, "longer than 4 GiB, which is too long for one document").with_hint(hint)
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

/// A stream in a set of a byte a character, as UTF-8.
struct Mapped<R> {
    inner: R,
    charset: Charset,
    ready: Vec<u8>,
    given: usize,
}

impl<R: Read> Read for Mapped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.ready.len() {
            let mut raw = [0; 16 << 10];
            let count = self.inner.read(&mut raw)?;
            self.ready = self.charset.decode(&raw[..count]).0.into_owned().into_bytes();
            self.given = 0;
        }
        let count = (&self.ready[self.given..]).read(buffer)?;
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
