//! Inputs that nobody wrote: seeds with pieces taken out, doubled, moved, or put in that have broken programs before. What holds of
//! any input must hold of them: no panic, no hang, spans on boundaries, output that parses, the same bytes again.
//!
//! `PALABRE_FUZZ_SECONDS` and `PALABRE_FUZZ_SEED` make it longer and other; `PALABRE_FUZZ_ONLY=docx,pdf` chooses kinds of input.

use crate::fuzz_formats;
use palabre::{
    Extractor, Reader,
    eval::Gold,
    export::JsonLines,
    graph::{Fold, GraphOptions},
    input::{self, Options},
    lexicon,
    model::{Document, Offsets},
};
use std::{
    env, fs,
    path::Path,
    time::{Duration, Instant},
};

/// A generator of numbers (xorshift).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    fn range(&mut self, length: usize, longest: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        start..(start + self.below(longest)).min(length)
    }
}

/// Pieces that have broken programs.
const PIECES: &[&str] = &[
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{200b}",
    "\u{ad}",
    "\r",
    "\r\n",
    "\n\n",
    "\u{2028}",
    "\u{301}",
    "e\u{301}",
    "ß",
    "İ",
    "ﬁ",
    "𝐌𝐚𝐥𝐢",
    "’",
    "'",
    "« ",
    " »",
    "…",
    "—",
    " - ",
    "(",
    ")",
    "[",
    "|",
    "--",
    "\"",
    "\\",
    "{",
    "}",
    "<b>",
    "&amp;",
    "&#x0;",
    "&#xD800;",
    "<!--",
    "<script>",
    "</p>",
    "=cmd",
    "+1",
    "\t",
    ";",
    ",",
    "Ã©",
    "â€™",
    "Ã",
    "√©",
    "M.",
    "Mme",
    "l’",
    "le ministre",
    "général",
    "OÙ",
    "DITE",
    "en sigle",
    "président de la République",
    "du Mali",
    "et",
    "AES",
    "A.E.S.",
    "(CEDEAO)",
    "les deux pays",
    "son homologue",
    "a rencontré",
    "n’a pas",
    "Moscou",
    "Ibrahim Traoré",
    "Sadio Camara",
    "les présidents malien et burkinabè",
    "À lire aussi :",
    "31 février 2025",
    "0000-00-00",
    "1e308",
    "null",
    "\u{10ffff}",
    "\u{fffd}",
    "https://a.b/C-D",
    "@Awa_Sarr",
    "**",
    "](",
    "Q : ",
    "]]>",
    "<![CDATA[",
    "<w:p>",
    "<text:p>",
    "{\\rtf1 ",
    "\\bin99999999 ",
    "\\u-32768?",
    "\\'",
    "\nContent-Type: multipart/mixed; boundary=x\n\n--x\n",
    "=?utf-8?B?",
    "=?utf-8?Q?=C3",
    "\nFrom a\n",
    "%PDF-",
    "PK\u{3}\u{4}",
    " 99999999999 ",
];

fn mutated(numbers: &mut Numbers, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut data = seeds[numbers.below(seeds.len())].clone();
    for _ in 0..=numbers.below(12) {
        let at = numbers.below(data.len() + 1);
        let range = numbers.range(data.len(), 200);
        match numbers.below(9) {
            0 if at < data.len() => data[at] ^= 1 << numbers.below(8),
            1 => drop(data.drain(range)),
            2 => {
                let copy = data[range].to_vec();
                data.splice(at..at, copy);
            }
            3 => data[range].make_ascii_uppercase(),
            4 => {
                let other = &seeds[numbers.below(seeds.len())];
                let part = numbers.range(other.len(), 400);
                data.splice(at..at, other[part].iter().copied());
            }
            5 => {
                let odd = [b'\n', b'-', b'\'', b',', b'\t', b'.', b'|', b';'][numbers.below(8)];
                data[range].iter_mut().filter(|byte| **byte == b' ').for_each(|byte| *byte = odd);
            }
            6 => {
                let most = if numbers.below(16) == 0 { 4000 } else { 40 };
                let piece = PIECES[numbers.below(PIECES.len())].repeat(1 + numbers.below(most));
                data.splice(at..at, piece.into_bytes());
            }
            _ => {
                let piece = PIECES[numbers.below(PIECES.len())];
                data.splice(at..at, piece.bytes());
            }
        }
    }
    data
}

