//! A document's text from what a line tells of it, and byte offsets from code points.

use crate::model::{Repair, Span};
use std::cmp::Reverse;

/// Longest text of which only pieces are known, in code points: what lies between them is filled.
const LONGEST: u32 = 1 << 28;

/// The text of a line, and where its code points are.
pub(super) struct CodePoints {
    text: String,
    /// Bytes before each multiple of [`STEP`] code points.
    marks: Vec<u32>,
    length: u32,
}

const STEP: usize = 16;

/// A piece of a text that is known: first code point, the one after the last, what stands there.
pub(super) type Piece<'l> = (u32, u32, &'l str);

impl CodePoints {
    /// The whole text is known.
    pub(super) fn of(text: String) -> Result<CodePoints, String> {
        u32::try_from(text.len()).map_err(|_| "a text of more than 4 GB".to_string())?;
        let (mut marks, mut length) = (Vec::with_capacity(text.len() / STEP + 1), 0);
        let starts = text.bytes().zip(0..).filter(|(byte, _)| !is_continuation(*byte));
        for (_, byte) in starts {
            if (length as usize).is_multiple_of(STEP) {
                marks.push(byte);
            }
            length += 1;
        }
        Ok(CodePoints { text, marks, length })
    }

    /// Pieces of the text are known, and how long it is; there are gaps in between.
    pub(super) fn of_pieces(mut pieces: Vec<Piece>, length: u32) -> Result<CodePoints, String> {
        if length > LONGEST {
            return Err(format!("an offset of {length}, of a text that is not there"));
        }
        pieces.sort_unstable_by_key(|&(start, end, _)| (start, Reverse(end)));
        // An eighth of the characters have two bytes at most, nearly always.
        let (mut text, mut at) = (String::with_capacity(length as usize * 9 / 8), 0);
        for (start, end, piece) in pieces {
            if end > length {
                return Err(format!("`{piece}` stands beyond the last sentence"));
            }
            if piece.chars().count() != end.saturating_sub(start) as usize {
                return Err(format!("`{piece}` is not as long as from {start} to {end}"));
            }
            if end <= at {
                continue;
            }
            gap(&mut text, start.saturating_sub(at));
            let known = piece.char_indices().nth(at.saturating_sub(start) as usize);
            text.push_str(known.map_or("", |(byte, _)| &piece[byte..]));
            at = end;
        }
        gap(&mut text, length.saturating_sub(at));
        CodePoints::of(text)
    }

    /// The text with repairs in it: code points of the original, in order without overlap, and what stands there.
    pub(super) fn repaired(self, repairs: &[Piece]) -> Result<RepairedText, String> {
        let mut repaired =
            RepairedText { points: self, text: String::new(), repairs: Vec::new(), of_original: Vec::new() };
        let mut at = 0;
        for &(start, end, text) in repairs {
            let original = repaired.points.bytes(start, end)?;
            if original.start < at {
                return Err(format!("a repair at {start} that overlaps with the one before it"));
            }
            repaired.copy(Span::new(at, original.start));
            let from = repaired.text.len() as u32;
            repaired.text.push_str(text);
            let span = Span::new(from, repaired.text.len() as u32);
            let original_text = original.of(&repaired.points.text).to_string();
            repaired.repairs.push(Repair { span, original: original_text });
            repaired.of_original.push(original);
            at = original.end;
        }
        repaired.copy(Span::new(at, repaired.points.text.len() as u32));
        Ok(repaired)
    }

    /// The bytes of code points.
    fn bytes(&self, start: u32, end: u32) -> Result<Span, String> {
        if start > end || end > self.length {
            return Err(format!("offsets {start} to {end} in a text of {} characters", self.length));
        }
        Ok(Span::new(self.byte(start), self.byte(end)))
    }

