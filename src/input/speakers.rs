//! Who speaks in an interview or a transcript: labels at the start of lines (`Q :`, `RFI :`, `Awa Sarr :`).

use super::lines::Line;
use crate::{
    matcher::fold,
    model::{Span, Zone, ZoneKind},
};
use rustc_hash::FxHashMap;

/// A longer label is a clause, in bytes.
const LONGEST: usize = 40;
/// One of more words is a clause.
const MOST_WORDS: usize = 4;
/// A transcript has at least so many.
const FEWEST: usize = 3;

/// The labels of those who ask, and of what speaks without a name (initials, papers in capitals): they say nothing of anybody. None
/// of a text that is no transcript. A person's name is left to the text: who speaks of whom is worth knowing.
pub(super) fn zones<'t>(lines: impl Iterator<Item = Line<'t>>, words: &[String]) -> Vec<Zone> {
    let labels: Vec<(Line, &str)> = lines.filter_map(|line| Some((line, label(line.text)?))).collect();
    if !is_transcript(labels.iter().map(|&(_, label)| label), words) {
        return vec![];
    }
    let nameless = labels.into_iter().filter(|(_, label)| is_nameless(label, words));
    let zones = nameless.map(|(line, label)| {
        let start = line.start + (label.as_ptr() as usize - line.text.as_ptr() as usize);
        let colon = line.text[start - line.start..].find(':').map_or(label.len(), |at| at + 1);
        Zone { span: Span::new(start as u32, (start + colon) as u32), kind: ZoneKind::Speaker }
    });
    zones.collect()
}

/// Whether lines are those of a transcript: labels, of which some come again, or ask and answer.
pub(super) fn are_transcript<'t>(lines: impl Iterator<Item = Line<'t>>, words: &[String]) -> bool {
    is_transcript(lines.filter_map(|line| label(line.text)), words)
}

fn is_transcript<'l>(labels: impl Iterator<Item = &'l str>, words: &[String]) -> bool {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    labels.for_each(|label| *counts.entry(label).or_default() += 1);
    let asks = |label: &&&str| label.len() == 1 || words.contains(&fold(label));
    let asked = counts.keys().filter(asks).count();
    counts.values().sum::<usize>() >= FEWEST && (counts.values().any(|&count| count > 1) || asked > 1)
}

/// The label that a line begins with, before a colon and some text.
pub(super) fn label(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(['*', '_', '-', '–', '—', '«', ' ', '\u{a0}']);
    let start = &line[..line.floor_char_boundary(LONGEST + 2)];
    let (label, _) = start.split_once(':')?;
    let after = &line[label.len() + 1..];
    let label = label.trim_end_matches(['*', '_', ' ', '\u{a0}', '\u{202f}']);
    let is_name = label.starts_with(char::is_uppercase)
        && !label.contains(|c: char| c.is_ascii_digit() || "«»\"()/,;".contains(c))
        && label.split_whitespace().count() <= MOST_WORDS;
    // No address, and no heading of what stands below.
    let is_followed =
        after.starts_with(|c: char| c.is_whitespace() || c == '*') && after.contains(char::is_alphabetic);
    (is_name && is_followed).then_some(label)
}

/// Whether a label is `Q`, `Journaliste`, or in capitals.
fn is_nameless(label: &str, words: &[String]) -> bool {
    !label.contains(char::is_lowercase) || words.contains(&fold(label))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::lines::lines;

    fn marked(text: &str) -> Vec<&str> {
        let words = ["journaliste".to_owned()];
        zones(lines(text, 0), &words).iter().map(|zone| zone.span.of(text)).collect()
    }

    #[test]
    fn labels_of_transcripts() {
        assert_eq!(marked("Q : Oui ?\nR : Non.\n\nQ : Non ?\nR : Si."), ["Q :", "R :", "Q :", "R :"]);
        assert_eq!(
            marked("**LE FLEUVE :** Oui ?\nAwa Sarr : Non.\n— J.D.K.\u{a0}: Non ?\nAwa Sarr : Si."),
            ["LE FLEUVE :", "J.D.K.\u{a0}:"]
        );
        assert_eq!(marked("Journaliste : Oui ?\nAwa Sarr: Non.\nJournaliste : Ah."), ["Journaliste :"; 2]);
        assert_eq!(marked("Awa Sarr : Bonjour.\nQ : Oui ?\nR : Non."), ["Q :", "R :"]);
        for text in [
            "Mali : un accord\n\nNiger : un autre\n\nTogo : rien",
            "ONU : un accord\n\nLe ministre : « Nous verrons »",
            "Q : Oui ?\nR :\nQ :",
            "RFI : https://a.example\nRFI:x\nRFI:y",
            "",
        ] {
            assert!(marked(text).is_empty(), "{text}");
        }
    }
}
