//! Gazetteer look-up: every reading of every span.

use super::{Reason, View};
use crate::{
    matcher::{Gap, Hit, Shape, Token},
    model::{
        Contraction, EntryIndex, EntryKind, Kind, Listener, NameUse, Pass, Step, Subject, Usage, Verdict,
        Via, word,
    },
};
use smallvec::{SmallVec, smallvec};
use std::ops::Range;

/// Tokens as a name of gazetteer rows of one kind.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    pub(super) first: u32,
    pub(super) end: u32,
    pub(super) kind: EntryKind,
    pub(super) usage: Usage,
    /// The rows, owners of the form before those that share it.
    pub(super) entries: SmallVec<[EntryIndex; 2]>,
}

impl Reading {
    /// The kind of mention that it can be by itself; none for ranks, titles, roles and portfolios.
    pub(super) fn names(&self) -> Option<Kind> {
        let kind = match self.usage {
            Usage::Demonym | Usage::DemonymPrefix => Some(Kind::Demonym),
            _ => self.kind.mention(),
        };
        kind.filter(|kind| !matches!(kind, Kind::Rank | Kind::Role))
    }

    /// The step about one of its rows.
    fn step(&self, view: &View, entry: EntryIndex, verdict: Verdict, reason: Reason) -> Step {
        let is_name = verdict != Verdict::Noted;
        Step {
            pass: Pass::Gazetteer,
            subject: self.names().filter(|_| is_name).map_or(Subject::Words, Subject::Name),
            span: view.name_span(self.first, self.end),
            via: Some(Via::Gazetteer(entry).into()),
            verdict,
            reason: reason.text(view),
        }
    }

    /// Reports each of its rows.
    fn report(&self, view: &View, against: Option<Reason>, on: &mut impl Listener) {
        if !on.is_recording() {
            return;
        }
        for (index, &entry) in self.entries.iter().enumerate() {
            let (verdict, reason) = match against {
                Some(against) => (Verdict::Failed, against),
                None if index > 0 => (Verdict::Noted, Reason::OtherRow),
                None if self.names().is_none() => (Verdict::Noted, Reason::BesideNames(self.usage)),
                None => (Verdict::Held, Reason::Listed(self.usage, self.entries.len())),
            };
            on.record(|| self.step(view, entry, verdict, reason));
        }
    }
}

/// The readings of a document, by first token, then by length, then by kind.
#[derive(Debug, Default)]
pub(super) struct Readings {
    all: Vec<Reading>,
    /// Per token, where its readings start in `all`; one more at the end.
    first: Vec<u32>,
}

impl Readings {
    fn new(all: Vec<Reading>, tokens: usize) -> Readings {
        let mut first = Vec::with_capacity(tokens + 1);
        let mut at = 0;
        for token in 0..=tokens as u32 {
            while all.get(at).is_some_and(|reading| reading.first < token) {
                at += 1;
            }
            first.push(at as u32);
        }
        Readings { all, first }
    }

    /// The readings that start at a token.
    pub(super) fn at(&self, token: usize) -> &[Reading] {
        let range = self.first.get(token).zip(self.first.get(token + 1));
        range.map_or(&[], |(&from, &to)| &self.all[from as usize..to as usize])
    }
}

impl std::ops::Deref for Readings {
    type Target = [Reading];

    fn deref(&self) -> &[Reading] {
        &self.all
    }
}

/// Every reading of a document, by first token, then by length, then by kind.
pub(super) fn readings(view: &View, on: &mut impl Listener) -> Readings {
    if on.is_recording() {
        miscapitalised(view, on);
    }
    let mut readings = spelled(view, on);
    let cued = cued_forms(view, &readings);
    readings.retain(|reading| {
        let unfit = unfit(view, reading, &cued);
        reading.report(view, unfit, on);
        unfit.is_none()
    });
    Readings::new(readings, view.text.tokens.len())
}

/// Reports the listed names that differ from the text in capitals only.
fn miscapitalised(view: &View, on: &mut impl Listener) {
    for sentence in &view.text.sentences {
        let tokens = &view.text.tokens[..sentence.end_token as usize];
        for first in sentence.tokens() {
            view.lexicon.matcher.spelled_at(tokens, first, |hit, capitals| {
                if !capitals {
                    let name = view.lexicon.names[hit.payload as usize];
                    reading(view, hit, name).report(view, Some(Reason::OtherCapitals), on);
                }
            });
        }
    }
}

/// The reading of a match.
fn reading(view: &View, hit: Hit, name: NameUse) -> Reading {
    Reading {
        first: hit.first,
        end: hit.end,
        kind: view.lexicon.entry(name.entry).kind,
        usage: name.usage,
        entries: smallvec![name.entry],
    }
}

