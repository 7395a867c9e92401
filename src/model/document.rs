//! A document and what stands where in it.

use super::{Date, PartialDate, Span, ZoneKind};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// One article, as it came in.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Document {
    /// Name of the document, unique in a run: path below the input folder, or the row's own id.
    pub id: String,
    /// Headline, where the document has one.
    pub title: Option<String>,
    /// Day of publication, where the document tells it; never the file's own time.
    pub date: Option<Date>,
    /// Month or year of publication, where the document tells no day.
    #[serde(default)]
    pub period: Option<PartialDate>,
    /// Medium or address that it was taken from.
    pub source: Option<String>,
    /// The text that is read: decoded, with mojibake repaired (see `repairs`), nothing deleted.
    pub text: String,
    /// What the parts of the text are, in order, without overlap; text outside any zone is body.
    pub zones: Vec<Zone>,
    /// Where `text` differs from the original, in order.
    pub repairs: Vec<Repair>,
    /// Whether no more than passages of the text are known: `text` is as long as the original, and ` …` or spaces stand in
    /// it for the rest.
    pub is_excerpt: bool,
}

impl Document {
    /// A document of nothing but a name and a text.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Document {
        Document { id: id.into(), text: text.into(), ..Document::default() }
    }

    /// The same with a day of publication.
    pub fn with_date(mut self, date: Date) -> Document {
        self.date = Some(date);
        self
    }

    /// The same with a headline.
    pub fn with_title(mut self, title: impl Into<String>) -> Document {
        self.title = Some(title.into());
        self
    }

    /// The same with a source: medium or address.
    pub fn with_source(mut self, source: impl Into<String>) -> Document {
        self.source = Some(source.into());
        self
    }

    /// When it was published, as exactly as the document tells.
    pub fn published(&self) -> Option<PartialDate> {
        self.date.map(PartialDate::from).or(self.period)
    }

    /// The zone that a byte offset is in.
    pub fn zone_at(&self, offset: u32) -> ZoneKind {
        let after = self.zones.partition_point(|zone| zone.span.start <= offset);
        match self.zones[..after].last() {
            Some(zone) if offset < zone.span.end => zone.kind,
            _ => ZoneKind::Body,
        }
    }
}

/// A part of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// Where it is.
    pub span: Span,
    /// What it is.
    pub kind: ZoneKind,
}

/// A piece of text that was repaired on the way in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// The repaired piece in [`Document::text`].
    pub span: Span,
    /// What stands there in the original.
    pub original: String,
}

/// Turns byte offsets of [`Document::text`] into code points of the *original* text (before repairs).
#[derive(Debug)]
pub struct Offsets<'d> {
    document: &'d Document,
    /// Code points before each multiple of [`STEP`] bytes.
    marks: Vec<u32>,
    /// Per repair: code points that the original has more (or fewer) up to and with it.
    shifts: Vec<i64>,
}

const STEP: usize = 64;

impl<'d> Offsets<'d> {
    /// The offsets of a document.
    pub fn new(document: &'d Document) -> Offsets<'d> {
        let mut count = 0;
        let marks = document.text.as_bytes().chunks(STEP).map(|chunk| {
            let before = count;
            count += code_points(chunk);
            before
        });
        let marks = marks.collect();
        let mut shift = 0;
        let shifts = document.repairs.iter().map(|repair| {
            let repaired = repair.span.of(&document.text).chars().count();
            shift += repair.original.chars().count() as i64 - repaired as i64;
            shift
        });
        let shifts = shifts.collect();
        Offsets { document, marks, shifts }
    }

    /// A span in code points of the original text, end exclusive.
    pub fn code_points(&self, span: Span) -> (u32, u32) {
        let start = self.to_original(span.start, false);
        (start, self.to_original(span.end, true).max(start))
    }

    /// What was repaired: code points of the original text, end exclusive, and what stands there now.
    pub fn repairs(&self) -> impl Iterator<Item = (u32, u32, &'d str)> {
        let before = std::iter::once(0).chain(self.shifts.iter().copied());
        self.document.repairs.iter().zip(before).map(|(repair, shift)| {
            let start = (i64::from(self.in_text(repair.span.start)) + shift) as u32;
            let length = repair.original.chars().count() as u32;
            (start, start + length, repair.span.of(&self.document.text))
        })
    }

    /// The original text of a span.
    pub fn original(&self, span: Span) -> Cow<'d, str> {
        let text = &self.document.text;
        let repairs = &self.document.repairs;
        let from = repairs.partition_point(|repair| repair.span.end <= span.start);
        let near = repairs[from..].iter().take_while(|repair| repair.span.start < span.end);
        let mut inside = near.filter(|repair| repair.span.overlaps(span)).peekable();
        match inside.peek() {
            None => Cow::Borrowed(span.of(text)),
            Some(_) => Cow::Owned(self.restored(span, inside)),
        }
    }

