//! Differences between two readings as JSON Lines: a difference a line, with all the sentences that are kept of it.

use super::json::{Array, Json, Plain, Serde, fields, object};
use crate::model::{Difference, Shown};
use std::io::{self, Write};

/// Writes differences, one a line: `of`, `change`, `name`, `before`, `after`, `count`, `documents`, and `shown`, sentences with their
/// `document`, `date` and `source`.
///
/// # Errors
/// What the writer says.
pub fn write_differences_jsonl(differences: &[Difference], mut out: impl Write) -> io::Result<()> {
    differences.iter().try_for_each(|difference| line(difference, &mut out))
}

fn line(difference: &Difference, out: &mut impl Write) -> io::Result<()> {
    let Difference { of, name, before, after, count, documents, shown } = difference;
    object!(
        out,
        "of": Plain(of.name()),
        "change": Plain(difference.way()),
        "name": &**name,
        "before": &**before,
        "after": &**after,
        "count": Serde(count),
        "documents": Serde(documents),
        "shown": Array(shown, sentence),
    )?;
    out.write_all(b"\n")
}

fn sentence(Shown { document, text }: &Shown, out: &mut impl Write) -> io::Result<()> {
    object!(
        out,
        "document": &*document.id,
        "date": document.date,
        "source": document.source.as_deref(),
        "text": &**text,
    )
}
