//! Steps for a place that no pass considered.

use crate::{
    matcher::fold_words,
    model::{Bearer, Document, Lexicon, Mention, Pass, Span, Step, Subject, Text, Verdict},
};

/// Completes the steps about a place: the listed persons with the words as their surname, and that the words are in no
/// list or no run of capitalised words.
pub fn complete(
    (document, text): (&Document, &Text),
    lexicon: &Lexicon,
    mentions: &[Mention],
    place: Span,
    steps: &mut Vec<Step>,
) {
    let mut tokens = text.tokens.iter().filter(|token| Span::new(token.start, token.end).overlaps(place));
    let no_run = if tokens.any(|token| token.shape.is_capitalised()) { NO_RUN } else { "no capital" };
    steps.extend(bearers(document, lexicon, mentions, place));
    for (pass, reason) in [(Pass::Gazetteer, "no list has it"), (Pass::People, no_run)] {
        if steps.iter().all(|step| step.pass != pass) {
            steps.push(note(pass, place, Verdict::Failed, reason.to_string()));
        }
    }
    steps.sort_by_key(|step| step.pass);
}

const NO_RUN: &str = "no run of capitalised words that may be a name: a role, rank, title, day, country or body starts \
                      here, or the start of the sentence explains the capital";

fn note(pass: Pass, span: Span, verdict: Verdict, reason: String) -> Step {
    Step { pass, subject: Subject::Words, span, via: None, verdict, reason }
}

/// The listed persons with the words as their surname: a surname alone is a mention where the document has one of them
/// in full.
fn bearers(document: &Document, lexicon: &Lexicon, mentions: &[Mention], place: Span) -> Option<Step> {
    let bearers = lexicon.surnames.get(fold_words(place.of(&document.text)).as_str())?;
    let full = |bearer: &&Bearer| {
        mentions.iter().any(|mention| {
            mention.candidates[..] == [bearer.person] && mention.end_token > mention.first_token + 1
        })
    };
    let named = bearers.iter().filter(full).count();
    let people = if bearers.len() == 1 { "1 person".into() } else { format!("{} people", bearers.len()) };
    let reason = format!("the surname of {people} of the lists, of whom the document names {named} in full");
    Some(note(Pass::Gazetteer, place, Verdict::Noted, reason))
}
