//! Bodies in bodies, by their names and what stands right beside them: `Commission de la CEDEAO`.

use crate::{
    matcher::Gap,
    model::{Detail, EntityIndex, EntryIndex, Kind, Mention, Relation, SUBSIDIARY, Span, Via, word},
    relation::{parse::context::DocumentContext, rule::Rule},
};

/// The relations `part_of` and `member_of` that need no trigger.
pub(crate) fn relations(context: &DocumentContext) -> Vec<Relation> {
    let parts = context.mentions.iter().filter_map(|mention| part_of(context, mention));
    let branches = context.mentions.iter().filter_map(|mention| branch(context, mention));
    let behind = context.mentions.iter().filter_map(|mention| whole_behind(context, mention));
    let beside = (0..context.mentions.len()).filter_map(|index| parent_in_brackets(context, index));
    let members = (0..context.mentions.len()).flat_map(|index| members(context, index));
    parts.chain(branches).chain(behind).chain(beside).chain(members).collect()
}

/// `Conseil de sécurité de l’ONU`: a body in the name of a part of it.
fn part_of(context: &DocumentContext, mention: &Mention) -> Option<Relation> {
    let outer = &context.mentions[mention.inside? as usize];
    let (part, whole) = (outer.entity?, mention.entity?);
    let named = [mention, outer].iter().all(|mention| mention.kind == Kind::Organisation)
        && outer.head.contains(mention.span)
        && outer.head.end == mention.span.end;
    let confidence = match parent(context, part) {
        // Where the lists know of what it is a part, it is of nothing else.
        Some(parent) => (context.rows.entity(parent) == Some(whole)).then_some(0.95),
        None => (context.head_is(outer, word::PART)
            && context.of_before(mention.first_token as usize).is_some())
        .then_some(0.85),
    };
    let confidence = confidence.filter(|_| named && part != whole)?;
    let rule = Rule { relation: "part_of", id: "fr.part_of.name", confidence };
    Some(rule.relation(context, outer, (part, whole), outer.span))
}

/// `Deloitte Afrique`: a body whose name starts that of its branch, where the text names it, too.
fn branch(context: &DocumentContext, mention: &Mention) -> Option<Relation> {
    let part = mention.entity.filter(|_| mention.via == Via::Rule(SUBSIDIARY))?;
    let tokens = &context.text.tokens[..mention.end_token as usize];
    let mut whole = None;
    context.lexicon.matcher.at(tokens, mention.first_token as usize, |hit| {
        let row = context.lexicon.names[hit.payload as usize].entry;
        let is_body = |&whole: &EntityIndex| whole != part && context.kind(whole) == Kind::Organisation;
        whole = context.rows.entity(row).filter(is_body).or(whole);
    });
    let rule = Rule { relation: "part_of", id: "fr.part_of.branch", confidence: 0.85 };
    Some(rule.relation(context, mention, (part, whole?), mention.span))
}

/// `la Direction générale du Trésor du ministère des Finances`, `le Conseil de sécurité (CS) de l’ONU`: the whole body behind the
/// name of a part of it.
fn whole_behind(context: &DocumentContext, part: &Mention) -> Option<Relation> {
    let at = context.after_acronym(part.end_token as usize);
    let before = Span::new(part.span.end, context.text.tokens.get(at)?.start).of(&context.document.text);
    let spaced = context.gap(at) == Gap::Space || before.trim_end().ends_with(')');
    if part.kind != Kind::Organisation || !spaced || !context.is(at, word::OF) {
        return None;
    }
    let whole =
        context.mention_at(context.after_article(at + 1)).filter(|whole| whole.kind == Kind::Organisation)?;
    let ends = (part.entity?, whole.entity?);
    let confidence = match parent(context, ends.0) {
        Some(parent) => (context.rows.entity(parent) == Some(ends.1)).then_some(0.9),
        None => (context.head_is(part, word::PART) && part.inside.is_none()).then_some(0.8),
    };
    let rule = Rule { relation: "part_of", id: "fr.part_of.whole-behind", confidence: confidence? };
    let span = Span::new(part.span.start, whole.span.end);
    (ends.0 != ends.1).then(|| rule.relation(context, part, ends, span))
}

