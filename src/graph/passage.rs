//! The texts behind edges, each once a document.

use super::node::Windows;
use crate::model::{self, Citation, Date, Document, Offsets, Signature, Span};
use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, sync::Arc};

/// Longest text of a piece of evidence, in characters; longer ones (whole documents, texts without a full stop) are cut.
const LONGEST_EVIDENCE: usize = 2_000;

/// A document of a fold.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct FoldedDocument {
    pub(super) id: Arc<str>,
    pub(super) date: Option<Date>,
    pub(super) source: Option<Arc<str>>,
    pub(super) title: Option<Arc<str>>,
    pub(super) passages: Vec<Passage>,
    /// What tells its copies.
    pub(super) signature: Signature,
    /// Its windows outside the excluded zones.
    pub(super) windows: Windows<u32>,
    /// Its actors, with the windows that each is in.
    #[serde(skip)]
    pub(super) actors: Vec<(NodeIndex, Windows<u32>)>,
}

/// A stretch of a document: offsets in code points, and the text on one line.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Passage {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) text: Box<str>,
}

impl FoldedDocument {
    /// Its passages, as those of what is said of it.
    pub(super) fn take_passages(&mut self, citation: &Arc<Citation>) -> Box<[Arc<model::Passage>]> {
        let passages = std::mem::take(&mut self.passages).into_iter();
        let cited = |Passage { start, end, text }| model::Passage::new(citation.clone(), (start, end), text);
        passages.map(|passage| Arc::new(cited(passage))).collect()
    }
}

/// Collects the passages of a document, each once.
pub(super) struct Passages<'d> {
    document: &'d Document,
    offsets: Option<Offsets<'d>>,
    indices: FxHashMap<Span, u32>,
    passages: Vec<Passage>,
}

impl<'d> Passages<'d> {
    pub(super) fn new(document: &'d Document) -> Passages<'d> {
        Passages { document, offsets: None, indices: FxHashMap::default(), passages: Vec::new() }
    }

    fn offsets(&mut self) -> &mut Offsets<'d> {
        self.offsets.get_or_insert_with(|| Offsets::new(self.document))
    }

    /// Start and end of a span, in code points of the original text.
    pub(super) fn code_points(&mut self, span: Span) -> (u32, u32) {
        self.offsets().code_points(span)
    }

    pub(super) fn index(&mut self, span: Span) -> u32 {
        if let Some(&index) = self.indices.get(&span) {
            return index;
        }
        let (start, end) = self.code_points(span);
        let text = Box::from(&*one_line(&self.offsets().original(span)));
        let index = self.passages.len() as u32;
        self.passages.push(Passage { start, end, text });
        self.indices.insert(span, index);
        index
    }

    /// The document with its passages, of which nothing is counted yet.
    pub(super) fn finish(mut self) -> FoldedDocument {
        self.passages.shrink_to_fit();
        let Document { id, title, date, source, .. } = self.document;
        FoldedDocument {
            id: Arc::from(id.as_str()),
            date: *date,
            source: source.as_deref().map(Arc::from),
            title: title.as_deref().map(Arc::from),
            passages: self.passages,
            signature: Signature::default(),
            windows: Windows::default(),
            actors: Vec::new(),
        }
    }
}

/// A text with single spaces, of [`LONGEST_EVIDENCE`] characters at most.
fn one_line(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST_EVIDENCE && is_one_line(text) {
        return text.into();
    }
    let mut line = String::with_capacity(text.len().min(4 * LONGEST_EVIDENCE));
    let mut left = LONGEST_EVIDENCE;
    for word in text.split_whitespace() {
        let space = usize::from(!line.is_empty());
        let length = word.chars().count() + space;
        if length > left {
            line.extend(" ".repeat(space).chars().chain(word.chars()).take(left.saturating_sub(1)));
            line.push('…');
            break;
        }
        line.push_str(&" "[..space]);
        line.push_str(word);
        left -= length;
    }
    line.into()
}

/// Whether a text has single spaces and nothing but them between its words. It may say no where it is so: it looks at bytes,
/// without branches, so that many are looked at at once.
fn is_one_line(text: &str) -> bool {
    let [first, second, third] = [0, 1, 2].map(|at| text.as_bytes().get(at..).unwrap_or_default());
    let controls = first.iter().fold(0, |found, byte| found | u8::from(*byte < b' '));
    let pairs = first.iter().zip(second).fold(0, |found, (one, two)| {
        // U+0085, U+00A0; then those of three bytes.
        let space = (*one == b' ') & (*two == b' ') | (*one == 0xC2) & ((*two == 0x85) | (*two == 0xA0));
        let wide = (*one == 0xE1) & (*two == 0x9A) | (*one == 0xE2) & (*two == 0x81);
        found | u8::from(space | wide | (*one == 0xE3) & (*two == 0x80))
    });
    // U+2000 to U+200A, U+2028, U+2029, U+202F.
    let narrow = first.iter().zip(second).zip(third).fold(0, |found, ((one, two), three)| {
        let space = (*three < 0x8B) | (*three & 0xF8 == 0xA8);
        found | u8::from((*one == 0xE2) & (*two == 0x80) & space)
    });
    controls | pairs | narrow == 0 && !text.starts_with(' ') && !text.ends_with(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_space_is_seen() {
        for c in ('\0'..='\u{3100}').chain(['\u{FEFF}', '\u{10FFFF}']).filter(|c| c.is_whitespace()) {
            for text in [format!("l’été{c} à"), format!("{c}à"), format!("à{c}")] {
                assert!(!is_one_line(&text), "{c:?}");
            }
            assert_eq!(one_line(&format!(" l’été{c} à{c}")), "l’été à");
        }
        for text in ["", "l’été – « AES »… à Gao", "é", "🦁 a"] {
            assert!(is_one_line(text), "{text}");
            assert!(matches!(one_line(text), Cow::Borrowed(line) if line == text));
        }
    }
}
