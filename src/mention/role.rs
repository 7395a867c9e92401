//! Role phrases: a role with its portfolio and its country or organisation.

use super::{
    Name, Reason, View,
    gazetteer::{Reading, Readings},
    longest_at, readings_at,
};
use crate::{
    matcher::{Gap, fold},
    model::{
        Attribute, Class, Detail, EntryIndex, EntryKind, Kind, Listener, Pass, Step, Subject, Tense, Usage,
        Verdict, Via, word,
    },
};
use std::ops::Range;

/// `ministre malien de la Défense`, without article.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct RolePhrase {
    /// The first of the adjectives before the role (`ancien`), or the role's first token.
    pub(super) start: u32,
    pub(super) first: u32,
    pub(super) end: u32,
    /// End of the role's own words.
    pub(super) role_end: u32,
    pub(super) role: EntryIndex,
    /// The portfolio.
    pub(super) portfolio: Option<EntryIndex>,
    /// Country or organisation, with its first token and end.
    pub(super) of: Option<(EntryIndex, u32, u32)>,
    /// First token and end of an unlisted organisation.
    pub(super) body: Option<(u32, u32)>,
}

impl RolePhrase {
    /// The country or organisation of the role.
    pub(super) fn whom(&self, view: &View) -> Option<Attribute> {
        let attribute =
            |entry, first: u32, end: u32| Attribute { span: view.span(first as usize, end as usize), entry };
        let of = self.of.map(|(entry, first, end)| attribute(Some(entry), first, end));
        of.or_else(|| self.body.map(|(first, end)| attribute(None, first, end)))
    }
}

/// The role phrases of a document, by first token; none starts inside another.
pub(super) fn phrases(view: &View, readings: &Readings, on: &mut impl Listener) -> Vec<RolePhrase> {
    let mut phrases: Vec<RolePhrase> = Vec::new();
    for reading in readings.iter().filter(|reading| reading.kind == EntryKind::Role) {
        if let Some(refusal) = refusal(view, readings, reading, phrases.last()) {
            let step = || step(view, reading.first..reading.end, reading.entries[0], refusal);
            on.record(step);
            continue;
        }
        let phrase = phrase(view, readings, reading);
        on.record(|| Step {
            verdict: Verdict::Noted,
            ..step(view, phrase.start..phrase.end, phrase.role, Reason::RolePhrase)
        });
        phrases.push(phrase);
    }
    phrases
}

/// Why a role is no role phrase in its context.
fn refusal(view: &View, readings: &Readings, role: &Reading, last: Option<&RolePhrase>) -> Option<Reason> {
    if last.is_some_and(|last| role.first < last.end) {
        Some(Reason::InRole)
    } else if !is_longest(readings, role) {
        Some(Reason::LongerRole)
    } else {
        is_participle(view, role).then_some(Reason::Participle)
    }
}

/// The step that refuses a role as a mention.
fn step(view: &View, tokens: Range<u32>, role: EntryIndex, reason: Reason) -> Step {
    Step {
        pass: Pass::RolePhrases,
        subject: Subject::Name(Kind::Role),
        span: view.span(tokens.start as usize, tokens.end as usize),
        via: Some(Via::Gazetteer(role).into()),
        verdict: Verdict::Failed,
        reason: reason.text(view),
    }
}

/// Whether a role is the longest at its first token in which no organisation starts that ends after it: `chef
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

/// Whether a role is a participle after an auxiliary, or with its agent: `a invité`, `a été élu`, `détenu par`.
fn is_participle(view: &View, role: &Reading) -> bool {
    let (first, end) = (role.first as usize, role.end as usize);
    let frames = &view.lexicon.frames;
    let entry = |at: usize| frames.words.get(view.written(at));
    let listed =
        entry(first).is_some_and(|word| word.verbs.iter().any(|form| form.tense == Tense::PastParticiple));
    let endings = &view.lexicon.cues.participle_endings;
    if !listed && !endings.iter().any(|ending| view.written(first).ends_with(&**ending)) {
        return false;
    }
    let agent = view.text.tokens.get(end).is_some_and(|_| view.joined(end) && view.is(end, word::AGENT));
    if first == 0 || !view.joined(first) || agent {
        return agent;
    }
    // `n’a pas élu`
    let negation = |at: usize| entry(at).is_some_and(|word| word.class == Some(Class::Negation));
    let before = if first > 1 && negation(first - 1) { first - 2 } else { first - 1 };
    entry(before)
        .is_some_and(|word| word.verbs.iter().any(|form| [frames.be, frames.have].contains(&Some(form.verb))))
}

