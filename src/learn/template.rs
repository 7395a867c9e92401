//! Templates that are proposed, in the syntax of frames.

use crate::model::{AND, Voice};
use std::collections::BTreeSet;

/// What triggers a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TriggerKind {
    Verb,
    Noun,
}

/// A word that triggers a template.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Trigger {
    pub(super) kind: TriggerKind,
    /// An infinitive, or a noun in the singular where that is known.
    pub(super) lemma: String,
}

/// A template with its trigger.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Template {
    pub(super) trigger: Trigger,
    pub(super) voice: Voice,
    pub(super) before: Vec<Piece>,
    pub(super) after: Vec<Piece>,
}

/// Any noun that is no actor.
pub(super) const ANY_NOUN: &str = "N";

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Piece {
    /// An end, with its preposition where there is one.
    End(Letter, Option<String>),
    /// `A et B`, with their preposition where there is one.
    Pair(Option<String>),
    /// Words, or a preposition before some.
    Words(String),
}

/// Which end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Letter {
    A,
    B,
}

impl Letter {
    fn name(self) -> &'static str {
        match self {
            Letter::A => "A",
            Letter::B => "B",
        }
    }

    fn other(self) -> Letter {
        match self {
            Letter::A => Letter::B,
            Letter::B => Letter::A,
        }
    }
}

impl Piece {
    fn preposition(&self) -> Option<&str> {
        match self {
            Piece::End(_, preposition) | Piece::Pair(preposition) => preposition.as_deref(),
            Piece::Words(_) => None,
        }
    }
}

impl Template {
    fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.before.iter().chain(&self.after)
    }

    /// The prepositions of its ends, in order.
    pub(super) fn prepositions(&self) -> impl Iterator<Item = &str> {
        self.pieces().filter_map(Piece::preposition)
    }

    /// How many words of its own it has.
    pub(super) fn words(&self) -> usize {
        self.pieces().filter(|piece| matches!(piece, Piece::Words(words) if words != ANY_NOUN)).count()
    }

    /// The same with the ends as they come, for a relation whose ends may change places: A first.
    pub(super) fn in_order(mut self) -> Template {
        let first = self.pieces().find_map(|piece| match piece {
            Piece::End(letter, _) => Some(*letter),
            _ => None,
        });
        if first == Some(Letter::B) {
            for piece in self.before.iter_mut().chain(&mut self.after) {
                if let Piece::End(letter, _) = piece {
                    *letter = letter.other();
                }
            }
        }
        self
    }

    /// The same whatever the prepositions are.
    pub(super) fn shape(&self) -> String {
        self.text(&[])
    }

    /// As frames write it, with any of some prepositions at each place: `A _ à|en B`.
    pub(super) fn text(&self, prepositions: &[BTreeSet<String>]) -> String {
        let mut place = prepositions.iter();
        let mut next = || match place.next() {
            Some(names) => names.iter().map(|name| name.replace(' ', "_")).collect::<Vec<_>>().join("|"),
            None => "·".to_string(),
        };
        let mut written = |piece: &Piece| {
            let ends = match piece {
                Piece::Words(words) => return words.clone(),
                Piece::End(letter, _) => letter.name().to_string(),
                Piece::Pair(_) => format!("A {AND} B"),
            };
            match piece.preposition() {
                Some(_) => format!("{} {ends}", next()),
                None => ends,
            }
        };
        let before: Vec<String> = self.before.iter().map(&mut written).collect();
        let after: Vec<String> = self.after.iter().map(&mut written).collect();
        let trigger = format!("{} _", self.voice.sign()).trim_start().to_string();
        [&before[..], &[trigger], &after[..]].concat().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_written_as_frames_write_them() {
        let trigger = Trigger { kind: TriggerKind::Verb, lemma: "apporter".to_string() };
        let template = Template {
            trigger,
            voice: Voice::Active,
            before: vec![Piece::End(Letter::B, None)],
            after: vec![Piece::Words("soutien".to_string()), Piece::End(Letter::A, Some("à".to_string()))],
        };
        let prepositions = [BTreeSet::from(["à".to_string(), "auprès de".to_string()])];
        assert_eq!(template.text(&prepositions), "B _ soutien auprès_de|à A");
        assert_eq!(template.shape(), "B _ soutien · A");
        assert_eq!(template.in_order().shape(), "A _ soutien · B");
    }
}
