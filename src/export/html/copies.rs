//! Copies of an article in the counts of the page: five of one dispatch are one meeting.

use crate::model::{Count, Evidence};
use std::collections::BTreeMap;

/// Per piece of an edge's evidence, in its order, whether it only repeats: of the copies of an article, the one with most of
/// them counts, the first of several.
pub(super) fn repeats(evidence: &[&Evidence], count: Count) -> Vec<bool> {
    let mut fullest: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for of_document in evidence.chunk_by(|one, other| one.passage.document.id == other.passage.document.id) {
        let document = &of_document[0].passage.document;
        let Some(story) = document.story.as_deref().filter(|_| count == Count::Stories) else { continue };
        let copy = fullest.entry(story).or_insert((0, ""));
        if of_document.len() > copy.0 {
            *copy = (of_document.len(), &document.id);
        }
    }
    let is_other = |evidence: &&Evidence| {
        let story = evidence.passage.document.story.as_deref();
        story
            .and_then(|story| fullest.get(story))
            .is_some_and(|copy| copy.1 != &*evidence.passage.document.id)
    };
    evidence.iter().map(is_other).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Citation;
    use std::sync::Arc;

    #[test]
    fn the_fullest_copy_counts() {
        let of = |document: &str, story: Option<&str>, places: &[u32]| -> Vec<Evidence> {
            let mut citation = Citation::new(document);
            citation.story = story.map(Into::into);
            let citation = Arc::new(citation);
            let at = |&start: &u32| {
                let mut evidence = Evidence::new(document, (start, start + 1), "r", "t");
                std::sync::Arc::make_mut(&mut evidence.passage).document = citation.clone();
                evidence
            };
            places.iter().map(at).collect()
        };
        let evidence = [
            of("a", Some("a"), &[1]),
            of("b", Some("a"), &[1, 5]),
            of("c", None, &[1]),
            of("d", Some("a"), &[1, 5]),
        ]
        .concat();
        let evidence: Vec<&Evidence> = evidence.iter().collect();
        assert_eq!(repeats(&evidence, Count::Stories), [true, false, false, false, true, true]);
        assert_eq!(repeats(&evidence, Count::Documents), [false; 6]);
    }
}
