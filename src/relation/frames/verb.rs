//! Verbs as triggers: subject, agent, object and complements, by the voice of the verb group.

use super::{
    frame_match::{Argument, Arguments, FrameMatch, Polarity, Refusal},
    syntax::{Cursor, Syntax, holds, is_of, walk},
};
use crate::{
    matcher::WordId,
    model::{Element, PrepositionId, Slot, Template, Voice, word},
    relation::parse::{
        ParsedSentence,
        chunk::{Actor, Chunk, ResolvedBy, VerbGroup, within_reach},
        clause::{Constituent, DEEPEST},
    },
};
use std::{cell::OnceCell, ops::Range};

/// So many chunks may stand between a noun and the verb of its relative clause.
const FARTHEST_NOUN: usize = 8;

/// A verb that triggers templates.
pub(super) struct Verb<'s> {
    sentence: &'s ParsedSentence<'s>,
    chunk: usize,
    /// Looked for once, for all its templates.
    subject: OnceCell<Option<Constituent<'s>>>,
    object: OnceCell<Option<Constituent<'s>>>,
}

impl<'s> Verb<'s> {
    pub(super) fn new(sentence: &'s ParsedSentence<'s>, chunk: usize) -> Verb<'s> {
        Verb { sentence, chunk, subject: OnceCell::new(), object: OnceCell::new() }
    }

    /// Holds a template against the verb group.
    pub(super) fn hold(&self, index: u32, group: &VerbGroup) -> Result<FrameMatch, Refusal> {
        let sentence = self.sentence;
        let template = &sentence.frames().templates[index as usize];
        let clitic = || sentence.clause().clitic_object(self.chunk).filter(|_| !self.has_plural_clitic());
        let voice = match voice_of(template, group) {
            Err(Refusal::Clitic) => clitic().map(|_| VoiceOf::Same).ok_or(Refusal::Clitic),
            voice => voice,
        };
        let swapped = match voice? {
            VoiceOf::Same => false,
            VoiceOf::Passive => true,
            VoiceOf::PassiveOfPhrase => return self.hold_passive(index, group),
        };
        let mut arguments = Arguments::default();
        match &template.before[..] {
            [] => {}
            [Element::Slot(..) | Element::Pair(_)] => {
                // A text says something, and goes nowhere.
                let says = !matches!(template.after.first(), Some(Element::Slot(_, to)) if !to.is_empty());
                walk(template.before.iter(), &mut Subject { verb: self, swapped, says }, &mut arguments)?;
            }
            phrase => {
                let subject = sentence.clause().subject_chunk(self.chunk, DEEPEST).ok_or(Refusal::Word)?;
                walk(phrase.iter(), &mut SubjectPhrase { sentence, subject }, &mut arguments)?;
            }
        }
        let cursor = Cursor { sentence, at: self.chunk + 1 };
        let near = sentence.frames().frames[template.frame as usize].near;
        let mut behind = BehindVerb { cursor, verb: self, swapped, near, noun: None };
        walk(template.after.iter(), &mut behind, &mut arguments)?;
        let polarity = Polarity::of_verb(group, &arguments);
        arguments.finish(index, (self.chunk, group.main), polarity)
    }

    /// Holds a template with a word for its object against the passive: `l’aide à B a été suspendue par A`.
    fn hold_passive(&self, index: u32, group: &VerbGroup) -> Result<FrameMatch, Refusal> {
        let (sentence, clause) = (self.sentence, self.sentence.clause());
        let template = &sentence.frames().templates[index as usize];
        let [Element::Slot(slot, _)] = template.before[..] else { return Err(Refusal::Voice) };
        let subject = clause.subject_chunk(self.chunk, DEEPEST).ok_or(Refusal::Word)?;
        let mut arguments = Arguments::default();
        walk(template.after.iter(), &mut SubjectPhrase { sentence, subject }, &mut arguments)?;
        arguments.set(slot, clause.agent(self.chunk))?;
        let polarity = Polarity::of_verb(group, &arguments);
        arguments.finish(index, (self.chunk, group.main), polarity)
    }

    /// `les`, `lui`, `leur`: whether a pronoun before the verb is none of one direct object.
    fn has_plural_clitic(&self) -> bool {
        let Chunk { first, end, .. } = self.sentence.chunks[self.chunk];
        (first..end).any(|at| self.sentence.words.has(at, word::PLURAL_ARTICLE))
    }

    fn subject(&self) -> Option<Constituent<'s>> {
        *self.subject.get_or_init(|| self.sentence.clause().subject(self.chunk))
    }

    fn object(&self) -> Option<Constituent<'s>> {
        *self.object.get_or_init(|| self.sentence.clause().object(self.chunk))
    }
}

