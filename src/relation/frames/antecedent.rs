//! Of whom a noun is said: `A, allié de B`, `A est l’allié de B`, `l’allié de B, A`, `A, en visite à B`.

use super::{
    frame_match::{Arguments, Refusal},
    syntax::{Syntax, holds},
};
use crate::{
    matcher::WordId,
    model::{Effect, Kind, PrepositionId, Slot, word},
    relation::parse::{
        ParsedSentence,
        chunk::{Actor, Chunk, ChunkKind, within_reach},
        clause::{Clause, Constituent, DEEPEST},
    },
};

/// What stands before a noun, from right to left.
pub(super) struct Antecedent<'s> {
    pub(super) sentence: &'s ParsedSentence<'s>,
    /// The chunk of the noun.
    pub(super) noun: usize,
    /// The first chunk of the words before it that belong to the template.
    pub(super) first: usize,
    /// Whether the noun says what somebody does, not who somebody is.
    pub(super) deed: bool,
}

impl Syntax for Antecedent<'_> {
    fn bare(&mut self, slot: Slot, arguments: &mut Arguments) -> Result<(), Refusal> {
        arguments.set(slot, self.constituent())
    }

    fn complement(
        &mut self,
        slot: Slot,
        _: &[PrepositionId],
        arguments: &mut Arguments,
    ) -> Result<(), Refusal> {
        self.bare(slot, arguments)
    }

    fn pair(&mut self, _: &[PrepositionId], arguments: &mut Arguments) -> Result<(), Refusal> {
        arguments.set_pair(self.constituent())
    }

    fn word(&mut self, words: &[WordId]) -> Option<()> {
        let before = self.clause().before(self.first)?;
        holds(self.sentence, before, words).then(|| self.first = before)
    }

    fn preposition(&mut self, prepositions: &[PrepositionId]) -> Option<()> {
        let before = self.first.checked_sub(1)?;
        let preposition = self.sentence.chunks[before].preposition()?;
        prepositions.contains(&preposition).then(|| self.first = before)
    }

    fn comma(&mut self) -> Option<()> {
        let before = self.clause().before(self.first)?;
        self.sentence.chunks[before].is_comma().then(|| self.first = before)
    }
}

