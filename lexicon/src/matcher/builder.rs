//! Collects names and lays the trie out.

use super::{
    Gap, Matcher, Shape, Token, Vocabulary,
    cut::Cutter,
    table::{Table, mix},
    token::Starts,
    trie::{Node, key},
};
use crate::compiled::Flat;
use bytemuck::{Pod, Zeroable};
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

/// A name as the trie holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub(super) struct Name {
    pub(super) payload: u32,
    pub(super) capitals: Capitals,
}

/// What each token of a name asks for: two bits a token, for the first 32; the low half first, so that a name takes 12 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Pod, Zeroable)]
#[repr(transparent)]
pub struct Capitals([u32; 2]);

impl Capitals {
    const INITIAL: u64 = 1;
    const ALL: u64 = 2;

    fn of(shapes: impl Iterator<Item = Shape>) -> Capitals {
        let asked = |shape: Shape| match shape {
            s if s.is_acronym() => Self::ALL,
            s if s.is_capitalised() => Self::INITIAL,
            _ => 0,
        };
        let bits = shapes.take(32).enumerate().fold(0, |bits, (i, shape)| bits | asked(shape) << (2 * i));
        Capitals([bits as u32, (bits >> 32) as u32])
    }

    fn bits(self) -> u64 {
        u64::from(self.0[0]) | u64::from(self.0[1]) << 32
    }

    /// Whether a token of the name starts with a capital.
    pub fn has_initial(self, index: usize) -> bool {
        index < 32 && self.bits() >> (2 * index) & 3 == Self::INITIAL
    }

    /// Whether a token of the name is of capitals alone.
    pub fn has_all(self, index: usize) -> bool {
        index < 32 && self.bits() >> (2 * index) & 3 == Self::ALL
    }

    #[inline]
    pub(super) fn admits(self, tokens: &[Token]) -> bool {
        let mut bits = self.bits();
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

/// Collects names for a [`Matcher`].
#[derive(Debug, Default)]
pub struct MatcherBuilder {
    vocabulary: Vocabulary,
    /// What stands already.
    nodes: Flat<Node>,
    known: Table,
    known_names: Flat<Name>,
    /// Each name that was added with its node, as they came.
    names: Vec<(NodeId, Name)>,
    /// The new nodes below the first level, by the key of the step that leads there.
    children: FxHashMap<u64, u32>,
    /// Per new node below the first level, that step.
    steps: Vec<u64>,
    cutter: Cutter,
    /// The tokens of the name that is being added.
    parts: Vec<Part>,
}

/// Nodes of the first level have the number of their form; those below that are new, in order of creation, follow from here on.
type NodeId = u32;
const BELOW: NodeId = 1 << 28;

/// A token of a name.
#[derive(Debug, Clone, Copy)]
struct Part {
    start: usize,
    end: usize,
    gap: u64,
    shape: Shape,
}

impl MatcherBuilder {
    /// To add names to a matcher: forms that are new to it get ids behind its nodes.
    pub(super) fn from_matcher(
        mut vocabulary: Vocabulary,
        nodes: Flat<Node>,
        known: Table,
        known_names: Flat<Name>,
    ) -> MatcherBuilder {
        vocabulary.skip_to(nodes.len().saturating_sub(1));
        MatcherBuilder { vocabulary, nodes, known, known_names, ..MatcherBuilder::default() }
    }

    /// Adds a name; returns false where it has no token or has a gap that no name may have (a line end, a bracket).
    ///
    /// An acronym of two to eight letters is found with dots as well (`O.N.U.` for `ONU`).
    pub fn add(&mut self, name: &str, case: Case, payload: u32) -> bool {
        let mut parts = std::mem::take(&mut self.parts);
        let added = parts_of(name, &mut self.cutter, &mut parts);
        if added {
            self.add_parts(name, &parts, case, payload);
        }
        self.parts = parts;
        added
    }

    fn add_parts(&mut self, name: &str, parts: &[Part], case: Case, payload: u32) {
        let capitals = match case {
            Case::AsWritten => Capitals::of(parts.iter().map(|part| part.shape)),
            Case::Any => Capitals::default(),
        };
        let path = parts.iter().map(|part| (part.gap, &name[part.start..part.end]));
        self.insert(path, Name { payload, capitals });
        if let [acronym] = parts
            && acronym.shape.is_acronym()
            && !acronym.shape.has_digit()
        {
            self.add_dotted(&name[acronym.start..acronym.end], payload);
        }
    }

    fn add_dotted(&mut self, acronym: &str, payload: u32) {
        let letters: Vec<String> = acronym.chars().map(String::from).collect();
        if (2..=8).contains(&letters.len()) {
            let capitals = Capitals::of(letters.iter().map(|letter| Shape::of(letter)));
            self.insert(
                letters.iter().map(|letter| (Gap::Dot.class(), letter.as_str())),
                Name { payload, capitals },
            );
        }
    }

    fn insert<'n>(&mut self, path: impl Iterator<Item = (u64, &'n str)>, name: Name) {
        let mut node = None;
        for (gap, token) in path {
            let form = self.vocabulary.intern(token);
            node = Some(match node {
                None => {
                    let start = if name.capitals.0[0] & 3 != 0 { Starts::CAPITAL } else { Starts::ANY };
                    self.vocabulary.starts.to_mut()[form.0 as usize].0 |= start;
                    form.0
                }
                Some(node) => self.child(key(node, gap, form)),
            });
        }
        self.names.extend(node.map(|node| (node, name)));
    }

