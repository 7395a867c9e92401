//! Factiva (Dow Jones): its pages, XML, and text or RTF, with the two-letter codes of its fields or without.

use super::{
    Article, Conventions, Tree, date_of, folded, is_byline, is_person,
    labels::{LABELS, has, starts},
    one_line_of, wrapped,
};
use crate::input::lines::{self, Line};
use dom_query::Selection;
use regex::Regex;
use std::{collections::BTreeMap, sync::LazyLock};

/// `Document LEFLEU0020250508el58000xx`: the accession number that ends an article.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?m)^[ \t]*(?:AN[ \t\u{a0}]+)?Document [A-Z0-9]{4,12}(?:19|20)\d{6}[a-z0-9]{5,12}[ \t\u{a0}]*\r?$",
    )
    .expect("a pattern")
});
/// `812 mots`.
static COUNT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\d[\d .,\u{a0}\u{202f}]* (\p{L}+)$").expect("a pattern"));
/// `HD`, and its value behind a tabulator or the like.
static CODE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^([A-Z]{2,3})(?:(?:\t|\u{a0}| {2,})\s*(.*))?$").expect("a pattern"));
/// The codes of fields.
const CODES: &[&str] = &[
    "AN", "ART", "BY", "CLM", "CO", "CR", "CT", "CX", "CY", "DLN", "ED", "ET", "GC", "HD", "HL", "IN", "IPC",
    "IPD", "LA", "LP", "NGC", "NS", "PD", "PG", "PUB", "RE", "RF", "RST", "SC", "SE", "SN", "TD", "VOL",
    "WC",
];
/// Lines between the count of words and the text.
const MOST_FIELDS: usize = 12;

/// The values of coded fields, a line each.
type Fields = BTreeMap<String, Vec<String>>;

/// The articles of a page.
pub(super) fn page(tree: &Tree, conventions: &Conventions) -> Vec<Article> {
    let articles = tree.select("div.article");
    articles.iter().filter_map(|article| of_element(&article, conventions)).collect()
}

fn of_element(article: &Selection, conventions: &Conventions) -> Option<Article> {
    let mut fields = Fields::new();
    for row in article.select("tr").iter() {
        let cells = row.select("td");
        let [code, value] = cells.nodes() else { continue };
        let code = code.text().trim().to_owned();
        if CODES.contains(&code.as_str()) {
            let value = value.formatted_text();
            fields.entry(code).or_default().extend(lines::lines(&value, 0).map(|line| line.text.to_owned()));
        }
    }
    if fields.contains_key("HD") {
        return of_fields(fields, conventions);
    }
    let text = article.formatted_text();
    let end = NUMBER.find(&text).map_or(text.len(), |number| number.start());
    let found = of_lines(&lines::lines(&text[..end], 0).collect::<Vec<_>>(), conventions)?;
    let headline = article.select("[class$='Headline'], [class$='headline']").text();
    let title = one_line_of(&headline);
    Some(if title.is_empty() { found } else { Article { title: Some(title), ..found } })
}

/// The articles of a text: each ends with its number. What stands behind the last is the summary of the search.
pub(super) fn text(text: &str, conventions: &Conventions) -> Vec<Article> {
    let (mut articles, mut from) = (vec![], 0);
    for number in NUMBER.find_iter(text) {
        let lines: Vec<Line> = lines::lines(&text[from..number.start()], 0).collect();
        from = number.end();
        let fields = coded(&lines);
        articles.extend(match fields.contains_key("HD") {
            true => of_fields(fields, conventions),
            false => of_lines(&lines, conventions),
        });
    }
    articles
}

