//! The labels of exports, and the dates of English interfaces.

use crate::{matcher::fold, model::Date};
use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use std::sync::LazyLock;

/// What `marks.toml` says.
pub(super) static LABELS: LazyLock<Labels> =
    LazyLock::new(|| toml::from_str(include_str!("marks.toml")).expect("the marks of exports are sound"));

#[derive(Debug, Deserialize)]
pub(super) struct Labels {
    english: English,
    pub byline: Byline,
    pub europresse: Europresse,
    pub factiva: Factiva,
    pub nexis: Nexis,
    pub proquest: ProQuest,
}

#[derive(Debug, Deserialize)]
struct English {
    months: Vec<String>,
    short_months: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Byline {
    pub starts: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Europresse {
    #[serde(rename = "box")]
    pub side_box: Vec<String>,
    pub first: String,
    pub notices: Vec<String>,
    pub editions: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Factiva {
    pub words: Vec<String>,
    pub languages: Vec<String>,
    pub rights: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Nexis {
    pub byline: Vec<String>,
    pub front: Vec<String>,
    pub lead: Vec<String>,
    pub title: Vec<String>,
    pub tail: Vec<String>,
    pub body: Vec<String>,
    pub classification: Vec<String>,
    pub end: Vec<String>,
    pub rights: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ProQuest {
    pub title: Vec<String>,
    pub byline: Vec<String>,
    pub source: Vec<String>,
    pub date: Vec<String>,
    pub info: Vec<String>,
    pub text: Vec<String>,
    pub other: Vec<String>,
}

/// Whether a list has a label.
pub(super) fn has(list: &[String], label: &str) -> bool {
    list.iter().any(|known| known == label)
}

/// Whether a line, folded, begins with one of a list.
pub(super) fn starts(list: &[String], line: &str) -> bool {
    list.iter().any(|start| line.starts_with(start.as_str()))
}

/// `May 8, 2025`, `8 May 2025`, `8. May 2025`.
static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    let English { months, short_months } = &LABELS.english;
    let names = [months.join("|"), short_months.join("|")].join("|");
    let pattern = format!(
        r"\b(?:({names})\.?\s+(\d{{1,2}}),?\s+(\d{{4}})|(\d{{1,2}})\.?\s+({names})\.?,?\s+(\d{{4}}))\b"
    );
    RegexBuilder::new(&pattern).case_insensitive(true).build().expect("names of months make a pattern")
});

/// The first date that a line has in English.
pub(super) fn english_date(line: &str) -> Option<Date> {
    let captures = ENGLISH.captures(line)?;
    let group = |index: usize| captures.get(index).map(|found| found.as_str());
    let (month, day, year) = match group(1) {
        Some(month) => (month, group(2)?, group(3)?),
        None => (group(5)?, group(4)?, group(6)?),
    };
    let (month, English { months, short_months }) = (fold(month), &LABELS.english);
    let position = |list: &[String]| list.iter().position(|name| *name == month);
    let month = position(months).or_else(|| position(short_months))? + 1;
    let year = year.parse().ok().filter(|year| (1900..2100).contains(year))?;
    Date::new(year, month as i8, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_dates() {
        for (line, wanted) in [
            ("January 11, 2010 Monday", Some("2010-01-11")),
            ("12 April 2013 Tuesday", Some("2013-04-12")),
            (
                "Los Angeles Times ; Los Angeles, Calif. [Los Angeles, Calif]08 May 2010: AA.2.",
                Some("2010-05-08"),
            ),
            ("Sep 3, 2021", Some("2021-09-03")),
            ("Mayotte 12, 2010", None),
            ("February 31, 2010", None),
        ] {
            assert_eq!(english_date(line).map(|date| date.to_string()).as_deref(), wanted, "{line}");
        }
    }
}
