//! JSON, written as it goes out: no intermediate values, and each key with all its marks as one constant piece.
//!
//! Lines of JSON are mostly keys and short values. A derived `Serialize` writes every quotation mark, colon and comma by
//! itself, which is a third of the time of an extraction. Numbers and escapes are still serde_json's.

use crate::model::Date;
use serde::Serialize;
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// A value that can be written as JSON, once.
pub(super) trait Json<W> {
    fn write(self, out: &mut W) -> io::Result<()>;
}

/// Writes the fields of an object: what stands before the first (`"{"`, or `","` after others), then names and values.
macro_rules! fields {
    ($out:ident, $before:literal, $first:literal: $value:expr $(, $name:literal: $next:expr)* $(,)?) => {{
        $out.write_all(concat!($before, "\"", $first, "\":").as_bytes())?;
        Json::write($value, $out)?;
        $(
            $out.write_all(concat!(",\"", $name, "\":").as_bytes())?;
            Json::write($next, $out)?;
        )*
    }};
}

/// Writes an object.
macro_rules! object {
    ($out:ident, $($fields:tt)*) => {{
        fields!($out, "{", $($fields)*);
        $out.write_all(b"}")
    }};
}

pub(super) use {fields, object};

impl<W: Write> Json<W> for &str {
    fn write(self, out: &mut W) -> io::Result<()> {
        [self].write(out)
    }
}

/// One string, in pieces.
impl<W: Write, const N: usize> Json<W> for [&str; N] {
    fn write(self, out: &mut W) -> io::Result<()> {
        out.write_all(b"\"")?;
        self.into_iter().filter(|piece| !piece.is_empty()).try_for_each(|piece| escape(piece, out))?;
        out.write_all(b"\"")
    }
}

/// A string in which nothing is to be escaped: the name of a kind, a zone, a rule of the program.
pub(super) struct Plain(pub(super) &'static str);

impl<W: Write> Json<W> for Plain {
    fn write(self, out: &mut W) -> io::Result<()> {
        out.write_all(b"\"")?;
        out.write_all(self.0.as_bytes())?;
        out.write_all(b"\"")
    }
}

impl<W: Write> Json<W> for Cow<'_, str> {
    fn write(self, out: &mut W) -> io::Result<()> {
        (&*self).write(out)
    }
}

impl<W: Write, T: Json<W>> Json<W> for Option<T> {
    fn write(self, out: &mut W) -> io::Result<()> {
        match self {
            Some(value) => value.write(out),
            None => out.write_all(b"null"),
        }
    }
}

impl<W: Write> Json<W> for bool {
    fn write(self, out: &mut W) -> io::Result<()> {
        out.write_all(if self { b"true" } else { b"false" })
    }
}

impl<W: Write> Json<W> for u32 {
    fn write(self, out: &mut W) -> io::Result<()> {
        Serde(self).write(out)
    }
}

impl<W: Write> Json<W> for Date {
    fn write(self, out: &mut W) -> io::Result<()> {
        write!(out, "\"{self}\"")
    }
}

/// Whatever serde can write.
pub(super) struct Serde<T>(pub(super) T);

impl<W: Write, T: Serialize> Json<W> for Serde<T> {
    fn write(self, out: &mut W) -> io::Result<()> {
        Ok(serde_json::to_writer(out, &self.0)?)
    }
}

/// A number with two decimals at most.
pub(super) fn hundredths(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

/// An array, of which each item is written by a function.
pub(super) struct Array<I, F>(pub(super) I, pub(super) F);

impl<W, I, F> Json<W> for Array<I, F>
where
    W: Write,
    I: IntoIterator,
    F: FnMut(I::Item, &mut W) -> io::Result<()>,
{
    fn write(self, out: &mut W) -> io::Result<()> {
        let Array(items, write) = self;
        array(items, write, [b"[", b",", b"]"], out)
    }
}

/// The same, each item on a line of its own.
pub(super) struct Lines<I, F>(pub(super) I, pub(super) F);

impl<W, I, F> Json<W> for Lines<I, F>
where
    W: Write,
    I: IntoIterator,
    F: FnMut(I::Item, &mut W) -> io::Result<()>,
{
    fn write(self, out: &mut W) -> io::Result<()> {
        let Lines(items, write) = self;
        array(items, write, [b"[\n", b",\n", b"\n]"], out)
    }
}

fn array<W: Write, I: IntoIterator>(
    items: I,
    mut write: impl FnMut(I::Item, &mut W) -> io::Result<()>,
    [open, between, close]: [&[u8]; 3],
    out: &mut W,
) -> io::Result<()> {
    out.write_all(open)?;
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            out.write_all(between)?;
        }
        write(item, out)?;
    }
    out.write_all(close)
}

/// Writes the inside of a string.
fn escape(text: &str, out: &mut impl Write) -> io::Result<()> {
    let is_special = |byte: u8| (byte < b' ') | (byte == b'"') | (byte == b'\\');
    // Without a branch for each byte: hardly any text has such characters.
    if !text.bytes().fold(false, |any, byte| any | is_special(byte)) {
        return out.write_all(text.as_bytes());
    }
    let quoted = serde_json::to_string(text)?;
    out.write_all(&quoted.as_bytes()[1..quoted.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: impl for<'w> Json<Vec<u8>>) -> String {
        let mut out = Vec::new();
        value.write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn strings_are_those_of_serde() {
        for text in ["", "Mali", "l’« AES »", "\"", "a\\b", "\u{0}\u{1f}\u{7f}", "\t\r\n", "é\u{2028}\"😀"]
        {
            assert_eq!(written(text), serde_json::to_string(text).unwrap());
            assert_eq!(written([text, " ", text]), serde_json::to_string(&format!("{text} {text}")).unwrap());
        }
    }

    #[test]
    fn values_and_objects() -> io::Result<()> {
        let mut out = Vec::new();
        let line = &mut out;
        fields!(line, "{", "name": "Mali", "kind": Plain("country"), "known": true, "none": None::<&str>, "some": Some(7));
        fields!(line, ",", "list": Array([1, 20], |number: u32, out: &mut Vec<u8>| object!(out, "n": number)));
        line.write_all(b"}")?;
        Lines([1, 2], |number: u32, out: &mut Vec<u8>| number.write(out)).write(&mut out)?;
        let expected = r#"{"name":"Mali","kind":"country","known":true,"none":null,"some":7,"list":[{"n":1},{"n":20}]}[
1,
2
]"#;
        assert_eq!(String::from_utf8(out).unwrap(), expected);
        Ok(())
    }
}
