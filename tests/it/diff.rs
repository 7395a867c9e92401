//! `palabre diff`, on articles that are made here: what changed between them is known.

use assert_cmd::Command;
use std::{collections::BTreeMap, fs, process::Output};
use tempfile::TempDir;

const PALABRE: &str = env!("CARGO_BIN_EXE_palabre");

/// An article of each day; each is of an event that is public.
const OLD: &[(&str, &str)] = &[
    ("2020-06-01", "Le colonel Assimi Goïta a rencontré Ibrahim Boubacar Keïta."),
    ("2020-06-02", "La France soutient le Mali. Le Mali coopère avec la France."),
    ("2020-06-03", "Le Mali est membre du G5 Sahel. La France coopère avec le Niger."),
];
const NEW: &[(&str, &str)] = &[
    ("2025-06-22", "Le général Assimi Goïta a rencontré Vladimir Poutine à Moscou."),
    ("2025-06-23", "La Russie soutient le Mali. La France ne soutient plus le Mali."),
    ("2025-06-24", "La France coopère avec le Niger."),
];

struct Run {
    folder: TempDir,
}

impl Run {
    /// A folder with `old`, `new` and `both` as JSON Lines of an extraction.
    fn new() -> Run {
        let run = Run { folder: tempfile::tempdir().unwrap() };
        for (name, articles) in [("old", OLD), ("new", NEW), ("both", &[OLD, NEW].concat())] {
            let row = |(date, text): &(&str, &str)| {
                serde_json::json!({ "id": date, "date": date, "text": text }).to_string() + "\n"
            };
            let rows: String = articles.iter().map(row).collect();
            fs::write(run.folder.path().join(format!("{name}-articles.jsonl")), rows).unwrap();
            run.ok(&format!("extract {name}-articles.jsonl -f jsonl -o {name}"));
        }
        run
    }

    fn output(&self, arguments: &str) -> Output {
        let mut command = Command::new(PALABRE);
        command.args(arguments.split_whitespace()).current_dir(self.folder.path()).output().unwrap()
    }

