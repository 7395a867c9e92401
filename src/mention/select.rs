//! One reading a place: the longest name, and inside an organisation the names that it is made of.

use super::{
    Name, View,
    gazetteer::{Reading, Readings},
};
use crate::model::{Detail, EntryKind, Kind, Usage, Via, word};

/// The names of a document, by first token, the longer first. Names inside an organisation's are marked as nested.
pub(super) fn select(view: &View, readings: &Readings, people: Vec<Name>) -> Vec<Name> {
    let mut candidates: Vec<(u8, Name)> =
        readings.iter().filter_map(|reading| candidate(view, reading)).collect();
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

fn candidate(view: &View, reading: &Reading) -> Option<(u8, Name)> {
    let demonym = matches!(reading.usage, Usage::Demonym | Usage::DemonymPrefix);
    let kind = if demonym { Kind::Demonym } else { reading.kind.mention()? };
    if matches!(kind, Kind::Rank | Kind::Role) || !is_name_here(view, reading) {
        return None;
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
    };
    Some((10 * usage_order + kind_order, name))
}

/// Whether a single word that has other uses is a name where it stands.
fn is_name_here(view: &View, reading: &Reading) -> bool {
    let first = reading.first as usize;
    if reading.end - reading.first > 1
        || matches!(reading.usage, Usage::Demonym | Usage::DemonymPrefix | Usage::Cued)
    {
        return true;
    }
    let common =
        view.is(first, word::ORDINARY) || (view.is(first, word::GIVEN) && reading.kind != EntryKind::Person);
    match reading.usage {
        // A form that several rows share and that is a word or a given name, too, says nothing by itself.
        Usage::Shared => !common,
        Usage::Short => !(view.is(first, word::ORDINARY) && view.starts_sentence(first)),
        _ => true,
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
