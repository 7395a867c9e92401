//! What a sentence is parsed to before frames are looked for.

use crate::model::{EntityIndex, Modality, NounId, PartialDate, PrepositionId, StandsFor, VerbId, Voice};
use smallvec::SmallVec;
use std::ops::Range;

/// A piece of a parsed sentence.
#[derive(Debug, Clone)]
pub(crate) struct Chunk {
    /// What it is.
    pub(crate) kind: ChunkKind,
    /// Its first token.
    pub(crate) first: usize,
    /// After its last token.
    pub(crate) end: usize,
    /// Whether it stands in a quotation.
    pub(crate) quoted: bool,
}

/// What a piece of a sentence is.
#[derive(Debug, Clone)]
pub(crate) enum ChunkKind {
    /// One or several actors in coordination.
    Actors(SmallVec<[Actor; 2]>),
    /// A phrase around a noun that is no actor.
    Noun(NounPhrase),
    /// A verb with its auxiliaries, negation and modals.
    Verb(VerbGroup),
    /// `de`, `avec`, `auprès de`.
    Preposition(PrepositionId),
    /// `et`, `ou`.
    And,
    /// A comma or a dash.
    Comma,
    /// The comma after a name with an apposition of its own: `A, ministre de X,`.
    Close,
    /// `qui`.
    Who,
    /// `que` after a name.
    Relative,
    /// `dont`, `où`, `lequel`, with the preposition that lies in it.
    Whose(Option<PrepositionId>),
    /// `que` after a verb.
    That,
    /// `lorsque`, `parce`.
    Subordinator,
    /// `si`
    If,
    /// `il`, `on`.
    Pronoun,
    /// `mais`, a semicolon, a colon: what follows starts anew.
    Break,
    /// What a relation may step over: adverbs.
    Aside,
    /// Names in brackets, which the phrase before them may mean; stepped over as well.
    Bracketed(SmallVec<[Actor; 2]>),
    /// When something happens, where that is known; stepped over as well.
    Date(Option<Dates>),
}

/// The days that a date means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dates {
    /// Seen from the document's date.
    pub(crate) told: PartialDate,
    /// Of what has yet to come: the next Friday for `vendredi`.
    pub(crate) ahead: Option<PartialDate>,
}

/// An actor in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Actor {
    /// Index of the mention.
    pub(crate) mention: usize,
    /// Who or what it is of.
    pub(crate) entity: EntityIndex,
    /// Where it is a noun with a country: for what that stands.
    pub(crate) stands_for: Option<StandsFor>,
    /// Whether a pronoun stands for it.
    pub(crate) pronoun: bool,
    /// Whether it is the name of a person without a role before it: `M. Diop`.
    pub(crate) bare_name: bool,
    /// How it is known that a phrase for several means it.
    pub(crate) resolved_by: Option<ResolvedBy>,
}

impl Actor {
    /// A mention of an entity, taken literally.
    pub(crate) fn new(mention: usize, entity: EntityIndex) -> Actor {
        Actor { mention, entity, stands_for: None, pronoun: false, bare_name: false, resolved_by: None }
    }
}

/// How the referents of an anaphoric phrase are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ResolvedBy {
    /// `les deux pays`: those that the sentence has named.
    Sentence,
    /// Those that the sentences before name.
    Before,
    /// `les deux pays`: those of the people that the sentences before name.
    People,
    /// `les deux pays`, `le pays`: those of which the document speaks; `le gouvernement`: that of the same.
    Document,
    /// `les présidents français et algérien`: who holds the offices.
    Holders,
    /// `son pays`: the subject's.
    Own,
    /// `les pays membres de l’AES : A, B et C`: those in the list behind it.
    List,
    /// `il`, `elle`.
    Pronoun,
    /// `ce dernier`, `celle-ci`.
    Latter,
    /// `je` in a quotation: who speaks.
    Speaker,
    /// `Sa visite à B …`: that of whom the text is about.
    Possessive,
    /// `le pays`, `l’organisation`, `l’artiste`.
    Definite,
    /// `la junte`: that of the only country whose government the document names.
    Government,
}

impl ResolvedBy {
    /// The id of the rule.
    pub(crate) fn rule(self) -> &'static str {
        match self {
            ResolvedBy::Sentence => "fr.several.sentence",
            ResolvedBy::Before => "fr.several.before",
            ResolvedBy::People => "fr.several.countries-of-people",
            ResolvedBy::Document => "fr.several.document",
            ResolvedBy::Holders => "fr.group.holders",
            ResolvedBy::Own => "fr.several.own-country",
            ResolvedBy::List => "fr.several.list",
            ResolvedBy::Pronoun => "fr.reference.pronoun",
            ResolvedBy::Latter => "fr.reference.latter",
            ResolvedBy::Speaker => "fr.reference.speaker",
            ResolvedBy::Possessive => "fr.reference.possessive",
            ResolvedBy::Definite => "fr.reference.definite",
            ResolvedBy::Government => "fr.reference.government",
        }
    }
}