/// What holds of any document.
fn check(extractor: &Extractor, reader: &Reader, document: Document) {
    let extraction = reader.extract(document.clone());
    let text = &extraction.document.text;
    let offsets = Offsets::new(&extraction.document);
    let original: Vec<char> = offsets.original_text().chars().collect();
    let mut open: Vec<u32> = Vec::new();
    for mention in &extraction.mentions {
        let span = mention.span;
        assert!(span.contains(mention.head) && text.get(span.start as usize..span.end as usize).is_some());
        let (start, end) = offsets.code_points(span);
        let words: String = original[start as usize..end as usize].iter().collect();
        assert_eq!(words, offsets.original(span));
        open.retain(|end| *end > span.start);
        assert!(open.iter().all(|end| *end >= span.end), "{:?} crosses another", span.of(text));
        open.push(span.end);
    }
    assert!(extraction.relations.iter().all(|relation| relation.source != relation.target));
    let line = |extraction| {
        let mut line = Vec::new();
        JsonLines::new(extractor.lexicon()).with_text(true).write(extraction, &mut line).unwrap();
        line
    };
    let written = line(&extraction);
    serde_json::from_slice::<serde_json::Value>(&written).unwrap();
    assert!(written == line(&extractor.extract(document)), "other bytes from a fresh reader");
    let mut fold = Fold::default();
    fold.add(&extraction, extractor.lexicon());
    fold.finish(&GraphOptions::default());
}

/// A way in for bytes.
pub(crate) struct Target {
    pub name: &'static str,
    /// Of the file that is written.
    pub extension: &'static str,
    pub seeds: Vec<Vec<u8>>,
    pub run: Run,
}

/// What a target does with bytes, and a path that is free.
pub(crate) type Run = fn(&Extractor, &Path, &[u8]);

pub(crate) fn read_file(extractor: &Extractor, path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap();
    let reader = extractor.reader();
    for document in input::read_folder(path).take(200).filter_map(Result::ok) {
        check(extractor, &reader, document);
    }
}

fn read_text(extractor: &Extractor, _: &Path, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let read = input::document(Document::new("essai", text), &Options::default());
    check(extractor, &extractor.reader(), read.document);
}

fn read_list(_: &Extractor, _: &Path, bytes: &[u8]) {
    let rows = String::from_utf8_lossy(bytes).into_owned();
    let options = lexicon::Options::default().with_builtin(false).with_file("people.csv", rows);
    let refused =
        lexicon::check(&options).unwrap().iter().any(|finding| finding.level == lexicon::Level::Error);
    assert_eq!(refused, lexicon::load(&options).is_err(), "a check and a load do not agree");
}

fn read_gold(_: &Extractor, _: &Path, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    // What is no gold is an error.
    let _ = Gold::from_jsonl("gold", &text);
    let _ = Gold::from_conll("gold", &text);
}

const TEXT: &str = "OÙ VA LA CEDEAO ?\n\nLe général Sadio Camara, ministre malien de la Défense, a reçu lundi à Bamako Sergueï Lavrov. \
    « Nous coopérerons », a déclaré M. Lavrov. L’Alliance des États du Sahel (AES) accuse la France ; son homologue burkinabè, Jean et \
    Paul Delorme et la Fédération nationale des éleveurs (FNE) n’ont pas rencontré le Premier ministre.\n\nÀ lire aussi : Gao\n";
