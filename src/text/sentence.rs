//! Where French sentences end.

use crate::{
    matcher::{Gap, Token},
    model::{Lexicon, word},
};

/// What ends between two tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    None,
    Sentence,
    Paragraph,
}

/// Decides between which tokens a sentence ends.
pub(super) struct Splitter<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
    pub(super) lexicon: &'t Lexicon,
}

impl Splitter<'_> {
    /// What ends before token `next`, and at which byte.
    pub(super) fn before(&self, next: usize) -> (Cut, usize) {
        let (previous, token) = (&self.tokens[next - 1], &self.tokens[next]);
        let (start, end) = (previous.end as usize, token.start as usize);
        let between = &self.text[start..end];
        match token.gap {
            Gap::Line => self.at_line_end(next, between, start),
            Gap::Hyphen if self.is_glued_source(next) => (Cut::Sentence, start),
            Gap::Dot if self.lacks_space(next) => (Cut::Sentence, start + 1),
            Gap::Dot | Gap::Hyphen | Gap::Dash => (Cut::None, start),
            _ => match end_of_terminator(between) {
                Some(length) if self.ends_here(next, between, length) => (Cut::Sentence, start + length),
                _ => (Cut::None, start),
            },
        }
    }

    /// A line end ends a paragraph, unless the line is long, and the next one goes on with a small letter: lines that a width broke
    /// all over a text are joined before.
    fn at_line_end(&self, next: usize, between: &str, start: usize) -> (Cut, usize) {
        let newline = between.find(['\n', '\r', '\u{2028}', '\u{2029}']).unwrap_or(0);
        let blank = between.matches('\n').count() > 1 || between.contains(['\u{2029}']);
        let small = self.text[self.tokens[next].start as usize..].starts_with(char::is_lowercase);
        let punctuated = !between.trim_end_matches(char::is_whitespace).trim_matches([' ', ',']).is_empty();
        if small && !blank && !punctuated && self.line_length(start) >= 50 {
            return (Cut::None, start);
        }
        (Cut::Paragraph, start + newline)
    }

    /// Characters of the line up to a byte, at most about a hundred.
    fn line_length(&self, end: usize) -> usize {
        let before = &self.text.as_bytes()[end.saturating_sub(100)..end];
        before.iter().rev().take_while(|&&byte| byte != b'\n').count()
    }

    /// `Bamada.net-Cette visite`: an address and the first word of a text, glued.
    fn is_glued_source(&self, next: usize) -> bool {
        next >= 2
            && self.tokens[next - 1].gap == Gap::Dot
            && !self.tokens[next - 1].shape.is_capitalised()
            && self.tokens[next].shape.is_capitalised()
    }

    /// `régionale.Cette`: no space after a full stop, but not `Bamada.Net`, `O.N.U.` or `3.B`.
    fn lacks_space(&self, next: usize) -> bool {
        let (previous, token) = (&self.tokens[next - 1], &self.tokens[next]);
        token.shape.is_capitalised()
            && !previous.shape.is_capitalised()
            && !previous.shape.is_number()
            && previous.end - previous.start > 1
            && previous.gap != Gap::Dot
            && !self.lexicon.has(previous, word::ABBREVIATION)
    }

    /// Whether the punctuation between two tokens ends a sentence; `length` is how much of it belongs to the first.
    fn ends_here(&self, next: usize, between: &str, length: usize) -> bool {
        let token = &self.tokens[next];
        let rest = &between[length..];
        if !rest.contains(char::is_whitespace) && !between[..length].contains(char::is_whitespace) {
            return false;
        }
        let opens = token.shape.is_capitalised()
            || token.shape.has_digit()
            || rest.trim_start().starts_with(['«', '“', '"', '—', '–']);
        if !opens {
            return false;
        }
        let full_stop = between.starts_with('.') && !between.starts_with("..");
        !(full_stop && self.is_abbreviated(next))
    }

    /// Whether the full stop before token `next` belongs to an abbreviation.
    fn is_abbreviated(&self, next: usize) -> bool {
        let previous = &self.tokens[next - 1];
        let written = previous.text(self.text);
        if previous.shape.is_all_capitals() && written.chars().count() == 1 {
            // An initial, unless a word of the closed classes follows (`l’O.N.U. Elle`), but for `J.-Y. Le Drian`.
            let double_initial = previous.gap == Gap::DotHyphen;
            return written == "M" || double_initial || !self.lexicon.has(&self.tokens[next], word::FUNCTION);
        }
        if previous.shape.is_number() {
            // `1. Le gouvernement`, but `en 2024. Le gouvernement`.
            return matches!(previous.gap, Gap::Line | Gap::Start | Gap::DotSpace) && written.len() <= 2;
        }
        if !self.lexicon.has(previous, word::ABBREVIATION) {
            return false;
        }
        let cues = &self.lexicon.cues;
        let as_listed =
            cues.abbreviations.iter().any(|form| form == written) || !previous.shape.is_capitalised();
        as_listed && !cues.final_abbreviations.iter().any(|form| form == written)
    }
}

/// The bytes up to and with the last full stop, question or exclamation mark or ellipsis and what closes after it
/// (quotation marks, brackets); `None` where there is none.
fn end_of_terminator(between: &str) -> Option<usize> {
    let terminator = |c: char| matches!(c, '.' | '!' | '?' | '…' | '‽');
    let last = between.rfind(terminator)?;
    let mut end = last + between[last..].chars().next().map_or(0, char::len_utf8);
    let mut rest = between[end..].char_indices();
    // A straight quotation mark closes where nothing stands between it and the full stop.
    while let Some((at, c)) = rest.next() {
        match c {
            '»' | '”' | '’' | ')' | ']' => end = between.len() - rest.as_str().len(),
            '"' if at == 0 => end = between.len() - rest.as_str().len(),
            c if c.is_whitespace() && c != '\n' => {}
            _ => break,
        }
    }
    Some(end)
}
