//! The day on which a page was published.

use super::{
    Conventions,
    clutter::length,
    front::{DayOf, dateline, named_date},
};
use crate::model::Date;
use dom_smoothie::Readability;

/// Meta names of the day of publication, best first.
const METAS: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dc.date.created",
    "dcterms.date",
    "dcterms.created",
    "dcterms.issued",
    "pubdate",
    "publishdate",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
];
/// Elements that say it by what they are.
const ELEMENTS: &str =
    "[itemprop=datePublished], time[pubdate], time.published, abbr.published, time.entry-date, .dt-published";
/// A longer piece of text is no line of a date.
const LONGEST: usize = 120;
/// So many elements after the heading, a date belongs to something else.
const NEAR: usize = 300;

/// The day that the metadata of a page give: meta elements, linked data, elements marked as such, the address.
pub(super) fn by_metadata(
    tree: &Readability,
    meta: impl Fn(&str) -> Option<String>,
    address: Option<&str>,
    conventions: &Conventions,
) -> Option<Date> {
    let metas = || METAS.iter().find_map(|name| conventions.parse_date(&meta(name)?));
    metas()
        .or_else(|| linked_data(tree, conventions))
        .or_else(|| marked(tree, conventions))
        .or_else(|| in_address(address?))
}

/// `datePublished` of the page's linked data, wherever it stands in it.
fn linked_data(tree: &Readability, conventions: &Conventions) -> Option<Date> {
    let scripts = tree.doc.select("script[type='application/ld+json']");
    scripts.nodes().iter().find_map(|script| {
        let text = script.text();
        let (_, rest) = text.split_once("\"datePublished\"")?;
        let value = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
        conventions.parse_date(value.split('"').next()?)
    })
}

fn marked(tree: &Readability, conventions: &Conventions) -> Option<Date> {
    let elements = tree.doc.select(ELEMENTS);
    elements.nodes().iter().take(20).find_map(|element| {
        let given = ["datetime", "content", "title"]
            .iter()
            .find_map(|name| conventions.parse_date(&element.attr(name)?));
        given.or_else(|| conventions.parse_date(&element.text()))
    })
}

/// `/2025/05/08/`, `/2025-05-08-`, in the path of an address.
fn in_address(address: &str) -> Option<Date> {
    let (_, path) = address.split_once("://")?.1.split_once('/')?;
    let parts: Vec<&str> = path.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let number =
        |part: &str, digits: usize| (part.len() == digits).then(|| part.parse::<i16>().ok()).flatten();
    parts.windows(3).find_map(|three| {
        let (year, month, day) = (number(three[0], 4)?, number(three[1], 2)?, number(three[2], 2)?);
        (1990..2100).contains(&year).then(|| Date::new(year, month as i8, day as i8).ok())?
    })
}

/// The day that the page shows near its heading: `Publié le 8 mai 2025`, a date alone in an element of that name or beside a label.
/// Of a page that gives nothing but the day of a change, nothing.
pub(super) fn shown(tree: &Readability, conventions: &Conventions) -> Option<Date> {
    let words = conventions.pages();
    let mut since = None;
    let mut found: Vec<(Option<String>, Date)> = vec![];
    for node in tree.doc.select("body *").nodes() {
        since = if node.has_name("h1") { Some(0) } else { since.map(|count: usize| count + 1) };
        if since.is_some_and(|count| count > NEAR) || node.has_name("script") || node.has_name("style") {
            continue;
        }
        let class = node.attr("class").map(|class| class.to_string());
        let is_named = class.as_deref().is_some_and(|class| words.is_date(class));
        if !(is_named || since.is_some()) || length(node, LONGEST) > LONGEST {
            continue;
        }
        let text = node.text().split_whitespace().collect::<Vec<_>>().join(" ");
        let date = match dateline(&text, conventions) {
            Some((DayOf::Publication, date)) => Some(date),
            _ if is_named => named_date(&text, conventions),
            _ => None,
        };
        found.extend(date.map(|date| (class, date)));
    }
    // Dates in many elements of one kind are those of a list.
    let lists = |class: &Option<String>| {
        found.iter().filter(|(other, _)| other == class && class.is_some()).count() > 3
    };
    found.iter().find(|(class, _)| !lists(class)).map(|&(_, date)| date)
}
