//! `-f statements`: shards of which nothing else is kept merge to the graph of the whole, byte for byte.

use crate::again::{Run, run};
use std::fs;

/// Everything that is made of the graph alone.
const FORMATS: &str = "csv,dot,gexf,graphml,svg,neo4j,ftm,json";

/// A run with the statements of two parts of the corpus.
fn shards() -> Run {
    let run = run();
    for (part, folder) in [(1, "one"), (2, "two")] {
        run.ok(&format!("extract -q part-{part}.jsonl --keep-duplicates -f statements -o {folder}"));
    }
    run
}

#[test]
fn the_graph_of_shards_is_that_of_the_whole() {
    let run = shards();
    for (number, options) in [
        "",
        "--min-weight 2 --count documents",
        "--relations meets,visits --typed-only",
        "--around assimi-goita --min-documents 2",
        "--from 2025-05-09",
    ]
    .iter()
    .enumerate()
    {
        let [whole, merged] = ["whole", "merged"].map(|name| format!("{name}{number}"));
        run.ok(&format!("extract -q all.jsonl --keep-duplicates -f {FORMATS} -o {whole} {options}"));
        // What documents say one by one is not in statements.
        fs::remove_file(run.path(&whole).join("mentions.csv")).unwrap();
        run.ok(&format!(
            "graph -q two/statements.palabre one/statements.palabre -f {FORMATS} -o {merged} {options}"
        ));
        fs::remove_file(run.path(&whole).join(".palabre-files")).ok();
        run.same(&whole, &merged);
    }
}

#[test]
fn statements_are_the_same_on_any_number_of_threads_and_join_as_bytes_do() {
    let run = shards();
    let read = |jobs: usize| {
        run.output(&format!("extract -q all.jsonl --keep-duplicates -f statements -j {jobs}"), b"").stdout
    };
    let all = read(1);
    assert_eq!(all, read(3));
    let parts = ["one", "two"].map(|part| fs::read(run.path(part).join("statements.palabre")).unwrap());
    assert_eq!(all, parts.concat());
    let lines = run.ok("extract -q all.jsonl --keep-duplicates -f jsonl").len();
    assert!(all.len() < lines / 5, "{} bytes of {lines}", all.len());
    let merged = run.output("graph -q - -f csv", &all);
    assert_eq!(
        String::from_utf8(merged.stdout).unwrap(),
        run.ok("extract -q all.jsonl --keep-duplicates -f csv")
    );
}

#[test]
fn what_statements_are_not_enough_for_is_told() {
    let run = shards();
    let told = |arguments: &str| run.refused(&format!("graph one/statements.palabre {arguments}"));
    assert!(told("-f jsonl").contains("jsonl needs all that was read, and statements are less"));
    assert!(told("-f xlsx -o other").contains("xlsx needs all that was read"));
    assert!(told("").contains("jsonl needs all"), "standard output without a format");
    assert!(told("-f csv --kinds person").contains("its statements were extracted without --kinds"));
    assert!(told("-f csv --references off").contains("extracted without --references off"));
    assert!(told("-f csv --relations none").contains("extracted without --relations none"));
    assert!(told("part-2.jsonl -f csv").contains("of statements and JSON Lines no graph is made together"));
    run.ok("extract -q part-2.jsonl --keep-duplicates -f statements -o other --window paragraph");
    assert!(told("other/statements.palabre -f csv").contains("extracted with other options"));
    let output = run.output("graph one/statements.palabre -o default", b"");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        output.status.success()
            && told.contains("not written, for statements are less than what was read: jsonl, xlsx, html"),
        "{told}"
    );
}

#[test]
fn a_shard_that_is_cut_off_costs_itself() {
    let run = shards();
    let path = run.path("two").join("statements.palabre");
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() - 1]).unwrap();
    let output = run.output("graph one/statements.palabre two/statements.palabre -f csv", b"");
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains("cut off") && told.contains("two/statements.palabre:"), "{told}");
    assert!(String::from_utf8(output.stdout).unwrap().lines().count() > 100);
}
