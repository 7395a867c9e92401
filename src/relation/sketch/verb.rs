//! Whether a template of a verb may hold: its subject, and what follows it.

use super::{Asked, Before, Part, Sketch, Spot, walk::REACH};
use crate::model::{Element, Kinds, PrepositionId, Slot, Tense, Voice};

/// A subject is looked for so many words before its verb.
const FAR: usize = 40;

impl Sketch<'_> {
    /// `Clause::subject`
    pub(super) fn subject(&self, verb: usize, tense: Tense, kinds: Kinds) -> bool {
        let anywhere = || self.any_around(verb, kinds);
        let inverted = || self.actor_at(verb + 1, kinds);
        if !tense.is_finite() && tense != Tense::PastParticiple {
            return (tense != Tense::Infinitive || self.governed_subject(verb, kinds)) && anywhere();
        }
        let Some((mut at, auxiliary)) = self.before_group(verb) else { return true };
        if tense == Tense::PastParticiple && !auxiliary {
            return self.participle_subject(at) && anywhere();
        }
        while at > 0 && verb - at < FAR {
            match self.spots[at].before {
                Before::Break => return inverted(),
                Before::Comma => return self.any_before(at, kinds) || inverted(),
                Before::Nothing => {}
            }
            at -= 1;
            match self.spots[at].part {
                Part::Actor => {
                    let first = self.start_of_actor(at);
                    match self.before_phrase(first) {
                        Some((preposition, Part::Preposition(_))) => at = preposition,
                        _ if self.row_back_has(first, kinds) => return true,
                        _ => at = first,
                    }
                }
                // `le gouvernement du Burkina`, `les responsables de LFI`
                Part::StandsFor if self.any(at..verb, kinds) => return true,
                Part::Who => return self.any_before(at, kinds),
                Part::And => return self.any_before(at, kinds),
                Part::That | Part::Clause => return inverted(),
                Part::Determiner => match self.before_phrase(at) {
                    Some((preposition, Part::Preposition(_))) => at = preposition,
                    Some((and, Part::And)) => return self.any_before(and, kinds),
                    Some((_, Part::Aside)) => return anywhere(),
                    _ if self.spots[at].before == Before::Comma => return anywhere(),
                    _ => return inverted(),
                },
                _ => {}
            }
        }
        inverted()
    }

    /// `A veut rencontrer B`, but not `ils veulent`.
    pub(super) fn governed_subject(&self, infinitive: usize, kinds: Kinds) -> bool {
        for at in (infinitive.saturating_sub(REACH)..infinitive).rev() {
            match self.spots[at].part {
                Part::Verb => return self.any_before(infinitive, kinds),
                Part::Pronoun => return false,
                _ if self.spots[at].before == Before::Break => return true,
                _ => {}
            }
        }
        true
    }

    /// `A, reçu par B`, but not `les mesures prises par B`.
    pub(super) fn participle_subject(&self, first: usize) -> bool {
        match self.part_before(first) {
            _ if self.spots[first].before != Before::Nothing => true,
            None | Some(Part::Actor | Part::StandsFor | Part::And | Part::Aside | Part::Date) => true,
            Some(_) => false,
        }
    }

    /// The first of the words before a verb that are of its group, and whether another verb is among them; none where there
    /// are many.
    pub(super) fn before_group(&self, verb: usize) -> Option<(usize, bool)> {
        let (mut at, mut auxiliary) = (verb, false);
        while at > 0 && self.spots[at].before == Before::Nothing {
            match self.spots[at - 1].part {
                Part::Aside | Part::Date | Part::Reflexive => {}
                Part::Verb | Part::NounOrVerb => auxiliary = true,
                _ => break,
            }
            at -= 1;
            if verb - at > 8 {
                return None;
            }
        }
        Some((at, auxiliary))
    }

    /// What stands before the articles and adjectives before a word.
    pub(super) fn before_phrase(&self, first: usize) -> Option<(usize, Part)> {
        let mut at = first;
        while self.spots[at].before == Before::Nothing {
            at = at.checked_sub(1)?;
            if !matches!(self.spots[at].part, Part::Determiner | Part::Adjective) {
                return Some((at, self.spots[at].part));
            }
        }
        Some((at, Part::Aside))
    }

    /// Whether an actor, or one in the row that ends with it, is of some kinds.
    pub(super) fn row_back_has(&self, last: usize, kinds: Kinds) -> bool {
        let joined = last.checked_sub(1).is_some_and(|before| {
            matches!(self.spots[before].part, Part::And | Part::Determiner | Part::Actor)
        }) || self.spots[last].before == Before::Comma;
        self.spots[last].kinds.intersects(kinds) || (joined && self.any_before(last, kinds))
    }

    /// Whether two actors stand before a verb, joined, or one that means several.
    pub(super) fn pair_before(&self, verb: usize, kinds: Kinds) -> bool {
        let of_several = |spot: &Spot| spot.part == Part::Actor && self.actors.covering(spot.token).is_none();
        let first = verb.saturating_sub(REACH);
        self.spots[first..verb].iter().any(of_several)
            || (first..verb).any(|and| {
                self.spots[and].part == Part::And
                    && self.any_before(and, kinds)
                    && self.actor_at(and + 1, kinds)
            })
    }

    /// Whether a template of a verb may hold.
    pub(super) fn verbal(&self, asked: &Asked, verb: usize, tense: Tense) -> bool {
        let participle = tense == Tense::PastParticiple;
        let reflexive = || {
            let before = &self.spots[verb.saturating_sub(6)..verb];
            before.iter().any(|spot| spot.part == Part::Reflexive)
        };
        let template = asked.template;
        let voiced = match template.voice {
            Voice::Reflexive => reflexive(),
            Voice::Passive => participle,
            Voice::Active => true,
        };
        if !voiced {
            return false;
        }
        let direct =
            template.after.iter().any(|element| matches!(element, Element::Slot(_, of) if of.is_empty()));
        // `l’armée`, `l’a vu`, `s’appuie`
        let unlike = |part| {
            direct && part == Part::Determiner
                || template.voice != Voice::Reflexive && part == Part::Reflexive
        };
        if self.spots[verb].before == Before::Nothing && self.part_before(verb).is_some_and(unlike) {
            return false;
        }
        let agent = || {
            let (doer, done) = match template.before.first() {
                Some(Element::Slot(Slot::Source, _)) => (template.source, template.target),
                Some(Element::Slot(Slot::Target, _)) => (template.target, template.source),
                _ => (Kinds::ANY, Kinds::ANY),
            };
            self.complement(verb, &asked.frames.by(), doer, false).is_some()
                && self.subject(verb, tense, done)
                && self.after_verb(asked, verb, true)
        };
        if participle && template.voice == Voice::Active && direct && agent() {
            return true;
        }
        let subject = match &template.before[..] {
            [Element::Slot(slot, _)] => self.subject(verb, tense, asked.kinds(*slot)),
            [Element::Pair(_)] => self.pair_before(verb, template.source | template.target),
            _ => true,
        };
        subject && self.after_verb(asked, verb, false)
    }

    /// `agent`: the direct object is the subject already.
    pub(super) fn after_verb(&self, asked: &Asked, verb: usize, agent: bool) -> bool {
        // The verb of the objects: the infinitive that a verb takes is its own.
        let (mut verb, mut from, mut noun) = (verb, verb, false);
        for element in &asked.template.after {
            match element {
                Element::Slot(_, prepositions) if prepositions.is_empty() && agent => {}
                Element::Slot(slot, prepositions) if prepositions.is_empty() => {
                    let kinds = asked.kinds(*slot);
                    let found = match from == verb {
                        true => self.object(verb, kinds) || self.relative_object(verb),
                        false => self.actor_behind(from, kinds),
                    };
                    if !found {
                        return false;
                    }
                }
                Element::Slot(_, prepositions) | Element::Pair(prepositions) => {
                    let kinds = asked.kinds_at(element);
                    let of = prepositions.contains(&PrepositionId::OF);
                    let found = self.complement(from, prepositions, kinds, false).is_some()
                        || self.relative_complement(verb, prepositions)
                        || (noun && of && self.demonyms(from) > 0)
                        || (prepositions.is_empty() && self.actor_at(from + 1, kinds));
                    if !found {
                        return false;
                    }
                }
                Element::Word(_) if element.is_infinitive() => {
                    let infinitive = |at: &usize| {
                        let forms = self.word(*at).map(|word| &word.verbs[..]).unwrap_or_default();
                        forms.iter().any(|form| form.tense == Tense::Infinitive)
                    };
                    match (from + 1..self.spots.len().min(from + 8)).find(infinitive) {
                        Some(at) => (verb, from) = (at, at),
                        None => return false,
                    }
                }
                Element::Word(words) => match self.find(from + 1, words) {
                    Some(at) => (from, noun) = (at, true),
                    None => return false,
                },
                Element::Noun => noun = true,
                Element::Preposition(_) | Element::Comma => {}
            }
        }
        true
    }
}
