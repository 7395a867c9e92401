//! A document's text from what a line tells of it, and byte offsets from code points.

use crate::model::Span;
use std::cmp::Reverse;

/// Longest text of which only pieces are known, in code points: what lies between them is filled.
const LONGEST: u32 = 1 << 28;

/// The text of a line, and where its code points are.
pub(super) struct CodePoints {
    pub(super) text: String,
    /// Bytes before each multiple of [`STEP`] code points.
    marks: Vec<u32>,
    length: u32,
}

const STEP: usize = 64;

/// A piece of a text that is known: first code point, the one after the last, what stands there.
pub(super) type Piece<'l> = (u32, u32, &'l str);

impl CodePoints {
    /// The whole text is known.
    pub(super) fn of(text: String) -> Result<CodePoints, String> {
        u32::try_from(text.len()).map_err(|_| "a text of more than 4 GB".to_string())?;
        let starts = text.char_indices().map(|(byte, _)| byte as u32);
        let (mut marks, mut length) = (Vec::with_capacity(text.len() / STEP + 1), 0);
        for byte in starts {
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
        let (mut text, mut at) = (String::new(), 0);
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
            text.extend(piece.chars().skip(at.saturating_sub(start) as usize));
            at = end;
        }
        gap(&mut text, length.saturating_sub(at));
        CodePoints::of(text)
    }

    /// The bytes of code points.
    pub(super) fn span(&self, start: u32, end: u32) -> Result<Span, String> {
        if start > end || end > self.length {
            return Err(format!("offsets {start} to {end} in a text of {} characters", self.length));
        }
        Ok(Span::new(self.byte(start), self.byte(end)))
    }

    fn byte(&self, code_point: u32) -> u32 {
        let Some(&mark) = self.marks.get(code_point as usize / STEP) else { return self.text.len() as u32 };
        let mut after = self.text[mark as usize..].char_indices();
        let byte = after.nth(code_point as usize % STEP).map(|(byte, _)| mark as usize + byte);
        byte.unwrap_or(self.text.len()) as u32
    }
}

/// Characters that are not known: an ellipsis between spaces, where there is room for one.
fn gap(text: &mut String, length: u32) {
    let filling = match length {
        0..3 => "",
        _ => " …",
    };
    text.push_str(filling);
    text.extend(std::iter::repeat_n(' ', length as usize - filling.chars().count()));
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
            assert_eq!(points.span(0, point as u32).unwrap(), Span::new(0, byte));
        }
        assert!(points.span(0, bytes.len() as u32).is_err() && points.span(3, 2).is_err());
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
