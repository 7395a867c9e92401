//! What is named after a person or a saint: `avenue Kwame Nkrumah`, `lycée technique Maurice Delafosse`, `paroisse
//! Saint-Michel`, `prix Albert-Londres`; and buildings and streets with any name right behind their noun: `hôtel Kolaba`.
//! No mention of the person: a place, a body, or a thing that is no mention at all.

use super::{
    NO_MENTION, Name, View,
    gazetteer::{Reading, Readings},
    person::is_roman,
    readings_at,
};
use crate::{
    matcher::Gap,
    model::{EntryKind, FeatureSet, Kind, Usage, word},
};

/// What is named after somebody, given the unlisted names of persons.
pub(super) fn find(view: &View, readings: &Readings, people: &[Name]) -> Vec<Name> {
    let mut found = Vec::new();
    for sentence in view.sentences_with(NOUNS) {
        let limit = sentence.end_token as usize;
        let shouted = view.is_shouted(view.sentence_of(sentence.first_token as usize));
        for head in sentence.tokens().filter(|&head| view.is(head, NOUNS)) {
            let Some((kind, rule)) = kind(view, head, limit) else { continue };
            let finder = Eponyms { view, readings, people, limit, shouted };
            let found_here = finder.at(head).map(|(start, end)| Name::by_rule(start..end, kind, rule));
            found.extend(found_here);
        }
    }
    found
}

/// The nouns that a person's name may stand behind.
const NOUNS: FeatureSet = word::PLACE_AFTER_PERSON
    .or(word::BODY_AFTER_PERSON)
    .or(word::THING_AFTER_PERSON)
    .or(word::NAMED_SITE)
    .or(word::ORGANISATION_CUE);

/// The kind of what a noun before a person's name names, and the rule.
fn kind(view: &View, head: usize, limit: usize) -> Option<(Kind, &'static str)> {
    match () {
        () if is_body(view, head, limit) => Some((Kind::Organisation, "fr.organisation.eponym")),
        () if view.is(head, word::PLACE_AFTER_PERSON | word::NAMED_SITE) => {
            Some((Kind::Place, "fr.place.eponym"))
        }
        () if view.is(head, word::THING_AFTER_PERSON) => Some((Kind::Place, NO_MENTION)),
        () => None,
    }
}

/// Whether a noun is of a body that a person's name may stand behind: `lycée`, `groupe scolaire`.
fn is_body(view: &View, head: usize, limit: usize) -> bool {
    let of_school = || head + 1 < limit && view.is(head + 1, word::OF_SCHOOL);
    view.is(head, word::BODY_AFTER_PERSON) || (view.is(head, word::ORGANISATION_CUE) && of_school())
}

struct Eponyms<'v> {
    view: &'v View<'v>,
    readings: &'v Readings,
    people: &'v [Name],
    limit: usize,
    /// Whether capitals are no evidence.
    shouted: bool,
}

impl Eponyms<'_> {
    /// The tokens of what is named after somebody, from its head noun.
    fn at(&self, head: usize) -> Option<(usize, usize)> {
        let view = self.view;
        let adjectives = view.adjectives(self.readings, head + 1, self.limit);
        let body = is_body(view, head, self.limit);
        let matter = || view.matter(self.readings, adjectives, self.limit).filter(|_| body);
        let named = |first: usize| self.person(first).or_else(|| self.saint(first));
        // `Lycée Kolaba de Ségou` is a chain.
        let chain = adjectives == head + 1 && view.is(head, word::HEAD_OF_PERSON);
        let word = || self.word(adjectives).filter(|_| view.is(head, word::NAMED_SITE) && !chain);
        let end =
            named(adjectives).or_else(|| matter().and_then(|first| self.person(first))).or_else(word)?;
        // `porte-avions`
        let first = (0..=head).rev().find(|&i| view.token(i).gap != Gap::Hyphen)?;
        (self.is_noun(first, head) && !self.is_role(first)).then_some((first, end))
    }

    /// The end of the name of a person, of more than one word.
    fn person(&self, first: usize) -> Option<usize> {
        let view = self.view;
        if first >= self.limit || view.token(first).gap != Gap::Space || !view.is_capitalised(first) {
            return None;
        }
        let listed = readings_at(self.readings, first)
            .filter(|reading| reading.kind == EntryKind::Person)
            .map(|reading| reading.end as usize);
        let from = self.people.partition_point(|name| (name.first as usize) < first);
        let unlisted = self.people[from..].iter().take_while(|name| name.first as usize == first);
        listed.chain(unlisted.map(|name| name.end as usize)).max().filter(|&end| end > first + 1)
    }

    /// The end of the name of a saint: `Saint-Michel`, `Sainte-Marie de Kolaba`.
    fn saint(&self, first: usize) -> Option<usize> {
        let view = self.view;
        let here = first < self.limit
            && view.token(first).gap == Gap::Space
            && view.is_capitalised(first)
            && view.is(first, word::SAINT);
        let hyphens = (first + 1..self.limit).take_while(|&i| view.token(i).gap == Gap::Hyphen).count();
        (here && hyphens > 0).then(|| self.run(first + 1 + hyphens))
    }

    /// The end of any other name: `Kolaba`, `Kolaba-Zorlik`, `Descartes`.
    fn word(&self, first: usize) -> Option<usize> {
        let spaced = first < self.limit && self.view.token(first).gap == Gap::Space;
        (!self.shouted && spaced && self.is_strange(first)).then(|| self.run(first + 1))
    }

    /// The end of the capitalised words that go on with a name before a token.
    fn run(&self, from: usize) -> usize {
        from + (from..self.limit).take_while(|&i| self.view.joined(i) && self.is_strange(i)).count()
    }

    /// Whether a token is capitalised, no word of the language, and the name of nothing that a street is not named after.
    fn is_strange(&self, i: usize) -> bool {
        let view = self.view;
        let shape = view.token(i).shape;
        let plain = word::ORDINARY | word::FUNCTION | word::MONTH | word::WEEKDAY;
        let other = |reading: &Reading| {
            let place = reading.kind == EntryKind::Place && reading.usage != Usage::Demonym;
            !(place || reading.kind == EntryKind::Person)
        };
        let odd = shape.is_acronym() || shape.has_digit() || is_roman(view.written(i));
        shape.is_capitalised() && !odd && !view.is(i, plain) && !readings_at(self.readings, i).any(other)
    }

    /// Whether a head is a noun, and no verb or negation: `la place X Y`, but not `Paris place X Y à la tête de …`.
    fn is_noun(&self, first: usize, head: usize) -> bool {
        let view = self.view;
        if first < head {
            return true;
        }
        let determiner = word::ARTICLE | word::PLURAL_ARTICLE | word::OF | word::AT | word::DEMONSTRATIVE;
        let before = |features| head > 0 && !view.starts_sentence(head) && view.is(head - 1, features);
        let determined = before(determiner | word::INDEFINITE | word::TOPONYM_LINK);
        // `la critique de cinéma X Y`
        if before(word::BARE_OF) {
            return false;
        }
        let verb =
            view.lexicon.frames.words.get(view.written(head)).is_some_and(|word| !word.verbs.is_empty());
        determined || !(verb || view.is(head, word::FUNCTION))
    }

    /// Whether a noun is of a role: `directeur d’école X Y`.
    fn is_role(&self, head: usize) -> bool {
        let roles = [EntryKind::Role, EntryKind::Rank, EntryKind::Title];
        (head.saturating_sub(6)..=head).any(|first| {
            readings_at(self.readings, first)
                .any(|reading| roles.contains(&reading.kind) && reading.end as usize > head)
        })
    }
}
