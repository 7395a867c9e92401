//! Sources of lines.

use crate::{
    error::{Error, Result},
    import::{Source, gather::Gathering, report::Reason},
};
use serde::de::DeserializeOwned;

/// Gives every line that is not empty, without its end; what is no UTF-8 is read as it can be.
pub(super) fn each(source: Source, mut take: impl FnMut(&str, u64) -> Result<()>) -> Result<()> {
    let (mut line, mut number) = (Vec::new(), 0);
    loop {
        line.clear();
        let read = source.reader.read_until(b'\n', &mut line);
        if read.map_err(|error| Error::io(source.name, error))? == 0 {
            return Ok(());
        }
        number += 1;
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_start_matches('\u{feff}').trim();
        if !text.is_empty() {
            take(text, number)?;
        }
    }
}

/// Gives every line as JSON; a line that is none is told.
pub(super) fn each_json<T: DeserializeOwned>(
    source: Source,
    on: &mut Gathering,
    mut take: impl FnMut(T, &mut Gathering) -> Result<()>,
) -> Result<()> {
    each(source, |line, number| {
        // The dumps of Wikidata are an array of lines.
        let line = line.strip_suffix(',').unwrap_or(line);
        if matches!(line, "[" | "]") {
            return Ok(());
        }
        match serde_json::from_str(line) {
            Ok(value) => take(value, on),
            Err(error) => {
                on.left_out(Reason::Broken, &format!("line {number}: {error}"));
                Ok(())
            }
        }
    })
}