    fn child(&mut self, step: u64) -> NodeId {
        let known = self.known.get(step, mix(step));
        if known != 0 {
            return known;
        }
        let fresh = BELOW + self.steps.len() as u32;
        let child = *self.children.entry(step).or_insert(fresh);
        if child == fresh {
            self.steps.push(step);
        }
        child
    }

    /// The vocabulary so far, to add words to it.
    pub fn vocabulary_mut(&mut self) -> &mut Vocabulary {
        &mut self.vocabulary
    }

    /// The matcher of the names added.
    pub fn build(mut self) -> Matcher {
        drop(std::mem::take(&mut self.children));
        let forms = self.vocabulary.len();
        let index = |node: NodeId| if node < BELOW { node } else { node - BELOW + forms as u32 };
        let names = self.names.into_iter().map(|(node, name)| (index(node) as usize, name));
        let nodes = self.nodes.to_mut();
        // The last ends the names.
        nodes.pop();
        let names_end = self.known_names.len() as u32;
        nodes.resize_with(forms + self.steps.len() + 1, || Node::without_names(names_end));
        lay_out(nodes, &mut self.known_names, names.collect());
        let steps = self.steps.iter().enumerate().map(|(i, &step)| {
            let (parent, rest) = (index((step >> 35) as u32), step & ((1 << 35) - 1));
            let step = u64::from(parent) << 35 | rest;
            nodes[parent as usize].note_child(mix(step));
            (step, (forms + i) as u32)
        });
        self.known.extend(steps);
        Matcher::new(self.vocabulary, self.nodes, self.known, self.known_names)
    }
}

/// Cuts a name into tokens; false where it has none, or a gap that no name may have.
fn parts_of(name: &str, cutter: &mut Cutter, parts: &mut Vec<Part>) -> bool {
    parts.clear();
    let mut allowed = true;
    cutter.cut(name, 0, name.len(), |piece| {
        let gap = piece.gap.class();
        allowed &= gap != Gap::BARRIER || parts.is_empty();
        let shape = Shape::of(&name[piece.start..piece.end]);
        parts.push(Part { start: piece.start, end: piece.end, gap, shape });
    });
    allowed && !parts.is_empty()
}

/// Adds names to those of their nodes, in the order in which they came, and tells each node where its names start.
fn lay_out(nodes: &mut [Node], names: &mut Flat<Name>, mut added: Vec<(usize, Name)>) {
    if added.is_empty() {
        return;
    }
    added.sort_by_key(|&(node, _)| node);
    let mut all: Vec<Name> = Vec::with_capacity(names.len() + added.len());
    let (mut done, mut copied) = (0, 0);
    for of_node in added.chunk_by(|a, b| a.0 == b.0) {
        let node = of_node[0].0;
        let shift = (all.len() - copied) as u32;
        nodes[done..=node].iter_mut().for_each(|node| node.first_name += shift);
        let end = nodes[node + 1].first_name as usize;
        all.extend_from_slice(&names[copied..end]);
        let first = nodes[node].first_name as usize;
        for (_, name) in of_node {
            if !all[first..].contains(name) {
                all.push(*name);
            }
        }
        (done, copied) = (node + 1, end);
    }
    let shift = (all.len() - copied) as u32;
    nodes[done..].iter_mut().for_each(|node| node.first_name += shift);
    all.extend_from_slice(&names[copied..]);
    *names = all.into();
}
