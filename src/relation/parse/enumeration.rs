//! Lists behind a phrase for several: `les pays membres de l’AES – A, B et C –`, `les dirigeants de l’AES : A, B et C`,
//! `ces trois pays (A, B et C)`. The phrase means those in the list, and of a body they are its members or leaders.

use super::{
    chunk::{Actor, Chunk, ChunkKind, ResolvedBy},
    context::DocumentContext,
    tagged::TaggedSentence,
};
use crate::model::{Kind, PrepositionId, Several, word};
use smallvec::SmallVec;

/// A list has at most so many members.
const LONGEST: usize = 64;

/// Whom a list names, and of which body they are what.
#[derive(Debug, Clone)]
pub(crate) struct Enumeration {
    /// The body.
    pub(crate) body: Actor,
    /// Those in the list.
    pub(crate) members: SmallVec<[Actor; 4]>,
    /// Whether they lead it: `dirigeants`.
    pub(crate) lead: bool,
    /// First token of the phrase, and the token after the list.
    pub(crate) tokens: (usize, usize),
}

/// Puts those in a list in the place of the phrase before it, and tells what they are.
pub(crate) fn resolve(
    context: &DocumentContext,
    words: &TaggedSentence,
    chunks: Vec<Chunk>,
) -> (Vec<Chunk>, Vec<Enumeration>) {
    let opens = |chunk: &Chunk| match chunk.kind {
        ChunkKind::Bracketed(_) => true,
        _ => Opening::read(context, words, chunk).is_some(),
    };
    if !chunks.iter().any(opens) {
        return (chunks, Vec::new());
    }
    let (mut joined, mut enumerations): (Vec<Chunk>, Vec<Enumeration>) =
        (Vec::with_capacity(chunks.len()), Vec::new());
    let mut at = 0;
    while at < chunks.len() {
        let head = if opens(&chunks[at]) { Head::read(words, &joined) } else { None };
        let list = head
            .and_then(|head| Some((NameList::read(context, words, &chunks, at, head.of)?, head)))
            .filter(|(list, head)| head.number == 0 || head.number == list.members.len());
        let Some((list, head)) = list else {
            joined.push(chunks[at].clone());
            at += 1;
            continue;
        };
        let first = joined[head.chunk].first;
        let end = chunks[list.end - 1].end.max(first + 1);
        if let Some(body) = head.body {
            enumerations.push(Enumeration {
                body,
                members: list.members.clone(),
                lead: head.lead,
                tokens: (first, end),
            });
        }
        let quoted = joined[head.chunk].quoted;
        joined.truncate(head.chunk);
        let resolved_by = |actor: Actor| Actor { resolved_by: Some(ResolvedBy::List), ..actor };
        let actors = list.members.into_iter().map(resolved_by).collect();
        joined.push(Chunk { kind: ChunkKind::Actors(actors), first, end, quoted });
        at = list.end;
    }
    (joined, enumerations)
}

/// A phrase for several at the end of some chunks.
struct Head {
    /// Where it starts.
    chunk: usize,
    /// Of what it speaks.
    of: Several,
    /// How many it says that they are, or 0.
    number: usize,
    /// The body that they are members or leaders of.
    body: Option<Actor>,
    /// Whether they are its leaders.
    lead: bool,
}

impl Head {
    fn read(words: &TaggedSentence, chunks: &[Chunk]) -> Option<Head> {
        let last = chunks.len().checked_sub(1)?;
        let behind = |chunk: usize| {
            let of = chunk.checked_sub(2).filter(|_| is_of(&chunks[chunk - 1]));
            of.filter(|&noun| chunks[noun].noun().is_some())
        };
        let (chunk, body) = match &chunks[last].kind {
            // `les dirigeants de l’AES` is one actor, or a noun and an actor.
            ChunkKind::Actors(actors) if actors.len() == 1 => (
                behind(last).filter(|&noun| several(words, &chunks[noun]).is_some()).unwrap_or(last),
                Some(actors[0]),
            ),
            ChunkKind::Noun(_) => (last, None),
            _ => return None,
        };
        let (noun, of) = several(words, &chunks[chunk])?;
        let state = words.has(noun + 1, word::OF) && words.has(noun + 2, word::STATEHOOD)
            || chunks.get(chunk + 2).is_some_and(|next| words.has(next.first, word::STATEHOOD));
        let lead = words.has(noun, word::LEADER_NOUN) && (!words.has(noun, word::CHIEF) || state);
        let plain = !(chunks[chunk].first..noun).chain([noun + 1]).any(|at| words.has(at, word::NO_MORE));
        let number =
            noun.checked_sub(1).and_then(|before| words.entry(before)).map_or(0, |entry| entry.number);
        let body = body.filter(|_| plain && (of != Several::People || lead));
        Some(Head { chunk, of, number: number as usize, body, lead })
    }
}

