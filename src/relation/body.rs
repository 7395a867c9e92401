//! Bodies in bodies, by their names and what stands right beside them: `Commission de la CEDEAO`.

use super::{
    reduce::View,
    structure::{Stating, head_is, stated},
};
use crate::{
    matcher::Gap,
    model::{Detail, EntityIndex, EntryIndex, Kind, Mention, Relation, Span, word},
};

/// The relations `part_of` and `member_of` that need no trigger.
pub(super) fn relations(view: &View) -> Vec<Relation> {
    let parts = view.mentions.iter().filter_map(|mention| part_of(view, mention));
    let beside = (0..view.mentions.len()).filter_map(|index| parent_in_brackets(view, index));
    let members = (0..view.mentions.len()).flat_map(|index| members(view, index));
    parts.chain(beside).chain(members).collect()
}

/// `Conseil de sécurité de l’ONU`: a body in the name of a part of it.
fn part_of(view: &View, mention: &Mention) -> Option<Relation> {
    let outer = &view.mentions[mention.inside? as usize];
    let (part, whole) = (outer.entity?, mention.entity?);
    let named = [mention, outer].iter().all(|mention| mention.kind == Kind::Organisation)
        && outer.head.contains(mention.span)
        && outer.head.end == mention.span.end;
    let confidence = match parent(view, part) {
        // Where the lists know of what it is a part, it is of nothing else.
        Some(parent) => (view.rows.entity(parent) == Some(whole)).then_some(0.95),
        None => (head_is(view, outer, word::PART) && follows_of(view, mention)).then_some(0.85),
    };
    let confidence = confidence.filter(|_| named && part != whole)?;
    let stating = Stating { relation: "part_of", rule: "fr.part_of.name", confidence };
    Some(stated(view, outer, stating, (part, whole), outer.span, None))
}

/// `EIGS (branche de l’État islamique)`: the body that the lists know it to be of stands in brackets after it.
fn parent_in_brackets(view: &View, index: usize) -> Option<Relation> {
    let part = &view.mentions[index];
    let entity = part.entity.filter(|_| part.kind == Kind::Organisation)?;
    let whole = view.rows.entity(parent(view, entity)?).filter(|&whole| whole != entity)?;
    let (start, rest) = in_sentence(view, part)?;
    let inside = rest.trim_start().strip_prefix('(')?;
    let start = start + rest.len() - inside.len();
    let end = start + inside.find(')')?;
    let named = view.mentions[index + 1..].iter().skip_while(|mention| (mention.span.start as usize) < start);
    let mut inside = named.take_while(|mention| mention.span.end as usize <= end);
    inside.find(|mention| mention.entity == Some(whole))?;
    let stating = Stating { relation: "part_of", rule: "fr.part_of.parent-in-brackets", confidence: 0.8 };
    let span = Span::new(part.span.start, end as u32 + 1);
    Some(stated(view, part, stating, (entity, whole), span, None))
}

/// `Comité intergouvernemental de haut niveau (CIHN) algéro-français`: two countries are members of a body.
fn members(view: &View, index: usize) -> Vec<Relation> {
    let body = &view.mentions[index];
    let Some(entity) = body.entity.filter(|_| body.kind == Kind::Organisation) else { return Vec::new() };
    if !head_is(view, body, word::JOINT) {
        return Vec::new();
    }
    let inside = view.mentions[index + 1..].iter().take_while(|mention| mention.span.start < body.span.end);
    let mut starts = inside.filter(|mention| mention.kind == Kind::Demonym).map(|mention| mention.span.start);
    let inside = starts.find_map(|start| pair_at(view, start));
    let pair = inside.or_else(|| pair_at(view, behind(view, body)?));
    let Some(pair) = pair else { return Vec::new() };
    let members = pair.into_iter().filter_map(|member| {
        let stating = Stating { relation: "member_of", rule: "fr.member_of.joint-body", confidence: 0.85 };
        let span = Span::new(body.span.start, body.span.end.max(pair[1].span.end));
        Some(stated(view, body, stating, (member.entity?, entity), span, None))
    });
    members.collect()
}

/// Where the next word after a body and its acronym in brackets starts.
fn behind(view: &View, body: &Mention) -> Option<u32> {
    let (start, sentence) = in_sentence(view, body)?;
    let rest = match sentence.trim_start_matches(' ').strip_prefix('(') {
        Some(inside) => inside.split_once(')').filter(|(acronym, _)| !acronym.contains(' '))?.1,
        None => sentence,
    };
    Some((start + sentence.len() - rest.trim_start_matches(' ').len()) as u32)
}

/// What a sentence says after a mention, and where that starts.
fn in_sentence<'v>(view: &View<'v>, mention: &Mention) -> Option<(usize, &'v str)> {
    let (start, end) = (mention.span.end, view.text.sentences[mention.sentence as usize].span.end);
    Some((start as usize, view.document.text.get(start as usize..end as usize)?))
}

/// Two nationalities with a hyphen between them, at a place: `algéro-français`.
fn pair_at<'v>(view: &View<'v>, start: u32) -> Option<[&'v Mention; 2]> {
    let first = view.mentions.partition_point(|mention| mention.span.start < start);
    let near = view.mentions[first..].iter().take(4);
    let mut demonyms = near.filter(|mention| mention.kind == Kind::Demonym);
    let pair = [demonyms.next()?, demonyms.next()?];
    let joined = pair[0].span.start == start
        && pair[0].end_token == pair[1].first_token
        && view.text.tokens[pair[1].first_token as usize].gap == Gap::Hyphen;
    joined.then_some(pair)
}

/// The body that the lists know another to be a part of.
fn parent(view: &View, body: EntityIndex) -> Option<EntryIndex> {
    match &view.lexicon.entry(view.entities[body.0 as usize].entry?).detail {
        Detail::Organisation { parent, .. } => *parent,
        _ => None,
    }
}

/// Whether `de` stands before a name, or before the article there.
fn follows_of(view: &View, mention: &Mention) -> bool {
    let is = |back: usize, flags: u64| {
        let at = (mention.first_token as usize).checked_sub(back);
        at.is_some_and(|at| view.lexicon.is(view.text.tokens[at].form, flags))
    };
    is(1, word::OF) || (is(1, word::ARTICLE | word::PLURAL_ARTICLE) && is(2, word::OF))
}
