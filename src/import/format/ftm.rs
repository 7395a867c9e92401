//! FollowTheMoney, an entity a line: <https://followthemoney.tech>; OpenSanctions publishes it with dates and data sets.

use super::{Head, lines};
use crate::{
    error::Result,
    import::{
        Source,
        gather::{Gathering, OVER},
        item::{Actor, Link, Post, Term},
        report::Reason,
    },
    matcher::fold_words,
    model::EntryKind,
};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Entity {
    id: String,
    #[serde(default)]
    caption: Option<String>,
    schema: String,
    #[serde(default)]
    properties: BTreeMap<String, Vec<Value>>,
    #[serde(default)]
    datasets: Vec<String>,
    #[serde(default)]
    last_seen: Option<String>,
}

/// A value: text, or an entity in its place, of which the id counts.
#[derive(Deserialize)]
#[serde(untagged)]
enum Value {
    Text(String),
    Entity { id: String },
    Other(serde::de::IgnoredAny),
}

/// What entities are, by their schema, with the subtype of an organisation.
const SCHEMATA: [(&str, EntryKind, &str); 6] = [
    ("Person", EntryKind::Person, ""),
    ("Organization", EntryKind::Organisation, ""),
    ("Company", EntryKind::Organisation, "company"),
    ("Airline", EntryKind::Organisation, "company"),
    ("PublicBody", EntryKind::Organisation, "government"),
    ("Country", EntryKind::Country, ""),
];

/// Subtypes of organisations, by their topics: <https://www.opensanctions.org/docs/topics/>.
const TOPICS: [(&str, &str); 6] = [
    ("fin.bank", "bank"),
    ("pol.party", "party"),
    ("mil", "armed_forces"),
    ("mare", "company"),
    ("rel", "religious"),
    ("gov", "government"),
];

/// Links by their schema: what they are, who, and where.
const LINKS: [(&str, Link, &str, &str); 5] = [
    ("Membership", Link::Member, "member", "organization"),
    ("Directorship", Link::Director, "director", "organization"),
    ("Employment", Link::Employee, "employee", "employer"),
    ("Ownership", Link::Shareholder, "owner", "asset"),
    ("Occupancy", Link::Office, "holder", ""),
];

/// Roles that say no more than the schema of the link, folded.
const PLAIN: [&str; 8] = [
    "director",
    "company director",
    "board member",
    "member of the board",
    "member of the board of directors",
    "administrateur",
    "member",
    "employee",
];

pub(super) fn is_it(head: &Head) -> bool {
    let line = head.first_line();
    line.starts_with('{') && line.contains("\"schema\"") && line.contains("\"id\"")
}

pub(super) fn read(source: Source, on: &mut Gathering) -> Result<()> {
    lines::each_json(source, on, |entity: Entity, on| entity.take(on))
}

impl Entity {
    fn take(self, on: &mut Gathering) -> Result<()> {
        if let Some((_, kind, subtype)) = SCHEMATA.iter().find(|(schema, ..)| *schema == self.schema) {
            return on.actor(self.actor(*kind, subtype));
        }
        if let Some((_, link, holder, body)) = LINKS.iter().find(|(schema, ..)| *schema == self.schema) {
            return self.link(*link, holder, body, on);
        }
        match &*self.schema {
            "Position" => {
                let post = Post { names: self.names(), countries: self.countries() };
                on.post(self.id, post);
            }
            "LegalEntity" => on.left_out(Reason::NoKind, &self.shown()),
            "Family" | "Associate" => on.left_out(Reason::Kin, &self.shown()),
            "Representation" | "Succession" | "UnknownLink" => on.left_out(Reason::NoColumn, &self.shown()),
            _ => on.left_out(Reason::NoActor, &self.shown()),
        }
        Ok(())
    }

    fn texts(&self, property: &str) -> impl Iterator<Item = &str> {
        let values = self.properties.get(property).into_iter().flatten();
        values.filter_map(|value| match value {
            Value::Text(text) | Value::Entity { id: text } => Some(text.as_str()),
            Value::Other(_) => None,
        })
    }

    fn text(&self, property: &str) -> String {
        self.texts(property).next().unwrap_or_default().to_string()
    }

