//! A table that tells of documents, and what a run says of those without a date.

use crate::cli::folder;
use assert_cmd::Command;
use std::path::Path;

const VISIT: &str = "Assimi Goïta a reçu Ibrahim Traoré à Bamako.";
const SPEECH: &str = "Le président malien a parlé à Bamako.";

/// `id title date source` of each document, and standard error.
fn extract(folder: &Path, arguments: &[&str]) -> (Vec<String>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_palabre"));
    let output = command.arg("extract").args(arguments).current_dir(folder).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let documents = lines.lines().map(|line| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let cell = |name: &str| line[name].as_str().unwrap_or("-").to_string();
        ["id", "title", "date", "source"].map(cell).join(" | ")
    });
    (documents.collect(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn tables_of_zotero_datashare_and_people_are_understood() {
    let text = ("notes/a.txt", VISIT);
    for (name, table) in [
        (
            "zotero.csv",
            "\"Key\",\"Item Type\",\"Publication Year\",\"Author\",\"Title\",\"Publication Title\",\"Date\",\"Language\",\"File Attachments\"\n\
             \"AB12\",\"newspaperArticle\",\"2025\",\"Plume, Une\",\"Une visite\",\"Le Fleuve\",\"2025-05-08\",\"fr-FR\",\"/home/u/Zotero/a.html; /home/u/dossier/notes/a.txt\"\n",
        ),
        (
            "datashare.csv",
            "documentPath,title,publication date,source\n/data/dossier/notes/a.txt,Une visite,08/05/2025,Le Fleuve\n",
        ),
        (
            "liste.csv",
            "Fichier;Titre;Date de publication;Journal;Langue\r\na.txt;Une visite;8 mai 2025;Le Fleuve;français\r\n",
        ),
        ("excel.csv", "sep=\t\nchemin\ttitre\tdate\tmédia\nnotes\\a.txt\tUne visite\t8 mai 25\tLe Fleuve\n"),
        ("ids.csv", "id|title|date|source\nnotes/a.txt|Une visite|2025-05-08|Le Fleuve\n"),
    ] {
        let folder = folder(&[text, (name, table)]);
        let (documents, told) = extract(folder.path(), &[".", "--metadata", name]);
        assert_eq!(documents, ["notes/a.txt | Une visite | 2025-05-08 | Le Fleuve"], "{name}: {told}");
        assert!(!told.contains("palabre:"), "{name}: {told}");
    }
}

#[test]
fn what_the_table_says_counts_and_what_it_leaves_empty_stays() {
    let text = format!("Titre : Autre chose\nDate : 1er mars 2020\nSource : La Dune\n\n{VISIT}");
    let folder = folder(&[("a.txt", &text), ("m.csv", "path,title,date,source\na.txt,,2021,\n")]);
    let (documents, _) = extract(folder.path(), &["a.txt", "--metadata", "m.csv"]);
    assert_eq!(documents, ["a.txt | Autre chose | 2021 | La Dune"]);
}

#[test]
fn the_headline_of_a_text_stays_one_under_another_title() {
    let text = format!("Mali : Vladimir Poutine attendu\n\n{VISIT} {SPEECH}");
    let folder = folder(&[("a.txt", &text), ("m.csv", "path,title\na.txt,Une visite\n")]);
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_palabre"));
        let output = command.args(arguments).current_dir(folder.path()).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let annotated = run(&["annotate", "a.txt", "--metadata", "m.csv"]);
    assert!(annotated.contains("· Une visite\n{headline: "), "{annotated}");
}

#[test]
fn parts_of_a_file_take_from_its_row_what_they_lack() {
    let rows =
        format!("{{\"id\":\"x\",\"text\":\"{VISIT}\",\"date\":\"2025-05-08\"}}\n{{\"text\":\"{SPEECH}\"}}\n");
    let table = "path,id,date,source\na.jsonl,,2024-01-02,Le Fleuve\n,x,2023-03-04,\n";
    let folder = folder(&[("a.jsonl", &rows), ("m.csv", table)]);
    let (documents, told) = extract(folder.path(), &["a.jsonl", "--metadata", "m.csv"]);
    assert_eq!(documents, ["x | - | 2023-03-04 | -", "a.jsonl#2 | - | 2024-01-02 | Le Fleuve"], "{told}");
}

#[test]
fn rows_and_documents_that_do_not_meet_are_told() {
    let folder = folder(&[
        ("un/a.txt", VISIT),
        ("deux/a.txt", SPEECH),
        ("b.txt", "Moscou a annoncé son soutien."),
        ("m.csv", "path,date\na.txt,2025-05-08\nc.txt,2025-05-08\nb.txt,hier\n"),
    ]);
    let (documents, told) = extract(folder.path(), &[".", "-v", "--metadata", "m.csv"]);
    assert_eq!(documents, ["b.txt | - | - | -", "deux/a.txt | - | - | -", "un/a.txt | - | - | -"]);
    for line in [
        "1 with an unreadable date, 2 without a row in the metadata",
        "3 of 3 documents have no date",
        "metadata: 2 rows are of no document",
        "metadata, line 2: `a.txt` may be any of 2 files, and is given to none",
        "metadata, line 3: no document `c.txt`",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
}

#[test]
fn a_table_that_names_no_document_is_refused() {
    let folder = folder(&[("a.txt", VISIT), ("m.csv", "nom,jour\na,2025\n")]);
    let (documents, told) = extract(folder.path(), &["a.txt", "--metadata", "m.csv"]);
    assert!(documents.is_empty());
    assert!(
        told.contains("m.csv:1: no column of paths or ids; there are: nom, jour")
            && told.contains("hint: call it `path`, "),
        "{told}"
    );
    let (_, told) = extract(folder.path(), &["a.txt", "--metadata", "keine.csv"]);
    assert!(told.contains("keine.csv: "), "{told}");
}

#[test]
fn another_language_and_dates_that_lack_are_told() {
    let folder = folder(&[
        ("a.txt", VISIT),
        ("b.txt", SPEECH),
        ("c.txt", "Moscou a annoncé son soutien."),
        ("m.csv", "path,date,language\na.txt,2025-05-08,fr\nb.txt,,en-GB\nc.txt,2020,\n"),
    ]);
    let (documents, told) = extract(folder.path(), &[".", "--metadata", "m.csv", "--from", "2025"]);
    assert_eq!(documents.len(), 1, "{told}");
    assert!(told.contains("2 left out by date, 1 of them for want of one"), "{told}");
    let (documents, told) = extract(folder.path(), &[".", "--metadata", "m.csv"]);
    assert_eq!(documents.len(), 3);
    assert!(told.contains("1 in another language by the metadata, read all the same"), "{told}");
    assert!(!told.contains("have no date"), "one is none: {told}");
}
