//! Folding, on extractions that are made here: what the other stages would have read plays no part.

use super::*;
use crate::model::{
    ActorGraph, Cooccurrence, CooccurrenceRule, CooccurrenceRules, Document, Edge, Entity, EntityIndex,
    Extraction, Lexicon, Mention, Modality, Relation, Sentence, Span, Via, Window, WindowTally, Zone,
    ZoneKind,
};
use proptest::prelude::*;

/// Every document has this text: eight sentences of four bytes.
const TEXT: &str = "aé. bé. cé. dé. eé. fé. gé. hé. ";

/// The actors that documents draw from: ids in order, one of them borne by two kinds.
const ACTORS: [(&str, Kind); 6] = [
    ("aes", Kind::Organisation),
    ("camara", Kind::Person),
    ("goita", Kind::Person),
    ("mali", Kind::Country),
    ("wagner", Kind::Person),
    ("wagner", Kind::Organisation),
];

fn rule(source: Kind, target: Kind, window: Window, weight: f64) -> CooccurrenceRule {
    CooccurrenceRule {
        id: format!("{source}-{target}-{}", window.name()),
        source,
        target,
        window,
        edge: "appears_with".into(),
        weight,
        demonyms: true,
        default: true,
        directed: source != target,
        says: String::new(),
    }
}

fn lexicon() -> Lexicon {
    let mut rules = Vec::new();
    for window in [Window::Sentence, Window::Document] {
        for (i, source) in [Kind::Person, Kind::Organisation, Kind::Country].into_iter().enumerate() {
            for target in [Kind::Person, Kind::Organisation, Kind::Country].into_iter().skip(i) {
                // 0.1 is no sum of powers of two: sums depend on their order.
                rules.push(rule(source, target, window, if window == Window::Document { 0.1 } else { 1.0 }));
            }
        }
    }
    let cooccurrence = CooccurrenceRules { exclude_zones: vec![ZoneKind::Related], rules };
    Lexicon { cooccurrence, ..Lexicon::default() }
}

fn span(sentence: usize) -> Span {
    Span::new(sentence as u32 * 5, sentence as u32 * 5 + 4)
}

/// A document whose sentences hold actors, by index.
fn read(id: &str, date: Option<&str>, sentences: &[&[usize]], lexicon: &Lexicon) -> Extraction {
    let mut document = Document::new(id, TEXT);
    document.date = date.map(|date| date.parse().unwrap());
    document.title = Some(format!("Titre {id}"));
    let mut met: Vec<usize> = sentences.concat();
    met.sort_unstable();
    met.dedup();
    let index = |actor: usize| EntityIndex(met.iter().position(|&other| other == actor).unwrap() as u32);
    let entity = |&actor: &usize| Entity {
        id: ACTORS[actor].0.into(),
        kind: ACTORS[actor].1,
        // A document's own spelling: the graph has to choose.
        name: format!("{} {}", ACTORS[actor].0, id.len() % 2),
        entry: None,
        aliases: vec![id.into()],
        candidates: Vec::new(),
    };
    let mut extraction = Extraction {
        document,
        entities: met.iter().map(entity).collect(),
        windows: [(Window::Sentence, 8), (Window::Document, 1)]
            .map(|(window, total)| WindowTally { window, total, of_entity: vec![0; met.len()] })
            .into(),
        ..Extraction::default()
    };
    for (place, actors) in sentences.iter().enumerate() {
        let place_span = span(place);
        extraction.sentences.push(Sentence {
            span: place_span,
            first_token: 0,
            end_token: 0,
            paragraph: 0,
            zone: ZoneKind::Body,
        });
        for &actor in *actors {
            extraction.mentions.push(mention(place, ACTORS[actor].1, index(actor)));
            extraction.windows[0].of_entity[index(actor).0 as usize] += 1;
        }
        cooccur(&mut extraction, Window::Sentence, place_span, actors, &index, lexicon);
    }
    extraction.windows[1].of_entity.fill(1);
    cooccur(&mut extraction, Window::Document, Span::new(0, TEXT.len() as u32), &met, &index, lexicon);
    extraction
}

fn mention(sentence: usize, kind: Kind, entity: EntityIndex) -> Mention {
    let mention = Mention::new(span(sentence), kind, Via::Rule("fr.test"));
    Mention { sentence: sentence as u32, entity: Some(entity), ..mention }
}

fn cooccur(
    extraction: &mut Extraction,
    window: Window,
    site: Span,
    actors: &[usize],
    index: &impl Fn(usize) -> EntityIndex,
    lexicon: &Lexicon,
) {
    for (number, rule) in lexicon.cooccurrence.rules.iter().enumerate() {
        for &source in actors {
            for &target in actors {
                let kinds = ACTORS[source].1 == rule.source && ACTORS[target].1 == rule.target;
                let once = rule.source != rule.target || source < target;
                if rule.window == window && source != target && kinds && once {
                    let (rule, source, target) = (number as u32, index(source), index(target));
                    extraction.cooccurrences.push(Cooccurrence {
                        rule,
                        source,
                        target,
                        window,
                        sites: vec![site],
                    });
                }
            }
        }
    }
}

