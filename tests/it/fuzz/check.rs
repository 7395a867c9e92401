//! What holds of any document, whatever it says.

use palabre::{
    Extractor, Reader,
    export::JsonLines,
    graph::{Fold, GraphOptions},
    model::{Document, Extraction, Offsets},
};

/// Reads a document and checks what was read. The same from a fresh reader is asked for now and then, as is a graph.
pub(crate) fn check(extractor: &Extractor, reader: &Reader, document: Document) -> Extraction {
    let again = document.text.len().is_multiple_of(4).then(|| document.clone());
    let extraction = reader.extract(document);
    spans(&extraction);
    let written = line(extractor, &extraction);
    serde_json::from_slice::<serde_json::Value>(&written).unwrap();
    if let Some(document) = again {
        assert!(written == line(extractor, &extractor.extract(document)), "other bytes from a fresh reader");
        let mut fold = Fold::default();
        fold.add(&extraction, extractor.lexicon());
        fold.finish(&GraphOptions::default());
    }
    extraction
}

/// The line of JSON Lines with the text.
pub(crate) fn line(extractor: &Extractor, extraction: &Extraction) -> Vec<u8> {
    let mut line = Vec::new();
    JsonLines::new(extractor.lexicon()).with_text(true).write(extraction, &mut line).unwrap();
    line
}

/// Spans are on boundaries, in the original text too, and nest.
fn spans(extraction: &Extraction) {
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
    for relation in &extraction.relations {
        assert!(relation.source != relation.target && (0.0..=1.0).contains(&relation.confidence));
        let span = relation.span;
        assert!(text.get(span.start as usize..span.end as usize).is_some());
    }
}
