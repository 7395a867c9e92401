//! The names, as a trie over form ids in flat arrays.

use super::{
    FormId, MatcherBuilder, Token, Tokenizer, Vocabulary,
    builder::{Capitals, Name},
    table::{Table, mix},
};
use crate::compiled::Flat;
use bytemuck::{Pod, Zeroable};
use serde::{Deserialize, Serialize};

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

/// Finds names. See the [module](super).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Matcher {
    vocabulary: Vocabulary,
    /// Per form, the node of the names that start with it; then all other nodes, and one more that ends the names.
    nodes: Flat<Node>,
    /// From [`key`] to nodes.
    children: Table,
    names: Flat<Name>,
}

/// Some tokens that a name starts with.
#[derive(Debug, Clone, Copy, Default, Pod, Zeroable)]
#[repr(C)]
pub(super) struct Node {
    /// Where the names of just these tokens start in `names`; they end where the next node's start.
    pub(super) first_name: u32,
    /// A bit for each child, by its key: most tokens after a start of a name do not go on with it.
    children: u32,
}

impl Node {
    /// A node whose names, none, start there.
    pub(super) fn without_names(first_name: u32) -> Node {
        Node { first_name, children: 0 }
    }

    pub(super) fn note_child(&mut self, mixed: u64) {
        self.children |= Self::bit(mixed);
    }

    #[inline]
    fn may_have(self, mixed: u64) -> bool {
        self.children & Self::bit(mixed) != 0
    }

    #[inline]
    fn bit(mixed: u64) -> u32 {
        1 << (mixed >> 40 & 31)
    }
}

/// The step from a node over a gap to a form: nodes take 29 bits, gap classes 3, ids 32.
#[inline]
pub(super) fn key(node: u32, gap: u64, form: FormId) -> u64 {
    u64::from(node) << 35 | gap << 32 | u64::from(form.0)
}

impl Default for Matcher {
    /// A matcher of no names.
    fn default() -> Self {
        Matcher::builder().build()
    }
}

impl Matcher {
    pub(super) fn new(
        vocabulary: Vocabulary,
        nodes: Flat<Node>,
        children: Table,
        names: Flat<Name>,
    ) -> Matcher {
        Matcher { vocabulary, nodes, children, names }
    }

