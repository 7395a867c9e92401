//! Whom a text is about at a place: the actor that a pronoun, `ce dernier` or `l’artiste` takes up. What is not clear stays
//! open.

use super::{
    context::DocumentContext,
    tagged::{TaggedSentence, preposition_in},
};
use crate::{
    matcher::{Gap, Token, fold_words},
    model::{Class, Detail, EntityIndex, Kind, Mention, word},
};
use rustc_hash::FxHashSet;
use smallvec::SmallVec;
use std::{ops::Range, rc::Rc};

/// A subject stands at most so many tokens from the start of its sentence.
const SUBJECT: usize = 4;
/// So many sentences, and so many paragraphs, before its own are looked at.
const FARTHEST: usize = 4;
const PARAGRAPHS: u32 = 2;
/// Where a sentence names more than so many before a word, it is open whom that takes up.
const MOST: usize = 64;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    Masculine,
    Feminine,
}

impl Gender {
    pub(super) fn feminine(is: bool) -> Gender {
        if is { Gender::Feminine } else { Gender::Masculine }
    }
}

/// Looks for whom a word of a sentence takes up: of a gender, where the word tells.
pub(super) struct Search<'s> {
    pub(super) context: &'s DocumentContext<'s>,
    pub(super) sentence: usize,
    pub(super) gender: Option<Gender>,
}

/// Whom a sentence is about.
enum Centre {
    One(usize),
    /// Whom the sentence before is about: `Il a …`, or nobody is named.
    Before,
    Open,
}

