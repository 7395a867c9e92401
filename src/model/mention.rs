//! Mentions, and the entities that they are of.

use super::{EntryIndex, Kind, Presumption, RuleId, Span, ZoneKind, rule};
use serde::{Deserialize, Serialize};

/// A name or a definite description in a text, with its attributes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Mention {
    /// The name with the rank, title or role before it, without article.
    pub span: Span,
    /// The bare name.
    pub head: Span,
    /// Index of the head's first token.
    pub first_token: u32,
    /// Index after the head's last token.
    pub end_token: u32,
    /// What it names.
    pub kind: Kind,
    /// Index of its sentence.
    pub sentence: u32,
    /// The zone of the document.
    pub zone: ZoneKind,
    /// Candidate gazetteer rows, the likeliest first; none for an unlisted name.
    pub candidates: Vec<EntryIndex>,
    /// Whether the first candidate owns the form, not merely shares it.
    pub owned: bool,
    /// Rank beside the name.
    pub rank: Option<Attribute>,
    /// Title or civility beside the name.
    pub title: Option<Attribute>,
    /// Role beside the name.
    pub role: Option<Attribute>,
    /// Portfolio of the role.
    pub portfolio: Option<EntryIndex>,
    /// Country or organisation of the role.
    pub of: Option<Attribute>,
    /// The long form of this acronym in the document, where no list has it.
    pub long_form: Option<Span>,
    /// Of a given name alone: the surname that it shares with the name behind it (`Jean et Paul Delorme`).
    pub surname: Option<Span>,
    /// The list row or the rule that found it.
    pub via: Via,
    /// Index of the mention that this one lies in, if any.
    pub inside: Option<u32>,
    /// The entity; set by the entity stage.
    pub entity: Option<EntityIndex>,
    /// The country that a capital can denote.
    pub metonymy: Option<Metonymy>,
    /// The group denoted by a phrase around it: `les chefs d’État de l’AES` around `AES`.
    pub group: Option<Box<Group>>,
    /// Of a role phrase: where whom it means is presumed to hold the office, since the lists know that to an earlier day only.
    pub presumed: Option<Presumption>,
}

impl Mention {
    /// A mention of nothing but a name, in the first sentence and the body.
    pub fn new(span: Span, kind: Kind, via: Via) -> Mention {
        Mention {
            span,
            head: span,
            first_token: 0,
            end_token: 0,
            kind,
            sentence: 0,
            zone: ZoneKind::Body,
            candidates: Vec::new(),
            owned: false,
            rank: None,
            title: None,
            role: None,
            portfolio: None,
            of: None,
            long_form: None,
            surname: None,
            via,
            inside: None,
            entity: None,
            metonymy: None,
            group: None,
            presumed: None,
        }
    }

    /// Sets which of the mentions of a document each one lies in: the nearest before it whose span holds it.
    pub(crate) fn nest(mentions: &mut [Mention]) {
        let mut open: Vec<usize> = Vec::new();
        for index in 0..mentions.len() {
            let span = mentions[index].span;
            while open.last().is_some_and(|&outer| mentions[outer].span.end <= span.start) {
                open.pop();
            }
            let outer = open.iter().rev().find(|&&outer| mentions[outer].span.contains(span));
            mentions[index].inside = outer.map(|&outer| outer as u32);
            open.push(index);
        }
    }

    /// The entity for the graph: the country where a capital is metonymic, else the entity.
    pub fn actor(&self) -> Option<EntityIndex> {
        self.metonymy.and_then(|metonymy| metonymy.entity).or(self.entity)
    }

    /// Whether it lies in the name of another (`Sahel` in `Confédération des États du Sahel`), not merely beside it in a
    /// composite: such a mention does not count.
    pub fn is_part_of_name(&self, mentions: &[Mention]) -> bool {
        self.inside.is_some_and(|outer| {
            let outer = &mentions[outer as usize];
            outer.head.contains(self.span)
                && matches!(outer.kind, Kind::Organisation | Kind::Place | Kind::Person | Kind::Country)
        })
    }
}

/// A capital that can denote its country; the mention's entity is the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Metonymy {
    /// The country.
    pub country: EntryIndex,
    /// The rule whose cue makes it metonymic: `fr.metonymy.speaks`; `None` without a cue.
    #[serde(deserialize_with = "rule::optional")]
    pub cue: Option<RuleId>,
    /// The country's entity; set by the entity stage.
    pub entity: Option<EntityIndex>,
}

