//! Entities that stand in the same windows, by rules that are data.

use crate::model::{
    Cooccurrence, CooccurrenceRule, CooccurrenceRules, Entity, EntityIndex, Kind, Lexicon, Mention, Scope,
    Sentence, Span, Text, Window, WindowTally,
};

/// A sentence or paragraph of more actors is a list of deputies, signatories, dead: who stands at its two ends have no tie, and all
/// pairs of a long one fill the memory.
const LONGEST: usize = 64;
/// A document has more.
const LONGEST_DOCUMENT: usize = 1000;
/// So many places away from each other in a list do actors stand together.
const NEIGHBOURS: usize = 4;

/// How many pairs of so many actors stand farther apart than that.
fn untied(actors: usize, reach: usize) -> u64 {
    let apart = actors.saturating_sub(reach.saturating_add(1)) as u64;
    apart * (apart + 1) / 2
}

/// How many places apart two of so many actors in a window stand together.
fn reach(window: Window, actors: usize) -> usize {
    let longest = if window == Window::Document { LONGEST_DOCUMENT } else { LONGEST };
    if actors > longest { NEIGHBOURS } else { actors }
}

/// Finds the co-occurrences of a document, by rule, source and target, and counts the windows.
///
/// A name inside another name (`Sahel` in `Confédération des États du Sahel`) does not count, nor does what stands in
/// the excluded zones.
pub fn cooccurrences(
    text: &Text,
    lexicon: &Lexicon,
    mentions: &[Mention],
    entities: &[Entity],
    scope: &Scope,
) -> (Vec<Cooccurrence>, Vec<WindowTally>) {
    let rules = &lexicon.cooccurrence;
    let counted: Vec<&Mention> = mentions
        .iter()
        .filter(|mention| {
            mention.actor().is_some()
                && !rules.exclude_zones.contains(&mention.zone)
                && !mention.is_part_of_name(mentions)
        })
        .collect();
    let mut found = Vec::new();
    let mut tallies: Vec<WindowTally> = Vec::new();
    for window in [Window::Mention, Window::Sentence, Window::Paragraph, Window::Document] {
        let of_window =
            |rule: &&(usize, &CooccurrenceRule)| scope.admits(rule.1) && scope.window(rule.1) == window;
        let active: Vec<(usize, &CooccurrenceRule)> =
            rules.rules.iter().enumerate().filter(|rule| of_window(&rule)).collect();
        if active.is_empty() {
            continue;
        }
        let windows = windows(window, text, mentions, &counted, &rules.exclude_zones);
        let mut tally =
            WindowTally { window, total: windows.total, of_entity: vec![0; entities.len()], untied: 0 };
        for (span, present) in &windows.present {
            for &(entity, _) in present {
                tally.of_entity[entity.0 as usize] += 1;
            }
            let reach = reach(window, present.len());
            tally.untied += untied(present.len(), reach);
            for &(index, rule) in &active {
                pairs(rule, entities, present, reach, |source, target| {
                    found.push((index as u32, source, target, *span))
                });
            }
        }
        tallies.push(tally);
    }
    (group(found, rules, scope), tallies)
}

/// An entity in a window, and whether it is there by nationality alone.
type Present = (EntityIndex, bool);

struct Windows {
    total: u32,
    /// Windows with some entity: where, and which, by index.
    present: Vec<(Span, Vec<Present>)>,
}

