//! Europresse and Eureka (CEDROM-SNi): pages of both generations, and the text of its PDF.

use super::{
    Article, Conventions, Tree, date_of, filled, folded, is_byline, is_person,
    labels::{LABELS, starts},
    one_line_of,
};
use crate::{input::lines, model::Date};
use dom_query::{NodeRef, Selection};
use regex::Regex;
use std::sync::LazyLock;

/// `news·20250508·LM·0q1403`: the number of a document, with its day.
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(?:news|web|tv|bio|rapp)\u{b7}(\d{8})\u{b7}\S+").expect("a pattern"));
/// A longer line behind the title of the first generation is text, not a name.
const LONGEST_NAME: usize = 60;
/// Stands for the title in the text of a cell.
const TITLE: &str = "\u{E000}";

/// The articles of a page: `article` elements, or in the first generation what stands in the cell of each source.
pub(super) fn page(tree: &Tree, conventions: &Conventions) -> Vec<Article> {
    let articles = tree.select("article:has(.DocPublicationName)");
    match articles.is_empty() {
        false => articles.iter().map(|article| second(&article, conventions)).collect(),
        true => tree
            .select("span.DocPublicationName")
            .nodes()
            .iter()
            .filter_map(|name| first(name, conventions))
            .collect(),
    }
}

fn second(article: &Selection, conventions: &Conventions) -> Article {
    let text = |selector: &str| {
        let found = article.select(selector);
        found.nodes().iter().map(|node| one_line_of(&node.text())).find(|text| !text.is_empty())
    };
    let header = text(".DocHeader").or_else(|| text(".DocTitreSousSection + span"));
    let date =
        header.and_then(|header| date_of(&header, conventions)).or_else(|| number_date(&article.text()));
    let byline = text(".docAuthors")
        .or_else(|| text(".titreArticle ~ .sm-margin-bottomNews"))
        .or_else(|| text(".titreArticle ~ div").filter(|line| line.len() <= 2 * LONGEST_NAME));
    let source = text(".DocPublicationName").map(|name| source_name(&name));
    let title = text(".titreArticleVisu").or_else(|| text(".titreArticle"));
    let subtitle = text(".rdp__subtitle");
    article.select("aside, footer, img, script, style, .apd-wrapper").remove();
    let body = [".docOcurrContainer", ".DocText", "section"].iter().find_map(|selector| {
        let body = article.select(selector);
        let text = body.nodes().first()?.formatted_text();
        Some(text.to_string()).filter(|text| !text.trim().is_empty())
    });
    let paragraphs = subtitle.into_iter().chain(body.iter().flat_map(|body| filled(body)).map(str::to_owned));
    Article { title, date, source, byline, paragraphs: paragraphs.collect() }
}

/// An article of the first generation: the cell in which the name of the source stands.
fn first(name: &NodeRef, conventions: &Conventions) -> Option<Article> {
    let cell = Selection::from(name.parent()?);
    let text =
        |selector: &str| Some(one_line_of(&cell.select(selector).text())).filter(|text| !text.is_empty());
    let (source, title) = (one_line_of(&name.text()), text(".TitreArticleVisu, .titreArticleVisu"));
    let header = text(".DocHeader");
    let number = cell.text().to_string();
    let date = header.and_then(|header| date_of(&header, conventions)).or_else(|| number_date(&number));
    cell.select(".TitreArticleVisu, .titreArticleVisu").set_html(TITLE);
    cell.select(".DocPublicationName, .DocHeader, table, img, script, style").remove();
    let body = cell.nodes().first()?.formatted_text();
    // What stands above the title is a kicker, and read behind the byline.
    let (above, below) = body.split_once(TITLE).unwrap_or(("", &body));
    let kept =
        |text: &str| filled(text).filter(|line| !is_notice(line)).map(str::to_owned).collect::<Vec<_>>();
    let (above, mut lines) = (kept(above), kept(below));
    let is_name = |line: &String| line.len() <= LONGEST_NAME && !line.ends_with(['.', '!', '?', '»', ':']);
    let byline = lines.first().filter(|line| is_name(line) || is_byline(line)).cloned();
    if byline.is_some() {
        lines.remove(0);
    }
    let paragraphs = [above, lines].concat();
    Some(Article { title, date, source: Some(source_name(&source)), byline, paragraphs })
}

