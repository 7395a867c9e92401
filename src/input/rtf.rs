//! RTF: its text, without pictures, tables of fonts, headers and the like (Rich Text Format Specification 1.9.1).

use super::{File, Options, Read, plain};
use crate::error::Result;
use encoding_rs::{Encoding, WINDOWS_1252};

/// Groups that are no text, by the word they begin with.
const DESTINATIONS: &[&str] = &[
    "author",
    "bkmkend",
    "bkmkstart",
    "colortbl",
    "comment",
    "company",
    "creatim",
    "doccomm",
    "filetbl",
    "fldinst",
    "fonttbl",
    "footer",
    "footerf",
    "footerl",
    "footerr",
    "ftncn",
    "ftnsep",
    "ftnsepc",
    "generator",
    "header",
    "headerf",
    "headerl",
    "headerr",
    "info",
    "keywords",
    "latentstyles",
    "listoverridetable",
    "listtable",
    "nonshppict",
    "object",
    "operator",
    "pict",
    "printim",
    "private",
    "revtbl",
    "revtim",
    "rsidtbl",
    "stylesheet",
    "subject",
    "tc",
    "themedata",
    "title",
    "xe",
    "xmlnstbl",
];
/// Groups in groups: a file that nests deeper is none that a program wrote.
const DEEPEST: usize = 10_000;

/// The document of a file, or the articles of an export. What only has its name is read as text.
pub(super) fn read(file: &File, bytes: Vec<u8>, options: &Options) -> Result<Vec<Read>> {
    if !bytes.starts_with(b"{\\rtf") {
        return plain::text(file, bytes, options);
    }
    plain::of_text(file, text(&bytes), vec![], options)
}

/// What holds in a group.
#[derive(Clone, Copy)]
struct Group {
    is_text: bool,
    /// Characters that stand behind each `\u` for older readers.
    fallback: usize,
}

struct Rtf {
    text: String,
    /// Bytes of the code page that are still to be decoded together.
    bytes: Vec<u8>,
    encoding: &'static Encoding,
    groups: Vec<Group>,
    group: Group,
    /// Characters of a fallback that are still to be passed over.
    passed_over: usize,
    /// The first half of a character beyond the first plane.
    surrogate: Option<u16>,
}

/// The text of a file.
fn text(rtf: &[u8]) -> String {
    let group = Group { is_text: true, fallback: 1 };
    let mut state = Rtf {
        text: String::new(),
        bytes: vec![],
        encoding: WINDOWS_1252,
        groups: vec![],
        group,
        passed_over: 0,
        surrogate: None,
    };
    let mut at = 0;
    while at < rtf.len() {
        at += match rtf[at] {
            b'{' => state.open(),
            b'}' => state.close(),
            b'\\' => state.control(&rtf[at + 1..]) + 1,
            b'\r' | b'\n' => 1,
            byte => {
                state.byte(byte);
                1
            }
        };
    }
    state.flush();
    state.text
}

impl Rtf {
    fn open(&mut self) -> usize {
        self.flush();
        if self.groups.len() < DEEPEST {
            self.groups.push(self.group);
        }
        self.passed_over = 0;
        1
    }

    fn close(&mut self) -> usize {
        self.flush();
        self.group = self.groups.pop().unwrap_or(self.group);
        self.passed_over = 0;
        1
    }

    fn byte(&mut self, byte: u8) {
        if self.passed_over > 0 {
            self.passed_over -= 1;
        } else if self.group.is_text {
            self.bytes.push(byte);
        }
    }

    fn flush(&mut self) {
        if !self.bytes.is_empty() {
            self.text.push_str(&self.encoding.decode_without_bom_handling(&self.bytes).0);
            self.bytes.clear();
        }
    }

    fn push(&mut self, text: &str) {
        self.flush();
        if self.group.is_text {
            self.text.push_str(text);
        }
    }

