//! What is written of what nobody wrote can be read again, and is the same on any number of threads.

use super::{
    check::{check, line},
    targets::TEXT,
};
use palabre::{
    Extractor, Scope,
    error::{Error, Place},
    export::{ExportOptions, FORMATS, Files, LineReader, OutputFile, Writes},
    graph::{Fold, GraphOptions, Records, write_record},
    input::{self, Options},
    model::{ActorGraph, Document, Extraction, Window},
};
use std::{io, path::Path};

/// A document of a text whose name and title are a part of it.
fn document(text: &str) -> Document {
    let part = |from: usize| text.chars().skip(from).take(24).collect::<String>();
    let read = input::document(Document::new(part(0), text), &Options::default()).document;
    let title = read.title.clone().unwrap_or_else(|| part(24));
    read.with_title(title).with_source(part(48))
}

/// Two documents, the halves of the bytes.
fn documents(bytes: &[u8]) -> [Document; 2] {
    let (first, second) = bytes.split_at(bytes.len() / 2);
    [first, second].map(|bytes| document(&String::from_utf8_lossy(bytes)))
}

fn graph(extractor: &Extractor, extractions: &[Extraction]) -> ActorGraph {
    let mut fold = Fold::new();
    extractions.iter().for_each(|extraction| fold.add(extraction, extractor.lexicon()));
    fold.finish(&GraphOptions::default())
}

/// Keeps the files of a folder.
#[derive(Default)]
struct Kept(Vec<(String, Vec<u8>)>);

impl Files for Kept {
    fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        assert_eq!(Path::new(name).components().count(), 1, "{name:?}");
        assert!(self.0.iter().all(|(other, _)| other != name), "{name:?} is there twice");
        self.0.push((name.to_owned(), bytes.to_owned()));
        Ok(())
    }
}

/// A file of a format, as the program makes it.
fn written(extractor: &Extractor, file: &OutputFile, read: &[Extraction], graph: &ActorGraph) -> Kept {
    let (lexicon, options) = (extractor.lexicon(), ExportOptions::default().with_text(true));
    let (mut kept, mut bytes) = (Kept::default(), Vec::new());
    match file.writes {
        Writes::Stream { header, document } => {
            header.map_or(Ok(()), |header| header(&options, &mut bytes)).unwrap();
            read.iter().for_each(|read| document(read, lexicon, &options, &mut bytes).unwrap());
        }
        Writes::Statements => read.iter().for_each(|read| write_record(read, lexicon, &mut bytes).unwrap()),
        Writes::Graph(write) => drop(write(graph, &options, &mut bytes).unwrap()),
        Writes::Both(begin) => {
            let mut both = begin(&options);
            read.iter().for_each(|read| both.document(read, lexicon, &mut bytes).unwrap());
            both.graph(graph, lexicon, &mut bytes).unwrap();
        }
        Writes::Rows(begin) => {
            let mut rows = begin(&options).unwrap();
            read.iter().for_each(|read| rows.document(read, lexicon, &mut bytes).unwrap());
            rows.finish(&mut bytes).unwrap();
        }
        Writes::Folder { begin, graph: takes_graph } => {
            let mut folder = begin(&options);
            read.iter().for_each(|read| folder.document(read, lexicon, &mut kept).unwrap());
            folder.finish(takes_graph.then_some(graph), lexicon, &mut kept).unwrap();
            return kept;
        }
    }
    kept.0.push((file.name.to_owned(), bytes));
    kept
}

/// Reads a file as what the end of its name says.
fn read_again(name: &str, bytes: &[u8]) {
    let text = || std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{name} is no text"));
    let json = |text: &str| drop(serde_json::from_str::<serde_json::Value>(text).unwrap());
    match name.rsplit('.').next().unwrap() {
        "jsonl" => text().lines().for_each(json),
        "json" if name.ends_with(".ftm.json") => text().lines().for_each(json),
        "json" | "geojson" | "cyjs" => json(text()),
        "csv" => assert!(csv::Reader::from_reader(bytes).records().all(|record| record.is_ok()), "{name}"),
        "gexf" | "graphml" | "svg" => xml(text()),
        "html" => {
            let scripts = text().split("<script type=\"application/json\"").skip(1);
            let data =
                scripts.map(|script| script.split_once('>').unwrap().1.split_once("</script>").unwrap().0);
            data.for_each(json);
        }
        "xlsx" => {
            let book = calamine::open_workbook_from_rs::<calamine::Xlsx<_>, _>(io::Cursor::new(bytes));
            assert!(calamine::Reader::worksheets(&mut book.unwrap()).len() > 1);
        }
        "png" => assert!(bytes.starts_with(b"\x89PNG") && bytes.ends_with(b"IEND\xaeB`\x82")),
        "palabre" => assert!(Records::new(bytes, name).all(|record| record.is_ok()), "{name}"),
        "parquet" => assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1")),
        _ => drop(text()),
    }
}

