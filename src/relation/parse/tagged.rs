//! The tagged sentence: its tokens with their lexical entries, and the punctuation between them.

use super::{
    chunk::ChunkKind,
    context::{DocumentContext, quote},
};
use crate::{
    matcher::{Gap, Token, WordId},
    model::{
        Class, FeatureSet, Frames, Lexicon, Phrases, PrepositionId, Sentence, Tense, VerbId, Word, Words,
        word,
    },
};

/// The tokens of a sentence, and what the lexicon says of each.
pub(crate) struct TaggedSentence<'w> {
    lexicon: &'w Lexicon,
    pub(crate) frames: &'w Frames,
    pub(crate) text: &'w str,
    pub(crate) tokens: &'w [Token],
    /// The lexical entry of each token: every pass asks for it.
    entries: Vec<Option<&'w Word>>,
}

impl<'w> TaggedSentence<'w> {
    pub(crate) fn of(context: &DocumentContext<'w>, sentence: &Sentence) -> TaggedSentence<'w> {
        let DocumentContext { lexicon, document, text, .. } = *context;
        let tokens = &text.tokens[sentence.tokens()];
        let frames = &lexicon.frames;
        let entries = tokens.iter().map(|token| frames.words.entry(token.word)).collect();
        TaggedSentence { lexicon, frames, text: &document.text, tokens, entries }
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The lexical entry of a token.
    pub(crate) fn entry(&self, at: usize) -> Option<&'w Word> {
        *self.entries.get(at)?
    }

    pub(crate) fn class(&self, at: usize) -> Option<Class> {
        self.entry(at)?.class
    }

    /// Whether a token has one of some features.
    pub(crate) fn has(&self, at: usize, features: FeatureSet) -> bool {
        self.tokens.get(at).is_some_and(|token| self.lexicon.has(token, features))
    }

    /// Whether a token is a preposition with one of some features.
    pub(crate) fn is_preposition(&self, at: usize, features: FeatureSet) -> bool {
        match self.class(at) {
            Some(Class::Preposition(id)) => self.frames.preposition_has(id, features),
            _ => false,
        }
    }

    /// Whether a token is one of some words.
    pub(crate) fn is_one_of(&self, at: usize, words: &[WordId]) -> bool {
        self.tokens.get(at).is_some_and(|token| words.contains(&token.word))
    }

    /// A token as it is written.
    pub(crate) fn written(&self, at: usize) -> &'w str {
        self.tokens[at].text(self.text)
    }

