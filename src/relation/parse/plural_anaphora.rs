//! Whom a phrase for several means: `les deux pays`, `ces trois hommes`. They stand before it: in the sentence, or in those
//! before, and exactly as many as the phrase says.

use super::{
    chunk::{Actor, Chunk, ChunkKind, ResolvedBy, within_reach},
    clause::Clause,
    context::DocumentContext,
    tagged::TaggedSentence,
};
use crate::model::{EntityIndex, GroupOf, Kind, Mention, PrepositionId, Several, word};
use smallvec::SmallVec;

/// So many sentences before its own are looked at.
const FARTHEST: usize = 2;
/// The countries that a document speaks of are named so often, and so many times as often as any other.
const LEAST: usize = 3;
const TIMES: usize = 3;

/// Sets whom the phrases for several of a sentence mean.
pub(crate) fn resolve(
    context: &DocumentContext,
    sentence: usize,
    words: &TaggedSentence,
    mut chunks: Vec<Chunk>,
) -> Vec<Chunk> {
    for at in 0..chunks.len() {
        let Some(phrase) = Phrase::read(words, &chunks, at) else { continue };
        if let Some(actors) = phrase.meant(context, sentence) {
            chunks[at].kind = ChunkKind::Actors(actors);
        }
    }
    chunks
}

/// `les présidents français et algérien`, `les présidents du Mali et du Niger`: whom the dated offices tell, where the
/// document names them.
pub(crate) fn holders(context: &DocumentContext, chunks: Vec<Chunk>) -> Vec<Chunk> {
    let of_group = |actor: &Actor| context.mentions[actor.mention].group.is_some();
    let any = |chunk: &Chunk| match &chunk.kind {
        ChunkKind::Noun(noun) => noun.demonyms.iter().any(of_group),
        ChunkKind::Actors(actors) => actors.iter().any(of_group),
        _ => false,
    };
    if !chunks.iter().any(any) {
        return chunks;
    }
    let mut joined: Vec<Chunk> = Vec::with_capacity(chunks.len());
    for chunk in chunks {
        let meant = match &chunk.kind {
            ChunkKind::Noun(noun) => holders_of(context, &noun.demonyms),
            ChunkKind::Actors(actors) => holders_of(context, actors),
            _ => None,
        };
        let Some(actors) = meant else {
            joined.push(chunk);
            continue;
        };
        let mut first = chunk.first;
        // `les présidents du Mali et du Niger`
        if let [.., noun, Chunk { kind: ChunkKind::Preposition(PrepositionId::OF), .. }] = &joined[..]
            && noun.noun().is_some()
        {
            first = noun.first;
            joined.truncate(joined.len() - 2);
        }
        joined.push(Chunk { kind: ChunkKind::Actors(actors), first, ..chunk });
    }
    joined
}

/// Who holds an office in each of several countries, one in each.
fn holders_of(context: &DocumentContext, countries: &[Actor]) -> Option<SmallVec<[Actor; 2]>> {
    let holder = |country: &Actor| {
        let group = context.mentions[country.mention].group.as_ref()?;
        let &[row] = &group.members[..] else { return None };
        let entity = context.rows.entity(row).filter(|_| group.of != GroupOf::Members)?;
        let mention = context.first_mention(entity)?;
        Some(Actor { resolved_by: Some(ResolvedBy::Holders), ..Actor::new(mention, entity) })
    };
    if countries.len() < 2 { None } else { countries.iter().map(holder).collect() }
}

