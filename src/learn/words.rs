//! Words of a sentence as templates and triggers write them.

use crate::{
    model::{PrepositionId, word},
    relation::parse::{ParsedSentence, chunk::Chunk},
};
use std::ops::Range;

#[derive(Clone, Copy)]
pub(super) struct Words<'w> {
    pub(super) sentence: &'w ParsedSentence<'w>,
}

impl Words<'_> {
    /// The preposition right before a chunk.
    pub(super) fn preposition_before(&self, chunk: usize) -> Option<PrepositionId> {
        let before = self.sentence.clause().preposition_before(chunk)?;
        self.sentence.chunks[before].preposition()
    }

    pub(super) fn preposition(&self, id: PrepositionId) -> String {
        self.sentence.frames().prepositions[id.0 as usize].to_string()
    }

    /// The head of a noun phrase, its singular and plural: `relation|relations`.
    pub(super) fn noun_forms(&self, chunk: usize) -> Option<String> {
        let phrase = self.sentence.chunks[chunk].noun()?;
        let head = phrase.noun.map(|(_, token)| token).or(phrase.head)?;
        let lemma = self.lemma(head)?;
        let plural = self.sentence.frames().endings.plural_of(&lemma);
        Some(if plural == lemma { lemma } else { format!("{lemma}|{plural}") })
    }

    /// The noun of a trigger whose tokens are given: the head of its phrase where that is one of them.
    pub(super) fn trigger_noun(&self, chunk: &Chunk, tokens: &Range<usize>) -> Option<String> {
        let phrase = chunk.noun();
        let known = phrase.and_then(|phrase| phrase.noun).map(|(_, token)| token);
        let head = known.into_iter().chain(phrase.and_then(|phrase| phrase.head));
        let mut wanted = head.filter(|token| tokens.contains(token)).chain(tokens.clone());
        wanted.find_map(|token| self.lemma(token))
    }

    /// A noun in the singular, where a list has that; none for a word of grammar, a name, or what a template cannot hold.
    fn lemma(&self, token: usize) -> Option<String> {
        let words = &self.sentence.words;
        let written = words.written(token).to_lowercase();
        let usual = words.class(token).is_none() && written.chars().count() > 2;
        let plain = written.chars().all(|c| c.is_alphabetic() || c == '-');
        if !usual || !plain {
            return None;
        }
        let (lexicon, endings) = (self.sentence.context.lexicon, &self.sentence.frames().endings);
        let is_word = |noun: &String| lexicon.written_has(noun, word::ORDINARY);
        let singular = endings.singulars_of(&written).find(is_word);
        Some(singular.unwrap_or(written))
    }
}
