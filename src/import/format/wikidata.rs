//! Wikidata, an item a line, as in its JSON dumps: <https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html>.
//!
//! What an item is, its class says: those of the table below, since classes of classes are not in the item. Offices held are read where
//! the item of the office is in the source, too.

use super::{Head, lines, table::number_of};
use crate::{
    error::Result,
    import::{
        Source,
        gather::Gathering,
        item::{Actor, Link, Post, Term},
        report::Reason,
    },
    model::EntryKind,
};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Entity {
    id: String,
    #[serde(default)]
    labels: BTreeMap<String, Text>,
    #[serde(default)]
    aliases: BTreeMap<String, Vec<Text>>,
    #[serde(default)]
    claims: BTreeMap<String, Vec<Claim>>,
    #[serde(default)]
    modified: Option<String>,
}

#[derive(Deserialize)]
struct Text {
    value: String,
}

#[derive(Deserialize)]
struct Claim {
    mainsnak: Snak,
    #[serde(default)]
    rank: String,
    #[serde(default)]
    qualifiers: BTreeMap<String, Vec<Snak>>,
}

#[derive(Deserialize)]
struct Snak {
    #[serde(default)]
    datavalue: Option<DataValue>,
}

#[derive(Deserialize)]
struct DataValue {
    value: Value,
}

/// Classes: what an item of them is, with its subtype or type.
const CLASSES: &str = include_str!("../classes.csv");
/// Classes of offices.
const POSITION: [&str; 3] = ["Q4164871", "Q294414", "Q303618"];

/// Properties of which the value is joined to an item, by the kinds of items that are asked for them.
const LINKS: [(&[EntryKind], &str, Link); 5] = [
    (&[EntryKind::Person], "P39", Link::Office),
    (&[EntryKind::Person], "P102", Link::Member),
    (&[EntryKind::Person], "P108", Link::Employee),
    (
        &[EntryKind::Person, EntryKind::Organisation, EntryKind::Country, EntryKind::Place],
        "P463",
        Link::Member,
    ),
    (&[EntryKind::Organisation], "P127", Link::Owner),
];
/// How much of something is owned.
const PROPORTION: &str = "P1107";

/// Languages of names, the best first; `mul` is for all.
const LANGUAGES: [&str; 3] = ["fr", "mul", "en"];

pub(super) fn is_it(head: &Head) -> bool {
    let text = head.text.trim_start_matches(['[', '\n', '\r', ' ']);
    text.starts_with('{')
        && text.contains("\"labels\"")
        && (text.contains("\"claims\"") || text.contains("\"type\":\"item\""))
}

pub(super) fn read(source: Source, on: &mut Gathering) -> Result<()> {
    lines::each_json(source, on, |entity: Entity, on| entity.take(on))
}

/// `m` or `f` of the items of genders.
pub(super) fn gender(id: &str) -> Option<char> {
    match id {
        "Q6581097" | "Q2449503" => Some('m'),
        "Q6581072" | "Q1052281" => Some('f'),
        _ => None,
    }
}

/// What the items of a class are.
fn class(id: &str) -> Option<(EntryKind, &'static str)> {
    let row = CLASSES.lines().skip(1).find_map(|line| {
        let mut cells = line.split(',');
        (cells.next()? == id).then_some(())?;
        Some((cells.next()?, cells.next()?))
    });
    let (kind, subtype) = row?;
    EntryKind::ALL.into_iter().find(|known| known.name() == kind).map(|kind| (kind, subtype))
}

impl Entity {
    fn take(self, on: &mut Gathering) -> Result<()> {
        let classes = self.items("P31");
        if classes.iter().any(|class| POSITION.contains(&class.as_str())) {
            let countries = [self.items("P17"), self.items("P1001")].concat();
            on.post(self.id.clone(), Post { names: self.names(EntryKind::Role), countries });
            return Ok(());
        }
        let Some((kind, subtype)) = classes.iter().find_map(|id| class(id)) else {
            let name = self.names(EntryKind::Person).into_iter().next().unwrap_or_default();
            on.left_out(Reason::NoActor, &format!("{name} ({}, {})", self.id, classes.join(" ")));
            return Ok(());
        };
        let kind = on.options.kind.filter(|_| kind != EntryKind::Person).unwrap_or(kind);
        self.actor(kind, subtype, on)?;
        self.terms(kind, on)
    }

