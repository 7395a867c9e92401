//! Reference to one actor: what `il`, `ce dernier`, `le pays`, `l’organisation` and `l’artiste` take up from before. What is not
//! clear stays open.

use super::{
    actor::ActorFinder,
    centre::{self, Gender, Search},
    chunk::{Actor, Chunk, ChunkKind, ResolvedBy},
    context::DocumentContext,
    government, speaker,
    tagged::TaggedSentence,
};
use crate::{
    matcher::fold_words,
    model::{Anaphor, Entry, Kind, Mention, PrepositionId, word},
};

/// So many sentences before its own are looked at for what a noun takes up.
const FARTHEST: usize = 2;

/// Whom a pronoun at a token means: the person whom the text is about. Where no person is near, so too a country or a body
/// whose gender is known.
pub(crate) fn pronoun(actors: &ActorFinder, token: usize, feminine: bool) -> Option<Actor> {
    let search = of_gender(actors, Some(Gender::feminine(feminine)));
    let token = actors.place(token);
    let index = search.person(token).or_else(|| search.thing(token))?;
    search.agrees(index).then(|| taken(actors.context, index, ResolvedBy::Pronoun)).flatten()
}

/// Whom `ce dernier`, `celle-ci` at a token means: who is named last before it.
pub(crate) fn latter(actors: &ActorFinder, token: usize, feminine: bool) -> Option<Actor> {
    let search = of_gender(actors, Some(Gender::feminine(feminine)));
    taken(actors.context, search.last(actors.place(token))?, ResolvedBy::Latter)
}

/// Whom `je` at a token of a quotation means: who speaks.
pub(crate) fn speaker(actors: &ActorFinder, token: usize) -> Option<Actor> {
    let index = speaker::of(actors.context, actors.place(token))?;
    taken(actors.context, index, ResolvedBy::Speaker)
}

/// Whose something is at the start of a sentence: `Sa visite à B …`.
pub(crate) fn possessor(context: &DocumentContext, sentence: usize, token: usize) -> Option<Actor> {
    let search = Search { context, sentence, gender: None };
    let token = context.text.sentences[sentence].first_token as usize + token;
    taken(context, search.person(token)?, ResolvedBy::Possessive)
}

fn of_gender<'s>(actors: &'s ActorFinder, gender: Option<Gender>) -> Search<'s> {
    Search { context: actors.context, sentence: actors.sentence, gender }
}

/// The actor of a mention that a pronoun takes up.
fn taken(context: &DocumentContext, index: usize, by: ResolvedBy) -> Option<Actor> {
    let entity = context.mentions[index].actor()?;
    Some(Actor { pronoun: true, resolved_by: Some(by), ..Actor::new(index, entity) })
}

/// Sets which country `le pays`, which body `l’organisation` and which person `l’artiste` is.
pub(crate) fn definite(
    context: &DocumentContext,
    sentence: usize,
    words: &TaggedSentence,
    mut chunks: Vec<Chunk>,
) -> Vec<Chunk> {
    for at in 0..chunks.len() {
        let Some((anaphor, token)) = anaphor(words, &chunks, at) else { continue };
        let actor = match anaphor {
            Anaphor::Person { held } => person(context, sentence, words, (&chunks[at], token), *held),
            Anaphor::Country => taken_up(context, (sentence, token), anaphor).or_else(|| country(context)),
            Anaphor::Body { .. } => taken_up(context, (sentence, token), anaphor),
        };
        if let Some(actor) = actor {
            chunks[at].kind = ChunkKind::Actors([actor].into_iter().collect());
        }
    }
    chunks
}

