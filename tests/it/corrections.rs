//! Corrections by an analyst: every action in every scope, in every command that reads, and taken back.

use super::cli::{Outcome, folder, run};
use assert_cmd::Command;
use palabre::{
    Extractor,
    correction::{ACTIONS, Corrections},
    graph::{Fold, GraphOptions},
    model::{ActorGraph, Document, Extraction},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};
use tempfile::TempDir;

const A: &str = "Le colonel Alou Diarra a rencontré Assimi Goïta. Le ministre malien Alou Diarra a salué la décision du Burkina Faso.\n\n\
    La Coalition Verte a condamné le Niger. Alou Diarra et Ibrahim Traoré se sont entretenus.\n";
const B: &str = "Le chanteur Alou Diarra a rencontré Abdourahamane Tiani. La Coalition Verte a dénoncé le Mali.\n\n\
    Le président Traoré a reçu le colonel Alou.\n";
const C: &str = "Alou Diarra a rencontré Assimi Goïta. La Coalition Verte a dénoncé le Mali.\n";

fn documents() -> Vec<Document> {
    let document = |(id, text, source): (&str, &str, &str)| {
        let mut document = Document::new(id, text);
        document.source = Some(source.to_string());
        document.date = Some("2024-03-12".parse().unwrap());
        document
    };
    [("a", A, "Le Fleuve"), ("b", B, "La Dune"), ("c", C, "La Dune")].map(document).into()
}

/// What is read with a table of corrections, its rows given.
fn read(extractor: &Extractor, rows: &str) -> Vec<Extraction> {
    let extractor = extractor.clone().with_corrections(corrections(rows));
    documents().into_iter().map(|document| extractor.extract(document)).collect()
}

fn corrections(rows: &str) -> Corrections {
    let table = format!("action,a,b,scope,why\n{rows}");
    Corrections::read([("corrections.csv", &*table)]).unwrap()
}

fn graph(extractor: &Extractor, rows: &str, extractions: &[Extraction]) -> ActorGraph {
    let mut fold = Fold::new();
    extractions.iter().for_each(|extraction| fold.add(extraction, extractor.lexicon()));
    fold.finish(&GraphOptions::default().with_amendments(corrections(rows).amendments()))
}

/// What is told in each document: `mention = entity kind name`, and relations as edges.
fn told(extractions: &[Extraction]) -> BTreeMap<&str, BTreeSet<String>> {
    let of_document = |extraction: &Extraction| {
        let entity = |index: palabre::model::EntityIndex| &extraction.entities[index.0 as usize];
        let mentions = extraction.mentions.iter().filter_map(|mention| {
            let entity = entity(mention.entity?);
            let words = mention.head.of(&extraction.document.text);
            Some(format!("{words} = {} {} {}", entity.id, entity.kind, entity.name))
        });
        let relations = extraction.relations.iter().map(|relation| {
            let [source, target] = [relation.source, relation.target].map(|end| &entity(end).id);
            format!("{source}--{}--{target} {}", relation.kind, relation.confidence)
        });
        mentions.chain(relations).collect()
    };
    extractions.iter().map(|extraction| (&*extraction.document.id, of_document(extraction))).collect()
}

/// An action, what it adds to what is told of a document, and what it takes away. The scopes are `""`, and those of [`SCOPES`].
const EFFECTS: [(&str, &str, &str); 8] = [
    (
        "same,alou-diarra,sadio-camara",
        "Alou Diarra = sadio-camara person Sadio Camara",
        "Alou Diarra = alou-diarra person Alou Diarra",
    ),
    (
        "different,alou-diarra,Alou Diarra",
        "Alou Diarra = alou-diarra--2 person Alou Diarra",
        "Alou Diarra = alou-diarra person Alou Diarra",
    ),
    ("not-a-name,coalition VERTE,", "", "Coalition Verte = coalition-verte organisation Coalition Verte"),
    (
        "is,Alou Diarra,assimi-goita",
        "Alou Diarra = assimi-goita person Assimi Goïta",
        "Alou Diarra = alou-diarra person Alou Diarra",
    ),
    (
        "kind,coalition-verte,place",
        "Coalition Verte = coalition-verte place Coalition Verte",
        "Coalition Verte = coalition-verte organisation Coalition Verte",
    ),
    (
        "name,coalition-verte,\"Coalition, verte\"",
        "Coalition Verte = coalition-verte organisation Coalition, verte",
        "Coalition Verte = coalition-verte organisation Coalition Verte",
    ),
    ("wrong,coalition-verte--accuses--mali,", "", "coalition-verte--accuses--mali 0.85"),
    (
        "right,coalition-verte--accuses--mali,",
        "coalition-verte--accuses--mali 1",
        "coalition-verte--accuses--mali 0.85",
    ),
];

