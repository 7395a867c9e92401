//! Relations that need no trigger: they lie in the parts of a mention.

use super::{actor::part_at, body, location, reduce::View};
use crate::{
    matcher::Gap,
    model::{
        Attribute, Detail, Element, EntityIndex, EntryIndex, EntryKind, Kind, Mention, Modality, PartialDate,
        Relation, Slot, Span, Template, Via, word,
    },
};
use rustc_hash::FxHashSet;

/// The relations that mentions state by themselves.
pub(super) fn relations(view: &View) -> Vec<Relation> {
    let mut found: Vec<Relation> =
        view.mentions.iter().filter_map(|mention| holds_role(view, mention, None)).collect();
    if let Some(state) = only_state(view, &found) {
        let held: FxHashSet<EntityIndex> = found.iter().map(|relation| relation.source).collect();
        let others = view
            .mentions
            .iter()
            .filter(|mention| mention.entity.is_some_and(|person| !held.contains(&person)));
        let more: Vec<Relation> =
            others.filter_map(|mention| holds_role(view, mention, Some(state))).collect();
        found.extend(more);
    }
    found.extend((0..view.mentions.len()).filter_map(|index| leads(view, index)));
    found.extend(body::relations(view));
    found.extend(location::relations(view));
    found
}

/// Where a document speaks of the offices of one state alone, and of no other country as often: those without a country
/// are of it.
fn only_state(view: &View, found: &[Relation]) -> Option<EntityIndex> {
    let offices = found.iter().filter(|relation| relation.relation == "holds_role");
    let mut states = offices.map(|relation| relation.target);
    let state = states.next().filter(|&first| is_country(view, first))?;
    let countries =
        || view.mentions.iter().filter_map(|m| m.entity).filter(|&entity| is_country(view, entity));
    let most = 2 * countries().filter(|&country| country == state).count() > countries().count();
    (most && states.all(|next| next == state)).then_some(state)
}

/// `le général Tiani (Niger)`: the head of a state, with it in brackets.
fn leads(view: &View, index: usize) -> Option<Relation> {
    let person = &view.mentions[index];
    let entry = view.entities[person.entity?.0 as usize].entry.filter(|_| person.kind == Kind::Person)?;
    let state = view.mentions[index + 1..].iter().find(|next| next.span.start >= person.span.end)?;
    let between = Span::new(person.span.end, state.span.start).of(&view.document.text);
    let closed = view.document.text[state.span.end as usize..].starts_with(')');
    let country = state
        .candidates
        .first()
        .filter(|_| state.kind == Kind::Country && between.trim() == "(" && closed)?;
    let heads = view
        .lexicon
        .offices
        .iter()
        .skip(view.lexicon.offices.partition_point(|office| office.person < entry));
    let mut heads = heads.take_while(|office| office.person == entry).filter(|office| office.of == *country);
    let heads = heads.any(|office| category(view, office.role) == Some("head_of_state"));
    let span = Span::new(person.span.start, state.span.end);
    let ends = (person.entity?, state.entity?);
    let stating = Stating { relation: "leads", rule: "fr.leads.country-in-brackets", confidence: 0.9 };
    heads.then(|| stated(view, person, stating, ends, span, None))
}

/// What a rule of structure states, and how surely.
pub(super) struct Stating<'s> {
    pub(super) relation: &'s str,
    pub(super) rule: &'s str,
    pub(super) confidence: f64,
}

/// A relation that the lists or the words beside a name state, as a fact of the document's day.
pub(super) fn stated(
    view: &View,
    mention: &Mention,
    stating: Stating,
    (source, target): (EntityIndex, EntityIndex),
    span: Span,
    qualifier: Option<String>,
) -> Relation {
    Relation {
        relation: stating.relation.to_string(),
        source,
        target,
        qualifier,
        sentence: mention.sentence,
        span,
        rule: stating.rule.to_string(),
        confidence: stating.confidence,
        negated: false,
        modality: Modality::Asserted,
        dates: view.document.date.map(PartialDate::from),
        dated: false,
        place: None,
        through: None,
    }
}

