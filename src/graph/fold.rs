//! Counts of many documents, on their way to a graph.

use super::{
    node::{NodeKey, NodeTally, Windows},
    passage::{FoldedDocument, Passages},
    profile::{self, Profile},
    statement::StatementReader,
    summary::Codes,
};
use crate::model::{
    Cooccurrence, Entity, EntityIndex, Extraction, Lexicon, Mention, Relation, Signature, Statement, Window,
};
use petgraph::graph::{EdgeIndex, Graph, NodeIndex};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::{collections::BTreeMap, sync::Arc};

/// Folds extractions into a graph of actors.
///
/// ```
/// use palabre::{Extractor, graph::{Fold, GraphOptions}, model::Document};
///
/// let extractor = Extractor::builtin()?;
/// let read = |id, text| {
///     let mut fold = Fold::new();
///     fold.add(&extractor.extract(Document::new(id, text)), extractor.lexicon());
///     fold
/// };
/// let one = read("1", "Sadio Camara a rencontré Assimi Goïta.");
/// let two = read("2", "Assimi Goïta a reçu Sadio Camara.");
///
/// let graph = one.merge(two).finish(&GraphOptions::default());
/// let edge = &graph.edges[0];
/// assert_eq!(edge.id, "assimi-goita--appears_with--sadio-camara");
/// assert_eq!((edge.count, edge.documents, edge.evidence.len()), (2, 2, 2));
/// # Ok::<(), palabre::error::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Fold {
    /// Actors, and between them one edge for each kind. People whom no list has stand here once for each
    /// profile that documents give them: only when all is read can it be told which of them are one.
    pub(super) actors: Graph<NodeTally, EdgeTally>,
    /// The actors of each id.
    nodes: FxHashMap<Arc<str>, Few<NodeIndex>>,
    /// The edge of each kind, by the lesser index of its ends and the greater; of one with direction, by source and target.
    edges: FxHashMap<(NodeIndex, NodeIndex, u32), EdgeIndex>,
    /// Kinds of edges, with and without direction.
    kinds: Vec<EdgeKind>,
    /// What stands behind the edges; each site names one.
    pub(super) rules: Vec<SiteRule>,
    /// The rules of each id.
    rule_indices: FxHashMap<Arc<str>, Few<u32>>,
    /// The codes of the relation types met.
    pub(super) codes: BTreeMap<Arc<str>, Codes>,
    /// Every document.
    pub(super) documents: Vec<FoldedDocument>,
}

/// One, nearly always.
pub(super) type Few<T> = SmallVec<[T; 1]>;

/// What edges are told apart by beside their ends.
#[derive(Debug, Clone, PartialEq, Eq)]
struct EdgeKind {
    name: Arc<str>,
    directed: bool,
}

/// An edge of one kind between two actors: where it stands. All else follows from that.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct EdgeTally {
    pub(super) kind: Arc<str>,
    pub(super) directed: bool,
    /// Where the two co-occur.
    pub(super) sites: Few<EvidenceSite>,
    /// Where a relation is stated of them, with the statements.
    pub(super) statements: Vec<(EvidenceSite, Statement)>,
}

/// The sites of an edge, with the statements there.
pub(super) fn all_sites<'e>(
    sites: &'e [EvidenceSite],
    statements: &'e [(EvidenceSite, Statement)],
) -> impl Iterator<Item = (EvidenceSite, Option<&'e Statement>)> {
    let stated = statements.iter().map(|(site, statement)| (*site, Some(statement)));
    sites.iter().map(|&site| (site, None)).chain(stated)
}

/// One window behind an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct EvidenceSite {
    /// Index of the document.
    pub(super) document: u32,
    /// Index of the passage in it.
    pub(super) passage: u32,
    /// Index of the rule.
    pub(super) rule: u32,
}

/// The rule behind a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SiteRule {
    pub(super) id: Arc<str>,
    pub(super) window: Window,
    /// What one window adds to the weight, as bits: rules are keys.
    weight: u64,
    /// Whether it is a co-occurrence rule, whose pairs chance may bring together.
    pub(super) by_chance: bool,
}

