//! Verb groups: auxiliaries, negation, voice, modals and mood around a verb are one chunk.

use super::{
    chunk::{ChunkKind, Dates, GroupForm, VerbGroup},
    tagged::{TaggedSentence, ends_with},
};
use crate::{
    matcher::Gap,
    model::{Class, Control, Modality, PrepositionId, Tense, VerbForm, VerbId, Voice, word},
    relation::time::DateReader,
};
use smallvec::SmallVec;

/// What stands before a word, for telling a verb from a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Preceding {
    /// Nothing: the start of a sentence or of a clause.
    Start,
    /// An article without its noun.
    Determined,
    /// A noun or a name.
    Nominal,
    /// A preposition.
    Preposition,
    /// A pronoun, or `que`.
    Pronoun,
    /// Anything else.
    Other,
}

/// So many adverbs and negations may stand inside a group.
const LONGEST_INSERTION: usize = 4;
/// So many tokens may stand between commas inside a group.
const LONGEST_ENCLOSED: usize = 12;
/// So many verbs may depend on each other.
const LONGEST_CHAIN: usize = 4;

/// A verb group in its sentence.
pub(crate) struct Reading {
    pub(crate) group: VerbGroup,
    /// The word after it.
    pub(crate) end: usize,
    /// When it happens, where that stands inside the group: `a lundi reçu`.
    pub(crate) date: Option<Dates>,
}

/// Reads the group that starts at a word.
pub(crate) fn read(
    words: &TaggedSentence,
    dates: &DateReader,
    at: usize,
    context: Preceding,
) -> Option<Reading> {
    let before = Preverbal::read(words, at, context);
    let start = before.end;
    if start >= words.len() || (start > at && !words.joined(start)) {
        return None;
    }
    let form = choose(words, start, &before, context)?;
    let group = first_group(words, start, form, &before);
    let mut reader = Reader { words, dates, end: start + 1, group, date: None };
    if form.tense.is_finite() || matches!(form.tense, Tense::Infinitive | Tense::PresentParticiple) {
        reader.compound(form, before.reflexive);
    } else if reader.verb(form.verb).with_etre {
        reader.group.voice = Voice::Active;
    }
    reader.skip_negation(start, before.ne);
    reader.chain();
    reader.passive_of_reflexive();
    let Reader { group, end, date, .. } = reader;
    Some(Reading { group, end, date })
}

/// What stands before the verb itself: `ne`, `se`, `l’`, `en`.
struct Preverbal {
    end: usize,
    ne: bool,
    reflexive: bool,
    clitic: bool,
    gerund: bool,
}

impl Preverbal {
    fn read(words: &TaggedSentence, at: usize, context: Preceding) -> Preverbal {
        let mut before = Preverbal { end: at, ne: false, reflexive: false, clitic: false, gerund: false };
        if words.is_preposition(at, word::GERUND) && is_tense(words, at + 1, Tense::PresentParticiple) {
            return Preverbal { end: at + 1, gerund: true, ..before };
        }
        while before.end < words.len() && (before.end == at || words.joined(before.end)) {
            let entry = words.entry(before.end);
            match words.class(before.end) {
                Some(Class::Ne) => before.ne = true,
                Some(Class::Reflexive) => before.reflexive = true,
                _ if entry.is_some_and(|entry| entry.clitic) && before.takes_clitic(words, at, context) => {
                    before.clitic |= words.has(before.end, word::OBJECT_CLITIC);
                }
                // `ne pas rencontrer`
                Some(Class::Negation) if before.ne => {}
                _ => break,
            }
            before.end += 1;
        }
        before
    }

