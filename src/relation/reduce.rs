//! Reduces a sentence to items: actors, noun phrases, verb groups and what joins them.
//!
//! The cascade of FASTUS (Hobbs et al., 1997): each pass collapses what it has understood into one item, so that the
//! next pass sees a shorter, simpler sentence.

use super::{
    actor::{self, ActorFinder},
    coordinate,
    item::{Actor, Item, ItemKind, NounPhrase},
    listing::Listed,
    state, verb_group,
    when::{DateReader, DateWords},
};
use crate::{
    matcher::{Gap, Token},
    model::{
        Class, Document, Element, Entity, EntityIndex, EntryIndex, Frames, Kind, Lexicon, Mention, PERSONAL,
        PartialDate, Phrases, PrepositionId, Sentence, Text, Voice, Word,
    },
};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::{borrow::Cow, cell::OnceCell};

/// What the relations of a document are read from.
pub(super) struct View<'v> {
    pub(super) document: &'v Document,
    pub(super) text: &'v Text,
    pub(super) lexicon: &'v Lexicon,
    pub(super) mentions: &'v [Mention],
    pub(super) entities: &'v [Entity],
    pub(super) rows: Rows,
    pub(super) dates: DateReader<'v>,
    /// What is asked of the whole document, looked up once.
    pub(super) memory: Memory,
    /// The government that the document speaks of, where it is of one alone: what `la junte` means.
    pub(super) state: Option<Actor>,
}

impl<'v> View<'v> {
    pub(super) fn of(
        document: &'v Document,
        text: &'v Text,
        lexicon: &'v Lexicon,
        dates: &'v DateWords,
        (mentions, entities): (&'v [Mention], &'v [Entity]),
    ) -> View<'v> {
        View {
            document,
            text,
            lexicon,
            mentions,
            entities,
            rows: Rows::of(entities),
            dates: DateReader::new(dates, document.date),
            memory: Memory::default(),
            state: state::of_document(text, lexicon, mentions),
        }
    }
}

/// What is asked of the mentions of a whole document, made when it is first asked for.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The first mention of each entity.
    first: OnceCell<Vec<Option<usize>>>,
    /// The first mention of the capital of each country.
    capitals: OnceCell<FxHashMap<EntryIndex, usize>>,
    /// How often each country is named, its first mention, and the country; the most named first.
    pub(super) countries: OnceCell<Vec<(usize, usize, EntityIndex)>>,
}

impl View<'_> {
    /// The first mention of an entity.
    pub(super) fn first_mention(&self, entity: EntityIndex) -> Option<usize> {
        let first = self.memory.first.get_or_init(|| {
            let mut first = vec![None; self.entities.len()];
            for (index, mention) in self.mentions.iter().enumerate() {
                if let Some(place) = mention.entity.and_then(|entity| first.get_mut(entity.0 as usize)) {
                    place.get_or_insert(index);
                }
            }
            first
        });
        *first.get(entity.0 as usize)?
    }

    /// The first mention of the capital of a country.
    pub(super) fn capital(&self, country: EntryIndex) -> Option<usize> {
        let capitals = self.memory.capitals.get_or_init(|| {
            let named = self.mentions.iter().zip(0..).filter(|(mention, _)| mention.entity.is_some());
            let mut capitals = FxHashMap::default();
            for (metonymy, index) in named.filter_map(|(mention, index)| Some((mention.metonymy?, index))) {
                capitals.entry(metonymy.country).or_insert(index);
            }
            capitals
        });
        capitals.get(&country).copied()
    }
}

/// The entities of a document by the rows that they are.
#[derive(Debug)]
pub(super) struct Rows(Vec<(EntryIndex, EntityIndex)>);

impl Rows {
    pub(super) fn of(entities: &[Entity]) -> Rows {
        let known =
            entities.iter().zip(0..).filter_map(|(entity, index)| Some((entity.entry?, EntityIndex(index))));
        let mut rows: Vec<(EntryIndex, EntityIndex)> = known.collect();
        rows.sort_unstable();
        Rows(rows)
    }

