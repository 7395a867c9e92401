//! Close apposition: a common noun and the name that it introduces, `la ville de Djibo`, `le groupe Wagner`.

use super::{
    chunk::{Actor, Chunk, ChunkKind, remove},
    context::DocumentContext,
    tagged::TaggedSentence,
};
use crate::model::{Kind, Mention, PrepositionId, StandsFor, word};
use std::ops::Range;

/// `la ville de Djibo`, `le nord du Mali`: what is said of the noun is said of the place.
pub(crate) fn places(
    context: &DocumentContext,
    words: &TaggedSentence,
    mut chunks: Vec<Chunk>,
) -> Vec<Chunk> {
    let all_are = |chunk: &Chunk, kinds: &[Kind]| {
        let is = |actor: &Actor| kinds.contains(&context.mentions[actor.mention].kind);
        chunk.actors().is_some_and(|actors| actors.iter().all(is))
    };
    // `le sud malien`
    for chunk in &mut chunks {
        let Some(noun) = chunk.noun() else { continue };
        let part = noun.head.is_some_and(|head| words.has(head, word::DIRECTION)) && noun.determined;
        if let (true, [country]) = (part, &noun.demonyms[..]) {
            let country = Actor { stands_for: Some(StandsFor::State), ..*country };
            chunk.kind = ChunkKind::Actors([country].into_iter().collect());
        }
    }
    for at in 2..chunks.len() {
        let of = chunks[at - 1].preposition() == Some(PrepositionId::OF);
        let place = of && all_are(&chunks[at], &[Kind::Place]);
        let whole = place || of && all_are(&chunks[at], &[Kind::Country]);
        let ChunkKind::Noun(noun) = &mut chunks[at - 2].kind else { continue };
        let is = |features| noun.head.is_some_and(|head| words.has(head, features));
        noun.of_place = place && is(word::PLACE_NOUN | word::PLACE_DIVISION) || whole && is(word::DIRECTION);
    }
    chunks
}

/// `le groupe Wagner`, `la société chinoise X`, `le parti d’opposition X`, `le polémiste X`: a noun right before the name of a body
/// or person is of it.
pub(crate) fn names(context: &DocumentContext, words: &TaggedSentence, mut chunks: Vec<Chunk>) -> Vec<Chunk> {
    let mut nouns: Vec<Range<usize>> = Vec::new();
    for at in 1..chunks.len() {
        let introduced = Introduced { context, words, chunks: &chunks, at };
        if let Some(first) = introduced.first() {
            chunks[at].first = chunks[first].first;
            // `le député du parti X Awa Koné`
            while nouns.last().is_some_and(|inner| inner.start >= first) {
                nouns.pop();
            }
            nouns.push(first..at);
        }
    }
    match nouns.is_empty() {
        true => chunks,
        false => remove(chunks, nouns),
    }
}

/// A chunk that a common noun may introduce.
struct Introduced<'i> {
    context: &'i DocumentContext<'i>,
    words: &'i TaggedSentence<'i>,
    chunks: &'i [Chunk],
    at: usize,
}

