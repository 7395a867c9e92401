//! The words of dates, and what each may stand for in one.

use super::Cues;
use crate::matcher::{Vocabulary, fold};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, collections::BTreeMap, ops::BitOrAssign};

/// The words of dates, beside months and weekdays, in small letters. Of a map, the numbers that the words stand for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateCues {
    /// Articles and prepositions before a date: `du`.
    pub openers: BTreeMap<String, Opener>,
    /// Short forms of months, which need a year: `janv`.
    pub short_months: BTreeMap<String, i8>,
    /// Days by their distance from the document's: `hier`.
    pub days: BTreeMap<String, i8>,
    /// Days by their distance from one that is told: `la veille`.
    pub beside: BTreeMap<String, i8>,
    /// Parts of a day: `matin`.
    pub parts: Vec<String>,
    /// What stands before one that follows a day: `dans la`.
    pub before_part: Vec<String>,
    /// Words that make a time the one before: `dernier`.
    pub last: Vec<String>,
    /// Words that make a time the one after: `prochain`.
    pub next: Vec<String>,
    /// Words that make a time the one that was told before: `même`.
    pub same: Vec<String>,
    /// Words after a time that make it one that was told before: `là`.
    pub there: Vec<String>,
    /// Words after a unit that make it the document's: `ci`.
    pub here: Vec<String>,
    /// Words before a weekday that make it any of them: `chaque`.
    pub any: Vec<String>,
    /// The first third of a time: `début`.
    pub start: Vec<String>,
    /// The second third: `mi`.
    pub middle: Vec<String>,
    /// The last third: `fin`.
    pub end: Vec<String>,
    /// Words before a length of time that ends at the document's date: `il y a`.
    pub ago: Vec<String>,
    /// Words before one that starts there: `dans`.
    pub within: Vec<String>,
    /// Words before the start of something: `depuis`.
    pub from: Vec<String>,
    /// Words before its end: `jusqu’`.
    pub until: Vec<String>,
    /// Words before a date that has yet to come: `avant`.
    pub before: Vec<String>,
    /// Words before one that is past: `après`.
    pub after: Vec<String>,
    /// Words before a time within which something happens: `au cours`.
    pub during: Vec<String>,
    /// Words before a length that leave it as it is: `environ`.
    pub nearly: Vec<String>,
    /// Words that stand for no certain number: `quelques`.
    pub few: Vec<String>,
    /// Words after a length that add half a unit to it: `et demi`.
    pub half: Vec<String>,
    /// Words before `de` and a number that is no year: `plus`.
    pub counts: Vec<String>,
    /// Words that join two dates, or the parts of a number: `et`.
    pub and: Vec<String>,
    /// Words that join two dates of which one counts: `ou`.
    pub or: Vec<String>,
    /// Numbers: `deux`.
    pub numbers: BTreeMap<String, i16>,
    /// Ordinal numbers: `premier`.
    pub ordinals: BTreeMap<String, i8>,
    /// Seasons from the spring.
    pub seasons: [String; 4],
    /// What stands before a time of day that follows a day: `à`, `vers`.
    pub before_clock: Vec<String>,
    /// What follows the hour: `gmt`.
    pub clocks: Vec<String>,
    /// The letters between hour and minute: `14h30`.
    pub hour_mark: String,
    /// One unit of time: `mois`, `année`.
    pub unit: BTreeMap<Unit, Vec<String>>,
    /// Several of them: `mois`, `années`.
    pub units: BTreeMap<Unit, Vec<String>>,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// `heure`
    Hour,
    /// `jour`
    Day,
    /// `semaine`
    Week,
    /// `week-end`
    Weekend,
    /// `mois`
    Month,
    /// `trimestre`
    Quarter,
    /// `semestre`
    Half,
    /// `an`
    Year,
}

/// What an article or a preposition before a date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Opening {
    /// `en`
    In,
    /// `de`, and `du`
    Of,
    /// `à`, and `au`
    To,
    /// It may be a verb as well: `a`, for `à`.
    Verb,
    /// `entre`
    Between,
    /// `ce`
    This,
    /// `le`, and `du`
    Article,
    /// `les`, `des`, `ces`
    Plural,
    /// Words before make a lone month or year a date: `depuis`, `fin`, `mois de`. No opener says so by itself.
    #[serde(skip)]
    Bound,
}

