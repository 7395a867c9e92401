//! Roles beside names, and role phrases that denote a person: who holds what, in which body.

use crate::{
    matcher::Gap,
    model::{
        Attribute, COUNTERPART, Element, EntityIndex, EntryIndex, FeatureSet, Kind, Mention, Modality,
        Relation, Slot, Span, Template, Tense, Via, Word, word,
    },
    relation::{parse::context::DocumentContext, rule::Rule},
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// The relations of roles that say of which body or country they are.
pub(super) fn told(context: &DocumentContext) -> Vec<Relation> {
    context.mentions.iter().filter_map(|mention| holds_role(context, mention, None)).collect()
}

/// The relations of the other roles, and of what stands beside them, after those that are told.
pub(super) fn others(context: &DocumentContext, mut found: Vec<Relation>) -> Vec<Relation> {
    if let Some(state) = only_state(context, &found) {
        let held: FxHashSet<EntityIndex> = found.iter().map(|relation| relation.source).collect();
        let others = context
            .mentions
            .iter()
            .filter(|mention| mention.entity.is_some_and(|person| !held.contains(&person)));
        let more: Vec<Relation> =
            others.filter_map(|mention| holds_role(context, mention, Some(state))).collect();
        found.extend(more);
    }
    found.extend(context.mentions.iter().filter_map(|mention| national(context, mention)));
    found.extend(context.mentions.iter().filter_map(|mention| of_town(context, mention)));
    found.extend(context.mentions.iter().filter_map(|mention| second_role(context, mention)));
    found.extend(context.mentions.iter().filter_map(|mention| predicate(context, mention)));
    found.extend((0..context.mentions.len()).filter_map(|index| leads(context, index)));
    found
}

/// `l’attaquant international algérien du PSG, X`, `l’entraîneur du Mali X`: who plays for a country, or trains its team.
fn national(context: &DocumentContext, mention: &Mention) -> Option<Relation> {
    let (person, role) = (mention.entity?, mention.role.filter(|_| mention.kind == Kind::Person)?);
    let with_de = with_de(context, role.span).filter(|of| of.kind == Kind::Country).and_then(|of| of.entity);
    // `le sélectionneur français du Maroc` is French.
    let beside = || mention.of.and_then(|of| entity_of(context, &of));
    let country = with_de.or_else(beside).filter(|&of| is_country(context, of))?;
    let plays = is_in_country(context, role.entry?)
        || is_of_team(context, role, country)
        || (with_de.is_some() && is_for_country(context, role.entry?));
    plays.then(|| in_role(context, mention, (person, country), role, ("in-country", 0.9)))
}

/// `l’avant-centre de Lens, X`: who plays for a town’s club, or trains it.
fn of_town(context: &DocumentContext, mention: &Mention) -> Option<Relation> {
    let (person, role) = (mention.entity?, mention.role.filter(|_| mention.kind == Kind::Person)?);
    let town =
        with_de(context, role.span).and_then(|town| town.entity).filter(|&town| context.is_town(town))?;
    is_for_country(context, role.entry?)
        .then(|| in_role(context, mention, (person, town), role, ("of-town", 0.8)))
}

/// What a role names with `de`, in it or right behind it: `le buteur néerlandais de Wolfsburg`.
fn with_de<'v>(context: &DocumentContext<'v>, role: Span) -> Option<&'v Mention> {
    let follows_de = |mention: &&Mention| context.of_before(mention.first_token as usize).is_some();
    let inside = context.mentions_in(role).map(|(_, mention)| mention).find(follows_de);
    inside.or_else(|| named_behind(context, role))
}

/// The relation of somebody with a role beside the name to a body behind it: `le journaliste X de RFI`.
pub(super) fn beside(
    context: &DocumentContext,
    person: &Mention,
    (role, entry): (Attribute, EntryIndex),
    body: EntityIndex,
) -> Option<Relation> {
    let category = context.role_category(entry)?;
    let of_state = STATE.contains(&category) && in_body(context, entry, body).is_none();
    let fits = !of_state && admits(context, entry, category, false) && !is_of_frame(context, entry);
    let ends = (person.entity?, body);
    (fits || in_body(context, entry, body).is_some())
        .then(|| in_role(context, person, ends, role, ("name-behind", 0.85)))
}

