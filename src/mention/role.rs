//! Role phrases: a role with its portfolio and the country or body it is held in.

use super::{
    View,
    gazetteer::{Reading, Readings},
    longest_at, readings_at,
};
use crate::{
    matcher::Gap,
    model::{EntryIndex, EntryKind, Usage, word},
};

/// `ministre malien de la Défense`, without article.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct RolePhrase {
    pub(super) first: u32,
    pub(super) end: u32,
    /// End of the role's own words.
    pub(super) role_end: u32,
    pub(super) role: EntryIndex,
    /// Of which matters.
    pub(super) portfolio: Option<EntryIndex>,
    /// Country or organisation, and its first token and the one after its last.
    pub(super) of: Option<(EntryIndex, u32, u32)>,
}

/// The role phrases of a document, by first token; none starts inside another.
pub(super) fn phrases(view: &View, readings: &Readings) -> Vec<RolePhrase> {
    let mut phrases: Vec<RolePhrase> = Vec::new();
    for reading in readings.iter().filter(|reading| reading.kind == EntryKind::Role) {
        let inside = phrases.last().is_some_and(|last| reading.first < last.end);
        if !inside && is_longest(readings, reading) && !is_participle(view, reading.first as usize) {
            phrases.push(phrase(view, readings, reading));
        }
    }
    phrases
}

/// Whether a role is the longest that starts there, such that no organisation starts in it and goes on after it: `chef
/// d’état-major`, not `chef d’état-major de l’armée`, before `Armée nationale populaire`.
fn is_longest(readings: &Readings, role: &Reading) -> bool {
    let cuts_organisation = |role: &Reading| {
        (role.first + 1..role.end).any(|at| {
            let organisation = longest_at(readings, at as usize, &[EntryKind::Organisation]);
            organisation.is_some_and(|organisation| organisation.end > role.end)
        })
    };
    let whole = readings_at(readings, role.first as usize)
        .filter(|reading| reading.kind == EntryKind::Role && !cuts_organisation(reading))
        .last();
    whole.is_some_and(|whole| whole.end == role.end)
}

/// `a invité`, `a été élu`: a verb, not a role.
fn is_participle(view: &View, first: usize) -> bool {
    let ending = ["é", "ée", "és", "ées", "u", "ue", "us", "ues"];
    if first == 0 || !view.joined(first) || !ending.iter().any(|ending| view.written(first).ends_with(ending))
    {
        return false;
    }
    let frames = &view.lexicon.frames;
    let before = frames.words.get(view.written(first - 1));
    before
        .is_some_and(|word| word.verbs.iter().any(|form| [frames.be, frames.have].contains(&Some(form.verb))))
}

fn phrase(view: &View, readings: &Readings, role: &Reading) -> RolePhrase {
    let limit = view.text.sentences[view.sentence_of(role.first as usize)].end_token as usize;
    let mut phrase = RolePhrase {
        first: role.first,
        end: role.end,
        role_end: role.end,
        role: role.entries[0],
        portfolio: None,
        of: None,
    };
    let mut at = role.end as usize;
    // At most: demonym, portfolio, demonym, of whom.
    for _ in 0..5 {
        let next = (at < limit && view.joined(at) && view.is(at, word::AFTER_ROLE)).then_some(at + 1);
        match next.or_else(|| complement(view, readings, at, limit, &mut phrase)) {
            Some(end) => at = end,
            None => break,
        }
        phrase.end = at as u32;
    }
    phrase
}

/// The end of a demonym, a portfolio or `of whom` that starts at a token, which the phrase takes.
pub(super) fn complement(
    view: &View,
    readings: &Readings,
    at: usize,
    limit: usize,
    phrase: &mut RolePhrase,
) -> Option<usize> {
    demonym(view, readings, at, limit, phrase)
        .or_else(|| portfolio(view, readings, at, limit, phrase))
        .or_else(|| of_whom(view, readings, at, limit, phrase))
}

/// `malien`.
fn demonym(
    view: &View,
    readings: &Readings,
    at: usize,
    limit: usize,
    phrase: &mut RolePhrase,
) -> Option<usize> {
    if at >= limit || !view.joined(at) || phrase.of.is_some() {
        return None;
    }
    let reading = readings_at(readings, at).find(|r| r.usage == Usage::Demonym)?;
    if reading.end as usize > limit {
        return None;
    }
    phrase.of = Some((reading.entries[0], reading.first, reading.end));
    Some(reading.end as usize)
}

/// `de la Défense et des Anciens combattants`.
fn portfolio(
    view: &View,
    readings: &Readings,
    at: usize,
    limit: usize,
    phrase: &mut RolePhrase,
) -> Option<usize> {
    let start = view.after_of(at, limit)?;
    let reading = longest_at(readings, start, &[EntryKind::Portfolio])?;
    let mut end = reading.end as usize;
    // More of it: `, de la Coopération et …`, `et du Budget`.
    while end < limit {
        let next = if view.is_word(end, "et") { end + 1 } else { end };
        let goes_on = view.joined(end) || view.token(end).gap == Gap::Comma;
        let more = (goes_on && next < limit).then(|| view.after_of(next, limit)).flatten();
        match more.and_then(|start| longest_at(readings, start, &[EntryKind::Portfolio])) {
            Some(reading) => end = reading.end as usize,
            None => break,
        }
    }
    if end > limit {
        return None;
    }
    phrase.portfolio = phrase.portfolio.or(Some(reading.entries[0]));
    Some(end)
}

/// `du Mali`, `de la Fédération de Russie`, `de l’AES`, `de France au Mali`.
fn of_whom(
    view: &View,
    readings: &Readings,
    at: usize,
    limit: usize,
    phrase: &mut RolePhrase,
) -> Option<usize> {
    let start = view.after_of(at, limit).or_else(|| after_at(view, at, limit))?;
    let reading = longest_at(readings, start, &[EntryKind::Country, EntryKind::Organisation])
        .or_else(|| longest_at(readings, start, &[EntryKind::Place]).filter(|_| phrase.of.is_some()))?;
    if reading.end as usize > limit || matches!(reading.usage, Usage::Demonym | Usage::DemonymPrefix) {
        return None;
    }
    if phrase.of.is_none() {
        phrase.of = Some((reading.entries[0], reading.first, reading.end));
    }
    Some(reading.end as usize)
}

/// The token after `au`, `en`, `auprès de`.
fn after_at(view: &View, at: usize, limit: usize) -> Option<usize> {
    match at + 1 < limit && view.is_word(at, "aupres") {
        true => view.after_of(at + 1, limit),
        false => view.after(at, limit, |i| ["au", "aux", "en", "a"].iter().any(|word| view.is_word(i, word))),
    }
}
