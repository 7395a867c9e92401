//! Joins what a reduced sentence says of several: `A, B et C`, `de A et de B`, `le gouvernement du Mali`.

use super::{
    clause::within_reach,
    item::{Actor, Item, ItemKind, VerbGroup, VerbGroupForm},
    listing::{self, Listed},
    reduce::{View, Words},
    several,
};
use crate::model::{Element, Kind, PrepositionId, StandsFor, Voice, word};
use smallvec::SmallVec;
use std::ops::Range;

/// Joins the items of a sentence.
pub(super) fn join(
    view: &View,
    sentence: usize,
    words: &Words,
    items: Vec<Item>,
) -> (Vec<Item>, Vec<Listed>) {
    let items = in_power(view, words, named(view, words, of_places(view, words, items)));
    let items = capitals(view, states(view, words, items));
    // Most sentences speak of no several.
    let several = words.known.iter().flatten().any(|word| word.several.is_some());
    let (items, listed) = match several {
        true => listing::join(view, words, items),
        false => (items, Vec::new()),
    };
    let items = if several { several::resolve(view, sentence, words, items) } else { items };
    let items = several::holders(view, coordinated(shared_auxiliaries(lone_states(view, items))));
    (several::own_countries(view, words, items), listed)
}

/// `la ville de Djibo`, `la région du Sahel`: what is said of the noun is said of the place.
fn of_places(view: &View, words: &Words, mut items: Vec<Item>) -> Vec<Item> {
    let is_place = |actor: &Actor| view.mentions[actor.mention].kind == Kind::Place;
    for at in 2..items.len() {
        let place = items[at].actors().is_some_and(|actors| actors.iter().all(is_place));
        let of = place && of_preposition(&items[at - 1].kind) == Some(PrepositionId::OF);
        let ItemKind::Noun(noun) = &mut items[at - 2].kind else { continue };
        let of_place =
            |head: usize| view.lexicon.is(words.tokens[head].form, word::PLACE_NOUN | word::PLACE_DIVISION);
        noun.of_place = of && noun.head.is_some_and(of_place);
    }
    items
}

/// `le groupe Wagner`, `l’opération Barkhane`: a noun right before the name of a body is of it.
fn named(view: &View, words: &Words, mut items: Vec<Item>) -> Vec<Item> {
    // Without an article of its own: `prend pour cible le Hezbollah`.
    let is_body = |actor: &Actor, first: usize| {
        let mention = &view.mentions[actor.mention];
        mention.kind == Kind::Organisation && words.tokens[first].start == mention.span.start
    };
    let mut nouns: Vec<usize> = Vec::new();
    for at in 1..items.len() {
        let (before, item) = (&items[at - 1], &items[at]);
        let noun = before.end == item.first
            && before.noun().is_some_and(|noun| noun.noun.is_none() && noun.demonyms.is_empty());
        let body = item.actors().filter(|_| noun);
        if body.is_some_and(|actors| actors.iter().all(|actor| is_body(actor, item.first))) {
            items[at].first = before.first;
            nouns.push(at - 1);
        }
    }
    match nouns.is_empty() {
        true => items,
        false => remove(items, nouns.into_iter().map(|noun| noun..noun + 1)),
    }
}

