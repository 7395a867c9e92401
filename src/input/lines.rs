//! The lines of a text that hold something, with their places, and the zones they are marked as.

use crate::{
    matcher::fold_into,
    model::{Span, ZoneKind},
};
use memchr::memchr2;

/// Lines at either end of a text in which bylines and signatures stand.
pub(super) const EDGE: usize = 8;

/// A line that is not blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'t> {
    /// Byte offset of the text.
    pub start: usize,
    /// The line without the spaces around it.
    pub text: &'t str,
    /// Whether it follows a blank line.
    pub after_blank: bool,
}

/// A line and what it was found to be; none for body.
pub(super) struct Marked<'t> {
    pub line: Line<'t>,
    pub kind: Option<ZoneKind>,
}

impl Line<'_> {
    /// Byte offset after the text.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Where it is.
    pub fn span(&self) -> Span {
        Span::new(self.start as u32, self.end() as u32)
    }
}

/// The lines of a text from an offset on; blank ones are told of but not given.
pub(super) fn lines(text: &str, from: usize) -> impl Iterator<Item = Line<'_>> {
    let (mut at, mut after_blank) = (from, false);
    std::iter::from_fn(move || {
        while at < text.len() {
            let rest = &text.as_bytes()[at..];
            let length = memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            let line = &text[at..at + length];
            let ending = if rest[length..].starts_with(b"\r\n") { 2 } else { 1 };
            let trimmed = line.trim_start();
            let start = at + line.len() - trimmed.len();
            at = (at + length + ending).min(text.len());
            if trimmed.is_empty() {
                after_blank = true;
                continue;
            }
            return Some(Line {
                start,
                text: trimmed.trim_end(),
                after_blank: std::mem::take(&mut after_blank),
            });
        }
        None
    })
}

/// The form under which lines and cues are compared: folded, one kind of apostrophe, single spaces, none before a
/// colon. At most about so many bytes of the line are looked at.
pub(super) fn comparable(text: &str, longest: usize) -> String {
    let mut folded = String::new();
    fold_into(&text[..text.floor_char_boundary(longest)], &mut folded);
    let mut comparable = String::with_capacity(folded.len());
    for c in folded.chars() {
        match c {
            c if c.is_whitespace() => {
                if !comparable.ends_with(' ') {
                    comparable.push(' ');
                }
            }
            '’' | '‘' | 'ʼ' | '`' => comparable.push('\''),
            ':' => {
                comparable.truncate(comparable.trim_end().len());
                comparable.push(':');
            }
            c => comparable.push(c),
        }
    }
    comparable
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_blanks() {
        let found: Vec<_> = lines("\n a \r\n\r\nb\rc\n\u{a0}\nd", 0)
            .map(|line| (line.start, line.text, line.after_blank))
            .collect();
        assert_eq!(found, [(2, "a", true), (8, "b", true), (10, "c", false), (15, "d", true)]);
        assert_eq!(lines("", 0).count(), 0);
        assert_eq!(lines(&"\n".repeat(1_000_000), 0).count(), 0);
    }

    #[test]
    fn comparable_forms() {
        assert_eq!(comparable("À Lire\u{a0}Aussi\u{202f}: L’État", 100), "a lire aussi: l'etat");
        assert_eq!(comparable("ÉÉÉ", 3), "e");
    }
}
