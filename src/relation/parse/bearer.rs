//! Nouns in the place of whom they are of: `contrer l’influence de B` is done to B.

use super::{
    chunk::{Chunk, GroupForm},
    clause::{Clause, Constituent},
};
use crate::model::{Effect, PrepositionId, word};

impl<'c> Clause<'c> {
    /// The actors at a chunk, or whom a noun there is of, who bears what is done to it: `les bases de l’armée`,
    /// `l’influence russe`.
    pub(super) fn bearer(&self, chunk: usize) -> Option<Constituent<'c>> {
        self.place(chunk).or_else(|| {
            let noun = self.chunks[chunk].noun().filter(|noun| noun.bearer && !noun.possessive)?;
            match noun.demonyms.is_empty() {
                true => self.owner(chunk),
                false => Some(Constituent { chunk, actors: &noun.demonyms, effect: Effect::default() }),
            }
        })
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
}
