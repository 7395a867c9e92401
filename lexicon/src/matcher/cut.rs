//! Where tokens start and end.
//!
//! A token is a run of letters, digits and combining marks. Every byte of a piece of text is told apart in a loop
//! without branches, which the compiler turns into vector instructions; edges are then found sixty-four bytes at a time.

use super::Gap;

/// A token of a text, not yet looked up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) end: usize,
    /// What stands between the token before and this one.
    pub(super) gap: Gap,
    /// Its bytes as a number, 0 where there are more than 16. Tokens hold no NUL, so that the length needs no place.
    pub(super) spelling: u128,
}

/// Cuts text into tokens.
#[derive(Debug, Clone, Default)]
pub(super) struct Cutter {
    /// Some text, with zeros before and after it.
    bytes: Vec<u8>,
    /// Per byte of that text, 1 inside a token and 0 outside; and zeros after these.
    inside: Vec<u8>,
    /// Where in that text tokens start and end, in turn; and room for more.
    edges: Vec<u32>,
}

/// How much text is classified at once: little enough for the first-level cache.
const SIZE: usize = 4096;
/// How many zeros stand before the text: a character's third byte is told by the two before it.
const LEAD: usize = 2;
/// How many bytes of a token make its spelling.
const SPELLING: usize = 16;
/// How many bytes are looked at for edges at once, a bit for each.
const BLOCK: usize = 64;

impl Cutter {
    /// Calls `found` with every token of `text[from..to]`, in order.
    #[inline]
    pub(super) fn cut(&mut self, text: &str, from: usize, to: usize, mut found: impl FnMut(Piece)) {
        let mut end_before = None;
        let mut base = from;
        while base < to {
            let limit = end_of_part(text.as_bytes(), base, to);
            self.classify(&text[base..limit]);
            let count = self.find_edges();
            for edges in self.edges[..count].chunks_exact(2) {
                let (start, end) = (base + edges[0] as usize, base + edges[1] as usize);
                let gap = end_before.map_or(Gap::Start, |before| gap(text, before, start));
                let spelling = self.spelling(edges[0] as usize, end - start);
                found(Piece { start, end, gap, spelling });
                end_before = Some(end);
            }
            base = limit;
        }
    }

    /// Tells the bytes of a part of a text apart.
    fn classify(&mut self, part: &str) {
        let length = part.len();
        self.bytes.clear();
        self.bytes.extend_from_slice(&[0; LEAD]);
        self.bytes.extend_from_slice(part.as_bytes());
        self.bytes.extend_from_slice(&[0; SPELLING]);
        // At least one zero, so that a token at the end has an end.
        self.inside.resize((length / BLOCK + 1) * BLOCK, 0);
        let bytes = &self.bytes[..];
        let near = bytes[..length].iter().zip(&bytes[1..]).zip(&bytes[2..]).zip(&bytes[3..]);
        let mut unsure = false;
        for ((((&before_last, &last), &byte), &next), inside) in near.zip(&mut self.inside) {
            *inside = u8::from(is_of_token(before_last, last, byte, next));
            unsure |= is_unsure(last, byte, next);
        }
        self.inside[length..].fill(0);
        if unsure {
            self.ask(part);
        }
    }

    /// Does again, character by character, what bytes do not tell.
    #[cold]
    fn ask(&mut self, part: &str) {
        for (at, c) in part.char_indices().filter(|(_, c)| !c.is_ascii()) {
            self.inside[at..at + c.len_utf8()].fill(u8::from(is_char_of_token(c)));
        }
    }

    /// Finds where tokens start and end, and says how many such places there are.
    fn find_edges(&mut self) -> usize {
        // Edges are written eight at a time, so that the loop's end can be foreseen; what is too much is written over.
        const STRIDE: usize = 8;
        if self.edges.len() < self.inside.len() + STRIDE {
            self.edges.resize(self.inside.len() + STRIDE, 0);
        }
        let (mut count, mut last, mut base) = (0, 0, 0);
        for block in self.inside.chunks_exact(BLOCK) {
            let inside = bits(block);
            let mut edges = inside ^ (inside << 1 | last);
            last = inside >> (BLOCK - 1);
            let after = count + edges.count_ones() as usize;
            while count < after {
                for edge in &mut self.edges[count..count + STRIDE] {
                    *edge = base + edges.trailing_zeros();
                    edges &= edges.wrapping_sub(1);
                }
                count += STRIDE;
            }
            count = after;
            base += BLOCK as u32;
        }
        count
    }

    #[inline]
    fn spelling(&self, at: usize, length: usize) -> u128 {
        let Some(mask) = MASKS.get(length) else { return 0 };
        let window = self.bytes[LEAD + at..][..SPELLING].try_into().expect("as long as it was cut");
        u128::from_le_bytes(window) & mask
    }
}