/// `le ministre malien de la Défense, le général Sadio Camara`: the person holds a role in a country.
fn holds_role(view: &View, mention: &Mention, state: Option<EntityIndex>) -> Option<Relation> {
    let (person, role) = (mention.entity?, mention.role?);
    let category = category(view, role.entry?)?;
    if !matches!(mention.kind, Kind::Person | Kind::Role) {
        return None;
    }
    let (of, end, how) = match of_role(view, mention, role, category) {
        Some((of, span)) => {
            (of, span.end, if mention.kind == Kind::Role { "role-phrase" } else { "role-name" })
        }
        // Whom `le président` means was told without the body after it.
        None if mention.kind == Kind::Role && body_behind(view, role.span).is_some() => return None,
        None if mention.of.is_some() || !STATE.contains(&category) => return None,
        None => match (country_of(view, person), state) {
            (Some(country), _) => (country, role.span.end, "country-of-holder"),
            // A known person whose country the text does not name holds nothing in another's.
            (None, _) if view.entities[person.0 as usize].entry.is_some() => return None,
            (None, _) if !GOVERNMENT.contains(&category) || goes_on(view, role.span) => return None,
            (None, state) => (state?, role.span.end, "country-of-document"),
        },
    };
    let (how, confidence) = match (mention.via, how) {
        // Nobody names the person: the dated office does.
        (Via::Office(_), _) => ("office", 0.85),
        (_, "country-of-holder") => (how, 0.85),
        (_, "country-of-document") => (how, 0.7),
        _ => (how, 0.95),
    };
    if person == of || !admits(view, role.entry?, category, is_country(view, of)) {
        return None;
    }
    let span =
        Span::new(mention.span.start.min(role.span.start), mention.span.end.max(role.span.end).max(end));
    let qualifier = Some(one_line(role.span.of(&view.document.text)));
    let relation = match in_body(view, role.entry?, of) {
        Some(relation) => relation,
        None if is_of_frame(view, role.entry?) => return None,
        None => "holds_role",
    };
    let rule = format!("fr.{relation}.{how}");
    let stating = Stating { relation, rule: &rule, confidence };
    Some(stated(view, mention, stating, (person, of), span, qualifier))
}

/// Of whom a role is: what the role phrase names, a body in it, or one that follows with `de`: `le milieu français de
/// la Juventus` is no office in France.
fn of_role(view: &View, mention: &Mention, role: Attribute, category: &str) -> Option<(EntityIndex, Span)> {
    let stated = mention.of.and_then(|of| Some((entity_of(view, &of)?, of.span)));
    let fits = |of: &(EntityIndex, Span)| {
        role.entry.is_some_and(|role| admits(view, role, category, is_country(view, of.0)))
    };
    let of_state = STATE.contains(&category);
    let body = || {
        // A role of state that names a body is of the state: `président du Sénat`.
        let own = !of_state && view.lexicon.role_offices.iter().all(|office| Some(office.role) != role.entry);
        let named = own.then(|| body_inside(view, role.span)).flatten();
        named.or_else(|| body_behind(view, role.span).filter(|_| !of_state || mention.kind == Kind::Person))
    };
    stated.filter(fits).or_else(|| {
        let open = (mention.of.is_none() || stated.is_some()) && mention.portfolio.is_none();
        let body = body().filter(|_| open && category != "minister")?;
        Some((body.actor()?, body.span)).filter(fits)
    })
}

fn is_body(mention: &Mention) -> bool {
    matches!(mention.kind, Kind::Organisation | Kind::Country) && mention.entity.is_some()
}

/// The body or country that a role names itself: `porte-parole du Kremlin`.
fn body_inside<'v>(view: &View<'v>, role: Span) -> Option<&'v Mention> {
    let from = view.mentions.partition_point(|mention| mention.span.start <= role.start);
    let inside = view.mentions[from..].iter().take_while(|mention| mention.span.start < role.end);
    inside.filter(|mention| role.contains(mention.span)).find(|mention| is_body(mention))
}

/// The body or country that follows a role with `de`: `présidente de la Commission électorale`.
fn body_behind<'v>(view: &View<'v>, role: Span) -> Option<&'v Mention> {
    let tokens = &view.text.tokens;
    let next = tokens.partition_point(|token| token.start < role.end);
    let is = |at: usize, flags: u64| tokens.get(at).is_some_and(|token| view.lexicon.is(token.form, flags));
    if !is(next, word::OF) || tokens[next].gap != Gap::Space {
        return None;
    }
    let article = is(next + 1, word::ARTICLE | word::PLURAL_ARTICLE);
    let start = tokens.get(next + 1 + usize::from(article))?.start;
    let first = view.mentions.partition_point(|mention| mention.span.start < start);
    view.mentions.get(first).filter(|mention| mention.span.start == start && is_body(mention))
}