/// That somebody has a role in a body or country, or is more there by it.
pub(super) fn in_role(
    context: &DocumentContext,
    mention: &Mention,
    ends: (EntityIndex, EntityIndex),
    role: Attribute,
    (how, confidence): (&str, f64),
) -> Relation {
    let member = |entry| frame_of(context, entry).filter(|&relation| relation == "member_of");
    let told = role.entry.and_then(|entry| in_body(context, entry, ends.1).or_else(|| member(entry)));
    let relation = told.unwrap_or("holds_role");
    let qualifier = Some(one_line(role.span.of(&context.document.text)));
    let span = Span::new(mention.span.start.min(role.span.start), mention.span.end.max(role.span.end));
    let rule = Rule { relation, id: &format!("fr.{relation}.{how}"), confidence };
    Relation { qualifier, ..rule.relation(context, mention, ends, span) }
}

/// Whether a role names the team of a country: `capitaine de l’équipe de France`.
fn is_of_team(context: &DocumentContext, role: Attribute, country: EntityIndex) -> bool {
    let inside = body_inside(context, role.span).filter(|body| body.entity == Some(country));
    let Some(country) = inside.filter(|_| is_sport(context, role)) else {
        return false;
    };
    let first = context.token_at(role.span.start);
    (first..country.first_token as usize).any(|at| context.is(at, word::NATIONAL_TEAM))
}

/// Whether a role is one in sport.
pub(super) fn is_sport(context: &DocumentContext, role: Attribute) -> bool {
    role.entry.and_then(|role| context.role_category(role)) == Some("sport")
}

/// Whether a role is held in a country, too, though others of its category are not: `sélectionneur`.
fn is_in_country(context: &DocumentContext, role: EntryIndex) -> bool {
    context.lexicon.frames.structure.in_country.contains(&context.lexicon.entry(role).id)
}

/// Whether a role in sport is held for a country that is named with `de`: `gardien`.
fn is_for_country(context: &DocumentContext, role: EntryIndex) -> bool {
    context.lexicon.frames.structure.for_country.contains(&context.lexicon.entry(role).id)
}

