//! From a document to its tokens, sentences and paragraphs.

mod accents;
mod address;
mod capitals;
mod normal;
mod sentence;

use crate::{
    matcher::{Gap, Token, Tokenizer},
    model::{Document, Lexicon, Paragraph, Sentence, Span, Text, ZoneKind},
};
pub(crate) use accents::restore as restore_accents;
pub(crate) use capitals::restore as restore_capitals;
pub(crate) use normal::normalise;
use sentence::{Cut, Splitter};

/// Cuts a document's text up.
///
/// The tokenizer must be one over the lexicon's vocabulary. Sentences start and end with a character that is not a
/// space, hold at least one token, and together hold every token.
pub fn segment(document: &Document, lexicon: &Lexicon, tokenizer: &mut Tokenizer) -> Text {
    let text = Text { tokens: tokens(&document.text, tokenizer), ..Text::default() };
    let splitter = Splitter { text: &document.text, tokens: &text.tokens, lexicon };
    let mut builder = Builder { document, sentences: Vec::new(), paragraphs: Vec::new() };
    let (mut first_token, mut start) = (0, 0);
    let speakers = document.zones.iter().filter(|zone| zone.kind == ZoneKind::Speaker);
    let mut labels = speakers.map(|zone| zone.span.end).peekable();
    for next in 1..text.tokens.len() {
        // Who speaks is no part of what is said.
        if let Some(end) = labels.next_if(|&end| end <= text.tokens[next].start) {
            builder.sentence(&text.tokens, first_token..next, start, end as usize);
            (first_token, start) = (next, end as usize);
            continue;
        }
        if matches!(text.tokens[next].gap, Gap::Space | Gap::Apostrophe | Gap::Comma | Gap::Symbol) {
            continue;
        }
        let (cut, at) = splitter.before(next);
        if cut == Cut::None {
            continue;
        }
        builder.sentence(&text.tokens, first_token..next, start, at);
        if cut == Cut::Paragraph {
            builder.end_paragraph();
        }
        (first_token, start) = (next, at);
    }
    if !text.tokens.is_empty() {
        builder.sentence(&text.tokens, first_token..text.tokens.len(), start, document.text.len());
        builder.end_paragraph();
    }
    let Builder { sentences, paragraphs, .. } = builder;
    let features = sentences.iter().map(|sentence| lexicon.features_of(&text.tokens[sentence.tokens()]));
    Text { features: features.collect(), sentences, paragraphs, ..text }
}

/// The tokens of a text, an address as one.
fn tokens(text: &str, tokenizer: &mut Tokenizer) -> Vec<Token> {
    // A word with what stands behind it takes some six bytes.
    let mut tokens = Vec::with_capacity(text.len() / 5);
    tokenizer.tokenize(text, &mut tokens);
    address::join(text, &mut tokens);
    tokens
}

struct Builder<'d> {
    document: &'d Document,
    sentences: Vec<Sentence>,
    paragraphs: Vec<Paragraph>,
}

impl Builder<'_> {
    fn sentence(&mut self, tokens: &[Token], range: std::ops::Range<usize>, start: usize, end: usize) {
        let (first, last) = (tokens[range.start], tokens[range.end - 1]);
        let text = &self.document.text;
        // At most one line before the first token and after the last one, and no bare list mark.
        let before = &text[start..first.start as usize];
        let start = start + before.rfind('\n').map_or(0, |at| at + 1);
        let start = start + leading_space(&text[start..first.start as usize]);
        let after = &text[last.end as usize..end];
        let after = after.split('\n').next().unwrap_or(after).trim_end();
        let end = last.end as usize + after.len();
        self.sentences.push(Sentence {
            span: Span::new(start as u32, end as u32),
            first_token: range.start as u32,
            end_token: range.end as u32,
            paragraph: self.paragraphs.len() as u32,
            zone: self.document.zone_at(first.start),
        });
    }

    fn end_paragraph(&mut self) {
        let first_sentence = self.paragraphs.last().map_or(0, |before| before.end_sentence);
        let sentences = &self.sentences[first_sentence as usize..];
        let (Some(first), Some(last)) = (sentences.first(), sentences.last()) else { return };
        self.paragraphs.push(Paragraph {
            span: Span::new(first.span.start, last.span.end),
            first_sentence,
            end_sentence: self.sentences.len() as u32,
        });
    }
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon;

    /// One case a block: a text, then its sentences, one a line; `¶` between paragraphs, `␣` for a no-break space.
    const CASES: &str = include_str!("cases.txt");

    #[test]
    fn cases() {
        let lexicon = lexicon::load(&lexicon::Options::default()).unwrap();
        let mut tokenizer = Tokenizer::new(lexicon.matcher.vocabulary());
        for case in CASES.split("\n====\n") {
            let case = case.trim_start_matches('\n').replace('␣', "\u{202f}");
            let (text, expected) = case.split_once("\n--\n").unwrap_or_else(|| panic!("no -- in {case:?}"));
            let document = Document::new("case", text.replace("\\n", "\n"));
            let cut = segment(&document, &lexicon, &mut tokenizer);
            let mut found = String::new();
            for (i, paragraph) in cut.paragraphs.iter().enumerate() {
                found += if i > 0 { "¶\n" } else { "" };
                for sentence in
                    &cut.sentences[paragraph.first_sentence as usize..paragraph.end_sentence as usize]
                {
                    found += &sentence.span.of(&document.text).replace('\n', "\\n");
                    found += "\n";
                }
            }
            assert_eq!(found.trim_end(), expected.trim_end(), "in {text:?}");
        }
    }

    #[test]
    fn every_token_is_in_one_sentence() {
        let lexicon = lexicon::load(&lexicon::Options::default()).unwrap();
        let mut tokenizer = Tokenizer::new(lexicon.matcher.vocabulary());
        let document = Document::new("a", CASES);
        let text = segment(&document, &lexicon, &mut tokenizer);
        let mut token = 0;
        for sentence in &text.sentences {
            assert_eq!(sentence.first_token, token);
            token = sentence.end_token;
            assert!(sentence.span.start <= text.tokens[sentence.first_token as usize].start);
            assert!(sentence.span.end >= text.tokens[sentence.end_token as usize - 1].end);
        }
        assert_eq!(token as usize, text.tokens.len());
    }
}