/// `la capitale malienne` is the place, where the document names it.
fn capitals(view: &View, mut items: Vec<Item>) -> Vec<Item> {
    let is = |stands_for: Option<StandsFor>| stands_for == Some(StandsFor::Capital);
    let is_capital = |item: &Item| match &item.kind {
        ItemKind::Noun(noun) => is(noun.stands_for),
        ItemKind::Actors(actors) => actors.iter().any(|actor| is(actor.stands_for)),
        _ => false,
    };
    if !items.iter().any(is_capital) {
        return items;
    }
    for at in 1..items.len() {
        let named = items[at + 1..].iter().find(|item| !item.is_comma() && !item.is_aside());
        let governed =
            of_preposition(&items[at - 1].kind).is_some() && named.is_none_or(|next| next.actors().is_none());
        let noun = items[at].noun().filter(|noun| governed && noun.stands_for == Some(StandsFor::Capital));
        if let Some(noun) = noun.filter(|noun| noun.demonyms.len() == 1) {
            let capital = Actor { stands_for: noun.stands_for, ..noun.demonyms[0] };
            items[at].kind = ItemKind::Actors([capital].into_iter().collect());
        }
    }
    for item in &mut items {
        let ItemKind::Actors(actors) = &mut item.kind else { continue };
        for actor in actors.iter_mut().filter(|actor| actor.stands_for == Some(StandsFor::Capital)) {
            actor.stands_for = Some(StandsFor::State);
            let row = view.entities[actor.entity.0 as usize].entry;
            if let Some(index) = row.and_then(|row| view.capital(row)) {
                actor.mention = index;
                actor.entity = view.mentions[index].entity.unwrap_or(actor.entity);
            }
        }
    }
    items
}

/// `les militaires au pouvoir au Niger`, `la junte au pouvoir`: what is in power stands for the country.
fn in_power(view: &View, words: &Words, items: Vec<Item>) -> Vec<Item> {
    let is_at = |item: &Item| match item.kind {
        ItemKind::Preposition(preposition) => {
            ["à", "en"].contains(&&*words.frames.prepositions[preposition.0 as usize])
        }
        _ => false,
    };
    let power = |item: &Item| item.noun().and_then(|noun| noun.head).is_some_and(|head| words.power(head));
    let state = |item: &Item| match &item.kind {
        ItemKind::Noun(noun) => noun.stands_for == Some(StandsFor::State) && !noun.possessive,
        ItemKind::Actors(actors) => actors.iter().all(|actor| actor.stands_for == Some(StandsFor::State)),
        _ => false,
    };
    if !items.iter().any(power) {
        return items;
    }
    let mut joined: Vec<Item> = Vec::with_capacity(items.len());
    let mut at = 0;
    while at < items.len() {
        joined.push(items[at].clone());
        at += 1;
        let ([to, noun, ..], Some(last)) = (&items[at..], joined.last_mut()) else { continue };
        if !(state(last) && is_at(to) && power(noun)) {
            continue;
        }
        at += 2;
        last.end = items[at - 1].end;
        let place = items.get(at + 1).filter(|_| items.get(at).is_some_and(is_at));
        let countries = place.and_then(|place| states_in(view, place)).filter(|_| last.noun().is_some());
        if let (Some(mut countries), Some(place)) = (countries, place) {
            countries.iter_mut().for_each(|actor| actor.stands_for = Some(StandsFor::State));
            (last.kind, last.end) = (ItemKind::Actors(countries), place.end);
            at += 2;
        }
    }
    joined
}

/// The country that opens a sentence: `Au Niger, la junte …`.
fn fronted_country(view: &View, items: &[Item]) -> Option<Actor> {
    let start = items.iter().position(|item| !item.is_aside())?;
    let [to, place, comma, ..] = &items[start..] else { return None };
    let actors = place.actors().filter(|_| comma.is_comma() && of_preposition(&to.kind).is_some())?;
    let [actor] = actors else { return None };
    let country = view.mentions[actor.mention].kind == Kind::Country;
    country.then_some(Actor { stands_for: Some(StandsFor::State), ..*actor })
}

/// `la junte`, where the document speaks of one government alone.
fn lone_states(view: &View, mut items: Vec<Item>) -> Vec<Item> {
    let Some(state) = fronted_country(view, &items).or(view.state) else { return items };
    for at in 0..items.len() {
        let of = items
            .get(at + 1)
            .is_some_and(|next| matches!(next.kind, ItemKind::Preposition(PrepositionId::OF)));
        if !of && items[at].noun().is_some_and(|noun| noun.stands_alone && !noun.possessive) {
            items[at].kind = ItemKind::Actors([state].into_iter().collect());
        }
    }
    items
}

