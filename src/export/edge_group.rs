//! Groups of relation types, and how a picture draws them.

use crate::model::Edge;

/// What edges have in common, by the PLOVER event type of their relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EdgeGroup {
    /// Co-occurrence.
    Cooccurrence,
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
pub(super) struct EdgeStyle {
    group: EdgeGroup,
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
const STYLES: [EdgeStyle; 5] = [
    EdgeStyle {
        group: EdgeGroup::Cooccurrence,
        colour: "#555555",
        ink: "#555555",
        style: "solid",
        double: false,
    },
    EdgeStyle {
        group: EdgeGroup::Position,
        colour: "#cc79a7",
        ink: "#9a4a77",
        style: "solid",
        double: false,
    },
    EdgeStyle { group: EdgeGroup::Talk, colour: "#0072b2", ink: "#0072b2", style: "dashed", double: false },
    EdgeStyle {
        group: EdgeGroup::Cooperation,
        colour: "#009e73",
        ink: "#007a59",
        style: "solid",
        double: false,
    },
    EdgeStyle { group: EdgeGroup::Conflict, colour: "#d55e00", ink: "#b04d00", style: "solid", double: true },
];

/// The groups of PLOVER’s event types (Halterman et al., 2023); a type that is none of them is talk.
const PLOVER: [(&str, EdgeGroup); 14] = [
    ("AGREE", EdgeGroup::Cooperation),
    ("SUPPORT", EdgeGroup::Cooperation),
    ("CONCEDE", EdgeGroup::Cooperation),
    ("COOPERATE", EdgeGroup::Cooperation),
    ("AID", EdgeGroup::Cooperation),
    ("RETREAT", EdgeGroup::Cooperation),
    ("ACCUSE", EdgeGroup::Conflict),
    ("REJECT", EdgeGroup::Conflict),
    ("THREATEN", EdgeGroup::Conflict),
    ("PROTEST", EdgeGroup::Conflict),
    ("SANCTION", EdgeGroup::Conflict),
    ("MOBILIZE", EdgeGroup::Conflict),
    ("COERCE", EdgeGroup::Conflict),
    ("ASSAULT", EdgeGroup::Conflict),
];

impl EdgeGroup {
    /// Every group.
    pub(super) const ALL: [EdgeGroup; 5] = [
        EdgeGroup::Cooccurrence,
        EdgeGroup::Position,
        EdgeGroup::Talk,
        EdgeGroup::Cooperation,
        EdgeGroup::Conflict,
    ];

    /// The group of an edge.
    pub(super) fn of(edge: &Edge) -> EdgeGroup {
        let Some(summary) = &edge.summary else { return EdgeGroup::Cooccurrence };
        let Some(plover) = summary.plover.as_deref() else { return EdgeGroup::Position };
        PLOVER.iter().find(|(code, _)| *code == plover).map_or(EdgeGroup::Talk, |&(_, group)| group)
    }

    /// The key of its caption: `talk`.
    pub(super) fn name(self) -> &'static str {
        match self {
            EdgeGroup::Cooccurrence => "cooccurrence",
            EdgeGroup::Position => "position",
            EdgeGroup::Talk => "talk",
            EdgeGroup::Cooperation => "cooperation",
            EdgeGroup::Conflict => "conflict",
        }
    }

    /// How it is drawn.
    pub(super) fn style(self) -> &'static EdgeStyle {
        STYLES.iter().find(|style| style.group == self).unwrap_or(&STYLES[0])
    }
}
