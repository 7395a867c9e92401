//! How texts of a language say what they are: the labels of front matter, written dates, what stands around them.

use super::{
    date::{self, FoundDate},
    hard_wrap::LineJoiner,
};
use crate::{
    builtin,
    matcher::fold,
    model::{ColumnCues, Cues, Date, FrontCues, Lexicon, PageCues, PartialDate},
};
use regex::Regex;
use std::{
    fmt,
    sync::{Arc, LazyLock, OnceLock},
};

/// What the first lines of a text, and dates anywhere, are read by. By default those of the built-in language.
///
/// ```
/// use palabre::{input::{Conventions, Options}, lexicon};
///
/// let lexicon = lexicon::load(&lexicon::Options::default())?;
/// let options = Options::default().with_conventions(Conventions::new(&lexicon));
/// # Ok::<(), palabre::error::Error>(())
/// ```
#[derive(Clone)]
pub struct Conventions(Arc<Words>);

struct Words {
    front: FrontCues,
    lines: LineJoiner,
    pages: PageCues,
    columns: ColumnCues,
    /// Labels of those who speak without a name, folded.
    speakers: Vec<String>,
    /// ISO 639-1 code.
    language: String,
    /// Days of the week and what else stands before a date, folded.
    before_date: Vec<String>,
    /// Names of months in full and short, with their numbers.
    months: Vec<(String, i8)>,
    /// Finds dates; made when it is first asked.
    pattern: OnceLock<Regex>,
}

impl Conventions {
    /// Those of the language of a lexicon.
    pub fn new(lexicon: &Lexicon) -> Conventions {
        Conventions::of(&lexicon.cues, LineJoiner::new(lexicon))
    }

    fn of(cues: &Cues, lines: LineJoiner) -> Conventions {
        let full = cues.months.iter().cloned().zip(1..);
        let short = cues.dates.short_months.iter().map(|(name, &month)| (name.clone(), month));
        let foreign = cues.front.other_months.iter().map(|(name, &month)| (name.clone(), month));
        let before = cues.weekdays.iter().map(|day| fold(day)).chain(cues.front.before_date.iter().cloned());
        Conventions(Arc::new(Words {
            front: cues.front.clone(),
            lines,
            pages: cues.pages.clone(),
            columns: cues.columns.clone(),
            speakers: cues.zones.speaker.clone(),
            language: cues.language.clone(),
            before_date: before.collect(),
            months: full.chain(short).chain(foreign).collect(),
            pattern: OnceLock::new(),
        }))
    }

    pub(super) fn front(&self) -> &FrontCues {
        &self.0.front
    }

    pub(super) fn lines(&self) -> &LineJoiner {
        &self.0.lines
    }

    pub(super) fn pages(&self) -> &PageCues {
        &self.0.pages
    }

    pub(super) fn speakers(&self) -> &[String] {
        &self.0.speakers
    }

    pub(super) fn columns(&self) -> &ColumnCues {
        &self.0.columns
    }

    /// Whether a cell says that a text is in this language: `fr`, `fr-CA`, `français`.
    pub(super) fn is_this_language(&self, cell: &str) -> bool {
        let Words { columns, language, .. } = &*self.0;
        let name = fold(cell.split(['-', '_', ' ']).next().unwrap_or_default());
        name == *language || columns.this_language.iter().any(|known| fold(known) == name)
    }

    /// Whether a word, folded, may stand before a date without more: `jeudi`.
    pub(super) fn is_before_date(&self, folded: &str) -> bool {
        self.0.before_date.iter().any(|word| word == folded)
    }

    /// The first full date of a line.
    pub(super) fn find_date(&self, line: &str) -> Option<FoundDate> {
        self.find_dates(line).into_iter().next()
    }

    /// The full dates of a line.
    pub(super) fn find_dates(&self, line: &str) -> Vec<FoundDate> {
        let Words { front, months, pattern, .. } = &*self.0;
        let pattern = || pattern.get_or_init(|| date::pattern(months, &front.day_suffixes));
        date::find(line, pattern, months)
    }

    /// The month or year that a cell holds: `mai 2023`, `2023-05`, `05/2023`, `2023`.
    pub(super) fn parse_period(&self, cell: &str) -> Option<PartialDate> {
        date::period(cell.trim(), &self.0.months)
    }

    /// The date that a cell or an attribute holds: ISO 8601 or a written form, a time or a weekday beside it allowed.
    pub(super) fn parse_date(&self, cell: &str) -> Option<Date> {
        let cell = cell.trim();
        if let Some(date) = date::compact(cell) {
            return Some(date);
        }
        if cell.len() > 80 {
            return None;
        }
        let found = self.find_date(cell).map(|found| found.date);
        // `11 mai 23`: a cell is a date, text would be anything.
        found.or_else(|| self.find_date(&date::with_century(cell)?).map(|found| found.date))
    }
}

impl Default for Conventions {
    fn default() -> Conventions {
        static BUILTIN: LazyLock<Conventions> = LazyLock::new(|| {
            let cues: Cues = toml::from_str(builtin::manifest()).expect("the built-in manifest is sound");
            Conventions::of(&cues, LineJoiner::of(&cues.lines))
        });
        BUILTIN.clone()
    }
}

impl PartialEq for Conventions {
    fn eq(&self, other: &Conventions) -> bool {
        let parts = |words: &Words| {
            let Words { front, lines, pages, columns, speakers, language, before_date, months, pattern: _ } =
                words;
            let cues =
                (front.clone(), lines.cues().clone(), pages.clone(), columns.clone(), speakers.clone());
            (cues, language.clone(), before_date.clone(), months.clone())
        };
        Arc::ptr_eq(&self.0, &other.0) || parts(&self.0) == parts(&other.0)
    }
}

impl Eq for Conventions {}

impl fmt::Debug for Conventions {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_tuple("Conventions").field(&self.0.front).finish()
    }
}