/// `le gouvernement de transition du Mali`, `les autorités de Bamako`, `les forces de sécurité nigériennes` are the
/// country.
fn states(view: &View, words: &Words, items: Vec<Item>) -> Vec<Item> {
    let of = |item: &Item| of_preposition(&item.kind) == Some(PrepositionId::OF);
    if !items.windows(2).any(|pair| is_of_state(&pair[0]) && of(&pair[1])) {
        return items;
    }
    let mut joined: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        let head =
            head_of(&joined).filter(|&head| is_of_state(&joined[head]) && !is_literal(words, &joined, head));
        match head.zip(states_in(view, &item)) {
            Some((head, mut actors)) => {
                let stands_for = joined[head].noun().and_then(|noun| noun.stands_for);
                actors.iter_mut().for_each(|actor| actor.stands_for = stands_for);
                let (first, quoted) = (joined[head].first, joined[head].quoted);
                joined.truncate(head);
                joined.push(Item { kind: ItemKind::Actors(actors), first, end: item.end, quoted });
            }
            None => joined.push(item),
        }
    }
    joined
}

/// Whether a phrase stands for the state that is named after it: not `ses autorités`, nor what a frame is about.
fn is_of_state(item: &Item) -> bool {
    item.noun().is_some_and(|noun| {
        let other = noun.noun.is_some() && !noun.stands_alone;
        matches!(noun.stands_for, Some(StandsFor::State | StandsFor::Capital)) && !other && !noun.possessive
    })
}

/// Whether a phrase holds what a template of the verb before it asks for: `assure la présidence de B`.
fn is_literal(words: &Words, items: &[Item], phrase: usize) -> bool {
    let verb =
        items[..phrase].iter().rfind(|item| !item.is_aside()).and_then(Item::verb).and_then(|verb| verb.verb);
    let Some(verb) = verb else { return false };
    let frames = words.frames;
    let asked = |spelling: &str| {
        let templates = frames.verbs[verb.0 as usize].templates.iter();
        templates.flat_map(|&index| &frames.templates[index as usize].after).any(|element| match element {
            Element::Word(wanted) => wanted.iter().any(|word| &**word == spelling),
            _ => false,
        })
    };
    items[phrase].noun().and_then(|noun| noun.head).is_some_and(|head| asked(&words.spellings[head]))
}

/// The countries and bodies that an item names, where it names nothing else.
fn states_in(view: &View, item: &Item) -> Option<SmallVec<[Actor; 2]>> {
    match &item.kind {
        ItemKind::Actors(actors) => actors.iter().all(|actor| is_state(view, actor)).then(|| actors.clone()),
        ItemKind::Noun(noun) if noun.noun.is_none() && !noun.demonyms.is_empty() => {
            Some(noun.demonyms.clone())
        }
        _ => None,
    }
}

/// The noun that `de` leads back to from the end of some items, over one noun between: `gouvernement de transition de`.
fn head_of(items: &[Item]) -> Option<usize> {
    let of = |at: usize| matches!(items[at].kind, ItemKind::Preposition(PrepositionId::OF));
    let is_noun = |at: usize| items[at].noun().is_some();
    let last = items.len().checked_sub(1).filter(|&last| of(last))?;
    let head = last.checked_sub(1).filter(|&head| is_noun(head))?;
    match head.checked_sub(2) {
        Some(outer)
            if of(head - 1)
                && is_noun(outer)
                && items[outer].noun().is_some_and(|n| n.stands_for.is_some()) =>
        {
            Some(outer)
        }
        _ => Some(head),
    }
}

fn is_state(view: &View, actor: &Actor) -> bool {
    let mention = &view.mentions[actor.mention];
    matches!(mention.kind, Kind::Country | Kind::Organisation | Kind::Demonym) || mention.metonymy.is_some()
}

