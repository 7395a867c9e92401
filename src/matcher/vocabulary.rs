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
    /// Ids of known forms stay below this: they are the first nodes of a trie, too.
    const LIMIT: usize = 1 << 28;

    /// Whether the vocabulary has the form.
    pub fn is_known(self) -> bool {
        self.0 & Self::UNKNOWN == 0
    }
}

/// Every form that some list knows, each with flags whose meaning is the owner's.
#[derive(Debug, Default, Clone)]
pub struct Vocabulary {
    short: ShortForms,
    long: FxHashMap<Box<str>, u32>,
    /// All forms, one after the other.
    text: String,
    /// Per form, where it ends in `text`.
    ends: Vec<usize>,
    flags: Vec<u64>,
    pub(super) starts: Vec<Starts>,
    folded: String,
}

impl Vocabulary {
    /// The id of a token's form, which is added where it is new.
    pub fn intern(&mut self, token: &str) -> FormId {
        let mut folded = std::mem::take(&mut self.folded);
        fold_into(token, &mut folded);
        let mut id = self.lookup(&folded);
        if !id.is_known() {
            id = self.add(&folded);
        }
        self.folded = folded;
        id
    }

    fn add(&mut self, folded: &str) -> FormId {
        let id = self.ends.len();
        assert!(id < FormId::LIMIT, "a vocabulary holds at most 2^28 forms");
        match short(folded) {
            Some(spelling) => self.short.add(spelling, id as u32),
            None => {
                self.long.insert(folded.into(), id as u32);
            }
        }
        self.text.push_str(folded);
        self.ends.push(self.text.len());
        self.flags.push(0);
        self.starts.push(Starts::default());
        FormId(id as u32)
    }

    /// Adds flags to a token's form.
    pub fn flag(&mut self, token: &str, flags: u64) {
        let id = self.intern(token);
        self.flags[id.0 as usize] |= flags;
    }

    /// Adds flags to a known form.
    pub fn flag_form(&mut self, form: FormId, flags: u64) {
        self.flags[form.0 as usize] |= flags;
    }

    /// The flags of a form; none for an unknown one.
    pub fn flags(&self, form: FormId) -> u64 {
        if form.is_known() { self.flags[form.0 as usize] } else { 0 }
    }

    /// The folded text of a known form.
    pub fn form(&self, form: FormId) -> Option<&str> {
        let end = *self.ends.get(form.0 as usize)?;
        let start = form.0.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        Some(&self.text[start..end])
    }

    /// The id of a form that is folded already.
    pub fn lookup(&self, folded: &str) -> FormId {
        match short(folded) {
            Some(spelling) => self.lookup_short(spelling),
            None => match self.long.get(folded) {
                Some(&id) => FormId(id),
                None => FormId(FxBuildHasher.hash_one(folded) as u32 | FormId::UNKNOWN),
            },
        }
    }

    /// The id of a form of at most 16 bytes.
    pub(super) fn lookup_short(&self, spelling: u128) -> FormId {
        let hash = hash(spelling);
        FormId(self.short.get(spelling, hash).unwrap_or(hash as u32 | FormId::UNKNOWN))
    }

    /// How many forms there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no form.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    pub(super) fn starts(&self, form: FormId) -> Starts {
        if form.is_known() { self.starts[form.0 as usize] } else { Starts::default() }
    }

    /// The flags of a token's form.
    pub fn token_flags(&self, token: &Token) -> u64 {
        self.flags(token.form)
    }
}

/// Values of known forms, each a look into memory away.
#[derive(Debug, Clone)]
pub struct FormMap<T> {
    /// By form, the place of its value, counted from 1; 0 where it has none.
    places: Vec<u32>,
    values: Vec<T>,
}

impl<T> Default for FormMap<T> {
    fn default() -> FormMap<T> {
        FormMap { places: Vec::new(), values: Vec::new() }
    }
}

impl<T> FormMap<T> {
    /// The value of a form; none for an unknown form.
    pub fn get(&self, form: FormId) -> Option<&T> {
        let place = self.places.get(form.0 as usize)?.checked_sub(1)?;
        Some(&self.values[place as usize])
    }

    /// The same forms with other values.
    pub fn map<U>(self, of: impl FnMut(T) -> U) -> FormMap<U> {
        FormMap { places: self.places, values: self.values.into_iter().map(of).collect() }
    }

    /// The forms that have a value, in order.
    pub fn forms(&self) -> impl Iterator<Item = FormId> {
        self.places.iter().zip(0..).filter(|(place, _)| **place > 0).map(|(_, form)| FormId(form))
    }
}

