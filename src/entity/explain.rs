//! Why a mention is of an entity: the candidates, and what settled it. Runs the stage once more, and listens.

use super::{
    group::Groups,
    resolve::{Key, Resolver},
    role::{self, Roles},
};
use crate::model::{Document, EntryIndex, Group, Kind, Lexicon, Mention, Office, Stage, Step, Verdict, Via};

/// A phrase may fit hundreds of offices (`le ministre`): so many are told.
const MOST_OFFICES: usize = 12;

/// A digest names most countries: so many are told.
const MOST_COUNTRIES: usize = 6;

/// What was considered of the mentions of a document.
pub struct Explainer<'e> {
    document: &'e Document,
    lexicon: &'e Lexicon,
    mentions: &'e [Mention],
    resolver: Resolver<'e>,
    /// What each mention is of, role phrases included.
    keys: Vec<Key>,
}

impl std::fmt::Debug for Explainer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.debug_struct("Explainer").field("document", &self.document.id).finish_non_exhaustive()
    }
}

impl<'e> Explainer<'e> {
    /// Settles the mentions of a document once more.
    pub fn new(document: &'e Document, lexicon: &'e Lexicon, mentions: &'e [Mention]) -> Explainer<'e> {
        let resolver = Resolver::new(document, lexicon, mentions);
        let mut keys = resolver.keys();
        let mut settled = mentions.to_vec();
        super::settle(&mut settled, &keys);
        role::resolve(document, lexicon, &mut settled, &mut keys);
        Explainer { document, lexicon, mentions, resolver, keys }
    }

    /// What was considered of a mention, by index.
    pub fn steps(&self, index: usize) -> Vec<Step> {
        let mention = &self.mentions[index];
        let mut steps = match mention.kind {
            Kind::Role => self.role(index, mention),
            _ => self.name(index, mention),
        };
        steps.extend(mention.group.as_deref().map(|group| self.group(index, group)));
        steps
    }

    /// Whom the collective phrase around a mention means, or why that is not told.
    fn group(&self, index: usize, group: &Group) -> Step {
        let found = Groups::new(self.document, self.lexicon).members(group, &self.keys[index]);
        let (verdict, reason) = match found {
            Ok(_) if group.members.is_empty() => {
                (Verdict::Failed, "not known of another country of the phrase".to_string())
            }
            Ok(members) => {
                let names: Vec<&str> = members.iter().map(|&row| &*self.lexicon.entry(row).name).collect();
                (Verdict::Held, format!("together: {}", names.join(", ")))
            }
            Err(open) => (Verdict::Failed, open.reason(self.lexicon)),
        };
        Step::new(Stage::Entity, group.span, Some(Via::Rule(group.of.rule())), verdict, reason)
    }

    fn name(&self, index: usize, mention: &Mention) -> Vec<Step> {
        let (_, why) = self.resolver.key(mention, &self.resolver.people());
        let mut steps: Vec<Step> = Vec::new();
        if mention.candidates.len() > 1 || !mention.owned {
            steps.extend(self.countries(mention));
            steps.extend((mention.candidates.iter()).map(|&entry| self.candidate(index, mention, entry)));
        }
        let (via, verdict) = match &self.keys[index] {
            Key::Row(entry) => (Some(Via::Gazetteer(*entry)), Verdict::Held),
            Key::New(..) | Key::Body(_) => (None, Verdict::Held),
            Key::Lone(..) | Key::Ambiguous(..) | Key::Nothing => (None, Verdict::Noted),
        };
        steps.push(Step::new(Stage::Entity, mention.head, via, verdict, why.reason()));
        steps
    }

    /// The countries that the document names: they settle shared forms.
    fn countries(&self, mention: &Mention) -> Option<Step> {
        let named = self.resolver.named_countries();
        let shown = |(row, count): &(EntryIndex, u32)| format!("{}×{count}", self.lexicon.entry(*row).name);
        let shown: Vec<String> = named.iter().take(MOST_COUNTRIES).map(shown).collect();
        let more = named.len() - shown.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let reason = format!("countries that the document names: {}{more}", shown.join(", "));
        (!named.is_empty()).then(|| Step::new(Stage::Entity, mention.head, None, Verdict::Noted, reason))
    }

    /// A row that may be meant, with what speaks for it.
    fn candidate(&self, index: usize, mention: &Mention, entry: EntryIndex) -> Step {
        let mut facts = Vec::new();
        if mention.owned && mention.candidates.first() == Some(&entry) {
            facts.push("owns the form".to_string());
        }
        if mention.candidates.first() == Some(&entry) && self.resolver.is_greatest(mention) {
            facts.push("a capital, or ten times as big as the next place of the name".to_string());
        }
        if mention.candidates.len() > 1 && self.resolver.names_in_full(entry) {
            facts.push("another mention means it alone".to_string());
        }
        if let Some((country, count)) = self.resolver.nearness(entry) {
            let name = &self.lexicon.entry(country).name;
            facts.push(match count {
                0 => format!("the document does not name its country, {name}"),
                1 => format!("the document names its country, {name}, once"),
                count => format!("the document names its country, {name}, {count} times"),
            });
        }
        if let Some(held) = Roles::new(self.document, self.lexicon, self.mentions).held(mention) {
            let offices = self.offices();
            let fact = match (offices.holds(entry, held), offices.ever_held(entry, held)) {
                (true, _) => "held the role beside the name",
                (_, true) => "held the role beside the name at another time",
                _ => "never held the role beside the name",
            };
            facts.push(fact.to_string());
        }
        let verdict = match &self.keys[index] {
            Key::Row(row) if *row == entry => Verdict::Held,
            Key::Ambiguous(_, _, open) if open.contains(&entry) => Verdict::Noted,
            _ => Verdict::Failed,
        };
        let reason = format!("candidate; {}", facts.join("; "));
        let reason = reason.trim_end_matches("; ").to_string();
        Step::new(Stage::Entity, mention.head, Some(Via::Gazetteer(entry)), verdict, reason)
    }

    fn role(&self, index: usize, mention: &Mention) -> Vec<Step> {
        let roles = Roles::new(self.document, self.lexicon, self.mentions);
        let mut steps = Vec::new();
        if let Some(held) = roles.held(mention).filter(|_| mention.rank.is_none()) {
            let considered = self.offices().considered(held);
            let (current, past): (Vec<_>, Vec<_>) = considered.iter().partition(|(_, current)| *current);
            let more = (current.len() + past.len()).saturating_sub(MOST_OFFICES);
            for (office, current) in current.into_iter().chain(past).take(MOST_OFFICES) {
                steps.push(self.office(mention, office, current));
            }
            if more > 0 {
                let reason = format!("{more} more offices fit");
                steps.push(Step::new(Stage::Entity, mention.span, None, Verdict::Noted, reason));
            }
        }
        let (via, verdict, why) = match roles.resolve(index, self.mentions, &self.keys) {
            Ok((Key::Row(entry), _, why)) => (Some(Via::Gazetteer(entry)), Verdict::Held, why),
            Ok((_, via, why)) => (Some(via), Verdict::Held, why),
            Err(why) => (None, Verdict::Failed, why),
        };
        steps.push(Step::new(Stage::Entity, mention.span, via, verdict, why.reason()));
        steps
    }

    /// An office that a role phrase may mean, against the day of the document.
    fn office(&self, mention: &Mention, index: u32, current: bool) -> Step {
        let office = &self.lexicon.offices[index as usize];
        let (verdict, held) = match (self.document.date, current) {
            (None, _) => (Verdict::Noted, "the document has no date".to_string()),
            (Some(date), true) => (Verdict::Held, format!("held on {date}")),
            (Some(date), false) => (Verdict::Failed, format!("not held on {date}")),
        };
        let who = &self.lexicon.entry(office.person).name;
        let of = &self.lexicon.entry(office.of).name;
        let role = &self.lexicon.entry(office.role).name;
        let reason = format!("{who}, {role} ({of}) {}: {held}", term(office));
        Step::new(Stage::Entity, mention.span, Some(Via::Office(index)), verdict, reason)
    }

    fn offices(&self) -> super::office::Offices<'e> {
        super::office::Offices::new(self.lexicon, self.document.date)
    }
}

/// `2023-09-16 to 2024`, `since 2023-09-16`
fn term(office: &Office) -> String {
    let shown = |date: Option<crate::model::PartialDate>| date.map_or("?".to_string(), |d| d.to_string());
    match office.open {
        true => format!("since {}", shown(office.from)),
        false => format!("{} to {}", shown(office.from), shown(office.to)),
    }
}