impl Search<'_> {
    /// The person whom the text is about before a token.
    pub(super) fn person(&self, token: usize) -> Option<usize> {
        for back in 0..=FARTHEST {
            let at = self.sentence.checked_sub(back).filter(|&at| self.is_near(at))?;
            let end = if back == 0 { token } else { usize::MAX };
            match self.centre(at, end, back) {
                Centre::One(person) => return self.agrees(person).then_some(person),
                Centre::Before => {}
                Centre::Open => return None,
            }
        }
        None
    }

    /// Whom a sentence, or the part of it before a token, is about.
    fn centre(&self, at: usize, end: usize, back: usize) -> Centre {
        let Some(named) = self.named(at, end) else { return Centre::Open };
        let people = || named.iter().copied().filter(|&index| self.is_person(index));
        let rival = named.first().filter(|&&first| self.is_thing(first) && self.starts(first));
        let Some(first) = people().next() else {
            let open = rival.is_some() || (back > 0 && self.opens_with_noun(at, named.first().copied()));
            return if open { Centre::Open } else { Centre::Before };
        };
        if self.opens_with_pronoun(at, self.start(first).min(end)) {
            return Centre::Before;
        }
        if self.only(people()).is_some() {
            let other = rival.is_some() || self.opens_with_noun(at, named.first().copied());
            let near = back <= 1 && !other && !self.is_governed(first);
            let alone = back == 1 && named.len() == 1;
            let clear = back == 0 || self.starts(first) || near || alone;
            return if clear { Centre::One(first) } else { Centre::Open };
        }
        let known = |&index: &usize| gender_of(self.context, index).is_some();
        let agreeing = self.only(people().filter(|&index| self.agrees(index)));
        match () {
            () if people().skip(1).any(|other| self.are_joined(first, other)) => Centre::Open,
            () if back > 0 && named.first() == Some(&first) && self.starts(first) => Centre::One(first),
            // `A a reçu Mme B. Elle …`
            () if people().all(|person| known(&person)) => agreeing.map_or(Centre::Open, Centre::One),
            () => Centre::Open,
        }
    }

    /// The people who are said before a token to be what a folded phrase says, each once; of several, some.
    pub(super) fn bearers(&self, phrase: String, token: usize) -> SmallVec<[usize; 2]> {
        let mut memory = self.context.memory.bearers.borrow_mut();
        let key = (phrase, self.gender.map(|gender| gender == Gender::Feminine));
        if !memory.contains_key(&key) {
            let bearers = self.all_bearers(&key.0);
            memory.insert(key.clone(), bearers);
        }
        let before = |&&index: &&usize| (self.context.mentions[index].first_token as usize) < token;
        memory[&key].iter().take_while(before).take(2).copied().collect()
    }

    /// The first mention of each of the people who are said to be what a folded phrase says.
    fn all_bearers(&self, phrase: &str) -> Rc<[usize]> {
        let phrase = format!(" {phrase} ");
        let mut seen: FxHashSet<EntityIndex> = FxHashSet::default();
        let mentions = self.context.mentions.iter().enumerate();
        let found =
            mentions.filter(|(_, mention)| mention.kind == Kind::Person).filter_map(|(index, mention)| {
                let (role, entity) = mention.role.zip(mention.entity)?;
                let role = || fold_words(role.span.of(&self.context.document.text));
                let is = self.agrees(index)
                    && !seen.contains(&entity)
                    && format!(" {} ", role()).contains(&phrase);
                (is && seen.insert(entity)).then_some(index)
            });
        found.collect()
    }

    /// `A et B`
    fn are_joined(&self, one: usize, other: usize) -> bool {
        let end = self.context.mentions[one].end_token as usize;
        let words = &self.context.lexicon.frames.words;
        let between = self.context.text.tokens.get(end..self.start(other)).unwrap_or_default();
        matches!(between, [and] if words.entry(and.word).is_some_and(|word| word.class == Some(Class::And)))
    }

    /// Whom `ce dernier` means: who is named last before a token.
    pub(super) fn last(&self, token: usize) -> Option<usize> {
        for back in 0..=1 {
            let at = self.sentence.checked_sub(back).filter(|&at| self.is_near(at))?;
            let named = self.named(at, if back == 0 { token } else { usize::MAX })?;
            let free = |&&index: &&usize| self.is_person(index) || !self.is_governed(index);
            let agreeing = |&&index: &&usize| self.agrees(index) || self.is_thing(index);
            let mut named = named.iter().rev().filter(free).peekable();
            if named.peek().is_some() {
                return named.find(agreeing).copied();
            }
        }
        None
    }

    /// The only country or body that agrees: before in the sentence, or that the sentence before starts with. A person nearby
    /// would be meant rather.
    pub(super) fn thing(&self, token: usize) -> Option<usize> {
        let here = self.named(self.sentence, token)?;
        let mut here = here.iter().copied().filter(|&index| self.is_thing(index)).peekable();
        if here.peek().is_some() {
            return self.only(here);
        }
        let named = self.named(self.sentence.checked_sub(1)?, usize::MAX)?;
        let person = named.iter().any(|&index| self.is_person(index));
        let things = named.iter().copied().filter(|&index| self.is_thing(index));
        let only = self.only(things).filter(|_| !person && self.is_near(self.sentence - 1))?;
        (self.starts(only) && named.first() == Some(&only)).then_some(only)
    }

    fn kind(&self, index: usize) -> Option<Kind> {
        Some(self.context.kind(self.context.mentions[index].actor()?))
    }

    fn is_person(&self, index: usize) -> bool {
        self.kind(index) == Some(Kind::Person)
    }

    fn is_thing(&self, index: usize) -> bool {
        matches!(self.kind(index), Some(Kind::Country | Kind::Organisation))
            && gender_of(self.context, index).is_some_and(|gender| self.gender == Some(gender))
    }

    /// Of people, an unknown gender agrees with any.
    pub(super) fn agrees(&self, index: usize) -> bool {
        let gender = gender_of(self.context, index).filter(|_| self.gender.is_some());
        gender.map_or(self.is_person(index), |gender| Some(gender) == self.gender)
    }

    /// The first of some mentions, where all are of one entity.
    fn only(&self, mut mentions: impl Iterator<Item = usize>) -> Option<usize> {
        let first = mentions.next()?;
        let actor = |index: usize| self.context.mentions[index].actor();
        mentions.all(|next| actor(next) == actor(first)).then_some(first)
    }

    /// The tokens of a sentence.
    fn tokens(&self, sentence: usize) -> Range<usize> {
        self.context.text.sentences[sentence].tokens()
    }

    /// The first token of a mention with what is said before it: `le ministre malien de la Défense, A`.
    fn start(&self, index: usize) -> usize {
        let mention = &self.context.mentions[index];
        let start = mention.role.map_or(mention.span.start, |role| role.span.start.min(mention.span.start));
        self.context.text.tokens.partition_point(|token| token.start < start)
    }

    /// Whether a mention is the subject of its sentence, by its place: near the start, and behind no preposition, as in `Sans
    /// rencontrer A, …`.
    fn starts(&self, index: usize) -> bool {
        let tokens = self.tokens(self.context.mentions[index].sentence as usize);
        let start = self.start(index);
        let before = &self.context.text.tokens[tokens.start..start.max(tokens.start)];
        before.len() <= SUBJECT && !before.iter().any(|token| self.is_preposition(token))
    }

    /// Whether a preposition stands right before a mention, or before its article.
    fn is_governed(&self, index: usize) -> bool {
        let tokens = &self.context.text.tokens;
        let start = self.start(index);
        let before = |back: usize| start.checked_sub(back).map(|at| &tokens[at]);
        let article = before(1).is_some_and(|token| self.context.lexicon.has(token, word::ARTICLE));
        let governs = |back| before(back).is_some_and(|token| self.is_preposition(token));
        governs(1) || (article && governs(2))
    }

    fn is_preposition(&self, token: &Token) -> bool {
        let word = self.context.lexicon.frames.words.entry(token.word);
        preposition_in(word.and_then(|word| word.class)).is_some()
    }

    /// `Il a …`, `Mardi, il a …`: whether a pronoun that agrees opens a sentence, before a token.
    fn opens_with_pronoun(&self, sentence: usize, end: usize) -> bool {
        let tokens = self.tokens(sentence);
        let lexicon = self.context.lexicon;
        let words = TaggedSentence::of(self.context, &self.context.text.sentences[sentence]);
        let opens = |at: usize| {
            let token = &self.context.text.tokens[at];
            let feminine = lexicon.has(token, word::FEMININE_PRONOUN);
            lexicon.has(token, word::PERSONAL)
                && (at == tokens.start || token.gap == Gap::Comma)
                && !words.is_impersonal(at - tokens.start)
                && self.gender.is_none_or(|gender| gender == Gender::feminine(feminine))
        };
        (tokens.start..tokens.end.min(end)).any(opens)
    }

    /// `Le texte prévoit …`: whether a noun that agrees, and is neither an actor nor takes one up, opens a sentence.
    fn opens_with_noun(&self, sentence: usize, named: Option<usize>) -> bool {
        let first = self.tokens(sentence).start;
        let DocumentContext { text, lexicon, .. } = self.context;
        let [opener, noun, ..] = &text.tokens[self.tokens(sentence)] else { return false };
        let gender = determiner(self.context, opener).filter(|_| self.gender.is_some());
        let takes_up = lexicon.frames.words.entry(noun.word).and_then(|entry| entry.takes_up);
        let actor = named.is_some_and(|named| self.start(named) <= first + 1);
        gender.is_some_and(|gender| Some(gender) == self.gender) && takes_up.is_none() && !actor
    }

    /// Whether a sentence is of the same zone, and in a paragraph nearby.
    fn is_near(&self, at: usize) -> bool {
        let sentences = &self.context.text.sentences;
        let (this, other) = (&sentences[self.sentence], &sentences[at]);
        this.paragraph - other.paragraph <= PARAGRAPHS && this.zone == other.zone
    }

    /// Those whom a sentence names before a token, where they are no more than [`MOST`].
    fn named(&self, sentence: usize, end: usize) -> Option<SmallVec<[usize; 8]>> {
        let start = self.context.text.tokens.get(end).map_or(u32::MAX, |token| token.start);
        let named = self.context.mentions_of(sentence).take_while(|(_, mention)| mention.span.start < start);
        let free = |(_, mention): &(usize, &Mention)| mention.inside.is_none() && mention.actor().is_some();
        let before = named.filter(free).filter(|(_, mention)| (mention.first_token as usize) < end);
        let named: SmallVec<[usize; 8]> = before.map(|(index, _)| index).take(MOST + 1).collect();
        (named.len() <= MOST).then_some(named)
    }
}

