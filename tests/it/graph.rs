//! Which documents a node of the graph is of, from text to graph: one full name that no list has may be two people's.

use palabre::{
    Extractor,
    graph::{Fold, GraphOptions},
    model::{ActorGraph, Document, Extraction, Kind},
};
use proptest::prelude::*;
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::builtin().unwrap());

fn read(id: &str, date: Option<&str>, text: &str) -> Extraction {
    let mut document = Document::new(id, text);
    document.date = date.map(|date| date.parse().unwrap());
    EXTRACTOR.extract(document)
}

fn fold(documents: &[&Extraction]) -> Fold {
    let mut fold = Fold::new();
    documents.iter().for_each(|document| fold.add(document, EXTRACTOR.lexicon()));
    fold
}

/// The people of the graph of some texts, each with the number of its documents.
fn people(texts: &[(&str, &str)]) -> Vec<String> {
    let read = |(number, (date, text)): (usize, &(&str, &str))| {
        read(&number.to_string(), (!date.is_empty()).then_some(*date), text)
    };
    let documents: Vec<Extraction> = texts.iter().enumerate().map(read).collect();
    let graph = fold(&documents.iter().collect::<Vec<_>>()).finish(&GraphOptions::default());
    let people = graph.nodes.iter().filter(|node| node.kind == Kind::Person);
    people.map(|node| format!("{} {}", node.id, node.documents)).collect()
}

#[track_caller]
fn check(texts: &[(&str, &str)], expected: &[&str]) {
    assert_eq!(people(texts), expected, "{texts:#?}");
}

const MINISTER: (&str, &str) = ("2025-03-01", "Le ministre malien Zoumana Kassim Bathily est arrivé hier.");
const FOOTBALLER: (&str, &str) =
    ("2025-04-01", "Le footballeur français Zoumana Kassim Bathily a marqué deux buts.");
const NOTHING_MORE: (&str, &str) = ("2025-05-01", "Zoumana Kassim Bathily a pris la parole.");

#[test]
fn a_minister_of_one_country_is_no_footballer_of_another() {
    check(&[MINISTER, FOOTBALLER], &["zoumana-kassim-bathily--france 1", "zoumana-kassim-bathily--mali 1"]);
}

#[test]
fn a_document_that_may_be_of_either_stays_by_itself() {
    let wanted =
        ["zoumana-kassim-bathily 1", "zoumana-kassim-bathily--france 1", "zoumana-kassim-bathily--mali 2"];
    let later = ("2025-06-01", "Le ministre malien Zoumana Kassim Bathily est reparti.");
    check(&[MINISTER, NOTHING_MORE, FOOTBALLER, later], &wanted);
}

#[test]
fn ministers_of_two_countries_are_two() {
    let other = ("2025-03-01", "Le ministre ivoirien Zoumana Kassim Bathily est arrivé hier.");
    check(&[MINISTER, other], &["zoumana-kassim-bathily--cote-d-ivoire 1", "zoumana-kassim-bathily--mali 1"]);
}

#[test]
fn a_man_is_no_woman() {
    let man = ("", "M. Kouadio Dominique Zézé a voté.");
    let woman = ("", "Mme Kouadio Dominique Zézé a voté.");
    check(&[man, woman], &["kouadio-dominique-zeze--f 1", "kouadio-dominique-zeze--m 1"]);
    let minister = ("", "Mme le ministre malien Kouadio Dominique Zézé a voté.");
    check(&[woman, minister], &["kouadio-dominique-zeze 2"]);
}

#[test]
fn what_is_no_conflict() {
    let name = "zoumana-kassim-bathily 2";
    let one_person = [
        // People rise, and leave office.
        ["Le colonel Zoumana Kassim Bathily est arrivé.", "Le général Zoumana Kassim Bathily est arrivé."],
        ["Le ministre malien Zoumana Kassim Bathily.", "L’ancien ministre Zoumana Kassim Bathily a parlé."],
        // A coach has another country than his team, an ambassador than his host, an artist two.
        [
            "Le sélectionneur du Mali Zoumana Kassim Bathily.",
            "Le technicien français Zoumana Kassim Bathily.",
        ],
        ["L’ambassadeur du Mali, Zoumana Kassim Bathily.", "L’ambassadeur en France Zoumana Kassim Bathily."],
        [
            "L’écrivain malien Zoumana Kassim Bathily a lu.",
            "L’écrivain français Zoumana Kassim Bathily a lu.",
        ],
        // Either Congo.
        [
            "Le ministre congolais Zoumana Kassim Bathily.",
            "Le ministre malien Zoumana Kassim Bathily a parlé.",
        ],
        // A footballer may become the minister of his country.
        [
            "Le footballeur Zoumana Kassim Bathily a joué.",
            "Le ministre malien Zoumana Kassim Bathily a parlé.",
        ],
    ];
    for texts in one_person {
        check(&texts.map(|text| ("2025-05-01", text)), &[name]);
    }
}

#[test]
fn years_later_a_footballer_may_be_a_minister_of_another_country() {
    let long_ago = ("2010-04-01", FOOTBALLER.1);
    check(&[MINISTER, long_ago], &["zoumana-kassim-bathily 2"]);
}

#[test]
fn rows_are_never_split() {
    let texts = [
        ("2025-05-01", "Le président malien Assimi Goïta a parlé."),
        ("2025-05-01", "Le footballeur français Assimi Goïta a parlé."),
    ];
    check(&texts, &["assimi-goita 2"]);
}

