//! Times told by units: `la semaine dernière`, `il y a deux ans`, `fin juin`, `les années 1990`.

use super::{
    Precision, Reading, Sentence,
    calendar::{self, containing, distance, months, shifted},
};
use crate::model::{Bound, Date, Lexeme, Opener, Opening, PartialDate, Shift, Unit};

fn precision(unit: Unit) -> Precision {
    match unit {
        Unit::Day => Precision::Day,
        Unit::Month => Precision::Month,
        Unit::Year => Precision::Year,
        _ => Precision::Range,
    }
}

/// The unit at a date, before or after it.
fn unit_beside(unit: Unit, shift: Option<Shift>, today: Date) -> Option<PartialDate> {
    let count = match shift {
        None => 0,
        Some(Shift::Last) => -1,
        Some(Shift::Next) => 1,
    };
    if unit != Unit::Weekend || count == 0 {
        return containing(unit, shifted(today, unit, count)?);
    }
    // The last one that is over, or the first one that has not begun.
    let near = (-1..=1).filter_map(|weeks| containing(unit, shifted(today, unit, weeks)?));
    let mut near = near.filter(|time| if count < 0 { time.last < today } else { time.first > today });
    if count < 0 { near.next_back() } else { near.next() }
}

/// `des`
const OF_SEVERAL: Opener = Opener::of(&[Opening::Of, Opening::Article, Opening::Plural]);

/// A length of time: `deux mois`, `quelques jours`.
struct Length {
    /// None where it is not told: `quelques`.
    count: Option<i64>,
    unit: Unit,
    end: usize,
}

impl Length {
    /// The unit so far from the document's date; `sign` is -1 for the past.
    fn from(&self, today: Option<Date>, sign: i64) -> Reading {
        let date = |count: i64| shifted(today?, self.unit, sign * count);
        let dates = self.count.and_then(date).and_then(|date| containing(self.unit, date));
        Reading::new(self.end, dates, precision(self.unit))
    }
}

impl<'a> Sentence<'a> {
    /// `hier soir`, `d’aujourd’hui`, `demain mardi 3 juin`, `ce matin`, `la veille`.
    pub(super) fn told_day(self, at: usize) -> Option<Reading> {
        if let Some(beside) = self.beside(at) {
            return Some(beside);
        }
        let start = at + usize::from(self.is_of(at) || self.is_to(at));
        let days = |lexeme| match lexeme {
            Lexeme::Day(days) => Some(days),
            _ => None,
        };
        let (days, end) = match self.get(start, days) {
            Some(found) => found,
            None => (0, self.this_part(at)?),
        };
        if let Some(end) = self.end_of(end, Lexeme::There) {
            return Some(Reading::new(self.parts_of_day(end), None, Precision::Day));
        }
        let told = self.today.and_then(|today| calendar::after(today, days.into())).map(calendar::day);
        let end = self.parts_of_day(end);
        let (opener, next) = self.opener(end, false);
        let date = self.point(next, opener).filter(|(point, _)| point.precision() == Precision::Day);
        let date = date.filter(|(point, _)| point.is_full() || next == end && point.is_weekday());
        let (dates, end) = match date {
            Some((point, end)) if point.is_full() => (point.resolve(self.today), end),
            Some((_, end)) => (told, end),
            None => (told, end),
        };
        Some(Reading::new(self.parts_of_day(end), dates, Precision::Day))
    }

    /// `la veille`, `au lendemain du 8 mai 1945`
    fn beside(self, at: usize) -> Option<Reading> {
        let to = self.is_to(at) && !self.opener_word(at).has(Opening::Verb);
        let start = at + usize::from(to || self.is_of(at));
        let (days, end) = self.get(start, |lexeme| match lexeme {
            Lexeme::Beside(days) => Some(days),
            _ => None,
        })?;
        let of = self.is_of_one(end).then(|| self.dates(end, false)).flatten();
        let Some(day) = of.filter(|date| date.precision == Precision::Day) else {
            return Some(Reading::new(self.parts_of_day(end), None, Precision::Day));
        };
        let date = day.dates.and_then(|date| calendar::after(date.first, days.into()));
        Some(Reading::new(day.end, date.map(calendar::day), Precision::Day))
    }

