//! Attributes of a name in its context (rank, title, role), and the mentions that result.

use super::{
    Name, Reason, View,
    apposition::{Appositions, Beside},
    crossing, definite,
    gazetteer::{Reading, Readings},
    longest_at,
    reason::AttributeKind,
    role::RolePhrase,
};
use crate::{
    matcher::Gap,
    model::{
        Attribute, EntryKind, Kind, Listener, Mention, Pass, Span, Step, Subject, Usage, Verdict, Via, word,
    },
};

/// Turns names into mentions; adds independent role phrases, and the ranks before names.
pub(super) fn mentions(
    view: &View,
    readings: &Readings,
    roles: &[RolePhrase],
    names: Vec<Name>,
    on: &mut impl Listener,
) -> Vec<Mention> {
    let appositions = Appositions::new(view, readings, roles, &names);
    let composer = Composer { view, readings, roles, appositions };
    let mut mentions = Vec::with_capacity(names.len());
    let mut used = vec![false; roles.len()];
    for name in names {
        let mention = match name.kind {
            Kind::Person => composer.person(&composer.without_title(name, on), &mut used),
            _ => composer.body(&name),
        };
        report_parts(view, &mention, Pass::Composites, on);
        let rank = composer.rank_of(&mention);
        if let Some(rank) = &rank {
            on.record(|| held_rank(view, rank));
        }
        mentions.extend(rank);
        mentions.push(mention);
    }
    mentions.extend(definite::mentions(view, readings, roles, &used, &mentions, on));
    mentions.sort_by_key(crossing::order);
    crossing::settle(view, &mut mentions, on);
    Mention::nest(&mut mentions);
    mentions
}

/// Reports the attributes of a mention.
pub(super) fn report_parts(view: &View, mention: &Mention, pass: Pass, on: &mut impl Listener) {
    if !on.is_recording() {
        return;
    }
    let portfolio = mention.role.filter(|_| mention.portfolio.is_some());
    let portfolio = portfolio.map(|role| Attribute { entry: mention.portfolio, ..role });
    let parts = [
        (AttributeKind::Title, mention.title),
        (AttributeKind::Rank, mention.rank),
        (AttributeKind::Role, mention.role),
        (AttributeKind::Portfolio, portfolio),
        (AttributeKind::Of, mention.of),
    ];
    for (part, attribute) in parts.into_iter().filter_map(|(part, attribute)| Some((part, attribute?))) {
        on.record(|| Step {
            pass,
            subject: Subject::Attribute(mention.head),
            span: attribute.span,
            via: attribute.entry.map(|entry| Via::Gazetteer(entry).into()),
            verdict: Verdict::Held,
            reason: Reason::Attribute(part, mention.head).text(view),
        });
    }
}

/// The step that holds a rank before a name as a mention of its own.
fn held_rank(view: &View, rank: &Mention) -> Step {
    Step {
        pass: Pass::Composites,
        subject: Subject::Name(rank.kind),
        span: rank.head,
        via: Some(rank.via.into()),
        verdict: Verdict::Held,
        reason: Reason::Name(rank.kind).text(view),
    }
}

struct Composer<'v> {
    view: &'v View<'v>,
    readings: &'v Readings,
    roles: &'v [RolePhrase],
    appositions: Appositions<'v>,
}

