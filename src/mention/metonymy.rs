//! Metonymic capitals: in `Moscou a annoncé` the city denotes the Russian government, in `arrivé à Moscou` the place.

use super::{Reason, View};
use crate::{
    matcher::Gap,
    model::{Detail, EntryIndex, Kind, Listener, Mention, Metonymy, Pass, Step, Subject, Verdict, Via, word},
};

/// Sets the metonymy of every capital city, with its cue where there is one.
pub(super) fn mark(view: &View, mentions: &mut [Mention], on: &mut impl Listener) {
    for index in 0..mentions.len() {
        let country = capital_of(view, &mentions[index]);
        let Some(country) = country.filter(|&country| is_its_own(view, mentions, index, country)) else {
            continue;
        };
        let metonymy = Metonymy { country, cue: cue(view, mentions, index), entity: None };
        on.record(|| step(view, &mentions[index], metonymy));
        mentions[index].metonymy = Some(metonymy);
    }
}

fn step(view: &View, mention: &Mention, metonymy: Metonymy) -> Step {
    let (via, verdict, reason) = match metonymy.cue {
        Some(cue) => (Via::Rule(cue), Verdict::Held, Reason::Government),
        None => (Via::Gazetteer(metonymy.country), Verdict::Failed, Reason::NoGovernment),
    };
    Step {
        pass: Pass::Metonymy,
        subject: Subject::Attribute(mention.head),
        span: mention.head,
        via: Some(via.into()),
        verdict,
        reason: reason.text(view),
    }
}

/// The country whose capital a mention names.
fn capital_of(view: &View, mention: &Mention) -> Option<EntryIndex> {
    let &[place] = &mention.candidates[..] else { return None };
    let row = view.lexicon.entry(place);
    let country = row.country.filter(|_| mention.kind == Kind::Place)?;
    let Detail::Country { capitals, .. } = &view.lexicon.entry(country).detail else { return None };
    (capitals.first() == Some(&place)).then_some(country)
}

/// Whether a capital is the seat of its government alone, or the text names the country.
fn is_its_own(view: &View, mentions: &[Mention], index: usize, country: EntryIndex) -> bool {
    let shared = view.is(mentions[index].first_token as usize, word::SEAT_OF_OTHERS);
    !shared || mentions.iter().any(|mention| mention.candidates.first() == Some(&country))
}

fn cue(view: &View, mentions: &[Mention], index: usize) -> Option<&'static str> {
    let mention = &mentions[index];
    let first = mention.first_token as usize;
    let sentence = &view.text.sentences[mention.sentence as usize];
    let start = sentence.first_token as usize;
    let before = first.checked_sub(1).filter(|&before| before >= start);
    let is_before =
        |features| before.is_some_and(|i| view.token(first).gap == Gap::Space && view.is(i, features));
    let row = first_of_row(view, mentions, index, start);
    if let Some(cue) = is_taken(view, row, start) {
        return Some(cue);
    }
    if is_before(word::BEFORE_CITY) {
        return None;
    }
    if is_before(word::ACCORDING | word::BEFORE_GOVERNMENT)
        || (is_before(word::BEFORE_PARTNER) && !view.starts_sentence(first))
    {
        return Some("fr.metonymy.partner");
    }
    let end = last_of_row(view, mentions, index);
    if speaks(view, end, sentence.end_token as usize) {
        return Some("fr.metonymy.speaks");
    }
    // `APA – Bamako (Mali)` is a dateline.
    let dateline = view.document.text[mention.span.end as usize..].trim_start().starts_with('(');
    (!dateline && in_pair(view, mentions, index)).then_some("fr.metonymy.pair")
}

/// The cue before a coordination of names that makes them actors: `accuse Alger`, `demande à Paris`, `face à Moscou et
/// Minsk`.
fn is_taken(view: &View, row: usize, start: usize) -> Option<&'static str> {
    let before = row.checked_sub(1).filter(|&i| i >= start && view.token(row).gap == Gap::Space)?;
    if view.is(before, word::ACTOR_OBJECT) && !view.is_capitalised(before) {
        // `l’accusé Paris`
        let noun = before > start && view.is_article(before - 1);
        return (!noun).then_some("fr.metonymy.object");
    }
    let (to, of) = (view.is(before, word::AT), view.is_of(before));
    let head = before.checked_sub(1).filter(|&i| i >= start && (to || of) && view.joined(before))?;
    // `une demande à Paris`
    let noun = head > start && (view.is_article(head - 1) || view.is(head - 1, word::FEMININE_INDEFINITE));
    let addressee = to && view.is(head, word::ACTOR_ADDRESSEE) && !noun;
    // `vis-à-vis de`, `face à`, but not `la face de`.
    let noun = view.is(head, word::ACTOR_NOUN) && (to || !view.is(head, word::FACING));
    let source = of && view.is(head, word::ACTOR_SOURCE) && !view.is(before, word::CONTRACTED);
    (addressee || noun || source).then_some("fr.metonymy.partner")
}

