//! Decides which mentions are of one entity, and which row of the gazetteers that is, or that it is new.
//!
//! Mentions that one row alone can mean are settled first; they are the context for the rest: forms that several rows
//! share, surnames, names that no list knows. What the document does not settle stays open, with its candidates: a
//! wrong merge is worse than an open one.

mod explain;
mod gather;
mod group;
mod office;
mod person;
mod possessor;
mod resolve;
mod role;
mod why;

use crate::model::{Document, Entity, EntityIndex, EntryIndex, Lexicon, Mention, MetonymyReading, Span, Via};
pub use explain::Explainer;
use gather::Gathered;
use resolve::{Key, Resolver};
use rustc_hash::FxHashMap;

/// Gives every mention its entity, where it has one, and returns the entities by id.
///
/// A capital that `reading` takes for its government gets the country as a second entity.
pub fn resolve(
    document: &Document,
    lexicon: &Lexicon,
    mentions: &mut [Mention],
    reading: MetonymyReading,
) -> Vec<Entity> {
    let mut keys = Resolver::new(document, lexicon, mentions).keys();
    settle(mentions, &keys);
    role::resolve(document, lexicon, mentions, &mut keys);
    group::resolve(document, lexicon, mentions, &keys);
    let gathered = Gathered::new(document, lexicon, mentions, &keys, reading);
    for (mention, entity) in mentions.iter_mut().zip(&gathered.of_mention) {
        mention.entity = entity.map(EntityIndex);
    }
    for &(mention, country) in &gathered.countries {
        if let Some(metonymy) = &mut mentions[mention].metonymy {
            metonymy.entity = Some(EntityIndex(country));
        }
    }
    gathered.entities
}

/// Writes back which row a mention of several turned out to be, there and where it is a part of another mention.
fn settle(mentions: &mut [Mention], keys: &[Key]) {
    let mut rows: FxHashMap<Span, EntryIndex> = FxHashMap::default();
    for (mention, key) in mentions.iter_mut().zip(keys) {
        let Key::Row(row) = key else { continue };
        rows.insert(mention.span, *row);
        if matches!(mention.via, Via::Gazetteer(first) if first != *row && mention.candidates.contains(row)) {
            mention.via = Via::Gazetteer(*row);
        }
    }
    for of in mentions.iter_mut().filter_map(|mention| mention.of.as_mut()) {
        if let Some(&row) = rows.get(&of.span) {
            of.entry = Some(row);
        }
    }
}
