//! The tagged sentence: its tokens with their spellings and lexical entries, and the punctuation between them.

use super::context::DocumentContext;
use crate::{
    matcher::{Gap, Token},
    model::{Class, Frames, Lexicon, Phrases, PrepositionId, Sentence, Word},
};
use std::borrow::Cow;

/// The spellings of a sentence's tokens, and what they may be.
pub(crate) struct TaggedSentence<'w> {
    pub(crate) frames: &'w Frames,
    pub(crate) tokens: &'w [Token],
    /// In small letters.
    pub(crate) spellings: Vec<Cow<'w, str>>,
    /// What the list says of each.
    pub(crate) known: Vec<Option<&'w Word>>,
}

impl<'w> TaggedSentence<'w> {
    pub(crate) fn of(context: &DocumentContext<'w>, sentence: &Sentence) -> TaggedSentence<'w> {
        let frames = &context.lexicon.frames;
        let tokens = &context.text.tokens[sentence.tokens()];
        let text: &'w str = &context.document.text;
        let spellings = tokens.iter().map(|token| small(token, text, context.lexicon)).collect();
        let known = tokens.iter().map(|token| frames.words.of_token(token)).collect();
        TaggedSentence { frames, tokens, spellings, known }
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(crate) fn class(&self, at: usize) -> Option<Class> {
        self.known.get(at)?.and_then(|word| word.class)
    }

    pub(crate) fn is(&self, at: usize, spelling: &str) -> bool {
        self.spellings.get(at).is_some_and(|found| found == spelling)
    }

    /// The expressions of several words that start with a word, where the next word may be one of theirs.
    fn phrases(&self, at: usize) -> Option<&'w Phrases> {
        let phrases = &self.frames.phrases[usize::from(self.known[at]?.phrases?)];
        let next = at + 1;
        let goes_on = next < self.len() && self.joined(next) && phrases.may_go_on(&self.spellings[next]);
        goes_on.then_some(phrases)
    }

    /// Whether a word is an adverb, by the list or by its ending.
    pub(crate) fn is_adverb(&self, at: usize) -> bool {
        match self.class(at) {
            Some(Class::Adverb | Class::Negation) => true,
            Some(_) => false,
            None => {
                let word = &self.spellings[at];
                word.len() > 6
                    && word.ends_with("ment")
                    && self.known[at].is_none_or(|word| word.noun.is_none())
            }
        }
    }

    /// The word after an adverb of one word or several.
    pub(crate) fn adverb(&self, at: usize) -> Option<usize> {
        if at >= self.len() {
            return None;
        }
        let phrases = self.phrases(at).map(|phrases| &phrases.adverbs);
        let follows = |rest: &&Vec<Box<str>>| {
            rest.iter()
                .zip(at + 1..)
                .all(|(word, next)| next < self.len() && self.joined(next) && self.is(next, word))
        };
        let phrase = phrases.and_then(|phrases| phrases.iter().filter(follows).max_by_key(|rest| rest.len()));
        phrase.map(|rest| at + 1 + rest.len()).or_else(|| self.is_adverb(at).then_some(at + 1))
    }

    /// Whether a word is somebody's country: `pays`.
    pub(crate) fn is_homeland(&self, at: usize) -> bool {
        self.known.get(at).copied().flatten().is_some_and(|word| word.homeland)
    }

    /// Whether a word is `pouvoir`, which some are in.
    pub(crate) fn power(&self, at: usize) -> bool {
        self.known.get(at).copied().flatten().is_some_and(|word| word.power)
    }

    /// The word after a conjunction of several words: `ainsi que`.
    pub(crate) fn conjunction(&self, at: usize) -> Option<usize> {
        let ends = self.phrases(at)?.conjunctions.iter().filter(|rest| {
            rest.iter().zip(at + 1..).all(|(word, next)| {
                let elided = word.strip_suffix('e').is_some_and(|elided| self.is(next, elided));
                next < self.len() && self.joined(next) && (elided || self.is(next, word))
            })
        });
        ends.map(|rest| at + 1 + rest.len()).max()
    }

    /// A preposition of several words.
    pub(crate) fn compound(&self, at: usize) -> Option<(PrepositionId, usize)> {
        let compounds = &self.phrases(at)?.compounds;
        let follows = |(rest, preposition): &(Vec<Box<str>>, PrepositionId)| {
            let mut next = at + 1;
            for (i, word) in rest.iter().enumerate() {
                if next >= self.len() || !self.joined(next) {
                    return None;
                }
                let last = i + 1 == rest.len();
                // `auprès du`, `auprès d’`
                let article = last && {
                    let wanted = preposition_in(self.frames.words.get(word).and_then(|word| word.class));
                    wanted.is_some() && preposition_in(self.class(next)) == wanted
                };
                let same = self.is(next, word) || article;
                if !same {
                    return None;
                }
                next += 1;
            }
            Some((*preposition, next))
        };
        compounds.iter().filter_map(follows).max_by_key(|(_, end)| *end)
    }

    /// Whether a token follows the one before with nothing but a space, a hyphen or an apostrophe between.
    pub(crate) fn joined(&self, at: usize) -> bool {
        matches!(self.tokens[at].gap, Gap::Space | Gap::Hyphen | Gap::Apostrophe)
    }
}

fn small<'t>(token: &Token, text: &'t str, lexicon: &'t Lexicon) -> Cow<'t, str> {
    let word = token.text(text);
    if !token.shape.is_capitalised() && !token.shape.has_inner_capital() {
        return Cow::Borrowed(word);
    }
    match lexicon.matcher.vocabulary().spelling(token.word) {
        Some(spelling) => Cow::Borrowed(spelling),
        None => Cow::Owned(word.to_lowercase()),
    }
}

/// A sign between two tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// `Moscou–AES`
    And,
    Comma,
    /// A dash, or a hyphen with spaces around it.
    Dash,
    Colon,
    /// A semicolon, a full stop, a line end: what follows starts anew.
    Break,
    /// Whether it opens a quotation, where that is told.
    Quote(Option<bool>),
    /// A bracket opens.
    Open,
    /// A bracket closes.
    Close,
}

