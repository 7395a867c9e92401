//! What of a graph is most worth a look by somebody who knows better, as rows of a table of corrections to fill in.

use crate::{
    correction::{Action, Corrections},
    matcher::{fold_words, one_letter_apart},
    model::{ActorGraph, Doubt, Edge, Evidence, Extraction, Kind, Lexicon, Modality, Node, Question},
};
use rustc_hash::FxHashSet;
use std::{cmp::Reverse, collections::BTreeMap};

/// Gathers what the graph does not know: whom names may mean that their documents leave open.
#[derive(Debug, Default)]
pub struct Review {
    /// By document and name.
    ambiguous: BTreeMap<(String, String), Ambiguous>,
}

#[derive(Debug)]
struct Ambiguous {
    candidates: Vec<String>,
    mentions: u64,
    sentence: String,
}

/// The corrections that settle a doubt.
fn choices(doubt: Doubt) -> [&'static str; 2] {
    let actions = match doubt {
        Doubt::Ambiguous => [Action::Is, Action::NotAName],
        Doubt::Alike => [Action::Same, Action::Different],
        Doubt::Presumed | Doubt::Unsure => [Action::Right, Action::Wrong],
    };
    actions.map(|action| action.row().name)
}

/// A relation none of whose rules is surer than this is worth a look.
const SURE: f64 = 0.8;

impl Review {
    /// Looks at a document.
    pub fn add(&mut self, extraction: &Extraction, lexicon: &Lexicon) {
        for mention in &extraction.mentions {
            let Some(index) = mention.entity else { continue };
            let entity = &extraction.entities[index.0 as usize];
            if entity.candidates.is_empty() {
                continue;
            }
            let ids = || entity.candidates.iter().map(|&row| lexicon.entry(row).id.to_string()).collect();
            let sentence = || {
                let sentence = extraction.sentences.get(mention.sentence as usize);
                sentence
                    .map_or(String::new(), |sentence| one_line(sentence.span.of(&extraction.document.text)))
            };
            let key = (extraction.document.id.clone(), entity.name.clone());
            let found = self.ambiguous.entry(key);
            found
                .or_insert_with(|| Ambiguous { candidates: ids(), mentions: 0, sentence: sentence() })
                .mentions += 1;
        }
    }

    /// What both saw.
    pub fn merge(mut self, other: Review) -> Review {
        for (key, found) in other.ambiguous {
            self.ambiguous.entry(key).and_modify(|known| known.mentions += found.mentions).or_insert(found);
        }
        self
    }

    /// What is to be decided: by doubt, of each at most `most`, the heaviest first. What corrections say is decided.
    pub fn questions(self, graph: &ActorGraph, corrections: &Corrections, most: usize) -> Vec<Question> {
        let mut questions = self.ambiguous();
        questions.extend(alike(graph, corrections));
        questions.extend(graph.edges.iter().flat_map(|edge| of_edge(graph, edge)));
        questions.sort_by(|one, other| {
            let key =
                |question: &Question| (question.a.clone(), question.b.clone(), question.document.clone());
            one.doubt
                .cmp(&other.doubt)
                .then(other.weight.total_cmp(&one.weight))
                .then_with(|| key(one).cmp(&key(other)))
        });
        let mut told: BTreeMap<Doubt, usize> = BTreeMap::new();
        questions.retain(|question| {
            let count = told.entry(question.doubt).or_default();
            *count += 1;
            *count <= most
        });
        questions
    }

    fn ambiguous(self) -> Vec<Question> {
        let question = |((document, name), found): ((String, String), Ambiguous)| Question {
            doubt: Doubt::Ambiguous,
            choices: choices(Doubt::Ambiguous),
            a: name.clone(),
            b: found.candidates.first().cloned().unwrap_or_default(),
            document: Some(document),
            candidates: found.candidates,
            about: name,
            weight: found.mentions as f64,
            text: found.sentence,
        };
        self.ambiguous.into_iter().map(question).collect()
    }
}