/// Reads XML to its end: whatever is no XML is an error.
fn xml(text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                tag.attributes().for_each(|attribute| drop(attribute.unwrap()));
            }
            _ => (),
        }
    }
    let forbidden = |c: char| c < ' ' && !"\t\n\r".contains(c) || "\u{fffe}\u{ffff}".contains(c);
    assert!(!text.contains(forbidden), "XML has no such character");
}

/// Writes every format of a text, and reads each file.
pub(crate) fn write_and_read(extractor: &Extractor, _: &Path, bytes: &[u8]) {
    let extractor = extractor.clone().with_scope(Scope::default().with_window(Window::Document));
    let reader = extractor.reader();
    let read = documents(bytes).map(|document| check(&extractor, &reader, document));
    let graph = graph(&extractor, &read);
    // Pixels take long, and the picture is in the SVG.
    let skipped = |name: &str| name == "png" && !bytes.len().is_multiple_of(64);
    for file in FORMATS.iter().filter(|format| !skipped(format.name)).flat_map(|format| format.files) {
        let kept = written(&extractor, file, &read, &graph);
        kept.0.iter().for_each(|(name, bytes)| read_again(name, bytes));
    }
    lines_again(&extractor, &read);
}

/// Lines of an earlier run are the extractions that they were written of.
fn lines_again(extractor: &Extractor, read: &[Extraction]) {
    let reader = LineReader::new(extractor.lexicon());
    for extraction in read {
        let written = line(extractor, extraction);
        let again = reader.read(&written, &Place::default()).unwrap();
        assert!(line(extractor, &again) == written, "a line is not what it was");
    }
}

/// A line of an earlier run.
pub(crate) fn lines() -> Vec<Vec<u8>> {
    let extractor = Extractor::builtin().unwrap();
    let short = TEXT.split("\n\n").nth(1).unwrap();
    vec![
        line(&extractor, &extractor.extract(document(short))),
        line(&extractor, &extractor.extract(document(TEXT))),
    ]
}

/// Reads lines of an earlier run. One that is read makes a graph, and every file of it.
pub(crate) fn read_lines(extractor: &Extractor, _: &Path, bytes: &[u8]) {
    let reader = LineReader::new(extractor.lexicon());
    let lines = bytes.split(|byte| *byte == b'\n').take(20);
    let read: Vec<Extraction> = lines.filter_map(|line| reader.read(line, &Place::default()).ok()).collect();
    if read.is_empty() {
        return;
    }
    let graph = graph(extractor, &read);
    for format in FORMATS.iter().filter(|format| !matches!(format.name, "png" | "html" | "brat" | "spacy")) {
        for file in format.files {
            let kept = written(extractor, file, &read, &graph);
            kept.0.iter().for_each(|(name, bytes)| read_again(name, bytes));
        }
    }
}

/// Reads documents on one thread and on three, and in the other order: the same lines, the same graph.
pub(crate) fn read_on_threads(extractor: &Extractor, _: &Path, bytes: &[u8]) {
    let parts = bytes.chunks(bytes.len() / 5 + 1);
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    let documents: Vec<Document> =
        parts.zip(0..).map(|(part, id)| Document::new(format!("{id:02}"), text(part))).collect();
    let read = |documents: Vec<Document>, jobs| {
        let documents = documents.into_iter().map(Ok::<_, Error>);
        let read: Vec<Extraction> =
            extractor.extract_all(documents, jobs).unwrap().map(Result::unwrap).collect();
        let mut lines: Vec<Vec<u8>> = read.iter().map(|read| line(extractor, read)).collect();
        lines.sort();
        (lines, graph(extractor, &read))
    };
    let one = read(documents.clone(), 1);
    assert!(one == read(documents.iter().rev().cloned().collect(), 3), "threads or the order matter");
}
