//! The graph of actors over many documents, ready to be written.

use super::{
    Citation, Coordinates, Count, Date, Derived, Kind, Modality, PartialDate, RuleId, Story, Window, rule,
};
use serde::{Deserialize, Serialize};
use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::{Arc, LazyLock},
};

/// Nodes by id, edges by source, target and kind.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ActorGraph {
    /// Every actor that a counted mention or an edge names, by id.
    pub nodes: Vec<Node>,
    /// Every edge, by id of source, id of target and kind.
    pub edges: Vec<Edge>,
    /// The articles of which there are copies, those of most copies first.
    pub stories: Vec<Story>,
    /// What the weights count.
    pub count: Count,
    /// What follows from them.
    #[serde(skip)]
    pub(super) derived: Derived,
}

/// What an actor's edges come to; those that texts only negate or deny count nowhere.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[non_exhaustive]
pub struct Degree {
    /// How many other actors they lead to.
    pub neighbours: u64,
    /// The sum of their weights, with no sentence in it twice: a statement does not count where an edge to the same actor has
    /// its sentence already.
    pub weight: f64,
}

impl ActorGraph {
    /// A graph of nodes by id, and edges between them by their indices.
    pub fn new(nodes: Vec<Node>, edges: Vec<Edge>) -> ActorGraph {
        ActorGraph { nodes, edges, ..ActorGraph::default() }
    }

    /// The same graph with the copies among its documents, and what was counted of them.
    pub fn with_stories(mut self, stories: Vec<Story>, count: Count) -> ActorGraph {
        self.stories = stories;
        self.count = count;
        self
    }

    /// How many articles are behind an edge: copies of one count as they do in its weight.
    pub fn articles(&self, edge: &Edge) -> u64 {
        match self.count {
            Count::Stories => edge.stories,
            Count::Documents => edge.documents,
        }
    }

    /// The degree of every node, in the order of the nodes.
    pub fn degrees(&self) -> Vec<Degree> {
        let mut degrees = vec![Degree::default(); self.nodes.len()];
        let mut edges: Vec<&Edge> = self.edges.iter().filter(|edge| !edge.is_only_denied()).collect();
        edges.sort_by_key(|edge| edge.pair());
        for between in edges.chunk_by(|one, other| one.pair() == other.pair()) {
            let weights: f64 = between.iter().map(|edge| edge.weight).sum();
            let weight = (weights - repeated_statements(between, self.count) as f64).max(0.0);
            let (one, other) = between[0].pair();
            for end in [one, other] {
                degrees[end].neighbours += 1;
                degrees[end].weight += weight;
            }
        }
        degrees
    }
}

/// How many statements of the edges between two actors are of a sentence that counts already: in a window in which the two
/// co-occur, or by another statement. As with weights, of copies of one article the one that has the most counts.
fn repeated_statements(between: &[&Edge], count: Count) -> u64 {
    if between.iter().all(|edge| edge.summary.is_none()) {
        return 0;
    }
    let evidence = || between.iter().flat_map(|edge| &edge.evidence);
    let windows = evidence().filter(|window| window.statement.is_none());
    let windows: BTreeSet<(&str, u32, u32)> = windows.map(Evidence::place).collect();
    let mut counted = BTreeSet::new();
    let statements = evidence().filter(|of| of.statement.as_ref().is_some_and(|stated| stated.counts()));
    let mut stories: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
    for evidence in statements {
        let (document, start, end) = evidence.place();
        let before = windows.range(..=(document, start, u32::MAX)).next_back();
        let in_window = before.is_some_and(|window| window.0 == document && window.2 >= end);
        if in_window || !counted.insert((document, start, end)) {
            let story = evidence.passage.document.story.as_deref().unwrap_or(document);
            *stories.entry(story).or_default().entry(document).or_default() += 1;
        }
    }
    let of_story = |copies: &BTreeMap<&str, u64>| match count {
        Count::Stories => copies.values().copied().max().unwrap_or(0),
        Count::Documents => copies.values().sum(),
    };
    stories.values().map(of_story).sum()
}