/// Sets which country `son pays` is: that of the subject.
pub(crate) fn own_countries(
    context: &DocumentContext,
    words: &TaggedSentence,
    mut chunks: Vec<Chunk>,
) -> Vec<Chunk> {
    for at in 0..chunks.len() {
        let own = chunks[at].noun().is_some_and(|noun| {
            noun.possessive
                && noun.demonyms.is_empty()
                && noun.head.is_some_and(|head| words.has(head, word::HOMELAND))
        });
        if !own {
            continue;
        }
        let theirs = words.has(chunks[at].first, word::THIRD_PERSON);
        // `dans son pays` may be that of anybody.
        let within = at > 0
            && chunks[at - 1]
                .preposition()
                .is_some_and(|id| words.frames.preposition_has(id, word::LOCATIVE | word::DIRECTIONAL));
        if !theirs || within {
            continue;
        }
        let verb = within_reach(at).rev().find(|&before| chunks[before].is_finite_verb());
        let clause = Clause { chunks: &chunks, frames: &context.lexicon.frames };
        let subject = verb.and_then(|verb| clause.subject(verb));
        if let Some([owner]) = subject.map(|subject| subject.actors)
            && let Some(country) = country_of_actor(context, owner)
        {
            chunks[at].kind = ChunkKind::Actors([country].into_iter().collect());
        }
    }
    chunks
}

/// An actor that is a country, or the country of a person, where the document names it.
fn country_of_actor(context: &DocumentContext, owner: &Actor) -> Option<Actor> {
    let mention = &context.mentions[owner.mention];
    if let Some(entity) = country(context, mention) {
        return Some(Actor { entity, resolved_by: Some(ResolvedBy::Own), ..*owner });
    }
    let entity = named_country_of(context, owner.entity)?;
    let mention = context.first_mention(entity)?;
    Some(Actor { resolved_by: Some(ResolvedBy::Own), ..Actor::new(mention, entity) })
}

/// A phrase for several.
struct Phrase {
    of: Several,
    /// How many.
    number: usize,
    /// Its noun, in the sentence.
    noun: usize,
}

impl Phrase {
    /// `les deux pays`, but neither `deux pays` nor `l’un des deux pays`, nor `les deux pays du Sahel`.
    fn read(words: &TaggedSentence, chunks: &[Chunk], at: usize) -> Option<Phrase> {
        let chunk = &chunks[at];
        chunk.noun()?;
        let of = |token: usize| words.entry(token)?.several;
        let noun = (chunk.first..chunk.end.min(words.len())).find(|&token| of(token).is_some())?;
        let has = |back: usize, features| noun.checked_sub(back).is_some_and(|at| words.has(at, features));
        let number = words.entry(noun.checked_sub(1)?)?.number;
        let (definite, some) = (has(2, word::DEFINITE_PLURAL), has(3, word::ONE_OF));
        let next = chunks.get(at + 1).map(|next| &next.kind);
        // `les deux pays du Sahel`, `les deux pays et le Niger`
        let members = of(noun)? == Several::Members;
        let more = matches!(next, Some(ChunkKind::Preposition(PrepositionId::OF) | ChunkKind::And))
            && chunks.get(at + 2).is_some_and(|next| next.actors().is_some());
        // `le Niger et ces deux pays`
        let others = at > 1 && chunks[at - 1].is_and() && chunks[at - 2].actors().is_some();
        (number > 1 && definite && !some && !more && !others && !members).then_some(Phrase {
            of: of(noun)?,
            number: number as usize,
            noun,
        })
    }

    /// Whom it means, where as many stand before it.
    fn meant(&self, context: &DocumentContext, sentence: usize) -> Option<SmallVec<[Actor; 2]>> {
        let own = &context.text.sentences[sentence];
        let start = own.first_token as usize + self.noun;
        let mut found: SmallVec<[Actor; 2]> = SmallVec::new();
        for back in 0..=FARTHEST {
            let Some(at) = sentence.checked_sub(back) else { break };
            if context.text.sentences[at].zone != own.zone {
                break;
            }
            let resolved_by = if back == 0 { ResolvedBy::Sentence } else { ResolvedBy::Before };
            for (index, mention) in context.mentions_of(at) {
                // More than are meant: it is none of them, however many there are.
                if mention.first_token as usize >= start || found.len() > self.number {
                    break;
                }
                self.add(context, index, mention, resolved_by, &mut found);
            }
            if found.len() >= self.number {
                break;
            }
        }
        if found.len() < self.number && self.of == Several::Countries {
            self.add_countries_of_people(context, sentence, &mut found);
        }
        found.sort_by_key(|actor| actor.mention);
        let alike = || {
            let kind = |actor: &Actor| context.entities[actor.entity.0 as usize].kind;
            found.iter().all(|actor| kind(actor) == kind(&found[0]))
        };
        match self.of {
            Several::Countries if found.len() != self.number => self.of_document(context),
            _ => (found.len() == self.number && alike()).then_some(found),
        }
    }

