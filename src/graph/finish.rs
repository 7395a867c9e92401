//! From counts to the graph: nodes and edges in order, weights, measures, evidence.

use super::{
    Contingency, GraphOptions, amend,
    count::Counting,
    fold::{EdgeTally, EvidenceSite, Fold, SiteRule, all_sites},
    node::NodeKey,
    split::{self, Actor},
    stories::Stories,
    summary::{self, Day, days, effective},
};
use crate::model::{
    ActorGraph, DateSource, Edge, Evidence, Node, PartialDate, Passage, Statement, StatementSummary, Window,
};
use petgraph::{
    Direction::{Incoming, Outgoing},
    graph::{EdgeIndex, NodeIndex},
    visit::EdgeRef,
};
use rustc_hash::FxHashSet;
use std::{collections::BTreeSet, mem, sync::Arc};

impl Fold {
    /// The graph of what was added. What is counted of an edge goes as its evidence comes, and all else when nobody asks for it any
    /// more, so that memory does not hold both.
    pub fn finish(mut self, options: &GraphOptions) -> ActorGraph {
        self.forget_keys();
        let (mut nodes, places) = admitted(&self, options);
        let stories = Stories::of(&self);
        let counting = Counting::new(&self, &stories, options.count, (&places, nodes.len()));
        self.forget_counted();
        for (node, &stories) in nodes.iter_mut().zip(&counting.stories_of_actor) {
            node.stories = stories;
        }
        let placed = admitted_edges(&self, &places, options);
        let mut tallies = self.take_edges();
        let documents = self.documents.iter_mut().zip(&stories.citations);
        let passages: Vec<_> =
            documents.map(|(document, citation)| document.take_passages(citation)).collect();
        let mut rules = BTreeSet::new();
        let of_graph = || placed.chunk_by(|one, other| one.key == other.key);
        let mut edges = Vec::with_capacity(of_graph().count());
        for of_fold in of_graph() {
            let key = &of_fold[0].key;
            let [source, target] = [key.source, key.target].map(|place| &nodes[place as usize]);
            let id = format!("{}--{}--{}", source.id, key.kind, target.id);
            let grounds = Grounds::take(&mut tallies, of_fold);
            let mut edge = edge(&self, key, &grounds, id, &counting);
            share(&mut edge.rules, &mut rules);
            edge.evidence = evidence(&self, grounds, &passages, &stories);
            edges.push(edge);
        }
        drop((self, placed, tallies, passages));
        number_repeated_ids(&mut edges);
        edges.retain(|edge| edge.weight >= options.min_weight);
        ActorGraph::new(nodes, edges).with_stories(stories.listed(), options.count)
    }
}

/// The actors that the options admit with their nodes, by id, and per node of the fold its actor's place among them.
pub(super) fn admitted(fold: &Fold, options: &GraphOptions) -> (Vec<Node>, Vec<Option<usize>>) {
    let mut actors = split::actors(fold);
    actors.retain(|actor| {
        let has_edge = |&node: &NodeIndex| {
            let mut edges =
                [Incoming, Outgoing].into_iter().flat_map(|way| fold.actors.edges_directed(node, way));
            edges.any(|edge| is_admitted(edge.weight(), options))
        };
        options.admits(actor.tally().key.kind, actor.nodes.iter().any(has_edge))
    });
    let mut actors: Vec<(String, Actor)> = ids(&actors).into_iter().zip(actors).collect();
    let corrected = amend::amend(fold, &mut actors, &options.amendments);
    let nodes = actors.into_iter().map(|(id, actor)| {
        let mut node = actor.tally().finish(id);
        corrected.describe(&mut node);
        (actor, node)
    });
    let mut nodes: Vec<(Actor, Node)> = nodes.collect();
    nodes.sort_unstable_by(|(_, one), (_, other)| one.id.cmp(&other.id));
    let mut places = vec![None; fold.actors.node_count()];
    for (place, (actor, _)) in nodes.iter().enumerate() {
        actor.nodes.iter().for_each(|node| places[node.index()] = Some(place));
    }
    (nodes.into_iter().map(|(_, node)| node).collect(), places)
}