impl<'s> Antecedent<'s> {
    fn clause(&self) -> Clause<'s> {
        self.sentence.clause()
    }

    /// Who is said to be what a noun says: `A, allié de B`; `A est l’allié de B`; `l’allié de B, A`; `A, en visite à B`.
    fn constituent(&self) -> Option<Constituent<'s>> {
        let (clause, first) = (self.clause(), self.first);
        let at = |chunk: usize| {
            let actors = clause.chunks[chunk].actors()?;
            Some(Constituent { chunk, actors, effect: Effect::default() })
        };
        if let Some(before) = clause.before(first) {
            match &clause.chunks[before].kind {
                ChunkKind::Verb(group) => {
                    let verb = clause.verb_of(group)?;
                    let is = verb.copula == Some(group.voice) || first != self.noun;
                    return if is || verb.support.is_some() { clause.subject(before) } else { None };
                }
                // `exilé en Suède avec le soutien de B`, but `organisé par A en partenariat avec B`
                ChunkKind::Actors(actors) if self.is_preposition(first) && self.is_where(before, actors) => {
                    return self.adjunct_subject(first);
                }
                ChunkKind::Comma => {
                    // `A, 52 ans, allié de B`
                    let over = || {
                        let open = clause.opening(before)?;
                        let relative =
                            |chunk: &Chunk| matches!(chunk.kind, ChunkKind::Who | ChunkKind::Whose(_));
                        let named = !clause.chunks[open..before].iter().any(relative);
                        clause.before(open).and_then(at).filter(|_| named)
                    };
                    let name = clause.before(before).and_then(at).or_else(over);
                    if let Some(place) = name {
                        // `À Genève, le successeur de B, A, …`
                        let bare = |named: &Constituent| named.actors.iter().all(|actor| actor.bare_name);
                        let named = || self.apposed_after().filter(bare);
                        let place_alone = self.is_where(place.chunk, place.actors);
                        return if place_alone { named().or(Some(place)) } else { Some(place) };
                    }
                }
                ChunkKind::Actors(_) => return at(before),
                _ => {}
            }
        }
        self.apposed_after().or_else(|| self.adjunct_subject(first))
    }

    /// `en sa qualité de chef de B, A a …`
    fn is_capacity(&self) -> bool {
        let of = self.clause().preposition_before(self.noun).and_then(|of| of.checked_sub(1));
        of.is_some_and(|phrase| {
            let Chunk { first, end, .. } = self.sentence.chunks[phrase];
            (first..end).any(|at| self.sentence.words.has(at, word::CAPACITY))
        })
    }

    fn is_preposition(&self, chunk: usize) -> bool {
        self.sentence.chunks.get(chunk).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Preposition(_)))
    }

    /// Whether some actors are the place of something: `en Suède`, `au Maroc`.
    fn is_where(&self, chunk: usize, actors: &[Actor]) -> bool {
        let place = |actor: &Actor| {
            matches!(self.sentence.context.mentions[actor.mention].kind, Kind::Place | Kind::Country)
        };
        let preposition = self.clause().preposition_before(chunk).map(|at| &self.sentence.chunks[at].kind);
        match preposition {
            Some(ChunkKind::Preposition(preposition)) => {
                self.clause().is_of_place(*preposition) && actors.iter().all(place)
            }
            _ => false,
        }
    }

    /// `A a organisé un atelier en partenariat avec B`: the subject of the verb that an adjunct is of.
    fn adjunct_subject(&self, first: usize) -> Option<Constituent<'s>> {
        let is_preposition = |chunk: &Chunk| matches!(chunk.kind, ChunkKind::Preposition(_));
        if !self.is_preposition(first) {
            return None;
        }
        for before in within_reach(first).rev() {
            let chunk = &self.sentence.chunks[before];
            match &chunk.kind {
                ChunkKind::Verb(_) => return self.clause().subject(before),
                // `A a fondé, avec l’aide de B, …`
                ChunkKind::Comma if before + 1 == first => {}
                _ if chunk.is_nominal() || chunk.is_aside() || is_preposition(chunk) => {}
                _ => return None,
            }
        }
        // `À la tête de B depuis 2010, A a …`
        let opens = self.clause().before(first).is_none();
        if opens { self.clause().subject_after(first, DEEPEST) } else { None }
    }

    /// Whether a role stands before the name of an actor.
    fn has_role_before(&self, actor: &Actor) -> bool {
        let mention = &self.sentence.context.mentions[actor.mention];
        mention.role.is_some_and(|role| role.span.start < mention.head.start)
    }

    /// `l’allié de B, A`, `son allié A`: the name after a noun, or after its complements and a comma.
    fn apposed_after(&self) -> Option<Constituent<'s>> {
        let chunks = &self.sentence.chunks;
        let mut at = self.noun + 1;
        let (mut complements, mut comma) = (false, false);
        while let Some(chunk) = chunks.get(at) {
            match &chunk.kind {
                ChunkKind::Preposition(_) if !comma && chunks.get(at + 1).is_some_and(Chunk::is_nominal) => {
                    (at, complements) = (at + 1, true);
                }
                ChunkKind::Comma | ChunkKind::Close => comma = true,
                // `le renvoi de A, la ministre B`: B is the minister.
                ChunkKind::Actors(actors)
                    if complements && actors.iter().any(|actor| self.has_role_before(actor)) =>
                {
                    return None;
                }
                // `envers le chef de B, A a …`: a clause of its own.
                ChunkKind::Actors(_)
                    if comma
                        && !self.deed
                        && !self.is_capacity()
                        && self.clause().starts_clause_behind(at, self.noun) =>
                {
                    return None;
                }
                ChunkKind::Actors(actors) if comma || !complements => {
                    return Some(Constituent { chunk: at, actors, effect: Effect::default() });
                }
                _ if chunk.is_aside() => {}
                _ => return None,
            }
            at += 1;
        }
        None
    }
}
