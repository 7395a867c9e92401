//! PDF files: the text layer of two-column pages says what the articles say that were set in them.

use assert_cmd::Command;
use palabre::{
    Extractor,
    input::{self, Options},
    model::Extraction,
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::LazyLock,
};

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::builtin().unwrap());

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pdf").join(name)
}

fn extract(name: &str) -> Extraction {
    let options = Options::default().with_conventions(input::Conventions::new(EXTRACTOR.lexicon()));
    let files = input::find(&[sample(name)]).files;
    let read = input::read(&files[0], &options).unwrap().next().unwrap().unwrap();
    EXTRACTOR.extract(read.document)
}

fn relations(extraction: &Extraction) -> BTreeSet<String> {
    let id = |end: palabre::model::EntityIndex| &extraction.entities[end.0 as usize].id;
    let relations = extraction.relations.iter();
    relations.map(|of| format!("{} {} {} {:?}", id(of.source), of.kind, id(of.target), of.modality)).collect()
}

/// LibreOffice and Chromium, justified and hyphenated, with running heads and page numbers.
#[test]
fn columns_say_what_their_source_says() {
    let wanted = extract("columns.txt");
    let all = relations(&wanted);
    assert!(all.len() > 30);
    for name in ["columns-writer.pdf", "columns-web.pdf"] {
        let found = extract(name);
        assert_eq!(
            (&found.document.title, found.document.date),
            (&wanted.document.title, wanted.document.date)
        );
        let same = all.intersection(&relations(&found)).count();
        assert!(20 * same >= 19 * all.len(), "{name}: {same} of {}", all.len());
        for furniture in ["Le Fleuve du soir", "Page 1"] {
            assert!(!found.document.text.contains(furniture), "{name}: {furniture}");
        }
        // Words only: the text has no other line ends than those of paragraphs.
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let (source, read) = (words(&wanted.document.text), words(&found.document.text));
        let differing = source.iter().filter(|word| !read.contains(word)).count();
        assert!(50 * differing <= source.len(), "{name}: {differing} words of {}", source.len());
    }
}

#[test]
fn a_scan_has_no_text_and_what_is_broken_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let broken = folder.path().join("broken.pdf");
    std::fs::write(&broken, b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog").unwrap();
    for (path, message) in [(sample("scan.pdf"), "no text in it"), (broken, "a PDF that cannot be read")] {
        let mut command = Command::cargo_bin("palabre").unwrap();
        let done = command.args(["extract", "-f", "jsonl"]).arg(path).assert().code(1);
        let told = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
        assert!(told.contains(message), "{told}");
    }
}

#[test]
fn a_program_of_ones_own_may_read_pdf() {
    let run = |command: &str| {
        let mut palabre = Command::cargo_bin("palabre").unwrap();
        palabre
            .args(["extract", "-q", "-f", "jsonl", "--pdf-command", command])
            .arg(sample("scan.pdf"))
            .assert()
    };
    let echo = run("echo Assimi Goïta est arrivé à Moscou. {}").success();
    let found = String::from_utf8_lossy(&echo.get_output().stdout).into_owned();
    assert!(found.contains("assimi-goita"), "{found}");
    run("no-such-program {}").code(1);
    run("false").code(1);
}
