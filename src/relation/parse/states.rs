//! Noun phrases that denote a state: `le gouvernement du Mali`, `les militaires au pouvoir`, `la capitale malienne`.

use super::{
    chunk::{Actor, Chunk, ChunkKind, NounPhrase, ResolvedBy},
    context::DocumentContext,
    tagged::TaggedSentence,
};
use crate::model::{Element, Kind, PrepositionId, StandsFor, word};
use smallvec::SmallVec;

/// `la capitale malienne` is the place, where the document names it.
pub(crate) fn capitals(context: &DocumentContext, mut chunks: Vec<Chunk>) -> Vec<Chunk> {
    let is = |stands_for: Option<StandsFor>| stands_for == Some(StandsFor::Capital);
    let is_capital = |chunk: &Chunk| match &chunk.kind {
        ChunkKind::Noun(noun) => is(noun.stands_for),
        ChunkKind::Actors(actors) => actors.iter().any(|actor| is(actor.stands_for)),
        _ => false,
    };
    if !chunks.iter().any(is_capital) {
        return chunks;
    }
    for at in 1..chunks.len() {
        let named = chunks[at + 1..].iter().find(|chunk| !chunk.is_comma() && !chunk.is_aside());
        let governed =
            chunks[at - 1].preposition().is_some() && named.is_none_or(|next| next.actors().is_none());
        let noun = chunks[at].noun().filter(|noun| governed && noun.stands_for == Some(StandsFor::Capital));
        if let Some(noun) = noun.filter(|noun| noun.demonyms.len() == 1) {
            let capital = Actor { stands_for: noun.stands_for, ..noun.demonyms[0] };
            chunks[at].kind = ChunkKind::Actors([capital].into_iter().collect());
        }
    }
    for chunk in &mut chunks {
        let ChunkKind::Actors(actors) = &mut chunk.kind else { continue };
        for actor in actors.iter_mut().filter(|actor| actor.stands_for == Some(StandsFor::Capital)) {
            actor.stands_for = Some(StandsFor::State);
            let row = context.entities[actor.entity.0 as usize].entry;
            if let Some(index) = row.and_then(|row| context.capital(row)) {
                actor.mention = index;
                actor.entity = context.mentions[index].entity.unwrap_or(actor.entity);
            }
        }
    }
    chunks
}

/// `les militaires au pouvoir au Niger`, `la junte au pouvoir`: what is in power stands for the country.
pub(crate) fn in_power(context: &DocumentContext, words: &TaggedSentence, chunks: Vec<Chunk>) -> Vec<Chunk> {
    let is_at = |chunk: &Chunk| match chunk.kind {
        ChunkKind::Preposition(preposition) => words.frames.preposition_has(preposition, word::LOCATIVE),
        _ => false,
    };
    let power = |chunk: &Chunk| {
        chunk.noun().and_then(|noun| noun.head).is_some_and(|head| words.has(head, word::POWER))
    };
    let state = |chunk: &Chunk| match &chunk.kind {
        ChunkKind::Noun(noun) => noun.stands_for == Some(StandsFor::State) && !noun.possessive,
        ChunkKind::Actors(actors) => actors.iter().all(|actor| actor.stands_for == Some(StandsFor::State)),
        _ => false,
    };
    if !chunks.iter().any(power) {
        return chunks;
    }
    let mut joined: Vec<Chunk> = Vec::with_capacity(chunks.len());
    let mut at = 0;
    while at < chunks.len() {
        joined.push(chunks[at].clone());
        at += 1;
        let ([to, noun, ..], Some(last)) = (&chunks[at..], joined.last_mut()) else { continue };
        if !(state(last) && is_at(to) && power(noun)) {
            continue;
        }
        at += 2;
        last.end = chunks[at - 1].end;
        let place = chunks.get(at + 1).filter(|_| chunks.get(at).is_some_and(is_at));
        let countries = place.and_then(|place| states_in(context, place)).filter(|_| last.noun().is_some());
        if let (Some(mut countries), Some(place)) = (countries, place) {
            countries.iter_mut().for_each(|actor| actor.stands_for = Some(StandsFor::State));
            (last.kind, last.end) = (ChunkKind::Actors(countries), place.end);
            at += 2;
        }
    }
    joined
}

