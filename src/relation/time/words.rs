//! What the words of dates stand for.

use crate::{
    matcher::{FormId, Token, Vocabulary, fold},
    model::{Cues, Lexeme},
};
use rustc_hash::{FxHashMap, FxHashSet};

/// A phrase without its first word, and what it stands for.
type Phrase = (Box<[Box<str>]>, Lexeme);

/// The words of dates, ready to be looked up. Made once from the cues of a language.
#[derive(Debug, Clone)]
pub struct DateWords {
    /// By the first byte of a word, a bit for each length that such a word has: most words are none of these.
    lengths: [u32; 256],
    /// By the first word; the longest phrase first.
    phrases: FxHashMap<Box<str>, Vec<Phrase>>,
    /// The forms of those first words that a date may start with.
    first: FxHashSet<FormId>,
    /// The forms of words without which nothing is a date, where no digit stands: `mai`, `hier`, `semaine`.
    core: FxHashSet<FormId>,
    /// The letters between hour and minute: `14h30`.
    pub(super) hour_mark: Box<str>,
}

impl DateWords {
    /// The words of dates in the cues, for texts whose tokens are of a vocabulary.
    pub fn new(cues: &Cues, vocabulary: &Vocabulary) -> DateWords {
        let mut words = DateWords::of(cues);
        let form = |word: &str| vocabulary.lookup(&fold(word));
        let starts = |phrases: &[Phrase]| phrases.iter().any(|(_, lexeme)| lexeme.may_start());
        let first = words.phrases.iter().filter(|(_, phrases)| starts(phrases));
        words.first = first.map(|(word, _)| form(word)).collect();
        // The longest word of each: `veille` of `la veille`.
        let longest = words.phrases.iter().flat_map(|(first, phrases)| {
            let core = phrases.iter().filter(|(_, lexeme)| lexeme.is_core());
            core.filter_map(move |(rest, _)| rest.iter().chain([first]).max_by_key(|word| word.len()))
        });
        words.core = longest.map(|word| form(word)).collect();
        words
    }

    /// Whether a token may be the first word of a date, articles and prepositions before it left out.
    pub(in crate::relation) fn may_start_with(&self, token: &Token) -> bool {
        token.shape.has_digit() || self.first.contains(&token.form)
    }

    /// Whether a token is what makes some words a date.
    pub(in crate::relation) fn is_core(&self, token: &Token) -> bool {
        token.shape.has_digit() || self.core.contains(&token.form)
    }

    fn of(cues: &Cues) -> DateWords {
        let mut words = DateWords {
            lengths: [0; 256],
            phrases: FxHashMap::default(),
            first: FxHashSet::default(),
            core: FxHashSet::default(),
            hour_mark: cues.dates.hour_mark.as_str().into(),
        };
        cues.date_lexemes().for_each(|(phrase, lexeme)| words.add(&phrase, lexeme));
        words
    }

    fn add(&mut self, name: &str, lexeme: Lexeme) {
        let mut parts = name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        let Some(first) = parts.next() else { return };
        self.lengths[usize::from(first.as_bytes()[0])] |= length_bit(first);
        let phrase: Phrase = (parts.map(Box::from).collect(), lexeme);
        let phrases = self.phrases.entry(first.into()).or_default();
        let at = phrases.partition_point(|(rest, _)| rest.len() >= phrase.0.len());
        if !phrases.contains(&phrase) {
            phrases.insert(at, phrase);
        }
    }

    /// The phrases that start with a word, without it, the longest first.
    pub(super) fn starting_with(&self, word: &str) -> &[Phrase] {
        let first = word.as_bytes().first().copied().unwrap_or_default();
        if self.lengths[usize::from(first)] & length_bit(word) == 0 {
            return &[];
        }
        self.phrases.get(word).map_or(&[], |phrases| phrases)
    }
}

fn length_bit(word: &str) -> u32 {
    1 << word.len().min(31)
}
