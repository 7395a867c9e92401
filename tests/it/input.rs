//! Reading inputs of every kind, good and bad, through the public door.

use palabre::{
    error::{Error, ErrorKind},
    input::{self, Note, Options, Read},
    model::Date,
};
use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

/// Writes a file and reads it.
fn read_with(name: &str, bytes: impl AsRef<[u8]>, options: &Options) -> Vec<Result<Read, Error>> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    let found = input::find(&[folder.path().join(name)]);
    assert!(found.failures.is_empty(), "{:?}", found.failures);
    match input::read(&found.files[0], options) {
        Ok(documents) => documents.collect(),
        Err(error) => vec![Err(error)],
    }
}

fn read(name: &str, bytes: impl AsRef<[u8]>) -> Vec<Result<Read, Error>> {
    read_with(name, bytes, &Options::default())
}

#[track_caller]
fn one(name: &str, bytes: impl AsRef<[u8]>) -> Read {
    let mut read = read(name, bytes);
    assert_eq!(read.len(), 1);
    read.remove(0).unwrap()
}

/// Ids and texts of the rows that could be read; `line:column: message` of those that could not.
fn rows(name: &str, bytes: impl AsRef<[u8]>) -> Vec<String> {
    let told = |result: Result<Read, Error>| match result {
        Ok(Read { document, .. }) => format!("{}={}", document.id, document.text),
        Err(error) => match error.kind() {
            ErrorKind::Data { place, message, .. } => format!("{}:{}: {message}", place.line, place.column),
            _ => error.to_string(),
        },
    };
    read(name, bytes).into_iter().map(told).collect()
}

fn windows_1252(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_1252.encode(text).0.into_owned()
}

fn utf16(text: &str) -> Vec<u8> {
    "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn texts_in_any_encoding() {
    let text =
        "L’arrivée du général\n\nLe général Traoré est arrivé à Gao, où l’on l’attendait « de pied ferme ».";
    for (bytes, notes) in [
        (text.as_bytes().to_vec(), vec![]),
        ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), vec![]),
        (windows_1252(text), vec![Note::Decoded { encoding: "windows-1252" }]),
        (utf16(text), vec![Note::Decoded { encoding: "UTF-16LE" }]),
    ] {
        let read = one("a.txt", bytes);
        assert_eq!(read.document.text, text);
        assert_eq!(read.document.title.as_deref(), Some("L’arrivée du général"));
        assert_eq!(read.notes, notes);
    }
}

#[test]
fn what_is_not_text_is_told() {
    for (name, bytes, message) in [
        (
            "a.txt",
            b"%PDF-1.7 \xE2\xE3".as_slice(),
            "a PDF that cannot be read: couldn't parse input: invalid file header",
        ),
        ("a.docx", b"PK\x03\x04\x14\0\x06\0", "cannot be opened: invalid Zip archive: Could not find EOCD"),
        ("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0", "looks like an old Office document, not text"),
        ("a.jsonl", b"\x1F\x8B\x08\0\0\0", "looks like a gzip archive, not text"),
        ("a.csv", b"a,b\0,c\n", "looks like binary data, not text: it has NUL bytes"),
    ] {
        let error = read(name, bytes).remove(0).unwrap_err();
        assert!(error.to_string().ends_with(&format!("{name}: {message}")), "{error}");
        assert!(error.hint().is_some());
    }
}

#[test]
fn odd_text_is_no_error() {
    for name in ["a.txt", "a.md", "a.html", "a.xyz"] {
        assert_eq!(one(name, "").document.text, "");
        assert_eq!(one(name, "\u{2028}x\u{2029}\u{85}").document.text.trim_matches(char::is_whitespace), "x");
    }
    assert!(read("a.jsonl", "").is_empty() && read("a.csv", "").is_empty());
    assert!(read("a.jsonl", "\n\n \n").is_empty() && read("a.csv", "\n\n").is_empty());
    let late_nul = format!("{}\0fin", "mot ".repeat(5_000));
    assert_eq!(one("a.txt", &late_nul).document.text, late_nul);
    let damaged =
        [b"Traor\xC3\xA9 et Go\xC3\xAFta, D\xC3\xA9by, ".as_slice(), b"Kabor\xC3\xA9 \xFF."].concat();
    let read = one("a.txt", damaged);
    assert_eq!(read.document.text, "Traoré et Goïta, Déby, Kaboré \u{FFFD}.");
    assert_eq!(read.notes, [Note::Replaced { count: 1 }]);
}

