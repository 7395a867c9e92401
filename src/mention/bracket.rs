//! What a bracket behind a name says of it: a region, so that the name is a place’s, as in `Chamaloc (Drôme)` and
//! `Tinzaou (nord du Mali)`.

use super::{View, gazetteer::Reading};
use crate::{
    matcher::Gap,
    model::{DIVISIONS, Detail, EntryIndex, EntryKind, FeatureSet, Usage, word},
};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// The most words before a region in its bracket: `dans le nord de la`.
const MOST_BEFORE: usize = 5;
/// The most words of a name before a bracket.
const MOST_WORDS: usize = 6;

/// The brackets of a document that hold nothing but a region.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    /// The first tokens in them.
    opened: FxHashSet<usize>,
    /// The first tokens of the regions.
    regions: FxHashSet<usize>,
}

impl Brackets {
    pub(super) fn new(view: &View, readings: &[Reading]) -> Brackets {
        let mut brackets = Brackets::default();
        for reading in readings.iter().filter(|reading| view.closes_bracket(reading.end as usize)) {
            if let Some(open) = opening(view, reading) {
                brackets.opened.insert(open);
                brackets.regions.insert(reading.first as usize);
            }
        }
        brackets
    }

    /// Whether a listed place, whose name is no surname as well, stands before such a bracket, or any in one.
    pub(super) fn tell(&self, view: &View, reading: &Reading) -> bool {
        let (first, end) = (reading.first as usize, reading.end as usize);
        let of_person = || (first..end).any(|i| view.is(i, word::GIVEN | word::SURNAME));
        let told = || self.opened.contains(&end) && !of_person();
        reading.kind == EntryKind::Place && (self.regions.contains(&first) || told())
    }

    /// The names before such brackets that may be those of unknown places.
    pub(super) fn names<'b>(&'b self, view: &'b View) -> impl Iterator<Item = Range<usize>> + 'b {
        let mut opened: Vec<usize> = self.opened.iter().copied().collect();
        opened.sort_unstable();
        opened.into_iter().filter_map(|open| name_before(view, open))
    }
}

/// The first token in the bracket that a region closes.
fn opening(view: &View, region: &Reading) -> Option<usize> {
    let part = word::DIRECTION | word::DIVISION | word::NEAR;
    let first = region.first as usize;
    let start = view.sentence_start(first).max(first.saturating_sub(MOST_BEFORE));
    let open = (start..=first).rev().find(|&at| view.opens_bracket(at))?;
    let small = part | word::OF | word::INSIDE | word::AT | word::IN | word::ARTICLE | word::PLURAL_ARTICLE;
    let of_part = (open..first).any(|at| view.is(at, part));
    let plain = (open..first).all(|at| view.is(at, small));
    let holds = match region.kind {
        EntryKind::Country => of_part && matches!(region.usage, Usage::Name | Usage::Demonym),
        EntryKind::Place => of_part || (is_region(view, &region.entries) && !view.is(first, word::DIRECTION)),
        _ => false,
    };
    (plain && holds && (of_part || open == first) && view.is_capitalised(open - 1)).then_some(open)
}

fn is_region(view: &View, entries: &[EntryIndex]) -> bool {
    entries.iter().any(|&entry| match &view.lexicon.entry(entry).detail {
        Detail::Place { place_type, .. } => DIVISIONS.contains(&&**place_type),
        _ => false,
    })
}

/// The capitalised words before a bracket, with the small ones between (`Villard d’Héria`), where nothing says that they are
/// another’s name.
fn name_before(view: &View, open: usize) -> Option<Range<usize>> {
    let start = view.sentence_start(open - 1).max((open - 1).saturating_sub(MOST_WORDS));
    let mut first = open - 1;
    while first > start {
        let before = first - 1;
        let joined = matches!(view.token(first).gap, Gap::Space | Gap::Hyphen | Gap::Apostrophe);
        let link = before > start
            && view.is(before, word::TOPONYM_LINK)
            && !view.is_capitalised(before)
            && (view.token(before).gap == Gap::Hyphen
                || (view.is_of(before) && view.joined(before) && view.is_capitalised(before - 1)));
        if !joined || !(view.is_capitalised(before) || link) {
            break;
        }
        first = if link { before - 1 } else { before };
    }
    may_be_place(view, first..open).then_some(first..open)
}

fn may_be_place(view: &View, name: Range<usize>) -> bool {
    let spaced = |i: usize| view.token(i).gap == Gap::Space;
    let capitals = || name.clone().filter(|&i| view.is_capitalised(i));
    let plain = |i: usize| {
        let shape = view.token(i).shape;
        shape.is_capitalised() && !shape.is_acronym() && !shape.has_digit()
    };
    let word = word::ORDINARY | word::FUNCTION | word::MONTH | word::WEEKDAY;
    let before =
        name.start.checked_sub(1).filter(|_| !view.starts_sentence(name.start) && spaced(name.start));
    let elided =
        view.token(name.start).gap == Gap::Apostrophe && name.start > 0 && view.is_of(name.start - 1);
    let is = |features: FeatureSet| before.is_some_and(|before| view.is(before, features));
    let located = is(word::AT | word::TOWARDS | word::OF | word::NEAR) || elided;
    let person = word::GIVEN | word::SURNAME;
    let linked =
        name.clone().any(|i| !view.is_capitalised(i) || (i > name.start && view.token(i).gap == Gap::Hyphen));
    view.is_capitalised(name.start)
        && capitals().all(plain)
        && (linked || !view.is(name.start, word))
        && (located && linked || !capitals().all(|i| view.is(i, word)))
        && !is(word::ARTICLE | word::PLURAL_ARTICLE | word::ORGANISATION_CUE | word::CHAIN_HEAD)
        && (located || !capitals().any(|i| view.is(i, person)))
        && (located || linked || capitals().count() == 1)
}
