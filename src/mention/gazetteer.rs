//! Gazetteer look-up: every reading of every span.

use super::{Reason, View, bracket::Brackets};
use crate::{
    matcher::{FormId, Gap, Hit, Shape, Token, fold_words},
    model::{
        Contraction, EntryIndex, EntryKind, Kind, Listener, NameUse, Pass, Step, Subject, Usage, Verdict,
        Via, word,
    },
};
use rustc_hash::FxHashSet;
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

    /// Its words, folded.
    fn form(&self, view: &View) -> String {
        fold_words(view.span(self.first as usize, self.end as usize).of(&view.document.text))
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
    let context = Context::new(view, &readings);
    readings.retain_mut(|reading| {
        context.choose_teams(view, reading);
        let unfit = unfit(view, reading, &context);
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
        _ => before(word::ORGANISATION_CUE | word::SPEECH | word::PAPER_CUE),
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
        Usage::Shared => 1,
        Usage::Cued => 2,
        _ => 0,
    }
}

/// What the document says that lets forms which need a cue stand without one.
struct Context {
    /// Token sequences with a strong cue for a place somewhere in the document.
    places: FxHashSet<(EntryKind, Vec<FormId>)>,
    /// The teams that the document names, not only by such a form.
    teams: FxHashSet<EntryIndex>,
    /// Whether it is about sport.
    is_sport: bool,
    /// The first tokens of papers, and those behind them, where no cue is needed.
    papers: FxHashSet<u32>,
    behind_papers: FxHashSet<u32>,
    brackets: Brackets,
}

impl Context {
    fn new(view: &View, readings: &[Reading]) -> Context {
        let (cued, named): (Vec<_>, Vec<_>) = readings.iter().partition(|r| r.usage == Usage::Cued);
        let proven = cued.into_iter().filter(|r| has_strong_cue(view, r));
        let rows = named.iter().flat_map(|r| r.entries.iter().copied());
        let papers = || named.iter().filter(|r| is_paper(view, r));
        Context {
            places: proven.map(|r| (r.kind, forms(view, r))).collect(),
            teams: rows.filter(|&entry| is_team(view, entry)).collect(),
            is_sport: view.sentences_with(word::SPORT).next().is_some(),
            papers: papers().map(|r| r.first).collect(),
            behind_papers: papers().map(|r| r.end).collect(),
            brackets: Brackets::new(view, readings),
        }
    }

    /// Whether a name stands in a row with that of a paper: `Le Figaro et Libération`.
    fn is_beside_paper(&self, view: &View, reading: &Reading) -> bool {
        let (first, end) = (reading.first, reading.end);
        let comma = |at: u32| view.text.tokens.get(at as usize).is_some_and(|token| token.gap == Gap::Comma);
        let and = |at: u32| view.text.tokens.get(at as usize).is_some() && view.is(at as usize, word::AND);
        (comma(first) && self.behind_papers.contains(&first))
            || (first > 0 && and(first - 1) && self.behind_papers.contains(&(first - 1)))
            || (comma(end) && self.papers.contains(&end))
            || (and(end) && self.papers.contains(&(end + 1)))
    }

    /// Keeps of the teams that may be called by a form those that the document allows, where it allows one.
    fn choose_teams(&self, view: &View, reading: &mut Reading) {
        let several = reading.usage == Usage::Cued && reading.entries.len() > 1;
        if several && reading.entries.iter().all(|&entry| is_team(view, entry)) {
            let form = reading.form(view);
            let mut told = reading.entries.clone();
            told.retain(|&mut entry| self.has_team(view, entry, &form));
            if !told.is_empty() {
                reading.entries = told;
            }
        }
    }

    /// Whether a team is meant by its other name: it is named, or it is that of a country in a text about sport. `les Lyonnais`
    /// are a club only where the text names it.
    fn has_team(&self, view: &View, entry: EntryIndex, form: &str) -> bool {
        self.teams.contains(&entry) || (self.is_sport && is_national(view, entry, form))
    }
}

/// Whether a team is that of a country, by a word of its name, which is the form by which it is called or says so: `Lions de
/// l’Atlas`, `équipe de France`.
fn is_national(view: &View, entry: EntryIndex, form: &str) -> bool {
    let name = fold_words(&view.lexicon.entry(entry).name);
    let says = |word: &str| word == form || view.lexicon.folded_has(word, word::NATIONAL_TEAM);
    name.split(' ').any(says)
}

fn forms(view: &View, reading: &Reading) -> Vec<FormId> {
    (reading.first..reading.end).map(|i| view.form(i as usize)).collect()
}

/// Why a reading is refused in its context.
fn unfit(view: &View, reading: &Reading, context: &Context) -> Option<Reason> {
    let first = reading.first as usize;
    if cuts_acronym(view, reading) {
        return Some(Reason::InAcronym);
    }
    if reading.usage == Usage::Abbreviation && follows_initial(view, first) {
        return Some(Reason::SecondInitial);
    }
    // `la RN 7`
    let number = |next: &Token| next.gap == Gap::Space && next.shape.is_number();
    if view.is(first, word::ROAD) && view.text.tokens.get(reading.end as usize).is_some_and(number) {
        return Some(Reason::Road);
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
                    || has_weak_cue(view, reading, context)
                    || context.brackets.tell(view, reading)
                    || (is_paper(view, reading)
                        && (is_read(view, reading) || context.is_beside_paper(view, reading)))
                    || (is_party(view, reading) && is_politics(view, reading))
                    || (!view.starts_sentence(first)
                        && context.places.contains(&(reading.kind, forms(view, reading)))));
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

/// Whether all rows of a reading are of some kinds of bodies.
fn are_all(view: &View, reading: &Reading, subtypes: &[&str]) -> bool {
    let of =
        |&entry: &EntryIndex| view.lexicon.entry(entry).subtype().is_some_and(|of| subtypes.contains(&of));
    reading.kind == EntryKind::Organisation && reading.entries.iter().all(of)
}

fn is_paper(view: &View, reading: &Reading) -> bool {
    are_all(view, reading, &["media", "news_agency"])
}

fn is_party(view: &View, reading: &Reading) -> bool {
    are_all(view, reading, &["party", "movement"])
}

/// Whether a word is named as a paper: it speaks (`Libération écrit`, `rapporte Le Point`), is spoken to (`un entretien au Point`), or
/// has its article with a capital inside a sentence.
fn is_read(view: &View, reading: &Reading) -> bool {
    let (first, end) = (reading.first as usize, reading.end as usize);
    let (start, limit) = (view.sentence_start(first), view.sentence_end(first));
    let small = |i: usize, features| i < limit && view.is(i, features) && !view.is_capitalised(i);
    let spaced = |i: usize| i < limit && view.token(i).gap == Gap::Space;
    let says = word::SPEECH | word::PAPER_VERB;
    let endings = &view.lexicon.cues.participle_endings;
    let participle = |i: usize| endings.iter().any(|ending| view.written(i).ends_with(ending.as_str()));
    let speaks = spaced(end)
        && ((small(end, says) && !participle(end))
            || (view.is(end, word::AUXILIARY) && small(end + 1, says)));
    if speaks {
        return true;
    }
    if first == start || !matches!(view.token(first).gap, Gap::Space | Gap::Apostrophe) {
        return false;
    }
    let goes_on = end < limit && spaced(end) && (view.is_capitalised(end) || view.is_of(end));
    let before = first - 1;
    let said = small(before, says) && spaced(first);
    // `écrit pour sa part Libération`
    let aside = || {
        before >= start + 3
            && view.is(before - 1, word::POSSESSIVE)
            && view.is(before - 2, word::PURPOSE)
            && small(before - 3, says)
    };
    let linked = || {
        let link = word::AT | word::OF | word::WRITTEN_BY;
        before > start && view.is(before, link) && view.is(before - 1, word::SPEECH | word::PAPER_CUE)
    };
    let article = view.is(first, word::ARTICLE) && spaced(first) && !view.is_capitalised(before);
    !goes_on && (view.is(before, word::ACCORDING) || said || aside() || linked() || article)
}

/// Whether a word is named as a party: `les députés Renaissance`, `le président d’Horizons`, `X (Reconquête)`.
fn is_politics(view: &View, reading: &Reading) -> bool {
    let (first, end) = (reading.first as usize, reading.end as usize);
    let start = view.sentence_start(first);
    if first == start {
        return false;
    }
    let next = view.text.tokens.get(end);
    let goes_on =
        next.is_some_and(|next| next.gap == Gap::Space && (next.shape.is_capitalised() || view.is_of(end)));
    let noun = if view.is_of(first - 1) { first.checked_sub(2) } else { Some(first - 1) };
    let noun =
        noun.filter(|&noun| noun >= start && matches!(view.token(first).gap, Gap::Space | Gap::Apostrophe));
    let bare = !view.is(first - 1, word::CONTRACTED | word::CONTRACTED_PLURAL);
    let cued = bare && noun.is_some_and(|noun| view.is(noun, word::PARTY_CUE));
    let behind = view.text_after(end).trim_start_matches(['!', ' ']);
    let bracket = view.opens_bracket(first) && behind.starts_with([')', ',', '/']);
    !goes_on && (cued || bracket)
}

/// `l’aéroport de Nice` with any noun, where the name is a dictionary word but no personal name; `l’agence Ecofin`;
/// `les Éléphants` of a team.
fn has_weak_cue(view: &View, reading: &Reading, context: &Context) -> bool {
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
            let several = view.is(first - 1, word::DEFINITE_ALL | word::CONTRACTED_PLURAL);
            let cued = (view.joined(first) || quoted || view.token(first).gap == Gap::Apostrophe)
                && view.is(noun, word::ORGANISATION_CUE);
            let team = || {
                let (entries, form) = (&reading.entries, reading.form(view));
                entries.iter().all(|&entry| is_team(view, entry))
                    && entries.iter().any(|&entry| context.has_team(view, entry, &form))
            };
            let like =
                view.is(first - 1, word::CONTRACTED_PLURAL) && first > 1 && view.is(first - 2, word::LIKE);
            cued || (several && !like && view.joined(first) && team())
        }
        _ => false,
    }
}
