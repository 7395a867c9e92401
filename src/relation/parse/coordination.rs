//! Coordination: `A, B et C`, `de A et de B` are one chunk; `A a rencontré B et salué C` shares an auxiliary.

use super::chunk::{Chunk, ChunkKind, GroupForm, VerbGroup, remove, within_reach};
use crate::model::{PrepositionId, Voice};
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
pub(crate) fn actors(mut chunks: Vec<Chunk>) -> Vec<Chunk> {
    if !chunks.iter().any(Chunk::is_and) {
        return chunks;
    }
    let first_verb = chunks.iter().position(Chunk::is_finite_verb).unwrap_or(chunks.len());
    let (mut at, mut rows): (usize, Vec<Range<usize>>) = (0, Vec::new());
    while at < chunks.len() {
        let preposition = at.checked_sub(1).and_then(|before| chunks[before].preposition());
        let end = chunks[at].actors().map_or(at + 1, |_| row(&chunks, at, preposition, first_verb));
        if end > at + 1 {
            rows.push(at..end);
        }
        at = end;
    }
    for row in &rows {
        let actors = chunks[row.clone()].iter().filter_map(Chunk::actors).flatten().copied().collect();
        chunks[row.start].kind = ChunkKind::Actors(actors);
        chunks[row.start].end = chunks[row.end - 1].end;
    }
    remove(chunks, rows.into_iter().map(|row| row.start + 1..row.end))
}

/// A row of actors goes over at most so many chunks.
const LONGEST_ROW: usize = 1_000;

/// The chunk after the row of actors that starts at one: commas join only where an `et` ends the row.
fn row(chunks: &[Chunk], start: usize, preposition: Option<PrepositionId>, first_verb: usize) -> usize {
    let (mut end, mut sure, mut surely_before) = (start + 1, start + 1, start + 1);
    loop {
        let mut next = end;
        let comma =
            chunks.get(next).is_some_and(|chunk| chunk.is_comma() || matches!(chunk.kind, ChunkKind::Close));
        next += usize::from(comma);
        let and = chunks.get(next).is_some_and(Chunk::is_and);
        next += usize::from(and);
        if !comma && !and || next - start > LONGEST_ROW {
            break;
        }
        // The preposition again, or none.
        match chunks.get(next).map(|chunk| &chunk.kind) {
            Some(ChunkKind::Preposition(again)) if Some(*again) == preposition => next += 1,
            _ => {}
        }
        if chunks.get(next).and_then(Chunk::actors).is_none() {
            break;
        }
        end = next + 1;
        if and {
            (surely_before, sure) = (sure, end);
        }
    }
    // `A a rencontré B et C a promis …`: C is the subject of what follows.
    let is_complement = start.checked_sub(1).is_some_and(|before| {
        matches!(chunks[before].kind, ChunkKind::Verb(_) | ChunkKind::Preposition(_)) && first_verb <= before
    });
    let verb_follows =
        chunks[sure..].iter().find(|chunk| !chunk.is_aside()).is_some_and(Chunk::is_finite_verb);
    if is_complement && verb_follows { surely_before } else { sure }
}
