//! The workbook, read again by calamine, and by openpyxl and pandas (`cargo test --test it workbook -- --ignored`).

use super::exports::{hostile_extraction, hostile_graph};
use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};
use palabre::{
    Extractor,
    export::{ExportOptions, Format, Language, Writes},
    graph::{Fold, GraphOptions},
    input, lexicon,
    model::{ActorGraph, Extraction, Lexicon},
};
use std::{collections::BTreeSet, env, fs, io::Cursor, path::Path, process::Command};

/// A workbook of documents and their graph.
fn written(
    documents: &[&Extraction],
    graph: &ActorGraph,
    lexicon: &Lexicon,
    options: &ExportOptions,
) -> Vec<u8> {
    let Writes::Both(open) = Format::from_name("xlsx").unwrap().main_file().writes else {
        panic!("a workbook is of documents and graph")
    };
    let mut book = open(options);
    let mut bytes = Vec::new();
    documents.iter().for_each(|document| book.document(document, lexicon, &mut bytes).unwrap());
    book.graph(graph, lexicon, &mut bytes).unwrap();
    bytes
}

/// The hostile graph, in which a name is longer than a cell may be, and a node and an edge are of old times.
fn hostile() -> ActorGraph {
    let mut graph = hostile_graph();
    graph.nodes[1].label = "🦁".repeat(40_000);
    graph.nodes[2].label = "NA".into();
    graph.nodes[3].label = "=cmd|'/C calc'!A0 _x0041_".into();
    graph.nodes[4].first = "1891-10-03".parse().ok();
    graph
}

fn none() -> Lexicon {
    lexicon::load(&lexicon::Options::default().with_builtin(false)).unwrap()
}

fn read(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    open_workbook_from_rs(Cursor::new(bytes)).unwrap()
}

/// A column without its header.
fn column<'r>(sheet: &'r Range<Data>, caption: &str) -> Vec<&'r Data> {
    let header = sheet.rows().next().unwrap();
    let place = header.iter().position(|cell| *cell == Data::String(caption.into()));
    let place = place.unwrap_or_else(|| panic!("no column {caption} in {header:?}"));
    sheet.rows().skip(1).map(|row| &row[place]).collect()
}

/// A text as a cell holds it.
fn shown(text: &str) -> String {
    let breaks = |c: char| c.is_control() || c == '\u{2028}';
    let pieces = text.split(breaks).map(|piece| if text.contains(breaks) { piece.trim() } else { piece });
    pieces.filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" ")
}

#[test]
fn hostile_names_come_back_from_the_workbook() {
    let graph = hostile();
    let bytes = written(&[&hostile_extraction()], &graph, &none(), &ExportOptions::default());
    let mut book = read(&bytes);
    let sheets = ["Résumé", "Acteurs", "Relations", "Liens", "Preuves", "Mentions", "À vérifier", "Méthode"];
    assert_eq!(book.sheet_names(), sheets);
    for sheet in sheets {
        let formulas = book.worksheet_formula(sheet).unwrap();
        assert!(formulas.used_cells().next().is_none(), "no cell of {sheet} is a formula");
    }
    let mut sheet = |name: &str| book.worksheet_range(name).unwrap();
    let texts = |cells: Vec<&Data>| cells.into_iter().map(Data::to_string).collect::<BTreeSet<_>>();

    let actors = sheet("Acteurs");
    let names = texts(column(&actors, "Nom"));
    for node in graph.nodes.iter().filter(|node| node.label.chars().count() < 30_000) {
        assert!(names.contains(&shown(&node.label)), "{:?}", node.label);
    }
    let cut = names.iter().find(|name| name.starts_with('🦁')).unwrap();
    assert!(
        cut.ends_with("… [coupé : 80000 caractères]") && cut.encode_utf16().count() <= 32_767,
        "cut, and says so"
    );
    assert_eq!(column(&actors, "Nom").len(), graph.nodes.len());

    let denied = graph.edges.iter().filter(|edge| edge.is_only_denied()).count();
    let typed = graph.edges.iter().filter(|edge| edge.summary.is_some()).count();
    let (relations, ties, evidence) = (sheet("Relations"), sheet("Liens"), sheet("Preuves"));
    assert!(denied > 0);
    assert_eq!(column(&relations, "Poids").len(), typed, "those that are only denied, too");
    assert_eq!(column(&ties, "Poids").len(), graph.edges.len() - typed);
    assert_eq!(
        column(&evidence, "Phrase").len(),
        graph.edges.iter().map(|edge| edge.evidence.len()).sum::<usize>()
    );
    assert_eq!(column(&sheet("Mentions"), "Mention").len(), hostile_extraction().mentions.len());

    // What a row of a relation leads to is its sentence.
    let (see, ids) = (column(&relations, "Phrases"), column(&relations, "Identifiant"));
    for (see, id) in see.into_iter().zip(ids) {
        let row: usize = see.to_string().strip_prefix("ligne ").unwrap().parse().unwrap();
        assert_eq!(column(&evidence, "Lien")[row - 2], id);
    }
    let review = texts(column(&sheet("À vérifier"), "Motif"));
    assert!(review.contains("seulement niée ou démentie") && review.contains("nom ambigu : l’un de ceux-ci"));
}

