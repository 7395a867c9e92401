//! Cuts text into tokens and interns them.

use super::{FormId, Gap, Shape, Token, Vocabulary, fold::fold_into, token::Starts};

/// Cuts text into tokens; keeps a memory of the tokens it has met, so that folding is paid once a spelling.
///
/// One a thread: it borrows the vocabulary and owns its memory (about 0.6 MB).
#[derive(Debug, Clone)]
pub struct Tokenizer<'v> {
    vocabulary: &'v Vocabulary,
    memory: Vec<Remembered>,
    folded: String,
}

/// A spelling of at most 16 bytes and what it is. An empty slot has the spelling 0, which no token has.
#[derive(Debug, Clone, Copy)]
struct Remembered {
    spelling: u128,
    known: Known,
}

#[derive(Debug, Clone, Copy)]
struct Known {
    form: FormId,
    shape: Shape,
    starts: Starts,
}

const SLOTS_LOG2: u32 = 14;

impl<'v> Tokenizer<'v> {
    /// A tokenizer over a vocabulary.
    pub fn new(vocabulary: &'v Vocabulary) -> Self {
        let nothing = Known { form: FormId(0), shape: Shape::default(), starts: Starts::default() };
        let memory = vec![Remembered { spelling: 0, known: nothing }; 1 << SLOTS_LOG2];
        Tokenizer { vocabulary, memory, folded: String::new() }
    }

    /// Appends the tokens of a text (at most 4 GiB) to `tokens`.
    ///
    /// A token is a run of letters, digits and combining marks; everything else is a gap.
    pub fn tokenize(&mut self, text: &str, tokens: &mut Vec<Token>) {
        self.tokenize_from(text, 0, text.len(), tokens);
    }

    /// Appends the tokens of `text[from..to]`, with their offsets in `text`.
    pub(super) fn tokenize_from(&mut self, text: &str, from: usize, to: usize, tokens: &mut Vec<Token>) {
        assert!(text.len() <= u32::MAX as usize, "a text holds at most 4 GiB");
        let bytes = &text.as_bytes()[..to];
        let (mut at, mut end_before) = (from, from);
        let mut gap_at_start = Some(Gap::Start);
        loop {
            let start = skip(text, bytes, at, false);
            if start >= to {
                return;
            }
            at = skip(text, bytes, start, true);
            let gap = match gap_at_start.take() {
                Some(gap) => gap,
                None if start == end_before + 1 && bytes[end_before] == b' ' => Gap::Space,
                None => Gap::of(&text[end_before..start]),
            };
            let Known { form, shape, starts } = self.look_up(text, bytes, start, at);
            tokens.push(Token { start: start as u32, end: at as u32, form, shape, gap, starts });
            end_before = at;
        }
    }

    #[inline]
    fn look_up(&mut self, text: &str, bytes: &[u8], start: usize, end: usize) -> Known {
        let length = end - start;
        if length > 16 {
            return self.make_out(&text[start..end]);
        }
        let spelling = load(bytes, start, length);
        let slot = slot(spelling);
        let remembered = self.memory[slot];
        if remembered.spelling == spelling {
            return remembered.known;
        }
        let known = self.make_out(&text[start..end]);
        self.memory[slot] = Remembered { spelling, known };
        known
    }

    #[cold]
    fn make_out(&mut self, token: &str) -> Known {
        fold_into(token, &mut self.folded);
        let form = self.vocabulary.lookup(&self.folded);
        Known { form, shape: Shape::of(token), starts: self.vocabulary.starts(form) }
    }
}

/// The bytes of a token as a number; tokens hold no NUL, so that the length needs no place.
#[inline]
fn load(bytes: &[u8], start: usize, length: usize) -> u128 {
    match bytes.get(start..start + 16) {
        Some(window) => {
            let whole = u128::from_le_bytes(window.try_into().expect("16 bytes"));
            whole & (u128::MAX >> (128 - 8 * length as u32))
        }
        None => {
            let mut window = [0; 16];
            window[..length].copy_from_slice(&bytes[start..start + length]);
            u128::from_le_bytes(window)
        }
    }
}