/// The state whose offices need no country beside them. Where a document speaks of the offices of one state alone, and of no
/// other country as often, it is that; else the one that it names, with its places, far more than the others of whose offices
/// it does not speak: a paper names the country of a visitor.
fn only_state(context: &DocumentContext, found: &[Relation]) -> Option<OnlyState> {
    // An ambassador tells of another country.
    let envoys: FxHashSet<EntityIndex> = context
        .mentions
        .iter()
        .filter(|mention| context.is_envoy(mention))
        .filter_map(|mention| mention.entity)
        .collect();
    let offices = found.iter().filter(|relation| relation.kind == "holds_role");
    let offices = offices.filter(|relation| !envoys.contains(&relation.source));
    let told: FxHashSet<EntityIndex> =
        offices.map(|relation| relation.target).filter(|&of| is_country(context, of)).collect();
    let mut counts: FxHashMap<EntityIndex, usize> = FxHashMap::default();
    for country in context.mentions.iter().filter_map(|mention| country_at(context, mention)) {
        *counts.entry(country).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    let named = |of: &EntityIndex| counts.get(of).copied().unwrap_or_default();
    if let Some(&state) = told.iter().next().filter(|state| told.len() == 1 && 2 * named(state) > all) {
        return Some(OnlyState { of: state, surely: true });
    }
    let most_told = told.iter().map(named).max().unwrap_or_default();
    let mut others: Vec<(usize, EntityIndex)> =
        counts.into_iter().filter(|(of, _)| !told.contains(of)).map(|(of, count)| (count, of)).collect();
    others.sort_unstable_by_key(|&(count, of)| (Reverse(count), of));
    match others[..] {
        [(count, of), ref rest @ ..] if count > most_told.max(1) => {
            let far = rest.first().is_none_or(|&(next, _)| count >= FAR_MORE * next);
            far.then_some(OnlyState { of, surely: false })
        }
        _ => None,
    }
}

/// The state whose offices need no country beside them.
#[derive(Clone, Copy)]
struct OnlyState {
    of: EntityIndex,
    /// Whether the document speaks of its offices by its name.
    surely: bool,
}

/// So many times as often as the next is far more.
const FAR_MORE: usize = 6;

/// The country that a mention names, or in which the place lies that it names.
fn country_at(context: &DocumentContext, mention: &Mention) -> Option<EntityIndex> {
    let entity = mention.entity?;
    if is_country(context, entity) {
        return Some(entity);
    }
    let place = context.entities[entity.0 as usize].entry.filter(|_| mention.kind == Kind::Place)?;
    context.rows.entity(context.lexicon.entry(place).country?)
}

/// `le général Tiani (Niger)`: the head of a state, with it in brackets.
fn leads(context: &DocumentContext, index: usize) -> Option<Relation> {
    let person = &context.mentions[index];
    let entry = context.entities[person.entity?.0 as usize].entry.filter(|_| person.kind == Kind::Person)?;
    let state = context.mentions[index + 1..].iter().find(|next| next.span.start >= person.span.end)?;
    let between = Span::new(person.span.end, state.span.start).of(&context.document.text);
    let closed = context.document.text[state.span.end as usize..].starts_with(')');
    let country = state
        .candidates
        .first()
        .filter(|_| state.kind == Kind::Country && between.trim() == "(" && closed)?;
    let heads = context
        .lexicon
        .offices
        .iter()
        .skip(context.lexicon.offices.partition_point(|office| office.person < entry));
    let mut heads = heads.take_while(|office| office.person == entry).filter(|office| office.of == *country);
    let heads = heads.any(|office| context.role_category(office.role) == Some("head_of_state"));
    let span = Span::new(person.span.start, state.span.end);
    let pair = (person.entity?, state.entity?);
    let rule = Rule { relation: "leads", id: "fr.leads.country-in-brackets", confidence: 0.9 };
    heads.then(|| rule.relation(context, person, pair, span))
}

/// `le ministre malien de la Défense, le général Sadio Camara`: the person holds a role in a country.
fn holds_role(context: &DocumentContext, mention: &Mention, state: Option<OnlyState>) -> Option<Relation> {
    let (person, role) = (mention.entity?, mention.role?);
    let category = context.role_category(role.entry?)?;
    if !matches!(mention.kind, Kind::Person | Kind::Role) {
        return None;
    }
    let (of, end, how) = match of_role(context, mention, role, category) {
        Some((of, span)) => {
            (of, span.end, if mention.kind == Kind::Role { "role-phrase" } else { "role-name" })
        }
        // Whom `le président` means was told without the body after it.
        None if mention.kind == Kind::Role && body_behind(context, role.span).is_some() => return None,
        None if mention.of.is_some() || !STATE.contains(&category) => return None,
        None => match (country_of(context, person), state) {
            (Some(country), _) => (country, role.span.end, "country-of-holder"),
            (None, _) if named_body(context, person, role, category).is_some() => {
                let body = named_body(context, person, role, category)?;
                (body.entity?, body.span.end, "body-of-state")
            }
            // A known person whose country the text does not name holds nothing in another’s.
            (None, _) if context.is_listed(person) => return None,
            (None, _) if !GOVERNMENT.contains(&category) || goes_on(context, role.span) => return None,
            // `son président, X`: of whom the text speaks
            (None, _) if is_possessed(context, role.span) => return None,
            (None, state) => {
                let fits = |state: &OnlyState| {
                    state.surely || (NAMED.contains(&category) && mention.kind == Kind::Person)
                };
                (state.filter(fits)?.of, role.span.end, "country-of-document")
            }
        },
    };
    let (how, confidence) = match (mention.via, how) {
        // Nobody names the person: the dated office does.
        (Via::Office(_), _) => ("office", 0.85),
        (_, "country-of-holder") => (how, 0.85),
        (_, "country-of-document") => (how, 0.7),
        _ => (how, 0.95),
    };
    if person == of || !admits(context, role.entry?, category, is_country(context, of)) {
        return None;
    }
    let span =
        Span::new(mention.span.start.min(role.span.start), mention.span.end.max(role.span.end).max(end));
    let qualifier = Some(one_line(role.span.of(&context.document.text)));
    let relation = match in_body(context, role.entry?, of) {
        Some(relation) => relation,
        None if is_of_frame(context, role.entry?) => return None,
        None => "holds_role",
    };
    let rule = Rule { relation, id: &format!("fr.{relation}.{how}"), confidence };
    Some(Relation { qualifier, ..rule.relation(context, mention, (person, of), span) })
}

/// Of whom a role is: what the role phrase names, a body in it, or one that follows with `de`: `le milieu français de
/// la Juventus` is no office in France.
fn of_role(
    context: &DocumentContext,
    mention: &Mention,
    role: Attribute,
    category: &str,
) -> Option<(EntityIndex, Span)> {
    let stated = mention.of.and_then(|of| Some((entity_of(context, &of)?, of.span)));
    let fits = |of: &(EntityIndex, Span)| {
        role.entry.is_some_and(|role| admits(context, role, category, is_country(context, of.0)))
    };
    let of_state = STATE.contains(&category);
    let body = || {
        // A role of state that names a body is of the state: `président du Sénat`.
        let own =
            !of_state && context.lexicon.role_offices.iter().all(|office| Some(office.role) != role.entry);
        let named = own.then(|| body_inside(context, role.span)).flatten();
        named
            .or_else(|| body_behind(context, role.span).filter(|_| !of_state || mention.kind == Kind::Person))
    };
    stated.filter(fits).or_else(|| {
        let open = (mention.of.is_none() || stated.is_some()) && mention.portfolio.is_none();
        let body = body().filter(|_| open && category != "minister")?;
        Some((body.actor()?, body.span)).filter(fits)
    })
}

/// The body of a state that a role names, where no country is told: `vice-président de l’Assemblée nationale`.
fn named_body<'v>(
    context: &DocumentContext<'v>,
    person: EntityIndex,
    role: Attribute,
    category: &str,
) -> Option<&'v Mention> {
    let body = body_inside(context, role.span).or_else(|| body_behind(context, role.span))?;
    let country = |entity: EntityIndex| {
        let row = context.entities[entity.0 as usize].entry?;
        context.lexicon.entry(row).country
    };
    let fits = body.kind == Kind::Organisation && category != "minister";
    let elsewhere =
        matches!((country(person), country(body.entity?)), (Some(one), Some(other)) if one != other);
    (fits && !elsewhere).then_some(body)
}

