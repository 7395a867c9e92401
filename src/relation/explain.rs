//! How a sentence is parsed, and why its frames state what they state, or nothing.

use super::{
    frames::{matcher, prefilter, statement::Statement},
    parse::{
        ParsedSentence,
        chunk::{Chunk, ChunkKind, GroupForm, VerbGroup},
        context::DocumentContext,
    },
    time::DateWords,
};
use crate::model::{
    Attempt, Document, Entity, Frames, Lexicon, Mention, Modality, SentenceTrace, Span, Text, Voice,
};

/// What fits, and is not found.
const MISSED: &str = "fits, but the prefilter skips the sentence";

/// What a sentence is parsed to, and every template of every trigger in it.
pub fn explain(
    document: &Document,
    text: &Text,
    lexicon: &Lexicon,
    dates: &DateWords,
    (mentions, entities): (&[Mention], &[Entity]),
    sentence: usize,
) -> SentenceTrace {
    let context = DocumentContext::of(document, text, lexicon, dates, (mentions, entities));
    let own = mentions.partition_point(|mention| (mention.sentence as usize) < sentence)
        ..mentions.partition_point(|mention| mention.sentence as usize <= sentence);
    let is_read = prefilter::may_state(&context, sentence, &mentions[own], true);
    let parsed = ParsedSentence::parse(&context, sentence);
    let tokens = parsed.words.tokens;
    let span = |first: usize, end: usize| {
        let last = end.max(first + 1).min(tokens.len());
        Span::new(tokens[first.min(last - 1)].start, tokens[last - 1].end)
    };
    let mut attempts = Vec::new();
    matcher::run(&parsed, |template, chunk, result| {
        let outcome = match result {
            Err(refusal) => Err(refusal.reason()),
            Ok(matched) => {
                let relations = Statement::new(&parsed, matched).relations();
                match relations.is_empty() {
                    true => Err("what stands in the places is of other kinds, or one and the same"),
                    false if !is_read => Err(MISSED),
                    false => Ok(relations),
                }
            }
        };
        let template = &lexicon.frames.templates[template as usize];
        let trigger = &parsed.chunks[chunk];
        attempts.push(Attempt {
            rule: lexicon.frames.frames[template.frame as usize].id.clone(),
            template: template.text.clone(),
            trigger: span(trigger.first, trigger.end),
            outcome,
        });
    });
    let chunks = parsed.chunks.iter().filter(|chunk| chunk.end > chunk.first);
    let items =
        chunks.map(|chunk| (span(chunk.first, chunk.end), describe(chunk, &lexicon.frames, entities)));
    SentenceTrace { sentence: sentence as u32, is_read, items: items.collect(), attempts }
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
        ChunkKind::Relative | ChunkKind::Whose => "relative".to_string(),
        ChunkKind::That => "that".to_string(),
        ChunkKind::Subordinator => "subordinator".to_string(),
        ChunkKind::If => "if".to_string(),
        ChunkKind::Pronoun => "pronoun".to_string(),
        ChunkKind::Break => "new clause".to_string(),
        ChunkKind::Aside | ChunkKind::Bracketed(_) => "aside".to_string(),
        ChunkKind::Date(Some(dates)) => format!("date {dates}"),
        ChunkKind::Date(None) => "date".to_string(),
    }
}

/// `verb rencontrer, finite, active, negated, planned`
fn verb(group: &VerbGroup, frames: &Frames) -> String {
    let name = |verb: crate::model::VerbId| &*frames.verbs[verb.0 as usize].lemma;
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
