//! Who is called by a name alone.

use super::EntryIndex;
use crate::compiled::Dictionary;
use serde::{Deserialize, Serialize};

/// People by the forms of them that may stand alone, folded; of each, in the order of their rows.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Surnames(Dictionary<Vec<Bearer>>);

impl Surnames {
    /// Whose a folded form is.
    pub fn get(&self, form: &str) -> Option<&[Bearer]> {
        self.0.get(form).map(Vec::as_slice)
    }

    /// Whose a folded form is, to be added to.
    pub fn entry(&mut self, form: &str) -> &mut Vec<Bearer> {
        self.0.entry(form)
    }

    /// All forms, and whose they are.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Vec<Bearer>)> {
        self.0.iter()
    }
}

/// Somebody who has a surname.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bearer {
    /// Who.
    pub person: EntryIndex,
    /// Whether the surname alone means this person.
    pub alone: bool,
}
