//! Lines that end in the middle of a phrase, whatever the width: even two or three lines tell.

use super::{LONGEST, LineJoiner, Row};
use crate::{matcher::fold, model::word};
use unicode_normalization::char::is_combining_mark;

impl LineJoiner {
    /// Whether a line ends with a word that leads on (`le notaire Van der`, `à`), or in the middle of a name (`le ministre
    /// Abdoulaye`), and the next one goes on with it.
    pub(super) fn is_cut_off(&self, above: &Row, below: &Row) -> bool {
        if above.length > LONGEST || above.ends_sentence() || above.is_apart || below.is_apart {
            return false;
        }
        let goes_on = below.line.text.starts_with(char::is_alphanumeric)
            && !below.is_item()
            && !below.is_labelled()
            && !self.opens_sentence(below);
        let (before, last) = last_word(above.line.text);
        let leads_on = || !before.is_empty() && self.cues.open.contains(&fold(last));
        goes_on && (leads_on() || self.is_half_name(before, last, below.line.text))
    }

    /// Whether a given name ends a line behind a word in small letters, and a word with a capital alone starts the next.
    fn is_half_name(&self, before: &str, last: &str, below: &str) -> bool {
        let is_small = last_word(before.trim_end()).1.starts_with(char::is_lowercase);
        let mut words = below.split(' ');
        let surname = words.next().is_some_and(|word| word.starts_with(char::is_uppercase));
        let follows = words.next().is_none_or(|word| word.starts_with(char::is_lowercase));
        is_small && surname && follows && last.starts_with(char::is_uppercase) && self.is_given(last)
    }

    fn is_given(&self, name: &str) -> bool {
        let Some(matcher) = &self.matcher else { return false };
        let vocabulary = matcher.vocabulary();
        let form = vocabulary.lookup(&fold(name));
        let features = self.features.of(vocabulary.word_of_form(form));
        features.intersects(word::GIVEN) && !features.intersects(word::GIVEN_CUED)
    }
}

/// The last word of a line, of letters, and what stands before it.
fn last_word(line: &str) -> (&str, &str) {
    let before = line.trim_end_matches(|c: char| c.is_alphabetic() || is_combining_mark(c));
    line.split_at(before.len())
}