/// The id of each actor. The ids of a fold are unique in a kind and a profile only: the first kind keeps the id, and
/// actors of one name have what tells them apart at its end. An empty id is none that other programs take.
fn ids(actors: &[Actor]) -> Vec<String> {
    let mut taken: FxHashSet<String> = actors.iter().map(|actor| actor.tally().key.id.to_string()).collect();
    let mut last: Option<&NodeKey> = None;
    let mut ids = Vec::with_capacity(actors.len());
    for actor in actors {
        let key = &actor.tally().key;
        let NodeKey { id, kind, .. } = key;
        let is_second = last.is_some_and(|last| last.id == *id && last.kind != *kind);
        ids.push(match &*actor.apart {
            "" if !is_second && !id.is_empty() => id.to_string(),
            "" => free(format!("{id}--{kind}"), &mut taken),
            apart => free(format!("{id}--{apart}"), &mut taken),
        });
        last = Some(key);
    }
    ids
}

/// What the edges of the graph are told apart by, and their order: the places of the actors, and the kind.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct PlacedEdge {
    source: u32,
    target: u32,
    kind: Arc<str>,
    directed: bool,
}

/// An edge of the fold, and which of the graph it is a part of.
struct Placed {
    key: PlacedEdge,
    edge: EdgeIndex,
    /// Whether it runs the other way.
    turned: bool,
}

fn is_admitted(edge: &EdgeTally, options: &GraphOptions) -> bool {
    options.admits_edge(&edge.kind, !edge.statements.is_empty())
}

/// The admitted edges of the actors at the places given, by the edge of the graph that they are of. One without direction
/// runs from the lesser place to the greater.
fn admitted_edges(fold: &Fold, places: &[Option<usize>], options: &GraphOptions) -> Vec<Placed> {
    let admitted = fold.actors.edge_references().filter(|edge| is_admitted(edge.weight(), options));
    let placed = admitted.filter_map(|edge| {
        let EdgeTally { kind, directed, .. } = edge.weight();
        let (source, target) = (places[edge.source().index()]?, places[edge.target().index()]?);
        // Corrections may make one of two.
        if source == target {
            return None;
        }
        let turned = !directed && target < source;
        let (source, target) = if turned { (target, source) } else { (source, target) };
        let [source, target] = [source as u32, target as u32];
        let key = PlacedEdge { source, target, kind: kind.clone(), directed: *directed };
        Some(Placed { key, edge: edge.id(), turned })
    });
    let mut placed: Vec<Placed> = placed.collect();
    placed.sort_unstable_by(|one, other| (&one.key, one.edge).cmp(&(&other.key, other.edge)));
    placed
}

/// What stands behind an edge.
struct Grounds {
    /// Where the two co-occur.
    sites: Vec<EvidenceSite>,
    /// Where a relation is stated of them, with the statements.
    statements: Vec<(EvidenceSite, Statement)>,
}

impl Grounds {
    /// Takes what the edges of a fold hold that are one edge of the graph.
    fn take(tallies: &mut [EdgeTally], edges: &[Placed]) -> Grounds {
        let mut grounds = Grounds { sites: Vec::new(), statements: Vec::new() };
        for &Placed { edge, turned, .. } in edges {
            let EdgeTally { sites, statements, .. } = &mut tallies[edge.index()];
            append(&mut grounds.sites, mem::take(sites).into_vec());
            statements.iter_mut().for_each(|(_, statement)| statement.reversed ^= turned);
            append(&mut grounds.statements, mem::take(statements));
        }
        grounds
    }

    /// The sites, with the statements there.
    fn all(&self) -> impl Iterator<Item = (EvidenceSite, Option<&Statement>)> {
        all_sites(&self.sites, &self.statements)
    }

    /// The sites that count: those of statements that are negated or denied do not.
    fn counting(&self) -> Vec<EvidenceSite> {
        let counts = |statement: Option<&Statement>| statement.is_none_or(Statement::counts);
        self.all().filter(|(_, statement)| counts(*statement)).map(|(site, _)| site).collect()
    }

    fn summary(&self, fold: &Fold, kind: &str) -> Option<StatementSummary> {
        let statements: Vec<&Statement> = self.statements.iter().map(|(_, statement)| statement).collect();
        summary::summary(&statements, fold.codes.get(kind))
    }

