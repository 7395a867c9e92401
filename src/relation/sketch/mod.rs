//! A sketch of a sentence: what each of its words may be, before any is read with those around it.
//!
//! It tells of most triggers that no template of theirs can hold, at a small part of what the reduction costs. Each
//! question here is one of [`Clause`](super::clause::Clause) or [`FrameMatcher`](super::frame::FrameMatcher), asked of
//! words: where a word may be several things, the answer is yes. What is missed nevertheless is counted in
//! docs/precision.md.

mod noun;
mod verb;
mod walk;

use super::{
    actor::ActorFinder,
    clause::BEHIND_VERB,
    prefilter::Look,
    reduce::{Mark, View, Words, marks},
};
use crate::model::{
    Class, Element, Frames, Kind, Kinds, PrepositionId, RelationType, Slot, Template, VerbForm, Word, word,
};

/// A list opens at most so many words after the noun for those in it: `les pays membres de l’AES :`.
const LIST: usize = 12;

/// What a word is, or may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Of an actor, or what may stand for one: `pays`, `il`.
    Actor,
    Determiner,
    /// An adjective that stands before nouns.
    Adjective,
    Preposition(PrepositionId),
    Who,
    /// `que`, `dont`.
    That,
    /// `lorsque`, `mais`: a clause of its own follows.
    Clause,
    And,
    Pronoun,
    Reflexive,
    /// A noun that stands for its country, or for the place behind it: `autorités`, `ville`.
    StandsFor,
    Noun,
    Verb,
    NounOrVerb,
    Date,
    /// An adverb, anything else that is stepped over.
    Aside,
}

/// What separates a word from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Before {
    Nothing,
    Comma,
    Break,
}

/// A word of a sketch.
#[derive(Debug, Clone, Copy)]
struct Spot {
    token: usize,
    part: Part,
    before: Before,
    /// Where an actor starts here, what it may be; else none.
    kinds: Kinds,
}

/// What the words of a sentence may be, brackets left out.
pub(super) struct Sketch<'s> {
    view: &'s View<'s>,
    words: &'s Words<'s>,
    actors: &'s ActorFinder<'s>,
    spots: Vec<Spot>,
    /// Whether a sign stands in it that may open a list.
    opens_list: bool,
}

