//! Text from outside, made safe for a terminal.

use std::{
    borrow::Cow,
    io::{self, IsTerminal, Stdout, Write},
    mem,
};

/// Standard output for data: as it is for programs and files, on a terminal as [`visible`].
#[derive(Debug)]
pub(crate) enum DataOut {
    Plain(Stdout),
    Visible(Visible<Stdout>),
}

impl DataOut {
    pub(crate) fn new() -> DataOut {
        let out = io::stdout();
        if out.is_terminal() { DataOut::Visible(Visible::new(out)) } else { DataOut::Plain(out) }
    }

    /// For text that is safe already, in colour.
    pub(crate) fn plain() -> DataOut {
        DataOut::Plain(io::stdout())
    }
}

impl Write for DataOut {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            DataOut::Plain(out) => out.write(bytes),
            DataOut::Visible(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            DataOut::Plain(out) => out.flush(),
            DataOut::Visible(out) => out.flush(),
        }
    }
}

/// Writes UTF-8 as [`visible`].
#[derive(Debug)]
pub(crate) struct Visible<W> {
    out: W,
    /// A character of which more is to come.
    cut: Vec<u8>,
}

impl<W> Visible<W> {
    fn new(out: W) -> Visible<W> {
        Visible { out, cut: Vec::new() }
    }
}

impl<W: Write> Write for Visible<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut text = mem::take(&mut self.cut);
        text.extend_from_slice(bytes);
        if let Err(error) = std::str::from_utf8(&text)
            && error.error_len().is_none()
        {
            self.cut = text.split_off(error.valid_up_to());
        }
        self.out.write_all(visible(&String::from_utf8_lossy(&text)).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The text with what a terminal would obey made visible: control characters but line ends and tabs, and the marks
/// that turn the direction of writing. File names and press text are not to be trusted.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hostile) {
        return Cow::Borrowed(text);
    }
    let mut visible = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_hostile(c) { visible.extend(c.escape_unicode()) } else { visible.push(c) }
    }
    Cow::Owned(visible)
}

fn is_hostile(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_are_shown_whatever_pieces_they_come_in() {
        let (text, mut out) = ("Goïta \u{9b}31m\n\u{202e}é", Visible::new(Vec::new()));
        for byte in text.bytes() {
            out.write_all(&[byte]).unwrap();
        }
        assert_eq!(String::from_utf8(out.out).unwrap(), visible(text));
    }

    #[test]
    fn control_characters_are_shown_and_not_obeyed() {
        for (text, shown) in [
            ("Le général\t« Goïta »\n", "Le général\t« Goïta »\n"),
            ("\u{1b}[31mrouge", "\\u{1b}[31mrouge"),
            ("a\rb\0c\u{9b}d\u{7f}", "a\\u{d}b\\u{0}c\\u{9b}d\\u{7f}"),
            ("abc\u{202e}cba", "abc\\u{202e}cba"),
        ] {
            assert_eq!(visible(text), shown);
        }
    }
}
