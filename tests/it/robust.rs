//! What must not happen: inputs that once panicked, lost or falsified something without a word, or took time and memory without
//! measure. A test a kind.

use assert_cmd::Command;
use palabre::{
    Extractor, lexicon,
    model::{Date, Document, EntityIndex, Extraction, Offsets},
};
use std::{
    fs,
    path::Path,
    process::{Command as Process, Stdio},
    sync::LazyLock,
    thread,
    time::{Duration, Instant},
};

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::builtin().unwrap());

fn read(text: &str) -> Extraction {
    EXTRACTOR.extract(Document::new("essai", text).with_date(Date::constant(2025, 5, 8)))
}

/// Mentions by entity and relations, as a text whose spelling makes no difference has them.
pub(crate) fn told(extraction: &Extraction) -> (Vec<String>, Vec<String>) {
    let id = |entity: EntityIndex| extraction.entities[entity.0 as usize].id.clone();
    let mentions = extraction
        .mentions
        .iter()
        .map(|mention| format!("{} {}", mention.kind.name(), mention.entity.map(id).unwrap_or_default()));
    let relations = extraction
        .relations
        .iter()
        .map(|relation| format!("{} {} {}", id(relation.source), relation.kind, id(relation.target)));
    (mentions.collect(), relations.collect())
}

fn entities(text: &str) -> Vec<String> {
    read(text).entities.into_iter().map(|entity| entity.id).collect()
}

fn palabre() -> Command {
    Command::new(env!("CARGO_BIN_EXE_palabre"))
}

#[test]
fn a_text_may_begin_with_any_word() {
    for text in [
        "OÙ VONT LES ÉLEVEURS ?",
        "Où CM",
        "OU BIEN",
        "DITE ALPHA",
        "en sigle ABC",
        "(en abrégé ABCD)",
        "(ABC)",
        "ABC, en sigle",
        "— ABC",
        "& ABC",
    ] {
        read(text);
    }
}

#[test]
fn what_is_not_seen_changes_nothing() {
    use unicode_normalization::UnicodeNormalization;
    let text = "Le président sénégalais Bassirou Diomaye Faye a reçu à Dakar le général Assimi Goïta. « Nous coopérerons », a \
        déclaré M. Goïta. La Fédération internationale de pétanque (FIP) a été créée à Niamey ; la FIP réunit \
        Abdelkader Boukhriss et Rokia Zounon. Le ministre Rokia Zounon a été accusée par l’Algérie d’avoir \
        rencontré Sergueï Lavrov.";
    let plain = told(&read(text));
    assert!(plain.1.len() > 2, "{plain:?}");
    let in_words = |mark: &str| {
        let words = text.split(' ').map(|word| match word.char_indices().nth(3) {
            Some((at, c)) if c.is_alphabetic() => format!("{}{mark}{}", &word[..at], &word[at..]),
            _ => word.to_string(),
        });
        words.collect::<Vec<_>>().join(" ")
    };
    for (what, changed) in [
        ("decomposed", text.nfd().collect::<String>()),
        ("double spaces", text.replace(' ', "  ")),
        ("three spaces", text.replace(' ', "   ")),
        ("tabs", text.replace(' ', "\t")),
        ("no-break spaces", text.replace(' ', "\u{a0}")),
        ("narrow no-break spaces", text.replace(' ', "\u{202f}")),
        ("soft hyphens", in_words("\u{ad}")),
        ("zero-width spaces", in_words("\u{200b}")),
        ("zero-width joiners", in_words("\u{200d}")),
        ("word joiners", in_words("\u{2060}")),
        ("byte order marks", in_words("\u{feff}")),
        ("marks of direction", in_words("\u{200e}")),
        ("straight apostrophes", text.replace('’', "'")),
        ("leading and trailing", format!(" \u{feff}\n\n{text}\n \n")),
        ("CRLF", text.replace(". ", ".\r\n\r\n")),
    ] {
        let wanted = if what == "CRLF" { told(&read(&text.replace(". ", ".\n\n"))) } else { plain.clone() };
        assert_eq!(told(&read(&changed)), wanted, "{what}");
        let read = read(&changed);
        assert_eq!(Offsets::new(&read.document).original_text(), changed, "{what}");
    }
}