#[test]
fn the_edges_follow_the_documents() {
    let minister =
        read("1", Some("2025-03-01"), "Le ministre malien Zoumana Kassim Bathily a reçu Assimi Goïta.");
    let footballer = read(
        "2",
        Some("2025-03-01"),
        "Le footballeur français Zoumana Kassim Bathily a salué Kylian Mbappé.",
    );
    let graph = fold(&[&minister, &footballer]).finish(&GraphOptions::default());
    let of_people: Vec<&str> = graph
        .edges
        .iter()
        .map(|edge| edge.id.as_str())
        .filter(|id| id.contains("--appears_with--"))
        .collect();
    assert!(of_people.contains(&"assimi-goita--appears_with--zoumana-kassim-bathily--mali"), "{of_people:?}");
    assert!(
        of_people.contains(&"kylian-mbappe--appears_with--zoumana-kassim-bathily--france"),
        "{of_people:?}"
    );
    let between = |end: &str| of_people.iter().filter(|id| id.contains(end)).count();
    assert_eq!(between("mali--appears_with--kylian"), 0);
}

/// Roles carry the time in which they were held, where a dated office says.
#[test]
fn roles_carry_their_period() {
    let graph = |texts: &[(&str, &str)]| {
        let read = |(number, &(date, text)): (usize, &(&str, &str))| {
            read(&number.to_string(), (!date.is_empty()).then_some(date), text)
        };
        let documents: Vec<Extraction> = texts.iter().enumerate().map(read).collect();
        fold(&documents.iter().collect::<Vec<_>>()).finish(&GraphOptions::default())
    };
    let held = |texts: &[(&str, &str)], edge: &str| {
        let graph = graph(texts);
        let ids: Vec<&str> = graph.edges.iter().map(|edge| edge.id.as_str()).collect();
        let edge = graph.edges.iter().find(|other| other.id == edge).unwrap_or_else(|| panic!("{ids:?}"));
        let ends =
            |end: Option<palabre::model::PartialDate>| end.map(|end| end.to_string()).unwrap_or_default();
        let periods = edge.summary.iter().flat_map(|summary| &summary.periods);
        periods
            .map(|period| format!("{}–{}", ends(period.from), ends(period.to)))
            .collect::<Vec<_>>()
            .join(" ")
    };
    // François Hollande was president from 15 May 2012 to 14 May 2017.
    let hollande = [("2015-06-01", "Le président français François Hollande est arrivé à Bamako.")];
    assert_eq!(held(&hollande, "francois-hollande--holds_role--france"), "2012-05-15–2017-05-14");
    // Nobody is named: the office is.
    let nobody = [("2015-06-01", "Le président français est arrivé à Bamako.")];
    assert_eq!(held(&nobody, "francois-hollande--holds_role--france"), "2012-05-15–2017-05-14");
    // Before it, and as something else: no office that the lists know.
    let before = [("2010-06-01", "Le président français François Hollande est arrivé à Bamako.")];
    assert_eq!(held(&before, "francois-hollande--holds_role--france"), "");
    let other = [("2015-06-01", "Le député français François Hollande est arrivé à Bamako.")];
    assert_eq!(held(&other, "francois-hollande--holds_role--france"), "");
}

/// What documents may tell of the one name.
const TEXTS: [&str; 10] = [
    "Le ministre malien Zoumana Kassim Bathily a reçu Assimi Goïta.",
    "Le footballeur français Zoumana Kassim Bathily a salué Kylian Mbappé.",
    "Zoumana Kassim Bathily et Assimi Goïta ont parlé.",
    "M. Zoumana Kassim Bathily et Kylian Mbappé ont parlé.",
    "Mme Zoumana Kassim Bathily a vu Assimi Goïta.",
    "Le ministre ivoirien Zoumana Kassim Bathily a vu M. Mamadou Zié Bathily.",
    "L’écrivain français Zoumana Kassim Bathily est ici.",
    "Le colonel Zoumana Kassim Bathily est ici.",
    "M. Zoumana Kassim Bathily, ministre malien, est ici.",
    "Le chanteur malien Zoumana Kassim Bathily est ici.",
];
const YEARS: [Option<&str>; 4] = [None, Some("2008-02-03"), Some("2012-02-03"), Some("2025-02-03")];

fn merged(shards: &[Fold], order: &[usize]) -> ActorGraph {
    let picked = order.iter().map(|&index| shards[index].clone());
    picked.fold(Fold::new(), Fold::merge).finish(&GraphOptions::default())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Documents in any order, over any shards, merged in any order: one graph.
    #[test]
    fn shards_and_order_change_nothing(
        drafts in prop::collection::vec((0..TEXTS.len(), 0..YEARS.len(), 0..3usize), 1..10),
        order in Just((0..10).collect::<Vec<usize>>()).prop_shuffle(),
        shards in Just(vec![0, 1, 2]).prop_shuffle(),
    ) {
        let documents: Vec<Extraction> = drafts.iter().enumerate()
            .map(|(number, &(text, year, _))| read(&number.to_string(), YEARS[year], TEXTS[text]))
            .collect();
        let whole = fold(&documents.iter().collect::<Vec<_>>()).finish(&GraphOptions::default());
        let mut folds = vec![Fold::new(); 3];
        for &number in order.iter().filter(|&&number| number < documents.len()) {
            folds[drafts[number].2].add(&documents[number], EXTRACTOR.lexicon());
        }
        prop_assert_eq!(merged(&folds, &shards), whole);
    }
}
