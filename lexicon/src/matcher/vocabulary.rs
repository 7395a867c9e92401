//! The interned forms of tokens.

use super::{fold::fold_into, token::Starts};
use crate::compiled::{self, Flat, Lookup, slots};
use bytemuck::{Pod, Zeroable};
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize, Serializer};
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

    /// The id of a form that no vocabulary has.
    pub(super) fn strange(written: &str) -> FormId {
        FormId(FxBuildHasher.hash_one(written) as u32 | FormId::UNKNOWN)
    }

    /// Whether the vocabulary has the form.
    pub fn is_known(self) -> bool {
        self.0 & Self::UNKNOWN == 0
    }
}

/// A word: a spelling that the vocabulary tells from others of its form (`à` from `a`), or any of some forms of which the
/// same is known.
///
/// Ids are counted from 1 in the order in which the words were added. What a word means is the owner's.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Pod, Zeroable, Serialize, Deserialize,
)]
#[repr(transparent)]
pub struct WordId(pub(super) u32);

impl WordId {
    /// No word: the vocabulary does not tell the token from any other.
    pub const NONE: WordId = WordId(0);
    /// Ids are at most this: the memory of a tokenizer holds them in 24 bits.
    const MAX: usize = (1 << 24) - 1;

    /// The id of an index; see [`WordId::index`].
    pub fn new(index: usize) -> WordId {
        WordId(index as u32)
    }

    /// The id as an index, for tables by word: 0 is no word.
    #[inline]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Every form that some list knows, and the words among their spellings.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Vocabulary {
    short: ShortForms,
    /// The forms of more than 16 bytes.
    long: Lookup,
    /// All forms, one after the other.
    text: Flat<u8>,
    /// Per form, where it ends in `text`.
    ends: Flat<u32>,
    words: Words,
    pub(super) starts: Flat<Starts>,
    #[serde(skip)]
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
            None => self.long.add(compiled::hash(folded.as_bytes()), id as u32),
        }
        self.text.to_mut().extend_from_slice(folded.as_bytes());
        self.ends.to_mut().push(u32::try_from(self.text.len()).expect("the forms take at most 4 GiB"));
        self.words.of_form.to_mut().push(Link::word(WordId::NONE));
        self.starts.to_mut().push(Starts::default());
        FormId(id as u32)
    }

    /// The word of a spelling in small letters, which is added where it is new.
    pub fn spell(&mut self, spelling: &str) -> WordId {
        let form = self.intern(spelling);
        self.words.spell(form, spelling, None)
    }

    /// Whether a spelling is a word of its own.
    pub fn is_spelled(&self, spelling: &str) -> bool {
        self.words.of(self.lookup(&super::fold(spelling))).any(|known| self.words.text(known) == spelling)
    }

    /// Makes a token that is written so, capitals included, be the word of another spelling: `A` be `à`.
    ///
    /// # Panics
    /// If both have not the same form.
    pub fn alias(&mut self, written: &str, spelling: &str) {
        let word = self.spell(spelling);
        let form = self.intern(written);
        assert_eq!(form, self.intern(spelling), "an alias has the form of what it means");
        self.words.spell(form, written, Some(word));
    }

    /// Adds a word without a spelling, for forms to share.
    pub fn add_word(&mut self) -> WordId {
        self.words.add("", None, Link::word(WordId::NONE))
    }

    /// Makes a known form, in every spelling that is no word of its own, be a word.
    pub fn set_word(&mut self, form: FormId, word: WordId) {
        self.words.set_rest(form, word);
    }

    /// The words that a form is in its own spellings.
    pub fn spelled_words(&self, form: FormId) -> impl Iterator<Item = WordId> {
        self.words.of(form).map(|spelled| spelled.word)
    }

    /// The word that a token of a form is as it is written.
    pub fn word(&self, form: FormId, written: &str) -> WordId {
        match self.words.link(form).get() {
            Ok(word) => word,
            Err(_) => self.words.find(form, written).unwrap_or_else(|| self.words.rest(form)),
        }
    }

    /// The word of a form in a spelling that is no word of its own.
    pub fn word_of_form(&self, form: FormId) -> WordId {
        self.words.rest(form)
    }

    /// How a word is spelled in small letters, where that is one way.
    pub fn spelling(&self, word: WordId) -> Option<&str> {
        let spelled = self.words.spelled.get(word.index().checked_sub(1)?)?;
        Some(self.words.text(spelled)).filter(|spelling| !spelling.is_empty())
    }

    /// The words that have no spelling of their own.
    pub fn shared_words(&self) -> impl Iterator<Item = WordId> {
        let spelled = self.words.spelled.iter().enumerate();
        spelled.filter(|(_, word)| word.start == word.end).map(|(index, _)| WordId::new(index + 1))
    }

    /// How many words there are; their ids are at most this.
    pub fn word_count(&self) -> usize {
        self.words.spelled.len()
    }

    /// The folded text of a known form.
    pub fn form(&self, form: FormId) -> Option<&str> {
        let end = *self.ends.get(form.0 as usize)?;
        let start = form.0.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        Some(text(&self.text[start as usize..end as usize]))
    }

    /// The id of a form that is folded already.
    pub fn lookup(&self, folded: &str) -> FormId {
        match short(folded) {
            Some(spelling) => self.lookup_short(spelling),
            None => {
                let is = |id| self.form(FormId(id)) == Some(folded);
                let known = self.long.find(compiled::hash(folded.as_bytes()), is);
                FormId(known.unwrap_or_else(|| FxBuildHasher.hash_one(folded) as u32 | FormId::UNKNOWN))
            }
        }
    }

    /// The id of a form of at most 16 bytes.
    pub(super) fn lookup_short(&self, spelling: u128) -> FormId {
        let hash = hash(spelling);
        FormId(self.short.get(spelling, hash).unwrap_or(hash as u32 | FormId::UNKNOWN))
    }

    /// Makes the next form have an id, or one behind it: no text is of those between.
    pub(super) fn skip_to(&mut self, id: usize) {
        let count = id.max(self.len());
        let end = self.text.len() as u32;
        self.ends.to_mut().resize(count, end);
        self.words.of_form.to_mut().resize(count, Link::word(WordId::NONE));
        self.starts.to_mut().resize(count, Starts::default());
    }

    /// All forms; an empty text for an id that none has.
    #[doc(hidden)]
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).filter_map(|id| self.form(FormId(id)))
    }

    /// How many ids of forms are taken.
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
}

