//! What is decided over all documents, for edges that are counted elsewhere: who of a name is who, and what is a copy of what.

use super::{
    GraphOptions,
    count::Counting,
    finish::admitted,
    fold::{EdgeTally, Fold, all_sites},
    node::Windows,
    record::Record,
    stories::Stories,
};
use crate::model::{Citation, Count, Kind, Node, Site};
use std::sync::Arc;

/// The actors and stories of many documents, without what stands behind edges: memory grows with the documents and actors, and not
/// with the evidence.
#[derive(Debug, Default)]
pub struct Outline {
    fold: Fold,
}

impl Outline {
    /// Of no documents.
    pub fn new() -> Outline {
        Outline::default()
    }

    /// Adds a document.
    pub fn add(&mut self, record: Record) {
        record.without_evidence().add_to(&mut self.fold);
    }

    /// Decides, of a graph with nodes of these kinds; of none those that [`GraphOptions::kinds`] has then.
    pub fn decide(self, kinds: Vec<Kind>) -> Decisions {
        let fold = self.fold;
        let (mut nodes, places) = admitted(&fold, &GraphOptions::default().with_kinds(kinds));
        let stories = Stories::of(&fold);
        let count = |count| Counting::new(&fold, &stories, count, (&places, nodes.len()));
        let counts = [Count::Stories, Count::Documents].map(|by| {
            let counting = count(by);
            (counting.windows, counting.of_actor, counting.stories_of_actor)
        });
        let [(windows, of_actor, of_stories), (all_windows, all_of_actor, _)] = counts;
        nodes.iter_mut().zip(of_stories).for_each(|(node, stories)| node.stories = stories);
        let citations = stories.citations;
        Decisions {
            fold,
            nodes,
            places,
            citations,
            windows: [windows, all_windows],
            of_actor: [of_actor, all_of_actor],
        }
    }
}

/// Who is who, and what is a copy of what.
#[derive(Debug)]
pub struct Decisions {
    fold: Fold,
    nodes: Vec<Node>,
    /// Per node of the fold, the place of its actor among the nodes.
    places: Vec<Option<usize>>,
    /// In the order in which documents were added.
    citations: Vec<Arc<Citation>>,
    /// By story, and by document.
    windows: [Windows; 2],
    of_actor: [Vec<Windows>; 2],
}

impl Decisions {
    /// All windows outside the excluded zones, by kind: those of one copy of each story, and those of all documents.
    pub fn windows(&self) -> [[u64; 4]; 2] {
        self.windows
    }

    /// The actors by id, with the windows that each is in, counted likewise.
    pub fn actors(&self) -> impl Iterator<Item = (&Node, [[u64; 4]; 2])> {
        let [of_stories, of_documents] = &self.of_actor;
        let windows = of_stories.iter().zip(of_documents).map(|(stories, documents)| [*stories, *documents]);
        self.nodes.iter().zip(windows)
    }

    /// What stands behind the edges of a document. `number` is its place in the order in which documents were added.
    ///
    /// # Panics
    /// It is not that of the document.
    pub fn sites<'s>(&'s self, number: usize, record: &'s Record) -> impl Iterator<Item = Site<'s>> {
        let citation = &*self.citations[number];
        assert_eq!(*citation.id, *record.id(), "documents come in the order in which they were added");
        let place = |key| self.places[self.fold.find(key)?.index()];
        let places: Vec<Option<usize>> = record.nodes().map(place).collect();
        record.edges().flat_map(move |(source, target, edge)| {
            let ends = places[source as usize].zip(places[target as usize]);
            let ends = ends.filter(|(source, target)| source != target);
            ends.into_iter().flat_map(move |ends| self.of_edge(citation, record, ends, edge))
        })
    }

    fn of_edge<'s>(
        &'s self,
        document: &'s Citation,
        record: &'s Record,
        (source, target): (usize, usize),
        edge: &'s EdgeTally,
    ) -> impl Iterator<Item = Site<'s>> {
        let is_turned = !edge.directed && target < source;
        let (source, target) = if is_turned { (target, source) } else { (source, target) };
        let [source, target] = [source, target].map(|place| &*self.nodes[place].id);
        all_sites(&edge.sites, &edge.statements).map(move |(site, statement)| {
            let (passage, rule) = record.at(site);
            Site {
                source,
                target,
                kind: &edge.kind,
                directed: edge.directed,
                document,
                start: passage.start,
                end: passage.end,
                text: &passage.text,
                rule: &rule.id,
                window: rule.window,
                weight: rule.weight(),
                by_chance: rule.by_chance,
                statement,
            }
        })
    }
}
