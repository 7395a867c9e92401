//! What sentences state, construction by construction: `relations/cases.txt`.

use palabre::{
    Extractor,
    model::{Document, Modality, Relation},
};

const CASES: &str = include_str!("../relations/cases.txt");

#[test]
fn constructions() {
    let extractor = Extractor::builtin().unwrap();
    let mut faults = String::new();
    for case in CASES.split("\n\n").filter(|case| !case.starts_with(['#', '='])) {
        let (text, expected) = case.trim_end().split_once('\n').unwrap_or((case.trim_end(), ""));
        let dated = text.strip_prefix('@').and_then(|text| text.split_once(' '));
        let (date, text) = dated.map_or((None, text), |(date, text)| (Some(date.parse().unwrap()), text));
        let extraction = extractor.extract(Document { date, ..Document::new("case", text) });
        let id = |index: palabre::model::EntityIndex| extraction.entities[index.0 as usize].id.as_str();
        let line = |relation: &Relation| {
            let mut line = format!("{} {} {}", id(relation.source), relation.relation, id(relation.target));
            if relation.negated {
                line += " not";
            }
            if relation.modality != Modality::Asserted {
                line += &format!(" {}", relation.modality.name());
            }
            match relation.dates.filter(|_| relation.dated) {
                Some(dates) => line + &format!(" on {dates}"),
                None => line,
            }
        };
        let found: Vec<String> = extraction.relations.iter().map(line).collect();
        if found.join("\n") != expected {
            faults +=
                &format!("{text}\n  - {}\n  + {}\n", expected.replace('\n', "\n  - "), found.join("\n  + "));
        }
    }
    assert!(faults.is_empty(), "expected (-) and found (+):\n{faults}");
}
