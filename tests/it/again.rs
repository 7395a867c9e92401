//! `palabre graph`: every output again from JSON Lines of earlier runs, byte for byte, without the texts.

use assert_cmd::Command;
use palabre::export::FORMATS;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Output,
};
use tempfile::TempDir;

const PALABRE: &str = env!("CARGO_BIN_EXE_palabre");

pub(crate) struct Run {
    folder: TempDir,
}

impl Run {
    fn new() -> Run {
        Run { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: &str) {
        fs::write(self.path(name), content).unwrap();
    }

    pub(crate) fn output(&self, arguments: &str, stdin: &[u8]) -> Output {
        let arguments = arguments.split_whitespace();
        let mut command = Command::new(PALABRE);
        command.args(arguments).current_dir(self.folder.path()).write_stdin(stdin).output().unwrap()
    }

    #[track_caller]
    pub(crate) fn ok(&self, arguments: &str) -> String {
        let output = self.output(arguments, b"");
        assert!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The error of a run that is refused.
    #[track_caller]
    pub(crate) fn refused(&self, arguments: &str) -> String {
        let output = self.output(arguments, b"");
        assert_eq!(output.status.code(), Some(2), "{arguments}");
        String::from_utf8(output.stderr).unwrap()
    }

    /// Every file of a folder, with the folders in it.
    fn files(&self, name: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let (root, mut files) = (self.path(name), BTreeMap::new());
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => folders.push(path),
                    false => {
                        let name = path.strip_prefix(&root).unwrap().to_path_buf();
                        files.insert(name, fs::read(path).unwrap());
                    }
                }
            }
        }
        files
    }

    #[track_caller]
    pub(crate) fn same(&self, one: &str, other: &str) {
        let (one, other) = (self.files(one), self.files(other));
        assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
        assert!(!one.is_empty());
        for (name, bytes) in one {
            assert!(bytes == other[&name], "{} differs", name.display());
        }
    }
}

/// The articles of the examples as rows, a text that is repaired on the way in, and one whose last character is taken out.
fn articles() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
    let mut paths: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut rows: Vec<String> = paths
        .iter()
        .map(|path| {
            let id = path.file_name().unwrap().to_str().unwrap();
            let text = fs::read_to_string(path).unwrap();
            serde_json::json!({ "id": id, "text": text, "date": "2025-05-08", "title": id }).to_string()
        })
        .collect();
    let broken =
        "Assimi GoÃ¯ta a reÃ§u SergueÃ¯ Lavrov Ã\u{a0} Bamako. Le gÃ©nÃ©ral Sadio Camara Ã©tait lÃ\u{a0}.";
    rows.push(serde_json::json!({ "id": "mojibake", "text": broken, "source": "essai" }).to_string());
    let ends = "Assimi Goïta a reçu Sergueï Lavrov à Bamako.\n©\u{fe0f}";
    rows.push(serde_json::json!({ "id": "variante", "text": ends, "date": "2025-05-09" }).to_string());
    assert!(rows.len() > 10, "{} rows", rows.len());
    rows
}

/// A run with the articles in `all.jsonl`, and in two parts.
pub(crate) fn run() -> Run {
    let run = Run::new();
    let rows = articles();
    let lines = |rows: &[String]| rows.iter().map(|row| row.clone() + "\n").collect::<String>();
    run.write("all.jsonl", &lines(&rows));
    run.write("part-1.jsonl", &lines(&rows[..4]));
    run.write("part-2.jsonl", &lines(&rows[4..]));
    run
}

#[test]
fn every_format_is_the_same_again() {
    let run = run();
    let formats: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    let formats = formats.join(",");
    for jobs in 1..=2 {
        run.ok(&format!("extract all.jsonl -o once-{jobs} --with-text -f {formats} -j {jobs}"));
        run.ok(&format!("graph once-1/extraction.jsonl -o again-{jobs} --with-text -f {formats} -j {jobs}"));
    }
    for other in ["once-2", "again-1", "again-2"] {
        run.same("once-1", other);
    }
}

