//! How much may be unpacked: archives that hold archives, and mails with attachments, share one allowance.

use crate::error::{Error, Result};
#[cfg(feature = "archives")]
use std::{io::Read, sync::atomic::Ordering};
use std::{
    path::Path,
    sync::{Arc, atomic::AtomicU64},
};

/// Bytes that a file may unpack to, however small it is.
pub(super) const FREE: u64 = 32 << 20;
/// Bytes that each of its own may unpack to beyond that. Text shrinks to a tenth, the emptiest of office files to a hundredth.
pub(super) const RATIO: u64 = 100;
/// Archives in archives.
const DEEPEST: u8 = 4;

/// What may still be unpacked of a file.
#[derive(Debug, Clone)]
pub(super) struct Allowance {
    depth: u8,
    left: Arc<AtomicU64>,
}

impl Allowance {
    /// That of a file of so many bytes.
    pub fn of_file(bytes: usize) -> Allowance {
        let left = FREE.saturating_add(RATIO.saturating_mul(bytes as u64));
        Allowance { depth: 0, left: Arc::new(AtomicU64::new(left)) }
    }

    /// That of what lies in it: the same, one level down.
    ///
    /// # Errors
    ///
    /// It lies too deep.
    pub fn deeper(&self, path: &Path) -> Result<Allowance> {
        if self.depth + 1 >= DEEPEST {
            let error = Error::input(path, format!("packed {DEEPEST} times over, which no document is"));
            return Err(error.with_hint("unpack it, and look at what it is"));
        }
        Ok(Allowance { depth: self.depth + 1, left: Arc::clone(&self.left) })
    }

    /// Reads all that a reader unpacks. `declared` is how many bytes that is said to be.
    ///
    /// # Errors
    ///
    /// It cannot be read, or is more than what is left.
    #[cfg(feature = "archives")]
    pub fn read(&self, path: &Path, unpacked: impl Read, declared: u64) -> Result<Vec<u8>> {
        let left = self.left.load(Ordering::Relaxed);
        if declared > left {
            return Err(bomb(path));
        }
        let mut bytes = Vec::with_capacity(declared as usize);
        let count = unpacked.take(left + 1).read_to_end(&mut bytes);
        let count = count.map_err(|error| damaged(path, &error))? as u64;
        self.take(path, count)?;
        Ok(bytes)
    }

    /// Takes so many bytes that were unpacked.
    ///
    /// # Errors
    ///
    /// It is more than what is left.
    #[cfg(feature = "archives")]
    pub fn take(&self, path: &Path, count: u64) -> Result<()> {
        let left = self.left.load(Ordering::Relaxed);
        self.left.store(left.saturating_sub(count), Ordering::Relaxed);
        if count > left { Err(bomb(path)) } else { Ok(()) }
    }
}

/// What cannot be unpacked.
#[cfg(feature = "archives")]
pub(super) fn damaged(path: &Path, error: &dyn std::fmt::Display) -> Error {
    Error::input(path, format!("cannot be opened: {error}"))
        .with_hint("it is damaged, or not all of it was saved")
}

#[cfg(feature = "archives")]
fn bomb(path: &Path) -> Error {
    let message =
        format!("unpacks to more than {RATIO} times its size and {} MiB: it is not read on", FREE >> 20);
    Error::input(path, message)
        .with_hint("no archive of documents does that; look at what it is before you unpack it")
}

#[cfg(all(test, feature = "archives"))]
mod tests {
    use super::*;
    use std::io;

    #[test]
    fn what_is_unpacked_is_counted() {
        let allowance = Allowance::of_file(0);
        let half = FREE / 2 + 1;
        let path = Path::new("a.zip/b");
        assert_eq!(allowance.read(path, io::repeat(0).take(half), half).unwrap().len() as u64, half);
        let inner = allowance.deeper(path).unwrap();
        let error = inner.read(path, io::repeat(0), 1).unwrap_err();
        assert!(error.to_string().contains("more than 100 times its size"), "{error}");
        assert!(allowance.read(path, io::repeat(0).take(1), 0).is_err(), "nothing is left");
        let deepest = (1..DEEPEST).try_fold(Allowance::of_file(0), |allowance, _| allowance.deeper(path));
        assert!(deepest.unwrap().deeper(path).is_err());
    }
}
