//! Cuts text into tokens and interns them.

use super::{
    FormId, Gap, Shape, Token, Vocabulary, WordId,
    cut::{Cutter, Piece},
    fold::{fold_ascii, fold_into, without_accents},
};
use std::ops::RangeInclusive;

/// Cuts text into tokens; keeps a memory of the spellings it has met, so that folding is paid once a spelling.
///
/// One a thread: it borrows the vocabulary and owns its memory (at most 0.8 MB).
#[derive(Debug, Clone)]
pub struct Tokenizer<'v> {
    vocabulary: &'v Vocabulary,
    cutter: Cutter,
    memory: Memory,
    folded: String,
}

impl<'v> Tokenizer<'v> {
    /// A tokenizer over a vocabulary.
    pub fn new(vocabulary: &'v Vocabulary) -> Self {
        Tokenizer::for_length(vocabulary, usize::MAX)
    }

    /// A tokenizer for one text of so many bytes: of a short one, there is little to remember.
    pub(super) fn for_length(vocabulary: &'v Vocabulary, length: usize) -> Self {
        Tokenizer {
            vocabulary,
            cutter: Cutter::default(),
            memory: Memory::new(length),
            folded: String::new(),
        }
    }

    /// Appends the tokens of a text (at most 4 GiB) to `tokens`.
    ///
    /// A token is a run of letters, digits and combining marks; everything else is a gap.
    pub fn tokenize(&mut self, text: &str, tokens: &mut Vec<Token>) {
        self.tokenize_from(text, 0, text.len(), tokens);
    }

    /// Appends the tokens of `text[from..to]`, with their offsets in `text`.
    ///
    /// Whether a spelling is remembered cannot be foreseen, so that the loop over the tokens does not branch on it:
    /// those that are not are put by and looked up some at a time.
    pub(super) fn tokenize_from(&mut self, text: &str, from: usize, to: usize, tokens: &mut Vec<Token>) {
        assert!(text.len() <= u32::MAX as usize, "a text holds at most 4 GiB");
        const MOST: usize = 64;
        let (mut strange, mut count) = ([(0, 0); MOST], 0);
        let mut cutter = std::mem::take(&mut self.cutter);
        cutter.cut(text, from, to, |Piece { start, end, gap, spelling }| {
            let (known, remembered) = self.memory.get(spelling);
            strange[count] = (tokens.len(), spelling);
            count += usize::from(!remembered);
            tokens.push(known.token(start, end, gap));
            if count == MOST {
                self.look_up(text, &strange, tokens);
                count = 0;
            }
        });
        self.look_up(text, &strange[..count], tokens);
        self.cutter = cutter;
    }

    /// Looks up tokens of which the memory holds nothing, given by index and spelling.
    #[inline(never)]
    fn look_up(&mut self, text: &str, strange: &[(usize, u128)], tokens: &mut [Token]) {
        for &(index, spelling) in strange {
            let token = &mut tokens[index];
            let (mut known, remembered) = self.memory.get(spelling);
            if !remembered {
                known = self.make_out(token.text(text), spelling);
                self.memory.set(spelling, known);
            }
            *token = known.token(token.start as usize, token.end as usize, token.gap);
        }
    }

    fn make_out(&mut self, token: &str, spelling: u128) -> Known {
        let (form, shape) = match without_accents(spelling) {
            Some(plain) => (self.vocabulary.lookup_short(fold_ascii(plain)), Shape::of_ascii(plain)),
            None => {
                fold_into(token, &mut self.folded);
                (self.vocabulary.lookup(&self.folded), Shape::of(token))
            }
        };
        let word = self.vocabulary.word(form, token);
        Known { form, word, shape, may_start: self.vocabulary.starts(form).admits(shape) }
    }
}

/// What is known of a spelling.
#[derive(Debug, Clone, Copy)]
struct Known {
    form: FormId,
    word: WordId,
    shape: Shape,
    may_start: bool,
}