fn phrase(view: &View, readings: &Readings, role: &Reading) -> RolePhrase {
    let limit = view.sentence_end(role.first as usize);
    let state = state_across(readings, role).filter(|state| state.end as usize <= limit);
    let end = state.map_or(role.end, |state| state.end);
    let mut phrase = RolePhrase {
        start: adjectives(view, role.first),
        first: role.first,
        end,
        role_end: role.end,
        role: role.entries[0],
        portfolio: None,
        of: state.map(|state| (state.entries[0], state.first, state.end)),
        body: None,
    };
    let mut at = end as usize;
    // At most: demonym, portfolio, demonym, country or organisation.
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

/// The first of the adjectives before a role: `ancien`, `nouveau`.
fn adjectives(view: &View, role: u32) -> u32 {
    let sentence = view.text.sentences[view.sentence_of(role as usize)].first_token;
    let mut start = role;
    while start > sentence && view.joined(start as usize) && view.is(start as usize - 1, word::BEFORE_ROLE) {
        start -= 1;
    }
    start
}

/// The state whose long name overlaps the end of a role: `président de la République` of the `République de Corée`.
fn state_across<'r>(readings: &'r Readings, role: &Reading) -> Option<&'r Reading> {
    let mut states = (role.first as usize + 1..role.end as usize).flat_map(|at| readings_at(readings, at));
    states
        .find(|state| state.kind == EntryKind::Country && state.usage == Usage::Name && state.end > role.end)
}

/// Whether a role is plural: `présidents`, but not `fils`.
pub(super) fn is_plural(view: &View, role: &RolePhrase) -> bool {
    let first = view.written(role.first as usize);
    let row = view.lexicon.entry(role.role);
    first.ends_with(['s', 'S', 'x', 'X'])
        && row.name.split([' ', '-']).next().is_none_or(|singular| fold(singular) != fold(first))
}

/// The first token of a second role without article of the same person: `ministre de l’Intérieur et porte-parole du
/// gouvernement`, `président de la Ligue (LDM) et maire`.
pub(super) fn second(view: &View, role: &RolePhrase) -> Option<u32> {
    let limit = view.text.sentences[view.sentence_of(role.first as usize)].end_token;
    let end = role.end as usize;
    let acronym =
        view.opens_bracket(end) && view.closes_bracket(end + 1) && view.token(end).shape.is_acronym();
    let at = end + usize::from(acronym);
    let and = at + 1 < limit as usize && view.is(at, word::AND) && (acronym || view.joined(at));
    and.then_some(at as u32 + 1)
}

/// The end of a role phrase with its second conjunct, where there is one.
pub(super) fn with_second(view: &View, roles: &[RolePhrase], role: &RolePhrase) -> u32 {
    let start = second(view, role);
    let next = start.and_then(|start| roles.binary_search_by_key(&start, |role| role.start).ok());
    let next = next.map(|next| &roles[next]).filter(|next| !is_plural(view, next));
    next.map_or(role.end, |next| next.end)
}

