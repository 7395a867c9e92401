//! What came of an import: what was taken, what was left out and why.

use std::{collections::BTreeMap, fmt::Write};

/// Why something of a source is in no row, or not as the source has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// A line, or an element, that is not of the format.
    Broken,
    /// No actor: a ship, a passport.
    NoActor,
    /// Nothing says whether it is a person or a body.
    NoKind,
    /// No name that can be used.
    NoName,
    /// In no Latin letters.
    Script,
    /// No name: an address, a number, a sentence.
    NotAName,
    /// A person’s name of one word: a given name, a surname.
    OneWord,
    /// Given names alone.
    GivenNames,
    /// Ordinary words.
    Words,
    /// A rank, a title, a role.
    Attribute,
    /// The source itself says that others have it.
    Weak,
    /// A pattern that stands for no certain form.
    Pattern,
    /// In the lists, by its Wikidata id.
    ListedById,
    /// In the lists, by its name and country.
    ListedByName,
    /// Of the name of somebody in the lists, and another, or maybe so: the name is shared.
    Namesake,
    /// A country that the lists do not have.
    NoCountry,
    /// An office that is no role of the lists.
    NoRole,
    /// An office of which nothing says where.
    NoPlace,
    /// A term of somebody, or in a body, that has no row.
    NoHolder,
    /// A term that the lists have.
    ListedTerm,
    /// A role in a body that is no role of the lists: the link itself is taken, as a member or an employee.
    PlainRole,
    /// Shares of a body or a state in a body.
    Shares,
    /// Two people who are related, or close to each other.
    Kin,
    /// Another link that the lists have no columns for.
    NoColumn,
    /// A date that is none.
    NoDate,
    /// Undecided.
    Undecided,
}

impl Reason {
    /// What it says, after a number.
    pub fn says(self) -> &'static str {
        match self {
            Reason::Broken => "that cannot be read",
            Reason::NoActor => "entities that are no person, organisation, country or place",
            Reason::NoKind => "entities that may be a person or an organisation",
            Reason::NoName => "entities without a name that can be used",
            Reason::Script => "names in another script",
            Reason::NotAName => "names that are none (addresses, numbers, sentences)",
            Reason::OneWord => "names of people of one word (a given name or a surname alone)",
            Reason::GivenNames => "aliases of given names alone",
            Reason::Words => "names of ordinary words",
            Reason::Attribute => "names that are a rank, a title or a role",
            Reason::Weak => "weak aliases (--weak takes them, after a cue or shared)",
            Reason::Pattern => "patterns that stand for no certain form",
            Reason::ListedById => "that the lists have, by their Wikidata id",
            Reason::ListedByName => {
                "that the lists have, by name and country (--namesakes makes rows of them)"
            }
            Reason::Namesake => "of a name that the lists have for another, shared with it",
            Reason::NoCountry => "countries that the lists do not have",
            Reason::NoRole => "offices that are no role of the lists",
            Reason::NoPlace => "offices of no country or body",
            Reason::NoHolder => "terms of somebody, or in a body, without a row",
            Reason::ListedTerm => "terms that the lists have",
            Reason::PlainRole => "roles in a body that no list has, taken as member or employee",
            Reason::Shares => "shares of bodies or countries in bodies, which no list has",
            Reason::Kin => "relatives and associates, which no list has",
            Reason::NoColumn => "other links that the lists have no columns for",
            Reason::NoDate => "dates that are none",
            Reason::Undecided => "merges that are not decided",
        }
    }

    /// Whether the actor is there all the same.
    fn is_told_only(self) -> bool {
        matches!(self, Reason::Namesake | Reason::PlainRole)
    }
}

/// What came of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// The name of the format that was read.
    pub format: &'static str,
    /// Rows by list.
    pub rows: BTreeMap<&'static str, u64>,
    /// How often a reason was met, and the first example.
    pub reasons: BTreeMap<Reason, (u64, String)>,
    /// Names that were written otherwise than the source does: how many, and the first of them, before and after.
    pub rewritten: (u64, String),
    /// Names that two actors of the source have.
    pub shared: u64,
}

/// An example is no longer, in characters.
const LONGEST: usize = 100;

impl Report {
    pub(super) fn add(&mut self, reason: Reason, example: &str) {
        let (count, first) = self.reasons.entry(reason).or_default();
        *count += 1;
        if first.is_empty() {
            *first = example.chars().take(LONGEST).collect();
        }
    }

    pub(super) fn add_rewritten(&mut self, from: &str, to: &str) {
        self.rewritten.0 += 1;
        if self.rewritten.1.is_empty() {
            self.rewritten.1 = format!("{from} → {to}");
        }
    }

    /// How often a reason was met.
    pub fn count(&self, reason: Reason) -> u64 {
        self.reasons.get(&reason).map_or(0, |(count, _)| *count)
    }
}

/// For people: the rows, then what was left out, the most frequent reason first.
impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let mut text = String::new();
        for (list, rows) in &self.rows {
            writeln!(text, "{rows:>9} rows of {list}.csv")?;
        }
        if self.rewritten.0 > 0 {
            writeln!(text, "{:>9} names as the press writes them: {}", self.rewritten.0, self.rewritten.1)?;
        }
        if self.shared > 0 {
            writeln!(text, "{:>9} names that several rows have, in `shared`", self.shared)?;
        }
        let mut told: Vec<_> = self.reasons.iter().collect();
        told.sort_by_key(|(reason, (count, _))| {
            (!reason.is_told_only(), std::cmp::Reverse(*count), **reason)
        });
        let (told_only, left_out): (Vec<_>, Vec<_>) =
            told.into_iter().partition(|(reason, _)| reason.is_told_only());
        for (title, reasons) in [("", told_only), ("left out:\n", left_out)] {
            if reasons.is_empty() {
                continue;
            }
            text += title;
            for (reason, (count, example)) in reasons {
                writeln!(text, "{count:>9} {}: {example}", reason.says())?;
            }
        }
        f.write_str(&text)
    }
}
