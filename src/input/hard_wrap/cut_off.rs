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
        goes_on
            && (leads_on()
                || self.is_half_name(before, last, below.line.text)
                || self.is_half_of_known(last, below.line.text))
    }

    /// Whether the last word of a line and the first of the next are a name that is listed.
    fn is_half_of_known(&self, last: &str, below: &str) -> bool {
        let next = below.split(|c: char| c.is_whitespace() || c == ',').next().unwrap_or_default();
        let next = next.trim_end_matches(['.', ')', ':', ';']);
        let Some(matcher) = self.matcher.as_ref().filter(|_| {
            last.starts_with(char::is_uppercase)
                && next.starts_with(char::is_uppercase)
                && next.len() < LONGEST
        }) else {
            return false;
        };
        let name = format!("{last} {next}");
        matcher.find(&name).iter().any(|found| found.start == 0 && found.end == name.len())
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
