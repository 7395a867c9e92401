//! Who attends a meeting that the sentence before tells of: `L’audience s’est déroulée en présence de A, ministre de X, et
//! de B`. Those who attend stand on the side of the host, unless they are known to be of another country than his.

use crate::{
    model::{EntityIndex, Kind, Modality, PrepositionId, Relation, Span, word},
    relation::{
        parse::{
            ParsedSentence,
            chunk::{Actor, Chunk, ChunkKind},
            context::DocumentContext,
        },
        rule::Rule,
    },
};
use smallvec::SmallVec;

/// A meeting is spoken of so many sentences after it was told.
const FARTHEST: usize = 12;

const RULE: Rule = Rule { relation: "meets", id: "fr.meets.attendance", confidence: 0.85 };

/// Two people who met, as the last sentences told it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Meeting {
    sentence: usize,
    host: EntityIndex,
    guest: EntityIndex,
}

impl Meeting {
    /// The last meeting of two people among some relations of a sentence.
    pub(crate) fn among(stated: &[Relation], context: &DocumentContext) -> Option<Meeting> {
        let told = |relation: &&Relation| {
            let stated = !relation.negated && relation.modality == Modality::Asserted;
            relation.kind == "meets" && stated && relation.rule != RULE.id
        };
        let is_person = |entity: EntityIndex| context.kind(entity) == Kind::Person;
        let both = |relation: &&Relation| is_person(relation.source) && is_person(relation.target);
        let meeting = stated.iter().filter(told).find(both)?;
        let sentence = meeting.sentence as usize;
        Some(Meeting { sentence, host: meeting.source, guest: meeting.target })
    }

    /// Whether a sentence is so near that it may tell who attended.
    pub(crate) fn is_near(&self, sentence: usize) -> bool {
        sentence - self.sentence <= FARTHEST
    }

    /// That those who attend meet the other side.
    pub(crate) fn participants(&self, sentence: &ParsedSentence, found: &mut Vec<Relation>) {
        let context = sentence.context;
        let own = &context.text.sentences[sentence.index];
        let told = &context.text.sentences[self.sentence];
        let near = self.is_near(sentence.index) && own.zone == told.zone;
        let Some(list) = list_of_participants(sentence).filter(|_| near) else { return };
        let host = context.country_of_person(self.host);
        for actor in participants(sentence, list) {
            if [self.host, self.guest].contains(&actor.entity) {
                continue;
            }
            let country = context.home(&actor, actor.entity);
            let of_guest = country.is_some() && host.is_some() && country != host;
            let other = if of_guest { self.host } else { self.guest };
            let mention = &context.mentions[actor.mention];
            let span = Span::new(own.span.start, mention.span.end);
            found.push(RULE.relation(context, mention, (actor.entity, other), span));
        }
    }
}

/// The chunk before those who attend: `L’audience … en présence de`, `Étaient présents à l’audience`.
fn list_of_participants(sentence: &ParsedSentence) -> Option<usize> {
    let chunks = &sentence.chunks;
    let meeting = chunks.iter().position(|chunk| is_the_meeting(sentence, chunk))?;
    let presence = |chunk: &Chunk| match chunk.kind {
        ChunkKind::Preposition(preposition) => {
            sentence.frames().preposition_has(preposition, word::IN_PRESENCE)
        }
        _ => false,
    };
    let subject = || chunks[..meeting].iter().all(|chunk| chunk.is_aside() || chunk.is_comma());
    match chunks.iter().position(presence) {
        Some(list) => (list > meeting && subject()).then_some(list),
        None => chunks[..meeting].iter().any(|chunk| says_present(sentence, chunk)).then_some(meeting),
    }
}

/// `l’audience`, `cette rencontre`.
fn is_the_meeting(sentence: &ParsedSentence, chunk: &Chunk) -> bool {
    let noun = chunk.noun().filter(|noun| !noun.possessive && !noun.indefinite && noun.demonyms.is_empty());
    noun.and_then(|noun| noun.head).is_some_and(|head| sentence.words.has(head, word::MEETING))
}

fn says_present(sentence: &ParsedSentence, chunk: &Chunk) -> bool {
    let present = |at: usize| sentence.words.has(at, word::PRESENT);
    (chunk.first..chunk.end).any(present)
}

/// The people in a row: each behind a comma, `et` or `de`, not the complement of what stands before.
fn participants(sentence: &ParsedSentence, list: usize) -> SmallVec<[Actor; 4]> {
    let chunks = &sentence.chunks;
    let separates =
        |at: usize| matches!(chunks[at].kind, ChunkKind::Comma | ChunkKind::Close | ChunkKind::And);
    let mut found = SmallVec::new();
    for (at, chunk) in chunks.iter().enumerate().skip(list + 1) {
        match &chunk.kind {
            ChunkKind::Actors(actors) => {
                let of = matches!(chunks[at - 1].kind, ChunkKind::Preposition(PrepositionId::OF));
                let starts =
                    at - 1 == list || separates(at - 1) || (of && (at - 2 == list || separates(at - 2)));
                let person = |actor: &&Actor| {
                    sentence.context.mentions[actor.mention].kind == Kind::Person
                        && actor.stands_for.is_none()
                };
                found.extend(actors.iter().filter(|_| starts).filter(person).copied());
            }
            ChunkKind::Verb(_) if chunk.is_finite_verb() => break,
            ChunkKind::Who | ChunkKind::That | ChunkKind::Whose(_) | ChunkKind::Break => break,
            _ => {}
        }
    }
    found
}
