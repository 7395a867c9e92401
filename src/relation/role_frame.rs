//! Nouns of frames that are the role beside a name: `A, fils de B`, `son allié A`.

use super::{
    actor::part_at,
    clause::{Place, within_reach},
    frame::{FrameMatcher, is_of},
    item::{Actor, ItemKind},
    matched::{End, Match, Refusal},
};
use crate::model::{Class, Effect, Element, Kind, Modality, PrepositionId, Slot};

/// `mon fils A`: whoever speaks.
pub(super) const SPEAKERS: [&str; 5] = ["mon", "ma", "mes", "notre", "nos"];

impl<'f> FrameMatcher<'f> {
    /// `A, fils de B`, `son allié A`: the role beside a name is the noun of a frame.
    pub(super) fn role_templates(
        &self,
        item: usize,
        actor: &Actor,
        last: bool,
        heard: &mut impl FnMut(u32, usize, Result<Match, Refusal>),
    ) {
        let frames = self.clause.frames;
        let Some(role) = self.view.mentions[actor.mention].role else { return };
        let tokens = self.words.tokens;
        let first = tokens.partition_point(|token| token.start < role.span.start);
        let end = tokens.partition_point(|token| token.start < role.span.end);
        let of = self.view.mentions[actor.mention].of.map_or(u32::MAX, |of| of.span.start);
        let noun = (first..end).find_map(|word| Some((word, self.words.known[word]?.noun?)));
        if let Some((word, noun)) = noun.filter(|&(word, _)| tokens[word].start < of) {
            for &index in &frames.nouns[noun.0 as usize].templates {
                let template = self.template(index);
                if let ([Element::Slot(Slot::Source, before)], [Element::Slot(Slot::Target, of)]) =
                    (&template.before[..], &template.after[..])
                    && before.is_empty()
                    && is_of(of)
                {
                    let target = self.of_role(item, actor, (first, end), last);
                    heard(index, item, self.role_match(index, item, word, actor, target));
                }
            }
        }
    }

    /// Whose the role beside a name is: what it names itself, what follows, or who the possessive before it means.
    fn of_role(&self, item: usize, actor: &Actor, (first, end): (usize, usize), last: bool) -> Option<End> {
        let of = self.view.mentions[actor.mention].of.and_then(|of| part_at(self.view, of.span));
        if let Some((mention, part)) = of {
            let actor = Actor {
                mention,
                entity: part.actor()?,
                stands_for: None,
                pronoun: false,
                bare_name: false,
                through: None,
            };
            return Some(End { item, actors: [actor].into_iter().collect() });
        }
        let before = first.checked_sub(1).filter(|&at| self.words.class(at) == Some(Class::Possessive));
        // `mon fils A`: whoever speaks.
        if before.is_some_and(|at| SPEAKERS.iter().any(|mine| self.words.is(at, mine))) {
            return None;
        }
        let row = self.clause.items[item].actors()?;
        let nearest = row.iter().position(|other| other == actor)?.checked_sub(1).map(|before| row[before]);
        if let (Some(_), Some(nearest)) = (before, nearest) {
            // `A et son épouse B`
            return Some(End { item, actors: [nearest].into_iter().collect() });
        }
        let place = match before.is_some() {
            true => self.person_before(item),
            false if last && self.clause.items[item].end == end => {
                self.clause.noun_complement(item, &[PrepositionId::OF], &[item])
            }
            false => None,
        };
        place.filter(|place| place.item != item).map(|place| End::of(&place))
    }

    /// The nearest person before an item: not beneath another actor, as in `la Russie de Poutine`.
    fn person_before(&self, item: usize) -> Option<Place<'f>> {
        let items = self.clause.items;
        within_reach(item).rev().find_map(|at| {
            let actors = items[at].actors()?;
            let person = |actor: &Actor| self.view.entities[actor.entity.0 as usize].kind == Kind::Person;
            let beneath = at >= 2
                && matches!(items[at - 1].kind, ItemKind::Preposition(PrepositionId::OF))
                && items[at - 2].actors().is_some();
            (actors.iter().all(person) && !beneath).then_some(Place {
                item: at,
                actors,
                effect: Effect::default(),
            })
        })
    }

    fn role_match(
        &self,
        template: u32,
        item: usize,
        word: usize,
        actor: &Actor,
        target: Option<End>,
    ) -> Result<Match, Refusal> {
        let source = End { item, actors: [*actor].into_iter().collect() };
        let target = target.ok_or(Refusal::Empty(Slot::Target))?;
        let (negated, modality) = (false, Modality::Asserted);
        Ok(Match { template, trigger: item, word, source, target, pair: false, negated, modality })
    }
}
