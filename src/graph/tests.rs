//! Folding, on extractions that are made here: what the other stages would have read plays no part.

use super::*;
use crate::model::{
    ActorGraph, Cooccurrence, CooccurrenceRule, CooccurrenceRules, DateSource, Document, Edge, Entity,
    EntityIndex, Extraction, Frames, Lexicon, Mention, Modality, PartialDate, Relation, RelationType,
    Sentence, Signature, Span, Via, Window, WindowTally, Zone, ZoneKind,
};
use proptest::prelude::*;
use serde_json::json;

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
    let rule = json!({
        "id": format!("{source}-{target}-{}", window.name()),
        "source": source,
        "target": target,
        "window": window,
        "edge": "appears_with",
        "weight": weight,
        "demonyms": true,
        "directed": source != target,
        "says": "",
    });
    serde_json::from_value(rule).unwrap()
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
    let meets: RelationType = serde_json::from_value(json!({
        "id": "meets",
        "says": "A and B meet",
        "symmetric": true,
        "source": [],
        "target": [],
        "plover": "CONSULT",
        "cameo": "04",
    }))
    .unwrap();
    let mut cooccurrence = CooccurrenceRules::default();
    (cooccurrence.exclude_zones, cooccurrence.rules) = (vec![ZoneKind::Related], rules);
    Lexicon { cooccurrence, frames: Frames { types: vec![meets], ..Frames::default() }, ..Lexicon::default() }
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
        corrections: Vec::new(),
    };
    let mut extraction = Extraction {
        document,
        entities: met.iter().map(entity).collect(),
        windows: [(Window::Sentence, 8), (Window::Document, 1)]
            .map(|(window, total)| WindowTally { window, total, of_entity: vec![0; met.len()], untied: 0 })
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

    let pair = edge(&graph, "camara--appears_with--goita");
    assert!(!pair.directed);
    assert_eq!((pair.count, pair.sentences, pair.documents), (5, 5, 2), "three sentences and two documents");
    assert_eq!(pair.weight, 3.2);
    assert_eq!(pair.window, Window::Document, "the widest");
    let rules: Vec<&str> = pair.rules.iter().map(|rule| &**rule).collect();
    assert_eq!(rules, ["person-person-document", "person-person-sentence"]);
    assert_eq!(pair.last.map(|date| date.to_string()).as_deref(), Some("2025-05-08"));
    let evidence: Vec<_> = pair
        .evidence
        .iter()
        .map(|e| (&*e.passage.document.id, e.passage.start, e.passage.end, &*e.passage.text))
        .collect();
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
    assert_eq!(pair.evidence[0].passage.document.title.as_deref(), Some("Titre 1"));
}

