//! What kind of thing a mention names, in the words of palabre, of the gold sets and of other people's corpora.

use crate::model::Kind;
use serde::{Serialize, Serializer};
use std::fmt;

/// The kind of a mention that is scored.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Label {
    /// A kind of palabre's.
    Kind(Kind),
    /// A country or another place, in a set that does not tell them apart.
    Location,
    /// Something that palabre does not look for, as the set calls it.
    Other(String),
}

impl Label {
    /// The label of a type in the project's own sets. Armed groups count as organisations.
    pub(super) fn of_type(name: &str) -> Label {
        match name {
            "PER" => Label::Kind(Kind::Person),
            "ORG" | "GROUP" => Label::Kind(Kind::Organisation),
            "COUNTRY" => Label::Kind(Kind::Country),
            "PLACE" => Label::Kind(Kind::Place),
            "DEMONYM" => Label::Kind(Kind::Demonym),
            "ROLE" => Label::Kind(Kind::Role),
            "LOC" => Label::Location,
            _ => Label::Other(name.to_owned()),
        }
    }

    /// The label of a tag in other people's corpora, which write them as they like.
    pub(super) fn of_tag(tag: &str) -> Label {
        let upper = tag.to_uppercase();
        match upper.as_str() {
            "PERS" | "PERSON" | "PERSONNE" => Label::Kind(Kind::Person),
            "ORGANISATION" | "ORGANIZATION" => Label::Kind(Kind::Organisation),
            "LOCATION" | "LIEU" | "GPE" => Label::Location,
            "PAYS" => Label::Kind(Kind::Country),
            upper => match Label::of_type(upper) {
                Label::Other(_) => Label::Other(tag.to_owned()),
                label => label,
            },
        }
    }

    /// The label in a set that knows people, organisations and locations alone; none for the other kinds.
    pub(super) fn coarse(&self) -> Option<Label> {
        match self {
            Label::Kind(Kind::Person | Kind::Organisation) | Label::Location => Some(self.clone()),
            Label::Kind(Kind::Country | Kind::Place) => Some(Label::Location),
            Label::Kind(_) | Label::Other(_) => None,
        }
    }

    pub(super) fn is_person(&self) -> bool {
        *self == Label::Kind(Kind::Person)
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.pad(match self {
            Label::Kind(kind) => kind.name(),
            Label::Location => "location",
            Label::Other(name) => name,
        })
    }
}

impl Serialize for Label {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
