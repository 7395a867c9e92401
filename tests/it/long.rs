//! Long texts: lists of many names, and what is told of them.

use crate::cli::{folder, run};
use palabre::{Extractor, model::Document};
use std::collections::{BTreeMap, BTreeSet};

/// So many names, no two alike.
fn names(number: usize) -> Vec<String> {
    let syllables = ["ba", "ko", "di", "ma", "tra", "so", "ki", "lou"];
    let surname = |of: usize| [of / 64, of / 8, of].map(|digit| syllables[digit % 8]).concat();
    let capital = |word: String| format!("{}{}", word[..1].to_uppercase(), &word[1..]);
    (0..number).map(|of| format!("{} {}", ["Moussa", "Awa", "Issa"][of % 3], capital(surname(of)))).collect()
}

fn rows(table: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(table.as_bytes()).deserialize().map(|row| row.unwrap()).collect()
}

#[test]
fn a_long_list_is_tied_by_neighbours_told_and_written_once() {
    let list = format!("Étaient présents {}.", names(100).join(", "));
    let folder = folder(&[("liste.txt", &list)]);
    let done = run(folder.path(), &["extract", "-f", "csv", "-o", "out", "liste.txt"], "");
    assert!(done.err.contains("1 document has lists of many actors"), "{}", done.err);
    let table = |name: &str| std::fs::read_to_string(folder.path().join("out").join(name)).unwrap();
    let (evidence, passages) = (table("evidence.csv"), table("passages.csv"));
    let (rows_of_evidence, passages) = (rows(&evidence), rows(&passages));
    assert_eq!(rows_of_evidence.len(), 390, "each with the four before it");
    assert!(done.err.contains("4560 pairs farther apart are not"), "{}", done.err);
    for row in &rows_of_evidence {
        let text = &row["Text"];
        assert!(text.chars().count() <= 500, "{text}");
        assert!(text.contains(&row["SourceLabel"]) && text.contains(&row["TargetLabel"]), "{row:?}");
    }
    let place =
        |row: &BTreeMap<String, String>| ["Document", "Start", "End"].map(|column| row[column].clone());
    let told: BTreeSet<_> = passages.iter().map(place).collect();
    assert_eq!(told, rows_of_evidence.iter().map(place).collect());
    assert_eq!(passages.len(), 1);
    assert!(passages[0]["Text"].starts_with(&list[..100]), "{}", passages[0]["Text"]);
}

/// What is left out is the same, read again from JSON Lines.
#[test]
fn what_is_not_tied_is_in_json_lines() {
    let list = format!("Étaient présents {}.", names(100).join(", "));
    let folder = folder(&[("liste.txt", &list), ("court.txt", "Awa Koné a rencontré Issa Diallo.")]);
    let done = run(folder.path(), &["extract", "-q", "liste.txt", "court.txt"], "");
    let untied: Vec<bool> = done.out.lines().map(|line| line.contains("\"untied\":4560}")).collect();
    assert_eq!(untied, [false, true], "{}", done.out);
    let again = run(folder.path(), &["graph", "-f", "csv", "-"], done.out.clone());
    assert!(again.err.contains("4560 pairs farther apart are not"), "{}", again.err);
}

/// Whom role phrases mean does not depend on how many others there are: people are found by the office, with what stands
/// beside the name.
#[test]
fn phrases_mean_the_nearest_of_many() {
    let names = names(80);
    let told = |name: &String| {
        format!(
            "{name}, ministre de la Défense du Mali, a parlé. Le ministre malien de la Défense a dit non."
        )
    };
    let text = names.iter().map(told).collect::<Vec<_>>().join("\n");
    let extraction = Extractor::builtin().unwrap().extract(Document::new("1", &text));
    let phrases = extraction.mentions.iter().filter(|mention| mention.kind == palabre::model::Kind::Role);
    let meant: Vec<&str> =
        phrases.filter_map(|mention| Some(&*extraction.entities[mention.entity?.0 as usize].name)).collect();
    assert_eq!(meant, names.iter().map(String::as_str).collect::<Vec<_>>());
}