    /// The first and the last day.
    fn days(&self, fold: &Fold) -> (Option<Day>, Option<Day>) {
        let documents = self.sites.iter().filter_map(|site| {
            let date = fold.documents[site.document as usize].date?;
            Some((PartialDate::from(date), DateSource::Document))
        });
        let statements: Vec<&Statement> = self.statements.iter().map(|(_, statement)| statement).collect();
        let effective = effective(&statements);
        let stated = effective.iter().filter_map(|statement| Some((statement.date?, statement.date_source?)));
        days(documents.chain(stated))
    }
}

/// Puts more behind what there is; where that is nothing, without a copy.
fn append<T>(all: &mut Vec<T>, mut more: Vec<T>) {
    match all.is_empty() {
        true => *all = more,
        false => all.append(&mut more),
    }
}

/// An id that is not taken yet: as wanted, or with a number. Takes it.
fn free(wanted: String, taken: &mut FxHashSet<String>) -> String {
    let mut id = wanted.clone();
    for number in 2.. {
        if taken.insert(id.clone()) {
            break;
        }
        id = format!("{wanted}--{number}");
    }
    id
}

/// Gives edges whose ids are the same a number each, the second and later ones: slugs may hold what joins them in an id, and an edge may
/// have a direction where another of its kind has none.
fn number_repeated_ids(edges: &mut [Edge]) {
    let joints = |id: &str| id.as_bytes().windows(2).filter(|pair| pair == b"--").count();
    let key = |edge: &Edge| (edge.source, edge.target);
    let is_like_before = |place: usize| {
        place > 0 && key(&edges[place]) == key(&edges[place - 1]) && edges[place].id == edges[place - 1].id
    };
    let mut seen = FxHashSet::default();
    let mut repeated: Vec<usize> = (0..edges.len())
        .filter(|&place| {
            let id = edges[place].id.as_str();
            is_like_before(place) || (joints(id) > 2 && !seen.insert(id))
        })
        .collect();
    if repeated.is_empty() {
        return;
    }
    repeated.sort_unstable_by(|&one, &other| (&edges[one].id, one).cmp(&(&edges[other].id, other)));
    let mut taken: FxHashSet<String> = edges.iter().map(|edge| edge.id.clone()).collect();
    for place in repeated {
        edges[place].id = free(std::mem::take(&mut edges[place].id), &mut taken);
    }
}

/// Has a list be the one that is there already, where it is.
fn share(list: &mut Arc<[Arc<str>]>, lists: &mut BTreeSet<Arc<[Arc<str>]>>) {
    match lists.get(list) {
        Some(known) => *list = known.clone(),
        None => drop(lists.insert(list.clone())),
    }
}

/// An edge, without its evidence.
fn edge(fold: &Fold, key: &PlacedEdge, grounds: &Grounds, id: String, counting: &Counting) -> Edge {
    let all: Vec<EvidenceSite> = grounds.all().map(|(site, _)| site).collect();
    let mut counted = grounds.counting();
    let rules_of_all = rules(fold, &all);
    let window = rules_of_all.iter().map(|(rule, _)| rule.window).max().unwrap_or(Window::Sentence);
    let mut ids: Vec<Arc<str>> = rules_of_all.iter().map(|(rule, _)| rule.id.clone()).collect();
    ids.dedup();
    let ends @ [source, target] = [key.source as usize, key.target as usize];
    let association = contingency(fold, &grounds.sites, ends, window, counting);
    let (first, last) = grounds.days(fold);
    let from = |day: Option<Day>| day.map(|(_, from)| from);
    let summary = grounds.summary(fold, &key.kind);
    Edge {
        id,
        source,
        target,
        kind: key.kind.to_string(),
        directed: key.directed,
        weight: weight(fold, &mut counted, counting),
        count: counted.len() as u64,
        sentences: distinct(&all, |site| (site.document, site.passage)),
        documents: distinct(&all, |site| site.document),
        stories: distinct(&all, |site| counting.stories.of_document[site.document as usize]),
        window,
        npmi: association.and_then(|pair| pair.npmi()),
        log_likelihood: association.and_then(|pair| pair.log_likelihood()),
        significant: association.is_some_and(|pair| pair.is_significant()),
        first: first.map(|(day, _)| day),
        last: last.map(|(day, _)| day),
        rules: ids.into(),
        summary: summary.map(|summary| {
            Box::new(StatementSummary { first_from: from(first), last_from: from(last), ..summary })
        }),
        evidence: Vec::new(),
    }
}

