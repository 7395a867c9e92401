//! Bytes to text: byte order marks, UTF-8, and what browsers would guess for the rest.

use super::{Note, charset::Charset};
use crate::error::{Error, Result};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::{borrow::Cow, path::Path};

/// Bytes at the start of a file that tell whether it is text.
pub(super) const HEAD: usize = 8 << 10;

/// Of so many bytes of a text, at most one is NUL.
const MOST_NULS: usize = 50;

/// What a file is by its first bytes.
pub(super) struct Signature {
    magic: &'static [u8],
    what: &'static str,
    /// What to do where it is not read.
    advice: &'static str,
    /// The format that reads it, where palabre was built with it.
    pub format: Option<&'static str>,
}

/// Files that people take for text, by their first bytes.
const BINARY: &[Signature] = &[
    signature(b"%PDF-", "a PDF", "convert it first: pdftotext FILE.pdf FILE.txt", Some("pdf")),
    signature(b"PK\x03\x04", "a ZIP archive or an Office document", UNPACK, Some("zip")),
    signature(
        b"\xD0\xCF\x11\xE0",
        "an old Office document",
        "save it as .docx, as plain text or as HTML",
        None,
    ),
    signature(b"{\\rtf", "an RTF document", "save it as plain text or HTML", Some("rtf")),
    signature(b"\x1F\x8B", "a gzip archive", "unpack it first: gunzip FILE", None),
    signature(b"\x28\xB5\x2F\xFD", "a zstd archive", "unpack it first: unzstd FILE", None),
    signature(b"\xFD7zXZ\0", "an xz archive", "unpack it first: unxz FILE", None),
    signature(b"7z\xBC\xAF\x27\x1C", "a 7z archive", "unpack it first", None),
    signature(b"Rar!\x1A\x07", "a RAR archive", "unpack it first", None),
    signature(b"BZh", "a bzip2 archive", "unpack it first: bunzip2 FILE", None),
    signature(b"\x89PNG", "a PNG picture", PICTURE, None),
    signature(b"\xFF\xD8\xFF", "a JPEG picture", PICTURE, None),
    signature(b"GIF8", "a GIF picture", PICTURE, None),
    signature(b"SQLite format 3\0", "an SQLite database", "export the texts as CSV or JSON Lines", None),
    signature(b"\x7FELF", "a program", "palabre reads text", None),
];
const UNPACK: &str = "unpack it, or save it as plain text or HTML";
const PICTURE: &str = "palabre reads text, not pictures";

const fn signature(
    magic: &'static [u8],
    what: &'static str,
    advice: &'static str,
    format: Option<&'static str>,
) -> Signature {
    Signature { magic, what, advice, format }
}

impl Signature {
    /// What a file is by its first bytes, where they say so.
    pub fn of(head: &[u8]) -> Option<&'static Signature> {
        // `BZh…` and `GIF8…` may be the first letters of a text: the rest must not be one.
        let is_sure =
            |signature: &Signature| signature.format.is_some() || signature.magic.len() > 4 || !is_text(head);
        BINARY.iter().find(|signature| head.starts_with(signature.magic) && is_sure(signature))
    }
}

/// Refuses what is not text, by its first bytes. `format` is the one that it is to be read as: its own signature is right.
pub(super) fn refuse_binary(path: &Path, head: &[u8], format: &str) -> Result<()> {
    let foreign = Signature::of(head).filter(|signature| signature.format != Some(format));
    if let Some(Signature { what, advice, .. }) = foreign {
        return Err(Error::input(path, format!("looks like {what}, not text")).with_hint(*advice));
    }
    if head.starts_with(b"\xFF\xFE\0\0") || head.starts_with(b"\0\0\xFE\xFF") {
        let error = Error::input(path, "looks like UTF-32, which is not read");
        return Err(error.with_hint("save it as plain text in UTF-8"));
    }
    // A few are damage, and cost the row or the word that they are in.
    let nuls = head.iter().take(HEAD).filter(|&&byte| byte == 0).count();
    if utf16(head).is_none() && nuls * MOST_NULS > head.len().min(HEAD) {
        let error = Error::input(path, "looks like binary data, not text: it has NUL bytes");
        return Err(error.with_hint("save it as plain text in UTF-8"));
    }
    Ok(())
}

fn is_text(head: &[u8]) -> bool {
    let is_utf8 = std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true);
    is_utf8 && !head.contains(&0)
}

/// UTF-16, by its byte order mark or by the NULs that every other byte of Western text is.
pub(super) fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    match Encoding::for_bom(head) {
        Some((encoding, _)) => return (encoding != UTF_8).then_some(encoding),
        None if head.len() < 4 => return None,
        None => {}
    }
    let head = &head[..head.len().min(HEAD)];
    let nuls = |offset: usize| head.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, half) = (nuls(0), nuls(1), head.len() / 2);
    match () {
        () if odd * 10 >= half * 7 && even * 20 <= half => Some(UTF_16LE),
        () if even * 10 >= half * 7 && odd * 20 <= half => Some(UTF_16BE),
        () => None,
    }
}

