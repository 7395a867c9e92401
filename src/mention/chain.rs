//! Organisations absent from the lists, from a head noun to the end of its complements: `Union des planteurs de karité
//! de Sikasso`.

use super::{
    Name, Reason, View,
    gazetteer::{Reading, Readings},
    longest_at,
    person::is_roman,
    readings_at,
};
use crate::{
    matcher::Gap,
    model::{EntryKind, Kind, Listener, Pass, SUBSIDIARY, Usage, word},
};
use rustc_hash::FxHashSet;

/// Names from a head noun, and state bodies, outside the names found so far.
pub(super) fn find(view: &View, readings: &Readings, names: &[Name], on: &mut impl Listener) -> Vec<Name> {
    let taken = |kind: Kind| {
        names.iter().filter(move |name| name.kind == kind).map(|name| name.first).collect::<FxHashSet<u32>>()
    };
    let chains = Chains { view, readings, people: taken(Kind::Person), known: taken(Kind::Organisation) };
    let longer = |name: &Name| {
        chains.branch(name).or_else(|| chains.subsidiary(name)).or_else(|| chains.with_purpose(name))
    };
    let mut found: Vec<Name> = names.iter().filter_map(longer).collect();
    for sentence in view.sentences_with(word::CHAIN_HEAD | word::STATE_BODY) {
        let limit = sentence.end_token as usize;
        let mut at = sentence.first_token as usize;
        while at < limit {
            let first = at;
            at += 1;
            if !chains.is_head(first) {
                continue;
            }
            match chains.at(first, limit) {
                Ok(name) => {
                    at = name.end as usize;
                    found.extend(chains.inside(&name));
                    found.push(name);
                }
                Err(reason) => on.record(|| {
                    let head = Name::organisation(first..first + 1, Vec::new(), HEAD);
                    head.refused(view, Pass::Chains, reason)
                }),
            }
        }
    }
    found
}

/// The rule of a chain with a proper name in it.
const HEAD: &str = "fr.organisation.head";

/// The most words of a role before a body in it: `chef adjoint d’`.
const MOST_BEFORE: usize = 4;

/// Follows a name from its head noun to its end.
struct Chains<'v> {
    view: &'v View<'v>,
    readings: &'v Readings,
    /// First tokens of names of persons: a chain ends before them.
    people: FxHashSet<u32>,
    /// First tokens of listed organisations, which take precedence.
    known: FxHashSet<u32>,
}

/// A constituent of a chain, by its end.
#[derive(Clone, Copy, PartialEq)]
enum Constituent {
    Small(usize),
    /// A capitalised dictionary word: it may follow a proper name, and lower-case words may follow it.
    Word(usize),
    Name(usize),
}

