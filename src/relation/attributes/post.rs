//! Where somebody holds a role that he holds for another: `ambassadeur d’Italie en Tunisie`, `envoyé de l’ONU pour la Libye`.

use super::roles;
use crate::{
    matcher::Gap,
    model::{Detail, EntityIndex, Kind, Mention, Relation, Span, word},
    relation::{parse::context::DocumentContext, rule::Rule},
};

/// The relations of posts.
pub(crate) fn relations(context: &DocumentContext) -> Vec<Relation> {
    context.mentions.iter().filter_map(|mention| posted(context, mention)).collect()
}

/// How many tokens stand between a role and where it is held.
const LONGEST: usize = 12;

fn posted(context: &DocumentContext, mention: &Mention) -> Option<Relation> {
    let (person, role) = (mention.entity?, mention.role?);
    let row = context.lexicon.entry(role.entry?);
    let abroad = matches!(&row.detail, Detail::Role { takes, .. } if &**takes == "of+at");
    if !abroad || !matches!(mention.kind, Kind::Person | Kind::Role) {
        return None;
    }
    let of = mention.of.and_then(|of| of.entry);
    let (place, target) = place_of(context, role.span)?;
    let own = context.entities[target.0 as usize].entry.is_some_and(|entry| Some(entry) == of);
    let span = Span::new(mention.span.start.min(role.span.start), mention.span.end.max(place.span.end));
    let rule = Rule { relation: "holds_role", id: "fr.holds_role.post", confidence: 0.9 };
    let qualifier = Some(roles::one_line(role.span.of(&context.document.text)));
    (!own && target != person)
        .then(|| Relation { qualifier, ..rule.relation(context, mention, (person, target), span) })
}

/// The place behind a role and the words of its complement: nouns that no list has, and verbs, end it.
fn place_of<'s>(context: &DocumentContext<'s>, role: Span) -> Option<(&'s Mention, EntityIndex)> {
    let mut at = context.token_at(role.start) + 1;
    let last = at + LONGEST;
    while at < last && matches!(context.gap(at), Gap::Space | Gap::Apostrophe | Gap::Hyphen) {
        if is_at(context, at)
            && let Some(found) = place_after(context, at)
        {
            return Some(found);
        }
        let named = context.mention_at(at).filter(|mention| mention.kind != Kind::Person);
        let of = word::OF | word::ARTICLE | word::PLURAL_ARTICLE | word::ACCREDITED | word::NEAR;
        match named {
            Some(mention) => at = (mention.end_token as usize).max(at + 1),
            None if context.text.tokens[at].start < role.end || context.is(at, of) => at += 1,
            None => return None,
        }
    }
    None
}

/// Whether a word stands before where a role is held: `en`, `au`, `près`, `pour`.
fn is_at(context: &DocumentContext, at: usize) -> bool {
    context.is(at, word::AT | word::IN | word::NEAR | word::ACCREDITED | word::PURPOSE)
}

/// The country behind a preposition, or the one of a capital there.
fn place_after<'s>(context: &DocumentContext<'s>, at: usize) -> Option<(&'s Mention, EntityIndex)> {
    let next = at + 1 + usize::from(context.is(at + 1, word::OF));
    let place = context.mention_at(context.after_article(next))?;
    let entity = match place.kind {
        Kind::Country => place.entity?,
        Kind::Place => {
            place.metonymy.and_then(|capital| context.rows.entity(capital.country)).or(place.entity)?
        }
        _ => return None,
    };
    Some((place, entity))
}
