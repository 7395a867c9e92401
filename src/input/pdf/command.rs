//! A program of one's own that reads PDF files.

use super::super::{File, decode};
use crate::error::{Error, Result};
use std::{
    io::Write,
    process::{Command, Stdio},
    thread,
};

/// What takes the place of the file in the command.
const PLACE: &str = "{}";

/// The text that a command prints: words parted by spaces, of which `{}` stands for the file; without it, the program gets the file
/// on its standard input.
pub(super) fn text(command: &str, file: &File, bytes: &[u8]) -> Result<String> {
    let failed = |what: String| {
        let error = Error::input(&file.path, format!("`{command}` {what}"));
        error.with_hint("it must print the text, as `pdftotext {} -` does")
    };
    let mut words = command.split_whitespace();
    let program = words.next().ok_or_else(|| failed("names no program".into()))?;
    let is_named = command.contains(PLACE) && !file.is_stdin();
    let arguments = words.map(|word| match word {
        PLACE if is_named => file.path.clone().into_os_string(),
        PLACE => "-".into(),
        word => word.into(),
    });
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| failed(format!("cannot be started: {error}")))?;
    let mut input = child.stdin.take().expect("standard input is a pipe");
    let done = thread::scope(|scope| {
        // A program that takes the file by name closes its input unread.
        scope.spawn(move || if is_named { Ok(()) } else { input.write_all(bytes) });
        child.wait_with_output()
    });
    let done = done.map_err(|error| failed(format!("cannot be read: {error}")))?;
    if !done.status.success() {
        return Err(failed(format!("ended with {}", done.status)));
    }
    Ok(decode::text(done.stdout, None, &mut vec![]))
}
