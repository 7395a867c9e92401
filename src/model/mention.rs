//! Mentions, and the entities that they are of.

use super::{EntryIndex, Kind, Span, ZoneKind};

/// A stretch of text that names somebody or something, with what is said of it on the spot.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The name with the rank, title or role beside it, without article.
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
    /// The part of the document that it stands in.
    pub zone: ZoneKind,
    /// Gazetteer rows that may be meant, the likeliest first; none for a name that no list knows.
    pub candidates: Vec<EntryIndex>,
    /// Whether the form is the first candidate's own, not merely shared with others.
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
    /// The name that this acronym stands for in the document, where no list knows that.
    pub long_form: Option<Span>,
    /// The list row or the rule that found it.
    pub via: Via,
    /// Index of the mention that this one lies in, if any.
    pub inside: Option<u32>,
    /// The entity; set by the entity stage.
    pub entity: Option<EntityIndex>,
    /// The country that a capital may stand for.
    pub metonymy: Option<Metonymy>,
    /// Those whom a phrase around it means together: `les chefs d’État de l’AES` around `AES`.
    pub group: Option<Box<Group>>,
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
            via,
            inside: None,
            entity: None,
            metonymy: None,
            group: None,
        }
    }

    /// Whom the graph counts: the country where a capital is read as its government, else the entity.
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

/// A capital that may stand for its country: the place stays the mention's entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metonymy {
    /// The country.
    pub country: EntryIndex,
    /// The rule whose cue says that it does here: `fr.metonymy.speaks`; none where nothing does.
    pub cue: Option<&'static str>,
    /// The country's entity; set by the entity stage.
    pub entity: Option<EntityIndex>,
}

/// Several actors in one phrase: `les trois pays membres de l’AES`, `les présidents malien et burkinabè`. It stands on the
/// mention of the body or country, and its members count nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The whole phrase, without article.
    pub span: Span,
    /// What its members are.
    pub of: GroupOf,
    /// How many the phrase says that they are, the body's all together.
    pub stated: Option<u32>,
    /// Whether the sentence speaks of an earlier year than that of the document.
    pub long_ago: bool,
    /// The rows, by id; set by the entity stage, and none where the date, the lists or `stated` speak against it.
    pub members: Vec<EntryIndex>,
}

/// What the members of a group are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupOf {
    /// The countries in a body, by dated memberships: `les pays membres de la CEDEAO`.
    Members,
    /// Who holds an office in each country of a body, or in a country, by dated offices: inferred.
    Holders {
        /// The role as it is said.
        role: EntryIndex,
        /// Of which matters.
        portfolio: Option<EntryIndex>,
    },
}

impl GroupOf {
    /// The rule that reads such a group.
    pub fn rule(self) -> &'static str {
        match self {
            GroupOf::Members => "fr.group.members",
            GroupOf::Holders { .. } => "fr.group.holders",
        }
    }
}

/// Which capitals the graph takes for their governments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MetonymyMode {
    /// None: every capital is a place.
    Off,
    /// Those that a cue makes one (`Moscou a annoncé`).
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

/// A part of a mention: where it stands and which row it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribute {
    /// Where it stands.
    pub span: Span,
    /// The row of the gazetteer, where one knows it.
    pub entry: Option<EntryIndex>,
}

/// What found a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// A row of a list.
    Gazetteer(EntryIndex),
    /// A rule, by id: `fr.person.rank-name`.
    Rule(&'static str),
    /// A dated office, by its place in [`Lexicon::offices`](super::Lexicon::offices): the person is inferred.
    Office(u32),
}

/// Index of an entity in [`Extraction::entities`](super::Extraction::entities).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityIndex(pub u32);

/// Somebody or something that a document mentions.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// Stable slug: the row's id, or made from the name.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Usual name: the row's, or the fullest in the document.
    pub name: String,
    /// The row, where exactly one is meant.
    pub entry: Option<EntryIndex>,
    /// Other forms: of the row, or met in the document.
    pub aliases: Vec<String>,
    /// Rows that may be meant, where they cannot be told apart; empty where one is.
    pub candidates: Vec<EntryIndex>,
}