impl SiteRule {
    pub(super) fn weight(&self) -> f64 {
        f64::from_bits(self.weight)
    }
}

impl Fold {
    /// A fold of no documents.
    pub fn new() -> Fold {
        Fold::default()
    }

    /// Adds a document. Documents are never deduplicated by id.
    ///
    /// Mentions in the excluded zones and inside other names do not count, nor do relations in these zones. Relations
    /// that the text negates or denies count as such.
    pub fn add(&mut self, extraction: &Extraction, lexicon: &Lexicon) {
        let reader = StatementReader { extraction, lexicon };
        let relations: Vec<&Relation> = reader.relations().collect();
        let nodes = self.add_nodes(extraction, &relations, lexicon);
        let mut passages = Passages::new(&extraction.document);
        let document = self.documents.len() as u32;
        let node = |entity: EntityIndex| nodes[entity.0 as usize].expect("ends of edges have nodes");
        for pair in &extraction.cooccurrences {
            let (rule, kind) = self.rule(pair, lexicon);
            let edge = self.edge(node(pair.source), node(pair.target), kind);
            for &span in &pair.sites {
                let passage = passages.index(span);
                self.actors[edge].sites.push(EvidenceSite { document, passage, rule });
            }
        }
        for relation in relations {
            let rule = self.rule_index(&relation.rule, Window::Sentence, 1f64, false);
            let (source, target) = (node(relation.source), node(relation.target));
            let edge = self.typed_edge(source, target, &relation.kind, lexicon);
            let site = EvidenceSite { document, passage: passages.index(reader.evidence(relation)), rule };
            let reversed = self.actors.edge_endpoints(edge).is_some_and(|(first, _)| first != source);
            let antecedent = relation.antecedent.map(|span| passages.code_points(span).0);
            let statement = Statement { reversed, antecedent, ..reader.statement(relation) };
            self.actors[edge].statements.push((site, statement));
        }
        let (windows, actors) = windows(extraction, &nodes);
        self.documents.push(FoldedDocument {
            signature: extraction.signature.clone(),
            windows,
            actors,
            ..passages.finish()
        });
    }

    /// The fold of the documents of both.
    pub fn merge(self, other: Fold) -> Fold {
        let (mut fold, less) = match self.documents.len() < other.documents.len() {
            true => (other, self),
            false => (self, other),
        };
        fold.absorb(less);
        fold
    }

    /// Nothing is added any more: what finds nodes and edges again goes.
    pub(super) fn forget_keys(&mut self) {
        self.nodes = FxHashMap::default();
        self.edges = FxHashMap::default();
        self.rule_indices = FxHashMap::default();
    }

    /// Windows and copies are counted: what that takes goes.
    pub(super) fn forget_counted(&mut self) {
        for document in &mut self.documents {
            document.actors = Vec::new();
            document.signature = Signature::default();
        }
    }

    /// The edges by index. The nodes go: what is known of the actors was taken.
    pub(super) fn take_edges(&mut self) -> Vec<EdgeTally> {
        let (_, edges) = std::mem::take(&mut self.actors).into_nodes_edges();
        edges.into_iter().map(|edge| edge.weight).collect()
    }