/// The country that opens a sentence: `Au Niger, la junte …`, `Niger : la junte …`.
fn fronted_country(context: &DocumentContext, chunks: &[Chunk]) -> Option<Actor> {
    let start = chunks.iter().position(|chunk| !chunk.is_aside())?;
    let actors = match &chunks[start..] {
        [to, place, comma, ..] if to.preposition().is_some() && comma.is_comma() => place.actors()?,
        [place, colon, ..] if matches!(colon.kind, ChunkKind::Break) => place.actors()?,
        _ => return None,
    };
    let [actor] = actors else { return None };
    let country = context.mentions[actor.mention].kind == Kind::Country;
    country.then_some(Actor { stands_for: Some(StandsFor::State), ..*actor })
}

/// `la junte`, where the document speaks of one government alone; `le gouvernement`, where it names none, but one country most.
pub(crate) fn unnamed(
    context: &DocumentContext,
    words: &TaggedSentence,
    mut chunks: Vec<Chunk>,
) -> Vec<Chunk> {
    let Some(state) = fronted_country(context, &chunks).or(context.state) else { return chunks };
    // That a country is named most does not say that a junta rules it.
    let foremost = state.resolved_by == Some(ResolvedBy::Document);
    let means = |noun: &NounPhrase| {
        let takeover = noun.head.is_some_and(|head| words.has(head, word::TAKEOVER));
        noun.stands_alone && !noun.possessive && !(foremost && (takeover || noun.indefinite))
    };
    for at in 0..chunks.len() {
        let of = chunks
            .get(at + 1)
            .is_some_and(|next| matches!(next.kind, ChunkKind::Preposition(PrepositionId::OF)));
        if !of && chunks[at].noun().is_some_and(means) {
            chunks[at].kind = ChunkKind::Actors([state].into_iter().collect());
        }
    }
    chunks
}

/// `le gouvernement de transition du Mali`, `les autorités de Bamako`, `la junte au Niger`, `les forces de sécurité nigériennes`
/// are the country.
pub(crate) fn named(context: &DocumentContext, words: &TaggedSentence, chunks: Vec<Chunk>) -> Vec<Chunk> {
    let stands = |chunk: &Chunk| is_of_state(chunk) || is_people(chunk);
    if !chunks.windows(2).any(|pair| stands(&pair[0]) && pair[1].preposition().is_some()) {
        return chunks;
    }
    let mut joined: Vec<Chunk> = Vec::with_capacity(chunks.len());
    for chunk in chunks {
        let head = head_of(&joined).filter(|&head| !is_literal(words, &joined, head));
        let head = head.or_else(|| seated_in(context, words, &joined, &chunk));
        let head = head.filter(|&head| is_of_state(&joined[head]) || is_counted(words, &joined, head));
        match head.zip(states_in(context, &chunk)) {
            Some((head, mut actors)) => {
                let stands_for = joined[head].noun().and_then(|noun| noun.stands_for);
                actors.iter_mut().for_each(|actor| actor.stands_for = stands_for);
                let (head, quoted) = (first_of_row(&joined, head), joined[head].quoted);
                let first = joined[head].first;
                joined.truncate(head);
                joined.push(Chunk { kind: ChunkKind::Actors(actors), first, end: chunk.end, quoted });
            }
            None => joined.push(chunk),
        }
    }
    joined
}

/// `militaires et diplomates de B`: the first of the phrases that share a complement.
fn first_of_row(chunks: &[Chunk], last: usize) -> usize {
    match last.checked_sub(2) {
        Some(first) if chunks[last - 1].is_and() && is_of_state(&chunks[first]) => first,
        _ => last,
    }
}

/// Whether a phrase stands for the state or body that is named after it: not `ses autorités`, nor what a frame is about;
/// fighters in the plural are no matter of frames.
fn is_of_state(chunk: &Chunk) -> bool {
    chunk.noun().is_some_and(|noun| {
        let people = noun.stands_for.is_some_and(StandsFor::is_people) && noun.plural;
        let other = noun.noun.is_some() && !noun.stands_alone && !people;
        noun.stands_for.is_some() && !other && !noun.possessive
    })
}

/// Whether a phrase means people: `des soldats`, `49 membres`.
fn is_people(chunk: &Chunk) -> bool {
    chunk.noun().is_some_and(|noun| !noun.possessive && noun.stands_for.is_some_and(StandsFor::is_people))
}