/// The text of a whole file. `declared` is what the file itself says its encoding is (a page's `<meta charset>`); it
/// counts only where the bytes are not valid UTF-8, which they never are by accident.
pub(super) fn text(mut bytes: Vec<u8>, declared: Option<&'static Encoding>, notes: &mut Vec<Note>) -> String {
    if let Some(encoding) = utf16(&bytes[..bytes.len().min(HEAD)]) {
        return decode(&bytes, Charset::web(encoding), notes);
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let bytes = error.into_bytes();
            decode(&bytes, guess(&bytes, declared), notes)
        }
    }
}

/// The text of a row, or of a cell of it.
pub(super) fn row<'b>(bytes: &'b [u8], notes: &mut Vec<Note>) -> Cow<'b, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(decode(bytes, guess(bytes, None), notes)),
    }
}

/// What bytes that are not UTF-8 are: UTF-8 with some damage, what they say, or what a browser would guess for a
/// French page.
fn guess(bytes: &[u8], declared: Option<&'static Encoding>) -> Charset {
    if is_damaged_utf8(bytes) {
        return Charset::web(UTF_8);
    }
    if let Some(encoding) = declared.filter(|&encoding| encoding != UTF_8) {
        return Charset::web(encoding);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Charset::likeliest(detector.guess(Some(b"fr"), Utf8Detection::Deny), bytes)
}

/// Whether there are at least four good multi-byte characters to each bad byte.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|&byte| byte >= 0xC0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= 4 * bad
}

fn decode(bytes: &[u8], charset: Charset, notes: &mut Vec<Note>) -> String {
    let (text, damaged) = charset.decode(bytes);
    if charset != Charset::web(UTF_8) {
        notes.push(Note::Decoded { encoding: charset.name() });
    }
    if damaged {
        notes.push(Note::Replaced { count: text.matches('\u{FFFD}').count() });
    }
    text.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::WINDOWS_1252;

    fn check(bytes: &[u8], wanted: &str, wanted_notes: &[Note]) {
        let mut notes = vec![];
        assert_eq!(text(bytes.to_vec(), None, &mut notes), wanted);
        assert_eq!(notes, wanted_notes, "{wanted}");
    }

    fn utf16_bytes(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn encodings() {
        let text = "Le général Camara a quitté Gao « en ami », l’œil sec.";
        let decoded = |encoding| vec![Note::Decoded { encoding }];
        check(text.as_bytes(), text, &[]);
        check(&[b"\xEF\xBB\xBF", text.as_bytes()].concat(), text, &[]);
        check(&WINDOWS_1252.encode(text).0, text, &decoded("windows-1252"));
        check(b"S\xE9n\xE9gal", "Sénégal", &decoded("windows-1252"));
        for mark in ["\u{FEFF}", ""] {
            let marked = format!("{mark}{text}");
            check(&utf16_bytes(&marked, u16::to_le_bytes), text, &decoded("UTF-16LE"));
            check(&utf16_bytes(&marked, u16::to_be_bytes), text, &decoded("UTF-16BE"));
        }
        check(b"", "", &[]);
    }

    #[test]
    fn a_few_bad_bytes_do_not_make_it_another_encoding() {
        let bytes = [b"\xFF".as_slice(), "Traoré, Goïta, Déby, Tiani à Niamey".as_bytes()].concat();
        check(&bytes, "\u{FFFD}Traoré, Goïta, Déby, Tiani à Niamey", &[Note::Replaced { count: 1 }]);
    }

    #[test]
    fn binary_is_refused() {
        let refused =
            |bytes: &[u8]| refuse_binary(Path::new("f"), bytes, "text").err().map(|error| error.to_string());
        assert_eq!(refused(b"%PDF-1.7\n%\xE2\xE3").unwrap(), "f: looks like a PDF, not text");
        assert!(refused(b"PK\x03\x04\x14\0").unwrap().contains("Office"));
        assert!(refused(b"abc\0def, ghi").unwrap().contains("NUL bytes"));
        assert!(refused(b"\x89PNG\r\n\x1A\n\0").unwrap().contains("PNG"));
        assert!(refused(b"\xFF\xFE\0\0B\0\0\0a\0\0\0").unwrap().contains("UTF-32"));
        assert_eq!(refused(&[b"{\"text\": \"Ba\0mako\"}\n".repeat(4), b"{}\n".repeat(99)].concat()), None);
        for text in ["BZh est une suite de lettres", "GIF89 : un format", "", "ab"] {
            assert_eq!(refused(text.as_bytes()), None, "{text}");
        }
        assert_eq!(refused(&utf16_bytes("Bamako, capitale", u16::to_le_bytes)), None);
    }
}
