//! Roles beside names as triggers: `A, fils de B`, `son allié A`.

use super::{
    frame_match::{Argument, Arguments, FrameMatch, Polarity, Refusal},
    syntax::{Cursor, Syntax, is_of, walk},
};
use crate::{
    matcher::WordId,
    model::{Class, Effect, Kind, NounId, PrepositionId, Slot, Voice, word},
    relation::parse::{
        ParsedSentence,
        chunk::{Actor, ChunkKind, VerbGroup, within_reach},
        clause::Constituent,
    },
};

/// The role beside a name, as the noun of a frame.
pub(super) struct Role<'s> {
    sentence: &'s ParsedSentence<'s>,
    chunk: usize,
    actor: &'s Actor,
    pub(super) noun: NounId,
    /// Token of the noun.
    token: usize,
    /// First token of the role, and the token after it.
    extent: (usize, usize),
}

impl<'s> Role<'s> {
    /// The role beside an actor of a chunk, by each of its nouns: `journaliste et membre de B`.
    pub(super) fn of(
        sentence: &'s ParsedSentence<'s>,
        chunk: usize,
        actor: &'s Actor,
    ) -> impl Iterator<Item = Role<'s>> {
        let mention = &sentence.context.mentions[actor.mention];
        let tokens = sentence.words.tokens;
        let place = |byte| tokens.partition_point(|token| token.start < byte);
        let (first, end) = mention.role.map_or((0, 0), |role| (place(role.span.start), place(role.span.end)));
        let before = mention.of.map_or(end, |of| place(of.span.start)).min(end);
        (first..before).filter_map(move |token| {
            let noun = sentence.words.entry(token)?.noun?;
            Some(Role { sentence, chunk, actor, noun, token, extent: (first, end) })
        })
    }

    /// Holds a template against the role.
    pub(super) fn hold(&self, index: u32) -> Result<FrameMatch, Refusal> {
        let template = &self.sentence.frames().templates[index as usize];
        let mut arguments = Arguments::default();
        walk(template.before.iter(), &mut Holder { role: self }, &mut arguments)?;
        let cursor = Cursor { sentence: self.sentence, at: self.chunk + 1 };
        let near = self.sentence.frames().frames[template.frame as usize].near;
        walk(
            template.after.iter(),
            &mut BehindRole { role: self, cursor, near, word: None },
            &mut arguments,
        )?;
        let polarity = match self.having() {
            Some((_, group)) => Polarity { negated: group.negated, modality: group.modality },
            None => Polarity::ASSERTED,
        };
        arguments.finish(index, (self.chunk, self.token), polarity)
    }

    /// `avoir`, where the name is its object, or what somebody is had for: `A a un frère, B`, `A a pour oncle B`; not `a son frère`.
    fn having(&self) -> Option<(usize, &'s VerbGroup)> {
        let (sentence, clause, first) = (self.sentence, self.sentence.clause(), self.extent.0);
        let before = first.checked_sub(1).and_then(|at| sentence.words.class(at));
        let bare = sentence.chunks[self.chunk].first == first;
        let as_what = clause.preposition_before(self.chunk).filter(|_| bare);
        let (verb, group) = clause.governor(as_what.unwrap_or(self.chunk))?;
        let has = group.verb == sentence.frames().have && group.voice == Voice::Active;
        (has && before != Some(Class::Possessive)).then_some((verb, group))
    }

    /// Whose the role is: what it names itself, what follows, or whom the possessive before it refers to.
    fn possessor(&self) -> Option<Argument> {
        let (sentence, context, chunk) = (self.sentence, self.sentence.context, self.chunk);
        let (first, _) = self.extent;
        if let Some((mention, part)) =
            context.mentions[self.actor.mention].of.and_then(|of| context.part_at(of.span))
        {
            return Some(Argument::new(chunk, &[Actor::new(mention, part.actor()?)]));
        }
        let words = &sentence.words;
        let possessive = first.checked_sub(1).filter(|&at| words.class(at) == Some(Class::Possessive));
        // `mon fils A`: the speaker’s.
        if possessive.is_some_and(|at| words.has(at, word::FIRST_PERSON)) {
            return None;
        }
        let row = sentence.chunks[chunk].actors()?;
        let before = row.iter().position(|other| other == self.actor)?.checked_sub(1);
        if let (Some(_), Some(before)) = (possessive, before) {
            // `A et son épouse B`
            return Some(Argument::new(chunk, &row[before..=before]));
        }
        let constituent = match possessive.is_some() {
            true => self.person_before(),
            false if self.ends_chunk() => {
                sentence.clause().noun_complement(chunk, &[PrepositionId::OF], &[chunk])
            }
            false => None,
        };
        let holder = || self.having().and_then(|(verb, _)| sentence.clause().subject(verb));
        constituent.or_else(holder).filter(|found| found.chunk != chunk).map(|found| Argument::of(&found))
    }

    /// Whether the role is the last of its chunk, so that what follows may be its complement.
    fn ends_chunk(&self) -> bool {
        let chunk = &self.sentence.chunks[self.chunk];
        let last = chunk.actors().and_then(<[Actor]>::last);
        last == Some(self.actor) && chunk.end == self.extent.1
    }

    /// The nearest person before the name, who is no complement of another actor: `la Russie de Poutine`.
    fn person_before(&self) -> Option<Constituent<'s>> {
        let (chunks, context) = (&self.sentence.chunks, self.sentence.context);
        within_reach(self.chunk).rev().find_map(|at| {
            let actors = chunks[at].actors()?;
            let beneath = at >= 2
                && matches!(chunks[at - 1].kind, ChunkKind::Preposition(PrepositionId::OF))
                && chunks[at - 2].actors().is_some();
            let people = actors.iter().all(|actor| context.kind(actor.entity) == Kind::Person);
            (people && !beneath).then_some(Constituent { chunk: at, actors, effect: Effect::default() })
        })
    }
}

