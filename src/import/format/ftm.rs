//! FollowTheMoney, an entity a line: <https://followthemoney.tech>; OpenSanctions publishes it with dates and data sets.

use super::{Head, lines};
use crate::{
    error::Result,
    import::{
        Source,
        gather::{Gathering, OVER},
        item::{Actor, Post, Term},
        report::Reason,
    },
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

/// Links: who, where, and the property that says as what; membership has none.
const LINKS: [(&str, &str, &str, &str); 4] = [
    ("Membership", "member", "organization", ""),
    ("Directorship", "director", "organization", "role"),
    ("Employment", "employee", "employer", "role"),
    ("Occupancy", "holder", "", "post"),
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
        if let Some((_, holder, body, role)) = LINKS.iter().find(|(schema, ..)| *schema == self.schema) {
            return self.link(holder, body, role, on);
        }
        match &*self.schema {
            "Position" => {
                let post = Post { names: self.names(), countries: self.countries() };
                on.post(self.id, post);
            }
            "LegalEntity" => on.left_out(Reason::NoKind, &self.shown()),
            "Ownership" | "Representation" | "Succession" | "UnknownLink" | "Family" | "Associate" => {
                on.left_out(Reason::NoColumn, &self.shown());
            }
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

    fn link(&self, holder: &str, body: &str, role: &str, on: &mut Gathering) -> Result<()> {
        let is_over = self.texts("status").any(|status| status == "ended");
        let to = match self.text("endDate") {
            end if end.is_empty() && is_over => OVER.to_string(),
            end => end,
        };
        let term = Term {
            holder: self.text(holder),
            role: if role == "role" { self.text(role) } else { String::new() },
            post: if role == "post" { self.text(role) } else { String::new() },
            country: String::new(),
            body: if body.is_empty() { String::new() } else { self.text(body) },
            from: self.text("startDate"),
            to,
            source: self.source(),
            checked: self.checked(),
        };
        if role == "role" && term.role.is_empty() {
            on.left_out(Reason::NoRole, &self.shown());
            return Ok(());
        }
        on.term(term)
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
