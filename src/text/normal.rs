//! The form of a text in which what a reader does not see makes no difference: composed letters, single spaces, no soft
//! hyphens, nothing invisible. The original stands in the document's repairs.

mod columns;

use crate::model::{Document, Edit};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Brings a text into normal form.
pub(crate) fn normalise(document: &mut Document) {
    let edits = edits(&document.text);
    document.edit(&edits);
}

fn edits(text: &str) -> Vec<Edit> {
    let mut scan = Scan { text, edits: Vec::new(), wide: Vec::new(), done: 0 };
    let bytes = text.as_bytes();
    let tells = |window: &[u8]| {
        let three = window.iter().zip(&window[1..]).zip(&window[2..]);
        three.fold(false, |any, ((&byte, &next), &third)| any | is_telling(byte, next, third))
    };
    for start in (0..bytes.len()).step_by(BLOCK) {
        // Without a branch for each byte: most blocks have nothing to look at.
        if bytes.get(start..start + BLOCK + 2).is_some_and(|window| !tells(window)) {
            continue;
        }
        for at in start.max(scan.done)..bytes.len().min(start + BLOCK) {
            let [next, third] = [1, 2].map(|ahead| bytes.get(at + ahead).copied().unwrap_or(b'\n'));
            if at >= scan.done && is_telling(bytes[at], next, third) {
                scan.look(at);
            }
        }
    }
    let Scan { mut edits, wide, .. } = scan;
    if !wide.is_empty() {
        edits.extend(columns::edits(text, &wide));
        edits.sort_by_key(|edit| edit.span);
    }
    edits
}

/// How many bytes are told apart at once.
const BLOCK: usize = 64;

/// Whether a character that starts with a byte may have to be looked at, by the two behind it. Of what French text is full of,
/// nothing does.
#[inline]
fn is_telling(byte: u8, next: u8, third: u8) -> bool {
    // No letter of Latin is a space.
    let before_space = (next == b' ') | (next == b'\t') | (next >= 0x80) & !(0xC3..=0xC5).contains(&next);
    let space = (byte == b' ') & before_space | (byte == b'\t') | (byte == 0x0B) | (byte == 0x0C);
    // No-break space and soft hyphen.
    let latin = (byte == 0xC2) & ((next == 0xA0) | (next == 0xAD));
    // Spaces and marks of direction, but no quotation marks and dashes; see `look`.
    let punctuation = (byte == 0xE2) & ((next == 0x81) | (next == 0x80) & !(0x90..0xA8).contains(&third));
    // Combining marks.
    let other = (byte >= 0xCC) & !(0xCE..=0xD1).contains(&byte) & (byte != 0xE2);
    space | latin | punctuation | other
}

struct Scan<'t> {
    text: &'t str,
    edits: Vec<Edit>,
    /// Runs of spaces so wide that they may stand between columns.
    wide: Vec<(usize, usize)>,
    /// Up to where the text has been looked at.
    done: usize,
}

impl Scan<'_> {
    fn look(&mut self, at: usize) {
        let Some(c) = self.text.get(at..).and_then(|rest| rest.chars().next()) else { return };
        if is_space(c) || is_invisible(c) {
            self.spaces(at);
        } else if is_combining_mark(c) {
            self.marks(at);
        }
    }

    /// A run of spaces and of what is not seen at all.
    fn spaces(&mut self, start: usize) {
        let rest = &self.text[start..];
        let length = rest.find(|c| !is_space(c) && !is_invisible(c)).unwrap_or(rest.len());
        let (run, end) = (&rest[..length], start + length);
        self.done = end;
        let (before, after) = (self.text[..start].chars().next_back(), self.text[end..].chars().next());
        let spaces = run.chars().filter(|&c| is_space(c)).count();
        if spaces == 0 {
            self.edits.push(Edit::new(start, end, ""));
        } else if run == " " || before.is_none_or(is_line_end) || after.is_none_or(is_line_end) {
            // At the edges of a line spaces are nothing as it is.
        } else if spaces > 2 || run.contains('\t') {
            self.wide.push((start, end));
        } else if !(spaces == 1 && run.chars().count() == 1 && is_typographic(before, after)) {
            self.edits.push(Edit::new(start, end, " "));
        }
    }

    /// Combining marks after their letter.
    fn marks(&mut self, at: usize) {
        let Some(letter) = self.text[..at].chars().next_back() else { return };
        let start = at - letter.len_utf8();
        let end =
            self.text[at..].find(|c| !is_combining_mark(c)).map_or(self.text.len(), |length| at + length);
        self.done = end;
        let written = &self.text[start..end];
        let free = self.edits.last().is_none_or(|last| last.span.end as usize <= start);
        if free && !written.chars().eq(written.nfc()) {
            self.edits.push(Edit::new(start, end, written.nfc().collect::<String>()));
        }
    }
}

