//! Popolo, as EveryPolitician publishes it: <https://www.popoloproject.com/specs/>. Persons, organisations and memberships are read one by
//! one, whatever their number.

use super::{Head, table::q_id, words};
use crate::{
    error::{Error, Result},
    import::{
        Source,
        gather::Gathering,
        item::{Actor, Link, Term},
        report::Reason,
    },
    model::EntryKind,
};
use serde::{
    Deserialize,
    de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use std::fmt;

pub(super) fn is_it(head: &Head) -> bool {
    head.text.trim_start().starts_with('{')
        && ["\"persons\"", "\"organizations\"", "\"memberships\""].iter().any(|key| head.text.contains(key))
}

pub(super) fn read(source: Source, on: &mut Gathering) -> Result<()> {
    let mut failure = None;
    let mut deserializer = serde_json::Deserializer::from_reader(&mut *source.reader);
    let read = deserializer.deserialize_map(File { on, failure: &mut failure });
    match (failure, read) {
        (Some(error), _) => Err(error),
        (None, Err(error)) => Err(Error::input(source.name, error.to_string())),
        (None, Ok(())) => Ok(()),
    }
}

#[derive(Deserialize)]
struct Named {
    id: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    sort_name: Option<String>,
    #[serde(default)]
    family_name: Option<String>,
    #[serde(default)]
    gender: Option<String>,
    #[serde(default)]
    death_date: Option<String>,
    #[serde(default)]
    classification: Option<String>,
    #[serde(default)]
    other_names: Vec<OtherName>,
    #[serde(default)]
    identifiers: Vec<Identifier>,
}

#[derive(Deserialize)]
struct OtherName {
    #[serde(default)]
    name: String,
    #[serde(default)]
    lang: Option<String>,
}

#[derive(Deserialize)]
struct Identifier {
    scheme: String,
    identifier: String,
}

#[derive(Deserialize)]
struct Membership {
    person_id: String,
    #[serde(default)]
    organization_id: String,
    /// The party.
    #[serde(default)]
    on_behalf_of_id: Option<String>,
    #[serde(default)]
    role: Option<String>,
    #[serde(default)]
    start_date: Option<String>,
    #[serde(default)]
    end_date: Option<String>,
}

/// Subtypes of organisations, by their classification.
const CLASSES: [(&str, &str); 3] =
    [("party", "party"), ("legislature", "parliament"), ("chamber", "parliament")];

impl Named {
    fn take(self, kind: EntryKind, on: &mut Gathering) -> Result<()> {
        let wikidata = self.identifiers.iter().find(|identifier| identifier.scheme == "wikidata");
        let mut others = self.other_names;
        // French first, then those of no language.
        others.sort_by_key(|name| match name.lang.as_deref() {
            Some("fr") => 0,
            None => 1,
            Some(_) => 2,
        });
        let kept = others.into_iter().filter(|name| {
            kind == EntryKind::Person
                || name.lang.as_deref().is_none_or(|language| matches!(language, "fr" | "en"))
        });
        let names = [self.name].into_iter().chain(kept.map(|name| name.name)).chain(self.sort_name);
        let class = self.classification.unwrap_or_default();
        let subtype = CLASSES.iter().find(|(known, _)| *known == class).map_or("", |(_, subtype)| subtype);
        on.actor(Actor {
            names: names.filter(|name| !name.is_empty()).collect(),
            family: self.family_name.unwrap_or_default(),
            gender: self.gender.and_then(|gender| words::gender(&gender)),
            subtype: subtype.to_string(),
            wikidata: wikidata.map(|identifier| q_id(&identifier.identifier)).unwrap_or_default(),
            died: self.death_date.unwrap_or_default(),
            ..Actor::new(self.id, kind)
        })
    }
}

impl Membership {
    /// A seat in a parliament is an office of its country; other roles are read by their words. Who has a seat for a party is a member of
    /// it.
    fn take(self, on: &mut Gathering) -> Result<()> {
        let role = self.role.unwrap_or_default();
        if let Some(party) = self.on_behalf_of_id.filter(|party| !party.is_empty()) {
            on.term(Term {
                holder: self.person_id.clone(),
                link: Link::Member,
                body: party,
                from: self.start_date.clone().unwrap_or_default(),
                to: self.end_date.clone().unwrap_or_default(),
                ..Term::default()
            })?;
        }
        let Some(country) = on.options.country.clone() else {
            on.left_out(Reason::NoPlace, &format!("{role}, {} (--country says where)", self.organization_id));
            return Ok(());
        };
        let role = if matches!(&*role, "" | "member") { "member of parliament".to_string() } else { role };
        on.term(Term {
            holder: self.person_id,
            role,
            country,
            from: self.start_date.unwrap_or_default(),
            to: self.end_date.unwrap_or_default(),
            ..Term::default()
        })
    }
}

/// The file: an object of arrays.
struct File<'f, 'g> {
    on: &'f mut Gathering<'g>,
    failure: &'f mut Option<Error>,
}

impl<'de> Visitor<'de> for File<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object of persons, organizations and memberships")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<(), A::Error> {
        let File { on, failure } = self;
        while let Some(key) = map.next_key::<String>()? {
            match &*key {
                "persons" => map.next_value_seed(Each(&mut |named: Named| {
                    keep(named.take(EntryKind::Person, on), failure)
                }))?,
                "organizations" => map.next_value_seed(Each(&mut |named: Named| {
                    keep(named.take(EntryKind::Organisation, on), failure)
                }))?,
                "memberships" => {
                    map.next_value_seed(Each(&mut |membership: Membership| {
                        keep(membership.take(on), failure)
                    }))?;
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// Keeps the first error; says whether there was none.
fn keep(result: Result<()>, failure: &mut Option<Error>) -> bool {
    match result {
        Ok(()) => true,
        Err(error) => {
            failure.get_or_insert(error);
            false
        }
    }
}

/// An array of which the elements are given one by one.
struct Each<'e, T>(&'e mut dyn FnMut(T) -> bool);

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Each<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Each<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> std::result::Result<(), A::Error> {
        while let Some(element) = elements.next_element()? {
            if !(self.0)(element) {
                return Err(serde::de::Error::custom("an element that cannot be taken"));
            }
        }
        Ok(())
    }
}
