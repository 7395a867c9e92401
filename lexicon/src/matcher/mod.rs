//! Finds many thousands of names in text, in one pass, with exact spans in the text as it was written.
//!
//! A name is a sequence of *folded tokens*: case, diacritics, ligatures and the composed or decomposed form of
//! letters are folded away ([`fold`]), a hyphen counts as a space, both apostrophes are one. Tokens are interned
//! once ([`Vocabulary`]), and the names stand in a trie over their ids ([`Matcher`]). Tokens carry their byte
//! offsets, so no offset map is ever needed.
//!
//! What stands *between* tokens counts too ([`Gap`]): a name never matches across a comma, a full stop, a dash or a
//! line end that the name itself lacks. And a name may ask for capitals where it has some ([`Case::AsWritten`]):
//! `AES` is found and `aes` is not.
//!
//! ```
//! use palabre::matcher::{Case, Matcher};
//!
//! let mut names = Matcher::builder();
//! names.add("Côte d’Ivoire", Case::AsWritten, 0);
//! names.add("AES", Case::AsWritten, 1);
//! let matcher = names.build();
//!
//! let text = "COTE D'IVOIRE : l’AES et les aes";
//! let found: Vec<(&str, u32)> = matcher.find_longest(text).iter().map(|m| (&text[m.start..m.end], m.payload)).collect();
//! assert_eq!(found, [("COTE D'IVOIRE", 0), ("AES", 1)]);
//! ```
//!
//! This module knows nothing of the rest of palabre.

mod alike;
mod builder;
mod cut;
mod fold;
mod scan;
mod table;
mod token;
mod trie;
mod vocabulary;

pub use alike::nearest;
#[doc(hidden)]
pub use alike::one_letter_apart;
#[doc(hidden)]
pub use builder::Capitals;
pub use builder::{Case, MatcherBuilder};
pub use fold::{fold, fold_into, fold_words};
pub use scan::Tokenizer;
pub use token::{Gap, Shape, Token};
pub use trie::{Hit, Match, Matcher};
#[doc(hidden)]
pub use vocabulary::FormTable;
pub use vocabulary::{FormId, FormMap, Vocabulary, WordId};
