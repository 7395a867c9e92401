//! When something is said to happen: the dates of running text.
//!
//! [`DateReader::read`] reads the longest expression that starts at a word, prepositions and articles included, so that
//! what is said around it can be read as if it were not there.
//!
//! | expression | days that it means |
//! |---|---|
//! | `le jeudi 14 août 2025`, `14/08/2025`, `1er mars 2023` | that day |
//! | `le 14 août`, `en juin` | in the year that puts it nearest to the document's date; where two do, the earlier. A weekday beside it chooses among these years. With `dernier` the last that is over, with `prochain` the next |
//! | `mardi`, `mardi soir` | the last Tuesday, the document's date included; `mardi dernier` before it, `mardi prochain` after it. Of what is planned, the next; so too for a day or a month without a year |
//! | `ce mardi` | the Tuesday from four days before the document's date to two days after |
//! | `hier`, `aujourd’hui`, `ce matin`, `demain soir` | counted from the document's date; a full date beside it goes first |
//! | `la semaine dernière`, `ce mois-ci`, `l’an prochain`, `le week-end dernier` | the calendar's unit (weeks from Monday) |
//! | `il y a deux ans`, `dans trois jours`, `d’ici un mois` | the calendar's unit that far away: of years a year, of days a day |
//! | `les deux derniers mois` | from two months before the document's date to that date |
//! | `du 3 au 5 mai`, `les 3 et 4 mai`, `de 2012 à 2015` | from the first day to the last |
//! | `début juin`, `mi-2023`, `fin des années 1990` | the first, second, last third |
//! | `le premier mardi de mars 2023`, `le dernier jeudi du mois` | that day of the month |
//! | `au premier trimestre 2022`, `l’été 2023` | three months; seasons start on the 20th |
//! | `la veille`, `ce jour-là`, `la même année`, `ces dernières années` | unknown |
//!
//! `depuis`, `dès`, `jusqu’à`, `d’ici`, `avant`, `après` before them are part of the expression and tell its [`Bound`].
//! A time of day after a day (`à 15 heures`, `au soir`) is part of it as well. A number alone is no date, nor is a month
//! without a day, a year or a preposition. `de 2021` is a year, `plus de 2021` is not.
//!
//! No date is made up: a day that the calendar does not have (`31 février`) is its month, and what would need a document's
//! date that nobody knows is read, and means no days.

mod calendar;
mod period;
mod point;
mod words;

use crate::{
    matcher::{Token, WordId},
    model::{Date, Lexeme, Opening, PartialDate, Shift, Unit},
};
use std::{ops::RangeInclusive, str::FromStr};

pub(crate) use crate::model::Bound;
pub use words::DateWords;
use words::Phrase;

/// How exactly a time is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// A day.
    Day,
    /// A month of the calendar.
    Month,
    /// A year of the calendar.
    Year,
    /// Any other span of days: a week, a season, from one day to another.
    Range,
}

/// When something is said to happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The first and last day that it may mean; none where that would need a document's date that is not known, where
    /// the text leaves it open (`la veille`, `il y a quelques jours`).
    pub dates: Option<PartialDate>,
    /// The same where it has yet to come: the next Friday for `vendredi`; none where that makes no difference.
    pub ahead: Option<PartialDate>,
    /// How exactly it is told.
    pub precision: Precision,
    /// On which side of the dates it happens.
    pub bound: Bound,
}

/// Reads dates in the sentences of a document.
#[derive(Debug, Clone, Copy)]
pub struct DateReader<'l> {
    words: &'l DateWords,
    today: Option<Date>,
}

impl<'l> DateReader<'l> {
    /// A reader for a document of a date. Costs nothing.
    pub fn new(words: &'l DateWords, date: Option<Date>) -> DateReader<'l> {
        DateReader { words, today: date }
    }

    /// So many articles and prepositions may stand before the words of a date.
    pub(super) const LONGEST_OPENER: usize = 3;

    /// So many words may stand in a date before the first that is a time: `il y a un peu plus de deux cents` years.
    pub(super) const FARTHEST_CORE: usize = 15;

    /// The words that dates are read by.
    pub(super) fn words(&self) -> &'l DateWords {
        self.words
    }

