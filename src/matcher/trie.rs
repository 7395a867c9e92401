//! The names, as a trie over form ids in flat arrays.

use super::{FormId, Shape, Token, Tokenizer, Vocabulary, token::Starts};
use rustc_hash::FxHashMap;

/// Which capitals a name asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// Each token of the name that starts with a capital must do so in the text, and one of capitals alone (`AES`)
    /// must be of capitals alone; tokens in small letters may have any case.
    AsWritten,
    /// Any capitals.
    Any,
}

/// A name in a sequence of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Index of the first token.
    pub first: u32,
    /// Index after the last token.
    pub end: u32,
    /// What the builder was given with the name.
    pub payload: u32,
}

/// A name in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Match {
    /// Byte offset of the first character.
    pub start: usize,
    /// Byte offset after the last character.
    pub end: usize,
    /// What the builder was given with the name.
    pub payload: u32,
}

/// Collects names for a [`Matcher`].
#[derive(Debug, Default)]
pub struct MatcherBuilder {
    vocabulary: Vocabulary,
    /// Per node, its names; node 0 is the root.
    names: Vec<Vec<Name>>,
    children: FxHashMap<u64, u32>,
}

#[derive(Debug, Clone, Copy)]
struct Name {
    payload: u32,
    capitals: Capitals,
}

/// What each token of a name asks for: two bits a token, for the first 32.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Capitals(u64);

impl Capitals {
    const INITIAL: u64 = 1;
    const ALL: u64 = 2;

    fn of(shapes: impl Iterator<Item = Shape>) -> Capitals {
        let asked = |shape: Shape| match shape {
            s if s.is_acronym() => Self::ALL,
            s if s.is_capitalised() => Self::INITIAL,
            _ => 0,
        };
        Capitals(shapes.take(32).enumerate().fold(0, |bits, (i, shape)| bits | asked(shape) << (2 * i)))
    }

    fn admits(self, tokens: &[Token]) -> bool {
        let mut bits = self.0;
        for token in tokens {
            if bits == 0 {
                return true;
            }
            let admitted = match bits & 3 {
                Self::INITIAL => token.shape.is_capitalised(),
                Self::ALL => token.shape.is_all_capitals(),
                _ => true,
            };
            if !admitted {
                return false;
            }
            bits >>= 2;
        }
        true
    }
}

impl MatcherBuilder {
    /// Adds a name; returns false where it has no token or has a gap that no name may have (a line end, a bracket).
    ///
    /// An acronym of two to eight letters is found with dots as well (`O.N.U.` for `ONU`).
    pub fn add(&mut self, name: &str, case: Case, payload: u32) -> bool {
        let mut tokens = Vec::new();
        Tokenizer::new(&Vocabulary::default()).tokenize(name, &mut tokens);
        self.add_tokens(name, &tokens, case, payload)
    }

    fn add_tokens(&mut self, name: &str, tokens: &[Token], case: Case, payload: u32) -> bool {
        if tokens.is_empty() || tokens[1..].iter().any(|token| token.gap.class().is_none()) {
            return false;
        }
        let capitals = match case {
            Case::AsWritten => Capitals::of(tokens.iter().map(|token| token.shape)),
            Case::Any => Capitals::default(),
        };
        let path = tokens.iter().map(|t| (t.gap.class().unwrap_or(0), t.text(name)));
        self.insert(path, Name { payload, capitals });
        if let [acronym] = tokens
            && acronym.shape.is_acronym()
            && !acronym.shape.has_digit()
        {
            self.add_dotted(acronym.text(name), payload);
        }
        true
    }

    fn add_dotted(&mut self, acronym: &str, payload: u32) {
        const DOT: u64 = 2;
        let letters: Vec<String> = acronym.chars().map(String::from).collect();
        if (2..=8).contains(&letters.len()) {
            let capitals = Capitals::of(letters.iter().map(|letter| Shape::of(letter)));
            self.insert(letters.iter().map(|letter| (DOT, letter.as_str())), Name { payload, capitals });
        }
    }

