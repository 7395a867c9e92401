//! How a sentence is reduced, and why its frames state what they state, or nothing.

use super::{
    actor::ActorFinder,
    clause::Clause,
    frame::FrameMatcher,
    item::{Item, ItemKind, VerbGroup, VerbGroupForm},
    prefilter::may_state,
    reduce::{View, Words, reduce},
    typed::Stated,
    when::DateWords,
};
use crate::model::{
    Attempt, Document, Entity, Frames, Lexicon, Mention, Modality, SentenceTrace, Span, Text, Voice,
};

/// What fits, and is not found.
const MISSED: &str = "fits, but the look at the sentence before it is read has missed it";

/// What a sentence is reduced to, and every template of every trigger in it.
pub fn explain(
    document: &Document,
    text: &Text,
    lexicon: &Lexicon,
    dates: &DateWords,
    (mentions, entities): (&[Mention], &[Entity]),
    sentence: usize,
) -> SentenceTrace {
    let view = View::of(document, text, lexicon, dates, (mentions, entities));
    let words = Words::of(&view, &text.sentences[sentence]);
    let actors = ActorFinder::new(&view, sentence);
    let own = mentions.partition_point(|mention| (mention.sentence as usize) < sentence)
        ..mentions.partition_point(|mention| mention.sentence as usize <= sentence);
    let is_read = may_state(&view, sentence, &mentions[own], true);
    let reduced = reduce(&view, sentence, &words, &actors);
    let span = |first: usize, end: usize| {
        let last = end.max(first + 1).min(words.tokens.len());
        Span::new(words.tokens[first.min(last - 1)].start, words.tokens[last - 1].end)
    };
    let stated = Stated { view: &view, index: sentence, reduced: &reduced, words: &words };
    let clause = Clause { items: &reduced.items, frames: &lexicon.frames };
    let mut attempts = Vec::new();
    FrameMatcher { view: &view, clause, words: &words }.run(|template, item, result| {
        let outcome = match result {
            Err(refusal) => Err(refusal.reason()),
            Ok(matched) => {
                let mut relations = Vec::new();
                stated.relations(&matched, &mut relations);
                match relations.is_empty() {
                    true => Err("what stands in the places is of other kinds, or one and the same"),
                    false if !is_read => Err(MISSED),
                    false => Ok(relations),
                }
            }
        };
        let template = &lexicon.frames.templates[template as usize];
        let trigger = &reduced.items[item];
        attempts.push(Attempt {
            rule: lexicon.frames.frames[template.frame as usize].id.clone(),
            template: template.text.clone(),
            trigger: span(trigger.first, trigger.end),
            outcome,
        });
    });
    let items = reduced.items.iter().filter(|item| item.end > item.first);
    let items = items.map(|item| (span(item.first, item.end), describe(item, &lexicon.frames, entities)));
    SentenceTrace { sentence: sentence as u32, is_read, items: items.collect(), attempts }
}

fn describe(item: &Item, frames: &Frames, entities: &[Entity]) -> String {
    match &item.kind {
        ItemKind::Actors(actors) => {
            let names = actors.iter().map(|actor| entities[actor.entity.0 as usize].id.as_str());
            format!("actor {}", names.collect::<Vec<_>>().join(", "))
        }
        ItemKind::Noun(phrase) => match phrase.noun {
            Some((noun, _)) => format!("noun `{}`", frames.nouns[noun.0 as usize].lemma),
            None => "noun phrase".to_string(),
        },
        ItemKind::Verb(group) => verb(group, frames),
        ItemKind::Preposition(preposition) => {
            format!("preposition `{}`", frames.prepositions[preposition.0 as usize])
        }
        ItemKind::And => "and".to_string(),
        ItemKind::Comma | ItemKind::Close => "comma".to_string(),
        ItemKind::Who => "relative subject".to_string(),
        ItemKind::Relative | ItemKind::Whose => "relative".to_string(),
        ItemKind::That => "that".to_string(),
        ItemKind::Subordinator => "subordinator".to_string(),
        ItemKind::If => "if".to_string(),
        ItemKind::Pronoun => "pronoun".to_string(),
        ItemKind::Break => "new clause".to_string(),
        ItemKind::Aside | ItemKind::Listed(_) => "aside".to_string(),
        ItemKind::Date(Some(dates)) => format!("date {dates}"),
        ItemKind::Date(None) => "date".to_string(),
    }
}

/// `verb rencontrer, finite, active, negated, planned`
fn verb(group: &VerbGroup, frames: &Frames) -> String {
    let name = |verb: crate::model::VerbId| &*frames.verbs[verb.0 as usize].lemma;
    let form = match group.form {
        VerbGroupForm::Finite => "finite",
        VerbGroupForm::Infinitive => "infinitive",
        VerbGroupForm::Gerund => "gerund",
        VerbGroupForm::PresentParticiple => "present participle",
        VerbGroupForm::PastParticiple => "past participle",
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
