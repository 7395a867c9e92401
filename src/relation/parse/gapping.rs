//! Gapping: a verb that is said once for several clauses, `A a livré des avions à B et C des drones à D`, `A a reçu B à Paris
//! et C à Londres`. The verb is put where it is left out, so that frames find a clause there.

use super::{
    chunk::{Actor, Chunk, ChunkKind},
    clause::{Clause, DEEPEST},
    context::DocumentContext,
};
use crate::model::{Kind, PrepositionId};
use smallvec::SmallVec;
use std::ops::Range;

/// Puts verbs where they are left out.
pub(crate) fn fill(context: &DocumentContext, mut chunks: Vec<Chunk>) -> Vec<Chunk> {
    let mut gaps: Vec<Gapped> = Vec::new();
    for verb in (0..chunks.len()).filter(|&at| chunks[at].is_finite_verb()) {
        let Some(full) = FullClause::read(context, &chunks, verb) else { continue };
        let mut at = full.end;
        while let Some((first, end)) = next_segment(&chunks, at) {
            let Some(phrases) = phrases(&chunks, first..end) else { break };
            gaps.extend(full.gap(&phrases));
            at = end;
        }
    }
    gaps.sort_by_key(|gap| gap.at);
    for (phrase, pronoun) in gaps.iter().filter_map(|gap| gap.taken_up) {
        chunks[pronoun] = chunks[phrase].clone();
    }
    // From the last on, so that those before keep their places.
    for Gapped { at, verb, object, .. } in gaps.into_iter().rev() {
        let repeated: SmallVec<[Chunk; 2]> =
            [Some(verb), object].into_iter().flatten().map(|at| chunks[at].clone()).collect();
        chunks.splice(at..at, repeated);
    }
    chunks
}

/// Where a verb is left out.
struct Gapped {
    /// The chunk that it stands before.
    at: usize,
    /// The verb.
    verb: usize,
    /// The noun behind the verb, where that is left out, too: `A est membre de B et C de D`.
    object: Option<usize>,
    /// `celle`: the phrase that a pronoun takes up, and the pronoun.
    taken_up: Option<(usize, usize)>,
}

/// A clause with its verb.
struct FullClause<'c> {
    context: &'c DocumentContext<'c>,
    chunks: &'c [Chunk],
    verb: usize,
    subject: usize,
    object: Option<usize>,
    /// Its complements, as preposition and phrase.
    complements: SmallVec<[(PrepositionId, usize); 2]>,
    /// The comma or `et` behind it.
    end: usize,
}

/// Phrases of a clause: the bare ones, and those behind a preposition.
struct Phrases {
    bare: SmallVec<[usize; 2]>,
    complements: SmallVec<[(PrepositionId, usize); 2]>,
}

impl<'c> FullClause<'c> {
    fn read(context: &'c DocumentContext<'c>, chunks: &'c [Chunk], verb: usize) -> Option<FullClause<'c>> {
        let end = (verb + 1..chunks.len()).find(|&at| !is_in_phrases(&chunks[at]) || joins(&chunks[at]))?;
        if !joins(&chunks[end]) {
            return None;
        }
        let Phrases { bare, complements } = phrases(chunks, verb + 1..end)?;
        let object = match bare[..] {
            [] => None,
            [object] => Some(object),
            _ => return None,
        };
        let clause = Clause { chunks, frames: &context.lexicon.frames };
        let subject = clause.subject_chunk(verb, DEEPEST)?;
        (!complements.is_empty()).then_some(FullClause {
            context,
            chunks,
            verb,
            subject,
            object,
            complements,
            end,
        })
    }

    /// The gap of a clause without a verb, where its phrases stand to each other as those of the whole clause.
    fn gap(&self, Phrases { bare, complements }: &Phrases) -> Option<Gapped> {
        let parallel = |(preposition, phrase): &(PrepositionId, usize)| {
            self.complements.iter().any(|(own, of)| own == preposition && self.are_alike(*of, *phrase))
        };
        complements.iter().any(parallel).then_some(())?;
        match (self.object, &bare[..]) {
            (Some(object), &[other]) if self.are_alike(object, other) => {
                Some(Gapped { at: other, verb: self.verb, object: None, taken_up: None })
            }
            (None, &[subject]) | (Some(_), &[subject, _]) => self.behind_subject(subject, complements),
            (object, &[subject]) => Some(Gapped {
                // `C des drones à D`: an object of its own, whose article looks like a preposition.
                object: object
                    .filter(|_| !complements.iter().any(|(_, own)| self.chunks[*own].noun().is_some())),
                ..self.behind_subject(subject, complements)?
            }),
            _ => None,
        }
    }

    /// The gap behind a subject like that of the clause, or behind `celle de A`.
    fn behind_subject(&self, subject: usize, complements: &[(PrepositionId, usize)]) -> Option<Gapped> {
        if self.are_alike(self.subject, subject) {
            return Some(Gapped { at: subject + 1, verb: self.verb, object: None, taken_up: None });
        }
        let pronoun = matches!(self.chunks[subject].kind, ChunkKind::Pronoun);
        let noun = self.chunks[self.subject].noun().is_some();
        let (_, of) =
            complements.first().filter(|(id, of)| *id == PrepositionId::OF && *of == subject + 2)?;
        (pronoun && noun).then_some(Gapped {
            at: of + 1,
            verb: self.verb,
            object: None,
            taken_up: Some((self.subject, subject)),
        })
    }

    /// Whether two phrases mean the like: people, states, places.
    fn are_alike(&self, one: usize, other: usize) -> bool {
        let kind = |chunk: usize| {
            let actor: &Actor = self.chunks[chunk].actors()?.first()?;
            Some(self.context.kind(actor.entity))
        };
        let (one, other) = (kind(one), kind(other));
        let state = |kind| if kind == Kind::Organisation { Kind::Country } else { kind };
        one.is_some() && one.map(state) == other.map(state)
    }
}

/// A comma or `et`.
fn joins(chunk: &Chunk) -> bool {
    chunk.is_comma() || chunk.is_and()
}

/// Whether a chunk is one of those that [`phrases`] are made of.
fn is_in_phrases(chunk: &Chunk) -> bool {
    let pronoun = matches!(chunk.kind, ChunkKind::Pronoun);
    pronoun || chunk.preposition().is_some() || chunk.is_nominal() || chunk.is_aside()
}

/// The chunks between a comma or `et` at one chunk and the next such mark.
fn next_segment(chunks: &[Chunk], at: usize) -> Option<(usize, usize)> {
    let first = (at..chunks.len()).find(|&next| !joins(&chunks[next])).filter(|&first| first > at)?;
    let ends = |chunk: &Chunk| joins(chunk) || matches!(chunk.kind, ChunkKind::Break);
    Some((first, (first..chunks.len()).find(|&next| ends(&chunks[next])).unwrap_or(chunks.len())))
}

/// The phrases in some chunks that hold nothing else.
fn phrases(chunks: &[Chunk], range: Range<usize>) -> Option<Phrases> {
    let mut found = Phrases { bare: SmallVec::new(), complements: SmallVec::new() };
    let mut preposition: Option<PrepositionId> = None;
    for at in range {
        let chunk = &chunks[at];
        match &chunk.kind {
            ChunkKind::Preposition(id) => preposition = Some(*id),
            ChunkKind::Actors(_) | ChunkKind::Noun(_) | ChunkKind::Pronoun => match preposition.take() {
                Some(id) => found.complements.push((id, at)),
                None => found.bare.push(at),
            },
            _ if chunk.is_aside() => {}
            _ => return None,
        }
    }
    Some(found)
}
