//! Reference to one actor: what `il`, `elle`, `le pays` and `l’organisation` take up from before. What is not clear stays open.

use super::{
    actor::ActorFinder,
    chunk::{Actor, Chunk, ChunkKind, ResolvedBy},
    context::DocumentContext,
    tagged::{TaggedSentence, preposition_in},
};
use crate::{
    matcher::{Token, fold_words},
    model::{Anaphor, Detail, Kind, Mention, PrepositionId, word},
};
use smallvec::SmallVec;

/// A subject stands at most so many tokens from the start of its sentence.
const SUBJECT: u32 = 4;
/// So many sentences before its own are looked at for what a noun takes up.
const FARTHEST: usize = 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gender {
    Masculine,
    Feminine,
}

/// Whom a pronoun at a token means: the only person named before it in the sentence, or else whom the sentence before starts
/// with, or names alone. Where no person is near, so too a country or a body whose gender is known.
pub(crate) fn pronoun(actors: &ActorFinder, token: usize, feminine: bool) -> Option<Actor> {
    let gender = if feminine { Gender::Feminine } else { Gender::Masculine };
    let search = Search { context: actors.context, sentence: actors.sentence, gender };
    let here = actors.before(token);
    let index = match here.clone().any(|index| search.is_person(index)) {
        true => search.only(here.filter(|&index| search.is_person(index)))?,
        false => search.person_before().or_else(|| search.thing(here))?,
    };
    let entity = search.context.mentions[index].actor()?;
    let resolved_by = Some(ResolvedBy::Pronoun);
    search.agrees(index).then_some(Actor { pronoun: true, resolved_by, ..Actor::new(index, entity) })
}

struct Search<'s> {
    context: &'s DocumentContext<'s>,
    sentence: usize,
    gender: Gender,
}

impl Search<'_> {
    fn kind(&self, index: usize) -> Option<Kind> {
        Some(self.context.kind(self.context.mentions[index].actor()?))
    }

    fn is_person(&self, index: usize) -> bool {
        self.kind(index) == Some(Kind::Person)
    }

    /// Of people, an unknown gender agrees with any.
    fn agrees(&self, index: usize) -> bool {
        let gender = gender_of(self.context, index);
        gender.map_or(self.is_person(index), |gender| gender == self.gender)
    }

    /// The first of some mentions, where all are of one entity.
    fn only(&self, mut mentions: impl Iterator<Item = usize>) -> Option<usize> {
        let first = mentions.next()?;
        let actor = |index: usize| self.context.mentions[index].actor();
        mentions.all(|next| actor(next) == actor(first)).then_some(first)
    }

    /// The person whom the sentence before starts with, or names alone.
    fn person_before(&self) -> Option<usize> {
        let named = self.named_before();
        let first = *named.first().filter(|&&first| self.is_person(first))?;
        (self.starts(first) || named.len() == 1).then_some(first)
    }

    /// The only country or body that agrees: before in the sentence, or that the sentence before starts with. A person nearby
    /// would be meant rather.
    fn thing(&self, here: impl Iterator<Item = usize>) -> Option<usize> {
        let mut here = here.filter(|&index| self.is_thing(index)).peekable();
        if here.peek().is_some() {
            return self.only(here);
        }
        let named = self.named_before();
        let person = named.iter().any(|&index| self.is_person(index));
        let things = named.iter().copied().filter(|&index| self.is_thing(index));
        let only = self.only(things).filter(|_| !person)?;
        (self.starts(only) && named.first() == Some(&only)).then_some(only)
    }

    fn is_thing(&self, index: usize) -> bool {
        matches!(self.kind(index), Some(Kind::Country | Kind::Organisation)) && self.agrees(index)
    }

    /// Whether a mention is the subject of its sentence, by its place: near the start, and behind no preposition, as in `Sans
    /// rencontrer A, …`.
    fn starts(&self, index: usize) -> bool {
        let mention = &self.context.mentions[index];
        let sentence = &self.context.text.sentences[mention.sentence as usize];
        let before = self.context.text.tokens[sentence.tokens()].iter();
        let governs = |token: &Token| {
            let word = self.context.lexicon.frames.words.entry(token.word);
            preposition_in(word.and_then(|word| word.class)).is_some()
        };
        mention.first_token <= sentence.first_token + SUBJECT
            && !before.take_while(|token| token.start < mention.span.start).any(governs)
    }

    /// Those whom the sentence before names, where it is near.
    fn named_before(&self) -> SmallVec<[usize; 8]> {
        let Some(before) = self.sentence.checked_sub(1) else { return SmallVec::new() };
        let sentences = &self.context.text.sentences;
        let (this, last) = (&sentences[self.sentence], &sentences[before]);
        let near = this.paragraph - last.paragraph <= 1 && this.zone == last.zone;
        let named = self.context.mentions_of(before).filter(|_| near);
        named
            .filter(|(_, mention)| mention.inside.is_none() && mention.actor().is_some())
            .map(|(index, _)| index)
            .collect()
    }
}

