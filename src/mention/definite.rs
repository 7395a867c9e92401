//! Definite descriptions of a person without a name: `le ministre malien de la Défense`, `son homologue russe`, `le
//! Général`.

use super::{
    Reason, View, apposition,
    gazetteer::{Reading, Readings},
    role::{self, RolePhrase},
};
use crate::{
    matcher::Gap,
    model::{
        Attribute, Detail, EntryIndex, EntryKind, Kind, Listener, Mention, Pass, Span, Step, Subject,
        Verdict, Via, word,
    },
};
use rustc_hash::FxHashSet;

/// The definite descriptions of a document, without the roles and ranks attached to names.
pub(super) fn mentions(
    view: &View,
    readings: &Readings,
    roles: &[RolePhrase],
    used: &[bool],
    names: &[Mention],
    on: &mut impl Listener,
) -> Vec<Mention> {
    let finder = Finder::new(view, roles, names);
    let mut found = Vec::new();
    for (role, _) in roles.iter().zip(used).filter(|(_, used)| !**used) {
        let phrase = || finder.tokens(role.first, role.end);
        finder.settle(finder.role(role), phrase, role.role, on, &mut found);
    }
    for rank in readings.iter().filter(|reading| reading.kind == EntryKind::Rank) {
        let words = || finder.tokens(rank.first, rank.end);
        finder.settle(finder.rank(rank), words, rank.entries[0], on, &mut found);
    }
    found
}

struct Finder<'v> {
    view: &'v View<'v>,
    roles: &'v [RolePhrase],
    /// The names of people, in order.
    people: Vec<&'v Mention>,
    /// The ranks that people of the document have.
    borne: FxHashSet<EntryIndex>,
    /// Where names start, in order, and how far those up to there reach.
    reach: Vec<(u32, u32)>,
}

/// The determiner of a definite description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// `le`, `la`, `l’`, `ce`, `cet`, `cette`.
    Article,
    /// `du`, `au`: not part of the span.
    Contracted,
    /// `son`, `sa`, `leur` …
    Possessive,
}

impl<'v> Finder<'v> {
    fn new(view: &'v View<'v>, roles: &'v [RolePhrase], names: &'v [Mention]) -> Finder<'v> {
        let borne = names.iter().filter_map(|name| name.rank?.entry).collect();
        let mut reach: Vec<(u32, u32)> = names.iter().map(|name| (name.span.start, name.span.end)).collect();
        reach.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut reach {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        let people = names.iter().filter(|name| name.kind == Kind::Person).collect();
        Finder { view, roles, people, borne, reach }
    }

    /// Whether a name holds a span.
    fn is_in_name(&self, span: Span) -> bool {
        let before = self.reach.partition_point(|&(start, _)| start <= span.start);
        before > 0 && span.end <= self.reach[before - 1].1
    }

    /// Adds a description to those found, or reports why it is refused.
    fn settle(
        &self,
        mention: Result<Mention, Reason>,
        words: impl FnOnce() -> Span,
        row: EntryIndex,
        on: &mut impl Listener,
        found: &mut Vec<Mention>,
    ) {
        let step = |span, verdict, reason: Reason| Step {
            pass: Pass::DefinitePhrases,
            subject: Subject::Name(Kind::Role),
            span,
            via: Some(Via::Gazetteer(row).into()),
            verdict,
            reason: reason.text(self.view),
        };
        match mention {
            Ok(mention) => {
                on.record(|| step(mention.head, Verdict::Held, Reason::Name(mention.kind)));
                found.push(mention);
            }
            Err(reason) => on.record(|| step(words(), Verdict::Failed, reason)),
        }
    }

    fn role(&self, role: &RolePhrase) -> Result<Mention, Reason> {
        let (first, opening) = self.opening(role.first as usize).ok_or(Reason::Indefinite)?;
        if !self.means_one(role, opening) {
            return Err(Reason::Many);
        }
        let start = self.view.token(role.start as usize).start;
        // `la porte-parole du président, X`: the president is another person.
        let is_part = |person: &Mention| {
            person.role.is_some_and(|theirs| theirs.span.start < start && start < theirs.span.end)
        };
        let end = role::with_second(self.view, self.roles, role);
        let comma = self.view.text.tokens.get(end as usize).is_some_and(|next| next.gap == Gap::Comma);
        let apart = |person: &Mention| {
            comma && apposition::is_before_clause(self.view, role, person.end_token as usize)
        };
        let heads = |person: &Mention| !is_part(person) && !apart(person);
        if self.headed_name(end as usize).is_some_and(heads) {
            return Err(Reason::BesideName);
        }
        let attribute =
            |first, end, entry| Some(Attribute { span: self.tokens(first, end), entry: Some(entry) });
        let mut mention = self.mention(first, end, role.role);
        mention.role = attribute(role.start, end, role.role);
        mention.portfolio = role.portfolio;
        mention.of = role.whom(self.view);
        Ok(mention)
    }

