//! Calendar dates as the press writes them.

use crate::{
    matcher::fold,
    model::{Date, PartialDate},
};
use regex::{Captures, Regex, RegexBuilder};
use std::sync::LazyLock;

/// `2025-05-08`, `2025/05/08`, `08/05/2025`, `8 mai 2025`, `1er mars 2024`, `May 8, 2025`; the months with their accents or without, a full stop after
/// short ones.
pub(super) fn pattern(months: &[(String, i8)], day_suffixes: &[String]) -> Regex {
    let any_accents = |c: char| match fold(&c.to_string()) {
        plain if plain.chars().eq([c]) => regex::escape(&plain),
        plain => format!("[{plain}{c}]"),
    };
    // Of two names the longer comes first: `juillet` starts with `juil`.
    let mut names: Vec<&str> = months.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
    let names: Vec<String> = names.iter().map(|name| name.chars().map(any_accents).collect()).collect();
    let suffixes: Vec<String> = day_suffixes.iter().map(|suffix| regex::escape(suffix)).collect();
    let (names, suffixes) = (names.join("|"), suffixes.join("|"));
    let (iso, numeric) = (r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})");
    let space = r"[\s\u{a0}\u{202f}]+";
    let written = format!(r"(\d{{1,2}})(?:\s?(?:{suffixes}))?{space}({names})\.?{space}(\d{{4}})");
    let american = format!(r"({names})\.?{space}(\d{{1,2}})(?:st|nd|rd|th)?,?{space}(\d{{4}})");
    let pattern = format!(r"(?:^|[^\w/.-])(?:{iso}|{numeric}|{written}|{american})(?:$|T\d|[^\w/-])");
    let made = RegexBuilder::new(&pattern).case_insensitive(true).build();
    made.expect("names of months make a pattern")
}

/// `2025-05-08`, `2025_05_08`, `20250508`, `08-05-2025` among other things of a file name.
static IN_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^0-9A-Za-z])(?:(\d{4})[-_.](\d{2})[-_.](\d{2})|(\d{4})(\d{2})(\d{2})|(\d{2})[-_.](\d{2})[-_.](\d{4}))(?:$|[^0-9A-Za-z])")
        .expect("the pattern of file names is right")
});

/// A date of eight digits: `20250508`.
pub(super) fn compact(cell: &str) -> Option<Date> {
    let digits = cell.len() == 8 && cell.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| date(&cell[..4], &cell[4..6], &cell[6..]))?
}

/// A date and where it stands.
#[derive(Debug)]
pub(super) struct FoundDate {
    pub start: usize,
    pub end: usize,
    pub date: Date,
}

/// The full dates of a line, by a pattern of [`pattern`] and the months that it knows.
pub(super) fn find<'p>(
    line: &str,
    pattern: impl FnOnce() -> &'p Regex,
    months: &[(String, i8)],
) -> Vec<FoundDate> {
    // Every form has a year: without four digits in a row there is no need to look closer.
    if !line.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit)) {
        return vec![];
    }
    let found = pattern().captures_iter(line).filter_map(|captures| {
        let inner = (1..captures.len()).filter_map(|group| captures.get(group));
        let (start, end) =
            inner.fold((usize::MAX, 0), |(from, to), m| (from.min(m.start()), to.max(m.end())));
        Some(FoundDate { start, end, date: read(&captures, months)? })
    });
    found.collect()
}

/// The date in a file's name, without its extension.
pub(super) fn in_file_name(stem: &str) -> Option<Date> {
    let captures = IN_NAME.captures(stem)?;
    let group = |index: usize| captures.get(index).map(|found| found.as_str());
    match (group(1), group(4), group(7)) {
        (Some(year), ..) => date(year, group(2)?, group(3)?),
        (_, Some(year), _) => date(year, group(5)?, group(6)?),
        (.., Some(day)) => date(group(9)?, group(8)?, day),
        _ => None,
    }
}

fn read(captures: &Captures, months: &[(String, i8)]) -> Option<Date> {
    let group = |index: usize| captures.get(index).map(|found| found.as_str());
    match (group(1), group(4), group(7), group(10)) {
        (Some(year), ..) => date(year, group(2)?, group(3)?),
        (_, Some(day), ..) => date(group(6)?, group(5)?, day),
        (_, _, Some(day), _) => date(group(9)?, &month(group(8)?, months)?.to_string(), day),
        (.., Some(name)) => date(group(12)?, &month(name, months)?.to_string(), group(11)?),
        _ => None,
    }
}

