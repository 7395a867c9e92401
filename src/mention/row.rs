//! Persons that no cue shows, in a row with others: `Bourguiba, Ladgham et Nouira`, where two of three are known.

use super::{Name, View};
use crate::{
    matcher::Gap,
    model::{Kind, Listener, Pass, word},
};
use std::ops::Range;

/// The most words of a name that no list knows.
const MOST_WORDS: usize = 3;

/// Adds the unknown names in rows of at least two persons; a given name alone, which may share the surname of the next, only
/// where `alone` says so.
pub(super) fn find(view: &View, names: &mut Vec<Name>, alone: bool, on: &mut impl Listener) {
    let persons = names.iter().filter(|name| name.kind == Kind::Person && !name.nested).count();
    if persons < 2 {
        return;
    }
    let rows = Rows::new(view, names, alone);
    let mut found = Vec::new();
    let mut at = 0;
    while at < view.text.tokens.len() {
        let (row, end) = rows.row(at);
        let unknown = row.iter().filter(|item| !item.known);
        if row.len() >= 3 && row.iter().filter(|item| item.known).count() >= 2 {
            let name = |item: &Item| Name::by_rule(item.tokens.clone(), Kind::Person, "fr.person.row");
            found.extend(unknown.map(name));
        }
        at = end.max(at + 1);
    }
    for name in &found {
        on.record(|| name.held(view, Pass::People));
    }
    if !found.is_empty() {
        names.append(&mut found);
        names.sort_by(|a, b| (a.first, b.end).cmp(&(b.first, a.end)));
    }
}

/// A name in a row.
struct Item {
    tokens: Range<usize>,
    /// Whether it is that of a person who is known to be one.
    known: bool,
}

struct Rows<'v> {
    view: &'v View<'v>,
    /// Per token, the end of the name that it lies in, and whether that is a person’s and starts there.
    names: Vec<(u32, bool)>,
    /// Whether a given name alone is a name.
    alone: bool,
}

impl<'v> Rows<'v> {
    fn new(view: &'v View<'v>, all: &[Name], alone: bool) -> Rows<'v> {
        let mut names = vec![(0, false); view.text.tokens.len()];
        for name in all.iter().filter(|name| !name.nested) {
            name.tokens().for_each(|i| names[i] = (name.end, false));
            names[name.first as usize].1 = name.kind == Kind::Person;
        }
        Rows { view, names, alone }
    }

    /// The names joined by commas and `et` from a token on, and the end of the last.
    fn row(&self, first: usize) -> (Vec<Item>, usize) {
        let limit = self.view.sentence_end(first);
        let (mut row, mut end, mut at) = (Vec::new(), first, first);
        while let Some(item) =
            self.item(at, limit).filter(|item| item.known || at > first || self.may_start(at))
        {
            end = item.tokens.end;
            row.push(item);
            let Some(next) = self.next(end, limit) else { break };
            at = next;
        }
        (row, end)
    }

    fn item(&self, at: usize, limit: usize) -> Option<Item> {
        match self.names[at] {
            (end, true) => Some(Item { tokens: at..end as usize, known: true }),
            (0, _) => self.unknown(at, limit).map(|end| Item { tokens: at..end, known: false }),
            _ => None,
        }
    }

    /// Where the next name of a row starts.
    fn next(&self, end: usize, limit: usize) -> Option<usize> {
        let view = self.view;
        let gap = (end < limit).then(|| view.token(end).gap)?;
        let and = view.is(end, word::AND) && matches!(gap, Gap::Space | Gap::Comma);
        let next = end + usize::from(and);
        let joined = next < limit && (!and || view.token(next).gap == Gap::Space);
        ((and || gap == Gap::Comma) && joined).then_some(next)
    }

    /// Whether what stands before an unknown name at the head of a row lets it be a person’s.
    fn may_start(&self, at: usize) -> bool {
        let view = self.view;
        let no_person = word::ARTICLE | word::CONTRACTED | word::AT | word::IN;
        // `Matthijs de Ligt`
        let inside = || {
            let before = at.checked_sub(2).filter(|_| view.is(at - 1, word::PARTICLE));
            before.is_some_and(|before| view.is_capitalised(before) && self.names[before].0 == 0)
        };
        view.starts_sentence(at)
            || match view.token(at).gap {
                Gap::Space => !view.is_capitalised(at - 1) && !view.is(at - 1, no_person) && !inside(),
                gap => matches!(gap, Gap::Comma | Gap::Other | Gap::DotSpace | Gap::Dash),
            }
    }

    /// The end of the words of no language at a token, where nothing joins another word to them.
    fn unknown(&self, at: usize, limit: usize) -> Option<usize> {
        let view = self.view;
        let named = |i: usize| {
            let shape = view.token(i).shape;
            let other = word::ORDINARY | word::FUNCTION | word::MONTH | word::WEEKDAY | word::COMMON_ACRONYM;
            shape.is_capitalised()
                && !shape.is_all_capitals()
                && !shape.has_digit()
                && self.names[i].0 == 0
                && !view.is(i, other)
        };
        let joined = |i: usize| view.token(i).gap == Gap::Space && view.is_capitalised(i);
        let single = |end: usize| {
            let short = view.written(at).chars().count() < 3;
            end == at + 1 && (short || (!self.alone && view.is(at, word::GIVEN)))
        };
        if !named(at) {
            return None;
        }
        let end = (at + 1..=limit).take(MOST_WORDS).find(|&i| i == limit || !joined(i))?;
        let closed = end >= limit
            || match view.token(end).gap {
                Gap::Comma | Gap::DotSpace | Gap::Line => true,
                Gap::Space => !view.is(end, word::OF),
                _ => false,
            };
        (closed && !single(end) && (at..end).all(named)).then_some(end)
    }
}
