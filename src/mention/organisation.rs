//! Organisations absent from the lists: short forms, ministries and embassies, and those of `chain`, `definition` and
//! `acronym`.

use super::{
    Name, Precedence, View, acronym, chain, definition,
    gazetteer::{Reading, Readings},
    longest_at, readings_at,
};
use crate::{
    matcher::{FormId, Gap, fold},
    model::{EntryIndex, EntryKind, Kind, Listener, Pass, Usage, word},
};
use rustc_hash::{FxHashMap, FxHashSet};

/// Adds the organisations absent from the lists.
pub(super) fn find(view: &View, readings: &Readings, names: &mut Vec<Name>, on: &mut impl Listener) {
    let chains = chain::find(view, readings, names, on);
    merge(view, names, chains, Pass::Chains, on);
    let bodies = bodies(view, readings);
    let explained = definition::find(view, names, on);
    let short_forms = short_forms(view, names);
    let acronyms = acronym::find(view, names, &explained.refused, on);
    merge(view, names, bodies, Pass::Organisations, on);
    merge(view, names, explained.names, Pass::Definitions, on);
    merge(view, names, short_forms, Pass::Organisations, on);
    merge(view, names, acronyms, Pass::Acronyms, on);
}

/// Merges new names into the others: one inside a longer name is refused, and those inside a new one become nested.
pub(super) fn merge(
    view: &View,
    names: &mut Vec<Name>,
    found: Vec<Name>,
    pass: Pass,
    on: &mut impl Listener,
) {
    if found.is_empty() {
        return;
    }
    let mut split = Split::of(std::mem::take(names));
    for name in found {
        let clash = |other: &Name| other.first < name.end && name.first < other.end && !other.nested;
        let holds = |other: &Name| {
            name.first <= other.first
                && other.end <= name.end
                && other.end - other.first < name.end - name.first
        };
        let near = split.near(&name);
        let rival = near.iter().rev().find(|other| clash(other) && !holds(other));
        if let Some(rival) = rival {
            if !rival.is_same(&name) {
                on.record(|| name.gives_way(view, pass, rival, Precedence::EarlierPass));
            }
            continue;
        }
        for other in near.iter_mut().rev().filter(|other| holds(other)) {
            let was_nested = std::mem::replace(&mut other.nested, true);
            if !was_nested {
                on.record(|| other.held(view, pass));
            }
        }
        // The start of a name is nested in it only where it has rows, and of a body not at all: that is another.
        let start = |other: &Name| {
            let named = !other.candidates.is_empty() && other.kind != Kind::Organisation;
            holds(other) && other.first == name.first && !named
        };
        for other in near.iter().rev().filter(|other| start(other)) {
            on.record(|| other.gives_way(view, pass, &name, Precedence::GoesOn));
        }
        on.record(|| name.held(view, pass));
        split.remove(&name, start);
        split.put(name);
    }
    *names = split.joined();
}

/// Names in order, split at a place where others are put between them: places near each other cost no more than their distance.
struct Split {
    before: Vec<Name>,
    /// The last first.
    after: Vec<Name>,
}

impl Split {
    /// Tokens that a name may have before another that it holds.
    const LONGEST: u32 = 40;

    fn of(mut names: Vec<Name>) -> Split {
        names.reverse();
        Split { before: Vec::new(), after: names }
    }

    /// Moves the place behind all names of which something holds.
    fn seek(&mut self, is_before: impl Fn(&Name) -> bool) {
        while let Some(name) = self.after.pop_if(|name| is_before(name)) {
            self.before.push(name);
        }
        while let Some(name) = self.before.pop_if(|name| !is_before(name)) {
            self.after.push(name);
        }
    }

    /// The names that may overlap another, the last first.
    fn near(&mut self, name: &Name) -> &mut [Name] {
        self.seek(|other| other.first + Split::LONGEST < name.first);
        let from = self.until(name.end);
        &mut self.after[from..]
    }

    /// Where the names end that start before a token.
    fn until(&self, end: u32) -> usize {
        self.after.len() - self.after.iter().rev().take_while(|other| other.first < end).count()
    }

    /// Removes those that may overlap a name of which something holds.
    fn remove(&mut self, name: &Name, is_gone: impl Fn(&Name) -> bool) {
        self.seek(|other| other.first + Split::LONGEST < name.first);
        let near = self.after.split_off(self.until(name.end));
        self.after.extend(near.into_iter().filter(|other| !is_gone(other)));
    }

    /// Puts a name in its place.
    fn put(&mut self, name: Name) {
        self.seek(|other| (other.first, name.end) < (name.first, other.end));
        self.after.push(name);
    }

    fn joined(mut self) -> Vec<Name> {
        self.after.reverse();
        self.before.append(&mut self.after);
        self.before
    }
}

