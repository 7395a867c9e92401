//! What a byte automaton needs before it can find a name: the text folded, and the way back to its offsets.

use palabre::matcher::fold;

/// A text folded as names are: small letters without accents, every space, hyphen and apostrophe the same.
#[derive(Default)]
pub struct Folded {
    pub text: Vec<u8>,
    /// From which folded offset on which distance leads to the original offset; see [`Cursor`].
    steps: Vec<(u32, i32)>,
}

impl Folded {
    /// Folds a text, in the place of what was there.
    pub fn set(&mut self, text: &str, table: &Table) {
        self.text.clear();
        self.steps.clear();
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let run = bytes[at..].iter().position(|&byte| byte >= 0x80).unwrap_or(bytes.len() - at);
            self.text.extend(bytes[at..at + run].iter().map(|&byte| table.ascii[byte as usize]));
            at += run;
            let Some(c) = text[at..].chars().next() else { break };
            table.push(c, &mut self.text);
            at += c.len_utf8();
            self.steps.push((self.text.len() as u32, at as i32 - self.text.len() as i32));
        }
    }

    /// Leads back to the original offsets.
    pub fn cursor(&self) -> Cursor<'_> {
        Cursor { steps: &self.steps, next: 0, distance: 0 }
    }

    /// Whether a name ends or starts here: no letter or digit on both sides.
    pub fn is_boundary(&self, at: usize) -> bool {
        let of_word = |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80;
        at == 0 || at == self.text.len() || !(of_word(self.text[at - 1]) && of_word(self.text[at]))
    }
}

/// Turns rising folded offsets into original ones.
pub struct Cursor<'f> {
    steps: &'f [(u32, i32)],
    next: usize,
    distance: i32,
}

impl Cursor<'_> {
    pub fn original(&mut self, folded: usize) -> usize {
        while let Some(&(_, distance)) = self.steps.get(self.next).filter(|step| step.0 as usize <= folded) {
            self.distance = distance;
            self.next += 1;
        }
        folded.wrapping_add_signed(self.distance as isize)
    }
}

/// The folding of the characters that French text has.
pub struct Table {
    ascii: [u8; 128],
    letters: Vec<String>,
}

impl Table {
    pub fn new() -> Table {
        let mut ascii = [0; 128];
        for (byte, folded) in (0u8..).zip(&mut ascii) {
            *folded = if byte == b'-' { b' ' } else { byte.to_ascii_lowercase() };
        }
        Table { ascii, letters: (0..0x370).filter_map(char::from_u32).map(fold_char).collect() }
    }

    fn push(&self, c: char, folded: &mut Vec<u8>) {
        match self.letters.get(c as usize) {
            Some(letters) => folded.extend_from_slice(letters.as_bytes()),
            None => folded.extend_from_slice(fold_char(c).as_bytes()),
        }
    }
}

fn fold_char(c: char) -> String {
    match c {
        '’' | '‘' | 'ʼ' => "'".into(),
        '\u{2010}' | '\u{2011}' => " ".into(),
        _ if c.is_whitespace() => " ".into(),
        _ => fold(&c.to_string()),
    }
}

/// A name as the automata look for it.
pub fn fold_name(name: &str) -> String {
    name.chars().map(|c| if c == '-' { " ".into() } else { fold_char(c) }).collect()
}
