//! FollowTheMoney, one entity a line, for OpenAleph and the tools of OpenSanctions: <https://followthemoney.tech>.
//!
//! Documents, actors and links between them; each link has the documents that it is from as its `proof`, and the sentences of
//! a relation as its description. Links have the schema that fits their relation and both ends, else `UnknownLink`, which
//! has no direction: its `role` is the relation. Edges that are only negated or denied are left out: the model has no word for them.

use super::{
    ExportOptions, LeftOut,
    json::{Array, Json, fields},
};
use crate::model::{ActorGraph, Citation, Edge, Evidence, Kind, Node, PartialDate};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

/// Writes `entities.ftm.json`.
pub(super) fn entities(graph: &ActorGraph, _: &ExportOptions, out: &mut dyn Write) -> io::Result<LeftOut> {
    let stated = || graph.edges.iter().filter(|edge| !edge.is_only_denied());
    let documents: BTreeMap<&str, &Citation> = stated()
        .flat_map(counted)
        .map(|evidence| (&*evidence.passage.document.id, &*evidence.passage.document))
        .collect();
    documents.into_values().try_for_each(|cited| document(cited).write(out))?;
    graph.nodes.iter().try_for_each(|node| actor(node).write(out))?;
    let mut posts = BTreeSet::new();
    for edge in stated() {
        link(edge, graph, &mut posts, out)?;
    }
    let denied = graph.edges.iter().filter(|edge| edge.is_only_denied()).count();
    Ok(LeftOut { denied, ..LeftOut::default() })
}

/// An entity: its properties in order, each with its values.
struct Entity {
    id: String,
    schema: &'static str,
    properties: Vec<(&'static str, Vec<String>)>,
}

impl Entity {
    fn new(id: String, schema: &'static str) -> Entity {
        Entity { id, schema, properties: Vec::new() }
    }

    /// The same with values of a property, each once, without those that say nothing.
    fn with(mut self, property: &'static str, values: impl IntoIterator<Item = impl Into<String>>) -> Entity {
        let mut seen = BTreeSet::new();
        let longest = match property {
            "description" => usize::MAX,
            "name" | "alias" | "weakAlias" => LONGEST_NAME,
            "full" => LONGEST_ADDRESS,
            _ => LONGEST_VALUE,
        };
        let values = values.into_iter().map(|value| short(&one_line(&value.into()), longest));
        let values: Vec<String> =
            values.filter(|value| !value.is_empty() && seen.insert(value.clone())).collect();
        if !values.is_empty() {
            self.properties.push((property, values));
        }
        self
    }

    fn write(&self, mut out: &mut dyn Write) -> io::Result<()> {
        let out = &mut out;
        object_start(self, out)?;
        for (place, (property, values)) in self.properties.iter().enumerate() {
            out.write_all(if place == 0 { b"\"" } else { b",\"" })?;
            out.write_all(property.as_bytes())?;
            out.write_all(b"\":")?;
            Array(values, |value: &String, out: &mut _| value.as_str().write(out)).write(out)?;
        }
        out.write_all(b"}}\n")
    }
}

fn object_start<W: Write>(entity: &Entity, out: &mut W) -> io::Result<()> {
    fields!(out, "{", "id": &*entity.id, "schema": entity.schema);
    out.write_all(b",\"properties\":{")
}

/// The longest id, and the longest value of most properties, in characters; the model refuses those of more than 255 and 1,024.
const LONGEST_ID: usize = 200;
const LONGEST_VALUE: usize = 1_000;
/// The longest name and address: the model refuses those of more than 384 and 250.
const LONGEST_NAME: usize = 380;
const LONGEST_ADDRESS: usize = 240;

/// An id that the model takes: letters, digits, `.` and `-`. What is something else is `.` and its number in six digits, so
/// that two ids never become one; the end of a very long one is a hash.
fn id(class: &str, name: &str) -> String {
    let mut id = format!("{class}-");
    for c in name.chars() {
        match c {
            c if c.is_ascii_alphanumeric() || c == '-' => id.push(c),
            c => id += &format!(".{:06x}", u32::from(c)),
        }
    }
    if id.len() > LONGEST_ID {
        id.truncate(LONGEST_ID - 20);
        return format!("{id}.h{:016x}", fnv(name));
    }
    // It ends with a letter or digit.
    if id.ends_with('-') { id + ".0" } else { id }
}

/// FNV-1a (Fowler, Noll, Vo), 64 bits: the same in every version.
fn fnv(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// A text that is cut with `…` where it is longer.
fn short(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_string(),
    }
}

fn document(cited: &Citation) -> Entity {
    let name = &*cited.id;
    Entity::new(id("document", name), "Article")
        .with("fileName", [if name.trim().is_empty() { "-" } else { name }])
        .with("title", cited.title.as_deref())
        .with("publishedAt", cited.date.map(|date| date.to_string()))
        .with("publisher", cited.source.as_deref())
}

fn actor_id(node: &Node) -> String {
    id("actor", &node.id)
}

/// What actors are, by their kind and the subtype of the gazetteer; the first that fits.
const SCHEMATA: [(Kind, &[&str], &str); 6] = [
    (Kind::Person, &[], "Person"),
    (Kind::Organisation, COMPANIES, "Company"),
    (Kind::Organisation, STATE_BODIES, "PublicBody"),
    (Kind::Organisation, &[], "Organization"),
    (Kind::Country, &[], "PublicBody"),
    (Kind::Rank, &[], "Position"),
];
const COMPANIES: &[&str] = &["company", "bank", "military_company"];
const STATE_BODIES: &[&str] = &[
    "agency",
    "armed_forces",
    "court",
    "government",
    "intelligence",
    "junta",
    "ministry",
    "parliament",
    "police",
];

fn schema(node: &Node) -> &'static str {
    let subtype = node.listed.subtype.as_deref();
    let fits = |(kind, subtypes, _): &&(Kind, &[&str], &str)| {
        *kind == node.kind && (subtypes.is_empty() || subtype.is_some_and(|it| subtypes.contains(&it)))
    };
    SCHEMATA.iter().find(fits).map_or("Address", |(_, _, schema)| schema)
}