#[test]
fn dates_numbers_and_truth_are_what_they_are() {
    let graph = hostile();
    let options = ExportOptions::default().with_language(Language::English);
    let bytes = written(&[&hostile_extraction()], &graph, &none(), &options);
    let mut book = read(&bytes);
    let actors = book.worksheet_range("Actors").unwrap();
    let last = column(&actors, "Last date");
    assert!(last.iter().all(|cell| matches!(cell, Data::DateTime(_))), "{:?}", last[0]);
    let Data::DateTime(day) = last[0] else { panic!("a date") };
    assert_eq!(day.as_f64(), 45_785.0, "2025-05-08 is so many days from 1899-12-30");
    let first: Vec<_> =
        column(&actors, "First date").into_iter().filter(|cell| **cell != Data::Empty).collect();
    assert_eq!(first, [&Data::String("1891-10-03".into())], "Excel's calendar begins in 1900");
    assert!(column(&actors, "Mentions").iter().all(|cell| matches!(cell, Data::Float(_))));
    assert!(column(&actors, "Listed").iter().all(|cell| matches!(cell, Data::Bool(_))));
    let evidence = book.worksheet_range("Evidence").unwrap();
    assert!(column(&evidence, "CAMEO").contains(&&Data::String("CAMEO:04".into())));
    assert!(
        column(&evidence, "Date of the event").contains(&&Data::String("2020-08".into())),
        "a month is no day"
    );
}

/// What is read in the articles of the examples.
fn examples() -> (Extractor, Vec<Extraction>) {
    let extractor = Extractor::builtin().unwrap();
    let files = input::find(&["examples/articles".into()]).files;
    let read = files.iter().flat_map(|file| input::read(file, &input::Options::default()).unwrap());
    let extractions = read.map(|read| extractor.extract(read.unwrap().document)).collect();
    (extractor, extractions)
}

fn examples_workbook() -> (Vec<u8>, ActorGraph) {
    let (extractor, extractions) = examples();
    let mut fold = Fold::new();
    extractions.iter().for_each(|extraction| fold.add(extraction, extractor.lexicon()));
    let graph = fold.finish(&GraphOptions::default());
    let documents: Vec<&Extraction> = extractions.iter().collect();
    (written(&documents, &graph, extractor.lexicon(), &ExportOptions::default()), graph)
}

