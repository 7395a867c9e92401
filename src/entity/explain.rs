//! Steps of the passes: the referent of a mention, with the evidence for and against each candidate.

use super::{
    office::{Held, Offices},
    resolution::Resolution,
    resolve::{Key, Resolver},
    role::{Referent, Roles},
};
use crate::model::{
    Date, EntryIndex, Holding, Listener, Mention, Office, Pass, Presumption, Provenance, Span, Step, Subject,
    Verdict, Via,
};

/// Most offices reported for a role phrase: `le ministre` fits hundreds.
const MOST_OFFICES: usize = 12;

/// Most countries reported of those in the document.
const MOST_COUNTRIES: usize = 6;

impl Resolver<'_> {
    /// Reports the referent of a mention, and each candidate row where there is more than one.
    pub(super) fn report(&self, index: usize, key: &Key, how: Resolution, on: &mut impl Listener) {
        if !on.is_recording() {
            return;
        }
        let mention = &self.mentions[index];
        let step = |via: Option<Via>, verdict, reason| {
            let at = (Pass::Linking, index, mention.head);
            step(at, via, verdict, reason)
        };
        if mention.candidates.len() > 1 || !mention.owned {
            if let Some(countries) = self.countries_named() {
                on.record(|| step(None, Verdict::Noted, countries));
            }
            for &entry in &mention.candidates {
                let verdict = match key {
                    Key::Row(row) if *row == entry => Verdict::Held,
                    Key::Ambiguous(_, _, open) if open.contains(&entry) => Verdict::Noted,
                    _ => Verdict::Failed,
                };
                let reason = format!("candidate; {}", self.facts(mention, entry).join("; "));
                let reason = reason.trim_end_matches("; ").to_string();
                on.record(|| step(Some(Via::Gazetteer(entry)), verdict, reason));
            }
        }
        let (via, verdict) = match key {
            Key::Row(entry) => (Some(Via::Gazetteer(*entry)), Verdict::Held),
            Key::New(..) | Key::National(..) | Key::Embassy(..) | Key::Body(_) => (None, Verdict::Held),
            Key::Lone(..) | Key::Ambiguous(..) | Key::Nothing => (None, Verdict::Noted),
        };
        on.record(|| step(via, verdict, how.text(self.lexicon)));
    }

    /// The countries in the document, which disambiguate shared forms.
    fn countries_named(&self) -> Option<String> {
        let named = self.named_countries();
        let shown = |(row, count): &(EntryIndex, u32)| format!("{}×{count}", self.lexicon.entry(*row).name);
        let shown: Vec<String> = named.iter().take(MOST_COUNTRIES).map(shown).collect();
        let more = named.len() - shown.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let countries = format!("countries that the document names: {}{more}", shown.join(", "));
        (!named.is_empty()).then_some(countries)
    }

    /// The evidence for or against a candidate row.
    fn facts(&self, mention: &Mention, entry: EntryIndex) -> Vec<String> {
        let mut facts = Vec::new();
        if mention.owned && mention.candidates.first() == Some(&entry) {
            facts.push("owns the form".to_string());
        }
        if mention.candidates.first() == Some(&entry) && self.is_greatest(mention) {
            facts.push("a capital, or ten times as big as the next place of the name".to_string());
        }
        if mention.candidates.len() > 1 && self.names_in_full(entry) {
            facts.push("another mention means it alone".to_string());
        }
        if let Some((country, count)) = self.nearness(entry) {
            let name = &self.lexicon.entry(country).name;
            facts.push(match count {
                0 => format!("the document does not name its country, {name}"),
                1 => format!("the document names its country, {name}, once"),
                count => format!("the document names its country, {name}, {count} times"),
            });
        }
        if let Some(held) = Held::beside(mention) {
            let offices = Offices::new(self.lexicon, self.document.date);
            let fact = match (offices.holds(entry, held), offices.ever_held(entry, held)) {
                (true, _) => "held the role beside the name",
                (_, true) => "held the role beside the name at another time",
                _ => "never held the role beside the name",
            };
            facts.push(fact.to_string());
        }
        facts
    }
}

