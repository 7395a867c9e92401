//! Whom a phrase for several means: `les deux pays`, `ces trois hommes`. They stand before it: in the sentence, or in those
//! before, and exactly as many as the phrase says.

use super::{
    clause::{Clause, within_reach},
    item::{Actor, Item, ItemKind, Through},
    reduce::{View, Words},
    structure::head_is,
};
use crate::model::{Detail, EntityIndex, GroupOf, Kind, Mention, PrepositionId, Several, word};
use smallvec::SmallVec;

/// So many sentences before its own are looked at.
const FARTHEST: usize = 2;
/// The countries that a document speaks of are named so often, and so many times as often as any other.
const LEAST: usize = 3;
const TIMES: usize = 3;

/// Sets whom the phrases for several of a sentence mean.
pub(super) fn resolve(view: &View, sentence: usize, words: &Words, mut items: Vec<Item>) -> Vec<Item> {
    for at in 0..items.len() {
        let Some(phrase) = Phrase::read(words, &items, at) else { continue };
        if let Some(actors) = phrase.meant(view, sentence) {
            items[at].kind = ItemKind::Actors(actors);
        }
    }
    items
}

/// `les présidents français et algérien`, `les présidents du Mali et du Niger`: whom the dated offices tell, where the
/// document names them.
pub(super) fn holders(view: &View, items: Vec<Item>) -> Vec<Item> {
    let of_group = |actor: &Actor| view.mentions[actor.mention].group.is_some();
    let any = |item: &Item| match &item.kind {
        ItemKind::Noun(noun) => noun.demonyms.iter().any(of_group),
        ItemKind::Actors(actors) => actors.iter().any(of_group),
        _ => false,
    };
    if !items.iter().any(any) {
        return items;
    }
    let mut joined: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        let meant = match &item.kind {
            ItemKind::Noun(noun) => holders_of(view, &noun.demonyms),
            ItemKind::Actors(actors) => holders_of(view, actors),
            _ => None,
        };
        let Some(actors) = meant else {
            joined.push(item);
            continue;
        };
        let mut first = item.first;
        // `les présidents du Mali et du Niger`
        if let [.., noun, Item { kind: ItemKind::Preposition(PrepositionId::OF), .. }] = &joined[..]
            && noun.noun().is_some()
        {
            first = noun.first;
            joined.truncate(joined.len() - 2);
        }
        joined.push(Item { kind: ItemKind::Actors(actors), first, ..item });
    }
    joined
}

/// Who holds an office in each of several countries, one in each.
fn holders_of(view: &View, countries: &[Actor]) -> Option<SmallVec<[Actor; 2]>> {
    let holder = |country: &Actor| {
        let group = view.mentions[country.mention].group.as_ref()?;
        let &[row] = &group.members[..] else { return None };
        let entity = view.rows.entity(row).filter(|_| group.of != GroupOf::Members)?;
        let mention = view.first_mention(entity)?;
        let through = Some(Through::Holders);
        Some(Actor { mention, entity, stands_for: None, pronoun: false, bare_name: false, through })
    };
    if countries.len() < 2 { None } else { countries.iter().map(holder).collect() }
}

/// Sets which country `son pays` is: that of the subject.
pub(super) fn own_countries(view: &View, words: &Words, mut items: Vec<Item>) -> Vec<Item> {
    for at in 0..items.len() {
        let own = items[at].noun().is_some_and(|noun| {
            noun.possessive
                && noun.demonyms.is_empty()
                && noun.head.is_some_and(|head| words.is_homeland(head))
        });
        if !own {
            continue;
        }
        let theirs = ["son", "leur"].iter().any(|word| words.is(items[at].first, word));
        // `dans son pays` may be that of anybody.
        let within =
            at > 0 && matches!(items[at - 1].kind, ItemKind::Preposition(within) if is_place(view, within));
        if !theirs || within {
            continue;
        }
        let verb = within_reach(at).rev().find(|&before| items[before].is_finite_verb());
        let clause = Clause { items: &items, frames: &view.lexicon.frames };
        let subject = verb.and_then(|verb| clause.subject(verb));
        if let Some([owner]) = subject.map(|subject| subject.actors)
            && let Some(country) = country_of_actor(view, owner)
        {
            items[at].kind = ItemKind::Actors([country].into_iter().collect());
        }
    }
    items
}

