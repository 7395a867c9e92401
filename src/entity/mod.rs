//! Coreference and entity linking: which mentions refer to one entity, and which gazetteer row that is, or that it is
//! new.
//!
//! Unambiguous mentions are resolved first; they are the context for shared forms, surnames and unlisted names. What
//! the document does not disambiguate stays open, with its candidates: a wrong merge is worse than an open one.

mod bearer;
mod body;
mod cluster;
mod explain;
mod group;
mod office;
mod person;
mod possessor;
mod resolution;
mod resolve;
mod role;

use crate::model::{
    Document, Entity, EntityIndex, EntryIndex, Lexicon, Listener, Mention, MetonymyMode, Pass, Span, Step,
    Subject, Verdict, Via,
};
use cluster::Clusters;
use resolve::{Key, Resolver};
use rustc_hash::FxHashMap;

/// Gives every mention its entity, where it has one, and returns the entities by id.
///
/// A metonymic capital that `mode` admits gets the country as a second entity. Every step is reported to a listener.
pub fn run(
    document: &Document,
    lexicon: &Lexicon,
    mentions: &mut [Mention],
    mode: MetonymyMode,
    on: &mut impl Listener,
) -> Vec<Entity> {
    let mut keys = Resolver::new(document, lexicon, mentions).keys(on);
    settle(lexicon, mentions, &keys, on);
    role::resolve(document, lexicon, mentions, &mut keys, on);
    group::resolve(document, lexicon, mentions, &keys, on);
    let clusters = Clusters::new(document, lexicon, mentions, &keys, mode);
    for (mention, entity) in mentions.iter_mut().zip(&clusters.of_mention) {
        mention.entity = entity.map(EntityIndex);
    }
    for &(mention, country) in &clusters.countries {
        if let Some(metonymy) = &mut mentions[mention].metonymy {
            metonymy.entity = Some(EntityIndex(country));
        }
    }
    clusters.entities
}

/// Writes the resolved row back to an ambiguous mention, and to the attributes with the same span.
fn settle(lexicon: &Lexicon, mentions: &mut [Mention], keys: &[Key], on: &mut impl Listener) {
    let mut rows: FxHashMap<Span, EntryIndex> = FxHashMap::default();
    for (mention, key) in mentions.iter_mut().zip(keys) {
        let of_country = matches!(key, Key::National(..)) && matches!(mention.via, Via::Gazetteer(_));
        if of_country {
            (mention.via, mention.candidates) = (Via::Rule("fr.organisation.of-country"), Vec::new());
        }
        let Key::Row(row) = key else { continue };
        rows.insert(mention.span, *row);
        if matches!(mention.via, Via::Gazetteer(first) if first != *row && mention.candidates.contains(row)) {
            mention.via = Via::Gazetteer(*row);
        }
    }
    for mention in mentions {
        let Some(of) = &mut mention.of else { continue };
        if let Some(&row) = rows.get(&of.span).filter(|row| of.entry != Some(**row)) {
            of.entry = Some(row);
            let (head, span) = (mention.head, of.span);
            on.record(|| part(lexicon, head, span, row));
        }
    }
}

/// The step that settles the country or body beside a name.
fn part(lexicon: &Lexicon, head: Span, span: Span, row: EntryIndex) -> Step {
    Step {
        pass: Pass::Linking,
        subject: Subject::Attribute(head),
        span,
        via: Some(Via::Gazetteer(row).into()),
        verdict: Verdict::Held,
        reason: format!("country or body: {}, as settled there", lexicon.entry(row).name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cases,
        input::ZoneMarker,
        lexicon,
        matcher::Tokenizer,
        mention,
        model::{EntityIndex, Kind},
        text,
    };

    /// The cases say at their head what a line of them holds.
    #[test]
    fn cases() {
        let lexicon = lexicon::load(&lexicon::Options::default()).unwrap();
        let zones = ZoneMarker::new(&lexicon.cues.zones);
        let mut tokenizer = Tokenizer::new(lexicon.matcher.vocabulary());
        cases::check(include_str!("cases.txt"), 1, |mut document| {
            zones.mark(&mut document);
            let text = text::segment(&document, &lexicon, &mut tokenizer);
            let mut mentions = mention::find(&document, &text, &lexicon);
            let entities = run(&document, &lexicon, &mut mentions, MetonymyMode::Cued, &mut ());
            let shown = mentions.iter().filter(|mention| mention.kind != Kind::Rank);
            shown.map(|mention| line(mention, &entities, &document, &lexicon)).collect()
        });
    }

    fn line(mention: &Mention, entities: &[Entity], document: &Document, lexicon: &Lexicon) -> String {
        let ids = |rows: &[EntryIndex]| {
            rows.iter().map(|&row| &*lexicon.entry(row).id).collect::<Vec<_>>().join(" ")
        };
        let who = |index: EntityIndex| {
            let entity = &entities[index.0 as usize];
            match &entity.candidates[..] {
                [] => entity.id.clone(),
                rows => format!("? {}", ids(rows)),
            }
        };
        let mut line = format!("{} → ", mention.head.of(&document.text).replace('\n', " "));
        line += &mention.entity.map_or("nobody".to_owned(), who);
        match mention.via {
            Via::Office(_) => line += " by office",
            Via::Rule("fr.role.coreference") => line += " by document",
            _ => {}
        }
        if let Some(country) = mention.metonymy.and_then(|metonymy| metonymy.entity) {
            line += &format!(", for {}", who(country));
        }
        if let Some(group) = &mention.group {
            let members = Some(ids(&group.members)).filter(|members| !members.is_empty());
            line += &format!(", around it {}", members.as_deref().unwrap_or("?"));
        }
        line
    }
}