/// A part of texts that stand one after the other.
fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).expect("texts are cut where they were joined")
}

/// The words of each form, as lists of its spellings.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Words {
    of_form: Flat<Link>,
    /// By word, counted from 0.
    spelled: Flat<Spelled>,
    /// The spellings, one after the other.
    text: Flat<u8>,
}

/// A spelling of a form.
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
#[repr(C)]
struct Spelled {
    /// Where it stands in [`Words::text`].
    start: u32,
    end: u32,
    /// The word that it is: its own, or that of another spelling.
    word: WordId,
    /// What the form is in other spellings.
    next: Link,
}

/// What a form is, or is in spellings that were not told before: a word, or by the next spelling in the list.
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
#[repr(transparent)]
struct Link(u32);

impl Link {
    const SPELLED: u32 = 1 << 31;

    fn word(word: WordId) -> Link {
        Link(word.0)
    }

    fn spelled(index: usize) -> Link {
        Link(index as u32 | Self::SPELLED)
    }

    /// The word, or the index of the spelling.
    #[inline]
    fn get(self) -> Result<WordId, usize> {
        match self.0 & Self::SPELLED {
            0 => Ok(WordId(self.0)),
            _ => Err((self.0 & !Self::SPELLED) as usize),
        }
    }
}

impl Words {
    #[inline]
    fn link(&self, form: FormId) -> Link {
        self.of_form.get(form.0 as usize).copied().unwrap_or(Link::word(WordId::NONE))
    }

