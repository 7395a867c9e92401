//! Roles that no list has, by a noun of what somebody does beside the name: `X, chef du service Afrique de TV5 Monde`, `le
//! chargé de mission du CNRS, X`.

use super::roles;
use crate::{
    matcher::Gap,
    model::{EntityIndex, FeatureSet, INTRODUCED, Kind, Mention, QUOTED, Relation, Span, Via, word},
    relation::{parse::context::DocumentContext, rule::Rule},
};

/// Adds the roles that stand beside names, where nothing is stated there.
pub(crate) fn relations(context: &DocumentContext, found: &mut Vec<Relation>) {
    for person in context.mentions {
        let Some(entity) = person.entity.filter(|_| person.kind == Kind::Person) else { continue };
        let phrases = behind(context, person).into_iter().chain(before(context, person));
        for phrase in phrases {
            let told =
                |relation: &&Relation| relation.source == entity && relation.span.overlaps(phrase.span());
            if !found.iter().any(|relation| told(&relation)) {
                found.push(phrase.relation(context, person, entity));
            }
        }
    }
}

/// A noun of what somebody does, with its complement up to the body in which he does it.
struct Phrase<'s> {
    /// From its noun to its first preposition.
    role: Span,
    body: &'s Mention,
    in_body: EntityIndex,
    /// The token behind it all.
    end: usize,
}

/// How many tokens a role may have.
const LONGEST: usize = 16;

impl<'s> Phrase<'s> {
    /// The phrase whose noun is at a token.
    fn at(context: &DocumentContext<'s>, head: usize) -> Option<Phrase<'s>> {
        let start = context.text.tokens.get(head)?.start;
        let (mut at, mut body) = (head + 1, None);
        let mut link: Option<usize> = None;
        // `le président (RN) de la commission`
        let resumed = behind_bracket(context, at);
        at = resumed.unwrap_or(at);
        while at < head + LONGEST && (joined(context, at) || resumed == Some(at)) {
            if let Some(mention) = context.mention_at(at).filter(|mention| mention.kind != Kind::Demonym) {
                match mention.kind {
                    Kind::Organisation => body = body.or_else(|| held_in(context, mention, (head, at))),
                    Kind::Country | Kind::Place => {}
                    _ => break,
                }
                at = context.after_acronym(mention.end_token as usize).max(at + 1);
            } else if body.is_some() && context.is(at, word::AND) && noun_at(context, at + 1).is_some() {
                break;
            } else if is_link(context, at) {
                link = link.or(Some(at));
                at += 1;
            } else if context.is(at, word::FUNCTION | word::SPEECH | word::ACT) {
                break;
            } else {
                at += 1;
            }
        }
        let (body, in_body) = body.filter(|(body, _)| !is_told(context, head, body))?;
        let last = link.filter(|&link| link > head).unwrap_or(body.first_token as usize) - 1;
        let end = context.text.tokens[last].end.max(start);
        Some(Phrase { role: Span::new(start, end), body, in_body, end: at })
    }

    fn span(&self) -> Span {
        Span::new(self.role.start, self.body.span.end)
    }

    fn relation(&self, context: &DocumentContext, person: &Mention, entity: EntityIndex) -> Relation {
        let span = self.span();
        let span = Span::new(span.start.min(person.span.start), span.end.max(person.span.end));
        let rule = Rule { relation: "holds_role", id: "fr.holds_role.function", confidence: 0.85 };
        let qualifier = Some(roles::one_line(self.role.of(&context.document.text)));
        Relation { qualifier, ..rule.relation(context, person, (entity, self.in_body), span) }
    }
}

/// `X, ancien directeur de l’ONU et conseiller de l’OMS,`: the phrases in apposition behind a name.
fn behind<'s>(context: &DocumentContext<'s>, person: &Mention) -> Vec<Phrase<'s>> {
    let mut at = person.end_token as usize;
    let mut found = Vec::new();
    while found.len() < 3 && (opens(context, at) || (!found.is_empty() && context.is(at, word::AND))) {
        let first = at + usize::from(context.is(at, word::AND));
        let article = context.is(first, word::ARTICLE);
        let noun = noun_at(context, first).filter(|&head| !is_of_another(context, person, head));
        let Some(phrase) = noun.and_then(|head| Phrase::at(context, head)) else { break };
        at = phrase.end;
        // `Selon X, le directeur de l’ONU a menti` is of another.
        let closed = !matches!(context.gap(at), Gap::Space | Gap::Apostrophe) || context.is(at, word::AND);
        if article && (!closed || names_next(context, person, at)) {
            break;
        }
        found.push(phrase);
    }
    found
}

/// Whether a noun stands before the name of somebody else, as his: `X, le président Y`.
fn is_of_another(context: &DocumentContext, person: &Mention, head: usize) -> bool {
    let start = context.text.tokens[head].start;
    context.mentions_around(start).any(|other| {
        other.kind == Kind::Person
            && other.sentence == person.sentence
            && start < other.head.start
            && other.entity != person.entity
    })
}

/// Whether somebody else is named right behind: `X, le directeur de l’ONU, Y et`.
fn names_next(context: &DocumentContext, person: &Mention, at: usize) -> bool {
    let next = [at, context.after_article(at)];
    let starts = next.iter().filter_map(|&at| context.text.tokens.get(at)).map(|token| token.start);
    starts.flat_map(|start| context.mentions_around(start)).any(|mention| {
        matches!(mention.kind, Kind::Person | Kind::Rank)
            && mention.sentence == person.sentence
            && (next.contains(&(mention.first_token as usize))
                || next.contains(&context.token_at(mention.span.start)))
    })
}

