//! Typed relations of a document: what frames and structure state, between which entities.

use super::{
    actor::ActorFinder,
    attendance::Meeting,
    clause::{Clause, within_reach},
    frame::FrameMatcher,
    item::{Actor, Item, ItemKind, Through},
    listing::Listed,
    matched::{End, Match},
    prefilter::may_state,
    reduce::{Reduced, View, Words, reduce},
    structure::{self, Stating, stated},
    when::DateWords,
};
use crate::matcher::Gap;
use crate::model::{
    Document, Entity, EntityIndex, Frame, Frames, Kind, Lexicon, Mention, Modality, PartialDate, Relation,
    RelationType, Span, StandsFor, Text,
};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Finds the typed relations of a document, in reading order.
pub fn relations(
    document: &Document,
    text: &Text,
    lexicon: &Lexicon,
    dates: &DateWords,
    mentions: &[Mention],
    entities: &[Entity],
) -> Vec<Relation> {
    let view = View::of(document, text, lexicon, dates, (mentions, entities));
    let mut found = structure::relations(&view);
    let mut meeting: Option<Meeting> = None;
    let mut named = mentions.chunk_by(|one, next| one.sentence == next.sentence).peekable();
    for index in 0..text.sentences.len() {
        let mentions = named.next_if(|mentions| mentions[0].sentence as usize == index).unwrap_or_default();
        let tells = meeting.as_ref().is_some_and(|meeting| meeting.is_near(index));
        if !may_state(&view, index, mentions, tells) {
            continue;
        }
        let before = found.len();
        sentence(&view, index, meeting.as_ref(), &mut found);
        let is_person = |entity: EntityIndex| entities[entity.0 as usize].kind == Kind::Person;
        meeting = Meeting::among(&found[before..], is_person).or(meeting);
    }
    once_each(found)
}

/// The relations that frames find in a sentence.
fn sentence(view: &View, index: usize, meeting: Option<&Meeting>, found: &mut Vec<Relation>) {
    // A question states nothing.
    if view.text.sentences[index].span.of(&view.document.text).ends_with('?') {
        return;
    }
    let words = Words::of(view, &view.text.sentences[index]);
    let actors = ActorFinder::new(view, index);
    let reduced = reduce(view, index, &words, &actors);
    let clause = Clause { items: &reduced.items, frames: &view.lexicon.frames };
    let matcher = FrameMatcher { view, clause, words: &words };
    let stated = Stated { view, index, reduced: &reduced, words: &words };
    reduced.listed.iter().for_each(|listed| stated.of_list(listed, found));
    stated.fronted_place(found);
    if let Some(meeting) = meeting {
        stated.attendance(meeting, found);
    }
    matcher.run(|_, _, result| {
        if let Ok(matched) = result {
            stated.relations(&matched, found);
        }
    });
}

/// A sentence whose matches become relations.
pub(super) struct Stated<'s> {
    pub(super) view: &'s View<'s>,
    pub(super) index: usize,
    pub(super) reduced: &'s Reduced,
    pub(super) words: &'s Words<'s>,
}

