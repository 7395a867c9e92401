//! Lists behind a phrase for several: `les pays membres de l’AES – A, B et C –`, `les dirigeants de l’AES : A, B et C`,
//! `ces trois pays (A, B et C)`. The phrase means those in the list, and of a body they are its members or leaders.

use super::{
    item::{Actor, Item, ItemKind, Through},
    reduce::{View, Words},
};
use crate::model::{Kind, PrepositionId, Several};
use smallvec::SmallVec;

/// A list has at most so many members.
const LONGEST: usize = 64;

/// Whom a list names, and of which body they are what.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    /// The body.
    pub(super) body: Actor,
    /// Those in the list.
    pub(super) members: SmallVec<[Actor; 4]>,
    /// Whether they lead it: `dirigeants`.
    pub(super) lead: bool,
    /// First token of the phrase, and the token after the list.
    pub(super) tokens: (usize, usize),
}

/// Puts those in a list in the place of the phrase before it, and tells what they are.
pub(super) fn join(view: &View, words: &Words, items: Vec<Item>) -> (Vec<Item>, Vec<Listed>) {
    if !words.known.iter().flatten().any(|word| word.several.is_some()) {
        return (items, Vec::new());
    }
    let opens = |item: &Item| match item.kind {
        ItemKind::Listed(_) => true,
        _ => Mark::read(view, words, item).is_some(),
    };
    if !items.iter().any(opens) {
        return (items, Vec::new());
    }
    let (mut joined, mut listed): (Vec<Item>, Vec<Listed>) = (Vec::with_capacity(items.len()), Vec::new());
    let mut at = 0;
    while at < items.len() {
        let head = if opens(&items[at]) { Head::read(words, &joined) } else { None };
        let list = head
            .and_then(|head| Some((List::read(view, words, &items, at, head.of)?, head)))
            .filter(|(list, head)| head.number == 0 || head.number == list.members.len());
        let Some((list, head)) = list else {
            joined.push(items[at].clone());
            at += 1;
            continue;
        };
        let first = joined[head.item].first;
        let end = items[list.end - 1].end.max(first + 1);
        if let Some(body) = head.body {
            listed.push(Listed {
                body,
                members: list.members.clone(),
                lead: head.lead,
                tokens: (first, end),
            });
        }
        let quoted = joined[head.item].quoted;
        joined.truncate(head.item);
        let through = |actor: Actor| Actor { through: Some(Through::List), ..actor };
        let actors = list.members.into_iter().map(through).collect();
        joined.push(Item { kind: ItemKind::Actors(actors), first, end, quoted });
        at = list.end;
    }
    (joined, listed)
}

/// A phrase for several at the end of some items.
struct Head {
    /// Where it starts.
    item: usize,
    /// Of what it speaks.
    of: Several,
    /// How many it says that they are, or 0.
    number: usize,
    /// The body that they are members or leaders of.
    body: Option<Actor>,
    /// Whether they are its leaders.
    lead: bool,
}

impl Head {
    fn read(words: &Words, items: &[Item]) -> Option<Head> {
        let last = items.len().checked_sub(1)?;
        let behind = |item: usize| {
            let of = item.checked_sub(2).filter(|_| is_of(&items[item - 1]));
            of.filter(|&noun| items[noun].noun().is_some())
        };
        let (item, body) = match &items[last].kind {
            // `les dirigeants de l’AES` is one actor, or a noun and an actor.
            ItemKind::Actors(actors) if actors.len() == 1 => (
                behind(last).filter(|&noun| several(words, &items[noun]).is_some()).unwrap_or(last),
                Some(actors[0]),
            ),
            ItemKind::Noun(_) => (last, None),
            _ => return None,
        };
        let (noun, of) = several(words, &items[item])?;
        let is = |word: &str| words.is(noun, word);
        let state = words.is(noun + 1, "d") && words.is(noun + 2, "état")
            || items.get(item + 2).is_some_and(|next| words.is(next.first, "état"));
        let lead = words.known[noun].is_some_and(|word| word.leads) && (!is("chefs") || state);
        let plain = !(items[item].first..noun)
            .chain([noun + 1])
            .any(|at| words.known.get(at).copied().flatten().is_some_and(|word| word.former));
        let number = noun.checked_sub(1).and_then(|before| words.known[before]).map_or(0, |word| word.number);
        let body = body.filter(|_| plain && (of != Several::People || lead));
        Some(Head { item, of, number: number as usize, body, lead })
    }
}

