//! What the passes of `relation` report to a listener.

use super::{
    frames::frame_match::Refusal,
    parse::{
        ParsedSentence,
        chunk::{Chunk, ChunkKind, GroupForm, VerbGroup},
        context::DocumentContext,
    },
};
use crate::model::{
    Entity, Frames, Listener, Modality, Pass, Provenance, Relation, Span, Step, Subject, VerbId, Verdict,
    Voice,
};

/// Reports what a sentence is parsed to, and whether the prefilter lets it state anything.
pub(super) fn sentence(sentence: &ParsedSentence, is_read: bool, on: &mut impl Listener) {
    if !on.is_recording() {
        return;
    }
    let subject = Subject::Sentence(sentence.index as u32);
    let span = sentence.context.text.sentences[sentence.index].span;
    let (verdict, reason) = match is_read {
        true => (Verdict::Held, "a trigger, with what one of its templates needs"),
        false => (Verdict::Failed, "no trigger with what one of its templates needs"),
    };
    on.record(|| Step {
        pass: Pass::Prefilter,
        subject,
        span,
        via: None,
        verdict,
        reason: reason.to_string(),
    });
    for chunk in sentence.chunks.iter().filter(|chunk| chunk.end > chunk.first) {
        let (frames, entities) = (sentence.frames(), sentence.context.entities);
        let (span, reason) = (extent(sentence, chunk), describe(chunk, frames, entities));
        on.record(|| Step { pass: Pass::Chunks, subject, span, via: None, verdict: Verdict::Noted, reason });
    }
}

/// Reports a template that does not fit the trigger of a chunk.
pub(super) fn refused(
    sentence: &ParsedSentence,
    (template, chunk): (u32, usize),
    refusal: Refusal,
    on: &mut impl Listener,
) {
    on.record(|| {
        let (at, rule) = of_template(sentence, (template, chunk));
        Step {
            pass: Pass::Frames,
            subject: Subject::Sentence(sentence.index as u32),
            span: extent(sentence, &sentence.chunks[chunk]),
            via: Some(rule),
            verdict: Verdict::Failed,
            reason: format!("{at}: {}", refusal.reason()),
        }
    });
}

/// Reports the relations that a template states; those of a sentence that the prefilter skips are refused.
pub(super) fn stated(
    sentence: &ParsedSentence,
    (template, chunk): (u32, usize),
    relations: &[Relation],
    is_read: bool,
    on: &mut impl Listener,
) {
    if relations.is_empty() {
        return refused(sentence, (template, chunk), Refusal::Kinds, on);
    }
    for relation in relations {
        on.record(|| {
            let (at, _) = of_template(sentence, (template, chunk));
            let reason = format!("{at}: {}", shown(sentence.context, relation));
            match is_read {
                true => step(relation, Pass::Frames, Verdict::Held, reason),
                false => {
                    let reason = format!("{reason}: the prefilter skips the sentence");
                    step(relation, Pass::Frames, Verdict::Failed, reason)
                }
            }
        });
    }
}

/// Reports relations that a pass other than the frames holds.
pub(super) fn held(context: &DocumentContext, pass: Pass, relations: &[Relation], on: &mut impl Listener) {
    for relation in relations {
        on.record(|| step(relation, pass, Verdict::Held, shown(context, relation)));
    }
}

/// Reports a relation that another rule states more surely in the same sentence.
pub(super) fn outdone(relation: &Relation, by: &Relation, on: &mut impl Listener) {
    on.record(|| {
        let reason = format!("{} states the same, as surely or more", by.rule);
        step(relation, Pass::Precedence, Verdict::Failed, reason)
    });
}

fn step(relation: &Relation, pass: Pass, verdict: Verdict, reason: String) -> Step {
    let Relation { sentence, source, target, .. } = *relation;
    Step {
        pass,
        subject: Subject::Relation { sentence, source, target },
        span: relation.span,
        via: Some(Provenance::Rule(relation.rule.clone().into())),
        verdict,
        reason,
    }
}

