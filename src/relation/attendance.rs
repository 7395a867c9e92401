//! Who attends a meeting that the sentence before tells of: `L’audience s’est déroulée en présence de A, ministre de X, et
//! de B`. Those who attend stand on the side of the host, unless they are known to be of another country than his.

use super::{
    item::{Actor, Item, ItemKind},
    structure::{Stating, stated as state},
    typed::Stated,
};
use crate::model::{EntityIndex, Kind, Modality, PrepositionId, Relation, Span};
use smallvec::SmallVec;

/// A meeting is spoken of so many sentences after it was told.
const FARTHEST: usize = 12;

const RULE: &str = "fr.meets.attendance";

/// Two people who met, as the last sentences told it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meeting {
    sentence: usize,
    host: EntityIndex,
    guest: EntityIndex,
}

impl Meeting {
    /// The last meeting of two people among some relations of a sentence.
    pub(super) fn among(stated: &[Relation], is_person: impl Fn(EntityIndex) -> bool) -> Option<Meeting> {
        let told = |relation: &&Relation| {
            let stated = !relation.negated && relation.modality == Modality::Asserted;
            relation.relation == "meets" && stated && relation.rule != RULE
        };
        let both = |relation: &&Relation| is_person(relation.source) && is_person(relation.target);
        let meeting = stated.iter().filter(told).find(both)?;
        let sentence = meeting.sentence as usize;
        Some(Meeting { sentence, host: meeting.source, guest: meeting.target })
    }
}

impl Meeting {
    /// Whether a sentence is so near that it may tell who attended.
    pub(super) fn is_near(&self, sentence: usize) -> bool {
        sentence - self.sentence <= FARTHEST
    }
}

impl Stated<'_> {
    /// Whom those meet who attend.
    pub(super) fn attendance(&self, meeting: &Meeting, found: &mut Vec<Relation>) {
        let own = &self.view.text.sentences[self.index];
        let told = &self.view.text.sentences[meeting.sentence];
        let near = meeting.is_near(self.index) && own.zone == told.zone;
        let Some(list) = self.attendance_list().filter(|_| near) else { return };
        let home = |person: EntityIndex| self.home_of(person);
        for actor in self.attending(list) {
            if [meeting.host, meeting.guest].contains(&actor.entity) {
                continue;
            }
            let country = self.home(&actor, actor.entity);
            let host = home(meeting.host);
            let of_guest = country.is_some() && host.is_some() && country != host;
            let other = if of_guest { meeting.host } else { meeting.guest };
            let stating = Stating { relation: "meets", rule: RULE, confidence: 0.85 };
            let mention = &self.view.mentions[actor.mention];
            let span = Span::new(own.span.start, mention.span.end);
            found.push(state(self.view, mention, stating, (actor.entity, other), span, None));
        }
    }

    /// The item before those who attend: `L’audience … en présence de`, `Étaient présents à l’audience`.
    fn attendance_list(&self) -> Option<usize> {
        let items = &self.reduced.items;
        let meeting = items.iter().position(|item| self.is_the_meeting(item))?;
        let presence = |item: &Item| match item.kind {
            ItemKind::Preposition(preposition) => {
                &*self.view.lexicon.frames.prepositions[preposition.0 as usize] == "en présence de"
            }
            _ => false,
        };
        let subject = || items[..meeting].iter().all(|item| item.is_aside() || item.is_comma());
        match items.iter().position(presence) {
            Some(list) => (list > meeting && subject()).then_some(list),
            None => items[..meeting].iter().any(|item| self.says_present(item)).then_some(meeting),
        }
    }

    /// `l’audience`, `cette rencontre`.
    fn is_the_meeting(&self, item: &Item) -> bool {
        let known = |at: usize| self.words.known.get(at).copied().flatten();
        let noun =
            item.noun().filter(|noun| !noun.possessive && !noun.indefinite && noun.demonyms.is_empty());
        noun.and_then(|noun| noun.head).and_then(known).is_some_and(|word| word.meeting)
    }

    fn says_present(&self, item: &Item) -> bool {
        let present = |at: usize| {
            ["présents", "présentes", "présent", "présente"].iter().any(|word| self.words.is(at, word))
        };
        (item.first..item.end).any(present)
    }

    /// The people in a row: each behind a comma, `et` or `de`, not the complement of what stands before.
    fn attending(&self, list: usize) -> SmallVec<[Actor; 4]> {
        let items = &self.reduced.items;
        let separates =
            |at: usize| matches!(items[at].kind, ItemKind::Comma | ItemKind::Close | ItemKind::And);
        let mut found = SmallVec::new();
        for (at, item) in items.iter().enumerate().skip(list + 1) {
            match &item.kind {
                ItemKind::Actors(actors) => {
                    let of = matches!(items[at - 1].kind, ItemKind::Preposition(PrepositionId::OF));
                    let starts =
                        at - 1 == list || separates(at - 1) || (of && (at - 2 == list || separates(at - 2)));
                    let person = |actor: &&Actor| {
                        self.view.mentions[actor.mention].kind == Kind::Person && actor.stands_for.is_none()
                    };
                    found.extend(actors.iter().filter(|_| starts).filter(person).copied());
                }
                ItemKind::Verb(_) if item.is_finite_verb() => break,
                ItemKind::Who | ItemKind::That | ItemKind::Whose | ItemKind::Break => break,
                _ => {}
            }
        }
        found
    }
}
