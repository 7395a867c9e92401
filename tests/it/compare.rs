//! What an edit of the lists changes.

use crate::cli::folder;
use assert_cmd::Command;
use palabre::{
    Extractor,
    compare::Comparison,
    lexicon,
    model::{Difference, Document},
};
use std::sync::LazyLock;

const LISTS: &str = "id,name,country,shared\nfanta-essai,Fanta Kouma-Lang,mali,\n";
const ORGANISATIONS: &str = "id,name,country,subtype\nforum-essai,Bureau des affaires de Banamba,mali,ngo\n";

const TEXTS: [(&str, &str); 3] = [
    (
        "a.txt",
        "Fanta Kouma-Lang a rencontré Sergueï Lavrov à Moscou. Le bureau des affaires de Banamba a réagi.",
    ),
    ("b.txt", "Fanta Kouma-Lang est arrivée. Elle a quitté Bamako."),
    ("c.txt", "Assimi Goïta a reçu Sergueï Lavrov."),
];

fn sides() -> &'static [Extractor; 2] {
    static SIDES: LazyLock<[Extractor; 2]> = LazyLock::new(|| {
        let lists = lexicon::Options::default()
            .with_file("people.csv", LISTS)
            .with_file("organisations.csv", ORGANISATIONS);
        [Extractor::builtin().unwrap(), Extractor::new(lexicon::load(&lists).unwrap())]
    });
    &SIDES
}

fn compared(texts: &[(&str, &str)]) -> Comparison {
    let mut comparison = Comparison::default();
    for (id, text) in texts {
        let [before, after] = sides().each_ref().map(|side| side.extract(Document::new(*id, *text)));
        comparison.add(&before, &after);
    }
    comparison
}

fn shown(differences: &[Difference]) -> Vec<String> {
    let shown = differences.iter().map(|difference| {
        let Difference { of, name, before, after, count, documents, .. } = difference;
        format!("{} {name}: {before} > {after} ({count}/{documents})", of.name())
    });
    shown.collect()
}

#[test]
fn links_mentions_and_relations_are_told() {
    let differences = compared(&TEXTS).finish();
    let shown = shown(&differences);
    assert_eq!(
        shown[0], "link Fanta Kouma-Lang: fanta-kouma-lang > fanta-essai (2/2)",
        "the most frequent first: {shown:#?}"
    );
    let has = |start: &str| shown.iter().any(|difference| difference.starts_with(start));
    assert!(has("mention bureau des affaires de Banamba: "), "{shown:#?}");
    assert!(
        has("relation meets: fanta-kouma-lang → serguei-lavrov > fanta-essai → serguei-lavrov (1/1)"),
        "{shown:#?}"
    );
    let link = &differences[0];
    assert_eq!(link.way(), "changed");
    let sentences: Vec<(&str, &str)> =
        link.shown.iter().map(|shown| (&*shown.document.id, &*shown.text)).collect();
    assert_eq!(sentences[0], ("a.txt", "Fanta Kouma-Lang a rencontré Sergueï Lavrov à Moscou."));
    assert_eq!(sentences[1], ("b.txt", "Fanta Kouma-Lang est arrivée."));
}

#[test]
fn the_order_of_documents_plays_no_part() {
    let all = compared(&TEXTS).finish();
    let parts = compared(&TEXTS[1..]).merge(compared(&TEXTS[..1]));
    assert_eq!(parts.finish(), all);
}

#[test]
fn the_same_lists_change_nothing() {
    let read = |id: &str, text: &str| sides()[0].extract(Document::new(id, text));
    let mut comparison = Comparison::default();
    for (id, text) in TEXTS {
        comparison.add(&read(id, text), &read(id, text));
    }
    assert!(comparison.finish().is_empty());
}

#[test]
fn the_command_compares_with_the_built_in_lists() {
    let texts = folder(&TEXTS);
    let lists = folder(&[("people.csv", LISTS), ("organisations.csv", ORGANISATIONS)]);
    let run = |side: &str, format: &str, jobs: &str| {
        let mut command = Command::cargo_bin("palabre").unwrap();
        command.arg("compare").arg(texts.path()).arg(side).arg(lists.path());
        command.args(["-q", "-f", format, "-j", jobs]);
        String::from_utf8(command.assert().code(1).get_output().stdout.clone()).unwrap()
    };
    let text = run("--after", "text", "1");
    assert!(
        text.contains("  Fanta Kouma-Lang  fanta-kouma-lang  ⇒  fanta-essai  (2 in 2 documents)\n"),
        "{text}"
    );
    assert!(text.contains("b.txt: Fanta Kouma-Lang est arrivée."), "{text}");
    let csv = run("--after", "csv", "2");
    assert_eq!(csv, run("--after", "csv", "1"));
    assert!(csv.starts_with("Of,Change,Name,Before,After,Count,Documents,Document,Date,SourceName,Text\n"));
    assert!(csv.contains("link,changed,Fanta Kouma-Lang,fanta-kouma-lang,fanta-essai,2,2,"), "{csv}");
    // The other way round.
    let lines = run("--before", "jsonl", "2");
    let first: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!((&first["before"], &first["after"]), (&"fanta-essai".into(), &"fanta-kouma-lang".into()));
    assert_eq!(first["shown"].as_array().unwrap().len(), 2);
}
