//! Pictures, and what is chosen of a graph for every file alike.
//!
//! `cargo test --test it pictures -- --ignored` asks Python and networkx, see `files.rs`.

use super::exports::{drawn, hostile_graph, hostile_names};
use assert_cmd::Command;
use palabre::export::Picture;
use std::{collections::BTreeSet, env, fs, path::Path, process};

/// The records of a table, by the names of its columns.
fn records(path: &Path) -> Vec<csv::StringRecord> {
    csv::Reader::from_path(path).unwrap().records().map(Result::unwrap).collect()
}

fn column(path: &Path, name: &str) -> Vec<String> {
    let header = csv::Reader::from_path(path).unwrap().headers().unwrap().clone();
    let at = header.iter().position(|column| column == name).unwrap_or_else(|| panic!("no column {name}"));
    records(path).iter().map(|record| record[at].to_string()).collect()
}

/// Runs the program over the articles of the examples.
fn extract(folder: &Path, arguments: &[&str]) {
    let mut command = Command::cargo_bin("palabre").unwrap();
    command.args(["extract", "-q", "examples/articles", "-o"]).arg(folder).args(arguments).assert().success();
}

#[test]
fn what_is_chosen_is_in_every_file() {
    let folder = tempfile::tempdir().unwrap();
    let [whole, part] = ["whole", "part"].map(|name| folder.path().join(name));
    extract(&whole, &["-f", "csv,jsonl"]);
    let chosen = ["--around", "ibrahim-traore,serguei-lavrov", "--min-documents", "2", "--by", "quarter"];
    extract(&part, &[&["-f", "csv,jsonl,graphml"][..], &chosen].concat());
    let ids: BTreeSet<String> = column(&part.join("nodes.csv"), "Id").into_iter().collect();
    assert!(ids.contains("ibrahim-traore") && (5..60).contains(&ids.len()), "{ids:?}");
    for name in ["edges.csv", "relations.csv", "ties.csv", "periods.csv"] {
        for end in ["Source", "Target"] {
            let ends = column(&part.join(name), end);
            assert!(!ends.is_empty() && ends.iter().all(|end| ids.contains(end)), "{name}");
        }
    }
    let edges: BTreeSet<String> =
        ["edges.csv", "denied.csv"].map(|name| column(&part.join(name), "Id")).concat().into_iter().collect();
    assert!(column(&part.join("evidence.csv"), "Edge").iter().all(|edge| edges.contains(edge)));
    assert_eq!(
        column(&part.join("periods.csv"), "Edge").into_iter().filter(|edge| !edges.contains(edge)).count(),
        0
    );
    let mentioned = column(&part.join("mentions.csv"), "Entity");
    let of_chosen =
        column(&whole.join("mentions.csv"), "Entity").into_iter().filter(|entity| ids.contains(entity));
    assert_eq!(mentioned, of_chosen.collect::<Vec<_>>());
    let graphml = fs::read_to_string(part.join("graph.graphml")).unwrap();
    assert_eq!(graphml.matches("<node ").count(), ids.len());
    let lines = |folder: &Path| fs::read(folder.join("extraction.jsonl")).unwrap();
    assert_eq!(lines(&part), lines(&whole), "which `palabre graph` reads");
}

#[test]
fn an_unknown_actor_is_told() {
    let mut command = Command::cargo_bin("palabre").unwrap();
    let run =
        command.args(["extract", "examples/articles", "-f", "svg", "--around", "ibrahim-traoré"]).assert();
    let told = String::from_utf8(run.code(2).get_output().stderr.clone()).unwrap();
    assert!(
        told.contains("no actor `ibrahim-traoré`") && told.contains("did you mean `ibrahim-traore`"),
        "{told}"
    );
}

#[test]
fn hostile_pictures_are_drawn() {
    let picture =
        Picture::default().with_denied(true).with_sources(true).with_title(hostile_names().concat());
    for picture in [picture.clone(), picture.with_max_nodes(0).with_isolated(true)] {
        let (svg, left_out) = drawn("svg", &hostile_graph(), picture.clone());
        assert_eq!((left_out.nodes, left_out.edges, left_out.denied), (0, 0, 0));
        let svg = String::from_utf8(svg).unwrap();
        assert!(!svg.contains(|c: char| c.is_control() && c != '\n') && !svg.contains('\u{fffe}'));
        assert!(!svg.contains("<TABLE>") && !svg.contains("<b>") && svg.contains("&lt;TABLE&gt;"));
        assert_eq!(drawn("svg", &hostile_graph(), picture).0, svg.as_bytes(), "the same bytes again");
    }
    // What reads the SVG for it is an XML parser.
    #[cfg(feature = "png")]
    assert_eq!(&drawn("png", &hostile_graph(), Picture::default().with_sources(true)).0[1..4], b"PNG");
}

#[test]
#[ignore = "needs Python with networkx and pydot"]
fn networkx_reads_dot() {
    const READ: &str = "import sys, networkx as nx\n\
        graph = nx.nx_pydot.read_dot(sys.argv[1])\n\
        weights = [float(data['weight']) for *_, data in graph.edges(data=True)]\n\
        kinds = {data['kind'].strip('\"') for *_, data in graph.edges(data=True)}\n\
        print(len(graph), len(weights), min(weights) > 0, 'meets' in kinds and 'appears_with' in kinds)";
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    extract(&out, &["-f", "dot"]);
    let python = env::var("PALABRE_PYTHON").unwrap_or_else(|_| "python3".into());
    let read = process::Command::new(python).args(["-c", READ]).arg(out.join("graph.dot")).output().unwrap();
    let said = String::from_utf8_lossy(&read.stdout).into_owned() + &String::from_utf8_lossy(&read.stderr);
    assert_eq!(said, "60 120 True True\n");
}
