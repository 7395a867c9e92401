//! Days, months and years as the calendar has them: `jeudi 14 août 2025`, `en juin`, `du 3 au 5 mai`.

use super::{
    DateReader, Precision, Reading, Sentence,
    calendar::{self, after, days_between, distance, is_weekday, weekday_before},
};
use crate::{
    matcher::Gap,
    model::{Date, Lexeme, Opener, Opening, PartialDate, Shift, Unit},
};
use std::ops::RangeInclusive;

/// What of a date is said.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Point {
    /// `ce mardi`
    this: bool,
    weekday: Option<i8>,
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
    shift: Option<Shift>,
}

/// How much of a date is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// `14 août`
    Day,
    /// `mardi`, `mardi 14`
    Weekday,
    /// `14`
    Number,
    Month,
    Year,
}

impl Point {
    fn shape(&self) -> Shape {
        match (self.weekday, self.day, self.month) {
            (_, Some(_), Some(_)) => Shape::Day,
            (Some(_), ..) => Shape::Weekday,
            (_, Some(_), _) => Shape::Number,
            (.., Some(_)) => Shape::Month,
            _ => Shape::Year,
        }
    }

    pub(super) fn precision(&self) -> Precision {
        match self.shape() {
            Shape::Month => Precision::Month,
            Shape::Year => Precision::Year,
            _ => Precision::Day,
        }
    }

    /// Whether it is a date even where the document's is unknown or contradicts.
    pub(super) fn is_full(&self) -> bool {
        self.shape() == Shape::Day
    }

    /// `mardi`, without anything else.
    pub(super) fn is_weekday(&self) -> bool {
        self.shape() == Shape::Weekday && self.day.is_none() && self.shift.is_none()
    }

    /// The days that it means, seen from the document's date.
    pub(super) fn resolve(&self, today: Option<Date>) -> Option<PartialDate> {
        match (self.day, self.month, self.year) {
            (None, None, Some(year)) => calendar::months(year, 1, 12),
            (_, Some(_), Some(year)) => self.in_year(year),
            (_, Some(_), None) => self.nearest_year(today?),
            (Some(day), None, _) => self.nearest_month(day, today?).map(calendar::day),
            _ => self.nearest_week(today?).map(calendar::day),
        }
    }

    /// The days that it means where it has yet to come; none where that is the same.
    fn ahead(&self, today: Option<Date>) -> Option<PartialDate> {
        let today = today.filter(|_| self.shift.is_none() && self.year.is_none() && !self.this)?;
        match (self.day, self.month) {
            (_, Some(_)) => {
                let times = (today.year()..=today.year() + 1).filter_map(|year| self.in_year(year));
                let mut coming = times.filter(|time| time.last >= today);
                coming.next()
            }
            (Some(_), None) => None,
            (None, None) => weekday_before(self.weekday?, after(today, 6)?).map(calendar::day),
        }
    }

    /// A month, or a day of one; the month for a day that it does not have.
    fn in_year(&self, year: i16) -> Option<PartialDate> {
        let month = Date::new(year, self.month?, 1).ok()?;
        let day = self.day.and_then(|day| Date::new(year, month.month(), day).ok());
        Some(day.map_or(calendar::month(month), calendar::day))
    }

    /// A month, or a day of one, in the year that puts it nearest; one where the weekday is right goes first.
    fn nearest_year(&self, today: Date) -> Option<PartialDate> {
        let years = today.year() - 1..=today.year() + 1;
        let times = years.filter_map(|year| self.in_year(year)).filter(|time| match self.shift {
            Some(Shift::Last) => time.last < today,
            Some(Shift::Next) => time.first > today,
            None => true,
        });
        let right = |time: &PartialDate| self.weekday.is_none_or(|weekday| is_weekday(time.first, weekday));
        times.min_by_key(|time| (!right(time), distance(time, today)))
    }

    /// `mardi 14`: the nearest 14th that is a Tuesday.
    fn nearest_month(&self, day: i8, today: Date) -> Option<Date> {
        let weekday = self.weekday?;
        let near = (-40..=40).filter_map(|days| after(today, days));
        let right = near.filter(|date| date.day() == day && is_weekday(*date, weekday));
        right.min_by_key(|date| distance(&calendar::day(*date), today))
    }

