//! Collective phrases, which refer to more than one actor: `les trois pays membres de l’AES`, `les chefs d’État de
//! l’AES`, `les présidents malien et burkinabè`. They are no mentions: the group is an attribute of the organisation or
//! country in the phrase.

use super::{
    Reason, View,
    gazetteer::Readings,
    longest_at, readings_at,
    role::{self, RolePhrase, is_plural},
};
use crate::{
    matcher::{Gap, fold},
    model::{
        Detail, EntryIndex, EntryKind, Group, GroupOf, Kind, Listener, Mention, Pass, Sentence, Span, Step,
        Subject, Usage, Verdict, Via, word,
    },
};

/// Sets the groups of the mentions of organisations and countries.
pub(super) fn mark(
    view: &View,
    readings: &Readings,
    roles: &[RolePhrase],
    mentions: &mut [Mention],
    on: &mut impl Listener,
) {
    let finder = Finder { view, readings };
    let mut groups: Vec<(usize, Group)> = Vec::new();
    for role in roles.iter().filter(|role| is_plural(view, role)) {
        match finder.holders(role, mentions) {
            Ok(found) => groups.extend(found),
            Err(reason) => on.record(|| {
                let phrase = view.span(role.start as usize, role.end as usize);
                step(view, "fr.group.holders", phrase, Err(reason))
            }),
        }
    }
    for (index, group) in groups {
        set(view, &mut mentions[index], group, on);
    }
    let nouns = view.sentences_with(word::MEMBER_NOUN).flat_map(Sentence::tokens);
    for noun in nouns.filter(|&noun| view.is(noun, word::MEMBER_NOUN)) {
        match finder.members(noun, mentions) {
            Ok((index, group)) if mentions[index].group.is_none() => {
                set(view, &mut mentions[index], group, on);
            }
            Ok(_) => {}
            Err(reason) => {
                on.record(|| step(view, "fr.group.members", view.span(noun, noun + 1), Err(reason)));
            }
        }
    }
}

/// Sets the group of a mention.
fn set(view: &View, mention: &mut Mention, group: Group, on: &mut impl Listener) {
    on.record(|| step(view, group.of.rule(), group.span, Ok(mention.head)));
    mention.group = Some(Box::new(group));
}

/// The step that holds a phrase as the group of the mention with a head, or refuses it.
fn step(view: &View, rule: &'static str, phrase: Span, of: Result<Span, Reason>) -> Step {
    let (subject, verdict, reason) = match of {
        Ok(head) => (Subject::Attribute(head), Verdict::Held, Reason::Together),
        Err(reason) => (Subject::Words, Verdict::Failed, reason),
    };
    Step {
        pass: Pass::CollectivePhrases,
        subject,
        span: phrase,
        via: Some(Via::Rule(rule).into()),
        verdict,
        reason: reason.text(view),
    }
}

/// The persons and their countries, where a phrase enumerates both in the same order: `les présidents malien et
/// burkinabè, X et Y`.
pub(super) fn named_holders(
    view: &View,
    readings: &Readings,
    role: &RolePhrase,
    mentions: &[Mention],
) -> Vec<(usize, usize)> {
    let finder = Finder { view, readings };
    let of = finder.complements(role, mentions).map(|(_, of)| of).unwrap_or_default();
    let Some(&(_, end)) = of.last().filter(|_| of.len() > 1) else { return Vec::new() };
    let people = finder.people(end, mentions);
    let free = people.iter().all(|&person| mentions[person].role.is_none());
    match people.len() == of.len() && free {
        true => people.into_iter().zip(of).map(|(person, (country, _))| (person, country)).collect(),
        false => Vec::new(),
    }
}

struct Finder<'v> {
    view: &'v View<'v>,
    readings: &'v Readings,
}

/// The country or organisation of a plural role: index of its mention, and its end.
type Of = (usize, usize);

