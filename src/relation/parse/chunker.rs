//! The chunker: reads a tagged sentence into chunks, from left to right.

use super::{
    actor::{self, ActorFinder},
    chunk::{Actor, Chunk, ChunkKind, Dates, GroupForm, NounPhrase, REACH},
    clause::Clause,
    context::DocumentContext,
    reference,
    tagged::{Mark, TaggedSentence, marks},
    verb_group,
};
use crate::{
    matcher::{Gap, Token},
    model::{Class, Element, Kind, PrepositionId, VerbForm, Voice, word},
    relation::time::DateReader,
};
use smallvec::SmallVec;

/// The chunks of a sentence.
pub(crate) fn chunk(context: &DocumentContext, words: &TaggedSentence, actors: &ActorFinder) -> Vec<Chunk> {
    let speech = context.starts_quoted(actors.sentence);
    let mut chunker = Chunker {
        context,
        words,
        actors,
        chunks: Vec::with_capacity(words.len()),
        settled: (0, [false; 2]),
        phrase: None,
        date: (0, 0),
        // Of what goes on from the sentence before, nobody knows where it ends.
        quoted: speech && context.opens_quotation(actors.sentence),
        speech,
        depth: 0,
        bracket: Vec::new(),
    };
    chunker.run();
    chunker.chunks
}

struct Chunker<'r> {
    context: &'r DocumentContext<'r>,
    words: &'r TaggedSentence<'r>,
    actors: &'r ActorFinder<'r>,
    chunks: Vec<Chunk>,
    /// So many chunks cannot change any more, and whether one of them is the subject of a masculine pronoun, of a feminine one.
    settled: (usize, [bool; 2]),
    /// The noun phrase that is being read, and its first token.
    phrase: Option<(NounPhrase, usize, usize)>,
    /// The next token that a date may start with, and the next without which there is none.
    date: (usize, usize),
    quoted: bool,
    /// Whether somebody speaks, in a quotation that a sentence before may have opened.
    speech: bool,
    /// How deep in parentheses.
    depth: usize,
    /// What stands in the parentheses.
    bracket: Vec<Chunk>,
}

