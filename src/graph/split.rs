//! The actors of a fold: its nodes, those of one name together where what the documents tell of them agrees.

use super::{fold::Fold, node::NodeTally, profile::Profile};
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashSet;

/// One actor: the nodes of one kind and id whose profiles agree.
#[derive(Debug)]
pub(super) struct Actor<'f> {
    /// The first of them.
    first: &'f NodeTally,
    /// What is known of all of them, where they are several.
    all: Option<Box<NodeTally>>,
    /// The nodes, by profile.
    pub(super) nodes: Vec<NodeIndex>,
    /// What tells the actor from others of the name, as an end for the id: `mali`. Empty where there is none.
    pub(super) apart: String,
}

/// The actors of a fold by id, kind and profile.
pub(super) fn actors(fold: &Fold) -> Vec<Actor<'_>> {
    let mut nodes: Vec<NodeIndex> = fold.actors.node_indices().collect();
    nodes.sort_unstable_by_key(|&node| &fold.actors[node].key);
    let same = |one: &NodeIndex, other: &NodeIndex| {
        let (one, other) = (&fold.actors[*one].key, &fold.actors[*other].key);
        (&one.id, one.kind) == (&other.id, other.kind)
    };
    nodes.chunk_by(same).flat_map(|of_name| split(fold, of_name)).collect()
}

/// The actors of one name. Two nodes are one actor where they agree with each other and with the same others: whatever
/// agrees with two that do not agree may be either's, and stays by itself.
fn split<'f>(fold: &'f Fold, of_name: &[NodeIndex]) -> Vec<Actor<'f>> {
    if let [node] = *of_name {
        return vec![Actor::new(fold, vec![node])];
    }
    let agrees = |&one: &NodeIndex, &other: &NodeIndex| {
        let (one, other) = (&fold.actors[one], &fold.actors[other]);
        one.profile().agrees(other.profile(), one.dates.is_near(&other.dates))
    };
    let mut groups: Vec<(Vec<bool>, Vec<NodeIndex>)> = Vec::new();
    for node in of_name {
        let friends: Vec<bool> = of_name.iter().map(|other| node == other || agrees(node, other)).collect();
        match groups.iter_mut().find(|(theirs, _)| *theirs == friends) {
            Some((_, group)) => group.push(*node),
            None => groups.push((friends, vec![*node])),
        }
    }
    let mut actors: Vec<Actor> = groups.into_iter().map(|(_, nodes)| Actor::new(fold, nodes)).collect();
    if actors.len() > 1 {
        tell_apart(fold, &mut actors);
    }
    actors
}

/// Gives each of several actors of one name the shortest end that is no other's, of the same sort for all of them.
fn tell_apart(fold: &Fold, actors: &mut [Actor]) {
    let profiles: Vec<Profile> = actors.iter().map(|actor| actor.profile(fold)).collect();
    for detail in 1..=DETAILS {
        let ends: Vec<String> = profiles.iter().map(|profile| end(profile, detail)).collect();
        let differ = ends.iter().collect::<FxHashSet<_>>().len() == ends.len();
        if differ || detail == DETAILS {
            actors.iter_mut().zip(ends).for_each(|(actor, end)| actor.apart = end);
            return;
        }
    }
}

const DETAILS: usize = 3;

/// The country, then the gender, then the trade.
fn end(profile: &Profile, detail: usize) -> String {
    let mut parts: Vec<String> = profile.countries().into_iter().map(|country| country.to_string()).collect();
    if detail > 1 {
        parts.extend(profile.gender.map(String::from));
    }
    if detail > 2 {
        let trades = [(profile.power, "power"), (profile.stage, "stage")];
        parts.extend(trades.iter().filter(|(has, _)| *has).map(|(_, trade)| trade.to_string()));
    }
    parts.join("-")
}

impl<'f> Actor<'f> {
    fn new(fold: &'f Fold, nodes: Vec<NodeIndex>) -> Actor<'f> {
        let first = &fold.actors[nodes[0]];
        let mut all: Option<Box<NodeTally>> = None;
        for &node in &nodes[1..] {
            all.get_or_insert_with(|| Box::new(first.clone())).merge(fold.actors[node].clone());
        }
        Actor { first, all, nodes, apart: String::new() }
    }

    /// Several actors as one, of the kind of the first.
    pub(super) fn join(fold: &'f Fold, actors: Vec<Actor<'f>>) -> Actor<'f> {
        Actor::new(fold, actors.into_iter().flat_map(|actor| actor.nodes).collect())
    }

    /// What is known of the actor.
    pub(super) fn tally(&self) -> &NodeTally {
        self.all.as_deref().unwrap_or(self.first)
    }

    fn profile(&self, fold: &Fold) -> Profile {
        let mut profile = Profile::nothing();
        self.nodes.iter().for_each(|&node| profile.merge(fold.actors[node].profile()));
        profile
    }
}
