//! The horizon of what is known: a term that was open when somebody last looked is known up to that day. After it, it is
//! presumed, with a confidence that falls with the months and the kind of office, and from where it is likelier over, nothing is.

use super::{Date, Lexicon, Membership, Office, PartialDate};
use serde::{Deserialize, Serialize};

/// Whether somebody holds an office, or belongs to a body, on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holding {
    /// Not so.
    No,
    /// As the lists know it.
    Known,
    /// The term was open when last looked at, before that day.
    Presumed(Presumption),
}

impl Holding {
    /// Whether it is so, as far as can be told.
    pub fn holds(self) -> bool {
        self != Holding::No
    }

    /// What is presumed only.
    pub fn presumption(self) -> Option<Presumption> {
        match self {
            Holding::Presumed(presumption) => Some(presumption),
            Holding::No | Holding::Known => None,
        }
    }
}

/// Something that the lists know up to a day only, and that is presumed after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Presumption {
    /// The last day on which it is known.
    pub known_to: Date,
    /// How likely it still is so, in thousandths.
    thousandths: u16,
}

impl Presumption {
    /// What is known up to a day, and is so with a confidence of 0 to 1.
    pub fn new(known_to: Date, confidence: f64) -> Presumption {
        Presumption { known_to, thousandths: (confidence.clamp(0.0, 1.0) * 1e3).round() as u16 }
    }

    /// How likely it still is so, 0 to 1.
    pub fn confidence(self) -> f64 {
        f64::from(self.thousandths) / 1e3
    }

    /// Both together: as likely as both, known up to the earlier day.
    pub fn and(self, other: Presumption) -> Presumption {
        Presumption::new(self.known_to.min(other.known_to), self.confidence() * other.confidence())
    }

    /// Whether it is likelier so than not.
    #[doc(hidden)]
    pub fn is_likely(self) -> bool {
        2 * self.thousandths >= 1_000
    }
}

/// Both, where both are presumed; the one that is, else.
pub fn both(one: Option<Presumption>, other: Option<Presumption>) -> Option<Presumption> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.and(other)),
        (one, other) => one.or(other),
    }
}

/// What a term is of, as far as its length goes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TermKind {
    /// Kings, presidents, heads of juntas.
    HeadOfState,
    /// Prime ministers.
    HeadOfGovernment,
    /// Ministers.
    Minister,
    /// Chiefs of staff, commanders.
    Military,
    /// Heads of police and intelligence.
    Security,
    /// Ambassadors.
    Diplomat,
    /// Speakers.
    Parliament,
    /// Secretaries-general, chairs.
    International,
    /// Heads of parties.
    Party,
    /// Heads of agencies and cabinets.
    Administration,
    /// Any other office.
    Other,
    /// A membership, as a member, observer, associate or partner.
    Membership,
    /// A suspension.
    Suspension,
}

/// How many months after the day of the last look the shares of [`SHARES`] are.
const MONTHS: [i32; 6] = [0, 3, 6, 12, 24, 48];

/// Which share of the terms of a kind is still held so many months after a day in them. Of each term that has ended in
/// `offices.csv` and `memberships.csv` every day counts: a long term is more often open when somebody looks. `palabre gazetteer
/// terms` measures them, and a test holds the table against it; see `docs/horizon.md`.
const SHARES: [(TermKind, [u16; 6]); 13] = [
    (TermKind::HeadOfState, [1000, 970, 940, 880, 770, 580]),
    (TermKind::HeadOfGovernment, [1000, 930, 870, 740, 550, 310]),
    (TermKind::Minister, [1000, 920, 830, 690, 460, 210]),
    (TermKind::Military, [1000, 920, 840, 680, 430, 140]),
    (TermKind::Security, [1000, 950, 890, 790, 620, 340]),
    (TermKind::Diplomat, [1000, 930, 870, 730, 510, 210]),
    (TermKind::Parliament, [1000, 940, 890, 780, 590, 320]),
    (TermKind::International, [1000, 960, 920, 830, 700, 470]),
    (TermKind::Party, [1000, 960, 930, 880, 800, 670]),
    (TermKind::Administration, [1000, 900, 810, 650, 410, 180]),
    (TermKind::Other, [1000, 980, 960, 910, 830, 660]),
    (TermKind::Membership, [1000, 980, 970, 930, 870, 810]),
    (TermKind::Suspension, [1000, 920, 840, 720, 540, 310]),
];