/// Whether a phrase counts people and has its place in a clause: `a arrêté dix membres de B`, `avec 49 membres de B`, but not `A et C,
/// deux membres de B`.
fn is_counted(words: &TaggedSentence, chunks: &[Chunk], phrase: usize) -> bool {
    let counts = |head: usize| head > chunks[phrase].first && words.written(head).ends_with('s');
    let before = chunks[..phrase].iter().rfind(|chunk| !chunk.is_aside());
    let placed = before.is_none_or(|before| match &before.kind {
        ChunkKind::Verb(group) => {
            group.verb.is_some_and(|verb| words.frames.verbs[verb.0 as usize].copula != Some(group.voice))
        }
        kind => matches!(kind, ChunkKind::Preposition(_) | ChunkKind::Break),
    });
    placed
        && is_people(&chunks[phrase])
        && chunks[phrase].noun().and_then(|noun| noun.head).is_some_and(counts)
}

/// Whether a phrase holds what a template of the verb before it asks for: `assure la présidence de B`.
fn is_literal(words: &TaggedSentence, chunks: &[Chunk], phrase: usize) -> bool {
    let verb = chunks[..phrase]
        .iter()
        .rfind(|chunk| !chunk.is_aside())
        .and_then(Chunk::verb)
        .and_then(|verb| verb.verb);
    let Some(verb) = verb else { return false };
    let frames = words.frames;
    let asked = |head: usize| {
        let templates = frames.verbs[verb.0 as usize].templates.iter();
        let first = |&index: &u32| {
            let mut after = frames.templates[index as usize].after.iter();
            after.find_map(|element| match element {
                Element::Word(wanted) => Some(wanted),
                _ => None,
            })
        };
        templates.filter_map(first).any(|wanted| words.is_one_of(head, wanted))
    };
    chunks[phrase].noun().and_then(|noun| noun.head).is_some_and(asked)
}

/// The countries and bodies that an chunk names, where it names nothing else.
fn states_in(context: &DocumentContext, chunk: &Chunk) -> Option<SmallVec<[Actor; 2]>> {
    match &chunk.kind {
        ChunkKind::Actors(actors) => {
            actors.iter().all(|actor| is_state(context, actor)).then(|| actors.clone())
        }
        ChunkKind::Noun(noun) if noun.noun.is_none() && !noun.demonyms.is_empty() => {
            Some(noun.demonyms.clone())
        }
        _ => None,
    }
}

/// The noun that `de` leads back to from the end of some chunks, over one noun between: `gouvernement de transition de`.
fn head_of(chunks: &[Chunk]) -> Option<usize> {
    let of = |at: usize| matches!(chunks[at].kind, ChunkKind::Preposition(PrepositionId::OF));
    let is_noun = |at: usize| chunks[at].noun().is_some();
    let last = chunks.len().checked_sub(1).filter(|&last| of(last))?;
    let head = last.checked_sub(1).filter(|&head| is_noun(head))?;
    match head.checked_sub(2) {
        Some(outer)
            if of(head - 1)
                && is_noun(outer)
                && chunks[outer].noun().is_some_and(|n| n.stands_for.is_some()) =>
        {
            Some(outer)
        }
        _ => Some(head),
    }
}

/// `la junte au Niger`: the noun before a preposition of place and a country, where it stands for a country by itself.
fn seated_in(
    context: &DocumentContext,
    words: &TaggedSentence,
    chunks: &[Chunk],
    country: &Chunk,
) -> Option<usize> {
    let [.., _, at] = chunks else { return None };
    let locative = at.preposition().is_some_and(|at| words.frames.preposition_has(at, word::LOCATIVE));
    let is_country = |actor: &Actor| context.mentions[actor.mention].kind == Kind::Country;
    let head = chunks.len() - 2;
    let rules = chunks[head].noun().is_some_and(|noun| noun.stands_alone);
    let named = country.actors().is_some_and(|actors| actors.iter().all(is_country));
    (locative && rules && named).then_some(head)
}

fn is_state(context: &DocumentContext, actor: &Actor) -> bool {
    let mention = &context.mentions[actor.mention];
    matches!(mention.kind, Kind::Country | Kind::Organisation | Kind::Demonym) || mention.metonymy.is_some()
}
