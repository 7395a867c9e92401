//! Persons named in full elsewhere in the document: the name again where no cue shows it, the surname, the given name.

use super::{Name, Reason, View};
use crate::{
    matcher::{FormId, Gap, fold},
    model::{Detail, EntryIndex, Kind, Listener, Pass, Via, word},
};
use rustc_hash::{FxHashMap, FxHashSet};

/// Adds the mentions by surname, or by given name alone, of persons named in full in the document.
pub(super) fn find(view: &View, names: &mut Vec<Name>, on: &mut impl Listener) {
    let known = KnownPeople::of(view, names);
    if known.surnames.all.is_empty() {
        return;
    }
    names.retain(|name| {
        let is_person = known.is_rather_a_person(view, name);
        if is_person {
            on.record(|| name.refused(view, Pass::Surnames, Reason::SurnameOfPerson));
        }
        !is_person
    });
    let shared = known.shared(view, names, on);
    names.extend(shared.iter().cloned());
    names.sort_by(|a, b| (a.first, b.end).cmp(&(b.first, a.end)));
    let mut found = known.names(view, names);
    for name in shared.iter().chain(&found) {
        on.record(|| name.held(view, Pass::Surnames));
    }
    names.append(&mut found);
    names.sort_by(|a, b| (a.first, b.end).cmp(&(b.first, a.end)));
}

/// The persons named in full in a document.
struct KnownPeople {
    /// The names that no list has.
    full: Forms,
    /// Their surnames.
    surnames: Forms,
    /// Whether a surname has more than one word, of which the first may be in lower case: `ag Mohamed`.
    of_several_words: bool,
    /// Given names of exactly one of them.
    given: FxHashSet<FormId>,
}

/// Names by their forms.
#[derive(Default)]
struct Forms {
    all: FxHashSet<Vec<FormId>>,
    /// How many forms the longest of each first form has.
    longest: FxHashMap<FormId, usize>,
}

impl Forms {
    fn add(&mut self, forms: Vec<FormId>) {
        let longest = self.longest.entry(forms[0]).or_default();
        *longest = forms.len().max(*longest);
        self.all.insert(forms);
    }
}

impl KnownPeople {
    fn of(view: &View, names: &[Name]) -> KnownPeople {
        let surnames = surnames(view, names);
        let of_several_words = surnames.longest.values().any(|&longest| longest > 1);
        KnownPeople {
            full: full_names(view, names),
            surnames,
            of_several_words,
            given: given_names(view, names),
        }
    }