impl TermKind {
    /// Every kind.
    pub fn all() -> impl Iterator<Item = TermKind> {
        SHARES.iter().map(|&(kind, _)| kind)
    }

    /// The kind of the offices of roles of a category of `roles.csv`: `minister`.
    pub fn of_category(category: &str) -> TermKind {
        match category {
            "head_of_state" => TermKind::HeadOfState,
            "head_of_government" => TermKind::HeadOfGovernment,
            "minister" => TermKind::Minister,
            "military" => TermKind::Military,
            "security" => TermKind::Security,
            "diplomat" => TermKind::Diplomat,
            "parliament" => TermKind::Parliament,
            "international" => TermKind::International,
            "party" => TermKind::Party,
            "administration" => TermKind::Administration,
            _ => TermKind::Other,
        }
    }

    /// The kind of memberships of a status.
    pub fn of_status(status: &str) -> TermKind {
        if status == "suspended" { TermKind::Suspension } else { TermKind::Membership }
    }

    /// The name in files: `head_of_state`.
    pub fn name(self) -> &'static str {
        match self {
            TermKind::HeadOfState => "head_of_state",
            TermKind::HeadOfGovernment => "head_of_government",
            TermKind::Minister => "minister",
            TermKind::Military => "military",
            TermKind::Security => "security",
            TermKind::Diplomat => "diplomat",
            TermKind::Parliament => "parliament",
            TermKind::International => "international",
            TermKind::Party => "party",
            TermKind::Administration => "administration",
            TermKind::Other => "other",
            TermKind::Membership => "membership",
            TermKind::Suspension => "suspension",
        }
    }

    /// How many months after the last look the shares of [`TermKind::shares`] are.
    pub fn months() -> [i32; 6] {
        MONTHS
    }

    /// The share of such terms that is still held after each of [`TermKind::months`], 0 to 1.
    pub fn shares(self) -> [f64; 6] {
        let row = SHARES.iter().find(|(kind, _)| *kind == self).expect("every kind has a row");
        row.1.map(|share| f64::from(share) / 1e3)
    }

    /// What is presumed on a day of a term that is known up to another: between two columns of the table, on the line
    /// between them; after the last, ever less.
    pub fn presumed(self, known_to: Date, day: Date) -> Presumption {
        let days = known_to.until(day).map_or(0, |span| span.get_days()).max(0);
        let months = f64::from(days) / DAYS_OF_A_MONTH;
        let points: Vec<(f64, f64)> = MONTHS.map(f64::from).into_iter().zip(self.shares()).collect();
        let between = points.windows(2).find(|pair| months <= pair[1].0);
        let (last, share) = points[points.len() - 1];
        let confidence = between.map_or(share * last / months.max(last), |pair| {
            let [(before, high), (after, low)] = [pair[0], pair[1]];
            high + (low - high) * (months - before) / (after - before)
        });
        Presumption::new(known_to, confidence)
    }

    /// Whether an open term holds on a day.
    fn open_term(self, known_to: Option<Date>, day: Date) -> Holding {
        match known_to.filter(|known_to| day > *known_to) {
            None => Holding::Known,
            Some(known_to) => match self.presumed(known_to, day) {
                presumption if presumption.is_likely() => Holding::Presumed(presumption),
                _ => Holding::No,
            },
        }
    }
}

const DAYS_OF_A_MONTH: f64 = 30.44;

/// How long the terms of a kind lasted that have ended.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TermLengths {
    /// The kind.
    pub kind: TermKind,
    /// How many terms have ended on a known date, having begun on one.
    pub ended: usize,
    /// How long the middle one of them lasted, in months.
    pub median: f64,
    /// The share of the days in all of them on which the term still had so many months to run, by [`TermKind::months`], 0 to 1.
    pub shares: [f64; 6],
}