#[test]
fn one_name_of_a_thousand_words_takes_little_memory() {
    let names = ["Jean Dupont ", "Jean-", "Ahmed ag ", "Moussa Koné Awa Traoré ", "J. Dupont et "];
    for name in names {
        let started = Instant::now();
        let extraction = read(&format!("{}Paul a parlé.", name.repeat(20_000)));
        let longest = extraction.entities.iter().map(|entity| entity.name.len()).max();
        assert!(longest < Some(2_000_000) && started.elapsed() < Duration::from_secs(60), "{name}");
    }
}

#[test]
#[ignore = "takes a minute; in .ci/run"]
fn time_is_linear_in_a_document() {
    for sentence in [
        "Le général Sadio Camara est arrivé à Moscou avec Ibrahim Traoré. ",
        "Le Mali accuse la France et le Niger rencontre le Togo. ",
        "Le président a parlé. ",
        "Le ministre a dit non.\n\nLe général a dit oui.\n\n",
        "Le ministre de la Défense du Mali a reçu l’ambassadeur de France au Niger. ",
        "Jean et Paul Delorme ont vu Awa Sarr. ",
        "Le Comité national de suivi (CNS) a écrit au CNS. ",
        "Il a rencontré le chef de l’État malien, qui l’a reçu. ",
        "Le président Macron a parlé. Son homologue malien a répondu. ",
        "&amp; ",
    ] {
        let time = |times: usize| {
            let text = sentence.repeat(times / sentence.len());
            let started = Instant::now();
            read(&text);
            started.elapsed().as_secs_f64()
        };
        let least = |times: usize| time(times).min(time(times));
        let (half, whole) = (least(400_000), least(1_600_000));
        assert!(whole < 10.0 * half.max(0.05), "{sentence}: {half:.2} s, four times as much {whole:.2} s");
    }
}

/// A list of deputies or signatories is one sentence: all of its pairs would be a million.
#[test]
fn a_long_list_of_names_ties_neighbours_alone() {
    let given = ["Awa", "Moussa", "Jean", "Fatou", "Pierre"];
    let name = |i: usize| {
        format!(
            "{} Bolo{}",
            given[i % 5],
            ["ba", "ko", "ri", "mou", "sa", "no"].map(|s| s)[i % 6].repeat(1 + i / 30)
        )
    };
    let list = |count: usize| (0..count).map(name).collect::<Vec<_>>().join(", ") + " ont signé.";
    let ties = |count: usize| read(&list(count)).cooccurrences.len();
    assert_eq!(ties(20), 20 * 19 / 2);
    assert!((300..=400).contains(&ties(100)), "{}", ties(100));
}

#[test]
#[ignore = "takes a minute; in .ci/run"]
fn time_is_linear_in_a_page() {
    let time = |times: usize| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.html");
        std::fs::write(&path, format!("<article><p>Le Mali. {}</p></article>", "&amp;".repeat(times)))
            .unwrap();
        let started = Instant::now();
        palabre::input::read_folder(path).for_each(|read| assert!(read.is_ok()));
        started.elapsed().as_secs_f64()
    };
    let least = |times: usize| time(times).min(time(times));
    let (half, whole) = (least(100_000), least(400_000));
    assert!(whole < 8.0 * half.max(0.05), "{half:.2} s, four times as much {whole:.2} s");
}

#[test]
fn mentions_nest_or_are_disjoint() {
    for text in [
        "Le Parquet national financier, Eliane Houlette, a saisi la justice.",
        "le Roi Pélé est arrivé à Paris. Les Conseil des ministres I et Union St Gilloise. Union des forces Jean Dupont.",
    ] {
        let extraction = read(text);
        for (index, one) in extraction.mentions.iter().enumerate() {
            for other in &extraction.mentions[index + 1..] {
                let nested = one.span.contains(other.span) || other.span.contains(one.span);
                let words = |span: palabre::model::Span| span.of(&extraction.document.text).to_string();
                assert!(
                    nested || !one.span.overlaps(other.span),
                    "{:?} {:?}",
                    words(one.span),
                    words(other.span)
                );
            }
        }
    }
}

#[test]
fn documents_whose_ids_look_alike_keep_their_people_apart() {
    let id = |document: &str| {
        let text = "Le colonel Ouédraogo a parlé.";
        let mut people = EXTRACTOR.extract(Document::new(document, text)).entities;
        people.retain(|entity| entity.id.starts_with("ouedraogo"));
        people.remove(0).id
    };
    let ids = ["Article 1", "article-1", "a/b", "a-b", "é", "e", "№"].map(id);
    let different: std::collections::BTreeSet<&String> = ids.iter().collect();
    assert_eq!(different.len(), ids.len(), "{ids:?}");
    assert_eq!(id("article-1.txt"), "ouedraogo--article-1-txt");
}

