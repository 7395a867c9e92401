//! Graph files, read by the programs that they are for: names that do their worst, and the articles of the examples.
//!
//! `.ci/run` installs the readers, and asks them by `cargo test --test it files -- --ignored`. By hand: a Python environment with
//! `tests/readers/requirements.txt` as `PALABRE_PYTHON`, a folder with the packages of `tests/readers/package.json` as `NODE_PATH`.

use super::exports::{hostile_extraction, hostile_graph};
use palabre::{
    Extractor,
    export::{ExportOptions, FORMATS, Files, Format, JsonLines, Writes},
    graph::{Fold, GraphOptions},
    input,
    model::{ActorGraph, Document, Extraction, Repair, Span},
};
use std::{
    collections::BTreeMap,
    env, fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::LazyLock,
};

/// The hostile graph, but that nothing is without an id, a name or a kind: a fold gives each one.
fn hostile() -> ActorGraph {
    let mut graph = hostile_graph();
    let (node, edge) = (&mut graph.nodes[0], &mut graph.edges[0]);
    for empty in [&mut node.id, &mut node.label, &mut edge.kind] {
        *empty = "NA".to_string();
    }
    graph
}

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::builtin().unwrap());

/// What is read in the articles of the examples.
static ARTICLES: LazyLock<Vec<Extraction>> = LazyLock::new(|| {
    let files = input::find(&["examples/articles".into()]).files;
    let read = files.iter().flat_map(|file| input::read(file, &input::Options::default()).unwrap());
    read.map(|read| EXTRACTOR.extract(read.unwrap().document)).collect()
});

fn examples() -> ActorGraph {
    let mut fold = Fold::new();
    ARTICLES.iter().for_each(|read| fold.add(read, EXTRACTOR.lexicon()));
    fold.finish(&GraphOptions::default())
}

/// What is read in texts that do their worst to offsets, lines and names of files.
fn hostile_documents() -> Vec<Extraction> {
    let text = "Le général\r\nSadio Camara\u{2028}🦁 a rencontré\tSergueï\nLavrov, à Bamako.\r\n\r\n \u{a0}\u{1f}Assimi\u{85}Goïta y était.\n";
    let mut documents: Vec<Document> = ["NA", "../a|b.txt", "con", "A/B.txt", "a/b.md", "é\n\"", ".."]
        .into_iter()
        .map(|id| Document::new(id, text).with_title("</x> \"q\" | ;").with_source("\u{202e}"))
        .collect();
    let mut repaired = Document::new("réparé", "Le colonel Assimi Goïta a quitté le Mali.");
    let goita = "Le colonel Assimi Go".len() as u32;
    repaired.repairs = vec![Repair { span: Span::new(goita, goita + 2), original: "Ã¯".into() }];
    documents.push(repaired);
    let read = documents.into_iter().map(|document| EXTRACTOR.extract(document));
    read.chain([hostile_extraction(), EXTRACTOR.extract(Document::new("rien", ""))]).collect()
}

/// A folder on disk.
struct Folder(PathBuf);

impl Files for Folder {
    fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        assert_eq!(Path::new(name).components().count(), 1, "{name:?}");
        fs::create_dir_all(&self.0)?;
        let path = self.0.join(name);
        assert!(!path.exists(), "{name:?} is there twice");
        fs::write(path, bytes)
    }
}

/// Writes the files of formats of documents, and their JSON Lines as `expected.jsonl`.
fn write_documents(formats: &[&str], extractions: &[Extraction], folder: &Path) {
    let (lexicon, options) = (EXTRACTOR.lexicon(), ExportOptions::default());
    for file in formats.iter().flat_map(|name| Format::from_name(name).unwrap().files) {
        match file.writes {
            Writes::Stream { document, .. } => {
                let mut bytes = Vec::new();
                extractions.iter().for_each(|read| document(read, lexicon, &options, &mut bytes).unwrap());
                fs::write(folder.join(file.name), bytes).unwrap();
            }
            Writes::Rows(begin) => {
                let (mut writer, mut bytes) = (begin(&options).unwrap(), Vec::new());
                extractions.iter().for_each(|read| writer.document(read, lexicon, &mut bytes).unwrap());
                writer.finish(&mut bytes).unwrap();
                fs::write(folder.join(file.name), bytes).unwrap();
            }
            Writes::Folder { begin, .. } => {
                let (mut writer, mut files) = (begin(&options), Folder(folder.join(file.name)));
                extractions.iter().for_each(|read| writer.document(read, lexicon, &mut files).unwrap());
                writer.finish(None, lexicon, &mut files).unwrap();
            }
            _ => panic!("{} is not of documents", file.name),
        }
    }
    let mut lines = Vec::new();
    let writer = JsonLines::new(lexicon).with_text(true);
    extractions.iter().for_each(|read| writer.write(read, &mut lines).unwrap());
    fs::write(folder.join("expected.jsonl"), lines).unwrap();
}

