//! Where the ends and the trigger of a noted statement stand in the parse of their sentence.

use super::{End, Noted, judge::Judge};
use crate::{
    model::{Class, PrepositionId, RelationType, word},
    relation::parse::{
        ParsedSentence,
        chunk::{Actor, Chunk, ChunkKind, GroupForm},
    },
};
use std::ops::{Range, RangeInclusive};

/// A noted statement in the parse of its sentence.
pub(super) struct Alignment<'a> {
    pub(super) sentence: &'a ParsedSentence<'a>,
    /// The chunks of source and target.
    pub(super) ends: [usize; 2],
    /// The chunks of the words that say it, each with their tokens in it.
    pub(super) triggers: Vec<(usize, Range<usize>)>,
}

/// Why a statement does not stand in a parse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unaligned {
    Pronoun,
    Noun,
    Name,
    PhraseWithName,
    InsideMention,
    SameMention,
    Kinds,
    NoTrigger,
    TriggerElsewhere,
}

impl<'a> Alignment<'a> {
    pub(super) fn of(
        sentence: &'a ParsedSentence<'a>,
        judge: &Judge,
        noted: &Noted,
        relation: &RelationType,
    ) -> Result<Alignment<'a>, Unaligned> {
        let places = Places { sentence, judge };
        let (source, target) = (places.end(&noted.source)?, places.end(&noted.target)?);
        if source == target {
            return Err(Unaligned::SameMention);
        }
        let context = sentence.context;
        let admits = |actor: Option<Actor>, kinds| {
            actor.is_none_or(|actor: Actor| context.entity_as(actor.mention, kinds).is_some())
        };
        let straight = admits(source.1, &relation.source) && admits(target.1, &relation.target);
        let turned = admits(target.1, &relation.source) && admits(source.1, &relation.target);
        if !(straight || relation.symmetric && turned) {
            return Err(Unaligned::Kinds);
        }
        let ends = [source.0, target.0];
        let triggers = match noted.trigger {
            Some(trigger) => places.triggers(trigger),
            None => between(sentence, ends),
        };
        match (triggers.is_empty(), noted.trigger) {
            (true, Some(_)) => Err(Unaligned::TriggerElsewhere),
            (true, None) => Err(Unaligned::NoTrigger),
            (false, _) => Ok(Alignment { sentence, ends, triggers }),
        }
    }

    /// Whether a trigger is one of a frame of a type already.
    pub(super) fn is_known(&self, relation: &RelationType) -> bool {
        let frames = self.sentence.frames();
        let of_type = |&template: &u32| {
            let frame = &frames.frames[frames.templates[template as usize].frame as usize];
            frames.type_of(frame).id == relation.id
        };
        self.triggers.iter().any(|(chunk, _)| match &self.sentence.chunks[*chunk].kind {
            ChunkKind::Verb(group) => {
                group.verb.is_some_and(|id| frames.verbs[id.0 as usize].templates.iter().any(of_type))
            }
            ChunkKind::Noun(phrase) => {
                phrase.noun.is_some_and(|(id, _)| frames.nouns[id.0 as usize].templates.iter().any(of_type))
            }
            _ => false,
        })
    }

    /// The sentence from the first to the last of ends and trigger, a sign for each chunk: `A _ p noun of B`.
    pub(super) fn signature(&self) -> String {
        let [source, target] = self.ends;
        let triggers = || self.triggers.iter().map(|(chunk, _)| *chunk);
        let first = triggers().chain(self.ends).min().unwrap_or(0);
        let last = triggers().chain(self.ends).max().unwrap_or(0);
        self.signs(first..=last, |at| match at {
            _ if at == source && at == target => Some("AB"),
            _ if at == source => Some("A"),
            _ if at == target => Some("B"),
            _ => triggers().any(|chunk| chunk == at).then_some("_"),
        })
    }

    /// The same from a trigger to an end.
    pub(super) fn way(&self, trigger: usize, end: usize) -> String {
        self.signs(trigger.min(end)..=trigger.max(end), |at| match at {
            _ if at == end => Some("X"),
            _ => (at == trigger).then_some("_"),
        })
    }

    fn signs(&self, chunks: RangeInclusive<usize>, own: impl Fn(usize) -> Option<&'static str>) -> String {
        let of_chunk = |at: usize| own(at).or_else(|| sign(&self.sentence.chunks[at]));
        let mut signs: Vec<&str> = chunks.filter_map(of_chunk).collect();
        signs.dedup_by(|next, before| next == before && *next == "_");
        if signs.len() > LONGEST {
            // Complements and adjuncts in one.
            let mut short: Vec<&str> = Vec::new();
            for sign in signs {
                let complement =
                    matches!(sign, "noun" | "name") && matches!(short.last(), Some(&"p" | &"of"));
                if complement {
                    short.pop();
                }
                let sign = if complement { "+" } else { sign };
                if !(sign == "+" && short.last() == Some(&"+")) {
                    short.push(sign);
                }
            }
            signs = short;
        }
        if signs.len() > LONGEST {
            signs.retain(|sign| matches!(*sign, "A" | "B" | "X" | "_"));
            return signs.join(" … ");
        }
        signs.join(" ")
    }
}

