//! Copies of one dispatch are one meeting: in every table, whatever the order and the threads.

use assert_cmd::Command;
use std::{collections::BTreeMap, fs};
use tempfile::TempDir;

const PALABRE: &str = env!("CARGO_BIN_EXE_palabre");

/// On the visit of 7 February 2023 to Bamako.
const DISPATCH: &str = "Le ministre russe des Affaires étrangères, Sergueï Lavrov, a rencontré mardi à Bamako le colonel Assimi Goïta. \
    Les deux hommes ont parlé de la coopération militaire, de la formation des officiers et des livraisons de blé. La visite, la \
    première d’un chef de la diplomatie russe au Mali, a duré moins d’un jour. Une conférence de presse a suivi au ministère.";

/// On the same day, told by somebody else.
const OTHER: &str = "À l’issue d’une séance de travail, Sergueï Lavrov a rencontré Assimi Goïta, qui l’a reçu au palais de Koulouba, sur les \
    hauteurs de la capitale. Aucune date n’a été donnée pour une visite du président de la transition à Moscou, où il est invité.";

struct Run {
    folder: TempDir,
}

impl Run {
    /// Five copies of the dispatch, cut, headed and dated in other ways, and the other article.
    fn new() -> Run {
        let cut = DISPATCH.split_inclusive(". ").take(3).collect::<String>();
        let texts = [
            DISPATCH.to_string(),
            format!("BAMAKO, 7 février (Agence) – {DISPATCH}"),
            cut,
            DISPATCH.replace("mardi", "hier").replace("moins d’un jour", "quelques heures"),
            format!("{DISPATCH} Le Burkina Faso et le Niger suivent ces échanges de près."),
            OTHER.to_string(),
        ];
        let rows = texts.iter().enumerate().map(|(number, text)| {
            let source = format!("journal {number}");
            let date = format!("2023-02-{:02}", 13 - number);
            let row = serde_json::json!({ "id": format!("a{number}"), "text": text, "date": date, "source": source });
            row.to_string() + "\n"
        });
        let rows: Vec<String> = rows.collect();
        let run = Run { folder: tempfile::tempdir().unwrap() };
        let reversed: Vec<String> = rows.iter().rev().cloned().collect();
        for (name, rows) in [("articles.jsonl", rows), ("reversed.jsonl", reversed)] {
            fs::write(run.folder.path().join(name), rows.concat()).unwrap();
        }
        run
    }

    #[track_caller]
    fn table(&self, arguments: &str, file: &str) -> Vec<BTreeMap<String, String>> {
        let arguments = format!("extract {arguments} -f csv -o out --force");
        let status =
            Command::new(PALABRE).args(arguments.split_whitespace()).current_dir(self.folder.path()).output();
        assert!(status.unwrap().status.success(), "{arguments}");
        let mut reader = csv::Reader::from_path(self.folder.path().join("out").join(file)).unwrap();
        reader.deserialize().map(Result::unwrap).collect()
    }

    #[track_caller]
    fn meeting(&self, arguments: &str) -> [String; 4] {
        let edges = self.table(arguments, "edges.csv");
        let meeting = edges.iter().find(|edge| edge["Id"] == "assimi-goita--meets--serguei-lavrov").unwrap();
        ["Weight", "Sentences", "Documents", "Stories"].map(|column| meeting[column].clone())
    }
}

#[test]
fn five_copies_are_one_meeting() {
    let run = Run::new();
    for arguments in ["articles.jsonl -j 1", "reversed.jsonl -j 2"] {
        assert_eq!(run.meeting(arguments), ["2", "6", "6", "2"], "{arguments}");
    }
    assert_eq!(run.meeting("articles.jsonl --count documents"), ["6", "6", "6", "2"]);
}

#[test]
fn stories_are_listed_and_named() {
    let run = Run::new();
    let stories = run.table("articles.jsonl", "stories.csv");
    let told: Vec<[&str; 5]> = stories
        .iter()
        .map(|row| ["Story", "Size", "Document", "Date", "SourceName"].map(|column| &*row[column]))
        .collect();
    assert_eq!(
        told,
        [
            ["a4", "5", "a4", "2023-02-09", "journal 4"],
            ["a4", "5", "a3", "2023-02-10", "journal 3"],
            ["a4", "5", "a2", "2023-02-11", "journal 2"],
            ["a4", "5", "a1", "2023-02-12", "journal 1"],
            ["a4", "5", "a0", "2023-02-13", "journal 0"],
        ]
    );
    let evidence = run.table("articles.jsonl", "evidence.csv");
    let of =
        |document: &str| evidence.iter().find(|row| row["Document"] == document).unwrap()["Story"].clone();
    assert_eq!((of("a0"), of("a5")), ("a4".to_string(), String::new()));
    let nodes = run.table("articles.jsonl", "nodes.csv");
    let goita = nodes.iter().find(|row| row["Id"] == "assimi-goita").unwrap();
    assert_eq!((&*goita["Documents"], &*goita["Stories"]), ("6", "2"));
}
