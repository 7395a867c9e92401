//! The words of dates, by the words that tokens are.

use crate::{
    matcher::{Token, Vocabulary, WordId, fold},
    model::{Cues, Lexeme},
};

/// A phrase without its first word, and what it stands for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Phrase {
    pub(super) rest: Box<[WordId]>,
    pub(super) lexeme: Lexeme,
}

/// What a word is in dates.
#[derive(Debug, Clone, Default)]
struct DateWord {
    /// The phrases that start with it, the longest first.
    phrases: Vec<Phrase>,
    /// Whether a date may start with it, what opens the date left out.
    starts: bool,
    /// Whether it makes some words a date: `mai`, `hier`, `semaine`. Without such a word, or a digit, nothing is one.
    is_core: bool,
}

/// The words of dates, ready to be looked up. Made once from the cues of a language.
#[derive(Debug, Clone)]
pub struct DateWords {
    /// By [`WordId::index`], the place in `words`.
    places: Vec<u16>,
    /// The first for all words that are of no date.
    words: Vec<DateWord>,
    /// The letters between hour and minute: `14h30`.
    hour_mark: Box<str>,
}

impl DateWords {
    /// The words of dates in the cues, for texts whose tokens are of a vocabulary with these words
    /// ([`Cues::spell_dates`]).
    ///
    /// # Panics
    /// If the vocabulary lacks one.
    pub fn new(cues: &Cues, vocabulary: &Vocabulary) -> DateWords {
        let mut words = DateWords {
            places: vec![0; vocabulary.word_count() + 1],
            words: vec![DateWord::default()],
            hour_mark: cues.dates.hour_mark.as_str().into(),
        };
        for (phrase, lexeme) in cues.date_lexemes() {
            let spelled: Vec<&str> = Cues::date_tokens(&phrase).collect();
            words.add(&spelled, lexeme, vocabulary);
        }
        words
    }

    fn add(&mut self, spelled: &[&str], lexeme: Lexeme, vocabulary: &Vocabulary) {
        let id = |word: &str| vocabulary.word(vocabulary.lookup(&fold(word)), word);
        let [first, rest @ ..] = spelled else { return };
        let phrase = Phrase { rest: rest.iter().map(|word| id(word)).collect(), lexeme };
        let word = self.word_mut(id(first));
        word.starts |= lexeme.may_start();
        let at = word.phrases.partition_point(|other| other.rest.len() >= phrase.rest.len());
        if !word.phrases.contains(&phrase) {
            word.phrases.insert(at, phrase);
        }
        // `veille` of `la veille`
        if let Some(longest) = spelled.iter().rev().max_by_key(|word| word.len()) {
            self.word_mut(id(longest)).is_core |= lexeme.is_core();
        }
    }

    fn word_mut(&mut self, word: WordId) -> &mut DateWord {
        assert_ne!(word, WordId::NONE, "the vocabulary has the words of dates");
        let place = &mut self.places[word.index()];
        if *place == 0 {
            *place = u16::try_from(self.words.len()).expect("a language has some hundred words of dates");
            self.words.push(DateWord::default());
        }
        &mut self.words[usize::from(*place)]
    }

    fn word(&self, token: &Token) -> &DateWord {
        let place = self.places.get(token.word.index()).copied().unwrap_or_default();
        &self.words[usize::from(place)]
    }

    /// Whether a token may be the first word of a date, articles and prepositions before it left out.
    pub(in crate::relation) fn may_start_with(&self, token: &Token) -> bool {
        token.shape.has_digit() || self.word(token).starts
    }

    /// Whether a token is what makes some words a date.
    pub(in crate::relation) fn is_core(&self, token: &Token) -> bool {
        token.shape.has_digit() || self.word(token).is_core
    }

    /// The phrases that start with a token, the longest first.
    pub(super) fn starting_with(&self, token: &Token) -> &[Phrase] {
        &self.word(token).phrases
    }

    /// What follows the mark of an hour, in any case: `30` of `h30`.
    pub(super) fn after_hour_mark<'t>(&self, text: &'t str) -> Option<&'t str> {
        let (mark, rest) = text.split_at_checked(self.hour_mark.len())?;
        mark.eq_ignore_ascii_case(&self.hour_mark).then_some(rest)
    }
}
