//! What is named after a person: `avenue Kwame Nkrumah`, `lycée technique Maurice Delafosse`, `prix Albert-Londres`.
//! No mention of the person: a place, a body, or a thing that is no mention at all.

use super::{NO_MENTION, Name, View, gazetteer::Readings, readings_at};
use crate::{
    matcher::Gap,
    model::{EntryKind, FeatureSet, Kind, word},
};

/// What is named after a person, given the unlisted names of persons.
pub(super) fn find(view: &View, readings: &Readings, people: &[Name]) -> Vec<Name> {
    let mut found = Vec::new();
    for sentence in view.sentences_with(NOUNS) {
        let limit = sentence.end_token as usize;
        for head in sentence.tokens().filter(|&head| view.is(head, NOUNS)) {
            let Some((kind, rule)) = kind(view, head) else { continue };
            let finder = Eponyms { view, readings, people, limit };
            let found_here = finder.at(head).map(|(start, end)| Name::by_rule(start..end, kind, rule));
            found.extend(found_here);
        }
    }
    found
}

/// The nouns that a person's name may stand behind.
const NOUNS: FeatureSet = word::PLACE_AFTER_PERSON.or(word::BODY_AFTER_PERSON).or(word::THING_AFTER_PERSON);

/// The kind of what a noun before a person's name names, and the rule.
fn kind(view: &View, head: usize) -> Option<(Kind, &'static str)> {
    match () {
        () if view.is(head, word::PLACE_AFTER_PERSON) => Some((Kind::Place, "fr.place.eponym")),
        () if view.is(head, word::BODY_AFTER_PERSON) => Some((Kind::Organisation, "fr.organisation.eponym")),
        () if view.is(head, word::THING_AFTER_PERSON) => Some((Kind::Place, NO_MENTION)),
        () => None,
    }
}

struct Eponyms<'v> {
    view: &'v View<'v>,
    readings: &'v Readings,
    people: &'v [Name],
    limit: usize,
}

impl Eponyms<'_> {
    /// The tokens of what is named after a person, from its head noun.
    fn at(&self, head: usize) -> Option<(usize, usize)> {
        let view = self.view;
        let adjectives = (head + 1..self.limit).take(3).take_while(|&i| {
            view.token(i).gap == Gap::Space && !view.is_capitalised(i) && view.has_adjective_ending(i)
        });
        let person = head + 1 + adjectives.count();
        let end = self.person(person)?;
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

    /// Whether a head is a noun, and no verb or negation: `la place X Y`, but not `Paris place X Y à la tête de …`.
    fn is_noun(&self, first: usize, head: usize) -> bool {
        let view = self.view;
        if first < head {
            return true;
        }
        let determiner = word::ARTICLE | word::PLURAL_ARTICLE | word::OF | word::AT | word::DEMONSTRATIVE;
        let determined = head > 0
            && !view.starts_sentence(head)
            && view.is(head - 1, determiner | word::INDEFINITE | word::TOPONYM_LINK);
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
