//! Stretches of time, whatever the order in which their days come.

use crate::model::Date;
use serde::{Deserialize, Serialize};

/// First and last day.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(super) struct Dates {
    pub(super) first: Option<Date>,
    pub(super) last: Option<Date>,
}

impl Dates {
    pub(super) fn add(&mut self, date: Option<Date>) {
        self.merge(Dates { first: date, last: date });
    }

    pub(super) fn merge(&mut self, other: Dates) {
        self.first = least(self.first.take(), other.first);
        self.last = self.last.max(other.last);
    }

    /// Whether two stretches of time touch, or lie no more than [`NEAR`] years apart. What has no date may be any.
    pub(super) fn is_near(&self, other: &Dates) -> bool {
        let apart = |one: &Dates, other: &Dates| match (one.last, other.first) {
            (Some(last), Some(first)) => first.year() - last.year() > NEAR,
            _ => false,
        };
        !apart(self, other) && !apart(other, self)
    }
}

/// In so many years nobody turns from a footballer into a minister.
const NEAR: i16 = 3;

/// The lesser of two values, where there is one.
pub(super) fn least<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
