//! The project's own JSON Lines.

use super::{Argument, Article, Gold, GoldMention, GoldRelation, Reading, error};
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
    /// Other names by usual name.
    #[serde(default)]
    aliases: HashMap<String, Vec<String>>,
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
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    either_direction: bool,
    #[serde(default)]
    also: Vec<ReadingLine>,
    reach: Option<String>,
    evidence_start: Option<u32>,
    evidence_end: Option<u32>,
    evidence: Option<String>,
}

#[derive(Deserialize)]
struct ReadingLine {
    subject: String,
    #[serde(rename = "type")]
    relation: String,
    object: String,
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
        let names = Names { aliases: &self.aliases, mentions: named(&article, &mentions) };
        for relation in self.relations {
            let line: RelationLine = serde_json::from_value(relation)
                .map_err(|problem| error(file, number, format!("not a relation: {problem}")))?;
            article.relations.push(line.relation(&article, &names));
        }
        article.mentions = mentions.iter().map(|mention| mention.mention(&self.aliases)).collect();
        Ok(article)
    }
}

/// What the annotation of an article says of the names of its entities.
struct Names<'n> {
    aliases: &'n HashMap<String, Vec<String>>,
    /// By entity, whether it is a person, as its last mention by name says, and how the article spells it.
    mentions: HashMap<&'n str, (bool, Vec<Name>)>,
}

fn named<'n>(article: &Article, mentions: &'n [MentionLine]) -> HashMap<&'n str, (bool, Vec<Name>)> {
    let mut named: HashMap<&str, (bool, Vec<Name>)> = HashMap::new();
    for mention in mentions.iter().filter(|mention| !matches!(mention.label.as_str(), "ROLE" | "DEMONYM")) {
        let Some(entity) = mention.entity.as_deref().filter(|entity| !entity.is_empty()) else { continue };
        let (is_person, spellings) = named.entry(entity).or_default();
        *is_person = mention.label == "PER";
        spellings.push(Name::new(article.slice(mention.head_start, mention.head_end)));
    }
    named
}

impl Names<'_> {
    fn argument(&self, name: String) -> Argument {
        let (is_person, spellings) = self.mentions.get(name.as_str()).cloned().unwrap_or_default();
        Argument { aliases: names_of(self.aliases, &name), name: Name::new(name), is_person, spellings }
    }
}

fn names_of(aliases: &HashMap<String, Vec<String>>, name: &str) -> Vec<Name> {
    aliases.get(name).into_iter().flatten().map(Name::new).collect()
}

impl MentionLine {
    fn mention(&self, aliases: &HashMap<String, Vec<String>>) -> GoldMention {
        let entity = given(self.entity.clone());
        GoldMention {
            start: self.head_start,
            end: self.head_end,
            label: Label::of_type(&self.label),
            aliases: entity.as_deref().map(|name| names_of(aliases, name)).unwrap_or_default(),
            entity: entity.map(Name::new),
            rank: given(self.rank.clone()),
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
            aliases: Vec::new(),
            rank: None,
        })
    }
}

impl RelationLine {
    fn relation(self, article: &Article, names: &Names) -> GoldRelation {
        let evidence = match (self.evidence_start, self.evidence_end) {
            (Some(start), Some(end)) => article.slice(start, end),
            _ => self.evidence.unwrap_or_default(),
        };
        GoldRelation {
            relation: self.relation,
            source: names.argument(self.subject),
            target: names.argument(self.object),
            also: self.also.into_iter().map(|reading| reading.reading(names)).collect(),
            either_direction: self.either_direction,
            is_optional: self.proxy || self.optional || self.zone.as_deref() == Some("related"),
            reach: given(self.reach),
            start: self.evidence_start.unwrap_or_default(),
            evidence,
        }
    }
}

impl ReadingLine {
    fn reading(self, names: &Names) -> Reading {
        Reading {
            relation: self.relation,
            source: names.argument(self.subject),
            target: names.argument(self.object),
        }
    }
}

/// What is not empty.
fn given(value: Option<String>) -> Option<String> {
    value.filter(|value| !value.is_empty())
}