/// Attaches unlisted organisations to role phrases (`président de l’Union des mosquées`). Where the role overlaps the
/// organisation (`président de l’Union`), the shorter role before it is taken.
pub(super) fn complete(view: &View, readings: &Readings, names: &[Name], roles: &mut [RolePhrase]) {
    let bodies: Vec<&Name> = names.iter().filter(|name| name.kind == Kind::Organisation).collect();
    for role in roles {
        let from = bodies.partition_point(|body| body.first <= role.first);
        let mut inside = bodies[from..].iter().take_while(|body| body.first < role.role_end);
        // `présidente de l’Assemblée nationale` + `du Togo` is an office of state.
        let of_state = |body: &Name| body.via == Via::Rule("fr.organisation.body");
        if let Some(body) = inside.find(|body| body.end > role.end && !of_state(body))
            && let Some(shorter) = shorter(readings, role, body.first)
        {
            *role = RolePhrase { role: shorter.entries[0], role_end: shorter.end, portfolio: None, ..*role };
            hold_in(role, body);
        } else if let Some((_, first, end)) = role.of
            && let Some(body) = at(&bodies, first).filter(|body| body.end > end)
        {
            // `vice-président de l’Union nationale` + `du patronat`
            hold_in(role, body);
        } else if role.of.is_none() && !takes(view, role, "none") {
            let limit = view.sentence_end(role.first as usize);
            let starts = before_body(view, role, limit).into_iter().flatten();
            if let Some(body) = starts.map(|start| start as u32).find_map(|start| at(&bodies, start)) {
                hold_in(role, body);
            }
        }
    }
}

/// The body that starts at a token, the longest.
fn at<'n>(bodies: &[&'n Name], first: u32) -> Option<&'n Name> {
    let from = bodies.partition_point(|body| body.first < first);
    bodies.get(from).copied().filter(|body| body.first == first)
}

/// Where the body of a role may start, behind the role itself or behind an adjective: `attaché économique de
/// l’ambassade`, `attaché de défense à l’ambassade`, `attaché militaire près l’ambassade`.
fn before_body(view: &View, role: &RolePhrase, limit: usize) -> [Option<usize>; 2] {
    let end = role.end as usize;
    let adjective = end + 1 < limit
        && view.joined(end)
        && !view.is_capitalised(end)
        && !view.is(end, word::FUNCTION)
        && view.is_of(end + 1);
    let posted = || after_at(view, end, limit).filter(|_| takes(view, role, "at"));
    let behind = view.after_of(end, limit).or_else(posted);
    [behind, adjective.then(|| view.after_of(end + 1, limit)).flatten()]
}

/// The longest role with the same first token that ends before a token.
fn shorter<'r>(readings: &'r Readings, role: &RolePhrase, before: u32) -> Option<&'r Reading> {
    let here = readings_at(readings, role.first as usize);
    here.filter(|reading| reading.kind == EntryKind::Role && reading.end < before).last()
}

fn hold_in(role: &mut RolePhrase, body: &Name) {
    match body.candidates.first() {
        Some(&row) => (role.of, role.body) = (Some((row, body.first, body.end)), None),
        None => (role.of, role.body) = (None, Some((body.first, body.end))),
    }
    role.end = body.end;
}

/// Whether the own words of a role hold a definite complement: `président de l’Assemblée nationale`.
pub(super) fn holds_complement(view: &View, role: &RolePhrase) -> bool {
    let (first, end) = (role.first as usize + 1, role.role_end as usize);
    (first..end)
        .any(|at| view.is_of(at) && (!view.is(at, word::BARE_OF) || at + 1 < end && view.is_article(at + 1)))
}

/// Whether the row of a role lists a complement: `of`, `at`.
fn takes(view: &View, role: &RolePhrase, what: &str) -> bool {
    view.lexicon.entry(role.role).detail.takes(what)
}

/// Whether the row of a role is of one of some categories.
fn has_category(view: &View, role: &RolePhrase, categories: &[&str]) -> bool {
    match &view.lexicon.entry(role.role).detail {
        Detail::Role { category, .. } => categories.contains(&&**category),
        _ => false,
    }
}