/// A scope, and the documents in it.
const SCOPES: [(&str, &[&str]); 4] =
    [("", &["a", "b", "c"]), ("document:a", &["a"]), ("document:c", &["c"]), ("source:la dune", &["b", "c"])];

#[test]
fn every_action_works_in_every_scope() {
    let extractor = Extractor::builtin().unwrap();
    let before = read(&extractor, "");
    let before = told(&before);
    assert_eq!(EFFECTS.map(|(row, ..)| row.split(',').next().unwrap()), ACTIONS.map(|action| action.name));
    for (row, added, taken) in EFFECTS {
        for (scope, within) in SCOPES {
            let after = read(&extractor, &format!("{row},{scope},"));
            for (document, told) in told(&after) {
                let is_meant = within.contains(&document) && before[document].contains(taken);
                let context = format!("{row} [{scope}] in {document}: {told:#?}");
                if !is_meant {
                    assert_eq!(told, before[document], "{context}");
                    continue;
                }
                assert!(!told.contains(taken), "{context}");
                assert!(added.is_empty() || told.contains(added), "{context}");
            }
        }
    }
}

#[test]
fn an_actor_of_the_lists_keeps_what_they_know_under_an_id_of_the_texts() {
    let extractor = Extractor::builtin().unwrap();
    let rows = "same,alou-diarra,le-colonel,,\nsame,assimi-goita,le-chef,,\n";
    let after = read(&extractor, rows);
    let told = told(&after);
    assert!(told["a"].iter().any(|told| told.starts_with("le-colonel--holds_role--mali")), "{told:#?}");
    assert!(told["a"].contains("Assimi Goïta = le-chef person Assimi Goïta"), "{told:#?}");
    let graph = graph(&extractor, rows, &after);
    let chief = graph.nodes.iter().find(|node| node.id == "le-chef").unwrap();
    assert!(chief.known && chief.listed.country.as_deref() == Some("mali"));
    assert_eq!(chief.corrections, ["correction:corrections.csv:3"]);
}

#[test]
fn the_narrower_scope_decides_and_the_order_does_not() {
    let extractor = Extractor::builtin().unwrap();
    let rows = [
        "same,alou-diarra,sadio-camara,,",
        "same,alou-diarra,moussa-diarra,source:La Dune,",
        "different,alou-diarra,moussa-diarra,document:c,",
        "same,sadio-camara,le-ministre,,",
        "name,le-ministre,Le ministre,,",
        "kind,coalition-verte,place,document:b,",
        "is,Alou,ibrahim-traore,,",
        "not-a-name,Coalition Verte,,document:a,",
    ];
    let forward = read(&extractor, &rows.join("\n"));
    let told = told(&forward);
    assert!(told["a"].contains("Alou Diarra = le-ministre person Le ministre"), "{told:#?}");
    assert!(told["b"].contains("Alou Diarra = moussa-diarra person Alou Diarra"), "{told:#?}");
    assert!(told["c"].contains("Alou Diarra = alou-diarra person Alou Diarra"), "{told:#?}");
    let mut backward = rows;
    backward.reverse();
    let backward = read(&extractor, &backward.join("\n"));
    assert_eq!(told, super::corrections::told(&backward));
}

