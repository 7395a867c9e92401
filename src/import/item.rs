//! What sources say, whatever their format.

use crate::model::EntryKind;
use serde::{Deserialize, Serialize};

/// Somebody or something that has a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Actor {
    /// Its id in the source; empty where the source has none.
    pub id: String,
    pub kind: EntryKind,
    /// Its names, the best first.
    pub names: Vec<String>,
    /// Names that may mean others as well.
    pub weak: Vec<String>,
    /// The part of a person’s name that is used alone, where the source says it.
    pub family: String,
    /// `m` or `f`.
    pub gender: Option<char>,
    /// Codes of ISO 3166, Wikidata ids, names.
    pub countries: Vec<String>,
    /// Subtype of an organisation, type of a place.
    pub subtype: String,
    pub wikidata: String,
    pub geonames: String,
    pub population: String,
    /// Degrees to the north and east.
    pub position: Option<(String, String)>,
    /// Day of death.
    pub died: String,
    /// When an organisation was founded, and came to its end.
    pub from: String,
    pub to: String,
    /// Where anybody can read it.
    pub source: String,
    /// Until when it is known to hold.
    pub checked: String,
}

impl Actor {
    pub(super) fn new(id: impl Into<String>, kind: EntryKind) -> Actor {
        Actor {
            id: id.into(),
            kind,
            names: Vec::new(),
            weak: Vec::new(),
            family: String::new(),
            gender: None,
            countries: Vec::new(),
            subtype: String::new(),
            wikidata: String::new(),
            geonames: String::new(),
            population: String::new(),
            position: None,
            died: String::new(),
            from: String::new(),
            to: String::new(),
            source: String::new(),
            checked: String::new(),
        }
    }

    /// What terms refer to it by: its id, or its number in the source.
    pub(super) fn id_or(&self, number: u64) -> String {
        if self.id.is_empty() { numbered(number) } else { self.id.clone() }
    }
}

/// What stands for the id of an actor that has none.
pub(super) fn numbered(number: u64) -> String {
    format!("#{number}")
}

/// An office that several may hold one after the other, where a source has it as a thing of its own.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Post {
    /// `Minister of Defence`
    pub names: Vec<String>,
    pub countries: Vec<String>,
}

/// How a source joins somebody to something, whatever words it has for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Link {
    /// An office, of which only the words say what it is.
    #[default]
    Office,
    Member,
    /// Of the board.
    Director,
    Employee,
    /// Of a part, or nobody says of how much.
    Shareholder,
    /// Of the whole.
    Owner,
}

impl Link {
    /// The role, by its id in the lists, of a person who is joined so and of whom no words say more. None of them means one person with
    /// an article before it (`l’actionnaire de B`), so that one of many who is listed is not taken for another.
    pub(super) fn role(self) -> Option<&'static str> {
        match self {
            Link::Office => None,
            Link::Member => Some("membre"),
            Link::Director => Some("administrateur"),
            Link::Employee => Some("employe"),
            Link::Shareholder => Some("actionnaire"),
            Link::Owner => Some("proprietaire"),
        }
    }

    /// Whether it is of shares.
    pub(super) fn is_owning(self) -> bool {
        matches!(self, Link::Shareholder | Link::Owner)
    }
}

/// What somebody holds, or belongs to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Term {
    /// Who: the id in the source.
    pub holder: String,
    pub link: Link,
    /// What: the words for it, or the id of a [`Post`]; empty where the link says it all.
    pub role: String,
    pub post: String,
    /// Where: a country as of [`Actor::countries`], or the id of an organisation in the source.
    pub country: String,
    pub body: String,
    pub from: String,
    /// Empty: still so; `?`: over, nobody knows since when.
    pub to: String,
    pub source: String,
    pub checked: String,
}

/// One thing that a source says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Item {
    Actor(Box<Judged>),
    Term(Box<Term>),
}

/// An actor whose names are as they are to be found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Judged {
    /// The actor, without its names.
    pub actor: Actor,
    /// Which actor of the source it is, from 0.
    pub number: u64,
    /// Its names, the usual one first.
    pub forms: Vec<Form>,
    /// The countries that the lists have, by id.
    pub countries: Vec<String>,
}

/// A name, and how it may be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Form {
    pub text: String,
    pub usage: Usage,
    /// Whether a row of the lists has it as well.
    pub listed: bool,
}

/// How a name may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Usage {
    /// Wherever it stands.
    Name,
    /// With exactly these capitals.
    Acronym,
    /// After a cue: it is an ordinary word, a given name or a surname.
    Cued,
}