/// The gender of a name: of people by the list, else by the determiner before it.
fn gender_of(context: &DocumentContext, index: usize) -> Option<Gender> {
    let mention = &context.mentions[index];
    let row = mention.actor().and_then(|entity| context.entities[entity.0 as usize].entry);
    match row.map(|row| &context.lexicon.entry(row).detail) {
        Some(Detail::Person { gender, .. }) => {
            let gender = (*gender)?;
            return Some(if gender == 'f' { Gender::Feminine } else { Gender::Masculine });
        }
        _ if mention.kind == Kind::Person => return None,
        _ => {}
    }
    let tokens = &context.text.tokens;
    let first = tokens.partition_point(|token| token.start < mention.span.start);
    let before = tokens.get(first.checked_sub(1)?)?;
    let has = |features| context.lexicon.has(before, features);
    match () {
        () if has(word::FEMININE_DETERMINER) => Some(Gender::Feminine),
        () if has(word::MASCULINE_DETERMINER) => Some(Gender::Masculine),
        () => None,
    }
}

/// Sets which country `le pays`, and which body `l’organisation` is.
pub(crate) fn definite(
    context: &DocumentContext,
    sentence: usize,
    words: &TaggedSentence,
    mut chunks: Vec<Chunk>,
) -> Vec<Chunk> {
    for at in 0..chunks.len() {
        let Some((anaphor, token)) = anaphor(words, &chunks, at) else { continue };
        if let Some(actor) = taken_up(context, (sentence, token), anaphor) {
            chunks[at].kind = ChunkKind::Actors([actor].into_iter().collect());
        }
    }
    chunks
}

/// What a noun phrase takes up, and its token: `le pays`, but neither `le pays du Sahel` nor `le premier pays`.
fn anaphor<'w>(words: &TaggedSentence<'w>, chunks: &[Chunk], at: usize) -> Option<(&'w Anaphor, usize)> {
    let chunk = &chunks[at];
    let noun = chunk.noun().filter(|noun| noun.demonyms.is_empty() && !noun.possessive)?;
    let head = noun.head?;
    let anaphor = &words.frames.anaphors[usize::from(words.entry(head)?.takes_up?)];
    let alone = chunk.end == head + 1 && words.has(head.checked_sub(1)?, word::DEFINITE_SINGULAR);
    let more = chunks.get(at + 1).is_some_and(|next| {
        next.preposition() == Some(PrepositionId::OF)
            || matches!(next.kind, ChunkKind::Who | ChunkKind::Whose | ChunkKind::Relative)
            || (next.actors().is_some() && next.first == chunk.end && words.joined(next.first))
    });
    (alone && !more).then_some((anaphor, head))
}

/// The only actor that fits a noun and is named before it in its sentence, or else in the nearest sentence before that names
/// any.
fn taken_up(
    context: &DocumentContext,
    (sentence, token): (usize, usize),
    anaphor: &Anaphor,
) -> Option<Actor> {
    let own = &context.text.sentences[sentence];
    let start = own.first_token as usize + token;
    for back in 0..=FARTHEST {
        let at = sentence.checked_sub(back)?;
        if context.text.sentences[at].zone != own.zone {
            return None;
        }
        let before =
            context.mentions_of(at).take_while(|(_, mention)| (mention.first_token as usize) < start);
        let mut fitting = before.filter_map(|(index, mention)| {
            Some((index, mention.entity?)).filter(|_| fits(context, mention, anaphor))
        });
        if let Some((index, entity)) = fitting.next() {
            let only = fitting.all(|(_, other)| other == entity);
            let actor = Actor { resolved_by: Some(ResolvedBy::Definite), ..Actor::new(index, entity) };
            return only.then_some(actor);
        }
        // `… la capitale nigérienne. … le pays`: of which country the sentence speaks, no name says.
        let is_demonym = |(_, mention): (usize, &Mention)| mention.kind == Kind::Demonym;
        if back > 0 && *anaphor == Anaphor::Country && context.mentions_of(at).any(is_demonym) {
            return None;
        }
    }
    None
}

/// Whether a noun may take up a mention: a country by its name, a body by its subtype or name.
fn fits(context: &DocumentContext, mention: &Mention, anaphor: &Anaphor) -> bool {
    let in_body = || {
        let outer = mention.inside.map(|outer| &context.mentions[outer as usize]);
        outer.is_some_and(|outer| outer.kind == Kind::Organisation)
    };
    match anaphor {
        Anaphor::Country => mention.kind == Kind::Country && !in_body(),
        Anaphor::Body { noun, subtypes } if mention.kind == Kind::Organisation => {
            let entity = mention.entity.map(|entity| &context.entities[entity.0 as usize]);
            let row = entity.and_then(|entity| entity.entry).map(|row| context.lexicon.entry(row));
            let of_subtype = row.is_some_and(|row| match &row.detail {
                Detail::Organisation { subtype, .. } => subtypes.contains(subtype),
                _ => false,
            });
            of_subtype
                || entity
                    .is_some_and(|entity| fold_words(&entity.name).split(' ').any(|word| *word == **noun))
        }
        Anaphor::Body { .. } => false,
    }
}