    fn byte(&self, code_point: u32) -> u32 {
        let Some(&mark) = self.marks.get(code_point as usize / STEP) else { return self.text.len() as u32 };
        let starts = self.text.as_bytes()[mark as usize..].iter().zip(mark..);
        let mut after = starts.filter(|(byte, _)| !is_continuation(**byte));
        after.nth(code_point as usize % STEP).map_or(self.text.len() as u32, |(_, byte)| byte)
    }
}

/// Whether a byte goes on with a character of UTF-8.
fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// The text that was read: the original, repaired.
pub(super) struct RepairedText {
    points: CodePoints,
    pub(super) text: String,
    pub(super) repairs: Vec<Repair>,
    /// Where each repair is in the original.
    of_original: Vec<Span>,
}

impl RepairedText {
    /// The bytes of code points of the original.
    pub(super) fn span(&self, start: u32, end: u32) -> Result<Span, String> {
        let original = self.points.bytes(start, end)?;
        let (start, end) = (self.at(original.start, false), self.at(original.end, true));
        Ok(Span::new(start, end.max(start)))
    }

    /// The byte of a byte of the original. Inside a repair it is an edge of that.
    fn at(&self, byte: u32, is_end: bool) -> u32 {
        let after = self.of_original.partition_point(|original| original.start < byte);
        let Some(last) = after.checked_sub(1) else { return byte };
        let (original, Repair { span, .. }) = (self.of_original[last], &self.repairs[last]);
        match byte < original.end {
            true if is_end => span.end,
            true => span.start,
            false => span.end + (byte - original.end),
        }
    }

    fn copy(&mut self, original: Span) {
        self.text.push_str(original.of(&self.points.text));
    }
}

/// Characters that are not known: an ellipsis between spaces, where there is room for one.
fn gap(text: &mut String, length: u32) {
    let filling = match length {
        0..3 => "",
        _ => " …",
    };
    text.push_str(filling);
    text.push_str(&" ".repeat(length as usize - filling.chars().count()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_bytes() {
        let text = "é😀a ".repeat(50);
        let points = CodePoints::of(text.clone()).unwrap();
        let mut bytes: Vec<u32> = text.char_indices().map(|(byte, _)| byte as u32).collect();
        bytes.push(text.len() as u32);
        for (point, &byte) in bytes.iter().enumerate() {
            assert_eq!(points.bytes(0, point as u32).unwrap(), Span::new(0, byte));
        }
        assert!(points.bytes(0, bytes.len() as u32).is_err() && points.bytes(3, 2).is_err());
    }

    #[test]
    fn repairs_are_made_again() {
        // Read as `\nGao, Traoré`.
        let original = "Â\nGaoÂ, TraorÃ©".to_string();
        let points = CodePoints::of(original).unwrap();
        let read = points.repaired(&[(0, 1, ""), (5, 6, ""), (13, 15, "é")]).unwrap();
        assert_eq!(read.text, "\nGao, Traoré");
        let text = |start, end| read.span(start, end).unwrap().of(&read.text);
        assert_eq!(
            (text(1, 2), text(2, 5), text(8, 15), text(0, 15)),
            ("\n", "Gao", "Traoré", "\nGao, Traoré")
        );
        assert_eq!((text(6, 7), text(13, 14), text(14, 15)), (",", "é", "é"));
        let points = || CodePoints::of("abc".to_string()).unwrap();
        assert!(points().repaired(&[(0, 2, ""), (1, 3, "")]).is_err());
        assert!(points().repaired(&[(0, 4, "")]).is_err());
    }

    #[test]
    fn pieces_stand_where_they_were() {
        let text =
            |pieces: &[Piece], length| CodePoints::of_pieces(pieces.to_vec(), length).map(|it| it.text);
        assert_eq!(
            text(&[(14, 16, "à "), (6, 11, "Goïta"), (8, 11, "ïta"), (9, 14, "ta va")], 20).unwrap(),
            " …    Goïta vaà  …  "
        );
        assert_eq!(text(&[(1, 3, "né")], 4).unwrap(), " né ");
        assert!(text(&[(1, 3, "nés")], 4).is_err());
        assert!(text(&[], u32::MAX).is_err());
    }
}