    /// The nodes of the entities that count or that an edge needs.
    fn add_nodes(
        &mut self,
        extraction: &Extraction,
        relations: &[&Relation],
        lexicon: &Lexicon,
    ) -> Vec<Option<NodeIndex>> {
        let mut mentions = vec![0; extraction.entities.len()];
        counted_mentions(extraction, lexicon).for_each(|(entity, _)| mentions[entity.0 as usize] += 1);
        let mut needed: Vec<bool> = mentions.iter().map(|&mentions| mentions > 0).collect();
        let pairs = extraction.cooccurrences.iter().map(|pair| (pair.source, pair.target));
        let related = relations.iter().map(|relation| (relation.source, relation.target));
        for (source, target) in pairs.chain(related) {
            needed[source.0 as usize] = true;
            needed[target.0 as usize] = true;
        }
        let profiles = profile::profiles(extraction, lexicon);
        let entities = extraction.entities.iter().zip(profiles).zip(mentions).zip(needed);
        let nodes = entities.map(|(((entity, profile), mentions), needed)| {
            needed.then(|| {
                let node = self.node(entity, profile);
                self.actors[node].add(entity, &extraction.document, mentions, lexicon);
                node
            })
        });
        let nodes: Vec<Option<NodeIndex>> = nodes.collect();
        for (entity, mention) in counted_mentions(extraction, lexicon) {
            if let Some(node) = nodes[entity.0 as usize] {
                self.actors[node].designations.add(mention, &extraction.document, lexicon);
            }
        }
        nodes
    }

    fn node(&mut self, entity: &Entity, profile: Option<Arc<Profile>>) -> NodeIndex {
        let of_id = self.nodes.get(&*entity.id).into_iter().flatten();
        let mut known = of_id.filter(|&&node| {
            let key = &self.actors[node].key;
            key.kind == entity.kind && key.profile == profile
        });
        if let Some(&node) = known.next() {
            return node;
        }
        let key = NodeKey { id: Arc::from(entity.id.as_str()), kind: entity.kind, profile };
        self.add_node(NodeTally::new(key))
    }

    fn add_node(&mut self, tally: NodeTally) -> NodeIndex {
        let id = tally.key.id.clone();
        let node = self.actors.add_node(tally);
        self.nodes.entry(id).or_default().push(node);
        node
    }

    /// The edge of a kind between two nodes. One without direction runs from the lesser key to the greater.
    fn edge(&mut self, source: NodeIndex, target: NodeIndex, kind: u32) -> EdgeIndex {
        let EdgeKind { name, directed } = &self.kinds[kind as usize];
        let ends = match directed {
            true => (source, target),
            false => (source.min(target), source.max(target)),
        };
        let actors = &mut self.actors;
        *self.edges.entry((ends.0, ends.1, kind)).or_insert_with(|| {
            let (source, target) = match !directed && actors[ends.1].key < actors[ends.0].key {
                true => (ends.1, ends.0),
                false => ends,
            };
            let (sites, statements) = (Few::new(), Vec::new());
            let edge = EdgeTally { kind: name.clone(), directed: *directed, sites, statements };
            actors.add_edge(source, target, edge)
        })
    }

    /// Index of a kind of edges.
    fn kind(&mut self, name: &str, directed: bool) -> u32 {
        let known = self.kinds.iter().position(|kind| *kind.name == *name && kind.directed == directed);
        let kind = known.unwrap_or_else(|| {
            self.kinds.push(EdgeKind { name: Arc::from(name), directed });
            self.kinds.len() - 1
        });
        kind as u32
    }

    /// The edge of a relation type. One that no list has is directed.
    fn typed_edge(
        &mut self,
        source: NodeIndex,
        target: NodeIndex,
        relation: &str,
        lexicon: &Lexicon,
    ) -> EdgeIndex {
        let known = lexicon.frames.find_type(relation);
        let kind = self.kind(relation, !known.is_some_and(|known| known.symmetric));
        let name = self.kinds[kind as usize].name.clone();
        self.codes.entry(name).or_default().merge(known.map(Codes::of).unwrap_or_default());
        self.edge(source, target, kind)
    }

    /// Index of a pair's rule, and the kind of edge that it gives.
    fn rule(&mut self, pair: &Cooccurrence, lexicon: &Lexicon) -> (u32, u32) {
        let rule = &lexicon.cooccurrence.rules[pair.rule as usize];
        let by_chance = rule.window != Window::Mention;
        let index = self.rule_index(&rule.id, pair.window, rule.weight, by_chance);
        (index, self.kind(&rule.edge, rule.directed))
    }

