//! A row of the gazetteers, for people to read.

use palabre::model::{Date, Detail, EntryIndex, Lexicon, Membership, Office, PartialDate};

/// Bodies with more members are told by their number alone.
const MEMBERS: usize = 20;

/// The row and what is known of it: one line for the row, one for each fact.
pub(super) fn shown(lexicon: &Lexicon, index: EntryIndex) -> String {
    let entry = lexicon.entry(index);
    let mut shown =
        format!("{}  {}  {}  ({}:{})\n", entry.id, entry.kind.name(), entry.name, entry.list, entry.line);
    let mut fact = |what: &str, value: &str| {
        if !value.is_empty() {
            shown += &format!("  {what:<11}{value}\n");
        }
    };
    fact("aliases", &entry.aliases.join(", "));
    if let Some(country) = entry.country {
        fact("country", &named(lexicon, country));
    }
    for (what, value) in details(lexicon, &entry.detail) {
        fact(what, &value);
    }
    fact("wikidata", entry.wikidata.as_deref().unwrap_or(""));
    for office in lexicon.offices_of(index) {
        fact("office", &self::office(lexicon, office));
    }
    let of_member = lexicon.memberships().iter().filter(|membership| membership.member == index);
    for membership in of_member {
        fact("belongs to", &self::membership(lexicon, membership, membership.body));
    }
    let members: Vec<&Membership> =
        lexicon.memberships().iter().filter(|membership| membership.body == index).collect();
    if members.len() > MEMBERS {
        fact("members", &format!("{} rows in memberships", members.len()));
    } else {
        for membership in members {
            fact("member", &self::membership(lexicon, membership, membership.member));
        }
    }
    shown
}

fn details(lexicon: &Lexicon, detail: &Detail) -> Vec<(&'static str, String)> {
    let text = |value: &str| value.to_string();
    let date = |date: &Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
    match detail {
        Detail::Country { iso2, capitals, .. } => {
            let capitals: Vec<String> = capitals.iter().map(|&capital| named(lexicon, capital)).collect();
            vec![("code", text(iso2)), ("capital", capitals.join(", "))]
        }
        Detail::Organisation { subtype, parent, from, to, .. } => {
            let parent = parent.map(|parent| named(lexicon, parent)).unwrap_or_default();
            vec![("subtype", text(subtype)), ("part of", parent), ("from", date(from)), ("to", date(to))]
        }
        Detail::Person { surname, gender, died, .. } => vec![
            ("surname", text(surname)),
            ("gender", gender.map(String::from).unwrap_or_default()),
            ("died", date(died)),
        ],
        Detail::Place { place_type, population, .. } => {
            let population = population.map(|number| number.to_string()).unwrap_or_default();
            vec![("type", text(place_type)), ("population", population)]
        }
        Detail::Role { category, unique, .. } => {
            let unique = if *unique { "one person at a time" } else { "" };
            vec![("category", text(category)), ("held by", text(unique))]
        }
        _ => Vec::new(),
    }
}

fn named(lexicon: &Lexicon, index: EntryIndex) -> String {
    let entry = lexicon.entry(index);
    format!("{} ({})", entry.name, entry.id)
}

fn office(lexicon: &Lexicon, office: &Office) -> String {
    let portfolios: Vec<&str> = office.portfolios.iter().map(|&index| &*lexicon.entry(index).name).collect();
    let portfolios =
        if portfolios.is_empty() { String::new() } else { format!(" ({})", portfolios.join(", ")) };
    format!(
        "{}{portfolios}, {}, {}  (offices:{})",
        lexicon.entry(office.role).name,
        lexicon.entry(office.of).name,
        term(office.from, office.to, office.open, office.known_to),
        office.line
    )
}

fn membership(lexicon: &Lexicon, membership: &Membership, other: EntryIndex) -> String {
    let Membership { from, to, open, known_to, status, line, .. } = membership;
    format!(
        "{}, {status}, {}  (memberships:{line})",
        named(lexicon, other),
        term(*from, *to, *open, *known_to)
    )
}

/// `since 2023-09-16 (known to 2025-10-31)`, `2020-08-18 to 2021`, `? to ?`
fn term(from: Option<PartialDate>, to: Option<PartialDate>, open: bool, known_to: Option<Date>) -> String {
    let shown = |date: Option<PartialDate>| date.map_or("?".to_string(), |date| date.to_string());
    let known_to = known_to.map(|day| format!(" (known to {day})")).unwrap_or_default();
    match open {
        true => format!("since {}{known_to}", shown(from)),
        false => format!("{} to {}", shown(from), shown(to)),
    }
}
