//! Acronyms without a definition in the text, as the subject of a verb of speech or action, or its object: `a confirmé
//! la MRTB`; by what somebody is in them: `les camarades de la MRTB`; or beside another body: `l’UNICEF et la MRTB`.

use super::{Name, Reason, View};
use crate::{
    matcher::{FormId, Gap},
    model::{EntryIndex, EntryKind, Kind, Listener, Pass, Usage, word},
};
use rustc_hash::FxHashSet;

/// The most words between an auxiliary and its verb: `d’abord`.
const MOST_ADVERBS: usize = 2;

/// Every occurrence of the acronyms that occur as an actor at least once, without those of `refused`.
pub(super) fn find(
    view: &View,
    names: &[Name],
    refused: &FxHashSet<FormId>,
    on: &mut impl Listener,
) -> Vec<Name> {
    let candidates = candidates(view, refused);
    let bodies = names.iter().filter(|name| name.kind == Kind::Organisation && !name.nested);
    let (starts, ends): (FxHashSet<u32>, FxHashSet<u32>) = bodies.map(|name| (name.first, name.end)).unzip();
    let beside = |i: usize| is_beside(view, i, &starts, &ends);
    let proven: FxHashSet<FormId> =
        candidates.iter().filter(|&&i| acts(view, i) || beside(i)).map(|&i| view.form(i)).collect();
    let mut found = Vec::new();
    for i in candidates {
        let rows = rows(view, i);
        let owned = rows.is_empty();
        let name = || Name { owned, ..Name::organisation(i..i + 1, rows.clone(), "fr.organisation.acronym") };
        match proven.contains(&view.form(i)) {
            true => found.push(name()),
            false => on.record(|| name().refused(view, Pass::Acronyms, Reason::NoAction)),
        }
    }
    found
}

fn candidates(view: &View, refused: &FxHashSet<FormId>) -> Vec<usize> {
    let free =
        |&i: &usize| (is_candidate(view, i) || is_spelled(view, i)) && !refused.contains(&view.form(i));
    (1..view.text.tokens.len()).filter(free).collect()
}

/// A candidate has three to six capitals, is no dictionary word and no part of a personal name, and its neighbours are
/// not all in capitals.
pub(super) fn is_candidate(view: &View, index: usize) -> bool {
    let token = view.token(index);
    let length = token.end - token.start;
    let other = word::ORDINARY | word::COMMON_ACRONYM | word::GIVEN | word::SURNAME;
    if !token.shape.is_acronym()
        || token.shape.has_digit()
        || !(3..=6).contains(&length)
        || view.is(index, other)
    {
        return false;
    }
    let beside =
        |i: usize| view.text.tokens.get(i).is_some_and(|t| t.shape.is_all_capitals() && t.end - t.start > 1);
    !beside(index - 1) && !beside(index + 1)
}

/// Whether a word is an acronym with one capital, as papers of Africa write them: no word has three letters and no vowel
/// (`Ffc`, `Pdci`).
fn is_spelled(view: &View, index: usize) -> bool {
    let (token, written) = (view.token(index), view.written(index));
    let other = word::ORDINARY | word::COMMON_ACRONYM | word::GIVEN | word::SURNAME;
    let vowel = |letter: char| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    token.shape.is_capitalised()
        && !token.shape.has_inner_capital()
        && !token.shape.has_digit()
        && (3..=5).contains(&written.len())
        && written.chars().skip(1).all(|letter| letter.is_ascii_lowercase() && !vowel(letter))
        && !view.is(index, other)
        && view.text.tokens.get(index + 1).is_none_or(|next| match next.gap {
            Gap::Hyphen | Gap::Apostrophe | Gap::Dot => false,
            Gap::Space => !next.shape.is_capitalised(),
            _ => true,
        })
}

/// The rows that have such an acronym, or one that needs a cue.
fn rows(view: &View, index: usize) -> Vec<EntryIndex> {
    let mut rows = Vec::new();
    view.lexicon.matcher.spelled_at(&view.text.tokens[..index + 1], index, |hit, _| {
        let name = view.lexicon.names[hit.payload as usize];
        let body = view.lexicon.entry(name.entry).kind == EntryKind::Organisation;
        if body && matches!(name.usage, Usage::Acronym | Usage::Cued) && !rows.contains(&name.entry) {
            rows.push(name.entry);
        }
    });
    rows
}

