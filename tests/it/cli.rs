//! The command line: exit codes, messages, files, streams. Every test makes its own inputs.

use assert_cmd::Command;
use palabre::export::FORMATS;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};
use tempfile::TempDir;

const PALABRE: &str = env!("CARGO_BIN_EXE_palabre");

/// On the celebrations of 9 May 2025 in Moscow.
const MOSCOW: &str = "Le capitaine Ibrahim Traoré à Moscou

Le président de la Transition du Burkina Faso, le capitaine Ibrahim Traoré, est arrivé à Moscou le 8 mai 2025. \
Vladimir Poutine a reçu Ibrahim Traoré au Kremlin. Le Mali et la Russie étaient représentés.
";

/// On the founding of the alliance on 16 September 2023 in Bamako.
const BAMAKO: &str = "Assimi Goïta, Ibrahim Traoré et le général Abdourahamane Tiani ont signé la charte de \
l’Alliance des États du Sahel (AES). Le général Sadio Camara représentait le Mali à Bamako.";

/// Of the meeting of 23 June 2025 in Moscow, and of one that never was.
const MEETING: &str =
    "Assimi Goïta a rencontré Vladimir Poutine. Assimi Goïta n’a pas rencontré Vladimir Poutine au Caire.";
const NO_MEETING: &str = "Assimi Goïta n’a pas rencontré Vladimir Poutine au Caire.";

/// A frame of no type.
const FRAMES: &str = "[[frame]]\nrelation = \"meet\"\nverb = \"rencontrer\"\ntakes = [\"A _ B\"]\n";

/// A frame whose example shows nothing of it.
const FAILING: &str = "[[frame]]
relation = \"visits\"
id = \"essai\"
verb = \"arriver\"
takes = [\"A _ à B\"]
says = [
  \"[Ibrahim Traoré] dort à [Moscou].\",
]
denies = []
";

pub(crate) struct Outcome {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs palabre in a folder with a text on standard input.
pub(crate) fn run(folder: &Path, arguments: &[&str], stdin: impl Into<Vec<u8>>) -> Outcome {
    let output = Command::new(PALABRE)
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .write_stdin(stdin)
        .output()
        .unwrap();
    Outcome {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A folder of some files.
pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

/// The files below a folder, hidden ones too.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_string();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// The files that a run writes which asks for no format.
fn all_files() -> BTreeSet<&'static str> {
    let formats = FORMATS.iter().filter(|format| format.default);
    formats.flat_map(|format| format.files).map(|file| file.name).collect()
}

/// A run, and what it must say. Files stand in the folder that it runs in.
struct Case {
    name: &'static str,
    files: &'static [(&'static str, &'static str)],
    arguments: &'static [&'static str],
    stdin: &'static str,
    code: i32,
    /// All of them in standard output, none for an empty one.
    out: &'static [&'static str],
    /// All of them in standard error, none for an empty one or where `message` says it.
    err: &'static [&'static str],
    /// The whole of standard error, where it is stable; `…` for some text in a line.
    message: &'static str,
}

const CASE: Case =
    Case { name: "", files: &[], arguments: &[], stdin: "", code: 0, out: &[], err: &[], message: "" };

fn check(cases: &[Case]) {
    for Case { name, files, arguments, stdin, code, out, err, message } in cases {
        let folder = folder(files);
        let outcome = run(folder.path(), arguments, *stdin);
        let shown = format!("{name}\n-- out\n{}-- err\n{}", outcome.out, outcome.err);
        assert_eq!(outcome.code, Some(*code), "{shown}");
        for (stream, parts) in [(&outcome.out, out), (&outcome.err, err)] {
            assert!(parts.iter().all(|part| stream.contains(part)), "{shown}");
        }
        assert!(!out.is_empty() || outcome.out.is_empty(), "{shown}");
        assert!(!err.is_empty() || fits(message, &outcome.err), "{shown}-- expected\n{message}");
    }
}

/// Whether a text is as a pattern says, in which `…` stands for some of a line.
fn fits(pattern: &str, text: &str) -> bool {
    let pattern = regex::escape(pattern).replace('…', ".*");
    regex::Regex::new(&format!(r"\A{pattern}\z")).unwrap().is_match(text)
}

const TEXTS: &[(&str, &str)] = &[("moscou.txt", MOSCOW), ("bamako.md", BAMAKO)];