/// The weights of the rules at the sites, document by document.
fn weight(fold: &Fold, sites: &mut [EvidenceSite], counting: &Counting) -> f64 {
    sites.sort_unstable_by_key(|site| site.document);
    let documents = sites.chunk_by(|one, other| one.document == other.document);
    let weights = documents.map(|of_document| {
        let rules = rules(fold, of_document);
        let weights = rules.iter().map(|(rule, count)| rule.weight() * *count as f64);
        (of_document[0].document, weights.fold(0.0, |sum, of_rule| sum + of_rule))
    });
    counting.sum(weights.collect())
}

/// The rules behind an edge by id, with their counts. The order is that of the sum of the weights, too: it is the same
/// whatever the documents' order was.
fn rules<'f>(fold: &'f Fold, sites: &[EvidenceSite]) -> Vec<(&'f SiteRule, u64)> {
    let mut indices: Vec<u32> = sites.iter().map(|site| site.rule).collect();
    indices.sort_unstable();
    let groups = indices.chunk_by(|one, other| one == other);
    let mut rules: Vec<(&SiteRule, u64)> =
        groups.map(|group| (&fold.rules[group[0] as usize], group.len() as u64)).collect();
    rules.sort_unstable_by_key(|(rule, _)| (&rule.id, rule.window, rule.weight().to_bits(), rule.by_chance));
    rules
}

/// The 2×2 table of an edge in the windows of a kind. None where its ends do not co-occur by chance: in a mention,
/// or in a relation.
fn contingency(
    fold: &Fold,
    sites: &[EvidenceSite],
    ends: [usize; 2],
    window: Window,
    counting: &Counting,
) -> Option<Contingency> {
    let by_chance = sites.iter().filter(|site| {
        let rule = &fold.rules[site.rule as usize];
        rule.by_chance && rule.window == window
    });
    let mut windows: Vec<(u32, u32)> = by_chance.map(|site| (site.document, site.passage)).collect();
    windows.sort_unstable();
    windows.dedup();
    let of_documents = windows.chunk_by(|one, other| one.0 == other.0);
    let both = of_documents.map(|windows| (windows[0].0, windows.len() as f64)).collect();
    let [first, second] = ends.map(|end| counting.of_actor[end][window as usize]);
    (!windows.is_empty()).then(|| Contingency {
        both: counting.sum(both) as u64,
        first,
        second,
        total: counting.windows[window as usize],
    })
}

fn distinct<K: Ord>(sites: &[EvidenceSite], key: impl Fn(&EvidenceSite) -> K) -> u64 {
    let mut keys: Vec<K> = sites.iter().map(key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.len() as u64
}

/// Every site with its text, by document and place.
fn evidence(
    fold: &Fold,
    grounds: Grounds,
    passages: &[Box<[Arc<Passage>]>],
    stories: &Stories,
) -> Vec<Evidence> {
    let Grounds { sites, statements } = grounds;
    let told = statements.into_iter().map(|(site, statement)| (site, Some(Box::new(statement))));
    let all = sites.into_iter().map(|site| (site, None)).chain(told);
    let mut evidence: Vec<(u32, Evidence)> = all
        .map(|(site, statement)| {
            let passage = passages[site.document as usize][site.passage as usize].clone();
            let rule = fold.rules[site.rule as usize].id.clone();
            let evidence = Evidence { passage, rule, statement };
            (stories.rank_of_id[site.document as usize], evidence)
        })
        .collect();
    // Ranks spare most comparisons of texts.
    let key = |(rank, evidence): &(u32, Evidence)| (*rank, evidence.passage.start, evidence.passage.end);
    evidence.sort_by(|one, other| key(one).cmp(&key(other)).then_with(|| one.1.order(&other.1)));
    // A collected vector would keep the room of the ranks.
    let mut ordered = Vec::with_capacity(evidence.len());
    ordered.extend(evidence.into_iter().map(|(_, evidence)| evidence));
    ordered
}