    /// `mardi`: the last one, the document's date included.
    ///
    /// Counted where the press writes `ce mardi` with the full date: it is one or two days after the document's date 47
    /// times and six or five days before it 9 times, but three days after it 9 times and four before it 11 times.
    fn nearest_week(&self, today: Date) -> Option<Date> {
        let weekday = self.weekday?;
        match self.shift {
            Some(Shift::Last) => weekday_before(weekday, after(today, -1)?),
            Some(Shift::Next) => weekday_before(weekday, after(today, 7)?),
            None if self.this => weekday_before(weekday, after(today, 2)?),
            None => weekday_before(weekday, today),
        }
    }

    /// The days that it means where another date follows it: `3` of `du 3 au 5 mai`.
    fn before(&self, next: &Point, last: PartialDate, today: Option<Date>) -> Option<PartialDate> {
        if self.year.is_some() {
            return self.resolve(today);
        }
        if self.is_weekday() {
            return weekday_before(self.weekday?, after(last.first, -1)?).map(calendar::day);
        }
        let whole = Point { month: self.month.or(next.month), ..*self };
        let this_year = whole.in_year(last.first.year());
        let earlier = this_year.filter(|time| time.first <= last.first);
        match (earlier, self.month) {
            (Some(time), _) => Some(time),
            (None, Some(_)) => whole.in_year(last.first.year() - 1),
            // `du 28 au 3 mai`
            (None, None) => {
                let before = after(last.first.first_of_month(), -1)?;
                Date::new(before.year(), before.month(), self.day?).ok().map(calendar::day)
            }
        }
    }
}

/// `au`
const TO_THE: Opener = Opener::of(&[Opening::To, Opening::Article]);

impl<'a> Sentence<'a> {
    /// Reads the words before a date: at most two prepositions and an article.
    pub(super) fn opener(self, mut at: usize, bound: bool) -> (Opener, usize) {
        let mut opener = if bound { Opener::of(&[Opening::Bound]) } else { Opener::default() };
        for _ in 0..DateReader::LONGEST_OPENER {
            let word = self.opener_word(at);
            // `a, hier, reçu`
            let cut = self.tokens.get(at + 1).is_some_and(|next| next.gap == Gap::Comma);
            let whole = opener.has(Opening::Article) || opener.has(Opening::This);
            if word == Opener::default() || whole || cut {
                break;
            }
            opener |= word;
            at += 1;
        }
        (opener, at)
    }

    /// What a word before a date says; nothing where it is no such word.
    pub(super) fn opener_word(self, at: usize) -> Opener {
        let opener = self.get(at, |lexeme| match lexeme {
            Lexeme::Opener(opener) => Some(opener),
            _ => None,
        });
        opener.map_or(Opener::default(), |(opener, _)| opener)
    }

    /// `de`
    pub(super) fn is_of(self, at: usize) -> bool {
        self.opener_word(at) == Opener::of(&[Opening::Of])
    }

    /// `de`, `du`
    pub(super) fn is_of_one(self, at: usize) -> bool {
        let opener = self.opener_word(at);
        opener.has(Opening::Of) && !opener.has(Opening::Plural)
    }

    /// `à`
    pub(super) fn is_to(self, at: usize) -> bool {
        let opener = self.opener_word(at);
        opener.has(Opening::To) && !opener.has(Opening::Article)
    }

    /// `et`, `ou`
    fn joins(self, at: usize) -> bool {
        self.is(at, Lexeme::And) || self.is(at, Lexeme::Or)
    }

    /// A date or two that belong together, with the words before them.
    pub(super) fn dates(self, at: usize, bound: bool) -> Option<Reading> {
        let (mut opener, mut start) = self.opener(at, bound);
        if let Some(month) = self.month_of(start) {
            opener |= Opener::of(&[Opening::Bound]);
            start = month;
        }
        let (mut first, end) = self.point(start, opener)?;
        first.this = opener.has(Opening::This);
        let pair = self.pair(opener, first, end);
        let when = pair.or_else(|| {
            let accepted = self.accepts(opener, &first, at, end);
            accepted.then(|| {
                let (dates, ahead) = (first.resolve(self.today), first.ahead(self.today));
                let whole = dates.is_some_and(|dates| dates.first != dates.last);
                let precision = match first.precision() {
                    Precision::Day if whole => Precision::Month,
                    precision => precision,
                };
                Reading { ahead, ..Reading::new(end, dates, precision) }
            })
        })?;
        match when.precision {
            Precision::Day => Some(Reading { end: self.parts_of_day(when.end), ..when }),
            _ => Some(when),
        }
    }

    /// The index after `mois de`, before a month.
    fn month_of(self, at: usize) -> Option<usize> {
        let month = self.end_of(at, Lexeme::Unit(Unit::Month))?;
        let after = month + 1;
        (self.is_of(month) && self.month(after, false).is_some()).then_some(after)
    }

