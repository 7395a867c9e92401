//! A part of a graph: what lies around some actors, what enough documents name.

use crate::{
    error::{Error, Result},
    matcher::nearest,
    model::{ActorGraph, Edge, Extraction, Node},
};
use std::{cmp::Reverse, collections::BTreeSet};

/// Which part of a graph is wanted. It is the same for every format, since it is taken of the graph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Selection {
    /// Ids of the actors around whom the graph is wanted; empty for the whole graph.
    pub around: Vec<String>,
    /// How many edges away from them, at most.
    pub depth: usize,
    /// Actors in fewer documents are left out.
    pub min_documents: u64,
    /// Whether the sources of the documents are left out, see [`ActorGraph::sources`].
    pub without_sources: bool,
}

impl Selection {
    /// The same around these actors, up to so many edges away; of none, the whole graph.
    pub fn with_around(mut self, ids: impl Into<Vec<String>>, depth: usize) -> Selection {
        (self.around, self.depth) = (ids.into(), depth);
        self
    }

    /// The same without the actors that fewer documents name.
    pub fn with_min_documents(mut self, min_documents: u64) -> Selection {
        self.min_documents = min_documents;
        self
    }

    /// The same with or without the sources of the documents.
    pub fn with_without_sources(mut self, without_sources: bool) -> Selection {
        self.without_sources = without_sources;
        self
    }

    /// Whether it is the whole graph.
    pub fn is_whole(&self) -> bool {
        self.around.is_empty() && self.min_documents <= 1 && !self.without_sources
    }

    /// The part of a graph. First go actors that few documents name, and sources, with their edges; then all that is farther
    /// away than wanted. Edges between two that stay, stay. An edge that texts only negate or deny leads nowhere.
    ///
    /// # Errors
    /// An id that the graph does not have, or no longer.
    pub fn of(&self, graph: ActorGraph) -> Result<ActorGraph> {
        if self.is_whole() {
            return Ok(graph);
        }
        let sources = if self.without_sources { graph.sources() } else { vec![false; graph.nodes.len()] };
        let centres = self.around.iter().map(|id| find(&graph, id)).collect::<Result<Vec<usize>>>()?;
        // Who is asked for stays.
        let stays = |index: usize| {
            centres.contains(&index)
                || (graph.nodes[index].documents >= self.min_documents && !sources[index])
        };
        let mut keep: Vec<bool> = (0..graph.nodes.len()).map(stays).collect();
        if !centres.is_empty() {
            keep = near(&graph, &keep, &centres, self.depth);
        }
        Ok(part(graph, &keep))
    }
}

/// The node of an id.
fn find(graph: &ActorGraph, id: &str) -> Result<usize> {
    if let Some(index) = graph.nodes.iter().position(|node| node.id == id) {
        return Ok(index);
    }
    let mut nodes: Vec<&Node> = graph.nodes.iter().collect();
    nodes.sort_by_key(|node| Reverse(node.mentions));
    let meant = nearest(id, nodes.iter().flat_map(|node| [&*node.id, &*node.label]));
    let meant = meant.and_then(|meant| nodes.iter().find(|node| [&*node.id, &*node.label].contains(&meant)));
    let hint = match meant {
        Some(node) => format!("did you mean `{}` ({})?", node.id, node.label),
        None => "ids stand in the column `Id` of nodes.csv".to_string(),
    };
    Err(Error::usage(format!("no actor `{id}` in the graph")).with_hint(hint))
}

/// Which of the nodes that are kept can be reached from some of them over so many edges.
fn near(graph: &ActorGraph, keep: &[bool], centres: &[usize], depth: usize) -> Vec<bool> {
    let mut reached = vec![false; keep.len()];
    centres.iter().for_each(|&centre| reached[centre] = true);
    for _ in 0..depth {
        let before = reached.clone();
        for Edge { source, target, .. } in graph.edges.iter().filter(|edge| !edge.is_only_denied()) {
            for (from, to) in [(*source, *target), (*target, *source)] {
                reached[to] |= before[from] && keep[to];
            }
        }
        if reached == before {
            break;
        }
    }
    reached
}

/// The nodes to keep, and the edges between them.
fn part(graph: ActorGraph, keep: &[bool]) -> ActorGraph {
    let places = places(keep);
    let (nodes, edges, stories, count) = (graph.nodes, graph.edges, graph.stories, graph.count);
    let nodes = nodes.into_iter().zip(keep).filter(|(_, keep)| **keep).map(|(node, _)| node).collect();
    let edges = edges.into_iter().filter(|edge| keep[edge.source] && keep[edge.target]);
    let edges = edges.map(|edge| Edge { source: places[edge.source], target: places[edge.target], ..edge });
    ActorGraph::new(nodes, edges.collect()).with_stories(stories, count)
}

/// The place of each among those that are kept.
fn places(keep: &[bool]) -> Vec<usize> {
    let counts = keep.iter().scan(0, |count, &keep| {
        let place = *count;
        *count += usize::from(keep);
        Some(place)
    });
    counts.collect()
}

/// The actors of a graph, as documents name them.
#[derive(Debug)]
pub struct Actors(BTreeSet<String>);

