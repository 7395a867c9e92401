//! Columns: a token and its tag on each line.

use super::{Article, Gold, GoldMention, coarsen, error};
use crate::{error::Result, eval::Label};
use std::path::Path;

pub(super) fn read(file: &str, text: &str) -> Result<Gold> {
    let name = Path::new(file).file_stem().and_then(|stem| stem.to_str()).unwrap_or(file);
    let mut reader = Reader { name, articles: Vec::new(), current: Current::default() };
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    for (index, line) in text.lines().enumerate() {
        let mut columns = line.split_whitespace();
        match (columns.next(), columns.next_back()) {
            (None, _) => reader.current.end_sentence(),
            (Some("-DOCSTART-"), _) => reader.end_document(),
            // `# sent_id = 3`, but not the token `#`.
            (Some("#"), Some(_)) if line.contains(" = ") => {}
            (Some(token), Some(tag)) => {
                let tag = Tag::parse(tag)
                    .ok_or_else(|| error(file, index + 1, format!("no tag in the last column: {tag:?}")))?;
                reader.current.add(token, tag);
            }
            (Some(_), None) => {
                let hint = "a line holds a token and its tag, with spaces or a tab between them";
                return Err(error(file, index + 1, "a token without a tag").with_hint(hint));
            }
        }
    }
    reader.end_document();
    Ok(Gold { articles: reader.articles, is_coarse: true, has_links: false, has_relations: false })
}

/// `O`, or how a token goes on from the one before and what it is of.
enum Tag<'t> {
    Outside,
    Begins(&'t str),
    GoesOn(&'t str),
}

impl Tag<'_> {
    fn parse(tag: &str) -> Option<Tag<'_>> {
        match tag.split_once('-') {
            Some(("B" | "S" | "U", of)) => Some(Tag::Begins(of)),
            Some(("I" | "E" | "L", of)) => Some(Tag::GoesOn(of)),
            None if tag == "O" => Some(Tag::Outside),
            _ => None,
        }
    }
}

struct Reader<'n> {
    name: &'n str,
    articles: Vec<Article>,
    current: Current,
}

impl Reader<'_> {
    fn end_document(&mut self) {
        let Current { text, mut mentions, .. } = std::mem::take(&mut self.current);
        if text.is_empty() {
            return;
        }
        coarsen(&mut mentions);
        let id = format!("{}-{}", self.name, self.articles.len() + 1);
        self.articles.push(Article { id, date: None, text, mentions, relations: Vec::new() });
    }
}

/// The document that is being read.
#[derive(Default)]
struct Current {
    text: String,
    /// Code points of the text.
    length: u32,
    mentions: Vec<GoldMention>,
    /// Whether the last token was of the last mention.
    in_mention: bool,
    between: &'static str,
}

impl Current {
    fn add(&mut self, token: &str, tag: Tag) {
        self.push(self.between);
        let start = self.length;
        self.push(token);
        self.between = " ";
        let (of, begins) = match tag {
            Tag::Outside => {
                self.in_mention = false;
                return;
            }
            Tag::Begins(of) => (of, true),
            Tag::GoesOn(of) => (of, false),
        };
        let label = Label::of_tag(of);
        match self.mentions.last_mut() {
            Some(last) if !begins && self.in_mention && last.label == label => last.end = self.length,
            _ => self.mentions.push(GoldMention {
                start,
                end: self.length,
                label,
                entity: None,
                aliases: Vec::new(),
                rank: None,
            }),
        }
        self.in_mention = true;
    }

    fn push(&mut self, piece: &str) {
        self.text += piece;
        self.length += piece.chars().count() as u32;
    }

    fn end_sentence(&mut self) {
        self.in_mention = false;
        if !self.text.is_empty() {
            self.between = "\n\n";
        }
    }
}