    /// Whether a word that may be an article or a preposition is a pronoun of the verb after it.
    fn takes_clitic(&self, words: &TaggedSentence, at: usize, context: Preceding) -> bool {
        let next = words.entry(self.end + 1);
        let finite = next
            .is_some_and(|word| word.verbs.iter().any(|form| form.tense.is_finite() && form.third_person));
        let auxiliary =
            finite && next.is_some_and(|word| word.verbs.iter().any(|form| is_auxiliary(words, form.verb)));
        // `pour les soutenir`
        let infinitive = is_tense(words, self.end + 1, Tense::Infinitive);
        match (self.ne || self.reflexive, context) {
            (true, _) => true,
            _ if infinitive && words.has(self.end, word::PLURAL_ARTICLE) => true,
            (_, Preceding::Pronoun) => finite,
            // `la France l’a`, but not `à la a`.
            (_, Preceding::Nominal) => auxiliary && !words.has(self.end, word::FEMININE_ARTICLE),
            // `dans l’est du pays`
            (_, Preceding::Preposition) => false,
            _ => {
                let name = words.tokens.get(self.end + 1).is_some_and(|next| next.shape.is_capitalised());
                self.end == at && auxiliary && !name && words.has(self.end, word::ELIDED)
            }
        }
    }
}

/// The form that a word is read as; none where it is no verb here.
fn choose(words: &TaggedSentence, at: usize, before: &Preverbal, context: Preceding) -> Option<VerbForm> {
    let word = words.entry(at)?;
    let hyphen_after = words.tokens.get(at + 1).is_some_and(|token| token.gap == Gap::Hyphen)
        && !words.has(at + 1, word::INVERTED_SUBJECT);
    if word.verbs.is_empty() || hyphen_after || words.tokens[at].gap == Gap::Hyphen && at > 0 {
        return None;
    }
    let sure =
        before.ne || before.reflexive || before.clitic || before.gerund || context == Preceding::Pronoun;
    // `entre`, `contre` are prepositions unless a pronoun says otherwise, or another preposition follows a name: `A entre en guerre`.
    let leads = |at: usize| match words.class(at) {
        Some(Class::Preposition(id) | Class::Contracted(id)) => {
            id != PrepositionId::OF && words.joined(at) && words.frames.preposition_has(id, word::LOCATIVE)
        }
        _ => false,
    };
    let enters = context == Preceding::Nominal && at + 1 < words.len() && leads(at + 1);
    let plain = matches!(word.class, Some(Class::Preposition(_))) && enters;
    if word.class.is_some() && !sure && !plain {
        return None;
    }
    // `en tournée`
    let inside = at.checked_sub(1).is_some_and(|before| words.is_preposition(before, word::PLAINLY_WHERE));
    let admits = |form: &&VerbForm| match form.tense {
        Tense::Infinitive => sure || context != Preceding::Determined,
        Tense::PastParticiple => {
            !before.ne && !before.reflexive && !inside && context != Preceding::Determined
        }
        Tense::PresentParticiple => context != Preceding::Determined,
        // `la visite`, `de visite`, a headline `Visite de …`; a verb of the first person has a pronoun.
        _ => {
            let noun = word.noun.is_some() || word.stands_for.is_some();
            let placed = match context {
                Preceding::Determined | Preceding::Preposition => false,
                Preceding::Start => !noun,
                _ => true,
            };
            (sure || placed) && (form.third_person || context == Preceding::Pronoun)
        }
    };
    let mut forms: SmallVec<[&VerbForm; 4]> = word.verbs.iter().filter(admits).collect();
    let next = (at + 1..words.len()).find(|&next| !words.is_adverb(next));
    if !sure
        && next.is_some_and(|next| words.is_preposition(next, word::AGENT))
        && forms.iter().any(|form| is_participle(form))
    {
        // `conduit par`
        forms.retain(|form| is_participle(form));
    }
    if word.noun.is_some() && next.and_then(|next| words.class(next)).is_some_and(is_of) {
        // `opposant de`
        forms.retain(|form| form.tense != Tense::PresentParticiple);
    }
    forms.sort_by_key(|form| {
        (!form.tense.is_finite(), words.frames.verbs[form.verb.0 as usize].templates.is_empty())
    });
    forms.first().map(|&&form| form)
}

