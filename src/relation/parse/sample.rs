//! Those whom a phrase for several picks out: `plusieurs pays, dont A et B`, `des opposants comme A`, `des médias, notamment A`.
//! What is said of the phrase is said of them.

use super::{
    chunk::{Actor, Chunk, ChunkKind, ResolvedBy},
    context::DocumentContext,
    tagged::TaggedSentence,
};
use crate::model::{FeatureSet, Kind, word};

/// Puts those who are picked out in the place of the phrase.
pub(crate) fn resolve(context: &DocumentContext, words: &TaggedSentence, chunks: Vec<Chunk>) -> Vec<Chunk> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chunks.len() {
        let sample = Sample::read(context, words, &chunks, at);
        let end = sample.as_ref().map_or(at + 1, |sample| sample.end);
        found.extend(sample.map(|sample| (at, sample)));
        at = end;
    }
    if found.is_empty() {
        return chunks;
    }
    let mut resolved = Vec::with_capacity(chunks.len());
    let mut found = found.into_iter().peekable();
    let mut behind = 0;
    for (at, chunk) in chunks.iter().enumerate() {
        if let Some((_, sample)) = found.next_if(|&(phrase, _)| phrase == at) {
            behind = sample.end;
            resolved.push(sample.chunk(&chunks, chunk));
        } else if at >= behind {
            resolved.push(chunk.clone());
        }
    }
    resolved
}

/// The names behind a phrase for several.
struct Sample {
    /// Their chunk.
    actors: usize,
    /// The chunk behind them, and behind the comma that closes what one before them has opened.
    end: usize,
}

impl Sample {
    /// They, in the place of the phrase.
    fn chunk(&self, chunks: &[Chunk], phrase: &Chunk) -> Chunk {
        let resolved_by = |actor: &Actor| Actor { resolved_by: Some(ResolvedBy::List), ..*actor };
        let actors = chunks[self.actors].actors().unwrap_or_default().iter().map(resolved_by).collect();
        Chunk {
            kind: ChunkKind::Actors(actors),
            first: phrase.first,
            end: chunks[self.actors].end,
            quoted: phrase.quoted,
        }
    }

    fn read(
        context: &DocumentContext,
        words: &TaggedSentence,
        chunks: &[Chunk],
        phrase: usize,
    ) -> Option<Sample> {
        let kind = kind_of(words, &chunks[phrase])?;
        let comma = chunks.get(phrase + 1).is_some_and(Chunk::is_comma);
        let opener = phrase + if comma { 2 } else { 1 };
        let actors = behind_opener(words, chunks, opener)?;
        let fits = |actor: &Actor| {
            actor.stands_for.is_none() && context.entities[actor.entity.0 as usize].kind == kind
        };
        if !chunks.get(actors)?.actors()?.iter().all(fits) {
            return None;
        }
        let next = (actors + 1..chunks.len()).find(|&next| !chunks[next].is_aside());
        let closed = comma && next.is_some_and(|next| chunks[next].is_comma());
        // `les pays dont A est membre`, `des pays comme A en voit`
        let clause = |chunk: &Chunk| chunk.verb().is_some() || matches!(chunk.kind, ChunkKind::Pronoun);
        if !closed && next.is_some_and(|next| clause(&chunks[next])) {
            return None;
        }
        let verb = || next.and_then(|next| chunks.get(next + 1)).is_some_and(Chunk::is_finite_verb);
        let end = if closed && verb() { next.map_or(actors, |next| next) + 1 } else { actors + 1 };
        Some(Sample { actors, end })
    }
}

/// Of which kind those are whom a phrase in the plural speaks of.
fn kind_of(words: &TaggedSentence, chunk: &Chunk) -> Option<Kind> {
    let noun = chunk.noun().filter(|noun| noun.demonyms.is_empty() && !noun.possessive)?;
    let head = noun.head?;
    let is = |features: FeatureSet| words.has(head, features);
    match () {
        () if is(word::SEVERAL_COUNTRIES) => Some(Kind::Country),
        () if is(word::SEVERAL_PEOPLE) => Some(Kind::Person),
        () if is(word::SEVERAL_BODIES) => Some(Kind::Organisation),
        () => None,
    }
}

/// The chunk behind `dont`, `notamment`, `comme`, `parmi lesquels`.
fn behind_opener(words: &TaggedSentence, chunks: &[Chunk], at: usize) -> Option<usize> {
    let opener = chunks.get(at)?;
    let opens = |chunk: &Chunk| words.has(chunk.first, word::PICKS_OUT);
    match &opener.kind {
        // `parmi lesquels`
        ChunkKind::Preposition(_) if opens(opener) => {
            let relative = matches!(chunks.get(at + 1)?.kind, ChunkKind::Whose(_));
            relative.then_some(at + 2)
        }
        ChunkKind::Whose(_) | ChunkKind::Subordinator | ChunkKind::Aside if opens(opener) => Some(at + 1),
        _ => None,
    }
}