fn is_body(mention: &Mention) -> bool {
    matches!(mention.kind, Kind::Organisation | Kind::Country) && mention.entity.is_some()
}

/// The body or country that a role names itself: `porte-parole du Kremlin`.
fn body_inside<'v>(context: &DocumentContext<'v>, role: Span) -> Option<&'v Mention> {
    let from = context.mentions.partition_point(|mention| mention.span.start <= role.start);
    let inside = context.mentions[from..].iter().take_while(|mention| mention.span.start < role.end);
    inside.filter(|mention| role.contains(mention.span)).find(|mention| is_body(mention))
}

/// The body or country that follows a role with `de`: `présidente de la Commission électorale`.
fn body_behind<'v>(context: &DocumentContext<'v>, role: Span) -> Option<&'v Mention> {
    named_behind(context, role).filter(|mention| is_body(mention))
}

/// What follows a role with `de`.
fn named_behind<'v>(context: &DocumentContext<'v>, role: Span) -> Option<&'v Mention> {
    let tokens = &context.text.tokens;
    let next = tokens.partition_point(|token| token.start < role.end);
    let is =
        |at: usize, flags: FeatureSet| tokens.get(at).is_some_and(|token| context.lexicon.has(token, flags));
    if !is(next, word::OF) || tokens[next].gap != Gap::Space {
        return None;
    }
    let article = is(next + 1, word::ARTICLE | word::PLURAL_ARTICLE);
    context.mention_at(next + 1 + usize::from(article))
}