/// A space inside a line.
fn is_space(c: char) -> bool {
    c.is_whitespace() && !is_line_end(c)
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Characters that are not seen and say nothing of a name: soft hyphens, zero-width spaces and joiners, byte order marks, marks of
/// direction, variation selectors.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a no-break space stands where French has one: beside a mark, and inside a number.
fn is_typographic(before: Option<char>, after: Option<char>) -> bool {
    let mark = |c: Option<char>| {
        c.is_some_and(|c| matches!(c, '«' | '»' | ':' | ';' | '!' | '?' | '%' | '€' | '–' | '—'))
    };
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    mark(before) || mark(after) || digit(before) && digit(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Offsets;
    use proptest::prelude::*;

    #[track_caller]
    fn check(written: &str, normal: &str) {
        let mut document = Document::new("a", written);
        normalise(&mut document);
        assert_eq!(document.text, normal, "{written:?}");
        assert_eq!(Offsets::new(&document).original_text(), written);
    }

    #[test]
    fn what_is_not_seen_makes_no_difference() {
        for (written, normal) in [
            ("Goi\u{308}ta re\u{301}unit les siens", "Goïta réunit les siens"),
            ("Nguye\u{302}\u{303}n", "Nguyễn"),
            ("Abdel\u{ad}kader Bou\u{200b}khriss\u{feff}", "Abdelkader Boukhriss"),
            ("la  Fédération\u{a0} de\u{2009}ski", "la Fédération de ski"),
            ("Jean\u{a0}Dupont, M.\u{202f}Diallo", "Jean Dupont, M. Diallo"),
            ("a \u{200b}b", "a b"),
            ("\u{200e}Bamako\u{200f}", "Bamako"),
            ("Sadio\tCamara\test\tlà", "Sadio Camara est là"),
        ] {
            check(written, normal);
        }
    }

    #[test]
    fn usual_text_stays() {
        for text in [
            "«\u{a0}oui\u{a0}»\u{a0}: 50\u{202f}000 personnes\u{a0}!",
            "  retrait\n\tliste  \nfin ",
            "l’été – déjà “long”…",
            "\u{301}a",
            "किताब سلام عليكم",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn columns_stay_apart() {
        check(
            "Membres :\nMoussa Koné      Awa Sarr\nIssa Diallo      Rokia Ba\n",
            "Membres :\nMoussa Koné\nAwa Sarr\nIssa Diallo\nRokia Ba\n",
        );
        check(
            "Koné\tMoussa\tMali\nSarr\tAwa\tSénégal\nBa\tRokia\tMali",
            "Koné\nMoussa\nMali\nSarr\nAwa\nSénégal\nBa\nRokia\nMali",
        );
        check("une   seule ligne de   prose\n\nsans voisine", "une seule ligne de prose\n\nsans voisine");
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_twice_is_once(written in "[ab e\u{301}\u{308}\u{ad}\u{200b}\t\u{a0}\n«é]{0,40}") {
            let mut document = Document::new("a", written.clone());
            normalise(&mut document);
            prop_assert_eq!(&*Offsets::new(&document).original_text(), &*written);
        }
    }
}