impl Chunker<'_> {
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
            && !verb_group::is_auxiliary_form(self.words, at)
            && let Some((end, when)) = self.context.dates.read(self.words.tokens, self.words.text, at)
        {
            let dates = when.dates.map(|told| Dates { told, ahead: when.ahead });
            self.date(at, end, dates);
            return end;
        }
        if let Some((kind, end)) = self.latter(at) {
            self.push(kind, at, end);
            return end;
        }
        // Neither an expression of several words nor a verb starts with a word that no list has.
        if self.words.entry(at).is_some() {
            if let Some((kind, end)) = self.words.expression(at) {
                self.push(kind, at, end);
                return end;
            }
            let dates = &self.context.dates;
            if let Some(reading) = verb_group::read(self.words, dates, at, self.context(at)) {
                let verb_group::Reading { mut group, end, date } = reading;
                group.negated ^= group.form == GroupForm::Infinitive && self.is_without();
                self.push(ChunkKind::Verb(group), at, end);
                if let Some(date) = date {
                    self.push(ChunkKind::Date(Some(date)), end, end);
                }
                return end;
            }
        }
        self.word(at);
        at + 1
    }

    /// `sans`, `au lieu de`: whether the last chunk says that what follows has not happened.
    fn is_without(&self) -> bool {
        let last = self.chunks.iter().rfind(|chunk| !chunk.is_aside()).and_then(Chunk::preposition);
        self.phrase.is_none()
            && last.is_some_and(|last| self.words.frames.preposition_has(last, word::WITHOUT))
    }

    /// Whether a word of a date stands at a token, or so near that a date may start with what stands before it.
    fn may_be_date(&mut self, at: usize) -> bool {
        let (words, tokens) = (self.context.dates.words(), self.words.tokens);
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
    fn date(&mut self, at: usize, end: usize, dates: Option<Dates>) {
        let mut first = at;
        match self.phrase.take() {
            Some((phrase, start, _)) if phrase.head.is_none() && phrase.demonyms.is_empty() => first = start,
            open => self.phrase = open,
        }
        self.close();
        if let Some(Chunk { kind: ChunkKind::Preposition(_), first: start, end, .. }) = self.chunks.last()
            && *end == first
        {
            first = *start;
            self.chunks.pop();
        }
        self.push(ChunkKind::Date(dates), first, end);
    }

    /// `ce dernier`, `celle-ci`: whom it means, where that is sure, and what follows it.
    fn latter(&self, at: usize) -> Option<(ChunkKind, usize)> {
        let words = self.words;
        let opens = words.has(at, word::LATTER_OPENER) && words.has(at + 1, word::LATTER);
        let end = at + 2;
        // `ce dernier match`
        let noun = end < words.len()
            && words.joined(end)
            && words.entry(end).is_none_or(|entry| entry.class.is_none() && entry.verbs.is_empty());
        if !opens || (noun && !words.is_adverb(end)) {
            return None;
        }
        let feminine = words.has(at, word::FEMININE_DETERMINER | word::FEMININE_PRONOUN);
        let actor = if self.speech { None } else { reference::latter(self.actors, at, feminine) };
        let kind = actor.map_or(ChunkKind::Pronoun, |actor| ChunkKind::Actors([actor].into_iter().collect()));
        Some((kind, end))
    }

    fn word(&mut self, at: usize) {
        // `prix Nobel de la paix 2018`
        let last = if self.phrase.is_none() { self.chunks.last() } else { None };
        let behind = last.is_some_and(|last| last.end == at && last.actors().is_some());
        let last_of_all = at + 1 == self.words.len() || !self.words.joined(at + 1);
        if behind && last_of_all && self.words.tokens[at].shape.is_number() {
            return self.push(ChunkKind::Aside, at, at + 1);
        }
        // `le très controversé X`
        if self.is_determined(at)
            && matches!(self.words.class(at), Some(Class::Adverb))
            && let Some((_, _, end)) = &mut self.phrase
        {
            *end = at + 1;
            return;
        }
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
            Some(Class::Preposition(preposition)) => ChunkKind::Preposition(preposition),
            Some(Class::Contracted(preposition)) => {
                self.push(ChunkKind::Preposition(preposition), at, at + 1);
                return self.open(at + 1, false);
            }
            Some(Class::And) => ChunkKind::And,
            Some(Class::But) => ChunkKind::Break,
            Some(Class::RelativeSubject) => ChunkKind::Who,
            Some(Class::Relative(held)) => ChunkKind::Whose(held),
            Some(Class::That) => match self.after_nominal() || self.inverts(at) {
                true => ChunkKind::Relative,
                false => ChunkKind::That,
            },
            Some(Class::Subordinator) => ChunkKind::Subordinator,
            Some(Class::If) => ChunkKind::If,
            Some(Class::Pronoun) => self.pronoun(at),
            Some(Class::Clitic) => ChunkKind::Pronoun,
            _ => ChunkKind::Aside,
        };
        self.push(kind, at, at + 1);
    }

    /// `a livré des avions`, `n’a pas lancé d’offensive`, `impose de lourdes sanctions`, `Des soldats …`: an article.
    fn is_partitive(&self, at: usize) -> bool {
        let frames = self.words.frames;
        if self.phrase.is_some() || self.actors.at(at + 1).is_some() {
            return false;
        }
        let adjective = || self.is_adjective(at + 1);
        let contracted = matches!(self.words.class(at), Some(Class::Contracted(_)));
        let Some(last) = self.chunks.iter().rev().find(|chunk| !chunk.is_aside()) else {
            return self.words.has(at, word::PARTITIVE_ARTICLE) || adjective();
        };
        // `A, B et d’autres dirigeants ont …`
        let mut near = self.chunks.iter().rev().take(REACH);
        if last.is_and() && near.all(|chunk| chunk.verb().is_none() && chunk.preposition().is_none()) {
            return adjective();
        }
        let of = |element: &Element| match element {
            Element::Slot(_, of) | Element::Pair(of) | Element::Preposition(of) => {
                of.contains(&PrepositionId::OF)
            }
            Element::Word(_) | Element::Infinitive | Element::Noun | Element::Comma => false,
        };
        // `prend d’assaut B` says nothing of `prend des mesures`, nor `exige de B des excuses` of `exige des excuses`.
        let noun = at + 1 + usize::from(self.words.has(at + 1, word::PRENOMINAL));
        let actors = || self.words.entry(noun).is_some_and(|entry| entry.stands_for.is_some());
        let takes_of = |&template: &u32| {
            let template = &frames.templates[template as usize];
            let fits = match &template.after[..] {
                _ if !self.words.has(at, word::PARTITIVE_ARTICLE) => true,
                [Element::Preposition(_), Element::Word(words), ..] => self.words.is_one_of(noun, words),
                [Element::Slot(..), _, ..] => actors(),
                _ => true,
            };
            template.voice == Voice::Active && template.after.first().is_some_and(of) && fits
        };
        // `…, et des manifestants s’en sont pris à B`: a clause of its own.
        if self.opens_clause() {
            return self.words.has(at, word::PARTITIVE_ARTICLE) || adjective();
        }
        // `par des combattants`, `avec de lourdes pertes`
        if last.preposition().is_some_and(|before| before != PrepositionId::OF) {
            return contracted || adjective();
        }
        let Some(verb) = last.verb().filter(|verb| verb.voice == Voice::Active) else { return false };
        let takes =
            verb.verb.is_some_and(|verb| frames.verbs[verb.0 as usize].templates.iter().any(takes_of));
        !takes && verb.verb.is_some() && (contracted || verb.negated || adjective())
    }

    /// Whether a new clause may start here: behind a semicolon or colon, or behind a comma and `et`.
    fn opens_clause(&self) -> bool {
        let mut before = self.chunks.iter().rev().filter(|chunk| !chunk.is_aside());
        match before.next() {
            Some(last) if last.is_and() => before.next().is_some_and(Chunk::is_comma),
            Some(last) => matches!(last.kind, ChunkKind::Break),
            None => false,
        }
    }

    /// Whether a word is an adjective before its noun: by the list, or because the noun of a frame follows it.
    fn is_adjective(&self, at: usize) -> bool {
        let noun = |at: usize| self.words.entry(at).is_some_and(|entry| entry.noun.is_some());
        let unknown =
            self.words.entry(at).is_none_or(|entry| entry.class.is_none() && entry.verbs.is_empty());
        let joined = |at: usize| at < self.words.len() && self.words.joined(at);
        self.words.has(at, word::PRENOMINAL)
            || (joined(at)
                && joined(at + 1)
                && unknown
                && !noun(at)
                && noun(at + 1)
                && self.actors.at(at).is_none())
    }

    /// `il`, `elle`, `je` in a quotation: whom it means, where that is sure.
    fn pronoun(&mut self, at: usize) -> ChunkKind {
        let feminine = self.words.has(at, word::FEMININE_PRONOUN);
        let actor = match self.words.has(at, word::PERSONAL) {
            _ if self.speech && self.words.has(at, word::SPEAKING) => reference::speaker(self.actors, at),
            true if !self.speech && !self.words.is_impersonal(at) && !self.has_other_subject(feminine) => {
                reference::pronoun(self.actors, at, feminine)
            }
            _ => None,
        };
        actor.map_or(ChunkKind::Pronoun, |actor| ChunkKind::Actors([actor].into_iter().collect()))
    }

    /// `Le pays a quitté Paris, qu’il accuse …`: whether a noun of the gender of a pronoun, which is no actor, is the subject of
    /// a verb before it.
    fn has_other_subject(&mut self, feminine: bool) -> bool {
        let settled = self.chunks.len().saturating_sub(REACH);
        for at in self.settled.0..settled {
            self.settled.1 =
                [false, true].map(|of| self.settled.1[usize::from(of)] || self.is_subject(at, of));
        }
        self.settled.0 = settled.max(self.settled.0);
        self.settled.1[usize::from(feminine)]
            || (self.settled.0..self.chunks.len()).any(|at| self.is_subject(at, feminine))
    }

    /// Whether a chunk is such a subject.
    fn is_subject(&self, at: usize, feminine: bool) -> bool {
        let clause = Clause { chunks: &self.chunks, frames: self.words.frames };
        let other = if feminine { word::MASCULINE_DETERMINER } else { word::FEMININE_DETERMINER };
        let verb = || clause.after(at).is_some_and(|next| self.chunks[next].is_finite_verb());
        self.chunks[at].noun().is_some()
            && (verb() || clause.before(at).is_none())
            && clause.preposition_before(at).is_none()
            && !self.words.has(self.chunks[at].first, other)
    }

    /// Whether an article stands right before a word.
    fn is_determined(&self, at: usize) -> bool {
        self.phrase.as_ref().is_some_and(|(phrase, _, end)| phrase.head.is_none() && *end == at)
    }

    /// Whether the last chunk is a phrase that `que` may go back to.
    fn after_nominal(&mut self) -> bool {
        self.close();
        let frames = self.words.frames;
        let speech = |chunk: &Chunk| {
            let verb = chunk.verb().and_then(|verb| verb.verb);
            verb.is_some_and(|verb| frames.verbs[verb.0 as usize].speech)
        };
        match &self.chunks[..] {
            // `a assuré à l’AFP que …`
            [.., verb, Chunk { kind: ChunkKind::Preposition(_), .. }, last] => {
                last.is_nominal() && !speech(verb)
            }
            // `A, que B a reçu, …`
            [.., name, comma] if comma.is_comma() => {
                let person = |actor: &Actor| {
                    actor.stands_for.is_none() && self.context.mentions[actor.mention].kind == Kind::Person
                };
                // `Le Mali, que B a suspendu, …`: nobody has said anything yet.
                let first = !self.chunks.iter().any(|chunk| chunk.verb().is_some());
                name.actors().is_some_and(|actors| first || actors.iter().all(person))
            }
            [.., last] => last.is_nominal(),
            [] => false,
        }
    }

    /// `A, que préside B`: whether `que` goes back to a name, since the verb stands right behind it, before its subject.
    fn inverts(&self, that: usize) -> bool {
        let words = self.words;
        let verb = that + 1;
        let finite = verb < words.len()
            && words.joined(verb)
            && self.actors.at(verb).is_none()
            && words.entry(verb).is_some_and(|entry| {
                let finite = |form: &VerbForm| form.tense.is_finite() && form.third_person;
                entry.class.is_none() && !entry.clitic && entry.verbs.iter().any(finite)
            });
        let mut before = self.chunks.iter().rev().skip_while(|chunk| chunk.is_aside() || chunk.is_comma());
        finite && before.next().is_some_and(|name| name.actors().is_some())
    }

    /// What stands before a token, for those who must tell a verb from a noun.
    fn context(&self, at: usize) -> verb_group::Preceding {
        use verb_group::Preceding;
        if at > 0 && !self.words.joined(at) {
            return if self.is_behind_subject() { Preceding::Nominal } else { Preceding::Start };
        }
        match &self.phrase {
            Some((_, _, end)) if *end < at => Preceding::Other,
            // `les Maliens` is a phrase by itself.
            Some((phrase, ..)) if phrase.head.is_some() || !phrase.demonyms.is_empty() => Preceding::Nominal,
            Some(_) => Preceding::Determined,
            None => match self.chunks.last().map(|chunk| &chunk.kind) {
                None => Preceding::Start,
                Some(ChunkKind::Actors(actors)) if actors[0].pronoun => Preceding::Pronoun,
                Some(ChunkKind::Actors(_) | ChunkKind::Noun(_)) => Preceding::Nominal,
                Some(ChunkKind::Preposition(_)) => Preceding::Preposition,
                Some(ChunkKind::Pronoun | ChunkKind::Who) => Preceding::Pronoun,
                Some(_) => Preceding::Other,
            },
        }
    }

    /// `La Russie, membre de l’ONU,`: whether a comma closes what stands behind the name that the sentence starts with.
    fn is_behind_subject(&self) -> bool {
        let Some(last) = self.chunks.len().checked_sub(1).filter(|_| self.depth == 0) else { return false };
        let clause = Clause { chunks: &self.chunks, frames: self.words.frames };
        clause.opening(last).is_some_and(|open| !self.chunks[..open].iter().any(Chunk::is_finite_verb))
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
            Some(actor) => ChunkKind::Actors([actor].into_iter().collect()),
            // Somebody whom nobody knows: still a subject.
            None => ChunkKind::Noun(NounPhrase { head: Some(at), role: true, ..NounPhrase::default() }),
        };
        // `Paris-Bamako`
        if at > 0
            && self.words.tokens[at].gap == Gap::Hyphen
            && self.chunks.last().is_some_and(Chunk::is_nominal)
        {
            self.push(ChunkKind::And, at, at);
        }
        self.push(kind, opened.min(at), end);
    }

    /// Whether a nationality without a noun is the people: `les Maliens`, `Russes et Maliens`, but not `le Malien`, nor
    /// `malien` behind what is no noun.
    fn is_people(&self, at: usize) -> bool {
        let adjective = |at: usize| self.words.has(at, word::PRENOMINAL) && self.words.class(at).is_none();
        let before = (0..at).rev().find(|&before| !adjective(before));
        let Some(before) = before.filter(|_| self.words.joined(at)) else { return true };
        match self.words.class(before) {
            _ if self.words.has(before, word::SINGULAR) => false,
            Some(Class::Determiner | Class::Possessive | Class::Contracted(_) | Class::And) => true,
            _ => self.words.tokens[at].gap == Gap::Hyphen || self.words.tokens[at].shape.is_capitalised(),
        }
    }

    /// A determiner opens a phrase.
    fn open(&mut self, at: usize, possessive: bool) {
        self.close();
        let end = (at + 1).min(self.words.len());
        let indefinite = self.words.has(at, word::INDEFINITE);
        let several = word::DEFINITE_PLURAL | word::PARTITIVE_ARTICLE;
        let plural = self.words.has(at, several);
        // `une audience de deux heures`
        let determined = self.words.entry(at).is_none_or(|entry| entry.number == 0);
        let phrase = NounPhrase { determined, possessive, indefinite, plural, ..NounPhrase::default() };
        self.phrase = Some((phrase, at.min(end - 1), end));
    }

    /// A word of a noun phrase.
    fn noun(&mut self, at: usize) {
        if self.phrase.as_ref().is_some_and(|(_, _, end)| *end < at) || (at > 0 && !self.words.joined(at)) {
            self.close();
        }
        let (phrase, _, end) = self.phrase.get_or_insert_with(|| (NounPhrase::default(), at, at));
        *end = at + 1;
        let entry = self.words.entry(at);
        let noun = entry.and_then(|entry| entry.noun);
        if self.words.has(at, word::PRENOMINAL) && noun.is_none() && phrase.head.is_none() {
            return;
        }
        if let Some(noun) = noun.filter(|_| phrase.noun.is_none()) {
            phrase.noun = Some((noun, at));
        }
        if phrase.head.is_none() {
            phrase.head = Some(at);
            phrase.stands_for = entry.and_then(|entry| entry.stands_for);
            phrase.stands_alone = entry.is_some_and(|entry| entry.stands_alone);
            phrase.body = self.words.has(at, word::BODY_NOUN);
            phrase.bearer = self.words.has(at, word::BEARER_NOUN);
            phrase.text = self.words.has(at, word::TEXT_NOUN);
            phrase.will = self.words.has(at, word::WILL_NOUN);
            phrase.refusal = self.words.has(at, word::REFUSAL_NOUN);
        }
    }

    /// Ends the noun phrase that is being read.
    fn close(&mut self) {
        let Some((phrase, first, end)) = self.phrase.take() else { return };
        if phrase.head.is_none() && phrase.demonyms.is_empty() {
            return;
        }
        let quoted = self.quoted;
        if self.is_epithet(&phrase, first, end) {
            return self.add(Chunk { kind: ChunkKind::Aside, first, end, quoted });
        }
        let kind = actor::of_phrase(&phrase).map_or(ChunkKind::Noun(phrase), ChunkKind::Actors);
        self.add(Chunk { kind, first, end, quoted });
    }

    /// `l’Allemagne nazie`: whether a phrase is one word in small letters right behind the name of a country, which no list has
    /// for a noun.
    fn is_epithet(&self, phrase: &NounPhrase, first: usize, end: usize) -> bool {
        let last = if self.depth == 0 { self.chunks.last() } else { None };
        let country = |actor: &Actor| self.context.mentions[actor.mention].kind == Kind::Country;
        let behind = last.filter(|last| last.end == first).and_then(Chunk::actors);
        end == first + 1
            && self.words.joined(first)
            && !self.words.tokens[first].shape.is_capitalised()
            && phrase.demonyms.is_empty()
            && self.words.entry(first).is_none_or(|entry| entry.noun.is_none() && entry.stands_for.is_none())
            && behind.is_some_and(|actors| actors.iter().all(country))
    }

    fn add(&mut self, chunk: Chunk) {
        match self.depth {
            0 => self.chunks.push(chunk),
            _ => self.bracket.push(chunk),
        }
    }

    fn push(&mut self, kind: ChunkKind, first: usize, end: usize) {
        self.close();
        self.add(Chunk { kind, first, end, quoted: self.quoted });
    }

    /// Keeps what stood in parentheses where it is a list of names, or says something of the name before it as between commas:
    /// `A (accusé par B)`, `A (filiale de B)`.
    fn close_bracket(&mut self, at: usize) {
        let names = |chunk: &Chunk| {
            chunk.actors().is_some() || chunk.is_comma() || chunk.is_and() || chunk.is_aside()
        };
        let chunks = std::mem::take(&mut self.bracket);
        if chunks.iter().all(names)
            && let (Some(first), Some(last)) = (chunks.first(), chunks.last())
        {
            let actors: SmallVec<[Actor; 2]> =
                chunks.iter().filter_map(Chunk::actors).flatten().copied().collect();
            let (first, end) = (first.first, last.end);
            if actors.len() > 1 {
                self.push(ChunkKind::Bracketed(actors), first, end);
            }
            return;
        }
        let behind_name = self.chunks.last().is_some_and(|last| last.actors().is_some());
        let says = |first: &Chunk| match &first.kind {
            ChunkKind::Verb(group) => group.form == GroupForm::PastParticiple,
            ChunkKind::Noun(phrase) => phrase.noun.is_some(),
            kind => matches!(kind, ChunkKind::Who | ChunkKind::Whose(_)),
        };
        if let Some(first) =
            chunks.first().filter(|first| behind_name && says(first)).map(|chunk| chunk.first)
        {
            self.push(ChunkKind::Comma, first, first);
            self.chunks.extend(chunks);
            self.push(ChunkKind::Comma, at, at);
        }
    }

    /// Whether the comma before a token closes what a name has swallowed after a comma of its own, with its complements:
    /// `A, gouverneur de B,`.
    fn closes_apposition(&self, at: usize) -> bool {
        let mut end = at;
        let mut chunks = self.chunks.iter().rev();
        let swallowed = |chunk: &Chunk| {
            let mut tokens = chunk.first + 1..chunk.end;
            chunk.actors().is_some() && tokens.any(|token| self.words.tokens[token].gap == Gap::Comma)
        };
        while let Some(chunk) = chunks.next().filter(|chunk| chunk.end == end && self.phrase.is_none()) {
            if swallowed(chunk) {
                return true;
            }
            // `A, présidente depuis 2020 de B,`
            if matches!(chunk.kind, ChunkKind::Aside | ChunkKind::Date(_)) {
                end = chunk.first;
                continue;
            }
            let Some(preposition) = chunks.next().filter(|_| chunk.is_nominal()) else { return false };
            if preposition.end != chunk.first || preposition.preposition().is_none() {
                return false;
            }
            end = preposition.first;
        }
        false
    }

    /// What stands between a token and the one before it.
    fn punctuation(&mut self, at: usize) {
        for mark in marks(self.context, self.words, at) {
            match mark {
                Mark::And => self.push(ChunkKind::And, at, at),
                Mark::Comma if self.closes_apposition(at) => self.push(ChunkKind::Close, at, at),
                Mark::Comma | Mark::Dash => self.push(ChunkKind::Comma, at, at),
                Mark::Colon | Mark::Break => self.push(ChunkKind::Break, at, at),
                Mark::Quote(opens) => {
                    self.close();
                    self.quoted = opens.unwrap_or(!self.quoted);
                    self.speech = opens.unwrap_or(!self.speech);
                }
                Mark::Open => {
                    self.close();
                    self.depth += 1;
                }
                Mark::Close => {
                    self.close();
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        self.close_bracket(at);
                    }
                }
            }
        }
    }
}
