//! Relative clauses: what `qui`, `que`, `dont` go back to, and what a noun is the object of by one: `les sanctions que A a imposées
//! à B`.

use super::{
    chunk::{ChunkKind, GroupForm, VerbGroup, within_reach},
    clause::{Clause, Constituent},
};
use crate::model::{PrepositionId, Voice};

impl<'c> Clause<'c> {
    /// `A qui dirige B a reçu C`: A, whose relative clause the first verb is of.
    pub(super) fn whose_relative(&self, verb: Option<usize>) -> Option<usize> {
        let verb = verb.filter(|&verb| self.chunks[verb].is_finite_verb())?;
        let who = self.before(verb).filter(|&who| matches!(self.chunks[who].kind, ChunkKind::Who))?;
        self.antecedent_of(who, verb)
    }

    /// `B, qu’a reçu A`, `B, dont s’est retiré A`, `B, avec qui s’est entretenu A`: whether a relative pronoun is no subject.
    pub(super) fn opens_inverted(&self, relative: usize) -> bool {
        match self.chunks[relative].kind {
            ChunkKind::Relative | ChunkKind::Whose(Some(_)) => true,
            ChunkKind::Who | ChunkKind::Whose(None) => self.preposition_before(relative).is_some(),
            _ => false,
        }
    }

