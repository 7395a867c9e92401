//! Offices whose body another phrase names: `A, président de B, et C, secrétaire général`; `le siège de B, où A a été reçu
//! par son président, C`.

use super::roles;
use crate::{
    model::{EntityIndex, Kind, Mention, Relation, Span},
    relation::parse::context::DocumentContext,
};
use rustc_hash::FxHashMap;

/// The relations of those who hold an office that names no body, by those who hold one that does.
pub(super) fn relations(context: &DocumentContext, held: &[Relation]) -> Vec<Relation> {
    let mut of_sentence: FxHashMap<u32, Vec<&Relation>> = FxHashMap::default();
    held.iter().for_each(|relation| of_sentence.entry(relation.sentence).or_default().push(relation));
    let held = |mention: &Mention| of_sentence.get(&mention.sentence).map(Vec::as_slice).unwrap_or_default();
    let mentions = context.mentions.iter();
    mentions.filter_map(|mention| holds_office(context, mention, held(mention))).collect()
}

fn holds_office(context: &DocumentContext, mention: &Mention, held: &[&Relation]) -> Option<Relation> {
    let role = mention.role.filter(|_| mention.kind == Kind::Person && mention.of.is_none())?;
    let id = &context.lexicon.entry(role.entry?).id;
    let own = mention.portfolio.is_some() || roles::names_body(context, role.span);
    let of_body = context.lexicon.frames.structure.offices_of_bodies.contains(id) && !own;
    // The office of somebody whom the lists know is in them.
    if !of_body || context.is_listed(mention.entity?) {
        return None;
    }
    // A president beside another one is a state's.
    let head = context.role_category(role.entry?) == Some("head_of_state");
    let apposed = role.span.start > mention.head.start && !head;
    let body = match roles::is_possessed(context, role.span) {
        true => body_before(context, mention)?,
        false => body_of_colleague(context, mention, held).filter(|_| apposed)?,
    };
    let ends = (mention.entity?, body);
    Some(roles::in_role(context, mention, ends, role, ("body-of-another", 0.7)))
}

/// The nearest body that the sentence names before somebody.
fn body_before(context: &DocumentContext, mention: &Mention) -> Option<EntityIndex> {
    let sentence = context.text.sentences[mention.sentence as usize].span;
    bodies_between(context, mention, sentence.start).next_back()?.entity
}

/// The body of whom the sentence names before somebody, with his office there, among the relations of the
/// sentence, where it names no body since.
fn body_of_colleague(
    context: &DocumentContext,
    mention: &Mention,
    held: &[&Relation],
) -> Option<EntityIndex> {
    let before = held.iter().filter(|relation| {
        relation.kind == "holds_role"
            && relation.span.end <= mention.span.start
            && context.kind(relation.target) == Kind::Organisation
    });
    let last = before.max_by_key(|relation| relation.span.end)?;
    let since = bodies_between(context, mention, last.span.end).next();
    let colleague = Some(last.source) != mention.entity;
    (since.is_none() && colleague).then_some(last.target)
}

/// The bodies, with a name of their own, that the sentence of a mention names between a place and it.
fn bodies_between<'v>(
    context: &DocumentContext<'v>,
    mention: &Mention,
    from: u32,
) -> impl DoubleEndedIterator<Item = &'v Mention> {
    let (between, sentence) = (Span::new(from, mention.span.start), mention.sentence);
    let place = |byte: u32| context.mentions.partition_point(|mention| mention.span.start < byte);
    let (first, end) = (place(between.start), place(between.end));
    let named = context.mentions[first..end.max(first)].iter();
    named.filter(move |body| {
        let own = body.kind == Kind::Organisation && !body.is_part_of_name(context.mentions);
        own && body.sentence == sentence && between.contains(body.span)
    })
}
