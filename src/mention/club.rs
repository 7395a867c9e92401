//! Clubs that no list knows, with their country in brackets behind a player: `Awa Koné (Slovan Liberec, République tchèque)`.

use super::{Name, View, gazetteer::Readings, longest_at, readings_at};
use crate::{
    matcher::Gap,
    model::{EntryKind, Usage, word},
};

/// The rule of such a name.
pub(super) const RULE: &str = "fr.organisation.club";
/// The most words of the name of a club.
const MOST: usize = 5;

/// The clubs in brackets of a text about sport.
pub(super) fn find(view: &View, readings: &Readings) -> Vec<Name> {
    if view.sentences_with(word::SPORT).next().is_none() {
        return Vec::new();
    }
    let opened = |&first: &usize| {
        view.token(first).gap == Gap::Other
            && view.is_capitalised(first - 1)
            && view.is_capitalised(first)
            && view.text_before(first).ends_with('(')
    };
    let club = |first: usize| {
        let end = before_country(view, readings, first)?;
        let listed = longest_at(readings, first, &[EntryKind::Organisation]).is_some();
        let place = longest_at(readings, first, &[EntryKind::Place, EntryKind::Country]);
        let place = place.is_some_and(|place| place.end as usize == end);
        (!listed && !place).then(|| Name::organisation(first..end, Vec::new(), RULE))
    };
    (1..view.text.tokens.len()).filter(opened).filter_map(club).collect()
}

/// The comma behind capitalised words in a bracket, where a country closes that.
fn before_country(view: &View, readings: &Readings, first: usize) -> Option<usize> {
    let limit = view.sentence_end(first);
    let part = |i: usize| view.joined(i) && view.is_capitalised(i);
    let comma =
        (first + 1..limit).take(MOST).find(|&i| !part(i)).filter(|&i| view.token(i).gap == Gap::Comma)?;
    let mut countries = readings_at(readings, comma)
        .filter(|reading| reading.kind == EntryKind::Country && reading.usage == Usage::Name);
    countries.any(|country| view.closes_bracket(country.end as usize)).then_some(comma)
}
