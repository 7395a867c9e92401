//! Summarises the statements of a typed edge. Nothing here depends on their order.

use super::dates::least;
use crate::{
    matcher::fold_words,
    model::{Date, DateSource, Modality, PartialDate, RelationType, Statement, StatementSummary},
};
use serde::{Deserialize, Serialize};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// Codes of a relation type in other event schemes.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Codes {
    plover: Option<Box<str>>,
    cameo: Option<Box<str>>,
}

impl Codes {
    pub(super) fn of(relation: &RelationType) -> Codes {
        Codes { plover: relation.plover.clone(), cameo: relation.cameo.clone() }
    }

    pub(super) fn merge(&mut self, other: Codes) {
        self.plover = least(self.plover.take(), other.plover);
        self.cameo = least(self.cameo.take(), other.cameo);
    }
}

/// The summary of the statements of an edge; none where there are no statements.
pub(super) fn summary(statements: &[&Statement], codes: Option<&Codes>) -> Option<StatementSummary> {
    if statements.is_empty() {
        return None;
    }
    let mut summary = StatementSummary::default();
    for statement in statements {
        match statement {
            Statement { negated: true, modality, .. } if *modality != Modality::Denied => {
                summary.negated += 1
            }
            Statement { modality, .. } => summary.modalities[*modality as usize] += 1,
        }
    }
    let effective = effective(statements);
    let mut confidences: Vec<f64> = effective.iter().map(|statement| statement.confidence).collect();
    // A sum of numbers depends on their order.
    confidences.sort_unstable_by(f64::total_cmp);
    summary.mean_confidence = confidences.iter().sum::<f64>() / confidences.len() as f64;
    summary.max_confidence = confidences.last().copied().unwrap_or_default();
    summary.qualifiers = qualifiers(&effective);
    let periods: BTreeSet<_> = effective.iter().filter_map(|statement| statement.period).collect();
    summary.periods = periods.into_iter().collect();
    let code = |code: Option<&Box<str>>| code.map(|code| code.to_string());
    summary.plover = code(codes.and_then(|codes| codes.plover.as_ref()));
    summary.cameo = code(codes.and_then(|codes| codes.cameo.as_ref()));
    Some(summary)
}

/// The statements that dates, confidence, qualifiers and periods of an edge are of: those that count, or all where none does.
pub(super) fn effective<'s>(statements: &[&'s Statement]) -> Vec<&'s Statement> {
    let counting: Vec<&Statement> =
        statements.iter().copied().filter(|statement| statement.counts()).collect();
    if counting.is_empty() { statements.to_vec() } else { counting }
}

/// A day, and what gives it.
pub(super) type Day = (Date, DateSource);

/// The first and the last day of some dates. What a sentence gives is better than what its document does.
pub(super) fn days(
    dates: impl Iterator<Item = (PartialDate, DateSource)> + Clone,
) -> (Option<Day>, Option<Day>) {
    let first = dates.clone().map(|(date, from)| (date.first, from)).min();
    let last = dates.map(|(date, from)| (date.last, from)).max_by_key(|&(day, from)| (day, Reverse(from)));
    (first, last)
}

/// The qualifiers, the most frequent first. Spellings that differ in case or accents are one, under the commonest.
fn qualifiers(statements: &[&Statement]) -> Vec<String> {
    let mut forms: BTreeMap<String, BTreeMap<&str, u64>> = BTreeMap::new();
    for qualifier in statements.iter().filter_map(|statement| statement.qualifier.as_deref()) {
        *forms.entry(fold_words(qualifier)).or_default().entry(qualifier).or_default() += 1;
    }
    let mut forms: Vec<(u64, &str)> = forms
        .values()
        .map(|spellings| {
            let commonest = spellings.iter().max_by_key(|&(spelling, uses)| (*uses, Reverse(spelling)));
            (spellings.values().sum(), commonest.map_or("", |(spelling, _)| spelling))
        })
        .collect();
    forms.sort_unstable_by_key(|&(uses, spelling)| (Reverse(uses), spelling));
    forms.into_iter().map(|(_, spelling)| spelling.to_string()).collect()
}