/// The signs between a token and the one before it.
pub(crate) fn marks(
    context: &DocumentContext,
    words: &TaggedSentence,
    at: usize,
) -> impl Iterator<Item = Mark> {
    let plain = at == 0 || words.joined(at);
    let between = match plain {
        true => "",
        false => &context.document.text[words.tokens[at - 1].end as usize..words.tokens[at].start as usize],
    };
    let tight = !between.contains(char::is_whitespace);
    // `APA - Ouagadougou (Burkina Faso) Des milliers …`, `le ministre.Le Mali …`
    let starts = !plain
        && words.tokens[at].shape.is_capitalised()
        && (between.contains('.') || words.class(at) == Some(Class::Determiner));
    let spaced = between.starts_with(' ');
    let sign = move |c: char| match c {
        '–' | '—' if tight => Some(Mark::And),
        ',' => Some(Mark::Comma),
        '–' | '—' => Some(Mark::Dash),
        '-' if spaced => Some(Mark::Dash),
        ':' => Some(Mark::Colon),
        ';' | '!' | '?' | '…' | '\n' => Some(Mark::Break),
        '«' | '“' => Some(Mark::Quote(Some(true))),
        '»' | '”' => Some(Mark::Quote(Some(false))),
        '"' => Some(Mark::Quote(None)),
        '(' | '[' => Some(Mark::Open),
        ')' | ']' => Some(Mark::Close),
        _ => None,
    };
    starts.then_some(Mark::Break).into_iter().chain(between.chars().filter_map(sign))
}

/// The preposition that a word is or holds: `de` in `du`.
fn preposition_in(class: Option<Class>) -> Option<PrepositionId> {
    match class {
        Some(Class::Preposition(preposition) | Class::Contracted(preposition)) => Some(preposition),
        _ => None,
    }
}