#[test]
fn tables_and_picture_need_no_texts() {
    let run = run();
    let formats = "-f csv,dot,jsonl";
    for part in [1, 2] {
        let lines = run.ok(&format!("extract part-{part}.jsonl -f jsonl"));
        run.write(&format!("extraction-{part}.jsonl"), &lines);
    }
    let choice = "--kinds person,country --references off --relations meets,visits --from 2025-05";
    for options in ["", choice, "--relations none"] {
        run.ok(&format!("extract all.jsonl -o once --force {formats} {options}"));
        run.ok(&format!("graph extraction-2.jsonl extraction-1.jsonl -o again --force {formats} {options}"));
        run.same("once", "again");
    }
}

#[test]
fn what_was_read_with_options_keeps_them() {
    let run = run();
    let reading = "--window paragraph --metonymy all --kinds person,place,rank";
    run.ok(&format!("extract all.jsonl -o once -f csv,jsonl {reading}"));
    run.ok("graph once/extraction.jsonl -o again -f csv,jsonl");
    run.same("once", "again");
}

#[test]
fn lines_come_from_folders_and_from_standard_input() {
    let run = run();
    let lines = run.ok("extract all.jsonl -f jsonl");
    let edges = run.ok("extract all.jsonl -f csv");
    let output = run.output("graph - -f csv", lines.as_bytes());
    assert_eq!(String::from_utf8(output.stdout).unwrap(), edges);
    fs::create_dir(run.path("lines")).unwrap();
    run.write("lines/one.jsonl", &lines);
    run.write("lines/notes.txt", "Pas une extraction.");
    assert_eq!(run.ok("graph lines -f csv"), edges);
    assert!(lines == run.ok("graph lines"));
}

#[test]
fn what_cannot_be_counted_is_refused() {
    let run = run();
    let lines = run.ok("extract all.jsonl -f jsonl");
    run.write("lines.jsonl", &lines);
    run.write("old.jsonl", "{\"schema_version\":1,\"id\":\"a\",\"mentions\":[]}\n");
    run.write("wide.jsonl", &run.ok("extract part-1.jsonl -f jsonl --window document"));
    run.write("bare.jsonl", &run.ok("extract part-1.jsonl -f jsonl --relations none"));
    for (arguments, error) in [
        ("graph old.jsonl", "palabre: old.jsonl:1: schema_version 1, and not 2\n  hint: extract it again"),
        (
            "graph lines.jsonl --with-text",
            "its whole text is not in the JSON Lines\n  hint: extract with --with-text",
        ),
        (
            "graph lines.jsonl wide.jsonl",
            "extracted with other options than what comes before it\n  hint: --window",
        ),
        ("graph lines.jsonl --kinds person,place", "extracted without `fr.cooccurrence."),
        ("graph bare.jsonl --relations meets", "extracted without relations"),
        ("graph lines.jsonl --relations met", "no relation type `met`"),
    ] {
        let told = run.refused(&format!("{arguments} -o out"));
        assert!(told.contains(error), "{arguments}: {told}");
        assert!(!run.path("out").exists(), "{arguments}");
    }
}

#[test]
fn a_line_that_is_cut_off_costs_itself() {
    let run = run();
    let lines = run.ok("extract all.jsonl -f jsonl");
    let whole = lines.trim_end().rfind('\n').unwrap() + 1;
    run.write("cut.jsonl", &lines[..whole + 100]);
    let output = run.output("graph cut.jsonl missing.jsonl -f jsonl", b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout == lines.as_bytes()[..whole]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("a line that is cut off"), "{told}");
    assert!(told.contains("missing.jsonl: no such file"), "{told}");
    assert!(told.contains("2 failed"), "{told}");
}

#[test]
fn a_document_in_two_files_is_told() {
    let run = run();
    run.write("a.jsonl", &run.ok("extract part-1.jsonl -f jsonl"));
    fs::copy(run.path("a.jsonl"), run.path("b.jsonl")).unwrap();
    let output = run.output("graph a.jsonl b.jsonl -o out", b"");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("not written, for the texts are not in the lines: html\n"), "{told}");
    assert!(told.contains("documents: 4 with an id that an earlier one has"), "{told}");
}
