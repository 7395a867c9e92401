//! Other words in the place of pieces of a document's text, with the original kept.

use super::{Document, Repair, Span};
use std::{borrow::Cow, iter::Peekable, mem, vec};

/// What is to stand in the place of a piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    /// The piece, in bytes.
    pub(crate) span: Span,
    /// What replaces it.
    pub(crate) text: Cow<'static, str>,
}

impl Edit {
    /// A replacement of the bytes from one offset to another.
    pub(crate) fn new(start: usize, end: usize, text: impl Into<Cow<'static, str>>) -> Edit {
        Edit { span: Span::new(start as u32, end as u32), text: text.into() }
    }
}

impl Document {
    /// Makes edits; see [`Document::rewrite`].
    pub(crate) fn edit(&mut self, edits: &[Edit]) {
        if !edits.is_empty() {
            let pieces: Vec<(Span, &str)> = edits.iter().map(|edit| (edit.span, &*edit.text)).collect();
            self.rewrite(&pieces);
        }
    }

    /// Puts other words in the place of pieces of the text. The pieces are in order and do not overlap. What stood there is kept in
    /// [`Document::repairs`], with what had been repaired there before; zones move along.
    pub(crate) fn rewrite(&mut self, edits: &[(Span, &str)]) {
        let mut shift = 0;
        let shifts = edits.iter().map(|(span, right)| {
            shift += right.len() as i64 - i64::from(span.len());
            shift
        });
        let shifts: Vec<i64> = shifts.collect();
        let moved = |offset: u32| {
            let after = edits.partition_point(|(span, _)| span.end <= offset);
            let offset = edits.get(after).map_or(offset, |(span, _)| offset.min(span.start));
            (i64::from(offset) + after.checked_sub(1).map_or(0, |last| shifts[last])) as u32
        };
        for zone in &mut self.zones {
            zone.span = Span::new(moved(zone.span.start), moved(zone.span.end));
        }
        let repairs = mem::take(&mut self.repairs).into_iter().peekable();
        let mut rewriting =
            Rewriting { text: &self.text, repairs, done: 0, new: String::new(), made: vec![] };
        for (span, right) in edits {
            rewriting.replace(*span, right);
        }
        (self.text, self.repairs) = rewriting.finish();
    }
}

/// A text that is being rewritten from its start to its end.
struct Rewriting<'t> {
    text: &'t str,
    /// Repairs of the text that are still to come.
    repairs: Peekable<vec::IntoIter<Repair>>,
    /// How much of the text is done, in bytes.
    done: u32,
    new: String,
    made: Vec<Repair>,
}

