//! Coordination: `A, B et C`, `de A et de B` are one chunk; `A a rencontré B et salué C` shares an auxiliary.

use super::{
    chunk::{Actor, Chunk, ChunkKind, GroupForm, VerbGroup, remove, within_reach},
    clause::Clause,
    context::DocumentContext,
};
use crate::model::{Kind, PrepositionId, Voice, word};
use smallvec::SmallVec;
use std::ops::Range;

/// `A a rencontré B et salué C`: the auxiliary before is that of both.
pub(crate) fn auxiliaries(mut chunks: Vec<Chunk>) -> Vec<Chunk> {
    let mut last: Option<usize> = None;
    for at in 0..chunks.len() {
        let Some(group) = chunks[at].verb() else { continue };
        let before = chunks[within_reach(at)].iter().rfind(|chunk| !chunk.is_aside());
        let after_and = before.is_some_and(Chunk::is_and);
        let auxiliary = last.and_then(|last| chunks[last].verb()).filter(|before| {
            let compound = before.perfect || before.voice == Voice::Passive;
            compound && before.form == GroupForm::Finite
        });
        let shared = auxiliary.filter(|_| after_and && group.form == GroupForm::PastParticiple);
        if let Some(before) = shared {
            let group = VerbGroup {
                form: before.form,
                voice: before.voice,
                negated: before.negated,
                modality: before.modality,
                plural: before.plural,
                perfect: before.perfect,
                ..group.clone()
            };
            chunks[at].kind = ChunkKind::Verb(group);
        }
        last = Some(at);
    }
    chunks
}

/// `A, B et C`, `de A et de B`.
pub(crate) fn actors(context: &DocumentContext, mut chunks: Vec<Chunk>) -> Vec<Chunk> {
    if !chunks.iter().any(Chunk::is_and) {
        return chunks;
    }
    let first_verb = chunks.iter().position(Chunk::is_finite_verb).unwrap_or(chunks.len());
    let (mut at, mut rows): (usize, Vec<(Range<usize>, Members)>) = (0, Vec::new());
    while at < chunks.len() {
        let row = Row { context, chunks: &chunks, start: at, first_verb };
        let (end, members) = chunks[at].actors().map_or((at + 1, Members::new()), |_| row.read());
        if end > at + 1 {
            rows.push((at..end, members));
        }
        at = end;
    }
    for (row, members) in &rows {
        let actors =
            members.iter().filter_map(|&member| chunks[member].actors()).flatten().copied().collect();
        chunks[row.start].kind = ChunkKind::Actors(actors);
        chunks[row.start].end = chunks[row.end - 1].end;
    }
    remove(chunks, rows.into_iter().map(|(row, _)| row.start + 1..row.end))
}

/// The chunks of those that a row names.
type Members = SmallVec<[usize; 4]>;

/// A row of actors goes over at most so many chunks.
const LONGEST_ROW: usize = 1_000;

/// So many chunks may stand between the commas behind an `et`.
const LONGEST_INCISE: usize = 8;

/// Actors in a row, from a chunk on.
struct Row<'r> {
    context: &'r DocumentContext<'r>,
    chunks: &'r [Chunk],
    start: usize,
    /// The first finite verb of the sentence.
    first_verb: usize,
}

