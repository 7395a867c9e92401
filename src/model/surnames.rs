//! Who is called by a name alone.

use super::EntryIndex;
use crate::compiled::{Lookup, Shelf, hash};
use serde::{Deserialize, Serialize};

/// People by the forms of them that may stand alone.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Surnames {
    /// The forms, folded, each with whose it is.
    bearers: Shelf<(Box<str>, Vec<Bearer>)>,
    places: Lookup,
}

impl Surnames {
    /// Whose a folded form is.
    pub fn get(&self, form: &str) -> Option<&[Bearer]> {
        let place = self.place(form)?;
        Some(&self.bearers[place as usize].1)
    }

    /// Whose a folded form is, to be added to.
    pub fn entry(&mut self, form: &str) -> &mut Vec<Bearer> {
        let place = self.place(form).unwrap_or_else(|| {
            let place = self.bearers.len() as u32;
            self.places.add(hash(form.as_bytes()), place);
            self.bearers.push((form.into(), Vec::new()));
            place
        });
        &mut self.bearers[place as usize].1
    }

    fn place(&self, form: &str) -> Option<u32> {
        self.places.find(hash(form.as_bytes()), |place| *self.bearers[place as usize].0 == *form)
    }
}

/// Somebody who has a surname.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Bearer {
    /// Who.
    pub person: EntryIndex,
    /// Whether the surname alone means this person.
    pub alone: bool,
}