/// An actor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Node {
    /// Stable slug. That of several people of one name that no list has ends with what tells them apart.
    pub id: String,
    /// Name for people to read.
    pub label: String,
    /// What it is.
    pub kind: Kind,
    /// Whether a gazetteer has it.
    pub known: bool,
    /// Rows that may be meant, where they could not be told apart.
    pub candidates: Vec<String>,
    /// Other forms met or known.
    pub aliases: Vec<String>,
    /// Ranks that texts give, those of most mentions first.
    pub ranks: Vec<Designation>,
    /// Titles and civilities that texts give, those of most mentions first.
    pub titles: Vec<Designation>,
    /// Roles that texts give, those of most mentions first.
    pub roles: Vec<Designation>,
    /// What its row in the gazetteers says; nothing of an actor that no list has.
    pub listed: Arc<Listed>,
    /// Ids of the corrections that say who or what it is, in order.
    pub corrections: Vec<String>,
    /// How many mentions, outside the excluded zones and other names.
    pub mentions: u64,
    /// How many documents.
    pub documents: u64,
    /// How many stories: copies of one article are one.
    pub stories: u64,
    /// Date of the first dated document.
    pub first: Option<Date>,
    /// Date of the last dated document.
    pub last: Option<Date>,
}

impl Node {
    /// An actor that no list has and no document mentions.
    pub fn new(id: impl Into<String>, label: impl Into<String>, kind: Kind) -> Node {
        Node {
            id: id.into(),
            label: label.into(),
            kind,
            known: false,
            candidates: Vec::new(),
            aliases: Vec::new(),
            ranks: Vec::new(),
            titles: Vec::new(),
            roles: Vec::new(),
            listed: Listed::nothing(),
            corrections: Vec::new(),
            mentions: 0,
            documents: 0,
            stories: 0,
            first: None,
            last: None,
        }
    }
}

/// What the gazetteers say of an actor.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Listed {
    /// Id of the country.
    pub country: Option<Box<str>>,
    /// ISO 3166-1 alpha-2 code of that country, or of the actor where it is one.
    pub iso2: Option<Box<str>>,
    /// ISO 3166-1 alpha-3 code of the same.
    pub iso3: Option<Box<str>>,
    /// Subtype of an organisation, type of a place: `armed_group`, `city`.
    pub subtype: Option<Box<str>>,
    /// Wikidata id: `Q912`.
    pub wikidata: Option<Box<str>>,
    /// GeoNames id of a place.
    pub geonames: Option<u64>,
    /// Where a place is, or the capital of a country.
    pub coordinates: Option<Coordinates>,
}

impl Listed {
    /// What is said of an actor that no list has: nothing, once for all of them.
    pub fn nothing() -> Arc<Listed> {
        static NOTHING: LazyLock<Arc<Listed>> = LazyLock::new(Arc::default);
        NOTHING.clone()
    }
}

/// A rank, title or role that texts give an actor, and in which time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Designation {
    /// Of a listed rank or title its usual form, else the commonest spelling.
    pub text: String,
    /// How many mentions have it.
    pub mentions: u64,
    /// Date of the first dated document with it.
    pub first: Option<Date>,
    /// Date of the last dated document with it.
    pub last: Option<Date>,
}

impl Designation {
    /// What no dated document says.
    pub fn new(text: impl Into<String>, mentions: u64) -> Designation {
        Designation { text: text.into(), mentions, first: None, last: None }
    }
}

/// With the days of its documents: `ministre de la Défense [2021-06-11/2025-05-08]`, as an interval of ISO 8601.
impl fmt::Display for Designation {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.text)?;
        match (self.first, self.last) {
            (Some(first), Some(last)) if first != last => write!(f, " [{first}/{last}]"),
            (Some(day), _) => write!(f, " [{day}]"),
            _ => Ok(()),
        }
    }
}