    /// `le Général d’Armée`, where a person of the document has that rank.
    fn rank(&self, reading: &Reading) -> Result<Mention, Reason> {
        let (first, opening) = self.opening(reading.first as usize).ok_or(Reason::Indefinite)?;
        let rank = reading.entries[0];
        if opening == Opening::Possessive || !self.borne.contains(&rank) {
            return Err(Reason::NotBorne);
        }
        let inside = self.is_in_name(self.tokens(reading.first, reading.end));
        let next = self.view.text.tokens.get(reading.end as usize);
        let goes_on = next.is_some_and(|next| {
            matches!(next.gap, Gap::Space | Gap::Hyphen)
                && (next.shape.is_capitalised() || self.view.is(reading.end as usize, word::BARE_OF))
        });
        if inside || goes_on {
            return Err(Reason::InName);
        }
        let mut mention = self.mention(first, reading.end, rank);
        mention.rank = Some(Attribute { span: self.tokens(reading.first, reading.end), entry: Some(rank) });
        Ok(mention)
    }

    /// The first token of the description that ends with a role, with its determiner and adjectives.
    fn opening(&self, role: usize) -> Option<(usize, Opening)> {
        let view = self.view;
        let start = view.sentence_start(role);
        let mut at = role;
        while at > start && view.is(at - 1, word::BEFORE_ROLE) && view.joined(at) {
            at -= 1;
        }
        let before = at.checked_sub(1).filter(|&before| before >= start)?;
        let is = |features| view.is(before, features);
        match view.token(at).gap {
            Gap::Apostrophe if is(word::ELIDED) => Some((before, Opening::Article)),
            Gap::Space if is(word::ARTICLE | word::DEMONSTRATIVE) => Some((before, Opening::Article)),
            Gap::Space if is(word::CONTRACTED) => Some((at, Opening::Contracted)),
            Gap::Space if is(word::POSSESSIVE) => Some((before, Opening::Possessive)),
            _ => None,
        }
    }

    /// Whether a description is unique: an office of state, or a role in a country, an organisation or a portfolio.
    fn means_one(&self, role: &RolePhrase, opening: Opening) -> bool {
        const STATE: [&str; 4] = ["head_of_state", "head_of_government", "minister", "diplomat"];
        const HELD: [&str; 9] = [
            "military",
            "international",
            "parliament",
            "judiciary",
            "security",
            "armed_group",
            "regional",
            "municipal",
            "party",
        ];
        let (row, cues) = (self.view.lexicon.entry(role.role), &self.view.lexicon.cues);
        let Detail::Role { category, unique, .. } = &row.detail else { return false };
        let is_whole = *unique && role::holds_complement(self.view, role);
        let says_more = is_whole || role.of.is_some() || role.body.is_some() || role.portfolio.is_some();
        if self.view.written(role.first as usize).ends_with('s') && opening != Opening::Possessive {
            return false;
        }
        match opening {
            Opening::Contracted if !says_more => matches!(&**category, "head_of_state"),
            _ if is_whole || STATE.contains(&&**category) => true,
            // `la première dame`, `son épouse`
            _ if &**category == "kin" => *unique || opening == Opening::Possessive,
            _ if cues.spokesperson == *row.id => true,
            _ if cues.personal_roles.iter().any(|role| **role == *row.id) => {
                says_more || opening == Opening::Possessive
            }
            _ => says_more && HELD.contains(&&**category),
        }
    }

    /// The name that a description modifies: `l’actrice malienne bien connue X`, `le ministre, X`, `son homologue
    /// le général X`.
    fn headed_name(&self, end: usize) -> Option<&Mention> {
        let view = self.view;
        let next = view.text.tokens.get(end)?;
        let at = self.people.partition_point(|name| name.first_token < end as u32);
        let person = *self.people.get(at)?;
        let (first, name) = (
            view.text.tokens.partition_point(|token| token.start < person.span.start),
            person.first_token as usize,
        );
        let between = |from: usize| first.saturating_sub(from);
        let goes_on = match next.gap {
            Gap::Comma => between(end) == 0,
            Gap::Space => {
                let lower =
                    || (end..first).all(|i| !view.is_capitalised(i) && view.token(i).gap == Gap::Space);
                let adjective = between(end) <= 1 && !view.is(end, word::FUNCTION);
                let article = between(end) == 1 && view.is(end, word::ARTICLE);
                let directly = name > end && (between(end) == 0 || adjective || article) && lower();
                directly || self.is_apposed(end, first)
            }
            _ => false,
        };
        goes_on.then_some(person)
    }

    /// `la porte-parole du syndicat, X`: lower-case nouns, then a comma and the name.
    fn is_apposed(&self, end: usize, name: usize) -> bool {
        let view = self.view;
        let sentence = view.sentence_of(end);
        let nouns = view.after_of(end, name).filter(|_| view.sentence_of(name) == sentence);
        view.token(name).gap == Gap::Comma
            && nouns.is_some_and(|noun| {
                name - noun <= 3
                    && (noun..name).all(|i| !view.is_capitalised(i) && view.token(i).gap != Gap::Comma)
            })
    }

    fn tokens(&self, first: u32, end: u32) -> Span {
        Span::new(self.view.token(first as usize).start, self.view.token(end as usize - 1).end)
    }

    fn mention(&self, first: usize, end: u32, row: EntryIndex) -> Mention {
        let span = self.tokens(first as u32, end);
        let sentence = self.view.sentence_of(first);
        Mention {
            first_token: first as u32,
            end_token: end,
            sentence: sentence as u32,
            zone: self.view.text.sentences[sentence].zone,
            candidates: vec![row],
            ..Mention::new(span, Kind::Role, Via::Gazetteer(row))
        }
    }
}