/// The noun for several in a phrase.
fn several(words: &TaggedSentence, chunk: &Chunk) -> Option<(usize, Several)> {
    let end = chunk.end.min(words.len());
    (chunk.first..end).find_map(|token| Some((token, words.entry(token)?.several?)))
}

fn is_of(chunk: &Chunk) -> bool {
    matches!(chunk.kind, ChunkKind::Preposition(PrepositionId::OF))
}

/// A list of names behind an opening mark.
struct NameList {
    members: SmallVec<[Actor; 4]>,
    /// The chunk after it.
    end: usize,
}

impl NameList {
    /// The list that starts with the mark at an chunk.
    fn read(
        context: &DocumentContext,
        words: &TaggedSentence,
        chunks: &[Chunk],
        at: usize,
        of: Several,
    ) -> Option<NameList> {
        let kind = match of {
            Several::Countries | Several::Members => Kind::Country,
            Several::People => Kind::Person,
            Several::Actors => return None,
        };
        let fits = |actor: &Actor| context.entities[actor.entity.0 as usize].kind == kind;
        if let ChunkKind::Bracketed(actors) = &chunks[at].kind {
            let all = actors.iter().all(fits);
            return all.then(|| NameList { members: actors.iter().copied().collect(), end: at + 1 });
        }
        let mark = Opening::read(context, words, &chunks[at])?;
        let start = (at..chunks.len())
            .find(|&next| !matches!(chunks[next].kind, ChunkKind::Break | ChunkKind::Comma))?;
        let (mut members, mut end, mut and) = (SmallVec::<[Actor; 4]>::new(), start, false);
        let mut next = start;
        while let Some(actors) =
            chunks.get(next).and_then(Chunk::actors).filter(|actors| actors.iter().all(fits))
        {
            members.extend_from_slice(actors);
            end = next + 1;
            // `A, président en exercice de la Confédération, B`
            while chunks.get(end).is_some_and(is_of) && chunks.get(end + 1).is_some_and(Chunk::is_nominal) {
                end += 2;
            }
            next = end;
            while let Some(ChunkKind::Comma | ChunkKind::Close | ChunkKind::And | ChunkKind::Aside) =
                chunks.get(next).map(|chunk| &chunk.kind)
            {
                and |= chunks[next].is_and();
                next += 1;
            }
            if next == end {
                break;
            }
        }
        let closed = match chunks.get(end).map(|chunk| &chunk.kind) {
            None | Some(ChunkKind::Break) => true,
            Some(ChunkKind::Comma | ChunkKind::Close) => mark == Opening::Dash,
            _ => false,
        };
        let distinct = members.len() <= LONGEST
            && (1..members.len()).all(|i| members[..i].iter().all(|other| other.entity != members[i].entity));
        let end = match chunks.get(end).map(|chunk| &chunk.kind) {
            Some(ChunkKind::Comma) => end + 1,
            _ => end,
        };
        (members.len() > 1 && (and || members.len() > 2) && closed && distinct)
            .then_some(NameList { members, end })
    }
}

/// What opens a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    Colon,
    Dash,
}

impl Opening {
    fn read(context: &DocumentContext, words: &TaggedSentence, chunk: &Chunk) -> Option<Opening> {
        let of_kind = matches!(chunk.kind, ChunkKind::Break | ChunkKind::Comma);
        let before = chunk.first.checked_sub(1).filter(|_| of_kind && chunk.first < words.len())?;
        let span = words.tokens[before].end as usize..words.tokens[chunk.first].start as usize;
        let between = context.document.text.get(span)?;
        match () {
            () if between.contains(':') => Some(Opening::Colon),
            () if between.contains(['–', '—']) || between.starts_with(" -") => Some(Opening::Dash),
            () => None,
        }
    }
}
