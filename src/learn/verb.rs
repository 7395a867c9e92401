//! Templates of a verb: by the functions that the ends have in its clause.

use super::{
    align::Alignment,
    template::{ANY_NOUN, Letter, Piece, Template, Trigger, TriggerKind},
    words::Words,
};
use crate::{
    model::{PrepositionId, VerbId, Voice, word},
    relation::parse::{
        chunk::{Chunk, ChunkKind, VerbGroup},
        clause::DEEPEST,
    },
};

/// What an end is to a verb.
#[derive(Debug, Clone)]
enum Function {
    Subject,
    Object,
    Complement(PrepositionId),
    /// `apporte son soutien à B`, `condamne l’attitude russe`: of a noun behind the verb.
    OfNoun(String, PrepositionId),
    /// `l’aide à B a été suspendue`: of the noun that is the subject.
    OfSubject(String, PrepositionId),
}

/// The templates by which a verb may state what is noted.
pub(super) fn templates(alignment: &Alignment, verb: usize) -> Vec<Template> {
    let Some(group) = alignment.sentence.chunks[verb].verb() else { return Vec::new() };
    let Some(id) = group.verb else { return Vec::new() };
    let aligned = VerbAlignment { alignment, words: Words { sentence: alignment.sentence }, verb, group };
    let [source, target] = alignment.ends;
    let mut found = Vec::new();
    for one in aligned.functions(source) {
        if source == target {
            found.extend(aligned.pair(id, &one));
            continue;
        }
        for other in aligned.functions(target) {
            found.extend(aligned.template(id, &one, &other));
        }
    }
    found
}

/// Whether an end has a function of a verb.
pub(super) fn reaches(alignment: &Alignment, verb: usize, end: usize) -> bool {
    let Some(group) = alignment.sentence.chunks[verb].verb() else { return false };
    let words = Words { sentence: alignment.sentence };
    !VerbAlignment { alignment, words, verb, group }.functions(end).is_empty()
}

struct VerbAlignment<'v> {
    alignment: &'v Alignment<'v>,
    words: Words<'v>,
    verb: usize,
    group: &'v VerbGroup,
}