fn windows(
    window: Window,
    text: &Text,
    mentions: &[Mention],
    counted: &[&Mention],
    exclude: &[crate::model::ZoneKind],
) -> Windows {
    let open: Vec<&Sentence> =
        text.sentences.iter().filter(|sentence| !exclude.contains(&sentence.zone)).collect();
    let key = |sentence: u32| match window {
        Window::Mention | Window::Sentence => sentence,
        Window::Paragraph => text.sentences[sentence as usize].paragraph,
        Window::Document => 0,
    };
    if window == Window::Mention {
        return mention_windows(mentions, counted);
    }
    let mut by_key: Vec<(u32, Present, usize)> = counted
        .iter()
        .enumerate()
        .map(|(place, mention)| {
            let present = (mention.actor().expect("filtered"), mention.kind == Kind::Demonym);
            (key(mention.sentence), present, place)
        })
        .collect();
    // A name before a nationality, so that the name is kept.
    by_key.sort_unstable();
    by_key.dedup_by_key(|(key, (entity, _), _)| (*key, *entity));
    let mut present: Vec<(Span, Vec<Present>)> = Vec::new();
    for group in by_key.chunk_by_mut(|a, b| a.0 == b.0) {
        if reach(window, group.len()) < group.len() {
            group.sort_unstable_by_key(|&(_, _, place)| place);
        }
        let span = match window {
            Window::Paragraph => text.paragraphs[group[0].0 as usize].span,
            Window::Document => text
                .paragraphs
                .first()
                .zip(text.paragraphs.last())
                .map_or(Span::default(), |(a, b)| Span::new(a.span.start, b.span.end)),
            _ => text.sentences[group[0].0 as usize].span,
        };
        present.push((span, group.iter().map(|&(_, present, _)| present).collect()));
    }
    let total = match window {
        Window::Document => u32::from(!open.is_empty()),
        Window::Paragraph => open.chunk_by(|a, b| a.paragraph == b.paragraph).count() as u32,
        _ => open.len() as u32,
    };
    Windows { total, present }
}

/// A mention and the attribute mentions that lie in it are a window.
fn mention_windows(mentions: &[Mention], counted: &[&Mention]) -> Windows {
    let inside = counted.iter().filter_map(|mention| {
        let outer = &mentions[mention.inside? as usize];
        let pair = vec![(outer.entity?, false), (mention.entity?, false)];
        (mention.kind == Kind::Rank).then_some((outer.span, pair))
    });
    let present: Vec<(Span, Vec<Present>)> = inside.collect();
    Windows { total: counted.len() as u32, present }
}

/// Calls `found` with the pairs of a window that a rule joins and that are no more than `reach` places apart. Both orders are one
/// where the kinds are the same.
fn pairs(
    rule: &CooccurrenceRule,
    entities: &[Entity],
    present: &[Present],
    reach: usize,
    mut found: impl FnMut(EntityIndex, EntityIndex),
) {
    let takes = |kind: Kind, (entity, demonym): &Present| {
        entities[entity.0 as usize].kind == kind && (rule.demonyms || !demonym)
    };
    for (i, source) in present.iter().enumerate() {
        let near = i.saturating_sub(reach)..present.len().min(i + reach + 1);
        for target in &present[near] {
            let once = rule.source != rule.target || source.0 < target.0;
            if source.0 != target.0 && once && takes(rule.source, source) && takes(rule.target, target) {
                found(source.0, target.0);
            }
        }
    }
}

fn group(
    mut found: Vec<(u32, EntityIndex, EntityIndex, Span)>,
    rules: &CooccurrenceRules,
    scope: &Scope,
) -> Vec<Cooccurrence> {
    found.sort_unstable();
    let same = |a: &(u32, EntityIndex, EntityIndex, Span), b: &(u32, EntityIndex, EntityIndex, Span)| {
        (a.0, a.1, a.2) == (b.0, b.1, b.2)
    };
    let groups = found.chunk_by(same).map(|group| {
        let (rule, source, target, _) = group[0];
        let window = scope.window(&rules.rules[rule as usize]);
        Cooccurrence { rule, source, target, window, sites: group.iter().map(|site| site.3).collect() }
    });
    groups.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_stands_far_apart_in_a_long_list_is_counted() {
        for (window, actors) in [
            (Window::Sentence, 64),
            (Window::Sentence, 65),
            (Window::Paragraph, 300),
            (Window::Document, 1000),
        ] {
            let reach = reach(window, actors);
            let apart =
                (0..actors).flat_map(|one| (one + 1..actors).filter(move |other| other - one > reach));
            assert_eq!(untied(actors, reach), apart.count() as u64, "{actors} in a {}", window.name());
        }
    }
}
