//! What must not matter does not: each example article, changed in a way that no reader would see, gives the same mentions and
//! relations. `benches/metamorphic.py` does the same on a corpus of one's own.

use super::robust::told;
use palabre::{Extractor, Reader, input, model::Document};
use unicode_normalization::UnicodeNormalization;

/// The body of an article: lines at its ends say what it is, and are not changed.
fn bodies() -> Vec<Document> {
    let documents = input::read_folder("examples/articles").map(Result::unwrap);
    documents.filter(|document| document.repairs.is_empty()).collect()
}

/// What is told of an article with another text.
fn read(reader: &Reader, document: &Document, text: String) -> (Vec<String>, Vec<String>) {
    let mut changed = Document::new(&document.id, text);
    changed.date = document.date;
    told(&reader.extract(changed))
}

fn in_words(text: &str, mark: &str) -> String {
    let words = text.split(' ').map(|word| match word.char_indices().nth(3) {
        Some((at, c)) if c.is_alphabetic() => format!("{}{mark}{}", &word[..at], &word[at..]),
        _ => word.to_string(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Most headlines in capitals are read as they are in small letters.
#[test]
fn a_headline_in_capitals_is_read_as_any_other() {
    let extractor = Extractor::builtin().unwrap();
    let reader = extractor.reader();
    let (mut count, mut changed) = (0, Vec::new());
    for document in bodies().iter().step_by(2) {
        let Some((headline, body)) = document.text.split_once('\n') else { continue };
        let loud = format!("{}\n{body}", headline.to_uppercase());
        count += 1;
        if read(&reader, document, loud) != read(&reader, document, document.text.clone()) {
            changed.push(document.id.clone());
        }
    }
    assert!(10 * changed.len() <= count, "of {count}: {changed:?}");
}

type Change = (&'static str, fn(&str) -> String);

const CHANGES: [Change; 9] = [
    ("decomposed", |text| text.nfd().collect()),
    ("double spaces", |text| text.replace(' ', "  ")),
    ("no-break spaces", |text| text.replace(' ', "\u{a0}")),
    ("tabs", |text| text.replace(' ', "\t")),
    ("soft hyphens", |text| in_words(text, "\u{ad}")),
    ("zero-width spaces", |text| in_words(text, "\u{200b}")),
    ("straight apostrophes", |text| text.replace('’', "'")),
    ("trailing spaces", |text| text.replace('\n', "  \n")),
    ("CRLF", |text| text.replace("\r\n", "\n").replace('\n', "\r\n")),
];

#[test]
fn what_is_not_seen_does_not_matter() {
    let extractor = Extractor::builtin().unwrap();
    let reader = extractor.reader();
    // Every third: the others say nothing new, and it takes long without optimisation.
    for document in bodies().iter().step_by(3) {
        let plain = read(&reader, document, document.text.clone());
        for (what, change) in CHANGES {
            assert_eq!(read(&reader, document, change(&document.text)), plain, "{}: {what}", document.id);
        }
    }
}
