//! What sentences state, construction by construction: `relations/cases.txt`.

use palabre::{
    Extractor,
    model::{DateSource, Document, EntityIndex, Modality, Relation},
};

const CASES: &str = include_str!("../relations/cases.txt");

#[test]
fn constructions() {
    let extractor = Extractor::builtin().unwrap();
    let mut faults = String::new();
    for case in CASES.split("\n\n").filter(|case| !case.starts_with(['#', '='])) {
        let (text, expected) = case.trim_end().split_once('\n').unwrap_or((case.trim_end(), ""));
        let dated = text.strip_prefix('@').and_then(|text| text.split_once(' '));
        let document = match dated {
            Some((date, text)) => Document::new("case", text).with_date(date.parse().unwrap()),
            None => Document::new("case", text),
        };
        let extraction = extractor.extract(document);
        let id = |index: EntityIndex| extraction.entities[index.0 as usize].id.as_str();
        let line = |relation: &Relation| {
            let mut line = format!("{} {} {}", id(relation.source), relation.kind, id(relation.target));
            if relation.negated {
                line += " not";
            }
            if relation.modality != Modality::Asserted {
                line += &format!(" {}", relation.modality.name());
            }
            match relation.date.filter(|_| relation.date_source == Some(DateSource::Sentence)) {
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