/// What a noun phrase takes up, and its token: `le pays`, but neither `le pays du Sahel` nor `le premier pays`.
fn anaphor<'w>(words: &TaggedSentence<'w>, chunks: &[Chunk], at: usize) -> Option<(&'w Anaphor, usize)> {
    let chunk = &chunks[at];
    let noun = chunk.noun().filter(|noun| noun.demonyms.is_empty() && !noun.possessive)?;
    // `le diplomate` is a role whose holder no office tells.
    let role = noun.role && chunk.end == chunk.first + 2;
    let head = if role { chunk.first + 1 } else { noun.head? };
    let anaphor = &words.frames.anaphors[usize::from(words.entry(head)?.takes_up?)];
    let former = usize::from(words.has(head.checked_sub(1)?, word::FORMER));
    let opens = words.has(head.checked_sub(1 + former)?, word::DEFINITE_SINGULAR);
    // `le directeur général`
    let whole = chunk.end == head + 1 || matches!(anaphor, Anaphor::Person { held: true });
    // `le directeur, A, …`
    let named = chunks.get(at + 1).is_some_and(Chunk::is_comma)
        && chunks.get(at + 2).is_some_and(|next| next.actors().is_some());
    let more = named
        || chunks.get(at + 1).is_some_and(|next| {
            next.preposition() == Some(PrepositionId::OF)
                || matches!(next.kind, ChunkKind::Who | ChunkKind::Whose(_) | ChunkKind::Relative)
                || (next.actors().is_some() && next.first == chunk.end && words.joined(next.first))
        });
    let told = !(role && matches!(anaphor, Anaphor::Person { held: true }));
    (opens && whole && told && !more).then_some((anaphor, head))
}

/// `le pays`, where no sentence nearby tells which: that of which the document speaks.
fn country(context: &DocumentContext) -> Option<Actor> {
    let foremost = *context.memory.foremost.get_or_init(|| government::foremost(context.mentions));
    let foremost = foremost?;
    Some(Actor { stands_for: None, resolved_by: Some(ResolvedBy::Document), ..foremost })
}

/// `l’artiste`, `le directeur`: the only person of whom the text says so before, or else whom it is about.
fn person(
    context: &DocumentContext,
    sentence: usize,
    words: &TaggedSentence,
    (chunk, head): (&Chunk, usize),
    held: bool,
) -> Option<Actor> {
    let gender = (chunk.first..head).find_map(|at| centre::determiner(context, &words.tokens[at]));
    let search = Search { context, sentence, gender };
    let token = context.text.sentences[sentence].first_token as usize + chunk.first;
    let phrase = &words.text[words.tokens[head].start as usize..words.tokens[chunk.end - 1].end as usize];
    let index = match search.bearers(fold_words(phrase), token)[..] {
        [] => search.person(token).filter(|_| !held)?,
        [one] => one,
        _ => return None,
    };
    let entity = context.mentions[index].actor()?;
    Some(Actor { resolved_by: Some(ResolvedBy::Definite), ..Actor::new(index, entity) })
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
    // `Les autorités maliennes ont prié l’ambassadeur de France de quitter le pays`: not France.
    let elsewhere = || {
        let outer = mention.inside.map(|outer| &context.mentions[outer as usize]);
        let sender = |outer: &Mention| outer.of.is_some_and(|of| of.span == mention.span);
        outer.is_some_and(|outer| {
            outer.kind == Kind::Organisation || (sender(outer) && context.is_envoy(outer))
        })
    };
    match anaphor {
        Anaphor::Country => mention.kind == Kind::Country && !elsewhere(),
        Anaphor::Body { noun, subtypes, unlisted } if mention.kind == Kind::Organisation => {
            let entity = mention.entity.map(|entity| &context.entities[entity.0 as usize]);
            let row = entity.and_then(|entity| entity.entry).map(|row| context.lexicon.entry(row));
            let is_one = |subtype: &str| subtypes.iter().any(|known| **known == *subtype);
            let of_subtype = row.and_then(Entry::subtype).is_some_and(is_one);
            let named = || {
                entity.is_some_and(|entity| fold_words(&entity.name).split(' ').any(|word| *word == **noun))
            };
            // Of a company that no list has, the name rarely says that it is one.
            let unlisted = *unlisted && row.is_none() && !context.head_is(mention, word::CHAIN_HEAD);
            of_subtype || unlisted || named()
        }
        Anaphor::Body { .. } | Anaphor::Person { .. } => false,
    }
}