impl Introduced<'_> {
    /// The first chunk of the phrase that ends in the name.
    fn first(&self) -> Option<usize> {
        let actors = self.chunks[self.at].actors()?;
        let before = self.at - 1;
        if self.chunks[before].end != self.chunks[self.at].first {
            return None;
        }
        if actors.iter().all(|actor| self.is_body(actor)) {
            let kind = self.kind_of_body(before);
            return kind.or_else(|| self.may_be_body(before).then(|| self.outer(before).unwrap_or(before)));
        }
        let [actor] = actors else { return None };
        if !self.is_person(actor) {
            return None;
        }
        self.in_a_state(before)
            .or_else(|| (self.may_be_person(before) || self.is_compatriot(before)).then_some(before))
            .or_else(|| self.role_of_person(before))
    }

    /// `le député de l’opposition X`, `le maire LR de Nice X`, `l’avocate franco-malienne X`: the noun that says what somebody is, over
    /// its complements.
    fn role_of_person(&self, last: usize) -> Option<usize> {
        const LONGEST: usize = 6;
        let beside = |chunk: &Chunk| match &chunk.kind {
            ChunkKind::Noun(_) | ChunkKind::Preposition(_) => true,
            ChunkKind::Actors(actors) => !actors.iter().any(|actor| self.mention(actor).kind == Kind::Person),
            _ => false,
        };
        self.chunks[last].is_nominal().then_some(())?;
        let near = (last.saturating_sub(LONGEST)..=last).rev();
        let mut whole = near
            .take_while(|&at| beside(&self.chunks[at]))
            .filter(|&at| self.is_role(at) || self.may_be_person(at));
        let first = whole.next()?;
        let governed = first.checked_sub(1).is_some_and(|before| self.chunks[before].preposition().is_some());
        // `Selon le maire de la ville X a …`
        let clause = self.chunks.get(self.at + 1).is_some_and(Chunk::is_finite_verb);
        (!governed || !clause).then_some(first)
    }

    /// `au Malien X`: whether a nationality alone stands for a noun.
    fn is_compatriot(&self, chunk: usize) -> bool {
        let Chunk { first, end, .. } = self.chunks[chunk];
        let capitalised = self.words.tokens[end - 1].shape.is_capitalised();
        let plural = self.words.has(first, word::PLURAL_ARTICLE | word::CONTRACTED_PLURAL);
        self.chunks[chunk].actors().is_some_and(|actors| actors.iter().all(|actor| self.is_demonym(actor)))
            && capitalised
            && !plural
    }

    /// `le maire`, `l’avocate malienne`: whether a phrase says what one person is.
    fn is_role(&self, chunk: usize) -> bool {
        let frames = self.words.frames;
        let of_person = |&template: &u32| {
            let frame = &frames.frames[frames.templates[template as usize].frame as usize];
            let relation = frames.type_of(frame);
            !relation.deed && relation.source == [Kind::Person]
        };
        self.chunks[chunk].noun().is_some_and(|noun| {
            let one = noun.determined && !noun.indefinite && !noun.plural && !noun.possessive;
            let role = noun
                .noun
                .is_some_and(|(noun, _)| frames.nouns[usize::from(noun.0)].templates.iter().any(of_person));
            one && role
        })
    }

    /// `l’ONG de lutte contre la corruption X`: the noun that says what a body is, over its complements.
    fn kind_of_body(&self, last: usize) -> Option<usize> {
        const LONGEST: usize = 6;
        let noun = |at: usize| self.chunks[at].noun();
        let mut at = last;
        while noun(at).is_some_and(|noun| !noun.body) && last - at < LONGEST {
            self.chunks[at.checked_sub(1)?].preposition()?;
            at = at.checked_sub(2)?;
        }
        let is = noun(at).is_some_and(|noun| noun.body && noun.determined && !noun.possessive);
        (is && at < last).then_some(at)
    }

    /// `l’opposant togolais en exil X`: the phrase before what says in which state somebody is.
    fn in_a_state(&self, state: usize) -> Option<usize> {
        self.chunks[state].noun().filter(|noun| !noun.determined && noun.demonyms.is_empty())?;
        let inside = self.chunks[state.checked_sub(1)?].preposition()?;
        let who = state.checked_sub(2)?;
        let one = match &self.chunks[who].kind {
            ChunkKind::Actors(actors) => {
                matches!(&actors[..], [actor] if actor.stands_for.is_some_and(StandsFor::is_people))
            }
            _ => self.may_be_person(who),
        };
        (one && self.words.frames.preposition_has(inside, word::PLAINLY_WHERE)).then_some(who)
    }

    /// Whether a body is named without an article of its own: not as in `prend pour cible le Hezbollah`.
    fn is_body(&self, actor: &Actor) -> bool {
        let mention = self.mention(actor);
        mention.kind == Kind::Organisation && self.starts(mention)
    }

    fn is_person(&self, actor: &Actor) -> bool {
        let mention = self.mention(actor);
        mention.kind == Kind::Person && !actor.pronoun && self.starts(mention)
    }

    fn is_demonym(&self, actor: &Actor) -> bool {
        self.mention(actor).kind == Kind::Demonym
    }

    fn mention(&self, actor: &Actor) -> &Mention {
        &self.context.mentions[actor.mention]
    }

    fn starts(&self, mention: &Mention) -> bool {
        self.words.tokens[self.chunks[self.at].first].start == mention.span.start
    }

    fn may_be_body(&self, chunk: usize) -> bool {
        match &self.chunks[chunk].kind {
            ChunkKind::Noun(noun) => noun.noun.is_none() || noun.body,
            ChunkKind::Actors(actors) => {
                matches!(&actors[..], [actor] if actor.stands_for.is_some() && self.is_demonym(actor))
            }
            _ => false,
        }
    }

    /// `le Malien X`, `la blogueuse X`, but not `l’affaire X`, `a reçu au palais X`.
    fn may_be_person(&self, chunk: usize) -> bool {
        let before = chunk.checked_sub(1).and_then(|before| self.chunks[before].preposition());
        let adjunct = before
            .is_some_and(|id| self.words.frames.preposition_has(id, word::LOCATIVE | word::DIRECTIONAL));
        self.chunks[chunk].noun().is_some_and(|noun| {
            let affair = noun.head.is_some_and(|head| self.words.has(head, word::NAMED_AFTER));
            let one = noun.determined && !noun.plural && !noun.possessive && !noun.body;
            let nationality = noun.people || !noun.demonyms.is_empty();
            one && !affair && (nationality || (noun.noun.is_none() && !adjunct))
        })
    }

    /// `le parti d’opposition X`: the chunk of the noun whose complement the one beside the name is.
    fn outer(&self, noun: usize) -> Option<usize> {
        let bare = self.chunks[noun].noun().is_some_and(|noun| !noun.determined);
        let of = noun
            .checked_sub(1)
            .filter(|&of| bare && self.chunks[of].preposition() == Some(PrepositionId::OF))?;
        let outer = of.checked_sub(1)?;
        let whole =
            self.chunks[outer].noun().filter(|noun| noun.determined && !noun.plural && !noun.possessive)?;
        (whole.body || whole.noun.is_none()).then_some(outer)
    }
}