    fn actor(&self, kind: EntryKind, subtype: &str, on: &mut Gathering) -> Result<()> {
        let countries = match kind {
            EntryKind::Person => self.items("P27"),
            _ => self.items("P17"),
        };
        let position = self.values("P625").next().map(|value| {
            let degrees =
                |key: &str| value[key].as_f64().map(|degrees| format!("{degrees:.5}")).unwrap_or_default();
            (degrees("latitude"), degrees("longitude"))
        });
        let population =
            self.values("P1082").filter_map(|value| value["amount"].as_str()).next().unwrap_or_default();
        let geonames = self.values("P1566").filter_map(Value::as_str).next().unwrap_or_default();
        let has = |wanted: EntryKind| kind == wanted;
        on.actor(Actor {
            names: self.names(kind),
            gender: self.items("P21").first().and_then(|id| gender(id)).filter(|_| has(EntryKind::Person)),
            countries,
            subtype: subtype.to_string(),
            wikidata: self.id.clone(),
            geonames: if has(EntryKind::Place) { number_of(geonames) } else { String::new() },
            population: if has(EntryKind::Place) {
                number_of(population.trim_start_matches('+'))
            } else {
                String::new()
            },
            position: position.filter(|_| has(EntryKind::Place)),
            died: self.times("P570").next().unwrap_or_default(),
            from: self.times("P571").next().unwrap_or_default(),
            to: self.times("P576").next().unwrap_or_default(),
            source: format!("Wikidata: {}", self.id),
            checked: self.modified.clone().unwrap_or_default(),
            ..Actor::new(&self.id, kind)
        })
    }

    /// What an item holds, belongs to, or is owned by.
    fn terms(&self, kind: EntryKind, on: &mut Gathering) -> Result<()> {
        let is_of = |kinds: &[EntryKind]| kinds.contains(&kind);
        for (_, property, link) in LINKS.iter().filter(|(kinds, ..)| is_of(kinds)) {
            for claim in self.claims(property) {
                let Some(id) = claim.mainsnak.item() else { continue };
                on.term(self.term(property, *link, (id, claim)))?;
            }
        }
        Ok(())
    }

    /// A claim of which the value is an item: what is held, or who owns this one.
    fn term(&self, property: &str, link: Link, (id, claim): (String, &Claim)) -> Term {
        let time = |property: &str| {
            claim.qualifiers.get(property).into_iter().flatten().find_map(Snak::time).unwrap_or_default()
        };
        let term = Term {
            link,
            from: time("P580"),
            to: time("P582"),
            source: format!("Wikidata: {} ({property}, {id})", self.id),
            checked: self.modified.clone().unwrap_or_default(),
            ..Term::default()
        };
        let own = self.id.clone();
        match link {
            Link::Office => Term { holder: own, post: id, ..term },
            Link::Owner if claim.qualifiers.contains_key(PROPORTION) => {
                Term { holder: id, body: own, link: Link::Shareholder, ..term }
            }
            Link::Owner => Term { holder: id, body: own, ..term },
            _ => Term { holder: own, body: id, ..term },
        }
    }

    /// The names by language; what French papers do not write is left out: of bodies and places all but French ones where there are such.
    fn names(&self, kind: EntryKind) -> Vec<String> {
        let of_language = |language: &&str| {
            let label = self.labels.get(*language).into_iter();
            let names = label.chain(self.aliases.get(*language).into_iter().flatten());
            names.map(|text| text.value.clone()).collect::<Vec<_>>()
        };
        let names: Vec<Vec<String>> = LANGUAGES.iter().map(of_language).collect();
        let best = names.iter().position(|names| !names.is_empty());
        match (kind, best) {
            (_, None) => self.labels.values().map(|text| text.value.clone()).collect(),
            (EntryKind::Person | EntryKind::Role, Some(_)) => names.concat(),
            (_, Some(best)) => names[best].clone(),
        }
    }

    /// The claims that count: preferred ones where there are such, no deprecated ones.
    fn claims(&self, property: &str) -> impl Iterator<Item = &Claim> {
        self.claims.get(property).into_iter().flatten().filter(|claim| claim.rank != "deprecated")
    }

    fn values(&self, property: &str) -> impl Iterator<Item = &Value> {
        let mut claims: Vec<&Claim> = self.claims(property).collect();
        claims.sort_by_key(|claim| claim.rank != "preferred");
        claims.into_iter().filter_map(|claim| Some(&claim.mainsnak.datavalue.as_ref()?.value))
    }

    fn items(&self, property: &str) -> Vec<String> {
        self.values(property).filter_map(|value| Some(value["id"].as_str()?.to_string())).collect()
    }

    fn times(&self, property: &str) -> impl Iterator<Item = String> {
        self.values(property).filter_map(time)
    }
}

impl Snak {
    fn item(&self) -> Option<String> {
        Some(self.datavalue.as_ref()?.value["id"].as_str()?.to_string())
    }

    fn time(&self) -> Option<String> {
        time(&self.datavalue.as_ref()?.value)
    }
}

/// A time, as exactly as it is known: 11 is a day, 10 a month, 9 a year.
fn time(value: &Value) -> Option<String> {
    let text = value["time"].as_str()?.trim_start_matches('+');
    let length = match value["precision"].as_u64()? {
        11 => 10,
        10 => 7,
        9 => 4,
        _ => return None,
    };
    text.get(..length).map(str::to_string)
}