impl Finder<'_> {
    /// `les ministres des Affaires étrangères de l’AES`, `les présidents malien et burkinabè`.
    fn holders(&self, role: &RolePhrase, mentions: &[Mention]) -> Result<Vec<(usize, Group)>, Reason> {
        let (first, stated) = self.opening(role.first as usize).ok_or(Reason::Indefinite)?;
        let (portfolio, of) = self.complements(role, mentions).ok_or(Reason::NoBodyBeside)?;
        let &(_, end) = of.last().ok_or(Reason::NoBodyBeside)?;
        let country = |&(index, _): &Of| mentions[index].kind != Kind::Organisation;
        let one_body = of.len() == 1 && !country(&of[0]);
        let countries = of.len() > 1 && of.iter().all(country);
        let against = [
            (!(one_body || countries), Reason::NoBodyBeside),
            (!self.is_office(role.role, one_body), Reason::NotOneHolder),
            (self.is_limited(end, mentions), Reason::Limited),
            (self.goes_on_to_names(end, mentions), Reason::NamesFollow),
            (countries && stated.is_some_and(|stated| stated as usize != of.len()), Reason::OtherNumber),
        ];
        if let Some((_, reason)) = against.into_iter().find(|(holds, _)| *holds) {
            return Err(reason);
        }
        let group = Group {
            span: self.view.span(first, end),
            of: GroupOf::Holders { role: self.governing(role), portfolio },
            stated: stated.filter(|_| one_body),
            long_ago: self.is_long_ago(first),
            members: Vec::new(),
            presumed: None,
        };
        Ok(of.iter().map(|&(index, _)| (index, group.clone())).collect())
    }

    /// The portfolio, and the countries or the organisation: `de la Défense du Mali et du Niger`, `malien et
    /// nigérien de la Défense`, `des Finances des trois pays de l’UEMOA`.
    fn complements(&self, role: &RolePhrase, mentions: &[Mention]) -> Option<(Option<EntryIndex>, Vec<Of>)> {
        let view = self.view;
        let limit = view.sentence_end(role.first as usize);
        let (mut portfolio, mut of) = (None, Vec::new());
        let mut at = self.after_role(role, limit);
        loop {
            if let Some(end) = self.members_phrase(at, limit, mentions, &mut of) {
                at = end;
                continue;
            }
            let separator = !of.is_empty() && self.separates(at, limit);
            let from = if at < limit && view.is(at, word::AND) { at + 1 } else { at };
            let Some((part, end)) = self.complement(role, from, limit, separator) else { break };
            match part.of {
                Some((_, first, _)) if of.is_empty() || separator => of.push(self.country(first, mentions)?),
                None if portfolio.is_none() && !separator && self.is_one_matter(at, end, limit) => {
                    portfolio = part.portfolio;
                }
                // A second portfolio, or a country after a country.
                _ => return None,
            }
            at = end;
        }
        Some((portfolio, of))
    }

    /// The complement of a role at a token, and its end. After a comma, a demonym as well.
    fn complement(
        &self,
        role: &RolePhrase,
        at: usize,
        limit: usize,
        separator: bool,
    ) -> Option<(RolePhrase, usize)> {
        let mut part = RolePhrase { portfolio: None, of: None, ..*role };
        if let Some(end) = role::complement(self.view, self.readings, at, limit, &mut part) {
            return Some((part, end));
        }
        let demonym = (at < limit && separator)
            .then(|| readings_at(self.readings, at).find(|reading| reading.usage == Usage::Demonym))
            .flatten()?;
        part.of = Some((demonym.entries[0], demonym.first, demonym.end));
        Some((part, demonym.end as usize))
    }

    /// Whether a portfolio is a single one: not `de la Défense et des Affaires étrangères`.
    fn is_one_matter(&self, at: usize, end: usize, limit: usize) -> bool {
        let start = self.view.after_of(at, limit);
        let portfolio = start.and_then(|start| longest_at(self.readings, start, &[EntryKind::Portfolio]));
        portfolio.is_some_and(|reading| reading.end as usize == end)
    }

    /// The end of a role, with `et de gouvernement`.
    fn after_role(&self, role: &RolePhrase, limit: usize) -> usize {
        let end = role.role_end as usize;
        if end >= limit {
            return end;
        }
        let also = &self.view.lexicon.cues.and_of_government;
        self.view.longest_of(also, end, limit).unwrap_or(end)
    }

    /// The role referred to: where heads of government meet, kings and figureheads do not.
    fn governing(&self, role: &RolePhrase) -> EntryIndex {
        let limit = self.view.text.tokens.len();
        let leader = self.view.lexicon.find(EntryKind::Role, &self.view.lexicon.cues.leader);
        match leader.filter(|_| self.after_role(role, limit) > role.role_end as usize) {
            Some(leader) => leader,
            None => role.role,
        }
    }

    fn separates(&self, at: usize, limit: usize) -> bool {
        at < limit && (self.view.is(at, word::AND) || self.view.token(at).gap == Gap::Comma)
    }

    /// The mention of a country that starts at a token: its name, or a demonym in the singular.
    fn country(&self, first: u32, mentions: &[Mention]) -> Option<Of> {
        let index = self.named(first as usize, mentions)?;
        let mention = &mentions[index];
        let several = mention.kind == Kind::Demonym && self.is_several(first as usize);
        let fits = matches!(mention.kind, Kind::Country | Kind::Demonym | Kind::Organisation);
        (fits && !several).then_some((index, mention.end_token as usize))
    }

    /// `maliens`: more than one person of a country; `français` may be one.
    fn is_several(&self, first: usize) -> bool {
        let vocabulary = self.view.lexicon.matcher.vocabulary();
        let form = vocabulary.form(self.view.form(first)).and_then(|form| form.strip_suffix('s'));
        form.is_some_and(|singular| vocabulary.lookup(singular).is_known())
    }

    /// The outermost mention of a name that starts at a token.
    fn named(&self, first: usize, mentions: &[Mention]) -> Option<usize> {
        let start = self.view.token(first).start;
        let from = mentions.partition_point(|mention| mention.span.start < start);
        let here = mentions[from..].iter().take_while(|mention| mention.span.start == start);
        let of_name = |mention: &Mention| !matches!(mention.kind, Kind::Role | Kind::Rank | Kind::Person);
        here.zip(from..).find(|(mention, _)| of_name(mention)).map(|(_, index)| index)
    }

    /// `des trois pays membres de l’AES` after a role.
    fn members_phrase(
        &self,
        at: usize,
        limit: usize,
        mentions: &[Mention],
        of: &mut Vec<Of>,
    ) -> Option<usize> {
        let view = self.view;
        if !of.is_empty()
            || at >= limit
            || !view.is(at, word::CONTRACTED_PLURAL)
            || view.token(at).gap != Gap::Space
        {
            return None;
        }
        let noun = (at + 1..limit.min(at + 4)).find(|&i| view.is(i, word::MEMBER_NOUN))?;
        if noun > at + 1 && self.number(at + 1, noun).is_none() {
            return None;
        }
        let (index, end) = self.body(noun, mentions)?;
        of.push((index, end));
        Some(end)
    }

    /// `les trois pays membres de l’AES`, by the token of `pays`.
    fn members(&self, noun: usize, mentions: &[Mention]) -> Result<(usize, Group), Reason> {
        let (first, stated) = self.opening(noun).ok_or(Reason::Indefinite)?;
        let (index, end) = self.body(noun, mentions).ok_or(Reason::NoBodyBeside)?;
        if self.is_limited(end, mentions) {
            return Err(Reason::Limited);
        }
        let group = Group {
            span: self.view.span(first, end),
            of: GroupOf::Members,
            stated,
            long_ago: self.is_long_ago(first),
            members: Vec::new(),
            presumed: None,
        };
        Ok((index, group))
    }

    /// The organisation after a noun of members, and its end.
    fn body(&self, noun: usize, mentions: &[Mention]) -> Option<Of> {
        let view = self.view;
        let limit = view.sentence_end(noun);
        let twice = noun + 1 < limit && view.is(noun + 1, word::MEMBERS) && view.joined(noun + 1);
        let first = view.after_of(if twice { noun + 2 } else { noun + 1 }, limit)?;
        let index = self.named(first, mentions)?;
        let mention = &mentions[index];
        (mention.kind == Kind::Organisation).then_some((index, mention.end_token as usize))
    }

    /// The first token of a definite plural phrase after its article, and the number in it.
    fn opening(&self, noun: usize) -> Option<(usize, Option<u32>)> {
        let view = self.view;
        let start = view.sentence_start(noun);
        let is_number = |i: usize| self.number(i, i + 1).is_some();
        let first = (start..noun).rev().take(2).take_while(|&i| is_number(i) && view.joined(i + 1)).last();
        let first = first.unwrap_or(noun);
        let stated = (first < noun).then(|| self.number(first, noun)).flatten();
        let article = first.checked_sub(1).filter(|&i| i >= start && view.token(first).gap == Gap::Space)?;
        let definite = view.is(article, word::DEFINITE_ALL)
            || (view.is(article, word::CONTRACTED_PLURAL) && self.is_contracted(article, start));
        definite.then_some((first, stated))
    }

    /// Whether `des` is the contraction of `de les`, not partitive: after a noun that takes all of them.
    fn is_contracted(&self, article: usize, start: usize) -> bool {
        let Some(before) = article.checked_sub(1).filter(|&before| before >= start) else { return false };
        let never = word::FUNCTION | word::PARTITIVE | word::SPEECH | word::ACT;
        self.view.token(article).gap == Gap::Space && !self.view.is(before, never)
    }

    /// The value of number words: `27`, `trois`, `vingt-sept`.
    fn number(&self, first: usize, end: usize) -> Option<u32> {
        let numbers = &self.view.lexicon.cues.dates.numbers;
        let value = |i: usize| {
            let written = self.view.written(i);
            let word = || numbers.get(&fold(written)).and_then(|&number| u16::try_from(number).ok());
            written.parse::<u16>().ok().or_else(word).map(u32::from)
        };
        (first..end).map(value).sum()
    }

    /// Whether the phrase is restricted by what follows: `les pays de l’UE qui …`, `, sauf le Niger`.
    fn is_limited(&self, end: usize, mentions: &[Mention]) -> bool {
        let view = self.view;
        // `la Communauté … (Cédéao)`: the acronym in brackets is skipped.
        let bracket = view.text.tokens.get(end).is_some_and(|token| token.gap == Gap::Other)
            && self.named(end, mentions).is_some_and(|index| mentions[index].kind == Kind::Organisation);
        let at = if bracket { end + 1 } else { end };
        let near = view.text.tokens.len().min(at + 3);
        let Some(next) = view.text.tokens.get(at) else { return false };
        let exception = |i: usize| view.is(i, word::EXCEPTION);
        match next.gap {
            Gap::Space => exception(at) || (view.is(at, word::TO | word::HAS) && (at..near).any(exception)),
            // `, qui …` is no restriction.
            Gap::Comma => {
                (at..near).find(|&i| exception(i)).is_some_and(|i| !view.is(i, word::LIMITING_CLAUSE))
            }
            _ => false,
        }
    }

    /// Whether a role is held by one person per country at a time. Who the `dirigeants` of one country are depends
    /// on its constitution, which no list has.
    fn is_office(&self, role: EntryIndex, of_body: bool) -> bool {
        let row = self.view.lexicon.entry(role);
        let Detail::Role { category, unique, .. } = &row.detail else { return false };
        let meant = self.view.lexicon.role_offices.iter().any(|meaning| meaning.role == role);
        (meant && (of_body || &**category != "other")) || *unique
    }

    /// `les présidents malien et burkinabè, A et B`: the names follow.
    fn goes_on_to_names(&self, end: usize, mentions: &[Mention]) -> bool {
        let Some(next) = self.view.text.tokens.get(end) else { return false };
        let from = mentions.partition_point(|mention| mention.span.start < next.start);
        let name = mentions.get(from).filter(|name| name.span.start == next.start);
        matches!(next.gap, Gap::Comma | Gap::Space | Gap::Other)
            && name.is_some_and(|name| name.kind == Kind::Person)
    }

    /// The persons of the coordination that starts at a token.
    fn people(&self, first: usize, mentions: &[Mention]) -> Vec<usize> {
        let tokens = &self.view.text.tokens;
        let (mut at, mut people) = (first, Vec::new());
        while let Some(next) = tokens.get(at) {
            let and = usize::from(self.view.is(at, word::AND));
            let separated = next.gap == Gap::Comma || (and == 1 && !people.is_empty());
            let Some(start) = tokens.get(at + and).filter(|_| separated) else { break };
            let from = mentions.partition_point(|mention| mention.span.start < start.start);
            let here = mentions[from..].iter().take_while(|mention| mention.span.start == start.start);
            let Some((person, index)) = here.zip(from..).find(|(mention, _)| mention.kind == Kind::Person)
            else {
                break;
            };
            people.push(index);
            at = person.end_token as usize;
        }
        people
    }

    /// Whether the sentence contains a year before that of the document.
    fn is_long_ago(&self, at: usize) -> bool {
        let sentence = &self.view.text.sentences[self.view.sentence_of(at)];
        let Some(date) = self.view.document.date else { return false };
        sentence.tokens().any(|i| {
            let written = self.view.written(i);
            let year = written.parse::<i16>().ok().filter(|_| written.len() == 4);
            year.is_some_and(|year| (1900..date.year()).contains(&year))
        })
    }
}
