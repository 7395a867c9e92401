//! The kinds of mentions, as one table.

use serde::{Deserialize, Serialize};

/// What a mention names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Kind {
    /// A person.
    Person,
    /// An organisation: state body, armed group, company, medium …
    Organisation,
    /// A country or territory of ISO 3166.
    Country,
    /// Any other place.
    Place,
    /// An adjective or noun of nationality; its entity is the country.
    Demonym,
    /// A phrase that means a person by role (`le ministre malien de la Défense`).
    Role,
    /// A military or police rank.
    Rank,
}

/// What the program knows of a kind; one row a kind.
struct Row {
    kind: Kind,
    name: &'static str,
    actor: bool,
    colour: &'static str,
}

const TABLE: [Row; 7] = [
    Row { kind: Kind::Person, name: "person", actor: true, colour: "#d95f02" },
    Row { kind: Kind::Organisation, name: "organisation", actor: true, colour: "#7570b3" },
    Row { kind: Kind::Country, name: "country", actor: true, colour: "#1b9e77" },
    Row { kind: Kind::Place, name: "place", actor: false, colour: "#66a61e" },
    Row { kind: Kind::Demonym, name: "demonym", actor: false, colour: "#1b9e77" },
    Row { kind: Kind::Role, name: "role", actor: false, colour: "#e6ab02" },
    Row { kind: Kind::Rank, name: "rank", actor: false, colour: "#a6761d" },
];

impl Kind {
    /// Every kind, in the order of the files.
    pub const ALL: [Kind; 7] =
        [Kind::Person, Kind::Organisation, Kind::Country, Kind::Place, Kind::Demonym, Kind::Role, Kind::Rank];

    fn row(self) -> &'static Row {
        let row = &TABLE[self as usize];
        debug_assert_eq!(row.kind, self);
        row
    }

    /// The name in files and options: `person`.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The kind of a name.
    pub fn from_name(name: &str) -> Option<Kind> {
        TABLE.iter().find(|row| row.name == name).map(|row| row.kind)
    }

    /// Whether a mention of this kind is an actor of its own: person, organisation, country.
    pub fn is_actor(self) -> bool {
        self.row().actor
    }

    /// Its colour in pictures, as `#rrggbb` (ColorBrewer Dark2: told apart by colour-blind readers).
    pub fn colour(self) -> &'static str {
        self.row().colour
    }
}

/// A set of kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Kinds(u16);

impl Kinds {
    /// All of them.
    pub const ANY: Kinds = Kinds(u16::MAX);

    /// The set of some kinds.
    pub fn of(kinds: &[Kind]) -> Kinds {
        Kinds(kinds.iter().fold(0, |all, &kind| all | 1 << kind as u16))
    }

    /// Whether some kind is in both.
    pub fn intersects(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }
}

impl std::ops::BitOr for Kinds {
    type Output = Kinds;

    fn bitor(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_kinds() {
        for (row, kind) in TABLE.iter().zip(Kind::ALL) {
            assert_eq!(row.kind, kind);
            assert_eq!(Kind::from_name(kind.name()), Some(kind));
        }
    }
}