#[test]
fn contradictions_are_told() {
    for (rows, error) in [
        (
            "same,a,b,,\ndifferent,a,b,,",
            "corrections.csv:3: `different a b` contradicts `same a b` of corrections.csv:2",
        ),
        (
            "same,a,b,,\ndifferent,b,a,,",
            "corrections.csv:3: `different b a` contradicts `same a b` of corrections.csv:2",
        ),
        (
            "same,a,b,,\nsame,a,c,,",
            "corrections.csv:3: `same a c` contradicts `same a b` of corrections.csv:2",
        ),
        (
            "same,a,b,,\nsame,b,c,,\nsame,c,a,,",
            "corrections.csv:4: `same c a` contradicts `same a b` of corrections.csv:2",
        ),
        (
            "is,Ali,a,,\nis,ALI,b,,",
            "corrections.csv:3: `is ALI b` contradicts `is Ali a` of corrections.csv:2",
        ),
        (
            "is,Ali,a,document:x,\nnot-a-name,Ali,,document:x,",
            "corrections.csv:3: `not-a-name Ali [document:x]` contradicts `is Ali a [document:x]` of corrections.csv:2",
        ),
        (
            "is,Ali,a,,\ndifferent,a,Ali,,",
            "corrections.csv:3: `different a Ali` contradicts `is Ali a` of corrections.csv:2",
        ),
        (
            "kind,a,person,,\nkind,a,place,,",
            "corrections.csv:3: `kind a place` contradicts `kind a person` of corrections.csv:2",
        ),
        (
            "wrong,a--meets--b,7,,\nright,a--meets--b,7,,",
            "corrections.csv:3: `right a--meets--b 7` contradicts `wrong a--meets--b 7` of corrections.csv:2",
        ),
    ] {
        let table = format!("action,a,b,scope,why\n{rows}\n");
        let refused = Corrections::read([("corrections.csv", &*table)]).unwrap_err();
        assert_eq!(refused.to_string(), error);
    }
    for agreed in [
        "same,a,b,,\nsame,a,b,,",
        "same,a,b,,\ndifferent,a,b,document:x,",
        "wrong,a--meets--b,7,,\nright,a--meets--b,8,,",
    ] {
        corrections(agreed);
    }
}

/// Two namesakes whom only the graph tells apart.
#[test]
fn what_only_the_graph_tells_apart_is_corrected_there() {
    let extractor = Extractor::builtin().unwrap();
    let texts = [
        ("m", "Le député malien Issa Coumaré a rencontré Assimi Goïta."),
        ("n", "Le député nigérien Issa Coumaré a rencontré Abdourahamane Tiani."),
    ];
    let read = |rows: &str| -> Vec<Extraction> {
        let extractor = extractor.clone().with_corrections(corrections(rows));
        texts.iter().map(|(id, text)| extractor.extract(Document::new(*id, *text))).collect()
    };
    let ids = |graph: &ActorGraph| -> Vec<String> {
        let named =
            graph.nodes.iter().filter(|node| node.id.contains("coumare") || node.label.contains("Coumaré"));
        named.map(|node| format!("{} {}", node.id, node.label)).collect()
    };
    let apart = graph(&extractor, "", &read(""));
    assert_eq!(ids(&apart), ["issa-coumare--mali Issa Coumaré", "issa-coumare--niger Issa Coumaré"]);
    let rows =
        "same,issa-coumare--niger,issa-coumare--mali,,\nname,issa-coumare--mali,Issa Coumaré (député),,\n";
    let one = graph(&extractor, rows, &read(rows));
    assert_eq!(ids(&one), ["issa-coumare--mali Issa Coumaré (député)"]);
    let node = one.nodes.iter().find(|node| node.id == "issa-coumare--mali").unwrap();
    assert_eq!((node.documents, node.mentions), (2, 2));
    assert_eq!(node.corrections, ["correction:corrections.csv:2", "correction:corrections.csv:3"]);
    let used = corrections(rows);
    used.note(&node.corrections);
    assert_eq!(used.idle().count(), 0);
    // In its document, the actor may be called as in the graph.
    let rows = "wrong,issa-coumare--niger--meets--abdourahamane-tiani,0,document:n,\nkind,issa-coumare--mali,organisation,document:m,\n";
    let after = read(rows);
    assert_eq!(after[1].relations.iter().filter(|relation| relation.kind == "meets").count(), 0);
    assert!(told(&after)["m"].iter().any(|told| told.contains("issa-coumare organisation")));
}

