//! Seeds, changed.

/// A generator of numbers (xorshift).
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Numbers {
        Numbers(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    fn range(&mut self, length: usize, longest: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        start..(start + self.below(longest)).min(length)
    }
}

/// Pieces that have broken programs.
const PIECES: &[&str] = &[
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{200b}",
    "\u{ad}",
    "\r",
    "\r\n",
    "\n\n",
    "\u{2028}",
    "\u{301}",
    "e\u{301}",
    "ß",
    "İ",
    "ﬁ",
    "𝐌𝐚𝐥𝐢",
    "’",
    "'",
    "« ",
    " »",
    "…",
    "—",
    " - ",
    "(",
    ")",
    "[",
    "|",
    "--",
    "\"",
    "\\",
    "{",
    "}",
    "<b>",
    "&amp;",
    "&#x0;",
    "&#xD800;",
    "<!--",
    "<script>",
    "</p>",
    "=cmd",
    "+1",
    "\t",
    ";",
    ",",
    "Ã©",
    "â€™",
    "Ã",
    "√©",
    "M.",
    "Mme",
    "l’",
    "le ministre",
    "général",
    "OÙ",
    "DITE",
    "en sigle",
    "président de la République",
    "du Mali",
    "et",
    "AES",
    "A.E.S.",
    "(CEDEAO)",
    "les deux pays",
    "son homologue",
    "a rencontré",
    "n’a pas",
    "Moscou",
    "Ibrahim Traoré",
    "Sadio Camara",
    "les présidents malien et burkinabè",
    "À lire aussi :",
    "31 février 2025",
    "0000-00-00",
    "1e308",
    "null",
    "\u{10ffff}",
    "\u{fffd}",
    "https://a.b/C-D",
    "@Awa_Sarr",
    "**",
    "](",
    "Q : ",
    "]]>",
    "<![CDATA[",
    "<w:p>",
    "<text:p>",
    "{\\rtf1 ",
    "\\bin99999999 ",
    "\\u-32768?",
    "\\'",
    "\nContent-Type: multipart/mixed; boundary=x\n\n--x\n",
    "=?utf-8?B?",
    "=?utf-8?Q?=C3",
    "\nFrom a\n",
    "%PDF-",
    "PK\u{3}\u{4}",
    " 99999999999 ",
];

/// A seed with a few pieces changed.
pub(crate) fn mutated(numbers: &mut Numbers, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut data = seeds[numbers.below(seeds.len())].clone();
    for _ in 0..=numbers.below(12) {
        let at = numbers.below(data.len() + 1);
        let range = numbers.range(data.len(), 200);
        match numbers.below(9) {
            0 if at < data.len() => data[at] ^= 1 << numbers.below(8),
            1 => drop(data.drain(range)),
            2 => {
                let copy = data[range].to_vec();
                data.splice(at..at, copy);
            }
            3 => data[range].make_ascii_uppercase(),
            4 => {
                let other = &seeds[numbers.below(seeds.len())];
                let part = numbers.range(other.len(), 400);
                data.splice(at..at, other[part].iter().copied());
            }
            5 => {
                let odd = [b'\n', b'-', b'\'', b',', b'\t', b'.', b'|', b';'][numbers.below(8)];
                data[range].iter_mut().filter(|byte| **byte == b' ').for_each(|byte| *byte = odd);
            }
            6 => {
                let most = if numbers.below(16) == 0 { 4000 } else { 40 };
                let piece = PIECES[numbers.below(PIECES.len())].repeat(1 + numbers.below(most));
                data.splice(at..at, piece.into_bytes());
            }
            _ => {
                let piece = PIECES[numbers.below(PIECES.len())];
                data.splice(at..at, piece.bytes());
            }
        }
    }
    data
}