    /// The whole original text: that into which [`Offsets::code_points`] point.
    pub fn original_text(&self) -> Cow<'d, str> {
        let Document { text, repairs, .. } = self.document;
        match repairs.is_empty() {
            true => Cow::Borrowed(text),
            false => Cow::Owned(self.restored(Span::new(0, text.len() as u32), repairs.iter())),
        }
    }

    /// A span with the originals of some repairs in it.
    fn restored<'r>(&self, span: Span, repairs: impl Iterator<Item = &'r Repair>) -> String {
        let text = &self.document.text;
        let (mut original, mut at) = (String::new(), span.start);
        for repair in repairs {
            original += Span::new(at, repair.span.start.max(at)).of(text);
            original += &repair.original;
            at = repair.span.end;
        }
        original += Span::new(at, span.end.max(at)).of(text);
        original
    }

    fn to_original(&self, byte: u32, is_end: bool) -> u32 {
        // A piece that was repaired to nothing lies before a span that starts there, and after one that ends there.
        let after = self.document.repairs.partition_point(|repair| {
            repair.span.start < byte || (!is_end && repair.span.is_empty() && repair.span.start == byte)
        });
        let Some(repair) = after.checked_sub(1).map(|last| &self.document.repairs[last]) else {
            return self.in_text(byte);
        };
        let shift = self.shifts[after - 1];
        let edge = match repair.span.end > byte {
            // Inside a repaired piece: its whole original belongs to the span.
            true if is_end => repair.span.end,
            true => {
                let before = if after >= 2 { self.shifts[after - 2] } else { 0 };
                return (i64::from(self.in_text(repair.span.start)) + before) as u32;
            }
            false => byte,
        };
        (i64::from(self.in_text(edge)) + shift) as u32
    }

    fn in_text(&self, byte: u32) -> u32 {
        let byte = byte as usize;
        let Some(&mark) = self.marks.get(byte / STEP) else {
            let last = self.marks.len().saturating_sub(1);
            return self
                .marks
                .last()
                .map_or(0, |mark| mark + code_points(&self.document.text.as_bytes()[last * STEP..]));
        };
        mark + code_points(&self.document.text.as_bytes()[byte / STEP * STEP..byte])
    }
}

/// Code points of at most [`STEP`] bytes, counted in bytes so that many are at once.
fn code_points(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&byte| u8::from(byte & 0xC0 != 0x80)).sum::<u8>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_code_points() {
        let document = Document::new("a", "é’".repeat(300));
        let offsets = Offsets::new(&document);
        assert_eq!(offsets.code_points(Span::new(0, 2)), (0, 1));
        assert_eq!(offsets.code_points(Span::new(5 * 299, 5 * 300)), (598, 600));
        assert_eq!(Offsets::new(&Document::new("a", "")).code_points(Span::new(0, 0)), (0, 0));
        let exact = Document::new("a", "a".repeat(STEP));
        assert_eq!(Offsets::new(&exact).code_points(Span::new(0, STEP as u32)), (0, STEP as u32));
    }

    #[test]
    fn offsets_point_into_the_unrepaired_text() {
        // Original: `TraorÃ© et TraorÃ©`.
        let mut document = Document::new("a", "Traoré et Traoré");
        let repair = |start| Repair { span: Span::new(start, start + 2), original: "Ã©".into() };
        document.repairs = vec![repair(5), repair(16)];
        let offsets = Offsets::new(&document);
        assert_eq!(offsets.code_points(Span::new(0, 7)), (0, 7));
        assert_eq!(offsets.code_points(Span::new(8, 10)), (8, 10));
        assert_eq!(offsets.code_points(Span::new(11, 18)), (11, 18));
        assert_eq!(offsets.original(Span::new(0, 7)), "TraorÃ©");
        assert_eq!(offsets.original(Span::new(0, 18)), "TraorÃ© et TraorÃ©");
    }

    #[test]
    fn offsets_step_over_what_was_repaired_to_nothing() {
        // Original: `Â⏎GaoÂ : Kati`.
        let mut document = Document::new("a", "\nGao : Kati");
        let repair = |at| Repair { span: Span::new(at, at), original: "Â".into() };
        document.repairs = vec![repair(0), repair(4)];
        let offsets = Offsets::new(&document);
        for (span, points, original) in [
            (Span::new(0, 1), (1, 2), "\n"),
            (Span::new(1, 4), (2, 5), "Gao"),
            (Span::new(4, 6), (6, 8), " :"),
            (Span::new(1, 6), (2, 8), "GaoÂ :"),
            (Span::new(7, 11), (9, 13), "Kati"),
            (Span::new(4, 4), (6, 6), ""),
        ] {
            assert_eq!(offsets.code_points(span), points, "{span:?}");
            assert_eq!(offsets.original(span), original, "{span:?}");
        }
    }

    #[test]
    fn zones() {
        let mut document = Document::new("a", "Titre\nCorps\n");
        document.zones = vec![Zone { span: Span::new(0, 6), kind: ZoneKind::Headline }];
        assert_eq!(document.zone_at(3), ZoneKind::Headline);
        assert_eq!(document.zone_at(6), ZoneKind::Body);
    }
}
