//! Case files of the stages, for their unit tests: texts, and below each what a stage must find in it.
//!
//! A line after `== ` heads a section, lines that start with `#` are comments. A blank line ends a case. The first line of a
//! case is its text: `\n` in it is a line end, `@2023-02-07` before it the day of publication. The other lines are all that
//! is to be found, in order; the file says at its head how they are written.

use crate::model::Document;

/// Holds what a stage finds in the text of each case of a file against its lines. Each section must have so many cases.
#[track_caller]
pub(crate) fn check(file: &str, least: usize, mut found: impl FnMut(Document) -> Vec<String>) {
    let mut faults = String::new();
    for section in file.split("\n== ").skip(1) {
        let (name, cases) = section.split_once('\n').expect("a section has lines");
        let cases: Vec<Vec<&str>> = blocks(cases).collect();
        assert!(cases.len() >= least, "{} cases in `{name}`, not {least}", cases.len());
        for case in cases {
            let (text, expected) = case.split_first().expect("a block has a line");
            let found = found(document(text));
            if found != expected {
                let [expected, found] = [expected.join("\n  - "), found.join("\n  + ")];
                faults += &format!("{name}: {text}\n  - {expected}\n  + {found}\n");
            }
        }
    }
    assert!(faults.is_empty(), "expected (-) and found (+):\n{faults}");
}

/// The lines between blank ones, without the comments.
fn blocks(cases: &str) -> impl Iterator<Item = Vec<&str>> {
    cases.split("\n\n").filter_map(|block| {
        let lines = block.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        Some(lines.collect::<Vec<_>>()).filter(|lines| !lines.is_empty())
    })
}

fn document(text: &str) -> Document {
    let dated = text.strip_prefix('@').and_then(|text| text.split_once(' '));
    let (date, text) = dated.map_or((None, text), |(date, text)| (Some(date.parse().unwrap()), text));
    Document { date, ..Document::new("case", text.replace("\\n", "\n")) }
}
