//! What the tables say of actors: by the texts, and by the lists.

use palabre::{
    Extractor,
    graph::{Fold, GraphOptions},
    model::{ActorGraph, Document, Kind, Node},
};

/// The graph of some texts, each with its date.
fn graph(texts: &[(&str, &str)]) -> ActorGraph {
    let extractor = Extractor::builtin().unwrap();
    let folds = texts.iter().enumerate().map(|(number, (date, text))| {
        let mut document = Document::new(number.to_string(), *text);
        document.date = date.parse().ok();
        let mut fold = Fold::new();
        fold.add(&extractor.extract(document), extractor.lexicon());
        fold
    });
    folds.reduce(|one, other| other.merge(one)).unwrap().finish(&GraphOptions::default())
}

fn node<'g>(graph: &'g ActorGraph, id: &str) -> &'g Node {
    graph.nodes.iter().find(|node| node.id == id).unwrap_or_else(|| panic!("no node {id}"))
}

#[test]
fn ranks_titles_and_roles_are_those_of_the_texts_with_their_time() {
    let graph = graph(&[
        (
            "2021-06-11",
            "Le colonel Sadio Camara, ministre de la Défense, est arrivé à Kidal avec M. Abdoulaye Diop.",
        ),
        ("2023-01-05", "Le Colonel Sadio Camara a reçu l’ambassadeur."),
        (
            "2025-05-08",
            "Le général Sadio Camara, Ministre de la Défense, a rencontré Abdoulaye Diop à Bamako.",
        ),
        ("", "Les colonels Sadio Camara et Modibo Koné ont pris la parole."),
    ]);
    let camara = node(&graph, "sadio-camara");
    let shown = |designations: &[palabre::model::Designation]| {
        designations.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(shown(&camara.ranks), ["colonel [2021-06-11/2023-01-05]", "général [2025-05-08]"]);
    assert_eq!(camara.ranks[0].mentions, 3, "in the plural, and without a date, too");
    assert_eq!(
        shown(&camara.roles),
        ["Ministre de la Défense [2021-06-11/2025-05-08]"],
        "one role, in two spellings"
    );
    assert_eq!(shown(&node(&graph, "abdoulaye-diop").titles), ["Monsieur [2021-06-11]"]);
}

#[test]
fn lists_give_codes_and_subtypes() {
    let graph =
        graph(&[("", "Le Mali, la CEDEAO et Assimi Goïta. Au Mali, Assimi Goïta a parlé de la CEDEAO.")]);
    let mali = node(&graph, "mali");
    assert_eq!((mali.kind, mali.listed.country.as_deref()), (Kind::Country, None));
    assert_eq!(
        (mali.listed.iso2.as_deref(), mali.listed.iso3.as_deref()),
        (Some("ML"), Some("MLI")),
        "its own"
    );
    let goita = node(&graph, "assimi-goita");
    assert_eq!((goita.listed.country.as_deref(), goita.listed.iso2.as_deref()), (Some("mali"), Some("ML")));
    assert!(node(&graph, "cedeao").listed.subtype.is_some());
}
