//! `palabre explain` and `palabre gazetteer suggest`. Every test makes its own inputs.

use assert_cmd::Command;
use std::{fs, path::Path};
use tempfile::TempDir;

const PALABRE: &str = env!("CARGO_BIN_EXE_palabre");

struct Outcome {
    code: Option<i32>,
    out: String,
    err: String,
}

fn run(folder: &Path, arguments: &[&str], stdin: &str) -> Outcome {
    let mut command = Command::new(PALABRE);
    command.args(arguments).current_dir(folder).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    let output = command.write_stdin(stdin).output().unwrap();
    Outcome {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

/// A place in a text, and what must be said of it.
struct Case {
    name: &'static str,
    text: &'static str,
    place: &'static [&'static str],
    code: i32,
    says: &'static [&'static str],
    never: &'static [&'static str],
}

const CASE: Case = Case { name: "", text: "", place: &[], code: 0, says: &[], never: &[] };

fn check(cases: &[Case]) {
    let folder = folder(&[]);
    for Case { name, text, place, code, says, never } in cases {
        let arguments: Vec<&str> = ["explain"].iter().chain(*place).copied().collect();
        let outcome = run(folder.path(), &arguments, text);
        let shown = format!("{name}\n-- out\n{}-- err\n{}", outcome.out, outcome.err);
        assert_eq!(outcome.code, Some(*code), "{shown}");
        for says in *says {
            assert!(outcome.out.contains(says) || outcome.err.contains(says), "{says:?} in {shown}");
        }
        for never in *never {
            assert!(!outcome.out.contains(never), "{never:?} in {shown}");
        }
        assert!(!outcome.out.contains('\u{1b}'), "plain when piped: {shown}");
    }
}

#[test]
fn what_was_found_says_why() {
    check(&[
        Case {
            name: "a name of the lists with what stands around it",
            text: "Le général Sadio Camara, ministre de la Défense du Mali, est arrivé.",
            place: &["--at", "1:14"],
            says: &[
                "1:12  `Sadio Camara`\n  person, found by sadio-camara (people:",
                "entity sadio-camara (Sadio Camara)",
                ": name\n",
                "+ `général`  general (ranks:",
                "+ `ministre de la Défense du Mali`  ministre (roles:",
                "+ `Mali`  mali (countries:",
                "the form is this row's own",
            ],
            ..CASE
        },
        Case {
            name: "a rank is a place of its own",
            text: "Le général Sadio Camara est arrivé.",
            place: &["--at", "1:4"],
            says: &["1:4  `général`\n  rank", "stands beside names"],
            ..CASE
        },
        Case {
            name: "a name that no list has",
            text: "Le colonel Zanga Zorglub a dit non. Zorglub insiste.",
            place: &["--name", "zanga zorglub"],
            says: &[
                "1:12  `Zanga Zorglub`",
                "fr.person.rank-name: person",
                "1:37  `Zorglub`",
                "fr.person.surname",
                "entity zanga-zorglub (Zanga Zorglub, new)",
                "names in full\n",
            ],
            ..CASE
        },
        Case {
            name: "the longer name goes first, and holds the other",
            text: "La Confédération des États du Sahel se réunit.",
            place: &["--name", "Sahel"],
            says: &["+ `Confédération des États du Sahel`", "place, inside a longer name"],
            ..CASE
        },
        Case {
            name: "one row a form, in the order of the kinds",
            text: "Il vit en Géorgie depuis un an.",
            place: &["--name", "Géorgie"],
            says: &["+ `Géorgie`", "country"],
            ..CASE
        },
        Case {
            name: "a group whose members never changed",
            text: "Les trois pays membres de l’AES ont un passeport commun.",
            place: &["--name", "AES"],
            says: &["+ `trois pays membres de l’AES`  fr.group.members: together: Burkina Faso, Mali, Niger"],
            ..CASE
        },
        Case {
            name: "a group on an unknown day",
            text: "Les pays membres de la CEDEAO ont un tarif commun.",
            place: &["--name", "CEDEAO"],
            says: &["- `pays membres de la CEDEAO`  fr.group.members: the day is not known"],
            ..CASE
        },
        Case {
            name: "a place that no list has, after a cue",
            text: "Il est arrivé à Zorgleville hier.",
            place: &["--name", "Zorgleville"],
            says: &["place, found by fr.place.cue;", "\n  places\n    + `Zorgleville`  fr.place.cue: place"],
            ..CASE
        },
        Case {
            name: "a role phrase that the document settles",
            text: "Le général Sadio Camara, ministre de la Défense du Mali, dort. Le ministre malien dort.",
            place: &["--name", "le ministre malien"],
            says: &[
                "+ `Le ministre malien`  fr.role.coreference: Sadio Camara: the one person of the document",
            ],
            ..CASE
        },
        Case {
            name: "a capital with a cue",
            text: "Moscou a annoncé son soutien.",
            place: &["--name", "Moscou"],
            says: &["stands for russie", "fr.metonymy.speaks"],
            ..CASE
        },
        Case {
            name: "a capital without",
            text: "Il est arrivé à Moscou.",
            place: &["--name", "Moscou"],
            says: &["no cue that it stands for its country"],
            never: &["stands for russie"],
            ..CASE
        },
    ]);
}