fn actor(node: &Node) -> Entity {
    let schema = schema(node);
    let name = if schema == "Address" { "full" } else { "name" };
    let (acronyms, aliases): (Vec<&String>, Vec<&String>) =
        node.aliases.iter().partition(|alias| alias.chars().all(|c| c.is_uppercase() || c == '.'));
    let label = if one_line(&node.label).is_empty() { &node.id } else { &node.label };
    let mut entity = Entity::new(actor_id(node), schema).with(name, [label]);
    if schema != "Address" {
        entity = entity.with("alias", aliases).with("weakAlias", acronyms);
    }
    if schema == "Person" {
        let texts = |designations: &[crate::model::Designation]| {
            designations.iter().map(|it| it.text.clone()).collect::<Vec<_>>()
        };
        entity = entity.with("title", texts(&node.ranks)).with("position", texts(&node.roles));
    }
    entity
        .with("country", node.listed.iso2.as_deref().map(str::to_lowercase))
        .with("wikidataId", node.listed.wikidata.as_deref())
}

/// How a relation is a link: its schema, and the properties of source and target with what these must be.
struct LinkSchema {
    relation: &'static str,
    schema: &'static str,
    source: (&'static str, &'static [&'static str]),
    target: (&'static str, &'static [&'static str]),
}

const LEGAL_ENTITIES: &[&str] = &["Person", "Company", "PublicBody", "Organization"];
const ORGANISATIONS: &[&str] = &["Company", "PublicBody", "Organization"];
const PEOPLE: &[&str] = &["Person"];

/// One row a relation that has a schema of its own.
const LINKS: [LinkSchema; 5] = [
    LinkSchema {
        relation: "leads",
        schema: "Directorship",
        source: ("director", LEGAL_ENTITIES),
        target: ("organization", ORGANISATIONS),
    },
    LinkSchema {
        relation: "member_of",
        schema: "Membership",
        source: ("member", LEGAL_ENTITIES),
        target: ("organization", ORGANISATIONS),
    },
    LinkSchema {
        relation: "employs",
        schema: "Employment",
        source: ("employer", ORGANISATIONS),
        target: ("employee", PEOPLE),
    },
    LinkSchema {
        relation: "owns",
        schema: "Ownership",
        source: ("owner", LEGAL_ENTITIES),
        target: ("asset", &["Company"]),
    },
    LinkSchema {
        relation: "kin_of",
        schema: "Family",
        source: ("person", PEOPLE),
        target: ("relative", PEOPLE),
    },
];

/// A role that somebody holds is an occupancy of a post.
const ROLE: &str = "holds_role";

fn link(
    edge: &Edge,
    graph: &ActorGraph,
    posts: &mut BTreeSet<String>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let [source, target] = [edge.source, edge.target].map(|end| &graph.nodes[end]);
    if edge.kind == ROLE && schema(source) == "Person" && ORGANISATIONS.contains(&schema(target)) {
        return occupancies(edge, [source, target], posts, out);
    }
    let fits = |link: &&LinkSchema| {
        link.relation == edge.kind
            && link.source.1.contains(&schema(source))
            && link.target.1.contains(&schema(target))
    };
    let (of_schema, from, to) = match LINKS.iter().find(fits) {
        Some(LinkSchema { schema, source, target, .. }) => (*schema, source.0, target.0),
        None => ("UnknownLink", "subject", "object"),
    };
    let qualifiers = edge.summary.iter().flat_map(|summary| summary.qualifiers.clone());
    let told: Vec<String> = [edge.kind.clone()].into_iter().chain(qualifiers).collect();
    let entity = Entity::new(id("link", &edge.id), of_schema)
        .with(from, [actor_id(source)])
        .with(to, [actor_id(target)])
        .with(if of_schema == "Family" { "relationship" } else { "role" }, told);
    grounds(entity, edge).write(out)
}

/// An occupancy for each role, of a post that belongs to the country or body.
fn occupancies(
    edge: &Edge,
    [holder, of]: [&Node; 2],
    posts: &mut BTreeSet<String>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let roles = edge.summary.iter().flat_map(|summary| &summary.qualifiers);
    let mut roles: Vec<&str> = roles.map(String::as_str).filter(|role| !role.trim().is_empty()).collect();
    if roles.is_empty() {
        roles.push(ROLE);
    }
    let periods = || edge.summary.iter().flat_map(|summary| &summary.periods);
    for role in roles {
        let post = id("post", &format!("{}/{role}", of.id));
        if posts.insert(post.clone()) {
            Entity::new(post.clone(), "Position")
                .with("name", [format!("{role}, {}", of.label)])
                .with("country", of.listed.iso2.as_deref().map(str::to_lowercase))
                .with("organization", [actor_id(of)])
                .write(out)?;
        }
        let entity = Entity::new(id("link", &format!("{}/{role}", edge.id)), "Occupancy")
            .with("holder", [actor_id(holder)])
            .with("post", [post])
            .with("startDate", periods().filter_map(|period| Some(period.from?.to_string())))
            .with("endDate", periods().filter_map(|period| Some(period.to?.to_string())));
        grounds(entity, edge).write(out)?;
    }
    Ok(())
}

/// An entity with what stands behind an edge: days, sentences of a relation, documents.
fn grounds(entity: Entity, edge: &Edge) -> Entity {
    let evidence = || counted(edge);
    let stated = || evidence().filter_map(|it| Some((it, it.statement.as_ref()?)));
    entity
        .with("date", stated().filter_map(|(_, statement)| statement.date).flat_map(days))
        .with("description", stated().map(|(evidence, _)| &*evidence.passage.text))
        .with("recordId", [&edge.id])
        .with("proof", evidence().map(|evidence| id("document", &evidence.passage.document.id)))
        .with("publisher", evidence().filter_map(|evidence| evidence.passage.document.source.as_deref()))
}

/// A date as the model writes it, which has no intervals: the first day of one and its last.
fn days(date: PartialDate) -> Vec<String> {
    let written = date.to_string();
    written.split('/').map(str::to_string).collect()
}

/// What speaks for an edge: no denials.
fn counted(edge: &Edge) -> impl Iterator<Item = &Evidence> {
    edge.evidence.iter().filter(|evidence| evidence.statement.as_ref().is_none_or(|it| it.counts()))
}

/// A text without control characters, which the model takes away with what stands beside them.
fn one_line(text: &str) -> String {
    let pieces = text.split(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'));
    pieces.map(str::trim).filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_months_or_years() {
        let month = PartialDate::parse("2024-08").unwrap();
        assert_eq!(days(month), ["2024-08"]);
        let (first, last) =
            (PartialDate::parse("2024-07-25").unwrap(), PartialDate::parse("2024-07-27").unwrap());
        assert_eq!(days(PartialDate { first: first.first, last: last.last }), ["2024-07-25", "2024-07-27"]);
    }

    #[test]
    fn ids_are_those_of_the_model() {
        assert_eq!(id("actor", "ibrahim-traore"), "actor-ibrahim-traore");
        assert_eq!(id("document", "2025/a.txt"), "document-2025.00002fa.00002etxt");
        assert_eq!(id("a", &"b".repeat(500)).len(), 198);
        assert_ne!(id("a", &"b".repeat(500)), id("a", &"b".repeat(501)));
        assert_eq!(short("trois mots là", 11), "trois mots…");
        assert_eq!((id("a", ""), id("a", "b-")), ("a-.0".to_string(), "a-b-.0".to_string()));
    }
}