/// One of each action, all of which apply.
const ALL: &str = "action,a,b,scope,who,when,why
same,alou-diarra,sadio-camara,document:a.txt,LK,2026-11-29,surnom
different,alou-diarra,Alou,document:b.txt,,,
not-a-name,Coalition Verte,,document:a.txt,,,
is,président Traoré,ibrahim-traore,,LK,,
kind,coalition-verte,place,document:b.txt,,,
name,coalition-verte,Coalition verte du Sahel,,,,
wrong,alou-diarra--meets--assimi-goita,,document:c.txt,,,
right,alou--meets--ibrahim-traore,,,,,
";

fn corpus() -> TempDir {
    folder(&[("articles/a.txt", A), ("articles/b.txt", B), ("articles/c.txt", C), ("corrections.csv", ALL)])
}

fn palabre(folder: &Path, arguments: &[&str]) -> Outcome {
    run(folder, arguments, "")
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_string(), fs::read(path).unwrap()))
        .collect()
}

#[test]
fn threads_and_lines_of_earlier_runs_give_the_same_bytes() {
    let corpus = corpus();
    let run = |arguments: &str| {
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let ran = palabre(corpus.path(), &arguments);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert!(!ran.err.contains("apply to nothing"), "{}", ran.err);
    };
    run("extract articles -o one -f csv,jsonl,gexf -j 1 --corrections corrections.csv");
    run("extract articles -o two -f csv,jsonl,gexf -j 2 --corrections corrections.csv");
    run("graph one/extraction.jsonl -o again -f csv,jsonl,gexf --corrections corrections.csv");
    run("graph one/extraction.jsonl -o alone -f csv,jsonl,gexf");
    let one = files(&corpus.path().join("one"));
    for other in ["two", "again", "alone"] {
        let other = files(&corpus.path().join(other));
        assert!(
            one == other,
            "{:?}",
            one.keys().filter(|name| one.get(*name) != other.get(*name)).collect::<Vec<_>>()
        );
    }
    let nodes = String::from_utf8(one["nodes.csv"].clone()).unwrap();
    assert!(nodes.contains("correction:corrections.csv:2"), "{nodes}");
    let evidence = String::from_utf8(one["evidence.csv"].clone()).unwrap();
    assert!(evidence.contains("correction:corrections.csv:9"), "{evidence}");
    let mentions = String::from_utf8(one["mentions.csv"].clone()).unwrap();
    assert!(mentions.contains("rule:correction:corrections.csv:5"), "{mentions}");
}

/// Of corrections that do not change how sentences are read, lines without them give what a run over the texts gives.
#[test]
fn lines_that_were_read_without_are_corrected() {
    let corpus = corpus();
    let rows: Vec<&str> = ALL.lines().filter(|row| !row.starts_with("kind")).collect();
    fs::write(corpus.path().join("corrections.csv"), rows.join("\n")).unwrap();
    for arguments in [
        "extract articles -o with -f csv --corrections corrections.csv",
        "extract articles -o without -f jsonl",
        "graph without/extraction.jsonl -o later -f csv --corrections corrections.csv",
    ] {
        let arguments: Vec<&str> = arguments.split(' ').collect();
        assert_eq!(palabre(corpus.path(), &arguments).code, Some(0));
    }
    let [with, later] = ["with", "later"].map(|name| files(&corpus.path().join(name)));
    for name in ["nodes.csv", "edges.csv", "evidence.csv"] {
        let [with, later] = [&with, &later].map(|files| String::from_utf8_lossy(&files[name]).into_owned());
        assert_eq!(with, later, "{name}");
    }
}