    /// The end of `ce matin`, `cette nuit`.
    fn this_part(self, at: usize) -> Option<usize> {
        let this = self.opener_word(at) == Opener::of(&[Opening::This]) && self.unit(at + 1).is_none();
        this.then(|| self.end_of(at + 1, Lexeme::Part))?
    }

    /// `la nuit de mardi à mercredi`, `la soirée d’hier`.
    pub(super) fn part_of(self, at: usize) -> Option<Reading> {
        let (_, start) = self.opener(at, false);
        let part = self.end_of(start, Lexeme::Part)?;
        let day = self.is_of_one(part).then(|| self.told_day(part).or_else(|| self.dates(part, false)))??;
        matches!(day.precision, Precision::Day | Precision::Range).then_some(day)
    }

    /// `la semaine dernière`, `cette année`, `l’année 2022`, `la semaine du 3 mai`; within a third, a unit alone.
    pub(super) fn unit_of_time(self, at: usize, in_third: bool) -> Option<Reading> {
        let (opener, start) = self.opener(at, false);
        let this = opener.has(Opening::This);
        let named = opener.has(Opening::Article) || this;
        if let Some(same) = self.end_of(start, Lexeme::Same) {
            let (unit, end) = self.unit(same).filter(|_| named)?;
            return Some(Reading::new(end, None, precision(unit)));
        }
        let (unit, end) = self.unit(start)?;
        if opener.has(Opening::Plural) {
            return self.to_come(unit, end);
        }
        if matches!(unit, Unit::Hour | Unit::Day) {
            return None;
        }
        let one_year = self.end_of(start, Lexeme::Unit(Unit::Year));
        if let Some((year, end)) = one_year.and_then(|end| self.year(end, 1000..=2099)) {
            return Some(Reading::new(end, months(year, 1, 12), Precision::Year));
        }
        let beside = |shift| self.today.and_then(|today| unit_beside(unit, shift, today));
        if let Some((shift, end)) = self.shift(end) {
            return (named || in_third).then(|| Reading::new(end, beside(Some(shift)), precision(unit)));
        }
        if let Some(end) = self.end_of(end, Lexeme::There).filter(|_| this) {
            return Some(Reading::new(end, None, precision(unit)));
        }
        if this {
            let end = self.end_of(end, Lexeme::Here).unwrap_or(end);
            return Some(Reading::new(end, beside(None), precision(unit)));
        }
        if unit == Unit::Week && self.opener_word(end) == Opener::of(&[Opening::Of, Opening::Article]) {
            let day = self.dates(end, false)?;
            let week = day.dates.and_then(|dates| containing(unit, dates.first));
            return Some(Reading::new(day.end, week, Precision::Range));
        }
        in_third.then(|| Reading::new(end, beside(None), precision(unit)))
    }

    /// `les jours à venir`, `ces jours-ci`
    fn to_come(self, unit: Unit, end: usize) -> Option<Reading> {
        let end = self.shift(end).map(|(_, end)| end);
        end.map(|end| {
            Reading::new(end, None, if unit == Unit::Day { Precision::Range } else { precision(unit) })
        })
    }

    /// `les deux derniers mois`, `ces dernières années`, `dans les prochains jours`.
    pub(super) fn recent(self, at: usize) -> Option<Reading> {
        let (opener, mut start) = self.opener(at, false);
        if !opener.has(Opening::Plural) {
            return None;
        }
        let (mut count, mut shift) = (None, None);
        while let Some(end) = self.end_of(start, Lexeme::Few) {
            start = end;
        }
        for _ in 0..2 {
            if let Some((found, end)) = self.number(start).filter(|_| count.is_none()) {
                (count, start) = (Some(found), end);
            } else if let Some((found, end)) = self.shift(start).filter(|_| shift.is_none()) {
                (shift, start) = (Some(found), end);
            }
        }
        let (unit, end) = self.unit(start)?;
        let shift = shift?;
        let dates = self.today.zip(count).and_then(|(today, count)| {
            let (first, last) = match shift {
                Shift::Last => (shifted(today, unit, -count)?, today),
                Shift::Next => (today, shifted(today, unit, count)?),
            };
            Some(PartialDate { first, last })
        });
        Some(Reading::new(end, dates, Precision::Range))
    }