    /// Whether a date may stand by itself after what is before it.
    fn accepts(self, opener: Opener, point: &Point, at: usize, end: usize) -> bool {
        let (of, article) = (opener.has(Opening::Of), opener.has(Opening::Article));
        let placed = opener.has(Opening::In) || opener.has(Opening::Bound);
        match point.shape() {
            Shape::Day => true,
            Shape::Weekday => point.day.is_some() || !self.follows(at, Lexeme::Any),
            Shape::Number => false,
            Shape::Month => point.year.is_some() || point.shift.is_some() || placed || (of && !article),
            Shape::Year if article || opener.has(Opening::This) => false,
            Shape::Year if placed => !self.is_count(end),
            Shape::Year => {
                let year = point.year.unwrap_or_default();
                of && (1800..2100).contains(&year) && year % 1000 != 0 && !self.counts(at, end)
            }
        }
    }

    /// Whether a number that looks like a year counts something: `plus de 1900`, `1900 000`.
    fn counts(self, at: usize, end: usize) -> bool {
        self.follows(at, Lexeme::Count) || self.is_count(end)
    }

    fn is_count(self, end: usize) -> bool {
        let several = |lexeme| matches!(lexeme, Lexeme::Units(_)).then_some(());
        self.written(end) == "000" || self.get(end, several).is_some()
    }

    /// Whether what stands for something starts right before a word.
    fn follows(self, at: usize, lexeme: Lexeme) -> bool {
        at.checked_sub(1).is_some_and(|before| self.is(before, lexeme))
    }

    /// A day, a month or a year, without what is before it.
    pub(super) fn point(self, at: usize, opener: Opener) -> Option<(Point, usize)> {
        if let Some(numeric) = self.numeric(at) {
            return Some(numeric);
        }
        let (weekday, next) = self.weekday(at).map_or((None, at), |(day, next)| (Some(day), next));
        let point = Point { weekday, ..Point::default() };
        if let Some((day, after)) = self.day_of_month(next) {
            if let Some((month, after)) = self.month(after, true) {
                return Some(self.year_of(Point { day: Some(day), month: Some(month), ..point }, after));
            }
            let day = Point { day: Some(day), ..point };
            if weekday.is_none() || self.leads_to_a_month(after) || self.fits(&day, opener) {
                return Some((day, after));
            }
        }
        if weekday.is_some() {
            let shift = self.shift(next);
            return Some(
                shift.map_or((point, next), |(shift, end)| (Point { shift: Some(shift), ..point }, end)),
            );
        }
        if let Some((month, after)) = self.month(at, false) {
            return Some(self.year_of(Point { month: Some(month), ..point }, after));
        }
        let (year, after) = self.year(at, 1000..=2099)?;
        Some((Point { year: Some(year), ..point }, after))
    }

    /// Whether a full date is joined to a number before it: `et 11 mai`, `à vendredi 16 septembre`.
    fn leads_to_a_month(self, at: usize) -> bool {
        let start = self.weekday(at + 1).map_or(at + 1, |(_, next)| next);
        let month = self.day_of_month(start).and_then(|(_, next)| self.month(next, true));
        (self.joins(at) || self.is_to(at) || self.opener_word(at) == TO_THE) && month.is_some()
    }

    /// Whether the number after a weekday is a day: `le mardi 14`, but `mardi 14 blessés`.
    fn fits(self, point: &Point, opener: Opener) -> bool {
        let named = opener.has(Opening::Article) || opener.has(Opening::This);
        let (Some(today), Some(day)) = (self.today, point.day) else { return named };
        let near = point.nearest_month(day, today);
        let most = if named { 40 } else { 10 };
        near.is_some_and(|date| days_between(today, date).abs() <= most)
    }

    /// Adds the year, or what stands for it, to a month.
    fn year_of(self, point: Point, at: usize) -> (Point, usize) {
        let of = at + usize::from(self.is_of(at));
        if let Some((year, end)) = self.year(of, 1700..=2099)
            && !self.is_count(end)
        {
            let end = self.shift(end).map_or(end, |(_, end)| end);
            return (Point { year: Some(year), ..point }, end);
        }
        match self.shift(at) {
            Some((shift, end)) => (Point { shift: Some(shift), ..point }, end),
            None => (point, at),
        }
    }

