//! What texts call an actor: ranks, titles and roles, with the days of their documents. Nothing here depends on the order
//! of the documents.

use super::dates::Dates;
use crate::{
    matcher::fold_words,
    model::{Attribute, Designation, Document, Lexicon, Mention},
};
use serde::{Deserialize, Serialize};
use std::{cmp::Reverse, collections::BTreeMap};

/// What a designation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Sort {
    Rank,
    Title,
    Role,
}

/// The designations of an actor in the documents so far: by sort and spelling.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Designations(Vec<Tally>);

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Tally {
    sort: Sort,
    spelling: Box<str>,
    mentions: u64,
    dates: Dates,
}

impl Designations {
    /// Counts what stands beside the name in a mention, or is the role phrase that it is.
    pub(super) fn add(&mut self, mention: &Mention, document: &Document, lexicon: &Lexicon) {
        let given = [(Sort::Rank, mention.rank), (Sort::Title, mention.title), (Sort::Role, mention.role)];
        for (sort, attribute) in given {
            let Some(attribute) = attribute else { continue };
            let spelling = spelling(sort, attribute, document, lexicon);
            let mut dates = Dates::default();
            dates.add(document.date);
            self.count(Tally { sort, spelling, mentions: 1, dates });
        }
    }

    /// Adds those of other documents.
    pub(super) fn merge(&mut self, other: Designations) {
        other.0.into_iter().for_each(|tally| self.count(tally));
    }

    fn count(&mut self, tally: Tally) {
        let order = |known: &Tally| (known.sort, &known.spelling).cmp(&(tally.sort, &tally.spelling));
        match self.0.binary_search_by(order) {
            Ok(place) => {
                self.0[place].mentions += tally.mentions;
                self.0[place].dates.merge(tally.dates);
            }
            Err(place) => self.0.insert(place, tally),
        }
    }

    /// Those of a sort, the most frequent first. Spellings that differ in case or accents are one, under the commonest.
    pub(super) fn of(&self, sort: Sort) -> Vec<Designation> {
        let mut forms: BTreeMap<String, Vec<&Tally>> = BTreeMap::new();
        for tally in self.0.iter().filter(|tally| tally.sort == sort) {
            forms.entry(fold_words(&tally.spelling)).or_default().push(tally);
        }
        let mut designations: Vec<Designation> = forms.values().map(|spellings| one(spellings)).collect();
        designations.sort_by(|one, other| {
            (Reverse(one.mentions), &one.text).cmp(&(Reverse(other.mentions), &other.text))
        });
        designations
    }
}

/// The spellings of a designation as one.
fn one(spellings: &[&Tally]) -> Designation {
    let commonest = spellings.iter().max_by_key(|tally| (tally.mentions, Reverse(&tally.spelling)));
    let mut dates = Dates::default();
    spellings.iter().for_each(|tally| dates.merge(tally.dates));
    Designation {
        text: commonest.map_or_else(String::new, |tally| tally.spelling.to_string()),
        mentions: spellings.iter().map(|tally| tally.mentions).sum(),
        first: dates.first,
        last: dates.last,
    }
}

/// Of a listed rank or title the name of its row, which is in the singular; else as written, on one line.
fn spelling(sort: Sort, attribute: Attribute, document: &Document, lexicon: &Lexicon) -> Box<str> {
    match attribute.entry.filter(|_| sort != Sort::Role) {
        Some(entry) => lexicon.entry(entry).name.clone(),
        None => attribute.span.of(&document.text).split_whitespace().collect::<Vec<_>>().join(" ").into(),
    }
}
