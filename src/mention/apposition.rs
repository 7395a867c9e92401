//! Roles in apposition to a name, after a comma or in brackets: `X, 60 ans, ancien ministre de …`, `X (porte-parole de
//! …)`, `le président de …, X`.

use super::{
    Name, View,
    gazetteer::{Reading, Readings},
    readings_at,
    role::{RolePhrase, is_plural, second, with_second},
};
use crate::{
    matcher::Gap,
    model::{Attribute, Class, Detail, EntryIndex, EntryKind, Kind, Usage, word},
};

/// A role attached to a name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Beside {
    /// Index of the role phrase.
    pub(super) index: usize,
    /// Its first token, with adjectives, and the end of its complement.
    pub(super) first: u32,
    pub(super) end: u32,
    /// The country or organisation of the role.
    pub(super) of: Option<Attribute>,
}

pub(super) struct Appositions<'v> {
    view: &'v View<'v>,
    readings: &'v Readings,
    roles: &'v [RolePhrase],
    /// First tokens of the names of persons, and their ends.
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl<'v> Appositions<'v> {
    pub(super) fn new(
        view: &'v View<'v>,
        readings: &'v Readings,
        roles: &'v [RolePhrase],
        names: &[Name],
    ) -> Appositions<'v> {
        let people = names.iter().filter(|name| name.kind == Kind::Person);
        let (starts, ends) = people.map(|name| (name.first, name.end)).unzip();
        Appositions { view, readings, roles, starts, ends }
    }

    fn beside(&self, index: usize, end: u32) -> Beside {
        let role = &self.roles[index];
        Beside { index, first: role.start, end, of: role.whom(self.view) }
    }

    /// The role phrase that ends where a name, or the rank or title before it, starts. After a comma the role may
    /// have a complement that no list explains; `end` is the end of the name.
    pub(super) fn role_before(&self, start: u32, end: u32, used: &[bool]) -> Option<Beside> {
        let (start, comma) = end_before(self.view, start as usize)?;
        self.role_ending((start as u32, comma), end, used)
    }

    /// The role phrase before a name with dashes or brackets around it: `l’ambassadeur du Niger (X) est venu`.
    pub(super) fn role_around(&self, start: u32, end: u32, used: &[bool]) -> Option<Beside> {
        self.is_enclosed(start, end).then(|| self.role_ending((start, true), end, used)).flatten()
    }

    /// The role phrase that ends at a token, before a comma or not.
    fn role_ending(&self, (start, comma): (u32, bool), end: u32, used: &[bool]) -> Option<Beside> {
        let last = self.roles.partition_point(|role| role.first < start).checked_sub(1)?;
        // Roles of other persons: `X, porte-parole du ministre`.
        let taken = |index: usize| comma && (used[index] || self.follows_a_name(index));
        let whole = self.whole(last);
        let outer = self.outermost(whole, comma);
        let index = [outer, whole].into_iter().find(|&index| !taken(index))?;
        let touches = [last, index].iter().any(|&index| self.roles[index].end == start);
        if (comma
            && (self.are_many(index, end)
                || self.is_predicate(index)
                || is_before_clause(self.view, &self.roles[index], end as usize)))
            || !(touches || (comma && self.is_completed(index, last, start, end)))
        {
            return None;
        }
        let mut beside = self.beside(index, start);
        // `le porte-parole du ministre malien de la Défense, X`: an office of Mali; but not `l’épouse du président`.
        let inner = self.roles[last].whom(self.view).filter(|_| self.category(index) != Some("kin"));
        beside.of = beside.of.or(inner);
        Some(beside)
    }

    /// Whether dashes or brackets stand around a name.
    fn is_enclosed(&self, start: u32, end: u32) -> bool {
        let (view, start, end) = (self.view, start as usize, end as usize);
        let bracket = view.opens_bracket(start) && view.closes_bracket(end);
        let dash = |at: usize| view.text.tokens.get(at).is_some_and(|token| token.gap == Gap::Dash);
        bracket || (dash(start) && dash(end) && view.sentence_of(start) == view.sentence_of(end))
    }

    /// The role phrase that contains another (`président de l’Association des maires`), or whose second conjunct it
    /// is (`ministre de la Communication et porte-parole du gouvernement`).
    fn whole(&self, index: usize) -> usize {
        let mut whole = index;
        while let Some(before) = whole.checked_sub(1) {
            let (end, start) = (self.roles[before].end, self.roles[whole].start);
            if end <= self.roles[whole].first && second(self.view, &self.roles[before]) != Some(start) {
                break;
            }
            whole = before;
        }
        whole
    }

    /// The head of a chain of role phrases before a comma: `porte-parole du ministre`.
    fn outermost(&self, index: usize, comma: bool) -> usize {
        let mut outer = index;
        while let Some(before) = outer.checked_sub(1).filter(|_| comma) {
            let (end, first) = (self.roles[before].end as usize, self.roles[outer].first as usize);
            if self.view.after_of(end, first + 1) != Some(self.roles[outer].start as usize) {
                break;
            }
            outer = self.whole(before);
        }
        outer
    }

    /// Whether a role is plural, and the name that ends before a token is not the first of a coordination: `la
    /// cachette des responsables, X …`.
    fn are_many(&self, index: usize, end: u32) -> bool {
        let view = self.view;
        let (role, end) = (&self.roles[index], end as usize);
        let singular = word::ARTICLE | word::INDEFINITE | word::WHOSE_ROLE;
        let before = role.start.checked_sub(1).map(|before| before as usize);
        let one = before.is_some_and(|before| view.is(before, singular));
        let row = view.text.tokens.get(end).is_some_and(|next| match next.gap {
            Gap::Comma => self.starts_a_name(end),
            _ => view.is(end, word::AND),
        });
        is_plural(view, role) && !one && !row
    }

    /// `A est nommé gouverneur de B`: whether a verb says a role of its subject; but not `a nommé gouverneur de B, A`.
    fn is_predicate(&self, index: usize) -> bool {
        let (view, role) = (self.view, self.roles[index].start as usize);
        let is = |back: usize, wanted| role.checked_sub(back).is_some_and(|at| view.is(at, wanted));
        is(1, word::BEFORE_PREDICATE) && !is(2, word::HAS | word::AUXILIARY)
    }

    /// Whether a role of a state is an office like another, which somebody else holds: `le président du Ghana, le président X`.
    pub(super) fn is_of_other_holder(&self, beside: &Beside, role: EntryIndex) -> bool {
        let office = |role: EntryIndex| match &self.view.lexicon.entry(role).detail {
            Detail::Role { category, unique: true, .. } => Some(&**category),
            _ => None,
        };
        let of = beside.of.and_then(|of| of.entry).map(|of| self.view.lexicon.entry(of).kind);
        of != Some(EntryKind::Organisation)
            && office(role).is_some_and(|own| office(self.roles[beside.index].role) == Some(own))
    }

    /// Whether a role directly follows a name, as its apposition: `X, ministre de la Défense`.
    fn follows_a_name(&self, index: usize) -> bool {
        let start = self.roles[index].start;
        self.view.token(start as usize).gap == Gap::Comma && self.ends.binary_search(&start).is_ok()
    }

    /// Whether the tokens between a role and the comma before a name are the complement of the role (`le gouverneur
    /// du Sud-Kivu, X, …`), and the name is no item of an enumeration.
    fn is_completed(&self, index: usize, last: usize, start: u32, end: u32) -> bool {
        let view = self.view;
        let (role, from) = (&self.roles[index], self.roles[last].end as usize);
        let sentence = &view.text.sentences[view.sentence_of(start as usize)];
        let first = role.start as usize;
        if sentence.first_token as usize > first || from >= start as usize || is_plural(view, role) {
            return false;
        }
        let definite = first == sentence.first_token as usize
            || view.is_article(first - 1)
            || view.is(first - 1, word::CONTRACTED | word::WHOSE_ROLE);
        let people = self.starts.partition_point(|&name| (name as usize) < from);
        // `le successeur de X, Y` names two persons.
        let of_person = self.starts.get(people).is_some_and(|&name| name < start);
        definite && !of_person && is_complement(view, from, start as usize) && self.stands_alone(end as usize)
    }

    /// Whether a name is followed by a comma or a verb, not by another name or by its own role.
    pub(super) fn stands_alone(&self, end: usize) -> bool {
        let Some(next) = self.view.text.tokens.get(end) else { return true };
        match next.gap {
            Gap::Comma => !next.shape.is_capitalised() && self.role_at(end).is_none(),
            Gap::Space => !next.shape.is_capitalised() && !is_link(self.view, end) && !self.view.is_of(end),
            _ => true,
        }
    }

    /// The role in apposition after a name: after a comma, an age or a country in brackets, or in brackets itself.
    pub(super) fn role_after(&self, start: u32, end: u32) -> Option<Beside> {
        let tokens = &self.view.text.tokens;
        let end = end as usize;
        let bracket = self.view.opens_bracket(end);
        if bracket && let Some(beside) = self.role_at(end) {
            let beside = self.completed(beside);
            return self.view.closes_bracket(beside.end as usize).then_some(beside);
        }
        let country = self.country_in_brackets(end as u32).map(|(_, after)| after as usize);
        let at = country.or_else(|| self.after_age(end, bracket)).or_else(|| self.after_aside(end));
        let at = at.unwrap_or(end);
        // `X (Mali). Le ministre, …`
        let sentence = self.view.sentence_end(start as usize);
        let joined = tokens.get(at)?.gap == Gap::Comma
            || (at > end && bracket && at < sentence)
            || (at == end && self.after_adverb(at) > at);
        let beside = self.completed(joined.then(|| self.role_at(at)).flatten()?);
        let article = self.view.is(at, word::ARTICLE);
        let other = self.heads_a_name(beside.end as usize, article)
            || (article && is_verb(self.view, beside.end as usize) && !self.may_be_subject(start as usize));
        (!other).then_some(beside)
    }

    /// The role with its complement in lower case, up to a comma or bracket: `X, maire de la ville,`.
    fn completed(&self, beside: Beside) -> Beside {
        let (view, from) = (self.view, beside.end as usize);
        let joined = |at: &usize| matches!(view.token(*at).gap, Gap::Space | Gap::Apostrophe | Gap::Hyphen);
        let sentence = view.sentence_end(beside.first as usize);
        let Some(to) = (from..=sentence).take(20).find(|at| *at == sentence || !joined(at)) else {
            return beside;
        };
        let closed = to == sentence || view.token(to).gap == Gap::Comma || self.view.closes_bracket(to);
        let small = || (from..to).all(|at| !view.is_capitalised(at));
        match to > from && closed && small() && is_complement(view, from, to) {
            true => Beside { end: to as u32, ..beside },
            false => beside,
        }
    }

    /// The role at a token, or after an article or possessive and adjectives there.
    fn role_at(&self, at: usize) -> Option<Beside> {
        let (view, at) = (self.view, self.after_adverb(at));
        let first = at + usize::from(view.is(at, word::ARTICLE | word::WHOSE_ROLE));
        let mut role = first;
        while role + 1 < view.text.tokens.len() && view.is(role, word::EPITHET) && view.joined(role + 1) {
            role += 1;
        }
        // `premier ministre` is a role.
        let find = |at: usize| self.roles.binary_search_by_key(&(at as u32), |role| role.start).ok();
        let index = find(first).or_else(|| find(role))?;
        let end = with_second(view, self.roles, &self.roles[index]);
        Some(Beside { first: first as u32, ..self.beside(index, end) })
    }

    /// The token after an adverb before a role: `également`, `par ailleurs`, `mais aussi`.
    fn after_adverb(&self, at: usize) -> usize {
        let (view, limit) = (self.view, self.view.text.tokens.len());
        let adverb = |i: usize| i + 1 < limit && view.is(i, word::BESIDE_ROLE) && !view.is_capitalised(i);
        let last = at + usize::from(at < limit && !adverb(at) && view.is(at, word::FUNCTION));
        if adverb(last) { last + 1 } else { at }
    }

    /// The token after an age: `, 60 ans`, `(60 ans)`.
    fn after_age(&self, at: usize, bracket: bool) -> Option<usize> {
        let tokens = &self.view.text.tokens;
        let years = (bracket || tokens.get(at)?.gap == Gap::Comma)
            && tokens.get(at)?.shape.is_number()
            && at + 1 < tokens.len()
            && self.view.is(at + 1, word::YEARS);
        (years && (!bracket || self.view.closes_bracket(at + 2))).then_some(at + 2)
    }

    /// The token after what is said of somebody in passing, which a comma closes: `X (1937-2011),`, `X, née à Ségou,`, `X dit
    /// le Brave,`.
    fn after_aside(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 10;
        let view = self.view;
        let end = view.sentence_end(at.checked_sub(1)?).min(at + LONGEST);
        if view.opens_bracket(at) {
            let close = (at + 1..end).find(|&to| view.closes_bracket(to))?;
            let rest = view.text_after(close).strip_prefix(')')?;
            return rest.trim_start().starts_with(',').then_some(close);
        }
        let opens = match view.text.tokens.get(at)?.gap {
            Gap::Comma => {
                let first = at + usize::from(view.is_of(at));
                first < end && view.is(first, word::ASIDE)
            }
            Gap::Space => view.is(at, word::ALIAS),
            _ => false,
        };
        let joined = |gap: Gap| matches!(gap, Gap::Space | Gap::Apostrophe | Gap::Hyphen);
        let close = (at + 1..end).find(|&to| !joined(view.token(to).gap)).filter(|_| opens)?;
        (view.token(close).gap == Gap::Comma).then_some(close)
    }

    /// The country in brackets before a token (`X (Mali)`), and its end.
    pub(super) fn country_in_brackets(&self, end: u32) -> Option<(EntryIndex, u32)> {
        let bracket = self.view.opens_bracket(end as usize);
        let mut here = readings_at(self.readings, end as usize).filter(|_| bracket);
        let country = here.find(|r| r.kind == EntryKind::Country && r.usage == Usage::Name)?;
        Some((country.entries[0], country.end))
    }

    /// Whether a role phrase is the modifier of a following name (`X, le ministre Y`), or in an enumeration
    /// precedes a comma and a name (`X, le ministre malien, le général Y`).
    fn heads_a_name(&self, end: usize, article: bool) -> bool {
        let view = self.view;
        let Some(next) = view.text.tokens.get(end) else { return false };
        match next.gap {
            Gap::Space => next.shape.is_capitalised(),
            Gap::Comma => article && self.starts_a_name(end + usize::from(view.is_article(end))),
            _ => false,
        }
    }

    /// Whether a name is at the start of its sentence or clause: `X, le ministre a répondu`, not `selon X, le
    /// ministre a répondu`.
    fn may_be_subject(&self, start: usize) -> bool {
        let view = self.view;
        view.starts_sentence(start) || view.is(start - 1, word::CLAUSE_OPENING)
    }

    /// Whether the name of a person, or the rank or title before it, starts at a token.
    fn starts_a_name(&self, at: usize) -> bool {
        let cue = |reading: &Reading| matches!(reading.kind, EntryKind::Rank | EntryKind::Title);
        let role = self.roles.binary_search_by_key(&(at as u32), |role| role.start).is_ok();
        self.starts.binary_search(&(at as u32)).is_ok() || (!role && readings_at(self.readings, at).any(cue))
    }

    fn category(&self, index: usize) -> Option<&str> {
        match &self.view.lexicon.entry(self.roles[index].role).detail {
            Detail::Role { category, .. } => Some(category),
            _ => None,
        }
    }
}

