//! Shared attributes of coordinated names: `les présidents X et Y`, `les généraux X, Y et Z`, `les ministres malien de
//! la Défense X et des Affaires étrangères Y`. The first conjunct has the words in its span; the others get the role or
//! rank, and their own portfolio or country where the phrase has one.

use super::{
    View, collective,
    composite::report_parts,
    gazetteer::Readings,
    role::{self, RolePhrase},
};
use crate::{
    matcher::{Gap, fold},
    model::{Attribute, EntryIndex, Kind, Listener, Mention, Pass, Span, word},
};

/// Gives each person of a coordination the plural role or rank before the first of them.
pub(super) fn share(
    view: &View,
    readings: &Readings,
    roles: &[RolePhrase],
    mentions: &mut [Mention],
    on: &mut impl Listener,
) {
    let coordination = Coordination { view, readings };
    for index in 0..mentions.len() {
        let Some(shared) = coordination.shared(&mentions[index], roles) else { continue };
        let mut before = index;
        while let Some((next, part)) = coordination.next(before, &shared, mentions) {
            coordination.give(&shared, part, &mut mentions[next]);
            report_parts(view, &mentions[next], Pass::Coordination, on);
            before = next;
        }
    }
    for role in roles.iter().filter(|role| role::is_plural(view, role)) {
        for (person, country) in collective::named_holders(view, readings, role, mentions) {
            let entry = mentions[country].candidates.first().copied();
            let of = Some(Attribute { span: mentions[country].head, entry });
            let mention = &mut mentions[person];
            mention.role = Some(coordination.role(role));
            mention.of = of;
            report_parts(view, mention, Pass::Coordination, on);
        }
    }
}

struct Coordination<'v> {
    view: &'v View<'v>,
    readings: &'v Readings,
}

/// What is shared: a role with the country or organisation of the first person, or a rank.
enum Shared {
    Role(RolePhrase, Option<Attribute>),
    Rank(Attribute),
}

impl Coordination<'_> {
    /// The plural role or rank before a name.
    fn shared(&self, mention: &Mention, roles: &[RolePhrase]) -> Option<Shared> {
        let before = |attribute: &Attribute| attribute.span.end <= mention.head.start;
        if mention.kind != Kind::Person {
            return None;
        }
        if let Some(role) = mention.role.filter(before) {
            let first = self.view.text.tokens.partition_point(|token| token.start < role.span.start) as u32;
            let phrase = &roles[roles.binary_search_by_key(&first, |phrase| phrase.start).ok()?];
            return role::is_plural(self.view, phrase).then_some(Shared::Role(*phrase, mention.of));
        }
        let rank = mention.rank.filter(before)?;
        let singular = &self.view.lexicon.entry(rank.entry?).name;
        let written = rank.span.of(&self.view.document.text);
        let word = |name: &str| fold(name.split([' ', '-']).next().unwrap_or(name));
        let plural = word(written).ends_with(['s', 'x']) && word(written) != word(singular);
        plural.then_some(Shared::Rank(rank))
    }

    /// The next person of a coordination, and the complement of the role for that person alone.
    fn next(
        &self,
        before: usize,
        shared: &Shared,
        mentions: &[Mention],
    ) -> Option<(usize, Option<(RolePhrase, usize)>)> {
        let view = self.view;
        let tokens = &view.text.tokens;
        let end = mentions[before].end_token as usize;
        let limit = view.text.sentences[mentions[before].sentence as usize].end_token as usize;
        let (next, person) = (mentions.iter().enumerate().skip(before + 1))
            .find(|(_, other)| other.kind == Kind::Person && other.first_token as usize >= end)?;
        let first = tokens.partition_point(|token| token.start < person.span.start);
        let of_its_own = person.role.is_some() || matches!(shared, Shared::Rank(_)) && person.rank.is_some();
        if of_its_own || first >= limit {
            return None;
        }
        let mut at = end;
        // `X (Bénin) et Y`, `X de la Guinée et Y`.
        if let Some(of) = mentions[before].of.filter(|of| of.span.start >= mentions[before].head.end) {
            at = tokens.partition_point(|token| token.start < of.span.end);
        }
        let comma = at < limit && tokens[at].gap == Gap::Comma;
        let and = at < limit && view.is(at, word::AND);
        if !(comma || and) {
            return None;
        }
        at += usize::from(and);
        let part = match shared {
            Shared::Role(phrase, _) if at < first => self.part(phrase, at, first),
            _ => None,
        };
        at = part.map_or(at, |(_, end)| end);
        let article = at + 1 == first && view.is_article(at) && view.token(first).gap != Gap::Comma;
        (at == first || article).then_some((next, part))
    }

    /// The complement of a role between two tokens.
    fn part(&self, phrase: &RolePhrase, from: usize, limit: usize) -> Option<(RolePhrase, usize)> {
        let mut part = RolePhrase { first: from as u32, portfolio: None, of: None, body: None, ..*phrase };
        let mut at = from;
        while let Some(end) = role::complement(self.view, self.readings, at, limit, &mut part) {
            at = end;
        }
        (at > from).then_some((part, at))
    }

    fn give(&self, shared: &Shared, part: Option<(RolePhrase, usize)>, mention: &mut Mention) {
        match shared {
            Shared::Rank(rank) => mention.rank = Some(*rank),
            Shared::Role(phrase, of) => {
                let own = part.map(|(part, _)| part);
                mention.role = Some(match part {
                    Some((part, end)) if part.portfolio.is_some() => {
                        self.attribute(part.first as usize, end, phrase.role)
                    }
                    _ => self.role(phrase),
                });
                mention.portfolio = own.and_then(|own| own.portfolio).or(phrase.portfolio);
                let own_of = own.and_then(|own| own.of);
                let own_of =
                    own_of.map(|(entry, first, end)| self.attribute(first as usize, end as usize, entry));
                // A country in brackets belongs to one person.
                mention.of = mention.of.or(own_of).or(of.filter(|of| of.span.end <= mention.head.start));
            }
        }
    }

    /// The words of the role without complements.
    fn role(&self, phrase: &RolePhrase) -> Attribute {
        self.attribute(phrase.first as usize, phrase.role_end as usize, phrase.role)
    }

    fn attribute(&self, first: usize, end: usize, entry: EntryIndex) -> Attribute {
        // `des Affaires étrangères` without the preposition.
        let first = self.view.after_of(first, end).unwrap_or(first);
        let span: Span = self.view.span(first, end);
        Attribute { span, entry: Some(entry) }
    }
}
