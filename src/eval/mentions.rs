//! Mentions against mentions: spans and kinds, then whom they are linked to.

use super::{
    Label, Name,
    gold::{Article, Gold, GoldMention},
    name::fold,
    predicted::{Predicted, PredictedMention},
    report::{Part, Report},
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// Where a head stands, and what it names.
type Key = (u32, u32, Label);

pub(super) fn score(gold: &Gold, article: &Article, predicted: &Predicted, report: &mut Report) {
    let want: BTreeMap<Key, &GoldMention> = article
        .mentions
        .iter()
        .map(|mention| ((mention.start, mention.end, mention.label.clone()), mention))
        .collect();
    let got = if gold.is_coarse { outermost(predicted) } else { every(predicted) };
    let mut links = Links::default();
    for (key, mention) in &want {
        let found = got.get(key);
        report.mentions.of_mut(&key.2).expect(found.is_some());
        match found {
            Some(found) => {
                links.note(mention, found);
                linked(article, mention, found, predicted, report);
                ranked(article, mention, found, report);
            }
            None => {
                report.show(Part::Missed, article, key.0, [key.2.to_string(), article.slice(key.0, key.1)])
            }
        }
    }
    for (key, mention) in got.iter().filter(|(key, _)| !want.contains_key(key)) {
        report.mentions.of_mut(&key.2).invented += 1;
        let via = mention.via.clone().unwrap_or_default();
        report.show(Part::Invented, article, key.0, [key.2.to_string(), article.slice(key.0, key.1), via]);
    }
    overlap(&want, &got, report);
    links.count(article, predicted, report);
}

/// What was found, by place and kind; the last one where several say the same.
fn every(predicted: &Predicted) -> BTreeMap<Key, &PredictedMention> {
    let mentions = predicted.mentions.iter();
    mentions.map(|mention| ((mention.start, mention.end, mention.label.clone()), mention)).collect()
}

/// What was found in the coarse kinds, without what begins and ends inside something longer, or in the same place.
fn outermost(predicted: &Predicted) -> BTreeMap<Key, &PredictedMention> {
    let coarse = |mention: &PredictedMention| Some((mention.start, mention.end, mention.label.coarse()?));
    let mut keyed: Vec<(Key, &PredictedMention)> =
        predicted.mentions.iter().filter_map(|mention| Some((coarse(mention)?, mention))).collect();
    keyed.sort_by_key(|((start, end, _), _)| (*start, Reverse(*end)));
    let mut reached: Option<u32> = None;
    keyed.retain(|((_, end, _), _)| {
        let is_outer = reached.is_none_or(|reached| *end > reached);
        if is_outer {
            reached = Some(*end);
        }
        is_outer
    });
    keyed.into_iter().collect()
}

/// Counts whether a mention that was found is linked to the right entity.
fn linked(
    article: &Article,
    mention: &GoldMention,
    found: &PredictedMention,
    predicted: &Predicted,
    report: &mut Report,
) {
    let (Some(linked), Some(entity)) = (&mut report.linked, &mention.entity) else { return };
    let names = found.entity.as_ref().and_then(|id| predicted.entities.get(id));
    let is_entity = |name: &Name| {
        let mut right = std::iter::once(entity).chain(&mention.aliases);
        right.any(|right| name.is_same(right, mention.label.is_person()))
    };
    let is_right = names.is_some_and(|names| names.iter().any(is_entity));
    linked.count(is_right);
    if !is_right {
        let taken_for = names.and_then(|names| names.first()).map_or("nobody", |name| name.written());
        let row = [article.slice(mention.start, mention.end), entity.written().into(), taken_for.into()];
        report.show(Part::WrongLink, article, mention.start, row);
    }
}

/// Counts whether the rank of a person who was found is right.
fn ranked(article: &Article, mention: &GoldMention, found: &PredictedMention, report: &mut Report) {
    let (Some(ranked), Some(rank), true) = (&mut report.ranked, &mention.rank, mention.label.is_person())
    else {
        return;
    };
    let read = found.rank.as_deref().unwrap_or_default();
    let is_right = fold(read) == fold(rank);
    ranked.count(is_right);
    if !is_right {
        let row = [article.slice(mention.start, mention.end), rank.clone(), read.to_owned()];
        report.show(Part::WrongRank, article, mention.start, row);
    }
}

/// Counts which mentions share a character with one of the same kind.
fn overlap(want: &BTreeMap<Key, &GoldMention>, got: &BTreeMap<Key, &PredictedMention>, report: &mut Report) {
    let (wanted, gotten) = (Stretches::new(want.keys()), Stretches::new(got.keys()));
    for key in want.keys() {
        report.overlap.of_mut(&key.2).expect(gotten.overlap(key));
    }
    for key in got.keys().filter(|key| !wanted.overlap(key)) {
        report.overlap.of_mut(&key.2).invented += 1;
    }
}

/// For each kind, starts in order, each with the farthest end up to it.
struct Stretches<'k>(BTreeMap<&'k Label, Vec<(u32, u32)>>);

impl<'k> Stretches<'k> {
    /// Stretches from keys in order.
    fn new(keys: impl Iterator<Item = &'k Key>) -> Stretches<'k> {
        let mut of: BTreeMap<&Label, Vec<(u32, u32)>> = BTreeMap::new();
        for (start, end, label) in keys {
            let stretches = of.entry(label).or_default();
            let reached = stretches.last().map_or(0, |&(_, reached)| reached);
            stretches.push((*start, reached.max(*end)));
        }
        Stretches(of)
    }

    fn overlap(&self, (start, end, label): &Key) -> bool {
        let Some(stretches) = self.0.get(label) else { return false };
        let before = stretches.partition_point(|(other, _)| other < end);
        stretches[..before].last().is_some_and(|(_, reached)| reached > start)
    }
}

/// Which entities of the gold the mentions of each predicted entity are of.
#[derive(Default)]
struct Links<'l> {
    /// Gold names by predicted id, with a mention of each.
    merged: BTreeMap<&'l str, BTreeMap<&'l str, &'l GoldMention>>,
    /// Predicted ids by gold name.
    split: BTreeMap<&'l str, BTreeSet<&'l str>>,
}

impl<'l> Links<'l> {
    fn note(&mut self, mention: &'l GoldMention, found: &'l PredictedMention) {
        if let (Some(name), Some(id)) = (&mention.entity, &found.entity) {
            self.merged.entry(id).or_default().insert(name.written(), mention);
            self.split.entry(name.written()).or_default().insert(id);
        }
    }

    fn count(&self, article: &Article, predicted: &Predicted, report: &mut Report) {
        if report.linked.is_none() {
            return;
        }
        for (id, names) in self.merged.iter().filter(|(_, names)| names.len() > 1) {
            report.merged += 1;
            let first = names.values().map(|mention| mention.start).min().unwrap_or_default();
            let names = names.keys().copied().collect::<Vec<_>>().join(" + ");
            report.show(Part::Merged, article, first, [names, predicted.name(id).to_owned()]);
        }
        for (name, ids) in self.split.iter().filter(|(_, ids)| ids.len() > 1) {
            report.split += 1;
            let ids = ids.iter().copied().collect::<Vec<_>>().join(" + ");
            report.show(Part::Split, article, 0, [(*name).to_owned(), ids]);
        }
    }
}