impl<'s> Sketch<'s> {
    pub(super) fn of(view: &'s View<'s>, words: &'s Words<'s>, actors: &'s ActorFinder<'s>) -> Sketch<'s> {
        let mut sketch =
            Sketch { view, words, actors, spots: Vec::with_capacity(words.len()), opens_list: false };
        let (mut at, mut depth, mut before, mut several) = (0, 0_usize, Before::Nothing, None);
        while at < words.len() {
            for mark in marks(view, words, at) {
                if matches!(mark, Mark::Colon | Mark::Dash | Mark::Open) {
                    let near = several.is_some_and(|several| at - several <= LIST);
                    sketch.opens_list |= near && (at..at + 4).any(|token| actors.kinds_at(token).is_some());
                }
                match mark {
                    Mark::Comma | Mark::Dash => before = before.max(Before::Comma),
                    Mark::Break | Mark::Colon => before = Before::Break,
                    Mark::Open => depth += 1,
                    Mark::Close => depth = depth.saturating_sub(1),
                    Mark::And | Mark::Quote(_) => {}
                }
            }
            let (part, kinds, end) = sketch.part(at);
            if (at..end).any(|at| words.known[at].is_some_and(|word| word.several.is_some())) {
                several = Some(at);
            }
            if depth == 0 {
                for token in at..end {
                    let first = token == at;
                    let before = if first { before } else { Before::Nothing };
                    sketch.spots.push(Spot {
                        token,
                        part,
                        before,
                        kinds: if first { kinds } else { Kinds::default() },
                    });
                }
                before = Before::Nothing;
            }
            at = end;
        }
        if sketch.opens_list {
            // `les pays membres de l’AES (A, B et C)`
            for spot in sketch.spots.iter_mut().filter(|spot| spot.part != Part::Actor) {
                if words.known[spot.token].is_some_and(|word| word.several.is_some()) {
                    (spot.part, spot.kinds) = (Part::Actor, Kinds::ANY);
                }
            }
        }
        sketch
    }

    /// What starts at a token, the kinds of actors that it may be, and the token after it.
    fn part(&self, at: usize) -> (Part, Kinds, usize) {
        let words = self.words;
        if let Some((kinds, end)) = self.actors.kinds_at(at) {
            return (Part::Actor, kinds, end);
        }
        if let Some((preposition, end)) = words.compound(at) {
            return (Part::Preposition(preposition), Kinds::default(), end);
        }
        if let Some(end) = words.adverb(at).filter(|&end| end > at + 1) {
            return (Part::Aside, Kinds::default(), end);
        }
        if self.stands_in(at) {
            return (Part::Actor, Kinds::ANY, at + 1);
        }
        let part = match words.known[at] {
            // `la veille`, that may be a verb as well.
            Some(known) if known.class.is_none() && self.view.dates.words().is_core(&words.tokens[at]) => {
                Part::Date
            }
            Some(known) => self.known(at, known),
            None if words.is_adverb(at) => Part::Aside,
            None if self.is_date(at) => Part::Date,
            None => self.noun(at),
        };
        (part, Kinds::default(), at + 1)
    }

    /// Whether a word may mean somebody named elsewhere: `il`, `les deux pays`, `son pays`, `la junte`.
    fn stands_in(&self, at: usize) -> bool {
        let words = self.words;
        let Some(known) = words.known[at].filter(|_| self.is(at, word::STAND_IN)) else { return false };
        let before = at.saturating_sub(3)..at;
        let number = || before.clone().any(|at| words.known[at].is_some_and(|word| word.number > 0));
        let own = || before.clone().any(|at| words.class(at) == Some(Class::Possessive));
        let fronted = || self.is(0, word::AT | word::IN);
        known.class == Some(Class::Pronoun)
            || known.several.is_some() && number()
            || known.homeland && own()
            || known.stands_alone && (self.view.state.is_some() || fronted())
    }

    /// Whether the form of a token has one of some flags.
    fn is(&self, at: usize, flags: u64) -> bool {
        self.view.lexicon.is(self.words.tokens[at].form, flags)
    }

    fn known(&self, at: usize, known: &Word) -> Part {
        match known.class {
            Some(Class::Determiner | Class::Possessive) => Part::Determiner,
            Some(Class::Preposition(preposition) | Class::Contracted(preposition)) => {
                Part::Preposition(preposition)
            }
            Some(Class::RelativeSubject) => Part::Who,
            Some(Class::That | Class::Relative) => Part::That,
            Some(Class::Subordinator | Class::But | Class::If) => Part::Clause,
            Some(Class::And) => Part::And,
            Some(Class::Pronoun) => Part::Pronoun,
            Some(Class::Reflexive) => Part::Reflexive,
            Some(Class::Ne | Class::Negation | Class::Adverb | Class::Clitic) => Part::Aside,
            Some(Class::Noun) | None if known.stands_for.is_some() => Part::StandsFor,
            Some(Class::Noun) | None => match (known.noun.is_some(), !known.verbs.is_empty()) {
                (true, true) => Part::NounOrVerb,
                (true, false) => self.noun(at),
                (false, true) => Part::Verb,
                (false, false) if known.prenominal => Part::Adjective,
                (false, false) if self.is(at, word::STAND_IN) || known.body || known.meeting => Part::Noun,
                (false, false) => Part::Aside,
            },
        }
    }

    /// A noun, or one that means the place behind it: `ville`.
    fn noun(&self, at: usize) -> Part {
        let place = word::PLACE_NOUN | word::PLACE_DIVISION;
        match self.is(at, place) {
            true => Part::StandsFor,
            false => Part::Noun,
        }
    }

    fn is_date(&self, at: usize) -> bool {
        let (dates, token) = (self.view.dates.words(), &self.words.tokens[at]);
        dates.is_core(token) || dates.may_start_with(token)
    }

    /// Whether the sentence may state anything that a look at it admits.
    pub(super) fn may_state(&self, look: &Look) -> bool {
        (look.several && self.opens_list)
            || (look.fronted && self.is_fronted())
            || (look.attended && self.tells_attendance())
            || (0..self.spots.len()).any(|at| self.triggers(look, at))
    }

    /// Whether a template of the word at a place may hold.
    fn triggers(&self, look: &Look, at: usize) -> bool {
        let (frames, token) = (self.words.frames, self.spots[at].token);
        let Some(known) = self.words.known[token] else { return false };
        let noun = known.noun.map(|noun| &*frames.nouns[noun.0 as usize].templates).unwrap_or_default();
        if let Some((extent, mention)) = self.actors.covering(token) {
            return noun.iter().any(|&index| self.role(&Asked::of(self, index), at, (&extent, mention)));
        }
        let nominal =
            |&index: &u32| look.admits(token, index, false) && self.nominal(&Asked::of(self, index), at);
        let verbal = |form: &VerbForm| {
            let templates = &frames.verbs[form.verb.0 as usize].templates;
            templates.iter().any(|&index| {
                look.admits(token, index, true) && self.verbal(&Asked::of(self, index), at, form.tense)
            })
        };
        noun.iter().any(nominal) || known.verbs.iter().any(verbal)
    }

    /// `À Dakar, A …`
    fn is_fronted(&self) -> bool {
        let Some(start) = self.spots.iter().position(|spot| spot.part != Part::Aside) else { return false };
        let kind = |kind: Kind| Kinds::of(&[kind]);
        let place = self.get(start + 1).is_some_and(|place| place.kinds.intersects(kind(Kind::Place)));
        if !place || !matches!(self.spots[start].part, Part::Preposition(_)) {
            return false;
        }
        let comma = self.end_of_actor(start + 1);
        self.get(comma).is_some_and(|next| next.before == Before::Comma)
            && self.any(comma..self.spots.len(), kind(Kind::Person))
    }

    /// `L’audience s’est déroulée en présence de`, `Étaient présents à la rencontre`
    fn tells_attendance(&self) -> bool {
        let meeting = self.words.known.iter().flatten().any(|word| word.meeting);
        meeting && self.words.spellings.iter().any(|word| word.starts_with("présen"))
    }

    fn get(&self, at: usize) -> Option<&Spot> {
        self.spots.get(at)
    }

    fn part_before(&self, at: usize) -> Option<Part> {
        Some(self.spots[at.checked_sub(1)?].part)
    }

    fn word(&self, at: usize) -> Option<&Word> {
        self.words.known[self.spots[at].token]
    }
}

/// A template, and what it is about.
struct Asked<'a> {
    template: &'a Template,
    relation: &'a RelationType,
    frames: &'a Frames,
}

impl<'a> Asked<'a> {
    fn of(sketch: &Sketch<'a>, index: u32) -> Asked<'a> {
        let frames = sketch.words.frames;
        let template = &frames.templates[index as usize];
        Asked { template, relation: &frames.types[template.relation as usize], frames }
    }

    fn kinds(&self, slot: Slot) -> Kinds {
        match slot {
            Slot::Source => self.template.source,
            Slot::Target => self.template.target,
        }
    }

    fn kinds_at(&self, element: &Element) -> Kinds {
        match element {
            Element::Slot(slot, _) => self.kinds(*slot),
            _ => self.template.source | self.template.target,
        }
    }

    /// Whether a complement may stand behind the verb of its noun: `une rencontre s’est tenue entre A et B`.
    fn binds_over_verbs(&self, prepositions: &[PrepositionId]) -> bool {
        let names = &self.frames.prepositions;
        prepositions.iter().any(|id| BEHIND_VERB.contains(&&*names[id.0 as usize]))
    }
}