    /// The caption first: it is the name that the source shows.
    fn names(&self) -> Vec<String> {
        let properties = ["name", "alias", "previousName", "abbreviation"];
        let caption =
            self.caption.as_deref().filter(|caption| self.texts("name").any(|name| name == *caption));
        caption
            .into_iter()
            .chain(properties.into_iter().flat_map(|property| self.texts(property)))
            .map(str::to_string)
            .collect()
    }

    fn countries(&self) -> Vec<String> {
        let properties = ["nationality", "citizenship", "mainCountry", "jurisdiction", "country"];
        properties.into_iter().flat_map(|property| self.texts(property)).map(str::to_string).collect()
    }

    fn actor(&self, kind: EntryKind, subtype: &str) -> Actor {
        let is_wikidata =
            |id: &&str| id.starts_with('Q') && id[1..].bytes().all(|byte| byte.is_ascii_digit());
        let wikidata =
            self.texts("wikidataId").chain([self.id.as_str()]).find(is_wikidata).unwrap_or_default();
        let topics = || self.texts("topics");
        let topic = TOPICS.iter().find(|(topic, _)| topics().any(|known| known == *topic));
        let gender = match &*self.text("gender") {
            "male" => Some('m'),
            "female" => Some('f'),
            _ => None,
        };
        Actor {
            names: self.names(),
            weak: self.texts("weakAlias").map(str::to_string).collect(),
            family: self.text("lastName"),
            gender: gender.filter(|_| kind == EntryKind::Person),
            countries: self.countries(),
            subtype: match kind {
                EntryKind::Organisation => topic.map_or(subtype, |(_, subtype)| subtype).to_string(),
                _ => String::new(),
            },
            wikidata: wikidata.to_string(),
            died: self.text("deathDate"),
            from: self.text("incorporationDate"),
            to: self.text("dissolutionDate"),
            source: self.source(),
            checked: self.checked(),
            ..Actor::new(&self.id, kind)
        }
    }

    /// Each who is said, in each where; an occupancy is of its post.
    fn link(&self, link: Link, holder: &str, body: &str, on: &mut Gathering) -> Result<()> {
        let is_over = self.texts("status").any(|status| status == "ended");
        let to = match self.text("endDate") {
            end if end.is_empty() && is_over => OVER.to_string(),
            end => end,
        };
        let role = Some(self.text("role")).filter(|role| !PLAIN.contains(&&*fold_words(role)));
        let role = role.unwrap_or_default();
        let (link, role) = match link {
            Link::Office => (link, String::new()),
            Link::Shareholder if self.is_of_the_whole() => (Link::Owner, String::new()),
            Link::Shareholder => (link, String::new()),
            // Who directs something else than a body is of no board: `Director of Communication`.
            Link::Director if !role.is_empty() => (Link::Office, role),
            _ => (link, role),
        };
        let term = Term {
            link,
            role,
            post: if body.is_empty() { self.text("post") } else { String::new() },
            from: self.text("startDate"),
            to,
            source: self.source(),
            checked: self.checked(),
            ..Term::default()
        };
        for holder in self.texts(holder) {
            let term = Term { holder: holder.to_string(), ..term.clone() };
            if body.is_empty() {
                on.term(term)?;
                continue;
            }
            for body in self.texts(body) {
                on.term(Term { body: body.to_string(), ..term.clone() })?;
            }
        }
        Ok(())
    }

    /// Whether shares are all that there are: `100`, `100.0 %`.
    fn is_of_the_whole(&self) -> bool {
        let percent = |text: &str| text.trim_end_matches(['%', ' ']).parse::<f64>().ok();
        self.texts("percentage").filter_map(percent).any(|percent| percent >= 100.0)
    }

    /// The page or data sets that it is from, and its id there.
    fn source(&self) -> String {
        match (self.texts("sourceUrl").next(), &self.datasets[..]) {
            (Some(url), _) => format!("{url} ({})", self.id),
            (None, []) => String::new(),
            (None, datasets) => format!("OpenSanctions: {} ({})", datasets.join(", "), self.id),
        }
    }

    fn checked(&self) -> String {
        self.last_seen.clone().unwrap_or_else(|| self.text("retrievedAt"))
    }

    fn shown(&self) -> String {
        let name = self.caption.as_deref().or_else(|| self.texts("name").next()).unwrap_or(&self.id);
        format!("{name} ({})", self.schema)
    }
}