/// Whether a role has a complement that is no part of its phrase: `président de la Chambre`, `président de la
/// confédération suisse`.
fn goes_on(context: &DocumentContext, role: Span) -> bool {
    let next = context.text.tokens.partition_point(|token| token.start < role.end);
    let is_state = |mention: &Mention| matches!(mention.kind, Kind::Country | Kind::Demonym);
    context.text.tokens.get(next).is_some_and(|token| {
        token.gap == Gap::Space
            && (context.lexicon.has(token, word::OF) || context.mention_at(next).is_some_and(is_state))
    })
}

/// Whether a role says of which body it is: `président du Sénat`, `président de la Chambre`.
pub(super) fn names_body(context: &DocumentContext, role: Span) -> bool {
    body_inside(context, role).is_some() || goes_on(context, role)
}

/// Whether a possessive stands before a role.
pub(super) fn is_possessed(context: &DocumentContext, role: Span) -> bool {
    let first = context.token_at(role.start);
    first.checked_sub(1).is_some_and(|before| context.is(before, word::WHOSE_ROLE))
}

/// `X est le président de la Ligue`, `X a été le maire de Kita`: a role with its article that a verb says of its subject.
fn predicate(context: &DocumentContext, mention: &Mention) -> Option<Relation> {
    let role = mention.role.filter(|_| mention.kind == Kind::Role)?;
    let category = context.role_category(role.entry?)?;
    let (of, span) = of_role(context, mention, role, category)?;
    let first = context.token_at(mention.span.start);
    let frames = &context.lexicon.frames;
    let tense_of_be = |at: usize| {
        let word = frames.words.entry(context.text.tokens[at].word)?;
        word.verbs.iter().find(|form| Some(form.verb) == frames.be).map(|form| form.tense)
    };
    let says =
        |at: usize| tense_of_be(at).is_some() || context.is(at, word::AUXILIARY | word::BEFORE_PREDICATE);
    let start = (0..first).rev().take_while(|&at| context.gap(at + 1) == Gap::Space && says(at)).last()?;
    let subject = context.mentions_of(mention.sentence as usize).map(|(_, other)| other).find(|other| {
        other.kind == Kind::Person && other.end_token as usize == start && context.gap(start) == Gap::Space
    })?;
    let ends = (subject.entity?, of);
    if !admits(context, role.entry?, category, is_country(context, of)) || is_of_frame(context, role.entry?) {
        return None;
    }
    let modality = match tense_of_be(start) {
        Some(Tense::Future) => frames.tenses.future,
        Some(Tense::Conditional) => frames.tenses.conditional,
        _ => Modality::Asserted,
    };
    let told = in_role(context, subject, ends, role, ("role-of-subject", 0.9));
    let span = Span::new(told.span.start, told.span.end.max(span.end));
    Some(Relation { modality, span, ..told })
}

/// `le président de la Ligue et maire de Kita, X`: what the second of two roles says.
fn second_role(context: &DocumentContext, mention: &Mention) -> Option<Relation> {
    let (person, role) = (mention.entity?, mention.role?);
    let (first, end) = (context.token_at(role.span.start), context.token_at(role.span.end));
    let and = (first..end).find(|&at| context.is(at, word::AND))?;
    let rest = Span::new(context.text.tokens.get(and + 1)?.start, role.span.end);
    let mut longest: Option<(u32, EntryIndex)> = None;
    context.lexicon.matcher.at(&context.text.tokens[..end], and + 1, |hit| {
        let entry = context.lexicon.names[hit.payload as usize].entry;
        let is_longer = longest.is_none_or(|(end, _)| end <= hit.end);
        if is_longer && context.role_category(entry).is_some() {
            longest = Some((hit.end, entry));
        }
    });
    let (_, entry) = longest?;
    let category = context.role_category(entry)?;
    let (_, of) = context.mentions_in(rest).find(|(_, of)| {
        let place = of.kind == Kind::Place && SEATED.contains(&category);
        let body = matches!(of.kind, Kind::Country | Kind::Demonym | Kind::Organisation);
        of.sentence == mention.sentence && (body || place)
    })?;
    let ends = (person, of.entity?);
    if person == ends.1 {
        return None;
    }
    let attribute = Attribute { span: rest, entry: Some(entry) };
    let fits = match frame_of(context, entry) {
        Some(relation) => relation == "member_of",
        None => admits(context, entry, category, is_country(context, ends.1)),
    };
    fits.then(|| in_role(context, mention, ends, attribute, ("role-name", 0.9)))
}