/// An edge between two actors, of one kind: a co-occurrence, or a typed relation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Edge {
    /// Stable: `source--kind--target`.
    pub id: String,
    /// Index of the source node.
    pub source: usize,
    /// Index of the target node.
    pub target: usize,
    /// `appears_with`, `meets` …
    pub kind: String,
    /// Whether source and target may not be swapped.
    pub directed: bool,
    /// Rule weight times count, over the rules; a statement of a relation weighs 1. Of copies of one article, the one that
    /// gives the most counts, unless documents are counted.
    pub weight: f64,
    /// How many windows, or statements that are neither negated nor denied.
    pub count: u64,
    /// How many distinct sentences (or larger windows) stand behind it.
    pub sentences: u64,
    /// How many distinct documents.
    pub documents: u64,
    /// How many stories: copies of one article are one.
    pub stories: u64,
    /// Window in which it was counted.
    pub window: Window,
    /// Normalised pointwise mutual information, -1 to 1 (Bouma, 2009).
    pub npmi: Option<f64>,
    /// Log-likelihood ratio G² (Dunning, 1993).
    pub log_likelihood: Option<f64>,
    /// Whether the pair stands together more often than chance, at p < 0.001 (G² > 10.83).
    pub significant: bool,
    /// Date of the first dated document; of a typed edge the first day on which it may have been, see [`StatementSummary`].
    pub first: Option<Date>,
    /// Date of the last dated document; of a typed edge the last day on which it may have been.
    pub last: Option<Date>,
    /// Ids of the rules, sorted.
    pub rules: Arc<[Arc<str>]>,
    /// Summary of the statements of a typed edge; none of a co-occurrence edge.
    pub summary: Option<Box<StatementSummary>>,
    /// Every window behind it, by document and place.
    pub evidence: Vec<Evidence>,
}

impl Edge {
    /// An edge without direction, weight and evidence, counted in sentences.
    pub fn new(id: impl Into<String>, source: usize, target: usize, kind: impl Into<String>) -> Edge {
        Edge {
            id: id.into(),
            source,
            target,
            kind: kind.into(),
            directed: false,
            weight: 0.0,
            count: 0,
            sentences: 0,
            documents: 0,
            stories: 0,
            window: Window::Sentence,
            npmi: None,
            log_likelihood: None,
            significant: false,
            first: None,
            last: None,
            rules: Arc::default(),
            summary: None,
            evidence: Vec::new(),
        }
    }

    /// The indices of the two nodes, the lesser first.
    pub fn pair(&self) -> (usize, usize) {
        (self.source.min(self.target), self.source.max(self.target))
    }

    /// Whether nothing is behind it but statements that it is not so.
    pub fn is_only_denied(&self) -> bool {
        self.count == 0 && self.summary.is_some()
    }
}

/// The statements of a typed edge: every statement counts once, as denied, or negated, or by its modality.
/// All but these counts is of the statements that are neither negated nor denied, where there are any.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StatementSummary {
    /// How many are not negated, by `Modality as usize`; of the denied ones all.
    pub modalities: [u64; Modality::ALL.len()],
    /// How many are negated, and not denied.
    pub negated: u64,
    /// What gives the edge's first day.
    pub first_from: Option<DateSource>,
    /// What gives the edge's last day.
    pub last_from: Option<DateSource>,
    /// Mean of the confidences, 0 to 1.
    pub mean_confidence: f64,
    /// The greatest of them.
    pub max_confidence: f64,
    /// Roles and the like, the most frequent first.
    pub qualifiers: Vec<String>,
    /// When the role of the edge was held, by the dated offices, in order.
    pub periods: Vec<Period>,
    /// PLOVER event type of the relation: `CONSULT`.
    pub plover: Option<String>,
    /// CAMEO code of the relation: `04`.
    pub cameo: Option<String>,
}

/// What gives a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateSource {
    /// The sentence.
    Sentence,
    /// The document.
    Document,
}

impl DateSource {
    /// The name in files: `sentence`.
    pub fn name(self) -> &'static str {
        match self {
            DateSource::Sentence => "sentence",
            DateSource::Document => "document",
        }
    }
}

