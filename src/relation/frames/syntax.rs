//! The walk of a template: its elements, one after the other, against what the syntax beside a trigger gives.

use super::frame_match::{Arguments, Refusal};
use crate::{
    matcher::WordId,
    model::{Effect, Element, PrepositionId, Slot, word},
    relation::parse::{
        ParsedSentence,
        chunk::{Chunk, ChunkKind},
        clause::Constituent,
    },
};

/// What stands on one side of a trigger: the subject of a verb, the object and complements behind it, the antecedent of an
/// apposition. Each call fills an argument, or steps over what the element asks for.
pub(super) trait Syntax {
    /// `A`: a subject, an object, the antecedent of an apposition.
    fn bare(&mut self, slot: Slot, arguments: &mut Arguments) -> Result<(), Refusal>;

    /// `avec B`: a complement with one of some prepositions.
    fn complement(
        &mut self,
        slot: Slot,
        prepositions: &[PrepositionId],
        arguments: &mut Arguments,
    ) -> Result<(), Refusal>;

    /// `A et B`, with one of some prepositions or without any.
    fn pair(&mut self, prepositions: &[PrepositionId], arguments: &mut Arguments) -> Result<(), Refusal>;

    /// One of some words.
    fn word(&mut self, _: &[WordId]) -> Option<()> {
        None
    }

    /// A noun that is no actor.
    fn noun(&mut self) -> Option<()> {
        None
    }

    /// One of some prepositions, before a word.
    fn preposition(&mut self, _: &[PrepositionId]) -> Option<()> {
        None
    }

    /// A comma.
    fn comma(&mut self) -> Option<()> {
        None
    }
}

/// Holds elements against one side of a trigger, in the order given.
pub(super) fn walk<'e>(
    elements: impl Iterator<Item = &'e Element>,
    syntax: &mut impl Syntax,
    arguments: &mut Arguments,
) -> Result<(), Refusal> {
    for element in elements {
        match element {
            Element::Slot(slot, prepositions) if prepositions.is_empty() => syntax.bare(*slot, arguments)?,
            Element::Slot(slot, prepositions) => syntax.complement(*slot, prepositions, arguments)?,
            Element::Pair(prepositions) => syntax.pair(prepositions, arguments)?,
            // The infinitive that a verb takes is the trigger itself.
            Element::Infinitive => {}
            Element::Word(words) => syntax.word(words).ok_or(Refusal::Word)?,
            Element::Noun => syntax.noun().ok_or(Refusal::Word)?,
            Element::Preposition(prepositions) => syntax.preposition(prepositions).ok_or(Refusal::Word)?,
            Element::Comma => syntax.comma().ok_or(Refusal::Word)?,
        }
    }
    Ok(())
}

/// A place in the chunks behind a trigger. Each step skips asides and leads behind what it finds.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'s> {
    pub(super) sentence: &'s ParsedSentence<'s>,
    pub(super) at: usize,
}

impl<'s> Cursor<'s> {
    /// The next chunk that is no aside, nor apart behind a name.
    fn next(&self) -> Option<(usize, &'s Chunk)> {
        let chunks = &self.sentence.chunks;
        let next = |from: usize| (from..).zip(chunks.get(from..)?).find(|(_, chunk)| !chunk.is_aside());
        let (at, chunk) = next(self.at)?;
        let behind = if chunk.is_comma() { self.sentence.clause().behind_insertion(at) } else { None };
        behind.map_or(Some((at, chunk)), next)
    }

    /// A noun phrase that is no actor: its chunk.
    pub(super) fn noun(&mut self) -> Option<usize> {
        let (at, _) = self.next().filter(|(_, chunk)| chunk.noun().is_some())?;
        self.at = at + 1;
        Some(at)
    }

    /// Actors.
    pub(super) fn actors(&mut self) -> Option<Constituent<'s>> {
        let (chunk, found) = self.next()?;
        let actors = found.actors()?;
        self.at = chunk + 1;
        Some(Constituent { chunk, actors, effect: Effect::default() })
    }

    /// One of some prepositions.
    pub(super) fn preposition(&mut self, wanted: &[PrepositionId]) -> Option<()> {
        let (at, chunk) = self.next()?;
        wanted.contains(&chunk.preposition()?).then(|| self.at = at + 1)
    }

    /// `par A`, where it stands right here.
    pub(super) fn agent(&mut self) {
        let Some((at, chunk)) = self.next() else { return };
        let frames = self.sentence.frames();
        let agent = chunk.preposition().is_some_and(|id| frames.preposition_has(id, word::AGENT));
        if agent && self.sentence.chunks.get(at + 1).is_some_and(Chunk::is_nominal) {
            self.at = at + 2;
        }
    }

    /// A comma, right here.
    pub(super) fn comma(&mut self) -> Option<()> {
        self.sentence.chunks.get(self.at)?.is_comma().then(|| self.at += 1)
    }

    /// A chunk that holds one of some words, over at most two adjuncts.
    pub(super) fn word(&mut self, wanted: &[WordId]) -> Option<()> {
        let chunks = &self.sentence.chunks;
        let (mut at, mut adjuncts) = (self.at, 0);
        loop {
            let chunk = chunks.get(at)?;
            if holds(self.sentence, at, wanted) {
                self.at = at + 1;
                return Some(());
            }
            match &chunk.kind {
                _ if chunk.is_aside() => {}
                ChunkKind::Comma if adjuncts == 0 => {
                    at = self.sentence.clause().behind_insertion(at)?;
                    continue;
                }
                ChunkKind::Preposition(_)
                    if adjuncts < 2 && chunks.get(at + 1).is_some_and(Chunk::is_nominal) =>
                {
                    if holds(self.sentence, at + 1, wanted) {
                        self.at = at + 2;
                        return Some(());
                    }
                    (at, adjuncts) = (at + 1, adjuncts + 1);
                }
                _ => return None,
            }
            at += 1;
        }
    }

    /// Goes on behind a constituent.
    pub(super) fn pass(&mut self, constituent: Option<Constituent<'s>>) -> Option<Constituent<'s>> {
        if let Some(constituent) = &constituent {
            self.at = constituent.chunk + 1;
        }
        constituent
    }
}

/// Whether a chunk holds one of some words.
pub(super) fn holds(sentence: &ParsedSentence, chunk: usize, wanted: &[WordId]) -> bool {
    let Chunk { first, end, .. } = sentence.chunks[chunk];
    (first..end).any(|token| sentence.words.is_one_of(token, wanted))
}

pub(super) fn is_of(prepositions: &[PrepositionId]) -> bool {
    prepositions.contains(&PrepositionId::OF)
}