    pub(super) fn entity(&self, row: EntryIndex) -> Option<EntityIndex> {
        let place = self.0.binary_search_by_key(&row, |&(row, _)| row).ok()?;
        Some(self.0[place].1)
    }
}

/// A sentence of items.
#[derive(Debug, Clone)]
pub(super) struct Reduced {
    pub(super) items: Vec<Item>,
    /// Whether it is somebody's word: `selon A`.
    pub(super) according: bool,
    /// Members and leaders of bodies that it lists.
    pub(super) listed: Vec<Listed>,
}

/// The spellings of a sentence's tokens, and what they may be.
pub(super) struct Words<'w> {
    pub(super) frames: &'w Frames,
    pub(super) tokens: &'w [Token],
    /// In small letters.
    pub(super) spellings: Vec<Cow<'w, str>>,
    /// What the list says of each.
    pub(super) known: Vec<Option<&'w Word>>,
}

impl<'w> Words<'w> {
    pub(super) fn of(view: &View<'w>, sentence: &Sentence) -> Words<'w> {
        let frames = &view.lexicon.frames;
        let tokens = &view.text.tokens[sentence.tokens()];
        let text: &'w str = &view.document.text;
        let spellings: Vec<Cow<str>> = tokens.iter().map(|token| small(token, text)).collect();
        let known = |(token, spelling): (&Token, &Cow<str>)| frames.words.of_token(token, spelling);
        let known = tokens.iter().zip(&spellings).map(known).collect();
        Words { frames, tokens, spellings, known }
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn class(&self, at: usize) -> Option<Class> {
        self.known.get(at)?.and_then(|word| word.class)
    }

    pub(super) fn is(&self, at: usize, spelling: &str) -> bool {
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
    pub(super) fn is_adverb(&self, at: usize) -> bool {
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
    pub(super) fn adverb(&self, at: usize) -> Option<usize> {
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
    pub(super) fn is_homeland(&self, at: usize) -> bool {
        self.known.get(at).copied().flatten().is_some_and(|word| word.homeland)
    }

    /// Whether a word is `pouvoir`, which some are in.
    pub(super) fn power(&self, at: usize) -> bool {
        self.known.get(at).copied().flatten().is_some_and(|word| word.power)
    }

    /// The word after a conjunction of several words: `ainsi que`.
    fn conjunction(&self, at: usize) -> Option<usize> {
        let ends = self.phrases(at)?.conjunctions.iter().filter(|rest| {
            rest.iter().zip(at + 1..).all(|(word, next)| {
                let elided = word.strip_suffix('e').is_some_and(|elided| self.is(next, elided));
                next < self.len() && self.joined(next) && (elided || self.is(next, word))
            })
        });
        ends.map(|rest| at + 1 + rest.len()).max()
    }

    /// A preposition of several words.
    pub(super) fn compound(&self, at: usize) -> Option<(PrepositionId, usize)> {
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
    pub(super) fn joined(&self, at: usize) -> bool {
        matches!(self.tokens[at].gap, Gap::Space | Gap::Hyphen | Gap::Apostrophe)
    }
}

fn small<'t>(token: &Token, text: &'t str) -> Cow<'t, str> {
    let word = token.text(text);
    match token.shape.is_capitalised() || token.shape.has_inner_capital() {
        // A capital without its accent at the start of a sentence: `A Bamako`.
        true if word == "A" => Cow::Borrowed("à"),
        true => Cow::Owned(word.to_lowercase()),
        false => Cow::Borrowed(word),
    }
}

/// Reduces a sentence.
pub(super) fn reduce(view: &View, index: usize, words: &Words, actors: &ActorFinder) -> Reduced {
    let mut reducer = Reducer {
        view,
        words,
        actors,
        items: Vec::with_capacity(words.len()),
        phrase: None,
        date: (0, 0),
        quoted: false,
        depth: 0,
        bracket: Vec::new(),
    };
    reducer.run();
    let items = reducer.items;
    let according = items.iter().any(|item| match item.kind {
        ItemKind::Preposition(preposition) => {
            ["selon", "d’après"].contains(&&*words.frames.prepositions[preposition.0 as usize])
        }
        _ => false,
    });
    let (items, listed) = coordinate::join(view, index, words, items);
    Reduced { items, according, listed }
}

struct Reducer<'r> {
    view: &'r View<'r>,
    words: &'r Words<'r>,
    actors: &'r ActorFinder<'r>,
    items: Vec<Item>,
    /// The noun phrase that is being read, and its first token.
    phrase: Option<(NounPhrase, usize, usize)>,
    /// The next token that a date may start with, and the next without which there is none.
    date: (usize, usize),
    quoted: bool,
    /// How deep in parentheses.
    depth: usize,
    /// What stands in the parentheses.
    bracket: Vec<Item>,
}

impl Reducer<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.words.len() {
            self.punctuation(at);
            at = self.step(at);
        }
        self.close();
    }

    /// Reads what starts at a token, and returns what follows it.
    fn step(&mut self, at: usize) -> usize {
        if let Some((actor, end, is_demonym)) = self.actors.at(at) {
            self.actor(actor, at, end, is_demonym);
            return end;
        }
        if self.may_be_date(at)
            && let Some((end, when)) = self.view.dates.read(&self.words.spellings, at)
        {
            self.date(at, end, when.dates);
            return end;
        }
        if let Some(end) = self.words.conjunction(at) {
            self.push(ItemKind::And, at, end);
            return end;
        }
        if let Some(end) = self.words.adverb(at).filter(|&end| end > at + 1) {
            self.push(ItemKind::Aside, at, end);
            return end;
        }
        if let Some((preposition, end)) = self.words.compound(at) {
            self.push(ItemKind::Preposition(preposition), at, end);
            return end;
        }
        if let Some((group, end)) = verb_group::read(self.words, at, self.context(at)) {
            self.push(ItemKind::Verb(group), at, end);
            return end;
        }
        self.word(at);
        at + 1
    }

    /// Whether a word of a date stands at a token, or so near that a date may start with what stands before it.
    fn may_be_date(&mut self, at: usize) -> bool {
        let (words, tokens) = (self.view.dates.words(), self.words.tokens);
        let next = |from: usize, is: &dyn Fn(&Token) -> bool| {
            let from = from.max(at);
            tokens[from..].iter().position(is).map_or(tokens.len(), |ahead| from + ahead)
        };
        self.date.1 = next(self.date.1, &|token| words.is_core(token));
        if self.date.1 > at + DateReader::FARTHEST_CORE || self.date.1 == tokens.len() {
            return false;
        }
        self.date.0 = next(self.date.0, &|token| words.may_start_with(token));
        self.date.0 <= at + DateReader::LONGEST_OPENER
    }

    /// A date, with the article or the preposition before it.
    fn date(&mut self, at: usize, end: usize, dates: Option<PartialDate>) {
        let mut first = at;
        match self.phrase.take() {
            Some((phrase, start, _)) if phrase.head.is_none() && phrase.demonyms.is_empty() => first = start,
            open => self.phrase = open,
        }
        self.close();
        if let Some(Item { kind: ItemKind::Preposition(_), first: start, end, .. }) = self.items.last()
            && *end == first
        {
            first = *start;
            self.items.pop();
        }
        self.push(ItemKind::Date(dates), first, end);
    }

    fn word(&mut self, at: usize) {
        let kind = match self.words.class(at) {
            Some(Class::Determiner) => return self.open(at, false),
            Some(Class::Possessive) => return self.open(at, true),
            // `un ancien`, `en` before a verb that the list has not.
            Some(Class::Noun) | None if !self.words.is_adverb(at) || self.is_determined(at) => {
                return self.noun(at);
            }
            Some(Class::Contracted(PrepositionId::OF) | Class::Preposition(PrepositionId::OF))
                if self.is_partitive(at) =>
            {
                return self.open(at, false);
            }
            Some(Class::Preposition(preposition)) => ItemKind::Preposition(preposition),
            Some(Class::Contracted(preposition)) => {
                self.push(ItemKind::Preposition(preposition), at, at + 1);
                return self.open(at + 1, false);
            }
            Some(Class::And) => ItemKind::And,
            Some(Class::But) => ItemKind::Break,
            Some(Class::RelativeSubject) => ItemKind::Who,
            Some(Class::Relative) => ItemKind::Whose,
            Some(Class::That) => match self.after_nominal() {
                true => ItemKind::Relative,
                false => ItemKind::That,
            },
            Some(Class::Subordinator) => ItemKind::Subordinator,
            Some(Class::If) => ItemKind::If,
            Some(Class::Pronoun) => self.pronoun(at),
            Some(Class::Clitic) => ItemKind::Pronoun,
            _ => ItemKind::Aside,
        };
        self.push(kind, at, at + 1);
    }

    /// `a livré des avions`, `n’a pas lancé d’offensive`, `impose de lourdes sanctions`, `Des soldats …`: an article.
    fn is_partitive(&self, at: usize) -> bool {
        let frames = self.words.frames;
        if self.phrase.is_some() || self.actors.at(at + 1).is_some() {
            return false;
        }
        let Some(last) = self.items.iter().rev().find(|item| !item.is_aside()) else {
            return self.words.is(at, "des");
        };
        let of = |element: &Element| match element {
            Element::Slot(_, of) | Element::Pair(of) | Element::Preposition(of) => {
                of.contains(&PrepositionId::OF)
            }
            Element::Word(_) | Element::Noun | Element::Comma => false,
        };
        let takes_of = |&template: &u32| {
            let template = &frames.templates[template as usize];
            template.voice == Voice::Active && template.after.first().is_some_and(of)
        };
        let Some(verb) = last.verb().filter(|verb| verb.voice == Voice::Active) else { return false };
        let takes =
            verb.verb.is_some_and(|verb| frames.verbs[verb.0 as usize].templates.iter().any(takes_of));
        let adjective = self.words.known.get(at + 1).copied().flatten().is_some_and(|word| word.prenominal);
        let contracted = matches!(self.words.class(at), Some(Class::Contracted(_)));
        !takes && verb.verb.is_some() && (contracted || verb.negated || adjective)
    }

    /// `il`, `elle`: whom it means, where that is sure.
    fn pronoun(&self, at: usize) -> ItemKind {
        let feminine = self.words.is(at, "elle");
        let actor = match PERSONAL.iter().any(|pronoun| self.words.is(at, pronoun)) {
            true if !self.quoted => self.actors.pronoun(at, feminine),
            _ => None,
        };
        actor.map_or(ItemKind::Pronoun, |actor| ItemKind::Actors([actor].into_iter().collect()))
    }

    /// Whether an article stands right before a word.
    fn is_determined(&self, at: usize) -> bool {
        self.phrase.as_ref().is_some_and(|(phrase, _, end)| phrase.head.is_none() && *end == at)
    }

    /// Whether the last item is a phrase that `que` may go back to.
    fn after_nominal(&mut self) -> bool {
        self.close();
        let frames = self.words.frames;
        let speech = |item: &Item| {
            let verb = item.verb().and_then(|verb| verb.verb);
            verb.is_some_and(|verb| frames.verbs[verb.0 as usize].speech)
        };
        match &self.items[..] {
            // `a assuré à l’AFP que …`
            [.., verb, Item { kind: ItemKind::Preposition(_), .. }, last] => {
                last.is_nominal() && !speech(verb)
            }
            // `A, que B a reçu, …`
            [.., name, comma] if comma.is_comma() => {
                let person = |actor: &Actor| {
                    actor.stands_for.is_none() && self.view.mentions[actor.mention].kind == Kind::Person
                };
                name.actors().is_some_and(|actors| actors.iter().all(person))
            }
            [.., last] => last.is_nominal(),
            [] => false,
        }
    }

    /// What stands before a token, for those who must tell a verb from a noun.
    fn context(&self, at: usize) -> verb_group::Context {
        use verb_group::Context;
        if at > 0 && !self.words.joined(at) {
            return Context::Start;
        }
        match &self.phrase {
            Some((_, _, end)) if *end < at => Context::Other,
            // `les Maliens` is a phrase by itself.
            Some((phrase, ..)) if phrase.head.is_some() || !phrase.demonyms.is_empty() => Context::Nominal,
            Some(_) => Context::Determined,
            None => match self.items.last().map(|item| &item.kind) {
                None => Context::Start,
                Some(ItemKind::Actors(actors)) if actors[0].pronoun => Context::Pronoun,
                Some(ItemKind::Actors(_) | ItemKind::Noun(_)) => Context::Nominal,
                Some(ItemKind::Preposition(_)) => Context::Preposition,
                Some(ItemKind::Pronoun | ItemKind::Who) => Context::Pronoun,
                Some(_) => Context::Other,
            },
        }
    }

    fn actor(&mut self, actor: Option<Actor>, at: usize, end: usize, is_demonym: bool) {
        if is_demonym {
            let people = self.is_people(at);
            if let (Some((phrase, _, phrase_end)), Some(actor)) = (&mut self.phrase, actor) {
                phrase.people |= people && phrase.demonyms.is_empty();
                phrase.demonyms.push(actor);
                *phrase_end = end;
            } else if let Some(actor) = actor {
                // `Les Maliens` without more, or `russo-malien` after its noun.
                let demonyms = [actor].into_iter().collect();
                let phrase = NounPhrase { demonyms, people, ..NounPhrase::default() };
                self.phrase = Some((phrase, at, end));
            }
            return;
        }
        let opened = match self.phrase.take() {
            // Its article.
            Some((phrase, first, _)) if phrase.head.is_none() && phrase.demonyms.is_empty() => first,
            Some(open) => {
                self.phrase = Some(open);
                self.close();
                at
            }
            None => at,
        };
        let kind = match actor {
            Some(actor) => ItemKind::Actors([actor].into_iter().collect()),
            // Somebody whom nobody knows: still a subject.
            None => ItemKind::Noun(NounPhrase { head: Some(at), role: true, ..NounPhrase::default() }),
        };
        // `Paris-Bamako`
        if at > 0
            && self.words.tokens[at].gap == Gap::Hyphen
            && self.items.last().is_some_and(Item::is_nominal)
        {
            self.push(ItemKind::And, at, at);
        }
        self.push(kind, opened.min(at), end);
    }

    /// Whether a nationality without a noun is the people: `les Maliens`, `Russes et Maliens`, but not `le Malien`, nor
    /// `malien` behind what is no noun.
    fn is_people(&self, at: usize) -> bool {
        let known = |at: usize| self.words.known[at];
        let before = (0..at)
            .rev()
            .find(|&before| !known(before).is_some_and(|word| word.prenominal && word.class.is_none()));
        let Some(before) = before.filter(|_| self.words.joined(at)) else { return true };
        match self.words.class(before) {
            _ if known(before).is_some_and(|word| word.one) => false,
            Some(Class::Determiner | Class::Possessive | Class::Contracted(_) | Class::And) => true,
            _ => self.words.tokens[at].gap == Gap::Hyphen || self.words.tokens[at].shape.is_capitalised(),
        }
    }

    /// A determiner opens a phrase.
    fn open(&mut self, at: usize, possessive: bool) {
        self.close();
        let end = (at + 1).min(self.words.len());
        let indefinite = self.words.is(at, "un") || self.words.is(at, "une");
        let phrase = NounPhrase { possessive, indefinite, ..NounPhrase::default() };
        self.phrase = Some((phrase, at.min(end - 1), end));
    }

    /// A word of a noun phrase.
    fn noun(&mut self, at: usize) {
        if self.phrase.as_ref().is_some_and(|(_, _, end)| *end < at) || (at > 0 && !self.words.joined(at)) {
            self.close();
        }
        let (phrase, _, end) = self.phrase.get_or_insert_with(|| (NounPhrase::default(), at, at));
        *end = at + 1;
        let word = self.words.known[at];
        if word.is_some_and(|word| word.prenominal && word.noun.is_none()) && phrase.head.is_none() {
            return;
        }
        if let Some(noun) = word.and_then(|word| word.noun).filter(|_| phrase.noun.is_none()) {
            phrase.noun = Some((noun, at));
        }
        if phrase.head.is_none() {
            phrase.head = Some(at);
            phrase.stands_for = word.and_then(|word| word.stands_for);
            phrase.stands_alone = word.is_some_and(|word| word.stands_alone);
            phrase.body = word.is_some_and(|word| word.body);
        }
    }

    /// Ends the noun phrase that is being read.
    fn close(&mut self) {
        let Some((phrase, first, end)) = self.phrase.take() else { return };
        if phrase.head.is_none() && phrase.demonyms.is_empty() {
            return;
        }
        let quoted = self.quoted;
        let kind = actor::of_phrase(&phrase).map_or(ItemKind::Noun(phrase), ItemKind::Actors);
        self.add(Item { kind, first, end, quoted });
    }

    fn add(&mut self, item: Item) {
        match self.depth {
            0 => self.items.push(item),
            _ => self.bracket.push(item),
        }
    }

    fn push(&mut self, kind: ItemKind, first: usize, end: usize) {
        self.close();
        self.add(Item { kind, first, end, quoted: self.quoted });
    }

    /// Keeps what stood in parentheses where it is a list of names.
    fn close_bracket(&mut self) {
        let names =
            |item: &Item| item.actors().is_some() || item.is_comma() || item.is_and() || item.is_aside();
        let items = std::mem::take(&mut self.bracket);
        if items.iter().all(names)
            && let (Some(first), Some(last)) = (items.first(), items.last())
        {
            let actors: SmallVec<[Actor; 2]> =
                items.iter().filter_map(Item::actors).flatten().copied().collect();
            let (first, end) = (first.first, last.end);
            if actors.len() > 1 {
                self.push(ItemKind::Listed(actors), first, end);
            }
        }
    }

    /// Whether the comma before a token closes what a name has swallowed after a comma of its own.
    fn closes_apposition(&self, at: usize) -> bool {
        let last = self.items.last().filter(|last| last.end == at && last.actors().is_some());
        self.phrase.is_none()
            && last.is_some_and(|last| {
                (last.first + 1..last.end).any(|token| self.words.tokens[token].gap == Gap::Comma)
            })
    }

    /// What stands between a token and the one before it.
    fn punctuation(&mut self, at: usize) {
        for mark in marks(self.view, self.words, at) {
            match mark {
                Mark::And => self.push(ItemKind::And, at, at),
                Mark::Comma if self.closes_apposition(at) => self.push(ItemKind::Close, at, at),
                Mark::Comma | Mark::Dash => self.push(ItemKind::Comma, at, at),
                Mark::Colon | Mark::Break => self.push(ItemKind::Break, at, at),
                Mark::Quote(opens) => {
                    self.close();
                    self.quoted = opens.unwrap_or(!self.quoted);
                }
                Mark::Open => {
                    self.close();
                    self.depth += 1;
                }
                Mark::Close => {
                    self.close();
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        self.close_bracket();
                    }
                }
            }
        }
    }
}

/// A sign between two tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
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
pub(super) fn marks(view: &View, words: &Words, at: usize) -> impl Iterator<Item = Mark> {
    let plain = at == 0 || words.joined(at);
    let between = match plain {
        true => "",
        false => &view.document.text[words.tokens[at - 1].end as usize..words.tokens[at].start as usize],
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
