//! Groups of relation types, as a picture draws them.

use crate::model::Edge;

/// What edges have in common, by the PLOVER event type of their relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// They just stand together.
    Together,
    /// Who is what: roles, membership, kinship. No event.
    Position,
    /// They meet or speak.
    Talk,
    /// They do something for each other.
    Cooperation,
    /// They do something against each other.
    Conflict,
}

/// How a group is drawn.
pub(super) struct Look {
    group: Group,
    /// In the key of the picture.
    pub(super) name: &'static str,
    /// In the key, beside the colour.
    pub(super) line: &'static str,
    /// `#rrggbb`
    pub(super) colour: &'static str,
    /// The same, darker where letters in it would be too light for white paper.
    pub(super) ink: &'static str,
    /// Graphviz’s style.
    pub(super) style: &'static str,
    /// Whether the line is a double one.
    pub(super) double: bool,
}

/// One row a group. The colours are those of Okabe and Ito (“Color universal design”, 2008), which colour-blind readers
/// tell apart; those of the same brightness differ in their lines as well.
const LOOKS: [Look; 5] = [
    Look {
        group: Group::Together,
        name: "stand together",
        line: "grey line",
        colour: "#555555",
        ink: "#555555",
        style: "solid",
        double: false,
    },
    Look {
        group: Group::Position,
        name: "role, membership, kinship",
        line: "line",
        colour: "#cc79a7",
        ink: "#9a4a77",
        style: "solid",
        double: false,
    },
    Look {
        group: Group::Talk,
        name: "meet, speak",
        line: "dashed line",
        colour: "#0072b2",
        ink: "#0072b2",
        style: "dashed",
        double: false,
    },
    Look {
        group: Group::Cooperation,
        name: "cooperate",
        line: "line",
        colour: "#009e73",
        ink: "#007a59",
        style: "solid",
        double: false,
    },
    Look {
        group: Group::Conflict,
        name: "conflict",
        line: "double line",
        colour: "#d55e00",
        ink: "#b04d00",
        style: "solid",
        double: true,
    },
];

/// The groups of PLOVER’s event types (Halterman et al., 2023); a type that is none of them is talk.
const PLOVER: [(&str, Group); 14] = [
    ("AGREE", Group::Cooperation),
    ("SUPPORT", Group::Cooperation),
    ("CONCEDE", Group::Cooperation),
    ("COOPERATE", Group::Cooperation),
    ("AID", Group::Cooperation),
    ("RETREAT", Group::Cooperation),
    ("ACCUSE", Group::Conflict),
    ("REJECT", Group::Conflict),
    ("THREATEN", Group::Conflict),
    ("PROTEST", Group::Conflict),
    ("SANCTION", Group::Conflict),
    ("MOBILIZE", Group::Conflict),
    ("COERCE", Group::Conflict),
    ("ASSAULT", Group::Conflict),
];

impl Group {
    /// Every group that is one of relations.
    pub(super) const TYPED: [Group; 4] = [Group::Position, Group::Talk, Group::Cooperation, Group::Conflict];

    /// The group of an edge.
    pub(super) fn of(edge: &Edge) -> Group {
        let Some(said) = &edge.said else { return Group::Together };
        let Some(plover) = said.plover.as_deref() else { return Group::Position };
        PLOVER.iter().find(|(code, _)| *code == plover).map_or(Group::Talk, |&(_, group)| group)
    }

    /// How it is drawn.
    pub(super) fn look(self) -> &'static Look {
        LOOKS.iter().find(|look| look.group == self).unwrap_or(&LOOKS[0])
    }
}
