//! The form in which the lists are kept ready for use: written once, when they are compiled, and read where it lies.
//!
//! Four types carry it. [`Flat`] is numbers in a row, [`Shelf`] rows of which only those are made that somebody asks for,
//! [`Lookup`] a hash table over either, [`Dictionary`] rows by a key of text. What holds them derives serde's traits; all else is copied when it is opened. The
//! format is postcard's (<https://postcard.jamesmunns.com/wire-format>), but for zeros before long runs of bytes, so that
//! numbers lie where a processor reads them.
//!
//! Numbers have the byte order of the machine: a file is for machines of one order.

mod aligned;
mod dictionary;
mod flat;
mod lookup;
mod shelf;
pub mod slots;

pub use aligned::to_bytes;
pub use aligned::{from_bytes, write};
pub use dictionary::Dictionary;
pub use flat::Flat;
pub use lookup::Hashing;
pub use lookup::{Lookup, hash};
pub use shelf::Shelf;