/// Writes the files of formats that are written from the graph, and the graph itself as `expected.json`.
fn write(formats: &[&str], graph: &ActorGraph, folder: &Path) {
    for name in formats {
        for file in Format::from_name(name).unwrap().files {
            let (lexicon, options) = (EXTRACTOR.lexicon(), ExportOptions::default());
            let mut bytes = Vec::new();
            match file.writes {
                Writes::Graph(write) => drop(write(graph, &options, &mut bytes).unwrap()),
                Writes::Both(begin) => drop(begin(&options).graph(graph, lexicon, &mut bytes).unwrap()),
                Writes::Folder { begin, .. } => {
                    let mut files = Folder(folder.join(file.name));
                    begin(&options).finish(Some(graph), lexicon, &mut files).unwrap();
                    continue;
                }
                Writes::Stream { .. } | Writes::Statements | Writes::Rows(_) => {
                    panic!("{} is of documents", file.name)
                }
            }
            fs::write(folder.join(file.name), bytes).unwrap();
        }
    }
    fs::write(folder.join("expected.json"), serde_json::to_string(graph).unwrap()).unwrap();
}

/// Runs a script of `tests/readers/` over a folder: it says that all is read, and nothing else.
#[track_caller]
pub(crate) fn check(program: &str, script: &str, folder: &Path) {
    let script = Path::new("tests/readers").join(script);
    let mut command = Command::new(program);
    let output = command.arg(script).arg(folder).stdin(Stdio::null()).output().unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert_eq!(said.concat(), "read\n");
}

pub(crate) fn python() -> String {
    env::var("PALABRE_PYTHON").unwrap_or_else(|_| "python3".to_string())
}

const GRAPH_FORMATS: [&str; 5] = ["gexf", "graphml", "json", "node-link", "cyjs"];

#[test]
#[ignore = "needs Python with igraph, lxml and networkx"]
fn python_reads_the_graphs() {
    for graph in [hostile(), examples(), ActorGraph::default()] {
        let folder = tempfile::tempdir().unwrap();
        write(&GRAPH_FORMATS, &graph, folder.path());
        check(&python(), "graph.py", folder.path());
    }
}

#[test]
#[ignore = "needs Node with cytoscape, graphology and graphology-gexf"]
fn node_reads_the_graphs() {
    for graph in [hostile(), examples(), ActorGraph::default()] {
        let folder = tempfile::tempdir().unwrap();
        write(&GRAPH_FORMATS, &graph, folder.path());
        check("node", "graph.cjs", folder.path());
    }
}

#[test]
#[ignore = "needs Python with pybrat and spaCy"]
fn python_reads_the_documents() {
    for extractions in [hostile_documents(), ARTICLES.clone()] {
        let folder = tempfile::tempdir().unwrap();
        write_documents(&["brat", "spacy"], &extractions, folder.path());
        check(&python(), "documents.py", folder.path());
    }
}

#[test]
#[ignore = "needs Node with @neo4j-cypher/language-support"]
fn neo4j_reads_the_script() {
    for graph in [hostile(), examples(), ActorGraph::default()] {
        let folder = tempfile::tempdir().unwrap();
        write(&["neo4j"], &graph, folder.path());
        check("node", "cypher.cjs", folder.path());
    }
}

#[test]
#[ignore = "needs Python with followthemoney"]
fn python_reads_the_entities() {
    for graph in [hostile(), examples(), ActorGraph::default()] {
        let folder = tempfile::tempdir().unwrap();
        write(&["ftm", "neo4j"], &graph, folder.path());
        check(&python(), "entities.py", folder.path());
    }
}

#[test]
#[ignore = "needs Python with duckdb, pandas, polars and pyarrow"]
fn python_reads_the_columns() {
    // Enough for several row groups.
    let articles: Vec<Extraction> = ARTICLES.iter().cycle().take(60 * ARTICLES.len()).cloned().collect();
    for (extractions, graph) in [
        (hostile_documents(), ActorGraph::default()),
        (ARTICLES.clone(), examples()),
        (articles, ActorGraph::default()),
        (Vec::new(), ActorGraph::default()),
    ] {
        let folder = tempfile::tempdir().unwrap();
        write_documents(&["parquet"], &extractions, folder.path());
        write(&[], &graph, folder.path());
        check(&python(), "columns.py", folder.path());
    }
}

#[test]
#[ignore = "needs Python with geojson"]
fn python_reads_the_places() {
    for graph in [hostile(), examples(), ActorGraph::default()] {
        let folder = tempfile::tempdir().unwrap();
        write(&["geojson"], &graph, folder.path());
        check(&python(), "places.py", folder.path());
    }
}