impl Composer<'_> {
    fn span(&self, first: u32, end: u32) -> Span {
        self.view.name_span(first, end)
    }

    fn plain(&self, name: &Name) -> Mention {
        let span = self.span(name.first, name.end);
        let sentence = self.view.sentence_of(name.first as usize);
        Mention {
            first_token: name.first,
            end_token: name.end,
            sentence: sentence as u32,
            zone: self.view.text.sentences[sentence].zone,
            candidates: name.candidates.clone(),
            owned: name.owned,
            surname: name.surname.map(|(first, end)| self.span(first, end)),
            long_form: name.long_form.map(|(first, end)| self.span(first, end)),
            ..Mention::new(span, name.kind, name.via)
        }
    }

    /// An organisation with the demonym in its name as its country: `ministère malien de la Défense`.
    fn body(&self, name: &Name) -> Mention {
        let mut mention = self.plain(name);
        if name.via == Via::Rule("fr.organisation.body") {
            let from = self.readings.partition_point(|reading| reading.first < name.first);
            let mut inside = self.readings[from..].iter().take_while(|reading| reading.first < name.end);
            // not of its matter: `des Burkinabè de l’extérieur`
            let country = inside.find(|reading| {
                reading.usage == Usage::Demonym && !self.view.is_of(reading.first as usize - 1)
            });
            mention.of = country.map(|reading| Attribute {
                span: self.span(reading.first, reading.end),
                entry: Some(reading.entries[0]),
            });
        }
        mention
    }

    fn person(&self, name: &Name, used: &mut [bool]) -> Mention {
        let mut mention = self.plain(name);
        let first = mention.first_token;
        let start = self.before(first, name.end, &mut mention, used);
        // A title or rank is no independent role phrase: `l’Ambassadeur X`.
        let from = self.roles.partition_point(|role| role.first < start);
        let inside = self.roles[from..].iter().take_while(|role| role.first < first);
        for (role, used) in inside.zip(&mut used[from..]) {
            // The role of another person is: `la porte-parole du président, X`.
            let start = self.view.token(role.start as usize).start;
            *used |= !mention.role.is_some_and(|taken| taken.span.start < start && start < taken.span.end);
        }
        self.after(start, name.end, &mut mention, used);
        mention.span = Span::new(self.view.token(start as usize).start, mention.head.end);
        mention
    }

    /// A name without a title in lower case at its start (`pape François`).
    fn without_title(&self, mut name: Name, on: &mut impl Listener) -> Name {
        let titles = [EntryKind::Title, EntryKind::Role, EntryKind::Rank];
        let title = longest_at(self.readings, name.first as usize, &titles);
        if let Some(title) =
            title.filter(|title| title.end < name.end && !self.view.is_capitalised(name.first as usize))
        {
            on.record(|| name.refused(self.view, Pass::Composites, Reason::TitleInName));
            name.first = title.end;
            on.record(|| name.held(self.view, Pass::Composites));
        }
        name
    }

    /// Attaches the ranks, roles and titles before a name, and returns the first token of it all. An entry that is
    /// both a role and a title (`ministre`) is a role.
    fn before(&self, first: u32, end: u32, mention: &mut Mention, used: &mut [bool]) -> u32 {
        let mut start = first;
        loop {
            let attribute = |reading: &Reading| {
                Some(Attribute {
                    span: self.span(reading.first, reading.end),
                    entry: Some(reading.entries[0]),
                })
            };
            let role = self.appositions.role_before(start, end, used).filter(|_| mention.role.is_none());
            // `le secrétaire général X` is no general.
            let outside =
                |rank: &&Reading| role.is_none_or(|role| rank.first < role.first || role.end < start);
            let rank = self.reading_before(start, EntryKind::Rank).filter(|_| mention.rank.is_none());
            let rank = rank.filter(outside);
            if let Some(reading) = rank {
                mention.rank = attribute(reading);
                start = reading.first;
            } else if let Some(beside) = role {
                start = beside.first;
                self.take_role(beside, mention, used);
            } else if let Some(reading) = self.title_before(start, mention) {
                // The one beside the name is the title: `Son Excellence Monsieur X`.
                mention.title = mention.title.or_else(|| attribute(reading));
                start = reading.first;
            } else if let Some(reading) = self.apposed_rank(start, end, mention) {
                mention.rank = attribute(reading);
                start = reading.first;
            } else {
                self.apposed_before(start, end, mention, used);
                return start;
            }
        }
    }

    /// Attaches a role in apposition before the name: `le ministre de la Défense, le général X`. It is no part of
    /// the mention's span. An office in a body says more than what somebody is: `le président de l’UDP, l’avocat X`, `le
    /// président de l’UDP, maître X`.
    fn apposed_before(&self, start: u32, end: u32, mention: &mut Mention, used: &mut [bool]) {
        let bare = mention.of.is_none() && mention.portfolio.is_none();
        let first = self.demonym_before(start).unwrap_or(start);
        let Some(article) = first.checked_sub(1).filter(|_| bare) else { return };
        let is_article = self.view.is(article as usize, word::ARTICLE);
        let is_bare =
            first == start && mention.role.is_some() && self.view.token(start as usize).gap == Gap::Comma;
        let name = if is_article { Some(article) } else { is_bare.then_some(start) };
        let beside = name.and_then(|name| self.appositions.role_before(name, end, used));
        let beside = beside.or_else(|| self.appositions.role_around(start, end, used));
        let says_more = |beside: &Beside| match mention.role {
            None => true,
            Some(own) => {
                let is_of_other = |own| self.appositions.is_of_other_holder(beside, own);
                beside.of.is_some()
                    && self.appositions.stands_alone(end as usize)
                    && !own.entry.is_some_and(is_of_other)
            }
        };
        if let Some(beside) = beside.filter(says_more) {
            self.take_role(beside, mention, used);
        }
    }

    /// Where a nationality that stands for a noun before a name starts: `le sélectionneur du Mali, le Français X`.
    fn demonym_before(&self, start: u32) -> Option<u32> {
        let near = self.readings.partition_point(|reading| reading.first + 2 < start);
        let near = self.readings[near..].iter().take_while(|reading| reading.first < start);
        let spaced = self.view.token(start as usize).gap == Gap::Space;
        let mut demonyms =
            near.filter(|reading| reading.usage == Usage::Demonym && reading.end == start && spaced);
        demonyms.next().map(|reading| reading.first)
    }

    /// The rank before a name between two commas: `le général de division, X, …`.
    fn apposed_rank(&self, start: u32, end: u32, mention: &Mention) -> Option<&Reading> {
        let bare = mention.rank.is_none() && mention.role.is_none() && mention.title.is_none();
        let comma =
            |at: u32| self.view.text.tokens.get(at as usize).is_none_or(|next| next.gap == Gap::Comma);
        if !bare || !comma(start) || !comma(end) {
            return None;
        }
        let near = self.readings.partition_point(|reading| reading.first + 10 < start);
        let near = self.readings[near..].iter().take_while(|reading| reading.first < start);
        let mut ranks = near.filter(|reading| reading.kind == EntryKind::Rank && reading.end == start);
        ranks.find(|rank| rank.first > 0 && self.view.is(rank.first as usize - 1, word::ARTICLE))
    }

    /// The longest rank or title that ends before a token.
    fn reading_before(&self, start: u32, kind: EntryKind) -> Option<&Reading> {
        let near = self.readings.partition_point(|reading| reading.first + 10 < start);
        let near = self.readings[near..].iter().take_while(|reading| reading.first < start);
        near.filter(|reading| reading.kind == kind)
            .find(|reading| reading.end == start && self.touches(reading))
    }

    /// The title that ends before a token, or before the article of a rank or role (`SE le Général`, `M. le
    /// Ministre`).
    fn title_before(&self, start: u32, mention: &Mention) -> Option<&Reading> {
        let article = start >= 1 && self.view.is(start as usize - 1, word::ARTICLE);
        let something = mention.rank.is_some() || mention.role.is_some();
        let directly = self.reading_before(start, EntryKind::Title);
        directly.or_else(|| {
            (article && something).then(|| self.reading_before(start - 1, EntryKind::Title)).flatten()
        })
    }

    /// Whether a rank or title is followed by a space, or by the full stop of an abbreviation.
    fn touches(&self, reading: &Reading) -> bool {
        match self.view.token(reading.end as usize).gap {
            Gap::Space => true,
            Gap::Dot | Gap::DotSpace => {
                let last = reading.end as usize - 1;
                let short = self.view.token(last).end - self.view.token(last).start <= 3;
                let same = self.view.sentence_of(last) == self.view.sentence_of(last + 1);
                same && (reading.usage == Usage::Abbreviation || short)
            }
            _ => false,
        }
    }

    fn take_role(&self, beside: Beside, mention: &mut Mention, used: &mut [bool]) {
        let role = self.roles[beside.index];
        used[beside.index] = true;
        mention.role = Some(Attribute { span: self.span(beside.first, beside.end), entry: Some(role.role) });
        mention.portfolio = role.portfolio;
        mention.of = beside.of.or(mention.of);
    }

    /// Attaches an apposed role (`X, ministre de …`) or a country in brackets (`X (Mali)`) after a name.
    fn after(&self, start: u32, end: u32, mention: &mut Mention, used: &mut [bool]) {
        if let Some((entry, after)) = self.appositions.country_in_brackets(end)
            && self.view.closes_bracket(after as usize)
            && mention.of.is_none()
        {
            mention.of = Some(Attribute { span: self.span(end, after), entry: Some(entry) });
        }
        if let Some(beside) = self.appositions.role_after(start, end).filter(|_| mention.role.is_none()) {
            self.take_role(beside, mention, used);
        }
    }

    fn rank_of(&self, mention: &Mention) -> Option<Mention> {
        let rank = mention.rank?;
        let entry = rank.entry?;
        Some(Mention {
            first_token: mention.first_token,
            end_token: mention.first_token,
            sentence: mention.sentence,
            zone: mention.zone,
            candidates: vec![entry],
            ..Mention::new(rank.span, Kind::Rank, Via::Gazetteer(entry))
        })
    }
}
