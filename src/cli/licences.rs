//! `palabre --licences`: the terms under which the program, what it is made of and its lists stand.

use super::{
    exit::{Exit, Stop},
    output,
};
use miniz_oxide::inflate::decompress_to_vec;

/// What build.rs packs: the licence, the notices of the lists, those of others' software.
const NOTICES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/notices.bin"));

const CHOICE: &str = "palabre is under the MIT licence (below) or the Apache License, Version 2.0
(https://www.apache.org/licenses/LICENSE-2.0), at your choice. Its lists, and the software of others in it, carry
the notices that follow.

";

pub(crate) fn print() -> Result<Exit, Stop> {
    let notices = decompress_to_vec(NOTICES).expect("they were packed at the build");
    output::print(&[CHOICE.as_bytes(), &notices, b"\n"].concat())?;
    Ok(Exit::Done)
}