#[test]
fn corrections_in_a_folder_of_lists_are_read_by_every_command_that_reads() {
    let corpus = folder(&[
        ("articles/a.txt", A),
        ("mine/corrections.csv", "action,a,b,why\nis,Alou Diarra,sadio-camara,surnom\n"),
    ]);
    let shown = palabre(corpus.path(), &["annotate", "articles/a.txt", "--gazetteer", "mine"]);
    assert!(shown.out.contains("Alou Diarra|person:sadio-camara]"), "{}", shown.out);
    let shown = palabre(
        corpus.path(),
        &["explain", "articles/a.txt", "--name", "Alou Diarra", "--gazetteer", "mine"],
    );
    assert!(
        shown.out.contains("found by correction:corrections.csv:2; entity sadio-camara"),
        "{}",
        shown.out
    );
    assert!(
        shown.out.contains("correction:corrections.csv:2: is Alou Diarra sadio-camara: surnom"),
        "{}",
        shown.out
    );
    let rows = "action,a,b,scope,who\nnot-a-name,Coalition Verte,,,\nwrong,alou-diarra--meets--ibrahim-traore,,,LK\n";
    fs::write(corpus.path().join("c.csv"), rows).unwrap();
    let shown =
        palabre(corpus.path(), &["explain", "articles/a.txt", "--sentence", "--corrections", "c.csv"]);
    assert!(
        shown.out.contains("correction:c.csv:3, wrong alou-diarra--meets--ibrahim-traore (LK)"),
        "{}",
        shown.out
    );
    let shown = palabre(
        corpus.path(),
        &["explain", "articles/a.txt", "--name", "Coalition Verte", "--corrections", "c.csv"],
    );
    assert!(shown.out.contains("correction:c.csv:2, not-a-name Coalition Verte"), "{}", shown.out);
}

#[test]
fn what_applies_to_nothing_is_told() {
    let corpus = folder(&[
        ("a.txt", A),
        ("c.csv", "action,a,b\nsame,asimi-goita,x\nnot-a-name,Coalition Verte,\nname,nobody-at-all,Y\n"),
    ]);
    let ran = palabre(corpus.path(), &["extract", "a.txt", "--corrections", "c.csv", "-f", "csv"]);
    assert_eq!(ran.code, Some(0));
    for told in [
        "2 of 3 corrections apply to nothing here",
        "c.csv:2: same asimi-goita x (did you mean `assimi-goita`?)",
        "c.csv:4: name nobody-at-all Y",
    ] {
        assert!(ran.err.contains(told), "{}", ran.err);
    }
    let refused = palabre(corpus.path(), &["extract", "a.txt", "--corrections", "none.csv"]);
    assert!(refused.code == Some(2) && refused.err.contains("none.csv: "), "{}", refused.err);
}

#[test]
fn a_correction_is_written_and_taken_back() {
    let corpus = corpus();
    let run = |arguments: &[&str]| palabre(corpus.path(), arguments);
    let extract = |name: &str| {
        assert_eq!(
            run(&["extract", "articles", "-o", name, "-f", "csv,jsonl", "--corrections", "corrections.csv"])
                .code,
            Some(0)
        );
        files(&corpus.path().join(name))
    };
    let table = || fs::read_to_string(corpus.path().join("corrections.csv")).unwrap();
    let before = extract("before");
    let written = run(&[
        "correct",
        "name",
        "sadio-camara",
        "S. Camara, général",
        "--who",
        "LK",
        "--when",
        "2026-11-30",
    ]);
    assert_eq!(written.out, "name,sadio-camara,\"S. Camara, général\",,LK,2026-11-30,\n");
    assert!(table().starts_with(ALL) && table().ends_with(&written.out));
    assert!(before != extract("changed"));
    // What would contradict it, or is none, is not written.
    let longer = table();
    let refused = run(&["correct", "name", "sadio-camara", "Sadio"]);
    assert!(
        refused.code == Some(2) && refused.err.contains("contradicts `name sadio-camara"),
        "{}",
        refused.err
    );
    let refused = run(&["correct", "kind", "sadio-camara"]);
    assert!(refused.code == Some(2) && refused.err.contains("`kind` needs more"), "{}", refused.err);
    assert_eq!(table(), longer);
    let noted = run(&["correct", "is", "Asimi", "asimi-goita", "--file", "other.csv"]);
    assert!(noted.err.contains("did you mean `assimi-goita`?"), "{}", noted.err);
    assert_eq!(run(&["correct", "--undo"]).out, written.out);
    assert_eq!(table(), ALL);
    assert!(before == extract("after"));
    let line = run(&["correct", "--undo=4"]);
    assert_eq!(line.out, "not-a-name,Coalition Verte,,document:a.txt,,,\n");
    assert_eq!(table().lines().count(), ALL.lines().count() - 1);
}