fn is_participle(form: &VerbForm) -> bool {
    form.tense == Tense::PastParticiple
}

fn is_of(class: Class) -> bool {
    matches!(class, Class::Preposition(PrepositionId::OF) | Class::Contracted(PrepositionId::OF))
}

fn first_group(words: &TaggedSentence, at: usize, form: VerbForm, before: &Preverbal) -> VerbGroup {
    let tenses = words.frames.tenses;
    let (group_form, modality) = match form.tense {
        Tense::Infinitive => (GroupForm::Infinitive, Modality::Asserted),
        Tense::PresentParticiple if before.gerund => (GroupForm::Gerund, Modality::Asserted),
        Tense::PresentParticiple => (GroupForm::PresentParticiple, Modality::Asserted),
        Tense::PastParticiple => (GroupForm::PastParticiple, Modality::Asserted),
        Tense::Future => (GroupForm::Finite, tenses.future),
        Tense::Conditional => (GroupForm::Finite, tenses.conditional),
        _ => (GroupForm::Finite, Modality::Asserted),
    };
    VerbGroup {
        verb: Some(form.verb),
        main: at,
        controllers: SmallVec::new(),
        form: group_form,
        voice: match form.tense {
            Tense::PastParticiple => Voice::Passive,
            _ if before.reflexive => Voice::Reflexive,
            _ => Voice::Active,
        },
        negated: false,
        modality,
        has_clitic: before.clitic,
        plural: form.plural,
        perfect: false,
    }
}

struct Reader<'r> {
    words: &'r TaggedSentence<'r>,
    dates: &'r DateReader<'r>,
    end: usize,
    group: VerbGroup,
    /// What the last date inside the group means.
    date: Option<Dates>,
}

