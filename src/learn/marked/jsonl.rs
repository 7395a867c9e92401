//! JSON Lines, as `benches/readings.py marked` writes them.

use super::{End, MarkedText, Noted, in_text};
use crate::{
    error::{Error, Place, Result},
    eval::{id_of, lines, parse},
    model::Document,
};
use serde::Deserialize;
use serde_json::Value;

pub(super) fn read(file: &str, text: &str) -> Result<Vec<MarkedText>> {
    lines(text)
        .map(|(number, line)| {
            let place = Place { file: file.to_string(), line: number as u32, column: 0 };
            parse::<Line>(file, number, line)?.text(&place)
        })
        .collect()
}

#[derive(Deserialize)]
struct Line {
    id: Value,
    title: Option<String>,
    date: Option<String>,
    text: String,
    read: Option<Vec<Range>>,
    relations: Vec<RelationLine>,
}

#[derive(Deserialize, Clone, Copy)]
struct Range {
    start: u32,
    end: u32,
}

#[derive(Deserialize)]
struct RelationLine {
    #[serde(rename = "type")]
    relation: String,
    source: EndLine,
    target: EndLine,
    trigger: Option<Range>,
}

#[derive(Deserialize)]
struct EndLine {
    start: u32,
    end: u32,
    name: Option<String>,
}

impl Line {
    fn text(self, place: &Place) -> Result<MarkedText> {
        let length = self.text.chars().count() as u32;
        let range = |range: Range| in_text((range.start, range.end), length, place);
        let read = match self.read {
            Some(read) => read.into_iter().map(range).collect::<Result<_>>()?,
            None => vec![(0, length)],
        };
        let end = |end: EndLine| {
            let span = in_text((end.start, end.end), length, place)?;
            let words = || self.text.chars().skip(span.0 as usize).take((span.1 - span.0) as usize).collect();
            Ok::<_, Error>(End { span, name: end.name.unwrap_or_else(words) })
        };
        let noted = |line: RelationLine| {
            let (source, target) = (end(line.source)?, end(line.target)?);
            let trigger = line.trigger.map(range).transpose()?;
            Ok(Noted { relation: line.relation, source, target, trigger, place: place.clone() })
        };
        let statements = self.relations.into_iter().map(noted).collect::<Result<_>>()?;
        let mut document = Document::new(id_of(&self.id), self.text);
        document.title = self.title;
        document.date = self.date.and_then(|date| date.parse().ok());
        Ok(MarkedText { document, read, statements })
    }
}
