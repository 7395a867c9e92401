//! ProQuest: pages and mails of results, and text with lines of underscores between the articles.

use super::{
    Article, Conventions, Tree, date_of, folded, labelled,
    labels::{LABELS, has},
    wrapped,
};
use crate::input::lines::{self, Line};
use regex::Regex;
use std::sync::LazyLock;

/// A line of underscores, or `Document 1 of 3`.
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^[ \t]*(?:_{20,}|Document \d+ (?:of|de|sur) \d+)[ \t]*\r?$").expect("a pattern")
});
/// A longer label is none.
const LONGEST_LABEL: usize = 45;

/// The articles of a page: one behind each anchor with its number.
pub(super) fn page(tree: &Tree, conventions: &Conventions) -> Vec<Article> {
    let articles = tree.select("div:has(> a[name^='DocID_'])");
    articles.iter().filter_map(|article| of_text(&article.formatted_text(), conventions)).collect()
}

/// The articles of a text.
pub(super) fn text(text: &str, conventions: &Conventions) -> Vec<Article> {
    BETWEEN.split(text).filter_map(|part| of_text(part, conventions)).collect()
}

/// The article of labelled lines; none without a text of its own.
fn of_text(text: &str, conventions: &Conventions) -> Option<Article> {
    let labels = &LABELS.proquest;
    let lines: Vec<Line> = lines::lines(text, 0).collect();
    let body = lines.iter().position(|line| label(line).is_some_and(|(name, _)| has(&labels.text, &name)))?;
    let mut body_lines: Vec<Line> = vec![];
    let (_, first) = label(&lines[body])?;
    if !first.is_empty() {
        body_lines.push(Line { text: first, ..lines[body] });
    }
    body_lines.extend(lines[body + 1..].iter().take_while(|line| label(line).is_none()));
    let value = |list: &[String]| {
        let found = lines.iter().filter_map(label).find(|(name, value)| has(list, name) && !value.is_empty());
        found.map(|(_, value)| value.to_owned())
    };
    let first = lines[..body]
        .iter()
        .find(|line| label(line).is_none() && !is_link(line))
        .map(|line| line.text.to_owned());
    let info = value(&labels.info);
    let date = value(&labels.date).and_then(|day| date_of(&day, conventions));
    let date = date.or_else(|| date_of(info.as_deref()?, conventions));
    let source = value(&labels.source)
        .or(info)
        .map(|source| source.split(';').next().unwrap_or_default().trim().to_owned());
    Some(Article {
        title: value(&labels.title).or(first),
        date,
        source,
        byline: value(&labels.byline),
        paragraphs: wrapped(&body_lines),
    })
}

/// A label, and what stands behind it.
fn label<'t>(line: &Line<'t>) -> Option<(String, &'t str)> {
    labelled(line.text, LONGEST_LABEL).filter(|(name, _)| is_label(name))
}

fn is_label(name: &str) -> bool {
    let labels = &LABELS.proquest;
    let lists = [
        &labels.title,
        &labels.byline,
        &labels.source,
        &labels.date,
        &labels.info,
        &labels.text,
        &labels.other,
    ];
    lists.into_iter().any(|list| has(list, name))
}

/// `ProQuest document link`, or an address.
fn is_link(line: &Line) -> bool {
    line.text.contains("://") || folded(line.text).contains("proquest")
}
