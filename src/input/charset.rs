//! Character sets by name: those of the web, and the code page of DOS that Excel still writes in places.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};
use std::{borrow::Cow, fmt};

/// A character set.
///
/// ```
/// use palabre::input::Charset;
///
/// assert_eq!(Charset::from_name("latin1").unwrap().name(), "windows-1252");
/// assert_eq!(Charset::from_name("cp850").unwrap().decode(b"g\x82n\x82ral").0, "général");
/// assert!(Charset::from_name("ebcdic").is_none());
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Charset(Kind);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// One that browsers know.
    Web(&'static Encoding),
    /// Code page 850, “DOS Latin 1”.
    Cp850,
}

/// The characters from 0x80 of code page 850 (Unicode Consortium, `CP850.TXT`).
const CP850: &str = include_str!("cp850.txt");

impl Charset {
    /// The one of a name: a label of the web (`utf-8`, `windows-1252`, `latin1`, `macintosh`, `utf-16le` …), or `cp850`.
    pub fn from_name(name: &str) -> Option<Charset> {
        match name.trim().to_ascii_lowercase().replace(['-', '_'], "").as_str() {
            "cp850" | "ibm850" | "850" => Some(Charset(Kind::Cp850)),
            "macroman" | "mac" => Some(Charset(Kind::Web(MACINTOSH))),
            _ => Encoding::for_label(name.as_bytes()).map(Charset::web),
        }
    }

    /// The encoding of the web that it is.
    pub(super) fn encoding(self) -> Option<&'static Encoding> {
        match self.0 {
            Kind::Web(encoding) => Some(encoding),
            Kind::Cp850 => None,
        }
    }

    pub(super) fn web(encoding: &'static Encoding) -> Charset {
        Charset(Kind::Web(encoding))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self.0 {
            Kind::Web(encoding) => encoding.name(),
            Kind::Cp850 => "IBM850",
        }
    }

    /// The text of bytes, and whether some are none of its characters.
    pub fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        match self.0 {
            Kind::Web(encoding) => {
                let (text, _, is_damaged) = encoding.decode(bytes);
                (text, is_damaged)
            }
            Kind::Cp850 => (bytes.iter().map(|&byte| cp850(byte)).collect::<String>().into(), false),
        }
    }

    /// Of a set that was guessed by what is usual on the web, and those of old Macs and of DOS: the one in which accents stand where
    /// French has them.
    pub(super) fn likeliest(guessed: &'static Encoding, bytes: &[u8]) -> Charset {
        let guessed = Charset::web(guessed);
        if !guessed.name().starts_with("windows-125") && guessed.name() != "macintosh" {
            return guessed;
        }
        let others = [WINDOWS_1252, MACINTOSH].map(Charset::web).into_iter().chain([Charset(Kind::Cp850)]);
        let (mut best, mut most) = (guessed, guessed.accents(bytes));
        for other in others {
            let accents = other.accents(bytes);
            if accents > most.max(0) {
                (best, most) = (other, accents);
            }
        }
        best
    }

    /// How many characters beside letters are those of French there, less those that are not.
    fn accents(self, bytes: &[u8]) -> i32 {
        const MOST: usize = 64 << 10;
        let text = self.decode(&bytes[..bytes.len().min(MOST)]).0;
        let (mut count, mut before) = (0, ' ');
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let beside = before.is_ascii_alphabetic() || chars.peek().is_some_and(char::is_ascii_alphabetic);
            if !c.is_ascii() && beside {
                let small = matches!(
                    c,
                    'é' | 'è'
                        | 'ê'
                        | 'ë'
                        | 'à'
                        | 'â'
                        | 'ç'
                        | 'î'
                        | 'ï'
                        | 'ô'
                        | 'ù'
                        | 'û'
                        | 'ü'
                        | 'œ'
                        | 'æ'
                        | '’'
                );
                let other = matches!(
                    c,
                    'É' | 'È'
                        | 'Ê'
                        | 'À'
                        | 'Â'
                        | 'Ç'
                        | 'Î'
                        | 'Ô'
                        | 'Œ'
                        | '«'
                        | '»'
                        | '“'
                        | '”'
                        | '…'
                        | '\u{A0}'
                );
                let capital = other && !before.is_ascii_lowercase();
                count += if small || capital { 1 } else { -1 };
            }
            before = c;
        }
        count
    }

    /// The characters of its bytes from 0x80 on.
    pub(super) fn high(self) -> Vec<char> {
        let char_of = |byte| self.decode(&[byte]).0.chars().next().unwrap_or_default();
        (0x80..=0xFF).map(char_of).collect()
    }
}

fn cp850(byte: u8) -> char {
    let high = || CP850.chars().nth(usize::from(byte) - 0x80).expect("a character for each of 128 bytes");
    if byte.is_ascii() { byte.into() } else { high() }
}

impl fmt::Debug for Charset {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_tuple("Charset").field(&self.name()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(charset: Charset, text: &str) -> Vec<u8> {
        let high = charset.high();
        let byte_of = |c| 0x80 + high.iter().position(|known| *known == c).unwrap() as u8;
        text.chars().map(|c| if c.is_ascii() { c as u8 } else { byte_of(c) }).collect()
    }

    #[test]
    fn sets_of_accented_french_are_told_apart() {
        assert_eq!(CP850.chars().count(), 128);
        for name in ["windows-1252", "macintosh", "cp850"] {
            let charset = Charset::from_name(name).unwrap();
            for text in ["Le général Traoré a été reçu à Gao.", "Sénégal", "ÉLÉGANT, où, l’été : « ça »"]
            {
                let text = if name == "cp850" { text.replace('’', "'") } else { text.to_string() };
                let bytes = bytes(charset, &text);
                assert_eq!(Charset::likeliest(WINDOWS_1252, &bytes).name(), charset.name(), "{text}");
                assert_eq!(charset.decode(&bytes).0, text);
            }
        }
    }
}