#[cfg(unix)]
#[test]
fn the_worked_example_is_real() {
    is_real("docs/corrections.md");
}

/// The example of a page is what comes out.
#[cfg(unix)]
pub(crate) fn is_real(page: &str) {
    let page = fs::read_to_string(page).unwrap();
    let place = tempfile::tempdir().unwrap();
    let articles = place.path().join("articles");
    fs::create_dir(&articles).unwrap();
    for entry in fs::read_dir("examples/articles").unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, articles.join(path.file_name().unwrap())).unwrap();
    }
    assert_real(&page, place.path());
}

/// Runs the commands of a page in a folder: they print what it says.
#[cfg(unix)]
pub(crate) fn assert_real(page: &str, folder: &Path) {
    let program = Path::new(env!("CARGO_BIN_EXE_palabre")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let blocks: Vec<&str> =
        page.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(blocks.len() > 2);
    for command in blocks.iter().flat_map(|block| block.split("$ ").filter(|command| !command.is_empty())) {
        let (command, expected) = command.split_once('\n').unwrap();
        let mut shell = Command::new("sh");
        let shell = shell.args(["-c", &format!("{{ {command}\n}} 2>&1")]).current_dir(folder);
        let output = shell.env("PATH", &path).env("LC_ALL", "C").env("NO_COLOR", "1").output().unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), expected, "{command}");
    }
}

/// The rows of a review: question, `a`, `b`, scope.
fn asked(table: &str) -> Vec<[String; 4]> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let row = |row: csv::StringRecord| [7, 1, 2, 3].map(|at| row[at].to_string());
    reader.records().map(|record| row(record.unwrap())).collect()
}

#[test]
fn a_review_asks_and_takes_back_what_is_filled_in() {
    // The month in which the president is presumed changes with the lists.
    let extractor = Extractor::builtin().unwrap();
    let text = "Le président malien a reçu Emmanuel Macron.";
    let presumed = (2026..2029)
        .flat_map(|year| (1..=12).map(move |month| format!("{year}-{month:02}-15")))
        .find(|day| {
            let mut document = Document::new("x", text);
            document.date = Some(day.parse().unwrap());
            extractor
                .extract(document)
                .relations
                .iter()
                .any(|relation| relation.known_to.is_some() && relation.kind == "meets")
        });
    let presumed = format!("{}\n\n{text} Assimi Goïta dirige le pays.\n", presumed.unwrap());
    let corpus = folder(&[
        ("articles/a.txt", "2024-03-12\n\nIssa Coumaré a rencontré Sadio Camara. Moussa Fané est arrivé.\n"),
        ("articles/b.txt", "2024-03-13\n\nIssa Koumaré a salué Sadio Camara. Fané Moussa est parti.\n"),
        (
            "articles/c.txt",
            "2021-04-23\n\nDéby père et fils étaient là. Idriss Déby et Mahamat Idriss Déby ont parlé. Déby a salué le Niger.\n",
        ),
        ("articles/d.txt", &presumed),
    ]);
    let run = |arguments: &[&str]| palabre(corpus.path(), arguments);
    assert_eq!(run(&["extract", "articles", "-o", "out", "-f", "jsonl"]).code, Some(0));
    let review = run(&["review", "out"]);
    assert_eq!(review.code, Some(0), "{}", review.err);
    let questions = asked(&review.out);
    let has = |questions: &[[String; 4]], wanted: [&str; 4]| questions.iter().any(|row| row == &wanted);
    assert!(has(&questions, ["alike", "issa-koumare", "issa-coumare", ""]), "{questions:#?}");
    assert!(
        questions
            .iter()
            .any(|[question, a, ..]| question == "presumed" && a == "assimi-goita--meets--emmanuel-macron"),
        "{questions:#?}"
    );
    assert!(
        questions
            .iter()
            .any(|[question, a, ..]| question == "unsure"
                && a == "issa-koumare--statement_about--sadio-camara"),
        "{questions:#?}"
    );
    // The same with two threads, and in the dialect of a French Excel.
    assert_eq!(run(&["review", "out", "-j", "2"]).out, review.out);
    let excel = run(&["review", "out", "--csv-dialect", "excel-fr"]).out;
    assert!(excel.starts_with("\u{feff}action;a;b;scope;who;when;why;question;"), "{excel}");
    let filled = |line: &str| match line.split(';').nth(1) {
        Some("issa-koumare") => format!("same{line}"),
        Some(edge) if edge.ends_with("--emmanuel-macron") => format!("right{line}"),
        _ => line.to_string(),
    };
    let filled: String = excel.split("\r\n").map(|line| filled(line) + "\r\n").collect();
    fs::write(corpus.path().join("filled.csv"), filled).unwrap();
    let taken = run(&["review", "--take", "filled.csv", "--who", "LK", "--when", "2026-11-30"]);
    assert_eq!(taken.code, Some(0), "{}", taken.err);
    assert_eq!(taken.out.lines().count(), 2, "{}", taken.out);
    assert!(taken.out.starts_with("same,issa-koumare,issa-coumare,,LK,2026-11-30,\n"), "{}", taken.out);
    let again = run(&["review", "--take", "filled.csv", "--who", "LK", "--when", "2026-11-30"]);
    assert!(again.out.is_empty() && again.err.contains("0 of 2 filled rows"), "{}", again.err);
    // What is decided is asked no more.
    let after = asked(&run(&["review", "out", "--corrections", "corrections.csv"]).out);
    assert!(
        !after.iter().any(|[question, a, ..]| question == "presumed" && a.ends_with("--emmanuel-macron")),
        "{after:#?}"
    );
    assert!(!has(&after, ["alike", "issa-koumare", "issa-coumare", ""]), "{after:#?}");
}