/// A phrase around a noun.
#[derive(Debug, Clone, Default)]
pub(crate) struct NounPhrase {
    /// The token of the noun.
    pub(crate) head: Option<usize>,
    /// Whether an article or the like opens it.
    pub(crate) determined: bool,
    /// Whether `un` opens it, or `une`.
    pub(crate) indefinite: bool,
    /// Whether an article of the plural opens it: `les`, `des`.
    pub(crate) plural: bool,
    /// Whether its noun is that of a body: `alliance`.
    pub(crate) body: bool,
    /// Whether it is a role whose holder nobody knows: `le secrétaire de la présidence`.
    pub(crate) role: bool,
    /// Whether without a noun it is a people: `les Maliens`.
    pub(crate) people: bool,
    /// Whether a possessive opens it: `sa visite`.
    pub(crate) possessive: bool,
    /// The noun of a frame, and its token.
    pub(crate) noun: Option<(NounId, usize)>,
    /// For what the noun stands with a country beside it.
    pub(crate) stands_for: Option<StandsFor>,
    /// Whether it does so without a country: `la junte`.
    pub(crate) stands_alone: bool,
    /// Whether the place that `de` joins to it is what it means: `la ville de Djibo`.
    pub(crate) of_place: bool,
    /// Whether what is done to it is done to whom it is of: `les bases de l’armée`.
    pub(crate) bearer: bool,
    /// Whether its author does what a participle behind it says: `un communiqué condamnant B`.
    pub(crate) text: bool,
    /// Whether it is the will to do what an infinitive behind it says: `la décision de A de quitter B`.
    pub(crate) will: bool,
    /// Whether it is the will not to do so: `le refus de A de rencontrer B`.
    pub(crate) refusal: bool,
    /// Nationalities in it: `coopération russo-malienne` has two.
    pub(crate) demonyms: SmallVec<[Actor; 2]>,
}

/// A verb with all that changes what it says.
#[derive(Debug, Clone)]
pub(crate) struct VerbGroup {
    /// The verb, where the list has it.
    pub(crate) verb: Option<VerbId>,
    /// Its token.
    pub(crate) main: usize,
    /// Verbs before it that it depends on: `refuse de rencontrer`.
    pub(crate) controllers: SmallVec<[VerbId; 1]>,
    /// What its subject is looked for by.
    pub(crate) form: GroupForm,
    /// Active, passive, reflexive.
    pub(crate) voice: Voice,
    /// `n’a pas rencontré`.
    pub(crate) negated: bool,
    /// What its time and its modals say.
    pub(crate) modality: Modality,
    /// Whether a pronoun stands for its object: `l’a reçu`.
    pub(crate) has_clitic: bool,
    /// Whether its subject is of the third person plural.
    pub(crate) plural: bool,
    /// Whether its time is a perfect: `a rencontré`, `avoir rencontré`.
    pub(crate) perfect: bool,
}

/// Forms of a verb group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GroupForm {
    /// `a rencontré`
    Finite,
    /// `rencontrer`
    Infinitive,
    /// `en rencontrant`
    Gerund,
    /// `rencontrant`
    PresentParticiple,
    /// `rencontré`
    PastParticiple,
}

impl Chunk {
    pub(crate) fn actors(&self) -> Option<&[Actor]> {
        match &self.kind {
            ChunkKind::Actors(actors) => Some(actors),
            _ => None,
        }
    }

    pub(crate) fn noun(&self) -> Option<&NounPhrase> {
        match &self.kind {
            ChunkKind::Noun(noun) => Some(noun),
            _ => None,
        }
    }

    pub(crate) fn verb(&self) -> Option<&VerbGroup> {
        match &self.kind {
            ChunkKind::Verb(verb) => Some(verb),
            _ => None,
        }
    }

    pub(crate) fn preposition(&self) -> Option<PrepositionId> {
        match self.kind {
            ChunkKind::Preposition(preposition) => Some(preposition),
            _ => None,
        }
    }

    pub(crate) fn is_finite_verb(&self) -> bool {
        self.verb().is_some_and(|verb| verb.form == GroupForm::Finite)
    }

    pub(crate) fn is_aside(&self) -> bool {
        matches!(
            self.kind,
            ChunkKind::Aside | ChunkKind::Date(_) | ChunkKind::Close | ChunkKind::Bracketed(_)
        )
    }

    pub(crate) fn is_comma(&self) -> bool {
        matches!(self.kind, ChunkKind::Comma)
    }

    pub(crate) fn is_and(&self) -> bool {
        matches!(self.kind, ChunkKind::And)
    }

    /// Whether it is a phrase that may be a subject or an object.
    pub(crate) fn is_nominal(&self) -> bool {
        matches!(self.kind, ChunkKind::Actors(_) | ChunkKind::Noun(_))
    }
}

/// Subjects and verbs are looked for so many chunks away.
pub(crate) const REACH: usize = 60;

/// The chunks before one, as far as anything is looked for.
pub(crate) fn within_reach(at: usize) -> std::ops::Range<usize> {
    at.saturating_sub(REACH)..at
}

/// Leaves out the chunks of some ranges, which follow each other.
pub(crate) fn remove(mut chunks: Vec<Chunk>, ranges: impl IntoIterator<Item = Range<usize>>) -> Vec<Chunk> {
    let mut ranges = ranges.into_iter().peekable();
    let mut at = 0;
    chunks.retain(|_| {
        while ranges.next_if(|range| range.end <= at).is_some() {}
        at += 1;
        ranges.peek().is_none_or(|range| !range.contains(&(at - 1)))
    });
    chunks
}
