//! Who speaks in a quotation: `« … », a déclaré A`, `A a répondu : « … »`.

use super::context::{DocumentContext, quote};
use crate::model::{Kind, Mention, word};

/// So many bytes of a quotation are looked through for its ends.
const FARTHEST: usize = 2000;
/// So many words may stand between a quotation and who speaks: `», a aussitôt ajouté A`.
const MOST_WORDS: usize = 5;

/// The person who says a token of the text: named behind the quotation with a verb of speech, or else before its colon.
pub(super) fn of(context: &DocumentContext, token: usize) -> Option<usize> {
    behind(context, token).or_else(|| before(context, token))
}

/// `», a déclaré le président A`
fn behind(context: &DocumentContext, token: usize) -> Option<usize> {
    let tokens = &context.text.tokens;
    let rest = within(&context.document.text[tokens[token].end as usize..], FARTHEST);
    let closes = |c: char| quote(c).is_some_and(|opens| opens != Some(true));
    let mark = rest.split('\n').next()?.find(closes)? + tokens[token].end as usize;
    let first = tokens.partition_point(|token| (token.start as usize) < mark);
    let next = context.mentions.partition_point(|mention| (mention.span.start as usize) < mark);
    let speaker = context.mentions.get(next).filter(|speaker| speaker.kind == Kind::Person)?;
    let start = context.token_at(speaker.span.start);
    let between = first..start;
    let near = between.len() <= MOST_WORDS
        && tokens[between.clone()].iter().all(|token| !token.shape.is_capitalised());
    let says = between.into_iter().any(|at| context.is(at, word::SPEECH));
    (near && says && is_subject(context, speaker)).then_some(next)
}

/// `A a répondu : «`: the only person before the colon in its sentence.
fn before(context: &DocumentContext, token: usize) -> Option<usize> {
    let text = &context.document.text[..context.text.tokens[token].start as usize];
    let from = text.rfind('\n').map_or(0, |line| line + 1);
    let opens = |c: char| quote(c).is_some_and(|opens| opens != Some(false));
    let told = text[from..].rfind(opens).map(|mark| text[..from + mark].trim_end())?.strip_suffix(':')?;
    let last =
        context.text.tokens.partition_point(|token| (token.start as usize) < told.len()).checked_sub(1)?;
    let sentence = context.text.sentences.partition_point(|sentence| (sentence.end_token as usize) <= last);
    let mut people = context.mentions_of(sentence).filter(|(_, mention)| {
        mention.kind == Kind::Person && mention.inside.is_none() && (mention.head.end as usize) <= told.len()
    });
    let (speaker, mention) = people.next()?;
    (people.next().is_none() && is_subject(context, mention)).then_some(speaker)
}

/// Whether no preposition stands before a mention.
fn is_subject(context: &DocumentContext, mention: &Mention) -> bool {
    let start = context.token_at(mention.span.start);
    let before = start
        .checked_sub(1)
        .map(|before| before - usize::from(context.is(before, word::ARTICLE) && before > 0));
    !before.is_some_and(|before| context.is(before, word::OF | word::AT | word::IN | word::ACCORDING))
}

/// At most so many bytes of a text, to the end of a letter.
fn within(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most.min(text.len()))]
}