impl Known {
    #[inline]
    fn token(self, start: usize, end: usize, gap: Gap) -> Token {
        let Known { form, word, shape, may_start } = self;
        Token { start: start as u32, end: end as u32, form, word, shape, gap, may_start }
    }

    /// From the low bits: 32 of the form, 8 of the shape and whether a name may start with it, 24 of the word.
    #[inline]
    fn pack(self) -> u64 {
        let shape = self.shape.0 | u8::from(self.may_start) << 7;
        u64::from(self.form.0) | u64::from(shape) << 32 | u64::from(self.word.0) << 40
    }

    #[inline]
    fn unpack(packed: u64) -> Known {
        let shape = (packed >> 32) as u8;
        Known {
            form: FormId(packed as u32),
            word: WordId((packed >> 40) as u32),
            shape: Shape(shape & 0x7F),
            may_start: shape & 0x80 != 0,
        }
    }
}

/// The spellings of at most 16 bytes met last, and what they are.
#[derive(Debug, Clone)]
struct Memory {
    /// Low and high half of a spelling, and [`Known::pack`]. An empty slot has the spelling 0, which no token has.
    slots: Vec<[u64; 3]>,
    /// How far to shift a hash for a slot.
    shift: u32,
}

/// So many slots at least and at most, as powers of two.
const SLOTS_LOG2: RangeInclusive<u32> = 4..=15;

impl Memory {
    /// For texts of so many bytes: a slot for every eight, which are a word or two.
    fn new(length: usize) -> Memory {
        let log2 = (length / 8 + 1).ilog2().clamp(*SLOTS_LOG2.start(), *SLOTS_LOG2.end());
        Memory { slots: vec![[0; 3]; 1 << log2], shift: u64::BITS - log2 }
    }

    /// What the slot of a spelling holds, and whether it is of that spelling.
    #[inline]
    fn get(&self, spelling: u128) -> (Known, bool) {
        let [low, high, known] = self.slots[self.slot(spelling)];
        let same = u128::from(low) | u128::from(high) << 64 == spelling;
        (Known::unpack(known), same & (spelling != 0))
    }

    fn set(&mut self, spelling: u128, known: Known) {
        let slot = self.slot(spelling);
        self.slots[slot] = [spelling as u64, (spelling >> 64) as u64, known.pack()];
    }

    #[inline]
    fn slot(&self, spelling: u128) -> usize {
        let (low, high) = (spelling as u64, (spelling >> 64) as u64);
        let mixed = (low ^ high.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed >> self.shift) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_form_same_id() {
        let mut vocabulary = Vocabulary::default();
        let mali = vocabulary.intern("Mali");
        let text = "Mali MALI mali Traoré TRAORE";
        let mut tokens = Vec::new();
        Tokenizer::new(&vocabulary).tokenize(text, &mut tokens);
        assert!(tokens[..3].iter().all(|token| token.form == mali));
        assert_eq!(tokens[3].form, tokens[4].form);
        assert!(!tokens[3].form.is_known());
    }

    #[test]
    fn memory_changes_nothing() {
        let vocabulary = Vocabulary::default();
        let words = [
            "AES",
            "Mali",
            "l’État",
            "été",
            "G5",
            "2024",
            "FAMa",
            "ﬁn",
            "anticonstitutionnellement",
            "e\u{301}",
        ];
        let text: String = (0..300).map(|i| format!("{} mot{i} ", words[i % words.len()])).collect();
        let (mut once, mut twice) = (Vec::new(), Vec::new());
        let mut tokenizer = Tokenizer::new(&vocabulary);
        tokenizer.tokenize(&text, &mut once);
        tokenizer.tokenize(&text, &mut twice);
        assert_eq!(once, twice);
        for token in &once {
            let written = token.text(&text);
            let folded = crate::matcher::fold(written);
            assert_eq!(
                (token.form, token.shape),
                (vocabulary.lookup(&folded), Shape::of(written)),
                "{written}"
            );
        }
    }
}
