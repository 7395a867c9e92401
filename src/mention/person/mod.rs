//! People whom no list knows: by what stands before the name, or by a given name at its head.

mod evidence;
mod run;

use super::{Name, View, gazetteer::Readings, readings_at, role::RolePhrase};
use crate::{
    matcher::Gap,
    model::{EntryKind, Kind, Stage, Step, Usage, Verdict, Via, word},
};
use evidence::NoPerson;
use run::Runs;
use std::cell::LazyCell;

/// What ends just before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Before {
    Nothing,
    Role,
    Title,
    Rank,
}

/// The names of people that are no list's, by first token.
pub(super) fn find(view: &View, readings: &Readings, roles: &[RolePhrase]) -> Vec<Name> {
    let mut names = Vec::new();
    for_each_run(view, readings, roles, |_, at, end, evidence| {
        if let Ok(rule) = evidence {
            names.push(Name::by_rule(at..end, Kind::Person, rule));
        }
    });
    names
}

/// Calls `found` with every run of capitalised words, by its first token and the one after its last, and with the
/// rule by which it is a person's name, or why it is none.
fn for_each_run(
    view: &View,
    readings: &Readings,
    roles: &[RolePhrase],
    mut found: impl FnMut(&Runs, usize, usize, Result<&'static str, NoPerson>),
) {
    let before = cues(view, readings, roles);
    for sentence in &view.text.sentences {
        let range = sentence.tokens();
        let title_case = LazyCell::new(|| is_title_case(view, sentence.tokens()));
        let runs = Runs { view, readings, limit: range.end, title_case: &|| *title_case };
        let mut at = range.start;
        while at < range.end {
            let Some(end) = runs.run(at, before[at]) else {
                at = other_name(readings, at).unwrap_or(at + 1);
                continue;
            };
            found(&runs, at, end, runs.evidence(at, end, before[at], roles));
            at = end;
        }
    }
}

/// What was made of the capitalised words among some tokens.
pub(super) fn explain(
    view: &View,
    readings: &Readings,
    roles: &[RolePhrase],
    tokens: std::ops::Range<usize>,
) -> Vec<Step> {
    let mut steps = Vec::new();
    for_each_run(view, readings, roles, |runs, first, end, evidence| {
        if tokens.end <= first || end <= tokens.start {
            return;
        }
        let span = view.span(first, end);
        let mut tell = |rule, verdict, reason: &str| {
            steps.push(Step::new(Stage::Runs, span, rule, verdict, reason));
        };
        match evidence {
            Ok(rule) => tell(Some(Via::Rule(rule)), Verdict::Held, "a person's name"),
            Err(no_person) => {
                tell(None, Verdict::Failed, no_person.reason());
                if no_person == NoPerson::NoCue {
                    for (_, rule) in runs.cues(first, end, roles) {
                        tell(Some(Via::Rule(rule)), Verdict::Failed, "does not hold");
                    }
                }
            }
        }
    });
    if steps.is_empty() {
        let reason = match tokens.clone().any(|i| view.is_capitalised(i)) {
            false => "no capital",
            true => {
                "no run of capitalised words that may be a name: a role, rank, title, day, country or body starts \
                 here, or the start of the sentence explains the capital"
            }
        };
        let span = view.span(tokens.start, tokens.end);
        steps.push(Step::new(Stage::Runs, span, None, Verdict::Failed, reason));
    }
    steps
}

/// The end of a name of several words that is no person's: a run does not start inside it (`Sud-Africain X Y`).
fn other_name(readings: &Readings, at: usize) -> Option<usize> {
    let kinds = [EntryKind::Country, EntryKind::Organisation, EntryKind::Place];
    let ends = readings_at(readings, at)
        .filter(|reading| kinds.contains(&reading.kind) && reading.usage != Usage::Cued);
    ends.map(|reading| reading.end as usize).filter(|&end| end > at + 1).max()
}

/// Per token, the strongest cue that ends before it.
fn cues(view: &View, readings: &Readings, roles: &[RolePhrase]) -> Vec<Before> {
    let mut before = vec![Before::Nothing; view.text.tokens.len() + 1];
    for reading in readings.iter() {
        let cue = match reading.kind {
            EntryKind::Rank => Before::Rank,
            EntryKind::Title => Before::Title,
            _ => continue,
        };
        let end = reading.end as usize;
        if end < view.text.tokens.len() && follows(view, end, reading.usage == Usage::Abbreviation) {
            before[end] = before[end].max(cue);
        }
    }
    for role in roles.iter().filter(|role| (role.end as usize) < view.text.tokens.len()) {
        let end = role.end as usize;
        if follows(view, end, false) {
            before[end] = before[end].max(Before::Role);
        }
    }
    before
}

/// Whether a name may follow a cue that ends before a token: a space, or the full stop of an abbreviation.
fn follows(view: &View, index: usize, abbreviation: bool) -> bool {
    match view.token(index).gap {
        Gap::Space => true,
        // `M.N.L.A.` is no Mr N.
        Gap::Dot if view.dotted(index).is_some() => false,
        Gap::Dot | Gap::DotSpace => {
            abbreviation || view.token(index - 1).end - view.token(index - 1).start <= 3
        }
        _ => false,
    }
}

/// A headline in which ordinary words have capitals: capitals prove nothing there.
fn is_title_case(view: &View, range: std::ops::Range<usize>) -> bool {
    let ordinary =
        |i: &usize| view.is(*i, word::ORDINARY) && !view.is(*i, word::FUNCTION | word::GIVEN | word::SURNAME);
    let (capitals, all) = range
        .skip(1)
        .filter(ordinary)
        .fold((0, 0), |(capitals, all), i| (capitals + usize::from(view.is_capitalised(i)), all + 1));
    all >= 3 && 3 * capitals >= 2 * all
}
