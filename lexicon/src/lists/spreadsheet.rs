//! What a spreadsheet makes of dates and numbers, read back.

use crate::{
    matcher::fold,
    model::{Date, Dialect},
};
use std::borrow::Cow;

/// Columns of dates, and of degrees.
const DATES: [&str; 4] = ["from", "to", "checked", "died"];
const DEGREES: [&str; 2] = ["latitude", "longitude"];

/// Whether cells of a column may be other ones in [`plain`].
pub(super) fn may_rewrite(column: &str) -> bool {
    DATES.contains(&column) || DEGREES.contains(&column)
}

/// A cell of a column as lists have it: dates in ISO 8601, numbers with a decimal point. What may be meant in two ways stays as it
/// is, and is told of as any other mistake.
pub fn plain<'c>(column: &str, cell: &'c str, dialect: Dialect) -> Cow<'c, str> {
    let plain = match column {
        _ if DATES.contains(&column) => date(cell, dialect),
        _ if DEGREES.contains(&column) && dialect.has_decimal_comma() && cell.contains(',') => {
            Some(cell.replace(',', "."))
        }
        _ => None,
    };
    plain.map_or(Cow::Borrowed(cell), Cow::Owned)
}

/// A date that a spreadsheet took for one of its own: `03/03/2026` or `mars-26`.
fn date(cell: &str, dialect: Dialect) -> Option<String> {
    if let Some((month, year)) =
        cell.split_once('-').filter(|(month, _)| !month.starts_with(|c: char| c.is_ascii_digit()))
    {
        return Some(format!("{:04}-{:02}", self::year(year)?, self::month(month)?));
    }
    // Where the comma parts the cells, either may be the day.
    let mut parts = cell.split('/').filter(|_| dialect.has_decimal_comma()).map(str::parse);
    let [day, month, year] = [parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?];
    let is_whole = parts.next().is_none() && (1000..10_000).contains(&year);
    let date =
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().filter(|_| is_whole)?;
    Some(date.to_string())
}

/// Years from 1950 to 2029 are written with two digits: what is left may be of either century.
fn year(digits: &str) -> Option<u16> {
    let year = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    match (digits.len(), year) {
        (2, ..30) => Some(2000 + year),
        (2, 50..) => Some(1900 + year),
        (4, 1000..) => Some(year),
        _ => None,
    }
}

/// By line, the number of a month and how it is written, short and long.
const MONTHS: &str = include_str!("months.txt");

fn month(name: &str) -> Option<u8> {
    let name = fold(name.trim_end_matches('.'));
    let is_called = |line: &&str| line.split(' ').skip(1).any(|other| fold(other) == name);
    MONTHS.lines().find(is_called)?.split(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_a_french_excel_are_read() {
        let (french, other) = (Dialect::of("a;b\n"), Dialect::of("a,b\n"));
        for (cell, plain) in [
            ("03/04/2026", "2026-04-03"),
            ("3/4/2026", "2026-04-03"),
            ("mars-26", "2026-03"),
            ("août-20", "2020-08"),
            ("févr.-26", "2026-02"),
            ("DEC-99", "1999-12"),
            ("mai-1968", "1968-05"),
        ] {
            assert_eq!(date(cell, french).as_deref(), Some(plain), "{cell}");
        }
        for cell in [
            "2026-03-03",
            "2026-03",
            "2026",
            "",
            "?",
            "31/02/2026",
            "3/14/2026",
            "03/04/26",
            "mars-35",
            "mars-+6",
            "mardi-26",
            "1/2/3/2026",
            "1/2",
            "-26",
            "mars-",
            "300/1/2026",
        ] {
            assert_eq!(date(cell, french), None, "{cell}");
        }
        assert_eq!(date("03/04/2026", other), None, "day or month first?");
        assert_eq!(date("mars-26", other).as_deref(), Some("2026-03"));
    }

    #[test]
    fn decimal_commas_are_those_of_degrees() {
        let french = Dialect::of("a;b\n");
        assert_eq!(plain("latitude", "16,26618", french), "16.26618");
        assert_eq!(plain("name", "16,26618", french), "16,26618");
        assert_eq!(plain("latitude", "16,2", Dialect::of("a,b\n")), "16,2");
    }
}
