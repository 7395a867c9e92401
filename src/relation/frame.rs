//! Frames against a reduced sentence: which of them its triggers state, between whom.

use super::{
    clause::{Clause, DEEPEST, Place, within_reach},
    item::{Actor, Item, ItemKind, VerbGroup},
    matched::{End, Ends, Governor, Match, Refusal},
    reduce::{View, Words},
};
use crate::model::{Effect, Element, Kind, Modality, NounId, PrepositionId, Slot, Template, VerbId, Voice};
use smallvec::SmallVec;

/// The templates of a trigger, and what came of them.
type Tried = SmallVec<[(u32, Result<Box<Match>, Refusal>); 16]>;

/// Looks for the frames of a sentence.
pub(super) struct FrameMatcher<'f> {
    pub(super) view: &'f View<'f>,
    pub(super) clause: Clause<'f>,
    pub(super) words: &'f Words<'f>,
}

impl<'f> FrameMatcher<'f> {
    /// Calls `heard` with every template that a trigger of the sentence has, and with what came of it.
    pub(super) fn run(&self, mut heard: impl FnMut(u32, usize, Result<Match, Refusal>)) {
        let frames = self.clause.frames;
        for (item, piece) in self.clause.items.iter().enumerate() {
            let mut tried: Tried = SmallVec::new();
            match &piece.kind {
                ItemKind::Verb(group) => {
                    let Some(verb) = group.verb else { continue };
                    for &template in &frames.verbs[verb.0 as usize].templates {
                        tried.push((template, self.verb_template(template, item, group).map(Box::new)));
                    }
                    self.implied(item, group, verb, &mut tried);
                }
                ItemKind::Noun(phrase) => {
                    let Some((noun, word)) = phrase.noun else { continue };
                    for &template in &frames.nouns[noun.0 as usize].templates {
                        tried.push((template, self.noun_template(template, item, noun, word).map(Box::new)));
                    }
                }
                ItemKind::Actors(actors) => {
                    for actor in actors {
                        self.role_templates(item, actor, actors.last() == Some(actor), &mut heard);
                    }
                }
                _ => {}
            }
            if !tried.is_empty() {
                self.keep_the_closest(&mut tried);
                for (template, result) in tried {
                    heard(template, item, result.map(|matched| *matched));
                }
            }
        }
    }

    /// Of the templates of a noun that fit between the same two, those with the most words of their own; of a verb, that
    /// of the verb before it: who threatens to expel somebody has not done so.
    fn keep_the_closest(&self, tried: &mut Tried) {
        if tried.iter().filter(|(_, result)| result.is_ok()).count() < 2 {
            return;
        }
        let words = |template: u32| {
            let template = self.template(template);
            let own = |element: &&Element| matches!(element, Element::Word(_) | Element::Preposition(_));
            template.before.iter().chain(&template.after).filter(own).count()
        };
        for at in 0..tried.len() {
            let (template, Ok(matched)) = &tried[at] else { continue };
            let of_verb = self.clause.items[matched.trigger].verb().is_some();
            let outdone = tried.iter().any(|(other, result)| {
                let Ok(closer) = result else { return false };
                if of_verb && !self.takes_infinitive(*other) {
                    return false;
                }
                let among =
                    |wide: &End, narrow: &End| narrow.actors.iter().all(|actor| wide.actors.contains(actor));
                let same = among(&closer.source, &matched.source) && among(&closer.target, &matched.target);
                let swapped =
                    among(&closer.source, &matched.target) && among(&closer.target, &matched.source);
                words(*other) > words(*template) && (same || swapped)
            });
            if outdone {
                tried[at].1 = Err(Refusal::Outdone);
            }
        }
    }

    /// A verb that threatens or refuses is itself stated, beside the infinitive after it.
    fn implied(&self, item: usize, group: &VerbGroup, last: VerbId, tried: &mut Tried) {
        for &controller in group.controllers.iter().filter(|&&controller| controller != last) {
            for &template in &self.clause.frames.verbs[controller.0 as usize].templates {
                // `menace de sanctionner B`: B is the object of both.
                let alone =
                    VerbGroup { controllers: SmallVec::new(), modality: Modality::Asserted, ..group.clone() };
                if self.takes_infinitive(template) {
                    tried.push((template, self.verb_template(template, item, &alone).map(Box::new)));
                }
            }
        }
    }