#[test]
fn a_form_of_several_is_settled_or_left_open() {
    check(&[
        Case {
            name: "open",
            text: "Les FDS avancent.",
            place: &["--name", "FDS"],
            says: &[
                "entity fds--ambigu (FDS, ambiguous)",
                "shared form; first of",
                "candidate; the document does not name its country, Niger",
                "nothing in the document settles it: left open",
            ],
            ..CASE
        },
        Case {
            name: "settled by the country that is named",
            text: "Au Niger, les FDS avancent.",
            place: &["--name", "FDS"],
            says: &[
                "countries that the document names: Niger×1",
                "+ `FDS`  forces-armees-nigeriennes",
                "candidate; the document names its country, Niger, once",
                "the one candidate whose country the document names",
            ],
            ..CASE
        },
    ]);
}

#[test]
fn an_office_is_held_against_the_date() {
    let row = r#"{"id":"a","date":"2025-05-08","text":"Le ministre malien de la Défense se tait."}"#;
    check(&[Case {
        text: row,
        place: &["--stdin-format", "jsonl", "--name", "le ministre malien de la défense"],
        says: &[
            "found by offices:",
            "+ `Le ministre malien de la Défense`  offices:",
            ": held on 2025-05-08",
            ": not held on 2025-05-08",
            ": Sadio Camara: the holder of the office on the day",
        ],
        ..CASE
    }]);
}

#[test]
fn what_was_not_found_says_what_was_considered() {
    check(&[
        Case {
            name: "capitals, and no evidence",
            text: "Hier soir Xandrille Yorgoth dormait.",
            place: &["--at", "1:12"],
            says: &[
                "no mention",
                "no list has it",
                "no rank, title, role, given name or initial at its head, and no cue beside it",
                "fr.person.speech: does not hold",
            ],
            ..CASE
        },
        Case {
            name: "a common word",
            text: "Il dormait bien.",
            place: &["--name", "dormait"],
            says: &["no list has it", "no capital"],
            ..CASE
        },
        Case {
            name: "other capitals",
            text: "Les aes dorment.",
            place: &["--name", "AES"],
            says: &["no mention", "asks for other capitals"],
            ..CASE
        },
        Case {
            name: "a form without its cue",
            text: "Selon elle, Nice dort.",
            place: &["--at", "1:13"],
            says: &["- `Nice`  nice (places:", "no cue before it"],
            ..CASE
        },
        Case {
            name: "a role of many",
            text: "Un ministre dort.",
            place: &["--name", "ministre"],
            says: &[
                "definite phrases\n    - `ministre`  ministre (roles:",
                ": no article or possessive before it",
            ],
            ..CASE
        },
        Case {
            name: "a surname of many, and none of them there",
            text: "Hier, Traoré dormait.",
            place: &["--name", "Traoré"],
            says: &["people of the lists, of whom the document names 0 in full"],
            ..CASE
        },
    ]);
}

#[test]
fn a_summary_counts_what_rules_and_lists_held() {
    let folder = folder(&[
        ("a.txt", "Le colonel Zanga Zorglub a dit non. Zorglub insiste, et le Mali aussi. Nice dort."),
        ("b.txt", "Le colonel Zanga Zorglub est au Mali."),
    ]);
    let outcome = run(folder.path(), &["explain", "--summary", "."], "");
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    let rows: Vec<&str> = outcome.out.lines().collect();
    assert_eq!(rows[0], "pass\trule\theld\trefused");
    for row in [
        "capitalised words\tfr.person.rank-name\t2\t0",
        "surnames\tfr.person.surname\t1\t0",
        "choice\tcountries\t2\t0",
    ] {
        assert!(rows.contains(&row), "{row:?} in {}", outcome.out);
    }
    let refused = rows.iter().find(|row| row.starts_with("lists\tplaces\t")).unwrap();
    assert!(!refused.ends_with("\t0"), "`Nice` has no cue: {refused}");
}