/// A collective phrase: `les trois pays membres de l’AES`, `les présidents malien et burkinabè`. It is an attribute of
/// the mention of the organisation or country, and its members count nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Group {
    /// The whole phrase, without article.
    pub span: Span,
    /// What its members are.
    pub of: GroupOf,
    /// The number of members that the phrase states.
    pub stated: Option<u32>,
    /// Whether the sentence contains an earlier year than that of the document.
    pub long_ago: bool,
    /// The members' rows, sorted by id; set by the entity stage. Empty where date, lists or `stated` contradict.
    pub members: Vec<EntryIndex>,
    /// Where that they all are is presumed, since the lists know one or other to an earlier day only.
    pub presumed: Option<Presumption>,
}

/// What the members of a group are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum GroupOf {
    /// The countries in an organisation, by dated memberships: `les pays membres de la CEDEAO`.
    Members,
    /// The holders of an office in each country of an organisation, or in a country, by dated offices: inferred.
    Holders {
        /// The role.
        role: EntryIndex,
        /// The portfolio.
        portfolio: Option<EntryIndex>,
    },
}

impl GroupOf {
    /// The rule that reads such a group.
    pub fn rule(self) -> RuleId {
        match self {
            GroupOf::Members => "fr.group.members",
            GroupOf::Holders { .. } => "fr.group.holders",
        }
    }
}

/// Which capitals the graph reads as governments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MetonymyMode {
    /// None: every capital is a place.
    Off,
    /// Those with a cue (`Moscou a annoncé`).
    #[default]
    Cued,
    /// All of them.
    All,
}

impl MetonymyMode {
    /// Whether a capital is read as its government.
    pub fn admits(self, metonymy: &Metonymy) -> bool {
        match self {
            MetonymyMode::Off => false,
            MetonymyMode::Cued => metonymy.cue.is_some(),
            MetonymyMode::All => true,
        }
    }
}

/// An attribute of a mention: its span and its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Attribute {
    /// Its span.
    pub span: Span,
    /// The gazetteer row; `None` for an unlisted name.
    pub entry: Option<EntryIndex>,
}

impl Attribute {
    /// An attribute of a span; its row where a list has it.
    pub fn new(span: Span, entry: Option<EntryIndex>) -> Attribute {
        Attribute { span, entry }
    }
}

/// The rule of the name of a body behind a noun that says what it is: `la société Kolaba`.
pub(crate) const INTRODUCED: &str = "fr.organisation.introduced";
/// The rule of such a name in quotation marks.
pub(crate) const QUOTED: &str = "fr.organisation.quoted";
/// The rule of a branch of a listed body, with its place right behind the name.
pub(crate) const SUBSIDIARY: &str = "fr.organisation.subsidiary";

/// What found a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Via {
    /// A row of a list.
    Gazetteer(EntryIndex),
    /// A rule, by id: `fr.person.rank-name`.
    Rule(#[serde(deserialize_with = "rule::required")] RuleId),
    /// A dated office, by its place in [`Lexicon::offices`](super::Lexicon::offices): the person is inferred.
    Office(u32),
}

/// Index of an entity in [`Extraction::entities`](super::Extraction::entities).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntityIndex(pub u32);

/// A referent of mentions in a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Entity {
    /// Stable slug: the row's id, or made from the name.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Usual name: the row's, or the fullest in the document.
    pub name: String,
    /// The row, where exactly one is meant.
    pub entry: Option<EntryIndex>,
    /// Other forms: of the row, or in the document.
    pub aliases: Vec<String>,
    /// Candidate rows, where the document leaves them ambiguous; empty otherwise.
    pub candidates: Vec<EntryIndex>,
    /// Ids of the corrections that say who or what it is: `correction:corrections.csv:12`.
    #[serde(deserialize_with = "rule::all")]
    pub corrections: Vec<RuleId>,
}

impl Entity {
    /// An entity that no list has, without other forms.
    pub fn new(id: impl Into<String>, kind: Kind, name: impl Into<String>) -> Entity {
        Entity {
            id: id.into(),
            kind,
            name: name.into(),
            entry: None,
            aliases: Vec::new(),
            candidates: Vec::new(),
            corrections: Vec::new(),
        }
    }
}