impl Rewriting<'_> {
    fn replace(&mut self, span: Span, right: &str) {
        self.carry(span.start);
        if span.start < self.done {
            return;
        }
        // A repaired piece that the span cuts stays on its outer side.
        let (mut whole, mut original, mut at) = (span, String::new(), span.start);
        while let Some(repair) = self.repairs.next_if(|repair| repair.span.start < span.end) {
            let Span { start, end } = repair.span;
            whole = Span::new(whole.start.min(start), whole.end.max(end));
            original += Span::new(at, start.max(at)).of(self.text);
            original += &repair.original;
            at = end;
        }
        original += Span::new(at, whole.end).of(self.text);
        let before = Span::new(whole.start, span.start).of(self.text);
        let after = Span::new(span.end, whole.end).of(self.text);
        self.put(whole, &[before, right, after], original);
    }

    /// Takes over the repairs up to a byte.
    fn carry(&mut self, to: u32) {
        while let Some(Repair { span, original }) = self.repairs.next_if(|repair| repair.span.end <= to) {
            self.put(span, &[span.of(self.text)], original);
        }
    }

    fn put(&mut self, span: Span, right: &[&str], original: String) {
        self.new += Span::new(self.done, span.start).of(self.text);
        let start = self.new.len() as u32;
        self.new.extend(right.iter().copied());
        self.made.push(Repair { span: Span::new(start, self.new.len() as u32), original });
        self.done = span.end;
    }

    fn finish(mut self) -> (String, Vec<Repair>) {
        self.carry(u32::MAX);
        self.new += &self.text[self.done as usize..];
        (self.new, self.made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Offsets, Zone, ZoneKind};

    fn at(text: &str, part: &str) -> Span {
        let start = text.find(part).unwrap();
        Span::new(start as u32, (start + part.len()) as u32)
    }

    #[test]
    fn the_original_is_kept() {
        // Original: `Le Ma-⏎li et GoÃ¯-⏎ta.`, of which the letter was repaired before.
        let mut document = Document::new("a", "Le Ma-\nli et Goï-\nta.");
        let letter = at(&document.text, "ï");
        document.repairs = vec![Repair { span: letter, original: "Ã¯".into() }];
        document.zones = vec![Zone { span: at(&document.text, "et Goï-\nta"), kind: ZoneKind::Footer }];
        let ends = [Span::new(5, 7), Span::new(letter.end, letter.end + 2)];
        document.rewrite(&ends.map(|span| (span, "")));
        assert_eq!(document.text, "Le Mali et Goïta.");
        assert_eq!(document.zones[0].span.of(&document.text), "et Goïta");
        let offsets = Offsets::new(&document);
        assert_eq!(offsets.original(Span::new(0, 18)), "Le Ma-\nli et GoÃ¯-\nta.");
        assert_eq!(offsets.original(at(&document.text, "Mali")), "Ma-\nli");
        assert_eq!(offsets.code_points(at(&document.text, "Mali")), (3, 9));
        assert_eq!(offsets.code_points(at(&document.text, "Goïta")), (13, 21));
    }

    #[test]
    fn repairs_that_an_edit_cuts_keep_their_outer_side() {
        let mut document = Document::new("a", "un  deux");
        document.repairs = vec![Repair { span: Span::new(1, 3), original: "xyz".into() }];
        document.rewrite(&[(Span::new(2, 4), " ")]);
        assert_eq!(document.text, "un deux");
        assert_eq!(document.repairs, [Repair { span: Span::new(1, 3), original: "xyz ".into() }]);
        assert_eq!(Offsets::new(&document).code_points(Span::new(3, 7)), (5, 9));
    }

    #[test]
    fn edits_keep_the_original() {
        let mut document = Document::new("a", "Titre\nMoussa  Kone\u{301} et Awa");
        document.zones = vec![Zone { span: Span::new(0, 5), kind: ZoneKind::Headline }];
        let accent = document.text.find('e').unwrap();
        let accent = document.text[accent + 1..].find("e\u{301}").unwrap() + accent + 1;
        document.edit(&[Edit::new(12, 14, " "), Edit::new(accent, accent + 3, "é")]);
        assert_eq!(document.text, "Titre\nMoussa Koné et Awa");
        let offsets = Offsets::new(&document);
        let name = document.text.find("Koné").unwrap() as u32;
        assert_eq!(offsets.original(Span::new(name, name + 5)), "Kone\u{301}");
        assert_eq!(offsets.original_text(), "Titre\nMoussa  Kone\u{301} et Awa");
        assert_eq!(offsets.code_points(Span::new(name, name + 5)), (14, 19));
        assert_eq!(document.zones[0].span, Span::new(0, 5));
    }

    #[test]
    fn a_second_edit_keeps_the_first_original() {
        let mut document = Document::new("a", "x &eacute; y &amp;eacute; z");
        document.edit(&[Edit::new(2, 10, "é"), Edit::new(13, 18, "&")]);
        assert_eq!(document.text, "x é y &eacute; z");
        document.edit(&[Edit::new(7, 15, "é"), Edit::new(16, 17, "zz")]);
        assert_eq!(document.text, "x é y é zz");
        assert_eq!(Offsets::new(&document).original_text(), "x &eacute; y &amp;eacute; z");
        assert_eq!(document.repairs.len(), 3);
    }

    #[test]
    fn what_is_dropped_at_the_edges_is_in_the_original() {
        let mut document = Document::new("a", "Â Bamako Â");
        document.edit(&[Edit::new(0, 2, ""), Edit::new(10, 12, "")]);
        assert_eq!(document.text, " Bamako ");
        let offsets = Offsets::new(&document);
        assert_eq!(offsets.original_text(), "Â Bamako Â");
        assert_eq!(offsets.code_points(Span::new(1, 7)), (2, 8));
    }

    #[test]
    fn zones_move_with_their_text() {
        let mut document = Document::new("a", "aa\u{ad}aa\nbb\u{ad}bb\ncc");
        let zone = |start, end| Zone { span: Span::new(start, end), kind: ZoneKind::Byline };
        document.zones = vec![zone(7, 13), zone(13, 16)];
        document.edit(&[Edit::new(2, 4, ""), Edit::new(9, 11, "")]);
        let texts: Vec<&str> = document.zones.iter().map(|zone| zone.span.of(&document.text)).collect();
        assert_eq!(texts, ["bbbb", "\ncc"]);
    }
}