    fn insert<'n>(&mut self, path: impl Iterator<Item = (u64, &'n str)>, name: Name) {
        if self.names.is_empty() {
            self.names.push(Vec::new());
        }
        let mut node = 0;
        for (i, (gap, token)) in path.enumerate() {
            let form = self.vocabulary.intern(token);
            if i == 0 {
                let capital = name.capitals.0 & 3 != 0;
                self.vocabulary.starts[form.0 as usize].0 |=
                    if capital { Starts::CAPITAL } else { Starts::ANY };
            }
            let key = key(node, if i == 0 { 0 } else { gap }, form);
            let fresh = self.names.len() as u32;
            node = *self.children.entry(key).or_insert(fresh);
            if node == fresh {
                self.names.push(Vec::new());
            }
        }
        let names = &mut self.names[node as usize];
        if !names.iter().any(|n| n.payload == name.payload && n.capitals == name.capitals) {
            names.push(name);
        }
    }

    /// The vocabulary so far, to flag words in it.
    pub fn vocabulary_mut(&mut self) -> &mut Vocabulary {
        &mut self.vocabulary
    }

    /// The matcher of the names added.
    pub fn build(self) -> Matcher {
        let mut first_name = Vec::with_capacity(self.names.len() + 1);
        let mut names = Vec::new();
        for of_node in &self.names {
            first_name.push(names.len() as u32);
            names.extend_from_slice(of_node);
        }
        first_name.push(names.len() as u32);
        let mut roots = vec![0; self.vocabulary.len()];
        let inner: Vec<(u64, u32)> = sorted(self.children)
            .into_iter()
            .filter(|&(key, child)| match key >> NODE_SHIFT {
                0 => {
                    roots[(key & FORM_MASK) as usize] = child;
                    false
                }
                _ => true,
            })
            .collect();
        let transitions = Transitions::new(&inner);
        Matcher { vocabulary: self.vocabulary, roots, transitions, first_name, names }
    }
}

fn sorted(children: FxHashMap<u64, u32>) -> Vec<(u64, u32)> {
    let mut transitions: Vec<(u64, u32)> = children.into_iter().collect();
    transitions.sort_unstable();
    transitions
}

const NODE_SHIFT: u32 = 32;
const FORM_MASK: u64 = (1 << 29) - 1;

#[inline]
fn key(node: u32, gap: u64, form: FormId) -> u64 {
    (node as u64) << NODE_SHIFT | gap << 29 | form.0 as u64
}

/// An open-addressing table of transitions, with a bitmap in front that says no without touching the table.
#[derive(Debug, Clone, Default)]
struct Transitions {
    slots: Vec<Slot>,
    shift: u32,
    maybe: Vec<u64>,
    maybe_shift: u32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    key: u64,
    child: u32,
}

impl Transitions {
    fn new(transitions: &[(u64, u32)]) -> Transitions {
        let size = (transitions.len() * 2).next_power_of_two().max(2);
        let bits = (transitions.len() * 8).next_power_of_two().max(64);
        let mut table = Transitions {
            slots: vec![Slot::default(); size],
            shift: 64 - size.trailing_zeros(),
            maybe: vec![0; bits / 64],
            maybe_shift: 64 - bits.trailing_zeros(),
        };
        for &(key, child) in transitions {
            let hash = mix(key);
            let bit = hash >> table.maybe_shift;
            table.maybe[(bit / 64) as usize] |= 1 << (bit % 64);
            let mut at = (hash >> table.shift) as usize;
            while table.slots[at].child != 0 {
                at = (at + 1) % size;
            }
            table.slots[at] = Slot { key, child };
        }
        table
    }

    #[inline]
    fn get(&self, key: u64) -> Option<u32> {
        let hash = mix(key);
        let bit = hash >> self.maybe_shift;
        if self.maybe[(bit / 64) as usize] >> (bit % 64) & 1 == 0 {
            return None;
        }
        let mut at = (hash >> self.shift) as usize;
        loop {
            let slot = self.slots[at];
            if slot.child == 0 {
                return None;
            }
            if slot.key == key {
                return Some(slot.child);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }
}

#[inline]
fn mix(key: u64) -> u64 {
    let mixed = (key ^ key >> 32).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ mixed >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9)
}

/// Finds names. See the [module](super).
#[derive(Debug, Clone, Default)]
pub struct Matcher {
    vocabulary: Vocabulary,
    /// Per form, the node of the names that start with it; 0 for none.
    roots: Vec<u32>,
    transitions: Transitions,
    /// Per node, where its names start in `names`.
    first_name: Vec<u32>,
    names: Vec<Name>,
}

impl Matcher {
    /// Starts a matcher.
    pub fn builder() -> MatcherBuilder {
        MatcherBuilder::default()
    }

    /// The forms that the names are made of.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// How many names there are, dotted acronyms included.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is no name.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Calls `found` with every name that starts at token `first`, the shortest first.
    #[inline]
    pub fn at(&self, tokens: &[Token], first: usize, mut found: impl FnMut(Hit)) {
        let token = &tokens[first];
        if !token.starts.admits(token.shape) {
            return;
        }
        let mut node = self.roots[token.form.0 as usize];
        let mut end = first + 1;
        loop {
            let (from, to) = (self.first_name[node as usize], self.first_name[node as usize + 1]);
            for name in &self.names[from as usize..to as usize] {
                if name.capitals.admits(&tokens[first..end]) {
                    found(Hit { first: first as u32, end: end as u32, payload: name.payload });
                }
            }
            let Some(next) = tokens.get(end).filter(|next| next.form.is_known()) else { return };
            let Some(gap) = next.gap.class() else { return };
            match self.transitions.get(key(node, gap, next.form)) {
                Some(child) => node = child,
                None => return,
            }
            end += 1;
        }
    }

