//! The glyphs of a page, as runs on a line.

use pdf_extract::{Document, MediaBox, OutputDev, OutputError, Transform, output_doc_page};
use unicode_normalization::UnicodeNormalization;

/// Text in one run: nothing parts it but spaces of a usual width. Lengths are in points, from the left and from the bottom.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fragment {
    pub left: f64,
    pub right: f64,
    pub baseline: f64,
    /// Size of the type.
    pub size: f64,
    pub text: String,
}

/// A wider gap parts two runs, in sizes of the type.
const GAP: f64 = 1.0;
/// A wider one is a space.
const SPACE: f64 = 0.15;
/// Glyphs as near as that are one upon the other.
const NO_ROOM: f64 = 0.05;
/// Runs on one line have their baselines as near as that.
pub(super) const RAISED: f64 = 0.5;

/// The runs of a page, in the order of the file; none where it cannot be read.
pub(super) fn page(pdf: &Document, number: u32) -> Option<Vec<Fragment>> {
    let mut page = Page::default();
    output_doc_page(pdf, &mut page, number).ok()?;
    page.fragments.retain_mut(|fragment| {
        fragment.text = clean(&fragment.text);
        !fragment.text.is_empty()
    });
    Some(page.fragments)
}

/// Letters for ligatures, single spaces; soft hyphens only where they end the run.
fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{FB00}'..='\u{FB06}' => clean.extend(c.nfkc()),
            '\0' => {}
            c if c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{202F}') => {
                if !clean.ends_with(' ') {
                    clean.push(' ');
                }
            }
            c => clean.push(c),
        }
    }
    let clean = clean.trim();
    let words = clean.trim_end_matches(['\u{AD}', '\u{2010}', '-']);
    let is_soft = clean[words.len()..].contains('\u{AD}');
    let end = if is_soft { "\u{AD}" } else { &clean[words.len()..] };
    words.replace('\u{AD}', "") + end
}

#[derive(Default)]
struct Page {
    fragments: Vec<Fragment>,
    /// Where the last glyph ended.
    end: f64,
    /// Whether a string starts: spaces are looked for there.
    starts: bool,
    /// Where the last glyph starts, if it is a space.
    space: Option<f64>,
}

impl Page {
    fn put(&mut self, glyph: Fragment) {
        let gap = glyph.left - self.end;
        let starts = std::mem::take(&mut self.starts);
        self.end = glyph.right;
        let space = std::mem::replace(&mut self.space, (glyph.text == " ").then_some(glyph.left));
        if let Some(last) = self.fragments.last_mut() {
            let size = last.size.max(glyph.size);
            let is_on_line = (glyph.baseline - last.baseline).abs() < RAISED * size;
            if is_on_line && (-GAP..GAP).contains(&(gap / size)) && glyph.left >= last.left {
                // Browsers draw a soft hyphen as a space that takes no room.
                if space.is_some_and(|left| (glyph.left - left).abs() < NO_ROOM * size) {
                    last.text.pop();
                }
                if starts && gap > SPACE * size {
                    last.text.push(' ');
                }
                last.text += &glyph.text;
                last.right = last.right.max(glyph.right);
                last.size = size;
                return;
            }
        }
        self.fragments.push(glyph);
    }
}

impl OutputDev for Page {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        at: &Transform,
        width: f64,
        _: f64,
        size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        let (across, along) = (at.m11.hypot(at.m12), at.m21.hypot(at.m22));
        // Writing that climbs is a stamp or a note in the margin.
        let is_upright = at.m11.abs() >= at.m12.abs() && across > 0.0;
        let numbers = [at.m31, at.m32, width, size, across, along];
        if is_upright && numbers.iter().all(|number| number.is_finite()) {
            let (left, right) = (at.m31, at.m31 + width * size * across);
            self.put(Fragment {
                left,
                right,
                baseline: at.m32,
                size: (size * along).abs().max(0.1),
                text: text.into(),
            });
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.starts = true;
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn what_type_does_to_letters_is_undone() {
        for (run, text) in [
            ("l’o\u{FB03}cier  a \u{FB01}ni", "l’officier a fini"),
            ("Le co\u{AD}lo\u{AD}nel", "Le colonel"),
            ("un co\u{AD}lo\u{AD}\u{2010}", "un colo\u{AD}"),
            ("Boni-", "Boni-"),
            (" \0 ", ""),
        ] {
            assert_eq!(clean(run), text);
        }
    }
}
