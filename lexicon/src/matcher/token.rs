//! Tokens: what a name is made of.

use super::{FormId, WordId, fold::in_range};
use bytemuck::{Pod, Zeroable};

/// A run of letters and digits in a text, with what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Byte offset of the first character.
    pub start: u32,
    /// Byte offset after the last character.
    pub end: u32,
    /// The folded form.
    pub form: FormId,
    /// The word that it is by its exact spelling in small letters.
    pub word: WordId,
    /// Its capitals and digits.
    pub shape: Shape,
    /// What stands between the token before and this one.
    pub gap: Gap,
    /// Whether some name may start with it.
    pub(super) may_start: bool,
}

impl Token {
    /// A word from one byte offset to another that no list has, behind a gap; with the shape given.
    #[doc(hidden)]
    pub fn strange((start, end): (u32, u32), text: &str, gap: Gap, shape: Shape) -> Token {
        let form = FormId::strange(&text[start as usize..end as usize]);
        Token { start, end, form, word: WordId::NONE, shape, gap, may_start: false }
    }

    /// The token as it is written.
    #[inline]
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }
}

/// Whether some name starts with a form, told by the vocabulary for each token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Pod, Zeroable)]
#[repr(transparent)]
pub(super) struct Starts(pub(super) u8);

impl Starts {
    pub(super) const CAPITAL: u8 = 1;
    pub(super) const ANY: u8 = 2;

    /// Whether a name may start with a token of this shape.
    pub(super) fn admits(self, shape: Shape) -> bool {
        self.0 & (Self::ANY | (shape.is_capitalised() as u8)) != 0
    }
}

/// Capitals and digits of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Shape(pub(super) u8);

impl Shape {
    const CAPITAL: u8 = 1;
    const LOWER: u8 = 2;
    const INNER_CAPITAL: u8 = 4;
    const DIGIT: u8 = 8;
    const LETTER: u8 = 16;

    /// The shape of a token.
    pub fn of(token: &str) -> Shape {
        let mut shape = 0;
        for (i, c) in token.chars().enumerate() {
            shape |= match c {
                'a'..='z' | 'ß'..='ö' | 'ø'..='ÿ' => Self::LETTER | Self::LOWER,
                '0'..='9' => Self::DIGIT,
                _ if c.is_uppercase() => {
                    Self::LETTER | if i == 0 { Self::CAPITAL } else { Self::INNER_CAPITAL }
                }
                _ if c.is_numeric() => Self::DIGIT,
                _ if c.is_alphabetic() => Self::LETTER | Self::LOWER,
                _ => 0,
            };
        }
        Shape(shape)
    }

    /// The shape of a token of at most 16 ASCII letters and digits, as a number.
    pub(super) fn of_ascii(token: u128) -> Shape {
        const FIRST: u128 = 0xFF;
        let (capitals, small) = (in_range(token, b'A', b'Z'), in_range(token, b'a', b'z'));
        let flags = [
            (Self::CAPITAL, capitals & FIRST),
            (Self::INNER_CAPITAL, capitals & !FIRST),
            (Self::LOWER, small),
            (Self::LETTER, capitals | small),
            (Self::DIGIT, in_range(token, b'0', b'9')),
        ];
        Shape(flags.iter().filter(|(_, bytes)| *bytes != 0).fold(0, |shape, (flag, _)| shape | flag))
    }

    /// Starts with a capital: `Mali`, `AES`, `G5`.
    pub fn is_capitalised(self) -> bool {
        self.0 & Self::CAPITAL != 0
    }

    /// Capitals and no small letter: `AES`, `G5`, `M`.
    pub fn is_all_capitals(self) -> bool {
        self.0 & (Self::CAPITAL | Self::LOWER) == Self::CAPITAL
    }

    /// Two capitals or more, and no small letter: `AES`, but not `M` or `G5`.
    pub fn is_acronym(self) -> bool {
        self.is_all_capitals() && self.0 & Self::INNER_CAPITAL != 0
    }

    /// A capital inside: `McCain`, `FAMa`, `AES`.
    pub fn has_inner_capital(self) -> bool {
        self.0 & Self::INNER_CAPITAL != 0
    }

    /// Has a digit.
    pub fn has_digit(self) -> bool {
        self.0 & Self::DIGIT != 0
    }

    /// Has no letter at all: `2024`.
    pub fn is_number(self) -> bool {
        self.0 & (Self::DIGIT | Self::LETTER) == Self::DIGIT
    }
}