/// The noun for several in a phrase.
fn several(words: &Words, item: &Item) -> Option<(usize, Several)> {
    let end = item.end.min(words.len());
    (item.first..end).find_map(|token| Some((token, words.known[token]?.several?)))
}

fn is_of(item: &Item) -> bool {
    matches!(item.kind, ItemKind::Preposition(PrepositionId::OF))
}

/// A list of names behind an opening mark.
struct List {
    members: SmallVec<[Actor; 4]>,
    /// The item after it.
    end: usize,
}

impl List {
    /// The list that starts with the mark at an item.
    fn read(view: &View, words: &Words, items: &[Item], at: usize, of: Several) -> Option<List> {
        let kind = match of {
            Several::Countries | Several::Members => Kind::Country,
            Several::People => Kind::Person,
            Several::Actors => return None,
        };
        let fits = |actor: &Actor| view.entities[actor.entity.0 as usize].kind == kind;
        if let ItemKind::Listed(actors) = &items[at].kind {
            let all = actors.iter().all(fits);
            return all.then(|| List { members: actors.iter().copied().collect(), end: at + 1 });
        }
        let mark = Mark::read(view, words, &items[at])?;
        let start =
            (at..items.len()).find(|&next| !matches!(items[next].kind, ItemKind::Break | ItemKind::Comma))?;
        let (mut members, mut end, mut and) = (SmallVec::<[Actor; 4]>::new(), start, false);
        let mut next = start;
        while let Some(actors) =
            items.get(next).and_then(Item::actors).filter(|actors| actors.iter().all(fits))
        {
            members.extend_from_slice(actors);
            end = next + 1;
            // `A, président en exercice de la Confédération, B`
            while items.get(end).is_some_and(is_of) && items.get(end + 1).is_some_and(Item::is_nominal) {
                end += 2;
            }
            next = end;
            while let Some(ItemKind::Comma | ItemKind::Close | ItemKind::And | ItemKind::Aside) =
                items.get(next).map(|item| &item.kind)
            {
                and |= items[next].is_and();
                next += 1;
            }
            if next == end {
                break;
            }
        }
        let closed = match items.get(end).map(|item| &item.kind) {
            None | Some(ItemKind::Break) => true,
            Some(ItemKind::Comma | ItemKind::Close) => mark == Mark::Dash,
            _ => false,
        };
        let distinct = members.len() <= LONGEST
            && (1..members.len()).all(|i| members[..i].iter().all(|other| other.entity != members[i].entity));
        let end = match items.get(end).map(|item| &item.kind) {
            Some(ItemKind::Comma) => end + 1,
            _ => end,
        };
        (members.len() > 1 && (and || members.len() > 2) && closed && distinct)
            .then_some(List { members, end })
    }
}

/// What opens a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Colon,
    Dash,
}

impl Mark {
    fn read(view: &View, words: &Words, item: &Item) -> Option<Mark> {
        let of_kind = matches!(item.kind, ItemKind::Break | ItemKind::Comma);
        let before = item.first.checked_sub(1).filter(|_| of_kind && item.first < words.len())?;
        let span = words.tokens[before].end as usize..words.tokens[item.first].start as usize;
        let between = view.document.text.get(span)?;
        match () {
            () if between.contains(':') => Some(Mark::Colon),
            () if between.contains(['–', '—']) || between.starts_with(" -") => Some(Mark::Dash),
            () => None,
        }
    }
}