    /// What `qui` goes back to.
    pub(crate) fn antecedent(&self, relative: usize) -> Option<Constituent<'c>> {
        self.place(self.antecedent_chunk(relative)?)
    }

    /// What `qui` before a verb goes back to: not a name in the singular after `de` where the verb is in the plural.
    pub(super) fn antecedent_of(&self, relative: usize, verb: usize) -> Option<usize> {
        let name = self.antecedent_chunk(relative)?;
        let plural = self.chunks[verb].verb().is_some_and(|group| group.plural);
        let one = self.chunks[name].actors().is_some_and(|actors| actors.len() == 1);
        (!(plural && one && self.preposition_before(name).is_some())).then_some(name)
    }

    pub(super) fn antecedent_chunk(&self, relative: usize) -> Option<usize> {
        let before = self.before(relative)?;
        match &self.chunks[before].kind {
            ChunkKind::Comma => self.before_apposition(before).or_else(|| self.before(before)),
            // `A qui préside B et qui accuse C`
            ChunkKind::And => {
                let first =
                    within_reach(before).rev().find(|&at| matches!(self.chunks[at].kind, ChunkKind::Who));
                self.antecedent_chunk(first?)
            }
            _ => self.apposed(before).or_else(|| self.apposed_right_behind(before)).or(Some(before)),
        }
    }

    /// `A, le pays qui …`, `A, l’homme qui …`: A, unless a preposition leads to it.
    fn apposed_right_behind(&self, noun: usize) -> Option<usize> {
        self.chunks[noun]
            .noun()
            .filter(|noun| noun.determined && !noun.indefinite && !noun.possessive && !noun.plural)?;
        let comma = noun.checked_sub(1).filter(|&comma| self.chunks[comma].is_comma())?;
        let name = self.before(comma)?;
        let alone = self.chunks[name].actors().is_some_and(|actors| actors.len() == 1);
        (alone && self.preposition_before(name).is_none()).then_some(name)
    }

    /// The name before an apposition or adjunct that a comma closes: `A, en visite à B, qui …`, but not `A, B, qui …`.
    fn before_apposition(&self, close: usize) -> Option<usize> {
        let open = self.opening(close)?;
        let first = self.chunks[open + 1..close].iter().find(|chunk| !chunk.is_aside())?;
        let apart = matches!(first.kind, ChunkKind::Preposition(_) | ChunkKind::Noun(_));
        self.before(open).filter(|_| apart)
    }

    /// `B, que A a reçu`: whether a verb is that of a relative clause.
    pub(super) fn is_in_relative(&self, verb: usize) -> bool {
        let relative = |at: usize| {
            matches!(self.chunks[at].kind, ChunkKind::Who | ChunkKind::Whose(_) | ChunkKind::Relative)
        };
        let before = self.before(verb);
        let subject = before.filter(|&at| self.chunks[at].is_nominal()).and_then(|at| self.before(at));
        before.is_some_and(relative) || subject.is_some_and(relative)
    }

    /// `B, que A a reçu`: B.
    pub(super) fn relative_object(&self, verb: usize) -> Option<Constituent<'c>> {
        let subject = self.before(verb)?;
        let relative = if self.chunks[subject].is_nominal() { self.before(subject)? } else { subject };
        matches!(self.chunks[relative].kind, ChunkKind::Relative).then(|| self.antecedent(relative))?
    }

    /// `B, avec lequel A a discuté`, `B avec qui A a un accord`: B.
    pub(crate) fn relative_complement(
        &self,
        verb: usize,
        prepositions: &[PrepositionId],
    ) -> Option<Constituent<'c>> {
        let subject = self.before(verb)?;
        let relative = if self.chunks[subject].is_nominal() { self.before(subject)? } else { subject };
        // `B, dont A s’est retiré`, `B, où A s’est rendu`
        if let ChunkKind::Whose(Some(held)) = self.chunks[relative].kind {
            let sure = prepositions.contains(&held) && !self.is_of_whole(relative);
            return sure.then(|| self.antecedent(relative))?;
        }
        let is_relative = matches!(self.chunks[relative].kind, ChunkKind::Who | ChunkKind::Whose(_));
        let before = self.preposition_before(relative).filter(|_| is_relative)?;
        match self.chunks[before].kind {
            ChunkKind::Preposition(preposition) if prepositions.contains(&preposition) => {
                self.antecedent(before)
            }
            _ => None,
        }
    }

    /// `le film de B dont A a parlé`: whether `dont` may go back to what a name is of.
    fn is_of_whole(&self, relative: usize) -> bool {
        let of = |at: usize| self.chunks[at].preposition() == Some(PrepositionId::OF);
        matches!(self.chunks[relative].kind, ChunkKind::Whose(Some(PrepositionId::OF)))
            && self.antecedent_chunk(relative).and_then(|name| self.preposition_before(name)).is_some_and(of)
    }

    /// `les sanctions que A a imposées à B`, `la visite que fait A à B`: the verb of which a noun is the object by a relative
    /// clause.
    pub(crate) fn relative_governor(&self, noun: usize) -> Option<(usize, &'c VerbGroup)> {
        // `l’audience de deux heures que A a accordée à B`
        let matter = |at: usize| self.chunks[at].noun().is_some_and(|noun| !noun.determined);
        let of = |at: usize| self.chunks[at].preposition() == Some(PrepositionId::OF);
        let after = self.after(noun)?;
        let relative = if of(after) { self.after(after + 1).filter(|_| matter(after + 1))? } else { after };
        let is_matter = matter(noun) && self.preposition_before(noun).is_some_and(of);
        if is_matter || !matches!(self.chunks[relative].kind, ChunkKind::Relative) {
            return None;
        }
        let next = self.after(relative)?;
        let subject = self.chunks[next].is_nominal() || matches!(self.chunks[next].kind, ChunkKind::Pronoun);
        let verb = if subject { self.after(next)? } else { next };
        let group = self.chunks[verb].verb().filter(|group| group.form == GroupForm::Finite)?;
        (group.voice == Voice::Active && !group.has_clitic).then_some((verb, group))
    }

    /// `A a gagné le procès qui l’oppose à B`, `A a rencontré B, qui l’a félicité`: whom a pronoun stands for that is the object in
    /// a relative clause: the subject of the clause that this belongs to.
    pub(crate) fn clitic_object(&self, verb: usize) -> Option<Constituent<'c>> {
        let group = self.chunks[verb].verb().filter(|group| group.has_clitic && !group.plural)?;
        let who = self.before(verb).filter(|&who| matches!(self.chunks[who].kind, ChunkKind::Who))?;
        let antecedent = self.antecedent_chunk(who).filter(|_| group.form == GroupForm::Finite)?;
        let of = |at: usize| self.chunks[at].preposition() == Some(PrepositionId::OF);
        if self.chunks[antecedent].actors().is_some() && self.preposition_before(antecedent).is_some_and(of) {
            return None;
        }
        let main = within_reach(antecedent).rev().find(|&main| self.chunks[main].is_finite_verb())?;
        let subject =
            self.subject(main).filter(|subject| subject.chunk < main && subject.actors.len() == 1)?;
        // Nobody else is there whom it may mean.
        let others = self.chunks[main..antecedent].iter().any(|chunk| chunk.actors().is_some());
        (!others).then_some(subject)
    }
}
