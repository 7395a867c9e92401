//! Corrections of actors that only the graph tells apart: namesakes whom no list has.

use super::{fold::Fold, split::Actor};
use crate::model::{Amendment, Node, RuleId, Says};
use std::collections::{BTreeMap, BTreeSet};

/// What corrections say of the actors that are left, by id.
#[derive(Debug, Default)]
pub(super) struct Corrected<'o> {
    names: BTreeMap<&'o str, (&'o str, RuleId)>,
    joined: BTreeMap<&'o str, BTreeSet<RuleId>>,
}

/// Joins actors that are one, and gives them the id of that one.
pub(super) fn amend<'f, 'o>(
    fold: &'f Fold,
    actors: &mut Vec<(String, Actor<'f>)>,
    amendments: &'o [Amendment],
) -> Corrected<'o> {
    let mut corrected = Corrected::default();
    let mut next: BTreeMap<&str, (&str, RuleId)> = BTreeMap::new();
    for Amendment { actor, says, rule } in amendments {
        let (said, what) = match says {
            Says::Same(other) => (&mut next, other),
            Says::Name(name) => (&mut corrected.names, name),
        };
        said.entry(actor).or_insert((what, *rule));
    }
    if next.is_empty() {
        return corrected;
    }
    let mut all: BTreeMap<String, Vec<Actor>> = BTreeMap::new();
    // An actor that has the id itself is the first: its kind stands.
    let mut others = Vec::new();
    for (id, actor) in actors.drain(..) {
        let mut last = None;
        let mut rules = Vec::new();
        while let Some((other, rule)) = next.get(last.unwrap_or(&*id)).filter(|_| rules.len() < next.len()) {
            last = Some(*other);
            rules.push(*rule);
        }
        match last {
            None => all.entry(id).or_default().push(actor),
            Some(other) => {
                corrected.joined.entry(other).or_default().extend(rules);
                others.push((other, actor));
            }
        }
    }
    for (id, actor) in others {
        all.entry(id.to_string()).or_default().push(actor);
    }
    actors.extend(all.into_iter().map(|(id, of_id)| (id, Actor::join(fold, of_id))));
    corrected
}

impl Corrected<'_> {
    /// Has a node be called as is said, and know what says so.
    pub(super) fn describe(&self, node: &mut Node) {
        let joined = self.joined.get(&*node.id).into_iter().flatten().copied();
        let mut rules: BTreeSet<&str> = joined.collect();
        if let Some(&(name, rule)) = self.names.get(&*node.id) {
            rules.insert(rule);
            if node.label != name {
                let label = std::mem::replace(&mut node.label, name.to_string());
                node.aliases.push(label);
                node.aliases.retain(|alias| alias != name);
                node.aliases.sort();
            }
        }
        if !rules.is_empty() {
            rules.extend(node.corrections.iter().map(String::as_str));
            node.corrections = rules.into_iter().map(str::to_string).collect();
        }
    }
}
