//! Typed relations of a document: the order in which they are read.

use super::{
    attributes,
    frames::{matcher, prefilter, statement::Statement},
    inferred::{members, participants::Meeting, visits},
    parse::{ParsedSentence, context::DocumentContext},
    time::DateWords,
};
use crate::model::{Document, Entity, EntityIndex, Lexicon, Mention, Relation, Text};
use rustc_hash::FxHashMap;

/// Finds the typed relations of a document, in reading order.
pub fn relations(
    document: &Document,
    text: &Text,
    lexicon: &Lexicon,
    dates: &DateWords,
    mentions: &[Mention],
    entities: &[Entity],
) -> Vec<Relation> {
    let context = DocumentContext::of(document, text, lexicon, dates, (mentions, entities));
    let mut found = attributes::relations(&context);
    let mut meeting: Option<Meeting> = None;
    let mut named = mentions.chunk_by(|one, next| one.sentence == next.sentence).peekable();
    for index in 0..text.sentences.len() {
        let mentions = named.next_if(|mentions| mentions[0].sentence as usize == index).unwrap_or_default();
        let near = meeting.as_ref().is_some_and(|meeting| meeting.is_near(index));
        if !prefilter::may_state(&context, index, mentions, near) {
            continue;
        }
        let before = found.len();
        of_sentence(&ParsedSentence::parse(&context, index), meeting.as_ref(), &mut found);
        meeting = Meeting::among(&found[before..], &context).or(meeting);
    }
    once_each(found)
}

/// The relations of a sentence.
fn of_sentence(sentence: &ParsedSentence, meeting: Option<&Meeting>, found: &mut Vec<Relation>) {
    members::relations(sentence, found);
    visits::of_fronted_place(sentence, found);
    if let Some(meeting) = meeting {
        meeting.participants(sentence, found);
    }
    matcher::run(sentence, |_, _, result| {
        let Ok(matched) = result else { return };
        let statement = Statement::new(sentence, matched);
        for relation in statement.relations() {
            visits::of_meeting_place(sentence, &statement, &relation, found);
            found.push(relation);
        }
    });
}

/// In reading order; of the same relation in the same sentence, the surest.
fn once_each(mut found: Vec<Relation>) -> Vec<Relation> {
    found.sort_by(|a, b| {
        let key = |relation: &Relation| (relation.sentence, relation.span.start, relation.span.end);
        key(a).cmp(&key(b)).then_with(|| a.rule.cmp(&b.rule))
    });
    let mut seen: FxHashMap<(u32, String, EntityIndex, EntityIndex), usize> = FxHashMap::default();
    let mut kept: Vec<Relation> = Vec::with_capacity(found.len());
    for relation in found {
        let key = (relation.sentence, relation.relation.clone(), relation.source, relation.target);
        match seen.get(&key) {
            Some(&place) if kept[place].confidence >= relation.confidence => {}
            Some(&place) => kept[place] = relation,
            None => {
                seen.insert(key, kept.len());
                kept.push(relation);
            }
        }
    }
    kept
}
