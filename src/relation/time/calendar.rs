//! Reckoning with days, weeks and the like.

use crate::model::{Date, PartialDate, Unit};
use jiff::{Span, civil::Weekday};

/// A single day.
pub(super) fn day(date: Date) -> PartialDate {
    PartialDate { first: date, last: date }
}

/// All days of a month.
pub(super) fn month(date: Date) -> PartialDate {
    PartialDate { first: date.first_of_month(), last: date.last_of_month() }
}

/// From the first of a month to the last of another.
pub(super) fn months(year: i16, first: i8, last: i8) -> Option<PartialDate> {
    let (first, last) = (Date::new(year, first, 1).ok()?, Date::new(year, last, 1).ok()?);
    Some(PartialDate { first, last: last.last_of_month() })
}

/// From the first day of one to the last day of the other; none where that is before.
pub(super) fn hull(first: PartialDate, last: PartialDate) -> Option<PartialDate> {
    (first.first <= last.last).then_some(PartialDate { first: first.first, last: last.last })
}

/// A third of a time, from 0.
pub(super) fn third(whole: PartialDate, third: i64) -> Option<PartialDate> {
    let length = days_between(whole.first, whole.last) + 1;
    let from = after(whole.first, length * third / 3)?;
    let to = after(whole.first, length * (third + 1) / 3 - 1)?;
    Some(PartialDate { first: from, last: to.max(from) })
}

/// Days from one date to another.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// The date some days after another.
pub(super) fn after(date: Date, days: i64) -> Option<Date> {
    date.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// The date some units after another.
pub(super) fn shifted(date: Date, unit: Unit, count: i64) -> Option<Date> {
    let span = Span::new();
    let span = match unit {
        // Part of a day is a day.
        Unit::Hour => span.try_days(count.signum() * (count.abs() + 23) / 24),
        Unit::Day => span.try_days(count),
        Unit::Week | Unit::Weekend => span.try_weeks(count),
        Unit::Month => span.try_months(count),
        Unit::Quarter => span.try_months(count * 3),
        Unit::Half => span.try_months(count * 6),
        Unit::Year => span.try_years(count),
    };
    date.checked_add(span.ok()?).ok()
}

/// The unit that a date lies in. Of weekends, the nearest; where two are as near, the one before.
pub(super) fn containing(unit: Unit, date: Date) -> Option<PartialDate> {
    let (year, month_of_year) = (date.year(), date.month());
    let weekday = i64::from(date.weekday().to_monday_one_offset());
    match unit {
        Unit::Hour | Unit::Day => Some(day(date)),
        Unit::Week => Some(PartialDate { first: after(date, 1 - weekday)?, last: after(date, 7 - weekday)? }),
        Unit::Weekend => {
            let saturday = after(date, if weekday <= 3 { -1 - weekday } else { 6 - weekday })?;
            Some(PartialDate { first: saturday, last: after(saturday, 1)? })
        }
        Unit::Month => Some(month(date)),
        Unit::Quarter => months(year, (month_of_year - 1) / 3 * 3 + 1, (month_of_year - 1) / 3 * 3 + 3),
        Unit::Half => months(year, (month_of_year - 1) / 6 * 6 + 1, (month_of_year - 1) / 6 * 6 + 6),
        Unit::Year => months(year, 1, 12),
    }
}

/// The last such weekday before a date, or the date itself.
pub(super) fn weekday_before(weekday: i8, date: Date) -> Option<Date> {
    let back = (date.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
    after(date, -i64::from(back))
}

/// Whether a date is a weekday, counted from Monday, 1.
pub(super) fn is_weekday(date: Date, weekday: i8) -> bool {
    Weekday::from_monday_one_offset(weekday).is_ok_and(|weekday| date.weekday() == weekday)
}

/// How far a time is from a date, in days; 0 where the date lies in it. Before is nearer than after.
pub(super) fn distance(time: &PartialDate, date: Date) -> (i64, bool) {
    if time.last < date {
        (days_between(time.last, date), false)
    } else {
        (days_between(date, time.first).max(0), true)
    }
}
