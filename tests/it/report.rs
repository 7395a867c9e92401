//! The report: its data read back, what hostile names do to it, and, with Chromium, what a reader sees.
//!
//! `cargo test --test it report -- --ignored` opens it; `(cd report && npm ci --ignore-scripts)` before.

use crate::exports::{hostile_extraction, hostile_graph};
use assert_cmd::cargo::cargo_bin_cmd;
use palabre::{
    export::{ExportOptions, Format, Language, Writes},
    lexicon,
    model::{ActorGraph, Document, Edge, Evidence, Extraction, Kind, Lexicon, Node, StatementSummary},
};
use serde_json::Value;
use std::{fs, path::Path, process::Command};
use tempfile::TempDir;

fn no_lists() -> Lexicon {
    lexicon::load(&lexicon::Options::default().with_builtin(false)).unwrap()
}

/// The page of some documents and a graph.
fn page(extractions: &[Extraction], graph: &ActorGraph, lexicon: &Lexicon) -> String {
    let Writes::Both(begin) = Format::from_name("html").unwrap().files[0].writes else {
        panic!("a report takes documents and graph")
    };
    let mut page = Vec::new();
    let mut report = begin(&ExportOptions::default().with_language(Language::English));
    for extraction in extractions {
        report.document(extraction, lexicon, &mut page).unwrap();
    }
    report.graph(graph, lexicon, &mut page).unwrap();
    String::from_utf8(page).unwrap()
}

/// The data in a page, by the ids of its elements.
fn data(page: &str) -> Vec<(String, Value)> {
    let elements = page.split("<script type=\"application/json\" id=\"").skip(1);
    let element = |text: &str| {
        let (id, rest) = text.split_once("\">").unwrap();
        let (json, _) = rest.split_once("</script>").unwrap();
        (id.to_string(), serde_json::from_str(json).unwrap())
    };
    elements.map(element).collect()
}

/// A document whose every string does its worst.
fn hostile_document() -> Extraction {
    let worst = "</script><img src=x onerror=\"window.hostile=1\"><!--<script>\u{202e}javascript:alert(1)";
    let document = Document::new(worst, format!("{worst}\n\n« {worst} » \u{0}\u{2028}🦁 é"));
    Extraction::new(document.with_title(worst).with_source("javascript:window.hostile=1"))
}

fn hostile_page() -> String {
    page(&[hostile_document(), hostile_extraction()], &hostile_graph(), &no_lists())
}

#[test]
fn hostile_strings_stay_strings() {
    let (page, graph) = (hostile_page(), hostile_graph());
    let data = data(&page);
    assert_eq!(data.iter().map(|(id, _)| &**id).collect::<Vec<_>>(), ["d0", "d1", "graph"]);
    let documents = hostile_document().document;
    assert_eq!(data[0].1["text"], documents.text);
    let nodes = &data[2].1["nodes"];
    for (index, node) in graph.nodes.iter().enumerate() {
        assert_eq!(nodes["id"][index], node.id);
        assert_eq!(nodes["label"][index], node.label);
    }
    // Beside the data there is one script, and nothing of the data is markup.
    assert_eq!(page.matches("<script").count(), data.len() + 1);
    assert!(!page.contains("<img"));
    assert_eq!(page, hostile_page(), "the same bytes on every run");
}

#[test]
fn the_graph_is_in_the_page_whole() {
    let graph = hostile_graph();
    let page = page(&[], &graph, &no_lists());
    let data = &data(&page)[0].1;
    let sum =
        |values: &Value| values.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).sum::<f64>();
    let edges = &data["edges"];
    assert_eq!(edges["type"].as_array().unwrap().len(), graph.edges.len());
    assert_eq!(sum(&edges["weight"]), graph.edges.iter().map(|edge| edge.weight).sum::<f64>());
    let rows = graph.edges.iter().map(|edge| edge.evidence.len()).sum::<usize>();
    assert_eq!(sum(&edges["rows"]), rows as f64);
    assert_eq!(data["evidence"]["start"].as_array().unwrap().len(), rows);
    // No document came with the graph: every sentence is in the page by itself.
    let passages = data["passages"].as_array().unwrap();
    for evidence in graph.edges.iter().flat_map(|edge| &edge.evidence) {
        assert!(
            passages.iter().any(|passage| passage[3] == *evidence.passage.text),
            "{}",
            evidence.passage.text
        );
    }
    assert_eq!(data["language"], "en");
}