#[test]
fn repair_is_a_switch() {
    let debris = "Le gÃ©nÃ©ral\nÂ\nest lÃ\u{a0}.";
    let read = one("a.txt", debris);
    assert_eq!(read.document.text, "Le général\n\nest là.");
    assert_eq!(read.notes, [Note::Repaired { count: 4 }]);
    let options = Options::default().with_repair(false);
    let kept = read_with("a.txt", debris, &options).remove(0).unwrap();
    assert_eq!((kept.document.text.as_str(), kept.document.repairs.len()), (debris, 0));
}

#[test]
fn json_lines() {
    let lines = concat!(
        "\u{FEFF}{\"id\": \"a\", \"text\": \"Un.\", \"extra\": [{\"x\": null}]}\r\n",
        "\n",
        "{\"text\": \"Deux.\"}\n",
        "{\"id\": 7, \"text\": \"Trois.\"}\n",
        "{\"id\": \"é\", \"text\": \"Quatre}\n",
        "{\"id\": \"a\", \"text\": \"Cinq.\"}\n",
        "{\"id\": \"a\", \"text\": \"Six.\"}\n",
        "{\"id\": \"b\"}\n",
        "{\"id\": \"c\", \"text\": 3}\n",
        "\"rien\"\n",
        "{\"text\": \"fin\"} x\n",
        "{\"text\": null}\n",
        "{\"id\": \"\", \"text\": \"\"}",
    );
    assert_eq!(
        rows("f.jsonl", lines),
        [
            "a=Un.",
            "f.jsonl#3=Deux.",
            "7=Trois.",
            "5:28: not a JSON object: EOF while parsing a string",
            "a#2=Cinq.",
            "a#3=Six.",
            "8:0: no text: the row has no \"text\"; there are: id",
            "9:0: no text: \"text\" is not a string",
            "10:6: not a JSON object: invalid type: string \"rien\", expected an object",
            "11:17: not a JSON object: trailing characters",
            "12:0: no text: the row has no \"text\"; there are: text",
            "f.jsonl#13=",
        ]
    );
    let error = read("f.json", "[\n{\"text\": \"x\"}\n]").remove(0).unwrap_err();
    assert!(error.hint().unwrap().contains("jq"), "{error}");
}

#[test]
fn json_lines_in_other_encodings() {
    let line = "{\"text\": \"Le général est arrivé à Gao, près du fleuve.\"}\n";
    let wanted = "Le général est arrivé à Gao, près du fleuve.";
    for bytes in [windows_1252(line), utf16(line)] {
        assert_eq!(rows("f.jsonl", bytes.repeat(1)), [format!("f.jsonl#1={wanted}")]);
    }
    assert_eq!(rows("f.jsonl", utf16(&line.repeat(3_000))).len(), 3_000);
}