/// Where the role before a name ends, and whether a comma separates the two. A short bracket between them, mostly the
/// acronym of the body, is passed over: `le président de l’Union des planteurs (UDP), X`.
fn end_before(view: &View, name: usize) -> Option<(usize, bool)> {
    const LONGEST: usize = 6;
    match view.token(name).gap {
        Gap::Space => Some((name, false)),
        Gap::Comma => Some((name, true)),
        Gap::Other => {
            let first = (name.saturating_sub(LONGEST)..name).rev().find(|&at| view.opens_bracket(at))?;
            let bracket = &view.text_before(name)[view.token(first).start as usize..];
            match bracket.split_once(')')?.1.trim_end() {
                "" if !view.token(first).shape.is_number() => Some((first, false)),
                "," => Some((first, true)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether a token links the words of the complement of a role: `à`, but not `a`.
fn is_link(view: &View, at: usize) -> bool {
    view.is(at, word::ROLE_LINK) && (view.is_capitalised(at) || !view.is(at, word::HAS))
}

/// Whether tokens are the complement of a role: nouns and linking words, no verb.
fn is_complement(view: &View, from: usize, to: usize) -> bool {
    // `le directeur des mines et des ressources naturelles, X`
    let goes_on = view.is(from, word::AND) && from + 1 < to && view.is_of(from + 1);
    let opens = view.is_of(from) || goes_on || (is_link(view, from) && !view.is(from, word::AND));
    let mut small = 0;
    let fits = (from..to).all(|i| {
        let joined = matches!(view.token(i).gap, Gap::Space | Gap::Apostrophe | Gap::Hyphen);
        let link = view.is_of(i) || view.is_article(i) || is_link(view, i);
        small += usize::from(!link && !view.is_capitalised(i));
        joined && (link || !view.is(i, word::FUNCTION | word::SPEECH | word::ACT))
    });
    opens && fits && small <= 6
}

/// `Reçu par le maire de B, A a …`: whether a preposition leads to a role in what opens a sentence, and a verb stands right behind the
/// name after it, which is its subject.
pub(super) fn is_before_clause(view: &View, role: &RolePhrase, end: usize) -> bool {
    let role = role.start as usize;
    let entry = |at: usize| view.lexicon.frames.words.get(view.written(at));
    let leads = |at: usize| {
        matches!(entry(at).and_then(|word| word.class), Some(Class::Preposition(_) | Class::Contracted(_)))
    };
    // `Le retour du ministre de B, A, …` has a subject already.
    let first = view.text.sentences[view.sentence_of(role)].first_token as usize;
    let subject =
        view.is_article(first) || entry(first).is_some_and(|word| word.class == Some(Class::Possessive));
    let article = role.checked_sub(1).filter(|&at| view.is_article(at) || view.is(at, word::WHOSE_ROLE));
    let before = article.unwrap_or(role).checked_sub(1);
    // `en sa qualité de président, A a …`
    let capacity = |of: usize| of.checked_sub(1).is_some_and(|at| view.is(at, word::CAPACITY));
    let apart = before.is_some_and(|before| leads(before) && !capacity(before));
    apart && !subject && is_verb(view, end)
}

/// Whether a token is a verb after a space, by the cue lists or the verbs.
fn is_verb(view: &View, at: usize) -> bool {
    let joined = view.text.tokens.get(at).is_some_and(|next| next.gap == Gap::Space);
    let listed = |at: usize| match view.lexicon.frames.words.get(view.written(at)) {
        Some(word) if word.class.is_none() && !word.verbs.is_empty() => {
            word.verbs.iter().any(|form| form.tense.is_finite())
        }
        _ => view.is(at, word::SPEECH | word::ACT),
    };
    let verb = |at: usize| {
        let before = view.is(at, word::BEFORE_VERB) && !view.is_article(at) && !view.is(at, word::IN);
        listed(at) || before
    };
    joined && verb(at) && (view.is_capitalised(at) || !view.is(at, word::TO))
}

/// Whether a singular role with its article and complement ends at the comma before a token: `la directrice des
/// marchés, X`.
pub(super) fn ends_before(view: &View, roles: &[RolePhrase], name: usize) -> bool {
    let Some((to, true)) = end_before(view, name) else { return false };
    let sentence = &view.text.sentences[view.sentence_of(name)];
    let before = roles.partition_point(|role| (role.first as usize) < to);
    let Some(role) = before.checked_sub(1).map(|last| &roles[last]) else { return false };
    let (start, end) = (role.start as usize, role.end as usize);
    let article = start > 0 && view.is(start - 1, word::ARTICLE);
    start > sentence.first_token as usize
        && article
        && !is_plural(view, role)
        && (end == to || is_complement(view, end, to))
}

/// Whether an age, or a role in brackets, follows a name: `X, 60 ans`, `X (porte-parole de …)`.
pub(super) fn age_or_role_after(view: &View, roles: &[RolePhrase], end: usize) -> bool {
    let Some(next) = view.text.tokens.get(end) else { return false };
    let bracket = view.opens_bracket(end);
    let years = next.shape.is_number() && end + 1 < view.text.tokens.len() && view.is(end + 1, word::YEARS);
    let role = || roles.binary_search_by_key(&(end as u32), |role| role.start).is_ok();
    ((bracket || next.gap == Gap::Comma) && years) || (bracket && role())
}
