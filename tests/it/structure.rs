//! Relations that need no trigger, rule by rule (`structure/cases.txt`), and whom a phrase means (`structure/phrases.txt`).

use palabre::{
    Extractor,
    model::{Document, EntityIndex, Extraction},
};

const CASES: &str = include_str!("../structure/cases.txt");
const PHRASES: &str = include_str!("../structure/phrases.txt");

/// A text without its marks, and the bytes that `[…]` and `{…}` were around.
struct Marked {
    text: String,
    source: Option<(usize, usize)>,
    target: Option<(usize, usize)>,
}

impl Marked {
    fn read(marked: &str) -> Marked {
        let mut read = Marked { text: String::new(), source: None, target: None };
        for c in marked.replace('⏎', "\n").chars() {
            let at = read.text.len();
            match c {
                '[' => read.source = Some((at, at)),
                ']' => read.source.as_mut().unwrap().1 = at,
                '{' => read.target = Some((at, at)),
                '}' => read.target.as_mut().unwrap().1 = at,
                _ => read.text.push(c),
            }
        }
        read
    }
}

/// Whether a name of an entity stands at some bytes, whole or as a part.
fn stands_at(extraction: &Extraction, entity: EntityIndex, (start, end): (usize, usize)) -> bool {
    extraction.mentions.iter().any(|mention| {
        let (from, to) = (mention.head.start as usize, mention.head.end as usize);
        mention.entity == Some(entity) && from >= start && to <= end && to - from + 4 >= end - start
    })
}

#[test]
fn cases() {
    let extractor = Extractor::builtin().unwrap();
    let (mut rule, mut failures, mut rules, mut cases) = ("", Vec::new(), 0, 0);
    for line in CASES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let Some((sign, text)) = line.split_once(' ').filter(|(sign, _)| ["+", "-"].contains(sign)) else {
            (rule, rules) = (line, rules + 1);
            continue;
        };
        cases += 1;
        let marked = Marked::read(text);
        let extraction = extractor.reader().extract(Document::new("cas", marked.text.clone()));
        let mut stated = extraction.relations.iter().filter(|relation| relation.rule == rule);
        let fits = match (marked.source, marked.target) {
            (Some(source), Some(target)) => stated.any(|relation| {
                stands_at(&extraction, relation.source, source)
                    && stands_at(&extraction, relation.target, target)
            }),
            _ => stated.next().is_none(),
        };
        assert_eq!(sign == "+", marked.source.is_some(), "{line}: marks and sign disagree");
        if !fits {
            let found = extraction.relations.iter().map(|relation| {
                let id = |entity: EntityIndex| &extraction.entities[entity.0 as usize].id;
                format!("{} {} {}", relation.rule, id(relation.source), id(relation.target))
            });
            failures.push(format!("{rule}: {line}\n    found: {:?}", found.collect::<Vec<_>>()));
        }
    }
    assert!(
        rules >= 13 && cases >= 35,
        "{cases} cases of {rules} rules; 13 rules and 95 % of 36 cases must stay"
    );
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Where a phrase stands in a clause; `_` is its place.
const CLAUSES: [&str; 4] = [
    "_ a accusé l’Algérie.",
    "L’Algérie a accusé _.",
    "L’Algérie a été critiquée par _.",
    "Kaïs Saïed a rencontré _ à Tunis.",
];

#[test]
fn a_phrase_around_a_name_means_it_wherever_it_stands() {
    let extractor = Extractor::builtin().unwrap();
    let mut failures = Vec::new();
    let phrases = PHRASES.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    for (phrase, id) in phrases.map(|line| line.split_once(" | ").unwrap()) {
        for clause in CLAUSES {
            let text = clause.replace('_', phrase).replace(",.", ".");
            let mut letters = text.chars();
            let first = letters.next().unwrap().to_uppercase();
            let text = first.chain(letters).collect::<String>();
            let mut document = Document::new("cas", text.clone());
            document.date = Some("2023-06-01".parse().unwrap());
            let extraction = extractor.reader().extract(document);
            let others = ["algerie", "kais-saied", "tunis"];
            let told = extraction
                .relations
                .iter()
                .filter(|relation| ["accuses", "meets"].contains(&&*relation.kind));
            let ends = told.flat_map(|relation| [relation.source, relation.target]);
            let mut ends: Vec<&str> = ends
                .map(|end| extraction.entities[end.0 as usize].id.split("--").next().unwrap())
                .filter(|id| !others.contains(id))
                .collect();
            ends.dedup();
            if ends != [id] {
                failures.push(format!("{text}: {ends:?}, not {id}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