#[test]
fn what_is_done_is_done() {
    check(&[
        Case {
            name: "a text through a pipe",
            arguments: &["extract"],
            stdin: MOSCOW,
            out: &[r#"{"schema_version":2,"id":"-","#, r#""entity":"ibrahim-traore""#],
            err: &["1 document, ", " mentions, ", " relations in ", " MB/s)\n"],
            ..CASE
        },
        Case {
            name: "quiet",
            arguments: &["extract", "-q", "-"],
            stdin: MOSCOW,
            out: &["ibrahim-traore"],
            ..CASE
        },
        Case {
            name: "the edges to standard output, counts of the graph in the summary",
            files: TEXTS,
            arguments: &["extract", "-f", "csv", "."],
            out: &["Source,Target,Type,Kind,Id,Label,Weight", "assimi-goita,ibrahim-traore,Undirected"],
            err: &["2 documents, ", " entities, ", " edges in "],
            ..CASE
        },
        Case {
            name: "relations beside ties, counted in the summary",
            arguments: &["extract", "-f", "csv"],
            stdin: MEETING,
            out: &[
                "assimi-goita,vladimir-poutine,Undirected,appears_with,",
                "assimi-goita,vladimir-poutine,Undirected,meets,assimi-goita--meets--vladimir-poutine,meets,1,2,1,",
            ],
            err: &["1 document, ", " mentions, 2 relations, "],
            ..CASE
        },
        Case {
            name: "only some relations",
            arguments: &["extract", "-q", "-f", "csv", "--relations", "visits", "--typed-only"],
            stdin: MEETING,
            out: &["Timeset\n"],
            ..CASE
        },
        Case {
            name: "no typed relations at all",
            arguments: &["extract", "-f", "csv", "--relations", "none"],
            stdin: MEETING,
            out: &["assimi-goita,vladimir-poutine,Undirected,appears_with,"],
            err: &["1 document, ", " mentions, 0 relations, "],
            ..CASE
        },
        Case {
            name: "an edge that is only denied is told, and drawn on demand",
            arguments: &["extract", "-f", "dot"],
            stdin: NO_MEETING,
            out: &["--appears_with--"],
            err: &["the picture leaves out 1 edge that texts only negate or deny\n  hint: --draw-denied"],
            ..CASE
        },
        Case {
            name: "an edge that is only denied, drawn",
            arguments: &["extract", "-q", "-f", "dot", "--draw-denied"],
            stdin: NO_MEETING,
            out: &["label=\"rencontre (démenti)\"", "style=dotted"],
            ..CASE
        },
        Case {
            name: "a picture",
            files: TEXTS,
            arguments: &["extract", "-f", "dot", "moscou.txt"],
            out: &["\"ibrahim-traore\""],
            err: &["1 document"],
            ..CASE
        },
        Case {
            name: "the picture's limit is told",
            files: TEXTS,
            arguments: &["extract", "-f", "dot", ".", "--max-nodes", "2"],
            out: &["\"ibrahim-traore\""],
            err: &["the picture leaves out", "hint: --max-nodes 0"],
            ..CASE
        },
        Case {
            name: "the text on demand",
            arguments: &["extract", "--with-text", "-q"],
            stdin: "Le Mali.",
            out: &[r#""text":"Le Mali.","mentions""#],
            ..CASE
        },
        Case {
            name: "kinds and window",
            arguments: &["extract", "-q", "-f", "csv", "--kinds", "person,place", "--window", "document"],
            stdin: MOSCOW,
            out: &["ibrahim-traore,moscou,Undirected,appears_with,", "moscou,vladimir-poutine,Undirected,"],
            ..CASE
        },
        Case {
            name: "least weight",
            arguments: &["extract", "-f", "csv", "--min-weight", "100"],
            stdin: MOSCOW,
            out: &["Source,Target"],
            err: &[" 0 edges in "],
            ..CASE
        },
        Case {
            name: "standard input as JSON Lines, other columns",
            arguments: &[
                "extract",
                "-q",
                "--stdin-format",
                "jsonl",
                "--text-column",
                "corps",
                "--id-column",
                "n",
            ],
            stdin: "{\"n\":\"7\",\"corps\":\"Le Mali.\"}\n\n{\"n\":\"8\",\"corps\":\"Le Niger.\"}",
            out: &[r#""id":"7""#, r#""id":"8""#, r#""entity":"niger""#],
            ..CASE
        },
        Case {
            name: "dates: what is out of the range or has none is left out",
            files: &[(
                "a.csv",
                "id,date,text\n1,2025-05-07,Mali\n2,2025-05-08,Mali\n3,2025-05-31,Mali\n4,2025-06-01,Mali\n5,,Mali\n",
            )],
            arguments: &["extract", "a.csv", "--from", "2025-05-08", "--to", "2025-05"],
            out: &[r#""id":"2""#, r#""id":"3""#],
            err: &["2 documents, ", "; 3 left out by date, 1 of them for want of one\n"],
            ..CASE
        },
        Case {
            name: "an empty text",
            arguments: &["extract"],
            out: &[r#""mentions":[]"#],
            err: &["1 document, 0"],
            ..CASE
        },
        Case {
            name: "mojibake is repaired and told",
            arguments: &["extract"],
            stdin: "Le capitaine Ibrahim TraorÃ© aime le Mali.",
            out: &["ibrahim-traore"],
            message: "palabre: documents: 1 with mojibake repaired
  hint: -v tells which
1 document, 3 mentions, 0 relations in …
",
            ..CASE
        },
        Case {
            name: "-v tells which",
            arguments: &["extract", "-v"],
            stdin: "Le capitaine Ibrahim TraorÃ© aime le Mali.",
            out: &["ibrahim-traore"],
            message: "palabre: -: mojibake repaired in 1 places
palabre: documents: 1 with mojibake repaired
1 document, 3 mentions, 0 relations in …
",
            ..CASE
        },
        Case {
            name: "mojibake stays on demand",
            arguments: &["extract", "--no-repair", "-q"],
            stdin: "Au Mali, Ibrahim TraorÃ©.",
            out: &["mali"],
            ..CASE
        },
        Case { name: "version", arguments: &["--version"], out: &["palabre 0."], ..CASE },
        Case {
            name: "help",
            arguments: &["extract", "--help"],
            out: &["Examples:", "palabre extract articles/ -o graph/"],
            ..CASE
        },
    ]);
}

#[test]
fn what_fails_is_told_and_the_rest_done() {
    const GOOD: (&str, &str) = ("bon.txt", "Sadio Camara est au Mali.");
    check(&[
        Case {
            name: "missing files and folders",
            files: &[GOOD],
            arguments: &["extract", "bon.txt", "nulle-part.txt", "nulle/part"],
            code: 1,
            out: &["sadio-camara"],
            message: "palabre: nulle-part.txt: no such file or folder
  hint: check the spelling; names with spaces need quotes
palabre: nulle/part: no such file or folder
  hint: check the spelling; names with spaces need quotes
1 document, 2 mentions, 0 relations in …; 2 failed
",
            ..CASE
        },
        Case {
            name: "nothing but what is missing",
            arguments: &["extract", "nulle-part.txt"],
            code: 1,
            message: "palabre: nulle-part.txt: no such file or folder
  hint: check the spelling; names with spaces need quotes
",
            ..CASE
        },
        Case {
            name: "a folder without a text",
            files: &[("a.xyz", "")],
            arguments: &["extract", "."],
            code: 1,
            message: "palabre: nothing to read; passed over: 1 .xyz
  hint: what is read in folders: .txt …; name a file to have it read as text
",
            ..CASE
        },
        Case {
            name: "a picture named as text",
            files: &[GOOD, ("image.txt", "GIF89a\u{1}\0\u{1}\0")],
            arguments: &["extract", "."],
            code: 1,
            out: &["sadio-camara"],
            message: "palabre: ./image.txt: looks like a GIF picture, not text
  hint: palabre reads text, not pictures
1 document, 2 mentions, 0 relations in …; 1 failed
",
            ..CASE
        },
        Case {
            name: "NUL bytes are no text",
            files: &[GOOD, ("nul.txt", "Sadio\0Camara\0")],
            arguments: &["extract", "."],
            code: 1,
            out: &["sadio-camara"],
            message: "palabre: ./nul.txt: looks like binary data, not text: it has NUL bytes
  hint: save it as plain text in UTF-8
1 document, 2 mentions, 0 relations in …; 1 failed
",
            ..CASE
        },
        Case {
            name: "a ragged table",
            files: &[("a.csv", "id,text\n1,Le Mali\n2\n3,Le Niger\n4,a,b\n")],
            arguments: &["extract", "a.csv"],
            code: 1,
            out: &["\"mali\"", "\"niger\""],
            message: "palabre: a.csv:3: row of 1 cells under a header of 2
  hint: put quotes around cells that hold the delimiter, a quote or a line end
palabre: a.csv:5: row of 3 cells under a header of 2
  hint: put quotes around cells that hold the delimiter, a quote or a line end
palabre: 2 of 2 documents have no date
  hint: offices are looked up by it, and --from, --to and timelines need it: give dates with --metadata
2 documents, 2 mentions, 0 relations in …; 2 failed
",
            ..CASE
        },
        Case {
            name: "a table without a text",
            files: &[GOOD, ("a.csv", "id,propos\n1,Le Mali\n")],
            arguments: &["extract", "."],
            code: 1,
            out: &["sadio-camara"],
            message: "palabre: ./a.csv:1: no column \"text\"; there are: id, propos
  hint: name the column of the text with --text-column
1 document, 2 mentions, 0 relations in …; 1 failed
",
            ..CASE
        },
        Case {
            name: "lines that are no JSON",
            files: &[("a.jsonl", "{\"text\":\"Le Mali\"}\n{oui\n{\"id\":\"x\"}\n{\"text\":\"Le Niger\"}")],
            arguments: &["extract", "a.jsonl"],
            code: 1,
            out: &[r#""id":"a.jsonl#1""#, r#""id":"a.jsonl#4""#],
            message: "palabre: a.jsonl:2:2: not a JSON object: key must be a string
  hint: each line must be one object, such as {\"id\": \"1\", \"text\": \"…\"}
palabre: a.jsonl:3: no text: the row has no \"text\"; there are: id
  hint: name the field of the text with --text-column
palabre: 2 of 2 documents have no date
  hint: offices are looked up by it, and --from, --to and timelines need it: give dates with --metadata
2 documents, 2 mentions, 0 relations in …; 2 failed
",
            ..CASE
        },
        Case {
            name: "annotate goes on, too",
            files: &[GOOD],
            arguments: &["annotate", "bon.txt", "nulle-part.txt"],
            code: 1,
            out: &["Sadio Camara|person:sadio-camara]"],
            message: "palabre: nulle-part.txt: no such file or folder
  hint: check the spelling; names with spaces need quotes
",
            ..CASE
        },
    ]);
}

#[test]
fn many_failures_do_not_fill_the_screen() {
    let rows = "{\n".repeat(500);
    let outcome = run(Path::new("."), &["extract", "--stdin-format", "jsonl"], rows.clone());
    assert_eq!(outcome.code, Some(1));
    assert_eq!(outcome.err.matches("palabre: -:").count(), 20, "{}", outcome.err);
    assert!(outcome.err.contains("480 more like these"), "{}", outcome.err);
    let verbose = run(Path::new("."), &["extract", "--stdin-format", "jsonl", "-v"], rows);
    assert_eq!(verbose.err.matches("palabre: -:").count(), 500);
}

#[test]
fn usage_and_configuration() {
    const PEOPLE: &str = "id,name,country\nx,Jean Essai,mali\ny,Paul Essai,atlantide\n";
    check(&[
        Case { name: "no command", code: 2, err: &["Usage: palabre"], ..CASE },
        Case {
            name: "an unknown option",
            arguments: &["extract", "--nope"],
            code: 2,
            message: "error: unexpected argument '--nope' found

  tip: a similar argument exists: '--no-repair'

Usage: palabre extract --no-repair [INPUT]...

For more information, try '--help'.
",
            ..CASE
        },
        Case {
            name: "an unknown format",
            arguments: &["extract", "-f", "doc"],
            code: 2,
            message: "error: invalid value 'doc' for '--format <FORMAT,…>'
  [possible values: jsonl, csv, xlsx…]

  tip: a similar value exists: 'dot'

For more information, try '--help'.
",
            ..CASE
        },
        Case {
            name: "an unknown kind",
            arguments: &["extract", "--kinds", "dieu"],
            code: 2,
            message: "error: invalid value 'dieu' for '--kinds <KIND,…>'
  [possible values: person, organisation, country, place, rank]

For more information, try '--help'.
",
            ..CASE
        },
        Case {
            name: "no date",
            arguments: &["extract", "--from", "hier"],
            code: 2,
            message: "error: invalid value 'hier' for '--from <DATE>': not a date; write 2025-05-08, 2025-05 or 2025

For more information, try '--help'.
",
            ..CASE
        },
        Case {
            name: "no weight",
            arguments: &["extract", "--min-weight", "-1"],
            code: 2,
            message: "error: invalid value '-1' for '--min-weight <N>': not a number of 0 or more

For more information, try '--help'.
",
            ..CASE
        },
        Case { name: "no threads", arguments: &["extract", "-j", "0"], code: 2, message: "error: invalid value '0' for '--jobs <N>': number would be zero for non-zero type

For more information, try '--help'.
", ..CASE },
        Case {
            name: "quiet and verbose",
            arguments: &["extract", "-q", "-v"],
            code: 2,
            message: "error: the argument '--quiet' cannot be used with '--verbose'

Usage: palabre extract --quiet [INPUT]...

For more information, try '--help'.
",
            ..CASE
        },
        Case {
            name: "several formats, one standard output",
            arguments: &["extract", "-f", "csv,dot"],
            code: 2,
            message: "palabre: several formats, and one standard output
  hint: give a folder with -o DIR, or one format with -f
",
            ..CASE
        },
        Case {
            name: "a file in the place of the output folder",
            files: &[("out", "")],
            arguments: &["extract", "-o", "out"],
            code: 2,
            message: "palabre: out: not a folder
  hint: -o takes a folder; a file is in its place
",
            ..CASE
        },
        Case {
            name: "a file on the way to the output folder",
            files: &[("out", "")],
            arguments: &["extract", "-o", "out/sub"],
            code: 2,
            message: "palabre: out/sub: not a folder
  hint: -o takes a folder; a file is in its place
",
            ..CASE
        },
        Case {
            name: "a missing gazetteer",
            arguments: &["extract", "--gazetteer", "nulle-part"],
            code: 2,
            message: "palabre: nulle-part: no such gazetteer folder
  hint: give the folder that holds the lists, such as `people.csv`
",
            ..CASE
        },
        Case {
            name: "a bad gazetteer row",
            files: &[("listes/people.csv", PEOPLE)],
            arguments: &["extract", "--gazetteer", "listes"],
            code: 2,
            message: "palabre: listes/people.csv:3:14: unknown id `atlantide`
    |
  3 | y,Paul Essai,atlantide
    |              ^^^^^^^^^
  hint: the id must stand in its own list; `palabre gazetteer find NAME` shows ids
",
            ..CASE
        },
        Case {
            name: "a bad rule, with the line that it stands in",
            files: &[("listes/frames-essai.toml", FRAMES)],
            arguments: &["extract", "--gazetteer", "listes"],
            code: 2,
            message: "palabre: listes/frames-essai.toml:2:12: no relation type `meet`
    |
  2 | relation = \"meet\"
    |            ^^^^^^
  hint: the types stand in relations.toml: holds_role, …
",
            ..CASE
        },
        Case {
            name: "typed edges alone, and none of them read",
            arguments: &["extract", "--relations", "none", "--typed-only"],
            code: 2,
            message: "palabre: --typed-only with --relations none leaves no edge\n",
            ..CASE
        },
        Case {
            name: "a relation type that is nearly one",
            arguments: &["extract", "--relations", "visits,meet"],
            code: 2,
            message: "palabre: no relation type `meet`
  hint: did you mean `meets`?
",
            ..CASE
        },
        Case {
            name: "a relation type that is far from any",
            arguments: &["extract", "--relations", "xyz"],
            code: 2,
            message: "palabre: no relation type `xyz`
  hint: the types are holds_role, …
",
            ..CASE
        },
        Case {
            name: "no such list",
            arguments: &["gazetteer", "list", "gens"],
            code: 2,
            message: "palabre: no list `gens`
  hint: a list is one of countries, …, verbs
",
            ..CASE
        },
        Case {
            name: "a missing folder to check",
            arguments: &["gazetteer", "check", "nulle-part"],
            code: 2,
            message: "palabre: nulle-part: no such gazetteer folder
  hint: give the folder that holds the lists, such as `people.csv`
",
            ..CASE
        },
        Case {
            name: "an unknown shell",
            arguments: &["completions", "dos"],
            code: 2,
            message: "error: invalid value 'dos' for '<SHELL>'
  [possible values: bash, elvish, fish, powershell, zsh]

For more information, try '--help'.
",
            ..CASE
        },
    ]);
}

#[test]
fn rules_that_fail_are_shown_with_their_line() {
    check(&[Case {
        name: "an example that shows nothing",
        files: &[("listes/frames-essai.toml", FAILING)],
        arguments: &["rules", "test", "--gazetteer", "listes", "visits.essai"],
        code: 1,
        out: &["listes/frames-essai.toml:7:3: fr.visits.essai: an example under `says` states nothing
    |
  7 |   \"[Ibrahim Traoré] dort à [Moscou].\",
    |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
"],
        err: &[" examples, 1 fail"],
        ..CASE
    }]);
}

#[test]
fn gazetteers_are_checked_listed_and_searched() {
    const SOUND: (&str, &str) =
        ("listes/people.csv", "id,name,country,source\njean-essai,Jean Essai,mali,presse\n");
    check(&[
        Case {
            name: "sound lists over the built-in ones",
            files: &[SOUND],
            arguments: &["gazetteer", "check", "listes"],
            message: "no findings\n",
            ..CASE
        },
        Case {
            name: "errors, with their place",
            files: &[("listes/people.csv", "name,country\nJean Essai,atlantide\nPaul\n")],
            arguments: &["gazetteer", "check", "listes"],
            code: 1,
            out: &[
                "listes/people.csv:2:12: error: unknown country code `atlantide`
    |
  2 | Jean Essai,atlantide
    |            ^^^^^^^^^
",
                "listes/people.csv:3:1: error: 1 cells",
            ],
            message: "2 errors, 0 warnings\n",
            ..CASE
        },
        Case {
            name: "warnings are findings",
            files: &[("listes/people.csv", "id,name\nmali-bis,Mali\n")],
            arguments: &["gazetteer", "check", "listes"],
            code: 1,
            out: &["warning: `Mali` is a name of `mali` as well"],
            message: "0 errors, 1 warning\n",
            ..CASE
        },
        Case {
            name: "unless only errors are asked for",
            files: &[("listes/people.csv", "id,name\nmali-bis,Mali\n")],
            arguments: &["gazetteer", "check", "listes", "--errors-only"],
            message: "no findings\n",
            ..CASE
        },
        Case {
            name: "the built-in lists have no errors",
            arguments: &["gazetteer", "check", "--errors-only"],
            message: "no findings\n",
            ..CASE
        },
        Case {
            name: "the lists",
            arguments: &["gazetteer", "list"],
            out: &["people", "organisations", "gazetteers/fr/people.csv"],
            ..CASE
        },
        Case {
            name: "one list, by itself",
            files: &[SOUND],
            arguments: &["gazetteer", "list", "people", "--no-builtin", "--gazetteer", "listes"],
            out: &["id,name,country,source,surname,", "\njean-essai,Jean Essai,mali,presse,,,,,,,,\n"],
            ..CASE
        },
        Case {
            name: "a name",
            arguments: &["gazetteer", "find", "ibrahim", "traore"],
            out: &["ibrahim-traore  person  Ibrahim Traoré  (people:", "  office     ", "since 2022-"],
            ..CASE
        },
        Case {
            name: "the beginning of a name",
            arguments: &["gazetteer", "find", "Traoré", "-n", "2"],
            out: &["-traore  person  "],
            message:
                "palabre: no row is called exactly `Traoré`; names that begin so, or have a word that does:
palabre: … more
  hint: -n shows more of them
",
            ..CASE
        },
        Case {
            name: "a close spelling",
            arguments: &["gazetteer", "find", "Asimi Goyta"],
            out: &["assimi-goita  person"],
            message: "palabre: no row is called exactly `Asimi Goyta`; close spellings:\n",
            ..CASE
        },
        Case {
            name: "nobody",
            arguments: &["gazetteer", "find", "xqzwvk"],
            code: 1,
            message: "palabre: no row is called `xqzwvk`, or nearly so
  hint: try a part of the name; a row of your own makes it known (--gazetteer)
",
            ..CASE
        },
        Case {
            name: "a name of one's own",
            files: &[SOUND],
            arguments: &["gazetteer", "find", "jean essai", "--gazetteer", "listes"],
            out: &["jean-essai  person  Jean Essai  (people:2)", "country    Mali (mali)"],
            ..CASE
        },
        Case {
            name: "and in a text",
            files: &[SOUND],
            arguments: &["annotate", "--gazetteer", "listes"],
            stdin: "Hier, Jean Essai dormait.",
            out: &["Hier, [Jean Essai|person:jean-essai] dormait.\n"],
            ..CASE
        },
    ]);
}

#[test]
fn built_in_files_are_shown_as_they_are() {
    let files = fs::read_dir("gazetteers/fr").unwrap().map(|entry| entry.unwrap().path());
    for path in files {
        let (name, text) = (path.file_name().unwrap().to_str().unwrap(), fs::read_to_string(&path).unwrap());
        let bare = path.file_stem().unwrap().to_str().unwrap();
        let names = [name, bare, &format!("gazetteers/fr/{name}")];
        let names = if bare == "relations" || bare == "offices" { &names[..] } else { &names[..1] };
        for name in names {
            let shown = run(Path::new("."), &["gazetteer", "show", name], "");
            assert!((shown.code, &shown.out, &*shown.err) == (Some(0), &text, ""), "{name}");
        }
    }
    check(&[
        Case {
            name: "an id",
            arguments: &["gazetteer", "show", "assimi-goita"],
            code: 2,
            err: &[
                "palabre: no built-in file `assimi-goita`\n  hint: a file is one of cooccurrence.toml, countries.csv, ",
                "`palabre gazetteer find assimi-goita` shows",
            ],
            ..CASE
        },
        Case {
            name: "a list that is no table",
            arguments: &["gazetteer", "list", "relations"],
            code: 2,
            err: &["palabre: no list `relations`\n  hint: ", "`palabre gazetteer show relations`"],
            ..CASE
        },
    ]);
}

/// The columns of a list come in the order of its file.
#[test]
fn lists_have_the_columns_of_their_files() {
    let folder = folder(&[("listes/people.csv", "country,name\nmali,Jean Essai\n")]);
    let header = |arguments: &[&str]| {
        let listed = run(folder.path(), &[&["gazetteer", "list"], arguments].concat(), "");
        listed.out.lines().next().unwrap().to_string()
    };
    for list in ["offices", "countries", "people", "verbs"] {
        let text = fs::read_to_string(format!("gazetteers/fr/{list}.csv")).unwrap();
        assert_eq!(header(&[list]), text.lines().next().unwrap());
    }
    let alone = header(&["people", "--no-builtin", "--gazetteer", "listes"]);
    assert!(alone.starts_with("id,country,name,surname,"), "{alone}");
}

/// A type of one's own, with a frame for it.
const OWN: &[(&str, &str)] = &[
    (
        "listes/relations.toml",
        "[[relation]]\nid = \"tutors\"\nsays = \"A tutors B\"\nsource = [\"country\"]\ntarget = [\"organisation\"]\n",
    ),
    (
        "listes/frames-essai.toml",
        "[[frame]]\nrelation = \"tutors\"\nverb = \"former\"\ntakes = [\"A _ B\"]\n\
         says = [\"[La Russie] a formé [les Forces armées maliennes].\"]\n",
    ),
];

#[test]
fn types_of_a_folder_are_types() {
    const TEXT: &str =
        "La Russie a formé les Forces armées maliennes. Assimi Goïta a rencontré Vladimir Poutine.";
    check(&[
        Case {
            name: "an edge of the type, beside the built-in ones",
            files: OWN,
            arguments: &["extract", "-f", "csv", "--gazetteer", "listes"],
            stdin: TEXT,
            out: &["\nrussie,fama,Directed,tutors,", ",Undirected,meets,"],
            err: &["1 document"],
            ..CASE
        },
        Case {
            name: "and alone",
            files: OWN,
            arguments: &["extract", "-qf", "jsonl", "--gazetteer", "listes", "--relations", "tutors"],
            stdin: TEXT,
            out: &["\"type\":\"tutors\"", "\"rule\":\"fr.tutors.former\""],
            ..CASE
        },
        Case {
            name: "its example holds",
            files: OWN,
            arguments: &["rules", "test", "--gazetteer", "listes", "tutors"],
            err: &[" examples, 0 fail"],
            ..CASE
        },
        Case {
            name: "it is listed after the built-in ones",
            files: OWN,
            arguments: &["rules", "types", "--gazetteer", "listes"],
            out: &["\nmeets\tA ↔ B\tA and B meet", "\tCONSULT 04\n", "\ntutors\tA → B\tA tutors B\t\n"],
            ..CASE
        },
        Case {
            name: "the folder is sound",
            files: OWN,
            arguments: &["gazetteer", "check", "listes"],
            err: &["no findings"],
            ..CASE
        },
        Case {
            name: "but not without the type",
            files: &OWN[1..],
            arguments: &["gazetteer", "check", "listes"],
            code: 1,
            out: &["listes/frames-essai.toml:2:12: error: no relation type `tutors`
    |
  2 | relation = \"tutors\"
    |            ^^^^^^^^
  hint: the types stand in relations.toml: "],
            err: &["1 error, 0 warnings"],
            ..CASE
        },
    ]);
}

/// The folder in gazetteers/README.md does what is said of it.
#[cfg(unix)]
#[test]
fn the_folder_of_the_readme() {
    let readme = fs::read_to_string("gazetteers/README.md").unwrap();
    let section =
        readme.split("\n## ").find(|section| section.starts_with("A folder of your own\n")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("mine")).unwrap();
    for file in section.split("\n`mine/").skip(1) {
        let (name, rest) = file.split_once("`\n").unwrap();
        let (_, text) = rest.split("```").nth(1).unwrap().split_once('\n').unwrap();
        fs::write(folder.path().join("mine").join(name), text).unwrap();
    }
    let console = section.split("```console\n").nth(1).unwrap().split("```").next().unwrap();
    let path =
        format!("{}:{}", Path::new(PALABRE).parent().unwrap().display(), std::env::var("PATH").unwrap());
    let mut commands = 0;
    for step in console.split("$ ").skip(1) {
        let (command, expected) = step.split_once('\n').unwrap();
        let mut shell = Command::new("sh");
        let shell = shell
            .arg("-c")
            .arg(format!("{{ {command}; }} 2>&1"))
            .current_dir(folder.path())
            .env("PATH", &path);
        assert_eq!(String::from_utf8(shell.output().unwrap().stdout).unwrap(), expected, "{command}");
        commands += 1;
    }
    assert_eq!(commands, 4);
}

#[test]
fn a_list_comes_back_as_it_was_printed() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("listes")).unwrap();
    let first = run(folder.path(), &["gazetteer", "list", "ranks"], "");
    fs::write(folder.path().join("listes/ranks.csv"), &first.out).unwrap();
    let again = run(folder.path(), &["gazetteer", "list", "ranks", "--gazetteer", "listes"], "");
    assert_eq!((again.code, &again.err), (Some(0), &first.err));
    assert!(first.out == again.out && first.out.lines().count() > 100);
}

#[test]
fn annotations() {
    let text = "Visite à Moscou\n\nLe capitaine Ibrahim Traoré est là.\u{1b}[2J\n\nÀ lire aussi : Le Mali\n";
    let plain = run(Path::new("."), &["annotate"], text);
    assert_eq!(plain.code, Some(0));
    assert_eq!(
        plain.out,
        "{headline: Visite à [Moscou|place:moscou]}\n\nLe [[capitaine|rank:capitaine] Ibrahim \
         Traoré|person:ibrahim-traore] est là.\\u{1b}[2J\n\n{related: À lire aussi : Le [Mali|country:mali]}\n"
    );
    let coloured = run(Path::new("."), &["annotate", "--color", "always"], text);
    assert!(coloured.out.contains("\u{1b}[1m\u{1b}[38;5;"), "{:?}", coloured.out);
    assert!(!coloured.out.contains("\u{1b}[2J"), "{:?}", coloured.out);
    assert!(coloured.out.contains("‹ibrahim-traore›"));
    let folder = folder(TEXTS);
    let named = run(folder.path(), &["annotate", "."], "");
    assert!(named.out.starts_with("== bamako.md"), "{}", named.out);
    assert!(named.out.contains("\n\n== moscou.txt · "), "{}", named.out);
}

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let outcome = run(Path::new("."), &["completions", shell], "");
        assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
        assert!(outcome.out.contains("annotate") && outcome.out.contains("csv-dialect"), "{shell}");
    }
}

#[test]
fn files_appear_in_a_folder_and_stay() {
    let folder = folder(TEXTS);
    let first = run(folder.path(), &["extract", "moscou.txt", "-o", "out/sub"], "");
    assert_eq!(first.code, Some(0), "{}", first.err);
    assert!(first.out.is_empty());
    let out = folder.path().join("out/sub");
    let written = files(&out);
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&written), Vec::from_iter(all_files()));
    for file in all_files() {
        assert!(first.err.contains(&format!("  out/sub/{file}\n")), "{}", first.err);
    }

    let again = run(folder.path(), &["extract", "bamako.md", "-o", "out/sub"], "");
    assert_eq!(again.code, Some(2));
    assert!(again.err.contains("exists already\n  hint: --force"), "{}", again.err);
    assert_eq!(files(&out), written, "nothing was touched");

    let forced = run(folder.path(), &["extract", "bamako.md", "-o", "out/sub", "--force", "-q"], "");
    assert_eq!((forced.code, forced.err.as_str()), (Some(0), ""));
    let rewritten = files(&out);
    assert_eq!(names(&rewritten), names(&written));
    let same: Vec<&String> =
        written.iter().filter(|(file, bytes)| **bytes == rewritten[*file]).map(|(file, _)| file).collect();
    assert_eq!(same, ["denied.csv", "stories.csv"], "neither text denies anything or has copies");

    fs::remove_file(out.join("graph.dot")).unwrap();
    let one = run(folder.path(), &["extract", "bamako.md", "-o", "out/sub", "-f", "dot", "-q"], "");
    assert_eq!(one.code, Some(0), "only the files of the format are in the way: {}", one.err);
    assert_eq!(files(&out), rewritten);
}

#[cfg(unix)]
#[test]
fn files_are_as_open_as_other_files() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(TEXTS);
    run(folder.path(), &["extract", "moscou.txt", "-o", "out", "-f", "dot"], "");
    let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
    assert_eq!(mode("out/graph.dot"), mode("moscou.txt"));
}

#[test]
fn outputs_among_the_inputs_are_not_read() {
    let folder = folder(TEXTS);
    let first = run(folder.path(), &["extract", ".", "-o", "."], "");
    let written = files(folder.path());
    let again = run(folder.path(), &["extract", ".", "-o", ".", "--force"], "");
    assert_eq!((first.code, again.code), (Some(0), Some(0)), "{}", again.err);
    assert_eq!(files(folder.path()), written);
}

/// Articles in every format, enough for several batches.
fn corpus() -> TempDir {
    let folder = folder(&[]);
    let write = |name: &str, text: String| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    for number in 0..20 {
        let text = if number % 2 == 0 { MOSCOW } else { BAMAKO };
        write(&format!("textes/{number}.txt"), format!("{text}\nLe Mali compte {number} délégués.\n"));
        write(&format!("notes/{number}.md"), format!("# Note {number}\n\n{text}\n"));
    }
    let rows = (0..160).map(|number| {
        let day = number % 28 + 1;
        format!("{{\"id\":\"j{number}\",\"date\":\"2025-02-{day:02}\",\"text\":\"Sadio Camara et Assimi Goïta, {number}. Le Niger.\"}}\n")
    });
    write("lignes.jsonl", rows.collect());
    let cells = (0..60).map(|number| format!("c{number},\"Ibrahim Traoré, au Mali, {number}\"\n"));
    write("table.csv", format!("id,text\n{}", cells.collect::<String>()));
    write("long.txt", format!("{MOSCOW}{BAMAKO}").repeat(200));
    folder
}

/// Tables are exported month by month, and each starts again at 1: their rows became one document.
#[test]
fn rows_of_two_tables_have_an_id_each() {
    let row = |id: &str, text: &str| format!("{{\"id\": \"{id}\", \"text\": \"{text}\"}}\n");
    let mars = row("1", "Assimi Goïta est à Bamako.") + &row("mars", "Rien.");
    let avril = row("1", "Vladimir Poutine est à Moscou.") + &row("mars.jsonl#1", "Rien.");
    let folder = folder(&[("mars.jsonl", &mars), ("avril.jsonl", &avril)]);
    for inputs in [["mars.jsonl", "avril.jsonl"], ["avril.jsonl", "mars.jsonl"]] {
        for jobs in ["1", "3"] {
            let arguments = ["extract", "-f", "jsonl", "-j", jobs, inputs[0], inputs[1]];
            let outcome = run(folder.path(), &arguments, "");
            let rows: Vec<serde_json::Value> =
                outcome.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            let ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
            assert_eq!(ids, ["1", "mars.jsonl#1", "mars.jsonl#1#2", "mars"], "{inputs:?} {jobs}");
            assert!(outcome.err.contains("1 with an id that an earlier one has"), "{}", outcome.err);
        }
    }
}

#[test]
fn the_same_bytes_whatever_the_threads_and_the_order() {
    let folder = corpus();
    let orders: [&[&str]; 3] = [
        &["textes", "notes", "lignes.jsonl", "table.csv", "long.txt"],
        &["long.txt", "table.csv", "lignes.jsonl", "notes", "textes"],
        &["notes", "long.txt", "textes/7.txt", "textes", "table.csv", "lignes.jsonl", "textes"],
    ];
    let mut results = Vec::new();
    for (number, (jobs, inputs)) in ["1", "4", "3"].iter().zip(orders).enumerate() {
        let out = format!("out{number}");
        let arguments = [&["extract", "-q", "-j", jobs, "-o", &out], inputs].concat();
        let outcome = run(folder.path(), &arguments, "");
        assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
        results.push(files(&folder.path().join(out)));
    }
    assert!(results[0]["extraction.jsonl"].split(|&byte| byte == b'\n').count() > 240);
    for file in all_files() {
        assert!(results.iter().all(|result| result[file] == results[0][file]), "{file} differs");
    }
    let annotated = |jobs: &str| run(folder.path(), &["annotate", "-j", jobs, "notes", "table.csv"], "").out;
    assert!(annotated("1") == annotated("4"));
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let folder = corpus();
    for command in ["extract .", "annotate .", "gazetteer list places", "completions zsh", "extract --help"] {
        let script = format!("{{ {PALABRE} {command}; echo code $? >&2; }} | head -n 1");
        let output =
            std::process::Command::new("sh").args(["-c", &script]).current_dir(folder.path()).output();
        let output = output.unwrap();
        assert_eq!(output.stdout.iter().filter(|&&byte| byte == b'\n').count(), 1, "{command}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "code 0\n", "{command}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let folder = corpus();
    for arguments in [
        &["extract", "."][..],
        &["extract", "-f", "csv", "textes"],
        &["annotate", "textes"],
        &["gazetteer", "list"],
    ] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = std::process::Command::new(PALABRE)
            .args(arguments)
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(full)
            .output()
            .unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{err}");
        assert!(err.contains("palabre: standard output: No space left on device"), "{err}");
        assert!(err.contains("\n  hint: make room"), "{err}");
    }
}

/// The limit of a shell stands for the end of a disk.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_up_leaves_nothing_half_written() {
    let folder = corpus();
    for (formats, told) in [
        ("jsonl,csv,dot", "palabre: out/extraction.jsonl: File too large"),
        ("xlsx", "palabre: out/palabre.xlsx: the workbook cannot be written"),
    ] {
        let script = format!("trap '' XFSZ; ulimit -f 64; exec {PALABRE} extract . -f {formats} -o out");
        let mut shell = std::process::Command::new("sh");
        let output = shell.args(["-c", &script]).current_dir(folder.path()).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{err}");
        assert!(err.contains(told), "{err}");
        assert!(!folder.path().join("out").exists());
    }
}

/// Interrupts a run that reads from a pipe, a while after its temporary files are there.
#[cfg(unix)]
fn interrupt(lines: usize, delay: Duration, signals: usize) {
    let folder = tempfile::tempdir().unwrap();
    let mut child = std::process::Command::new(PALABRE)
        .args(["extract", "--stdin-format", "jsonl", "-o", "out"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    for _ in 0..lines {
        stdin.write_all(b"{\"text\":\"Sadio Camara est au Mali.\"}\n").unwrap();
    }
    stdin.flush().unwrap();
    let deadline = Instant::now() + Duration::from_secs(60);
    let wait_for = |what: &mut dyn FnMut() -> bool| {
        while !what() {
            assert!(Instant::now() < deadline, "it hangs");
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    wait_for(&mut || fs::read_dir(folder.path()).unwrap().next().is_some());
    std::thread::sleep(delay);
    let pid = child.id().to_string();
    for _ in 0..signals {
        assert!(std::process::Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    }
    let mut status = None;
    wait_for(&mut || {
        status = child.try_wait().unwrap();
        status.is_some()
    });
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!(status.unwrap().code(), Some(130), "{err}");
    assert!(files(folder.path()).is_empty(), "{:?}", files(folder.path()).keys());
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_nothing() {
    interrupt(10_000, Duration::from_millis(500), 1);
    interrupt(0, Duration::ZERO, 1);
    interrupt(1_000, Duration::from_millis(200), 2);
}

/// Odd texts, each of which must be read in a reasonable time.
#[test]
fn odd_texts() {
    let lines = "\n".repeat(200_000);
    let names = format!("{}\n", "Sadio Camara et Assimi Goïta, ".repeat(4_000));
    let brackets = "(«[{".repeat(10_000);
    let marks = "e\u{301}\u{301}".repeat(20_000);
    let capitals = "A.B.C. ".repeat(10_000);
    for (name, text) in [
        ("many blank lines", lines),
        ("a long line of names", names),
        ("brackets that never close", brackets),
        ("combining marks", marks),
        ("initials", capitals),
        ("nothing but a byte order mark", "\u{feff}".into()),
        ("odd characters", "\u{202e}\u{0}".replace('\0', "\u{fffd}") + "\u{2028}\u{85}\r\r\n😀"),
    ] {
        for command in ["extract", "annotate"] {
            let outcome = run(Path::new("."), &[command, "-q"], text.clone());
            assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""), "{name}: {command}");
        }
    }
}

#[test]
#[ignore = "takes a gigabyte of memory, and minutes without optimisation: 200 MB in one line"]
fn two_hundred_megabytes_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("long.txt");
    let piece = format!("Sadio Camara a rencontré Assimi Goïta au Mali. {}. ", "Il pleut encore".repeat(150));
    fs::write(&path, piece.repeat(200_000_000 / piece.len())).unwrap();
    let outcome = run(folder.path(), &["extract", "long.txt", "-o", "out"], "");
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    let edges = fs::read_to_string(folder.path().join("out/edges.csv")).unwrap();
    assert!(edges.contains("assimi-goita,sadio-camara,Undirected"), "{edges}");
}
