//! `rules learn`: proposals from marked sentences of our own, in both formats.

use assert_cmd::Command;
use palabre::{
    eval::BratFile,
    learn::{self, Learned, MarkedText},
    lexicon,
};
use std::{fs, path::Path};

const TYPE: &str = include_str!("../../examples/marked/mine/relations.toml");
const MARKED: &str = include_str!("../../examples/marked/exile.jsonl");

fn learned(texts: &[MarkedText], min: usize, jobs: usize) -> Learned {
    let lexicon = lexicon::Options::default().with_file("relations.toml", TYPE);
    learn::learn(&learn::Options { lexicon, min, jobs }, texts, &[]).unwrap()
}

fn exile() -> Vec<MarkedText> {
    MarkedText::from_jsonl("exile.jsonl", MARKED).unwrap()
}

#[test]
fn proposals_are_measured() {
    let learned = learned(&exile(), 2, 0);
    for shown in [
        "# exiler: A se _ en|à B: 4 noted, 4 of them new; 0 unnoted\n#   noted: compaore 0-42;",
        "verb = \"exiler\"\ntakes = [\"A se _ en|à B\"]",
        "# a trigger also of fr.sanctions.expulser",
    ] {
        assert!(learned.frames.contains(shown), "{shown}\n{}", learned.frames);
    }
    assert!(
        learned.summary.starts_with("6 texts, 21 noted statements\n0 are found by rules, 21 are missed\n")
    );
}

/// A proposal that states what nobody noted says how often.
#[test]
fn what_nobody_noted_counts_against_a_proposal() {
    let text = "Blaise Compaoré a fui au Ghana. Marc Ravalomanana a fui au Malawi.";
    let end = |name: &str| {
        let start = text[..text.find(name).unwrap()].chars().count();
        format!("{{\"start\": {start}, \"end\": {}}}", start + name.chars().count())
    };
    let (source, target) = (end("Blaise Compaoré"), end("Ghana"));
    let relation = format!("{{\"type\": \"exiled_in\", \"source\": {source}, \"target\": {target}}}");
    let line = format!("{{\"id\": \"a\", \"text\": \"{text}\", \"relations\": [{relation}]}}");
    let learned = learned(&MarkedText::from_jsonl("a.jsonl", &line).unwrap(), 1, 1);
    assert!(
        learned.frames.contains("# fuir: A _ à B: 1 noted, 1 of them new; 1 unnoted\n"),
        "{}",
        learned.frames
    );
    assert!(learned.frames.contains("#   unnoted: a 32-65\n"), "{}", learned.frames);
}

#[test]
fn any_number_of_threads_gives_the_same() {
    let [one, many] = [1, 4].map(|jobs| learned(&exile(), 1, jobs));
    assert_eq!((one.frames, one.summary), (many.frames, many.summary));
}

#[test]
fn brat_gives_the_same_as_json_lines() {
    let of_brat = |id: &str| {
        let file =
            |extension: &str| fs::read_to_string(format!("examples/marked/brat/{id}.{extension}")).unwrap();
        MarkedText::from_brat(BratFile { id, text: &file("txt"), annotations: &file("ann") }).unwrap()
    };
    let brat = learned(&["compaore", "damiba"].map(of_brat), 1, 0);
    let jsonl = learned(&exile()[..2], 1, 0);
    assert_eq!(brat.frames, jsonl.frames);
}

#[test]
fn bad_input_is_told_with_file_and_line() {
    let relation = |end: &str| {
        format!(
            "{{\"type\": \"meets\", \"source\": {{\"start\": 0, \"end\": 2}}, \"target\": {{\"start\": 3, \"end\": {end}}}}}"
        )
    };
    let line =
        |relation: &str| format!("\n{{\"id\": \"a\", \"text\": \"A vit\", \"relations\": [{relation}]}}\n");
    let of_jsonl =
        |relation: &str| MarkedText::from_jsonl("a.jsonl", &line(relation)).unwrap_err().to_string();
    assert_eq!(of_jsonl(&relation("9")), "a.jsonl:2: 3 to 9 is no place in a text of 5 characters");
    assert!(of_jsonl("3").starts_with("a.jsonl:2:"), "{}", of_jsonl("3"));
    let of_brat = |annotations: &str| {
        MarkedText::from_brat(BratFile { id: "a.txt", text: "A vit", annotations }).unwrap_err().to_string()
    };
    assert_eq!(
        of_brat("T1\tPerson 0 1\tA\nR1\tmeets Arg1:T1 Arg2:T7"),
        "a.ann:2: an argument that is not marked"
    );
    assert!(of_brat("T1\tPerson 0 9\tA").starts_with("a.ann:1:"));
    let texts = MarkedText::from_jsonl("a.jsonl", &line(&relation("5").replace("meets", "adores"))).unwrap();
    let options = learn::Options { lexicon: lexicon::Options::default(), min: 1, jobs: 1 };
    let error = learn::learn(&options, &texts, &[]).unwrap_err();
    assert_eq!(error.to_string(), "a.jsonl:2: no relation type `adores`");
}

/// The proposals are a file of a user’s folder as they are.
#[test]
fn proposals_are_frames_of_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let mine = folder.path().join("mine");
    fs::create_dir(&mine).unwrap();
    fs::write(mine.join("relations.toml"), TYPE).unwrap();
    let palabre = |arguments: &[&str]| {
        let output = Command::cargo_bin("palabre").unwrap().args(arguments).output().unwrap();
        let text =
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        (output.status.code(), text)
    };
    let (mine, frames) = (path(&mine), path(&mine.join("frames-exile.toml")));
    let (code, summary) =
        palabre(&["rules", "learn", "examples/marked/exile.jsonl", "--gazetteer", &mine, "-o", &frames]);
    assert!(code == Some(0) && summary.contains("21 are missed"), "{summary}");
    let (code, findings) = palabre(&["gazetteer", "check", &mine]);
    assert!(code == Some(0) && findings.contains("no findings"), "{findings}");
    let text = path(&folder.path().join("a.txt"));
    fs::write(&text, "Moïse Katumbi s’est exilé en Belgique.").unwrap();
    let (_, table) = palabre(&[
        "extract",
        &text,
        "-q",
        "-f",
        "csv",
        "--gazetteer",
        &mine,
        "--relations",
        "exiled_in",
        "--typed-only",
    ]);
    assert!(table.contains("moise-katumbi,belgique,"), "{table}");
}

fn path(path: &Path) -> String {
    path.to_str().unwrap().to_string()
}