    /// To add names to those that are there.
    #[doc(hidden)]
    pub fn into_builder(self) -> MatcherBuilder {
        MatcherBuilder::from_matcher(self.vocabulary, self.nodes, self.children, self.names)
    }

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
        if tokens[first].may_start {
            self.walk(tokens, first, |node, end| {
                for name in self.names_of(node) {
                    if name.capitals.admits(&tokens[first..end]) {
                        found(Hit { first: first as u32, end: end as u32, payload: name.payload });
                    }
                }
            });
        }
    }

    /// Calls `found` with every name that is spelled as the tokens from `first` on, capitals aside, and with whether
    /// the capitals are as it asks.
    pub fn spelled_at(&self, tokens: &[Token], first: usize, mut found: impl FnMut(Hit, bool)) {
        if !tokens[first].form.is_known() {
            return;
        }
        self.walk(tokens, first, |node, end| {
            for name in self.names_of(node) {
                let hit = Hit { first: first as u32, end: end as u32, payload: name.payload };
                found(hit, name.capitals.admits(&tokens[first..end]));
            }
        });
    }

    /// The longest of the names that start at a token and that `is_meant` lets in, and which capitals it has: of two, the most.
    #[doc(hidden)]
    pub fn longest_with_capitals(
        &self,
        tokens: &[Token],
        first: usize,
        is_meant: impl Fn(Hit) -> bool,
    ) -> Option<(Hit, Capitals)> {
        let mut longest = None;
        if tokens[first].form.is_known() {
            self.walk(tokens, first, |node, end| {
                for name in
                    self.names_of(node).iter().filter(|name| name.capitals.admits(&tokens[first..end]))
                {
                    let hit = Hit { first: first as u32, end: end as u32, payload: name.payload };
                    let is_better = |(before, capitals): (Hit, Capitals)| {
                        hit.end > before.end || name.capitals > capitals
                    };
                    if is_meant(hit) && longest.is_none_or(is_better) {
                        longest = Some((hit, name.capitals));
                    }
                }
            });
        }
        longest
    }

    /// Calls `reached` with every node on the way of the tokens from `first` on, and with the index after its token.
    #[inline]
    fn walk(&self, tokens: &[Token], first: usize, mut reached: impl FnMut(u32, usize)) {
        let mut node = tokens[first].form.0;
        let mut end = first + 1;
        loop {
            reached(node, end);
            let Some(next) = tokens.get(end) else { return };
            let key = key(node, next.gap.class(), next.form);
            let mixed = mix(key);
            if !self.nodes[node as usize].may_have(mixed) {
                return;
            }
            node = self.children.get(key, mixed);
            if node == 0 {
                return;
            }
            end += 1;
        }
    }

    #[inline]
    fn names_of(&self, node: u32) -> &[Name] {
        let node = node as usize;
        &self.names[self.nodes[node].first_name as usize..self.nodes[node + 1].first_name as usize]
    }

    /// The tokens at which names are likely to start. Without branches: what starts a name cannot be foreseen.
    fn likely_starts(&self, tokens: &[Token], starts: &mut Vec<u32>) {
        starts.resize(tokens.len(), 0);
        let mut kept = 0;
        for (i, token) in tokens.iter().enumerate() {
            starts[kept] = i as u32;
            kept += usize::from(token.may_start);
        }
        let candidates = kept;
        kept = 0;
        for i in 0..candidates {
            let first = starts[i] as usize;
            starts[kept] = starts[i];
            kept += usize::from(self.is_likely_start(tokens, first));
        }
        starts.truncate(kept);
    }

    /// Whether a token is a name by itself, or goes on as a name may.
    #[inline]
    fn is_likely_start(&self, tokens: &[Token], first: usize) -> bool {
        let node = tokens[first].form.0;
        let (this, after) = (self.nodes[node as usize], self.nodes[node as usize + 1]);
        let next = tokens.get(first + 1).unwrap_or(&tokens[first]);
        let mixed = mix(key(node, next.gap.class(), next.form));
        (this.first_name != after.first_name) | (this.may_have(mixed) & self.children.may_have(mixed))
    }

    /// The tokens at which names are likely to start; no name starts at another.
    pub fn starts(&self, tokens: &[Token]) -> Vec<u32> {
        let mut starts = Vec::new();
        self.likely_starts(tokens, &mut starts);
        starts
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
        let mut starts = Vec::new();
        self.blocks(text, |tokens| {
            self.likely_starts(tokens, &mut starts);
            let mut free = 0;
            for first in starts.iter().map(|&first| first as usize) {
                if first >= free {
                    free = self.longest_at(tokens, first, &mut found).unwrap_or(free);
                }
            }
        });
    }

    /// Calls `found` with the longest names that start at a token, and gives the index after them.
    #[inline]
    fn longest_at(&self, tokens: &[Token], first: usize, found: &mut impl FnMut(Match)) -> Option<usize> {
        let mut longest = None;
        self.walk(tokens, first, |node, end| {
            if self.names_of(node).iter().any(|name| name.capitals.admits(&tokens[first..end])) {
                longest = Some((node, end));
            }
        });
        let (node, end) = longest?;
        for name in self.names_of(node).iter().filter(|name| name.capitals.admits(&tokens[first..end])) {
            found(Match {
                start: tokens[first].start as usize,
                end: tokens[end - 1].end as usize,
                payload: name.payload,
            });
        }
        Some(end)
    }

    /// The tokens of a text, block by block; no name crosses a line end, so that a block may end at one.
    fn blocks(&self, text: &str, mut block: impl FnMut(&[Token])) {
        const SIZE: usize = 1 << 13;
        let mut tokenizer = Tokenizer::for_length(&self.vocabulary, text.len());
        let mut tokens = Vec::with_capacity(SIZE.min(text.len()) / 4 + 1);
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
    use crate::matcher::Case;

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
