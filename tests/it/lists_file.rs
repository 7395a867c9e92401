//! Lists in a file of `palabre gazetteer build`.

use crate::cli::folder;
use assert_cmd::Command;
use palabre::{
    Extractor,
    lexicon::{self, Options},
    model::{Document, Lexicon},
};
use std::{fs, path::Path};

/// A folder that adds a row, replaces another, and has a frame of its own.
const LISTS: [(&str, &str); 2] = [
    ("people.csv", "id,name,aliases\nassimi-goita,Assimi Goïta,Goïta l’Essayeur\nada-ba,Ada Ba,\n"),
    (
        "frames-essai.toml",
        "[[frame]]\nrelation = \"meets\"\nnoun = \"tripatouillage\"\nnoun_takes = [\"_ entre A et B\"]\n\
         says = [\"Un tripatouillage entre [Paul Biya] et [Emmanuel Macron].\"]\n",
    ),
];

const TEXT: &str =
    "Goïta l’Essayeur a reçu Ada Ba à Bamako. Un tripatouillage entre Ada Ba et Paul Biya est annoncé.";

fn said(lexicon: Lexicon) -> String {
    format!("{:?}", Extractor::new(lexicon).extract(Document::new("essai", TEXT)))
}

fn load(paths: &[&Path]) -> palabre::error::Result<Lexicon> {
    lexicon::load(&paths.iter().fold(Options::default(), |options, path| options.with_folder(*path)))
}

#[test]
fn a_file_says_what_its_folder_says() {
    let lists = folder(&LISTS);
    let file = lists.path().join("essai.palabre");
    Command::cargo_bin("palabre")
        .unwrap()
        .args(["gazetteer", "build"])
        .arg(lists.path())
        .arg("-o")
        .arg(&file)
        .assert()
        .success();
    assert_eq!(said(load(&[&file]).unwrap()), said(load(&[lists.path()]).unwrap()));

    let more = folder(&[("people.csv", "name\nFanta Essai\n")]);
    let lexicon = load(&[&file, more.path()]).unwrap();
    assert!(lexicon.names_in("Fanta Essai et Ada Ba").len() >= 2, "a folder adds to the file");
    let error = |paths: &[&Path]| load(paths).unwrap_err().to_string();
    let replaced = folder(&[("people.csv", "id,name\nada-ba,Ada Sow\n")]);
    assert!(error(&[&file, replaced.path()]).contains("a folder replaces rows of these compiled lists"));
    let broken = folder(&[("people.csv", "name,country\nAda Sow,atlantide\n")]);
    assert!(error(&[&file, broken.path()]).ends_with("people.csv:2:9: unknown id `atlantide`"));
    assert!(error(&[more.path(), &file]).contains("not a folder"));
    assert!(error(&[&lists.path().join("people.csv")]).contains("neither a folder nor compiled lists"));

    let bytes = fs::read(&file).unwrap();
    for (what, bytes) in [
        ("cut", bytes[..bytes.len() - 1].to_vec()),
        ("altered", [&bytes[..99], &[bytes[99] ^ 1], &bytes[100..]].concat()),
        ("another version", [&bytes[..8], &[bytes[8] + 1], &bytes[9..]].concat()),
    ] {
        fs::write(&file, bytes).unwrap();
        assert!(error(&[&file]).contains(what), "{what}");
    }
}
