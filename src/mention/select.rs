//! Disambiguation of overlapping readings: the longest name, and the nested names of an organisation.

use super::{
    Name, Precedence, Reason, View, club, company,
    gazetteer::{Reading, Readings},
    introduced,
    namesake::Namesakes,
};
use crate::{
    matcher::Gap,
    model::{EntryKind, INTRODUCED, Kind, Listener, Pass, QUOTED, Usage, Via, word},
};

/// The names of a document, by first token, the longer first. Names inside an organisation's are marked as nested.
pub(super) fn select(
    view: &View,
    readings: &Readings,
    by_rule: Vec<Name>,
    on: &mut impl Listener,
) -> Vec<Name> {
    let mut candidates = Vec::new();
    let namesakes = Namesakes::new(view, readings);
    for reading in readings.iter() {
        let Some(kind) = reading.names() else { continue };
        match no_name(view, reading, &namesakes) {
            None => candidates.push((order(reading, kind), name(reading, kind))),
            Some(reason) => on.record(|| name(reading, kind).refused(view, Pass::Selection, reason)),
        }
    }
    let order = |name: &Name| if name.via == Via::Rule(QUOTED) { 0 } else { BY_RULE };
    candidates.extend(by_rule.into_iter().map(|name| (order(&name), name)));
    candidates
        .sort_by(|(a_order, a), (b_order, b)| (a.first, b.end, a_order).cmp(&(b.first, a.end, b_order)));
    choose(view, candidates, on)
}

/// The names without overlap, from candidates sorted by first token, longer and surer ones first.
fn choose(view: &View, candidates: Vec<(u8, Name)>, on: &mut impl Listener) -> Vec<Name> {
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
                } else {
                    let why = match inside {
                        true if name.first < inner_end => Precedence::FirstInside,
                        true => Precedence::Longer,
                        false if name.end > last.end => Precedence::Earlier,
                        false => Precedence::Stronger,
                    };
                    on.record(|| name.gives_way(view, Pass::Selection, last, why));
                    continue;
                }
            }
            _ => {
                inner_end = name.first;
                outer = Some(name.clone());
            }
        }
        on.record(|| name.held(view, Pass::Selection));
        names.push(name);
    }
    names
}

/// Precedence of a name found by rule, below every listed reading of the same span (lower wins).
const BY_RULE: u8 = 40;

/// The precedence of a reading: lower wins.
fn order(reading: &Reading, kind: Kind) -> u8 {
    let kind_order = match kind {
        Kind::Country => 0,
        Kind::Person => 1,
        Kind::Organisation => 2,
        Kind::Place => 3,
        _ => 4,
    };
    let usage_order = match reading.usage {
        Usage::Short => 1,
        Usage::Shared => 2,
        Usage::Cued => 3,
        _ => 0,
    };
    10 * usage_order + kind_order
}

/// The name that a reading is by itself.
fn name(reading: &Reading, kind: Kind) -> Name {
    Name {
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
        surname: None,
    }
}

/// Why an ambiguous single word is no name in its context.
fn no_name(view: &View, reading: &Reading, namesakes: &Namesakes) -> Option<Reason> {
    let first = reading.first as usize;
    if reading.end - reading.first > 1
        || matches!(reading.usage, Usage::Demonym | Usage::DemonymPrefix | Usage::Cued)
    {
        return None;
    }
    let common =
        view.is(first, word::ORDINARY) || (view.is(first, word::GIVEN) && reading.kind != EntryKind::Person);
    match reading.usage {
        // A shared form that is also a dictionary word or a given name is no evidence.
        Usage::Shared => (common && !namesakes.is_country(reading)).then_some(Reason::SharedWord),
        Usage::Short => {
            (view.is(first, word::ORDINARY) && view.starts_sentence(first)).then_some(Reason::WordAtStart)
        }
        _ => None,
    }
}

/// Whether a name may hold nested mentions: countries, places, demonyms and organisations in the name of an
/// organisation that is no brand.
fn may_hold(view: &View, outer: &Name, inner: &Name) -> bool {
    const BRANDS: [&str; 6] = ["media", "news_agency", "company", "bank", "sport", "party"];
    let subtype = outer.candidates.first().and_then(|&entry| view.lexicon.entry(entry).subtype());
    let brand = subtype.is_some_and(|subtype| BRANDS.contains(&subtype))
        || matches!(
            outer.via,
            Via::Rule(club::RULE | company::RULE | QUOTED | INTRODUCED | introduced::HEADED)
        );
    // `Conseil de sécurité russe` is not the `Conseil de sécurité`; `UE-UA` is of both.
    let next = view.text.tokens.get(inner.end as usize);
    let joined = next.is_some_and(|next| next.gap == Gap::Hyphen) && inner.candidates != outer.candidates;
    let start = inner.kind == Kind::Organisation && inner.first == outer.first && !joined;
    outer.kind == Kind::Organisation && inner.kind != Kind::Person && !start && !brand
}
