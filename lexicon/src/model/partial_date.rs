//! Dates of which the day, or the month too, may be unknown.

use super::Date;
use serde::{Deserialize, Serialize};

/// A date of which the day, or the month too, may be unknown. In order of the first day, then of the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PartialDate {
    /// The first day that it may mean.
    pub first: Date,
    /// The last day that it may mean.
    pub last: Date,
}

impl PartialDate {
    /// Reads `2020`, `2020-08` or `2020-08-18`.
    pub fn parse(text: &str) -> Option<PartialDate> {
        let mut parts = text.split('-');
        let year = digits(parts.next()?, 4)?;
        let month = parts.next().map(|month| digits(month, 2)).map_or(Some(None), |m| m.map(Some))?;
        let day = parts.next().map(|day| digits(day, 2)).map_or(Some(None), |d| d.map(Some))?;
        if parts.next().is_some() {
            return None;
        }
        let first = Date::new(year, month.unwrap_or(1) as i8, day.unwrap_or(1) as i8).ok()?;
        let last = match (month, day) {
            (None, _) => first.last_of_year(),
            (_, None) => first.last_of_month(),
            _ => first,
        };
        Some(PartialDate { first, last })
    }
}

impl From<Date> for PartialDate {
    fn from(day: Date) -> PartialDate {
        PartialDate { first: day, last: day }
    }
}

/// As it was given: `2020`, `2020-08` or `2020-08-18`; any other time as `2020-08-17/2020-08-23` (ISO 8601).
impl std::fmt::Display for PartialDate {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let PartialDate { first, last } = *self;
        let (year, month) = (first.year(), first.month());
        match () {
            () if first == last => write!(f, "{first}"),
            () if (first.first_of_month(), first.last_of_month()) == (first, last) => {
                write!(f, "{year:04}-{month:02}")
            }
            () if (first.first_of_year(), first.last_of_year()) == (first, last) => write!(f, "{year:04}"),
            () => write!(f, "{first}/{last}"),
        }
    }
}

fn digits(text: &str, length: usize) -> Option<i16> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partial_dates() {
        let read = |text: &str| PartialDate::parse(text).map(|d| (d.first.to_string(), d.last.to_string()));
        let dates = |first: &str, last: &str| Some((first.to_string(), last.to_string()));
        assert_eq!(read("2020-08-18"), dates("2020-08-18", "2020-08-18"));
        assert_eq!(read("2020-02"), dates("2020-02-01", "2020-02-29"));
        assert_eq!(read("2020"), dates("2020-01-01", "2020-12-31"));
        for wrong in ["", "20", "2020-13", "2020-02-30", "2020-2-3", "2020-08-18-01", "août"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        for text in ["2020-08-18", "2020-02", "2020"] {
            assert_eq!(PartialDate::parse(text).unwrap().to_string(), text);
        }
    }
}