/// `ministère malien de la Défense`, `ambassade de France au Mali`.
fn bodies(view: &View, readings: &Readings) -> Vec<Name> {
    let mut found = Vec::new();
    for sentence in view.sentences_with(word::ORGANISATION_HEAD) {
        for first in sentence.tokens() {
            let limit = sentence.end_token as usize;
            if !view.is(first, word::ORGANISATION_HEAD) {
                continue;
            }
            let end = if view.is(first, word::MINISTRY) {
                ministry(view, readings, first, limit)
            } else if view.is(first, word::EMBASSY) {
                embassy(view, readings, first, limit)
            } else {
                None
            };
            found.extend(end.map(|end| Name::organisation(first..end, Vec::new(), "fr.organisation.body")));
        }
    }
    found
}

fn ministry(view: &View, readings: &Readings, first: usize, limit: usize) -> Option<usize> {
    let mut at = first + 1;
    if let Some(reading) = demonym_at(view, readings, at, limit) {
        at = reading.end as usize;
    }
    let start = view.after_of(at, limit)?;
    let mut end = longest_at(readings, start, &[EntryKind::Portfolio])
        .map(|reading| reading.end as usize)
        .or_else(|| view.is_capitalised(start).then_some(start + 1))?;
    while let Some(reading) = more_portfolio(view, readings, end, limit) {
        end = reading.end as usize;
    }
    Some(end)
}

fn more_portfolio<'r>(view: &View, readings: &'r Readings, end: usize, limit: usize) -> Option<&'r Reading> {
    let conjunction = end < limit && view.is(end, word::AND);
    let start = view.after_of(if conjunction { end + 1 } else { end }, limit)?;
    longest_at(readings, start, &[EntryKind::Portfolio]).filter(|reading| reading.end as usize <= limit)
}

fn embassy(view: &View, readings: &Readings, first: usize, limit: usize) -> Option<usize> {
    let at = if first + 1 < limit && view.is(first + 1, word::GENERAL) { first + 2 } else { first + 1 };
    let country = |start: usize| {
        longest_at(readings, start, &[EntryKind::Country, EntryKind::Place])
            .filter(|r| r.usage != Usage::Demonym && view.is_capitalised(start))
    };
    let mut end = country(view.after_of(at, limit)?)?.end as usize;
    let seat = end + 1 < limit && view.is(end, word::AT | word::IN) && view.joined(end);
    if let Some(reading) = seat.then(|| country(end + 1)).flatten() {
        end = reading.end as usize;
    }
    (end <= limit).then_some(end)
}

fn demonym_at<'r>(view: &View, readings: &'r Readings, at: usize, limit: usize) -> Option<&'r Reading> {
    (at < limit && view.joined(at))
        .then(|| readings_at(readings, at).find(|reading| reading.usage == Usage::Demonym))
        .flatten()
}

/// `la Confédération` for the `Confédération des États du Sahel` earlier in the document.
fn short_forms(view: &View, names: &[Name]) -> Vec<Name> {
    let mut heads: FxHashMap<FormId, (u32, EntryIndex)> = FxHashMap::default();
    let mut seen: FxHashSet<EntryIndex> = FxHashSet::default();
    for name in names.iter().filter(|name| name.kind == Kind::Organisation) {
        let Some(&entry) = name.candidates.first().filter(|&&entry| !is_brand(view, entry)) else { continue };
        let of_row = if seen.insert(entry) { head_forms(view, entry) } else { Vec::new() };
        let written = (name.end - name.first > 1).then(|| view.form(name.first as usize));
        let forms = of_row.into_iter().chain(written);
        for form in forms.filter(|&form| view.lexicon.form_has(form, word::ORGANISATION_HEAD)) {
            heads.entry(form).or_insert((name.end, entry));
        }
    }
    let mut found = Vec::new();
    for index in 1..view.text.tokens.len() {
        if !view.is_capitalised(index) || view.token(index).shape.is_acronym() {
            continue;
        }
        let Some(&(after, entry)) = heads.get(&view.form(index)) else { continue };
        let article = view.is(index - 1, word::ARTICLE | word::DEMONSTRATIVE) && !view.starts_sentence(index);
        let alone = view.text.tokens.get(index + 1).is_none_or(|next| {
            !(next.gap == Gap::Space && (next.shape.is_capitalised() || view.is_of(index + 1)))
                && !matches!(next.gap, Gap::Hyphen | Gap::Apostrophe)
        });
        if article && alone && index as u32 >= after {
            found.push(Name::organisation(index..index + 1, vec![entry], "fr.organisation.short-form"));
        }
    }
    found
}

/// Whether the name of an organisation is a brand, not a description.
fn is_brand(view: &View, entry: EntryIndex) -> bool {
    const BRANDS: [&str; 4] = ["media", "company", "sport", "news_agency"];
    view.lexicon.entry(entry).subtype().is_some_and(|subtype| BRANDS.contains(&subtype))
}

/// The head nouns of an organisation's long names.
fn head_forms(view: &View, entry: EntryIndex) -> Vec<FormId> {
    let row = view.lexicon.entry(entry);
    let vocabulary = view.lexicon.matcher.vocabulary();
    let heads = std::iter::once(&row.name)
        .chain(&row.aliases)
        .filter_map(|alias| alias.split_once([' ', '’']).map(|(head, _)| head));
    heads.map(|head| vocabulary.lookup(&fold(head))).collect()
}
