//! Folding: the form under which two spellings of a token are the same.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The folded form of a token: lower case, without diacritics, ligatures opened (`Œuvre` → `oeuvre`).
///
/// Composed and decomposed input give the same result. Characters without a folding are kept as they are.
///
/// ```
/// assert_eq!(palabre::matcher::fold("BURKINABÈ"), "burkinabe");
/// assert_eq!(palabre::matcher::fold("e\u{301}tat"), "etat");
/// ```
pub fn fold(token: &str) -> String {
    let mut folded = String::with_capacity(token.len());
    fold_into(token, &mut folded);
    folded
}

/// A name as folded words with single spaces: two spellings that match the same text give the same.
///
/// ```
/// assert_eq!(palabre::matcher::fold_words("Côte-d’Ivoire"), "cote d ivoire");
/// ```
pub fn fold_words(name: &str) -> String {
    let of_word = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    let mut folded = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            _ if c.is_ascii_alphanumeric() => folded.push(c.to_ascii_lowercase()),
            _ if !c.is_ascii() && of_word(c) => fold_char(c, &mut folded),
            _ if folded.is_empty() || folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end_matches(' ').len());
    folded
}

/// Like [`fold`], into a buffer that is cleared first.
pub fn fold_into(token: &str, folded: &mut String) {
    folded.clear();
    for c in token.chars() {
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else {
            fold_char(c, folded);
        }
    }
}

/// A token of at most 16 bytes with the plain letters of ASCII for those of Latin-1, capitals for capitals, both as
/// numbers; `None` where it has other characters, or letters that fold to two.
pub(super) fn without_accents(spelling: u128) -> Option<u128> {
    if spelling & each_byte(0x80) == 0 {
        return (spelling != 0).then_some(spelling);
    }
    let mut plain = [0; 16];
    let mut bytes = spelling.to_le_bytes().into_iter().take_while(|&byte| byte != 0);
    for letter in &mut plain {
        *letter = match bytes.next() {
            None => break,
            Some(LATIN_1) => {
                Some(LETTERS[usize::from(bytes.next()? & 0x3F)]).filter(|&letter| letter != b' ')?
            }
            Some(byte) if byte.is_ascii() => byte,
            Some(_) => return None,
        };
    }
    Some(u128::from_le_bytes(plain))
}

/// The first byte of the characters from U+00C0 to U+00FF, and their plain letters by the second byte.
const LATIN_1: u8 = 0xC3;
const LETTERS: &[u8; 64] = b"AAAAAA CEEEEIIII NOOOOO OUUUUY  aaaaaa ceeeeiiii nooooo ouuuuy y";

/// The folding of a token of at most 16 ASCII characters, both as numbers.
pub(super) fn fold_ascii(spelling: u128) -> u128 {
    // 0x80 in each byte that is an ASCII capital; they become small letters by 0x20.
    spelling | in_range(spelling, b'A', b'Z') >> 2
}

/// 0x80 in each byte of an ASCII text that lies in a range, 0 in the others.
pub(super) fn in_range(ascii: u128, from: u8, to: u8) -> u128 {
    (ascii + each_byte(0x80 - from)) & !(ascii + each_byte(0x7F - to)) & each_byte(0x80)
}

fn each_byte(byte: u8) -> u128 {
    u128::from_ne_bytes([byte; 16])
}

fn fold_char(c: char, folded: &mut String) {
    if let Some(letters) = plain(c) {
        folded.push_str(letters);
        return;
    }
    for part in c.nfkd().filter(|&part| !is_combining_mark(part)).flat_map(char::to_lowercase) {
        match plain(part) {
            Some(letters) => folded.push_str(letters),
            // Lower-casing may bring back a combining mark (`İ`).
            None if is_combining_mark(part) => {}
            None => folded.push(part),
        }
    }
}

/// The plain letters of the characters that are frequent in French, or that do not decompose.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'À' | 'Á' | 'Â' | 'Ã' | 'Ä' | 'Å' => "a",
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => "e",
        'î' | 'ï' | 'í' | 'ì' | 'Î' | 'Ï' | 'Í' | 'Ì' | 'ı' => "i",
        'ô' | 'ö' | 'ó' | 'ò' | 'õ' | 'ø' | 'Ô' | 'Ö' | 'Ó' | 'Ò' | 'Õ' | 'Ø' => "o",
        'ù' | 'û' | 'ü' | 'ú' | 'Ù' | 'Û' | 'Ü' | 'Ú' => "u",
        'ç' | 'Ç' => "c",
        'ñ' | 'Ñ' => "n",
        'œ' | 'Œ' => "oe",
        'æ' | 'Æ' => "ae",
        'ß' | 'ẞ' => "ss",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        '\u{ad}' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::Shape;

    #[test]
    fn same_form() {
        for (written, folded) in [
            ("Traoré", "traore"),
            ("TRAORE", "traore"),
            ("Traore\u{301}", "traore"),
            ("Nîmes", "nimes"),
            ("cœur", "coeur"),
            ("Cœur", "coeur"),
            ("İstanbul", "istanbul"),
            ("Çavuşoğlu", "cavusoglu"),
            ("Ångström", "angstrom"),
            ("Straße", "strasse"),
            ("G5", "g5"),
            ("Москва", "москва"),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
    }

    #[test]
    fn short_tokens() {
        let number = |text: &str| {
            let mut bytes = [0; 16];
            bytes[..text.len()].copy_from_slice(text.as_bytes());
            u128::from_le_bytes(bytes)
        };
        let letters = ('\u{80}'..'\u{250}').map(|c| format!("a{c}Z"));
        let tokens =
            ["Mali", "AZaz09", "0123456789ABCDEF", "x", "Z", "G5", "État", "éééééééé", "naïveté", "e\u{301}"];
        for token in tokens.map(String::from).into_iter().chain(letters) {
            if let Some(plain) = without_accents(number(&token)) {
                assert_eq!(fold_ascii(plain), number(&fold(&token)), "{token}");
                assert_eq!(Shape::of_ascii(plain), Shape::of(&token), "{token}");
            }
        }
        for (token, is_short) in
            [("", false), ("Été", true), ("œuvre", false), ("3×4", false), ("e\u{301}", false)]
        {
            assert_eq!(without_accents(number(token)).is_some(), is_short, "{token}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for c in (0..0x3000).filter_map(char::from_u32) {
            let once = fold(&c.to_string());
            assert_eq!(fold(&once), once, "U+{:04X}", c as u32);
        }
    }
}
