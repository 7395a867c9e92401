//! Nexis and LexisNexis: `1 of 50 DOCUMENTS` in pages and text, `End of Document` in the Word files of Nexis Uni.

use super::{
    Article, Conventions, Tree, date_of, folded, labelled,
    labels::{LABELS, has, starts},
    paragraphs, wrapped,
};
use crate::input::lines::{self, Line};
use regex::Regex;
use std::sync::LazyLock;

/// `1 of 3 DOCUMENTS`, `Document 1 de 3`, `Dokument 1 von 3`, alone in a line.
static COUNT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^[ \t\u{a0}]*(?:\d+ of \d+ DOCUMENTS?|(?:Document|Dokument) \d+ (?:de|von|sur) \d+)[ \t\u{a0}]*\r?$")
        .expect("a pattern")
});
/// Blocks in which the date and the title stand.
const HEAD: usize = 5;
/// A longer label is none.
const LONGEST_LABEL: usize = 30;

/// The articles of a page: as text it is like a text file.
pub(super) fn page(tree: &Tree, conventions: &Conventions) -> Vec<Article> {
    tree.select("script, style").remove();
    text(&tree.formatted_text(), conventions)
}

/// The articles of a text. What stands before the first are the terms of the search.
pub(super) fn text(text: &str, conventions: &Conventions) -> Vec<Article> {
    let mut starts = COUNT.find_iter(text).peekable();
    let mut articles = vec![];
    while let Some(start) = starts.next() {
        let end = starts.peek().map_or(text.len(), |next| next.start());
        articles.extend(of_blocks(paragraphs(&text[start.end()..end]), conventions));
    }
    articles
}

/// What a labelled block is.
#[derive(PartialEq)]
enum Label {
    Byline,
    Title,
    Front,
    Lead,
    Tail,
}

/// The label of a block in capitals, and what stands behind it.
fn label(block: &str) -> Option<(Label, &str)> {
    let (name, value) = labelled(block, LONGEST_LABEL)?;
    if block[..block.len() - value.len()].contains(char::is_lowercase) {
        return None;
    }
    let labels = &LABELS.nexis;
    let label = match () {
        () if has(&labels.byline, &name) => Label::Byline,
        () if has(&labels.title, &name) => Label::Title,
        () if has(&labels.front, &name) => Label::Front,
        () if has(&labels.lead, &name) => Label::Lead,
        () if has(&labels.tail, &name) => Label::Tail,
        () => return None,
    };
    Some((label, value))
}

fn of_blocks(blocks: Vec<String>, conventions: &Conventions) -> Option<Article> {
    let mut article = Article::default();
    let front = blocks.iter().position(|block| label(block).is_some()).unwrap_or(HEAD.min(blocks.len()));
    let day = blocks[..front.min(HEAD)].iter().position(|block| date_of(block, conventions).is_some());
    article.date = day.and_then(|day| date_of(&blocks[day], conventions));
    let mut head =
        blocks[..front].iter().enumerate().filter(|&(at, _)| Some(at) != day).map(|(_, block)| block);
    article.source = head.next().cloned();
    article.title = head.next().cloned();
    let front = if label(blocks.get(front)?).is_some() {
        front
    } else {
        day.map_or(2, |day| 2.max(day) + 1).min(front)
    };
    for block in &blocks[front..] {
        match label(block) {
            Some((Label::Tail, _)) => break,
            Some((Label::Byline, name)) => article.byline = Some(name.to_owned()),
            Some((Label::Title, title)) => article.title = Some(title.to_owned()),
            Some((Label::Lead, text)) if !text.is_empty() => article.paragraphs.push(text.to_owned()),
            Some(_) => {}
            None => article.paragraphs.push(block.clone()),
        }
    }
    let is_rights = |block: &String| starts(&LABELS.nexis.rights, &folded(block));
    while article.paragraphs.pop_if(|last| is_rights(last)).is_some() {}
    Some(article)
}

/// The articles of Nexis Uni: title, source, day, labels, `Body`, text, `End of Document`.
pub(super) fn uni(text: &str, conventions: &Conventions) -> Vec<Article> {
    let lines: Vec<Line> = lines::lines(text, 0).collect();
    let labels = &LABELS.nexis;
    let ends = |line: &Line| has(&labels.end, &folded(line.text));
    let articles = lines.split(ends).filter_map(|lines| of_lines(lines, conventions));
    // What follows the last end is no article, and has no body.
    articles.collect()
}

fn of_lines(lines: &[Line], conventions: &Conventions) -> Option<Article> {
    let labels = &LABELS.nexis;
    let body = lines.iter().position(|line| has(&labels.body, &folded(line.text)))?;
    let starts_with_date = |line: &Line| {
        line.text.len() <= 60
            && line.text.split_whitespace().take(3).count() == 3
            && date_of(line.text, conventions).is_some()
    };
    let is_labelled =
        |line: &Line| labelled(line.text, LONGEST_LABEL).is_some_and(|(name, _)| is_known(&name));
    let day = lines[..body]
        .iter()
        .rposition(|line| starts_with_date(line) && !is_labelled(line) && !is_rights(line));
    let head = day.unwrap_or_else(|| lines[..body].iter().position(is_labelled).unwrap_or(body));
    let mut article =
        Article { date: day.and_then(|day| date_of(lines[day].text, conventions)), ..Article::default() };
    article.source = head.checked_sub(1).map(|at| lines[at].text.to_owned());
    article.title = head.checked_sub(2).map(|at| lines[at].text.to_owned());
    let labelled_lines = lines[head..body].iter().filter_map(|line| labelled(line.text, LONGEST_LABEL));
    for (name, value) in labelled_lines {
        if has(&labels.byline, &name) {
            article.byline = Some(value.to_owned());
        } else if has(&labels.lead, &name) {
            article.paragraphs.push(value.to_owned());
        }
    }
    let text = &lines[body + 1..];
    let end = text.iter().rposition(|line| has(&labels.classification, &folded(line.text)));
    let text = &text[..end.unwrap_or(text.len())];
    let tail =
        |line: &Line| labelled(line.text, LONGEST_LABEL).is_some_and(|(name, _)| has(&labels.tail, &name));
    let kept = text.len() - text.iter().rev().take_while(|line| tail(line) || is_rights(line)).count();
    article.paragraphs.extend(wrapped(&text[..kept]));
    Some(article)
}

fn is_known(name: &str) -> bool {
    let labels = &LABELS.nexis;
    [&labels.byline, &labels.front, &labels.lead, &labels.tail].into_iter().any(|list| has(list, name))
}

fn is_rights(line: &Line) -> bool {
    starts(&LABELS.nexis.rights, &folded(line.text))
}