/// The relation that a role is to the body that it is of, where that is more than that somebody holds it there:
/// `député` of a party, `joueur`.
fn in_body<'v>(context: &DocumentContext<'v>, role: EntryIndex, body: EntityIndex) -> Option<&'v str> {
    let role_is_national = is_in_country(context, role) || is_for_country(context, role);
    let role = context.lexicon.frames.structure.roles_in_body.get(&context.lexicon.entry(role).id)?;
    let of_subtype = |subtype: &str| role.bodies.iter().any(|known| **known == *subtype);
    let fits = role.bodies.is_empty() || context.subtype(body).is_some_and(of_subtype);
    (fits && (!is_country(context, body) || role_is_national)).then_some(&*role.relation)
}

/// Whether a role is the noun of a frame that says more than that somebody holds it: `fils`, `fondateur`, `membre`.
fn is_of_frame(context: &DocumentContext, role: EntryIndex) -> bool {
    frame_of(context, role).is_some()
}

/// What the frame of a role's noun says.
fn frame_of<'v>(context: &DocumentContext<'v>, role: EntryIndex) -> Option<&'v str> {
    let word = context.lexicon.frames.words.get(&context.lexicon.entry(role).name)?;
    told_by_frame(context, word, &["holds_role", "leads"])
}

/// The type, other than some, of the frame of whose a noun is.
pub(super) fn told_by_frame<'v>(context: &DocumentContext<'v>, word: &Word, but: &[&str]) -> Option<&'v str> {
    let frames = &context.lexicon.frames;
    let of_whom = |template: &'v Template| {
        let relation = &*frames.type_of(&frames.frames[template.frame as usize]).id;
        let alone = template.after.len() == 1 || relation == "leads";
        let source = matches!(template.before[..], [Element::Slot(Slot::Source, _)]);
        (source && alone && !but.contains(&relation)).then_some(relation)
    };
    let templates = &frames.nouns[word.noun?.0 as usize].templates;
    templates.iter().map(|&index| &frames.templates[index as usize]).find_map(of_whom)
}

/// Roles of state: who holds one that names no country holds it in his own.
const STATE: [&str; 6] =
    ["head_of_state", "head_of_government", "minister", "parliament", "military", "security"];

/// Offices in a place.
const SEATED: [&str; 2] = ["municipal", "regional"];

/// Those of a government, a parliament or an army, whose holders are of the state that a document speaks of.
const GOVERNMENT: [&str; 5] = ["head_of_state", "head_of_government", "minister", "parliament", "military"];

/// Those that a state alone has: a court has a president, too.
const NAMED: [&str; 2] = ["minister", "military"];

fn is_country(context: &DocumentContext, entity: EntityIndex) -> bool {
    context.entities[entity.0 as usize].kind == Kind::Country
}

/// Whether somebody holds a role in a country, or in a body: a French journalist holds none in France.
fn admits(context: &DocumentContext, role: EntryIndex, category: &str, in_country: bool) -> bool {
    match category {
        "kin" | "culture" => false,
        // Whoever is a minister’s counterpart is a minister.
        "other" if *context.lexicon.entry(role).id == *COUNTERPART => true,
        _ if context.lexicon.frames.structure.professions.contains(&context.lexicon.entry(role).id) => {
            !in_country
        }
        "academic" | "sport" | "media" | "other" | "business" | "civil_society" => !in_country,
        _ => true,
    }
}

/// The country of a person, where the lists know it and the text names it.
fn country_of(context: &DocumentContext, person: EntityIndex) -> Option<EntityIndex> {
    let entry = context.entities[person.0 as usize].entry?;
    context.rows.entity(context.lexicon.entry(entry).country?)
}

/// The entity of the mention that stands where an attribute does, or of its row.
fn entity_of(context: &DocumentContext, attribute: &Attribute) -> Option<EntityIndex> {
    let part = context.part_at(attribute.span).and_then(|(_, part)| part.actor());
    part.or_else(|| context.rows.entity(attribute.entry?))
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
