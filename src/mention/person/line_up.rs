//! Line-ups: rows of players behind a word that says what they play (`Défenseurs : Kolo (Metz), Zarko`).

use super::View;
use crate::{matcher::Gap, model::word};

/// The most words of a bracket behind a player.
const MOST_IN_BRACKET: usize = 12;

/// The first tokens of the names in line-ups.
pub(super) fn players(view: &View) -> Vec<usize> {
    let mut players = Vec::new();
    for sentence in view.sentences_with(word::LINE_UP) {
        let row = Row { view, limit: sentence.end_token as usize };
        for label in sentence.tokens().filter(|&i| view.is(i, word::LINE_UP)) {
            let mut player = row.is_label(label).then_some(label + 1);
            while let Some(first) = player.filter(|&first| row.is_named(first)) {
                players.push(first);
                player = row.next(first);
            }
        }
    }
    players
}

struct Row<'v> {
    view: &'v View<'v>,
    /// The end of the sentence.
    limit: usize,
}

impl Row<'_> {
    /// What stands before a token, behind the one before it.
    fn mark(&self, at: usize) -> &str {
        let view = self.view;
        view.document.text[view.token(at - 1).end as usize..view.token(at).start as usize].trim()
    }

    /// Whether a colon follows a word.
    fn is_label(&self, at: usize) -> bool {
        at + 1 < self.limit && self.mark(at + 1) == ":"
    }

    fn is_named(&self, at: usize) -> bool {
        at < self.limit && self.view.is_capitalised(at) && !self.view.is(at, word::LINE_UP)
    }

    /// The first token of the player behind another.
    fn next(&self, first: usize) -> Option<usize> {
        let at = self.after_bracket(self.end(first)).filter(|&at| at < self.limit)?;
        let and = self.view.is(at, word::AND);
        match self.mark(at).trim_start_matches(')').trim() {
            "," | ";" => Some(at + usize::from(and)),
            "" if and => Some(at + 1),
            // `Kolo (Metz) Zarko (Lens)`
            "" if self.mark(at) == ")" => Some(at),
            _ => None,
        }
    }

    /// The end of the words of a name.
    fn end(&self, first: usize) -> usize {
        let view = self.view;
        let goes_on = |&i: &usize| match view.token(i).gap {
            Gap::Space => self.is_named(i),
            Gap::Dot | Gap::DotSpace => view.written(i - 1).chars().count() == 1,
            gap => matches!(gap, Gap::Hyphen | Gap::Apostrophe),
        };
        first + 1 + (first + 1..self.limit).take_while(goes_on).count()
    }

    /// The token behind the bracket that opens before a token, or the token.
    fn after_bracket(&self, at: usize) -> Option<usize> {
        if at >= self.limit || !self.mark(at).starts_with('(') {
            return Some(at);
        }
        (at + 1..self.limit).take(MOST_IN_BRACKET).find(|&i| self.mark(i).starts_with(')'))
    }
}