    /// The expressions of several words that start with a token, where another token joins it.
    fn phrases(&self, at: usize) -> Option<&'w Phrases> {
        let phrases = usize::from(self.entry(at)?.phrases?);
        self.continues(at + 1).then(|| &self.frames.phrases[phrases])
    }

    /// Whether there is a token that is joined to the one before.
    fn continues(&self, at: usize) -> bool {
        at < self.len() && self.joined(at)
    }

    /// Whether a word is an adverb, by the list or by its ending.
    pub(crate) fn is_adverb(&self, at: usize) -> bool {
        let entry = self.entry(at);
        match entry.and_then(|entry| entry.class) {
            Some(Class::Adverb | Class::Negation) => true,
            Some(_) => false,
            None => {
                ends_with(self.written(at), &self.frames.endings.adverb, 7)
                    && entry.is_none_or(|entry| entry.noun.is_none())
            }
        }
    }

    /// The word after an adverb of one word or several.
    pub(crate) fn adverb(&self, at: usize) -> Option<usize> {
        if at >= self.len() {
            return None;
        }
        let phrase = self.phrases(at).and_then(|phrases| self.longest(at, &phrases.adverbs));
        phrase.or_else(|| self.is_adverb(at).then_some(at + 1))
    }

    /// What an expression of several words is, and the word after it: a conjunction (`ainsi que`), an adverb
    /// (`par ailleurs`), a preposition (`auprès de`).
    pub(crate) fn expression(&self, at: usize) -> Option<(ChunkKind, usize)> {
        let phrases = self.phrases(at)?;
        if let Some(end) = self.longest(at, &phrases.conjunctions) {
            return Some((ChunkKind::And, end));
        }
        let compounds =
            phrases.compounds.iter().filter_map(|(rest, id)| Some((*id, self.compound(at, rest)?)));
        let preposition = compounds.max_by_key(|(_, end)| *end);
        // `de concert`, but `de concert avec B`
        match (self.longest(at, &phrases.adverbs), preposition) {
            (Some(adverb), Some((id, end))) if end > adverb => Some((ChunkKind::Preposition(id), end)),
            (Some(adverb), _) => Some((ChunkKind::Aside, adverb)),
            (None, preposition) => preposition.map(|(id, end)| (ChunkKind::Preposition(id), end)),
        }
    }

    /// The word after the longest of some expressions whose first word is given.
    fn longest(&self, first: usize, phrases: &[Words]) -> Option<usize> {
        phrases.iter().filter_map(|rest| self.follow(first + 1, rest)).max()
    }

    /// The word after some words in a row.
    fn follow(&self, at: usize, words: &[WordId]) -> Option<usize> {
        let follows = |(&word, at)| self.continues(at) && self.tokens[at].word == word;
        words.iter().zip(at..).all(follows).then_some(at + words.len())
    }

    /// The word after a preposition of several words whose first word is given. The last one may be contracted:
    /// `auprès du`, `auprès d’`.
    fn compound(&self, first: usize, rest: &[WordId]) -> Option<usize> {
        let (&last, before) = rest.split_last()?;
        let at = self.follow(first + 1, before).filter(|&at| self.continues(at))?;
        let wanted = || preposition_in(self.frames.words.entry(last)?.class);
        let same = self.tokens[at].word == last
            || preposition_in(self.class(at)).is_some_and(|found| wanted() == Some(found));
        same.then_some(at + 1)
    }

    /// `il faut`, `il s’agit`, `il y a`, `il est clair que`, `il est à noter`: whether a pronoun stands for nobody.
    pub(crate) fn is_impersonal(&self, pronoun: usize) -> bool {
        let before_verb = |at: &usize| {
            let clitic = self.entry(*at).is_some_and(|entry| entry.clitic);
            clitic || matches!(self.class(*at), Some(Class::Ne | Class::Reflexive))
        };
        let Some(verb) = (pronoun + 1..self.len()).find(|at| !before_verb(at)) else { return false };
        let is = |id: Option<VerbId>| {
            self.entry(verb).is_some_and(|entry| entry.verbs.iter().any(|form| Some(form.verb) == id))
        };
        let has = |at: usize, wanted: Class| self.class(at) == Some(wanted);
        let reflexive = (pronoun + 1..verb).any(|at| has(at, Class::Reflexive));
        let there = (pronoun + 1..verb).any(|at| self.has(at, word::THERE));
        let next = (verb + 1..self.len()).find(|&at| !self.is_adverb(at)).unwrap_or(self.len());
        let tense = |at: usize, tense: Tense| {
            self.entry(at).is_some_and(|entry| entry.verbs.iter().any(|form| form.tense == tense))
        };
        let participle = tense(next, Tense::PastParticiple);
        let to = self.is_preposition(next, word::LOCATIVE) && tense(next + 1, Tense::Infinitive);
        let that = has(next + 1, Class::That) && !participle;
        // `il est aisé de deviner`
        let adjective = self.entry(next).is_none_or(|entry| entry.verbs.is_empty() && entry.class.is_none());
        let of =
            self.class(next + 1).is_some_and(|class| preposition_in(Some(class)) == Some(PrepositionId::OF));
        let that = that || (adjective && of && tense(next + 2, Tense::Infinitive));
        self.has(verb, word::IMPERSONAL)
            || (reflexive && self.has(verb, word::IMPERSONAL_REFLEXIVE))
            || (there && is(self.frames.have) && !participle)
            || (is(self.frames.be) && (to || that))
    }

    /// Whether a token follows the one before with nothing but a space, a hyphen or an apostrophe between, or the comma of
    /// a decimal (`25,8`).
    pub(crate) fn joined(&self, at: usize) -> bool {
        match self.tokens[at].gap {
            Gap::Space | Gap::Hyphen | Gap::Apostrophe => true,
            Gap::Comma | Gap::Dot => at > 0 && self.is_decimal(at),
            _ => false,
        }
    }

    fn is_decimal(&self, at: usize) -> bool {
        let (before, token) = (&self.tokens[at - 1], &self.tokens[at]);
        before.end + 1 == token.start && before.shape.is_number() && token.shape.is_number()
    }
}

/// Whether a word of so many bytes at least has one of some endings; letters of ASCII in any case.
pub(super) fn ends_with(word: &str, endings: &[Box<str>], shortest: usize) -> bool {
    let ends = |ending: &[u8]| {
        let start = word.len().checked_sub(ending.len());
        start.is_some_and(|start| word.as_bytes()[start..].eq_ignore_ascii_case(ending))
    };
    word.len() >= shortest && endings.iter().any(|ending| ends(ending.as_bytes()))
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
        '(' | '[' => Some(Mark::Open),
        ')' | ']' => Some(Mark::Close),
        _ => quote(c).map(Mark::Quote),
    };
    starts.then_some(Mark::Break).into_iter().chain(between.chars().filter_map(sign))
}

/// The preposition that a word is or holds: `de` in `du`.
pub(super) fn preposition_in(class: Option<Class>) -> Option<PrepositionId> {
    match class {
        Some(Class::Preposition(preposition) | Class::Contracted(preposition)) => Some(preposition),
        _ => None,
    }
}
