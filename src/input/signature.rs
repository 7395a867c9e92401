//! Who signs a text: names and initials alone on its last lines.

use super::lines::{EDGE, Marked};
use crate::model::ZoneKind;

/// More signatures below each other are a list of names.
const MOST_SIGNATURES: usize = 3;

/// Names and initials that sign a text: alone on the last lines, with nothing but end matter below.
pub(super) fn mark(marked: &mut [Marked], small: &[String]) {
    let (mut index, mut found) = (marked.len(), vec![]);
    while index > 0 && marked.len() - index < EDGE {
        let Marked { line, kind } = &marked[index - 1];
        let is_end_matter = matches!(kind, Some(ZoneKind::Footer | ZoneKind::Byline | ZoneKind::Related));
        if is_signature(line.text, small) && matches!(kind, None | Some(ZoneKind::Footer)) {
            found.push(index - 1);
        } else if !is_end_matter {
            break;
        }
        index -= 1;
    }
    // What is signed ends with a full stop or the like; a list of names or a heading does not.
    let before = index.checked_sub(1).map(|before| &marked[before]);
    let is_after_text = before.is_some_and(|Marked { line, kind }| {
        kind.is_some_and(|kind| kind != ZoneKind::Headline)
            || line.text.ends_with(['.', '!', '?', '»', '”', '"', '…', ')', ']'])
    });
    let in_body = found.iter().filter(|&&index| marked[index].kind.is_none()).count();
    for index in found {
        if marked[index].kind.is_some() || (is_after_text && in_body <= MOST_SIGNATURES) {
            marked[index].kind = Some(ZoneKind::Byline);
        }
    }
}

/// `Une Plume`, `Une PLUME (stagiaire)`, `LNT avec MAP`, `DS/ac/APA`, `S.B.H`, `TASS`.
fn is_signature(line: &str, small: &[String]) -> bool {
    let line = line.trim_matches(['*', '_', '-', '–', '—', ' ', ',']);
    if line.len() > 60 || line.contains(['?', '!', '«', '»', '“', ':', ';']) {
        return false;
    }
    is_initials(line) || is_name(line, small)
}

fn is_initials(line: &str) -> bool {
    let parts = || line.split(['/', '.', ' ', '-']).filter(|part| !part.is_empty());
    let is_short = |part: &str| part.chars().count() <= 5 && part.chars().all(char::is_alphabetic);
    let is_split =
        line.contains('/') || (line.contains('.') && parts().all(|part| part.chars().count() == 1));
    let is_word = !line.contains(' ') && line.chars().all(char::is_uppercase) && line.chars().count() <= 5;
    parts().next().is_some_and(|part| part.starts_with(char::is_uppercase))
        && (is_word || (is_split && !line.contains(' ') && parts().count() > 1 && parts().all(is_short)))
}

fn is_name(line: &str, small: &[String]) -> bool {
    let name = line.split_once('(').map_or(line, |(name, _)| name).trim();
    let words = || name.split_whitespace();
    let is_word = |word: &str| {
        let letters = word.chars().all(|c| c.is_alphabetic() || "-'’.,".contains(c));
        letters && (word.starts_with(char::is_uppercase) || small.iter().any(|small| small == word))
    };
    let capitals = words().filter(|word| word.starts_with(char::is_uppercase)).count();
    capitals >= 2
        && words().count() <= 5
        && words().all(is_word)
        && name.starts_with(char::is_uppercase)
        && !is_sentence(name)
}

/// Whether a full stop ends more than an initial.
fn is_sentence(line: &str) -> bool {
    let last = line.rsplit(char::is_whitespace).next().unwrap_or(line);
    line.ends_with(',') || (line.ends_with('.') && last.chars().count() > 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::lines::lines;

    /// Which lines of a text that has no zones yet are found to sign it.
    fn signed(text: &str) -> Vec<&str> {
        let mut marked: Vec<Marked> = lines(text, 0).map(|line| Marked { line, kind: None }).collect();
        mark(&mut marked, &["avec".to_string()]);
        marked.iter().filter(|line| line.kind == Some(ZoneKind::Byline)).map(|line| line.line.text).collect()
    }

    #[test]
    fn signatures() {
        for signature in [
            "Une Plume",
            "Une A. PLUME (stagiaire)",
            "LNT avec MAP",
            "DS/ac/APA",
            "S.B.H",
            "TASS",
            "Dr. Une Plume",
            "Mohamed-El Aziz Ben Plume",
            "Farmo M.",
            "*Une Plume*",
        ] {
            assert_eq!(signed(&format!("Le corps finit.\n{signature}")), [signature]);
        }
        for line in [
            "La fin de tout",
            "Tout est dit.",
            "Qui sait ?",
            "Vive le Mali !",
            "– Ahmed Attaf : oui",
            "2025",
            "Bravo Miary Zo.",
        ] {
            assert!(signed(&format!("Le corps finit.\n{line}")).is_empty(), "{line}");
        }
    }

    #[test]
    fn lists_of_names_sign_nothing() {
        for text in [
            "Les présents :\nUne Plume\nDeux Plumes",
            "Un point.\nUne Plume\nDeux Plumes\nTrois Plumes\nQuatre Plumes",
            "Un point.\nUne Plume\nUn autre point.",
            "Une Plume",
            "",
        ] {
            assert!(signed(text).is_empty(), "{text}");
        }
        assert_eq!(signed("Un point.\nUne Plume\nDeux Plumes"), ["Une Plume", "Deux Plumes"]);
    }
}
