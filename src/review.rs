//! What of a graph is most worth a look by somebody who knows better, as rows of a table of corrections to fill in.

use crate::{
    correction::{Action, Corrections},
    matcher::fold_words,
    model::{ActorGraph, Edge, Evidence, Extraction, Kind, Lexicon, Modality, Node},
};
use rustc_hash::{FxHashMap, FxHashSet};
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

/// Something to be decided: a row of a table of corrections, without its action.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Question {
    /// What is doubtful.
    pub doubt: Doubt,
    /// The first thing that a correction of it is about.
    pub a: String,
    /// The second; of a name that may mean several, the first of them.
    pub b: String,
    /// Id of the document, where it is of one alone.
    pub document: Option<String>,
    /// What may be put in the place of `b`.
    pub candidates: Vec<String>,
    /// Names of the actors.
    pub about: String,
    /// How much hangs on it: mentions of a name, weight of an edge.
    pub weight: f64,
    /// The sentence.
    pub text: String,
}

/// Why something is worth a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Doubt {
    /// A name may mean several rows of the lists.
    Ambiguous,
    /// Two actors have nearly the same name.
    Alike,
    /// A relation is of somebody who is presumed to hold an office.
    Presumed,
    /// A heavy relation rests on rules that are often wrong.
    Unsure,
}

impl Doubt {
    /// Every doubt, in order.
    pub const ALL: [Doubt; 4] = [Doubt::Ambiguous, Doubt::Alike, Doubt::Presumed, Doubt::Unsure];

    /// The name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Doubt::Ambiguous => "ambiguous",
            Doubt::Alike => "alike",
            Doubt::Presumed => "presumed",
            Doubt::Unsure => "unsure",
        }
    }

    /// The actions that settle it.
    pub fn choices(self) -> [Action; 2] {
        match self {
            Doubt::Ambiguous => [Action::Is, Action::NotAName],
            Doubt::Alike => [Action::Same, Action::Different],
            Doubt::Presumed | Doubt::Unsure => [Action::Right, Action::Wrong],
        }
    }
}

/// A relation none of whose rules is surer than this is worth a look.
const SURE: f64 = 0.8;

/// Names of fewer letters are near each other by chance.
const LONG: usize = 6;

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
    let mut by_form: FxHashMap<(Kind, String), Vec<usize>> = FxHashMap::default();
    let names: Vec<String> = graph.nodes.iter().map(|node| fold_words(&node.label)).collect();
    for (at, node) in graph.nodes.iter().enumerate() {
        near_forms(&names[at])
            .into_iter()
            .for_each(|form| by_form.entry((node.kind, form)).or_default().push(at));
    }
    let of_form = by_form.into_values().filter(|nodes| nodes.len() > 1);
    let pairs = of_form.flat_map(|nodes| {
        let with_later = |(place, &one): (usize, &usize)| {
            nodes[place + 1..].iter().map(move |&other| (one.min(other), one.max(other))).collect::<Vec<_>>()
        };
        nodes.iter().enumerate().flat_map(with_later).collect::<Vec<_>>()
    });
    let mut pairs: Vec<(usize, usize)> = pairs.filter(|(one, other)| one != other).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let is_open = |&(one, other): &(usize, usize)| {
        let [first, second] = [&graph.nodes[one], &graph.nodes[other]];
        // A word alone is a surname or an acronym, and of bodies of one name each document tells its own.
        let tells = names[one].contains(' ')
            && names[other].contains(' ')
            && (names[one] != names[other] || first.kind == Kind::Person);
        let near = sorted(&names[one]) == sorted(&names[other])
            || strsim::damerau_levenshtein(&names[one], &names[other]) <= 1;
        tells && near && !(first.known && second.known) && !judged.contains(&[&*first.id, &*second.id])
    };
    pairs
        .into_iter()
        .filter(is_open)
        .map(|(one, other)| pair(&graph.nodes[one], &graph.nodes[other]))
        .collect()
}

/// What names share that are near each other: the words in order, and the letters without one of them.
fn near_forms(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut forms = vec![sorted(name), name.to_string()];
    if letters.len() >= LONG {
        forms.extend((0..letters.len()).map(|out| {
            letters.iter().enumerate().filter(|(at, _)| *at != out).map(|(_, letter)| letter).collect()
        }));
    }
    forms.sort_unstable();
    forms.dedup();
    forms
}

fn sorted(name: &str) -> String {
    let mut words: Vec<&str> = name.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

/// Whether one actor is another: the one that no list has, or that is named less, the other.
fn pair(one: &Node, other: &Node) -> Question {
    let rank = |node: &Node| (node.known, node.mentions, Reverse(node.id.clone()));
    let (less, more) = if rank(one) < rank(other) { (one, other) } else { (other, one) };
    Question {
        doubt: Doubt::Alike,
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
        a: edge.id.clone(),
        b: evidence.start.to_string(),
        document: Some(evidence.document.id.to_string()),
        candidates: Vec::new(),
        about: format!("{} – {} – {}", label(edge.source), edge.kind, label(edge.target)),
        weight: edge.weight,
        text: evidence.text.to_string(),
    };
    evidence.into_iter().map(question).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