/// `le chargé de mission du CNRS, X`, `le président du CNR (CNR) le capitaine X`.
fn before<'s>(context: &DocumentContext<'s>, person: &Mention) -> Option<Phrase<'s>> {
    let start = context.token_at(person.span.start);
    let name = start - usize::from(start > 0 && context.is(start - 1, word::ARTICLE));
    let sentence = context.text.sentences[person.sentence as usize].first_token as usize;
    let from = name.saturating_sub(LONGEST).max(sentence);
    let near = matches!(context.gap(name), Gap::Space | Gap::Comma | Gap::Other);
    // A comma parts the name from the role: none stands inside.
    let inner = (from..name).rev().take_while(|&at| at + 1 == name || goes_on(context, at + 1));
    let ends_at_name = |head: usize| {
        let phrase = Phrase::at(context, head).filter(|phrase| phrase.end == name)?;
        is_definite(context, head).then_some(phrase)
    };
    let own = person.role.filter(|role| role.span.start < person.head.start).map(|role| role.span.start);
    match own {
        Some(role) => Phrase::at(context, context.token_at(role))
            .filter(|phrase| phrase.end <= person.first_token as usize),
        None if near => inner.filter(|&at| context.is(at, word::FUNCTION_NOUN)).find_map(ends_at_name),
        None => None,
    }
}

/// Whether a noun has a definite article or the like, and is not in apposition to another name.
fn is_definite(context: &DocumentContext, head: usize) -> bool {
    let mut first = head;
    while first > 0
        && (context.gap(first) == Gap::Hyphen || context.is(first - 1, word::BEFORE_ROLE | word::EPITHET))
    {
        first -= 1;
    }
    let Some(article) = first.checked_sub(1) else { return true };
    let definite = word::ARTICLE | word::CONTRACTED | word::WHOSE_ROLE;
    let named = context.mentions.iter().any(|mention| {
        mention.kind == Kind::Person
            && matches!(mention.end_token as usize, end if end == article || end == first)
    });
    (context.is(article, definite) || context.gap(first) == Gap::Line) && !named
}

/// The noun of what somebody does at a token, behind an adverb, an article and adjectives: `alors l’ancien vice-président`.
fn noun_at(context: &DocumentContext, at: usize) -> Option<usize> {
    let at = at + usize::from(context.is(at, word::BESIDE_ROLE));
    let mut head = at + usize::from(context.is(at, word::ARTICLE));
    let before = word::BEFORE_ROLE | word::EPITHET;
    while context.is(head, before) || context.gap(head + 1) == Gap::Hyphen {
        if context.is(head, word::FUNCTION_NOUN) {
            break;
        }
        head += 1;
    }
    context.is(head, word::FUNCTION_NOUN).then_some(head)
}

/// The body that starts at a token, where the words before it say that something is done there: `de`, `à`, `chez`.
fn held_in<'s>(
    context: &DocumentContext,
    body: &'s Mention,
    (head, at): (usize, usize),
) -> Option<(&'s Mention, EntityIndex)> {
    let before = at.checked_sub(1)?;
    let article = context.is(before, word::ARTICLE | word::PLURAL_ARTICLE) && !context.is(before, word::OF);
    let before = before.checked_sub(usize::from(article))?;
    let linked = context.is(before, word::OF | word::AT | word::AT_BODY) && !context.is(before, word::HAS);
    // `analyste au cabinet de conseil Kolaba`
    let introduced = matches!(body.via, Via::Rule(INTRODUCED | QUOTED));
    let bare = !article && (before == head || introduced || context.is(before, word::ORGANISATION_CUE));
    Some((body, body.entity?)).filter(|_| linked || bare)
}

/// Whether a frame says what somebody with a noun is to the body right behind it: `chef du JNIM`.
fn is_told(context: &DocumentContext, head: usize, body: &Mention) -> bool {
    let behind =
        context.is(head + 1, word::OF) && context.after_article(head + 2) == body.first_token as usize;
    let word = context.lexicon.frames.words.entry(context.text.tokens[head].word);
    behind && word.is_some_and(|word| roles::told_by_frame(context, word, &["holds_role"]).is_some())
}

/// Whether a token follows without a comma or other mark.
fn joined(context: &DocumentContext, at: usize) -> bool {
    matches!(context.gap(at), Gap::Space | Gap::Apostrophe | Gap::Hyphen)
}

/// Whether a token follows without a mark but that of a bracket: `le président (RN) de la commission`.
fn goes_on(context: &DocumentContext, at: usize) -> bool {
    let tokens = &context.text.tokens;
    let between = || Span::new(tokens[at - 1].end, tokens[at].start).of(&context.document.text);
    joined(context, at) || matches!(between().trim(), "(" | ")")
}

/// Whether a comma or a bracket opens before a token.
fn opens(context: &DocumentContext, at: usize) -> bool {
    context.gap(at) == Gap::Comma || context.opens_bracket(at)
}

/// The token behind a name in brackets.
fn behind_bracket(context: &DocumentContext, at: usize) -> Option<usize> {
    let named = context.mention_at(at).filter(|_| context.opens_bracket(at))?;
    let behind = context.document.text[named.span.end as usize..].starts_with(')');
    behind.then_some(named.end_token as usize)
}

fn is_link(context: &DocumentContext, at: usize) -> bool {
    let links: FeatureSet = word::OF | word::ARTICLE | word::PLURAL_ARTICLE | word::ROLE_LINK | word::AT_BODY;
    context.is(at, links) && !context.is(at, word::HAS)
}