    #[track_caller]
    fn ok(&self, arguments: &str) -> String {
        let output = self.output(arguments);
        assert!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Per kind and ends of a change, its other cells by column.
    fn changes(&self, arguments: &str) -> BTreeMap<String, BTreeMap<String, String>> {
        let table = self.ok(arguments);
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let rows = reader.deserialize::<BTreeMap<String, String>>();
        let key =
            |row: &BTreeMap<String, String>| format!("{} {} {}", row["Source"], row["Kind"], row["Target"]);
        rows.map(|row| row.unwrap()).map(|row| (key(&row), row)).collect()
    }
}

#[test]
fn what_changed_is_told() {
    let run = Run::new();
    let changes = run.changes("diff old new");
    let ways: BTreeMap<&str, &str> = changes.iter().map(|(key, row)| (&**key, &*row["Change"])).collect();
    for (key, way) in [
        ("assimi-goita meets vladimir-poutine", "new"),
        ("assimi-goita meets ibrahim-boubacar-keita", "vanished"),
        ("assimi-goita has_rank ", "changed"),
        ("russie supports mali", "new"),
        ("france supports mali", "ended"),
        ("mali member_of g5-sahel", "vanished"),
    ] {
        assert_eq!(ways.get(key), Some(&way), "{key} in {ways:#?}");
    }
    assert_eq!(ways.get("france cooperates_with niger"), None, "it is as it was");
    let rank = &changes["assimi-goita has_rank "];
    assert_eq!((&*rank["OldValues"], &*rank["NewValues"], &*rank["Of"]), ("colonel", "général", "rank"));
    let ended = &changes["france supports mali"];
    assert_eq!((&*ended["OldWeight"], &*ended["NewWeight"], &*ended["Date"]), ("1", "0", "2025-06-23"));
    assert_eq!(ended["Text"], "La France ne soutient plus le Mali.");
    let vanished = &changes["mali member_of g5-sahel"];
    assert_eq!((&*vanished["Document"], &*vanished["Of"]), ("2020-06-03", "relation"), "the old sentence");
}

#[test]
fn periods_of_one_file_are_as_two_files() {
    let run = Run::new();
    let two = run.ok("diff old/extraction.jsonl new/extraction.jsonl");
    for periods in ["--before 2021", "--after 2020", "--before 2021 --after 2024-12", "--before 2025-06-22"] {
        assert_eq!(run.ok(&format!("diff both {periods}")), two, "{periods}");
    }
    assert_eq!(run.ok("diff both both"), two.split_inclusive('\n').next().unwrap(), "nothing but the header");
    assert!(!run.output("diff both").status.success(), "old alone");
}

#[test]
fn text_is_for_people_and_a_folder_for_programs() {
    let run = Run::new();
    let text = run.ok("diff old new -f text");
    assert!(text.starts_with("new relations ("), "{text}");
    assert!(
        text.contains(
            "\n  Assimi Goïta – Vladimir Poutine  meets  0 → 1\n      2025-06-22 2025-06-22: Le général"
        ),
        "{text}"
    );
    assert!(
        text.contains("\nchanged ranks (1)\n  Assimi Goïta  has_rank  colonel → général  1 → 1\n"),
        "{text}"
    );
    let short = run.ok("diff old new -f text -n 1");
    assert!(short.contains(" more (--limit 0)\n") && short.len() < text.len(), "{short}");
    assert_eq!(run.ok("diff both both -f text"), "no changes\n");

    run.ok("diff old new -o changes");
    assert!(run.folder.path().join("changes/changes.html").exists());
    let file = fs::read_to_string(run.folder.path().join("changes/changes.csv")).unwrap();
    assert_eq!(file, run.ok("diff old new"));
    assert_eq!(run.output("diff old new -o changes").status.code(), Some(2), "it is there already");
    let heavy = run.ok("diff old new --min-weight 2 --relations supports,meets --typed-only");
    assert_eq!(heavy.lines().count(), 1, "{heavy}");
}

/// The report of both sides: their graphs as one, and what changed beside it.
#[test]
fn the_report_has_what_changed() {
    let run = Run::new();
    let page = run.ok("diff old new -f html --lang en");
    assert_eq!(page, run.ok("diff old new -f html --lang en -j 2"), "the same bytes");
    let (_, graph) = page.rsplit_once("id=\"graph\">").unwrap();
    let data: serde_json::Value = serde_json::from_str(graph.split_once("</script>").unwrap().0).unwrap();
    assert_eq!((&data["language"], &data["read"]), (&"en".into(), &6.into()));
    let changes = &data["changes"];
    let name = |place: &serde_json::Value| data["nodes"]["id"][place.as_u64().unwrap() as usize].clone();
    let told = |at: usize| {
        let way = changes["way"][at].as_u64().unwrap() as usize;
        let edge = changes["edge"][at].as_u64().map(|edge| edge as usize);
        // Every change of an edge leads to that edge.
        if let Some(edge) = edge {
            let kind = data["edges"]["type"][edge].as_u64().unwrap() as usize;
            assert_eq!(data["types"][kind]["name"], changes["kind"][at]);
            assert_eq!(data["edges"]["source"][edge], changes["source"][at]);
        }
        let source = name(&changes["source"][at]);
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_string();
        format!(
            "{} {} {}",
            text(&changes["ways"][way]["name"]),
            text(&changes["kind"][at]),
            source.as_str().unwrap()
        )
    };
    let all: Vec<String> = (0..changes["way"].as_array().unwrap().len()).map(told).collect();
    for one in ["new meets assimi-goita", "vanished meets assimi-goita", "changed has_rank assimi-goita"] {
        assert!(all.iter().any(|told| told == one), "{one} in {all:?}");
    }
    let kept = &data["edges"]["type"];
    assert!(kept.as_array().unwrap().len() > all.len() - 1, "what did not change is there, too");
    // The lines hold no whole texts: their sentences are there.
    assert!(page.contains("ne soutient plus") && page.contains("a rencontré Ibrahim Boubacar"));
    assert_eq!(run.output("diff old new -f html,csv").status.code(), Some(2), "two on standard output");
}