#[test]
fn association_over_sentences() {
    let mut lexicon = lexicon();
    lexicon.cooccurrence.rules.retain(|rule| rule.window == Window::Sentence);
    let one = read("1", None, &[&[1, 2], &[1, 2], &[1], &[2], &[2, 3]], &lexicon);
    let graph = fold(&[&one], &lexicon).finish(&GraphOptions::default());
    let pair = edge(&graph, "camara--appears_with--goita");
    // a = 2, x = 3, y = 4, N = 8: PMI = ln(16/12) = 0.2876821, -ln(0.25) = 1.3862944.
    assert!((pair.npmi.unwrap() - 0.207_518_7).abs() < 1e-6);
    // G² = 2 (2 ln(2/1.5) + ln(1/1.5) + 2 ln(2/2.5) + 3 ln(3/2.5)) = 0.5411 (cells 2 1 2 3).
    assert!((pair.log_likelihood.unwrap() - 0.541_115).abs() < 1e-4, "{:?}", pair.log_likelihood);
    assert!(!pair.significant);
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
        let options = GraphOptions { kinds: kinds.to_vec(), ..GraphOptions::default() };
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

/// A relation of the first sentence, asserted.
fn relation(kind: &str, source: u32, target: u32) -> Relation {
    let ends = (EntityIndex(source), EntityIndex(target));
    Relation { confidence: 0.9, ..Relation::new(kind, ends, Span::new(0, 3), format!("fr.{kind}.essai")) }
}

#[test]
fn relations_are_directed_edges() {
    let lexicon = lexicon();
    let mut one = read("1", None, &[&[1], &[2]], &lexicon);
    let stated = Relation { sentence: 1, span: Span::new(5, 8), ..relation("accuses", 1, 0) };
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
    assert_eq!((&*accusation.rules[0], &*accusation.evidence[0].passage.text), ("fr.accuses.essai", "bé."));
    assert_eq!(
        accusation.evidence.len(),
        3,
        "what is negated or denied is evidence, too; what stands in a link is none"
    );
}

#[test]
fn symmetric_relations_have_no_direction_and_say_who_was_named_first() {
    let lexicon = lexicon();
    let mut one = read("1", None, &[&[1, 2]], &lexicon);
    one.relations = vec![relation("meets", 0, 1), relation("meets", 1, 0), relation("visits", 1, 0)];
    let graph = graph(&[&one]);
    let meeting = edge(&graph, "camara--meets--goita");
    assert_eq!((meeting.directed, meeting.count, meeting.sentences), (false, 2, 1));
    let reversed: Vec<bool> =
        meeting.evidence.iter().map(|e| e.statement.as_ref().unwrap().reversed).collect();
    assert_eq!(reversed, [false, true]);
    let summary = meeting.summary.as_ref().unwrap();
    assert_eq!((summary.plover.as_deref(), summary.cameo.as_deref()), (Some("CONSULT"), Some("04")));
    assert!(edge(&graph, "goita--visits--camara").directed, "parallel to it");
    assert_eq!(edge(&graph, "camara--appears_with--goita").summary, None);
    let degree = graph.degrees()[0];
    assert_eq!(degree.neighbours, 1);
    assert!((degree.weight - 1.1).abs() < 1e-9, "one sentence, which the tie has already: {}", degree.weight);
}

#[test]
fn every_relation_counts_somewhere() {
    let lexicon = lexicon();
    let mut one = read("1", Some("2025-05-08"), &[&[1, 2]], &lexicon);
    one.relations = Modality::ALL
        .into_iter()
        .flat_map(|modality| {
            let stated = Relation { modality, ..relation("visits", 0, 1) };
            [stated.clone(), Relation { negated: true, confidence: 0.1, ..stated }]
        })
        .collect();
    let of_all = graph(&[&one]);
    let visit = edge(&of_all, "camara--visits--goita");
    let summary = visit.summary.as_ref().unwrap();
    assert_eq!((visit.count, visit.weight, visit.evidence.len()), (6, 6.0, 14));
    assert_eq!((summary.modalities, summary.negated), ([1, 1, 1, 1, 2, 1, 1], 6), "of the denied ones all");
    assert!((summary.mean_confidence - 0.9).abs() < 1e-12, "of those that count");

    one.relations.retain(|relation| relation.negated || relation.modality == Modality::Denied);
    let of_denied = graph(&[&one]);
    let visit = edge(&of_denied, "camara--visits--goita");
    one.cooccurrences.clear();
    assert_eq!(graph(&[&one]).degrees()[0].neighbours, 0, "a denial joins nobody");
    assert!(visit.is_only_denied() && !edge(&of_denied, "camara--appears_with--goita").is_only_denied());
    assert_eq!((visit.count, visit.weight, visit.documents), (0, 0.0, 1));
    assert_eq!(visit.summary.as_ref().unwrap().max_confidence, 0.9);
    assert_eq!(visit.first.map(|date| date.to_string()).as_deref(), Some("2025-05-08"));
    let light = GraphOptions { min_weight: 0.5, ..GraphOptions::default() };
    let left = fold(&[&one], &lexicon).finish(&light);
    assert!(
        left.edges.iter().all(|edge| edge.summary.is_none()),
        "an edge that is only denied weighs nothing"
    );
}

#[test]
fn dates_are_of_the_sentence_before_those_of_the_document() {
    let lexicon = lexicon();
    let mut one = read("1", Some("2025-05-08"), &[&[1, 2]], &lexicon);
    let told = |date: &str| Relation {
        date: PartialDate::parse(date),
        date_source: Some(DateSource::Sentence),
        ..relation("visits", 0, 1)
    };
    one.relations = vec![
        relation("visits", 0, 1),
        told("2020-08"),
        Relation { negated: true, ..told("1999") },
        Relation {
            date: PartialDate::parse("2025-05-08"),
            date_source: Some(DateSource::Document),
            ..relation("visits", 0, 1)
        },
    ];
    let graph = graph(&[&one]);
    let visit = edge(&graph, "camara--visits--goita");
    let summary = visit.summary.as_ref().unwrap();
    assert_eq!(
        (summary.first_from, summary.last_from),
        (Some(DateSource::Sentence), Some(DateSource::Document))
    );
    assert_eq!(visit.first.map(|date| date.to_string()).as_deref(), Some("2020-08-01"));
    assert_eq!(visit.last.map(|date| date.to_string()).as_deref(), Some("2025-05-08"));
    let dates = visit.evidence.iter().map(|evidence| {
        let statement = evidence.statement.as_ref().unwrap();
        format!("{} {}", statement.date.unwrap(), statement.date_source.unwrap().name())
    });
    let dates: Vec<String> = dates.collect();
    assert_eq!(dates, ["2020-08 sentence", "2025-05-08 document", "2025-05-08 document", "1999 sentence"]);
}

#[test]
fn the_most_frequent_qualifier_stands_first() {
    let lexicon = lexicon();
    let mut one = read("1", None, &[&[1, 3]], &lexicon);
    let role = |role: &str| Relation { qualifier: Some(role.into()), ..relation("holds_role", 0, 1) };
    one.relations =
        vec![role("Président"), role("ministre"), role("Ministre"), role("ministre"), role("chef d’État")];
    one.relations.push(Relation { negated: true, ..role("roi") });
    let graph = graph(&[&one]);
    let summary = edge(&graph, "camara--holds_role--mali").summary.as_ref().unwrap();
    assert_eq!(summary.qualifiers, ["ministre", "Président", "chef d’État"]);
}

#[test]
fn only_the_relations_that_are_asked_for() {
    let lexicon = lexicon();
    let mut one = read("1", None, &[&[1, 2], &[3]], &lexicon);
    // A place is a node where an edge names it, and then only.
    one.entities[2].kind = Kind::Place;
    one.relations = vec![relation("meets", 0, 1), relation("visits", 0, 2)];
    let picked = |relations: &[&str], typed_only: bool| {
        let relations = relations.iter().map(|relation| relation.to_string()).collect();
        let graph =
            fold(&[&one], &lexicon).finish(&GraphOptions { relations, typed_only, ..Default::default() });
        let kinds: Vec<&str> = graph.edges.iter().map(|edge| edge.kind.as_str()).collect();
        format!("{} of {}", kinds.join(" "), graph.nodes.len())
    };
    assert_eq!(
        picked(&[], false),
        "appears_with meets appears_with visits appears_with of 3".replace("  ", " ")
    );
    assert_eq!(picked(&[], true), "meets visits of 3");
    assert_eq!(picked(&["meets"], true), "meets of 2");
    assert_eq!(picked(&["visits", "meets"], true), "meets visits of 3");
    assert_eq!(picked(&["accuses"], true), " of 2");
}

#[test]
fn evidence_is_one_line_of_bounded_length() {
    let lexicon = lexicon();
    let mut one = read("1", None, &[&[1, 2]], &lexicon);
    one.document.text = format!("é\n\r\n\té {}", "mot ".repeat(100_000));
    one.cooccurrences[0].sites = vec![Span::new(0, one.document.text.len() as u32)];
    let text = &graph(&[&one]).edges[0].evidence[1].passage.text;
    assert!(text.starts_with("é é mot mot") && text.ends_with('…'), "{text}");
    assert_eq!(text.chars().count(), 2_000);
}

/// What a document of the property test says: its length as an id, a day, the actors of its sentences, and relations.
type Draft = (String, Option<i8>, Vec<Vec<usize>>, Vec<Statement>);

/// A relation of a document: type, ends and sentence as numbers, how it is said, confidence in tenths, a year, a
/// qualifier.
type Statement = (bool, [usize; 3], (usize, bool), u8, Option<i16>, Option<&'static str>);

fn drafts() -> impl Strategy<Value = Vec<Draft>> {
    let sentence = prop::collection::vec(0..ACTORS.len(), 0..4).prop_map(|mut actors| {
        actors.sort_unstable();
        actors.dedup();
        actors
    });
    let statement = (
        any::<bool>(),
        prop::array::uniform3(0..6usize),
        (0..Modality::ALL.len(), any::<bool>()),
        0..=10u8,
        prop::option::of(2019..2023i16),
        prop::option::of(prop::sample::select(vec!["ministre", "Ministre", "frère", ""])),
    );
    let document = (
        "[a-c]{1,3}",
        prop::option::of(1..29i8),
        prop::collection::vec(sentence, 0..6),
        prop::collection::vec(statement, 0..6),
    );
    prop::collection::vec(document, 0..12)
}

/// A document of the property test.
fn drafted((id, day, sentences, statements): &Draft, lexicon: &Lexicon) -> Extraction {
    let sentences: Vec<&[usize]> = sentences.iter().map(Vec::as_slice).collect();
    let day = day.map(|day| format!("2025-02-{day:02}"));
    let mut extraction = read(id, day.as_deref(), &sentences, lexicon);
    let entities = extraction.entities.len();
    if entities > 0 {
        let stated = |&(meets, [source, target, sentence], (modality, negated), tenths, year, qualifier): &Statement| {
            let kind = if meets { "meets" } else { "accuses" };
            let sentence = sentence % sentences.len();
            Relation {
                sentence: sentence as u32,
                span: span(sentence),
                modality: Modality::ALL[modality],
                negated,
                confidence: f64::from(tenths) / 10.0,
                date: year.and_then(|year| PartialDate::parse(&year.to_string())),
                date_source: year.map(|_| DateSource::Sentence),
                qualifier: qualifier.map(String::from),
                place: year.map(|_| EntityIndex(0)),
                ..relation(kind, (source % entities) as u32, (target % entities) as u32)
            }
        };
        extraction.relations = statements.iter().map(stated).collect();
    }
    extraction.signature =
        if id.starts_with('c') { Signature::default() } else { signature(id.len() as u16, 0) };
    extraction
}

/// A signature that differs from others of its seed in so many bins.
fn signature(seed: u16, changed: u16) -> Signature {
    let bin = |bin: usize| if bin < changed.into() { 40_000 + seed } else { 1_000 * (seed + 1) + bin as u16 };
    Signature::new(std::array::from_fn(bin))
}

/// A document of a signature.
fn signed(mut extraction: Extraction, signature: Signature) -> Extraction {
    extraction.signature = signature;
    extraction
}

#[test]
fn copies_of_one_article_are_one_meeting() {
    let lexicon = lexicon();
    let sentences: &[&[usize]] = &[&[1, 2], &[3]];
    let copy = |number: u16| {
        let date = format!("2025-02-{:02}", 10 - number);
        let mut copy = read(&format!("copie {number}"), Some(&date), sentences, &lexicon);
        copy.relations.push(relation("meets", 0, 1));
        signed(copy, signature(0, 8 * number))
    };
    let copies: Vec<Extraction> = (1..=5).map(copy).collect();
    let copies: Vec<&Extraction> = copies.iter().collect();
    let alone = signed(read("autre", None, sentences, &lexicon), signature(1, 0));
    let all = [&copies[..], &[&alone]].concat();

    let stories = graph(&all);
    let meeting = edge(&stories, "camara--meets--goita");
    assert_eq!((meeting.weight, meeting.count, meeting.documents, meeting.stories), (1.0, 5, 5, 1));
    let tie = edge(&stories, "camara--appears_with--goita");
    assert!((tie.weight - 2.2).abs() < 1e-9, "one of the copies, and one of another article: {}", tie.weight);
    assert_eq!((tie.count, tie.documents, tie.stories), (12, 6, 2));
    assert!(
        (stories.degrees()[0].weight - 2.4).abs() < 1e-9,
        "the meeting is in a window that counts; Mali, two documents"
    );
    assert_eq!((stories.nodes[0].documents, stories.nodes[0].stories), (6, 2));
    let [story] = &stories.stories[..] else { panic!("{:?}", stories.stories) };
    let ids: Vec<&str> = story.documents.iter().map(|document| &*document.id).collect();
    assert_eq!((&*story.id, ids), ("copie 5", vec!["copie 5", "copie 4", "copie 3", "copie 2", "copie 1"]));
    let told: Vec<Option<&str>> =
        tie.evidence.iter().map(|evidence| evidence.passage.document.story.as_deref()).collect();
    assert_eq!((told[0], told[11]), (None, Some("copie 5")));

    let options = GraphOptions::default().with_count(Count::Documents);
    let documents = fold(&all, &lexicon).finish(&options);
    assert_eq!((edge(&documents, "camara--meets--goita").weight, documents.stories.len()), (5.0, 1));
    assert!((documents.degrees()[0].weight - 7.2).abs() < 1e-9);
}

/// One pair in every copy and in no other document: chance in one story, more than chance in several.
#[test]
fn significance_is_of_stories() {
    let lexicon = lexicon();
    let met: &[&[usize]] = &[&[1, 2]];
    let others: Vec<Extraction> = (10..60)
        .map(|seed| signed(read(&format!("{seed}"), None, &[&[3]], &lexicon), signature(seed, 0)))
        .collect();
    let significant = |seeds: &[u16], count| {
        let met = seeds.iter().map(|&seed| signed(read("avec", None, met, &lexicon), signature(seed, 0)));
        let met: Vec<Extraction> = met.collect();
        let all: Vec<&Extraction> = met.iter().chain(&others).collect();
        let graph = fold(&all, &lexicon).finish(&GraphOptions::default().with_count(count));
        edge(&graph, "camara--appears_with--goita").significant
    };
    assert!(significant(&[1, 2, 3, 4], Count::Stories));
    assert!(!significant(&[1, 1, 1, 1], Count::Stories));
    assert!(significant(&[1, 1, 1, 1], Count::Documents));
}

/// The copy that says the most counts, and not the sum of what each adds.
#[test]
fn the_fullest_copy_counts() {
    let lexicon = lexicon();
    let read =
        |id: &str, sentences: &[&[usize]]| signed(read(id, None, sentences, &lexicon), signature(0, 0));
    let cut = read("court", &[&[1, 2]]);
    let whole = read("long", &[&[1, 2], &[1, 2], &[0, 3]]);
    let graph = graph(&[&cut, &whole]);
    assert!((edge(&graph, "camara--appears_with--goita").weight - 2.1).abs() < 1e-9);
    assert!((edge(&graph, "aes--appears_with--mali").weight - 1.1).abs() < 1e-9);
    assert_eq!(graph.stories.len(), 1);
}

#[test]
fn what_is_less_alike_is_another_story() {
    let lexicon = lexicon();
    let stories = |changed: u16| {
        let one = signed(read("un", None, &[&[1]], &lexicon), signature(0, 0));
        let other = signed(read("deux", None, &[&[1]], &lexicon), signature(0, changed));
        graph(&[&one, &other]).stories.len()
    };
    // 128 bins: from 60 % on, they are one.
    assert_eq!([0, 51, 52, 128].map(stories), [1, 1, 0, 0]);
    let none = [read("un", None, &[&[1]], &lexicon), read("deux", None, &[&[1]], &lexicon)];
    assert_eq!(graph(&[&none[0], &none[1]]).stories, [], "without signatures nothing is a copy");
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
        let documents: Vec<Extraction> = drafts.iter().map(|draft| drafted(draft, &lexicon)).collect();
        let whole = fold(&documents.iter().collect::<Vec<_>>(), &lexicon);
        let mut shards = vec![Fold::new(); 4];
        for &index in &order {
            shards[shard_of[index]].add(&documents[index], &lexicon);
        }
        let left = shards.iter().cloned().fold(Fold::new(), Fold::merge);
        let right = shards.into_iter().rev().fold(Fold::new(), |merged, shard| shard.merge(merged));
        let options = GraphOptions::default();
        let expected = whole.clone().finish(&options);
        prop_assert_eq!(&left.finish(&options), &expected);
        prop_assert_eq!(&right.finish(&options), &expected);
        let ids: std::collections::BTreeSet<&str> = expected.edges.iter().map(|edge| edge.id.as_str()).collect();
        prop_assert_eq!(ids.len(), expected.edges.len(), "ids are unique");

        let of_documents = whole.finish(&options.with_count(Count::Documents));
        let typed = of_documents.edges.iter().filter_map(|edge| Some((edge, edge.summary.as_ref()?)));
        let mut counted = 0;
        for (edge, summary) in typed {
            let of_edge = summary.modalities.iter().sum::<u64>() + summary.negated;
            let denied = summary.negated + summary.modalities[Modality::Denied as usize];
            prop_assert_eq!(of_edge, edge.evidence.len() as u64);
            prop_assert_eq!((edge.count, edge.weight), (of_edge - denied, (of_edge - denied) as f64));
            counted += of_edge as usize;
        }
        let told = documents.iter().flat_map(|document| &document.relations);
        prop_assert_eq!(counted, told.filter(|relation| relation.source != relation.target).count());
    }
}
