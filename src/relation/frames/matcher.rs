//! The matcher: which templates the triggers of a sentence hold.

use super::{
    frame_match::{Argument, FrameMatch, Refusal},
    noun,
    prefilter::Survey,
    role::Role,
    verb::Verb,
};
use crate::{
    model::{Element, Modality, Template},
    relation::parse::{
        ParsedSentence,
        chunk::{ChunkKind, VerbGroup},
    },
};
use smallvec::SmallVec;

/// What came of a template.
type Outcome = Result<Box<FrameMatch>, Refusal>;

/// The templates of a trigger, and what came of them.
type Tried = SmallVec<[(u32, Outcome); 16]>;

/// Calls `on` with every template of every trigger of a sentence, with the chunk of the trigger, and with what came of it. With a
/// survey, those are left out for which something is missing in the sentence.
pub(crate) fn run(
    sentence: &ParsedSentence,
    survey: Option<&Survey>,
    mut on: impl FnMut(u32, usize, Outcome),
) {
    let frames = sentence.frames();
    let may_hold = |template: &&u32| survey.is_none_or(|survey| survey.admits(**template));
    let mut tried = Tried::new();
    for (at, chunk) in sentence.chunks.iter().enumerate() {
        match &chunk.kind {
            ChunkKind::Verb(group) => {
                let Some(id) = group.verb else { continue };
                let verb = Verb::new(sentence, at);
                let templates = frames.verbs[id.0 as usize].templates.iter();
                let templates = templates.filter(may_hold);
                let hold = |&index: &u32| (index, verb.hold(index, group).map(Box::new));
                tried.extend(templates.map(hold));
                implied(sentence, &verb, group, &mut tried);
                tell(sentence, at, &mut tried, &mut on);
            }
            ChunkKind::Noun(phrase) => {
                let Some((noun, token)) = phrase.noun else { continue };
                let templates = frames.nouns[noun.0 as usize].templates.iter();
                let templates = templates.filter(may_hold);
                let hold =
                    |&index: &u32| (index, noun::hold(sentence, index, (at, phrase), token).map(Box::new));
                tried.extend(templates.map(hold));
                tell(sentence, at, &mut tried, &mut on);
            }
            ChunkKind::Actors(actors) => {
                for role in actors.iter().flat_map(|actor| Role::of(sentence, at, actor)) {
                    let templates = frames.nouns[role.noun.0 as usize].templates.iter();
                    for &index in templates.filter(may_hold) {
                        on(index, at, role.hold(index).map(Box::new));
                    }
                }
            }
            _ => {}
        }
    }
}

fn tell(sentence: &ParsedSentence, at: usize, tried: &mut Tried, on: &mut impl FnMut(u32, usize, Outcome)) {
    keep_the_closest(sentence, tried);
    for (template, outcome) in tried.drain(..) {
        on(template, at, outcome);
    }
}

/// A verb that threatens or refuses is itself stated, beside the infinitive after it.
fn implied(sentence: &ParsedSentence, verb: &Verb, group: &VerbGroup, tried: &mut Tried) {
    for &controller in group.controllers.iter().filter(|&&controller| Some(controller) != group.verb) {
        for &index in &sentence.frames().verbs[controller.0 as usize].templates {
            if takes_infinitive(template(sentence, index)) {
                // `menace de sanctionner B`: B is the object of both.
                let alone =
                    VerbGroup { controllers: SmallVec::new(), modality: Modality::Asserted, ..group.clone() };
                tried.push((index, verb.hold(index, &alone).map(Box::new)));
            }
        }
    }
}

/// Of the templates of a noun that fit between the same two, those with the most words of their own; of a verb, that of
/// the verb before it: who threatens to expel somebody has not done so; and its idioms rather than the verb alone.
fn keep_the_closest(sentence: &ParsedSentence, tried: &mut Tried) {
    if tried.iter().filter(|(_, result)| result.is_ok()).count() < 2 {
        return;
    }
    let words = |index: u32| {
        let template = template(sentence, index);
        let own = |element: &&Element| {
            matches!(
                element,
                Element::Word(_) | Element::Noun | Element::Infinitive | Element::Preposition(_)
            )
        };
        template.before.iter().chain(&template.after).filter(own).count()
    };
    for at in 0..tried.len() {
        let (index, Ok(matched)) = &tried[at] else { continue };
        let of_verb = sentence.chunks[matched.trigger].verb().is_some();
        let outdone = tried.iter().any(|(other, result)| {
            let Ok(closer) = result else { return false };
            // `frapper B de sanctions` is no `frapper B`; two idioms of a verb may both be stated.
            if of_verb
                && !takes_infinitive(template(sentence, *other))
                && !is_plain(template(sentence, *index))
            {
                return false;
            }
            let among = |wide: &Argument, narrow: &Argument| {
                narrow.actors.iter().all(|actor| wide.actors.contains(actor))
            };
            let same = among(&closer.source, &matched.source) && among(&closer.target, &matched.target);
            let swapped = among(&closer.source, &matched.target) && among(&closer.target, &matched.source);
            words(*other) > words(*index) && (same || swapped)
        });
        if outdone {
            tried[at].1 = Err(Refusal::Outdone);
        }
    }
}

fn template<'s>(sentence: &ParsedSentence<'s>, index: u32) -> &'s Template {
    &sentence.frames().templates[index as usize]
}

/// `A _ B`: whether nothing but a direct object stands behind the verb.
fn is_plain(template: &Template) -> bool {
    matches!(&template.after[..], [Element::Slot(_, prepositions)] if prepositions.is_empty())
}

/// `A _ … B`: whether an infinitive stands before B.
fn takes_infinitive(template: &Template) -> bool {
    template.after.contains(&Element::Infinitive)
}