    /// Every name in a sequence of tokens, nested and overlapping ones too, by first token and then by length.
    pub fn hits(&self, tokens: &[Token]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for first in 0..tokens.len() {
            self.at(tokens, first, |hit| hits.push(hit));
        }
        hits
    }

    /// Every name in a text, nested and overlapping ones too.
    pub fn find(&self, text: &str) -> Vec<Match> {
        let mut matches = Vec::new();
        self.blocks(text, |tokens| {
            matches.extend(self.hits(tokens).into_iter().map(|hit| to_match(tokens, hit)));
        });
        matches
    }

    /// The leftmost names of a text, the longest where several start together, none overlapping. A spelling that
    /// several names share gives one match for each of them.
    pub fn find_longest(&self, text: &str) -> Vec<Match> {
        let mut matches = Vec::new();
        self.for_each_longest(text, |m| matches.push(m));
        matches
    }

    /// Like [`Matcher::find_longest`], without a list. The text may be of any length.
    pub fn for_each_longest(&self, text: &str, mut found: impl FnMut(Match)) {
        let mut longest: Vec<Hit> = Vec::new();
        self.blocks(text, |tokens| {
            let mut first = 0;
            while first < tokens.len() {
                longest.clear();
                self.at(tokens, first, |hit| {
                    longest.retain(|kept| kept.end == hit.end);
                    longest.push(hit);
                });
                for &hit in &longest {
                    found(to_match(tokens, hit));
                }
                first = longest.first().map_or(first + 1, |hit| hit.end as usize);
            }
        });
    }

    /// The tokens of a text, block by block; no name crosses a line end, so that a block may end at one.
    fn blocks(&self, text: &str, mut block: impl FnMut(&[Token])) {
        const SIZE: usize = 1 << 15;
        let mut tokenizer = Tokenizer::new(&self.vocabulary);
        let mut tokens = Vec::with_capacity(SIZE / 4);
        let mut from = 0;
        while from < text.len() {
            let goal = text.len().min(from + SIZE);
            let line_end = text.as_bytes()[goal..].iter().position(|&byte| byte == b'\n');
            let to = line_end.map_or(text.len(), |at| goal + at);
            tokens.clear();
            tokenizer.tokenize_from(text, from, to, &mut tokens);
            block(&tokens);
            from = to;
        }
    }
}

fn to_match(tokens: &[Token], hit: Hit) -> Match {
    let start = tokens[hit.first as usize].start as usize;
    Match { start, end: tokens[hit.end as usize - 1].end as usize, payload: hit.payload }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[&str], text: &str) -> Vec<String> {
        let mut builder = Matcher::builder();
        for (i, name) in names.iter().enumerate() {
            assert!(builder.add(name, Case::AsWritten, i as u32), "{name}");
        }
        builder.build().find_longest(text).iter().map(|m| text[m.start..m.end].to_string()).collect()
    }

    #[test]
    fn gaps_hold_names_apart() {
        let names = [
            "Burkina Faso",
            "Côte d’Ivoire",
            "Bamada.net",
            "Mali",
            "AES",
            "Moscou",
            "ONU",
            "Affaires étrangères, Europe",
        ];
        for (text, expected) in [
            ("au Burkina-Faso", vec!["Burkina-Faso"]),
            ("Burkina, Faso", vec![]),
            ("Burkina\nFaso", vec![]),
            ("Burkina. Faso", vec![]),
            ("Burkina – Faso", vec![]),
            ("Cote d'Ivoire", vec!["Cote d'Ivoire"]),
            ("Bamada.net-Cette", vec!["Bamada.net"]),
            ("Bamada. net", vec![]),
            ("Moscou–AES", vec!["Moscou", "AES"]),
            ("l’AES et les aes", vec!["AES"]),
            ("O.N.U. et ONU, Onu", vec!["O.N.U", "ONU"]),
            ("mali Mali MALI", vec!["Mali", "MALI"]),
            ("Affaires étrangères, Europe", vec!["Affaires étrangères, Europe"]),
            ("Affaires étrangères Europe", vec![]),
        ] {
            assert_eq!(found(&names, text), expected, "{text}");
        }
    }

    #[test]
    fn a_shared_spelling_gives_every_name() {
        let mut names = Matcher::builder();
        names.add("Congo", Case::AsWritten, 1);
        names.add("Congo", Case::AsWritten, 2);
        names.add("congo", Case::Any, 3);
        let matcher = names.build();
        let payloads = |text: &str| matcher.find_longest(text).iter().map(|m| m.payload).collect::<Vec<_>>();
        assert_eq!(payloads("Congo"), [1, 2, 3]);
        assert_eq!(payloads("congo"), [3]);
    }

    #[test]
    fn nothing_to_find_a_name_by() {
        let mut names = Matcher::builder();
        assert!(!names.add("", Case::Any, 0));
        assert!(!names.add("« »", Case::Any, 0));
        assert!(!names.add("deux\nlignes", Case::Any, 0));
        assert!(names.build().find("deux lignes").is_empty());
    }
}