/// The fields of lines with codes.
fn coded(lines: &[Line]) -> Fields {
    let (mut fields, mut code) = (Fields::new(), None);
    for line in lines {
        let found = CODE.captures(line.text).filter(|found| CODES.contains(&&found[1]));
        let value = match &found {
            Some(found) => {
                code = Some(found[1].to_owned());
                found.get(2).map_or("", |value| value.as_str()).trim()
            }
            None => line.text,
        };
        if let Some(code) = code.as_ref().filter(|_| !value.is_empty()) {
            fields.entry(code.clone()).or_default().push(value.to_owned());
        }
    }
    fields
}

fn of_fields(mut fields: Fields, conventions: &Conventions) -> Option<Article> {
    let mut take = |code: &str| fields.remove(code).map(|lines| lines.join(" "));
    let (title, byline, source) = (take("HD"), take("BY"), take("SN"));
    let date = take("PD").and_then(|day| date_of(&day, conventions));
    let paragraphs = ["LP", "TD"].into_iter().filter_map(|code| fields.remove(code)).flatten().collect();
    title.is_some().then_some(Article { title, date, source, byline, paragraphs })
}

/// The article of lines without codes: title, byline, count of words, date, source and so on, rights, text.
fn of_lines(lines: &[Line], conventions: &Conventions) -> Option<Article> {
    let count = lines.iter().position(|line| is_count(line.text))?;
    let (title, byline) = head(&lines[count.saturating_sub(3)..count])?;
    let fields = &lines[count + 1..(count + 1 + MOST_FIELDS).min(lines.len())];
    let dated = |line: &Line| line.text.len() <= 40 && date_of(line.text, conventions).is_some();
    let day = fields.iter().take(3).position(dated);
    let date = day.and_then(|day| date_of(fields[day].text, conventions));
    let behind = day.map_or(0, |day| day + 1);
    let is_time = |line: &&Line| line.text.starts_with(|c: char| c.is_ascii_digit()) && line.text.len() <= 12;
    let source = fields[behind.min(fields.len())..].iter().find(|line| !is_time(line));
    let rights = |line: &Line| starts(&LABELS.factiva.rights, &folded(line.text));
    let language = |line: &Line| has(&LABELS.factiva.languages, &folded(line.text));
    let last = fields.iter().position(rights).or_else(|| fields.iter().position(language)).unwrap_or(behind);
    let body = &lines[(count + 2 + last).min(lines.len())..];
    Some(Article {
        title: Some(title),
        date,
        source: source.map(|line| line.text.to_owned()),
        byline,
        paragraphs: wrapped(body),
    })
}

fn is_count(line: &str) -> bool {
    COUNT.captures(line).is_some_and(|count| has(&LABELS.factiva.words, &folded(&count[1])))
}

/// Title and byline of the lines before the count of words: a section may stand before them.
fn head(lines: &[Line]) -> Option<(String, Option<String>)> {
    let owned = |line: &Line| line.text.to_owned();
    let is_name = |line: &Line| is_byline(line.text) || is_person(line.text);
    Some(match lines {
        [] => return None,
        [title] => (owned(title), None),
        [section, title] if !is_name(title) && section.text.split_whitespace().count() <= 3 => {
            (owned(title), None)
        }
        [.., title, byline] if is_name(byline) || lines.len() == 2 => (owned(title), Some(owned(byline))),
        [.., title] => (owned(title), None),
    })
}

/// The articles of an answer of its service.
#[cfg(feature = "feeds")]
pub(super) fn xml(xml: &str, conventions: &Conventions) -> Vec<Article> {
    let mut articles = vec![];
    for element in crate::input::xml::elements(xml, "article") {
        let text = |name: &str| element.paragraphs(name).next();
        let date = text("publicationDate").and_then(|day| date_of(&day, conventions));
        let title = text("headline");
        if title.is_none() && date.is_none() {
            continue;
        }
        let paragraphs =
            ["leadParagraph", "tailParagraphs"].into_iter().flat_map(|name| element.paragraphs(name));
        let (source, byline) = (text("sourceName"), text("byline"));
        articles.push(Article { title, date, source, byline, paragraphs: paragraphs.collect() });
    }
    articles
}