impl Chains<'_> {
    /// Whether a token is a head noun at which no listed organisation starts.
    fn is_head(&self, first: usize) -> bool {
        let view = self.view;
        // `Chu` is no `CHU`.
        let spelled = !view.is(first, word::ACRONYM_HEAD) || view.token(first).shape.is_acronym();
        view.is(first, word::CHAIN_HEAD | word::STATE_BODY)
            && spelled
            && !self.known.contains(&(first as u32))
    }

    /// The branch abroad of a listed body of a country, with its place: `Institut français de Kinshasa`.
    fn branch(&self, name: &Name) -> Option<Name> {
        let (view, end) = (self.view, name.end as usize);
        // A form that many states share says by itself whose it is.
        let [entry] = name.candidates[..] else { return None };
        let row = view.lexicon.entry(entry);
        let home = row.country.filter(|_| {
            !name.nested && view.is(name.first as usize, word::CHAIN_HEAD | word::BODY_AFTER_PERSON)
        })?;
        let limit = view.sentence_end(end - 1);
        let start = view.after_of(end, limit).filter(|&start| view.is_capitalised(start))?;
        let place = longest_at(self.readings, start, &[EntryKind::Country, EntryKind::Place])?;
        let entry = *place.entries.first().filter(|_| place.usage != Usage::Demonym)?;
        let country =
            if place.kind == EntryKind::Country { Some(entry) } else { view.lexicon.entry(entry).country };
        country
            .filter(|&country| country != home)
            .map(|_| Name::organisation(name.first as usize..place.end as usize, Vec::new(), HEAD))
    }

    /// The branch of a listed body, with its place right behind the name: `Deloitte Afrique`, `Greenpeace Espagne`. A club with a
    /// place of its country is the same club: `Al-Nassr Riyad`.
    fn subsidiary(&self, name: &Name) -> Option<Name> {
        const BRANCHES: [&str; 5] = ["company", "bank", "ngo", "agency", "media"];
        let (view, end) = (self.view, name.end as usize);
        let sentence = view.sentence_of(end - 1);
        let open = name.kind == Kind::Organisation
            && !name.nested
            && end < view.text.sentences[sentence].end_token as usize
            && view.token(end).gap == Gap::Space
            && view.is_capitalised(end)
            && !self.people.contains(&name.end)
            && !view.is_shouted(sentence);
        let row = view.lexicon.entry(*name.candidates.first().filter(|_| open)?);
        let place = longest_at(self.readings, end, &[EntryKind::Country, EntryKind::Place])?;
        let there = view.lexicon.entry(*place.entries.first().filter(|_| place.usage != Usage::Demonym)?);
        let rows = match row.subtype()? {
            "sport" if row.country.is_some() && row.country == there.country => name.candidates.clone(),
            subtype if BRANCHES.contains(&subtype) => Vec::new(),
            _ => return None,
        };
        Some(Name::organisation(name.first as usize..place.end as usize, rows, SUBSIDIARY))
    }

    /// Another body than the listed one that its name starts with, by what it is for: `Front national pour la Paix`.
    fn with_purpose(&self, name: &Name) -> Option<Name> {
        let (view, first, end) = (self.view, name.first as usize, name.end as usize);
        let limit = view.sentence_end(end - 1);
        let open = name.kind == Kind::Organisation
            && !name.nested
            && end - first > 1
            && end < limit
            && view.is(first, word::CHAIN_HEAD);
        let purpose = |at: usize| view.is(at, word::PURPOSE);
        let start = match () {
            () if !open => None,
            () if purpose(end) => self.after_of(end, limit),
            () if view.is(end, word::AND) && (first..end).any(purpose) => self.after_article(end + 1, limit),
            () => None,
        }?;
        let named = view.is_capitalised(start)
            && view.is(start, word::ORDINARY)
            && readings_at(self.readings, start).all(|reading| reading.kind == EntryKind::Portfolio);
        let end = self.end(first, limit).filter(|&end| named && end > start)?;
        Some(Name::organisation(first..end, Vec::new(), HEAD))
    }

    /// The name from a head noun, or why there is none.
    fn at(&self, first: usize, limit: usize) -> Result<Name, Reason> {
        let view = self.view;
        // `Fédération de Russie`
        let country =
            |reading: &Reading| reading.kind == EntryKind::Country && reading.end as usize > first + 1;
        if readings_at(self.readings, first).any(country) {
            return Err(Reason::CountryName);
        }
        let shape = view.token(first).shape;
        let capital = shape.is_capitalised() && !shape.has_inner_capital();
        if let Some(end) = self.state_body(first, limit, capital) {
            let end = self.country(end, limit).unwrap_or(end);
            return Ok(Name::organisation(first..end, Vec::new(), "fr.organisation.body"));
        }
        if view.longest_of(&view.lexicon.cues.no_body_names, first, limit).is_some() {
            return Err(Reason::NoBody);
        }
        let is_chain = match capital {
            true => view.is(first, word::CHAIN_HEAD),
            false => view.is(first, word::SMALL_CHAIN_HEAD) || self.is_qualified(first, limit),
        };
        let end = is_chain.then(|| self.end(first, limit)).flatten();
        let end = end.ok_or(Reason::NoComplement)?;
        let named = (first + 1..end).any(|i| view.is_capitalised(i));
        if capital && view.starts_sentence(first) && !(named && self.is_proper(first)) {
            return Err(Reason::CapitalAtStart);
        }
        let indefinite = first > 0 && view.is(first - 1, word::INDEFINITE);
        if !capital && (!named || indefinite) {
            return Err(Reason::Unnamed);
        }
        let bracket = view.document.text[view.token(end - 1).end as usize..].starts_with(" (");
        let rule = if named || bracket { HEAD } else { "fr.organisation.common-body" };
        Ok(Name::organisation(first..end, Vec::new(), rule))
    }

    /// `cour d’appel de Paris`, `direction générale du Trésor`: a noun in small letters, and what says which it is.
    fn is_qualified(&self, first: usize, limit: usize) -> bool {
        let which = |part| matches!(part, Some(Constituent::Small(_)));
        let of_somebody =
            |at: usize| readings_at(self.readings, at).any(|reading| reading.kind == EntryKind::Role);
        self.view.is(first, word::QUALIFIED_CHAIN_HEAD)
            && which(self.part(first, first + 1, limit))
            && !self.after_of(first + 1, limit).is_some_and(of_somebody)
    }

    /// The name that a name in small letters ends with: `direction générale de l’Université de Ségou`.
    fn inside(&self, name: &Name) -> Option<Name> {
        let (first, end) = (name.first as usize, name.end as usize);
        if self.view.is_capitalised(first) || !self.view.is(first, word::QUALIFIED_CHAIN_HEAD) {
            return None;
        }
        let heads = (first + 1..end).filter(|&at| self.is_head(at));
        heads.filter_map(|at| self.at(at, end).ok()).find(|inner| inner.end == name.end)
    }

    /// Whether a head noun at the start of a sentence, where a capital is no evidence, starts a name: `Université
    /// de Ségou`, `Front patriotique`, but not `Organisation de la course`.
    fn is_proper(&self, first: usize) -> bool {
        self.view.is(first, word::SMALL_CHAIN_HEAD) || !self.view.is_of(first + 1)
    }

    /// The end of the longest state body that starts at a token. One that is listed in small letters is written so, too.
    fn state_body(&self, first: usize, limit: usize, capital: bool) -> Option<usize> {
        let view = self.view;
        if !view.is(first, word::STATE_BODY) || self.is_of_role(first) {
            return None;
        }
        let small = |name: &&String| name.starts_with(char::is_lowercase);
        let bodies = view.lexicon.cues.state_bodies.iter().filter(|name| capital || small(name));
        let end = view.longest_of(bodies, first, limit)?;
        // `Assemblée générale`, `Parlement de transition`: another body.
        let person = self.people.contains(&(end as u32));
        let other = (first + 1..end).all(|i| view.token(i).gap == Gap::Hyphen)
            && !person
            && end < limit
            && view.token(end).gap == Gap::Space
            && self.country(end, limit).is_none()
            && (view.is_capitalised(end) || self.is_adjective(end) || self.is_of(end));
        (!other).then_some(end)
    }

    /// Whether a token belongs to the words of a role: `chef d’état-major`.
    fn is_of_role(&self, at: usize) -> bool {
        let role = |reading: &Reading| reading.kind == EntryKind::Role && reading.end as usize > at;
        (at.saturating_sub(MOST_BEFORE)..at).any(|first| readings_at(self.readings, first).any(role))
    }

    /// The end of `du Mali`, `malien` after a state body.
    fn country(&self, at: usize, limit: usize) -> Option<usize> {
        let view = self.view;
        if at >= limit || view.token(at).gap != Gap::Space {
            return None;
        }
        let demonym = readings_at(self.readings, at).find(|reading| reading.usage == Usage::Demonym);
        if let Some(reading) = demonym.filter(|_| !view.is_capitalised(at)) {
            return Some(reading.end as usize);
        }
        let start = self.after_of(at, limit)?;
        let country = longest_at(self.readings, start, &[EntryKind::Country])?;
        (country.usage != Usage::Demonym && view.is_capitalised(start)).then_some(country.end as usize)
    }

    fn end(&self, first: usize, limit: usize) -> Option<usize> {
        let mut last = Constituent::Small(first + 1);
        let mut end = first + 1;
        while end < first + 16 {
            let Some(part) = self.part(first, end, limit) else { break };
            // After a proper name only another one, or its adjective: `du Sahel central`, `de Nice en
            // France`.
            let adjective = part == Constituent::Small(end + 1);
            if matches!(last, Constituent::Name(_)) && matches!(part, Constituent::Small(_)) && !adjective {
                break;
            }
            end = match part {
                Constituent::Small(end) | Constituent::Word(end) | Constituent::Name(end) => end,
            };
            last = part;
        }
        (end > first + 1).then_some(end)
    }

    fn part(&self, first: usize, at: usize, limit: usize) -> Option<Constituent> {
        let view = self.view;
        if at >= limit || view.token(at).gap != Gap::Space || self.people.contains(&(at as u32)) {
            return None;
        }
        if let Some(start) = self.after_of(at, limit) {
            return self.content(start, limit);
        }
        if at > first + 1 && view.is(at, word::AND) {
            return self.conjunct(at, limit);
        }
        if view.is_capitalised(at) {
            let word = view.is(at, word::ORDINARY) && !view.is(at, word::GIVEN | word::FUNCTION);
            let named = view.is(first, word::HEAD_OF_PERSON) || (!word && self.is_named(first, at));
            let proper = at == first + 1 && named;
            return if proper { self.name(at, limit) } else { word.then_some(Constituent::Small(at + 1)) };
        }
        self.is_adjective(at).then_some(Constituent::Small(at + 1))
    }

    /// Whether a head noun with a capital has a word of no list right behind it: `Fondation Aïcha`, but not `Groupe B`.
    fn is_named(&self, first: usize, at: usize) -> bool {
        let view = self.view;
        let shape = view.token(at).shape;
        view.is_capitalised(first)
            && !view.is(at, word::FUNCTION)
            && !(shape.is_all_capitals() || shape.has_digit() || is_roman(view.written(at)))
            && readings_at(self.readings, at).next().is_none()
    }

    /// `et d’industrie`, `et de la Paix`: a conjunct of the same case as the word before.
    fn conjunct(&self, at: usize, limit: usize) -> Option<Constituent> {
        let view = self.view;
        if let Some(end) = self.adjectives(at, limit) {
            return Some(Constituent::Small(end));
        }
        let start = self.after_of(at + 1, limit).or_else(|| self.after_article(at + 1, limit))?;
        let same = view.is_capitalised(at - 1) == view.is_capitalised(start);
        let words = view.is(at - 1, word::ORDINARY) && view.is(start, word::ORDINARY);
        (same && words).then(|| self.content(start, limit)).flatten()
    }

    /// `et sociales` after `économiques`, `et Moyennes` after `Petites`.
    fn adjectives(&self, at: usize, limit: usize) -> Option<usize> {
        let view = self.view;
        let next = at + 1;
        if next >= limit || view.token(next).gap != Gap::Space {
            return None;
        }
        let capitals = |i: usize| view.is_capitalised(i) && view.is(i, word::ORDINARY);
        let head = word::CHAIN_HEAD | word::ORGANISATION_HEAD | word::STATE_BODY | word::FUNCTION;
        let titles = capitals(at - 1) && capitals(next) && !view.is(next, head);
        let adjectives = self.is_adjective(at - 1) && self.is_adjective(next);
        (titles || adjectives).then_some(next + 1)
    }

    /// `la Justice` in `pour la Liberté et la Justice`: capitalised, and no head noun.
    fn after_article(&self, at: usize, limit: usize) -> Option<usize> {
        let view = self.view;
        let article = at + 1 < limit && view.is_article(at) && !view.is_capitalised(at);
        let head = word::CHAIN_HEAD | word::ORGANISATION_HEAD | word::STATE_BODY;
        (article && view.is_capitalised(at + 1) && !view.is(at + 1, head)).then_some(at + 1)
    }

    /// The complement of a preposition: a noun, or a proper name.
    fn content(&self, start: usize, limit: usize) -> Option<Constituent> {
        let view = self.view;
        let other = word::FUNCTION | word::MONTH | word::WEEKDAY;
        let joined = matches!(view.token(start).gap, Gap::Space | Gap::Apostrophe);
        let person = self.people.contains(&(start as u32));
        let adjective = view.is(start, word::BEFORE_NOUN);
        if !joined || person || (view.is(start, other) && !adjective) || view.token(start).shape.is_number() {
            return None;
        }
        if view.is_capitalised(start) {
            return self.name(start, limit);
        }
        // `de haut niveau`, `des jeunes agriculteurs`, `de première instance`
        let adjective = adjective
            && start + 1 < limit
            && view.token(start + 1).gap == Gap::Space
            && !view.is(start + 1, word::FUNCTION | word::SPEECH | word::ACT)
            && !view.is_capitalised(start + 1);
        let start = if adjective { start + 1 } else { start };
        let hyphens = (start + 1..limit).take_while(|&i| view.token(i).gap == Gap::Hyphen).count();
        Some(Constituent::Small(start + 1 + hyphens))
    }

    fn name(&self, start: usize, limit: usize) -> Option<Constituent> {
        let view = self.view;
        let attribute = [EntryKind::Rank, EntryKind::Role, EntryKind::Title];
        let bears = longest_at(self.readings, start, &attribute)
            .is_some_and(|reading| self.people.contains(&reading.end));
        if bears || self.people.contains(&(start as u32)) {
            return None;
        }
        let known = [EntryKind::Country, EntryKind::Place, EntryKind::Organisation];
        if let Some(reading) = longest_at(self.readings, start, &known) {
            return (reading.end as usize <= limit).then_some(Constituent::Name(reading.end as usize));
        }
        let goes_on = |&i: &usize| {
            let free = !self.people.contains(&(i as u32)) && view.is_capitalised(i);
            view.token(i).gap == Gap::Hyphen || (view.token(i).gap == Gap::Space && free)
        };
        let more = (start + 1..limit).take_while(goes_on).count();
        let word = view.is(start, word::ORDINARY) && !view.is(start, word::GIVEN | word::SURNAME);
        if more == 0 && word {
            return Some(Constituent::Word(start + 1));
        }
        Some(Constituent::Name(start + 1 + more))
    }

    /// The token after `de`, `pour`, `aux`, `contre` and an article.
    fn after_of(&self, at: usize, limit: usize) -> Option<usize> {
        let start = self.view.after(at, limit, |i| self.is_of(i))?;
        let infinitive = self.view.is(at, word::PURPOSE) && start == at + 1;
        // `Front pour une révolution`, `pour un Mali nouveau`, but not `… pour un stage`.
        let indefinite = infinitive
            && start + 1 < limit
            && self.view.is(start, word::INDEFINITE)
            && (self.view.is_capitalised(start + 1) || self.view.is(at - 1, word::CHAIN_HEAD));
        if indefinite {
            return Some(start + 1);
        }
        (!infinitive).then_some(start)
    }

    fn is_of(&self, at: usize) -> bool {
        self.view.is(at, word::OF | word::PURPOSE | word::CHAIN_LINK) && !self.view.is_capitalised(at)
    }

    /// Whether a lower-case word is an adjective rather than a verb, by its ending.
    fn is_adjective(&self, at: usize) -> bool {
        let view = self.view;
        let not = word::FUNCTION | word::SPEECH | word::ACT | word::PLACE_CUE;
        if view.token(at).gap != Gap::Space || view.is_capitalised(at) || view.is(at, not) {
            return false;
        }
        let demonym = |reading: &Reading| reading.usage == Usage::Demonym;
        readings_at(self.readings, at).any(demonym) || view.has_adjective_ending(at)
    }
}