/// A template and its trigger in words, and the rule.
fn of_template(sentence: &ParsedSentence, (template, chunk): (u32, usize)) -> (String, Provenance) {
    let template = &sentence.frames().templates[template as usize];
    let trigger = extent(sentence, &sentence.chunks[chunk]).of(&sentence.context.document.text);
    let trigger = trigger.split_whitespace().collect::<Vec<_>>().join(" ");
    let rule = sentence.frames().frames[template.frame as usize].id.to_string();
    (format!("`{}` at `{trigger}`", template.text), Provenance::Rule(rule.into()))
}

fn extent(sentence: &ParsedSentence, chunk: &Chunk) -> Span {
    let last = chunk.end.max(chunk.first + 1).min(sentence.words.len());
    sentence.span(chunk.first.min(last - 1), last)
}

/// `sadio-camara meets ibrahim-traore, negated, reported`
fn shown(context: &DocumentContext, relation: &Relation) -> String {
    let id = |entity: crate::model::EntityIndex| &context.entities[entity.0 as usize].id;
    let not = if relation.negated { ", negated" } else { "" };
    let (source, target, modality) = (id(relation.source), id(relation.target), relation.modality.name());
    format!("{source} {} {target}{not}, {modality}", relation.kind)
}

fn describe(chunk: &Chunk, frames: &Frames, entities: &[Entity]) -> String {
    match &chunk.kind {
        ChunkKind::Actors(actors) => {
            let names = actors.iter().map(|actor| entities[actor.entity.0 as usize].id.as_str());
            format!("actor {}", names.collect::<Vec<_>>().join(", "))
        }
        ChunkKind::Noun(phrase) => match phrase.noun {
            Some((noun, _)) => format!("noun `{}`", frames.nouns[noun.0 as usize].lemma),
            None => "noun phrase".to_string(),
        },
        ChunkKind::Verb(group) => verb(group, frames),
        ChunkKind::Preposition(preposition) => {
            format!("preposition `{}`", frames.prepositions[preposition.0 as usize])
        }
        ChunkKind::And => "and".to_string(),
        ChunkKind::Comma | ChunkKind::Close => "comma".to_string(),
        ChunkKind::Who => "relative subject".to_string(),
        ChunkKind::Relative | ChunkKind::Whose(_) => "relative".to_string(),
        ChunkKind::That => "that".to_string(),
        ChunkKind::Subordinator => "subordinator".to_string(),
        ChunkKind::If => "if".to_string(),
        ChunkKind::Pronoun => "pronoun".to_string(),
        ChunkKind::Break => "new clause".to_string(),
        ChunkKind::Aside | ChunkKind::Bracketed(_) => "aside".to_string(),
        ChunkKind::Date(Some(dates)) => format!("date {}", dates.told),
        ChunkKind::Date(None) => "date".to_string(),
    }
}

/// `verb rencontrer, finite, active, negated, planned`
fn verb(group: &VerbGroup, frames: &Frames) -> String {
    let name = |verb: VerbId| &*frames.verbs[verb.0 as usize].lemma;
    let form = match group.form {
        GroupForm::Finite => "finite",
        GroupForm::Infinitive => "infinitive",
        GroupForm::Gerund => "gerund",
        GroupForm::PresentParticiple => "present participle",
        GroupForm::PastParticiple => "past participle",
    };
    let voice = match group.voice {
        Voice::Active => "active",
        Voice::Passive => "passive",
        Voice::Reflexive => "reflexive",
    };
    let mut parts =
        vec![format!("verb `{}`", group.verb.map_or("?", name)), form.to_string(), voice.to_string()];
    parts.extend(group.controllers.iter().map(|&verb| format!("under `{}`", name(verb))));
    parts.extend(group.negated.then(|| "negated".to_string()));
    parts.extend((group.modality != Modality::Asserted).then(|| group.modality.name().to_string()));
    parts.join(", ")
}
