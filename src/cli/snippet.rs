//! The line of a file that a message is about, with a caret below what is meant.

use super::terminal::visible;
use palabre::{error::Place, lexicon};

/// Longest part of a line that is shown, in characters.
const WIDTH: usize = 100;
/// How much of it stands before what is meant, where not all fits.
const BEFORE: usize = 30;

/// Snippets of places, one after the other.
#[derive(Default)]
pub(crate) struct Snippets(lexicon::Lines);

impl Snippets {
    /// The snippet as it stands below a message: each line indented, after a line end. Empty where there is none.
    pub(crate) fn below(&mut self, place: &Place) -> String {
        let snippet = self.0.at(place).map(|line| snippet(place, line));
        snippet.map(|lines| format!("\n{lines}").replace('\n', "\n  ")).unwrap_or_default()
    }

    /// The line of a place in a gazetteer file, with a caret below it, and line ends between them. None where the place is a
    /// whole file, or cannot be read any more.
    ///
    /// ```text
    ///   |
    /// 3 | jean-essai,Jean Essai,atlantide
    ///   |                       ^^^^^^^^^
    /// ```
    pub(crate) fn of(place: &Place) -> Option<String> {
        lexicon::Lines::default().at(place).map(|line| snippet(place, line))
    }
}

fn snippet(place: &Place, line: &str) -> String {
    let line: Vec<char> = line.chars().map(|c| if c == '\t' { ' ' } else { c }).collect();
    let is_table = place.file.ends_with(".csv");
    let column = (place.column as usize).saturating_sub(1).min(line.len());
    let (from, to) = match place.column {
        0 => (line.iter().take_while(|c| c.is_whitespace()).count(), line.len()),
        _ => (column, column + extent(&line[column..], is_table)),
    };
    let start = if line.len() <= WIDTH { 0 } else { from.saturating_sub(BEFORE) };
    let end = line.len().min(start + WIDTH);
    let mut shown: String = line[start..end].iter().collect();
    shown.insert_str(0, if start > 0 { "…" } else { "" });
    shown.push_str(if end < line.len() { "…" } else { "" });
    let indent = " ".repeat(from - start + usize::from(start > 0));
    let carets = "^".repeat(to.min(end).saturating_sub(from).max(1));
    let number = place.line.to_string();
    let margin = " ".repeat(number.len());
    format!("{margin} |\n{number} | {}\n{margin} | {indent}{carets}", visible(&shown))
}

/// How many characters of a line are meant from its start: a quoted text, a cell of a table, a word.
fn extent(rest: &[char], is_table: bool) -> usize {
    let quoted = rest.first().copied().filter(|c| matches!(c, '"' | '\''));
    let end = match quoted {
        Some(quote) => rest.iter().skip(1).position(|&c| c == quote).map(|at| at + 2),
        None if is_table => rest.iter().position(|&c| c == ','),
        None => rest.iter().position(|&c| c.is_whitespace() || matches!(c, ',' | '=' | ']' | '}')),
    };
    end.unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, text: &str, line: u32, column: u32, expected: &str) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let place = Place { file: path.display().to_string(), line, column };
        assert_eq!(Snippets::of(&place).as_deref(), Some(expected));
    }

    #[test]
    fn what_is_meant_has_carets_below_it() {
        let table = "name,country\nÉlie Essai,atlantide,x\n";
        check("people.csv", table, 2, 12, "  |\n2 | Élie Essai,atlantide,x\n  |            ^^^^^^^^^");
        check("people.csv", table, 2, 1, "  |\n2 | Élie Essai,atlantide,x\n  | ^^^^^^^^^^");
        check("people.csv", "a\n\"b, c\",d", 2, 1, "  |\n2 | \"b, c\",d\n  | ^^^^^^");
        let rules = "[[frame]]\n\tverb = [\"voir\", \"ouir\"]\r\n";
        check(
            "frames-x.toml",
            rules,
            2,
            18,
            "  |\n2 |  verb = [\"voir\", \"ouir\"]\n  |                  ^^^^^^",
        );
        check("frames-x.toml", rules, 2, 2, "  |\n2 |  verb = [\"voir\", \"ouir\"]\n  |  ^^^^");
        check("frames-x.toml", rules, 1, 0, "  |\n1 | [[frame]]\n  | ^^^^^^^^^");
    }

    #[test]
    fn long_lines_are_cut_and_ends_are_marked() {
        let long = format!("{},faux,{}", "a".repeat(200), "b".repeat(200));
        let (before, after) = ("a".repeat(29), "b".repeat(65));
        let expected = format!("  |\n1 | …{before},faux,{after}…\n  | {}^^^^", " ".repeat(31));
        check("people.csv", &long, 1, 202, &expected);
        check("people.csv", "a,b", 1, 9, "  |\n1 | a,b\n  |    ^");
        check("people.csv", "\u{1b}[31m,b", 1, 1, "  |\n1 | \\u{1b}[31m,b\n  | ^^^^^");
        let nowhere = |line| Place { file: "nulle-part.csv".into(), line, column: 1 };
        assert_eq!((Snippets::of(&nowhere(0)), Snippets::of(&nowhere(3))), (None, None));
    }
}
