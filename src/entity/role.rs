//! Coreference of role phrases: by the document first, then by the dated offices on its date.

use super::{
    bearer::{Bearer, Bearers, Profile, after, before},
    office::{Held, Offices},
    possessor::Possessors,
    resolution::Resolution,
    resolve::Key,
};
use crate::matcher::fold_words;
use crate::model::{
    Attribute, COUNTERPART, Detail, Document, EntryIndex, EntryKind, Kind, Lexicon, Listener, Mention,
    Presumption, Via, both, word,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

/// Resolves the role mentions, given the referents of the other mentions; their `via` becomes the rule or office that
/// resolved them.
pub(super) fn resolve(
    document: &Document,
    lexicon: &Lexicon,
    mentions: &mut [Mention],
    keys: &mut [Key],
    on: &mut impl Listener,
) {
    let mut resolver = Roles::new(document, lexicon, mentions, keys);
    for index in 0..mentions.len() {
        if mentions[index].kind != Kind::Role {
            continue;
        }
        let referent = resolver.resolve(index, mentions, keys);
        resolver.report(index, mentions, keys, &referent, on);
        if let Ok(Referent { key, via, presumed, .. }) = referent {
            keys[index] = key;
            (mentions[index].via, mentions[index].presumed) = (via, presumed);
        }
        resolver.bearers.add(index, &mentions[index], &keys[index]);
    }
}

/// The referent of a role phrase.
pub(super) struct Referent {
    pub(super) key: Key,
    /// The rule or office that resolved it.
    pub(super) via: Via,
    /// How.
    pub(super) how: Resolution,
    /// Where somebody is meant whom the lists only presume to hold the office on the day.
    pub(super) presumed: Option<Presumption>,
}

impl Referent {
    /// Whom the document tells.
    fn by_document(key: Key, how: Resolution) -> Referent {
        Referent { key, via: BY_DOCUMENT, how, presumed: None }
    }
}

/// Resolves role phrases to persons.
pub(super) struct Roles<'r> {
    pub(super) lexicon: &'r Lexicon,
    pub(super) offices: Offices<'r>,
    pub(super) text: &'r str,
    /// Per mention, whether its words date the role.
    past: Vec<Past>,
    bearers: Bearers<'r>,
    /// Whom phrases may mean that say the same.
    meant: RefCell<FxHashMap<Phrase, Rc<Meant>>>,
    /// The countries in the document, and the most frequent of them.
    named: Vec<EntryIndex>,
    foremost: Vec<EntryIndex>,
}

/// All of a role phrase that decides whom it may mean.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Phrase {
    held: Held,
    /// Whether a body or country stands beside it.
    of: bool,
    /// The folded text of its body, where no list has that.
    body: Option<String>,
    former: bool,
    /// Whether a feminine article opens it.
    feminine: bool,
}

/// Whom a phrase may mean.
struct Meant {
    /// The first mention of the person with such a role beside the name, and whether there are several such people.
    apposed: Option<(usize, bool)>,
    /// Every mention of people with such a role, beside the name or by the offices, in order.
    people: Vec<usize>,
}

const BY_DOCUMENT: Via = Via::Rule("fr.role.coreference");

/// Whether the words of a role phrase, or of the role beside a name, date the role.
#[derive(Debug, Clone, Copy, Default)]
struct Past {
    /// The role is over: `ancien`.
    former: bool,
    /// The holder was removed: `déchu`.
    removed: bool,
}

impl Past {
    fn of(mention: &Mention, text: &str, lexicon: &Lexicon) -> Past {
        let has = |word: &str, features| lexicon.folded_has(word, features);
        match (mention.kind, mention.role) {
            (Kind::Role, _) => {
                let phrase = fold_words(mention.span.of(text));
                let says = |features| phrase.split(' ').any(|word| has(word, features));
                Past { former: says(word::FORMER), removed: says(word::REMOVED) }
            }
            // `X, ancien ministre`: only the first word of the role counts, as in `ministre des Anciens combattants`.
            (Kind::Person, Some(role)) => {
                let role = fold_words(role.span.of(text));
                let first = role.split(' ').next().unwrap_or_default();
                let removed = role.split(' ').any(|word| has(word, word::REMOVED));
                Past { former: has(first, word::FORMER), removed }
            }
            _ => Past::default(),
        }
    }