    /// The spellings of a form.
    fn of(&self, form: FormId) -> impl Iterator<Item = &Spelled> {
        let mut link = self.link(form);
        std::iter::from_fn(move || {
            let spelled = &self.spelled[link.get().err()?];
            link = spelled.next;
            Some(spelled)
        })
    }

    /// What a form is in all other spellings.
    fn rest(&self, form: FormId) -> WordId {
        let last = self.of(form).last().map_or(self.link(form), |spelled| spelled.next);
        last.get().unwrap_or(WordId::NONE)
    }

    fn set_rest(&mut self, form: FormId, word: WordId) {
        let mut link = &mut self.of_form.to_mut()[form.0 as usize];
        let spelled = self.spelled.to_mut();
        while let Err(index) = link.get() {
            link = &mut spelled[index].next;
        }
        *link = Link::word(word);
    }

    /// The word of a spelling, as it is written or in small letters.
    fn find(&self, form: FormId, written: &str) -> Option<WordId> {
        let small = || written.chars().flat_map(char::to_lowercase);
        let found = self.of(form).find(|spelled| self.text(spelled) == written);
        let found = found.or_else(|| self.of(form).find(|spelled| small().eq(self.text(spelled).chars())));
        found.map(|spelled| spelled.word)
    }

    fn text(&self, spelled: &Spelled) -> &str {
        text(&self.text[spelled.start as usize..spelled.end as usize])
    }

    /// The word of a spelling, which is added where it is new: as a word of its own, or as another spelling of one.
    fn spell(&mut self, form: FormId, spelling: &str, of: Option<WordId>) -> WordId {
        if let Some(known) = self.of(form).find(|known| self.text(known) == spelling) {
            return known.word;
        }
        let index = self.spelled.len();
        let link = &mut self.of_form.to_mut()[form.0 as usize];
        let next = std::mem::replace(link, Link::spelled(index));
        self.add(spelling, of, next)
    }