/// A stretch of time of which an end may be unknown, or still to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Period {
    /// When it begins.
    pub from: Option<PartialDate>,
    /// When it ends.
    pub to: Option<PartialDate>,
}

/// A stretch of text of a document, once for all the edges that it stands behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Passage {
    /// The document.
    pub document: Arc<Citation>,
    /// First code point in the document's original text.
    pub start: u32,
    /// Code point after the last.
    pub end: u32,
    /// The text, on one line; a very long one is cut and ends with `…`.
    pub text: Box<str>,
}

impl Passage {
    /// Code points `start..end` of a document.
    pub fn new(document: Arc<Citation>, (start, end): (u32, u32), text: impl Into<Box<str>>) -> Passage {
        Passage { document, start, end, text: text.into() }
    }
}

/// What stands behind an edge: a passage, and what a rule found in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Evidence {
    /// Where it stands.
    #[serde(flatten)]
    pub passage: Arc<Passage>,
    /// Rule id.
    pub rule: Arc<str>,
    /// What it states, where that is a relation.
    pub statement: Option<Box<Statement>>,
}

impl Evidence {
    /// Code points `start..end` of a document, found by a rule.
    pub fn new(
        document: impl Into<Arc<str>>,
        place: (u32, u32),
        rule: impl Into<Arc<str>>,
        text: impl Into<Box<str>>,
    ) -> Evidence {
        let passage = Passage::new(Citation::new(document).into(), place, text);
        Evidence { passage: passage.into(), rule: rule.into(), statement: None }
    }

    /// Where it stands: document, first code point, code point after the last.
    pub(crate) fn place(&self) -> (&str, u32, u32) {
        (&self.passage.document.id, self.passage.start, self.passage.end)
    }

    /// The order of evidence: by document and place. Confidences, the only numbers that could have no order, are numbers.
    pub(crate) fn order(&self, other: &Evidence) -> Ordering {
        let statements = || self.statement.partial_cmp(&other.statement).unwrap_or(Ordering::Equal);
        self.key().cmp(&other.key()).then_with(statements)
    }

    fn key(&self) -> impl Ord + '_ {
        (self.place(), &self.rule, &self.passage.document, &self.passage.text)
    }
}

/// What a sentence says of a typed edge.
#[derive(Debug, Clone, PartialEq, PartialOrd, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Statement {
    /// Whether its source is the target of the edge, and its target the source: of edges without direction.
    pub reversed: bool,
    /// How it is said.
    pub modality: Modality,
    /// Whether it is said not to be so.
    pub negated: bool,
    /// Share of such relations that are right, 0 to 1.
    pub confidence: f64,
    /// When it happened, as exactly as is known.
    pub date: Option<PartialDate>,
    /// What gives the date.
    pub date_source: Option<DateSource>,
    /// Entity id of the place where it happened.
    pub place: Option<Arc<str>>,
    /// A role, a subject.
    pub qualifier: Option<Arc<str>>,
    /// When the role was held, by the dated offices.
    pub period: Option<Period>,
    /// Id of the rule that resolves a reference at an end, where there is one.
    #[serde(deserialize_with = "rule::optional")]
    pub through: Option<RuleId>,
    /// Offset of the first code point of what that reference takes up.
    pub antecedent: Option<u32>,
    /// Where an end is presumed to hold an office: the last day on which the lists know it.
    pub known_to: Option<Date>,
    /// Id of the correction that says that it is stated.
    #[serde(deserialize_with = "rule::optional")]
    pub corrected: Option<RuleId>,
}

impl Statement {
    /// A statement that is not negated, of no known date and place.
    pub fn new(modality: Modality, confidence: f64) -> Statement {
        Statement {
            reversed: false,
            modality,
            negated: false,
            confidence,
            date: None,
            date_source: None,
            place: None,
            qualifier: None,
            period: None,
            through: None,
            antecedent: None,
            known_to: None,
            corrected: None,
        }
    }

    /// Whether it counts for the edge: it is neither negated nor denied.
    pub fn counts(&self) -> bool {
        !self.negated && self.modality != Modality::Denied
    }
}
