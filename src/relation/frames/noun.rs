//! Nouns as triggers: `la visite de A à B`, `A, allié de B`, `A effectue une visite à B`.

use super::{
    antecedent::Antecedent,
    frame_match::{Argument, Arguments, FrameMatch, Polarity, Refusal},
    syntax::{Cursor, Syntax, holds, is_of, walk},
};
use crate::{
    matcher::WordId,
    model::{Element, Modality, PrepositionId, RelationType, Slot, Template, Voice, word},
    relation::parse::{
        ParsedSentence,
        chunk::{Actor, Chunk, ChunkKind, NounPhrase, VerbGroup},
        clause::{Clause, Constituent},
        reference,
    },
};

/// Holds a template against the noun of a chunk, at a token.
pub(super) fn hold(
    sentence: &ParsedSentence,
    index: u32,
    (chunk, phrase): (usize, &NounPhrase),
    token: usize,
) -> Result<FrameMatch, Refusal> {
    let template = &sentence.frames().templates[index as usize];
    let noun = Noun { sentence, template, chunk, phrase };
    let mut arguments = Arguments::default();
    let mut before = Antecedent { sentence, noun: chunk, first: chunk, deed: noun.relation().deed };
    walk(template.before.iter().rev(), &mut before, &mut arguments)?;
    let possessive = phrase.possessive && (noun.relation().deed || noun.relation().owned);
    let cursor = Cursor { sentence, at: chunk + 1 };
    let mut behind = BehindNoun { noun, cursor, possessive, beyond: false, word: None };
    walk(template.after.iter(), &mut behind, &mut arguments)?;
    let outer = if sentence.chunks[before.first].noun().is_some() { before.first } else { chunk };
    let polarity = noun.polarity(outer).under(&arguments);
    arguments.finish(index, (chunk, token), polarity)
}

/// How many chunks behind a noun its ends are looked for.
const FARTHEST_END: usize = 8;

/// A noun that triggers a template.
#[derive(Clone, Copy)]
struct Noun<'s> {
    sentence: &'s ParsedSentence<'s>,
    template: &'s Template,
    chunk: usize,
    phrase: &'s NounPhrase,
}

/// `_ de A à B`: what stands behind a noun.
struct BehindNoun<'s> {
    noun: Noun<'s>,
    cursor: Cursor<'s>,
    /// Whether the possessive before the noun is the first `de`: `sa visite à B`.
    possessive: bool,
    /// Whether an argument stands behind words that the noun does not govern: `la guerre qui oppose A à B`.
    beyond: bool,
    /// The noun of the element before: a complement behind it may be its own, as in `l’opposant au régime de A`.
    word: Option<usize>,
}

impl Syntax for BehindNoun<'_> {
    fn bare(&mut self, slot: Slot, arguments: &mut Arguments) -> Result<(), Refusal> {
        self.beyond = true;
        self.word = None;
        arguments.set(slot, self.cursor.actors())
    }

    fn complement(
        &mut self,
        slot: Slot,
        prepositions: &[PrepositionId],
        arguments: &mut Arguments,
    ) -> Result<(), Refusal> {
        if self.possessive && is_of(prepositions) {
            self.possessive = false;
            let owner = self.noun.possessor().map(|place| Argument::of(&place));
            let owner = owner.or_else(|| self.noun.owner()).ok_or(Refusal::Empty(slot))?;
            arguments.put(slot, owner);
            return Ok(());
        }
        if self.beyond {
            let complement = self.noun.clause().complement(self.cursor.at, prepositions);
            return arguments.set(slot, self.cursor.pass(complement));
        }
        let of_word = self.word.take().filter(|_| is_of(prepositions));
        let of_word = of_word.and_then(|word| {
            let demonyms = Argument::of_demonyms(self.noun.sentence, word);
            let place = || self.noun.clause().noun_complement(word, prepositions, &arguments.used());
            demonyms.or_else(|| place().map(|place| Argument::of(&place)))
        });
        let argument = match of_word {
            Some(argument) => argument,
            None => self.noun.complement(slot, prepositions, arguments)?,
        };
        self.cursor.at = self.cursor.at.max(argument.chunk + 1);
        arguments.put(slot, argument);
        Ok(())
    }

    fn pair(&mut self, prepositions: &[PrepositionId], arguments: &mut Arguments) -> Result<(), Refusal> {
        let (clause, noun, mut ahead) = (self.noun.clause(), self.noun.chunk, self.cursor);
        let pair = match prepositions.is_empty() {
            true => ahead.actors(),
            false => {
                let over_verb = || clause.complement_behind_verb(noun, prepositions, &[]);
                clause.noun_complement(noun, prepositions, &[]).or_else(over_verb)
            }
        };
        if let Some(first) = pair.filter(|pair| pair.actors.len() == 1)
            && let Some(second) = clause.second_behind(first.chunk)
        {
            let both: Vec<Actor> = first.actors.iter().chain(second).copied().collect();
            arguments.put_pair(Argument::new(first.chunk, &both));
            return Ok(());
        }
        match pair {
            None if self.noun.phrase.demonyms.len() > 1 => {
                arguments.put_pair(Argument::new(noun, &self.noun.phrase.demonyms));
                Ok(())
            }
            pair => arguments.set_pair(pair),
        }
    }

    fn word(&mut self, words: &[WordId]) -> Option<()> {
        match holds(self.noun.sentence, self.noun.chunk, words) {
            true => Some(()),
            false => {
                self.cursor.word(words)?;
                self.word = Some(self.cursor.at - 1);
                Some(())
            }
        }
    }

    fn noun(&mut self) -> Option<()> {
        self.word = Some(self.cursor.noun()?);
        Some(())
    }

    fn preposition(&mut self, prepositions: &[PrepositionId]) -> Option<()> {
        self.cursor.preposition(prepositions)
    }

    fn comma(&mut self) -> Option<()> {
        self.cursor.comma()
    }
}

