//! What a template found: its two arguments, polarity and modality; or why it found nothing.

use crate::{
    model::{Effect, Modality, Slot},
    relation::parse::{
        ParsedSentence,
        chunk::{Actor, GroupForm, VerbGroup},
        clause::Constituent,
    },
};
use smallvec::SmallVec;

/// A template that fits.
#[derive(Debug, Clone)]
pub(crate) struct FrameMatch {
    /// Index of the template.
    pub(crate) template: u32,
    /// Chunk of the trigger.
    pub(crate) trigger: usize,
    /// Token of the trigger.
    pub(crate) word: usize,
    pub(crate) source: Argument,
    pub(crate) target: Argument,
    /// Whether source and target are the members of one coordination, each with each.
    pub(crate) pair: bool,
    /// Whether the verbs around it negate it.
    pub(crate) negated: bool,
    /// Modality, by the verbs around it.
    pub(crate) modality: Modality,
}

/// An argument of a match.
#[derive(Debug, Clone)]
pub(crate) struct Argument {
    /// Its chunk; that of the trigger for a demonym beside it.
    pub(crate) chunk: usize,
    pub(crate) actors: SmallVec<[Actor; 2]>,
    /// What the verbs between trigger and argument do to polarity and modality.
    effect: Effect,
}

impl Argument {
    pub(super) fn new(chunk: usize, actors: &[Actor]) -> Argument {
        Argument { chunk, actors: actors.iter().copied().collect(), effect: Effect::default() }
    }

    pub(super) fn of(constituent: &Constituent) -> Argument {
        Argument { effect: constituent.effect, ..Argument::new(constituent.chunk, constituent.actors) }
    }

    /// The demonyms in a noun phrase: `l’attitude russe`.
    pub(super) fn of_demonyms(sentence: &ParsedSentence, chunk: usize) -> Option<Argument> {
        let demonyms = &sentence.chunks[chunk].noun()?.demonyms;
        (!demonyms.is_empty()).then(|| Argument::new(chunk, demonyms))
    }
}

/// Why a template does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Another voice.
    Voice,
    /// A pronoun stands for the object.
    Clitic,
    /// No actor for an argument.
    Empty(Slot),
    /// A word is missing.
    Word,
    /// The complement is too far away.
    Far,
    /// Another template with more words of its own fits between the same two.
    Outdone,
    /// A pair is asked for, and only one is there.
    NoPair,
    /// What fills the arguments is of other kinds, or one and the same.
    Kinds,
}

impl Refusal {
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Refusal::Voice => "another voice",
            Refusal::Clitic => "a pronoun stands for the object",
            Refusal::Empty(Slot::Source) => "no actor in the place of A",
            Refusal::Empty(Slot::Target) => "no actor in the place of B",
            Refusal::Word => "the words beside the trigger are missing",
            Refusal::Far => "the complement does not follow at once",
            Refusal::Outdone => "a template with more words fits as well",
            Refusal::NoPair => "only one actor where A and B stand together",
            Refusal::Kinds => "what stands in the places is of other kinds, or one and the same",
        }
    }
}

/// How a match is stated.
#[derive(Debug, Clone, Copy)]
pub(super) struct Polarity {
    pub(super) negated: bool,
    pub(super) modality: Modality,
}

impl Polarity {
    pub(super) const ASSERTED: Polarity = Polarity { negated: false, modality: Modality::Asserted };

    /// With what the verbs between a noun and its arguments do: `le refus de A d’apporter son aide à B`.
    pub(super) fn under(self, arguments: &Arguments) -> Polarity {
        let Effect { negates, modality } = arguments.effect;
        let modality = modality.filter(|_| self.modality == Modality::Asserted).unwrap_or(self.modality);
        Polarity { negated: self.negated != negates, modality }
    }

    /// That of a verb group, with what the verbs between it and its arguments do.
    pub(super) fn of_verb(group: &VerbGroup, arguments: &Arguments) -> Polarity {
        let effect = arguments.effect;
        let modality = match (group.form, group.modality, effect.modality) {
            (GroupForm::Finite | GroupForm::PastParticiple, modality, _) => modality,
            (_, modality, None) => modality,
            (_, Modality::Asserted, Some(modality)) | (_, _, Some(modality)) => modality,
        };
        Polarity { negated: group.negated != effect.negates, modality }
    }
}

/// The arguments found so far.
#[derive(Default)]
pub(super) struct Arguments {
    source: Option<Argument>,
    target: Option<Argument>,
    pair: bool,
    effect: Effect,
}

impl Arguments {
    pub(super) fn put(&mut self, slot: Slot, argument: Argument) {
        self.note(argument.effect);
        match slot {
            Slot::Source => self.source = Some(argument),
            Slot::Target => self.target = Some(argument),
        }
    }

    pub(super) fn set(&mut self, slot: Slot, constituent: Option<Constituent>) -> Result<(), Refusal> {
        let constituent = constituent.ok_or(Refusal::Empty(slot))?;
        self.put(slot, Argument::of(&constituent));
        Ok(())
    }

    fn note(&mut self, effect: Effect) {
        self.effect.negates ^= effect.negates;
        self.effect.modality = self.effect.modality.or(effect.modality);
    }

    pub(super) fn put_pair(&mut self, argument: Argument) {
        self.note(argument.effect);
        self.pair = true;
        (self.source, self.target) = (Some(argument.clone()), Some(argument));
    }

    pub(super) fn set_pair(&mut self, constituent: Option<Constituent>) -> Result<(), Refusal> {
        let constituent = constituent.ok_or(Refusal::Empty(Slot::Source))?;
        if constituent.actors.len() < 2 {
            return Err(Refusal::NoPair);
        }
        self.put_pair(Argument::of(&constituent));
        Ok(())
    }

    /// The chunks of the arguments.
    pub(super) fn used(&self) -> SmallVec<[usize; 2]> {
        [&self.source, &self.target].into_iter().flatten().map(|argument| argument.chunk).collect()
    }

    pub(super) fn has(&self, chunk: usize) -> bool {
        self.used().contains(&chunk)
    }

    /// The match of a template whose trigger is a chunk, at a token.
    pub(super) fn finish(
        self,
        template: u32,
        (trigger, word): (usize, usize),
        Polarity { negated, modality }: Polarity,
    ) -> Result<FrameMatch, Refusal> {
        let source = self.source.ok_or(Refusal::Empty(Slot::Source))?;
        let target = self.target.ok_or(Refusal::Empty(Slot::Target))?;
        Ok(FrameMatch { template, trigger, word, source, target, pair: self.pair, negated, modality })
    }
}