/// The end of a demonym, a portfolio, or a country or organisation at a token, which is added to the phrase.
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
    let Some(reading) = longest_at(readings, start, &[EntryKind::Portfolio]) else {
        return unlisted_portfolio(view, readings, start, limit, phrase);
    };
    // `chef d’état-major de l’Armée` + `nationale populaire`, but not + `algérienne`.
    let body = longest_at(readings, start, &[EntryKind::Organisation]);
    // `porte-parole de l’armée malienne`: of the army, and no minister’s matter.
    let named = body.is_some_and(|body| body.end >= reading.end && body.usage == Usage::Name);
    if named && !takes(view, phrase, "portfolio") && !has_category(view, phrase, &["military"]) {
        return None;
    }
    let is_cut = body.is_some_and(|body| body.usage == Usage::Name && body.end > reading.end);
    if is_cut && readings_at(readings, reading.end as usize).all(|next| next.usage != Usage::Demonym) {
        return None;
    }
    let mut end = reading.end as usize;
    // More of it: `, de la Coopération et …`, `et du Budget`.
    while end < limit {
        let next = if view.is(end, word::AND) { end + 1 } else { end };
        let goes_on = view.joined(end) || view.token(end).gap == Gap::Comma;
        let more = (goes_on && next < limit).then(|| view.after_of(next, limit)).flatten();
        let listed =
            |start| longest_at(readings, start, &[EntryKind::Portfolio]).map(|more| more.end as usize);
        let unlisted = |start| unlisted_portfolio(view, readings, start, limit, phrase);
        match more.and_then(|start| listed(start).or_else(|| unlisted(start))) {
            Some(more) => end = more,
            None => break,
        }
    }
    if end > limit {
        return None;
    }
    phrase.portfolio = phrase.portfolio.or(Some(reading.entries[0]));
    Some(end)
}

/// The end of a matter that no list has, of a minister: `Ressources stratégiques`, `Femme`.
fn unlisted_portfolio(
    view: &View,
    readings: &Readings,
    start: usize,
    limit: usize,
    phrase: &RolePhrase,
) -> Option<usize> {
    let body = word::ORGANISATION_HEAD | word::CHAIN_HEAD | word::STATE_BODY | word::FUNCTION;
    let named = |reading: &Reading| reading.names().is_some();
    let noun = view.is_capitalised(start)
        && view.is(start, word::ORDINARY)
        && !view.is(start, body)
        && !view.token(start).shape.is_acronym()
        && !readings_at(readings, start).any(named);
    let minister = noun && takes(view, phrase, "portfolio") && has_category(view, phrase, &["minister"]);
    let adjective = |&i: &usize| {
        view.token(i).gap == Gap::Space
            && view.has_adjective_ending(i)
            && readings_at(readings, i).all(|reading| reading.usage != Usage::Demonym)
    };
    minister.then(|| start + 1 + (start + 1..limit).take(2).take_while(adjective).count())
}

/// `du Mali`, `de la Fédération de Russie`, `de l’AES`, `de France au Mali`. After a complete role, a country or place
/// is an adjunct of the sentence (`la visite du ministre des Affaires étrangères au Mali`), except for envoys and the
/// like.
fn of_whom(
    view: &View,
    readings: &Readings,
    at: usize,
    limit: usize,
    phrase: &mut RolePhrase,
) -> Option<usize> {
    let start = view.after_of(at, limit).or_else(|| after_at(view, at, limit))?;
    // `gouverneur de Kidal`
    let seated = phrase.of.is_some() || has_category(view, phrase, &["regional", "municipal"]);
    let reading = longest_at(readings, start, &[EntryKind::Country, EntryKind::Organisation])
        .or_else(|| longest_at(readings, start, &[EntryKind::Place]).filter(|_| seated))?;
    if reading.end as usize > limit || matches!(reading.usage, Usage::Demonym | Usage::DemonymPrefix) {
        return None;
    }
    let complete = phrase.of.is_some() || phrase.portfolio.is_some();
    let accredited = view.is(at, word::OF | word::ACCREDITED) && !view.is(at, word::NEAR);
    let elsewhere = !accredited && reading.kind != EntryKind::Organisation;
    if complete && elsewhere && !takes(view, phrase, "at") {
        return None;
    }
    if phrase.of.is_none() {
        phrase.of = Some((reading.entries[0], reading.first, reading.end));
    }
    Some(reading.end as usize)
}

/// The token after `au`, `en`, `auprès de`, `près`; not behind a comma, where an adjunct starts.
fn after_at(view: &View, at: usize, limit: usize) -> Option<usize> {
    if at >= limit || view.token(at).gap == Gap::Comma {
        return None;
    }
    let accredited = at + 1 < limit && view.is(at, word::ACCREDITED);
    let behind_of = accredited.then(|| view.after_of(at + 1, limit)).flatten();
    behind_of.or_else(|| view.after(at, limit, |i| view.is(i, word::AT | word::IN | word::ACCREDITED)))
}