#[inline]
fn slot(spelling: u128) -> usize {
    let (low, high) = (spelling as u64, (spelling >> 64) as u64);
    let mixed = (low ^ high.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> (64 - SLOTS_LOG2)) as usize
}

/// What a byte begins.
mod class {
    pub const GAP: u8 = 0;
    pub const LETTER: u8 = 1;
    /// Two bytes, always of a token: Latin, Greek, Cyrillic, combining marks.
    pub const LETTER_OF_TWO: u8 = 2;
    /// `C3`: Latin-1 letters, but for × and ÷.
    pub const LATIN_1: u8 = 3;
    /// Whatever `char` says.
    pub const ASK: u8 = 4;
}

static CLASSES: [u8; 256] = {
    let mut classes = [class::GAP; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => class::LETTER,
            0xC3 => class::LATIN_1,
            0xC4..=0xC9 | 0xCC | 0xCE..=0xD1 => class::LETTER_OF_TWO,
            0xC2..=0xFF => class::ASK,
            _ => class::GAP,
        };
        byte += 1;
    }
    classes
};

/// The first offset from `at` where the text stops being inside (or outside) a token.
#[inline]
fn skip(text: &str, bytes: &[u8], mut at: usize, inside: bool) -> usize {
    while let Some(&byte) = bytes.get(at) {
        let (of_token, length) = match CLASSES[byte as usize] {
            class::GAP => (false, 1),
            class::LETTER => (true, 1),
            class::LETTER_OF_TWO => (true, 2),
            class::LATIN_1 => (!matches!(bytes[at + 1], 0x97 | 0xB7), 2),
            _ => ask(text, at),
        };
        if of_token != inside {
            break;
        }
        at += length;
    }
    at
}

#[cold]
fn ask(text: &str, at: usize) -> (bool, usize) {
    let c = text[at..].chars().next().expect("a character boundary");
    let modifier = ('\u{2b9}'..='\u{2ff}').contains(&c);
    let of_token =
        (c.is_alphanumeric() && !modifier && !matches!(c, 'ª' | 'º' | '²' | '³' | '¹' | '¼'..='¾'))
            || unicode_normalization::char::is_combining_mark(c)
            || c == '\u{ad}';
    (of_token, c.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<String> {
        let vocabulary = Vocabulary::default();
        let mut tokens = Vec::new();
        Tokenizer::new(&vocabulary).tokenize(text, &mut tokens);
        tokens.iter().map(|token| token.text(text).to_string()).collect()
    }

    #[test]
    fn cuts() {
        for (text, expected) in [
            ("l’AES, aujourd'hui", "l AES aujourd hui"),
            ("Moscou–AES", "Moscou AES"),
            ("Bamada.net-Cette", "Bamada net Cette"),
            ("« Très bien\u{202f}! »", "Très bien"),
            ("Goi\u{308}ta à 14h30", "Goi\u{308}ta à 14h30"),
            ("3×4÷2 n° 5", "3 4 2 n 5"),
            ("", ""),
            ("…", ""),
            ("😀Mali😀", "Mali"),
            ("Владимир Путин", "Владимир Путин"),
            ("anticonstitutionnellement", "anticonstitutionnellement"),
        ] {
            assert_eq!(tokens(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn same_form_same_id() {
        let mut vocabulary = Vocabulary::default();
        let mali = vocabulary.intern("Mali");
        let text = "Mali MALI mali Traoré TRAORE";
        let mut tokens = Vec::new();
        Tokenizer::new(&vocabulary).tokenize(text, &mut tokens);
        assert!(tokens[..3].iter().all(|token| token.form == mali));
        assert_eq!(tokens[3].form, tokens[4].form);
        assert!(!tokens[3].form.is_known());
    }
}