#[test]
fn the_whole_original_text_is_given() {
    for text in ["Â\u{a0}Bamako. Le BÃ©nin", "Le Bénin Â", "Â\nGao Â\n", "\u{feff}\u{ad}Gao\u{ad}"] {
        let read = palabre::input::document(Document::new("a", text), &palabre::input::Options::default());
        let extraction = EXTRACTOR.extract(read.document);
        let offsets = Offsets::new(&extraction.document);
        assert_eq!(offsets.original_text(), text);
        for mention in &extraction.mentions {
            let (start, end) = offsets.code_points(mention.span);
            let words: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
            assert_eq!(words, offsets.original(mention.span), "{text:?}");
        }
    }
}

#[test]
fn what_a_check_refuses_is_not_loaded() {
    let lists = [
        (false, "people.csv", "id,name\na,Jean Alpha\na,Jean Beta\n", "duplicate id"),
        (false, "people.csv", "id,name\nA b/../c,Jean Alpha\n", "is not an id"),
        (false, "people.csv", "id,name\na--appears_with--b,Jean Alpha\n", "is not an id"),
        (false, "ranks.csv", "id,name\nA B,colonel-chef\n", "is not an id"),
        (true, "people.csv", "id,name\nmali,Jean Alpha\n", "is the id of"),
    ];
    for (builtin, file, rows, says) in lists {
        let options = lexicon::Options::default().with_builtin(builtin).with_file(file, rows);
        let refused = lexicon::load(&options).unwrap_err().to_string();
        let mut checked = lexicon::check_added(&options).unwrap();
        checked.retain(|finding| finding.level == lexicon::Level::Error);
        assert!(refused.contains(says) && checked[0].message.contains(says), "{rows}: {refused} {checked:?}");
    }
}

#[test]
fn lists_of_a_french_excel_are_read_and_their_lines_are_right() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("people.csv");
    fs::write(&file, "\u{feff}id;name;country\r\na;Jean Alphonso;mali\r\n").unwrap();
    let mut extract = palabre();
    extract.args(["extract", "--gazetteer"]).arg(folder.path()).write_stdin("Jean Alphonso est là.");
    let output = String::from_utf8(extract.assert().success().get_output().stdout.clone()).unwrap();
    assert!(output.contains("\"entity\":\"a\""), "{output}");
    fs::write(&file, "id,name,country\r\na,Jean Alphonso,mali\r\nb,Jean Beta,malix\r\n").unwrap();
    let check = palabre().args(["gazetteer", "check"]).arg(folder.path()).output().unwrap();
    let told = String::from_utf8(check.stdout).unwrap();
    assert!(told.contains("people.csv:3:13"), "{told}");
}

#[test]
fn a_name_that_is_never_found_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let names = "name\n\"Groupe \"\"Le Gros\"\" Koba\"\nZed: le Média\nBa\u{200b}mako Presse\nZed n° 5\n?!\n";
    fs::write(folder.path().join("organisations.csv"), names).unwrap();
    let check = palabre().args(["gazetteer", "check"]).arg(folder.path()).output().unwrap();
    let told = String::from_utf8(check.stdout).unwrap();
    let lines: Vec<&str> = told.lines().filter(|line| line.contains("warning")).collect();
    for (line, says) in [(2, "never found"), (3, "never found"), (4, "not seen")] {
        let place = format!("organisations.csv:{line}:");
        assert!(lines.iter().any(|told| told.contains(&place) && told.contains(says)), "{line}: {told}");
    }
    assert!(!lines.iter().any(|told| told.contains("csv:5:")), "{told}");
}

#[test]
fn a_table_loses_no_row_without_a_word() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    let mut rows = "id,text\r\n".to_string();
    for row in 1..=1000 {
        let quote = if row == 5 { "\"" } else { "" };
        rows += &format!("{row},{quote}Assimi Goïta est à Moscou\r\n");
    }
    fs::write(&path, rows).unwrap();
    let output = palabre().arg("extract").arg(&path).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(output.stdout.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).count(), 999);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("a.csv:6: a quote that is not closed"), "{told}");
}