fn is_place(view: &View, preposition: PrepositionId) -> bool {
    ["dans", "en", "à", "vers"].contains(&&*view.lexicon.frames.prepositions[preposition.0 as usize])
}

/// An actor that is a country, or the country of a person, where the document names it.
fn country_of_actor(view: &View, owner: &Actor) -> Option<Actor> {
    let mention = &view.mentions[owner.mention];
    if let Some(entity) = country(view, mention) {
        return Some(Actor { entity, through: Some(Through::Own), ..*owner });
    }
    let entity = country_of_person(view, owner.entity)?;
    let mention = view.first_mention(entity)?;
    let through = Some(Through::Own);
    Some(Actor { mention, entity, stands_for: None, pronoun: false, bare_name: false, through })
}

/// A phrase for several.
struct Phrase {
    of: Several,
    /// How many.
    number: usize,
    /// Its noun, in the sentence.
    noun: usize,
}

impl Phrase {
    /// `les deux pays`, but neither `deux pays` nor `l’un des deux pays`, nor `les deux pays du Sahel`.
    fn read(words: &Words, items: &[Item], at: usize) -> Option<Phrase> {
        let item = &items[at];
        item.noun()?;
        let of = |token: usize| words.known[token].and_then(|word| word.several);
        let noun = (item.first..item.end.min(words.len())).find(|&token| of(token).is_some())?;
        let known = |back: usize| noun.checked_sub(back).and_then(|token| words.known[token]);
        let number = known(1)?.number;
        let definite = known(2).is_some_and(|word| word.definite);
        let some = noun.checked_sub(3).is_some_and(|before| {
            ["un", "une", "aucun", "aucune", "chacun", "chacune"].iter().any(|word| words.is(before, word))
        });
        let next = items.get(at + 1).map(|next| &next.kind);
        // `les deux pays du Sahel`, `les deux pays et le Niger`
        let members = of(noun)? == Several::Members;
        let more = matches!(next, Some(ItemKind::Preposition(PrepositionId::OF) | ItemKind::And))
            && items.get(at + 2).is_some_and(|next| next.actors().is_some());
        // `le Niger et ces deux pays`
        let others = at > 1 && items[at - 1].is_and() && items[at - 2].actors().is_some();
        (number > 1 && definite && !some && !more && !others && !members).then_some(Phrase {
            of: of(noun)?,
            number: number as usize,
            noun,
        })
    }

    /// Whom it means, where as many stand before it.
    fn meant(&self, view: &View, sentence: usize) -> Option<SmallVec<[Actor; 2]>> {
        let own = &view.text.sentences[sentence];
        let start = own.first_token as usize + self.noun;
        let mut found: SmallVec<[Actor; 2]> = SmallVec::new();
        for back in 0..=FARTHEST {
            let Some(at) = sentence.checked_sub(back) else { break };
            if view.text.sentences[at].zone != own.zone {
                break;
            }
            let through = if back == 0 { Through::Sentence } else { Through::Before };
            for (index, mention) in of_sentence(view, at) {
                if mention.first_token as usize >= start {
                    break;
                }
                self.add(view, index, mention, through, &mut found);
            }
            if found.len() >= self.number {
                break;
            }
        }
        if found.len() < self.number && self.of == Several::Countries {
            self.add_countries_of_people(view, sentence, &mut found);
        }
        found.sort_by_key(|actor| actor.mention);
        let alike = || {
            let kind = |actor: &Actor| view.entities[actor.entity.0 as usize].kind;
            found.iter().all(|actor| kind(actor) == kind(&found[0]))
        };
        match self.of {
            Several::Countries if found.len() != self.number => self.of_document(view),
            _ => (found.len() == self.number && alike()).then_some(found),
        }
    }

