//! Feeds: RSS, Atom and JSON Feed, a document an entry. XML of a press database is an export; other XML is refused.

use super::{File, Note, Options, decode, file::DocumentStream, html, open::Opened, page::Page, vendor};
use crate::error::{Error, Result};
use encoding_rs::Encoding;
use feed_rs::{model::Entry, parser};

/// The documents of an XML file.
pub(super) fn read(file: &File, opened: Opened, options: &Options) -> Result<DocumentStream> {
    let bytes = opened.whole(&file.path)?;
    let mut notes = vec![];
    let declared = declared_encoding(&bytes[..bytes.len().min(DECLARATION)]);
    let text = decode::text(bytes, declared, &mut notes);
    if let Some(articles) = vendor::of_xml(&text, &options.conventions) {
        return Ok(Box::new(articles.documents(file, &notes, options)?.into_iter().map(Ok)));
    }
    entries(file, without_declaration(&text), notes, options)
}

/// The declaration of an encoding stands in the first bytes.
const DECLARATION: usize = 200;

/// The encoding that `<?xml … encoding="…"?>` names.
fn declared_encoding(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head);
    let (declaration, _) = head.split_once("?>")?;
    let (_, value) = declaration.split_once("encoding")?;
    let label = value.trim_start_matches(|c: char| c.is_whitespace() || c == '=' || c == '"' || c == '\'');
    Encoding::for_label(label.split(['"', '\'']).next()?.as_bytes())
}

/// XML without its declaration: what is decoded is UTF-8, whatever that says.
fn without_declaration(text: &str) -> &str {
    let text = text.trim_start();
    text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map_or(text, |(_, rest)| rest)
}

/// Whether the first bytes of a JSON file are those of a feed.
pub(super) fn is_json_feed(head: &[u8]) -> bool {
    let marks = ["jsonfeed.org/version", "jsonfeed.org\\/version"];
    let head = String::from_utf8_lossy(head);
    head.trim_start_matches('\u{FEFF}').trim_start().starts_with('{')
        && marks.iter().any(|mark| head.contains(mark))
}

fn entries(file: &File, text: &str, notes: Vec<Note>, options: &Options) -> Result<DocumentStream> {
    let feed = parser::parse(text.as_bytes()).map_err(|error| {
        let error = Error::input(&file.path, format!("not a feed: {error}"));
        error.with_hint(
            "of XML, RSS and Atom are read, and Factiva; save other files as text, HTML or JSON Lines",
        )
    })?;
    let source = feed.title.map(|title| title.content);
    let (file, options) = (file.clone(), options.clone());
    let documents = feed.entries.into_iter().zip(1..).map(move |(entry, number)| {
        let notes = if number == 1 { notes.clone() } else { vec![] };
        let mut read = document(entry, source.clone(), &options).document(&file, notes, &options)?;
        read.document.id = format!("{}#{number}", file.id);
        Ok(read)
    });
    Ok(Box::new(documents))
}

/// The page of an entry: its whole content where the feed has it, or what it says in short.
fn document(entry: Entry, source: Option<String>, options: &Options) -> Page {
    let title = entry.title.map(|title| html::all_text(&title.content));
    let content = entry.content.and_then(|content| content.body).filter(|body| !body.trim().is_empty());
    let text = content.or(entry.summary.map(|summary| summary.content)).unwrap_or_default();
    let text = html::all_text(&text);
    let day = entry.published.or(entry.updated).map(|day| day.date_naive().to_string());
    let date = day.and_then(|day| options.conventions.parse_date(&day));
    let text = match &title {
        Some(title) if !text.starts_with(title.as_str()) => format!("{title}\n\n{text}"),
        _ => text,
    };
    Page { title, date, source, text, ..Page::default() }
}