impl Roles<'_> {
    /// Reports the referent of a role phrase, and the offices that fit it.
    pub(super) fn report(
        &self,
        index: usize,
        mentions: &[Mention],
        keys: &[Key],
        resolved: &Result<Referent, Resolution>,
        on: &mut impl Listener,
    ) {
        if !on.is_recording() {
            return;
        }
        let mention = &mentions[index];
        let at = (Pass::RoleReference, index, mention.head);
        if let Some(held) = Held::beside(mention).filter(|_| mention.rank.is_none()) {
            let considered = self.offices.considered(held);
            let (current, past): (Vec<_>, Vec<_>) =
                considered.iter().partition(|(_, holding)| holding.holds());
            let more = (current.len() + past.len()).saturating_sub(MOST_OFFICES);
            for (office, holding) in current.into_iter().chain(past).take(MOST_OFFICES) {
                let (verdict, reason) = self.office(office, holding);
                on.record(|| step(at, Some(Via::Office(office)), verdict, reason));
            }
            if more > 0 {
                on.record(|| step(at, None, Verdict::Noted, format!("{more} more offices fit")));
            }
        }
        on.record(|| match resolved {
            Ok(Referent { key, via, how, presumed }) => {
                let name = self.name(key, mentions, keys);
                let presumed = presumed.map(|presumed| format!("; {}", only_presumed(presumed)));
                let reason = format!("{name}: {}{}", how.text(self.lexicon), presumed.unwrap_or_default());
                step(at, Some(*via), Verdict::Held, reason)
            }
            Err(how) => step(at, None, Verdict::Failed, how.text(self.lexicon)),
        });
    }

    /// The name of a person: of the row, or of the first mention.
    fn name(&self, key: &Key, mentions: &[Mention], keys: &[Key]) -> String {
        let first = || mentions.iter().zip(keys).find(|(_, other)| *other == key);
        match key {
            Key::Row(entry) => self.lexicon.entry(*entry).name.to_string(),
            _ => first().map_or("", |(mention, _)| mention.head.of(self.text)).to_string(),
        }
    }

    /// Whether an office that fits a role phrase was held on the date of the document.
    fn office(&self, index: u32, holding: Holding) -> (Verdict, String) {
        let office = &self.lexicon.offices[index as usize];
        let (verdict, held) = match (self.offices.date(), holding) {
            (None, _) => (Verdict::Noted, "the document has no date".to_string()),
            (Some(date), Holding::Known) => (Verdict::Noted, format!("held on {date}")),
            (Some(_), Holding::Presumed(presumed)) => (Verdict::Noted, only_presumed(presumed)),
            (Some(date), Holding::No) => (Verdict::Failed, not_held(office, date)),
        };
        let who = &self.lexicon.entry(office.person).name;
        let of = &self.lexicon.entry(office.of).name;
        let role = &self.lexicon.entry(office.role).name;
        (verdict, format!("{who}, {role} ({of}) {}: {held}", term(office)))
    }
}

/// A step about the referent of a mention, by index and head.
fn step(
    (pass, index, span): (Pass, usize, Span),
    via: Option<Via>,
    verdict: Verdict,
    reason: String,
) -> Step {
    let subject = Subject::Reference(index as u32);
    Step { pass, subject, span, via: via.map(Provenance::from), verdict, reason }
}

/// `presumed with 0.83, known to 2025-10-31`
pub(super) fn only_presumed(presumed: Presumption) -> String {
    format!("presumed with {}, known to {}", presumed.confidence(), presumed.known_to)
}

/// Why an office is not held on a date.
fn not_held(office: &Office, date: Date) -> String {
    match office.known_to.filter(|known_to| *known_to < date) {
        Some(known_to) => format!("known to {known_to}: likelier over than not on {date}"),
        None => format!("not held on {date}"),
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
