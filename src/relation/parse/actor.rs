//! Who may be at an end of a relation: mentions, and nouns that stand for a country.

use super::{
    chunk::{Actor, NounPhrase},
    context::DocumentContext,
};
use crate::{
    matcher::{Gap, Token},
    model::{Attribute, Kind, Mention, Span, StandsFor, word},
};
use smallvec::SmallVec;

/// Where the mentions of a sentence stand that lie in no other, with what is said of them on the spot.
pub(crate) struct ActorFinder<'f> {
    pub(super) context: &'f DocumentContext<'f>,
    pub(super) sentence: usize,
    /// First token in the sentence, token after the last, mention.
    extents: Vec<(usize, usize, usize)>,
}

impl<'f> ActorFinder<'f> {
    pub(crate) fn new(context: &'f DocumentContext<'f>, sentence: usize) -> ActorFinder<'f> {
        let mut extents = Extents::new(context, sentence);
        for (index, mention) in context.mentions_of(sentence) {
            if mention.inside.is_none() && mention.kind != Kind::Rank {
                extents.add(index, mention);
            }
        }
        let extents = extents.found;
        ActorFinder { context, sentence, extents }
    }

    /// The place in the text of a token of the sentence.
    pub(super) fn place(&self, token: usize) -> usize {
        self.context.text.sentences[self.sentence].first_token as usize + token
    }

    /// The actor that starts at a token, where the mention there is of somebody known or new; the token after it; and
    /// whether it is a nationality.
    pub(crate) fn at(&self, token: usize) -> Option<(Option<Actor>, usize, bool)> {
        let found = self.extents.binary_search_by_key(&token, |&(first, ..)| first).ok()?;
        let (_, end, index) = self.extents[found];
        let mention = &self.context.mentions[index];
        let actor = match mention.actor() {
            Some(entity) => {
                let role_before = mention.role.is_some_and(|role| role.span.start < mention.head.start);
                let bare_name = mention.kind == Kind::Person && !role_before;
                Some(Actor { bare_name, ..Actor::new(index, entity) })
            }
            None => state_of_role(self.context, mention),
        };
        Some((actor, end, mention.kind == Kind::Demonym))
    }
}

/// `l’ambassadeur de France`, `l’attaché militaire près l’ambassade de France`, whose name nobody tells: somebody of
/// France.
fn state_of_role(context: &DocumentContext, mention: &Mention) -> Option<Actor> {
    let of = mention.of.filter(|_| mention.kind == Kind::Role)?;
    let (body, named) = context.part_at(of.span)?;
    let first = named.first_token as usize;
    let behind = Span::new(context.text.tokens[first].end, of.span.end);
    let state = context.is(first, word::EMBASSY).then(|| context.part_at(behind)).flatten();
    let (index, part) = state.unwrap_or((body, named));
    Some(Actor { stands_for: Some(StandsFor::People), ..Actor::new(index, part.actor()?) })
}

/// Which tokens of a sentence belong to which mention.
struct Extents<'e> {
    context: &'e DocumentContext<'e>,
    tokens: &'e [Token],
    /// First token, token after the last, mention.
    found: Vec<(usize, usize, usize)>,
}

impl<'e> Extents<'e> {
    fn new(context: &'e DocumentContext<'e>, sentence: usize) -> Extents<'e> {
        Extents { context, tokens: context.text.tokens_of(sentence), found: Vec::new() }
    }

    /// The tokens of a span.
    fn tokens(&self, span: Span) -> (usize, usize) {
        let place = |byte| self.tokens.partition_point(|token| token.start < byte);
        (place(span.start), place(span.end).max(place(span.start) + 1))
    }

    /// Adds a mention with rank, title and role beside it, before or after. A mention in what is said of another is a part of
    /// it; whoever is named stays: `Le président malien, le général A, …`, `les présidents A et B`.
    fn add(&mut self, index: usize, mention: &Mention) {
        let said = || [mention.rank, mention.title, mention.role, mention.of].into_iter().flatten();
        let own = self.own_span(mention);
        let (mut first, mut end) = self.tokens(own);
        let beside = said().filter(|attribute| own == mention.span || attribute.span.start >= own.start);
        for (start, stop) in beside.map(|attribute| self.tokens(attribute.span)) {
            (first, end) = (first.min(start), end.max(stop));
        }
        let (own_first, own_end) = self.tokens(own);
        while let Some(last) = self.found.last_mut().filter(|last| first < last.1) {
            let other = &self.context.mentions[last.2];
            let part = said().any(|attribute| attribute.span.overlaps(other.span))
                || stands_between(mention.role, other.span, mention.span);
            if other.kind != Kind::Person && part {
                first = first.min(last.0);
                self.found.pop();
            } else if own_end <= last.1 && mention.kind != Kind::Person {
                return;
            } else {
                last.1 = last.1.min(own_first.max(last.0 + 1));
                // `les ministres de l’Intérieur A et de la Justice B`
                let from = last.1;
                let own =
                    said().map(|attribute| self.tokens(attribute.span).0).filter(|&start| start >= from);
                first = own.min().map_or(own_first, |own| self.behind_of(from, own)).min(own_first);
                break;
            }
        }
        self.found.push((first, end.max(first + 1), index));
    }

    /// The span of a mention, without the role that stands apart before a comma: `en sa qualité de président de B, A …`.
    fn own_span(&self, mention: &Mention) -> Span {
        let Some(role) = mention.role.filter(|role| role.span.end <= mention.head.start) else {
            return mention.span;
        };
        let has = |at: usize, features| self.context.lexicon.has(&self.tokens[at], features);
        let first = self.tokens(role.span).0;
        let capacity = first > 1 && has(first - 1, word::BARE_OF) && has(first - 2, word::CAPACITY);
        let name = self.tokens.partition_point(|token| token.start < role.span.end);
        match self.tokens.get(name).filter(|name| capacity && name.gap == Gap::Comma) {
            Some(name) => Span::new(name.start, mention.span.end),
            None => mention.span,
        }
    }

    /// Where `de` and an article before a token start, not before another.
    fn behind_of(&self, from: usize, at: usize) -> usize {
        let has = |at: usize, features| self.context.lexicon.has(&self.tokens[at], features);
        let article = at > from && has(at - 1, word::ARTICLE) && !has(at - 1, word::OF);
        let noun = at - usize::from(article);
        if noun > from && has(noun - 1, word::OF) { noun - 1 } else { at }
    }
}

/// `le porte-parole de la Ligue (LDM), le colonel A`: whether a mention stands between a role and the name behind it.
fn stands_between(role: Option<Attribute>, other: Span, name: Span) -> bool {
    role.is_some_and(|role| role.span.end <= other.start && other.end <= name.start)
}

/// The actors that a noun phrase stands for: `les autorités maliennes`, `les Maliens`.
pub(crate) fn of_phrase(phrase: &NounPhrase) -> Option<SmallVec<[Actor; 2]>> {
    let stands_for = match phrase.head {
        None if !phrase.people => return None,
        None => StandsFor::People,
        // `son allié russe` is what a frame is about.
        Some(_) if phrase.noun.is_some() && !phrase.stands_alone => return None,
        Some(_) => phrase.stands_for?,
    };
    if phrase.demonyms.is_empty() {
        return None;
    }
    Some(phrase.demonyms.iter().map(|demonym| Actor { stands_for: Some(stands_for), ..*demonym }).collect())
}