    fn rule_index(&mut self, id: &str, window: Window, weight: f64, by_chance: bool) -> u32 {
        let weight = weight.to_bits();
        let of_id = self.rule_indices.get(id).into_iter().flatten();
        let mut known = of_id.filter(|&&index| {
            let rule = &self.rules[index as usize];
            (rule.window, rule.weight, rule.by_chance) == (window, weight, by_chance)
        });
        if let Some(&index) = known.next() {
            return index;
        }
        let (id, index) = (Arc::<str>::from(id), self.rules.len() as u32);
        self.rules.push(SiteRule { id: id.clone(), window, weight, by_chance });
        self.rule_indices.entry(id).or_default().push(index);
        index
    }

    /// Takes another fold in: its indices become this one's.
    pub(super) fn absorb(&mut self, other: Fold) {
        let rules = other.rules.iter();
        let rules: Vec<u32> =
            rules.map(|of| self.rule_index(&of.id, of.window, of.weight(), of.by_chance)).collect();
        let first_document = self.documents.len() as u32;
        for (kind, codes) in other.codes {
            self.codes.entry(kind).or_default().merge(codes);
        }
        let (nodes, edges) = other.actors.into_nodes_edges();
        let nodes: Vec<NodeIndex> = nodes.into_iter().map(|node| self.absorb_node(node.weight)).collect();
        self.documents.extend(other.documents.into_iter().map(|mut document| {
            document.actors.iter_mut().for_each(|(node, _)| *node = nodes[node.index()]);
            document
        }));
        for edge in edges {
            let (source, target) = (nodes[edge.source().index()], nodes[edge.target().index()]);
            let EdgeTally { kind, directed, sites, statements } = edge.weight;
            // Edges without direction run by the keys of their ends: the same way in both.
            let kind = self.kind(&kind, directed);
            let edge = self.edge(source, target, kind);
            let edge = &mut self.actors[edge];
            let moved = |site: EvidenceSite| EvidenceSite {
                document: site.document + first_document,
                rule: rules[site.rule as usize],
                ..site
            };
            edge.sites.extend(sites.into_iter().map(moved));
            edge.statements.extend(statements.into_iter().map(|(site, statement)| (moved(site), statement)));
        }
    }

    /// The node of a key.
    pub(super) fn find(&self, key: &NodeKey) -> Option<NodeIndex> {
        let of_id = self.nodes.get(&key.id).into_iter().flatten();
        of_id.copied().find(|&node| self.actors[node].key == *key)
    }

    fn absorb_node(&mut self, other: NodeTally) -> NodeIndex {
        match self.find(&other.key) {
            Some(node) => {
                self.actors[node].merge(other);
                node
            }
            None => self.add_node(other),
        }
    }
}

/// How many windows a document has outside the excluded zones, and in how many each of its actors is.
fn windows(
    extraction: &Extraction,
    nodes: &[Option<NodeIndex>],
) -> (Windows<u32>, Vec<(NodeIndex, Windows<u32>)>) {
    let mut all = Windows::default();
    extraction.windows.iter().for_each(|tally| all[tally.window as usize] += tally.total);
    let of_actors = nodes.iter().enumerate().filter_map(|(entity, node)| {
        let mut windows = Windows::default();
        for tally in &extraction.windows {
            windows[tally.window as usize] += tally.of_entity.get(entity).copied().unwrap_or(0);
        }
        Some(((*node)?, windows))
    });
    let mut of_actors: Vec<(NodeIndex, Windows<u32>)> = of_actors.collect();
    of_actors.shrink_to_fit();
    (all, of_actors)
}

/// The mentions that count, with the actors that they are of.
fn counted_mentions<'e>(
    extraction: &'e Extraction,
    lexicon: &'e Lexicon,
) -> impl Iterator<Item = (EntityIndex, &'e Mention)> {
    let excluded = &lexicon.cooccurrence.exclude_zones;
    let counts = move |mention: &&Mention| {
        !excluded.contains(&mention.zone) && !mention.is_part_of_name(&extraction.mentions)
    };
    let counting = extraction.mentions.iter().filter(counts);
    counting.filter_map(|mention| Some((mention.actor()?, mention)))
}