/// What stands between two tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[repr(u8)]
pub enum Gap {
    /// Spaces of any width.
    Space,
    /// A hyphen without spaces.
    Hyphen,
    /// An apostrophe of any form: `l’AES`.
    Apostrophe,
    /// A full stop without spaces: `Bamada.net`, `O.N.U`.
    Dot,
    /// A full stop and a hyphen: `É.-U.`, `J.-M. Ayrault`.
    DotHyphen,
    /// A full stop and spaces.
    DotSpace,
    /// A comma.
    Comma,
    /// `&`, `/`, `+`, `_`, `@` or `°`.
    Symbol,
    /// A dash, or a hyphen with spaces around it.
    Dash,
    /// Any other punctuation.
    Other,
    /// A line end, whatever else.
    Line,
    /// The start of the text.
    #[default]
    Start,
}

impl Gap {
    /// The class under which a trie looks a gap up, [`Gap::BARRIER`] where no name crosses it.
    #[inline]
    pub(super) fn class(self) -> u64 {
        match self {
            Gap::Space | Gap::Hyphen => 0,
            Gap::Apostrophe => 1,
            Gap::Dot | Gap::DotHyphen => 2,
            Gap::DotSpace => 3,
            Gap::Comma => 4,
            Gap::Symbol => 5,
            Gap::Dash => 6,
            Gap::Other | Gap::Line | Gap::Start => Gap::BARRIER,
        }
    }

    pub(super) const BARRIER: u64 = 7;

    /// The class of the text between two tokens.
    pub fn of(between: &str) -> Gap {
        let (mut mark, mut marks, mut chars) = (' ', 0, 0);
        for c in between.chars() {
            match c {
                '\n' | '\r' | '\u{2028}' | '\u{2029}' => return Gap::Line,
                _ if c.is_whitespace() || is_invisible(c) => {}
                _ => (mark, marks) = (c, marks + 1),
            }
            chars += 1;
        }
        match marks {
            0 => Gap::Space,
            1 => Gap::of_mark(mark, chars > 1),
            2 if matches!(between, ".-" | ".\u{2010}" | ".\u{2011}") => Gap::DotHyphen,
            _ => Gap::Other,
        }
    }

    /// The class of an ASCII character between two tokens.
    #[inline]
    pub(super) fn of_byte(byte: u8) -> Gap {
        static GAPS: [Gap; 256] = {
            let mut gaps = [Gap::Other; 256];
            let mut byte = 0;
            while byte < 128 {
                gaps[byte] = match byte as u8 {
                    b'\n' | b'\r' => Gap::Line,
                    b' ' | b'\t' | 0x0B | 0x0C => Gap::Space,
                    mark => Gap::of_mark(mark as char, false),
                };
                byte += 1;
            }
            gaps
        };
        GAPS[byte as usize]
    }

    /// The class of a single mark, with or without spaces around it.
    const fn of_mark(mark: char, spaced: bool) -> Gap {
        match mark {
            '-' | '\u{2010}' | '\u{2011}' if spaced => Gap::Dash,
            '-' | '\u{2010}' | '\u{2011}' => Gap::Hyphen,
            '\'' | '’' | '‘' | 'ʼ' | '´' | '`' | '′' => Gap::Apostrophe,
            '.' if spaced => Gap::DotSpace,
            '.' => Gap::Dot,
            ',' => Gap::Comma,
            '&' | '/' | '+' | '_' | '@' | '°' => Gap::Symbol,
            '–' | '—' | '−' | '―' => Gap::Dash,
            _ => Gap::Other,
        }
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::{Gap, Shape};

    #[test]
    fn gaps() {
        for (between, gap) in [
            (" ", Gap::Space),
            ("\u{a0}", Gap::Space),
            ("\u{202f} ", Gap::Space),
            ("-", Gap::Hyphen),
            (" - ", Gap::Dash),
            ("–", Gap::Dash),
            ("’", Gap::Apostrophe),
            ("'", Gap::Apostrophe),
            (".", Gap::Dot),
            (". ", Gap::DotSpace),
            (".-", Gap::DotHyphen),
            (". -", Gap::Other),
            (", ", Gap::Comma),
            ("\n", Gap::Line),
            (".\r\n", Gap::Line),
            (" & ", Gap::Symbol),
            ("°", Gap::Symbol),
            (" (", Gap::Other),
            (" « ", Gap::Other),
            ("...", Gap::Other),
        ] {
            assert_eq!(Gap::of(between), gap, "{between:?}");
        }
        for byte in 0..128u8 {
            assert_eq!(Gap::of_byte(byte), Gap::of(&char::from(byte).to_string()), "{:?}", byte as char);
        }
    }

    #[test]
    fn shapes() {
        assert!(Shape::of("Mali").is_capitalised() && !Shape::of("Mali").is_acronym());
        assert!(Shape::of("AES").is_acronym() && Shape::of("É").is_all_capitals());
        assert!(!Shape::of("M").is_acronym() && !Shape::of("FAMa").is_acronym());
        assert!(Shape::of("2024").is_number() && !Shape::of("14h30").is_number());
    }
}
