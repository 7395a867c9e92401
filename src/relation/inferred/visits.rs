//! Visits, from what happens somewhere: who meets somebody in Moscow, or speaks there, has gone to Moscow unless it lies in
//! their own country.

use crate::{
    model::{EntityIndex, Kind, Modality, Relation, Span, Voice, word},
    relation::{
        frames::statement::Statement,
        parse::{
            ParsedSentence,
            chunk::{Actor, Chunk, ChunkKind},
        },
        rule::Rule,
    },
};

const VISIT: Rule = Rule { relation: "visits", id: "", confidence: 0.85 };

/// `A et B se sont rencontrés à Moscou`: A and B have gone there, each unless it is in their country.
pub(crate) fn of_meeting_place(
    sentence: &ParsedSentence,
    statement: &Statement,
    meeting: &Relation,
    found: &mut Vec<Relation>,
) {
    let Some(place) = meeting.place.filter(|_| meeting.kind == "meets" && !meeting.negated) else {
        return;
    };
    let rule = Rule { id: "fr.visits.meeting-place", ..VISIT };
    let of_meeting = |actor: &&Actor| [meeting.source, meeting.target].contains(&actor.entity);
    for actor in statement.participants().filter(of_meeting) {
        found.extend(visit(sentence, actor, place, meeting.span, rule).map(|visit| Relation {
            modality: meeting.modality,
            date: meeting.date,
            date_source: meeting.date_source,
            ..visit
        }));
    }
}

/// `À Niamey, A a promis …`: A has gone there.
pub(crate) fn of_fronted_place(sentence: &ParsedSentence, found: &mut Vec<Relation>) {
    let (context, chunks) = (sentence.context, &sentence.chunks);
    let start = chunks.iter().position(|chunk| !chunk.is_aside()).unwrap_or(chunks.len());
    let [Chunk { kind: ChunkKind::Preposition(at), .. }, place, comma, ..] = &chunks[start..] else { return };
    let Some([place]) = place.actors().filter(|_| comma.is_comma()) else { return };
    let is_at = sentence.frames().preposition_has(*at, word::DESTINATION);
    let mention = &context.mentions[place.mention];
    let town = mention.kind == Kind::Place && mention.metonymy.is_some();
    let verb = chunks.iter().position(Chunk::is_finite_verb);
    let (true, Some(verb)) = (is_at && town, verb) else { return };
    let group = chunks[verb].verb().expect("a finite verb");
    let Some(subject) = sentence.clause().subject(verb).filter(|subject| subject.chunk > start) else {
        return;
    };
    let asserted = group.modality == Modality::Asserted && !group.negated && !chunks[verb].quoted;
    if !asserted || group.voice == Voice::Passive {
        return;
    }
    let span = sentence.span(chunks[start].first, chunks[verb].end);
    let rule = Rule { id: "fr.visits.fronted-place", ..VISIT };
    for actor in subject.actors {
        found.extend(mention.entity.and_then(|place| visit(sentence, actor, place, span, rule)));
    }
}

/// That somebody has gone to a place, where it lies in no country of theirs.
fn visit(
    sentence: &ParsedSentence,
    actor: &Actor,
    place: EntityIndex,
    span: Span,
    rule: Rule,
) -> Option<Relation> {
    let context = sentence.context;
    let person = context.entity_as(actor.mention, &[Kind::Person])?;
    let (home, there) = (context.home(actor, person)?, context.country_of_place(place)?);
    let mention = &context.mentions[actor.mention];
    // An ambassador lives there.
    let resides = mention.role.and_then(|role| context.role_category(role.entry?)) == Some("diplomat");
    (home != there && !resides).then(|| rule.relation(context, mention, (person, place), span))
}
