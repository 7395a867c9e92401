//! The project's own JSON Lines.

use super::{Argument, Article, Gold, GoldMention, GoldRelation, error};
use crate::{
    error::Result,
    eval::{
        Label, Name,
        predicted::{id_of, lines, parse},
    },
};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;

pub(super) fn read(file: &str, text: &str) -> Result<Gold> {
    let mut articles = Vec::new();
    let mut plain: Option<bool> = None;
    for (number, line) in lines(text) {
        let line: Line = parse(file, number, line)?;
        let is_plain = match (&line.mentions, &line.entities) {
            (Some(_), _) => false,
            (None, Some(_)) => true,
            (None, None) => {
                let hint = "an article has \"mentions\" and \"relations\", or \"entities\"";
                return Err(error(file, number, "no annotations").with_hint(hint));
            }
        };
        if *plain.get_or_insert(is_plain) != is_plain {
            let message = "mentions and plain entities in one file";
            return Err(error(file, number, message).with_hint("score them one by one"));
        }
        articles.push(line.article(file, number)?);
    }
    let plain = plain.unwrap_or_default();
    Ok(Gold { articles, is_coarse: plain, has_links: !plain, has_relations: !plain })
}

#[derive(Deserialize)]
struct Line {
    id: Value,
    date: Option<String>,
    #[serde(default)]
    text: String,
    mentions: Option<Vec<MentionLine>>,
    entities: Option<Vec<EntityLine>>,
    #[serde(default)]
    relations: Vec<Value>,
}

#[derive(Deserialize)]
struct MentionLine {
    head_start: u32,
    head_end: u32,
    #[serde(rename = "type")]
    label: String,
    entity: Option<String>,
    rank: Option<String>,
}

#[derive(Deserialize)]
struct EntityLine {
    start: u32,
    end: u32,
    #[serde(rename = "type")]
    label: String,
    #[serde(default)]
    nested: bool,
}

#[derive(Deserialize)]
struct RelationLine {
    subject: String,
    #[serde(rename = "type")]
    relation: String,
    object: String,
    zone: Option<String>,
    #[serde(default)]
    proxy: bool,
    evidence_start: Option<u32>,
    evidence_end: Option<u32>,
    evidence: Option<String>,
}

impl Line {
    fn article(self, file: &str, number: usize) -> Result<Article> {
        let mut article = Article {
            id: id_of(&self.id),
            date: self.date.and_then(|date| date.parse().ok()),
            text: self.text,
            mentions: Vec::new(),
            relations: Vec::new(),
        };
        let Some(mentions) = self.mentions else {
            // Relations of a plain set follow a scheme of their own.
            article.mentions = self.entities.into_iter().flatten().filter_map(EntityLine::mention).collect();
            return Ok(article);
        };
        let people = people(&mentions);
        for relation in self.relations {
            let line: RelationLine = serde_json::from_value(relation)
                .map_err(|problem| error(file, number, format!("not a relation: {problem}")))?;
            article.relations.push(line.relation(&article, &people));
        }
        article.mentions = mentions.into_iter().map(MentionLine::mention).collect();
        Ok(article)
    }
}

/// Whether each entity is a person, as its last mention by name says.
fn people(mentions: &[MentionLine]) -> HashMap<String, bool> {
    let named = mentions.iter().filter(|mention| !matches!(mention.label.as_str(), "ROLE" | "DEMONYM"));
    named.filter_map(|mention| Some((mention.entity.clone()?, mention.label == "PER"))).collect()
}

impl MentionLine {
    fn mention(self) -> GoldMention {
        GoldMention {
            start: self.head_start,
            end: self.head_end,
            label: Label::of_type(&self.label),
            entity: given(self.entity).map(Name::new),
            rank: given(self.rank),
        }
    }
}

impl EntityLine {
    fn mention(self) -> Option<GoldMention> {
        let is_scored = matches!(self.label.as_str(), "PER" | "LOC" | "ORG") && !self.nested;
        is_scored.then(|| GoldMention {
            start: self.start,
            end: self.end,
            label: Label::of_type(&self.label),
            entity: None,
            rank: None,
        })
    }
}

impl RelationLine {
    fn relation(self, article: &Article, people: &HashMap<String, bool>) -> GoldRelation {
        let argument = |name: String| {
            let is_person = people.get(&name).copied().unwrap_or_default();
            Argument { name: Name::new(name), is_person }
        };
        let evidence = match (self.evidence_start, self.evidence_end) {
            (Some(start), Some(end)) => article.slice(start, end),
            _ => self.evidence.unwrap_or_default(),
        };
        GoldRelation {
            relation: self.relation,
            source: argument(self.subject),
            target: argument(self.object),
            is_optional: self.proxy || self.zone.as_deref() == Some("related"),
            start: self.evidence_start.unwrap_or_default(),
            evidence,
        }
    }
}

/// What is not empty.
fn given(value: Option<String>) -> Option<String> {
    value.filter(|value| !value.is_empty())
}