#[test]
fn places_that_are_none() {
    check(&[
        Case {
            text: "Mali.",
            place: &["--name", "Zorglub"],
            code: 1,
            says: &["nothing in the text"],
            ..CASE
        },
        Case { text: "Mali.", place: &["--at", "7:1"], code: 1, says: &["no word at 7:1"], ..CASE },
        Case { text: "Mali.", place: &["--at", "1:5"], code: 1, says: &["no word at 1:5"], ..CASE },
        Case { text: "", place: &["--at", "1:1"], code: 1, says: &["no word at 1:1"], ..CASE },
        Case { text: "Mali.", place: &["--at", "0:1"], code: 2, says: &["not a place"], ..CASE },
        Case { text: "Mali.", place: &["--at", "1"], code: 2, says: &["not a place"], ..CASE },
        Case { text: "Mali.", place: &["--name", " "], code: 2, says: &["not a name"], ..CASE },
        Case { text: "Mali.", place: &[], code: 2, says: &["--at <LINE:COLUMN>"], ..CASE },
        Case { text: "Mali.", place: &["--at", "1:1", "--name", "Mali"], code: 2, ..CASE },
    ]);
}

#[test]
fn lines_and_columns_are_of_the_original_text_in_characters() {
    let folder = folder(&[("a.txt", "é’é\nÃ©tÃ© au Mali et à Moscou\n")]);
    for (place, shown) in [("2:11", "a.txt:2:10  `Mali`"), ("2:20", "a.txt:2:20  `Moscou`")] {
        let outcome = run(folder.path(), &["explain", "a.txt", "--at", place], "");
        assert!(outcome.out.starts_with(shown), "{place}: {}", outcome.out);
    }
}

#[test]
fn a_document_of_many_is_chosen_by_its_id() {
    let rows = "{\"id\":\"a\",\"text\":\"Le Mali.\"}\n{\"id\":\"b\",\"text\":\"Le Niger.\"}\n";
    let folder = folder(&[("a.jsonl", rows)]);
    let outcome = run(folder.path(), &["explain", "a.jsonl", "--at", "1:4"], "");
    assert_eq!(outcome.code, Some(2));
    assert!(outcome.err.contains("--id"), "{}", outcome.err);
    let outcome = run(folder.path(), &["explain", "a.jsonl", "--at", "1:4", "--id", "b"], "");
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    assert!(outcome.out.contains("`Niger`"), "{}", outcome.out);
}

#[test]
fn text_that_a_terminal_would_obey_is_shown() {
    check(&[Case {
        text: "Le colonel Zanga\u{1b}[2J Zorglub a dit non au Mali.\u{1b}[31m",
        place: &["--name", "Mali"],
        says: &["mali"],
        ..CASE
    }]);
}

const A: &str = "Le colonel Zanga Zorglub a dit non. Zorglub insiste. Selon Xandrille Yorgoth, tout va bien.";
const B: &str = "Mme Awa Blivet, ministre malienne de la Justice, a vu le colonel Zanga Zorglub.";
const C: &str = "ZANGA ZORGLUB\n\nLe colonel Zanga Zorglub et le capitaine Ibrahim Traoré. Le Comité de veille \
                 fluviale (CVF) se tait. Xandrille Yorgoth a déclaré dormir.";

fn suggest(folder: &Path, more: &[&str]) -> Vec<Vec<String>> {
    let arguments: Vec<&str> = ["gazetteer", "suggest", "-q"].iter().chain(more).copied().collect();
    let outcome = run(folder, &arguments, "");
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    let mut table = csv::ReaderBuilder::new().has_headers(false).from_reader(outcome.out.as_bytes());
    table.records().map(|row| row.unwrap().iter().map(str::to_string).collect()).collect()
}

fn ids(rows: &[Vec<String>]) -> Vec<&str> {
    rows[1..].iter().map(|row| row[0].as_str()).collect()
}

