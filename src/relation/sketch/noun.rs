//! Whether a template of a noun may hold: what stands before it and behind it, and the role beside a name.

use super::{Asked, Before, Part, Sketch};
use crate::{
    model::{Attribute, Class, Element, Kind, Kinds, Mention, PrepositionId, RelationType, Slot},
    relation::{actor::part_at, role_frame::SPEAKERS, structure::is_office},
};
use std::ops::Range;

impl Sketch<'_> {
    /// How many nationalities stand in the phrase of a noun.
    pub(super) fn demonyms(&self, noun: usize) -> usize {
        let phrase = self.spots[noun + 1..].iter().take(4).take_while(|spot| {
            spot.before == Before::Nothing && !matches!(spot.part, Part::Preposition(_) | Part::And)
        });
        phrase.filter(|spot| !spot.kinds.is_empty()).count()
    }

    pub(super) fn has_possessive(&self, noun: usize) -> bool {
        let before = &self.spots[noun.saturating_sub(3)..noun];
        before.iter().any(|spot| self.words.class(spot.token) == Some(Class::Possessive))
    }

    /// Whether a template of a noun may hold.
    pub(super) fn nominal(&self, asked: &Asked, noun: usize) -> bool {
        self.before_noun(asked, noun) && self.after_noun(asked, noun)
    }

    pub(super) fn after_noun(&self, asked: &Asked, noun: usize) -> bool {
        let RelationType { deed, owned, .. } = asked.relation;
        let mut from = noun;
        // Those who need no `de`: `son`, `russo-malienne`.
        let possessive = (*deed || *owned) && self.has_possessive(noun);
        let mut beside = usize::from(possessive) + self.demonyms(noun);
        let mut last_of = None;
        for element in &asked.template.after {
            match element {
                Element::Slot(slot, prepositions) if prepositions.is_empty() => {
                    if !self.actor_at(from + 1, asked.kinds(*slot)) {
                        return false;
                    }
                }
                Element::Slot(slot, prepositions) if prepositions.contains(&PrepositionId::OF) => {
                    let kinds = asked.kinds(*slot);
                    // Two `de`, two actors.
                    let found = self.complement(last_of.unwrap_or(noun), prepositions, kinds, false);
                    let done = || {
                        *slot == Slot::Source
                            && *deed
                            && (self.has_doer(noun)
                                || self.complement(noun, &asked.frames.by(), kinds, false).is_some())
                    };
                    if found.is_none() && beside == 0 && !done() {
                        return false;
                    }
                    beside = beside.saturating_sub(usize::from(found.is_none()));
                    last_of = found.or(last_of);
                }
                Element::Slot(_, prepositions) | Element::Pair(prepositions) => {
                    let kinds = asked.kinds_at(element);
                    let demonyms = matches!(element, Element::Pair(_)) && self.demonyms(noun) > 0;
                    let over_verbs = asked.binds_over_verbs(prepositions);
                    let behind = |at| self.complement(at, prepositions, kinds, over_verbs).is_some();
                    let found = demonyms
                        || behind(noun)
                        || (from != noun && behind(from))
                        || self.relative_complement(noun, prepositions)
                        || (prepositions.is_empty() && self.actor_at(from + 1, kinds));
                    if !found {
                        return false;
                    }
                }
                Element::Word(words) => {
                    match self.find(noun.saturating_sub(4), words).or_else(|| self.find(noun, words)) {
                        Some(at) => from = from.max(at),
                        None => return false,
                    }
                }
                Element::Preposition(_) | Element::Comma | Element::Noun => {}
            }
        }
        true
    }

    /// `FrameMatcher::doer`: whether a verb before the phrase of a noun makes it its subject's doing.
    pub(super) fn has_doer(&self, noun: usize) -> bool {
        let supports = |at: usize| {
            let forms = self.word(at).map(|word| &word.verbs[..]).unwrap_or_default();
            forms.iter().any(|form| self.words.frames.verbs[form.verb.0 as usize].support.is_some())
        };
        let mut comma = false;
        for at in (noun.saturating_sub(8)..noun).rev() {
            comma |= self.spots[at + 1].before != Before::Nothing;
            match self.spots[at].part {
                Part::Verb | Part::NounOrVerb if supports(at) => return true,
                // `impose de lourdes sanctions`
                Part::Preposition(PrepositionId::OF) => {}
                Part::Determiner | Part::Adjective | Part::Date | Part::Aside => {}
                _ if comma => {}
                _ => return false,
            }
        }
        false
    }

    /// `FrameMatcher::noun_subject`, and the words before a noun.
    pub(super) fn before_noun(&self, asked: &Asked, noun: usize) -> bool {
        let mut first = noun;
        for element in asked.template.before.iter().rev() {
            match element {
                Element::Slot(..) | Element::Pair(_) if first == noun => {
                    let kinds = asked.kinds_at(element);
                    if !self.is_said_of(noun, kinds) && !self.is_apposed(noun, kinds) {
                        return false;
                    }
                }
                Element::Word(words) => {
                    let found = (first.saturating_sub(7)..first)
                        .rev()
                        .find(|&at| words.iter().any(|word| self.words.is(self.spots[at].token, word)));
                    match found {
                        Some(at) => first = at,
                        None => return false,
                    }
                }
                Element::Preposition(prepositions) => {
                    let found = (first.saturating_sub(7)..first).rev().find(
                        |&at| matches!(self.spots[at].part, Part::Preposition(found) if prepositions.contains(&found)),
                    );
                    match found {
                        Some(at) => first = at,
                        None => return false,
                    }
                }
                Element::Slot(..) | Element::Pair(_) | Element::Comma | Element::Noun => {}
            }
        }
        true
    }

    /// `A, allié de B`, `A est l’allié de B`: what stands before the phrase of a noun.
    pub(super) fn is_said_of(&self, noun: usize, kinds: Kinds) -> bool {
        let before = |at: usize| self.any_before(at, kinds);
        for at in (noun.saturating_sub(8)..=noun).rev() {
            match self.spots[at].before {
                Before::Break => return false,
                Before::Comma => return before(at),
                Before::Nothing => {}
            }
            let Some(last) = at.checked_sub(1) else { return false };
            match self.spots[last].part {
                Part::Actor => return before(at),
                Part::Verb | Part::NounOrVerb => {
                    let verbs = self.word(last).map(|word| &word.verbs[..]).unwrap_or_default();
                    let says = verbs.iter().any(|form| {
                        let verb = &self.words.frames.verbs[form.verb.0 as usize];
                        verb.copula.is_some() || verb.support.is_some()
                    });
                    if says {
                        return before(last);
                    }
                    if self.spots[last].part == Part::Verb {
                        return false;
                    }
                }
                Part::Preposition(_) | Part::And | Part::Who | Part::That | Part::Clause => return false,
                _ => {}
            }
        }
        false
    }

    /// `l’allié de B, A`, `son allié A`: a name behind a noun.
    pub(super) fn is_apposed(&self, noun: usize, kinds: Kinds) -> bool {
        let (mut comma, mut complement) = (false, false);
        for at in noun + 1..self.spots.len().min(noun + 30) {
            let spot = &self.spots[at];
            comma |= spot.before == Before::Comma;
            match spot.part {
                _ if spot.before == Before::Break => return false,
                Part::Actor if spot.kinds.intersects(kinds) && (comma || !complement) => return true,
                Part::Actor => {}
                Part::Preposition(_) => complement = true,
                Part::Who | Part::That | Part::Clause => return false,
                Part::Noun | Part::Verb | Part::NounOrVerb | Part::Determiner if !complement && !comma => {
                    return false;
                }
                _ if self.is_verb(at, true) => return false,
                _ => {}
            }
        }
        false
    }

    /// `FrameMatcher::role_templates`: whether a word of the role beside a name, which takes up some tokens with it, may
    /// be the noun of a frame.
    pub(super) fn role(
        &self,
        asked: &Asked,
        at: usize,
        (extent, mention): (&Range<usize>, &Mention),
    ) -> bool {
        let token = self.spots[at].token;
        let start = self.words.tokens[token].start;
        let within = |role: &Attribute| (role.span.start..role.span.end).contains(&start);
        let Some(role) = mention.role.filter(within) else { return false };
        let possessive = |token: usize| {
            (token.saturating_sub(3)..=token).any(|at| {
                let speaker = SPEAKERS.iter().any(|mine| self.words.is(at, mine));
                self.words.class(at) == Some(Class::Possessive) && !speaker
            })
        };
        // `son frère A`: of somebody named before.
        let person = Kinds::of(&[Kind::Person]);
        let of_person = || {
            asked.kinds(Slot::Target).intersects(person)
                && (possessive(extent.start) || possessive(token))
                && self.any_before(at, person)
        };
        let last = at + (extent.end - 1 - token);
        let kinds = asked.kinds(Slot::Target);
        let follows = || self.complement(last, &[PrepositionId::OF], kinds, false).is_some();
        let of = mention.of.and_then(|of| part_at(self.view, of.span)).and_then(|(_, part)| part.actor());
        let told = of.is_some_and(|of| {
            let kind = self.view.entities[of.0 as usize].kind;
            // The offices among them are read without frames.
            let office = &*asked.relation.id == "holds_role" && is_office(self.view, role, kind);
            kinds.intersects(Kinds::of(&[kind])) && !office
        });
        let [Element::Slot(_, target)] = &asked.template.after[..] else { return false };
        asked.template.before.len() == 1
            && target.contains(&PrepositionId::OF)
            && (told || of_person() || follows())
    }
}
