//! What a template found: its two ends, polarity and modality; or why it found nothing.

use super::{
    clause::Place,
    item::{Actor, VerbGroup, VerbGroupForm},
};
use crate::model::{Effect, Modality, Slot};
use smallvec::SmallVec;

/// A template that fits.
#[derive(Debug, Clone)]
pub(super) struct Match {
    /// Index of the template.
    pub(super) template: u32,
    /// Item of the trigger.
    pub(super) trigger: usize,
    /// Token of the trigger.
    pub(super) word: usize,
    /// Who is at the source.
    pub(super) source: End,
    /// Who is at the target.
    pub(super) target: End,
    /// Source and target are the members of one row, each with each.
    pub(super) pair: bool,
    /// Polarity as the verbs around it say it.
    pub(super) negated: bool,
    /// Modality as the verbs around it say it.
    pub(super) modality: Modality,
}

/// An end of a match.
#[derive(Debug, Clone)]
pub(super) struct End {
    /// Its item; none for a nationality beside the trigger.
    pub(super) item: usize,
    /// Who.
    pub(super) actors: SmallVec<[Actor; 2]>,
}

impl End {
    pub(super) fn of(place: &Place) -> End {
        End { item: place.item, actors: place.actors.iter().copied().collect() }
    }
}

/// Why a template does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Another voice.
    Voice,
    /// A pronoun stands for the object.
    Clitic,
    /// No actor in a place.
    Empty(Slot),
    /// A word is missing.
    Word,
    /// The complement is too far away.
    Far,
    /// Another template with more words of its own fits between the same two.
    Outdone,
    /// A pair is asked for, and only one is there.
    NoPair,
}

impl Refusal {
    pub(super) fn reason(self) -> &'static str {
        match self {
            Refusal::Voice => "another voice",
            Refusal::Clitic => "a pronoun stands for the object",
            Refusal::Empty(Slot::Source) => "no actor in the place of A",
            Refusal::Empty(Slot::Target) => "no actor in the place of B",
            Refusal::Word => "the words beside the trigger are missing",
            Refusal::Far => "the complement does not follow at once",
            Refusal::Outdone => "a template with more words fits as well",
            Refusal::NoPair => "only one actor where A and B stand together",
        }
    }
}

/// What a verb says of its noun.
#[derive(Debug, Clone, Copy)]
pub(super) struct Governor {
    pub(super) negated: bool,
    pub(super) modality: Modality,
}

/// The ends found so far.
#[derive(Default)]
pub(super) struct Ends {
    source: Option<End>,
    target: Option<End>,
    pair: bool,
    effect: Effect,
}

impl Ends {
    pub(super) fn put(&mut self, slot: Slot, end: End) {
        match slot {
            Slot::Source => self.source = Some(end),
            Slot::Target => self.target = Some(end),
        }
    }

    pub(super) fn set(&mut self, slot: Slot, place: Option<Place>) -> Result<(), Refusal> {
        let place = place.ok_or(Refusal::Empty(slot))?;
        self.note(&place);
        self.put(slot, End::of(&place));
        Ok(())
    }

    fn note(&mut self, place: &Place) {
        self.effect.negates ^= place.effect.negates;
        self.effect.modality = self.effect.modality.or(place.effect.modality);
    }

    pub(super) fn set_pair(&mut self, place: Option<Place>) -> Result<(), Refusal> {
        let place = place.ok_or(Refusal::Empty(Slot::Source))?;
        if place.actors.len() < 2 {
            return Err(Refusal::NoPair);
        }
        self.note(&place);
        self.put_pair(End::of(&place));
        Ok(())
    }

    pub(super) fn put_pair(&mut self, end: End) {
        self.pair = true;
        (self.source, self.target) = (Some(end.clone()), Some(end));
    }

    pub(super) fn used(&self) -> SmallVec<[usize; 2]> {
        [&self.source, &self.target].into_iter().flatten().map(|end| end.item).collect()
    }

    pub(super) fn has(&self, item: usize) -> bool {
        [&self.source, &self.target].into_iter().flatten().any(|end| end.item == item)
    }

    pub(super) fn finish(
        self,
        template: u32,
        trigger: usize,
        word: usize,
        group: &VerbGroup,
    ) -> Result<Match, Refusal> {
        let negated = group.negated != self.effect.negates;
        let modality = match (group.form, group.modality, self.effect.modality) {
            (VerbGroupForm::Finite | VerbGroupForm::PastParticiple, modality, _) => modality,
            (_, modality, None) => modality,
            (_, Modality::Asserted, Some(modality)) | (_, _, Some(modality)) => modality,
        };
        self.matched(template, trigger, word, negated, modality)
    }

    pub(super) fn finish_noun(
        self,
        template: u32,
        trigger: usize,
        word: usize,
        of: Governor,
    ) -> Result<Match, Refusal> {
        self.matched(template, trigger, word, of.negated, of.modality)
    }

    fn matched(
        self,
        template: u32,
        trigger: usize,
        word: usize,
        negated: bool,
        modality: Modality,
    ) -> Result<Match, Refusal> {
        let source = self.source.ok_or(Refusal::Empty(Slot::Source))?;
        let target = self.target.ok_or(Refusal::Empty(Slot::Target))?;
        Ok(Match { template, trigger, word, source, target, pair: self.pair, negated, modality })
    }
}