impl Row<'_> {
    /// The chunk after the row, and its members: commas join only where an `et` ends it.
    fn read(&self) -> (usize, Members) {
        let Row { chunks, start, .. } = *self;
        let preposition = start.checked_sub(1).and_then(|before| chunks[before].preposition());
        let (inner, frames) = (self.inner(), &self.context.lexicon.frames);
        let repeated = |id: &PrepositionId| {
            [preposition, inner].into_iter().flatten().any(|first| frames.takes_up(*id, first))
        };
        let mut members = Members::from_slice(&[start]);
        let (mut end, mut sure, mut surely_before) = (start + 1, (start + 1, 1), (start + 1, 1));
        loop {
            let mut next = self.behind_complement(preposition, end);
            let comma = chunks
                .get(next)
                .is_some_and(|chunk| chunk.is_comma() || matches!(chunk.kind, ChunkKind::Close));
            next = self.behind_aside(next).filter(|_| comma).unwrap_or(next + usize::from(comma));
            let and = chunks.get(next).is_some_and(Chunk::is_and);
            next += usize::from(and);
            next = self.behind_incise(next).filter(|_| and).unwrap_or(next);
            if !comma && !and || next - start > LONGEST_ROW || (comma && and && self.closes_insertion(end)) {
                break;
            }
            if and && self.ends_in_others(next) {
                sure = (end, members.len());
                break;
            }
            // The preposition again, or none.
            let again = chunks.get(next).and_then(Chunk::preposition).filter(repeated);
            next += usize::from(again.is_some());
            if chunks.get(next).and_then(Chunk::actors).is_none()
                || (comma && !and && again.is_none() && self.opens_clause(preposition, next))
            {
                break;
            }
            end = next + 1;
            members.push(next);
            if and {
                (surely_before, sure) = (sure, (end, members.len()));
            }
        }
        let (end, count) = if self.may_be_subject(preposition, sure.0) { surely_before } else { sure };
        members.truncate(count);
        (end, members)
    }

    /// `A, B, C et d’autres dirigeants ont …`: whether a phrase that names nobody ends a row that opens a clause.
    fn ends_in_others(&self, last: usize) -> bool {
        let opens = self.start.checked_sub(1).is_none_or(|before| match self.chunks[before].kind {
            ChunkKind::Break | ChunkKind::That | ChunkKind::Subordinator | ChunkKind::Date(_) => true,
            ChunkKind::Comma => within_reach(before).all(|at| self.chunks[at].verb().is_none()),
            _ => false,
        });
        opens && self.chunks.get(last).is_some_and(|chunk| chunk.noun().is_some())
    }

    /// `entre la France d’Emmanuel Macron et l’Algérie`, `entre le gouvernement malien de transition et B`: the chunk behind a
    /// complement of the first of two.
    fn behind_complement(&self, preposition: Option<PrepositionId>, at: usize) -> usize {
        let pairs = |id| self.context.lexicon.frames.preposition_has(id, word::PAIRING);
        match self.chunks.get(at..at + 3) {
            Some([of, whose, and])
                if of.preposition() == Some(PrepositionId::OF)
                    && whose.is_nominal()
                    && and.is_and()
                    && preposition.is_some_and(pairs) =>
            {
                at + 2
            }
            _ => at,
        }
    }

    /// `les gouvernements de A et de B`: the preposition inside the first, which stands for whom it names.
    fn inner(&self) -> Option<PrepositionId> {
        let actor = self.chunks[self.start].actors()?.first().filter(|actor| actor.stands_for.is_some())?;
        let named = self.context.mentions[actor.mention].kind != Kind::Demonym;
        named.then_some(PrepositionId::OF)
    }

    /// `A, membre de C, et B`, `A, qui dirige C, et B`: whether a comma closes what the row lies in.
    fn closes_insertion(&self, comma: usize) -> bool {
        let clause = Clause { chunks: self.chunks, frames: &self.context.lexicon.frames };
        let open = clause.opening(comma).filter(|&open| open < self.start);
        let opens = |first: usize| match &self.chunks[first].kind {
            ChunkKind::Noun(_) | ChunkKind::Who | ChunkKind::Whose(_) => true,
            ChunkKind::Verb(group) => group.form == GroupForm::PastParticiple,
            _ => false,
        };
        open.and_then(|open| clause.after(open)).is_some_and(opens)
    }

    /// `A, rappelle-t-on, et B`: the chunk behind what commas enclose, where frames find nothing in it.
    fn behind_aside(&self, comma: usize) -> Option<usize> {
        let clause = Clause { chunks: self.chunks, frames: &self.context.lexicon.frames };
        let behind = clause
            .behind_insertion(comma)
            .filter(|&behind| self.chunks.get(behind).is_some_and(Chunk::is_and))?;
        let says = |chunk: &Chunk| {
            matches!(chunk.kind, ChunkKind::Who | ChunkKind::Whose(_) | ChunkKind::Actors(_))
                || chunk.noun().is_some_and(|noun| noun.noun.is_some())
        };
        (!self.chunks[comma..behind].iter().any(says)).then_some(behind)
    }

    /// `A et, dans une moindre mesure, B`: the chunk behind what commas enclose after an `et`, where that names nobody.
    fn behind_incise(&self, open: usize) -> Option<usize> {
        let chunks = self.chunks;
        chunks.get(open).filter(|chunk| chunk.is_comma())?;
        let inside = |chunk: &Chunk| {
            chunk.is_aside()
                || chunk.preposition().is_some()
                || chunk.noun().is_some_and(|noun| noun.demonyms.is_empty())
        };
        let close = (open + 1..chunks.len().min(open + LONGEST_INCISE)).find(|&at| !inside(&chunks[at]))?;
        (close > open + 1 && chunks[close].is_comma()).then_some(close + 1)
    }

    /// `A a rencontré B et C a promis …`: whether the last of a row may be the subject of what follows. `entre` needs two.
    fn may_be_subject(&self, preposition: Option<PrepositionId>, end: usize) -> bool {
        let frames = &self.context.lexicon.frames;
        if preposition.is_some_and(|id| frames.preposition_has(id, word::PAIRING)) {
            return false;
        }
        let is_complement = self.start.checked_sub(1).is_some_and(|before| {
            matches!(self.chunks[before].kind, ChunkKind::Verb(_) | ChunkKind::Preposition(_))
                && self.first_verb <= before
        });
        let next = self.chunks[end..].iter().find(|chunk| !chunk.is_aside());
        is_complement && next.is_some_and(Chunk::is_finite_verb)
    }

    /// `à Genève, le Mali et la Russie …`: whether the clause starts behind the place that opens the sentence.
    fn opens_clause(&self, preposition: Option<PrepositionId>, next: usize) -> bool {
        let frames = &self.context.lexicon.frames;
        let where_ = preposition.is_some_and(|id| frames.preposition_has(id, word::LOCATIVE));
        let kind = |chunk: usize| {
            let actor = self.chunks[chunk].actors().and_then(<[Actor]>::first)?;
            Some(self.context.mentions[actor.mention].kind)
        };
        where_ && self.start < self.first_verb && kind(self.start) != kind(next)
    }
}