impl<T: Default> FormMap<T> {
    /// The value of a known form, which is made where it has none.
    ///
    /// # Panics
    /// If the form is unknown.
    pub fn entry(&mut self, form: FormId) -> &mut T {
        assert!(form.is_known(), "only known forms have values");
        let at = form.0 as usize;
        if self.places.len() <= at {
            self.places.resize(at + 1, 0);
        }
        if self.places[at] == 0 {
            self.values.push(T::default());
            self.places[at] = self.values.len() as u32;
        }
        &mut self.values[self.places[at] as usize - 1]
    }
}

/// The bytes of a form as a number, where they are at most 16, and such that the number tells how many.
pub fn short(form: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    bytes.get_mut(..form.len())?.copy_from_slice(form.as_bytes());
    (!form.is_empty() && !form.as_bytes().contains(&0)).then(|| u128::from_le_bytes(bytes))
}

fn hash(spelling: u128) -> u64 {
    let (low, high) = (spelling as u64, (spelling >> 64) as u64);
    let mixed = (low ^ high.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ mixed >> 32 ^ high).wrapping_mul(0xBF58_476D_1CE4_E5B9)
}

/// The forms of at most 16 bytes, in an open-addressing table: a form costs one look into memory.
#[derive(Debug, Default, Clone)]
struct ShortForms {
    /// Low and high half of a form, and its id. An empty slot has the form 0.
    slots: Vec<[u64; 3]>,
    count: usize,
    /// Some bits for each slot, set where a form has such a hash: most forms that are not there are told by theirs, in
    /// memory that is near.
    maybe: Vec<u64>,
}

/// How many bits of `maybe` there are for each slot.
const MAYBE: usize = 4;

impl ShortForms {
    #[inline]
    fn get(&self, spelling: u128, hash: u64) -> Option<u32> {
        let (word, bit) = self.maybe_place(hash)?;
        if self.maybe[word] & bit == 0 {
            return None;
        }
        let [low, high, id] = *self.slots.get(self.place(spelling, hash)?)?;
        (low | high != 0).then_some(id as u32)
    }

    /// The bit of a hash in `maybe`, by its word and itself.
    #[inline]
    fn maybe_place(&self, hash: u64) -> Option<(usize, u64)> {
        let mask = (self.maybe.len() * 64).checked_sub(1)?;
        let bit = (hash >> 24) as usize & mask;
        Some((bit / 64, 1 << (bit % 64)))
    }

    /// Where a form is or would be.
    #[inline]
    fn place(&self, spelling: u128, hash: u64) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = (hash >> 32) as usize & mask;
        loop {
            let [low, high, _] = self.slots[at];
            let there = u128::from(low) | u128::from(high) << 64;
            if there == spelling || there == 0 {
                return Some(at);
            }
            at = (at + 1) & mask;
        }
    }

    /// Adds a form that is not there.
    fn add(&mut self, spelling: u128, id: u32) {
        if self.count * 4 >= self.slots.len() * 3 {
            let slots = vec![[0; 3]; (self.slots.len() * 2).max(64)];
            self.maybe = vec![0; slots.len() * MAYBE / 64];
            for [low, high, id] in std::mem::replace(&mut self.slots, slots) {
                self.set(u128::from(low) | u128::from(high) << 64, id as u32);
            }
        }
        self.set(spelling, id);
        self.count += 1;
    }

    fn set(&mut self, spelling: u128, id: u32) {
        let hash = hash(spelling);
        if spelling != 0
            && let Some(at) = self.place(spelling, hash)
            && let Some((word, bit)) = self.maybe_place(hash)
        {
            self.slots[at] = [spelling as u64, (spelling >> 64) as u64, u64::from(id)];
            self.maybe[word] |= bit;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_any_length() {
        let mut vocabulary = Vocabulary::default();
        let mut words: Vec<String> = (0..2000).map(|i| format!("Mot{i}{}", "é".repeat(i % 12))).collect();
        words.extend(["", "\0", "a\0", "a", "é", "0123456789abcdef", "0123456789abcdefg"].map(String::from));
        let ids: Vec<FormId> = words.iter().map(|word| vocabulary.intern(word)).collect();
        assert_eq!(vocabulary.len(), words.len());
        for (word, id) in words.iter().zip(ids) {
            let folded = crate::matcher::fold(word);
            assert_eq!(vocabulary.lookup(&folded), id);
            assert_eq!(vocabulary.form(id), Some(folded.as_str()));
        }
        let unknown = vocabulary.lookup("inconnu");
        assert!(!unknown.is_known() && vocabulary.form(unknown).is_none());
        assert_eq!(unknown, vocabulary.lookup("inconnu"));
    }
}