impl Opening {
    /// Those that files name.
    const READ: [Opening; 8] = [
        Opening::In,
        Opening::Of,
        Opening::To,
        Opening::Verb,
        Opening::Between,
        Opening::This,
        Opening::Article,
        Opening::Plural,
    ];
}

/// What articles and prepositions before a date say together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Opening>", into = "Vec<Opening>")]
pub struct Opener(u16);

impl Opener {
    /// The opener that says some things and no other.
    pub const fn of(openings: &[Opening]) -> Opener {
        let (mut opener, mut at) = (0, 0);
        while at < openings.len() {
            opener |= 1 << openings[at] as u16;
            at += 1;
        }
        Opener(opener)
    }

    /// Whether it says something.
    pub fn has(self, opening: Opening) -> bool {
        self.0 & 1 << opening as u16 != 0
    }
}

impl From<Vec<Opening>> for Opener {
    fn from(openings: Vec<Opening>) -> Opener {
        Opener::of(&openings)
    }
}

impl From<Opener> for Vec<Opening> {
    fn from(opener: Opener) -> Vec<Opening> {
        Opening::READ.into_iter().filter(|&opening| opener.has(opening)).collect()
    }
}

impl BitOrAssign for Opener {
    fn bitor_assign(&mut self, other: Opener) {
        self.0 |= other.0;
    }
}

/// On which side of the dates something is said to happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// At them: `en 2022`.
    At,
    /// From them on: `depuis 2022`, `dès mardi`.
    From,
    /// Up to them: `jusqu’en 2022`, `d’ici mardi`.
    Until,
    /// Some time before them: `avant 2022`.
    Before,
    /// Some time after them: `après 2022`.
    After,
}

/// Which of several times: the one before the document's date, or the one after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// The one before.
    Last,
    /// The one after.
    Next,
}

/// What a word, or words in a row, may stand for in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lexeme {
    /// An article or a preposition.
    Opener(Opener),
    /// From 1.
    Month(i8),
    /// One that needs a year.
    ShortMonth(i8),
    /// From Monday, 1.
    Weekday(i8),
    /// Days after the document's.
    Day(i8),
    /// Days after one that is told.
    Beside(i8),
    /// A part of a day: `matin`.
    Part,
    /// What stands before one: `dans la`.
    BeforePart,
    /// `même`, as in `le même jour`.
    Same,
    /// `là`, as in `ce jour-là`.
    There,
    /// `ci`, as in `ce mois-ci`.
    Here,
    /// `chaque`, as in `chaque mardi`.
    Any,
    /// `dernier`, `prochain`
    Shift(Shift),
    /// Which third of a time, from 0.
    Third(i64),
    /// `il y a`
    Ago,
    /// `dans`
    Within,
    /// `depuis`, `avant`
    Bound(Bound),
    /// `environ`
    Nearly,
    /// `quelques`
    Few,
    /// `et demi`
    Half,
    /// `plus`, before `de` and a number that is no year.
    Count,
    /// `et`
    And,
    /// `ou`
    Or,
    /// `deux`
    Number(i16),
    /// `premier`
    Ordinal(i8),
    /// From the spring, 0.
    Season(i8),
    /// What stands before a time of day: `vers`.
    BeforeClock,
    /// What follows the hour: `gmt`.
    Clock,
    /// `mois`, `année`
    Unit(Unit),
    /// Several.
    Units(Unit),
}

impl Lexeme {
    /// Whether it is a time or a unit of time, and not what stands around one.
    pub fn is_core(self) -> bool {
        use Lexeme::*;
        matches!(
            self,
            Month(_)
                | ShortMonth(_)
                | Weekday(_)
                | Day(_)
                | Beside(_)
                | Part
                | Season(_)
                | Unit(_)
                | Units(_)
        )
    }

    /// Whether a date may start with it, what opens it left out.
    pub fn may_start(self) -> bool {
        use Lexeme::*;
        match self {
            Same | Shift(_) | Third(_) | Ago | Within | Bound(_) | Few | Number(_) | Ordinal(_) => true,
            Opener(_) | BeforePart | There | Here | Any | Nearly | Half | Count | And | Or | BeforeClock
            | Clock => false,
            _ => self.is_core(),
        }
    }
}