impl Reader<'_> {
    /// `a … rencontré`, `est … arrivé`, `a été … reçu`.
    fn compound(&mut self, form: VerbForm, reflexive: bool) {
        let frames = self.words.frames;
        let with_etre = Some(form.verb) == frames.be;
        if !with_etre && Some(form.verb) != frames.have {
            return;
        }
        let from = self.skip_adjuncts(self.end);
        let (mut at, mut passive) = (self.skip_insertion(from), false);
        if !with_etre && is_participle_of_be(self.words, at) {
            let from = self.skip_adjuncts(at + 1);
            (at, passive) = (self.skip_insertion(from), true);
        }
        let Some(participle) = participle(self.words, at) else {
            if passive {
                // `a été président`: the perfect of `être`.
                self.end = at;
                self.group.verb = frames.be;
            }
            return;
        };
        let active_etre = participle.is_some_and(|verb| self.verb(verb).with_etre);
        self.group.voice = match (with_etre, passive) {
            (true, _) if reflexive => Voice::Reflexive,
            (true, _) if active_etre => Voice::Active,
            (true, _) | (_, true) => Voice::Passive,
            _ => Voice::Active,
        };
        if form.tense == Tense::Conditional {
            self.group.modality = self.words.frames.tenses.past_conditional;
        }
        self.group.perfect = !with_etre || active_etre || reflexive;
        (self.group.verb, self.group.main, self.end) = (participle, at, at + 1);
    }

    /// What the verb says of infinitives after it.
    fn chain(&mut self) {
        for _ in 0..LONGEST_CHAIN {
            let Some(verb) = self.group.verb else { return };
            let controls: SmallVec<[Control; 2]> = self.verb(verb).control.iter().copied().collect();
            let Some((control, infinitive, next)) =
                controls.into_iter().find_map(|control| self.controlled(control))
            else {
                return;
            };
            self.group.controllers.push(verb);
            self.apply(control, next.negated);
            self.group.voice = if next.reflexive { Voice::Reflexive } else { Voice::Active };
            self.group.has_clitic = next.clitic;
            (self.group.verb, self.group.main, self.end) = (Some(infinitive.verb), next.at, next.at + 1);
            self.compound(infinitive, next.reflexive);
        }
    }

    fn apply(&mut self, control: Control, negated: bool) {
        let done = control.done_in_past && self.group.perfect && self.group.modality == Modality::Asserted;
        self.group.perfect = false;
        if control.effect.negates != negated {
            self.group.negated = !self.group.negated;
        }
        match (control.effect.modality, self.group.modality) {
            (None, _) | (_, Modality::Denied) => {}
            _ if done => {}
            (Some(modality), _) => self.group.modality = modality,
        }
    }

    /// The infinitive that a control verb's link leads to.
    fn controlled(&self, control: Control) -> Option<(Control, VerbForm, Next)> {
        let words = self.words;
        let mut at = self.skip_adverbs(self.end);
        if let Some(link) = control.link {
            at = self.behind_link(at, link)?;
        }
        let mut next = Next { at, negated: false, reflexive: false, clitic: false };
        while next.at < words.len() && words.joined(next.at) {
            match words.class(next.at) {
                Some(Class::Ne) => {}
                Some(Class::Negation) => next.negated = true,
                Some(Class::Reflexive) => next.reflexive = true,
                _ if is_tense(words, next.at, Tense::Infinitive) => break,
                _ if words.entry(next.at).is_some_and(|entry| entry.clitic) => {
                    next.clitic |= words.has(next.at, word::OBJECT_CLITIC);
                }
                _ => return None,
            }
            next.at += 1;
        }
        let word = words.entry(next.at)?;
        let infinitive = word.verbs.iter().find(|form| form.tense == Tense::Infinitive)?;
        Some((control, *infinitive, next))
    }

    /// The word after a preposition of one word or several: `de`, `en train de`.
    fn behind_link(&self, at: usize, link: PrepositionId) -> Option<usize> {
        if self.words.class(at) == Some(Class::Preposition(link)) {
            return Some(at + 1);
        }
        let (kind, end) = self.words.expression(at).filter(|_| self.words.joined(at))?;
        matches!(kind, ChunkKind::Preposition(id) if id == link).then_some(end)
    }

    /// Adverbs, and a date before a participle: `a ce lundi 3 mai reçu`.
    fn skip_adjuncts(&mut self, from: usize) -> usize {
        let words = self.words;
        let start = self.skip_adverbs(from);
        let date = if start < words.len() && words.joined(start) {
            self.dates.read(words.tokens, words.text, start)
        } else {
            None
        };
        let Some((end, when)) = date else { return start };
        let end = self.skip_adverbs(end);
        let participle =
            end < words.len() && words.joined(end) && is_tense(words, end, Tense::PastParticiple);
        if participle {
            self.date = when.dates.map(|told| Dates { told, ahead: when.ahead });
        }
        if participle { end } else { start }
    }

    fn skip_adverbs(&self, from: usize) -> usize {
        let mut at = from;
        for _ in 0..LONGEST_INSERTION {
            // `publiquement et fermement`
            let and = at > from && self.words.class(at) == Some(Class::And);
            match self.words.adverb(at + usize::from(and)) {
                Some(end) => at = end,
                None => break,
            }
        }
        at
    }

    /// What commas enclose before a participle: `a, dans un communiqué, accusé`; `est, selon l’AFP, arrivé` is reported.
    fn skip_insertion(&mut self, from: usize) -> usize {
        let words = self.words;
        let comma = |at: usize| at < words.len() && words.tokens[at].gap == Gap::Comma;
        let end = (from + 1..from + LONGEST_ENCLOSED).find(|&at| comma(at)).filter(|_| comma(from));
        let fits = |end: &usize| {
            let joined =
                |at: usize| matches!(words.tokens[at].gap, Gap::Space | Gap::Apostrophe | Gap::Hyphen);
            is_tense(words, *end, Tense::PastParticiple)
                && !words.tokens[from].shape.is_capitalised()
                && (from + 1..*end).all(joined)
        };
        let Some(end) = end.filter(fits) else { return from };
        if words.has(from, word::ACCORDING) && self.group.modality == Modality::Asserted {
            self.group.modality = Modality::Reported;
        }
        end
    }

    /// `se fait arrêter`, `se voit accusé`: the passive of what follows.
    fn passive_of_reflexive(&mut self) {
        let verb = self.group.verb.map(|id| self.verb(id));
        let Some(tense) = verb.and_then(|verb| verb.reflexive_passive) else { return };
        let at = self.skip_adverbs(self.end);
        if self.group.voice != Voice::Reflexive || at >= self.words.len() || !self.words.joined(at) {
            return;
        }
        let mut forms = self.words.entry(at).into_iter().flat_map(|entry| &entry.verbs);
        if let Some(form) = forms.find(|form| form.tense == tense) {
            (self.group.verb, self.group.main, self.end) = (Some(form.verb), at, at + 1);
            self.group.voice = Voice::Passive;
        }
    }

    /// `pas` after the verb of a `ne`, given the first token of the verb.
    fn skip_negation(&mut self, start: usize, ne: bool) {
        if ne {
            // `n’accuse que la France` says that it does, `n’a pas dit que` denies it.
            let only = self.skip_adverbs(self.end);
            let denied = (start..self.end).any(|at| self.words.class(at) == Some(Class::Negation));
            self.group.negated = denied || self.words.class(only) != Some(Class::That);
            if !self.group.negated {
                self.end = only + 1;
            }
            while self.end < self.words.len() && self.words.class(self.end) == Some(Class::Negation) {
                self.end += 1;
            }
            // `n’est pas le seul à`, `n’a pas seulement accusé` say that it is so.
            let first =
                self.end + usize::from(self.words.has(self.end, word::ARTICLE | word::PLURAL_ARTICLE));
            let alone = |at| self.words.has(at, word::NOT_ALONE);
            self.group.negated &= !alone(first) && !(start..self.end).any(alone);
        }
    }

    fn verb(&self, id: VerbId) -> &crate::model::Verb {
        &self.words.frames.verbs[id.0 as usize]
    }
}

