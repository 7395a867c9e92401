//! What stands before and behind a word: actors, rows of them, objects, complements.

use super::{Before, Part, Sketch, Spot};
use crate::{
    matcher::Gap,
    model::{Kind, Kinds, PrepositionId, Tense},
};
use std::ops::Range;

/// An object is looked for so many words after its verb.
const FAR: usize = 40;
/// A complement is looked for so many words after its verb or noun.
const FARTHEST: usize = 60;
/// Nothing is looked for farther away: time is linear.
pub(super) const REACH: usize = 200;
/// Words are looked for so many words away.
pub(super) const WORDS: usize = 14;
/// An actor stands at most so many words after the preposition before it.
const BEHIND: usize = 10;

impl Sketch<'_> {
    /// The first word after an actor.
    pub(super) fn end_of_actor(&self, at: usize) -> usize {
        let rest =
            self.spots[at + 1..].iter().take_while(|spot| spot.part == Part::Actor && spot.kinds.is_empty());
        at + 1 + rest.count()
    }

    /// The first word of an actor, or of what stands for one.
    pub(super) fn start_of_actor(&self, at: usize) -> usize {
        (0..=at).rev().find(|&first| !self.spots[first].kinds.is_empty()).unwrap_or(0)
    }

    /// Whether an actor of some kinds stands at a word, or in the row that starts there.
    pub(super) fn row_has(&self, mut at: usize, kinds: Kinds) -> bool {
        let end = at + REACH;
        while let Some(spot) = self.get(at).filter(|spot| at < end && !spot.kinds.is_empty()) {
            if spot.kinds.intersects(kinds) {
                return true;
            }
            at = self.end_of_actor(at);
            let joined = self.get(at).is_some_and(|next| {
                next.part == Part::And || next.before == Before::Comma || !next.kinds.is_empty()
            });
            if !joined {
                return false;
            }
            let between = self.spots[at..].iter().take(4).take_while(|spot| {
                spot.kinds.is_empty()
                    && matches!(
                        spot.part,
                        Part::And | Part::Determiner | Part::Preposition(_) | Part::StandsFor
                    )
            });
            at += between.count();
        }
        false
    }

    /// Whether an actor of some kinds stands at a word, with what may stand before its name.
    pub(super) fn actor_at(&self, from: usize, kinds: Kinds) -> bool {
        let mut stands_for = false;
        for at in from..self.spots.len().min(from + BEHIND) {
            let spot = &self.spots[at];
            if at > from && spot.before != Before::Nothing {
                return false;
            }
            match spot.part {
                Part::Actor => return self.row_has(at, kinds),
                Part::StandsFor => stands_for = true,
                Part::Preposition(PrepositionId::OF) if stands_for => {}
                Part::Determiner | Part::Adjective | Part::Date | Part::Aside => {}
                Part::Noun | Part::Verb | Part::NounOrVerb if stands_for || self.is_of_body(at) => {}
                _ => return false,
            }
        }
        false
    }

    /// Whether an actor of some kinds stands behind the phrase of a noun: `déclare persona non grata B`.
    pub(super) fn actor_behind(&self, noun: usize, kinds: Kinds) -> bool {
        let phrase = self.spots[noun + 1..].iter().take(4).take_while(|spot| {
            let word = matches!(spot.part, Part::Noun | Part::NounOrVerb | Part::Adjective | Part::Aside);
            word && spot.before == Before::Nothing
        });
        let end = noun + 1 + phrase.count();
        self.actor_at(noun + 1, kinds) || self.actor_at(end, kinds)
    }

    /// `le groupe Wagner`: a noun right before the name of a body.
    pub(super) fn is_of_body(&self, at: usize) -> bool {
        let body = Kinds::of(&[Kind::Organisation]);
        self.get(at + 1).is_some_and(|next| next.before == Before::Nothing && next.kinds.intersects(body))
    }

    /// Whether a word is the noun of a phrase, and no actor.
    pub(super) fn is_head(&self, at: usize) -> bool {
        let noun = match self.spots[at].part {
            Part::Noun => true,
            Part::Verb => self.part_before(at) == Some(Part::Determiner),
            Part::NounOrVerb => {
                matches!(self.part_before(at), Some(Part::Determiner | Part::Preposition(_)))
            }
            _ => false,
        };
        noun && !self.is_of_body(at)
    }

    /// Whether a word is a verb for certain, or a participle where those are asked for.
    pub(super) fn is_verb(&self, at: usize, participles: bool) -> bool {
        let nominal = |part| {
            matches!(
                part,
                Part::Determiner | Part::Adjective | Part::Preposition(_) | Part::Noun | Part::StandsFor
            )
        };
        let hyphen = self.words.tokens[self.spots[at].token].gap == Gap::Hyphen;
        self.spots[at].part == Part::Verb
            && !hyphen
            && !self.part_before(at).is_some_and(nominal)
            && self.word(at).is_some_and(|word| {
                participles || word.verbs.iter().all(|form| form.tense != Tense::PastParticiple)
            })
    }

    /// `Clause::object`
    pub(super) fn object(&self, verb: usize, kinds: Kinds) -> bool {
        let (mut adjunct, mut headed, mut stands_for, mut commas) = (false, false, false, 0);
        // Whether nothing but adverbs stands before: `ne détient pas de soldats`.
        let mut bare = true;
        let mut at = verb + 1;
        while let Some(spot) = self.get(at).filter(|_| at < verb + FAR) {
            match spot.before {
                Before::Break => return false,
                Before::Comma => {
                    commas += 1;
                    (adjunct, headed) = (false, false);
                }
                Before::Nothing => {}
            }
            match spot.part {
                Part::Actor if !adjunct && self.row_has(at, kinds) => return true,
                Part::Actor => {
                    (adjunct, headed, at) = (false, true, self.end_of_actor(at));
                    continue;
                }
                // `tue des soldats maliens`, `la ville de Djibo`
                Part::Preposition(PrepositionId::OF) if bare => (bare, headed) = (false, true),
                Part::Preposition(PrepositionId::OF) if stands_for => {}
                Part::Preposition(_) => (adjunct, headed) = (true, false),
                Part::Date if adjunct => (adjunct, headed) = (false, true),
                _ if self.is_head(at) => {
                    if !adjunct && !headed {
                        return false;
                    }
                    (adjunct, headed) = (false, true);
                }
                Part::Verb | Part::Who | Part::That | Part::Clause => return false,
                Part::Determiner => headed = false,
                _ => {}
            }
            if commas > 3 {
                return false;
            }
            stands_for = spot.part == Part::StandsFor;
            bare &= spot.part == Part::Aside;
            at += 1;
        }
        false
    }

    /// `Clause::complement`, `Clause::noun_complement`: the word after the preposition.
    pub(super) fn complement(
        &self,
        from: usize,
        prepositions: &[PrepositionId],
        kinds: Kinds,
        over_verbs: bool,
    ) -> Option<usize> {
        for at in from + 1..self.spots.len().min(from + FARTHEST) {
            let spot = &self.spots[at];
            let governs = matches!(spot.part, Part::Preposition(found) if prepositions.contains(&found));
            if spot.before == Before::Break || (spot.before == Before::Comma && !self.is_adjunct(at)) {
                return None;
            }
            if governs && self.actor_at(at + 1, kinds) {
                return Some(at + 1);
            }
            let stops = matches!(spot.part, Part::Who | Part::That | Part::Clause | Part::Pronoun)
                || (!over_verbs && self.is_verb(at, false));
            if stops {
                return None;
            }
        }
        None
    }

    /// Whether a preposition follows a comma, or an actor.
    pub(super) fn is_adjunct(&self, comma: usize) -> bool {
        let aside =
            |spot: &&Spot| matches!(spot.part, Part::Determiner | Part::Adjective | Part::Date | Part::Aside);
        let first = comma + self.spots[comma..].iter().take(8).take_while(aside).count();
        self.get(first)
            .is_none_or(|next| matches!(next.part, Part::Preposition(_) | Part::Actor | Part::Aside))
    }

    /// `B, que A a reçu`
    pub(super) fn relative_object(&self, verb: usize) -> bool {
        let that = |at: &usize| self.spots[*at].part == Part::That;
        let actor =
            |at: usize| self.spots[at.saturating_sub(3)..at].iter().any(|spot| spot.part == Part::Actor);
        (verb.saturating_sub(WORDS)..verb).filter(that).any(actor)
    }

    /// `B, avec qui A a signé`
    pub(super) fn relative_complement(&self, verb: usize, prepositions: &[PrepositionId]) -> bool {
        let relative = |at: &usize| matches!(self.spots[*at].part, Part::Who | Part::That);
        let governed = |at: usize| {
            let before = self.part_before(at);
            matches!(before, Some(Part::Preposition(before)) if prepositions.contains(&before))
        };
        (verb.saturating_sub(WORDS)..verb).filter(relative).any(governed)
    }

    /// Whether an actor of some kinds stands among some words.
    pub(super) fn any(&self, among: Range<usize>, kinds: Kinds) -> bool {
        self.spots[among].iter().any(|spot| spot.kinds.intersects(kinds))
    }

    /// Whether an actor of some kinds stands before a word, as far as anything is looked for.
    pub(super) fn any_before(&self, at: usize, kinds: Kinds) -> bool {
        self.any(at.saturating_sub(REACH)..at, kinds)
    }

    /// Whether an actor of some kinds stands before or behind a word, as far as anything is looked for.
    pub(super) fn any_around(&self, at: usize, kinds: Kinds) -> bool {
        self.any(at.saturating_sub(REACH)..self.spots.len().min(at + REACH), kinds)
    }

    /// One of some words at a word or not far behind it.
    pub(super) fn find(&self, from: usize, words: &[Box<str>]) -> Option<usize> {
        let near = from..self.spots.len().min(from + WORDS);
        for at in near {
            let spot = &self.spots[at];
            if at > from && spot.before == Before::Break {
                return None;
            }
            if words.iter().any(|word| self.words.is(spot.token, word)) {
                return Some(at);
            }
        }
        None
    }
}
