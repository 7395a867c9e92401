//! What a sentence is reduced to before frames are looked for.

use crate::model::{EntityIndex, Modality, NounId, PartialDate, PrepositionId, StandsFor, VerbId, Voice};
use smallvec::SmallVec;

/// A piece of a reduced sentence.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// What it is.
    pub(super) kind: ItemKind,
    /// Its first token.
    pub(super) first: usize,
    /// After its last token.
    pub(super) end: usize,
    /// Whether it stands in a quotation.
    pub(super) quoted: bool,
}

/// What a piece of a sentence is.
#[derive(Debug, Clone)]
pub(super) enum ItemKind {
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
    /// `dont`, `où`, `lequel`.
    Whose,
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
    Listed(SmallVec<[Actor; 2]>),
    /// When something happens, where that is known; stepped over as well.
    Date(Option<PartialDate>),
}

/// An actor in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Actor {
    /// Index of the mention.
    pub(super) mention: usize,
    /// Who or what it is of.
    pub(super) entity: EntityIndex,
    /// Where it is a noun with a country: for what that stands.
    pub(super) stands_for: Option<StandsFor>,
    /// Whether a pronoun stands for it.
    pub(super) pronoun: bool,
    /// Whether it is the name of a person without a role before it: `M. Diop`.
    pub(super) bare_name: bool,
    /// How it is known that a phrase for several means it.
    pub(super) through: Option<Through>,
}

/// How it is known whom a phrase for several means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Through {
    /// `les deux pays`: those that the sentence has named.
    Sentence,
    /// Those that the sentences before name.
    Before,
    /// `les deux pays`: those of the people that the sentences before name.
    People,
    /// `les deux pays`: those of which the document speaks.
    Document,
    /// `les présidents français et algérien`: who holds the offices.
    Holders,
    /// `son pays`: the subject's.
    Own,
    /// `les pays membres de l’AES : A, B et C`: those in the list behind it.
    List,
}

impl Through {
    /// The id of the rule.
    pub(super) fn rule(self) -> &'static str {
        match self {
            Through::Sentence => "fr.several.sentence",
            Through::Before => "fr.several.before",
            Through::People => "fr.several.countries-of-people",
            Through::Document => "fr.several.document",
            Through::Holders => "fr.group.holders",
            Through::Own => "fr.several.own-country",
            Through::List => "fr.several.list",
        }
    }
}

/// A phrase around a noun.
#[derive(Debug, Clone, Default)]
pub(super) struct NounPhrase {
    /// The token of the noun.
    pub(super) head: Option<usize>,
    /// Whether `un` opens it, or `une`.
    pub(super) indefinite: bool,
    /// Whether its noun is that of a body: `alliance`.
    pub(super) body: bool,
    /// Whether it is a role whose holder nobody knows: `le secrétaire de la présidence`.
    pub(super) role: bool,
    /// Whether without a noun it is a people: `les Maliens`.
    pub(super) people: bool,
    /// Whether a possessive opens it: `sa visite`.
    pub(super) possessive: bool,
    /// The noun of a frame, and its token.
    pub(super) noun: Option<(NounId, usize)>,
    /// For what the noun stands with a country beside it.
    pub(super) stands_for: Option<StandsFor>,
    /// Whether it does so without a country: `la junte`.
    pub(super) stands_alone: bool,
    /// Whether the place that `de` joins to it is what it means: `la ville de Djibo`.
    pub(super) of_place: bool,
    /// Nationalities in it: `coopération russo-malienne` has two.
    pub(super) demonyms: SmallVec<[Actor; 2]>,
}

/// A verb with all that changes what it says.
#[derive(Debug, Clone)]
pub(super) struct VerbGroup {
    /// The verb, where the list has it.
    pub(super) verb: Option<VerbId>,
    /// Its token.
    pub(super) main: usize,
    /// Verbs before it that it depends on: `refuse de rencontrer`.
    pub(super) controllers: SmallVec<[VerbId; 1]>,
    /// What its subject is looked for by.
    pub(super) form: VerbGroupForm,
    /// Active, passive, reflexive.
    pub(super) voice: Voice,
    /// `n’a pas rencontré`.
    pub(super) negated: bool,
    /// What its time and its modals say.
    pub(super) modality: Modality,
    /// Whether a pronoun stands for its object: `l’a reçu`.
    pub(super) has_clitic: bool,
    /// Whether its subject is of the third person plural.
    pub(super) plural: bool,
    /// Whether its time is a perfect: `a rencontré`, `avoir rencontré`.
    pub(super) perfect: bool,
}

/// Forms of a verb group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum VerbGroupForm {
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

impl Item {
    pub(super) fn actors(&self) -> Option<&[Actor]> {
        match &self.kind {
            ItemKind::Actors(actors) => Some(actors),
            _ => None,
        }
    }

    pub(super) fn noun(&self) -> Option<&NounPhrase> {
        match &self.kind {
            ItemKind::Noun(noun) => Some(noun),
            _ => None,
        }
    }

    pub(super) fn verb(&self) -> Option<&VerbGroup> {
        match &self.kind {
            ItemKind::Verb(verb) => Some(verb),
            _ => None,
        }
    }

    pub(super) fn is_finite_verb(&self) -> bool {
        self.verb().is_some_and(|verb| verb.form == VerbGroupForm::Finite)
    }

    pub(super) fn is_aside(&self) -> bool {
        matches!(self.kind, ItemKind::Aside | ItemKind::Date(_) | ItemKind::Close | ItemKind::Listed(_))
    }

    pub(super) fn is_comma(&self) -> bool {
        matches!(self.kind, ItemKind::Comma)
    }

    pub(super) fn is_and(&self) -> bool {
        matches!(self.kind, ItemKind::And)
    }

    /// Whether it is a phrase that may be a subject or an object.
    pub(super) fn is_nominal(&self) -> bool {
        matches!(self.kind, ItemKind::Actors(_) | ItemKind::Noun(_))
    }
}