    /// `14/08/2025`, `2025-08-14`.
    fn numeric(self, at: usize) -> Option<(Point, usize)> {
        let found = |year, month, day| {
            let point = Point { day: Some(day), month: Some(month), year: Some(year), ..Point::default() };
            Some((point, at + 3))
        };
        if let Some((year, _)) = self.year(at, 1900..=2099) {
            return found(year, self.digits(at + 1, 2..=2, 1..=12)?, self.digits(at + 2, 2..=2, 1..=31)?);
        }
        let (day, month) = (self.digits(at, 1..=2, 1..=31)?, self.digits(at + 1, 1..=2, 1..=12)?);
        found(self.year(at + 2, 1900..=2099)?.0, month, day)
    }

    pub(super) fn weekday(self, at: usize) -> Option<(i8, usize)> {
        self.get(at, |lexeme| match lexeme {
            Lexeme::Weekday(day) => Some(day),
            _ => None,
        })
    }

    fn day_of_month(self, at: usize) -> Option<(i8, usize)> {
        let first = |lexeme| matches!(lexeme, Lexeme::Ordinal(1)).then_some(1);
        if let Some(found) = self.get(at, first) {
            return Some(found);
        }
        self.digits(at, 1..=2, 1..=31).map(|day| (day, at + 1))
    }

    /// A month; a short form only before a year.
    fn month(self, at: usize, short: bool) -> Option<(i8, usize)> {
        self.get(at, |lexeme| match lexeme {
            Lexeme::Month(month) => Some(month),
            Lexeme::ShortMonth(month) if short && self.year(at + 1, 1900..=2099).is_some() => Some(month),
            _ => None,
        })
    }

    pub(super) fn year(self, at: usize, years: RangeInclusive<i16>) -> Option<(i16, usize)> {
        self.digits(at, 4..=4, years).map(|year| (year, at + 1))
    }

    /// What belongs to a date with another one: `3 au 5 mai`, `3, 4 et 5 mai`, `lundi et mardi`.
    fn pair(self, opener: Opener, first: Point, end: usize) -> Option<Reading> {
        let (mut last, mut end) = self.second(opener, &first, end)?;
        while last.shape() == Shape::Number && first.shape() == Shape::Number {
            let (next, after) = self.second(opener, &last, end)?;
            (last, end) = (next, after);
        }
        let (from, to) = (first.shape(), last.shape());
        let whole = match (from, to) {
            (_, Shape::Number) => false,
            (Shape::Number | Shape::Weekday, Shape::Day) => true,
            (Shape::Number | Shape::Weekday, _) | (_, Shape::Weekday) => from == to,
            // `entre 2018 et avril 2022`
            _ => from == to || opener.has(Opening::Between) || opener.has(Opening::Of),
        };
        if !whole {
            return None;
        }
        let to = last.resolve(self.today);
        let dates = to.and_then(|to| calendar::hull(first.before(&last, to, self.today)?, to));
        Some(Reading::new(end, dates, Precision::Range))
    }

    /// The date that follows one, after a word that joins the two.
    fn second(self, opener: Opener, first: &Point, at: usize) -> Option<(Point, usize)> {
        let shape = first.shape();
        let lone = first.year.is_none() && first.shift.is_none() && shape != Shape::Day;
        let is_year = shape == Shape::Year;
        let (to_the, between) = (self.opener_word(at) == TO_THE, opener.has(Opening::Between));
        let spans =
            self.is_to(at) && (opener.has(Opening::Of) || opener.has(Opening::Bound) || lone || is_year);
        let joins = self.joins(at) && (between || lone || (is_year && opener.has(Opening::In)));
        let digits = at.checked_sub(1).is_some_and(|before| self.digits(before, 1..=2, 1..=31i8).is_some());
        let (again, start) = match () {
            () if to_the => self.opener(at, true),
            () if spans || joins => self.opener(at + 1, true),
            () => (opener, at),
        };
        let (point, end) = self.point(start, again)?;
        // `3-5 mai`, `mai-juin 2023`, `2022-2023`
        let rises_at_once = match (shape, point.shape()) {
            (Shape::Number, Shape::Number | Shape::Day) => digits && first.day < point.day,
            (Shape::Month, Shape::Month) => first.month < point.month,
            (Shape::Year, Shape::Year) => between || first.year.map(|year| year + 1) == point.year,
            _ => false,
        };
        // `14 000` is no pair, nor are years that go down.
        let rises = match (shape, point.shape()) {
            (Shape::Number, Shape::Number) => first.day < point.day,
            (Shape::Year, Shape::Year) => first.year < point.year && !self.is_count(end),
            _ => true,
        };
        let joint = to_the || spans || joins || rises_at_once;
        (rises && joint).then_some((point, end))
    }
}
