//! Hyphens at line ends: those that cut a word, and those of a compound.

use super::{LineJoiner, Link};
use crate::matcher::fold;
use rustc_hash::FxHashSet;
use std::cell::OnceCell;

/// A hyphen that goes: its length in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut(pub usize);

/// Tells the hyphens of a text.
pub(super) struct Hyphens<'t> {
    text: &'t str,
    joiner: &'t LineJoiner,
    /// The words and compounds of the text, folded.
    words: OnceCell<FxHashSet<String>>,
}

/// The hyphen at the end of a line, with a letter before it. A soft one may stand before it.
pub(super) fn cut_at_end(line: &str) -> Option<&str> {
    let before = line.trim_end_matches(is_soft);
    let before = before.strip_suffix(is_hyphen).unwrap_or(before).trim_end_matches(is_soft);
    let hyphen = &line[before.len()..];
    (!hyphen.is_empty() && before.ends_with(char::is_alphabetic)).then_some(hyphen)
}

/// Whether a line ends with a hyphen or a dash: a cheap look.
pub(super) fn may_join(line: &str) -> bool {
    line.ends_with(|c| is_hyphen(c) || is_soft(c) || c == '–')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// A hyphen that is there only where a line ends: the soft one, as PDF readers mark it, as optical recognition does.
fn is_soft(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{2}' | '¬')
}

impl<'t> Hyphens<'t> {
    pub fn new(text: &'t str, joiner: &'t LineJoiner) -> Hyphens<'t> {
        Hyphens { text, joiner, words: OnceCell::new() }
    }

    /// What a hyphen or a dash at the end of a line makes of the line end.
    pub fn link(&self, above: &str, below: &str) -> Option<Link> {
        if !below.starts_with(char::is_alphabetic) {
            return None;
        }
        if above.strip_suffix('–').is_some_and(|before| before.ends_with(char::is_alphanumeric)) {
            return Some(Link::Compound);
        }
        let hyphen = cut_at_end(above)?;
        let is_cut = hyphen.contains(is_soft) || self.is_cut(&above[..above.len() - hyphen.len()], below)?;
        Some(if is_cut { Link::Word(Cut(hyphen.len())) } else { Link::Compound })
    }

    /// Whether what a hyphen parts is one word: the text or the lists have it in one, and not as a compound.
    fn is_cut(&self, above: &str, below: &str) -> Option<bool> {
        let head = &above[above.rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| next_char(above, at))..];
        let tail = &below[..below.find(|c: char| !c.is_alphabetic()).unwrap_or(below.len())];
        let (before, after) = (fold(head), fold(tail));
        let words = self.words.get_or_init(|| words(self.text));
        let joined = format!("{before}{after}");
        if words.contains(&joined) {
            return Some(true);
        }
        let is_compound =
            words.contains(&format!("{before}-{after}")) || tail.starts_with(char::is_uppercase);
        if is_compound {
            return Some(false);
        }
        let vocabulary = self.joiner.matcher.as_ref()?.vocabulary();
        let knows = |form: &str| vocabulary.lookup(form).is_known();
        let cues = self.joiner.cues();
        let has = |list: &[String], part: &str| list.iter().any(|known| *known == part.to_lowercase());
        // `Port-⏎au-Prince`, `Côtes-⏎d’Armor`
        let is_joined_on = tail.chars().count() <= 4 && below[tail.len()..].starts_with(['-', '’', '\'']);
        let is_compound = is_joined_on || has(&cues.before_hyphen, head) || has(&cues.after_hyphen, tail);
        let are_words = is_word(head) && is_word(tail) && knows(&before) && knows(&after);
        Some(knows(&joined) || !is_compound && !are_words)
    }
}

/// Whether a part that the lists have is a word, rather than a syllable by chance.
fn is_word(part: &str) -> bool {
    part.starts_with(char::is_lowercase) && part.chars().count() >= 4
}

fn next_char(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(0, char::len_utf8)
}

/// The words of a text, and its compounds as far as they stand in one line.
fn words(text: &str) -> FxHashSet<String> {
    let runs = text.split(|c: char| !(c.is_alphabetic() || is_hyphen(c)));
    let runs = runs.map(|run| fold(run.trim_matches(is_hyphen))).filter(|run| !run.is_empty());
    let mut words = FxHashSet::default();
    for run in runs {
        words.extend(run.split('-').map(str::to_owned));
        words.insert(run);
    }
    words
}
