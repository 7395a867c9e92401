//! Surnames, and given names, of persons named in full elsewhere in the document.

use super::{Name, Reason, View};
use crate::{
    matcher::{FormId, Gap, fold},
    model::{Detail, EntryIndex, Kind, Listener, Pass, word},
};
use rustc_hash::FxHashMap;

/// Adds the mentions by surname, or by given name alone, of persons named in full in the document.
pub(super) fn find(view: &View, names: &mut Vec<Name>, on: &mut impl Listener) {
    let known = KnownPeople::of(view, names);
    if known.surnames.is_empty() {
        return;
    }
    names.retain(|name| {
        let is_person = known.is_rather_a_person(view, name);
        if is_person {
            on.record(|| name.refused(view, Pass::Surnames, Reason::SurnameOfPerson));
        }
        !is_person
    });
    let mut found = known.names(view, names);
    for name in &found {
        on.record(|| name.held(view, Pass::Surnames));
    }
    names.append(&mut found);
    names.sort_by(|a, b| (a.first, b.end).cmp(&(b.first, a.end)));
}

/// The persons named in full in a document.
struct KnownPeople {
    /// Their surnames, by the first form.
    surnames: FxHashMap<FormId, Vec<Vec<FormId>>>,
    /// Whether a surname has more than one word, of which the first may be in lower case: `ag Mohamed`.
    of_several_words: bool,
    /// Given names of exactly one of them.
    given: Vec<FormId>,
}

impl KnownPeople {
    fn of(view: &View, names: &[Name]) -> KnownPeople {
        let surnames = surnames(view, names);
        let of_several_words = surnames.values().flatten().any(|surname| surname.len() > 1);
        KnownPeople { surnames, of_several_words, given: given_names(view, names) }
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

    /// The end of the name that starts at a token, and the rule that found it.
    fn at(&self, view: &View, at: usize, limit: usize) -> Option<(usize, &'static str)> {
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
            && self.surnames.get(&view.form(first)).is_some_and(|surnames| {
                surnames.iter().any(|surname| name.tokens().map(|i| view.form(i)).eq(surname.iter().copied()))
            })
    }
}

/// Whether a token is the row's usual name.
fn is_own_name(view: &View, entry: EntryIndex, token: usize) -> bool {
    fold(&view.lexicon.entry(entry).name) == fold(view.written(token))
}

/// The given names of exactly one person named in full that are no dictionary words.
fn given_names(view: &View, names: &[Name]) -> Vec<FormId> {
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

/// The surnames of the persons named in full, by their first form.
fn surnames(view: &View, names: &[Name]) -> FxHashMap<FormId, Vec<Vec<FormId>>> {
    let mut surnames: FxHashMap<FormId, Vec<Vec<FormId>>> = FxHashMap::default();
    for name in names.iter().filter(|name| name.kind == Kind::Person && name.end - name.first > 1) {
        let forms: Vec<FormId> = name.tokens().map(|i| view.form(i)).collect();
        let known = name.candidates.first().and_then(|&entry| known_surname(view, entry));
        let length = known.map_or_else(|| surname_length(view, name), |surname| surname.min(forms.len()));
        // `Le Guénédal`: in lower case it is ambiguous.
        let first = name.first as usize;
        if length == forms.len() && !view.is(first, word::FIRM_PARTICLE) {
            continue;
        }
        let surname = forms[forms.len() - length..].to_vec();
        let of_form = surnames.entry(surname[0]).or_default();
        if !of_form.contains(&surname) {
            of_form.push(surname);
        }
    }
    surnames
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
        length += 1;
    }
    length
}

fn surname_at(
    view: &View,
    surnames: &FxHashMap<FormId, Vec<Vec<FormId>>>,
    at: usize,
    limit: usize,
) -> Option<usize> {
    let ordinary = view.is(at, word::ORDINARY) && view.starts_sentence(at);
    if view.token(at).shape.is_number() {
        return None;
    }
    let fits = |surname: &&Vec<FormId>| {
        let end = at + surname.len();
        !(ordinary && surname.len() == 1)
            && end <= limit.min(view.text.tokens.len())
            && (at..end).zip(surname.iter()).all(|(i, form)| view.form(i) == *form)
            && (at + 1..end).all(|i| view.joined(i) || view.token(i).gap == Gap::Apostrophe)
            && (at..end).any(|i| view.is_capitalised(i))
            && view.is_capitalised(end - 1)
    };
    let longest = surnames.get(&view.form(at))?.iter().filter(fits).map(Vec::len).max()?;
    Some(at + longest)
}
