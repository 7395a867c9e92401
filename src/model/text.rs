//! A document's text, cut up.

use super::{FeatureSet, Span, ZoneKind};
use crate::matcher::Token;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Tokens, sentences and paragraphs of a document, each in order.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Text {
    /// Every token; each belongs to one sentence.
    pub tokens: Vec<Token>,
    /// Every sentence; each belongs to one paragraph.
    pub sentences: Vec<Sentence>,
    /// Every paragraph: a line that is not blank, or hard-wrapped lines that go on.
    pub paragraphs: Vec<Paragraph>,
    /// Per sentence, the features that some word of it has: most passes look for words that few sentences have.
    pub(crate) features: Vec<FeatureSet>,
}

impl Text {
    /// The tokens of a sentence.
    pub fn tokens_of(&self, sentence: usize) -> &[Token] {
        &self.tokens[self.sentences[sentence].tokens()]
    }

    /// Whether some word of a sentence has one of some features.
    #[inline]
    pub(crate) fn has(&self, sentence: usize, features: FeatureSet) -> bool {
        self.features[sentence].intersects(features)
    }
}

/// A sentence: it starts and ends with a character that is not a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Sentence {
    /// Where it is.
    pub span: Span,
    /// Index of its first token.
    pub first_token: u32,
    /// Index after its last token.
    pub end_token: u32,
    /// Index of its paragraph.
    pub paragraph: u32,
    /// The part of the document that it stands in.
    pub zone: ZoneKind,
}

impl Sentence {
    /// Indices of its tokens.
    pub fn tokens(&self) -> Range<usize> {
        self.first_token as usize..self.end_token as usize
    }
}

/// A paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Paragraph {
    /// Where it is.
    pub span: Span,
    /// Index of its first sentence.
    pub first_sentence: u32,
    /// Index after its last sentence.
    pub end_sentence: u32,
}
