//! Judgements of which entities are one: the resolver of nomenklatura, a line a judgement, and the merges of sift-kg.

use super::{Head, lines};
use crate::{
    error::{Error, Place, Result},
    import::{Source, gather::Gathering, item::Actor, report::Reason},
};
use std::{collections::BTreeMap, io::BufRead};

/// Pairs of an id and the one that stands for it, by the first. Of several that are one, a Wikidata id stands for the others, else an id
/// that nomenklatura made (`NK-`), else the first in order.
pub(in crate::import) fn merges(name: &str, reader: &mut dyn BufRead) -> Result<Vec<(String, String)>> {
    let mut groups: BTreeMap<String, String> = BTreeMap::new();
    let source = Source { name, reader, beside: &mut |_| unreachable!("a file of its own") };
    lines::each(source, |line, number| {
        let place = Place { file: name.to_string(), line: number as u32, column: 0 };
        let row: Vec<serde_json::Value> = serde_json::from_str(line).map_err(|error| {
            Error::data(place.clone(), error.to_string())
                .with_hint("a line of the resolver is [\"id\",\"id\",\"positive\",…]")
        })?;
        let text = |at: usize| row.get(at).and_then(serde_json::Value::as_str);
        let (Some(one), Some(other), Some(judgement)) = (text(0), text(1), text(2)) else {
            return Err(Error::data(place, "no judgement of two ids"));
        };
        if judgement == "positive" {
            let (one, other) = (first_of(&mut groups, one), first_of(&mut groups, other));
            if one != other {
                groups.insert(other, one);
            }
        }
        Ok(())
    })?;
    let ids: Vec<String> = groups.keys().cloned().collect();
    let mut members: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for id in ids {
        members.entry(first_of(&mut groups, &id)).or_default().push(id);
    }
    let mut merges = Vec::new();
    for ids in members.into_values() {
        let best = ids.iter().min_by_key(|id| (rank(id), *id)).expect("a group has members").clone();
        merges.extend(ids.into_iter().filter(|id| *id != best).map(|id| (id, best.clone())));
    }
    merges.sort();
    Ok(merges)
}

fn rank(id: &str) -> u8 {
    match super::table::q_id(id).is_empty() {
        false => 0,
        true if id.starts_with("NK-") => 1,
        true => 2,
    }
}

/// The id that stands for a group, by halving the way to it.
fn first_of(groups: &mut BTreeMap<String, String>, id: &str) -> String {
    let mut at = id.to_string();
    loop {
        let next = groups.entry(at.clone()).or_insert_with(|| at.clone()).clone();
        if next == at {
            return at;
        }
        let after = groups[&next].clone();
        groups.insert(at, after.clone());
        at = after;
    }
}

pub(super) fn is_sift(head: &Head) -> bool {
    let first = head.first_line();
    first == "proposals:" || first.starts_with("- canonical_id:")
}

/// A merge that was proposed.
#[derive(Default)]
struct Proposal {
    id: String,
    name: String,
    kind: String,
    status: String,
    members: Vec<String>,
}

/// The file is what PyYAML writes of a fixed model: keys in blocks, a scalar each, members two spaces below, long scalars over several
/// lines. So little of YAML needs no library of its own.
pub(super) fn read_sift(source: Source, on: &mut Gathering) -> Result<()> {
    let mut proposal: Option<Proposal> = None;
    let mut entry = String::new();
    lines::each(source, |line, _| {
        if goes_on(&entry, line) {
            entry = format!("{entry} {}", line.trim());
            return Ok(());
        }
        let entry = std::mem::replace(&mut entry, line.trim_start_matches("- ").to_string());
        take_entry(&entry, &mut proposal, on)
    })?;
    take_entry(&entry, &mut proposal, on)?;
    proposal.map_or(Ok(()), |proposal| proposal.take(on))
}

/// Whether a line goes on with a scalar: in a quotation, or without a key.
fn goes_on(entry: &str, line: &str) -> bool {
    let is_open = entry.split_once(": ").is_some_and(|(_, value)| {
        let quote = value.chars().next().filter(|first| matches!(first, '\'' | '"'));
        quote.is_some_and(|quote| value.replace("\\\"", "").matches(quote).count() % 2 == 1)
    });
    let key = line.trim_start_matches("- ").split(':').next().filter(|key| line.len() > key.len());
    is_open || !key.is_some_and(|key| key.bytes().all(|byte| byte == b'_' || byte.is_ascii_lowercase()))
}

fn take_entry(entry: &str, proposal: &mut Option<Proposal>, on: &mut Gathering) -> Result<()> {
    let Some((key, value)) = entry.split_once(':') else { return Ok(()) };
    let Some(value) = scalar(value.trim()) else {
        on.left_out(Reason::Broken, entry);
        return Ok(());
    };
    if key == "canonical_id" {
        let before = proposal.replace(Proposal { id: value, ..Proposal::default() });
        return before.map_or(Ok(()), |before| before.take(on));
    }
    let Some(proposal) = proposal else { return Ok(()) };
    match key {
        "canonical_name" => proposal.name = value,
        "entity_type" => proposal.kind = value,
        "status" => proposal.status = value,
        "name" => proposal.members.push(value),
        _ => {}
    }
    Ok(())
}

/// A scalar of YAML: plain, in single quotes, or in double ones, which JSON reads as well.
fn scalar(text: &str) -> Option<String> {
    match text.as_bytes() {
        [b'"', ..] => serde_json::from_str(text).ok(),
        [b'\'', inner @ .., b'\''] => {
            String::from_utf8(inner.to_vec()).ok().map(|text| text.replace("''", "'"))
        }
        [b'\'', ..] => None,
        _ => Some(text.to_string()),
    }
}

impl Proposal {
    fn take(self, on: &mut Gathering) -> Result<()> {
        if self.status != "CONFIRMED" {
            on.left_out(Reason::Undecided, &format!("{} ({})", self.name, self.status.to_lowercase()));
            return Ok(());
        }
        let Some(kind) = super::words::kind(&self.kind).or(on.options.kind) else {
            on.left_out(Reason::NoActor, &format!("{} ({})", self.name, self.kind));
            return Ok(());
        };
        let names = [self.name].into_iter().chain(self.members).collect();
        on.actor(Actor { names, ..Actor::new(self.id, kind) })
    }
}
