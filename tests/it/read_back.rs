//! JSON Lines of an earlier run are extractions again: the same lines, and the same graph.

use palabre::{
    Extractor, Scope,
    export::JsonLines,
    graph::{Fold, GraphOptions},
    input,
    model::{ActorGraph, Document, Extraction, Kind, MetonymyMode, Repair, Span, Window},
};
use std::{path::PathBuf, sync::LazyLock};

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::builtin().unwrap());

/// The articles of the examples, and the texts that the rules are tested on.
fn documents() -> Vec<Document> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let files = input::find(&[root.join("examples/articles"), root.join("tests/gold")]).files;
    let read = files.iter().flat_map(|file| input::read(file, &input::Options::default()).unwrap());
    let documents: Vec<Document> = read.map(|read| read.unwrap().document).collect();
    assert!(documents.len() > 100, "{} documents", documents.len());
    documents
}

fn lines(extractions: &[Extraction], with_text: bool) -> String {
    let writer = JsonLines::new(EXTRACTOR.lexicon()).with_text(with_text);
    let mut lines = Vec::new();
    extractions.iter().for_each(|extraction| writer.write(extraction, &mut lines).unwrap());
    String::from_utf8(lines).unwrap()
}

fn read(lines: &str) -> Vec<Extraction> {
    let reader = JsonLines::new(EXTRACTOR.lexicon());
    reader.read(lines.as_bytes(), "lines").map(Result::unwrap).collect()
}

fn graph(extractions: &[Extraction]) -> ActorGraph {
    let mut fold = Fold::new();
    extractions.iter().for_each(|extraction| fold.add(extraction, EXTRACTOR.lexicon()));
    fold.finish(&GraphOptions::default())
}

#[track_caller]
fn check(extractor: &Extractor, documents: Vec<Document>) {
    let reader = extractor.reader();
    let written: Vec<Extraction> = documents.into_iter().map(|document| reader.extract(document)).collect();
    let expected = graph(&written);
    assert!(!expected.edges.is_empty());

    let with_text = lines(&written, true);
    let again = read(&with_text);
    assert_eq!(lines(&again, true), with_text);
    assert_eq!(graph(&again), expected);

    let short = lines(&written, false);
    let again = read(&short);
    assert_eq!(lines(&again, false), short);
    assert_eq!(graph(&again), expected);
}

#[test]
fn lines_are_extractions_again() {
    check(&EXTRACTOR, documents());
}

#[test]
fn whatever_the_graph_counts() {
    let metonymy = MetonymyMode::All;
    for window in [Window::Paragraph, Window::Document] {
        let scope = Scope::default().with_metonymy(metonymy).with_window(window);
        check(&EXTRACTOR.clone().with_scope(scope), documents());
    }
}

/// Offsets and texts are those of the original; read back, a document is what was read.
#[test]
fn repairs_are_made_again() {
    let text = "Assimi Goïta a reçu Sergueï Lavrov à Bamako.";
    let repairs = vec![Repair { span: Span::new(9, 11), original: "Ã¯".to_string() }];
    let mut document = Document::new("essai", text);
    document.repairs = repairs;
    check(&EXTRACTOR, vec![document.clone()]);

    let written = [EXTRACTOR.extract(document.clone())];
    let again = &read(&lines(&written, true))[0];
    assert_eq!((&again.document.text, &again.document.repairs), (&document.text, &document.repairs));
    assert!(lines(&written, true).contains("\"text\":\"Assimi GoÃ¯ta"));

    let again = &read(&lines(&written, false))[0];
    assert_eq!(again.mentions[0].head.of(&again.document.text), "Assimi Goïta");
}

/// What a name is may differ from one place of a document to another: two entities of one id.
#[test]
fn entities_of_one_id_are_told_apart() {
    let document =
        Document::new("essai", "Assimi Goïta a reçu Sergueï Lavrov. Sergueï Lavrov salue Assimi Goïta.");
    let mut written = EXTRACTOR.extract(document);
    let id = written.entities[0].id.clone();
    let other = &mut written.entities[1];
    (other.id, other.kind, other.entry) = (id.clone(), Kind::Organisation, None);
    let text = lines(std::slice::from_ref(&written), false);
    assert!(text.contains(&format!("\"key\":\"{id}--organisation\"")), "{text}");
    let again = read(&text);
    assert_eq!(again[0].relations, written.relations);
    assert_eq!(graph(&again), graph(&[written]));
}

#[test]
fn extractions_and_graphs_are_serde_values() {
    let extractions: Vec<Extraction> =
        documents().into_iter().map(|document| EXTRACTOR.extract(document)).collect();
    let graph = graph(&extractions);
    let text = serde_json::to_string(&extractions).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Extraction>>(&text).unwrap(), extractions);
    let text = serde_json::to_string(&graph).unwrap();
    assert_eq!(serde_json::from_str::<ActorGraph>(&text).unwrap(), graph);
}

#[test]
fn what_is_no_line_is_told_with_its_place() {
    let whole =
        lines(&[EXTRACTOR.extract(Document::new("essai", "Assimi Goïta a reçu Sergueï Lavrov."))], false);
    let errors = |text: &str| -> Vec<String> {
        let read = JsonLines::new(EXTRACTOR.lexicon()).read(text.as_bytes(), "out.jsonl");
        read.map(|read| read.map_or_else(|error| error.to_string(), |read| read.document.id)).collect()
    };
    let changed = |from: &str, to: &str| {
        let line = whole.replacen(from, to, 1);
        assert_ne!(line, whole, "{from}");
        errors(&line)[0].clone()
    };
    assert_eq!(errors(&format!("{whole}\n{whole}")), ["essai", "essai"]);
    for (error, start) in [
        (errors(&format!("{whole}{}", &whole[..60]))[1].clone(), "out.jsonl:2:60: a line that is cut off: "),
        (
            errors("{\"id\":\"a\",\"text\":\"Mali\"}")[0].clone(),
            "out.jsonl:1:24: not an extraction: missing field",
        ),
        (errors("id;text\n")[0].clone(), "out.jsonl:1:1: a line that is not JSON: "),
        (changed("\"schema_version\":2", "\"schema_version\":1"), "out.jsonl:1: schema_version 1, and not 2"),
        (changed("\"sentences\":", "\"phrases\":"), "out.jsonl:1:"),
        (changed("\"passages\":", "\"parts\":"), "out.jsonl:1: neither `text` nor `passages`"),
        (changed("people:assimi-goita", "people:personne"), "out.jsonl:1: no row `people:personne`"),
        (
            changed("\"entity\":\"assimi-goita\"", "\"entity\":\"personne\""),
            "out.jsonl:1: no entity `personne`",
        ),
        (
            changed("\"rule\":\"fr.cooc", "\"rule\":\"xx.cooc"),
            "out.jsonl:1: no rule `xx.cooccurrence.person-person`",
        ),
        (changed("\"sentence\":0", "\"sentence\":9"), "out.jsonl:1: no sentence 9 in the line"),
        (changed("\"end\":12", "\"end\":4000000000"), "out.jsonl:1: "),
        (changed("\"end\":12", "\"end\":11"), "out.jsonl:1: `Assimi Goïta` is not as long as from 0 to 11"),
    ] {
        assert!(error.starts_with(start), "{error}, and not {start}");
    }
}