/// Where a place is comes from the gazetteers.
#[test]
fn events_stand_where_they_happened() {
    let folder = tempfile::tempdir().unwrap();
    write(&["geojson"], &examples(), folder.path());
    let text = fs::read_to_string(folder.path().join("places.geojson")).unwrap();
    let places: serde_json::Value = serde_json::from_str(&text).unwrap();
    let of = |place: &str| {
        let features = places["features"].as_array().unwrap().iter();
        features.filter(|it| it["properties"]["Place"] == place).cloned().collect::<Vec<_>>()
    };
    let moscow = of("moscou");
    assert!(!moscow.is_empty());
    assert_eq!(moscow[0]["geometry"]["coordinates"], serde_json::json!([37.61781, 55.75204]));
    assert_eq!(moscow[0]["properties"]["Feature"], "event");
    let mali = places["features"].as_array().unwrap().iter().find(|it| it["properties"]["Id"] == "mali");
    assert_eq!(mali.unwrap()["geometry"]["coordinates"][1], 12.60915, "a country stands at its capital");
}

#[test]
#[ignore = "needs Python with PyYAML"]
fn python_reads_the_notes() {
    for graph in [hostile(), examples()] {
        let folder = tempfile::tempdir().unwrap();
        write(&["obsidian"], &graph, folder.path());
        check(&python(), "notes.py", folder.path());
    }
}

/// An edge that is only denied weighs nothing, which Gephi refuses: it is left out, and that is told.
#[test]
fn denied_edges_are_in_gexf_when_asked_for() {
    let graph = hostile();
    let denied = graph.edges.iter().filter(|edge| edge.is_only_denied()).count();
    assert!(denied > 0);
    let Writes::Graph(write) = Format::from_name("gexf").unwrap().main_file().writes else { panic!() };
    let written = |options: &ExportOptions| {
        let mut bytes = Vec::new();
        let left_out = write(&graph, options, &mut bytes).unwrap();
        (left_out.denied, String::from_utf8(bytes).unwrap().matches("<edge ").count())
    };
    assert_eq!(written(&ExportOptions::default()), (denied, graph.edges.len() - denied));
    let all = ExportOptions::default().with_picture(palabre::export::Picture::default().with_denied(true));
    assert_eq!(written(&all), (0, graph.edges.len()));
}

/// Runs palabre in a folder, and says how it ended and what it said.
fn palabre(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_palabre"));
    let output = command.args(arguments).current_dir(folder).stdin(Stdio::null()).output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Every file below a folder, by path.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => drop(found.insert(path.clone(), fs::read(path).unwrap())),
        }
    }
    found
}

const TEXT: &str = "Sadio Camara a rencontré Sergueï Lavrov à Moscou.\n";

#[test]
fn the_same_bytes_on_one_thread_and_on_two() {
    let formats: Vec<&str> =
        FORMATS.iter().filter(|format| !format.default).map(|format| format.name).collect();
    let (folder, formats) = (tempfile::tempdir().unwrap(), formats.join(","));
    let lines: String = (0..300)
        .map(|number| {
            format!(
                "{{\"id\":\"{}\",\"date\":\"2025-05-{:02}\",\"text\":\"{} {number}.\"}}\n",
                number / 2,
                number % 28 + 1,
                TEXT.trim()
            )
        })
        .collect();
    fs::write(folder.path().join("a.jsonl"), lines).unwrap();
    let run = |jobs: &str| {
        let said =
            palabre(folder.path(), &["extract", "a.jsonl", "-q", "-j", jobs, "-f", &formats, "-o", "out"]);
        assert_eq!(said, (Some(0), String::new()));
        let written = files(&folder.path().join("out"));
        fs::remove_dir_all(folder.path().join("out")).unwrap();
        written
    };
    let (one, two) = (run("1"), run("2"));
    assert!(one.len() > 600 && one == two);
}

#[test]
fn folders_of_files_appear_whole_and_keep_what_is_yours() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), TEXT).unwrap();
    let run =
        |more: &[&str]| palabre(folder.path(), &[&["extract", ".", "-f", "obsidian,brat"], more].concat());
    let (code, said) = run(&[]);
    assert!(code == Some(2) && said.contains("several formats"), "{said}");
    let (code, said) = palabre(folder.path(), &["extract", "a.txt", "-f", "brat"]);
    assert!(code == Some(2) && said.contains("brat is a folder of files"), "{said}");

    let (code, said) = run(&["-o", "."]);
    assert!(code == Some(0) && said.contains("  ./obsidian\n"), "{said}");
    let written = files(folder.path());
    assert!(written.contains_key(&folder.path().join("obsidian/Sergueï Lavrov.md")));
    assert!(written.contains_key(&folder.path().join("brat/a.ann")));

    let (code, said) = run(&["-o", "."]);
    assert!(code == Some(2) && said.contains("exists already"), "{said}");
    assert_eq!(files(folder.path()), written);

    let own = folder.path().join("obsidian/Idées.md");
    fs::write(&own, "à moi").unwrap();
    assert_eq!(run(&["-o", ".", "--force", "-q"]), (Some(0), String::new()));
    let again = files(folder.path());
    assert_eq!(again[&own], "à moi".as_bytes());
    assert!(written.iter().all(|(path, bytes)| again[path] == *bytes), "the texts of brat are no input");
    assert_eq!(again.len(), written.len() + 1);
}