/// The readings, filtered by capitals and contractions only.
fn spelled(view: &View, on: &mut impl Listener) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    let tokens = &view.text.tokens;
    for first in view.lexicon.matcher.starts(tokens) {
        let first = first as usize;
        let limit = view.sentence_end(first);
        let from = readings.len();
        view.lexicon.matcher.at(&tokens[..limit], first, |hit| {
            let name = view.lexicon.names[hit.payload as usize];
            let reading = reading(view, hit, name);
            let melted =
                |contraction| follows_contraction(view, contraction, reading.kind, hit.first..hit.end);
            if name.contracted.is_none_or(melted) {
                add(&mut readings, from, reading);
            } else {
                reading.report(view, Some(Reason::NoContraction), on);
            }
        });
        if readings.len() > from + 1 {
            readings[from..].sort_by_key(|reading| (reading.end, reading.kind, reading.usage));
        }
    }
    readings
}

/// Whether a name without its article follows the contraction that includes the article (`du`, `au`, `des`, `aux`): `au
/// Caire`. One that starts with a dictionary word needs a cue: `maire du Cap`, `explique au Monde`, but not `au Port de
/// Cotonou`, `Coupe du Monde`.
fn follows_contraction(view: &View, contraction: Contraction, kind: EntryKind, name: Range<u32>) -> bool {
    let (first, end) = (name.start as usize, name.end as usize);
    let (of, to) = match contraction {
        Contraction::Singular => ("du", "au"),
        Contraction::Plural => ("des", "aux"),
    };
    let at = first.checked_sub(1).filter(|&at| view.is_word(at, of) || view.is_word(at, to));
    let Some(at) = at.filter(|_| view.token(first).gap == Gap::Space) else { return false };
    let next = view.text.tokens.get(end).map(|next| (next.gap, next.shape));
    if next.is_some_and(|(gap, shape)| gap == Gap::Hyphen || (gap == Gap::Space && shape.is_acronym())) {
        return false;
    }
    if !view.is(first, word::ORDINARY) {
        return true;
    }
    let before = |flags| at > 0 && view.is(at - 1, flags);
    let cued = match kind {
        EntryKind::Place => view.is_word(at, to) || before(word::PLACE_CUE),
        _ => before(word::ORGANISATION_CUE | word::SPEECH),
    };
    let goes_on =
        |(gap, shape): (Gap, Shape)| gap == Gap::Space && (shape.is_capitalised() || view.is_of(end));
    cued && !next.is_some_and(goes_on)
}

/// Adds a reading to those of the same token, or its row to the reading with the same span and kind.
fn add(readings: &mut Vec<Reading>, from: usize, new: Reading) {
    let demonym = |usage| matches!(usage, Usage::Demonym | Usage::DemonymPrefix);
    let same = readings[from..]
        .iter_mut()
        .find(|r| r.end == new.end && r.kind == new.kind && demonym(r.usage) == demonym(new.usage));
    let Some(reading) = same else {
        readings.push(new);
        return;
    };
    let entry = new.entries[0];
    if reading.entries.contains(&entry) {
        return;
    }
    // Owners of the form come before rows that share it.
    if rank(new.usage) < rank(reading.usage) {
        reading.usage = new.usage;
        reading.entries.insert(0, entry);
    } else {
        reading.entries.push(entry);
    }
}

fn rank(usage: Usage) -> u8 {
    match usage {
        Usage::Name
        | Usage::Acronym
        | Usage::Short
        | Usage::Demonym
        | Usage::DemonymPrefix
        | Usage::Abbreviation => 0,
        Usage::Shared => 1,
        Usage::Cued => 2,
    }
}

/// Token sequences with a strong cue for a place somewhere in the document.
fn cued_forms(view: &View, readings: &[Reading]) -> Vec<(EntryKind, Vec<crate::matcher::FormId>)> {
    let proven = readings.iter().filter(|r| r.usage == Usage::Cued && has_strong_cue(view, r));
    proven.map(|r| (r.kind, forms(view, r))).collect()
}

fn forms(view: &View, reading: &Reading) -> Vec<crate::matcher::FormId> {
    (reading.first..reading.end).map(|i| view.form(i as usize)).collect()
}