/// A graph as a corpus of some thousand articles gives: few actors with many ties, many with few.
fn large_graph(nodes: usize, edges: usize) -> ActorGraph {
    let kinds = [Kind::Person, Kind::Organisation, Kind::Country];
    let nodes: Vec<Node> = (0..nodes)
        .map(|index| {
            let mut node = Node::new(format!("a{index}"), format!("Acteur {index}"), kinds[index % 3]);
            node.mentions = (nodes / (index + 1)) as u64 + 1;
            node
        })
        .collect();
    let mut state = 1_u64;
    let mut draw = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // The square of a share: small numbers come more often.
        let share = (state >> 11) as f64 / (1_u64 << 53) as f64;
        (share * share * below as f64) as usize
    };
    let edges = (0..edges).map(|index| {
        let (source, target) = (draw(nodes.len()), draw(nodes.len()));
        let typed = index % 10 == 0;
        let mut edge =
            Edge::new(format!("e{index}"), source, target, if typed { "meets" } else { "appears_with" });
        edge.count = 1 + draw(9) as u64;
        edge.weight = edge.count as f64;
        edge.summary = typed.then(|| {
            let mut summary = StatementSummary::default();
            summary.plover = Some("CONSULT".into());
            Box::new(summary)
        });
        let at = 10 * index as u32;
        edge.evidence = vec![Evidence::new(
            format!("d{}", index % 500),
            (at, at + 9),
            "fr.meets.rencontrer",
            "Ils se voient.",
        )];
        edge
    });
    let edges = edges.collect();
    ActorGraph::new(nodes, edges)
}

/// Opens a page in Chromium with the checks of `report/test/open.mjs`.
fn open(page: &Path, checks: &[&str]) {
    let mut node = Command::new("node");
    node.arg("report/test/open.mjs").arg(page).args(checks);
    let output = node.output().expect("node runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    print!("{}", text(&output.stdout));
}

/// The page that the program makes of folders.
fn report(folder: &TempDir, inputs: &[&str]) -> std::path::PathBuf {
    let output = folder.path().join("out");
    let mut palabre = cargo_bin_cmd!("palabre");
    palabre.arg("extract").args(inputs).args(["-f", "html", "-q", "-o"]).arg(&output).assert().success();
    output.join("report.html")
}

#[test]
fn the_report_of_the_examples_is_small() {
    let folder = TempDir::new().unwrap();
    let size = fs::metadata(report(&folder, &["examples/articles"])).unwrap().len();
    assert!(size < 1_500_000, "{size} bytes");
}

#[test]
#[ignore = "needs node with the packages of report/, and Chromium"]
fn a_reader_finds_what_is_asked() {
    let folder = TempDir::new().unwrap();
    open(&report(&folder, &["examples/articles"]), &["examples"]);
    let folder = TempDir::new().unwrap();
    open(&report(&folder, &["examples/articles", "tests/report"]), &["may"]);
}

/// Five copies of one dispatch, and a meeting that is told twice.
fn copies() -> String {
    let dispatch = "Le ministre russe des Affaires étrangères, Sergueï Lavrov, a rencontré à Bamako son homologue malien, \
        Abdoulaye Diop. Les deux ministres ont parlé de la formation des cadres et de leurs projets pour l’année en cours. \
        Une conférence de presse a suivi, devant de nombreux journalistes.";
    let again = "Assimi Goïta a rencontré Vladimir Poutine.";
    let copies = (1..=5).map(|day| (format!("2023-05-{day:02}"), dispatch));
    let meetings = ["2023-09-12", "2024-02-12"].map(|day| (day.to_string(), again));
    let row = |(day, text): (String, &str)| serde_json::json!({ "id": day, "date": day, "source": format!("Journal {day}"), "text": text });
    copies.chain(meetings).map(row).map(|row| format!("{row}\n")).collect()
}

#[test]
#[ignore = "needs node with the packages of report/, and Chromium"]
fn copies_count_once_and_changes_are_marked() {
    let folder = TempDir::new().unwrap();
    let input = folder.path().join("copies.jsonl");
    fs::write(&input, copies()).unwrap();
    open(&report(&folder, &[input.to_str().unwrap(), "--by", "quarter"]), &["copies"]);
    let run = |arguments: &[&str]| {
        let mut palabre = cargo_bin_cmd!("palabre");
        palabre.args(arguments).arg("-q").arg("-o").arg(folder.path().join(arguments[0])).assert().success();
    };
    run(&["extract", "examples/articles", "-f", "jsonl", "--with-text"]);
    let lines = folder.path().join("extract/extraction.jsonl");
    run(&["diff", lines.to_str().unwrap(), "--before", "2025"]);
    open(&folder.path().join("diff/changes.html"), &["changes"]);
}

#[test]
#[ignore = "needs node with the packages of report/, and Chromium"]
fn hostile_strings_do_nothing_in_a_browser() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("hostile.html");
    fs::write(&path, hostile_page()).unwrap();
    open(&path, &["hostile"]);
}

#[test]
#[ignore = "needs node with the packages of report/, and Chromium"]
fn large_graphs_can_be_used() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("large.html");
    fs::write(&path, page(&[], &large_graph(5_000, 50_000), &no_lists())).unwrap();
    open(&path, &["large"]);
}

#[test]
#[ignore = "needs node with the packages of report/"]
fn the_shell_is_what_its_sources_make() {
    let status = Command::new("node").args(["report/build.mjs", "--check"]).status().expect("node runs");
    assert!(status.success());
}