/// How the voice of a group fits that of a template.
enum VoiceOf {
    Same,
    /// Subject and agent are the template's object and subject.
    Passive,
    /// The subject is the noun that the template has for an object.
    PassiveOfPhrase,
}

fn voice_of(template: &Template, group: &VerbGroup) -> Result<VoiceOf, Refusal> {
    let direct = template.after.iter().any(|e| matches!(e, Element::Slot(_, of) if of.is_empty()));
    let phrase = matches!(template.after.first(), Some(Element::Word(_)));
    match (template.voice, group.voice) {
        (Voice::Active, Voice::Passive) if direct => Ok(VoiceOf::Passive),
        (Voice::Active, Voice::Passive) if phrase => Ok(VoiceOf::PassiveOfPhrase),
        (Voice::Active, Voice::Active) if direct && group.has_clitic => Err(Refusal::Clitic),
        (wanted, found) if wanted == found => Ok(VoiceOf::Same),
        _ => Err(Refusal::Voice),
    }
}

/// `A _`: the subject of a verb.
struct Subject<'v, 's> {
    verb: &'v Verb<'s>,
    swapped: bool,
    /// Whether a text may stand for whoever wrote it: `un communiqué de A accuse B`.
    says: bool,
}

impl Syntax for Subject<'_, '_> {
    fn bare(&mut self, slot: Slot, arguments: &mut Arguments) -> Result<(), Refusal> {
        if !self.swapped {
            let author = || self.verb.sentence.clause().text_author(self.verb.chunk).filter(|_| self.says);
            return arguments.set(slot, self.verb.subject().or_else(author));
        }
        let object = match slot {
            Slot::Source => Slot::Target,
            Slot::Target => Slot::Source,
        };
        arguments.set(object, self.verb.subject())?;
        arguments.set(slot, self.verb.sentence.clause().agent(self.verb.chunk))
    }

    fn complement(
        &mut self,
        slot: Slot,
        _: &[PrepositionId],
        arguments: &mut Arguments,
    ) -> Result<(), Refusal> {
        self.bare(slot, arguments)
    }

    fn pair(&mut self, _: &[PrepositionId], arguments: &mut Arguments) -> Result<(), Refusal> {
        arguments.set_pair(self.verb.subject())
    }
}

/// `relations entre A et B se _`: the subject of a verb is a noun with complements.
struct SubjectPhrase<'s> {
    sentence: &'s ParsedSentence<'s>,
    subject: usize,
}

impl Syntax for SubjectPhrase<'_> {
    fn bare(&mut self, slot: Slot, _: &mut Arguments) -> Result<(), Refusal> {
        Err(Refusal::Empty(slot))
    }

    fn complement(
        &mut self,
        slot: Slot,
        prepositions: &[PrepositionId],
        arguments: &mut Arguments,
    ) -> Result<(), Refusal> {
        if is_of(prepositions)
            && let Some(demonyms) = Argument::of_demonyms(self.sentence, self.subject)
        {
            arguments.put(slot, demonyms);
            return Ok(());
        }
        // `Le président de B est A`: the phrase for who nobody names is B itself.
        if is_of(prepositions)
            && let Some([actor]) = self.sentence.chunks[self.subject].actors()
            && actor.stands_for.is_some()
        {
            arguments.put(slot, Argument::new(self.subject, &[Actor { stands_for: None, ..*actor }]));
            return Ok(());
        }
        let (clause, used) = (self.sentence.clause(), arguments.used());
        // `A, dont le siège est à B`
        let whose = || clause.whose(self.subject).filter(|_| is_of(prepositions));
        arguments.set(slot, clause.noun_complement(self.subject, prepositions, &used).or_else(whose))
    }

    fn pair(&mut self, prepositions: &[PrepositionId], arguments: &mut Arguments) -> Result<(), Refusal> {
        arguments.set_pair(self.sentence.clause().noun_complement(self.subject, prepositions, &[]))
    }

    fn word(&mut self, words: &[WordId]) -> Option<()> {
        holds(self.sentence, self.subject, words).then_some(())
    }

    fn noun(&mut self) -> Option<()> {
        self.sentence.chunks[self.subject].noun().map(|_| ())
    }
}

/// `_ B`, `_ avec B`: what stands behind a verb.
struct BehindVerb<'v, 's> {
    cursor: Cursor<'s>,
    verb: &'v Verb<'s>,
    swapped: bool,
    /// Whether the complement follows at once: `A est à B`.
    near: bool,
    /// The noun of the element before: a `de` behind it is its complement.
    noun: Option<usize>,
}