#[test]
fn the_same_input_gives_the_same_workbook() {
    let (bytes, graph) = examples_workbook();
    assert!(bytes == examples_workbook().0, "no clock, no order of hashes");
    let mut book = read(&bytes);
    let overview = book.worksheet_range("Résumé").unwrap();
    let figure = |caption: &str| {
        let mut rows = overview.rows();
        rows.find(|row| row[0] == Data::String(caption.into())).unwrap_or_else(|| panic!("no {caption}"))[1]
            .clone()
    };
    assert_eq!(figure("Documents"), Data::Float(18.0));
    assert_eq!(
        figure("pays"),
        Data::Float(graph.nodes.iter().filter(|node| node.kind.name() == "country").count() as f64)
    );
    assert!(matches!(figure("Du"), Data::DateTime(_)));
    let rows = book.worksheet_range("Relations").unwrap();
    let who = |row: &[Data]| [&row[1], &row[2], &row[3]].map(ToString::to_string);
    let meeting = ["Ibrahim Traoré", "rencontre", "Vladimir Poutine"].map(String::from);
    assert!(rows.rows().any(|row| who(row) == meeting));
}

#[test]
#[ignore = "needs Python with openpyxl and pandas, see files.rs"]
fn openpyxl_and_pandas_read_the_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let graph = |graph: &ActorGraph| serde_json::to_string(graph).unwrap();
    let (bytes, expected) = examples_workbook();
    fs::write(folder.path().join("palabre.xlsx"), bytes).unwrap();
    fs::write(folder.path().join("expected.json"), graph(&expected)).unwrap();
    let hostile_bytes = written(&[&hostile_extraction()], &hostile(), &none(), &ExportOptions::default());
    fs::write(folder.path().join("hostile.xlsx"), hostile_bytes).unwrap();
    fs::write(folder.path().join("hostile.json"), graph(&hostile())).unwrap();
    let python = env::var("PALABRE_PYTHON").unwrap_or_else(|_| "python3".to_string());
    let output = Command::new(python).arg("tests/readers/workbook.py").arg(folder.path()).output().unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert_eq!(said.concat(), "read\n");
}

/// What a program of the system says to a call that succeeds.
fn run(program: &str, arguments: &[&str], folder: &Path) -> String {
    // Dates are those of the reader's country.
    let mut command = Command::new(program);
    let output = command.args(arguments).current_dir(folder).env("LC_ALL", "fr_FR.UTF-8").output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// LibreOffice opens the workbook and prints it: each sheet on pages of its own, which have its first columns and are few.
/// `SCREENSHOTS=DIR` keeps a picture of the first relations, `workbook.png`.
#[test]
#[ignore = "needs LibreOffice Calc and the tools of Poppler"]
fn libreoffice_opens_and_prints_the_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("palabre.xlsx"), examples_workbook().0).unwrap();
    // A profile of its own: another LibreOffice may be open.
    let profile = format!("-env:UserInstallation=file://{}", at.join("profile").display());
    run("soffice", &[&profile, "--headless", "--convert-to", "pdf", "palabre.xlsx"], at);
    let text = run("pdftotext", &["-layout", "palabre.pdf", "-"], at);
    let pages: Vec<&str> = text.split('\u{c}').collect();
    assert!(pages.len() < 100, "{} pages", pages.len());
    let footer = |page: &&str| page.trim_end().lines().last().unwrap_or_default().trim().to_string();
    let first = |sheet: &str| pages.iter().position(|page| footer(page).starts_with(sheet));
    for sheet in ["Résumé", "Acteurs", "Relations", "Liens", "Preuves", "Mentions", "À vérifier", "Méthode"]
    {
        assert!(first(sheet).is_some(), "{sheet} has a page");
    }
    let relations = first("Relations").unwrap();
    assert!(pages[relations].contains("rencontre") && pages[relations].contains("Ibrahim Traoré"));
    if let Ok(shots) = env::var("SCREENSHOTS") {
        let page = (relations + 1).to_string();
        let picture = Path::new(&shots).join("workbook");
        let picture = picture.to_str().unwrap();
        let top = ["-r", "150", "-x", "90", "-y", "100", "-W", "1580", "-H", "560"];
        let arguments = [&top[..], &["-png", "-singlefile", "-f", &page, "palabre.pdf", picture]].concat();
        run("pdftoppm", &arguments, at);
    }
}
