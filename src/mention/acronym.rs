//! Acronyms without a definition in the text, as the subject of a verb of speech or action, or its object: `a confirmé
//! la MRTB`.

use super::{Name, Reason, View};
use crate::{
    matcher::{FormId, Gap},
    model::{Listener, Pass, word},
};
use rustc_hash::FxHashSet;

/// Every occurrence of the acronyms that occur as an actor at least once, without those of `refused`.
pub(super) fn find(view: &View, refused: &FxHashSet<FormId>, on: &mut impl Listener) -> Vec<Name> {
    let candidates = candidates(view, refused);
    let proven: FxHashSet<FormId> =
        candidates.iter().filter(|&&i| acts(view, i)).map(|&i| view.form(i)).collect();
    let mut found = Vec::new();
    for i in candidates {
        let name = || Name::organisation(i..i + 1, Vec::new(), "fr.organisation.acronym");
        match proven.contains(&view.form(i)) {
            true => found.push(name()),
            false => on.record(|| name().refused(view, Pass::Acronyms, Reason::NoAction)),
        }
    }
    found
}

fn candidates(view: &View, refused: &FxHashSet<FormId>) -> Vec<usize> {
    let free = |&i: &usize| is_candidate(view, i) && !refused.contains(&view.form(i));
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

fn article_before(view: &View, index: usize) -> bool {
    view.is(index - 1, word::ARTICLE)
        && matches!(view.token(index).gap, Gap::Space | Gap::Apostrophe)
        && !view.starts_sentence(index)
}

/// `la MRTB a confirmé`, `a confirmé la MRTB`, `selon la MRTB`; `l’ONG MRTB`; `le directeur général de la MRTB`.
fn acts(view: &View, index: usize) -> bool {
    let cued = view.is(index - 1, word::ORGANISATION_CUE) && view.token(index).gap == Gap::Space;
    if cued || has_office(view, index) {
        return true;
    }
    if !article_before(view, index) {
        return false;
    }
    let limit = view.sentence_end(index);
    let verb = |i: usize| {
        view.is(i, word::SPEECH | word::ACT) && !view.is_capitalised(i) && view.token(i).gap == Gap::Space
    };
    let auxiliary = |i: usize| view.is(i, word::AUXILIARY);
    let after = index + 1 < limit
        && (verb(index + 1) || (auxiliary(index + 1) && index + 2 < limit && verb(index + 2)));
    let before = index >= 2
        && !view.starts_sentence(index - 1)
        && matches!(view.token(index - 1).gap, Gap::Space)
        && (view.is(index - 2, word::SPEECH | word::ACCORDING));
    after || before
}

/// Whether somebody holds an office in it: `le directeur général de la MRTB`.
fn has_office(view: &View, index: usize) -> bool {
    let article = view.is_article(index - 1) && !view.is_of(index - 1);
    let of = (index - 1).checked_sub(usize::from(article)).filter(|&of| view.is_of(of));
    let Some((of, before)) = of.and_then(|of| Some((of, of.checked_sub(1)?))) else { return false };
    let definite = article || view.is(of, word::CONTRACTED);
    let joined = (of..=index).all(|i| matches!(view.token(i).gap, Gap::Space | Gap::Apostrophe));
    let is_noun = |at: usize| view.is(at, word::FUNCTION_NOUN);
    let adjective = !view.is(before, word::FUNCTION) && view.joined(before);
    let office = is_noun(before) || (adjective && before.checked_sub(1).is_some_and(is_noun));
    definite && joined && office
}
