//! Texts that write `a` for the preposition `à`, as they would be written otherwise.

use crate::{
    matcher::{Gap, Token, Tokenizer, WordId},
    model::{Class, Document, Edit, Lexicon, Tense, word},
};

/// Gives the prepositions of a document their accents, where it leaves those out throughout. The original stands in the document's
/// repairs.
pub(crate) fn restore(document: &mut Document, lexicon: &Lexicon, tokenizer: &mut Tokenizer) {
    for (plain, right) in &lexicon.frames.unaccented {
        if may_lack(&document.text, plain, right) {
            restore_one(document, lexicon, tokenizer, (plain, right));
        }
    }
}

fn restore_one(
    document: &mut Document,
    lexicon: &Lexicon,
    tokenizer: &mut Tokenizer,
    (plain, right): (&str, &str),
) {
    let tokens = super::tokens(&document.text, tokenizer);
    let restorer = Restorer { text: &document.text, tokens: &tokens, lexicon, plain };
    let bare: Vec<usize> = (0..tokens.len()).filter(|&at| restorer.is_bare(at)).collect();
    let sure = bare.iter().filter(|&&at| restorer.cannot_be_verb(at)).count();
    if sure < LEAST {
        return;
    }
    let edits: Vec<Edit> = bare
        .into_iter()
        .filter(|&at| restorer.cannot_be_verb(at) || restorer.is_likely(at))
        .map(|at| Edit::new(tokens[at].start as usize, tokens[at].end as usize, right.to_string()))
        .collect();
    document.edit(&edits);
}

/// So often at least a word must be what no verb can be.
const LEAST: usize = 2;
/// Of so many words without an accent a text that writes accents has one with it at least: usually there are as many.
const FEWEST: usize = 8;

/// Whether a text has hardly the word with its accent beside those without.
fn may_lack(text: &str, plain: &str, right: &str) -> bool {
    let between_spaces = |word: &str| text.matches(&format!(" {word} ")).count();
    let bare = between_spaces(plain);
    bare >= LEAST && FEWEST * between_spaces(right) <= bare
}

struct Restorer<'t> {
    text: &'t str,
    tokens: &'t [Token],
    lexicon: &'t Lexicon,
    plain: &'t str,
}

impl Restorer<'_> {
    /// Whether a token is the word without its accent, between two words.
    fn is_bare(&self, at: usize) -> bool {
        let spaced = |at: usize| self.tokens.get(at).is_some_and(|token| token.gap == Gap::Space);
        at > 0 && self.tokens[at].text(self.text) == self.plain && spaced(at) && spaced(at + 1)
    }

    /// `a Bamako`, `a recevoir`: a name or an infinitive follows.
    fn cannot_be_verb(&self, at: usize) -> bool {
        let next = &self.tokens[at + 1];
        next.shape.is_capitalised() || self.is_infinitive(next.word)
    }

    fn is_infinitive(&self, word: WordId) -> bool {
        let entry = self.lexicon.frames.words.entry(word);
        entry.is_some_and(|entry| {
            !entry.verbs.is_empty() && entry.verbs.iter().all(|form| form.tense == Tense::Infinitive)
        })
    }

    /// `l’adhésion a l’OTAN`, but not `il a l’intention`: an article or a number follows, and what stands before is no subject by
    /// itself.
    fn is_likely(&self, at: usize) -> bool {
        let [before, next] = [at - 1, at + 1].map(|at| &self.tokens[at]);
        let class = self.lexicon.frames.words.entry(next.word).and_then(|entry| entry.class);
        let opens = matches!(class, Some(Class::Determiner | Class::Possessive)) || next.shape.is_number();
        opens && !before.shape.is_capitalised() && !self.lexicon.has(before, word::FUNCTION)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon;

    #[test]
    fn a_text_without_accents_on_it_gets_them() {
        let lexicon = lexicon::load(&lexicon::Options::default()).unwrap();
        let mut tokenizer = Tokenizer::new(lexicon.matcher.vocabulary());
        for (text, expected) in [
            (
                "Awa Koné a dit que l’adhésion a l’OTAN reste a négocier. Il a la main, et il a vu Paul a Bamako.",
                "Awa Koné a dit que l’adhésion à l’OTAN reste à négocier. Il a la main, et il a vu Paul à Bamako.",
            ),
            // One is a slip, and where accents are written they are.
            ("Awa Koné a vu Paul a Bamako. Elle a ri.", "Awa Koné a vu Paul a Bamako. Elle a ri."),
            ("Paul a Macron a dos. A Paris, il a Sonko a l’œil, à Dakar aussi, à Gao, à Kidal, à Ségou.", ""),
        ] {
            let mut document = Document::new("a", text);
            restore(&mut document, &lexicon, &mut tokenizer);
            assert_eq!(document.text, if expected.is_empty() { text } else { expected });
            assert_eq!(crate::model::Offsets::new(&document).original_text(), text);
        }
    }
}