    /// The countries that the document speaks of far more than of any other.
    fn of_document(&self, context: &DocumentContext) -> Option<SmallVec<[Actor; 2]>> {
        let counts = context.memory.countries.get_or_init(|| countries(context));
        let (last, next) = (counts.get(self.number - 1)?.0, counts.get(self.number).map_or(0, |next| next.0));
        if last < LEAST || last < TIMES * next {
            return None;
        }
        let mut found = SmallVec::new();
        let meant = counts.iter().take(self.number);
        meant.for_each(|&(_, mention, entity)| add(&mut found, mention, entity, ResolvedBy::Document));
        Some(found)
    }

    fn add(
        &self,
        context: &DocumentContext,
        index: usize,
        mention: &Mention,
        resolved_by: ResolvedBy,
        found: &mut SmallVec<[Actor; 2]>,
    ) {
        let entity = match self.of {
            Several::Countries => country(context, mention),
            Several::People => mention.entity.filter(|&entity| is(context, entity, Kind::Person)),
            Several::Actors | Several::Members => mention.actor().filter(|_| mention.inside.is_none()),
        };
        if let Some(entity) = entity {
            add(found, index, entity, resolved_by);
        }
    }

    /// `Emmanuel Macron a reçu Patrice Talon. … les deux pays`: those of theirs that the document names.
    fn add_countries_of_people(
        &self,
        context: &DocumentContext,
        sentence: usize,
        found: &mut SmallVec<[Actor; 2]>,
    ) {
        for at in (sentence.saturating_sub(FARTHEST)..=sentence).rev() {
            for (_, mention) in context.mentions_of(at) {
                let country = mention.entity.and_then(|person| named_country_of(context, person));
                let index = country.and_then(|country| context.first_mention(country));
                if let Some((country, index)) = country.zip(index) {
                    add(found, index, country, ResolvedBy::People);
                }
            }
            if found.len() >= self.number {
                return;
            }
        }
    }
}

/// How often each country is named, its first mention, and the country; the most named first.
fn countries(context: &DocumentContext) -> Vec<(usize, usize, EntityIndex)> {
    let mut counts: Vec<(usize, usize, EntityIndex)> = Vec::new();
    for (index, mention) in context.mentions.iter().enumerate() {
        let Some(entity) = country(context, mention) else { continue };
        match counts.iter_mut().find(|(.., known)| *known == entity) {
            Some(known) => known.0 += 1,
            None => counts.push((1, index, entity)),
        }
    }
    counts.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    counts
}

fn add(found: &mut SmallVec<[Actor; 2]>, mention: usize, entity: EntityIndex, resolved_by: ResolvedBy) {
    if found.iter().all(|actor| actor.entity != entity) {
        found.push(Actor { resolved_by: Some(resolved_by), ..Actor::new(mention, entity) });
    }
}

fn is(context: &DocumentContext, entity: EntityIndex, kind: Kind) -> bool {
    context.entities[entity.0 as usize].kind == kind
}

/// The country that a mention means: not one in the name of a body, unless it is that of an embassy.
fn country(context: &DocumentContext, mention: &Mention) -> Option<EntityIndex> {
    let outer = mention.inside.map(|outer| &context.mentions[outer as usize]);
    let apart = outer.is_none_or(|outer| {
        matches!(outer.kind, Kind::Person | Kind::Role) || context.head_is(outer, word::ABROAD)
    });
    let metonymy = || context.rows.entity(mention.metonymy?.country);
    mention.entity.filter(|&entity| is(context, entity, Kind::Country)).or_else(metonymy).filter(|_| apart)
}

/// The country of a person, where the document names it.
fn named_country_of(context: &DocumentContext, person: EntityIndex) -> Option<EntityIndex> {
    context.rows.entity(context.country_of_person(person)?)
}