    /// The countries that the document speaks of far more than of any other.
    fn of_document(&self, view: &View) -> Option<SmallVec<[Actor; 2]>> {
        let counts = view.memory.countries.get_or_init(|| countries(view));
        let (last, next) = (counts.get(self.number - 1)?.0, counts.get(self.number).map_or(0, |next| next.0));
        if last < LEAST || last < TIMES * next {
            return None;
        }
        let mut found = SmallVec::new();
        let meant = counts.iter().take(self.number);
        meant.for_each(|&(_, mention, entity)| add(&mut found, mention, entity, Through::Document));
        Some(found)
    }

    fn add(
        &self,
        view: &View,
        index: usize,
        mention: &Mention,
        through: Through,
        found: &mut SmallVec<[Actor; 2]>,
    ) {
        let entity = match self.of {
            Several::Countries => country(view, mention),
            Several::People => mention.entity.filter(|&entity| is(view, entity, Kind::Person)),
            Several::Actors | Several::Members => mention.actor().filter(|_| mention.inside.is_none()),
        };
        if let Some(entity) = entity {
            add(found, index, entity, through);
        }
    }

    /// `Emmanuel Macron a reçu Patrice Talon. … les deux pays`: those of theirs that the document names.
    fn add_countries_of_people(&self, view: &View, sentence: usize, found: &mut SmallVec<[Actor; 2]>) {
        for at in (sentence.saturating_sub(FARTHEST)..=sentence).rev() {
            for (_, mention) in of_sentence(view, at) {
                let country = mention.entity.and_then(|person| country_of_person(view, person));
                let index = country.and_then(|country| view.first_mention(country));
                if let Some((country, index)) = country.zip(index) {
                    add(found, index, country, Through::People);
                }
            }
            if found.len() >= self.number {
                return;
            }
        }
    }
}

/// How often each country is named, its first mention, and the country; the most named first.
fn countries(view: &View) -> Vec<(usize, usize, EntityIndex)> {
    let mut counts: Vec<(usize, usize, EntityIndex)> = Vec::new();
    for (index, mention) in view.mentions.iter().enumerate() {
        let Some(entity) = country(view, mention) else { continue };
        match counts.iter_mut().find(|(.., known)| *known == entity) {
            Some(known) => known.0 += 1,
            None => counts.push((1, index, entity)),
        }
    }
    counts.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    counts
}

fn add(found: &mut SmallVec<[Actor; 2]>, mention: usize, entity: EntityIndex, through: Through) {
    if found.iter().all(|actor| actor.entity != entity) {
        let actor = Actor {
            mention,
            entity,
            stands_for: None,
            pronoun: false,
            bare_name: false,
            through: Some(through),
        };
        found.push(actor);
    }
}

/// The mentions of a sentence.
fn of_sentence<'v>(view: &View<'v>, sentence: usize) -> impl Iterator<Item = (usize, &'v Mention)> {
    let first = view.mentions.partition_point(|mention| (mention.sentence as usize) < sentence);
    let of_sentence = view.mentions[first..].iter().zip(first..);
    of_sentence
        .take_while(move |(mention, _)| mention.sentence as usize == sentence)
        .map(|(mention, index)| (index, mention))
}

fn is(view: &View, entity: EntityIndex, kind: Kind) -> bool {
    view.entities[entity.0 as usize].kind == kind
}

/// The country that a mention means: not one in the name of a body, unless it is that of an embassy.
fn country(view: &View, mention: &Mention) -> Option<EntityIndex> {
    let outer = mention.inside.map(|outer| &view.mentions[outer as usize]);
    let apart = outer.is_none_or(|outer| {
        matches!(outer.kind, Kind::Person | Kind::Role) || head_is(view, outer, word::ABROAD)
    });
    let metonymy = || view.rows.entity(mention.metonymy?.country);
    mention.entity.filter(|&entity| is(view, entity, Kind::Country)).or_else(metonymy).filter(|_| apart)
}

/// The country of a person, where the lists know it.
fn country_of_person(view: &View, person: EntityIndex) -> Option<EntityIndex> {
    let row = view.lexicon.entry(view.entities[person.0 as usize].entry?);
    matches!(row.detail, Detail::Person { .. }).then(|| view.rows.entity(row.country?))?
}