    /// Whether the role is over, in either way.
    fn is_over(self) -> bool {
        self.former || self.removed
    }
}

impl<'r> Roles<'r> {
    fn new(document: &'r Document, lexicon: &'r Lexicon, mentions: &[Mention], keys: &[Key]) -> Roles<'r> {
        let (named, foremost) = countries(mentions);
        let (offices, text) = (Offices::new(lexicon, document.date), &*document.text);
        let past: Vec<Past> = mentions.iter().map(|mention| Past::of(mention, text, lexicon)).collect();
        let bearers = Bearers::new(offices, mentions, keys, |index| {
            let (person, row) = (&mentions[index], keys[index].row());
            let held = Held::beside(person);
            let body = person.of.filter(|_| held.is_some()).and_then(|of| unlisted(of, text));
            let (over, gender) = (past[index].is_over(), gender_of(person, lexicon));
            (held.is_some() || row.is_some()).then_some(Profile { held, body, over, gender, row })
        });
        Roles { lexicon, offices, text, past, bearers, meant: RefCell::default(), named, foremost }
    }

    /// The referent of a role phrase, or why there is none.
    fn resolve(&self, index: usize, mentions: &[Mention], keys: &[Key]) -> Result<Referent, Resolution> {
        let mention = &mentions[index];
        if let Some(rank) = mention.rank {
            let bearer = self.bearers.with_rank(index, rank.entry).ok_or(Resolution::NoRank)?;
            return Ok(Referent::by_document(keys[bearer].clone(), Resolution::Rank));
        }
        let held = Held::beside(mention).ok_or(Resolution::NoRole)?;
        if self.is_relative(held.role) {
            return Err(Resolution::Relative);
        }
        if self.is_counterpart(held.role) {
            return self.counterpart(index, held, mentions, keys).ok_or(Resolution::NoCounterpart);
        }
        let possessors = Possessors::of(self.lexicon, self.text, index, mentions, keys);
        if let Some(possessors) = possessors.filter(|_| held.of.is_none()) {
            return self.possessed(index, held, &possessors, mentions, keys);
        }
        self.stated(index, held, mentions, keys)
    }

    /// The referent of a phrase without a possessive.
    fn stated(
        &self,
        index: usize,
        held: Held,
        mentions: &[Mention],
        keys: &[Key],
    ) -> Result<Referent, Resolution> {
        let mention = &mentions[index];
        // `le président déchu du Niger` is no earlier president, whoever is mentioned nearby.
        let removed = held.of.is_some() && self.past[index].removed;
        if let Some(office) = removed.then(|| self.offices.removed(held)).flatten() {
            return Ok(self.by_office(office, Resolution::Removed));
        }
        if let Some(key) = self.by_apposition(index, held, mentions, keys) {
            return Ok(Referent::by_document(key, Resolution::Apposition));
        }
        if removed {
            return Err(Resolution::Former);
        }
        if let Some((office, why)) = self.after_coup(index, mention, held) {
            return Ok(self.by_office(office, why));
        }
        // Only an apposition resolves an office of an unlisted organisation.
        if mention.of.is_some_and(|of| of.entry.is_none()) {
            return Err(Resolution::NoHolder);
        }
        let former = self.past[index].former;
        if (held.of.is_none() || former)
            && let Some(at) = self.nearest(index, held, mentions, keys)
        {
            let presumed = self.presumed_of(at, held, mentions, keys);
            return Ok(Referent { presumed, ..Referent::by_document(keys[at].clone(), Resolution::Nearest) });
        }
        if former {
            return Err(Resolution::Former);
        }
        let office = self.offices.holder(held).ok_or(Resolution::NoHolder)?;
        Ok(self.by_office(office, Resolution::Holder))
    }

    /// `le président renversé`, `le chef des putschistes`, where the document mentions one country with a new
    /// junta.
    fn after_coup(&self, index: usize, mention: &Mention, held: Held) -> Option<(u32, Resolution)> {
        let removed = self.past[index].removed;
        let junta = *self.lexicon.entry(held.role).id == *self.lexicon.cues.junta;
        if mention.of.is_some() || held.of.is_some() || !(removed || junta) {
            return None;
        }
        let mut countries = self.named.iter().filter(|&&country| self.offices.is_under_new_junta(country));
        let country = countries.next().filter(|_| countries.next().is_none())?;
        let held = Held { of: Some(*country), ..held };
        match removed {
            true => self.offices.removed(held).map(|office| (office, Resolution::Removed)),
            false => self.offices.holder(held).map(|office| (office, Resolution::Holder)),
        }
    }

    /// `son ministre de la Défense`: an office of the antecedent's country only.
    fn possessed(
        &self,
        index: usize,
        held: Held,
        possessors: &Possessors,
        mentions: &[Mention],
        keys: &[Key],
    ) -> Result<Referent, Resolution> {
        let of = possessors.one.filter(|&(_, country)| self.is_of_state(held.role, country));
        let held = Held { of: of.map(|(state, _)| state), ..held };
        let found = self.stated(index, held, mentions, keys)?;
        let state = match &found.key {
            Key::Row(person) => self.lexicon.entry(*person).country,
            _ => None,
        };
        match state {
            Some(state) if !possessors.states.is_empty() && !possessors.states.contains(&state) => {
                Err(Resolution::NoHolder)
            }
            _ => Ok(found),
        }
    }

    /// Whether a role is an office of state that a person (or, where `country` is set, a country) can be the
    /// possessor of.
    fn is_of_state(&self, role: EntryIndex, country: bool) -> bool {
        match &self.lexicon.entry(role).detail {
            Detail::Role { category, .. } => match &**category {
                "minister" | "head_of_government" | "diplomat" | "military" => true,
                "head_of_state" => country,
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether a role is kinship to whoever the text speaks of: `son épouse`, but not `la première dame`.
    fn is_relative(&self, role: EntryIndex) -> bool {
        let detail = &self.lexicon.entry(role).detail;
        matches!(detail, Detail::Role { category, unique: false, .. } if &**category == "kin")
    }

    /// The holder of an office; inferred, unless the document names the person, whom the lists know to hold it.
    fn by_office(&self, office: u32, how: Resolution) -> Referent {
        let person = self.lexicon.offices[office as usize].person;
        let presumed = self.offices.presumption(office);
        let told = presumed.is_none() && self.bearers.names(person);
        let via = if told { BY_DOCUMENT } else { Via::Office(office) };
        Referent { key: Key::Row(person), via, how, presumed }
    }

    /// What is presumed where a role phrase is taken for the person of another mention: what is there, or that the person
    /// holds the office, where nothing beside the name says so.
    fn presumed_of(&self, at: usize, held: Held, mentions: &[Mention], keys: &[Key]) -> Option<Presumption> {
        let other = &mentions[at];
        let beside = Held::beside(other).is_some_and(|theirs| self.offices.same(held, theirs));
        match keys[at] {
            Key::Row(person) if other.kind == Kind::Person && !beside => {
                self.offices.holding(person, held).presumption()
            }
            _ => other.presumed,
        }
    }

    /// The one person of the document with such a role beside the name, or of several the nearest.
    fn by_apposition(&self, index: usize, held: Held, mentions: &[Mention], keys: &[Key]) -> Option<Key> {
        let specific = mentions[index].of.is_some() || held.of.is_some() || held.portfolio.is_some();
        if !specific && !self.is_unique(held.role) {
            return None;
        }
        match self.meant(index, held, mentions, keys).apposed? {
            (_, true) => self.nearest(index, held, mentions, keys).map(|at| keys[at].clone()),
            (first, false) => Some(keys[first].clone()),
        }
    }

    /// Whom a phrase may mean: looked up once for all that say the same.
    fn meant(&self, index: usize, held: Held, mentions: &[Mention], keys: &[Key]) -> Rc<Meant> {
        let mention = &mentions[index];
        let phrase = Phrase {
            held,
            of: mention.of.is_some(),
            body: mention.of.and_then(|of| unlisted(of, self.text)),
            former: self.past[index].former,
            feminine: self.is_feminine(mention),
        };
        if let Some(meant) = self.meant.borrow().get(&phrase) {
            return meant.clone();
        }
        let any = held.of.is_none() && !phrase.of;
        let bearers = self.bearers.of_office(held, phrase.body.as_deref(), any);
        let meant = Rc::new(self.meant_of((index, held), &bearers, mentions, keys));
        self.meant.borrow_mut().insert(phrase, meant.clone());
        meant
    }

    /// Whom of some people a phrase may mean.
    fn meant_of(
        &self,
        (phrase, held): (usize, Held),
        bearers: &[&Bearer],
        mentions: &[Mention],
        keys: &[Key],
    ) -> Meant {
        let mut found: Option<(usize, bool, bool)> = None;
        let mut people: Vec<usize> = Vec::new();
        for bearer in bearers {
            let at = bearer.first();
            let (beside, near) = self.fits((phrase, at), held, mentions, keys);
            if near {
                people.extend(bearer.places());
            }
            if !beside {
                continue;
            }
            // Those with the same country or organisation take precedence.
            let exact = held.of.is_none() || mentions[at].of.is_some();
            match &mut found {
                Some((.., true)) if !exact => {}
                Some((first, several, was_exact)) if *was_exact == exact => {
                    *several |= bearer.several || keys[*first] != keys[at];
                }
                _ => found = Some((at, bearer.several, exact)),
            }
        }
        people.sort_unstable();
        Meant { apposed: found.map(|(first, several, _)| (first, several)), people }
    }

    /// Whether a person has the role of a phrase beside the name, and whether he is one whom it may mean by nearness: so, or by
    /// the offices.
    fn fits(
        &self,
        (phrase, at): (usize, usize),
        held: Held,
        mentions: &[Mention],
        keys: &[Key],
    ) -> (bool, bool) {
        let (other, key) = (&mentions[at], &keys[at]);
        let former = self.past[phrase].former;
        let theirs = Held::beside(other);
        let beside = theirs.is_some_and(|theirs| self.is_beside((phrase, at), mentions, held, (theirs, key)));
        let by_office = key.row().is_some_and(|row| match former {
            true => self.offices.ever_held(row, held) && !self.offices.holds(row, held),
            false => self.offices.holds(row, held),
        });
        let told = beside && (!former || self.past[at].is_over());
        (beside, (by_office || told) && self.gender_agrees(&mentions[phrase], other))
    }

    /// Whether a role beside a name is the office of a phrase, and the person can hold it.
    fn is_beside(
        &self,
        (phrase, name): (usize, usize),
        mentions: &[Mention],
        held: Held,
        (theirs, key): (Held, &Key),
    ) -> bool {
        let (mention, other) = (&mentions[phrase], &mentions[name]);
        self.offices.same(held, theirs)
            && self.is_as_specific(held, theirs)
            && self.same_body(held, mention, other)
            && self.may_hold(key, theirs, held)
            && self.gender_agrees(mention, other)
            && self.is_of_the_time((phrase, name), held, key)
    }

    /// Whether a phrase and the words beside a name agree on whether the role is over. A recent holder can still be
    /// called by the title.
    fn is_of_the_time(&self, (phrase, name): (usize, usize), held: Held, key: &Key) -> bool {
        let row = |holds: &dyn Fn(EntryIndex) -> bool| matches!(key, Key::Row(entry) if holds(*entry));
        match (self.past[phrase].former, self.past[name].is_over()) {
            (false, true) => row(&|person| self.offices.left_lately(person, held)),
            (true, false) => !row(&|person| self.offices.holds(person, held)),
            _ => true,
        }
    }

    /// Whether the organisations agree: unlisted ones are equal where their folded text is, or where one text goes on
    /// behind the other (`ambassade de France à Ouagadougou`); a country or a listed organisation differs.
    fn same_body(&self, held: Held, mention: &Mention, other: &Mention) -> bool {
        let unlisted = |of: Attribute| unlisted(of, self.text);
        let (ours, theirs) = (mention.of.and_then(unlisted), other.of.and_then(unlisted));
        let says_nothing = held.of.is_none() && mention.of.is_none();
        let same = match (&ours, &theirs) {
            (Some(ours), Some(theirs)) => {
                let goes_on = |long: &str, short: &str| {
                    long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
                };
                goes_on(ours, theirs) || goes_on(theirs, ours)
            }
            _ => ours == theirs,
        };
        same || (ours.is_none() && says_nothing)
    }

    /// Whether a person can hold an office of a country that is not stated beside the name: by the offices of any
    /// date, or by the person's country. For an unlisted person: a country that is the most frequent in the
    /// document.
    fn may_hold(&self, key: &Key, theirs: Held, held: Held) -> bool {
        let Some(of) = self.offices.country(held).filter(|_| theirs.of.is_none()) else { return true };
        match key {
            Key::Row(entry) => {
                self.offices.ever_held(*entry, held) || self.lexicon.entry(*entry).country == Some(of)
            }
            _ => self.foremost.is_empty() || self.foremost.contains(&of),
        }
    }

    /// `le ministre malien` is no minister of another country, `le président` no president of a company.
    fn is_as_specific(&self, held: Held, theirs: Held) -> bool {
        held.of.is_none_or(|of| theirs.of.is_none_or(|other| other == of))
            && (held.portfolio.is_none() || theirs.portfolio.is_none() || held.portfolio == theirs.portfolio)
    }

    /// The nearest person before a role phrase (or after it, where there is none before) with such a role, beside
    /// the name or by the offices.
    fn nearest(&self, index: usize, held: Held, mentions: &[Mention], keys: &[Key]) -> Option<usize> {
        let meant = self.meant(index, held, mentions, keys);
        let is_office = |theirs: Held| self.offices.same(held, theirs);
        let holds = |at: &usize| match mentions[*at].kind {
            Kind::Person => meant.people.binary_search(at).is_ok(),
            Kind::Role => keys[*at] != Key::Nothing && Held::beside(&mentions[*at]).is_some_and(is_office),
            _ => false,
        };
        match before(&meant.people, index).next().max(self.bearers.last_phrase(held)) {
            Some(nearest) => self.subject_of((index, nearest), &holds, mentions, keys),
            None => after(&meant.people, index),
        }
    }

    /// The nearest person that fits; where others of the same sentence fit, too, the first of them if the sentence
    /// begins with him and is the one before the phrase: `Le président A a reçu le président B. Le chef de l’État …`.
    fn subject_of(
        &self,
        (phrase, nearest): (usize, usize),
        holds: &impl Fn(&usize) -> bool,
        mentions: &[Mention],
        keys: &[Key],
    ) -> Option<usize> {
        /// Most mentions of the sentence that are looked at.
        const MOST: usize = 64;
        let sentence = mentions[nearest].sentence;
        let here = || (0..=nearest).rev().take(MOST).take_while(|&at| mentions[at].sentence == sentence);
        let first = here().filter(holds).last().filter(|&first| keys[first] != keys[nearest]);
        let Some(first) = first else { return Some(nearest) };
        let begins =
            here().filter(|&at| at < first).all(|at| mentions[first].span.contains(mentions[at].span));
        (begins && mentions[phrase].sentence <= sentence + 1).then_some(first)
    }

    fn is_counterpart(&self, role: EntryIndex) -> bool {
        *self.lexicon.entry(role).id == *COUNTERPART
    }

    /// `son homologue français`: the same role as the person before it, for the other country.
    fn counterpart(&self, index: usize, held: Held, mentions: &[Mention], keys: &[Key]) -> Option<Referent> {
        let of = held.of?;
        let is_around = |at: usize| mentions[at].span.contains(mentions[index].span);
        let mut tried: FxHashSet<Held> = FxHashSet::default();
        for at in self.bearers.all_before(index, is_around) {
            for (theirs, presumed) in self.roles_of(&mentions[at], &keys[at]) {
                let wanted = Held { of: Some(of), ..theirs };
                if !tried.insert(wanted) {
                    continue;
                }
                if let Some(key) = self.by_apposition(index, wanted, mentions, keys) {
                    return Some(Referent::by_document(key, Resolution::Counterpart));
                }
                if let Some(office) = self.offices.holder(wanted) {
                    let found = self.by_office(office, Resolution::Counterpart);
                    return Some(Referent { presumed: both(found.presumed, presumed), ..found });
                }
            }
        }
        None
    }

    /// The roles of a person, and what is presumed of them: beside the name, then by the offices.
    fn roles_of(&self, mention: &Mention, key: &Key) -> Vec<(Held, Option<Presumption>)> {
        let beside = Held::beside(mention).filter(|held| !self.is_counterpart(held.role));
        let mut roles: Vec<(Held, Option<Presumption>)> =
            beside.map(|held| (held, mention.presumed)).into_iter().collect();
        if let Key::Row(entry) = key
            && self.lexicon.entry(*entry).kind == EntryKind::Person
        {
            roles.extend(self.offices.current(*entry).map(|(office, presumed)| {
                let portfolio = office.portfolios.first().copied();
                (Held { role: office.role, portfolio, of: Some(office.of) }, presumed)
            }));
        }
        roles
    }

    fn is_unique(&self, role: EntryIndex) -> bool {
        matches!(self.lexicon.entry(role).detail, Detail::Role { unique: true, .. })
    }

    /// Whether a feminine article opens a role phrase: `la ministre`.
    fn is_feminine(&self, role: &Mention) -> bool {
        let first = role.span.of(self.text).split_once(' ').map(|(first, _)| first);
        first.is_some_and(|first| self.lexicon.written_has(first, word::FEMININE_ARTICLE))
    }

    /// Whether the gender of a role phrase agrees with that of a person, by title and article.
    fn gender_agrees(&self, role: &Mention, person: &Mention) -> bool {
        !(self.is_feminine(role) && gender_of(person, self.lexicon) == Some('m'))
    }
}

/// The gender of a person, by the title, or by the row where there is one.
fn gender_of(person: &Mention, lexicon: &Lexicon) -> Option<char> {
    let title = |title: Attribute| match lexicon.entry(title.entry?).detail {
        Detail::Title { gender, .. } => gender,
        _ => None,
    };
    person.title.and_then(title).or_else(|| match person.candidates[..] {
        [one] => match lexicon.entry(one).detail {
            Detail::Person { gender, .. } => gender,
            _ => None,
        },
        _ => None,
    })
}

/// The folded text of an organisation that no list has.
fn unlisted(of: Attribute, text: &str) -> Option<String> {
    of.entry.is_none().then(|| fold_words(of.span.of(text)))
}

/// The countries in a document, and the most frequent of them, all with the same count.
fn countries(mentions: &[Mention]) -> (Vec<EntryIndex>, Vec<EntryIndex>) {
    let mut counts: BTreeMap<EntryIndex, u32> = BTreeMap::new();
    for mention in mentions.iter().filter(|mention| matches!(mention.kind, Kind::Country | Kind::Demonym)) {
        if let [one] = mention.candidates[..] {
            *counts.entry(one).or_default() += 1;
        }
    }
    let most = counts.values().max().copied();
    let foremost = counts.iter().filter(|&(_, &count)| Some(count) == most).map(|(&country, _)| country);
    (counts.keys().copied().collect(), foremost.collect())
}