#[test]
fn a_correction_becomes_a_row_of_a_list() {
    let corpus =
        folder(&[("a.txt", "Bamako, 2024-03-12 - Le colonel Alou Diarra a rencontré Emmanuel Macron.\n")]);
    let run = |arguments: &[&str]| palabre(corpus.path(), arguments);
    run(&["correct", "is", "Alou Diarra", "assimi-goita"]);
    run(&["correct", "name", "alou-diarra", "Alou Diarra"]);
    run(&["correct", "wrong", "a--meets--b"]);
    let promote = |line: &str| run(&["correct", line, "--gazetteer", "mine"]);
    let refused = promote("--promote=4");
    assert!(
        refused.code == Some(2) && refused.err.contains("is nothing that a list can say"),
        "{}",
        refused.err
    );
    let refused = promote("--promote=3");
    assert!(refused.err.contains("palabre correct kind alou-diarra person"), "{}", refused.err);
    let shown = promote("--promote=2");
    let rows: Vec<&str> = shown.out.lines().collect();
    assert!(
        matches!(rows[..], [before, after] if before.starts_with("- assimi-goita,") && !before.contains("Alou Diarra") && after.contains("|Alou Diarra,")),
        "{}",
        shown.out
    );
    let table = fs::read_to_string(corpus.path().join("corrections.csv")).unwrap();
    assert!(!table.contains("assimi-goita") && table.lines().count() == 3, "{table}");
    let read = run(&["annotate", "a.txt", "--gazetteer", "mine"]);
    assert!(read.out.contains("Alou Diarra|person:assimi-goita]"), "{}", read.out);
    // An actor whom no list has, once it is told what it is; in the columns that the file has.
    run(&["correct", "kind", "alou-diarra", "person"]);
    assert!(promote("--promote=2").out.starts_with("+ alou-diarra,Alou Diarra,"));
    let people = fs::read_to_string(corpus.path().join("mine/people.csv")).unwrap();
    assert_eq!(people.lines().count(), 3, "{people}");
    let said = promote("--promote");
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert_eq!(fs::read_to_string(corpus.path().join("mine/people.csv")).unwrap(), people);
    let scoped = run(&["correct", "is", "Alou", "assimi-goita", "--scope", "document:a.txt"]);
    assert_eq!(scoped.code, Some(0));
    assert!(promote("--promote").err.contains("it stays a correction"));
}
