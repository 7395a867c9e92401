//! Rank, title and role around a name, and the mentions that come of it all.

use super::{Name, View, gazetteer::Reading, role::RolePhrase};
use crate::{
    matcher::Gap,
    model::{Attribute, Detail, EntryKind, Kind, Mention, Span, Usage, Via},
};

/// Turns names into mentions; adds role phrases that stand by themselves and the ranks beside names.
pub(super) fn mentions(
    view: &View,
    readings: &[Reading],
    roles: &[RolePhrase],
    names: Vec<Name>,
) -> Vec<Mention> {
    let maker = Maker { view, readings, roles };
    let mut mentions = Vec::with_capacity(names.len());
    let mut used = vec![false; roles.len()];
    for name in names {
        let mention = match name.kind {
            Kind::Person => maker.person(&name, &mut used),
            _ => maker.plain(&name),
        };
        mentions.extend(maker.rank_of(&mention));
        mentions.push(mention);
    }
    for (role, _) in roles.iter().zip(used).filter(|(_, used)| !used) {
        mentions.extend(maker.role_mention(role));
    }
    mentions.sort_by(|a, b| (a.span.start, b.span.end, a.kind).cmp(&(b.span.start, a.span.end, b.kind)));
    nest(&mut mentions);
    mentions
}

/// Sets which mention each one lies in: the nearest before it whose span holds it.
fn nest(mentions: &mut [Mention]) {
    let mut open: Vec<usize> = Vec::new();
    for index in 0..mentions.len() {
        let span = mentions[index].span;
        while open.last().is_some_and(|&outer| mentions[outer].span.end <= span.start) {
            open.pop();
        }
        let outer = open.iter().rev().find(|&&outer| mentions[outer].span.contains(span));
        mentions[index].inside = outer.map(|&outer| outer as u32);
        open.push(index);
    }
}

struct Maker<'v> {
    view: &'v View<'v>,
    readings: &'v [Reading],
    roles: &'v [RolePhrase],
}