    /// `il y a deux ans`, `dans trois jours`; after a bound `depuis deux mois`, `d’ici deux jours`.
    pub(super) fn distant(self, at: usize, bound: Option<Bound>) -> Option<Reading> {
        let past = |length: Length| length.from(self.today, -1);
        if let Some(end) = self.end_of(at, Lexeme::Ago) {
            return self.length(end, true).map(past);
        }
        if let Some(end) = self.end_of(at, Lexeme::Within) {
            return self.length(end, false).map(|length| length.from(self.today, 1));
        }
        match bound? {
            Bound::From => self.length(at, true).map(past),
            Bound::Until => self.length(at, false).map(|length| length.from(self.today, 1)),
            _ => None,
        }
    }

    /// `deux mois`, `près de deux ans et demi`, `une dizaine de jours`; `any` for `des années`.
    fn length(self, at: usize, any: bool) -> Option<Length> {
        let (mut start, mut count, mut vague) = (at, None, false);
        loop {
            if let Some((unit, end)) = self.unit(start) {
                let end = self.end_of(end, Lexeme::Half).unwrap_or(end);
                let counted = count.is_some() || vague;
                return counted.then_some(Length { count: count.filter(|_| !vague), unit, end });
            }
            if let Some((number, end)) = self.number(start).filter(|_| count.is_none()) {
                (count, start) = (Some(number), end);
            } else if let Some(end) = self.end_of(start, Lexeme::Few) {
                (vague, start) = (true, end);
            } else if let Some(end) = self.end_of(start, Lexeme::Nearly) {
                start = end;
            } else if any && start == at && self.opener_word(start) == OF_SEVERAL {
                (vague, start) = (true, start + 1);
            } else if self.is_of(start) && start > at {
                start += 1;
            } else {
                return None;
            }
        }
    }

    /// `fin juin`, `début 2023`, `au milieu des années 1990`, `à la fin de la semaine prochaine`.
    pub(super) fn third(self, at: usize) -> Option<Reading> {
        let (_, start) = self.opener(at, false);
        let third = |lexeme| match lexeme {
            Lexeme::Third(third) => Some(third),
            _ => None,
        };
        let (third, end) = self.get(start, third)?;
        let whole = self.unit_of_time(end, true);
        let whole = super::longer(whole, self.dates(end, true));
        let whole = super::longer(whole, super::longer(self.decade(end), self.season(end)))?;
        if whole.precision == Precision::Day {
            return None;
        }
        let dates = whole.dates.and_then(|dates| calendar::third(dates, third));
        Some(Reading::new(whole.end, dates, Precision::Range))
    }

    /// `les années 1990`, `dans les années 90`.
    pub(super) fn decade(self, at: usize) -> Option<Reading> {
        let (opener, start) = self.opener(at, false);
        let at = self.end_of(start, Lexeme::Units(Unit::Year))?;
        let several = opener.has(Opening::Plural);
        let short = self.number(at).filter(|(number, _)| several && (20..100).contains(number));
        let (year, end) = match self.year(at, 1000..=2099) {
            Some(found) => found,
            None => {
                short.map(|(number, end)| (1900 + number as i16, end)).filter(|(year, _)| year % 10 == 0)?
            }
        };
        let last = if year % 10 == 0 { year + 9 } else { year };
        let dates = calendar::hull(months(year, 1, 12)?, months(last, 1, 12)?);
        Some(Reading::new(end, dates, Precision::Range))
    }