/// Whether a role has a complement that is no part of its phrase: `président de la Chambre`.
fn goes_on(view: &View, role: Span) -> bool {
    let next = view.text.tokens.partition_point(|token| token.start < role.end);
    let next = view.text.tokens.get(next);
    next.is_some_and(|token| token.gap == Gap::Space && view.lexicon.is(token.form, word::OF))
}

/// The relation that a role is to the body that it is of, where that is more than that somebody holds it there:
/// `député` of a party, `joueur`.
fn in_body<'v>(view: &View<'v>, role: EntryIndex, body: EntityIndex) -> Option<&'v str> {
    let role = view.lexicon.frames.structure.roles_in_body.get(&view.lexicon.entry(role).id)?;
    let row = view.entities[body.0 as usize].entry.map(|entry| &view.lexicon.entry(entry).detail);
    let fits = role.bodies.is_empty()
        || matches!(row, Some(Detail::Organisation { subtype, .. }) if role.bodies.contains(subtype));
    (fits && !is_country(view, body)).then_some(&*role.relation)
}

/// Whether a role is the noun of a frame that says more than that somebody holds it: `fils`, `fondateur`, `membre`.
fn is_of_frame(view: &View, role: EntryIndex) -> bool {
    let frames = &view.lexicon.frames;
    let noun = frames.words.get(&view.lexicon.entry(role).name).and_then(|word| word.noun);
    let of_whom = |template: &Template| {
        let relation = frames.type_of(&frames.frames[template.frame as usize]);
        matches!(template.before[..], [Element::Slot(Slot::Source, _)])
            && template.after.len() == 1
            && !["holds_role", "leads"].contains(&&*relation.id)
    };
    noun.is_some_and(|noun| {
        let templates = frames.nouns[noun.0 as usize].templates.iter();
        templates.map(|&index| &frames.templates[index as usize]).any(of_whom)
    })
}

/// The category of a role's row: `minister`.
pub(super) fn category<'v>(view: &View<'v>, role: EntryIndex) -> Option<&'v str> {
    let row = view.lexicon.entry(role);
    match &row.detail {
        Detail::Role { category, .. } if row.kind == EntryKind::Role => Some(category),
        _ => None,
    }
}

/// Roles of state: who holds one that names no country holds it in his own.
const STATE: [&str; 6] =
    ["head_of_state", "head_of_government", "minister", "parliament", "military", "security"];

/// Those of a government or a parliament, whose holders are of the state that a document speaks of.
const GOVERNMENT: [&str; 4] = ["head_of_state", "head_of_government", "minister", "parliament"];

fn is_country(view: &View, entity: EntityIndex) -> bool {
    view.entities[entity.0 as usize].kind == Kind::Country
}

/// Whether somebody holds a role in a country, or in a body: a French journalist holds none in France.
fn admits(view: &View, role: EntryIndex, category: &str, in_country: bool) -> bool {
    match category {
        "kin" | "culture" => false,
        // Whoever is a minister’s counterpart is a minister.
        "other" if &*view.lexicon.entry(role).id == "homologue" => true,
        _ if view.lexicon.frames.structure.professions.contains(&view.lexicon.entry(role).id) => !in_country,
        "academic" | "sport" | "media" | "other" | "business" | "civil_society" => !in_country,
        _ => true,
    }
}

/// The country of a person, where the lists know it and the text names it.
fn country_of(view: &View, person: EntityIndex) -> Option<EntityIndex> {
    let entry = view.entities[person.0 as usize].entry?;
    view.rows.entity(view.lexicon.entry(entry).country?)
}

/// The entity of the mention that stands where an attribute does, or of its row.
fn entity_of(view: &View, attribute: &Attribute) -> Option<EntityIndex> {
    let part = part_at(view, attribute.span).and_then(|(_, part)| part.actor());
    part.or_else(|| view.rows.entity(attribute.entry?))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a name starts with a word of some flags; of one with hyphens, the last part counts: `état-major`.
pub(super) fn head_is(view: &View, mention: &Mention, flags: u64) -> bool {
    let tokens = &view.text.tokens[mention.first_token as usize..mention.end_token as usize];
    let parts = tokens.iter().skip(1).take_while(|token| token.gap == Gap::Hyphen).count();
    tokens.get(parts).is_some_and(|token| view.lexicon.is(token.form, flags))
}