#[test]
fn unknown_names_are_ranked_by_documents_and_then_by_cue() {
    let folder = folder(&[("a.txt", A), ("b.txt", B), ("c.txt", C)]);
    let rows = suggest(folder.path(), &["."]);
    let header = "id,name,surname,gender,country,aliases,shared,short,wikidata,source,checked,died";
    assert_eq!(rows[0].join(","), header);
    assert_eq!(ids(&rows), ["zanga-zorglub", "xandrille-yorgoth", "awa-blivet"]);
    assert_eq!(rows[1][..3], ["zanga-zorglub", "Zanga Zorglub", "Zorglub"]);
    assert!(rows[1][9].starts_with("suggest: 3 documents; fr.person.rank-name×3; "), "{}", rows[1][9]);
    assert!(rows[1][9].contains("colonel×3; ") && rows[1][9].matches('«').count() == 3, "{}", rows[1][9]);
    assert!(rows[2][9].starts_with("suggest: 2 documents; fr.person.speech×2; "), "{}", rows[2][9]);
    assert_eq!(rows[3][3..5], ["f", "mali"]);
    assert_eq!(ids(&suggest(folder.path(), &[".", "--min-documents", "2"])).len(), 2);
    assert_eq!(ids(&suggest(folder.path(), &[".", "--limit", "1"])), ["zanga-zorglub"]);
}

#[test]
fn organisations_come_with_their_acronyms() {
    let folder = folder(&[("c.txt", C)]);
    let rows = suggest(folder.path(), &["c.txt", "--list", "organisations"]);
    assert_eq!(rows[1][..3], ["comite-de-veille-fluviale", "Comité de veille fluviale", "CVF"]);
    assert_eq!(suggest(folder.path(), &["c.txt", "--list", "places"]).len(), 1);
}

/// A noun before a place is a surer cue than `à`, and says what it is.
#[test]
fn places_come_with_their_cues() {
    let d = "Il va à Zorgleville. L’homme du village de Blivetou dort. La forêt de Xandri brûle, dit-on à Blivetou.";
    let folder = folder(&[("d.txt", d)]);
    let rows = suggest(folder.path(), &["d.txt", "--list", "places"]);
    let cell =
        |row: usize, column: &str| &rows[row][rows[0].iter().position(|known| known == column).unwrap()];
    assert_eq!(ids(&rows), ["blivetou", "xandri", "zorgleville"]);
    assert_eq!([1, 2, 3].map(|row| cell(row, "type").as_str()), ["village", "area", ""]);
    let source = "suggest: 1 document; fr.place.cue×2; a×1; village de×1; « ";
    assert!(cell(1, "source").starts_with(source), "{}", cell(1, "source"));
}

#[test]
fn suggestions_are_the_same_whatever_the_order_and_the_threads() {
    let folder = folder(&[("a.txt", A), ("b.txt", B), ("c.txt", C)]);
    let one = suggest(folder.path(), &["-j1", "a.txt", "b.txt", "c.txt"]);
    assert_eq!(one, suggest(folder.path(), &["-j4", "c.txt", "b.txt", "a.txt"]));
}

#[test]
fn what_is_suggested_can_be_pasted_into_a_list() {
    let folder = folder(&[("a.txt", A), ("b.txt", B), ("c.txt", C)]);
    let own = folder.path().join("own");
    fs::create_dir(&own).unwrap();
    for list in ["people", "organisations", "places"] {
        let arguments = ["gazetteer", "suggest", "a.txt", "b.txt", "c.txt", "--list", list];
        let outcome = run(folder.path(), &arguments, "");
        fs::write(own.join(format!("{list}.csv")), outcome.out).unwrap();
    }
    let outcome = run(folder.path(), &["gazetteer", "check", "--errors-only", "own"], "");
    assert_eq!(outcome.code, Some(0), "{}{}", outcome.out, outcome.err);
    // Known now.
    assert_eq!(suggest(folder.path(), &["--gazetteer", "own", "a.txt", "b.txt", "c.txt"]).len(), 1);
}

#[test]
fn ids_do_not_clash_with_those_of_the_lists() {
    let folder = folder(&[(
        "a.txt",
        "Le colonel Sadio  Zorglub a vu le sergent Assimi Goita Zorglub et le sergent AES Zorglub.",
    )]);
    let known = run(folder.path(), &["gazetteer", "list", "people"], "").out;
    for row in &suggest(folder.path(), &["a.txt"])[1..] {
        assert!(!known.contains(&format!("\n{},", row[0])), "{row:?}");
    }
}