    /// Reads the longest date that starts at a word; gives the index after it as well.
    ///
    /// `tokens` are those of a sentence in `text`, by the vocabulary of the words: `aujourd’hui` is two, `1er` and `14h30`
    /// are one, `14/08/2025` is three. Takes constant time where no date starts, and time in the length of the date
    /// otherwise.
    pub fn read(&self, tokens: &[Token], text: &str, at: usize) -> Option<(usize, When)> {
        let sentence = Sentence { tokens, text, lexemes: self.words, today: self.today };
        if !sentence.may_start(at) {
            return None;
        }
        let plain = sentence.core(at, None).map(|reading| (reading, Bound::At));
        let bounded = sentence.bounded(at);
        let longer = match (plain, bounded) {
            (Some(plain), Some(bounded)) if plain.0.end >= bounded.0.end => Some(plain),
            (plain, bounded) => bounded.or(plain),
        };
        longer.map(|(reading, bound)| {
            let Reading { end, dates, ahead, precision } = reading;
            (end, When { dates, ahead, precision, bound })
        })
    }
}

/// What was read: up to which word, and what it means.
#[derive(Debug, Clone, Copy)]
struct Reading {
    end: usize,
    dates: Option<PartialDate>,
    ahead: Option<PartialDate>,
    precision: Precision,
}

impl Reading {
    fn new(end: usize, dates: Option<PartialDate>, precision: Precision) -> Reading {
        Reading { end, dates, ahead: None, precision }
    }
}

/// The longer of two readings; the first where they are as long.
fn longer(a: Option<Reading>, b: Option<Reading>) -> Option<Reading> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.end > a.end { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// A sentence in which dates are read.
#[derive(Debug, Clone, Copy)]
struct Sentence<'a> {
    tokens: &'a [Token],
    text: &'a str,
    lexemes: &'a DateWords,
    today: Option<Date>,
}

impl<'a> Sentence<'a> {
    /// Whether a date may start at a word: a quick look that spares most words the rest.
    fn may_start(self, at: usize) -> bool {
        let (opener, start) = self.opener(at, false);
        let starts = |at: usize, opened: bool| {
            let lexeme = |lexeme: Lexeme| match lexeme {
                Lexeme::Shift(_) if self.weekday(at + 1).is_some() => true,
                Lexeme::Few | Lexeme::Shift(_) | Lexeme::Number(_) => opener.has(Opening::Plural),
                Lexeme::Unit(_) | Lexeme::Units(_) | Lexeme::Same => opened,
                _ => lexeme.may_start(),
            };
            let may_be_digits = self.tokens.get(at).is_some_and(|token| token.shape.has_digit());
            (may_be_digits && self.written(at).starts_with(|c: char| c.is_ascii_digit()))
                || self.get(at, |found| lexeme(found).then_some(())).is_some()
        };
        starts(start, start > at) || (at..start).any(|at| starts(at, false))
    }

    /// A date after a word such as `depuis`.
    fn bounded(self, at: usize) -> Option<(Reading, Bound)> {
        let (bound, next) = self.get(at, |lexeme| match lexeme {
            Lexeme::Bound(bound) => Some(bound),
            Lexeme::Within => Some(Bound::At),
            _ => None,
        })?;
        self.core(next, Some(bound)).map(|reading| (reading, bound))
    }

    /// A date, after a bound or not.
    fn core(self, at: usize, bound: Option<Bound>) -> Option<Reading> {
        let is_bounded = bound.is_some();
        let readings = [
            self.dates(at, is_bounded),
            self.told_day(at),
            self.part_of(at),
            self.unit_of_time(at, false),
            self.recent(at),
            self.distant(at, bound),
            self.third(at),
            self.decade(at),
            self.quarter(at),
            self.nth_weekday(at),
            self.season(at),
        ];
        readings.into_iter().fold(None, longer)
    }

    /// The end of the time of day that follows a day, or the end of the day: `au soir`, `à 15 heures`.
    fn parts_of_day(self, mut at: usize) -> usize {
        while let Some(end) = self.part_of_day(at).or_else(|| self.clock(at)) {
            at = end;
        }
        at
    }

    /// `soir`, `au matin`, `dans la soirée`, `en fin de matinée`, `en début d’après-midi`.
    fn part_of_day(self, at: usize) -> Option<usize> {
        let start = self.end_of(at, Lexeme::BeforePart).unwrap_or(at);
        let third = self.get(start, |lexeme| matches!(lexeme, Lexeme::Third(_)).then_some(()));
        let start = match third {
            Some(((), end)) if self.is_of(end) => end + 1,
            Some(_) => return None,
            None => start,
        };
        self.end_of(start, Lexeme::Part)
    }

