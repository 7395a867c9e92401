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
    let words = name.split(|c: char| !of_word(c)).filter(|word| !word.is_empty());
    words.map(fold).collect::<Vec<_>>().join(" ")
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

/// The folding of a token of at most 16 bytes, both as numbers; `None` where it has other characters than ASCII ones.
pub(super) fn fold_ascii(spelling: u128) -> Option<u128> {
    // 0x80 in each byte that is an ASCII capital; they become small letters by 0x20.
    (spelling != 0 && spelling & each_byte(0x80) == 0).then(|| spelling | in_range(spelling, b'A', b'Z') >> 2)
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
    fn ascii() {
        let number = |text: &str| {
            let mut bytes = [0; 16];
            bytes[..text.len()].copy_from_slice(text.as_bytes());
            u128::from_le_bytes(bytes)
        };
        for token in ["Mali", "AZaz09", "0123456789ABCDEF", "x", "Z", "G5"] {
            assert_eq!(fold_ascii(number(token)), Some(number(&fold(token))), "{token}");
        }
        assert_eq!(fold_ascii(number("État")), None);
        assert_eq!(fold_ascii(0), None);
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for c in (0..0x3000).filter_map(char::from_u32) {
            let once = fold(&c.to_string());
            assert_eq!(fold(&once), once, "U+{:04X}", c as u32);
        }
    }
}