    /// Their mentions by surname or given name alone, outside other names.
    fn names(&self, view: &View, names: &[Name]) -> Vec<Name> {
        let mut taken = names.iter().filter(|name| !name.nested).map(Name::tokens).peekable();
        let mut found = Vec::new();
        let mut at = 0;
        while at < view.text.tokens.len() {
            while taken.peek().is_some_and(|range| range.end <= at) {
                taken.next();
            }
            let next_taken = taken.peek().map_or(usize::MAX, |range| range.start);
            if next_taken <= at {
                at = taken.peek().map_or(at + 1, |range| range.end);
                continue;
            }
            match self.at(view, at, next_taken) {
                Some((end, rule)) => {
                    found.push(Name::by_rule(at..end, Kind::Person, rule));
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The given names that share the surname of the name behind `et`: `Jean et Paul Delorme`.
    fn shared(&self, view: &View, names: &mut Vec<Name>, on: &mut impl Listener) -> Vec<Name> {
        let people = names.iter().filter(|name| name.kind == Kind::Person && !name.nested);
        let surnames: Vec<(u32, (u32, u32))> = people
            .filter_map(|name| Some((name.first, (name.end - surname_after_given(view, name)?, name.end))))
            .collect();
        // A given name that a cue proved is a person by itself so far.
        const ALONE: [Via; 2] = [Via::Rule("fr.person.role-name"), Via::Rule("fr.person.title-name")];
        let is_alone = |name: &Name| name.end == name.first + 1 && ALONE.contains(&name.via);
        let (mut found, mut shares) = (Vec::new(), FxHashSet::default());
        for (first, surname) in surnames {
            for given in self.givens_before(view, first as usize) {
                let from = names.partition_point(|name| (name.first as usize) + 40 < given);
                let near = names[from..].iter().take_while(|name| name.first as usize <= given);
                let itself = |name: &&Name| name.first as usize == given && is_alone(name);
                if shares.insert(given) {
                    near.clone().filter(itself).for_each(|name| {
                        on.record(|| name.refused(view, Pass::Surnames, Reason::SharesSurname));
                    });
                }
                if near.filter(|name| !itself(name)).all(|name| name.end as usize <= given) {
                    let name = Name::by_rule(given..given + 1, Kind::Person, "fr.person.shared-surname");
                    found.push(Name { surname: Some(surname), ..name });
                }
            }
        }
        names.retain(|name| !(is_alone(name) && shares.contains(&(name.first as usize))));
        found
    }

    /// The given names before the name at a token: the one that `et` joins to it, and those before commas behind a
    /// word for siblings (`les frères Moussa, Issa et Adama Kéita`).
    fn givens_before(&self, view: &View, next: usize) -> Vec<usize> {
        let Some(last) = self.given_before(view, next) else { return Vec::new() };
        let mut row = vec![last];
        let given =
            |at: usize| view.is_capitalised(at) && view.is(at, word::GIVEN) && !view.starts_sentence(at);
        while let Some(&first) = row.last()
            && view.token(first).gap == Gap::Comma
            && given(first - 1)
        {
            row.push(first - 1);
        }
        let siblings = row.last().is_some_and(|&first| first > 0 && view.is(first - 1, word::SIBLINGS));
        if !siblings {
            row.truncate(1);
        }
        row
    }

    /// The given name of somebody else that `et` joins to the name at a token.
    fn given_before(&self, view: &View, next: usize) -> Option<usize> {
        let and =
            next.checked_sub(1).filter(|&and| view.is(and, word::AND) && !view.starts_sentence(next))?;
        let spaced = |i: usize| view.token(i).gap == Gap::Space;
        let given =
            and.checked_sub(1).filter(|_| spaced(next) && spaced(and) && !view.starts_sentence(and))?;
        let first = view.starts_sentence(given);
        let alone = first
            || view.token(given).gap == Gap::Comma
            || (spaced(given) && (!view.is_capitalised(given - 1) || view.is(given - 1, word::FUNCTION)));
        let siblings = !first && view.is(given - 1, word::SIBLINGS);
        let sure = siblings || !view.is(given, word::GIVEN_CUED);
        let form = view.form(given);
        let somebody = self.given.contains(&form) || self.surnames.longest.contains_key(&form);
        let plain = view.is_capitalised(given) && view.is(given, word::GIVEN);
        (plain && alone && sure && !somebody).then_some(given)
    }

    /// The end of the name that starts at a token, and the rule that found it.
    fn at(&self, view: &View, at: usize, limit: usize) -> Option<(usize, &'static str)> {
        if let Some(end) = longest_of_forms(view, &self.full, at, limit) {
            return Some((end, "fr.person.again"));
        }
        let may_start = self.of_several_words || view.is_capitalised(at);
        if let Some(end) = may_start.then(|| surname_at(view, &self.surnames, at, limit)).flatten() {
            return Some((end, "fr.person.surname"));
        }
        if !view.is_capitalised(at) || !self.given.contains(&view.form(at)) {
            return None;
        }
        let alone = view.text.tokens.get(at + 1).is_none_or(|next| {
            !(matches!(next.gap, Gap::Space | Gap::Hyphen) && next.shape.is_capitalised())
        }) && !(view.token(at).gap == Gap::Hyphen
            || (at > 0 && view.joined(at) && view.is_capitalised(at - 1) && !view.starts_sentence(at)));
        alone.then_some((at + 1, "fr.person.given-name-alone"))
    }

    /// Whether a listed place, or a shared form of a country, is the surname of a person named in full (`Hollande`,
    /// `La Bruyère`), without a cue for a place before it.
    fn is_rather_a_person(&self, view: &View, name: &Name) -> bool {
        let first = name.first as usize;
        let weak = match name.kind {
            Kind::Place => true,
            Kind::Country => name.candidates.first().is_some_and(|&entry| !is_own_name(view, entry, first)),
            _ => false,
        };
        let cued = first > 0
            && !view.starts_sentence(first)
            && view.is(first - 1, word::PLACE_CUE | word::COUNTRY_CUE);
        weak && !cued
            && !name.nested
            && self.surnames.longest.contains_key(&view.form(first))
            && self.surnames.all.contains(&name.tokens().map(|i| view.form(i)).collect::<Vec<_>>())
    }
}

/// Whether a token is the row's usual name.
fn is_own_name(view: &View, entry: EntryIndex, token: usize) -> bool {
    fold(&view.lexicon.entry(entry).name) == fold(view.written(token))
}

/// The given names of exactly one person named in full that are no dictionary words.
fn given_names(view: &View, names: &[Name]) -> FxHashSet<FormId> {
    let full = names.iter().filter(|name| name.kind == Kind::Person && name.end - name.first > 1);
    let mut heads: Vec<(FormId, FormId)> = full
        .filter(|name| {
            view.is(name.first as usize, word::GIVEN) && !view.is(name.first as usize, word::GIVEN_CUED)
        })
        .map(|name| (view.form(name.first as usize), view.form(name.end as usize - 1)))
        .collect();
    heads.sort_unstable();
    heads.dedup();
    let groups = heads.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() == 1);
    groups.map(|group| group[0].0).collect()
}

/// The names of more than one word that no list has.
fn full_names(view: &View, names: &[Name]) -> Forms {
    let mut full = Forms::default();
    let unlisted = |name: &&Name| name.kind == Kind::Person && name.candidates.is_empty();
    for name in names.iter().filter(unlisted).filter(|name| name.end - name.first > 1) {
        full.add(name.tokens().map(|i| view.form(i)).collect());
    }
    full
}

/// The surnames of the persons named in full.
fn surnames(view: &View, names: &[Name]) -> Forms {
    let mut surnames = Forms::default();
    for name in names.iter().filter(|name| name.kind == Kind::Person && name.end - name.first > 1) {
        let forms: Vec<FormId> = name.tokens().map(|i| view.form(i)).collect();
        let inverted = view.capitals_at_head(name.tokens());
        let given = name.first as usize + inverted;
        if inverted > 0 && name.candidates.is_empty() && view.is(given, word::GIVEN) {
            surnames.add(forms[..inverted].to_vec());
            continue;
        }
        let known = name.candidates.first().and_then(|&entry| known_surname(view, entry));
        let length = known.map_or_else(|| surname_length(view, name), |surname| surname.min(forms.len()));
        // `Le Guénédal`: in lower case it is ambiguous.
        let first = name.first as usize;
        if length == forms.len() && !view.is(first, word::FIRM_PARTICLE) {
            continue;
        }
        surnames.add(forms[forms.len() - length..].to_vec());
    }
    surnames
}

/// Number of tokens of the surname of a name with nothing but a given name before it.
fn surname_after_given(view: &View, name: &Name) -> Option<u32> {
    let known = name.candidates.first().and_then(|&entry| known_surname(view, entry));
    let length = known.unwrap_or_else(|| surname_length(view, name)) as u32;
    let given = name.end.checked_sub(length).filter(|&surname| surname > name.first)?;
    (name.first..given).all(|i| view.is(i as usize, word::GIVEN)).then_some(length)
}

/// Number of tokens of the surname of a row.
fn known_surname(view: &View, entry: EntryIndex) -> Option<usize> {
    match &view.lexicon.entry(entry).detail {
        Detail::Person { surname, .. } => {
            Some(surname.split([' ', '-', '’', '\'']).filter(|part| !part.is_empty()).count())
        }
        _ => None,
    }
}

/// Number of tokens of the surname of an unlisted name: the last one, with the particles before it, without a given
/// name at the head.
fn surname_length(view: &View, name: &Name) -> usize {
    let mut length = 1;
    let range = name.tokens();
    let whole = usize::from(!view.is(range.start, word::GIVEN));
    while length < range.len() + whole - 1 && view.is(range.end - length - 1, word::PARTICLE) {
        // `Ortega y Gasset`
        let link = view.is(range.end - length - 1, word::SURNAME_LINK);
        length += 1 + usize::from(link && length + 1 < range.len() + whole - 1);
    }
    length
}

/// The end of the surname that starts at a token. One that opens a sentence is no word of the language.
fn surname_at(view: &View, surnames: &Forms, at: usize, limit: usize) -> Option<usize> {
    let ordinary = || view.is(at, word::ORDINARY) && view.starts_sentence(at);
    longest_of_forms(view, surnames, at, limit).filter(|&end| end > at + 1 || !ordinary())
}

/// The end of the longest of some names that starts at a token.
fn longest_of_forms(view: &View, names: &Forms, at: usize, limit: usize) -> Option<usize> {
    let longest = *names.longest.get(&view.form(at))?;
    if view.token(at).shape.is_number() {
        return None;
    }
    let limit = limit.min(view.text.tokens.len());
    let forms: Vec<FormId> = (at..limit.min(at + longest)).map(|i| view.form(i)).collect();
    let fits = |end: usize| {
        names.all.contains(&forms[..end - at])
            && (at + 1..end).all(|i| view.joined(i) || view.token(i).gap == Gap::Apostrophe)
            && (at..end).any(|i| view.is_capitalised(i))
            && view.is_capitalised(end - 1)
    };
    (at + 1..=at + forms.len()).rev().find(|&end| fits(end))
}