impl TermLengths {
    /// The lengths of the offices and memberships of a lexicon, by kind; kinds of which none has ended are left out.
    pub fn of(lexicon: &Lexicon) -> Vec<TermLengths> {
        let offices = lexicon.offices().iter().map(|office| (office.kind, office.from, office.to));
        let of_status = |row: &Membership| (TermKind::of_status(&row.status), row.from, row.to);
        let terms: Vec<_> = offices.chain(lexicon.memberships().iter().map(of_status)).collect();
        let of_kind = |kind: TermKind| {
            let of_kind = terms.iter().filter(move |(other, ..)| *other == kind);
            let mut months: Vec<f64> =
                of_kind.filter_map(|&(_, from, to)| months_between(from?, to?)).collect();
            months.sort_unstable_by(f64::total_cmp);
            let &median = months.get(months.len() / 2)?;
            let days: f64 = months.iter().sum();
            let still =
                |after: i32| months.iter().map(|length| (length - f64::from(after)).max(0.0)).sum::<f64>();
            Some(TermLengths {
                kind,
                ended: months.len(),
                median,
                shares: MONTHS.map(|after| still(after) / days),
            })
        };
        TermKind::all().filter_map(of_kind).collect()
    }
}

/// From the middle of one date to the middle of another, in months.
fn months_between(from: PartialDate, to: PartialDate) -> Option<f64> {
    let days = |from: Date, to: Date| Some(f64::from(from.until(to).ok()?.get_days()));
    let days = (days(from.first, to.first)? + days(from.last, to.last)?) / 2.0;
    (days > 0.0).then_some(days / DAYS_OF_A_MONTH)
}

impl Lexicon {
    /// The day up to which half of the open offices are known: of a later document, who holds an office is mostly presumed.
    pub fn known_to(&self) -> Option<Date> {
        let mut days: Vec<Date> = self.offices.iter().filter_map(|office| office.known_to).collect();
        let middle = days.len() / 2;
        (!days.is_empty()).then(|| *days.select_nth_unstable(middle).1)
    }
}

impl Office {
    /// Whether it is held on a day, or on some day of a month or year: what every stage asks.
    pub fn on(&self, day: PartialDate) -> Holding {
        let begun = self.from.is_none_or(|from| from.first <= day.last);
        let over = self.to.is_some_and(|to| to.last < day.first) || (self.to.is_none() && !self.open);
        match begun && !over {
            true if self.open => self.kind.open_term(self.known_to, day.first),
            true => Holding::Known,
            false => Holding::No,
        }
    }
}

impl Membership {
    /// Whether it is in force on a day; `None` where its dates leave that open.
    pub fn on(&self, day: Date) -> Option<Holding> {
        let begun = |from: PartialDate| match () {
            () if day < from.first => Some(false),
            () if day >= from.last => Some(true),
            () => None,
        };
        if !self.from.map_or(Some(true), begun)? {
            return Some(Holding::No);
        }
        match self.to {
            Some(to) if day <= to.first => Some(Holding::Known),
            Some(to) => (day > to.last).then_some(Holding::No),
            None => self.open.then(|| TermKind::of_status(&self.status).open_term(self.known_to, day)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_presumed_falls_with_the_months() {
        let known_to = Date::constant(2025, 10, 31);
        for kind in TermKind::all() {
            let on = |day| kind.presumed(known_to, day).confidence();
            assert_eq!(on(known_to), 1.0, "{kind:?}");
            let days: Vec<f64> = (2026..2040).map(|year| on(Date::constant(year, 1, 1))).collect();
            assert!(days.is_sorted_by(|a, b| a > b), "{kind:?}: {days:?}");
        }
        let minister = |day| TermKind::Minister.open_term(Some(known_to), day);
        assert_eq!(minister(known_to), Holding::Known);
        assert_eq!(minister(Date::constant(2026, 4, 30)).presumption().map(|p| p.confidence()), Some(0.832));
        assert_eq!(minister(Date::constant(2031, 8, 10)), Holding::No);
    }
}