/// An infinitive after a control verb.
struct Next {
    at: usize,
    negated: bool,
    reflexive: bool,
    clitic: bool,
}

fn is_tense(words: &TaggedSentence, at: usize, tense: Tense) -> bool {
    words.entry(at).is_some_and(|entry| entry.verbs.iter().any(|form| form.tense == tense))
}

/// `été`, the participle of `être`.
fn is_participle_of_be(words: &TaggedSentence, at: usize) -> bool {
    let of_be = |form: &VerbForm| Some(form.verb) == words.frames.be && is_participle(form);
    words.entry(at).is_some_and(|entry| entry.verbs.iter().any(of_be))
}

/// `a`, but not `à`: whether a word is a form of an auxiliary and nothing else.
pub(super) fn is_auxiliary_form(words: &TaggedSentence, at: usize) -> bool {
    let of_auxiliary = |form: &VerbForm| form.tense.is_finite() && is_auxiliary(words, form.verb);
    words.entry(at).is_some_and(|entry| entry.class.is_none() && entry.verbs.iter().any(of_auxiliary))
}

fn is_auxiliary(words: &TaggedSentence, verb: VerbId) -> bool {
    [words.frames.be, words.frames.have].contains(&Some(verb))
}

/// The verb of a participle after an auxiliary: `Some(None)` for a participle that the list has not.
fn participle(words: &TaggedSentence, at: usize) -> Option<Option<VerbId>> {
    let token = words.tokens.get(at)?;
    if let Some(known) = words.entry(at) {
        let forms = known.verbs.iter().filter(|form| form.tense == Tense::PastParticiple);
        let best = forms.min_by_key(|form| words.frames.verbs[form.verb.0 as usize].templates.is_empty());
        if let Some(form) = best {
            return Some(Some(form.verb));
        }
        if known.class.is_some() {
            return None;
        }
    }
    let small = !token.shape.is_capitalised();
    (small && ends_with(words.written(at), &words.frames.endings.participle, 4)).then_some(None)
}
