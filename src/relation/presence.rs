//! Who is where, by what is done there: who meets somebody in Moscow, or speaks there, has gone to Moscow unless it lies
//! in his own country.

use super::{
    item::{Actor, Item, ItemKind},
    matched::Match,
    structure::{Stating, category as role_category, stated as state},
    typed::{Stated, entity_as},
};
use crate::model::{Detail, EntityIndex, EntryIndex, Kind, Modality, Relation, RelationType, Span, Voice};

impl Stated<'_> {
    /// `A et B se sont rencontrés à Moscou`: A and B have gone there, each unless it is in his country.
    pub(super) fn meeting_place(&self, matched: &Match, meeting: &Relation, found: &mut Vec<Relation>) {
        let Some(place) = meeting.place.filter(|_| meeting.relation == "meets" && !meeting.negated) else {
            return;
        };
        for actor in matched.source.actors.iter().chain(&matched.target.actors) {
            if [meeting.source, meeting.target].contains(&actor.entity) && actor.stands_for.is_none() {
                let stating =
                    Stating { relation: "visits", rule: "fr.visits.meeting-place", confidence: 0.85 };
                let visit = self.visit(actor, place, meeting.span, stating);
                found.extend(visit.map(|visit| Relation {
                    modality: meeting.modality,
                    dates: meeting.dates,
                    dated: meeting.dated,
                    ..visit
                }));
            }
        }
    }

    /// `À Niamey, A a promis …`: A has gone there.
    pub(super) fn fronted_place(&self, found: &mut Vec<Relation>) {
        let items = &self.reduced.items;
        let start = items.iter().position(|item| !item.is_aside()).unwrap_or(items.len());
        let [Item { kind: ItemKind::Preposition(at), .. }, place, comma, ..] = &items[start..] else {
            return;
        };
        let Some([place]) = place.actors().filter(|_| comma.is_comma()) else { return };
        let is_at = &*self.view.lexicon.frames.prepositions[at.0 as usize] == "à";
        let mention = &self.view.mentions[place.mention];
        let town = mention.kind == Kind::Place && mention.metonymy.is_some();
        let verb = items.iter().position(Item::is_finite_verb);
        let (true, Some(verb)) = (is_at && town, verb) else { return };
        let group = items[verb].verb().expect("a finite verb");
        let Some(subject) = self.clause().subject(verb).filter(|subject| subject.item > start) else {
            return;
        };
        if group.voice == Voice::Passive
            || group.modality != Modality::Asserted
            || group.negated
            || items[verb].quoted
        {
            return;
        }
        let tokens = self.words.tokens;
        let span = Span::new(tokens[items[start].first].start, tokens[items[verb].end - 1].end);
        for actor in subject.actors {
            let stating = Stating { relation: "visits", rule: "fr.visits.fronted-place", confidence: 0.85 };
            found.extend(mention.entity.and_then(|place| self.visit(actor, place, span, stating)));
        }
    }

    /// That somebody has gone to a place, where it lies in no country of his.
    fn visit(&self, actor: &Actor, place: EntityIndex, span: Span, stating: Stating) -> Option<Relation> {
        let person = entity_as(self.view, actor, &[Kind::Person])?;
        let (home, there) = (self.home(actor, person)?, self.country_of_place(place)?);
        let mention = &self.view.mentions[actor.mention];
        // An ambassador lives there.
        let resides = mention.role.and_then(|role| role_category(self.view, role.entry?)) == Some("diplomat");
        (home != there && !resides).then(|| state(self.view, mention, stating, (person, place), span, None))
    }

    /// Whether somebody is said to go to his own country or its capital: he comes home.
    pub(super) fn at_home(&self, relation: &RelationType, person: &Actor, place: EntityIndex) -> bool {
        let there = &self.view.entities[place.0 as usize];
        let capital = |row: EntryIndex| match &self.view.lexicon.entry(row).detail {
            Detail::Place { place_type, .. } => &**place_type == "capital",
            _ => false,
        };
        if &*relation.id != "visits" || !(there.kind == Kind::Country || there.entry.is_some_and(capital)) {
            return false;
        }
        let country = if there.kind == Kind::Country { there.entry } else { self.country_of_place(place) };
        self.home(person, person.entity).is_some_and(|home| Some(home) == country)
    }

    /// The country of a person: by the lists, or the one beside the role.
    pub(super) fn home(&self, actor: &Actor, person: EntityIndex) -> Option<EntryIndex> {
        let view = self.view;
        let known = view.entities[person.0 as usize].entry.map(|row| view.lexicon.entry(row));
        let known =
            known.filter(|row| matches!(row.detail, Detail::Person { .. })).and_then(|row| row.country);
        let of = view.mentions[actor.mention].of.and_then(|of| of.entry);
        known.or_else(|| of.filter(|&row| view.lexicon.entry(row).kind == crate::model::EntryKind::Country))
    }

    /// The country of a person by the lists.
    pub(super) fn home_of(&self, person: EntityIndex) -> Option<EntryIndex> {
        let row = self.view.lexicon.entry(self.view.entities[person.0 as usize].entry?);
        row.country.filter(|_| matches!(row.detail, Detail::Person { .. }))
    }

    fn country_of_place(&self, place: EntityIndex) -> Option<EntryIndex> {
        let row = self.view.entities[place.0 as usize].entry?;
        self.view.lexicon.entry(row).country
    }
}