impl Maker<'_> {
    fn span(&self, first: u32, end: u32) -> Span {
        let tokens = &self.view.text.tokens;
        let mut span = Span::new(tokens[first as usize].start, tokens[end as usize - 1].end);
        // The last full stop of `O.N.U.` belongs to it.
        let dotted = end - first > 1
            && tokens[end as usize - 1].gap == Gap::Dot
            && tokens[end as usize - 1].shape.is_all_capitals();
        if dotted && self.view.document.text[span.end as usize..].starts_with('.') {
            span.end += 1;
        }
        span
    }

    fn plain(&self, name: &Name) -> Mention {
        let span = self.span(name.first, name.end);
        let sentence = self.view.sentence_of(name.first as usize);
        Mention {
            span,
            head: span,
            first_token: name.first,
            end_token: name.end,
            kind: name.kind,
            sentence: sentence as u32,
            zone: self.view.text.sentences[sentence].zone,
            candidates: name.candidates.clone(),
            rank: None,
            title: None,
            role: None,
            of: None,
            via: name.via,
            inside: None,
            entity: None,
            metonymy: None,
        }
    }

    fn person(&self, name: &Name, used: &mut [bool]) -> Mention {
        let mut mention = self.plain(name);
        let start = self.before(name.first, &mut mention, used);
        self.after(name.end, &mut mention, used);
        mention.span = Span::new(self.view.token(start as usize).start, mention.head.end);
        mention
    }

    /// Takes what stands before a name as its rank, title and role; the first token of it all.
    fn before(&self, first: u32, mention: &mut Mention, used: &mut [bool]) -> u32 {
        let mut start = first;
        loop {
            if let Some(reading) = self.attribute_before(start, mention) {
                let attribute = Some(Attribute {
                    span: self.span(reading.first, reading.end),
                    entry: Some(reading.entries[0]),
                });
                match reading.kind {
                    EntryKind::Rank => mention.rank = attribute,
                    _ => mention.title = attribute,
                }
                start = reading.first;
            } else if let Some(index) = self.role_before(start).filter(|_| mention.role.is_none()) {
                self.take_role(index, mention, used);
                start = self.roles[index].first;
            } else {
                return start;
            }
        }
    }

    /// The longest rank or title that ends before a token, but for an article between a title and a rank
    /// (`SE le Général`).
    fn attribute_before(&self, start: u32, mention: &Mention) -> Option<&Reading> {
        let wanted = |reading: &&Reading| match reading.kind {
            EntryKind::Rank => mention.rank.is_none(),
            EntryKind::Title => mention.title.is_none(),
            _ => false,
        };
        let near = self.readings.partition_point(|reading| reading.first + 10 < start);
        let near = self.readings[near..].iter().take_while(|reading| reading.first < start);
        let directly =
            near.clone().filter(wanted).find(|reading| reading.end == start && self.touches(reading));
        directly.or_else(|| {
            let article = start >= 1
                && ["le", "la", "l"].iter().any(|word| self.view.is_word(start as usize - 1, word));
            let something = mention.rank.is_some() || mention.role.is_some();
            let title = |reading: &&Reading| {
                reading.kind == EntryKind::Title
                    && mention.title.is_none()
                    && reading.end + 1 == start
                    && self.touches(reading)
            };
            (article && something).then(|| near.clone().find(title)).flatten()
        })
    }

    /// Whether nothing but a space, or the full stop of an abbreviation, follows a rank or title.
    fn touches(&self, reading: &Reading) -> bool {
        match self.view.token(reading.end as usize).gap {
            Gap::Space => true,
            Gap::Dot | Gap::DotSpace => {
                reading.usage == Usage::Abbreviation || reading.end - reading.first == 1
            }
            _ => false,
        }
    }

    fn role_before(&self, start: u32) -> Option<usize> {
        let after = self.roles.partition_point(|role| role.first < start);
        let index = after.checked_sub(1)?;
        let touches = self.roles[index].end == start
            && matches!(self.view.token(start as usize).gap, Gap::Space | Gap::Comma);
        // A comma stands before a rank alone: `le ministre de la Défense, le général X` are one.
        touches.then_some(index)
    }

    fn take_role(&self, index: usize, mention: &mut Mention, used: &mut [bool]) {
        let role = self.roles[index];
        used[index] = true;
        mention.role = Some(Attribute { span: self.span(role.first, role.end), entry: Some(role.role) });
        mention.of =
            role.of.map(|(entry, first, end)| Attribute { span: self.span(first, end), entry: Some(entry) });
    }

    /// Takes an apposed role (`X, ministre de …`) or a country in brackets (`X (Mali)`).
    fn after(&self, end: u32, mention: &mut Mention, used: &mut [bool]) {
        let tokens = &self.view.text.tokens;
        let Some(next) = tokens.get(end as usize) else { return };
        let mut at = end as usize;
        if next.gap == Gap::Other
            && self.view.document.text[mention.head.end as usize..].trim_start().starts_with('(')
        {
            let country =
                self.readings.iter().skip(self.readings.partition_point(|reading| reading.first < end));
            let mut country = country.take_while(|reading| reading.first == end);
            if let Some(reading) = country.find(|r| r.kind == EntryKind::Country && r.usage == Usage::Name) {
                let closed =
                    self.view.document.text[tokens[reading.end as usize - 1].end as usize..].starts_with(')');
                if closed && mention.of.is_none() {
                    mention.of = Some(Attribute {
                        span: self.span(reading.first, reading.end),
                        entry: Some(reading.entries[0]),
                    });
                }
                at = reading.end as usize;
            }
        }
        let Some(next) = tokens.get(at).filter(|next| next.gap == Gap::Comma || at > end as usize) else {
            return;
        };
        let _ = next;
        let article = ["le", "la", "l"].iter().any(|word| self.view.is_word(at, word));
        let first = if article { at + 1 } else { at } as u32;
        if let Ok(index) = self.roles.binary_search_by_key(&first, |role| role.first)
            && mention.role.is_none()
            && !self.heads_a_name(index)
        {
            self.take_role(index, mention, used);
        }
    }

    /// Whether a role phrase goes on to a name of its own: `X, le ministre Y`.
    fn heads_a_name(&self, index: usize) -> bool {
        let end = self.roles[index].end as usize;
        let tokens = &self.view.text.tokens;
        tokens.get(end).is_some_and(|next| next.gap == Gap::Space && next.shape.is_capitalised())
    }

    fn rank_of(&self, mention: &Mention) -> Option<Mention> {
        let rank = mention.rank?;
        let entry = rank.entry?;
        Some(Mention {
            span: rank.span,
            head: rank.span,
            kind: Kind::Rank,
            candidates: vec![entry],
            rank: None,
            title: None,
            role: None,
            of: None,
            via: Via::Gazetteer(entry),
            ..mention.clone()
        })
    }

    /// A definite role phrase that stands for a person: `le ministre malien de la Défense`, `son homologue russe`.
    fn role_mention(&self, role: &RolePhrase) -> Option<Mention> {
        const POSSESSIVES: [&str; 8] = ["son", "sa", "leur", "notre", "votre", "mon", "ma", "l"];
        let first = (role.first as usize).checked_sub(1)?;
        let sentence = self.view.sentence_of(role.first as usize);
        if (self.view.text.sentences[sentence].first_token as usize) > first {
            return None;
        }
        let written = self.view.written(first).to_lowercase();
        let touches = matches!(self.view.token(role.first as usize).gap, Gap::Space | Gap::Apostrophe);
        let definite = matches!(written.as_str(), "le" | "la" | "ce" | "cet" | "cette")
            || POSSESSIVES.contains(&written.as_str());
        let singular = !self.view.written(role.first as usize).ends_with('s')
            || matches!(written.as_str(), "son" | "sa");
        let Detail::Role { category, .. } = &self.view.lexicon.entry(role.role).detail else { return None };
        let held = role.of.is_some() || role.end > role.role_end || POSSESSIVES.contains(&written.as_str());
        let state =
            ["head_of_state", "head_of_government", "minister", "diplomat", "military", "international"];
        let means_one = state.contains(&&**category) || held;
        if !(touches && definite && singular && means_one) {
            return None;
        }
        let span = Span::new(self.view.token(first).start, self.span(role.first, role.end).end);
        Some(Mention {
            span,
            head: span,
            first_token: first as u32,
            end_token: role.end,
            kind: Kind::Role,
            sentence: sentence as u32,
            zone: self.view.text.sentences[sentence].zone,
            candidates: vec![role.role],
            rank: None,
            title: None,
            role: Some(Attribute { span: self.span(role.first, role.end), entry: Some(role.role) }),
            of: role
                .of
                .map(|(entry, first, end)| Attribute { span: self.span(first, end), entry: Some(entry) }),
            via: Via::Gazetteer(role.role),
            inside: None,
            entity: None,
            metonymy: None,
        })
    }
}