/// The articles of a text: each has a box of its source, or at its end the number of the document.
pub(super) fn text(text: &str, conventions: &Conventions) -> Vec<Article> {
    if NUMBER.find(text).is_none() {
        return vec![];
    }
    let segments = segments(text);
    segments.iter().filter_map(|lines| of_lines(lines, conventions)).collect()
}

/// A line, and whether a blank one stands before it.
type Line<'t> = (&'t str, bool);

/// The lines of each article. Before the first box stands the cover with the list of contents.
fn segments(text: &str) -> Vec<Vec<Line<'_>>> {
    let labels = &LABELS.europresse;
    let is_first = |line: &str| folded(line) == labels.first;
    let has_boxes = lines::lines(text, 0).any(|line| is_first(line.text));
    let mut segments: Vec<Vec<Line>> = vec![vec![]];
    for line in lines::lines(text, 0) {
        if has_boxes && is_first(line.text) {
            segments.push(vec![]);
        }
        let last = segments.last_mut().expect("there is one from the start");
        last.push((line.text, line.after_blank));
        if !has_boxes && NUMBER.is_match(line.text) {
            segments.push(vec![]);
        }
    }
    if has_boxes {
        segments.remove(0);
    }
    segments
}

fn of_lines(lines: &[Line], conventions: &Conventions) -> Option<Article> {
    let labels = &LABELS.europresse;
    let number = lines.iter().find_map(|(line, _)| number_date(line));
    let (mut article, mut kept, mut label): (_, Vec<Line>, _) = (Article::default(), vec![], None);
    for &(line, after_blank) in lines {
        let plain = folded(line);
        match label.take() {
            Some(of) => {
                if of == labels.first {
                    article.source = Some(source_name(line));
                }
            }
            None if labels.side_box.contains(&plain) => label = Some(plain),
            None if is_notice(line) => {}
            None => kept.push((line, after_blank)),
        }
    }
    let head =
        kept.iter().take(4).filter(|(line, _)| is_head(line, article.source.as_deref(), conventions)).count();
    let written = kept[..head].iter().find_map(|(line, _)| date_of(line, conventions));
    article.date = written.or(number);
    let blocks = blocks(&kept[head..]);
    let mut blocks = blocks.into_iter().peekable();
    article.title = blocks.next();
    article.byline = blocks.next_if(|line| is_byline(line) || is_person(line));
    article.paragraphs = blocks.collect();
    article.title.is_some().then_some(article)
}

/// Whether a line of the head says day, source, page and length: `Le Fleuve • p. 3 • 812 mots`.
fn is_head(line: &str, source: Option<&str>, conventions: &Conventions) -> bool {
    let is_date = line.len() <= 60 && date_of(line, conventions).is_some();
    let is_source = source.is_some_and(|source| line.starts_with(source) && line.len() <= source.len() + 60);
    is_date || is_source || line.starts_with('•') || line.contains(" • ")
}

/// Lines up to a blank one, as they stand.
fn blocks(lines: &[Line]) -> Vec<String> {
    let mut blocks: Vec<String> = vec![];
    for &(line, after_blank) in lines {
        match blocks.last_mut() {
            Some(last) if !after_blank => *last = format!("{last}\n{line}"),
            _ => blocks.push(line.to_owned()),
        }
    }
    blocks
}

fn is_notice(line: &str) -> bool {
    let plain = folded(line);
    let notices = &LABELS.europresse.notices;
    let inside = || notices.iter().any(|notice| notice.len() > 20 && plain.contains(notice.as_str()));
    starts(notices, &plain)
        || inside()
        || NUMBER.find(line).is_some_and(|found| found.len() + 4 >= line.len())
}

/// The day in the number of a document.
fn number_date(text: &str) -> Option<Date> {
    crate::input::date::compact(&NUMBER.captures(text)?[1])
}

/// `La Croix` of `La Croix, no. 43018`, `Le Fleuve` of `Le Fleuve (site web)`.
fn source_name(name: &str) -> String {
    let line = name.lines().next().unwrap_or_default().trim();
    let has_number = |rest: &str| rest.contains(|c: char| c.is_ascii_digit());
    let name = line.split_once(", ").filter(|(_, rest)| has_number(rest)).map_or(line, |(name, _)| name);
    let is_edition = |bracket: &str| starts(&LABELS.europresse.editions, &folded(bracket));
    let name =
        name.split_once(" (").filter(|(_, bracket)| is_edition(bracket)).map_or(name, |(name, _)| name);
    name.trim().trim_end_matches(',').to_owned()
}