impl Cues {
    /// Makes the words of dates words of a vocabulary.
    pub fn spell_dates(&self, vocabulary: &mut Vocabulary) {
        for (phrase, _) in self.date_lexemes() {
            Cues::date_tokens(&phrase).for_each(|word| {
                vocabulary.spell(word);
            });
        }
    }

    /// The tokens of a phrase of dates: words in a row, whatever stands between them.
    pub fn date_tokens(phrase: &str) -> impl Iterator<Item = &str> {
        phrase.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty())
    }

    /// The phrases of dates, each with what it may stand for; a phrase may stand for several things.
    pub fn date_lexemes(&self) -> impl Iterator<Item = (Cow<'_, str>, Lexeme)> {
        let months = || (1..).zip(&self.months).map(|(month, name)| (name, Lexeme::Month(month)));
        let without_accents = months().map(|(name, month)| (fold(name).into(), month));
        let weekdays = (1..).zip(&self.weekdays).map(|(day, name)| (name, Lexeme::Weekday(day)));
        let named = months().chain(weekdays).chain(self.dates.numbered()).chain(self.dates.listed());
        named.map(|(name, lexeme)| (Cow::from(name), lexeme)).chain(without_accents)
    }
}

impl DateCues {
    /// The phrases that stand for a number, or say something before a date.
    fn numbered(&self) -> impl Iterator<Item = (&String, Lexeme)> {
        fn of<T: Copy>(
            map: &BTreeMap<String, T>,
            lexeme: fn(T) -> Lexeme,
        ) -> impl Iterator<Item = (&String, Lexeme)> {
            map.iter().map(move |(name, &value)| (name, lexeme(value)))
        }
        let days = of(&self.days, Lexeme::Day).chain(of(&self.beside, Lexeme::Beside));
        let numbers = of(&self.numbers, Lexeme::Number).chain(of(&self.ordinals, Lexeme::Ordinal));
        let seasons = (0..).zip(&self.seasons).map(|(season, name)| (name, Lexeme::Season(season)));
        let openers = of(&self.openers, Lexeme::Opener);
        openers.chain(of(&self.short_months, Lexeme::ShortMonth)).chain(days).chain(numbers).chain(seasons)
    }

    /// The phrases that stand for one thing each.
    fn listed(&self) -> impl Iterator<Item = (&String, Lexeme)> {
        let lists = [
            (&self.parts, Lexeme::Part),
            (&self.before_part, Lexeme::BeforePart),
            (&self.last, Lexeme::Shift(Shift::Last)),
            (&self.next, Lexeme::Shift(Shift::Next)),
            (&self.same, Lexeme::Same),
            (&self.there, Lexeme::There),
            (&self.here, Lexeme::Here),
            (&self.any, Lexeme::Any),
            (&self.start, Lexeme::Third(0)),
            (&self.middle, Lexeme::Third(1)),
            (&self.end, Lexeme::Third(2)),
            (&self.ago, Lexeme::Ago),
            (&self.within, Lexeme::Within),
            (&self.from, Lexeme::Bound(Bound::From)),
            (&self.until, Lexeme::Bound(Bound::Until)),
            (&self.before, Lexeme::Bound(Bound::Before)),
            (&self.after, Lexeme::Bound(Bound::After)),
            (&self.during, Lexeme::Bound(Bound::At)),
            (&self.nearly, Lexeme::Nearly),
            (&self.few, Lexeme::Few),
            (&self.half, Lexeme::Half),
            (&self.counts, Lexeme::Count),
            (&self.and, Lexeme::And),
            (&self.or, Lexeme::Or),
            (&self.before_clock, Lexeme::BeforeClock),
            (&self.clocks, Lexeme::Clock),
        ];
        let unit = self.unit.iter().map(|(&unit, names)| (names, Lexeme::Unit(unit)));
        let units = self.units.iter().map(|(&unit, names)| (names, Lexeme::Units(unit)));
        let all = lists.into_iter().chain(unit).chain(units);
        all.flat_map(|(names, lexeme)| names.iter().map(move |name| (name, lexeme)))
    }
}