impl<'s> Noun<'s> {
    fn clause(&self) -> Clause<'s> {
        self.sentence.clause()
    }

    fn relation(&self) -> &'s RelationType {
        let frames = self.sentence.frames();
        frames.type_of(&frames.frames[self.template.frame as usize])
    }

    /// An argument with a preposition: a complement, a demonym, the possessor of troops, the one whose deed it is.
    fn complement(
        &self,
        slot: Slot,
        prepositions: &[PrepositionId],
        arguments: &Arguments,
    ) -> Result<Argument, Refusal> {
        let (clause, noun, used) = (self.clause(), self.chunk, arguments.used());
        let of = is_of(prepositions);
        let troops = (of && self.has_possessed_troops()).then(|| self.possessor()).flatten();
        let over_verb = || clause.complement_behind_verb(noun, prepositions, &used);
        let relative = || {
            let (verb, group) = clause.governor(noun)?;
            clause.verb_of(group)?.support?;
            clause.relative_complement(verb, prepositions)
        };
        if of
            && slot == Slot::Source
            && self.relation().deed
            && self.shares_of(prepositions, &used)
            && let Some(demonyms) = Argument::of_demonyms(self.sentence, noun)
        {
            return Ok(demonyms);
        }
        let place = troops.filter(|place| !arguments.has(place.chunk));
        let place = place.or_else(|| clause.noun_complement(noun, prepositions, &used));
        // `les sanctions que A a imposées à B`
        let behind_relative = || {
            let (verb, group) = clause.relative_governor(noun)?;
            clause.verb_of(group)?.support?;
            clause.complement(verb + 1, prepositions).filter(|_| !of)
        };
        let fronted = || {
            let near = (noun + 1..clause.chunks.len().min(noun + FARTHEST_END)).any(|at| {
                clause.chunks[at]
                    .preposition()
                    .is_some_and(|id| id != PrepositionId::OF && prepositions.contains(&id))
            });
            let before =
                clause.preposition_before(noun).and_then(|before| clause.chunks[before].preposition());
            let en = |id| self.sentence.frames().preposition_has(id, word::PLAINLY_WHERE);
            let apart = before.is_some_and(|before| !en(before));
            clause.fronted(noun, prepositions).filter(|_| self.relation().deed && !near && !apart)
        };
        let place = place.or_else(over_verb).or_else(relative).or_else(behind_relative).or_else(fronted);
        if let Some(place) = place {
            let near = clause.after(noun).is_some_and(|next| next + 1 == place.chunk);
            let frame = &self.sentence.frames().frames[self.template.frame as usize];
            return if frame.near && !near { Err(Refusal::Far) } else { Ok(Argument::of(&place)) };
        }
        if of
            && !arguments.has(noun)
            && let Some(demonyms) = Argument::of_demonyms(self.sentence, noun)
        {
            return Ok(demonyms);
        }
        let doer = if slot == Slot::Source && of && self.relation().deed { self.doer(&used) } else { None };
        doer.map(|place| Argument::of(&place)).ok_or(Refusal::Empty(slot))
    }

    /// `le retrait français du Mali`: whether the template asks for two complements with `de`, and the nationality is the
    /// first of them.
    fn shares_of(&self, of: &[PrepositionId], used: &[usize]) -> bool {
        let slots = self.template.after.iter();
        let asked = slots.filter(|e| matches!(e, Element::Slot(_, prepositions) if is_of(prepositions)));
        if !used.is_empty() || self.phrase.demonyms.is_empty() || asked.count() < 2 {
            return false;
        }
        let first = self.clause().noun_complement(self.chunk, of, used);
        first.is_some_and(|first| self.clause().noun_complement(self.chunk, of, &[first.chunk]).is_none())
    }

    /// Whose deed it is: `les sanctions prises contre B par A`, `A effectue une visite`.
    fn doer(&self, used: &[usize]) -> Option<Constituent<'s>> {
        let agent = self.clause().noun_complement(
            self.chunk,
            &self.sentence.frames().prepositions_with(word::AGENT),
            used,
        );
        agent.filter(|agent| self.is_author(agent.chunk)).or_else(|| self.support_subject())
    }

    /// Whether who stands behind `par` does what a noun says: `l’attaque menée par A`, but not `soutenue par A`.
    fn is_author(&self, agent: usize) -> bool {
        let others = self.sentence.chunks[self.chunk..agent].iter().filter_map(Chunk::verb);
        others
            .filter_map(|group| self.clause().verb_of(group))
            .all(|verb| verb.support.is_some_and(|support| !support.only_with))
    }

    /// The subject of the support verb of which the noun is the object: `A effectue une visite`.
    fn support_subject(&self) -> Option<Constituent<'s>> {
        let (clause, noun) = (self.clause(), self.chunk);
        let (verb, group) = clause.relative_governor(noun).or_else(|| clause.governor(noun))?;
        let support = clause.verb_of(group)?.support?;
        let doing = !support.only_with || self.is_with();
        if !doing || group.voice == Voice::Passive { None } else { self.clause().subject(verb) }
    }

    /// Whether something is done `avec` somebody.
    fn is_with(&self) -> bool {
        let frames = self.sentence.frames();
        self.template.after.iter().any(|element| match element {
            Element::Slot(_, prepositions) => {
                prepositions.iter().any(|&with| frames.preposition_has(with, word::COMITATIVE))
            }
            _ => false,
        })
    }

    /// `le retrait de ses troupes`: whose they are.
    fn has_possessed_troops(&self) -> bool {
        let of = self.sentence.chunks.get(self.chunk + 1).map(|chunk| &chunk.kind);
        let troops = self.sentence.chunks.get(self.chunk + 2).and_then(Chunk::noun);
        matches!(of, Some(ChunkKind::Preposition(PrepositionId::OF)))
            && troops.is_some_and(|troops| troops.possessive && troops.stands_for.is_some())
    }

    /// Whose something is: `A et ses alliés`; `lors de sa visite à B, A a …`; `A a annoncé, lors de sa visite …`.
    fn possessor(&self) -> Option<Constituent<'s>> {
        // Not `son soutien à A et son aversion pour B`.
        let bare = |other: &Constituent| {
            !self.relation().deed || self.clause().preposition_before(other.chunk).is_none()
        };
        if let Some(other) = self.clause().coordinated_before(self.chunk).filter(bare) {
            return Some(other);
        }
        if let Some(helped) = self.helped() {
            return Some(helped);
        }
        let verb = match self.clause().governor(self.chunk) {
            Some((verb, group)) if group.voice != Voice::Passive => verb,
            _ => self.clause().nearest_verb(self.chunk)?,
        };
        self.clause().subject(verb).filter(|place| place.chunk != self.chunk)
    }

    /// `A aide B dans sa lutte contre C`: B, the object right before.
    fn helped(&self) -> Option<Constituent<'s>> {
        let clause = self.clause();
        let inside = clause.preposition_before(self.chunk)?;
        let id = clause.chunks[inside].preposition()?;
        let object = clause.before(inside).filter(|&at| clause.chunks[at].actors().is_some())?;
        let verb = clause.before(object).filter(|&verb| clause.is_active(verb))?;
        let fits = self.relation().deed && self.sentence.frames().preposition_has(id, word::PLAINLY_WHERE);
        clause.object(verb).filter(|place| fits && place.chunk == object)
    }

    /// `Sa visite à B …`, at the start of a sentence: that of whom the text is about.
    fn owner(&self) -> Option<Argument> {
        let chunks = &self.sentence.chunks[..self.chunk];
        if chunks.iter().any(|chunk| chunk.verb().is_some() || chunk.actors().is_some()) {
            return None;
        }
        let first = self.sentence.chunks[self.chunk].first;
        let whose = |features| self.sentence.words.has(first, features);
        if !whose(word::WHOSE_ROLE)
            || whose(word::WHOSE_OF_SEVERAL)
            || self.sentence.chunks[self.chunk].quoted
        {
            return None;
        }
        let owner = reference::possessor(self.sentence.context, self.sentence.index, first)?;
        Some(Argument::new(self.chunk, &[owner]))
    }

    /// What the verb of which a noun is the object or the subject says of it: `a annulé sa visite`.
    fn polarity(&self, noun: usize) -> Polarity {
        let clause = self.clause();
        let support = |group: &VerbGroup| clause.verb_of(group).and_then(|verb| verb.support);
        let of = |group: &VerbGroup| {
            let says = support(group).is_some() || group.verb == clause.frames.be;
            let effect = support(group).map(|support| support.effect).unwrap_or_default();
            Polarity {
                negated: (group.negated && says) != effect.negates,
                modality: if says { effect.modality.unwrap_or(group.modality) } else { Modality::Asserted },
            }
        };
        let governor = clause.relative_governor(noun).or_else(|| clause.governor(self.whole(noun)));
        if let Some((verb, group)) = governor {
            let only_with = support(group).is_some_and(|support| support.only_with);
            // `dénonce l’attaque de A contre B`: somebody else's deed.
            let of_another = only_with && !self.is_with() && !self.is_of_subject(verb);
            return if of_another { Polarity::ASSERTED } else { of(group) };
        }
        match clause.predicate(noun) {
            Some((_, group)) if group.voice == Voice::Passive => of(group),
            Some((_, group)) if clause.verb_of(group).is_some_and(|verb| verb.occurs) => {
                Polarity { negated: group.negated, modality: group.modality }
            }
            _ => Polarity { negated: self.is_denied_with_verb(noun), ..Polarity::ASSERTED },
        }
    }

    /// `B n’est pas intervenu à la demande de A`: what surrounds a deed is denied with it, unless a comma or a colon sets it apart.
    fn is_denied_with_verb(&self, noun: usize) -> bool {
        let surrounds = matches!(self.template.before[..], [Element::Slot(..), Element::Preposition(_), ..]);
        let chunks = &self.sentence.chunks[..noun];
        let verb = chunks.iter().rposition(Chunk::is_finite_verb).filter(|_| surrounds);
        verb.is_some_and(|verb| {
            chunks[verb].verb().is_some_and(|group| group.negated)
                && !chunks[verb..]
                    .iter()
                    .any(|chunk| chunk.is_comma() || matches!(chunk.kind, ChunkKind::Break))
        })
    }

    /// The noun of which another is the matter or a part: `les accords de coopération`, `l’essentiel de sa coopération`.
    fn whole(&self, noun: usize) -> usize {
        let chunks = &self.sentence.chunks;
        let Some(of) = noun.checked_sub(1).filter(|&of| chunks[of].preposition() == Some(PrepositionId::OF))
        else {
            return noun;
        };
        let whole = of.checked_sub(1).filter(|&whole| {
            let mut tokens = chunks[whole].first..chunks[whole].end;
            chunks[whole].noun().is_some() && tokens.any(|at| self.sentence.words.has(at, word::OF_A_DEED))
        });
        whole.unwrap_or(noun)
    }

    /// Whether the subject of a verb is one of those behind the noun (`A dénonce l’accord entre A et B`), or it is the subject's own
    /// deed: `A stoppe ses livraisons à B`.
    fn is_of_subject(&self, verb: usize) -> bool {
        if self.phrase.possessive {
            return true;
        }
        let chunks = &self.sentence.chunks;
        let entities = |chunk: usize| chunks[chunk].actors().into_iter().flatten().map(|actor| actor.entity);
        let behind = self.chunk + 1..chunks.len().min(self.chunk + FARTHEST_END);
        let is_behind = |entity| behind.clone().any(|chunk| entities(chunk).any(|other| other == entity));
        self.clause().subject(verb).is_some_and(|subject| entities(subject.chunk).any(is_behind))
    }
}