#[test]
fn metadata_of_rows() {
    let options = Options::default();
    let options = options.with_text_column("corps").with_id_column("url").with_source_column("url");
    let json =
        r#"{"url": "https://x.example/1", "corps": "Texte.", "title": " Un\ntitre ", "date": "8 mai 2025"}"#;
    let csv = "url;corps;title;date\nhttps://x.example/1;Texte.; Un titre ;08/05/2025\n";
    for (name, bytes) in [("f.jsonl", json), ("f.csv", csv)] {
        let document = read_with(name, bytes, &options).remove(0).unwrap().document;
        assert_eq!(document.id, "https://x.example/1");
        assert_eq!(document.source.as_deref(), Some("https://x.example/1"));
        assert_eq!(document.title.as_deref(), Some("Un titre"));
        assert_eq!(document.date, Some(Date::constant(2025, 5, 8)));
    }
    let read = one("f.jsonl", r#"{"text": "x", "date": "hier"}"#);
    assert_eq!(read.notes, [Note::UnreadableDate { value: "hier".into() }]);
}

#[test]
fn tables() {
    let table = "id,Text\n1,\"Un, puis\nun.\"\n2\n3,Trois.,trop\n4,Quatre.,\n1,Encore.\n,Six.\n";
    assert_eq!(
        rows("f.csv", table),
        [
            "1=Un, puis\nun.",
            "4:0: row of 1 cells under a header of 2",
            "5:0: row of 3 cells under a header of 2",
            "4=Quatre.",
            "1#2=Encore.",
            "f.csv#8=Six.",
        ]
    );
    assert_eq!(rows("f.tsv", "id\ttext\n1\tUn; deux, trois.\n"), ["1=Un; deux, trois."]);
    let excel = "id;text\r\n1;Le général est arrivé à Gao.\r\n";
    for bytes in
        [excel.as_bytes().to_vec(), format!("\u{FEFF}{excel}").into(), windows_1252(excel), utf16(excel)]
    {
        assert_eq!(rows("f.csv", bytes), ["1=Le général est arrivé à Gao."]);
    }
    let error = read("f.csv", "id,propos,titre\n1,a,b\n").remove(0).unwrap_err();
    assert!(
        error.to_string().ends_with("f.csv:1: no column \"text\"; there are: id, propos, titre"),
        "{error}"
    );
    assert!(error.hint().unwrap().contains("--text-column"));
}

/// Of a header of blanks no table is made.
#[test]
fn a_header_has_an_end() {
    let table = |columns: usize| format!("text{}\nLe Mali.{}\n", ",a".repeat(columns), ",".repeat(columns));
    assert_eq!(rows("a.csv", table(10_000)).len(), 1);
    let error = read("a.csv", table(20_000)).remove(0).unwrap_err();
    assert!(error.to_string().contains("a header of 20001 columns"), "{error}");
}

#[test]
fn dates_of_files() {
    for (name, text, wanted) in [
        ("2025-05-08-moscou.txt", "Bamako, 1er mars 2024 – Rien.", Some((2025, 5, 8))),
        ("a.txt", "Bamako, 1er mars 2024 – Rien.", Some((2024, 3, 1))),
        ("a.md", "---\ntitle: T\ndate: 2022-08-15\n---\nBamako, 1er mars 2024 – Rien.", Some((2022, 8, 15))),
        ("a.txt", "Titre : T\nDate : 15/08/2022\n\nRien.", Some((2022, 8, 15))),
        ("a.html", "<p>Publié le 8 mai 2025</p><p>Rien.</p>", Some((2025, 5, 8))),
        ("a.txt", "Le 18 août 2020, tout a changé.", None),
    ] {
        let wanted = wanted.map(|(year, month, day)| Date::constant(year, month, day));
        assert_eq!(one(name, text).document.date, wanted, "{name}: {text}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "x").unwrap();
    let found = input::find(std::slice::from_ref(&path));
    fs::remove_file(&path).unwrap();
    let error = input::read(&found.files[0], &Options::default()).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Io { .. }), "{error}");
    assert_eq!(input::find(&[PathBuf::from("nulle/part")]).failures.len(), 1);
}

#[test]
fn much_of_anything_takes_little_time() {
    let long_line = "Le général Traoré est à Gao. ".repeat(140_000);
    let debris = "gÃ©nÃ©ral Â ".repeat(40_000);
    let signatures = "Une Plume\n\n".repeat(40_000);
    let links = "À lire aussi\n".repeat(40_000);
    let cases: [(&str, String); 9] = [
        ("a.txt", "\n".repeat(200_000)),
        ("a.txt", long_line.clone()),
        ("a.txt", debris),
        ("a.txt", signatures),
        ("a.txt", links),
        ("a.html", format!("<p>{long_line}")),
        ("a.html", "<p>Un paragraphe, puis un autre. </p>".repeat(20_000)),
        ("a.jsonl", format!("{{\"text\": {}}}", serde_json::Value::from(long_line.as_str()))),
        ("a.csv", format!("text\n\"{long_line}\"")),
    ];
    for (index, (name, bytes)) in cases.into_iter().enumerate() {
        let started = Instant::now();
        one(name, bytes);
        assert!(started.elapsed() < Duration::from_secs(15), "case {index}: {:?}", started.elapsed());
    }
}

#[test]
fn the_readme_lists_every_format() {
    let extensions = input::FORMATS.iter().map(|format| format!("`.{}`", format.extensions[0]));
    let list = extensions.collect::<Vec<_>>().join(", ");
    assert!(include_str!("../../README.md").contains(&list), "README.md does not say {list}");
}

#[test]
fn documents_may_go_to_another_thread() {
    fn check<T: Send>() {}
    check::<input::Documents>();
}