/// Why a reading is refused in its context.
fn unfit(
    view: &View,
    reading: &Reading,
    cued: &[(EntryKind, Vec<crate::matcher::FormId>)],
) -> Option<Reason> {
    let first = reading.first as usize;
    if cuts_acronym(view, reading) {
        return Some(Reason::InAcronym);
    }
    if reading.usage == Usage::Abbreviation && follows_initial(view, first) {
        return Some(Reason::SecondInitial);
    }
    // `M’Barki`
    let elided = |next: &Token| next.gap == Gap::Apostrophe;
    if reading.usage == Usage::Abbreviation && view.text.tokens.get(reading.end as usize).is_some_and(elided)
    {
        return Some(Reason::InName);
    }
    // `état-major`
    let of_rank = matches!(reading.kind, EntryKind::Rank | EntryKind::Title);
    if of_rank && view.token(first).gap == Gap::Hyphen && view.is(first - 1, word::STATE_BODY) {
        return Some(Reason::InName);
    }
    match reading.usage {
        Usage::Cued => {
            let is_cued = view.is_capitalised(first)
                && (has_strong_cue(view, reading)
                    || has_weak_cue(view, reading)
                    || (!view.starts_sentence(first)
                        && cued.contains(&(reading.kind, forms(view, reading)))));
            (!is_cued).then_some(Reason::NoCue)
        }
        // `franco-malienne`, but not `Franco` nor `indo`.
        Usage::DemonymPrefix => {
            let compound =
                view.text.tokens.get(reading.end as usize).is_some_and(|next| next.gap == Gap::Hyphen)
                    && !view.is_capitalised(first);
            (!compound).then_some(Reason::NoCompound)
        }
        Usage::Acronym if reading.end - reading.first == 1 => {
            shouted_word(view, first).then_some(Reason::Shouted)
        }
        _ => None,
    }
}

/// Whether a reading starts or ends inside an acronym with dots: `D.E.A` in `C.E.D.E.A.O`.
fn cuts_acronym(view: &View, reading: &Reading) -> bool {
    let (first, end) = (reading.first as usize, reading.end as usize);
    let dots = |i: usize| view.text.tokens.get(i).is_some_and(|token| token.gap == Gap::Dot);
    let before = dots(first) && view.dotted(first).is_some_and(|run| run.start < first);
    before || (dots(end) && view.dotted(end).is_some_and(|run| run.start < end && end < run.end))
}

/// Whether a hyphen joins a token to an initial before it: `A.-M. Kaboré`, `J-M. Ayrault`.
fn follows_initial(view: &View, index: usize) -> bool {
    let Some(before) = index.checked_sub(1) else { return false };
    let initial = view.token(before).shape.is_all_capitals() && view.written(before).chars().count() == 1;
    initial && matches!(view.token(index).gap, Gap::Hyphen | Gap::DotHyphen)
}

/// Whether an acronym is a dictionary word in a sentence in capitals: `LE PAYS UN ET INDIVISIBLE`.
fn shouted_word(view: &View, index: usize) -> bool {
    if !view.is(index, word::ORDINARY) {
        return false;
    }
    let sentence = view.text.tokens_of(view.sentence_of(index));
    let capitals = sentence.iter().filter(|token| token.shape.is_all_capitals()).count();
    2 * capitals > sentence.len()
}

/// `à Nice`, `la ville de Nice`.
fn has_strong_cue(view: &View, reading: &Reading) -> bool {
    let first = reading.first as usize;
    if !view.is_capitalised(first) || first == 0 || reading.kind != EntryKind::Place {
        return false;
    }
    let before = first - 1;
    if view.token(first).gap != Gap::Space || view.starts_sentence(first) {
        return false;
    }
    view.is(before, word::PLACE_CUE)
        || (view.is_of(before) && before > 0 && view.is(before - 1, word::PLACE_CUE))
}

/// Whether a row is of a team: its name may be a word in the plural.
fn is_team(view: &View, entry: EntryIndex) -> bool {
    view.lexicon.entry(entry).subtype() == Some("sport")
}

/// `l’aéroport de Nice` with any noun, where the name is a dictionary word but no personal name; `l’agence Ecofin`;
/// `les Éléphants` of a team.
fn has_weak_cue(view: &View, reading: &Reading) -> bool {
    let first = reading.first as usize;
    if first == 0 || view.starts_sentence(first) || !view.is_capitalised(first) {
        return false;
    }
    let person = word::SURNAME | word::GIVEN;
    let of_person = (reading.first..reading.end).any(|i| view.is(i as usize, person));
    match reading.kind {
        EntryKind::Place => !of_person && view.joined(first) && view.is(first - 1, word::OF | word::IN),
        EntryKind::Organisation => {
            let quoted = matches!(view.token(first).gap, Gap::Other);
            let noun = if view.is_article(first - 1) && first > 1 { first - 2 } else { first - 1 };
            let several = view.is(first - 1, word::PLURAL_ARTICLE | word::CONTRACTED_PLURAL);
            let cued = (view.joined(first) || quoted || view.token(first).gap == Gap::Apostrophe)
                && view.is(noun, word::ORGANISATION_CUE);
            cued || (several
                && view.joined(first)
                && reading.entries.iter().all(|&entry| is_team(view, entry)))
        }
        _ => false,
    }
}
