//! Nouns in the place of whom they are of: `contrer l’influence de B` is done to B.

use super::{
    chunk::{Chunk, ChunkKind, GroupForm},
    clause::{Clause, Constituent, DEEPEST},
};
use crate::model::{Effect, PrepositionId, word};

impl<'c> Clause<'c> {
    /// The actors at a chunk, or whom a noun there is of, who bears what is done to it: `les bases de l’armée`,
    /// `l’influence russe`.
    pub(super) fn bearer(&self, chunk: usize) -> Option<Constituent<'c>> {
        self.place(chunk).or_else(|| self.leader(chunk)).or_else(|| {
            let noun = self.chunks[chunk].noun().filter(|noun| noun.bearer && !noun.possessive)?;
            match noun.demonyms.is_empty() {
                true => self.owner(chunk),
                false => Some(Constituent { chunk, actors: &noun.demonyms, effect: Effect::default() }),
            }
        })
    }

    /// Whose doing a noun is: `un putsch mené par A`, `un putsch, mené par A,`, `une délégation de B conduite par A`.
    pub(super) fn leader(&self, noun: usize) -> Option<Constituent<'c>> {
        self.chunks[noun].noun()?;
        let of = self.chunks.get(noun + 1).and_then(Chunk::preposition) == Some(PrepositionId::OF);
        let behind = noun + if of { 3 } else { 1 };
        let participle = behind + usize::from(self.chunks.get(behind).is_some_and(Chunk::is_comma));
        let group = self.chunks.get(participle)?.verb()?;
        let leads =
            group.form == GroupForm::PastParticiple && self.verb_of(group).is_some_and(|verb| verb.leads);
        let agent = self.chunks.get(participle + 1).and_then(Chunk::preposition);
        let agent = agent.is_some_and(|id| self.frames.preposition_has(id, word::AGENT));
        self.chunks.get(participle + 2).filter(|_| leads && agent)?;
        self.place(participle + 2)
    }

    /// `un communiqué de A accuse B`: A.
    pub(crate) fn text_author(&self, verb: usize) -> Option<Constituent<'c>> {
        let text = self.subject_chunk(verb, DEEPEST).filter(|_| self.is_active(verb))?;
        let noun = self.chunks[text].noun().filter(|noun| noun.text && !noun.possessive)?;
        match noun.demonyms.is_empty() {
            true => self.owner(text),
            false => Some(Constituent { chunk: text, actors: &noun.demonyms, effect: Effect::default() }),
        }
    }

    /// Whom a noun is of: `les propos de A`, `les propos tenus par A`, `les convois de ravitaillement de A`.
    fn owner(&self, noun: usize) -> Option<Constituent<'c>> {
        let is = |at: usize, agent: bool| {
            let id = self.chunks.get(at).and_then(Chunk::preposition)?;
            let fits =
                if agent { self.frames.preposition_has(id, word::AGENT) } else { id == PrepositionId::OF };
            self.chunks.get(at + 1).filter(|_| fits)
        };
        let made = self.chunks.get(noun + 1)?.verb();
        if made.is_some_and(|group| group.form == GroupForm::PastParticiple) {
            return is(noun + 2, true).and_then(|_| self.place(noun + 3));
        }
        let next = is(noun + 1, false)?;
        match next.noun().is_some_and(|noun| noun.demonyms.is_empty() && noun.noun.is_none()) {
            true => is(noun + 3, false).and_then(|_| self.place(noun + 4)),
            false => self.place(noun + 2),
        }
    }

    /// `A, dont le siège …`: A.
    pub(crate) fn whose(&self, noun: usize) -> Option<Constituent<'c>> {
        let relative = self.before(noun).filter(|&at| matches!(self.chunks[at].kind, ChunkKind::Whose(_)))?;
        self.antecedent(relative)
    }
}
