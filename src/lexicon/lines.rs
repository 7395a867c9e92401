//! The lines of files that findings are about.

use super::read_table;
use crate::{builtin, error::Place};
use std::{borrow::Cow, ops::Range, path::Path};

/// Lines of files of the gazetteers. The file that was asked for last is kept: whoever asks for places in order has each file read
/// once.
#[derive(Debug, Default)]
pub struct Lines {
    file: String,
    text: Cow<'static, str>,
    lines: Vec<Range<usize>>,
}

impl Lines {
    /// The line that an error is about: of a built-in file, or of one in a folder. None where the place names no line, or there is none.
    pub fn at(&mut self, place: &Place) -> Option<&str> {
        let number = (place.line as usize).checked_sub(1)?;
        if self.file != place.file {
            self.open(&place.file);
        }
        self.lines.get(number).map(|line| &self.text[line.clone()])
    }

    /// A file that cannot be read has no lines.
    fn open(&mut self, file: &str) {
        self.file = file.to_string();
        let path = file.strip_prefix("gazetteers/");
        self.text = match builtin::FILES.iter().find(|file| Some(file.path) == path) {
            Some(file) => file.text().into(),
            None => read_table(Path::new(file)).unwrap_or_default().into(),
        };
        // Columns do not count the mark at the start of a file.
        let marks = self.text.len() - self.text.trim_start_matches('\u{feff}').len();
        let mut start = marks;
        let line = |whole: &str| {
            let line = start..start + whole.trim_end_matches('\n').trim_end_matches('\r').len();
            start += whole.len();
            line
        };
        self.lines = self.text[marks..].split_inclusive('\n').map(line).collect();
    }
}