/// The gender of a name: of people by the list, the title or the given name, else by the determiner before it.
fn gender_of(context: &DocumentContext, index: usize) -> Option<Gender> {
    let mention = &context.mentions[index];
    let row = mention.actor().and_then(|entity| context.entities[entity.0 as usize].entry);
    match row.map(|row| &context.lexicon.entry(row).detail) {
        Some(Detail::Person { gender, .. }) => return gender.map(|gender| Gender::feminine(gender == 'f')),
        _ if mention.kind == Kind::Person => return gender_of_name(context, mention),
        _ => {}
    }
    let tokens = &context.text.tokens;
    let first = tokens.partition_point(|token| token.start < mention.span.start);
    let before = tokens.get(first.checked_sub(1)?)?;
    determiner(context, before)
}

/// The gender that a determiner tells.
pub(super) fn determiner(context: &DocumentContext, token: &Token) -> Option<Gender> {
    let has = |features| context.lexicon.has(token, features);
    match () {
        () if has(word::FEMININE_DETERMINER) => Some(Gender::Feminine),
        () if has(word::MASCULINE_DETERMINER) => Some(Gender::Masculine),
        () => None,
    }
}

/// The gender of somebody whom no list knows: by the title, or the given name.
fn gender_of_name(context: &DocumentContext, mention: &Mention) -> Option<Gender> {
    let title = mention.title.and_then(|title| title.entry).map(|row| &context.lexicon.entry(row).detail);
    if let Some(Detail::Title { gender: Some(gender), .. }) = title {
        return Some(Gender::feminine(*gender == 'f'));
    }
    let given = context.text.tokens.get(mention.first_token as usize)?;
    let has = |features| context.lexicon.has(given, features);
    match (has(word::MASCULINE), has(word::FEMININE)) {
        (true, false) => Some(Gender::Masculine),
        (false, true) => Some(Gender::Feminine),
        _ => None,
    }
}
