//! The interned forms of tokens.

use super::{
    fold::fold_into,
    token::{Starts, Token},
};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;

/// A folded form: interned if the vocabulary knows it, else a hash of the form.
///
/// Two tokens of the same form always have the same id. Two unknown forms share an id once in two thousand million:
/// where it matters, compare the folded text as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FormId(pub(super) u32);

impl FormId {
    const UNKNOWN: u32 = 1 << 31;
    /// Ids of known forms stay below this: a trie packs one beside a gap class.
    const LIMIT: usize = 1 << 29;

    /// Whether the vocabulary has the form.
    pub fn is_known(self) -> bool {
        self.0 & Self::UNKNOWN == 0
    }
}

/// Every form that some list knows, each with flags whose meaning is the owner's.
#[derive(Debug, Default, Clone)]
pub struct Vocabulary {
    ids: FxHashMap<Box<str>, u32>,
    forms: Vec<Box<str>>,
    flags: Vec<u32>,
    pub(super) starts: Vec<Starts>,
}

impl Vocabulary {
    /// The id of a token's form, which is added where it is new.
    pub fn intern(&mut self, token: &str) -> FormId {
        let mut folded = String::new();
        fold_into(token, &mut folded);
        if let Some(&id) = self.ids.get(folded.as_str()) {
            return FormId(id);
        }
        let id = self.forms.len();
        assert!(id < FormId::LIMIT, "a vocabulary holds at most 2^29 forms");
        self.ids.insert(folded.as_str().into(), id as u32);
        self.forms.push(folded.into());
        self.flags.push(0);
        self.starts.push(Starts::default());
        FormId(id as u32)
    }

    /// Adds flags to a token's form.
    pub fn flag(&mut self, token: &str, flags: u32) {
        let id = self.intern(token);
        self.flags[id.0 as usize] |= flags;
    }

    /// The flags of a form; none for an unknown one.
    pub fn flags(&self, form: FormId) -> u32 {
        if form.is_known() { self.flags[form.0 as usize] } else { 0 }
    }

    /// The folded text of a known form.
    pub fn form(&self, form: FormId) -> Option<&str> {
        form.is_known().then(|| &*self.forms[form.0 as usize])
    }

    /// The id of a form that is folded already.
    pub fn lookup(&self, folded: &str) -> FormId {
        match self.ids.get(folded) {
            Some(&id) => FormId(id),
            None => FormId(FxBuildHasher.hash_one(folded) as u32 | FormId::UNKNOWN),
        }
    }

    /// How many forms there are.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether there is no form.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    pub(super) fn starts(&self, form: FormId) -> Starts {
        if form.is_known() { self.starts[form.0 as usize] } else { Starts::default() }
    }

    /// The flags of a token's form.
    pub fn token_flags(&self, token: &Token) -> u32 {
        self.flags(token.form)
    }
}