    /// What follows a backslash; gives its length.
    fn control(&mut self, rest: &[u8]) -> usize {
        let letters = rest.iter().take(32).take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters == 0 {
            return self.symbol(rest);
        }
        let word = std::str::from_utf8(&rest[..letters]).expect("ASCII");
        let sign = usize::from(rest.get(letters) == Some(&b'-'));
        let digits = rest[letters + sign..].iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let end = if digits > 0 { letters + sign + digits } else { letters };
        let number =
            std::str::from_utf8(&rest[letters..end]).ok().and_then(|number| number.parse::<i64>().ok());
        let length = end + usize::from(rest.get(end) == Some(&b' '));
        if word == "bin" {
            return length.saturating_add(number.unwrap_or(0).max(0) as usize);
        }
        self.word(word, number);
        length
    }

    fn symbol(&mut self, rest: &[u8]) -> usize {
        match rest.first() {
            Some(b'\'') => {
                let hex = rest.get(1..3).and_then(|hex| std::str::from_utf8(hex).ok());
                let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) else { return 1 };
                self.byte(byte);
                return 3;
            }
            Some(b'*') => self.group.is_text = false,
            Some(b'~') => self.push("\u{a0}"),
            Some(b'_') => self.push("-"),
            Some(b'\r' | b'\n') => self.push("\n"),
            Some(&byte @ (b'\\' | b'{' | b'}')) => self.byte(byte),
            _ => {}
        }
        rest.len().min(1)
    }

    fn word(&mut self, word: &str, number: Option<i64>) {
        match word {
            "par" | "line" | "row" | "sect" | "page" => self.push("\n"),
            "tab" | "cell" | "nestcell" => self.push("\t"),
            "emdash" => self.push("—"),
            "endash" => self.push("–"),
            "lquote" => self.push("‘"),
            "rquote" => self.push("’"),
            "ldblquote" => self.push("“"),
            "rdblquote" => self.push("”"),
            "bullet" => self.push("•"),
            "u" => self.unicode(number.unwrap_or(0)),
            "uc" => self.group.fallback = number.unwrap_or(1).clamp(0, 100) as usize,
            "ansicpg" => self.encoding = code_page(number.unwrap_or(0)).unwrap_or(self.encoding),
            "mac" => self.encoding = encoding_rs::MACINTOSH,
            word if DESTINATIONS.contains(&word) => {
                self.flush();
                self.group.is_text = false;
            }
            _ => {}
        }
    }

    /// A unit of UTF-16, written as a signed number.
    fn unicode(&mut self, number: i64) {
        let unit = number as u16;
        let units = match self.surrogate.take() {
            Some(high) => vec![high, unit],
            None if (0xD800..0xDC00).contains(&unit) => {
                self.surrogate = Some(unit);
                vec![]
            }
            None => vec![unit],
        };
        let text: String = char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect();
        self.push(&text);
        self.passed_over = self.group.fallback;
    }
}

fn code_page(number: i64) -> Option<&'static Encoding> {
    let label = match number {
        65001 => "utf-8".to_owned(),
        10000 => "macintosh".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        874 | 1250..=1258 => format!("windows-{number}"),
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts() {
        for (rtf, wanted) in [
            (r"{\rtf1\ansi\ansicpg1252 Le g\'e9n\'e9ral\par est l\'e0.}", "Le général\nest là."),
            (r"{\rtf1\ansicpg1251{\fonttbl{\f0 Times;}}\f0 \'cc\'e8\'f0}", "Мир"),
            (r"{\rtf1\uc1 Go\u239?ta {\*\generator x;}{\header en-t\'eate}fin}", "Goïta fin"),
            (r"{\rtf1\uc0 \u-10179 \u-8704 \{x\}\~y}", "😀{x}\u{a0}y"),
            (r"{\rtf1 \trowd HD\cell Un titre\cell\row}", "HD\tUn titre\t\n"),
            (r"{\rtf1{\field{\*\fldinst{HYPERLINK x}}{\fldrslt{lien}}} \bin3 abc\'}", "lien "),
            (r"{\rtf1 \'e", "e"),
            ("", ""),
        ] {
            assert_eq!(text(rtf.as_bytes()), wanted, "{rtf}");
        }
    }

    #[test]
    fn groups_without_end() {
        let deep = format!("{{\\rtf1 {}Le corps.", "{".repeat(1_000_000));
        assert_eq!(text(deep.as_bytes()), "Le corps.");
        assert_eq!(text(format!("{{\\rtf1 a{}b", "}".repeat(1_000_000)).as_bytes()), "ab");
    }
}
