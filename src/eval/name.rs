//! When two names count as one.

use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

/// A name, ready to be compared.
///
/// The folding is the judge's own: letters and digits without accents or case, everything else a space. The matcher's
/// keeps more apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    written: String,
    folded: String,
}

impl Name {
    /// A name as it is written.
    pub fn new(written: impl Into<String>) -> Name {
        let written = written.into();
        let folded = fold(&written);
        Name { written, folded }
    }

    /// The name as it was written.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Whether two names mean the same. One of a person may leave words out.
    pub fn is_same(&self, other: &Name, of_person: bool) -> bool {
        if self.folded == other.folded {
            return true;
        }
        let words = |name: &Name| name.folded.split(' ').filter(|word| !word.is_empty()).count();
        let (short, long) = if words(self) <= words(other) { (self, other) } else { (other, self) };
        let holds = |word: &str| long.folded.split(' ').any(|other| other == word);
        of_person && !short.folded.is_empty() && short.folded.split(' ').all(holds)
    }
}

/// Small letters and digits without accents, in words.
pub(super) fn fold(text: &str) -> String {
    let text = text.replace('œ', "oe").replace('Œ', "OE").replace('’', "'");
    let bare = text.nfkd().filter(|&c| canonical_combining_class(c) == 0);
    let spaced: String = bare.map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The id of a document without folders and ending: `texts/d01.txt` is `d01`.
pub(super) fn stem(id: &str) -> &str {
    let file = id.rsplit('/').next().unwrap_or(id);
    let dots = file.len() - file.trim_start_matches('.').len();
    file[dots..].rfind('.').map_or(file, |dot| &file[..dots + dot])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded() {
        for (written, folded) in [
            ("  Côte d’Ivoire ", "cote d ivoire"),
            ("Œuvre–cœur", "oeuvre coeur"),
            ("N'DAW", "n daw"),
            ("A.E.S.", "a e s"),
            ("…", ""),
        ] {
            assert_eq!(fold(written), folded);
        }
    }

    #[test]
    fn names_of_people_may_leave_words_out() {
        for (a, b, of_person, same) in [
            ("Assimi Goïta", "Goita", true, true),
            ("Goita", "Goïta Assimi", true, true),
            ("Assimi Goïta", "Goita", false, false),
            ("Oumar Diarra", "Fousseynou Diarra", true, false),
            ("", "Diarra", true, false),
            ("…", "", false, true),
        ] {
            assert_eq!(Name::new(a).is_same(&Name::new(b), of_person), same, "{a} / {b}");
        }
    }

    #[test]
    fn stems() {
        for (id, expected) in [
            ("texts/d01.txt", "d01"),
            ("d01", "d01"),
            ("a.b.txt", "a.b"),
            (".txt", ".txt"),
            ("x/..a", "..a"),
            ("a.", "a"),
            ("a/", ""),
        ] {
            assert_eq!(stem(id), expected);
        }
    }
}
