//! Close apposition: a common noun and the name that it introduces, `la ville de Djibo`, `le groupe Wagner`.

use super::{
    chunk::{Actor, Chunk, ChunkKind, remove},
    context::DocumentContext,
    tagged::TaggedSentence,
};
use crate::model::{Kind, PrepositionId, word};

/// `la ville de Djibo`, `le nord du Mali`: what is said of the noun is said of the place.
pub(crate) fn places(
    context: &DocumentContext,
    words: &TaggedSentence,
    mut chunks: Vec<Chunk>,
) -> Vec<Chunk> {
    let all_are = |chunk: &Chunk, kinds: &[Kind]| {
        let is = |actor: &Actor| kinds.contains(&context.mentions[actor.mention].kind);
        chunk.actors().is_some_and(|actors| actors.iter().all(is))
    };
    for at in 2..chunks.len() {
        let of = chunks[at - 1].preposition() == Some(PrepositionId::OF);
        let place = of && all_are(&chunks[at], &[Kind::Place]);
        let whole = place || of && all_are(&chunks[at], &[Kind::Country]);
        let ChunkKind::Noun(noun) = &mut chunks[at - 2].kind else { continue };
        let is = |features| noun.head.is_some_and(|head| words.has(head, features));
        noun.of_place = place && is(word::PLACE_NOUN | word::PLACE_DIVISION) || whole && is(word::DIRECTION);
    }
    chunks
}

/// `le groupe Wagner`, `l’opération Barkhane`: a noun right before the name of a body is of it.
pub(crate) fn bodies(
    context: &DocumentContext,
    words: &TaggedSentence,
    mut chunks: Vec<Chunk>,
) -> Vec<Chunk> {
    // Without an article of its own: `prend pour cible le Hezbollah`.
    let is_body = |actor: &Actor, first: usize| {
        let mention = &context.mentions[actor.mention];
        mention.kind == Kind::Organisation && words.tokens[first].start == mention.span.start
    };
    let mut nouns: Vec<usize> = Vec::new();
    for at in 1..chunks.len() {
        let (before, chunk) = (&chunks[at - 1], &chunks[at]);
        let noun = before.end == chunk.first
            && before.noun().is_some_and(|noun| noun.noun.is_none() && noun.demonyms.is_empty());
        let body = chunk.actors().filter(|_| noun);
        if body.is_some_and(|actors| actors.iter().all(|actor| is_body(actor, chunk.first))) {
            chunks[at].first = before.first;
            nouns.push(at - 1);
        }
    }
    match nouns.is_empty() {
        true => chunks,
        false => remove(chunks, nouns.into_iter().map(|noun| noun..noun + 1)),
    }
}
