//! The government that a document speaks of: what `la junte` means without a country beside it.

use super::chunk::Actor;
use crate::model::{FeatureSet, Kind, Lexicon, Mention, StandsFor, Text, word};

/// The country of the only government that a document names: every `junte`, `gouvernement` … with a country beside it
/// (`la junte nigérienne`, `le gouvernement du Niger`) is of that country.
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
            None => state = Some(Actor { stands_for: Some(StandsFor::State), ..Actor::new(index, entity) }),
            Some(state) if state.entity == entity => {}
            Some(_) => return None,
        }
    }
    state
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
