//! The texts of files in a row: a byte says the file, the line and the column.

use super::ListFile;
use crate::error::{Error, Place};
use std::ops::Range;

/// The texts of some files, one after the other.
pub(super) struct Texts<'f> {
    /// Each with its first byte. One byte parts it from the next, for what is wrong at its end.
    files: Vec<(&'f ListFile, usize)>,
    /// The first byte of every line.
    lines: Vec<usize>,
}

impl<'f> Texts<'f> {
    pub(super) fn of(files: impl IntoIterator<Item = &'f ListFile>) -> Texts<'f> {
        let mut texts = Texts { files: Vec::new(), lines: Vec::new() };
        let mut start = 0;
        for file in files {
            texts.files.push((file, start));
            texts.lines.push(start);
            let ends = file.text.bytes().zip(start + 1..).filter(|(byte, _)| *byte == b'\n');
            texts.lines.extend(ends.map(|(_, next)| next));
            start += file.text.len() + 1;
        }
        texts
    }

    /// The files, each with its first byte.
    pub(super) fn files(&self) -> &[(&'f ListFile, usize)] {
        &self.files
    }

    /// The file of a byte, and the file's first.
    fn file(&self, byte: usize) -> (&'f ListFile, usize) {
        let after = self.files.partition_point(|&(_, start)| start <= byte);
        self.files[after.max(1) - 1]
    }

    /// The layer of the file of a byte.
    pub(super) fn layer(&self, byte: usize) -> usize {
        self.file(byte).0.layer
    }

    /// Where a byte stands.
    pub(super) fn place(&self, byte: usize) -> Place {
        let (file, start) = self.file(byte);
        let line_of = |byte| self.lines.partition_point(|&line| line <= byte);
        let (line, first) = (line_of(byte), line_of(start));
        let before = start.max(self.lines[line - 1]) - start..(byte - start).min(file.text.len());
        let column = file.text[before].chars().count() + 1;
        Place { file: file.path.clone(), line: (line - first + 1) as u32, column: column as u32 }
    }

    /// An error at some bytes.
    pub(super) fn error(&self, span: Range<usize>, message: impl Into<String>) -> Error {
        Error::data(self.place(span.start), message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_says_file_line_and_column() {
        let file = |path: &str, text: &str| ListFile {
            path: path.into(),
            list: "essai".into(),
            text: text.to_string().into(),
            layer: 0,
        };
        let files = [file("a", "é\nb"), file("b", ""), file("c", "\nx = 1\n")];
        let texts = Texts::of(&files);
        let starts: Vec<usize> = texts.files().iter().map(|(_, start)| *start).collect();
        assert_eq!(starts, [0, 5, 6]);
        for (byte, place) in [
            (0, "a:1:1"),
            (2, "a:1:2"),
            (3, "a:2:1"),
            (4, "a:2:2"),
            (5, "b:1:1"),
            (6, "c:1:1"),
            (9, "c:2:3"),
            (13, "c:3:1"),
            (99, "c:3:1"),
        ] {
            assert_eq!(texts.place(byte).to_string(), place, "{byte}");
        }
    }
}