    /// `A _ … B`: whether an infinitive stands before B.
    fn takes_infinitive(&self, template: u32) -> bool {
        self.template(template).after.iter().any(Element::is_infinitive)
    }

    pub(super) fn template(&self, index: u32) -> &'f Template {
        &self.clause.frames.templates[index as usize]
    }

    fn verb_template(&self, index: u32, item: usize, group: &VerbGroup) -> Result<Match, Refusal> {
        let template = self.template(index);
        let agent = self.agent_voice(template, group)?;
        let mut ends = Ends::default();
        let subject = || self.clause.subject(item);
        if template.before.len() > 1 || matches!(template.before.first(), Some(Element::Word(_))) {
            self.subject_phrase(template, item, &mut ends)?;
            self.after(template, item, item + 1, agent, &mut ends)?;
            return ends.finish(index, item, group.main, group);
        }
        match template.before.first() {
            Some(Element::Slot(slot, _)) if agent => {
                // Passive: the subject is what the active verb has as its object.
                let object = match slot {
                    Slot::Source => Slot::Target,
                    Slot::Target => Slot::Source,
                };
                ends.set(object, subject())?;
                ends.set(*slot, self.clause.complement(item + 1, &self.clause.frames.by()))?;
            }
            Some(Element::Slot(slot, _)) => ends.set(*slot, subject())?,
            Some(Element::Pair(_)) => ends.set_pair(subject())?,
            _ => {}
        }
        self.after(template, item, item + 1, agent, &mut ends)?;
        ends.finish(index, item, group.main, group)
    }

    /// `relations entre A et B se _`: the subject is a noun with complements.
    fn subject_phrase(&self, template: &Template, verb: usize, ends: &mut Ends) -> Result<(), Refusal> {
        let subject = self.clause.subject_item(verb, DEEPEST).ok_or(Refusal::Word)?;
        for element in &template.before {
            match element {
                Element::Word(words) => self.holds(subject, words).then_some(()).ok_or(Refusal::Word)?,
                Element::Noun => self.clause.items[subject].noun().map(|_| ()).ok_or(Refusal::Word)?,
                Element::Slot(slot, prepositions) => {
                    let noun = self.clause.items[subject].noun();
                    let demonyms = noun.filter(|noun| !noun.demonyms.is_empty() && is_of(prepositions));
                    match demonyms {
                        Some(noun) => ends.put(*slot, End { item: subject, actors: noun.demonyms.clone() }),
                        None => {
                            let used = ends.used();
                            ends.set(*slot, self.clause.noun_complement(subject, prepositions, &used))?;
                        }
                    }
                }
                Element::Pair(prepositions) => {
                    ends.set_pair(self.clause.noun_complement(subject, prepositions, &[]))?;
                }
                Element::Preposition(_) | Element::Comma => return Err(Refusal::Word),
            }
        }
        Ok(())
    }

    /// Whether the group is the passive of the template's verb.
    fn agent_voice(&self, template: &Template, group: &VerbGroup) -> Result<bool, Refusal> {
        let direct = template.after.iter().any(|e| matches!(e, Element::Slot(_, of) if of.is_empty()));
        match (template.voice, group.voice) {
            (Voice::Active, Voice::Passive) if direct => Ok(true),
            (Voice::Active, Voice::Active) if direct && group.has_clitic => Err(Refusal::Clitic),
            (wanted, found) if wanted == found => Ok(false),
            _ => Err(Refusal::Voice),
        }
    }

    /// The elements after a trigger, in order. `agent`: the direct object is the subject already.
    fn after(
        &self,
        template: &Template,
        trigger: usize,
        from: usize,
        agent: bool,
        ends: &mut Ends,
    ) -> Result<(), Refusal> {
        let mut at = from;
        let mut noun = None;
        for element in &template.after {
            let last_noun = noun.take();
            match element {
                Element::Slot(_, prepositions) if prepositions.is_empty() && agent => {}
                Element::Slot(slot, prepositions) if prepositions.is_empty() => {
                    let place = match at == trigger + 1 {
                        true => self.clause.object(trigger),
                        false => self.next_actors(at),
                    };
                    at = place.map_or(at, |place| place.item + 1);
                    ends.set(*slot, place)?;
                }
                Element::Slot(slot, prepositions) => {
                    // `A condamne l’attitude russe`
                    let phrase =
                        last_noun.and_then(|noun: usize| Some((noun, self.clause.items[noun].noun()?)));
                    match phrase.filter(|(_, phrase)| is_of(prepositions) && !phrase.demonyms.is_empty()) {
                        Some((item, phrase)) => {
                            ends.put(*slot, End { item, actors: phrase.demonyms.clone() })
                        }
                        None => {
                            let place = match last_noun.filter(|_| is_of(prepositions)) {
                                Some(noun) => self.clause.noun_complement(noun, prepositions, &[]),
                                None => self
                                    .clause
                                    .complement(at, prepositions)
                                    .or_else(|| self.clause.relative_complement(trigger, prepositions)),
                            };
                            at = place.map_or(at, |place| place.item + 1);
                            ends.set(*slot, place)?;
                        }
                    }
                }
                Element::Pair(prepositions) => {
                    let place = match prepositions.is_empty() {
                        true => self.next_actors(at),
                        false => self.clause.complement(at, prepositions),
                    };
                    ends.set_pair(place)?;
                }
                Element::Noun => {
                    let item = self.next_noun(at).ok_or(Refusal::Word)?;
                    (at, noun) = (item + 1, Some(item));
                }
                // What a verb before an infinitive takes: the infinitive is the trigger itself.
                Element::Word(_) if element.is_infinitive() => {}
                Element::Word(words) => {
                    at = self.word(words, at).ok_or(Refusal::Word)?;
                    noun = Some(at - 1);
                }
                Element::Preposition(prepositions) => {
                    at = self.preposition(prepositions, at).ok_or(Refusal::Word)?;
                }
                Element::Comma => {
                    at = self.comma(at).ok_or(Refusal::Word)?;
                }
            }
        }
        Ok(())
    }

    /// The noun phrase at an item, asides left out.
    fn next_noun(&self, at: usize) -> Option<usize> {
        let item = (at..self.clause.items.len()).find(|&item| !self.clause.items[item].is_aside())?;
        self.clause.items[item].noun().map(|_| item)
    }

    /// Actors at an item, asides left out.
    fn next_actors(&self, at: usize) -> Option<Place<'f>> {
        let item = (at..self.clause.items.len()).find(|&item| !self.clause.items[item].is_aside())?;
        let actors = self.clause.items[item].actors()?;
        Some(Place { item, actors, effect: Effect::default() })
    }

    /// The item after the one that holds one of some words, asides and adjuncts left out.
    fn word(&self, wanted: &[Box<str>], from: usize) -> Option<usize> {
        let items = self.clause.items;
        let (mut at, mut adjuncts) = (from, 0);
        loop {
            let item = items.get(at)?;
            if self.holds(at, wanted) {
                return Some(at + 1);
            }
            match &item.kind {
                _ if item.is_aside() => {}
                ItemKind::Preposition(_)
                    if adjuncts < 2 && items.get(at + 1).is_some_and(Item::is_nominal) =>
                {
                    if self.holds(at + 1, wanted) {
                        return Some(at + 2);
                    }
                    (at, adjuncts) = (at + 1, adjuncts + 1);
                }
                _ => return None,
            }
            at += 1;
        }
    }

    fn holds(&self, item: usize, wanted: &[Box<str>]) -> bool {
        let Item { first, end, .. } = self.clause.items[item];
        (first..end).any(|token| wanted.iter().any(|word| self.words.is(token, word)))
    }

    /// The item after a comma.
    fn comma(&self, at: usize) -> Option<usize> {
        self.clause.items.get(at)?.is_comma().then_some(at + 1)
    }

    fn preposition(&self, wanted: &[PrepositionId], at: usize) -> Option<usize> {
        let item = (at..self.clause.items.len()).find(|&item| !self.clause.items[item].is_aside())?;
        match self.clause.items[item].kind {
            ItemKind::Preposition(preposition) if wanted.contains(&preposition) => Some(item + 1),
            _ => None,
        }
    }

    fn noun_template(&self, index: u32, item: usize, _: NounId, word: usize) -> Result<Match, Refusal> {
        let template = self.template(index);
        let mut ends = Ends::default();
        let mut first = item;
        for element in template.before.iter().rev() {
            match element {
                Element::Slot(slot, _) => ends.set(*slot, self.noun_subject(first, item))?,
                Element::Pair(_) => ends.set_pair(self.noun_subject(first, item))?,
                Element::Word(words) => {
                    let before = self.clause.before(first).ok_or(Refusal::Word)?;
                    first = self.holds(before, words).then_some(before).ok_or(Refusal::Word)?;
                }
                Element::Preposition(prepositions) => {
                    let before = first.checked_sub(1).ok_or(Refusal::Word)?;
                    let is = matches!(self.clause.items[before].kind, ItemKind::Preposition(p) if prepositions.contains(&p));
                    first = is.then_some(before).ok_or(Refusal::Word)?;
                }
                Element::Comma => {
                    let before = self.clause.before(first).ok_or(Refusal::Word)?;
                    first = self.clause.items[before].is_comma().then_some(before).ok_or(Refusal::Word)?;
                }
                Element::Noun => return Err(Refusal::Word),
            }
        }
        self.noun_after(template, item, &mut ends)?;
        let outer = if self.clause.items[first].noun().is_some() { first } else { item };
        let governor = self.noun_modality(outer, self.is_with(template));
        ends.finish_noun(index, item, word, governor)
    }

    fn noun_after(&self, template: &Template, item: usize, ends: &mut Ends) -> Result<(), Refusal> {
        let phrase = self.clause.items[item].noun().expect("a noun template has a noun");
        let mut at = item + 1;
        // `sa visite à B`: the possessive is the first `de`.
        let frame = &self.clause.frames.frames[template.frame as usize];
        let relation = self.clause.frames.type_of(frame);
        let mut possessive = phrase.possessive && (relation.deed || relation.owned);
        // Whether an end stands behind words that the noun does not govern: `la guerre qui oppose A à B`.
        let mut beyond = false;
        for element in &template.after {
            match element {
                Element::Slot(slot, prepositions) if prepositions.is_empty() => {
                    let place = self.next_actors(at);
                    at = place.map_or(at, |place| place.item + 1);
                    beyond = true;
                    ends.set(*slot, place)?;
                }
                Element::Slot(slot, prepositions) if is_of(prepositions) && possessive => {
                    possessive = false;
                    ends.set(*slot, self.possessor(item))?;
                }
                // `la guerre qui oppose A à B`
                Element::Slot(slot, prepositions) if beyond => {
                    let place = self.clause.complement(at, prepositions);
                    at = place.map_or(at, |place| place.item + 1);
                    ends.set(*slot, place)?;
                }
                Element::Slot(slot, prepositions) => {
                    let end = self.noun_slot(template, item, *slot, prepositions, ends)?;
                    at = at.max(end.item + 1);
                    ends.put(*slot, end);
                }
                Element::Pair(prepositions) => {
                    let place = match prepositions.is_empty() {
                        true => self.next_actors(at),
                        false => {
                            let behind = || self.clause.complement_behind_verb(item, prepositions, &[]);
                            self.clause.noun_complement(item, prepositions, &[]).or_else(behind)
                        }
                    };
                    match place {
                        None if phrase.demonyms.len() > 1 => {
                            ends.put_pair(End { item, actors: phrase.demonyms.clone() });
                        }
                        place => ends.set_pair(place)?,
                    }
                }
                Element::Word(words) => {
                    at = match self.holds(item, words) {
                        true => at,
                        false => self.word(words, at).ok_or(Refusal::Word)?,
                    }
                }
                Element::Preposition(prepositions) => {
                    at = self.preposition(prepositions, at).ok_or(Refusal::Word)?;
                }
                Element::Comma => {
                    at = self.comma(at).ok_or(Refusal::Word)?;
                }
                Element::Noun => at = self.next_noun(at).ok_or(Refusal::Word)? + 1,
            }
        }
        Ok(())
    }

    /// Who fills a place of a noun: a complement, a nationality, the possessor of troops, the one who does it.
    fn noun_slot(
        &self,
        template: &Template,
        item: usize,
        slot: Slot,
        prepositions: &[PrepositionId],
        ends: &Ends,
    ) -> Result<End, Refusal> {
        let phrase = self.clause.items[item].noun().expect("a noun template has a noun");
        let of = is_of(prepositions);
        let troops = (of && self.possessed_troops(item)).then(|| self.possessor(item)).flatten();
        let place = troops.filter(|place| !ends.has(place.item));
        let place = place.or_else(|| self.clause.noun_complement(item, prepositions, &ends.used()));
        let behind = || self.clause.complement_behind_verb(item, prepositions, &ends.used());
        let relative = || {
            let (verb, _) = self.clause.governor(item)?;
            self.clause.relative_complement(verb, prepositions)
        };
        if let Some(place) = place.or_else(behind).or_else(relative) {
            let frame = &self.clause.frames.frames[template.frame as usize];
            let near = self.clause.after(item).is_some_and(|next| next + 1 == place.item);
            return if frame.near && !near { Err(Refusal::Far) } else { Ok(End::of(&place)) };
        }
        if of && !phrase.demonyms.is_empty() && !ends.has(item) {
            return Ok(End { item, actors: phrase.demonyms.clone() });
        }
        let frame = &self.clause.frames.frames[template.frame as usize];
        let deed = self.clause.frames.type_of(frame).deed;
        if slot == Slot::Source && deed && of {
            // `les sanctions prises contre B par A`
            let agent = self.clause.noun_complement(item, &self.clause.frames.by(), &ends.used());
            let agent = agent.filter(|agent| self.is_author(item, agent.item));
            let doer = agent.or_else(|| self.doer(template, item));
            return doer.map(|place| End::of(&place)).ok_or(Refusal::Empty(slot));
        }
        Err(Refusal::Empty(slot))
    }

    /// Whether who stands behind `par` does what a noun says: `l’attaque menée par A`, but not `soutenue par A`.
    fn is_author(&self, noun: usize, agent: usize) -> bool {
        let others = self.clause.items[noun..agent].iter().filter_map(Item::verb);
        others
            .filter_map(|group| self.clause.verb_of(group))
            .all(|verb| verb.support.is_some_and(|support| !support.only_with))
    }

    /// `le retrait de ses troupes`: whose they are.
    fn possessed_troops(&self, noun: usize) -> bool {
        let of = self.clause.items.get(noun + 1).map(|item| &item.kind);
        let troops = self.clause.items.get(noun + 2).and_then(Item::noun);
        matches!(of, Some(ItemKind::Preposition(PrepositionId::OF)))
            && troops.is_some_and(|troops| troops.possessive && troops.stands_for.is_some())
    }

    /// Whose doing a noun is that does not say it itself: `A effectue une visite`.
    fn doer(&self, template: &Template, noun: usize) -> Option<Place<'f>> {
        let (verb, group) = self.clause.governor(noun)?;
        let support = self.clause.verb_of(group)?.support?;
        let doing = !support.only_with || self.is_with(template);
        if !doing || group.voice == Voice::Passive { None } else { self.clause.subject(verb) }
    }

    /// Whether something is done `avec` somebody.
    fn is_with(&self, template: &Template) -> bool {
        let names = &self.clause.frames.prepositions;
        template.after.iter().any(|element| match element {
            Element::Slot(_, prepositions) => {
                prepositions.iter().any(|with| &*names[with.0 as usize] == "avec")
            }
            _ => false,
        })
    }

    /// Whose something is: `lors de sa visite à B, A a …`; `A a annoncé, lors de sa visite …`.
    fn possessor(&self, noun: usize) -> Option<Place<'f>> {
        let verb = match self.clause.governor(noun) {
            Some((verb, group)) if group.voice != Voice::Passive => verb,
            _ => self.clause.nearest_verb(noun)?,
        };
        self.clause.subject(verb).filter(|place| place.item != noun)
    }

    /// Who is said to be what a noun says: `A, allié de B`; `A est l’allié de B`; `l’allié de B, A`; `A, en visite à B`.
    fn noun_subject(&self, first: usize, noun: usize) -> Option<Place<'f>> {
        let clause = &self.clause;
        let at = |item: usize| {
            let actors = clause.items[item].actors()?;
            Some(Place { item, actors, effect: Effect::default() })
        };
        if let Some(before) = clause.before(first) {
            match &clause.items[before].kind {
                ItemKind::Verb(group) => {
                    let verb = clause.verb_of(group)?;
                    let is = verb.copula == Some(group.voice) || first != noun;
                    return if is || verb.support.is_some() { clause.subject(before) } else { None };
                }
                // `exilé en Suède avec le soutien de B`, but `organisé par A en partenariat avec B`
                ItemKind::Actors(actors) if self.is_preposition(first) && self.is_where(before, actors) => {
                    return self.adjunct_subject(first);
                }
                ItemKind::Comma => {
                    if let Some(place) = clause.before(before).and_then(at) {
                        return Some(place);
                    }
                }
                ItemKind::Actors(_) => return at(before),
                _ => {}
            }
        }
        self.apposed_after(noun).or_else(|| self.adjunct_subject(first))
    }

    fn is_preposition(&self, item: usize) -> bool {
        self.clause.items.get(item).is_some_and(|item| matches!(item.kind, ItemKind::Preposition(_)))
    }

    /// Whether some actors are the place of something: `en Suède`, `au Maroc`.
    fn is_where(&self, item: usize, actors: &[Actor]) -> bool {
        let place =
            |actor: &Actor| matches!(self.view.mentions[actor.mention].kind, Kind::Place | Kind::Country);
        let preposition = self.clause.preposition_before(item).map(|at| &self.clause.items[at].kind);
        match preposition {
            Some(ItemKind::Preposition(preposition)) => {
                self.clause.is_of_place(*preposition) && actors.iter().all(place)
            }
            _ => false,
        }
    }

    /// `A a organisé un atelier en partenariat avec B`: the subject of the verb that an adjunct is of.
    fn adjunct_subject(&self, first: usize) -> Option<Place<'f>> {
        let is_preposition = |item: &Item| matches!(item.kind, ItemKind::Preposition(_));
        if !self.is_preposition(first) {
            return None;
        }
        for before in within_reach(first).rev() {
            let item = &self.clause.items[before];
            match &item.kind {
                ItemKind::Verb(_) => return self.clause.subject(before),
                _ if item.is_nominal() || item.is_aside() || is_preposition(item) => {}
                _ => return None,
            }
        }
        None
    }

    /// Whether a role stands before the name of an actor.
    fn has_role_before(&self, actor: &Actor) -> bool {
        let mention = &self.view.mentions[actor.mention];
        mention.role.is_some_and(|role| role.span.start < mention.head.start)
    }

    /// `l’allié de B, A`, `son allié A`: the name after a noun, or after its complements and a comma.
    fn apposed_after(&self, noun: usize) -> Option<Place<'f>> {
        let items = self.clause.items;
        let mut at = noun + 1;
        let (mut complements, mut comma) = (false, false);
        while let Some(item) = items.get(at) {
            match &item.kind {
                ItemKind::Preposition(_) if !comma && items.get(at + 1).is_some_and(Item::is_nominal) => {
                    (at, complements) = (at + 1, true);
                }
                ItemKind::Comma | ItemKind::Close => comma = true,
                // `le renvoi de A, la ministre B`: B is the minister.
                ItemKind::Actors(actors)
                    if complements && actors.iter().any(|actor| self.has_role_before(actor)) =>
                {
                    return None;
                }
                ItemKind::Actors(actors) if comma || !complements => {
                    return Some(Place { item: at, actors, effect: Effect::default() });
                }
                _ if item.is_aside() => {}
                _ => return None,
            }
            at += 1;
        }
        None
    }

    /// What the verb of which a noun is the object or the subject says of it: `a annulé sa visite`.
    fn noun_modality(&self, noun: usize, with: bool) -> Governor {
        let of = |group: &VerbGroup| {
            let support = self.clause.verb_of(group).and_then(|verb| verb.support);
            let says = support.is_some() || group.verb == self.clause.frames.be;
            let effect = support.map(|support| support.effect).unwrap_or_default();
            let modality = effect.modality.unwrap_or(group.modality);
            Governor {
                negated: (group.negated && says) != effect.negates,
                modality: if says { modality } else { Modality::Asserted },
            }
        };
        let asserted = Governor { negated: false, modality: Modality::Asserted };
        if let Some((_, group)) = self.clause.governor(noun) {
            let only_with =
                self.clause.verb_of(group).and_then(|verb| verb.support).is_some_and(|s| s.only_with);
            // `dénonce l’attaque de A contre B`: somebody else's deed.
            return if only_with && !with { asserted } else { of(group) };
        }
        match self.clause.predicate(noun) {
            Some((_, group)) if group.voice == Voice::Passive => of(group),
            Some((_, group)) if self.clause.verb_of(group).is_some_and(|verb| verb.occurs) => {
                Governor { negated: group.negated, modality: group.modality }
            }
            _ => asserted,
        }
    }
}

pub(super) fn is_of(prepositions: &[PrepositionId]) -> bool {
    prepositions.contains(&PrepositionId::OF)
}