impl Stated<'_> {
    fn frames(&self) -> &Frames {
        &self.view.lexicon.frames
    }

    pub(super) fn clause(&self) -> Clause<'_> {
        Clause { items: &self.reduced.items, frames: self.frames() }
    }

    /// What a list says: each in it is a member of the body, or leads it.
    fn of_list(&self, listed: &Listed, found: &mut Vec<Relation>) {
        let (relation, rule) = match listed.lead {
            true => ("leads", "fr.leads.list"),
            false => ("member_of", "fr.member_of.list"),
        };
        let Some(body) = entity_as(self.view, &listed.body, &[Kind::Organisation]) else { return };
        let tokens = self.words.tokens;
        let (first, end) = listed.tokens;
        let span = Span::new(tokens[first].start, tokens[end - 1].end);
        for member in &listed.members {
            let stating = Stating { relation, rule, confidence: 0.9 };
            let mention = &self.view.mentions[member.mention];
            found.push(stated(self.view, mention, stating, (member.entity, body), span, None));
        }
    }

    /// The relations of a match: each source with each target.
    pub(super) fn relations(&self, matched: &Match, found: &mut Vec<Relation>) {
        let frame = &self.frames().frames[self.frames().templates[matched.template as usize].frame as usize];
        let relation = self.frames().type_of(frame);
        let mut matched = matched.clone();
        let clause = self.clause();
        let trigger = matched.trigger;
        if !matched.pair && clause.items[trigger].actors().is_none() {
            let ends = [&mut matched.source, &mut matched.target].into_iter();
            for end in ends.filter(|end| end.item > trigger) {
                end.actors.extend(clause.enumerated(end.item));
            }
        }
        let matched = &matched;
        for (i, source) in matched.source.actors.iter().enumerate() {
            for (j, target) in matched.target.actors.iter().enumerate() {
                let apart = match matched.pair {
                    // Who stand in one list are one side.
                    true => i < j && ![source, target].iter().all(|end| end.through == Some(Through::List)),
                    false => !is_among(source, &matched.target) && !is_among(target, &matched.source),
                };
                if !apart {
                    continue;
                }
                let Some(stated) = self.relation(matched, frame, relation, source, target) else { continue };
                self.meeting_place(matched, &stated, found);
                found.push(stated);
            }
        }
    }

    fn relation(
        &self,
        matched: &Match,
        frame: &Frame,
        relation: &RelationType,
        source: &Actor,
        target: &Actor,
    ) -> Option<Relation> {
        let admitted = |own: &[Kind], of_type: &[Kind], actor: &Actor| {
            entity_as(self.view, actor, if own.is_empty() { of_type } else { own })
        };
        let source_entity = admitted(&frame.source, &relation.source, source)?;
        let target_entity = admitted(&frame.target, &relation.target, target)?;
        if source_entity == target_entity || self.at_home(relation, source, target_entity) {
            return None;
        }
        let span = self.evidence(matched);
        let stated_dates = self.dates(matched);
        let modality = self.modality(matched, frame);
        Some(Relation {
            relation: relation.id.to_string(),
            source: source_entity,
            target: target_entity,
            qualifier: frame.qualified.then(|| self.compound_word(matched.word)),
            sentence: self.index as u32,
            span,
            rule: frame.id.to_string(),
            confidence: self.confidence(frame, [source, target]),
            negated: matched.negated != frame.negated,
            modality,
            dates: stated_dates.or(self.view.document.date.map(PartialDate::from)),
            dated: stated_dates.is_some(),
            place: self.place(matched, [source_entity, target_entity]),
            through: source.through.or(target.through).map(Through::rule),
        })
    }

    /// The frame's confidence, or less where an end is not named; the shares are counted in docs/precision.md.
    fn confidence(&self, frame: &Frame, ends: [&Actor; 2]) -> f64 {
        let unnamed = |actor: &&Actor| {
            actor.through.is_some_and(|through| through != Through::List)
                || actor.stands_for == Some(StandsFor::People)
                || self.view.state == Some(**actor)
        };
        let share = match () {
            () if ends.iter().any(|actor| actor.pronoun) => 0.6,
            () if ends.iter().any(unnamed) => 0.8,
            () => 1.0,
        };
        (frame.confidence * share * 1_000.0).round() / 1_000.0
    }

    /// The items of the clause that a match lies in: from a break before it to a break after it.
    fn clause_of(&self, matched: &Match) -> Range<usize> {
        let items = &self.reduced.items;
        let ends = [matched.source.item, matched.target.item, matched.trigger];
        let (first, last) = (ends.into_iter().min().unwrap_or(0), ends.into_iter().max().unwrap_or(0));
        let parts = |item: &Item| {
            matches!(item.kind, ItemKind::Break | ItemKind::That | ItemKind::Subordinator | ItemKind::Who)
        };
        let start = within_reach(first).rev().find(|&at| parts(&items[at]) || items[at].is_finite_verb());
        let end =
            (last + 1..items.len().min(last + 9)).find(|&at| parts(&items[at]) || items[at].is_finite_verb());
        start.map_or(0, |start| start + 1)..end.unwrap_or(items.len().min(last + 9))
    }

    /// The date in the clause of a match that is nearest to its trigger.
    fn dates(&self, matched: &Match) -> Option<PartialDate> {
        let dates = self.clause_of(matched).filter_map(|at| match self.reduced.items[at].kind {
            ItemKind::Date(Some(dates)) => Some((at.abs_diff(matched.trigger), dates)),
            _ => None,
        });
        dates.min_by_key(|(distance, _)| *distance).map(|(_, dates)| dates)
    }

    /// The place where it happens: `à Moscou` in the clause, where that is no end of the relation.
    fn place(&self, matched: &Match, ends: [EntityIndex; 2]) -> Option<EntityIndex> {
        let items = &self.reduced.items;
        self.clause_of(matched).find_map(|at| {
            let ItemKind::Preposition(preposition) = items[at].kind else { return None };
            let name = &*self.frames().prepositions[preposition.0 as usize];
            let [actor] = items.get(at + 1)?.actors()? else { return None };
            let mention = &self.view.mentions[actor.mention];
            let entity = mention.entity.filter(|entity| !ends.contains(entity))?;
            (["à", "en", "dans"].contains(&name) && mention.kind == Kind::Place).then_some(entity)
        })
    }

    /// `demi-frère`, at `frère`.
    fn compound_word(&self, word: usize) -> String {
        let first = (0..=word).rev().find(|&at| self.words.tokens[at].gap != Gap::Hyphen).unwrap_or(word);
        self.words.spellings[first..=word].join("-")
    }

    /// From the first to the last of source, trigger and target.
    fn evidence(&self, matched: &Match) -> Span {
        let items = &self.reduced.items;
        let of = |end: &End| &items[end.item];
        let pieces = [of(&matched.source), of(&matched.target), &items[matched.trigger]];
        let first = pieces.iter().map(|item| item.first).min().expect("three pieces");
        let end = pieces.iter().map(|item| item.end).max().expect("three pieces");
        Span::new(self.words.tokens[first].start, self.words.tokens[end - 1].end)
    }

    /// How it is said, all in all: by the verbs, the frame, the clause that it lies in, the quotation around it.
    fn modality(&self, matched: &Match, frame: &Frame) -> Modality {
        let own = match matched.modality {
            Modality::Asserted => frame.modality.unwrap_or(Modality::Asserted),
            modality => modality,
        };
        let items = &self.reduced.items;
        let before = &items[within_reach(matched.trigger)];
        let under_if = before.iter().any(|item| matches!(item.kind, ItemKind::If));
        let Word { told, denied, promised } = self.word_of(before);
        match own {
            // `a promis que A soutiendrait B`: what was then to come.
            Modality::Conditional if promised && !under_if => return Modality::Planned,
            Modality::Asserted | Modality::Planned if denied => return Modality::Denied,
            Modality::Asserted if under_if => return Modality::Conditional,
            Modality::Asserted => {}
            own => return own,
        }
        match told || self.reduced.according || items[matched.trigger].quoted {
            true => Modality::Reported,
            false => Modality::Asserted,
        }
    }

    /// Under whose word a clause stands, by the verbs with `que` before it.
    fn word_of(&self, before: &[Item]) -> Word {
        let mut word = Word::default();
        for pair in before.windows(2).filter(|pair| matches!(pair[1].kind, ItemKind::That)) {
            let Some(group) = pair[0].verb() else { continue };
            let Some(verb) = group.verb.map(|verb| &self.frames().verbs[verb.0 as usize]) else { continue };
            let says = |modality: Modality| {
                verb.control.iter().any(|control| control.effect.modality == Some(modality))
            };
            word.told |= verb.speech;
            word.denied |= says(Modality::Denied) && !group.negated;
            word.promised |= says(Modality::Planned);
        }
        word
    }
}