/// `A _`: the name is of whom the role is said.
struct Holder<'r> {
    role: &'r Role<'r>,
}

impl Syntax for Holder<'_> {
    fn bare(&mut self, slot: Slot, arguments: &mut Arguments) -> Result<(), Refusal> {
        let name = std::slice::from_ref(self.role.actor);
        arguments.put(slot, Argument::new(self.role.chunk, name));
        Ok(())
    }

    fn complement(&mut self, _: Slot, _: &[PrepositionId], _: &mut Arguments) -> Result<(), Refusal> {
        Err(Refusal::Word)
    }

    fn pair(&mut self, _: &[PrepositionId], _: &mut Arguments) -> Result<(), Refusal> {
        Err(Refusal::Word)
    }
}

/// `_ de B`, `_ à régime de B`: the possessor of a role, or its complement behind the name.
struct BehindRole<'r> {
    role: &'r Role<'r>,
    cursor: Cursor<'r>,
    /// Whether its complement follows at once.
    near: bool,
    /// The noun of the element before, which governs what follows.
    word: Option<usize>,
}

impl Syntax for BehindRole<'_> {
    fn bare(&mut self, _: Slot, _: &mut Arguments) -> Result<(), Refusal> {
        Err(Refusal::Word)
    }

    fn complement(
        &mut self,
        slot: Slot,
        prepositions: &[PrepositionId],
        arguments: &mut Arguments,
    ) -> Result<(), Refusal> {
        let clause = self.role.sentence.clause();
        let found = match self.word.take() {
            Some(word) => clause.noun_complement(word, prepositions, &[]).map(|place| Argument::of(&place)),
            None if is_of(prepositions) => self.role.possessor(),
            None if self.role.ends_chunk() => {
                let chunk = self.role.chunk;
                let found = clause.noun_complement(chunk, prepositions, &[chunk]);
                found.filter(|found| !self.near || found.chunk == chunk + 2).map(|place| Argument::of(&place))
            }
            None => None,
        };
        arguments.put(slot, found.ok_or(Refusal::Empty(slot))?);
        Ok(())
    }

    fn pair(&mut self, _: &[PrepositionId], _: &mut Arguments) -> Result<(), Refusal> {
        Err(Refusal::Word)
    }

    fn word(&mut self, words: &[WordId]) -> Option<()> {
        self.role.ends_chunk().then(|| self.cursor.word(words))??;
        self.word = Some(self.cursor.at - 1);
        Some(())
    }

    fn preposition(&mut self, prepositions: &[PrepositionId]) -> Option<()> {
        self.role.ends_chunk().then(|| self.cursor.preposition(prepositions))?
    }
}