impl Actors {
    /// Those of a graph.
    pub fn of(graph: &ActorGraph) -> Actors {
        Actors(graph.nodes.iter().map(|node| node.id.clone()).collect())
    }

    /// Whether an entity of a document is one of them. What tells people of one name apart stands behind the entity's id in
    /// that of the node: of such a name, any of them is enough.
    pub fn has(&self, entity: &str) -> bool {
        let apart = format!("{entity}--");
        let next = self.0.range(apart.clone()..).next();
        self.0.contains(entity) || next.is_some_and(|id| id.starts_with(&apart))
    }

    /// Takes all mentions out of an extraction but theirs.
    pub fn narrow(&self, extraction: &mut Extraction) {
        let entities = &extraction.entities;
        let mentions = std::mem::take(&mut extraction.mentions);
        let stays = mentions
            .iter()
            .map(|mention| mention.entity.is_some_and(|entity| self.has(&entities[entity.0 as usize].id)));
        let stays: Vec<bool> = stays.collect();
        let places = places(&stays);
        let place = |old: u32| stays[old as usize].then_some(places[old as usize] as u32);
        let kept = mentions.into_iter().enumerate().filter(|(index, _)| stays[*index]);
        extraction.mentions = kept
            .map(|(_, mut mention)| {
                mention.inside = mention.inside.and_then(place);
                mention
            })
            .collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Document, Entity, EntityIndex, Kind, Mention, Node, Span, StatementSummary, Via};

    /// A chain a – b – c – d, and a – d, which is only denied.
    fn chain() -> ActorGraph {
        let nodes = ["a", "b", "c", "d"].map(|id| {
            let mut node = Node::new(id, format!("Acteur {id}"), Kind::Person);
            node.documents = if id == "b" { 1 } else { 2 };
            node
        });
        let edge = |source, target| Edge { count: 1, ..Edge::new("e", source, target, "appears_with") };
        let denied = Edge { count: 0, summary: Some(StatementSummary::default().into()), ..edge(0, 3) };
        ActorGraph::new(nodes.into(), vec![edge(0, 1), edge(1, 2), edge(2, 3), denied])
    }

    fn ids(selection: Selection) -> String {
        let graph = selection.of(chain()).unwrap();
        let end = |node: usize| graph.nodes[node].id.as_str();
        let edges = graph.edges.iter().map(|edge| format!(" {}{}", end(edge.source), end(edge.target)));
        graph.nodes.iter().map(|node| node.id.clone()).chain(edges).collect()
    }

    fn around(id: &str, depth: usize) -> Selection {
        Selection::default().with_around([id.to_string()], depth)
    }

    #[test]
    fn what_is_near() {
        assert_eq!(ids(Selection::default()), "abcd ab bc cd ad");
        assert_eq!(ids(around("a", 1)), "ab ab");
        assert_eq!(ids(around("a", 2)), "abc ab bc");
        assert_eq!(ids(around("a", 3)), "abcd ab bc cd ad", "edges between what stays, stay");
        assert_eq!(ids(around("c", 0)), "c");
        assert_eq!(ids(Selection::default().with_around(["a".into(), "d".into()], 1)), "abcd ab bc cd ad");
    }

    #[test]
    fn what_few_documents_name_goes_first() {
        assert_eq!(ids(Selection::default().with_min_documents(2)), "acd cd ad");
        assert_eq!(ids(around("a", 2).with_min_documents(2)), "a", "the way leads through b");
        assert_eq!(ids(around("b", 1).with_min_documents(2)), "abc ab bc", "who is asked for stays");
    }

    #[test]
    fn an_unknown_id_is_told() {
        let error = around("acteur-b", 1).of(chain()).unwrap_err();
        assert_eq!(error.to_string(), "no actor `acteur-b` in the graph");
        assert!(error.hint().unwrap().contains("did you mean `b`"), "{:?}", error.hint());
        assert!(around("zzz", 1).of(chain()).unwrap_err().hint().unwrap().contains("nodes.csv"));
    }

    #[test]
    fn mentions_are_those_of_the_actors() {
        let mut extraction = Extraction::new(Document::new("d", "a b c"));
        let ids = ["a", "b", "c"];
        extraction.entities = ids.map(|id| Entity::new(id, Kind::Person, id)).into();
        let mention = |at: u32, entity: Option<u32>, inside: Option<u32>| {
            let mut mention = Mention::new(Span::new(at, at + 1), Kind::Person, Via::Office(0));
            (mention.entity, mention.inside) = (entity.map(EntityIndex), inside);
            mention
        };
        extraction.mentions = vec![
            mention(0, None, None),
            mention(0, Some(1), None),
            mention(0, Some(0), Some(1)),
            mention(4, Some(2), Some(0)),
        ];
        let mut graph = chain();
        graph.nodes[0].id = "b--mali".into();
        graph.nodes[1].id = "a".into();
        graph.nodes.truncate(2);
        Actors::of(&graph).narrow(&mut extraction);
        let kept: Vec<_> =
            extraction.mentions.iter().map(|mention| (mention.entity, mention.inside)).collect();
        assert_eq!(kept, [(Some(EntityIndex(1)), None), (Some(EntityIndex(0)), Some(0))]);
    }
}