/// Actors of one kind whose names differ by a letter, or by the order of their words, and of which no list has both.
fn alike(graph: &ActorGraph, corrections: &Corrections) -> Vec<Question> {
    let judged: FxHashSet<[&str; 2]> = corrections
        .rows()
        .iter()
        .filter(|row| matches!(row.action, Action::Same | Action::Different))
        .flat_map(|row| [[&*row.a, &*row.b], [&*row.b, &*row.a]])
        .collect();
    let names: Vec<String> = graph.nodes.iter().map(|node| fold_words(&node.label)).collect();
    let is_open = |&(one, other): &(usize, usize)| {
        let [first, second] = [&graph.nodes[one], &graph.nodes[other]];
        // A word alone is a surname or an acronym, and of bodies of one name each document tells its own.
        let tells = names[one].contains(' ')
            && names[other].contains(' ')
            && (names[one] != names[other] || first.kind == Kind::Person);
        let known = first.known && second.known;
        tells && !known && first.kind == second.kind && !judged.contains(&[&*first.id, &*second.id])
    };
    let mut pairs = of_same_words(&names);
    pairs.extend(one_letter_apart(&names.iter().map(String::as_str).collect::<Vec<_>>()));
    pairs.sort_unstable();
    pairs.dedup();
    pairs
        .into_iter()
        .filter(is_open)
        .map(|(one, other)| pair(&graph.nodes[one], &graph.nodes[other]))
        .collect()
}

/// The pairs of names, by their places, with the same words in whatever order.
fn of_same_words(names: &[String]) -> Vec<(usize, usize)> {
    let mut by_words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, name) in names.iter().enumerate().filter(|(_, name)| name.contains(' ')) {
        let mut words: Vec<&str> = name.split(' ').collect();
        words.sort_unstable();
        by_words.entry(words.join(" ")).or_default().push(at);
    }
    let pairs = by_words.into_values().flat_map(|names| {
        let later = |place: usize| names[place + 1..].iter().map(move |&other| (place, other));
        let pairs: Vec<_> = (0..names.len()).flat_map(later).collect();
        pairs.into_iter().map(move |(place, other)| (names[place], other)).collect::<Vec<_>>()
    });
    pairs.collect()
}

/// Whether one actor is another: the one that no list has, or that is named less, the other.
fn pair(one: &Node, other: &Node) -> Question {
    let rank = |node: &Node| (node.known, node.mentions, Reverse(node.id.clone()));
    let (less, more) = if rank(one) < rank(other) { (one, other) } else { (other, one) };
    Question {
        doubt: Doubt::Alike,
        choices: choices(Doubt::Alike),
        a: less.id.clone(),
        b: more.id.clone(),
        document: None,
        candidates: Vec::new(),
        about: format!("{} / {}", less.label, more.label),
        weight: less.mentions as f64,
        text: format!("{} / {}", less.mentions, more.mentions),
    }
}

/// What is doubtful of a relation: each of its sentences that presumes who holds an office; else the first of those whose rules
/// are often wrong.
fn of_edge(graph: &ActorGraph, edge: &Edge) -> Vec<Question> {
    let statement =
        |evidence: &&Evidence| evidence.statement.as_ref().is_some_and(|told| told.corrected.is_none());
    let open: Vec<&Evidence> = edge.evidence.iter().filter(statement).collect();
    let presumed = |evidence: &&&Evidence| {
        evidence.statement.as_ref().is_some_and(|told| told.modality == Modality::Presumed)
    };
    let unsure = edge.summary.as_ref().is_some_and(|summary| summary.max_confidence < SURE);
    let of_presumed: Vec<&&Evidence> = open.iter().filter(presumed).collect();
    let (doubt, evidence) = match of_presumed.is_empty() {
        false => (Doubt::Presumed, of_presumed),
        true => (Doubt::Unsure, open.iter().take(usize::from(unsure)).collect()),
    };
    let label = |end: usize| &*graph.nodes[end].label;
    let question = |evidence: &&Evidence| Question {
        doubt,
        choices: choices(doubt),
        a: edge.id.clone(),
        b: evidence.passage.start.to_string(),
        document: Some(evidence.passage.document.id.to_string()),
        candidates: Vec::new(),
        about: format!("{} – {} – {}", label(edge.source), edge.kind, label(edge.target)),
        weight: edge.weight,
        text: evidence.passage.text.to_string(),
    };
    evidence.into_iter().map(question).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
