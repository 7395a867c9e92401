//! The relations that a match states: between which entities, when, where, how surely, and in which modality.

use super::frame_match::{Argument, FrameMatch};
use crate::{
    matcher::Gap,
    model::{
        DateSource, EntityIndex, Frame, Kind, Modality, PartialDate, Relation, RelationType, Span, StandsFor,
        word,
    },
    relation::parse::{
        ParsedSentence,
        chunk::{Actor, Chunk, ChunkKind, ResolvedBy, within_reach},
    },
};
use std::ops::Range;

/// A match in its sentence.
pub(crate) struct Statement<'s> {
    sentence: &'s ParsedSentence<'s>,
    matched: FrameMatch,
    frame: &'s Frame,
    kind: &'s RelationType,
}

impl<'s> Statement<'s> {
    pub(crate) fn new(sentence: &'s ParsedSentence<'s>, mut matched: FrameMatch) -> Statement<'s> {
        let (frames, clause) = (sentence.frames(), sentence.clause());
        let frame = &frames.frames[frames.templates[matched.template as usize].frame as usize];
        if !matched.pair && sentence.chunks[matched.trigger].actors().is_none() {
            // `avec A ; avec B ; puis avec C`
            for argument in [&mut matched.source, &mut matched.target] {
                if argument.chunk > matched.trigger {
                    argument.actors.extend(clause.enumerated(argument.chunk));
                }
            }
        }
        Statement { sentence, matched, frame, kind: frames.type_of(frame) }
    }

    /// Its relations: each source with each target.
    pub(crate) fn relations(&self) -> Vec<Relation> {
        let FrameMatch { source, target, pair, .. } = &self.matched;
        let mut found = Vec::new();
        for (i, one) in source.actors.iter().enumerate() {
            for (j, other) in target.actors.iter().enumerate() {
                let apart = match pair {
                    // The members of one enumeration are one side.
                    true => i < j && ![one, other].iter().all(|a| a.resolved_by == Some(ResolvedBy::List)),
                    false => !is_among(one, target) && !is_among(other, source),
                };
                if apart {
                    found.extend(self.relation(one, other));
                }
            }
        }
        found
    }

    /// The people who take part, where it is stated of themselves and not of what they stand for.
    pub(crate) fn participants(&self) -> impl Iterator<Item = &Actor> {
        let arguments = self.matched.source.actors.iter().chain(&self.matched.target.actors);
        arguments.filter(|actor| actor.stands_for.is_none())
    }

    fn relation(&self, source: &Actor, target: &Actor) -> Option<Relation> {
        let context = self.sentence.context;
        let entity = |own: &[Kind], of_kind: &[Kind], actor: &Actor| {
            // `Une délégation de l’ONU s’est rendue à B`
            let sent = actor.stands_for == Some(StandsFor::Envoys) && own.contains(&Kind::Person);
            context.entity_as(actor.mention, if own.is_empty() || sent { of_kind } else { own })
        };
        let source_entity = entity(&self.frame.source, &self.kind.source, source)?;
        let target_entity = entity(&self.frame.target, &self.kind.target, target)?;
        let comes_home = &*self.kind.id == "visits" && context.is_home(source, target_entity);
        // Who leads a delegation of the UN does not lead the UN.
        let part = !self.kind.deed
            && match target.stands_for {
                Some(StandsFor::State) => self.is_branch(&self.matched.target),
                other => other.is_some_and(StandsFor::is_people),
            };
        if source_entity == target_entity || comes_home || part {
            return None;
        }
        let modality = self.modality();
        let of_sentence = self.dates(modality).map(|date| (date, DateSource::Sentence));
        let of_document = context.document.date.map(|day| (PartialDate::from(day), DateSource::Document));
        let (date, date_source) = of_sentence.or(of_document).unzip();
        Some(Relation {
            kind: self.kind.id.to_string(),
            source: source_entity,
            target: target_entity,
            qualifier: self.frame.qualified.then(|| self.compound_word(self.matched.word)),
            sentence: self.sentence.index as u32,
            span: self.evidence(),
            rule: self.frame.id.to_string(),
            confidence: self.confidence([source, target]),
            negated: self.matched.negated != self.frame.negated,
            modality,
            date,
            date_source,
            place: self.place([source_entity, target_entity]),
            resolved_by: source.resolved_by.or(target.resolved_by).map(ResolvedBy::rule),
            antecedent: [source, target]
                .into_iter()
                .find(|actor| actor.resolved_by.is_some())
                .map(|actor| context.mentions[actor.mention].span),
            known_to: None,
            corrected: None,
        })
    }

    /// `la diplomatie sénégalaise`: whether an argument is a part of the state that it stands for.
    fn is_branch(&self, argument: &Argument) -> bool {
        let Chunk { first, end, .. } = self.sentence.chunks[argument.chunk];
        (first..end).any(|at| self.sentence.words.has(at, word::BRANCH))
    }

    /// The frame's confidence, or less where an end is not named; the shares are counted in docs/precision.md.
    fn confidence(&self, arguments: [&Actor; 2]) -> f64 {
        let unnamed = |actor: &&Actor| {
            actor.resolved_by.is_some_and(|resolved_by| resolved_by != ResolvedBy::List)
                || actor.stands_for.is_some_and(StandsFor::is_people)
        };
        let share = match () {
            () if arguments.iter().any(|actor| actor.pronoun) => 0.6,
            () if arguments.iter().any(unnamed) => 0.8,
            () => 1.0,
        };
        (self.frame.confidence * share * 1_000.0).round() / 1_000.0
    }

    /// The chunks of the clause that a match lies in: from a break before it to a break after it.
    fn clause(&self) -> Range<usize> {
        let chunks = &self.sentence.chunks;
        let arguments = [self.matched.source.chunk, self.matched.target.chunk, self.matched.trigger];
        let (first, last) =
            (arguments.into_iter().min().unwrap_or(0), arguments.into_iter().max().unwrap_or(0));
        let parts = |chunk: &Chunk| {
            matches!(
                chunk.kind,
                ChunkKind::Break | ChunkKind::That | ChunkKind::Subordinator | ChunkKind::Who
            )
        };
        let start = within_reach(first).rev().find(|&at| parts(&chunks[at]) || chunks[at].is_finite_verb());
        let end = (last + 1..chunks.len().min(last + 9))
            .find(|&at| parts(&chunks[at]) || chunks[at].is_finite_verb());
        start.map_or(0, |start| start + 1)..end.unwrap_or(chunks.len().min(last + 9))
    }

    /// The chunks of the clause that may say when and where: not what stands behind the verb of a clause before, in the
    /// same sentence and of the same subject, as in `A a reçu B à Paris et C à Londres`.
    fn circumstances(&self) -> impl Iterator<Item = usize> {
        let (chunks, clause, trigger) = (&self.sentence.chunks, self.clause(), self.matched.trigger);
        let verb = (clause.start..trigger).rev().find(|&at| chunks[at].is_finite_verb());
        let joins = |at: &usize| chunks[*at].is_and() || chunks[*at].is_comma();
        let before = verb.and_then(|verb| Some(verb..(verb..trigger).rev().find(joins)?)).unwrap_or(0..0);
        clause.filter(move |at| !before.contains(at))
    }

    /// The date in the clause of a match that is nearest to its trigger. What is planned lies ahead.
    fn dates(&self, modality: Modality) -> Option<PartialDate> {
        let dates = self.circumstances().filter_map(|at| match self.sentence.chunks[at].kind {
            ChunkKind::Date(Some(dates)) if !self.is_in_apposition(at) => {
                Some((at.abs_diff(self.matched.trigger), dates))
            }
            _ => None,
        });
        let (_, dates) = dates.min_by_key(|(distance, _)| *distance)?;
        let planned = matches!(modality, Modality::Planned | Modality::Requested);
        Some(dates.ahead.filter(|_| planned).unwrap_or(dates.told))
    }

    /// Whether a date lies in an apposition before the trigger, and says since when somebody is what it says: `A, présidente
    /// depuis 2020 de B, accuse C`.
    fn is_in_apposition(&self, at: usize) -> bool {
        let (chunks, trigger) = (&self.sentence.chunks, self.matched.trigger);
        let from = self.clause().start.min(at);
        let closed = at < trigger && chunks[at..trigger].iter().any(Chunk::is_comma);
        let open = chunks[from..at].iter().rposition(Chunk::is_comma).filter(|_| closed);
        let of_phrase =
            |open: usize| matches!(chunks[from + open + 1].kind, ChunkKind::Noun(_) | ChunkKind::Verb(_));
        open.is_some_and(of_phrase) || (at < trigger && self.follows_role(at))
    }

    /// Whether a chunk stands right behind a role in apposition to a name, which is one chunk with it.
    fn follows_role(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|before| &self.sentence.chunks[before]) else {
            return false;
        };
        let parted = self.sentence.words.tokens[self.sentence.chunks[at].first].gap == Gap::Comma;
        let role = before.actors().and_then(<[Actor]>::last).and_then(|actor| {
            let mention = &self.sentence.context.mentions[actor.mention];
            mention.role.filter(|role| role.span.start > mention.head.end)
        });
        role.is_some_and(|role| self.sentence.span(before.first, before.end).contains(role.span)) && !parted
    }

    /// The place where it happens: `à Moscou` in the clause, where that is no end of the relation.
    fn place(&self, arguments: [EntityIndex; 2]) -> Option<EntityIndex> {
        let chunks = &self.sentence.chunks;
        self.circumstances().find_map(|at| {
            let ChunkKind::Preposition(preposition) = chunks[at].kind else { return None };
            let locative = self.sentence.frames().preposition_has(preposition, word::LOCATIVE);
            let [actor] = chunks.get(at + 1)?.actors()? else { return None };
            let mention = &self.sentence.context.mentions[actor.mention];
            let entity = mention.entity.filter(|entity| !arguments.contains(entity))?;
            (locative && mention.kind == Kind::Place).then_some(entity)
        })
    }

    /// `demi-frère`, at `frère`.
    fn compound_word(&self, word: usize) -> String {
        let first =
            (0..=word).rev().find(|&at| self.sentence.words.tokens[at].gap != Gap::Hyphen).unwrap_or(word);
        let words: Vec<String> =
            (first..=word).map(|at| self.sentence.words.written(at).to_lowercase()).collect();
        words.join("-")
    }

    /// From the first to the last of source, trigger and target.
    fn evidence(&self) -> Span {
        let chunks = [self.matched.source.chunk, self.matched.target.chunk, self.matched.trigger];
        let chunks = chunks.map(|chunk| &self.sentence.chunks[chunk]);
        let first = chunks.iter().map(|chunk| chunk.first).min().expect("three chunks");
        let end = chunks.iter().map(|chunk| chunk.end).max().expect("three chunks");
        self.sentence.span(first, end)
    }

    /// How it is said, all in all: by the verbs, the frame, the clause that it lies in, the quotation around it.
    fn modality(&self) -> Modality {
        let own = match self.matched.modality {
            Modality::Asserted => self.frame.modality.unwrap_or(Modality::Asserted),
            modality => modality,
        };
        let chunks = &self.sentence.chunks;
        let before = &chunks[within_reach(self.matched.trigger)];
        let under_if = before.iter().any(|chunk| matches!(chunk.kind, ChunkKind::If));
        let Attribution { told, denied, promised } = self.attribution(before);
        match own {
            // `a promis que A soutiendrait B`: what was then to come.
            Modality::Conditional if promised && !under_if => return Modality::Planned,
            Modality::Asserted | Modality::Planned if denied => return Modality::Denied,
            Modality::Asserted if under_if => return Modality::Conditional,
            Modality::Asserted => {}
            own => return own,
        }
        match told || self.sentence.attributed || chunks[self.matched.trigger].quoted {
            true => Modality::Reported,
            false => Modality::Asserted,
        }
    }

    /// To whose word a clause is attributed, by the verbs with `que` before it.
    fn attribution(&self, before: &[Chunk]) -> Attribution {
        let mut by = Attribution { denied: self.is_untrue(before), ..Attribution::default() };
        for pair in before.windows(2).filter(|pair| matches!(pair[1].kind, ChunkKind::That)) {
            let Some(group) = pair[0].verb() else { continue };
            let Some(verb) = group.verb.map(|verb| &self.sentence.frames().verbs[verb.0 as usize]) else {
                continue;
            };
            let says = |modality: Modality| {
                verb.control.iter().any(|control| control.effect.modality == Some(modality))
            };
            by.told |= verb.speech;
            by.denied |= says(Modality::Denied) && !group.negated;
            by.promised |= says(Modality::Planned);
        }
        by
    }

    /// `il est faux que`, `aucune preuve que`, `Infox : …`: whether the clause is said not to be so.
    fn is_untrue(&self, before: &[Chunk]) -> bool {
        let words = &self.sentence.words;
        let has = |chunk: &Chunk, wanted| (chunk.first..chunk.end).any(|token| words.has(token, wanted));
        let of_clause = |(at, pair): (usize, &[Chunk])| {
            let mut verbs = [before[..at].last(), pair.first()].into_iter().flatten().filter_map(Chunk::verb);
            let negated = verbs.any(|group| group.negated);
            match pair[1].kind {
                ChunkKind::That | ChunkKind::Relative => {
                    let unproven = has(&pair[0], word::PROOF) && (negated || has(&pair[0], word::NONE_OF));
                    (has(&pair[0], word::UNTRUE) && !negated) || unproven
                }
                ChunkKind::Break => at == 0 && has(&pair[0], word::UNTRUE),
                _ => false,
            }
        };
        before.windows(2).enumerate().any(of_clause)
    }
}

/// To whose word a clause is attributed.
#[derive(Debug, Clone, Copy, Default)]
struct Attribution {
    /// Somebody says that it is so.
    told: bool,
    /// Somebody says that it is not so.
    denied: bool,
    /// Somebody promises it.
    promised: bool,
}

/// Whether an actor is among the referents of an anaphoric argument.
fn is_among(actor: &Actor, argument: &Argument) -> bool {
    argument.actors.iter().any(|other| other.resolved_by.is_some() && other.entity == actor.entity)
}
