//! Antecedents of possessives: the state of `son ministre` and `leur ambassadeur`.

use super::resolve::Key;
use crate::matcher::fold_words;
use crate::model::{EntryIndex, EntryKind, Kind, Lexicon, Mention, word};

/// The states of the possible antecedents of a possessive: persons and countries before it in its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Possessors {
    /// Without duplicates, the nearest first.
    pub(super) states: Vec<EntryIndex>,
    /// The state of the antecedent, where it is certain, and whether the antecedent is the country itself.
    pub(super) one: Option<(EntryIndex, bool)>,
}

/// Most mentions before a possessive that are looked at.
const MOST: usize = 64;

impl Possessors {
    /// The antecedents of a role phrase with a possessive of the third person; `None` for another phrase.
    pub(super) fn of(
        lexicon: &Lexicon,
        text: &str,
        index: usize,
        mentions: &[Mention],
        keys: &[Key],
    ) -> Option<Possessors> {
        let mention = &mentions[index];
        let phrase = fold_words(mention.span.of(text));
        let possessive = phrase.split(' ').next().unwrap_or_default();
        if !lexicon.folded_has(possessive, word::WHOSE_ROLE) {
            return None;
        }
        let several = lexicon.folded_has(possessive, word::WHOSE_OF_SEVERAL);
        let before = (0..index).rev().take(MOST).take_while(|&at| mentions[at].sentence == mention.sentence);
        let mut possessors = Possessors::default();
        let mut nearest = None;
        for at in before.filter(|&at| mentions[at].span.end <= mention.span.start) {
            let Some(state) = state_of(lexicon, &mentions[at], &keys[at]) else { continue };
            nearest = nearest.or(Some((at, state)));
            if !possessors.states.contains(&state) {
                possessors.states.push(state);
            }
        }
        let beside = |at: usize| {
            let between = fold_words(&text[mentions[at].span.end as usize..mention.span.start as usize]);
            lexicon.cues.companions.contains(&between)
        };
        possessors.one = nearest
            .filter(|&(at, _)| possessors.states.len() == 1 || (!several && beside(at)))
            .map(|(at, state)| (state, mentions[at].kind == Kind::Country));
        Some(possessors)
    }
}

/// The state of a person or of its role, or the country itself. Demonyms are attributes of other words.
fn state_of(lexicon: &Lexicon, mention: &Mention, key: &Key) -> Option<EntryIndex> {
    let country = |entry: EntryIndex| match lexicon.entry(entry).kind {
        EntryKind::Country => Some(entry),
        _ => lexicon.entry(entry).country,
    };
    let of = mention.of.and_then(|of| of.entry).and_then(country);
    match (mention.kind, key) {
        (Kind::Person | Kind::Role, Key::Row(entry)) => of.or_else(|| lexicon.entry(*entry).country),
        (Kind::Person | Kind::Role, _) => of,
        (Kind::Country, Key::Row(entry)) => Some(*entry),
        _ => None,
    }
}
