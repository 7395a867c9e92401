//! Names of files that are made of names in texts: safe on every system, and in links between notes.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

/// The longest name, in bytes: with a number and an ending it is well below the 255 of most file systems.
const LONGEST: usize = 120;

/// What Windows takes for a device, whatever stands behind a dot.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
/// The same with a digit behind.
const PORTS: [&str; 2] = ["com", "lpt"];

/// Gives each name a file name that no other has, capitals and composed accents aside: some file systems do not tell them.
#[derive(Debug, Default)]
pub(super) struct FileNames {
    /// How many names were the same, by what they have in common.
    taken: FxHashMap<String, usize>,
}

impl FileNames {
    /// A file name, without ending. Several of one name are numbered in the order in which they come: `Traoré 2`.
    pub(super) fn add(&mut self, name: &str) -> String {
        let safe = safe(name);
        let mut number = self.taken.get(&common(&safe)).map_or(1, |taken| taken + 1);
        loop {
            let candidate = if number == 1 { safe.clone() } else { format!("{safe} {number}") };
            *self.taken.entry(common(&safe)).or_default() = number;
            if number == 1 || !self.taken.contains_key(&common(&candidate)) {
                self.taken.entry(common(&candidate)).or_insert(1);
                return candidate;
            }
            number += 1;
        }
    }
}

/// What names have in common that some file system takes for one.
fn common(name: &str) -> String {
    name.nfc().flat_map(char::to_lowercase).nfc().collect()
}

/// A name in which every character may stand in a file name and in a link of Obsidian.
fn safe(name: &str) -> String {
    let replaced: String = name.chars().map(|c| if is_forbidden(c) { '-' } else { c }).collect();
    let end = (0..=LONGEST.min(replaced.len())).rev().find(|&at| replaced.is_char_boundary(at));
    let cut = replaced[..end.unwrap_or(0)].trim_matches(|c: char| c == '.' || c.is_whitespace());
    match cut {
        "" => "-".to_string(),
        cut if is_device(cut) => format!("{cut}-"),
        cut => cut.to_string(),
    }
}

/// What file systems, links of Obsidian (`#^[]|`) and readers of lists (what turns the direction of writing) do not take.
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\\' | '/' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '#' | '^' | '[' | ']' | '%')
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        || matches!(c, '\u{fffe}' | '\u{ffff}')
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_lowercase();
    let is_port = |port: &&str| stem.strip_prefix(port).is_some_and(|rest| rest.chars().count() == 1);
    DEVICES.contains(&&*stem) || PORTS.iter().any(is_port)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe() {
        for (name, expected) in [
            ("Ibrahim Traoré", "Ibrahim Traoré"),
            ("AFP/Reuters", "AFP-Reuters"),
            ("../../etc/passwd", "-..-etc-passwd"),
            ("..", "-"),
            ("", "-"),
            (" . ", "-"),
            ("con", "con-"),
            ("LPT1.txt", "LPT1.txt-"),
            ("Concorde", "Concorde"),
            ("a[b]|c#d^e", "a-b--c-d-e"),
            ("ligne\r\nsuivante", "ligne--suivante"),
            ("\u{202e}droite", "-droite"),
            ("🇲🇱 Mali 🦁", "🇲🇱 Mali 🦁"),
            ("NA", "NA"),
        ] {
            assert_eq!(safe(name), expected, "{name:?}");
        }
        assert_eq!(safe(&"é".repeat(200)).len(), 120);
    }

    #[test]
    fn each_name_has_a_file_of_its_own() {
        let mut names = FileNames::default();
        let given = ["Traoré", "TRAORÉ", "Traore\u{301}", "Traoré 2", "Traoré", "a:b", "a?b", ""];
        let files = given.map(|name| names.add(name));
        assert_eq!(
            files,
            ["Traoré", "TRAORÉ 2", "Traore\u{301} 3", "Traoré 2 2", "Traoré 4", "a-b", "a-b 2", "-"]
        );
    }
}
