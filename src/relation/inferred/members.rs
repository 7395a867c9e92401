//! Members and leaders of bodies, from enumerations: `les pays membres de l’AES : A, B et C`.

use crate::{
    model::{Kind, Relation},
    relation::{parse::ParsedSentence, rule::Rule},
};

/// That each member of an enumeration is a member of its body, or leads it.
pub(crate) fn relations(sentence: &ParsedSentence, found: &mut Vec<Relation>) {
    let context = sentence.context;
    for enumeration in &sentence.enumerations {
        let (relation, id) = match enumeration.lead {
            true => ("leads", "fr.leads.list"),
            false => ("member_of", "fr.member_of.list"),
        };
        let body = context.entity_as(enumeration.body.mention, &[Kind::Organisation]);
        let Some(body) = body else { continue };
        let (first, end) = enumeration.tokens;
        let span = sentence.span(first, end);
        let rule = Rule { relation, id, confidence: 0.9 };
        found.extend(enumeration.members.iter().map(|member| {
            rule.relation(context, &context.mentions[member.mention], (member.entity, body), span)
        }));
    }
}