/// A month or a year alone: `mai 2023`, `2023-05`, `05/2023`, `2023`.
pub(super) fn period(cell: &str, months: &[(String, i8)]) -> Option<PartialDate> {
    let parts: Vec<&str> = cell.split(['/', '-', ' ', '\u{a0}']).filter(|part| !part.is_empty()).collect();
    let is_year =
        |part: &str| part.len() == 4 && part.parse().is_ok_and(|year: i16| (1900..2100).contains(&year));
    let numbered = |part: &str| part.parse().ok().or_else(|| month(part.trim_end_matches('.'), months));
    let (year, month) = match parts[..] {
        [year] if is_year(year) => (year, None),
        [year, number] if is_year(year) => (year, Some(numbered(number)?)),
        [month, year] if is_year(year) => (year, Some(numbered(month)?)),
        _ => return None,
    };
    PartialDate::parse(&month.map_or(year.to_owned(), |month: i8| format!("{year}-{month:02}")))
}

/// A cell that ends with a year of two figures, with the century of a date that is not to come: `11 mai 23`.
pub(super) fn with_century(cell: &str) -> Option<String> {
    let cell = cell.trim_end_matches(['.', ' ']);
    let (before, year) = cell.split_at_checked(cell.len().checked_sub(2)?)?;
    let year: u8 = year.bytes().all(|byte| byte.is_ascii_digit()).then(|| year.parse().ok())??;
    let century = if year < 70 { 20 } else { 19 };
    before.ends_with(|c: char| c.is_whitespace() || c == '/').then(|| format!("{before}{century}{year:02}"))
}

fn month(name: &str, months: &[(String, i8)]) -> Option<i8> {
    let name = fold(name);
    months.iter().find(|(known, _)| fold(known) == name).map(|&(_, month)| month)
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let year = year.parse().ok().filter(|year| (1900..2100).contains(year))?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Conventions;

    #[test]
    fn cells() {
        let conventions = Conventions::default();
        for cell in [
            "2025-05-08",
            "20250508",
            "2025-05-08T10:00:00Z",
            "2025-05-08 23:59",
            "08/05/2025",
            "8/5/2025 10:00",
            "08.05.2025",
            "8 mai 2025",
            "Jeudi 8 MAI 2025",
            "le 8 mai 2025 à 10h00",
            "8\u{a0}mai\u{202f}2025",
            " 8 mai 2025.",
            "2025/05/08",
            "8 mai 25",
            "08/05/25",
            "Thu, 08 May 2025 10:00:00 +0100",
            "8 May 2025",
            "May 8, 2025",
            "May 8th, 2025",
            "2025.05.08",
            "2025/5/8",
            "08-05-2025",
            "8-5-2025 10:00",
        ] {
            assert_eq!(
                conventions.parse_date(cell).map(|date| date.to_string()).as_deref(),
                Some("2025-05-08"),
                "{cell}"
            );
        }
        for (cell, date) in [
            ("1er mars 2024", "2024-03-01"),
            ("18 août 2020", "2020-08-18"),
            ("18 aout 2020", "2020-08-18"),
            ("3 fevrier 2021", "2021-02-03"),
            ("24 déc. 2019", "2019-12-24"),
            ("9 janv. 2022", "2022-01-09"),
            ("10 NOV. 2023", "2023-11-10"),
            ("2 juil 2021", "2021-07-02"),
            ("15 juill. 2023", "2023-07-15"),
            ("3 juill 2024", "2024-07-03"),
            ("1 fevr 2025", "2025-02-01"),
            ("1 er mars 2024", "2024-03-01"),
            ("Fri, 03 Mar 2023 10:00:00 +0100", "2023-03-03"),
            ("4 mars 98", "1998-03-04"),
        ] {
            assert_eq!(
                conventions.parse_date(cell).map(|date| date.to_string()).as_deref(),
                Some(date),
                "{cell}"
            );
        }
        let wrong = [
            "",
            "mai 2025",
            "2025",
            "31/02/2025",
            "hier",
            "2025-13-01",
            "12345678",
            "8 maison 2025",
            "1.2025.05.08",
            "01-02-03-2025",
        ];
        for cell in wrong {
            assert_eq!(conventions.parse_date(cell), None, "{cell}");
        }
    }

    #[test]
    fn months_and_years_alone() {
        for (cell, wanted) in [
            ("mai 2023", Some("2023-05")),
            ("2023-05", Some("2023-05")),
            ("05/2023", Some("2023-05")),
            ("Juill. 2023", Some("2023-07")),
            ("2023", Some("2023")),
            ("23", None),
            ("13/2023", None),
            ("maison 2023", None),
        ] {
            let period = Conventions::default().parse_period(cell).map(|period| period.to_string());
            assert_eq!(period.as_deref(), wanted, "{cell}");
        }
    }

    #[test]
    fn file_names() {
        for (stem, wanted) in [
            ("2025-05-08-moscou", Some("2025-05-08")),
            ("afp_20250508_1", Some("2025-05-08")),
            ("2025_05_08", Some("2025-05-08")),
            ("08-05-2025", Some("2025-05-08")),
            ("note 08.05.2025", Some("2025-05-08")),
            ("001_b96a5850e4ef08d7", None),
            ("12345678", None),
            ("a20250508b", None),
            ("2025-05", None),
        ] {
            assert_eq!(in_file_name(stem).map(|date| date.to_string()).as_deref(), wanted, "{stem}");
        }
    }
}