/// The files of a folder and everything hidden in it.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[cfg(unix)]
#[test]
fn what_a_terminal_would_obey_is_shown() {
    for arguments in
        [["extract", "--from", "\u{9b}31m\u{202e}"], ["extract", "-f", "\u{9b}csv"], ["x\u{9b}", "-q", "-v"]]
    {
        let output = palabre().args(arguments).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(!told.contains(['\u{9b}', '\u{202e}']) && told.contains("\\u{9b}"), "{told}");
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn what_cannot_be_meant_is_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.csv"), "text,Text\nUn.,Deux.\n").unwrap();
    for (arguments, code, message) in [
        (["--from", "2025", "--to", "2024"], 2, "is after --to"),
        (["--relations", "none,meets", "-f", "csv"], 2, "--relations none is no type"),
        (["--delimiter", "comma", "-f", "csv"], 2, "--delimiter"),
        (["-q", "--text-column", "text", "--no-repair"], 1, "more than one column is called \"text\""),
    ] {
        let output = palabre()
            .arg("extract")
            .args(arguments)
            .arg("a.csv")
            .current_dir(folder.path())
            .output()
            .unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains(message), "{arguments:?}: {told}");
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
    }
}

#[test]
fn a_signal_is_heard_within_a_document() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("livre.txt");
    fs::write(&text, "Le général Sadio Camara est arrivé à Moscou avec Ibrahim Traoré. ".repeat(60_000))
        .unwrap();
    let mut run = Process::new(env!("CARGO_BIN_EXE_palabre"));
    run.arg("extract").arg(&text).arg("-o").arg(folder.path().join("out")).stderr(Stdio::null());
    let mut run = run.spawn().unwrap();
    // Until it reads.
    while names(folder.path()).len() < 2 {
        thread::sleep(Duration::from_millis(20));
    }
    thread::sleep(Duration::from_millis(2_500));
    let signalled = Instant::now();
    assert!(Process::new("kill").arg(run.id().to_string()).status().unwrap().success());
    let code = run.wait().unwrap().code();
    assert!(signalled.elapsed() < Duration::from_secs(3), "{:?}", signalled.elapsed());
    assert!(code == Some(130) || code == Some(0), "{code:?}");
    if code == Some(130) {
        assert_eq!(names(folder.path()), ["livre.txt"]);
    }
}

#[cfg(unix)]
#[test]
fn a_killed_run_leaves_nothing_for_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("a.txt");
    fs::write(&text, "Assimi Goïta est à Moscou. ".repeat(20_000)).unwrap();
    let out = folder.path().join("out");
    let extract = || {
        let mut run = Process::new(env!("CARGO_BIN_EXE_palabre"));
        run.args(["extract", "-q", "-f", "csv", "--force"]).arg(&text).arg("-o").arg(&out);
        run
    };
    let mut run = extract().spawn().unwrap();
    while names(folder.path()).len() < 2 {
        thread::sleep(Duration::from_millis(20));
    }
    run.kill().unwrap();
    run.wait().unwrap();
    assert!(extract().status().unwrap().success());
    assert_eq!(names(folder.path()), ["a.txt", "out"]);
    let tables =
        ["denied", "edges", "evidence", "mentions", "nodes", "passages", "relations", "stories", "ties"];
    assert_eq!(names(&out), tables.map(|table| format!("{table}.csv")));
}

#[test]
fn any_number_of_threads_can_be_asked_for() {
    let started = Instant::now();
    palabre()
        .args(["extract", "-j", "99999999999"])
        .write_stdin("Assimi Goïta est à Moscou.")
        .assert()
        .success();
    assert!(started.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_nul_costs_its_row() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    let row = "{\"text\": \"Assimi Goïta est à Moscou.\"}\n";
    let other = row.replace("Moscou", "Niamey");
    fs::write(&path, format!("{row}{{\"text\": \"Ba\0mako\"}}\n{other}")).unwrap();
    let output = palabre().arg("extract").arg(&path).output().unwrap();
    assert_eq!(output.stdout.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).count(), 2);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn columns_of_names_are_no_names() {
    let table =
        "Présents :\nMoussa Koné      Awa Sarr      Issa Diallo\nRokia Zounon     Ali Boko      Jean Kpata\n";
    let found = entities(table);
    for name in ["moussa-kone", "awa-sarr", "rokia-zounon"] {
        assert!(found.contains(&name.to_string()), "{found:?}");
    }
}