/// A signature of more signs says only the order.
const LONGEST: usize = 8;

fn sign(chunk: &Chunk) -> Option<&'static str> {
    Some(match &chunk.kind {
        ChunkKind::Verb(group) => match group.form {
            GroupForm::Finite => "verb",
            GroupForm::Infinitive => "infinitive",
            GroupForm::Gerund | GroupForm::PresentParticiple => "present-participle",
            GroupForm::PastParticiple => "past-participle",
        },
        ChunkKind::Noun(_) => "noun",
        ChunkKind::Actors(_) => "name",
        ChunkKind::Preposition(PrepositionId::OF) => "of",
        ChunkKind::Preposition(_) => "p",
        ChunkKind::And => "and",
        ChunkKind::Comma | ChunkKind::Close => ",",
        ChunkKind::Who => "who",
        ChunkKind::Relative | ChunkKind::Whose(_) => "relative",
        ChunkKind::That => "that",
        ChunkKind::Pronoun => "pronoun",
        ChunkKind::Break => ";",
        ChunkKind::Subordinator | ChunkKind::If => "subordinator",
        ChunkKind::Aside | ChunkKind::Bracketed(_) | ChunkKind::Date(_) => return None,
    })
}

/// Verbs and nouns between two chunks, and the verb around them: what may say it where nobody noted what does.
fn between(sentence: &ParsedSentence, ends: [usize; 2]) -> Vec<(usize, Range<usize>)> {
    let (first, last) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
    let chunks = &sentence.chunks;
    let verb = |at: &usize| chunks[*at].verb().is_some();
    let around = (0..first).rev().find(verb).into_iter().chain((last + 1..chunks.len()).find(verb));
    let inside = (first + 1..last).filter(|&at| chunks[at].verb().is_some() || chunks[at].noun().is_some());
    inside.chain(around).map(|at| (at, chunks[at].first..chunks[at].end)).collect()
}

struct Places<'p> {
    sentence: &'p ParsedSentence<'p>,
    judge: &'p Judge<'p>,
}

impl Places<'_> {
    /// The chunk of an end, and the actor in it.
    fn end(&self, end: &End) -> Result<(usize, Option<Actor>), Unaligned> {
        let mut stands_in = None;
        for (at, chunk) in self.sentence.chunks.iter().enumerate() {
            let actors = match &chunk.kind {
                ChunkKind::Actors(actors) => actors,
                ChunkKind::Noun(phrase) => &phrase.demonyms,
                _ => continue,
            };
            let mentions = &self.sentence.context.mentions;
            let named = |actor: &&Actor| self.judge.is_at(mentions[actor.mention].span, end.span);
            if let Some(actor) = actors.iter().find(named) {
                return Ok((at, Some(*actor)));
            }
            let reference = actors.iter().any(|actor| actor.pronoun || actor.resolved_by.is_some());
            if reference && self.tokens(chunk.first..chunk.end, end.span).next().is_some() {
                stands_in = Some(at);
            }
        }
        stands_in.map(|at| (at, None)).ok_or_else(|| self.no_actor(end))
    }

    /// Why an end is none of the actors of the parse.
    fn no_actor(&self, end: &End) -> Unaligned {
        let words = &self.sentence.words;
        let mention = self
            .sentence
            .context
            .mentions_of(self.sentence.index)
            .any(|(_, mention)| self.judge.is_at(mention.head, end.span));
        let of_end: Vec<usize> = self.tokens(0..words.len(), end.span).collect();
        let pronoun = |&at: &usize| {
            matches!(
                words.class(at),
                Some(Class::Pronoun | Class::Clitic | Class::Possessive | Class::RelativeSubject)
            )
        };
        let name = |&at: &usize| {
            let capital = words.tokens[at].shape.is_capitalised() && words.class(at).is_none();
            capital && (at > 0 || !words.has(at, word::ORDINARY))
        };
        match () {
            () if mention => Unaligned::InsideMention,
            () if of_end.len() <= 2 && of_end.iter().any(pronoun) => Unaligned::Pronoun,
            () if of_end.iter().all(name) => Unaligned::Name,
            () if of_end.iter().any(name) => Unaligned::PhraseWithName,
            () => Unaligned::Noun,
        }
    }

    /// Of some tokens, those that stand on some code points.
    fn tokens(&self, tokens: Range<usize>, points: (u32, u32)) -> impl Iterator<Item = usize> {
        tokens.filter(move |&at| self.judge.is_at(self.sentence.span(at, at + 1), points))
    }

    /// The chunks of a trigger.
    fn triggers(&self, trigger: (u32, u32)) -> Vec<(usize, Range<usize>)> {
        let chunks = self.sentence.chunks.iter().enumerate();
        let of_chunk = |(at, chunk): (usize, &Chunk)| {
            let mut tokens = self.tokens(chunk.first..chunk.end, trigger);
            let first = tokens.next()?;
            Some((at, first..tokens.last().unwrap_or(first) + 1))
        };
        chunks.filter_map(of_chunk).collect()
    }
}
