//! One reading a place: the longest name, and inside an organisation the names that it is made of.

use super::{
    Name, View,
    gazetteer::{Reading, Readings},
};
use crate::model::{Detail, EntryKind, Kind, Usage, Via, word};

/// The names of a document, by first token, the longer first. Names inside an organisation's are marked as nested.
pub(super) fn select(view: &View, readings: &Readings, people: Vec<Name>) -> Vec<Name> {
    choose(view, readings, people, |_, _, _| {})
}

/// Why a name gives way to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outdone {
    /// The same words, in a stronger reading.
    Weaker,
    /// The other has more words.
    Shorter,
    /// It starts inside the other and ends after it.
    Crossing,
    /// It lies in a name inside the other.
    Covered,
}

impl Outdone {
    pub(super) fn reason(self) -> &'static str {
        match self {
            Outdone::Weaker => {
                "the same words; own forms go before short, shared and cued ones, lists before rules, then country, \
                 person, organisation, place"
            }
            Outdone::Shorter => "it is longer, and holds no name of this kind",
            Outdone::Crossing => "it starts earlier",
            Outdone::Covered => "inside it another name comes first",
        }
    }
}

/// The names, telling each that gives way, why, and to which.
pub(super) fn choose(
    view: &View,
    readings: &Readings,
    people: Vec<Name>,
    mut outdone: impl FnMut(&Name, Outdone, &Name),
) -> Vec<Name> {
    let mut candidates: Vec<(u8, Name)> =
        readings.iter().filter_map(|reading| candidate(view, reading).ok()).collect();
    candidates.extend(people.into_iter().map(|name| (PERSON_BY_RULE, name)));
    candidates
        .sort_by(|(a_order, a), (b_order, b)| (a.first, b.end, a_order).cmp(&(b.first, a.end, b_order)));
    let mut names: Vec<Name> = Vec::new();
    let mut outer: Option<Name> = None;
    let mut inner_end = 0;
    for (_, mut name) in candidates {
        match &outer {
            Some(last) if name.first < last.end => {
                let inside = name.end <= last.end && (name.first, name.end) != (last.first, last.end);
                if inside && name.first >= inner_end && may_hold(view, last, &name) {
                    inner_end = name.end;
                    name.nested = true;
                    names.push(name);
                } else {
                    let why = match inside {
                        true if name.first < inner_end => Outdone::Covered,
                        true => Outdone::Shorter,
                        false if name.end > last.end => Outdone::Crossing,
                        false => Outdone::Weaker,
                    };
                    outdone(&name, why, last);
                }
            }
            _ => {
                inner_end = name.first;
                outer = Some(name.clone());
                names.push(name);
            }
        }
    }
    names
}

/// Among readings of the same span, the lower wins; a person found by rule yields to none that is known.
const PERSON_BY_RULE: u8 = 40;

/// Why a reading is no name by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoName {
    /// A rank, title, role or portfolio: it needs a name beside it.
    Attribute,
    SharedWord,
    WordAtStart,
}

impl NoName {
    pub(super) fn reason(self) -> &'static str {
        match self {
            NoName::Attribute => "stands beside names",
            NoName::SharedWord => "shared, and an ordinary word or a given name, too",
            NoName::WordAtStart => "an ordinary word, too, at the start of a sentence",
        }
    }
}

/// The name that a reading is by itself.
pub(super) fn candidate(view: &View, reading: &Reading) -> Result<(u8, Name), NoName> {
    let demonym = matches!(reading.usage, Usage::Demonym | Usage::DemonymPrefix);
    let kind = if demonym { Some(Kind::Demonym) } else { reading.kind.mention() };
    let kind = kind.filter(|kind| !matches!(kind, Kind::Rank | Kind::Role)).ok_or(NoName::Attribute)?;
    if let Some(no_name) = no_name(view, reading) {
        return Err(no_name);
    }
    let kind_order = match kind {
        Kind::Country => 0,
        Kind::Person => 1,
        Kind::Organisation => 2,
        Kind::Place => 3,
        _ => 4,
    };
    let usage_order = match reading.usage {
        Usage::Name | Usage::Acronym | Usage::Demonym | Usage::DemonymPrefix | Usage::Abbreviation => 0,
        Usage::Short => 1,
        Usage::Shared => 2,
        Usage::Cued => 3,
    };
    let name = Name {
        first: reading.first,
        end: reading.end,
        kind,
        candidates: reading.entries.to_vec(),
        via: Via::Gazetteer(reading.entries[0]),
        owned: match reading.usage {
            Usage::Shared => false,
            Usage::Cued => reading.entries.len() == 1,
            _ => true,
        },
        nested: false,
        long_form: None,
    };
    Ok((10 * usage_order + kind_order, name))
}

/// Why a single word that has other uses is no name where it stands.
fn no_name(view: &View, reading: &Reading) -> Option<NoName> {
    let first = reading.first as usize;
    if reading.end - reading.first > 1
        || matches!(reading.usage, Usage::Demonym | Usage::DemonymPrefix | Usage::Cued)
    {
        return None;
    }
    let common =
        view.is(first, word::ORDINARY) || (view.is(first, word::GIVEN) && reading.kind != EntryKind::Person);
    match reading.usage {
        // A form that several rows share and that is a word or a given name, too, says nothing by itself.
        Usage::Shared => common.then_some(NoName::SharedWord),
        Usage::Short => {
            (view.is(first, word::ORDINARY) && view.starts_sentence(first)).then_some(NoName::WordAtStart)
        }
        _ => None,
    }
}

/// Countries, places, demonyms and bodies inside the name of a body are mentions, too; not inside a brand or a person.
fn may_hold(view: &View, outer: &Name, inner: &Name) -> bool {
    const BRANDS: [&str; 6] = ["media", "news_agency", "company", "bank", "sport", "party"];
    let brand = outer.candidates.first().is_some_and(|&entry| {
        matches!(&view.lexicon.entry(entry).detail, Detail::Organisation { subtype, .. } if BRANDS.contains(&&**subtype))
    });
    outer.kind == Kind::Organisation && inner.kind != Kind::Person && !brand
}