/// `EIGS (branche de l’État islamique)`: the body that the lists know it to be of stands in brackets after it.
fn parent_in_brackets(context: &DocumentContext, index: usize) -> Option<Relation> {
    let part = &context.mentions[index];
    let entity = part.entity.filter(|_| part.kind == Kind::Organisation)?;
    let whole = context.rows.entity(parent(context, entity)?).filter(|&whole| whole != entity)?;
    let (start, rest) = in_sentence(context, part)?;
    let inside = rest.trim_start().strip_prefix('(')?;
    let start = start + rest.len() - inside.len();
    let end = start + inside.find(')')?;
    let named =
        context.mentions[index + 1..].iter().skip_while(|mention| (mention.span.start as usize) < start);
    let mut inside = named.take_while(|mention| mention.span.end as usize <= end);
    inside.find(|mention| mention.entity == Some(whole))?;
    let rule = Rule { relation: "part_of", id: "fr.part_of.parent-in-brackets", confidence: 0.8 };
    let span = Span::new(part.span.start, end as u32 + 1);
    Some(rule.relation(context, part, (entity, whole), span))
}

/// `Comité intergouvernemental de haut niveau (CIHN) algéro-français`: two countries are members of a body.
fn members(context: &DocumentContext, index: usize) -> Vec<Relation> {
    let body = &context.mentions[index];
    let Some(entity) = body.entity.filter(|_| body.kind == Kind::Organisation) else { return Vec::new() };
    if !context.head_is(body, word::JOINT) {
        return Vec::new();
    }
    let inside =
        context.mentions[index + 1..].iter().take_while(|mention| mention.span.start < body.span.end);
    let mut starts = inside.filter(|mention| mention.kind == Kind::Demonym).map(|mention| mention.span.start);
    let inside = starts.find_map(|start| pair_at(context, start));
    let pair = inside.or_else(|| pair_at(context, behind(context, body)?));
    let Some(pair) = pair else { return Vec::new() };
    let members = pair.into_iter().filter_map(|member| {
        let rule = Rule { relation: "member_of", id: "fr.member_of.joint-body", confidence: 0.85 };
        let span = Span::new(body.span.start, body.span.end.max(pair[1].span.end));
        Some(rule.relation(context, body, (member.entity?, entity), span))
    });
    members.collect()
}

/// Where the next word after a body and its acronym in brackets starts.
fn behind(context: &DocumentContext, body: &Mention) -> Option<u32> {
    let (start, sentence) = in_sentence(context, body)?;
    let rest = match sentence.trim_start_matches(' ').strip_prefix('(') {
        Some(inside) => inside.split_once(')').filter(|(acronym, _)| !acronym.contains(' '))?.1,
        None => sentence,
    };
    Some((start + sentence.len() - rest.trim_start_matches(' ').len()) as u32)
}

/// What a sentence says after a mention, and where that starts.
pub(super) fn in_sentence<'v>(context: &DocumentContext<'v>, mention: &Mention) -> Option<(usize, &'v str)> {
    let (start, end) = (mention.span.end, context.text.sentences[mention.sentence as usize].span.end);
    Some((start as usize, context.document.text.get(start as usize..end as usize)?))
}

/// Two nationalities with a hyphen between them, at a place: `algéro-français`.
fn pair_at<'v>(context: &DocumentContext<'v>, start: u32) -> Option<[&'v Mention; 2]> {
    let first = context.mentions.partition_point(|mention| mention.span.start < start);
    let near = context.mentions[first..].iter().take(4);
    let mut demonyms = near.filter(|mention| mention.kind == Kind::Demonym);
    let pair = [demonyms.next()?, demonyms.next()?];
    let joined = pair[0].span.start == start
        && pair[0].end_token == pair[1].first_token
        && context.text.tokens[pair[1].first_token as usize].gap == Gap::Hyphen;
    joined.then_some(pair)
}

/// The body that the lists know another to be a part of.
fn parent(context: &DocumentContext, body: EntityIndex) -> Option<EntryIndex> {
    match &context.lexicon.entry(context.entities[body.0 as usize].entry?).detail {
        Detail::Organisation { parent, .. } => *parent,
        _ => None,
    }
}
