//! Typed relations of a document: the order in which they are read.

use super::{
    attributes,
    frames::{
        frame_match::Refusal,
        matcher,
        prefilter::{self, Survey},
        statement::Statement,
    },
    inferred::{members, participants::Meeting, visits},
    parse::{ParsedSentence, context::DocumentContext},
    presumed::Presumed,
    time::DateWords,
    trace,
};
use crate::model::{Document, Entity, EntityIndex, Lexicon, Listener, Mention, Pass, Relation, Text};
use rustc_hash::FxHashMap;

/// Finds the typed relations of a document, in reading order, and reports every step to a listener.
pub fn run(
    document: &Document,
    text: &Text,
    lexicon: &Lexicon,
    dates: &DateWords,
    (mentions, entities): (&[Mention], &[Entity]),
    on: &mut impl Listener,
) -> Vec<Relation> {
    let context = DocumentContext::of(document, text, lexicon, dates, (mentions, entities));
    let presumed = Presumed::of(&context);
    let mut found = attributes::relations(&context);
    presumed.mark(&mut found);
    trace::held(&context, Pass::Attributes, &found, on);
    let mut meeting: Option<Meeting> = None;
    let mut named = mentions.chunk_by(|one, next| one.sentence == next.sentence).peekable();
    for index in 0..text.sentences.len() {
        let mentions = named.next_if(|mentions| mentions[0].sentence as usize == index).unwrap_or_default();
        let near = meeting.as_ref().is_some_and(|meeting| meeting.is_near(index));
        let survey = prefilter::survey(&context, index, mentions, near);
        let is_read = survey.is_some();
        // A listener is told what the prefilter misses, too.
        if !is_read && !on.is_recording() {
            continue;
        }
        let sentence = ParsedSentence::parse(&context, index);
        trace::sentence(&sentence, is_read, on);
        let before = found.len();
        if is_read {
            inferred(&sentence, (meeting.as_ref(), &presumed), &mut found, on);
        }
        by_frames(&sentence, (survey, &presumed), &mut found, on);
        meeting = Meeting::among(&found[before..], &context).or(meeting);
    }
    once_each(lexicon, found, on)
}

/// Calls `on` with every template of every trigger of a sentence, and with what it states, or why nothing.
pub(crate) fn templates(
    sentence: &ParsedSentence,
    mut on: impl FnMut(u32, std::result::Result<Vec<Relation>, Refusal>),
) {
    matcher::run(sentence, None, |template, _, result| {
        on(template, result.map(|matched| Statement::new(sentence, *matched).relations()));
    });
}

/// Whether the prefilter lets a sentence state anything.
pub(crate) fn may_state(context: &DocumentContext, sentence: usize) -> bool {
    let first = context.mentions.partition_point(|mention| (mention.sentence as usize) < sentence);
    let end = context.mentions.partition_point(|mention| mention.sentence as usize <= sentence);
    prefilter::survey(context, sentence, &context.mentions[first..end], false).is_some()
}

/// The relations that a sentence states without a frame.
fn inferred(
    sentence: &ParsedSentence,
    (meeting, presumed): (Option<&Meeting>, &Presumed),
    found: &mut Vec<Relation>,
    on: &mut impl Listener,
) {
    let before = found.len();
    members::relations(sentence, found);
    visits::of_fronted_place(sentence, found);
    if let Some(meeting) = meeting {
        meeting.participants(sentence, found);
    }
    presumed.mark(&mut found[before..]);
    trace::held(sentence.context, Pass::Inference, &found[before..], on);
}

/// The relations that frames state, and those that follow from one of them at once.
fn by_frames(
    sentence: &ParsedSentence,
    (survey, presumed): (Option<Survey>, &Presumed),
    found: &mut Vec<Relation>,
    on: &mut impl Listener,
) {
    let is_read = survey.is_some();
    // A listener is told why a template does not fit.
    let survey = survey.filter(|_| !on.is_recording());
    matcher::run(sentence, survey.as_ref(), |template, chunk, result| {
        let matched = match result {
            Ok(matched) => matched,
            Err(refusal) => return trace::refused(sentence, (template, chunk), refusal, on),
        };
        let statement = Statement::new(sentence, *matched);
        let stated = statement.relations();
        let mut relations = stated.clone();
        presumed.mark(&mut relations);
        trace::stated(sentence, (template, chunk), &relations, is_read, on);
        for (relation, stated) in relations.into_iter().zip(stated).filter(|_| is_read) {
            let before = found.len();
            visits::of_meeting_place(sentence, &statement, &stated, found);
            presumed.mark(&mut found[before..]);
            trace::held(sentence.context, Pass::Inference, &found[before..], on);
            found.push(relation);
        }
    });
}

/// In reading order; of the same relation in the same sentence, whichever way round where that makes no difference, the surest.
fn once_each(lexicon: &Lexicon, mut found: Vec<Relation>, on: &mut impl Listener) -> Vec<Relation> {
    found.sort_by(|a, b| {
        let key = |relation: &Relation| (relation.sentence, relation.span.start, relation.span.end);
        key(a).cmp(&key(b)).then_with(|| a.rule.cmp(&b.rule))
    });
    let mut seen: FxHashMap<(u32, String, EntityIndex, EntityIndex), usize> = FxHashMap::default();
    let mut kept: Vec<Relation> = Vec::with_capacity(found.len());
    let mut outdone: Vec<(Relation, usize)> = Vec::new();
    for relation in found {
        let symmetric = lexicon.frames.find_type(&relation.kind).is_some_and(|kind| kind.symmetric);
        let (source, target) = match symmetric && relation.target < relation.source {
            true => (relation.target, relation.source),
            false => (relation.source, relation.target),
        };
        let key = (relation.sentence, relation.kind.clone(), source, target);
        match seen.get(&key) {
            Some(&place) if kept[place].confidence >= relation.confidence => outdone.push((relation, place)),
            Some(&place) => outdone.push((std::mem::replace(&mut kept[place], relation), place)),
            None => {
                seen.insert(key, kept.len());
                kept.push(relation);
            }
        }
    }
    for (relation, place) in outdone {
        let by = &kept[place];
        if (&relation.rule, relation.span) != (&by.rule, by.span) {
            trace::outdone(&relation, by, on);
        }
    }
    kept
}