    fn add(&mut self, spelling: &str, of: Option<WordId>, next: Link) -> WordId {
        let (own, start) = (self.spelled.len() + 1, self.text.len() as u32);
        assert!(own <= WordId::MAX, "a vocabulary holds less than 2^24 words");
        self.text.to_mut().extend_from_slice(spelling.as_bytes());
        let word = of.unwrap_or(WordId(own as u32));
        self.spelled.to_mut().push(Spelled { start, end: self.text.len() as u32, word, next });
        word
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

/// A [`FormMap`] of structures of numbers, to be read.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(serialize = "", deserialize = "'de: 'static"))]
pub struct FormTable<T: Pod> {
    places: Flat<u32>,
    values: Flat<T>,
}

impl<T: Pod> FormTable<T> {
    /// Sets the value of a known form.
    pub fn set(&mut self, form: FormId, value: T) {
        let (at, places) = (form.0 as usize, self.places.to_mut());
        if places.len() <= at {
            places.resize(at + 1, 0);
        }
        match places[at] {
            0 => {
                self.values.to_mut().push(value);
                places[at] = self.values.len() as u32;
            }
            place => self.values.to_mut()[place as usize - 1] = value,
        }
    }

    /// The value of a form; none for an unknown form.
    #[inline]
    pub fn get(&self, form: FormId) -> Option<&T> {
        let place = self.places.get(form.0 as usize)?.checked_sub(1)?;
        Some(&self.values[place as usize])
    }
}

/// The bytes of a form as a number, where they are at most 16, and such that the number tells how many.
fn short(form: &str) -> Option<u128> {
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
/// What is written has a third of its slots empty.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct ShortForms {
    slots: Flat<ShortForm>,
    count: usize,
    /// Some bits for each slot, set where a form has such a hash: most forms that are not there are told by theirs, in
    /// memory that is near.
    maybe: Flat<u64>,
}

/// A form by its bytes, the low ones first, and its id. An empty slot has the form 0.
#[derive(Debug, Clone, Copy, Default, Pod, Zeroable)]
#[repr(C)]
struct ShortForm {
    spelling: [u32; 4],
    id: u32,
}

impl ShortForm {
    fn of(spelling: u128, id: u32) -> ShortForm {
        ShortForm { spelling: [0, 32, 64, 96].map(|bits| (spelling >> bits) as u32), id }
    }

    #[inline]
    fn spelling(&self) -> u128 {
        let [a, b, c, d] = self.spelling.map(u128::from);
        a | b << 32 | c << 64 | d << 96
    }
}

/// At least so many bits of `maybe` there are for each slot.
const MAYBE: usize = 4;

impl ShortForms {
    #[inline]
    fn get(&self, spelling: u128, hash: u64) -> Option<u32> {
        let (word, bit) = self.maybe_place(hash)?;
        if self.maybe[word] & bit == 0 {
            return None;
        }
        let form = self.slots.get(self.place(spelling, hash)?)?;
        (form.spelling() != 0).then_some(form.id)
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
        let size = self.slots.len();
        if size == 0 {
            return None;
        }
        let mut at = slots::first((hash >> 32) as u32, size);
        loop {
            let there = self.slots[at].spelling();
            if there == spelling || there == 0 {
                return Some(at);
            }
            at = slots::next(at, size);
        }
    }

    /// Adds a form that is not there.
    fn add(&mut self, spelling: u128, id: u32) {
        if self.count * 4 >= self.slots.len() * 3 {
            *self = self.of_size((self.slots.len() * 2).max(64));
        }
        self.set(spelling, id);
        self.count += 1;
    }

    /// The same with so many slots.
    fn of_size(&self, size: usize) -> ShortForms {
        let maybe = vec![0; (size * MAYBE).next_power_of_two().max(64) / 64];
        let slots = vec![ShortForm::default(); size];
        let mut other = ShortForms { slots: slots.into(), count: self.count, maybe: maybe.into() };
        self.slots.iter().for_each(|form| other.set(form.spelling(), form.id));
        other
    }

    fn set(&mut self, spelling: u128, id: u32) {
        let hash = hash(spelling);
        if spelling != 0
            && let Some(at) = self.place(spelling, hash)
            && let Some((word, bit)) = self.maybe_place(hash)
        {
            self.slots.to_mut()[at] = ShortForm::of(spelling, id);
            self.maybe.to_mut()[word] |= bit;
        }
    }
}

impl Serialize for ShortForms {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let tight = match self.count {
            0 => ShortForms::default(),
            count => self.of_size(slots::tight(count)),
        };
        (tight.slots, tight.count, tight.maybe).serialize(serializer)
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

    #[test]
    fn a_token_is_the_word_of_its_spelling() {
        let mut vocabulary = Vocabulary::default();
        let (a, at, long) =
            (vocabulary.spell("a"), vocabulary.spell("à"), vocabulary.spell("constitutionnellement"));
        vocabulary.alias("A", "à");
        let form = vocabulary.intern("CÔTÉ");
        let (any, side) = (vocabulary.add_word(), vocabulary.spell("côté"));
        vocabulary.set_word(form, any);
        assert_eq!(vocabulary.spell("à"), at);
        for (written, word) in [
            ("a", a),
            ("à", at),
            ("A", at),
            ("À", at),
            ("â", WordId::NONE),
            ("Constitutionnellement", long),
            ("CÔTÉ", side),
            ("côte", any),
            ("Côte", any),
            ("inconnu", WordId::NONE),
        ] {
            let form = vocabulary.lookup(&crate::matcher::fold(written));
            assert_eq!(vocabulary.word(form, written), word, "{written}");
        }
        assert_eq!([a, at, any].map(|word| vocabulary.spelling(word)), [Some("a"), Some("à"), None]);
        assert_eq!(vocabulary.word_of_form(form), any);
        assert_eq!(vocabulary.spelled_words(form).collect::<Vec<_>>(), [side]);
    }
}