fn fold(documents: &[&Extraction], lexicon: &Lexicon) -> Fold {
    let mut fold = Fold::new();
    documents.iter().for_each(|document| fold.add(document, lexicon));
    fold
}

fn graph(documents: &[&Extraction]) -> ActorGraph {
    fold(documents, &lexicon()).finish(&GraphOptions::default())
}

fn edge<'g>(graph: &'g ActorGraph, id: &str) -> &'g Edge {
    let ids: Vec<&str> = graph.edges.iter().map(|edge| edge.id.as_str()).collect();
    graph.edges.iter().find(|edge| edge.id == id).unwrap_or_else(|| panic!("{id} in {ids:?}"))
}

#[test]
fn weights_counts_dates_and_evidence() {
    let lexicon = lexicon();
    // camara and goita: two sentences of `1`, one of `22`.
    let one = read("1", Some("2025-05-08"), &[&[1, 2], &[1, 2, 3], &[1]], &lexicon);
    let two = read("22", Some("2024-01-02"), &[&[0], &[2, 1]], &lexicon);
    let graph = graph(&[&one, &two]);

    let ids: Vec<&str> = graph.nodes.iter().map(|node| node.id.as_str()).collect();
    assert_eq!(ids, ["aes", "camara", "goita", "mali"]);
    let camara = &graph.nodes[1];
    assert_eq!((camara.mentions, camara.documents, camara.known), (4, 2, false));
    assert_eq!(
        (camara.label.as_str(), &camara.aliases[..]),
        ("camara 1", &["1".into(), "22".into(), "camara 0".into()][..])
    );
    assert_eq!(camara.first.map(|date| date.to_string()).as_deref(), Some("2024-01-02"));

    let tie = edge(&graph, "camara--appears_with--goita");
    assert!(!tie.directed);
    assert_eq!((tie.count, tie.sentences, tie.documents), (5, 5, 2), "three sentences and two documents");
    assert_eq!(tie.weight, 3.2);
    assert_eq!(tie.window, Window::Document, "the widest");
    assert_eq!(tie.rules, ["person-person-document", "person-person-sentence"]);
    assert_eq!(tie.last.map(|date| date.to_string()).as_deref(), Some("2025-05-08"));
    let evidence: Vec<_> = tie.evidence.iter().map(|e| (&*e.document, e.start, e.end, &*e.text)).collect();
    let whole = TEXT.trim();
    assert_eq!(
        evidence,
        [
            ("1", 0, 3, "aé."),
            ("1", 0, 32, whole),
            ("1", 4, 7, "bé."),
            ("22", 0, 32, whole),
            ("22", 4, 7, "bé.")
        ]
    );
    assert_eq!(tie.evidence[0].title.as_deref(), Some("Titre 1"));
}

#[test]
fn association_over_sentences() {
    let mut lexicon = lexicon();
    lexicon.cooccurrence.rules.retain(|rule| rule.window == Window::Sentence);
    let one = read("1", None, &[&[1, 2], &[1, 2], &[1], &[2], &[2, 3]], &lexicon);
    let graph = fold(&[&one], &lexicon).finish(&GraphOptions::default());
    let tie = edge(&graph, "camara--appears_with--goita");
    // a = 2, x = 3, y = 4, N = 8: PMI = ln(16/12) = 0.2876821, -ln(0.25) = 1.3862944.
    assert!((tie.npmi.unwrap() - 0.207_518_7).abs() < 1e-6);
    // G² = 2 (2 ln(2/1.5) + ln(1/1.5) + 2 ln(2/2.5) + 3 ln(3/2.5)) = 0.5411 (cells 2 1 2 3).
    assert!((tie.log_likelihood.unwrap() - 0.541_115).abs() < 1e-4, "{:?}", tie.log_likelihood);
    assert!(!tie.significant);
}

#[test]
fn kinds_and_directions() {
    let lexicon = lexicon();
    let one = read("1", None, &[&[0, 3, 4, 5]], &lexicon);
    let graph = graph(&[&one]);
    assert!(edge(&graph, "aes--appears_with--mali").directed, "the rule's source kind is the source");
    assert!(!edge(&graph, "aes--appears_with--wagner--organisation").directed, "same kind, by id");
    assert!(edge(&graph, "wagner--appears_with--wagner--organisation").directed, "one id, two kinds");

    let only = |kinds: &[Kind]| {
        let options = GraphOptions { kinds: kinds.to_vec(), min_weight: 0.0 };
        let graph = fold(&[&one], &lexicon).finish(&options);
        let ids: Vec<String> = graph.nodes.iter().map(|node| node.id.clone()).collect();
        (ids.join(" "), graph.edges.len())
    };
    assert_eq!(only(&[Kind::Organisation]), ("aes wagner".into(), 1));
    assert_eq!(only(&[Kind::Place]), (String::new(), 0));
}