impl BehindVerb<'_, '_> {
    /// The noun that is the object of the verb by a relative clause: `les sanctions que A a imposées`.
    fn relative_object(&self) -> Option<usize> {
        let (clause, verb) = (self.cursor.sentence.clause(), self.verb.chunk);
        let near = within_reach(verb).rev().take(FARTHEST_NOUN);
        let mut nouns = near.filter(|&noun| clause.chunks[noun].noun().is_some());
        nouns.find(|&noun| clause.relative_governor(noun).is_some_and(|(governor, _)| governor == verb))
    }

    /// Whether some chunks of the clause say where.
    fn has_place(&self, mut chunks: Range<usize>) -> bool {
        let (sentence, clause) = (self.cursor.sentence, self.cursor.sentence.clause());
        let next = |at: usize| sentence.chunks[at].preposition().is_some_and(|id| clause.is_of_place(id));
        let goes_on = |at: &usize| !sentence.chunks[*at].is_finite_verb();
        chunks.by_ref().take_while(goes_on).take(FARTHEST_NOUN).any(next)
    }
}

impl Syntax for BehindVerb<'_, '_> {
    fn bare(&mut self, slot: Slot, arguments: &mut Arguments) -> Result<(), Refusal> {
        self.noun = None;
        if self.swapped {
            self.cursor.agent();
            return Ok(());
        }
        // `qui l’oppose à B`
        let clause = self.cursor.sentence.clause();
        if let Some(taken_up) = clause.clitic_object(self.verb.chunk) {
            let [actor] = taken_up.actors else { return Err(Refusal::Empty(slot)) };
            let actor = Actor { pronoun: true, resolved_by: Some(ResolvedBy::Pronoun), ..*actor };
            arguments.put(slot, Argument::new(taken_up.chunk, &[actor]));
            return Ok(());
        }
        let object = match self.cursor.at == self.verb.chunk + 1 {
            true => self.cursor.pass(self.verb.object()),
            false => self.cursor.actors(),
        };
        arguments.set(slot, object)
    }

    fn complement(
        &mut self,
        slot: Slot,
        prepositions: &[PrepositionId],
        arguments: &mut Arguments,
    ) -> Result<(), Refusal> {
        let (sentence, clause) = (self.cursor.sentence, self.cursor.sentence.clause());
        let noun = self.noun.take().filter(|_| is_of(prepositions));
        // `A condamne l’attitude russe`
        if let Some(demonyms) = noun.and_then(|noun| Argument::of_demonyms(sentence, noun)) {
            arguments.put(slot, demonyms);
            return Ok(());
        }
        let complement = match noun {
            Some(noun) => clause.noun_complement(noun, prepositions, &[]),
            None if self.near => {
                let next = clause.after(self.cursor.at - 1).ok_or(Refusal::Empty(slot))?;
                let behind = clause.complement(self.cursor.at, prepositions);
                Some(behind.filter(|place| place.chunk == next + 1).ok_or(Refusal::Far)?)
            }
            None => {
                let behind = clause.complement(self.cursor.at, prepositions);
                let relative = || clause.relative_complement(self.verb.chunk, prepositions);
                let fronted = || {
                    let behind = self.cursor.at..self.cursor.sentence.chunks.len();
                    clause.fronted(self.verb.chunk, prepositions).filter(|_| !self.has_place(behind))
                };
                behind.or_else(relative).or_else(fronted)
            }
        };
        arguments.set(slot, self.cursor.pass(complement))
    }

    fn pair(&mut self, prepositions: &[PrepositionId], arguments: &mut Arguments) -> Result<(), Refusal> {
        self.noun = None;
        let (clause, mut ahead) = (self.cursor.sentence.clause(), self.cursor);
        arguments.set_pair(match prepositions.is_empty() {
            true => ahead.actors(),
            false => clause.complement(self.cursor.at, prepositions),
        })
    }

    fn word(&mut self, words: &[WordId]) -> Option<()> {
        // `les sanctions que A a imposées à B`
        if self.cursor.word(words).is_some() {
            self.noun = Some(self.cursor.at - 1);
            return Some(());
        }
        let noun = self.relative_object().filter(|&noun| holds(self.cursor.sentence, noun, words))?;
        self.noun = Some(noun);
        Some(())
    }

    fn noun(&mut self) -> Option<()> {
        self.noun = Some(self.cursor.noun().or_else(|| self.relative_object())?);
        Some(())
    }

    fn preposition(&mut self, prepositions: &[PrepositionId]) -> Option<()> {
        self.noun = None;
        self.cursor.preposition(prepositions)
    }

    fn comma(&mut self) -> Option<()> {
        self.noun = None;
        self.cursor.comma()
    }
}
