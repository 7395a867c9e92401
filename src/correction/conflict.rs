//! Corrections that contradict each other.

use super::{
    Action, Correction, Scope,
    index::{About, key},
};
use crate::{
    error::{Error, Result},
    matcher::fold_words,
};
use rustc_hash::{FxHashMap, FxHashSet};

/// Refuses the first that says something else than one before it, of the same thing and scope.
pub(super) fn check(rows: &[Correction]) -> Result<()> {
    let mut said: FxHashMap<(u8, String, &Scope), &Correction> = FxHashMap::default();
    for row in rows.iter().filter(|row| row.action != Action::Different) {
        let key = (About::of(row.action) as u8, subject(row), &row.scope);
        let before = *said.entry(key).or_insert(row);
        if (before.action, object(before)) != (row.action, object(row)) {
            return Err(contradiction(row, before));
        }
    }
    pairs(rows)?;
    circles(rows)
}

/// What is decided: of an edge, with the sentence.
fn subject(row: &Correction) -> String {
    match About::of(row.action) {
        About::Edge => format!("{} {}", row.a, row.b),
        _ => key(row),
    }
}

/// What it is said to be.
fn object(row: &Correction) -> &str {
    if About::of(row.action) == About::Edge { "" } else { &row.b }
}

/// `different A B` against `same A B`, `same B A` and `is B A`.
fn pairs(rows: &[Correction]) -> Result<()> {
    let pair = |one: &str, other: &str| {
        let (one, other) = (fold_words(one), fold_words(other));
        if one < other { [one, other] } else { [other, one] }
    };
    let joins = rows.iter().filter(|row| matches!(row.action, Action::Same | Action::Is));
    let joined: FxHashMap<([String; 2], &Scope), &Correction> =
        joins.map(|row| ((pair(&row.a, &row.b), &row.scope), row)).collect();
    for row in rows.iter().filter(|row| row.action == Action::Different) {
        if let Some(join) = joined.get(&(pair(&row.a, &row.b), &row.scope)) {
            return Err(contradiction(row, join));
        }
    }
    Ok(())
}

/// `same A B` and `same B A`, over any number of steps.
fn circles(rows: &[Correction]) -> Result<()> {
    let same = rows.iter().filter(|row| row.action == Action::Same);
    let next: FxHashMap<(&str, &Scope), &Correction> =
        same.clone().map(|row| ((&*row.a, &row.scope), row)).collect();
    for row in same {
        let mut seen = FxHashSet::default();
        let mut at = row;
        while seen.insert(&*at.a) {
            if at.b == row.a {
                return Err(contradiction(at, row));
            }
            let Some(on) = next.get(&(&*at.b, &row.scope)) else { break };
            at = on;
        }
    }
    Ok(())
}

fn contradiction(row: &Correction, before: &Correction) -> Error {
    let (row, before) = if row.place < before.place { (before, row) } else { (row, before) };
    let told = match row.place == before.place {
        true => format!("`{row}` leads back to itself"),
        false => format!("`{row}` contradicts `{before}` of {}", before.place),
    };
    let error = Error::data(row.place.clone(), told);
    error.with_hint("take one back, or give it a narrower scope: of two, that of a document comes before that of a source")
}
