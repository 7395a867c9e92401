//! Single files that are compressed, `.gz` and `.zst`: read as they unpack, as the format that the name tells before the ending.

use super::{
    File, InputFormat, Options,
    allowance::{FREE, RATIO},
    decode,
    file::DocumentStream,
    open::{Input, Opened},
};
use crate::error::{Error, Result};
use std::{
    io::{self, BufReader, Read},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// The documents of a file that gzip made.
pub(super) fn gzip(file: &File, opened: Opened, options: &Options) -> Result<DocumentStream> {
    unpacked(file, opened, options, |packed| {
        Ok(Box::new(flate2::bufread::MultiGzDecoder::new(BufReader::new(packed))))
    })
}

/// The documents of a file that zstd made.
pub(super) fn zstd(file: &File, opened: Opened, options: &Options) -> Result<DocumentStream> {
    unpacked(file, opened, options, |packed| Ok(Box::new(Frames::new(packed)?)))
}

fn unpacked(
    file: &File,
    opened: Opened,
    options: &Options,
    unpack: impl FnOnce(Packed) -> io::Result<Input>,
) -> Result<DocumentStream> {
    let Some(format) = inner_format(&file.path) else {
        let error = Error::input(&file.path, "compressed, and its name does not tell what is in it");
        return Err(error.with_hint("name it after what it holds: articles.jsonl.gz, page.html.zst"));
    };
    let count = Arc::new(AtomicU64::new(0));
    let inner: Input = Box::new(io::Cursor::new(opened.head).chain(opened.rest));
    let packed = Packed { inner, count: Arc::clone(&count) };
    let unpacked = unpack(packed).map_err(|error| Error::io(&file.path, error))?;
    let bounded = Bounded { inner: unpacked, packed: count, given: 0 };
    let inner = Opened::of_reader(&file.path, Box::new(bounded))?;
    decode::refuse_binary(&file.path, &inner.head, format.name)?;
    Ok(Box::new(super::read_opened(&file.as_format(format), inner, options)?))
}

/// The format of text that a name such as `articles.jsonl.gz` tells.
pub(super) fn inner_format(path: &Path) -> Option<&'static InputFormat> {
    let inner = Path::new(path.file_stem()?);
    InputFormat::from_extension(inner.extension()?.to_str()?)
        .filter(|format| format.content != super::Content::Binary)
}

/// Counts what is read of a compressed file.
struct Packed {
    inner: Input,
    count: Arc<AtomicU64>,
}

impl Read for Packed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.count.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Ends where a file unpacks to more than any text does.
struct Bounded {
    inner: Input,
    packed: Arc<AtomicU64>,
    given: u64,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.given += count as u64;
        if self.given > FREE + RATIO.saturating_mul(self.packed.load(Ordering::Relaxed)) {
            let message = format!(
                "unpacks to more than {RATIO} times its size and {} MiB: it is not read on",
                FREE >> 20
            );
            return Err(io::Error::other(message));
        }
        Ok(count)
    }
}

/// The frames of a zstd file, one after the other.
struct Frames {
    decoder: Option<ruzstd::decoding::StreamingDecoder<BufReader<Packed>, ruzstd::decoding::FrameDecoder>>,
}

impl Frames {
    fn new(packed: Packed) -> io::Result<Frames> {
        let decoder =
            ruzstd::decoding::StreamingDecoder::new(BufReader::new(packed)).map_err(io::Error::other)?;
        Ok(Frames { decoder: Some(decoder) })
    }
}

impl Read for Frames {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let Some(decoder) = &mut self.decoder else { return Ok(0) };
            let count = decoder.read(buffer)?;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            let mut rest = self.decoder.take().map(|decoder| decoder.into_inner()).expect("it was there");
            if io::BufRead::fill_buf(&mut rest)?.is_empty() {
                return Ok(0);
            }
            let next = ruzstd::decoding::StreamingDecoder::new(rest).map_err(io::Error::other)?;
            self.decoder = Some(next);
        }
    }
}