/// Under whose word a clause stands.
#[derive(Debug, Clone, Copy, Default)]
struct Word {
    /// Somebody says so.
    told: bool,
    /// Somebody says that it is not so.
    denied: bool,
    /// Somebody promises it.
    promised: bool,
}

/// Whether somebody is among those whom a phrase for several means.
fn is_among(actor: &Actor, several: &End) -> bool {
    several.actors.iter().any(|other| other.through.is_some() && other.entity == actor.entity)
}

/// The entity that an actor is as one of some kinds: a capital is its country where no place is asked for.
pub(super) fn entity_as(view: &View, actor: &Actor, kinds: &[Kind]) -> Option<EntityIndex> {
    let mention = &view.mentions[actor.mention];
    let is = |entity: EntityIndex| kinds.contains(&view.entities[entity.0 as usize].kind);
    if let Some(entity) = mention.entity.filter(|&entity| is(entity)) {
        return Some(entity);
    }
    let country = mention.metonymy?.country;
    view.rows.entity(country).filter(|&entity| is(entity))
}

/// In reading order; of the same relation in the same sentence, the surest.
fn once_each(mut found: Vec<Relation>) -> Vec<Relation> {
    found.sort_by(|a, b| {
        let key = |relation: &Relation| (relation.sentence, relation.span.start, relation.span.end);
        key(a).cmp(&key(b)).then_with(|| a.rule.cmp(&b.rule))
    });
    let mut seen: FxHashMap<(u32, String, EntityIndex, EntityIndex), usize> = FxHashMap::default();
    let mut kept: Vec<Relation> = Vec::with_capacity(found.len());
    for relation in found {
        let key = (relation.sentence, relation.relation.clone(), relation.source, relation.target);
        match seen.get(&key) {
            Some(&place) if kept[place].confidence >= relation.confidence => {}
            Some(&place) => kept[place] = relation,
            None => {
                seen.insert(key, kept.len());
                kept.push(relation);
            }
        }
    }
    kept
}