const HTML: &str = "<!DOCTYPE html><html><head><title>Un titre</title><meta charset=\"utf-8\"></head><body><article><h1>Un titre</h1>\
    <p>Assimi Goïta a reçu <b>Vladimir</b> Poutine &agrave; Bamako.</p><p>Il a quitté la CEDEAO.</p></article></body></html>";
const JSON: &str = "{\"id\": \"1\", \"date\": \"2025-05-08\", \"text\": \"Assimi Goïta a reçu Vladimir Poutine.\"}\n\
    {\"id\": 2, \"title\": \"Un titre\", \"text\": \"Le Mali accuse l\\u2019Algérie.\"}\n";
const TABLE: &str = "id;title;text;date\r\n1;Un titre;\"Assimi Goïta; a dit \"\"non\"\".\";2025-05-08\r\n2;Deux;Le Mali accuse la France;8 mai 2025\r\n";
const LIST: &str =
    "id,name,surname,gender,country,aliases\na,Jean Alpha,Alpha,m,,J. Alpha|Alpha Jean\nb,Awa Beta,,f,,\n";
const CONLL: &str = "Sadio B-PER\nCamara I-PER\nest O\nà O\nMoscou B-LOC\n\n";

fn targets() -> Vec<Target> {
    let target = |name, extension, seeds: &[&str], run: Run| {
        let seeds = seeds.iter().map(|seed| seed.as_bytes().to_vec()).collect();
        Target { name, extension, seeds, run }
    };
    let markdown = "---\ntitle: Un\n---\n# Deux\n\n**Awa Sarr** voit [Gao](https://a.b).\n";
    let own = vec![
        target("text", "", &[TEXT, TABLE], read_text),
        target("txt", "txt", &[TEXT, HTML], read_file),
        target("md", "md", &[markdown, TEXT], read_file),
        target("html", "html", &[HTML, TEXT], read_file),
        target("jsonl", "jsonl", &[JSON, TEXT], read_file),
        target("csv", "csv", &[TABLE, LIST], read_file),
        target("gold", "", &[JSON, CONLL], read_gold),
        target("list", "", &[LIST], read_list),
    ];
    own.into_iter().chain(fuzz_formats::targets()).collect()
}

fn fuzz(seconds: f64, most: usize) {
    let number = |name: &str| env::var(name).ok().and_then(|value| value.parse::<f64>().ok());
    let limit = Duration::from_secs_f64(number("PALABRE_FUZZ_SECONDS").unwrap_or(seconds));
    let folder = tempfile::tempdir().unwrap();
    let extractor = Extractor::builtin().unwrap();
    let only = env::var("PALABRE_FUZZ_ONLY").unwrap_or_default();
    let is_wanted = |target: &Target| only.is_empty() || only.split(',').any(|name| name == target.name);
    for Target { name, extension, seeds, run: target } in targets().into_iter().filter(is_wanted) {
        let seed = number("PALABRE_FUZZ_SEED").unwrap_or(1.0) as u64;
        let mut numbers = Numbers(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let path = folder.path().join("essai").with_extension(extension);
        let started = Instant::now();
        let mut count = 0;
        while started.elapsed() < limit && count < most {
            let data = mutated(&mut numbers, &seeds);
            let at = Instant::now();
            let run = std::panic::AssertUnwindSafe(|| target(&extractor, &path, &data));
            if std::panic::catch_unwind(run).is_err() {
                panic!("{name}, input {count} of seed {seed}: {:?}", String::from_utf8_lossy(&data));
            }
            assert!(at.elapsed() < Duration::from_secs(60), "{name}: {:?}", String::from_utf8_lossy(&data));
            count += 1;
        }
        println!("{name}: {count} inputs");
    }
}

#[test]
fn what_nobody_wrote_breaks_nothing() {
    fuzz(5.0, 15);
}

#[test]
#[ignore = "a minute for each of two dozen kinds of input; in .ci/run"]
fn what_nobody_wrote_breaks_nothing_for_long() {
    fuzz(60.0, usize::MAX);
}