#[test]
fn light_edges_go_and_nodes_stay() {
    let lexicon = lexicon();
    let one = read("1", None, &[&[1, 2], &[1, 2], &[3]], &lexicon);
    let heavy = fold(&[&one], &lexicon).finish(&GraphOptions { min_weight: 2.0, ..Default::default() });
    assert_eq!(heavy.edges.len(), 1);
    assert_eq!(heavy.nodes.len(), 3);
}

#[test]
fn what_does_not_count() {
    let lexicon = lexicon();
    let mut one = read("1", None, &[&[1], &[1]], &lexicon);
    one.mentions[0].zone = ZoneKind::Related;
    assert_eq!(graph(&[&one]).nodes[0].mentions, 1);
    one.mentions[1].zone = ZoneKind::Related;
    assert_eq!(graph(&[&one]).nodes, []);
    one.entities[0].kind = Kind::Place;
    one.mentions[0].zone = ZoneKind::Body;
    assert_eq!(graph(&[&one]).nodes, [], "a place is no actor unless asked for");
}

#[test]
fn relations_are_directed_edges() {
    let lexicon = lexicon();
    let mut one = read("1", None, &[&[1], &[2]], &lexicon);
    let stated = Relation {
        relation: "accuses".into(),
        source: EntityIndex(1),
        target: EntityIndex(0),
        qualifier: None,
        sentence: 1,
        span: Span::new(5, 8),
        rule: "fr.accuses.accuser".into(),
        confidence: 0.9,
        negated: false,
        modality: Modality::Asserted,
        date: None,
        place: None,
    };
    one.relations = vec![
        stated.clone(),
        Relation { negated: true, ..stated.clone() },
        Relation { modality: Modality::Denied, ..stated.clone() },
        Relation { target: EntityIndex(1), ..stated.clone() },
        Relation { span: Span::new(20, 23), ..stated },
    ];
    one.document.zones = vec![Zone { span: Span::new(15, 40), kind: ZoneKind::Related }];
    let graph = graph(&[&one]);
    let accusation = edge(&graph, "goita--accuses--camara");
    assert!(accusation.directed);
    assert_eq!((accusation.count, accusation.weight, accusation.npmi), (1, 1.0, None));
    assert_eq!((accusation.rules[0].as_str(), &*accusation.evidence[0].text), ("fr.accuses.accuser", "bé."));
}

#[test]
fn evidence_is_one_line_of_bounded_length() {
    let lexicon = lexicon();
    let mut one = read("1", None, &[&[1, 2]], &lexicon);
    one.document.text = format!("é\n\r\n\té {}", "mot ".repeat(100_000));
    one.cooccurrences[0].sites = vec![Span::new(0, one.document.text.len() as u32)];
    let text = &graph(&[&one]).edges[0].evidence[1].text;
    assert!(text.starts_with("é é mot mot") && text.ends_with('…'), "{text}");
    assert_eq!(text.chars().count(), 2_000);
}

/// What a document of the property test says: its length as an id, a day, and the actors of its sentences.
type Draft = (String, Option<i8>, Vec<Vec<usize>>);

fn drafts() -> impl Strategy<Value = Vec<Draft>> {
    let sentence = prop::collection::vec(0..ACTORS.len(), 0..4).prop_map(|mut actors| {
        actors.sort_unstable();
        actors.dedup();
        actors
    });
    let document = ("[a-c]{1,3}", prop::option::of(1..29i8), prop::collection::vec(sentence, 0..6));
    prop::collection::vec(document, 0..12)
}

proptest! {
    /// Documents in shards, shards in any order, merged from the left and from the right: one graph.
    #[test]
    fn any_merge_gives_the_same_graph(
        (drafts, order) in drafts().prop_flat_map(|drafts| {
            let order: Vec<usize> = (0..drafts.len()).collect();
            (Just(drafts), Just(order).prop_shuffle())
        }),
        shard_of in prop::collection::vec(0..4usize, 12),
    ) {
        let lexicon = lexicon();
        let documents: Vec<Extraction> = drafts.iter().map(|(id, day, sentences)| {
            let sentences: Vec<&[usize]> = sentences.iter().map(Vec::as_slice).collect();
            read(id, day.map(|day| format!("2025-02-{day:02}")).as_deref(), &sentences, &lexicon)
        }).collect();
        let whole = fold(&documents.iter().collect::<Vec<_>>(), &lexicon);
        let mut shards = vec![Fold::new(); 4];
        for &index in &order {
            shards[shard_of[index]].add(&documents[index], &lexicon);
        }
        let left = shards.iter().cloned().fold(Fold::new(), Fold::merge);
        let right = shards.into_iter().rev().fold(Fold::new(), |merged, shard| shard.merge(merged));
        let options = GraphOptions::default();
        let expected = whole.finish(&options);
        prop_assert_eq!(&left.finish(&options), &expected);
        prop_assert_eq!(&right.finish(&options), &expected);
        let ids: std::collections::BTreeSet<&str> = expected.edges.iter().map(|edge| edge.id.as_str()).collect();
        prop_assert_eq!(ids.len(), expected.edges.len(), "ids are unique");
    }
}