/// Masks of the first bytes of a number.
static MASKS: [u128; SPELLING + 1] = {
    let mut masks = [u128::MAX; SPELLING + 1];
    let mut length = 0;
    while length < SPELLING {
        masks[length] = (1 << (8 * length)) - 1;
        length += 1;
    }
    masks
};

/// Zeros and ones as the bits of a number.
#[inline]
fn bits(block: &[u8]) -> u64 {
    block.chunks_exact(8).enumerate().fold(0, |bits, (i, eight)| {
        let eight = u64::from_le_bytes(eight.try_into().expect("eight bytes"));
        // Brings bit 0 of each byte into the highest byte.
        bits | (eight.wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * i)
    })
}

/// Where to stop classifying: `to`, or an ASCII character after some kilobytes that no token holds.
fn end_of_part(bytes: &[u8], from: usize, to: usize) -> usize {
    let goal = to.min(from + SIZE);
    let gap = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
    bytes[goal..to].iter().position(gap).map_or(to, |at| goal + at)
}

#[inline]
fn gap(text: &str, from: usize, to: usize) -> Gap {
    match text.as_bytes()[from..to] {
        [byte] => Gap::of_byte(byte),
        [b',', b' '] => Gap::Comma,
        [b'.', b' '] => Gap::DotSpace,
        [0xE2, 0x80, 0x99] => Gap::Apostrophe,
        _ => Gap::of(&text[from..to]),
    }
}

/// Whether a byte stands in a token, by the two before it and the one after it; see [`is_unsure`].
#[inline]
fn is_of_token(before_last: u8, last: u8, byte: u8, next: u8) -> bool {
    let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let digit = byte.wrapping_sub(b'0') < 10;
    // C2 xx: no-break space, guillemets, signs.
    let latin_sign = (byte == 0xC2) | (last == 0xC2);
    // C3 97 and C3 B7: × and ÷.
    let arithmetic = (byte == 0xC3) & (next | 0x20 == 0xB7) | (last == 0xC3) & (byte | 0x20 == 0xB7);
    // E2 80 xx: spaces, dashes, quotation marks.
    let punctuation = (byte == 0xE2) & (next == 0x80)
        | (last == 0xE2) & (byte == 0x80)
        | (before_last == 0xE2) & (last == 0x80);
    letter | digit | (byte >= 0x80) & !(latin_sign | arithmetic | punctuation)
}

/// Whether [`is_of_token`] may be wrong: beyond Latin, Greek, Cyrillic, combining marks and general punctuation.
#[inline]
fn is_unsure(last: u8, byte: u8, next: u8) -> bool {
    // C2 AD and C2 B5: the soft hyphen and µ.
    let sign = (last == 0xC2) & ((byte == 0xAD) | (byte == 0xB5));
    let lead = (byte >= 0xD2) | (byte == 0xCA) | (byte == 0xCB) | (byte == 0xCD);
    sign | lead & !((byte == 0xE2) & (next == 0x80))
}

fn is_char_of_token(c: char) -> bool {
    match c {
        // As the bytes say.
        '\u{100}'..='\u{27f}' | '\u{300}'..='\u{33f}' | '\u{380}'..='\u{47f}' => true,
        'ª' | 'º' | '²' | '³' | '¹' | '¼'..='¾' | '\u{2b9}'..='\u{2ff}' => false,
        '\u{ad}' => true,
        _ => c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        Cutter::default().cut(text, 0, text.len(), |piece| tokens.push(&text[piece.start..piece.end]));
        tokens
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
            ("5 µm, 3 € et m²", "5 µm 3 et m"),
            ("coopé\u{ad}ration", "coopé\u{ad}ration"),
        ] {
            assert_eq!(tokens(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn bytes_say_what_characters_say() {
        for c in (1..0x1_1000).filter_map(char::from_u32) {
            let expected: &[&str] = if c.is_ascii_alphanumeric() || !c.is_ascii() && is_char_of_token(c) {
                &[&format!("a{c}b")]
            } else {
                &["a", "b"]
            };
            assert_eq!(tokens(&format!("a{c}b")), expected, "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn parts_leave_no_mark() {
        let text = format!("{}’é — ", "Traoré, ".repeat(700)).repeat(3);
        let whole = tokens(&text);
        assert_eq!(whole.len(), 3 * 701);
        assert!(whole.iter().all(|token| ["Traoré", "é"].contains(token)));
        let endless = "é".repeat(10_000);
        assert_eq!(tokens(&endless), [endless.as_str()]);
    }
}
