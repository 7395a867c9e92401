//! Graph files, read by the programs that they are for: names that do their worst, and the articles of the examples.
//!
//! `.ci/run` installs the readers, and asks them by `cargo test --test it files -- --ignored`. By hand: a Python environment with
//! `tests/readers/requirements.txt` as `PALABRE_PYTHON`, a folder with the packages of `tests/readers/package.json` as `NODE_PATH`.

use super::exports::hostile_graph;
use palabre::{
    Extractor,
    export::{ExportOptions, Format, Writes},
    graph::{Fold, GraphOptions},
    input,
    model::ActorGraph,
};
use std::{
    env, fs,
    path::Path,
    process::{Command, Stdio},
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

/// What is read in the articles of the examples.
fn examples() -> ActorGraph {
    let extractor = Extractor::builtin().unwrap();
    let files = input::find(&["examples/articles".into()]).files;
    let read = files.iter().flat_map(|file| input::read(file, &input::Options::default()).unwrap());
    let mut fold = Fold::new();
    read.for_each(|read| fold.add(&extractor.extract(read.unwrap().document), extractor.lexicon()));
    fold.finish(&GraphOptions::default())
}

/// Writes the files of formats that are written from the graph, and the graph itself as `expected.json`.
fn write(formats: &[&str], graph: &ActorGraph, folder: &Path) {
    for name in formats {
        for file in Format::from_name(name).unwrap().files {
            let Writes::Graph(write) = file.writes else { continue };
            let mut bytes = Vec::new();
            write(graph, &ExportOptions::default(), &mut bytes).unwrap();
            fs::write(folder.join(file.name), bytes).unwrap();
        }
    }
    fs::write(folder.join("expected.json"), serde_json::to_string(graph).unwrap()).unwrap();
}

/// Runs a script of `tests/readers/` over a folder: it says that all is read, and nothing else.
#[track_caller]
fn check(program: &str, script: &str, folder: &Path) {
    let script = Path::new("tests/readers").join(script);
    let mut command = Command::new(program);
    let output = command.arg(script).arg(folder).stdin(Stdio::null()).output().unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert_eq!(said.concat(), "read\n");
}

fn python() -> String {
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
