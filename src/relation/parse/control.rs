//! Whose doing a verb is that is not finite: the subject, or the object, of the verb or noun that it depends on.

use super::{
    chunk::{ChunkKind, GroupForm, VerbGroup, within_reach},
    clause::{Clause, Constituent},
};
use crate::model::{Effect, Modality, PrepositionId, Voice, word};

impl<'c> Clause<'c> {
    /// Whose doing an infinitive, a gerund or a present participle is.
    pub(super) fn governed_subject(&self, verb: usize, depth: usize) -> Option<Constituent<'c>> {
        let form = self.chunks[verb].verb()?.form;
        if form == GroupForm::PresentParticiple {
            // `Accusant B, A a …`
            let Some(before) = self.before(verb) else { return self.subject_after(verb, depth) };
            let name = self.antecedent_chunk(verb)?;
            match self.place(name) {
                // `A compte sur B, ayant quitté C`: who, nobody says.
                Some(place)
                    if self.chunks[before].is_comma()
                        && self.is_perfect(verb)
                        && place.actors.last().is_some_and(|last| last.bare_name)
                        && self.preposition_before(name).is_some() =>
                {
                    return None;
                }
                // `A a réagi aux propos de B, menaçant C`: A.
                Some(place) if self.chunks[before].is_comma() => {
                    let main = within_reach(name).rev().find(|&main| self.chunks[main].is_finite_verb());
                    return main.and_then(|main| self.subject_within(main, depth)).or(Some(place));
                }
                Some(place) => return Some(place),
                // `les militaires ayant …`
                None if self.chunks[before].is_nominal() => return self.author(before, depth),
                None => {}
            }
        }
        // `afin d’y rencontrer B`
        let clitic = form == GroupForm::Infinitive
            && verb
                .checked_sub(1)
                .is_some_and(|before| matches!(self.chunks[before].kind, ChunkKind::Pronoun));
        let start = verb - usize::from(clitic);
        if form == GroupForm::Infinitive
            && let Some(place) = self.willing(start)
        {
            return Some(place);
        }
        for governor in within_reach(start).rev() {
            match &self.chunks[governor].kind {
                ChunkKind::Verb(group) => return self.controlled_subject(governor, group, verb, depth),
                ChunkKind::Break | ChunkKind::Pronoun => return None,
                _ => {}
            }
        }
        self.subject_around(verb, depth)
    }

    /// `A a publié un communiqué condamnant B`: A.
    fn author(&self, text: usize, depth: usize) -> Option<Constituent<'c>> {
        self.chunks[text].noun().filter(|noun| noun.text)?;
        let (verb, group) = self.governor(text)?;
        if group.voice == Voice::Active { self.subject_within(verb, depth) } else { None }
    }

    /// `la décision de A de quitter B`, `la décision prise par A de quitter B`, `le refus russe de rencontrer B`: A.
    fn willing(&self, infinitive: usize) -> Option<Constituent<'c>> {
        let of = self.preposition_before(infinitive)?;
        let before = self.before(of)?;
        let noun = match self.chunks[before].noun() {
            Some(_) => before,
            None => {
                let by = self.preposition_before(before)?.checked_sub(1)?;
                let made =
                    self.chunks[by].verb().is_some_and(|group| group.form == GroupForm::PastParticiple);
                if made { self.before(by)? } else { by }
            }
        };
        let phrase = self.chunks[noun].noun().filter(|noun| noun.will || noun.refusal)?;
        let place = match noun == before {
            true if phrase.demonyms.is_empty() => return None,
            true => Constituent { chunk: noun, actors: &phrase.demonyms, effect: Effect::default() },
            false => self.place(before)?,
        };
        let done = self.is_perfect(infinitive);
        let effect =
            Effect { negates: phrase.refusal, modality: (phrase.will && !done).then_some(Modality::Planned) };
        Some(Constituent { effect, ..place })
    }

    fn controlled_subject(
        &self,
        governor: usize,
        group: &VerbGroup,
        verb: usize,
        depth: usize,
    ) -> Option<Constituent<'c>> {
        let infinitive = self.chunks[verb].verb()?.form == GroupForm::Infinitive;
        let control = self.verb_of(group).and_then(|verb| verb.object_control).filter(|_| infinitive);
        if infinitive && group.has_clitic {
            // `l’empêcher de rejoindre B`: nobody knows who.
            return None;
        }
        if let Some(effect) = control {
            let object = (governor + 1..verb).find(|&chunk| self.chunks[chunk].actors().is_some());
            let place = match object.filter(|_| group.voice != Voice::Passive) {
                Some(object) => self.place(object)?,
                // `A appelle les responsables à libérer B`: nobody is named.
                None if group.voice == Voice::Active && self.is_of_unnamed_object(governor, verb) => {
                    return None;
                }
                // `A demande à rencontrer B`, `A est accusé d’avoir …`
                None => self.subject_within(governor, depth)?,
            };
            // `n’a vu personne …`, `n’a pas accusé A d’avoir …`
            let effect = Effect { negates: effect.negates != group.negated, ..effect };
            return Some(Constituent { effect, ..place });
        }
        if infinitive && self.is_reason(verb) && group.voice == Voice::Active {
            // `condamne B pour avoir expulsé C`: B.
            let object = (governor + 1..verb).find(|&chunk| self.chunks[chunk].is_nominal());
            if let Some(object) = object {
                return self.place(object);
            }
        }
        let place = self.subject_within(governor, depth)?;
        let mut effect = Effect { negates: group.negated != place.effect.negates, ..place.effect };
        let perfect = self.is_perfect(verb);
        let after = self.before(verb).is_some_and(|before| match self.chunks[before].kind {
            ChunkKind::Preposition(preposition) => self.frames.preposition_has(preposition, word::AFTER),
            _ => false,
        });
        if infinitive && !perfect && !after {
            let stated = (group.modality != Modality::Asserted).then_some(group.modality);
            effect.modality = effect.modality.or(stated).or(Some(Modality::Planned));
        }
        Some(Constituent { effect, ..place })
    }

    /// Whether a phrase that names nobody stands behind a verb, and `à`, `de` or nothing leads to the infinitive: `appelle les
    /// responsables à libérer B`, `demande à ses partenaires de libérer B`, `voit des groupes attaquer B`.
    fn is_of_unnamed_object(&self, verb: usize, infinitive: usize) -> bool {
        let leads = |id: PrepositionId| id == PrepositionId::OF || self.is_of_place(id);
        let link = self.before(infinitive).map(|before| &self.chunks[before]);
        let linked = link.is_some_and(|link| link.preposition().map_or(link.noun().is_some(), leads));
        let next = self.after(verb);
        let to = next.filter(|&next| self.chunks[next].preposition().is_some_and(|id| self.is_of_place(id)));
        let object = to.and_then(|to| self.after(to)).or(next).filter(|&object| object < infinitive);
        linked && object.is_some_and(|object| self.chunks[object].noun().is_some())
    }

    /// `pour avoir expulsé B`: what somebody is blamed or thanked for.
    fn is_reason(&self, verb: usize) -> bool {
        let before = self.before(verb).and_then(|before| self.chunks[before].preposition());
        let reason = before.is_some_and(|before| self.frames.preposition_has(before, word::REASON));
        reason && self.is_perfect(verb)
    }

    /// Whether a verb group is in the active voice.
    pub(crate) fn is_active(&self, verb: usize) -> bool {
        self.chunks[verb].verb().is_some_and(|group| group.voice == Voice::Active)
    }

    fn is_perfect(&self, verb: usize) -> bool {
        self.chunks[verb].verb().is_some_and(|group| group.perfect)
    }
}
