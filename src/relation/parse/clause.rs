//! Who does what in a parsed sentence: subjects, objects, agents and complements, by position and voice.

use super::chunk::{Actor, Chunk, ChunkKind, GroupForm, REACH, VerbGroup, within_reach};
use crate::model::{Effect, Frames, PrepositionId, StandsFor, Verb, Voice, word};
use smallvec::SmallVec;

/// Complements are looked for so many chunks after their verb or noun.
const FARTHEST: usize = 12;
/// Subjects of subjects are looked for so often.
pub(crate) const DEEPEST: usize = 4;

/// The chunks of a sentence, to be asked.
#[derive(Clone, Copy)]
pub(crate) struct Clause<'c> {
    pub(crate) chunks: &'c [Chunk],
    pub(crate) frames: &'c Frames,
}

/// Actors in a place of a clause.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Constituent<'c> {
    /// The chunk.
    pub(crate) chunk: usize,
    /// The actors of it.
    pub(crate) actors: &'c [Actor],
    /// What those who stand between say of the polarity and modality.
    pub(crate) effect: Effect,
}

impl<'c> Clause<'c> {
    /// The actors at an chunk, or those that a noun there means: `la ville de Djibo`.
    pub(super) fn place(&self, chunk: usize) -> Option<Constituent<'c>> {
        let chunk = if self.is_of_place_noun(&self.chunks[chunk]) { chunk + 2 } else { chunk };
        let actors = self.chunks[chunk].actors()?;
        Some(Constituent { chunk, actors, effect: Effect::default() })
    }

    /// Whether an chunk is a noun that means the place behind it.
    fn is_of_place_noun(&self, chunk: &Chunk) -> bool {
        chunk.noun().is_some_and(|noun| noun.of_place)
    }

    pub(crate) fn verb_of(&self, group: &VerbGroup) -> Option<&'c Verb> {
        Some(&self.frames.verbs[group.verb?.0 as usize])
    }

    /// The subject of a verb group.
    pub(crate) fn subject(&self, verb: usize) -> Option<Constituent<'c>> {
        self.subject_within(verb, DEEPEST)
    }

    pub(super) fn subject_within(&self, verb: usize, depth: usize) -> Option<Constituent<'c>> {
        let depth = depth.checked_sub(1)?;
        match self.chunks[verb].verb()?.form {
            GroupForm::Finite => self.finite_subject(verb, depth),
            GroupForm::PastParticiple => self.participle_subject(verb, depth),
            _ => self.governed_subject(verb, depth),
        }
    }

    fn finite_subject(&self, verb: usize, depth: usize) -> Option<Constituent<'c>> {
        let chunk = self.subject_chunk(verb, depth)?;
        self.place(chunk).or_else(|| self.leader(chunk)).or_else(|| self.coordinated_before(chunk))
    }

    /// The phrase, of actors or not, that is the subject of a finite verb.
    pub(crate) fn subject_chunk(&self, verb: usize, depth: usize) -> Option<usize> {
        let depth = depth.checked_sub(1)?;
        if self.is_inverted(verb) {
            return self.after(verb);
        }
        let mut at = verb;
        loop {
            at = at.checked_sub(1).filter(|&at| verb - at < REACH)?;
            match &self.chunks[at].kind {
                _ if self.chunks[at].is_aside() => {}
                ChunkKind::Who => return self.antecedent_of(at, verb),
                ChunkKind::And => return self.shared_subject(at, depth),
                ChunkKind::Comma => match self.insertion(at) {
                    Some(Insertion::Apposition(name)) => return Some(name),
                    Some(Insertion::After(comma)) => at = comma,
                    None => return self.before_comma(at).or_else(|| self.shared_subject(at, depth)),
                },
                ChunkKind::Actors(_) | ChunkKind::Noun(_) => match self.preposition_before(at) {
                    Some(preposition) => at = preposition,
                    None => return self.whose_relative(self.before(at)).or(Some(at)),
                },
                ChunkKind::Preposition(_) => {}
                ChunkKind::Verb(group) if group.form != GroupForm::Finite => {}
                ChunkKind::Verb(_) => return self.whose_relative(Some(at)),
                // `A a salué B mais a accusé C`
                ChunkKind::Break if self.chunks[at].end > self.chunks[at].first => {
                    return self.shared_subject(at, depth);
                }
                _ => return None,
            }
        }
    }

    /// `…, accuse A`, `« … », a déclaré A`: a verb that a clause goes before, and right after it a phrase: its subject.
    fn is_inverted(&self, verb: usize) -> bool {
        let (Some(before), Some(after)) = (verb.checked_sub(1), self.chunks.get(verb + 1)) else {
            return false;
        };
        let told = !self.chunks[verb].quoted && self.ends_quotation(before);
        let comma = self.chunks[before].is_comma() && self.insertion(before).is_none();
        let clause = || within_reach(before).rev().any(|chunk| self.chunks[chunk].is_finite_verb());
        let finite = self.chunks[verb].is_finite_verb() && after.is_nominal();
        let relative = self.opens_inverted(before);
        let speech =
            self.chunks[verb].verb().and_then(|group| self.verb_of(group)).is_some_and(|verb| verb.speech);
        let goes_on = self
            .after(verb + 1)
            .is_some_and(|next| matches!(self.chunks[next].kind, ChunkKind::Preposition(_)));
        finite && (told || relative || (comma && clause() && (speech || !goes_on)))
    }

    /// Whether a quotation, not of a name alone, ends at a chunk, or at the comma there.
    fn ends_quotation(&self, at: usize) -> bool {
        let last =
            if self.chunks[at].is_comma() && !self.chunks[at].quoted { at.checked_sub(1) } else { Some(at) };
        let Some(last) = last.filter(|&last| self.chunks[last].quoted) else { return false };
        let one = last.checked_sub(1).is_none_or(|before| !self.chunks[before].quoted);
        !(one && self.chunks[last].actors().is_some())
    }

    /// `A, et B, ont …`: what stands before a comma that nothing opens, where no verb does.
    fn before_comma(&self, comma: usize) -> Option<usize> {
        let name = self.before(comma)?;
        let first = within_reach(name).rev().all(|chunk| !self.chunks[chunk].is_finite_verb());
        (first && self.chunks[name].actors().is_some() && self.preposition_before(name).is_none())
            .then_some(name)
    }

    /// `A et sa délégation ont …`: A.
    pub(crate) fn coordinated_before(&self, noun: usize) -> Option<Constituent<'c>> {
        let and = noun.checked_sub(1).filter(|&and| self.chunks[and].is_and())?;
        self.place(and.checked_sub(1)?)
    }

    /// `A a reçu B et [a] promis …`: the subject of the finite verb before.
    fn shared_subject(&self, at: usize, depth: usize) -> Option<usize> {
        for before in within_reach(at).rev() {
            match &self.chunks[before].kind {
                ChunkKind::Verb(group) if group.form == GroupForm::Finite => {
                    return self.subject_chunk(before, depth);
                }
                ChunkKind::Break | ChunkKind::That | ChunkKind::Subordinator | ChunkKind::Pronoun => {
                    return None;
                }
                _ => {}
            }
        }
        None
    }

    /// `la CEDEAO, une organisation …`: whom a phrase in apposition is said of.
    pub(super) fn apposed(&self, noun: usize) -> Option<usize> {
        let phrase = self.chunks[noun].noun()?;
        let comma = noun.checked_sub(1).filter(|&comma| self.chunks[comma].is_comma())?;
        let name = self.before(comma).filter(|&name| self.chunks[name].actors().is_some())?;
        let alone = self.chunks[name].actors().is_some_and(|actors| actors.len() == 1);
        (phrase.indefinite && phrase.body && alone).then_some(name)
    }

    /// `Face au chef de B, A a …`: whether a name behind a comma is the subject of the verb right behind it, as the noun before the
    /// comma, to which a preposition leads, is none.
    pub(crate) fn starts_clause_behind(&self, name: usize, noun: usize) -> bool {
        let comma = name.checked_sub(1).is_some_and(|comma| self.chunks[comma].is_comma());
        let verb = || self.after(name).is_some_and(|next| self.chunks[next].is_finite_verb());
        comma && self.preposition_before(noun).is_some() && verb()
    }

    /// The chunk before one, asides left out.
    pub(crate) fn before(&self, at: usize) -> Option<usize> {
        within_reach(at).rev().find(|&before| !self.chunks[before].is_aside())
    }

    /// The chunk after one, asides left out.
    pub(crate) fn after(&self, at: usize) -> Option<usize> {
        self.following(at).find(|&after| !self.chunks[after].is_aside())
    }

    /// The chunks after one, as far as anything is looked for.
    fn following(&self, at: usize) -> std::ops::Range<usize> {
        at + 1..self.chunks.len().min(at + REACH)
    }

    /// The finite verb that is nearest to an chunk.
    pub(crate) fn nearest_verb(&self, at: usize) -> Option<usize> {
        let before = within_reach(at).rev().find(|&verb| self.chunks[verb].is_finite_verb());
        let after = self.following(at).find(|&verb| self.chunks[verb].is_finite_verb());
        match (before, after) {
            (Some(before), Some(after)) if after - at < at - before => Some(after),
            (before, after) => before.or(after),
        }
    }

    /// The preposition that governs a phrase.
    pub(crate) fn preposition_before(&self, phrase: usize) -> Option<usize> {
        let before = phrase.checked_sub(1)?;
        matches!(self.chunks[before].kind, ChunkKind::Preposition(_)).then_some(before)
    }

    /// What the comma before a verb closes.
    fn insertion(&self, close: usize) -> Option<Insertion> {
        let mut tried = 0;
        for open in within_reach(close).rev().filter(|&open| open > 0) {
            match &self.chunks[open].kind {
                // `Le président, A, élu en 2021,`: what closes one apposition opens the next.
                ChunkKind::Comma | ChunkKind::Close => {
                    let before = self.before(open).filter(|&before| self.chunks[before].is_nominal());
                    let inside = &self.chunks[open + 1..close];
                    if let (Some(before), Some(name)) = (before, only_actors(inside))
                        && self.is_named_behind(before, open + 1 + name)
                    {
                        return Some(Insertion::Apposition(open + 1 + name));
                    }
                    if before.is_some() && (!starts_clause(inside) || self.is_incise(inside)) {
                        return Some(Insertion::After(open));
                    }
                    tried += 1;
                }
                ChunkKind::Break | ChunkKind::That => return None,
                _ => {}
            }
            if tried > 2 {
                return None;
            }
        }
        None
    }

    /// The comma right behind a name that opens what another one closes: `A, membre de B,`.
    pub(crate) fn opening(&self, close: usize) -> Option<usize> {
        let open = match self.insertion(close).filter(|_| self.chunks[close].is_comma())? {
            Insertion::After(open) => open,
            Insertion::Apposition(_) => return None,
        };
        self.chunks[self.before(open)?].actors().map(|_| open)
    }

    /// The chunk behind what a comma after a name opens and another closes: `A, membre de B, …`, `A, 52 ans, …`.
    pub(crate) fn behind_insertion(&self, comma: usize) -> Option<usize> {
        let name =
            self.chunks.get(comma).filter(|chunk| chunk.is_comma()).and_then(|_| self.before(comma))?;
        self.chunks[name].actors()?;
        let close = self.following(comma).find(|&at| self.chunks[at].is_comma())?;
        let inside = &self.chunks[comma + 1..close];
        let opens = |chunk: &Chunk| match &chunk.kind {
            ChunkKind::Noun(_) | ChunkKind::Preposition(_) | ChunkKind::Who | ChunkKind::Whose(_) => true,
            ChunkKind::Verb(group) => {
                matches!(group.form, GroupForm::PastParticiple | GroupForm::PresentParticiple)
            }
            _ => false,
        };
        let breaks = |chunk: &Chunk| matches!(chunk.kind, ChunkKind::Break | ChunkKind::That);
        let first = inside.iter().find(|chunk| !chunk.is_aside());
        let apart = first.is_none_or(opens) && !starts_clause(inside) && !inside.iter().any(breaks);
        (apart || self.is_incise(inside)).then_some(close + 1)
    }

    /// `entre A, membre de C, et B`: B.
    pub(crate) fn second_behind(&self, first: usize) -> Option<&'c [Actor]> {
        let and = self.behind_insertion(self.after(first)?)?;
        self.chunks.get(and).filter(|chunk| chunk.is_and())?;
        self.chunks[self.after(and)?].actors()
    }

    /// Whether names between commas are those of the phrase before: `le ministre, A,`, `le chef de B, A,`, `les trois pays
    /// membres de C, A et B,`.
    fn is_named_behind(&self, phrase: usize, names: usize) -> bool {
        let actors = self.chunks[names].actors().unwrap_or_default();
        let (person, many) = (matches!(actors, [actor] if actor.bare_name), actors.len() > 1);
        let mut head = phrase;
        while self.chunks[head].actors().is_some() && (person || many) {
            let governor = self.preposition_before(head).and_then(|preposition| self.before(preposition));
            match governor.filter(|&governor| self.chunks[governor].is_nominal()) {
                Some(governor) => head = governor,
                None => break,
            }
        }
        self.chunks[head].actors().is_none()
    }

    /// `rappelle-t-on`, `a dit A`: who tells the clause, between commas.
    fn is_incise(&self, inside: &[Chunk]) -> bool {
        let speech = |chunk: &Chunk| {
            chunk.is_finite_verb()
                && chunk.verb().and_then(|group| self.verb_of(group)).is_some_and(|verb| verb.speech)
        };
        let mut chunks = inside.iter().filter(|chunk| !chunk.is_aside());
        chunks.next().is_some_and(speech)
            && chunks.all(|chunk| {
                chunk.is_nominal() || matches!(chunk.kind, ChunkKind::Pronoun | ChunkKind::Preposition(_))
            })
    }

    /// Of whom a participle is said: `A, reçu par B`; `Reçu par B, A a …`; `A est une société basée à B`.
    fn participle_subject(&self, verb: usize, depth: usize) -> Option<Constituent<'c>> {
        let Some(before) = self.before(verb) else { return self.subject_after(verb, depth) };
        if let Some(copula) = self.copula_of(before) {
            return self.subject_within(copula, depth);
        }
        match &self.chunks[before].kind {
            ChunkKind::Actors(_) => self.place(before),
            ChunkKind::Noun(_) => self.place(self.apposed(before)?),
            ChunkKind::Comma => {
                let name = self.before(before)?;
                // `Soutenu par A, critiqué par B, C a …`: C is meant by both.
                if let Some(first) = self.participle_of_agent(name) {
                    return self.subject_within(first, depth);
                }
                // `des groupes, affiliés à B,`: nobody is named.
                let unnamed = self.chunks[name].is_nominal();
                let place = self.place(self.whose_part(name));
                place.or_else(|| if unnamed { None } else { self.subject_after(verb, depth) })
            }
            ChunkKind::And => {
                let other = self.before(before)?;
                within_reach(other + 1)
                    .rev()
                    .find(|&chunk| self.chunks[chunk].verb().is_some())
                    .and_then(|chunk| self.subject_within(chunk, depth))
            }
            _ => None,
        }
    }

    /// `Soutenu par A, …`: the participle of which a name is the agent, where it opens the sentence.
    fn participle_of_agent(&self, name: usize) -> Option<usize> {
        let by = self.preposition_before(name)?;
        let participle = by.checked_sub(1)?;
        let agent = self.frames.prepositions_with(word::AGENT).contains(&self.chunks[by].preposition()?);
        let group = self.chunks[participle].verb().filter(|_| agent)?;
        (group.form == GroupForm::PastParticiple && self.before(participle).is_none()).then_some(participle)
    }

    /// `A est une société malienne`, `A est un groupe de médias`: the copula behind which a phrase that names nobody stands.
    fn copula_of(&self, phrase: usize) -> Option<usize> {
        let unnamed = |at: usize| match &self.chunks[at].kind {
            ChunkKind::Noun(_) => true,
            ChunkKind::Actors(actors) => {
                actors.iter().all(|actor| actor.stands_for.is_some_and(StandsFor::is_people))
            }
            _ => false,
        };
        let of = self.preposition_before(phrase).and_then(|of| self.before(of));
        let head = of.filter(|&head| self.chunks[head].noun().is_some()).unwrap_or(phrase);
        let verb = self.before(head).filter(|_| unnamed(phrase) && unnamed(head))?;
        let group = self.chunks[verb].verb().filter(|group| group.form == GroupForm::Finite)?;
        (self.verb_of(group)?.copula == Some(group.voice)).then_some(verb)
    }

    /// `A de B, reçu par C`: A, where B is its country or body.
    fn whose_part(&self, name: usize) -> usize {
        let of = self
            .preposition_before(name)
            .filter(|&of| self.chunks[of].preposition() == Some(PrepositionId::OF));
        let whole = of.and_then(|of| self.before(of)).filter(|&whole| self.chunks[whole].actors().is_some());
        whole.unwrap_or(name)
    }

    /// The subject of the first finite verb after an chunk.
    pub(crate) fn subject_after(&self, at: usize, depth: usize) -> Option<Constituent<'c>> {
        self.subject_around(at, depth).filter(|place| place.chunk > at)
    }

    /// The same, also where the subject stands before the chunk, which commas enclose: `A, après avoir reçu B, a …`.
    pub(super) fn subject_around(&self, at: usize, depth: usize) -> Option<Constituent<'c>> {
        let main = |&next: &usize| self.chunks[next].is_finite_verb() && !self.is_in_relative(next);
        let next = self.following(at).find(main)?;
        self.subject_within(next, depth)
    }

    /// The direct object of a verb group: what follows it, with what may stand between.
    pub(crate) fn object(&self, verb: usize) -> Option<Constituent<'c>> {
        let mut at = verb + 1;
        let mut adjuncts = 0;
        if self.is_inverted(verb) {
            return self.relative_object(verb);
        }
        while at < self.chunks.len() {
            match &self.chunks[at].kind {
                _ if self.chunks[at].is_aside() => {}
                ChunkKind::Actors(_) => return self.place(at),
                ChunkKind::Noun(_) => match self
                    .bearer(at)
                    .or_else(|| self.named_behind(at))
                    .or_else(|| self.named_right_behind(at))
                {
                    Some(name) => return Some(name),
                    None => break,
                },
                // `des effectifs de l’armée et de la garde`
                ChunkKind::And
                    if adjuncts > 0
                        && matches!(
                            self.chunks.get(at + 1).map(|next| &next.kind),
                            Some(ChunkKind::Preposition(_))
                        ) => {}
                // `a reçu à Bamako B`
                ChunkKind::Preposition(_)
                    if adjuncts < 3 && self.chunks.get(at + 1).is_some_and(Chunk::is_nominal) =>
                {
                    (at, adjuncts) = (at + 1, adjuncts + 1);
                }
                // `a accusé, dans un communiqué lu à la radio, B`
                ChunkKind::Verb(group)
                    if adjuncts > 0
                        && group.form == GroupForm::PastParticiple
                        && self.chunks[verb + 1].is_comma() => {}
                // `a reçu, mardi à Bamako, B`
                ChunkKind::Comma if self.is_beside_adjunct(verb, at) => {}
                // `a reçu ce mardi, au palais, une délégation conduite par B`
                ChunkKind::Comma if adjuncts > 0 && self.leads_behind(at) => {}
                _ => break,
            }
            at += 1;
        }
        self.relative_object(verb)
    }

    /// `son voisin, le Mali`, `son allié le Mali`: who somebody’s neighbour or ally is.
    fn named_right_behind(&self, noun: usize) -> Option<Constituent<'c>> {
        self.chunks[noun].noun().filter(|noun| noun.possessive && noun.stands_for.is_some())?;
        let comma = self.chunks.get(noun + 1)?.is_comma();
        let name = noun + if comma { 2 } else { 1 };
        let alone = self.chunks.get(name)?.actors().is_some_and(|actors| actors.len() == 1);
        let ends = |next: &Chunk| next.is_comma() || matches!(next.kind, ChunkKind::Break);
        let apart = !comma || self.after(name).is_none_or(|next| ends(&self.chunks[next]));
        self.place(name).filter(|_| alone && apart)
    }

    /// Whether a noun stands behind a comma whose doing is told: `, une délégation conduite par B`.
    fn leads_behind(&self, comma: usize) -> bool {
        self.after(comma).is_some_and(|noun| self.leader(noun).is_some())
    }

    /// `le secrétaire de la présidence, chargé de l’avenir, M. Kim`: the name behind a role, its complements and a comma.
    fn named_behind(&self, role: usize) -> Option<Constituent<'c>> {
        self.chunks[role].noun().filter(|noun| noun.role)?;
        let (mut at, mut commas) = (role + 1, 0);
        while at < self.chunks.len().min(role + FARTHEST) {
            let chunk = &self.chunks[at];
            let next = self.chunks.get(at + 1);
            match &chunk.kind {
                ChunkKind::Preposition(_) if next.is_some_and(Chunk::is_nominal) => at += 1,
                ChunkKind::And if next.is_some_and(|next| matches!(next.kind, ChunkKind::Preposition(_))) => {
                }
                ChunkKind::Verb(group) if group.form == GroupForm::PastParticiple => {}
                ChunkKind::Comma | ChunkKind::Close if commas < 2 => commas += 1,
                ChunkKind::Actors(actors) if commas > 0 && self.chunks[at - 1].is_comma() => {
                    let alone = actors.len() == 1 && actors[0].bare_name;
                    let verb = self.after(at).is_some_and(|after| self.chunks[after].is_finite_verb());
                    return self.place(at).filter(|_| alone && !verb);
                }
                _ if chunk.is_aside() => {}
                _ => return None,
            }
            at += 1;
        }
        None
    }

    /// Whether a comma opens or closes an adjunct: no clause of its own follows.
    fn is_beside_adjunct(&self, verb: usize, comma: usize) -> bool {
        let Some(next) = self.chunks.get(comma + 1) else { return false };
        let opens = next.is_aside() || matches!(next.kind, ChunkKind::Preposition(_));
        let closes = comma > verb + 1 && next.actors().is_some();
        opens || (closes && self.after(comma + 1).is_none_or(|after| !self.chunks[after].is_finite_verb()))
    }

    /// Who does what the verb says in the passive: `par A`.
    pub(crate) fn agent(&self, verb: usize) -> Option<Constituent<'c>> {
        self.complement(verb + 1, &self.frames.prepositions_with(word::AGENT))
    }

    /// The complement with one of some prepositions, from an chunk on.
    pub(crate) fn complement(&self, from: usize, prepositions: &[PrepositionId]) -> Option<Constituent<'c>> {
        let mut at = from;
        // `en présence du chef du protocole et de A`
        let mut first: Option<PrepositionId> = None;
        while at < self.chunks.len().min(from + FARTHEST) {
            let joined = at > from && (self.chunks[at - 1].is_and() || self.chunks[at - 1].is_comma());
            let again = |id| joined && first.is_some_and(|first| self.frames.takes_up(id, first));
            match &self.chunks[at].kind {
                ChunkKind::Preposition(preposition)
                    if prepositions.contains(preposition) || again(*preposition) =>
                {
                    first = first.or(Some(*preposition));
                    let next = self.chunks.get(at + 1);
                    if let Some(place) =
                        next.and_then(|_| self.bearer(at + 1).or_else(|| self.named_behind(at + 1)))
                    {
                        return Some(place);
                    }
                    // `s’est éloigné des pays voisins après la chute de B`: B belongs to what stands between.
                    let of = |at: usize| {
                        self.chunks.get(at).and_then(Chunk::preposition) == Some(PrepositionId::OF)
                    };
                    let goes_on =
                        of(at + 2) || self.chunks.get(at + 2).is_some_and(Chunk::is_and) && of(at + 3);
                    if of(at) && next.is_some_and(|next| next.noun().is_some()) && !goes_on {
                        return None;
                    }
                }
                ChunkKind::Preposition(_) | ChunkKind::Actors(_) | ChunkKind::Noun(_) => {}
                _ if self.chunks[at].is_aside() => {}
                ChunkKind::Comma | ChunkKind::And => {
                    let next = self.after(at)?;
                    // `a été reçu, mardi, par A`
                    if self.chunks[at].is_comma() && self.chunks[next].is_comma() {
                        at = next + 1;
                        continue;
                    }
                    if !matches!(self.chunks[next].kind, ChunkKind::Preposition(_)) {
                        at = self.behind_insertion(at)?;
                        continue;
                    }
                }
                _ => return None,
            }
            at += 1;
        }
        None
    }

    /// The complement of a noun: as [`Self::complement`], over other complements only, and none of those in use.
    pub(crate) fn noun_complement(
        &self,
        noun: usize,
        prepositions: &[PrepositionId],
        used: &[usize],
    ) -> Option<Constituent<'c>> {
        let mut at = noun + 1;
        while at < self.chunks.len().min(noun + FARTHEST) {
            match &self.chunks[at].kind {
                ChunkKind::Preposition(preposition) => {
                    let next = self.chunks.get(at + 1);
                    // `la province de A, près de la ville de B`: which lies in which, nobody says.
                    let between = next.is_some_and(|next| {
                        self.is_of_place_noun(next) && self.is_of_place_noun(&self.chunks[noun])
                    });
                    let wanted = *preposition != PrepositionId::OF && prepositions.contains(preposition);
                    let end = if wanted { Self::bearer } else { Self::place };
                    let place = next.filter(|_| !between).and_then(|_| end(self, at + 1));
                    match place {
                        Some(place)
                            if prepositions.contains(preposition)
                                && !used.contains(&place.chunk)
                                && !self.is_of_other_actor(at, used) =>
                        {
                            return Some(place);
                        }
                        Some(_) => at += 1,
                        // `contre B pour l’invasion de C`: what follows belongs to the noun before it.
                        None if *preposition != PrepositionId::OF
                            && (prepositions.contains(&PrepositionId::OF)
                                || !self.is_of_place(*preposition)) =>
                        {
                            return None;
                        }
                        None if self.chunks.get(at + 1).is_some_and(Chunk::is_nominal) => at += 1,
                        None => {}
                    }
                }
                _ if self.chunks[at].is_aside() => {}
                // `la rencontre, mardi à Zinder, entre A et B`
                ChunkKind::Comma if self.is_beside_adjunct(noun, at) => {}
                // `son soutien et sa solidarité à B`, but not `ainsi que`
                ChunkKind::And
                    if self.chunks[at].end < self.chunks[at].first + 2
                        && self.chunks.get(at + 1).is_some_and(|next| next.noun().is_some()) =>
                {
                    at += 1;
                }
                // `les sanctions prises contre B`, `les sanctions contre B décidées par A`
                ChunkKind::Verb(group)
                    if group.form == GroupForm::PastParticiple
                        && (at < noun + 3
                            || self.is_agent(prepositions)
                            || (at == noun + 3 && self.is_with_matter(noun, prepositions))) => {}
                ChunkKind::Comma => {
                    at = self.behind_insertion(at)?;
                    continue;
                }
                _ => return None,
            }
            at += 1;
        }
        None
    }

    /// `un mandat d’arrêt émis contre B`, but not `le départ des soldats basés en B`: whether a noun has its matter right behind it,
    /// and other prepositions than `de` lead to a complement.
    fn is_with_matter(&self, noun: usize, prepositions: &[PrepositionId]) -> bool {
        let of = self.chunks.get(noun + 1).and_then(Chunk::preposition) == Some(PrepositionId::OF);
        let matter = self.chunks.get(noun + 2).is_some_and(|matter| match &matter.kind {
            ChunkKind::Actors(actors) => actors.iter().all(|actor| actor.stands_for.is_none()),
            _ => matter.is_nominal(),
        });
        of && matter && !prepositions.contains(&PrepositionId::OF)
    }

    /// `une rencontre s’est tenue à Moscou entre A et B`, `des sanctions ont été prises contre B`: a complement of a noun
    /// behind the verb of which it is the subject.
    pub(crate) fn complement_behind_verb(
        &self,
        noun: usize,
        prepositions: &[PrepositionId],
        used: &[usize],
    ) -> Option<Constituent<'c>> {
        let own = |id: &PrepositionId| self.frames.preposition_has(*id, word::OVER_VERB);
        let prepositions: SmallVec<[PrepositionId; 2]> = prepositions.iter().copied().filter(own).collect();
        let (verb, group) = self.predicate(noun).filter(|_| !prepositions.is_empty())?;
        let occurs = self.verb_of(group).is_some_and(|verb| verb.occurs);
        let whose = self.subject_chunk(verb, DEEPEST) == Some(noun);
        (whose && (occurs || group.voice == Voice::Passive))
            .then(|| self.noun_complement(verb, &prepositions, used))?
    }

    /// `avec A, ministre de X ; avec B ; puis, le soir, avec C`: those behind the first, each with the same preposition.
    pub(crate) fn enumerated(&self, first: usize) -> SmallVec<[Actor; 4]> {
        let mut found = SmallVec::new();
        // Behind a role, the preposition stands before that.
        let role = within_reach(first).rev().take(FARTHEST).find(|&at| {
            self.chunks[at].verb().is_some_and(|group| group.form == GroupForm::Finite)
                || self.chunks[at].noun().is_some_and(|noun| noun.role)
        });
        let role = role.filter(|&role| self.named_behind(role).is_some_and(|place| place.chunk == first));
        let Some(before) = self.preposition_before(role.unwrap_or(first)) else { return found };
        let ChunkKind::Preposition(preposition) = self.chunks[before].kind else { return found };
        if !self.frames.preposition_has(preposition, word::DISTRIBUTIVE) {
            return found;
        }
        let mut from = first + 1;
        while let Some(next) = self.next_in_row(from, preposition) {
            found.extend(self.chunks[next].actors().unwrap_or_default().iter().copied());
            from = next + 1;
        }
        found
    }

    /// The actors behind a comma or the like and the same preposition, over complements and adjuncts.
    fn next_in_row(&self, from: usize, preposition: PrepositionId) -> Option<usize> {
        let mut separated = false;
        let mut at = from;
        while at < self.chunks.len().min(from + FARTHEST) {
            let chunk = &self.chunks[at];
            match &chunk.kind {
                ChunkKind::Preposition(again) if self.frames.takes_up(*again, preposition) => {
                    let actors = self.chunks.get(at + 1).filter(|_| separated).and_then(Chunk::actors);
                    return actors.map(|_| at + 1);
                }
                ChunkKind::Comma | ChunkKind::Close | ChunkKind::And => separated = true,
                // A semicolon.
                ChunkKind::Break if chunk.first == chunk.end => separated = true,
                ChunkKind::Preposition(_) if self.chunks.get(at + 1).is_some_and(Chunk::is_nominal) => {
                    at += 1
                }
                ChunkKind::Preposition(_) => {}
                _ if chunk.is_aside() || chunk.noun().is_some() => {}
                _ => return None,
            }
            at += 1;
        }
        None
    }

    /// `Au Mali, A a déployé des soldats`, `Mali : A retire ses soldats`: the place that opens the sentence, before the clause of
    /// a trigger, where prepositions say where something happens.
    pub(crate) fn fronted(&self, trigger: usize, prepositions: &[PrepositionId]) -> Option<Constituent<'c>> {
        let inside = |id: &PrepositionId| self.frames.preposition_has(*id, word::PLAINLY_WHERE);
        let start = self.chunks.iter().position(|chunk| !chunk.is_aside())?;
        let (place, behind) = match &self.chunks[start..] {
            [at, _, comma, ..] if comma.is_comma() => {
                at.preposition().filter(|at| self.frames.preposition_has(*at, word::LOCATIVE))?;
                (start + 1, start + 3)
            }
            [_, colon, ..] if matches!(colon.kind, ChunkKind::Break) => (start, start + 2),
            _ => return None,
        };
        let parts = |chunk: &Chunk| {
            chunk.is_comma()
                || matches!(
                    chunk.kind,
                    ChunkKind::Who
                        | ChunkKind::Whose(_)
                        | ChunkKind::Relative
                        | ChunkKind::That
                        | ChunkKind::Subordinator
                        | ChunkKind::If
                        | ChunkKind::Break
                )
        };
        let fits = prepositions.iter().any(inside)
            && behind < trigger
            && !self.chunks[behind..trigger].iter().any(parts);
        self.place(place).filter(|place| fits && place.actors.len() == 1)
    }

    /// Whether prepositions say who does what a participle says: `par`.
    fn is_agent(&self, prepositions: &[PrepositionId]) -> bool {
        prepositions.iter().all(|&id| self.frames.preposition_has(id, word::AGENT))
    }

    /// Whether a preposition may say where: `au palais`.
    pub(crate) fn is_of_place(&self, preposition: PrepositionId) -> bool {
        self.frames.preposition_has(preposition, word::LOCATIVE | word::DIRECTIONAL)
    }

    /// Whether a `de` stands right behind an actor whose it is: `la Russie de Poutine`.
    fn is_of_other_actor(&self, preposition: usize, used: &[usize]) -> bool {
        let before = preposition - 1;
        matches!(self.chunks[preposition].kind, ChunkKind::Preposition(PrepositionId::OF))
            && self.chunks[before].actors().is_some()
            && !used.contains(&before)
    }

    /// The verb of which a noun phrase is the object: what stands right before it, or before what commas enclose.
    pub(crate) fn governor(&self, noun: usize) -> Option<(usize, &'c VerbGroup)> {
        let mut before = self.before(noun)?;
        if self.chunks[before].is_comma() {
            let inside = within_reach(before).rev().take_while(|&at| {
                let chunk = &self.chunks[at];
                chunk.is_aside() || chunk.is_nominal() || matches!(chunk.kind, ChunkKind::Preposition(_))
            });
            let open = inside.last()?.checked_sub(1).filter(|&open| self.chunks[open].is_comma())?;
            before = self.before(open)?;
        }
        Some((before, self.chunks[before].verb()?))
    }

    /// The verb of which a noun phrase is the subject: the first after it and its complements.
    pub(crate) fn predicate(&self, noun: usize) -> Option<(usize, &'c VerbGroup)> {
        let mut at = noun + 1;
        while at < self.chunks.len().min(noun + REACH) {
            match &self.chunks[at].kind {
                ChunkKind::Verb(group) if group.form == GroupForm::Finite => return Some((at, group)),
                ChunkKind::Preposition(_) | ChunkKind::Actors(_) | ChunkKind::Noun(_) => at += 1,
                // `la rencontre prévue entre A et B`
                ChunkKind::Verb(group) if group.form == GroupForm::PastParticiple => at += 1,
                _ if self.chunks[at].is_aside() => at += 1,
                _ => return None,
            }
        }
        None
    }
}

/// What stands between two commas before a verb.
enum Insertion {
    /// A name alone: the subject.
    Apposition(usize),
    /// Something that the subject stands before: go on at the first comma.
    After(usize),
}

/// The place of the only chunk that is not an aside, where that is actors.
fn only_actors(chunks: &[Chunk]) -> Option<usize> {
    let mut others = chunks.iter().enumerate().filter(|(_, chunk)| !chunk.is_aside());
    let (at, chunk) = others.next()?;
    (chunk.actors().is_some() && others.next().is_none()).then_some(at)
}

/// Whether a finite verb stands in some chunks other than behind `qui`.
fn starts_clause(chunks: &[Chunk]) -> bool {
    let opens =
        |chunk: &Chunk| matches!(chunk.kind, ChunkKind::Who | ChunkKind::Relative | ChunkKind::Whose(_));
    // `A, le pays qui préside B, …`
    let relative = match chunks {
        [first, ..] if opens(first) => true,
        [noun, next, ..] => noun.noun().is_some() && opens(next),
        _ => false,
    };
    !relative && chunks.iter().any(Chunk::is_finite_verb)
}