/// `A a rencontré B et salué C`: the auxiliary before is that of both.
fn shared_auxiliaries(mut items: Vec<Item>) -> Vec<Item> {
    let mut last: Option<usize> = None;
    for at in 0..items.len() {
        let Some(group) = items[at].verb() else { continue };
        let before = items[within_reach(at)].iter().rfind(|item| !item.is_aside());
        let after_and = before.is_some_and(Item::is_and);
        let auxiliary = last.and_then(|last| items[last].verb()).filter(|before| {
            let compound = before.perfect || before.voice == Voice::Passive;
            compound && before.form == VerbGroupForm::Finite
        });
        let shared = auxiliary.filter(|_| after_and && group.form == VerbGroupForm::PastParticiple);
        if let Some(before) = shared {
            let group = VerbGroup {
                form: before.form,
                voice: before.voice,
                negated: before.negated,
                modality: before.modality,
                plural: before.plural,
                perfect: before.perfect,
                ..group.clone()
            };
            items[at].kind = ItemKind::Verb(group);
        }
        last = Some(at);
    }
    items
}

/// `A, B et C`, `de A et de B`.
fn coordinated(mut items: Vec<Item>) -> Vec<Item> {
    if !items.iter().any(Item::is_and) {
        return items;
    }
    let first_verb = items.iter().position(Item::is_finite_verb).unwrap_or(items.len());
    let (mut at, mut rows): (usize, Vec<Range<usize>>) = (0, Vec::new());
    while at < items.len() {
        let preposition = at.checked_sub(1).map(|before| &items[before].kind).and_then(of_preposition);
        let end = items[at].actors().map_or(at + 1, |_| row(&items, at, preposition, first_verb));
        if end > at + 1 {
            rows.push(at..end);
        }
        at = end;
    }
    for row in &rows {
        let actors = items[row.clone()].iter().filter_map(Item::actors).flatten().copied().collect();
        items[row.start].kind = ItemKind::Actors(actors);
        items[row.start].end = items[row.end - 1].end;
    }
    remove(items, rows.into_iter().map(|row| row.start + 1..row.end))
}

/// Leaves out the items of some ranges, which follow each other.
fn remove(mut items: Vec<Item>, ranges: impl IntoIterator<Item = Range<usize>>) -> Vec<Item> {
    let mut ranges = ranges.into_iter().peekable();
    let mut at = 0;
    items.retain(|_| {
        while ranges.next_if(|range| range.end <= at).is_some() {}
        at += 1;
        ranges.peek().is_none_or(|range| !range.contains(&(at - 1)))
    });
    items
}

fn of_preposition(kind: &ItemKind) -> Option<PrepositionId> {
    match kind {
        ItemKind::Preposition(preposition) => Some(*preposition),
        _ => None,
    }
}

/// A row of actors goes over at most so many items.
const LONGEST_ROW: usize = 1_000;

/// The item after the row of actors that starts at one: commas join only where an `et` ends the row.
fn row(items: &[Item], start: usize, preposition: Option<PrepositionId>, first_verb: usize) -> usize {
    let (mut end, mut sure, mut surely_before) = (start + 1, start + 1, start + 1);
    loop {
        let mut next = end;
        let comma =
            items.get(next).is_some_and(|item| item.is_comma() || matches!(item.kind, ItemKind::Close));
        next += usize::from(comma);
        let and = items.get(next).is_some_and(Item::is_and);
        next += usize::from(and);
        if !comma && !and || next - start > LONGEST_ROW {
            break;
        }
        // The preposition again, or none.
        match items.get(next).map(|item| &item.kind) {
            Some(ItemKind::Preposition(again)) if Some(*again) == preposition => next += 1,
            _ => {}
        }
        if items.get(next).and_then(Item::actors).is_none() {
            break;
        }
        end = next + 1;
        if and {
            (surely_before, sure) = (sure, end);
        }
    }
    // `A a rencontré B et C a promis …`: C is the subject of what follows.
    let is_complement = start.checked_sub(1).is_some_and(|before| {
        matches!(items[before].kind, ItemKind::Verb(_) | ItemKind::Preposition(_)) && first_verb <= before
    });
    let verb_follows = items[sure..].iter().find(|item| !item.is_aside()).is_some_and(Item::is_finite_verb);
    if is_complement && verb_follows { surely_before } else { sure }
}
