//! Lines that a width broke: the same article says the same however narrow its column is.

use palabre::{
    Extractor,
    input::{self, Options},
    model::{Document, EntityIndex, Extraction, Offsets},
};
use std::{collections::BTreeMap, path::Path, sync::LazyLock};

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::builtin().unwrap());

const WIDTHS: [usize; 5] = [40, 45, 50, 55, 72];

/// How paragraphs are set: words cut by hyphens or not, a blank line between paragraphs or none, pages or none.
#[derive(Debug, Clone, Copy)]
struct Setting {
    width: usize,
    hyphens: bool,
    blank: bool,
    pages: bool,
}

impl Setting {
    fn all() -> impl Iterator<Item = Setting> {
        let ways = (0..8).map(|bits| (bits & 1 != 0, bits & 2 != 0, bits & 4 != 0));
        WIDTHS.into_iter().flat_map(move |width| {
            let setting = move |(hyphens, blank, pages)| Setting { width, hyphens, blank, pages };
            ways.clone().map(setting)
        })
    }

    fn set(self, text: &str) -> String {
        let mut lines: Vec<String> = vec![];
        for paragraph in text.lines().filter(|line| !line.trim().is_empty()) {
            if self.blank && !lines.is_empty() {
                lines.push(String::new());
            }
            self.fill(paragraph, &mut lines);
        }
        if !self.pages {
            return lines.join("\n");
        }
        let pages = lines.chunks(40).zip(1..);
        pages
            .map(|(lines, page)| format!("LE FLEUVE DU SOIR\n\n{}\n\n– {page} –\n\n", lines.join("\n")))
            .collect()
    }

    fn fill(self, paragraph: &str, lines: &mut Vec<String>) {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            let mut word = word.to_owned();
            while !line.is_empty() && length(&line) + 1 + length(&word) > self.width {
                let room = self.width.saturating_sub(length(&line) + 2);
                let cut = if self.hyphens { syllable(&word, room) } else { None };
                if let Some(at) = cut {
                    line = format!("{line} {}-", &word[..at]);
                    word.drain(..at);
                }
                lines.push(std::mem::take(&mut line));
            }
            line += if line.is_empty() { "" } else { " " };
            line += &word;
        }
        lines.push(line);
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// Where a word can be cut with at most so many letters before it: between a vowel and a consonant with a vowel after it.
fn syllable(word: &str, room: usize) -> Option<usize> {
    let chars: Vec<(usize, char)> = word.char_indices().collect();
    if chars.len() < 6 || !chars.iter().all(|(_, c)| c.is_alphabetic()) {
        return None;
    }
    let vowel = |at: usize| "aeiouyéèêàâîïôû".contains(chars[at].1);
    let mut places =
        (2..chars.len() - 2).filter(|&at| at <= room && vowel(at - 1) && !vowel(at) && vowel(at + 1));
    places.next_back().map(|at| chars[at].0)
}

/// The articles of the examples, as plain text.
fn articles() -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
    let all = input::read_folder(folder).map(Result::unwrap);
    all.filter(|article| !article.id.ends_with(".md")).collect()
}

fn extract(article: &Document, text: String) -> Extraction {
    let options = Options::default().with_conventions(input::Conventions::new(EXTRACTOR.lexicon()));
    let mut document = Document::new(&article.id, text);
    (document.title, document.date) = (article.title.clone(), article.date);
    EXTRACTOR.extract(input::document(document, &options).document)
}

/// The relations, and how often each is stated.
fn relations(extraction: &Extraction) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for relation in &extraction.relations {
        let id = |end: EntityIndex| extraction.entities[end.0 as usize].id.clone();
        let (source, target) = (id(relation.source), id(relation.target));
        let key = format!("{source} {} {target} {} {:?}", relation.kind, relation.negated, relation.modality);
        *counts.entry(key).or_default() += 1;
    }
    counts
}

#[test]
fn the_same_article_in_columns_states_the_same() {
    let articles = articles();
    assert!(articles.len() >= 12);
    let wanted: Vec<_> =
        articles.iter().map(|article| relations(&extract(article, article.text.clone()))).collect();
    assert!(wanted.iter().map(BTreeMap::len).sum::<usize>() > 60);
    let (mut changed, mut count) = (vec![], 0);
    for setting in Setting::all() {
        for (article, wanted) in articles.iter().zip(&wanted) {
            let found = relations(&extract(article, setting.set(&article.text)));
            count += 1;
            if found != *wanted {
                let lost: Vec<_> = wanted.iter().filter(|of| found.get(of.0) != Some(of.1)).collect();
                let new: Vec<_> = found.iter().filter(|of| wanted.get(of.0) != Some(of.1)).collect();
                changed.push(format!("{setting:?} {}: lost {lost:?}, new {new:?}", article.id));
            }
        }
    }
    assert!(20 * changed.len() <= count, "{} of {count}:\n{}", changed.len(), changed.join("\n"));
}

#[test]
fn offsets_are_those_of_the_text_that_came_in() {
    let setting = Setting { width: 40, hyphens: true, blank: true, pages: true };
    for article in articles() {
        let text = setting.set(&article.text);
        let found = extract(&article, text.clone());
        let offsets = Offsets::new(&found.document);
        let points: Vec<char> = text.chars().collect();
        for mention in &found.mentions {
            let (start, end) = offsets.code_points(mention.span);
            let there: String = points[start as usize..end as usize].iter().collect();
            assert_eq!(there, offsets.original(mention.span), "{}", article.id);
            let words = |text: &str| text.replace("-\n", "").split_whitespace().collect::<String>();
            let read = mention.span.of(&found.document.text);
            // What stands in capitals is read in its usual case.
            let (there, read) = (there.to_lowercase(), read.to_lowercase());
            if !there.contains('\n') {
                assert_eq!(there, read, "{}", article.id);
            } else if !there.contains("\n\n") {
                assert_eq!(words(&there).replace('-', ""), words(&read).replace('-', ""), "{}", article.id);
            }
        }
    }
}

#[test]
fn a_line_end_cuts_no_name() {
    for (text, name, stump) in [
        (
            "Le\nministre Abdou-\nlaye Diop a rencontré son homologue russe à Moscou.",
            "abdoulaye-diop",
            "abdou",
        ),
        ("Hier soir, le\nprésident Emma-\nnuel Macron a reçu une délégation.", "emmanuel-macron", "emma"),
        ("Le ministre de la Défense, Sadio Ca-\nmara, a reçu une délégation.", "sadio-camara", "sadio-ca"),
    ] {
        let found = EXTRACTOR.extract(Document::new("a", text));
        let ids: Vec<&str> = found.entities.iter().map(|entity| &*entity.id).collect();
        assert!(ids.contains(&name), "{ids:?}");
        assert!(!ids.iter().any(|id| id == &stump || id.starts_with(&format!("{stump}--"))), "{ids:?}");
    }
}
