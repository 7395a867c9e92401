//! What the words of dates stand for.

use super::Bound;
use crate::{
    matcher::{FormId, Token, Vocabulary, fold},
    model::Cues,
};
use rustc_hash::{FxHashMap, FxHashSet};

/// What a word, or words in a row, may stand for in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lexeme {
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
    Part,
    /// `même`, as in `le même jour`.
    Same,
    Shift(Shift),
    /// Which third of a time, from 0.
    Third(i64),
    Ago,
    Within,
    Bound(Bound),
    Nearly,
    Few,
    Count,
    Number(i16),
    Ordinal(i8),
    /// From the spring, 0.
    Season(i8),
    Clock,
    Unit(Unit),
}

impl Lexeme {
    /// Whether it is a time or a unit of time, and not what stands around one.
    fn is_core(self) -> bool {
        use Lexeme::*;
        match self {
            Month(_) | ShortMonth(_) | Weekday(_) | Day(_) | Beside(_) | Part | Season(_) | Unit(_) => true,
            Same | Shift(_) | Third(_) | Ago | Within | Bound(_) | Nearly | Few | Count | Number(_)
            | Ordinal(_) | Clock => false,
        }
    }
}

/// Which of several times: the one before the document's date, or the one after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shift {
    Last,
    Next,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Half,
    Year,
}

/// A phrase without its first word, and what it stands for.
type Phrase = (Box<[Box<str>]>, Lexeme);

/// The words of dates, ready to be looked up. Made once from the cues of a language.
#[derive(Debug, Clone)]
pub struct DateWords {
    /// By the first byte of a word, a bit for each length that such a word has: most words are none of these.
    lengths: [u32; 256],
    /// By the first word; the longest phrase first.
    phrases: FxHashMap<Box<str>, Vec<Phrase>>,
    /// The forms of these first words.
    first: FxHashSet<FormId>,
    /// The forms of words without which nothing is a date, where no digit stands: `mai`, `hier`, `semaine`.
    core: FxHashSet<FormId>,
}

impl DateWords {
    /// The words of dates in the cues, for texts whose tokens are of a vocabulary.
    pub fn new(cues: &Cues, vocabulary: &Vocabulary) -> DateWords {
        let mut words = DateWords::of(cues);
        let form = |word: &str| vocabulary.lookup(&fold(word));
        words.first = words.phrases.keys().map(|word| form(word)).collect();
        // The longest word of each: `veille` of `la veille`.
        let longest = words.phrases.iter().flat_map(|(first, phrases)| {
            let core = phrases.iter().filter(|(_, lexeme)| lexeme.is_core());
            core.filter_map(move |(rest, _)| rest.iter().chain([first]).max_by_key(|word| word.len()))
        });
        words.core = longest.map(|word| form(word)).collect();
        words
    }

    /// Whether a token may be the first word of a date, articles and prepositions before it left out.
    pub(in crate::relation) fn may_start_with(&self, token: &Token) -> bool {
        token.shape.has_digit() || self.first.contains(&token.form)
    }

    /// Whether a token is what makes some words a date.
    pub(in crate::relation) fn is_core(&self, token: &Token) -> bool {
        token.shape.has_digit() || self.core.contains(&token.form)
    }

    fn of(cues: &Cues) -> DateWords {
        let mut words = DateWords {
            lengths: [0; 256],
            phrases: FxHashMap::default(),
            first: FxHashSet::default(),
            core: FxHashSet::default(),
        };
        let dates = &cues.dates;
        for (month, name) in (1..).zip(&cues.months) {
            words.add(name, Lexeme::Month(month));
            words.add(&crate::matcher::fold(name), Lexeme::Month(month));
        }
        (1..).zip(&cues.weekdays).for_each(|(day, name)| words.add(name, Lexeme::Weekday(day)));
        (0..).zip(&dates.seasons).for_each(|(season, name)| words.add(name, Lexeme::Season(season)));
        dates.short_months.iter().for_each(|(name, &month)| words.add(name, Lexeme::ShortMonth(month)));
        dates.days.iter().for_each(|(name, &days)| words.add(name, Lexeme::Day(days)));
        dates.beside.iter().for_each(|(name, &days)| words.add(name, Lexeme::Beside(days)));
        dates.numbers.iter().for_each(|(name, &number)| words.add(name, Lexeme::Number(number)));
        dates.ordinals.iter().for_each(|(name, &number)| words.add(name, Lexeme::Ordinal(number)));
        let (units, lists) = (&dates.units, &dates);
        let lists: [(&[String], Lexeme); 26] = [
            (&lists.parts, Lexeme::Part),
            (&lists.same, Lexeme::Same),
            (&lists.last, Lexeme::Shift(Shift::Last)),
            (&lists.next, Lexeme::Shift(Shift::Next)),
            (&lists.start, Lexeme::Third(0)),
            (&lists.middle, Lexeme::Third(1)),
            (&lists.end, Lexeme::Third(2)),
            (&lists.ago, Lexeme::Ago),
            (&lists.within, Lexeme::Within),
            (&lists.from, Lexeme::Bound(Bound::From)),
            (&lists.until, Lexeme::Bound(Bound::Until)),
            (&lists.before, Lexeme::Bound(Bound::Before)),
            (&lists.after, Lexeme::Bound(Bound::After)),
            (&lists.during, Lexeme::Bound(Bound::At)),
            (&lists.nearly, Lexeme::Nearly),
            (&lists.few, Lexeme::Few),
            (&lists.counts, Lexeme::Count),
            (&lists.clocks, Lexeme::Clock),
            (&units.hour, Lexeme::Unit(Unit::Hour)),
            (&units.day, Lexeme::Unit(Unit::Day)),
            (&units.week, Lexeme::Unit(Unit::Week)),
            (&units.weekend, Lexeme::Unit(Unit::Weekend)),
            (&units.month, Lexeme::Unit(Unit::Month)),
            (&units.quarter, Lexeme::Unit(Unit::Quarter)),
            (&units.half, Lexeme::Unit(Unit::Half)),
            (&units.year, Lexeme::Unit(Unit::Year)),
        ];
        for (names, lexeme) in lists {
            names.iter().for_each(|name| words.add(name, lexeme));
        }
        words
    }

    fn add(&mut self, name: &str, lexeme: Lexeme) {
        let mut parts = name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        let Some(first) = parts.next() else { return };
        self.lengths[usize::from(first.as_bytes()[0])] |= length_bit(first);
        let phrase: Phrase = (parts.map(Box::from).collect(), lexeme);
        let phrases = self.phrases.entry(first.into()).or_default();
        let at = phrases.partition_point(|(rest, _)| rest.len() >= phrase.0.len());
        if !phrases.contains(&phrase) {
            phrases.insert(at, phrase);
        }
    }

    /// The phrases that start with a word, without it, the longest first.
    pub(super) fn starting_with(&self, word: &str) -> &[Phrase] {
        let first = word.as_bytes().first().copied().unwrap_or_default();
        if self.lengths[usize::from(first)] & length_bit(word) == 0 {
            return &[];
        }
        self.phrases.get(word).map_or(&[], |phrases| phrases)
    }
}

fn length_bit(word: &str) -> u32 {
    1 << word.len().min(31)
}