    /// `au premier trimestre 2022`, `le second semestre de cette année`.
    pub(super) fn quarter(self, at: usize) -> Option<Reading> {
        let (_, start) = self.opener(at, false);
        let (number, end) = self.get(start, |lexeme| match lexeme {
            Lexeme::Ordinal(number) => Some(number),
            _ => None,
        })?;
        let (unit, end) = self.unit(end)?;
        let length = match unit {
            Unit::Quarter if number <= 4 => 3,
            Unit::Half if number <= 2 => 6,
            _ => return None,
        };
        let part = |year: i16| months(year, number * length - length + 1, number * length);
        Some(self.in_year(end, part))
    }

    /// `le premier mardi de mars 2023`, `le dernier jeudi du mois`.
    pub(super) fn nth_weekday(self, at: usize) -> Option<Reading> {
        let (_, start) = self.opener(at, false);
        let (nth, end) = self.get(start, |lexeme| match lexeme {
            Lexeme::Ordinal(number) => Some(Some(number)),
            Lexeme::Shift(Shift::Last) => Some(None),
            _ => None,
        })?;
        let (weekday, end) = self.weekday(end)?;
        let month = super::longer(self.unit_of_time(end, true), self.dates(end, true));
        let month = month
            .filter(|month| month.precision == Precision::Month && self.opener_word(end).has(Opening::Of))?;
        let day = |month: PartialDate| match nth {
            Some(nth) => {
                calendar::weekday_before(weekday, calendar::after(month.first, i64::from(nth) * 7 - 1)?)
            }
            None => calendar::weekday_before(weekday, month.last),
        };
        // A month need not have a fifth Tuesday.
        let of_month = |date: &Date, month: PartialDate| (month.first..=month.last).contains(date);
        let dates = month
            .dates
            .map(|month| day(month).filter(|date| of_month(date, month)).map_or(month, calendar::day));
        Some(Reading::new(self.parts_of_day(month.end), dates, Precision::Day))
    }

    /// `l’été 2023`, `au printemps dernier`, `cet hiver`.
    pub(super) fn season(self, at: usize) -> Option<Reading> {
        let (opener, start) = self.opener(at, false);
        let (season, end) = self.get(start, |lexeme| match lexeme {
            Lexeme::Season(season) => Some(season),
            _ => None,
        })?;
        // From the 20th of March; the winter reaches into the next year.
        let part = |year: i16| {
            let first = Date::new(year, 3 * season + 3, 20).ok()?;
            Some(PartialDate { first, last: calendar::after(shifted(first, Unit::Quarter, 1)?, -1)? })
        };
        let found = self.in_year(end, part);
        let told = found.end > end || self.shift(end).is_some();
        // `a été`, and the Spring of a name
        let at_the = opener.has(Opening::To) && opener.has(Opening::Article);
        let named = opener.has(Opening::This) || at_the || (told && opener != Opener::default());
        named.then_some(found)
    }

    /// A part of a year: of the one that follows it, or of that which puts it nearest.
    fn in_year(self, end: usize, part: impl Fn(i16) -> Option<PartialDate>) -> Reading {
        let (_, of) = self.opener(end, false);
        if let Some((year, end)) = self.year(of, 1000..=2099) {
            return Reading::new(end, part(year), Precision::Range);
        }
        if let Some(year) = self.unit_of_time(end, false).filter(|time| time.precision == Precision::Year) {
            return Reading::new(year.end, part_of_year(year.dates, part), Precision::Range);
        }
        let (shift, end) = self.shift(end).map_or((None, end), |(shift, end)| (Some(shift), end));
        let dates = self.today.and_then(|today| {
            let years = (today.year() - 1..=today.year() + 1).filter_map(part);
            let right = years.filter(|time| match shift {
                Some(Shift::Last) => time.last < today,
                Some(Shift::Next) => time.first > today,
                None => true,
            });
            right.min_by_key(|time| distance(time, today))
        });
        Reading::new(end, dates, Precision::Range)
    }
}

fn part_of_year(year: Option<PartialDate>, part: impl Fn(i16) -> Option<PartialDate>) -> Option<PartialDate> {
    part(year?.first.year())
}