/// Whether an acronym with its article stands in a row with a body: `l’UNICEF et la MRTB`.
fn is_beside(view: &View, index: usize, starts: &FxHashSet<u32>, ends: &FxHashSet<u32>) -> bool {
    if !article_before(view, index) {
        return false;
    }
    let start = view.sentence_start(index);
    // The article, with `de` or `à` before it or in it.
    let first = (start..index)
        .rev()
        .take(2)
        .take_while(|&i| view.is(i, word::ARTICLE | word::CONTRACTED | word::OF | word::AT));
    let first = first.last().unwrap_or(index);
    let and = first.checked_sub(1).filter(|&and| and > start && view.is(and, word::AND));
    let before = and.is_some_and(|and| ends.contains(&(and as u32)))
        || (first > start && view.token(first).gap == Gap::Comma && ends.contains(&(first as u32)));
    let limit = view.sentence_end(index);
    let next = index + 1;
    let and = next < limit && view.is(next, word::AND) && view.joined(next);
    let small = |&i: &usize| view.is(i, word::ARTICLE | word::CONTRACTED | word::OF | word::AT);
    let from = if and { next + 1 } else { next };
    let after = from + (from..limit).take(2).take_while(small).count();
    before || (and && after < limit && starts.contains(&(after as u32)))
}

fn article_before(view: &View, index: usize) -> bool {
    view.is(index - 1, word::ARTICLE | word::CONTRACTED)
        && matches!(view.token(index).gap, Gap::Space | Gap::Apostrophe)
        && !view.starts_sentence(index)
}

/// `la MRTB a confirmé`, `a confirmé la MRTB`, `selon la MRTB`; `l’ONG MRTB`; `le directeur général de la MRTB`.
fn acts(view: &View, index: usize) -> bool {
    if is_cued(view, index) || has_office(view, index) {
        return true;
    }
    if !article_before(view, index) || !view.is_article(index - 1) {
        return false;
    }
    let limit = view.sentence_end(index);
    let of = index >= 2 && view.is(index - 2, word::OF);
    let verb = |i: usize| {
        // `la hausse de la TVA a porté`
        let does = if of { word::SPEECH | word::ACT } else { word::SPEECH | word::ACT | word::BODY_VERB };
        view.is(i, does) && !view.is_capitalised(i) && view.token(i).gap == Gap::Space
    };
    let adverb = |&i: &usize| view.token(i).gap != Gap::Comma && !view.is_capitalised(i) && !verb(i);
    // `a récemment lancé`, `a d’abord rappelé`
    let behind_auxiliary = || {
        let from = index + 2;
        let at = from + (from..limit).take(MOST_ADVERBS).take_while(adverb).count();
        view.is(index + 1, word::AUXILIARY) && at < limit && verb(at)
    };
    let after = index + 1 < limit && (verb(index + 1) || behind_auxiliary());
    let before = index >= 2
        && !view.starts_sentence(index - 1)
        && matches!(view.token(index - 1).gap, Gap::Space)
        && (view.is(index - 2, word::SPEECH | word::ACCORDING) || is_done_by(view, index));
    after || before
}

/// Whether the noun of what it is stands before it: `l’ONG MRTB`, `le parti politique MRTB`.
fn is_cued(view: &View, index: usize) -> bool {
    let adjective = |at: usize| {
        let other = word::FUNCTION | word::ORGANISATION_CUE | word::ACT | word::SPEECH;
        !view.is_capitalised(at)
            && view.is(at, word::ORDINARY)
            && !view.is(at, other)
            && view.has_adjective_ending(at)
    };
    let noun = (1..=2).find(|&back| !index.checked_sub(back).is_some_and(adjective));
    let noun = noun.and_then(|back| index.checked_sub(back));
    let spaced = |noun: usize| (noun + 1..=index).all(|at| view.token(at).gap == Gap::Space);
    noun.is_some_and(|noun| view.is(noun, word::ORGANISATION_CUE) && spaced(noun))
}

/// Whether something is done by it: `choisi par la MRTB`.
fn is_done_by(view: &View, index: usize) -> bool {
    let Some(done) = index.checked_sub(3).filter(|_| view.is(index - 2, word::WRITTEN_BY)) else {
        return false;
    };
    view.is(done, word::SPEECH | word::ACT | word::BODY_VERB | word::PAPER_CUE) && view.joined(index - 2)
}

/// Whether somebody holds an office in it: `le directeur général de la MRTB`.
fn has_office(view: &View, index: usize) -> bool {
    let article = view.is_article(index - 1) && !view.is_of(index - 1);
    let of = (index - 1).checked_sub(usize::from(article)).filter(|&of| view.is_of(of));
    let Some((of, before)) = of.and_then(|of| Some((of, of.checked_sub(1)?))) else { return false };
    let definite = article || view.is(of, word::CONTRACTED);
    let joined = (of..=index).all(|i| matches!(view.token(i).gap, Gap::Space | Gap::Apostrophe));
    let is_noun = |at: usize| view.is(at, word::FUNCTION_NOUN | word::BODY_MEMBER | word::ACRONYM_CUE);
    let adjective = !view.is(before, word::FUNCTION) && view.joined(before);
    let office = is_noun(before) || (adjective && before.checked_sub(1).is_some_and(is_noun));
    definite && joined && office
}