    /// `à 14h30`, `vers 15 heures 30 GMT`, `de 14h à 16h`.
    fn clock(self, at: usize) -> Option<usize> {
        let start = self.end_of(at, Lexeme::BeforeClock).unwrap_or(at);
        let end = self.hour(start)?;
        Some(self.end_of(end, Lexeme::Clock).unwrap_or(end))
    }

    /// `14h30`, `15 heures`, `15 heures 30`.
    fn hour(self, at: usize) -> Option<usize> {
        let written = self.written(at);
        let (hour, rest) =
            written.split_at(written.find(|c: char| !c.is_ascii_digit()).unwrap_or(written.len()));
        digits(hour, 1..=2, 0..=24u8)?;
        if !rest.is_empty() {
            let minute = self.lexemes.after_hour_mark(rest)?;
            return (minute.is_empty() || digits(minute, 1..=2, 0..=59u8).is_some()).then_some(at + 1);
        }
        let (_, end) = self.unit(at + 1).filter(|(unit, _)| *unit == Unit::Hour)?;
        Some(end + usize::from(self.digits(end, 2..=2, 0..=59u8).is_some()))
    }

    /// A token as it is written; nothing after the last.
    fn written(self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.text(self.text))
    }

    /// See [`digits`].
    fn digits<T: FromStr + PartialOrd>(
        self,
        at: usize,
        count: RangeInclusive<usize>,
        numbers: RangeInclusive<T>,
    ) -> Option<T> {
        let token = self.tokens.get(at).filter(|token| token.shape.is_number())?;
        digits(token.text(self.text), count, numbers)
    }

    /// The first phrase at a word that `take` takes, longest first, and the index after it.
    fn get<T>(self, at: usize, take: impl Fn(Lexeme) -> Option<T>) -> Option<(T, usize)> {
        let is = |at: usize, word: WordId| self.tokens.get(at).is_some_and(|token| token.word == word);
        self.lexemes.starting_with(self.tokens.get(at)?).iter().find_map(|Phrase { rest, lexeme }| {
            let stands = || (at + 1..).zip(rest).all(|(at, &word)| is(at, word));
            take(*lexeme).filter(|_| stands()).map(|taken| (taken, at + 1 + rest.len()))
        })
    }

    /// The index after a phrase that stands for something.
    fn end_of(self, at: usize, lexeme: Lexeme) -> Option<usize> {
        self.get(at, |other| (other == lexeme).then_some(())).map(|((), end)| end)
    }

    /// Whether a phrase that stands for something starts at a word.
    fn is(self, at: usize, lexeme: Lexeme) -> bool {
        self.end_of(at, lexeme).is_some()
    }

    fn unit(self, at: usize) -> Option<(Unit, usize)> {
        self.get(at, |lexeme| match lexeme {
            Lexeme::Unit(unit) | Lexeme::Units(unit) => Some(unit),
            _ => None,
        })
    }

    fn shift(self, at: usize) -> Option<(Shift, usize)> {
        self.get(at, |lexeme| match lexeme {
            Lexeme::Shift(shift) => Some(shift),
            _ => None,
        })
    }

    /// A number of up to four digits, or in words: `quatre-vingt-dix`.
    fn number(self, at: usize) -> Option<(i64, usize)> {
        if let Some(number) = self.digits(at, 1..=4, 0..=9999) {
            return Some((number, at + 1));
        }
        let spelled = |at: usize| {
            self.get(at, |lexeme| match lexeme {
                Lexeme::Number(number) => Some(i64::from(number)),
                _ => None,
            })
        };
        let (mut number, mut end) = spelled(at)?;
        while let Some((next, after)) = spelled(end + usize::from(self.is(end, Lexeme::And))) {
            // `quatre-vingts`, `deux cents`, `vingt-deux`; not `un deux`.
            number = match next {
                20 | 100 if number < next => number * next,
                _ if next < 20 && number % 10 == 0 => number + next,
                _ => break,
            };
            end = after;
        }
        Some((number, end))
    }
}

/// A number of so many digits, where it is one of some.
fn digits<T: FromStr + PartialOrd>(
    written: &str,
    count: RangeInclusive<usize>,
    numbers: RangeInclusive<T>,
) -> Option<T> {
    let is_number = count.contains(&written.len()) && written.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| written.parse().ok().filter(|number| numbers.contains(number)))?
}

#[cfg(test)]
mod tests;
