//! The government that a document speaks of: what `la junte` means without a country beside it.

use super::chunk::{Actor, ResolvedBy};
use crate::model::{EntityIndex, FeatureSet, Kind, Lexicon, Mention, StandsFor, Text, word};

/// A country is what a document speaks of where it is named so often, and so many times as often as any other.
const LEAST: usize = 3;
const TIMES: usize = 3;

/// The country of the only government that a document names: every `junte`, `gouvernement` … with a country beside it
/// (`la junte nigérienne`, `le gouvernement du Niger`) is of that country. Where it names none, the country that it speaks of.
pub(crate) fn of_document(text: &Text, lexicon: &Lexicon, mentions: &[Mention]) -> Option<Actor> {
    let mut state: Option<Actor> = None;
    for (index, mention) in mentions.iter().enumerate() {
        if !matches!(mention.kind, Kind::Demonym | Kind::Country)
            || !follows_state_noun(text, lexicon, mention)
        {
            continue;
        }
        let entity = mention.entity?;
        match state {
            None => state = Some(of_country(index, entity, ResolvedBy::Government)),
            Some(state) if state.entity == entity => {}
            Some(_) => return None,
        }
    }
    state.or_else(|| foremost(mentions))
}

fn of_country(index: usize, country: EntityIndex, by: ResolvedBy) -> Actor {
    Actor { stands_for: Some(StandsFor::State), resolved_by: Some(by), ..Actor::new(index, country) }
}

/// The country that a document names far more often than any other.
pub(super) fn foremost(mentions: &[Mention]) -> Option<Actor> {
    let mut counts: Vec<(usize, usize, EntityIndex)> = Vec::new();
    for (index, mention) in mentions.iter().enumerate() {
        let is_country = matches!(mention.kind, Kind::Demonym | Kind::Country);
        let Some(country) = mention.entity.filter(|_| is_country) else { continue };
        match counts.iter_mut().find(|(.., known)| *known == country) {
            Some(known) => known.0 += 1,
            None => counts.push((1, index, country)),
        }
    }
    let &(most, index, country) =
        counts.iter().max_by_key(|(count, index, _)| (*count, usize::MAX - index))?;
    let others = counts.iter().filter(|(.., other)| *other != country).map(|(count, ..)| *count).max();
    (most >= LEAST && most >= TIMES * others.unwrap_or(0))
        .then(|| of_country(index, country, ResolvedBy::Document))
}

/// Whether a noun that stands for a state is right before a mention, or `du`, `de la` after it.
fn follows_state_noun(text: &Text, lexicon: &Lexicon, mention: &Mention) -> bool {
    let first = mention.first_token as usize;
    let is = |back: usize, flags: FeatureSet| {
        first.checked_sub(back).is_some_and(|at| lexicon.has(&text.tokens[at], flags))
    };
    let of = is(1, word::OF) && is(2, word::STATE);
    let of_the = is(1, word::ARTICLE) && is(2, word::OF) && is(3, word::STATE);
    is(1, word::STATE) || of || of_the
}
