//! The parse of a sentence: a cascade (FASTUS, Hobbs et al., 1997) in which each pass collapses what it has understood into
//! one chunk, so that the next pass sees a shorter, simpler sentence.
//!
//! - `context`: what is known of the whole document. `actor`: which mentions may be arguments. `government`: the only
//!   government of a document.
//! - `tagged`: tokens with their lexical entries. `verb_group`, `chunker`: tokens to chunks. `chunk`: what a chunk is.
//! - `apposition`, `states`, `enumeration`, `plural_anaphora`, `coordination`: chunks to fewer chunks; `gapping`: verbs where they
//!   are left out. `reference`: what pronouns and `le pays` take up; `centre`: whom the text is about.
//! - `clause`: grammatical functions by position and voice; `relative`: what relative clauses say of whom; `control`: whose doing an infinitive or participle is; `bearer`: nouns in the
//!   place of whom they are of.

pub(crate) mod actor;
mod apposition;
mod bearer;
mod centre;
pub(crate) mod chunk;
mod chunker;
pub(crate) mod clause;
pub(crate) mod context;
mod control;
mod coordination;
pub(crate) mod enumeration;
mod gapping;
mod government;
mod plural_anaphora;
pub(crate) mod reference;
mod relative;
mod sample;
mod speaker;
mod states;
pub(crate) mod tagged;
mod verb_group;

use crate::model::{Frames, Kind, Span, word};
use actor::ActorFinder;
use chunk::{Actor, Chunk, ChunkKind};
use clause::Clause;
use context::DocumentContext;
use enumeration::Enumeration;
use tagged::TaggedSentence;

/// A sentence as chunks, in its document.
pub(crate) struct ParsedSentence<'s> {
    pub(crate) context: &'s DocumentContext<'s>,
    /// Its place in the document.
    pub(crate) index: usize,
    pub(crate) words: TaggedSentence<'s>,
    pub(crate) chunks: Vec<Chunk>,
    /// Whether all of it is attributed to a source: `selon A`.
    pub(crate) attributed: bool,
    /// Members and leaders of bodies that it enumerates.
    pub(crate) enumerations: Vec<Enumeration>,
}

impl<'s> ParsedSentence<'s> {
    /// Parses the sentence of an index: all passes, in their order.
    pub(crate) fn parse(context: &'s DocumentContext<'s>, index: usize) -> ParsedSentence<'s> {
        let words = TaggedSentence::of(context, &context.text.sentences[index]);
        let actors = ActorFinder::new(context, index);
        let chunks = chunker::chunk(context, &words, &actors);
        let attributed = chunks.iter().any(|chunk| is_attribution(&words, chunk))
            || opens_with_view(context, &words, &chunks);
        let chunks = apposition::places(context, &words, chunks);
        let chunks = apposition::names(context, &words, chunks);
        let chunks = states::in_power(context, &words, chunks);
        let chunks = states::named(context, &words, chunks);
        let mut chunks = states::capitals(context, chunks);
        let mut enumerations = Vec::new();
        // Few sentences have a noun that a number counts.
        if (0..words.len()).any(|at| words.entry(at).is_some_and(|entry| entry.several.is_some())) {
            (chunks, enumerations) = enumeration::resolve(context, &words, chunks);
            chunks = plural_anaphora::resolve(context, index, &words, chunks);
        }
        let mut chunks = states::unnamed(context, &words, chunks);
        if context.text.has(index, word::ANAPHOR) {
            chunks = reference::definite(context, index, &words, chunks);
        }
        let chunks = coordination::auxiliaries(chunks);
        let chunks = gapping::fill(context, chunks);
        let chunks = coordination::actors(context, chunks);
        let chunks = sample::resolve(context, &words, chunks);
        let chunks = plural_anaphora::holders(context, chunks);
        let chunks = plural_anaphora::own_countries(context, &words, chunks);
        ParsedSentence { context, index, words, chunks, attributed, enumerations }
    }

    pub(crate) fn frames(&self) -> &'s Frames {
        &self.context.lexicon.frames
    }

    pub(crate) fn clause(&self) -> Clause<'_> {
        Clause { chunks: &self.chunks, frames: self.frames() }
    }

    /// Where some tokens of it stand in the text.
    pub(crate) fn span(&self, first: usize, end: usize) -> Span {
        Span::new(self.words.tokens[first].start, self.words.tokens[end - 1].end)
    }
}

fn is_attribution(words: &TaggedSentence, chunk: &Chunk) -> bool {
    match chunk.kind {
        ChunkKind::Preposition(preposition) => words.frames.preposition_has(preposition, word::ATTRIBUTION),
        _ => false,
    }
}

/// `Pour A, B a attaqué C`: whether a sentence opens with a person in whose view it is so.
fn opens_with_view(context: &DocumentContext, words: &TaggedSentence, chunks: &[Chunk]) -> bool {
    let [first, view, comma, ..] = chunks else { return false };
    let by = first.preposition().is_some_and(|id| words.frames.preposition_has(id, word::VIEW));
    let person = |actor: &Actor| context.kind(actor.entity) == Kind::Person;
    by && comma.is_comma() && view.actors().is_some_and(|actors| actors.iter().all(person))
}
