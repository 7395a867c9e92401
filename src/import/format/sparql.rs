//! Results of Wikidata’s query service as CSV: a column a variable, items as their addresses, `…Label` and `…AltLabel` beside them.
//! The rows of an item are one actor; positions, with the time that they were held, are terms.

use super::{
    Head,
    table::{Table, degrees, number_of, q_id},
    words,
};
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

/// What a person belongs to, by variable.
const BODIES: [(&str, Link); 3] =
    [("party", Link::Member), ("memberOf", Link::Member), ("employer", Link::Employee)];

const ENTITY: &str = "wikidata.org/entity/Q";

pub(super) fn is_it(head: &Head) -> bool {
    let labels = head.columns().iter().any(|column| column.ends_with("label"));
    labels && head.text.contains(ENTITY)
}

/// The variables of an item, by what they are usually called.
const SUBJECTS: [(&str, Option<EntryKind>); 8] = [
    ("person", Some(EntryKind::Person)),
    ("human", Some(EntryKind::Person)),
    ("politician", Some(EntryKind::Person)),
    ("organisation", Some(EntryKind::Organisation)),
    ("organization", Some(EntryKind::Organisation)),
    ("party", Some(EntryKind::Organisation)),
    ("place", Some(EntryKind::Place)),
    ("item", None),
];

pub(super) fn read(source: Source, on: &mut Gathering) -> Result<()> {
    let name = source.name;
    let mut table = Table::open(source, on.options)?;
    let header = table.header.clone();
    let column = |variable: &str| header.iter().position(|column| column.eq_ignore_ascii_case(variable));
    let subject = SUBJECTS.iter().find(|(variable, _)| column(variable).is_some());
    let Some((subject, kind)) = subject else {
        let error = Error::input(name, "no column of items");
        return Err(error.with_hint("the variable is ?person, ?organisation, ?place, or ?item with --kind"));
    };
    let Some(kind) = on.options.kind.or(*kind) else {
        let error = Error::usage("nothing says what the items are");
        return Err(error.with_hint("give --kind person, organisation or place"));
    };
    while let Some(row) = table.next(on)? {
        let cell = |variable: &str| column(variable).and_then(|place| row.get(place)).unwrap_or("").trim();
        let id = q_id(cell(subject));
        if id.is_empty() {
            on.left_out(Reason::NoName, cell(subject));
            continue;
        }
        // Without a label, the service gives the id in its place.
        let label = cell(&format!("{subject}Label"));
        let label = if label == id { "" } else { label };
        let aliases = [format!("{subject}AltLabel"), "aliases".into(), "alias".into()];
        let aliases = aliases.iter().flat_map(|variable| cell(variable).split(['|', ',']));
        let names = std::iter::once(label).chain(aliases.map(str::trim));
        let first = |variables: [&str; 3]| variables.into_iter().map(cell).find(|cell| !cell.is_empty());
        let country = first(["country", "countryLabel", "iso2"]).map(of_address).unwrap_or_default();
        let gender = first(["gender", "sex", "genderLabel"]).unwrap_or_default();
        let point = cell("coordinates").strip_prefix("Point(").and_then(|point| point.strip_suffix(')'));
        let position =
            point.and_then(|point| point.split_once(' ')).and_then(|(east, north)| degrees(north, east));
        on.actor(Actor {
            names: names.filter(|name| !name.is_empty()).map(str::to_string).collect(),
            gender: gender_of(gender).filter(|_| kind == EntryKind::Person),
            countries: [country.clone()].into_iter().filter(|country| !country.is_empty()).collect(),
            wikidata: id.clone(),
            geonames: number_of(cell("geonames")),
            population: number_of(cell("population")),
            position,
            died: first(["died", "death", "dateOfDeath"]).unwrap_or_default().to_string(),
            source: format!("Wikidata: {id}"),
            ..Actor::new(&id, kind)
        })?;
        if kind != EntryKind::Person {
            continue;
        }
        let role = first(["positionLabel", "officeLabel", "position"]).unwrap_or_default();
        let term = Term {
            holder: id,
            from: first(["start", "from", "startTime"]).unwrap_or_default().to_string(),
            to: first(["end", "to", "endTime"]).unwrap_or_default().to_string(),
            ..Term::default()
        };
        for (variable, link) in BODIES {
            let body = q_id(cell(variable));
            if !body.is_empty() {
                // The time is that of the position, where there is one.
                let term = if role.is_empty() { term.clone() } else { undated(&term) };
                on.term(Term { link, body, ..term })?;
            }
        }
        if !role.is_empty() {
            on.term(Term { role: role.to_string(), country, ..term })?;
        }
    }
    Ok(())
}

fn undated(term: &Term) -> Term {
    Term { holder: term.holder.clone(), ..Term::default() }
}

/// The id of an item, or the text that is there.
fn of_address(cell: &str) -> String {
    let id = q_id(cell);
    if id.is_empty() { cell.to_string() } else { id }
}

fn gender_of(cell: &str) -> Option<char> {
    super::wikidata::gender(&q_id(cell)).or_else(|| words::gender(cell))
}