/// The first token of the coordination with a name: `Moscou` for the second name in `Moscou et Minsk`.
fn first_of_row(view: &View, mentions: &[Mention], index: usize, start: usize) -> usize {
    let mut first = mentions[index].first_token as usize;
    for previous in
        mentions[..index].iter().rev().take_while(|previous| previous.first_token as usize >= start)
    {
        let end = previous.end_token as usize;
        let joined = match first.checked_sub(end) {
            Some(0) => view.token(first).gap == Gap::Comma,
            Some(1) => view.is(end, word::AND),
            _ => false,
        };
        let capital = capital_of(view, previous).is_some() || previous.kind == Kind::Country;
        if !joined || !capital {
            break;
        }
        first = previous.first_token as usize;
    }
    first
}

/// The end of the coordination with a name: `Bamako, Ouagadougou et Niamey`.
fn last_of_row(view: &View, mentions: &[Mention], index: usize) -> usize {
    let mut end = mentions[index].end_token as usize;
    for next in mentions[index + 1..]
        .iter()
        .filter(|next| matches!(next.kind, Kind::Place | Kind::Country | Kind::Organisation))
    {
        let between = next.first_token as usize;
        let joined = match between.checked_sub(end) {
            Some(0) => view.text.tokens.get(end).is_some_and(|token| token.gap == Gap::Comma),
            Some(1) => view.is(end, word::AND | word::LIKE),
            _ => false,
        };
        if !joined {
            break;
        }
        end = next.end_token as usize;
    }
    end
}

/// Whether a verb of speech or action follows, with auxiliaries and adverbs before it: `n’a pas`, `a aussitôt`, `va`.
fn speaks(view: &View, end: usize, limit: usize) -> bool {
    // `Alger, qui a rappelé …`
    let relative = end + 1 < limit && view.token(end).gap == Gap::Comma && view.is(end, word::WHO);
    let voice = behind_voice(view, end, limit);
    let end = if relative { end + 1 } else { voice.unwrap_or(end) };
    for at in end..limit.min(end + 5) {
        let joined = voice == Some(at) || matches!(view.token(at).gap, Gap::Space | Gap::Apostrophe);
        if view.is_capitalised(at) || !joined {
            return false;
        }
        if view.is(at, word::SPEECH | word::ACT | word::GOVERNMENT_DEED) {
            return true;
        }
        if !view.is(at, word::BEFORE_VERB) {
            return false;
        }
    }
    false
}

/// `Paris, par la voix de son ambassadeur, a rappelé …`: the token behind what says through whom somebody speaks.
fn behind_voice(view: &View, end: usize, limit: usize) -> Option<usize> {
    const LONGEST: usize = 12;
    let comma = |at: usize| view.token(at).gap == Gap::Comma;
    let opens = end < limit && comma(end) && view.is(end, word::AGENT);
    let close = (end + 1..limit.min(end + LONGEST)).find(|&at| comma(at)).filter(|_| opens)?;
    Some(close)
}

/// `entre Bamako et Paris`, `Moscou–AES`, `Paris-Bamako`: a capital paired with another actor.
fn in_pair(view: &View, mentions: &[Mention], index: usize) -> bool {
    let mention = &mentions[index];
    let actor = |other: &Mention| {
        matches!(other.kind, Kind::Country | Kind::Organisation)
            || (other.kind == Kind::Place && capital_of(view, other).is_some())
    };
    let dashed = |first: u32| matches!(view.token(first as usize).gap, Gap::Dash | Gap::Hyphen);
    let next = mentions[index + 1..].iter().find(|next| next.first_token >= mention.end_token);
    let previous = mentions[..index].iter().rev().find(|previous| previous.end_token <= mention.first_token);
    let beside =
        |left: &Mention, right: &Mention| left.end_token == right.first_token && dashed(right.first_token);
    let and = |left: &Mention, right: &Mention| {
        let (end, first) = (left.end_token as usize, right.first_token as usize);
        let article = first > end && view.is_article(first - 1);
        end + 1 + usize::from(article) == first && view.is(end, word::AND)
    };
    let between = |first: u32| first.checked_sub(1).is_some_and(|i| view.is(i as usize, word::BETWEEN));
    let with_next = next.is_some_and(|next| {
        actor(next) && (beside(mention, next) || (and(mention, next) && between(mention.first_token)))
    });
    let with_previous = previous.is_some_and(|left| {
        actor(left) && (beside(left, mention) || (and(left, mention) && between(left.first_token)))
    });
    with_next || with_previous
}