impl VerbAlignment<'_> {
    fn functions(&self, end: usize) -> Vec<Function> {
        let clause = self.alignment.sentence.clause();
        let mut found = Vec::new();
        if clause.subject(self.verb).is_some_and(|subject| subject.chunk == end) {
            found.push(Function::Subject);
        }
        found.extend(self.of_subject(end));
        if clause.object(self.verb).is_some_and(|object| object.chunk == end) {
            found.push(Function::Object);
        }
        match end > self.verb {
            true => self.behind(end, &mut found),
            false => found.extend(self.relative(end).map(Function::Complement)),
        }
        found
    }

    /// `les propos de B ont été condamnés`
    fn of_subject(&self, end: usize) -> Option<Function> {
        let clause = self.alignment.sentence.clause();
        let subject = clause.subject_chunk(self.verb, DEEPEST).filter(|&subject| subject <= end)?;
        let word = self.words.noun_forms(subject)?;
        if subject == end {
            return Some(Function::OfSubject(word, PrepositionId::OF));
        }
        let preposition = self.words.preposition_before(end)?;
        let complement = clause.noun_complement(subject, &[preposition], &[]);
        complement.filter(|found| found.chunk == end).map(|_| Function::OfSubject(word, preposition))
    }

    fn behind(&self, end: usize, found: &mut Vec<Function>) {
        let (sentence, clause) = (self.alignment.sentence, self.alignment.sentence.clause());
        let is_noun = |at: &usize| sentence.chunks[*at].noun().is_some();
        if is_noun(&end) {
            // A nationality in the noun itself.
            found.extend(self.of_any(end, PrepositionId::OF));
        }
        let Some(preposition) = self.words.preposition_before(end) else { return };
        let complement = clause.complement(self.verb + 1, &[preposition]);
        if complement.is_some_and(|complement| complement.chunk == end) {
            found.push(Function::Complement(preposition));
        }
        // The noun that the complement follows, or else the first behind the verb.
        let inside = self.verb + 1..end;
        let near = end.checked_sub(2).filter(|at| inside.contains(at) && is_noun(at));
        let first = inside.clone().find(is_noun);
        let mut nouns: Vec<usize> = near.into_iter().chain(first).collect();
        nouns.dedup();
        found.extend(nouns.into_iter().flat_map(|noun| self.of_any(noun, preposition)));
    }

    /// `apporte son soutien à B`, and `apporte N à B`.
    fn of_any(&self, noun: usize, preposition: PrepositionId) -> impl Iterator<Item = Function> {
        let word = self.words.noun_forms(noun);
        let any = word.is_some().then(|| ANY_NOUN.to_string());
        word.into_iter().chain(any).map(move |word| Function::OfNoun(word, preposition))
    }

    /// `B, avec lequel A a discuté`: the preposition before the relative pronoun.
    fn relative(&self, end: usize) -> Option<PrepositionId> {
        let sentence = self.alignment.sentence;
        let pronoun = |at: &usize| matches!(sentence.chunks[*at].kind, ChunkKind::Who | ChunkKind::Whose(_));
        let preposition = self.words.preposition_before((end + 1..self.verb).rev().find(pronoun)?)?;
        let found = sentence.clause().relative_complement(self.verb, &[preposition])?;
        (found.chunk == end).then_some(preposition)
    }

    /// The trigger: the verb of the group, or one before it that alone is marked: `menace de sanctionner B`.
    fn trigger(&self, id: VerbId) -> (VerbId, bool) {
        let marked = self.alignment.triggers.iter().find(|(chunk, _)| *chunk == self.verb);
        let before = |tokens: &std::ops::Range<usize>| !tokens.contains(&self.group.main);
        let controller =
            self.group.controllers.first().filter(|_| marked.is_some_and(|(_, tokens)| before(tokens)));
        controller.map_or((id, false), |&controller| (controller, true))
    }

    fn triggered(&self, id: VerbId, voice: Voice, before: Vec<Piece>, mut after: Vec<Piece>) -> Template {
        let (id, infinitive) = self.trigger(id);
        if infinitive {
            after.insert(0, Piece::Words("…".to_string()));
        }
        let lemma = self.alignment.sentence.frames().verbs[id.0 as usize].lemma.to_string();
        Template { trigger: Trigger { kind: TriggerKind::Verb, lemma }, voice, before, after }
    }

    /// `A et B se _`
    fn pair(&self, id: VerbId, function: &Function) -> Option<Template> {
        match function {
            Function::Subject => {
                Some(self.triggered(id, self.group.voice, vec![Piece::Pair(None)], Vec::new()))
            }
            Function::Complement(preposition) => {
                let pair = Piece::Pair(Some(self.words.preposition(*preposition)));
                Some(self.triggered(id, self.group.voice, Vec::new(), vec![pair]))
            }
            _ => None,
        }
    }

    fn template(&self, id: VerbId, source: &Function, target: &Function) -> Option<Template> {
        let frames = self.alignment.sentence.frames();
        let is_agent = |function: &Function| matches!(function, Function::Complement(id) if frames.preposition_has(*id, word::AGENT));
        if self.group.voice == Voice::Passive {
            let (agent, other, letters) = match (is_agent(source), is_agent(target)) {
                (true, false) => (true, target, [Letter::A, Letter::B]),
                (false, true) => (true, source, [Letter::B, Letter::A]),
                _ => (false, source, [Letter::A, Letter::B]),
            };
            if agent {
                let after = match other {
                    Function::Subject => vec![Piece::End(letters[1], None)],
                    Function::OfSubject(word, preposition) => self.of_noun(word, letters[1], *preposition),
                    _ => return None,
                };
                return Some(self.triggered(id, Voice::Active, vec![Piece::End(letters[0], None)], after));
            }
        }
        let (mut before, mut after) = (Vec::new(), Vec::new());
        let mut ends =
            [(source, Letter::A, self.alignment.ends[0]), (target, Letter::B, self.alignment.ends[1])];
        ends.sort_by_key(|&(_, _, chunk)| chunk);
        for (function, letter, _) in ends {
            match function {
                Function::Subject => before.push(Piece::End(letter, None)),
                Function::OfSubject(word, preposition) => {
                    before.extend(self.of_noun(word, letter, *preposition));
                }
                Function::Object => after.push(Piece::End(letter, None)),
                Function::Complement(preposition) => {
                    after.push(Piece::End(letter, Some(self.words.preposition(*preposition))));
                }
                Function::OfNoun(word, preposition) => {
                    let pieces = self.of_noun(word, letter, *preposition);
                    let known = usize::from(after.contains(&pieces[0]));
                    after.extend(pieces.into_iter().skip(known));
                }
            }
        }
        let subjects = before.iter().filter(|piece| matches!(piece, Piece::End(..))).count();
        (subjects < 2).then(|| self.triggered(id, self.group.voice, before, after))
    }

    fn of_noun(&self, word: &str, letter: Letter, preposition: PrepositionId) -> Vec<Piece> {
        vec![Piece::Words(word.to_string()), Piece::End(letter, Some(self.words.preposition(preposition)))]
    }
}

/// The verbs around a noun: of which it is the object, and the subject.
pub(super) fn around(alignment: &Alignment, noun: usize) -> impl Iterator<Item = usize> {
    let clause = alignment.sentence.clause();
    let governor = clause.governor(noun).map(|(verb, _)| verb);
    let predicate = clause.predicate(noun).map(|(verb, _)| verb);
    let is_known = |verb: &usize| alignment.sentence.chunks.get(*verb).and_then(Chunk::verb).is_some();
    governor.into_iter().chain(predicate).filter(is_known).collect::<Vec<_>>().into_iter()
}
