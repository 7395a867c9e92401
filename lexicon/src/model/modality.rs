//! The ways in which a relation may be said.

use serde::{Deserialize, Serialize};

/// How a relation is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// As a fact.
    Asserted,
    /// As somebody's word.
    Reported,
    /// As a plan.
    Planned,
    /// Under a condition.
    Conditional,
    /// As untrue.
    Denied,
    /// As a wish or a call.
    Requested,
    /// As a fact, of somebody who is presumed to hold the office that the text names.
    Presumed,
}

impl Modality {
    /// Every modality, in order.
    pub const ALL: [Modality; 7] = [
        Modality::Asserted,
        Modality::Reported,
        Modality::Planned,
        Modality::Conditional,
        Modality::Denied,
        Modality::Requested,
        Modality::Presumed,
    ];

    /// The name in files: `reported`.
    pub fn name(self) -> &'static str {
        match self {
            Modality::Asserted => "asserted",
            Modality::Reported => "reported",
            Modality::Planned => "planned",
            Modality::Conditional => "conditional",
            Modality::Denied => "denied",
            Modality::Requested => "requested",
            Modality::Presumed => "presumed",
        }
    }
}
