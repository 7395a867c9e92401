//! Templates of a noun: by how the ends are joined to it.

use super::{
    align::Alignment,
    template::{Letter, Piece, Template, Trigger, TriggerKind},
    words::Words,
};
use crate::{
    model::{PrepositionId, RelationType, Voice},
    relation::parse::chunk::{Chunk, NounPhrase},
};
use std::ops::Range;

/// What an end is to a noun.
#[derive(Debug, Clone)]
enum Function {
    /// `A, allié de B`, `A est l’allié de B`, `A, en visite à B`: with the preposition before the noun.
    Bearer(Option<PrepositionId>),
    /// `la visite russe`, `sa visite`, `A effectue une visite`: what a first `de` would be.
    Doer,
    /// `la visite de A à B`
    Complement(PrepositionId),
    /// `la main de fer de A`: of a noun that is a complement.
    Chain(PrepositionId, String, PrepositionId),
}

/// The templates by which a noun, of which some tokens are marked, may state what is noted.
pub(super) fn templates(
    alignment: &Alignment,
    relation: &RelationType,
    (noun, tokens): (usize, &Range<usize>),
) -> Vec<Template> {
    let chunk = &alignment.sentence.chunks[noun];
    let words = Words { sentence: alignment.sentence };
    let Some(lemma) = words.trigger_noun(chunk, tokens) else { return Vec::new() };
    let trigger = Trigger { kind: TriggerKind::Noun, lemma };
    let new = |before, after| Template { trigger: trigger.clone(), voice: Voice::Active, before, after };
    let [source, target] = alignment.ends;
    let Some(phrase) = chunk.noun() else {
        let of = Some(words.preposition(PrepositionId::OF));
        let role = noun == source;
        let ends = || new(vec![Piece::End(Letter::A, None)], vec![Piece::End(Letter::B, of)]);
        return role.then(ends).into_iter().collect();
    };
    let aligned = NounAlignment { alignment, words, relation, noun, phrase };
    if source == target {
        let pairs = aligned.functions(source, None).into_iter().filter_map(|function| match function {
            Function::Complement(id) => Some(Piece::Pair(Some(words.preposition(id)))),
            _ => None,
        });
        return pairs.map(|pair| new(Vec::new(), vec![pair])).collect();
    }
    let mut found = Vec::new();
    for one in aligned.functions(source, Some(target)) {
        for other in aligned.functions(target, Some(source)) {
            found.extend(aligned.pieces(&one, &other).map(|(before, after)| new(before, after)));
        }
    }
    found
}

/// Whether an end is joined to a noun.
pub(super) fn reaches(alignment: &Alignment, relation: &RelationType, noun: usize, end: usize) -> bool {
    let Some(phrase) = alignment.sentence.chunks[noun].noun() else { return false };
    let words = Words { sentence: alignment.sentence };
    let other = alignment.ends.into_iter().find(|&other| other != end);
    !NounAlignment { alignment, words, relation, noun, phrase }.functions(end, other).is_empty()
}

struct NounAlignment<'n> {
    alignment: &'n Alignment<'n>,
    words: Words<'n>,
    relation: &'n RelationType,
    noun: usize,
    phrase: &'n NounPhrase,
}

impl NounAlignment<'_> {
    fn functions(&self, end: usize, other: Option<usize>) -> Vec<Function> {
        let mut found = Vec::new();
        let owned = self.relation.deed || self.relation.owned;
        if end == self.noun || (self.phrase.possessive && owned && end < self.noun) {
            found.push(Function::Doer);
        }
        match end > self.noun {
            true => self.behind(end, other, &mut found),
            false if end < self.noun => self.before(end, &mut found),
            false => {}
        }
        found
    }

    fn behind(&self, end: usize, other: Option<usize>, found: &mut Vec<Function>) {
        let clause = self.alignment.sentence.clause();
        let Some(preposition) = self.words.preposition_before(end) else {
            found.push(Function::Bearer(None));
            return;
        };
        let used: Vec<usize> = other.into_iter().collect();
        let reached = [&used[..], &[]].into_iter().any(|used| {
            let complement = clause.noun_complement(self.noun, &[preposition], used);
            let over_verb = || clause.complement_behind_verb(self.noun, &[preposition], used);
            complement.or_else(over_verb).is_some_and(|complement| complement.chunk == end)
        });
        if reached {
            found.push(Function::Complement(preposition));
        }
        // `_ de N de B`
        let next = self.noun + 2;
        if next + 2 == end
            && let Some(link) = self.words.preposition_before(next)
            && let Some(word) = self.words.noun_forms(next)
        {
            found.push(Function::Chain(link, word, preposition));
        }
    }

    fn before(&self, end: usize, found: &mut Vec<Function>) {
        let clause = self.alignment.sentence.clause();
        if let Some((verb, group)) = clause.governor(self.noun)
            && clause.subject(verb).is_some_and(|subject| subject.chunk == end)
        {
            let verb = clause.verb_of(group);
            if verb.is_some_and(|verb| verb.support.is_some()) && self.relation.deed {
                found.push(Function::Doer);
            }
            found.push(Function::Bearer(None));
        }
        match self.words.preposition_before(self.noun) {
            Some(preposition) => found.push(Function::Bearer(Some(preposition))),
            None if clause.before(self.noun).is_some_and(|before| self.is_beside(before, end)) => {
                found.push(Function::Bearer(None));
            }
            None => {}
        }
    }

    /// Whether a chunk is an end, or a comma.
    fn is_beside(&self, before: usize, end: usize) -> bool {
        before == end || self.alignment.sentence.chunks.get(before).is_some_and(Chunk::is_comma)
    }

    /// What stands before the noun, and after it.
    fn pieces(&self, source: &Function, target: &Function) -> Option<(Vec<Piece>, Vec<Piece>)> {
        let [first, second] = self.alignment.ends;
        let mut ends = [(source, Letter::A, first), (target, Letter::B, second)];
        let is_doer = |function: &Function| matches!(function, Function::Doer);
        ends.sort_by_key(|&(function, _, chunk)| (!is_doer(function), chunk));
        let name = |id: &PrepositionId| self.words.preposition(*id);
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for (function, letter, _) in ends {
            match function {
                Function::Bearer(preposition) => {
                    before.push(Piece::End(letter, None));
                    before.extend(preposition.as_ref().map(|id| Piece::Words(name(id).replace(' ', "_"))));
                }
                Function::Doer => after.push(Piece::End(letter, Some(name(&PrepositionId::OF)))),
                Function::Complement(id) => after.push(Piece::End(letter, Some(name(id)))),
                Function::Chain(link, word, id) => {
                    after.push(Piece::Words(name(link).replace(' ', "_")));
                    after.push(Piece::Words(word.clone()));
                    after.push(Piece::End(letter, Some(name(id))));
                }
            }
        }
        let bearers = before.iter().filter(|piece| matches!(piece, Piece::End(..))).count();
        (bearers < 2).then_some((before, after))
    }
}
