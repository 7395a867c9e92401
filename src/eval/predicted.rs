//! What was found, from the JSON Lines that palabre writes.

use super::{Label, Name, name::stem};
use crate::{
    error::{Error, Place, Result},
    model::Kind,
};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// What was found in each document.
#[derive(Debug, Clone, Default)]
pub struct Predictions {
    by_id: HashMap<String, usize>,
    by_stem: HashMap<String, usize>,
    documents: Vec<Predicted>,
}

impl Predictions {
    /// Reads palabre's JSON Lines; the file's name is for the errors.
    ///
    /// # Errors
    /// A line that is not as palabre writes it.
    pub fn from_jsonl(file: &str, text: &str) -> Result<Predictions> {
        let mut predictions = Predictions::default();
        predictions.add_jsonl(file, text)?;
        Ok(predictions)
    }

    /// Adds the documents of more lines. Of two with one id, the later one counts.
    ///
    /// # Errors
    /// A line that is not as palabre writes it.
    pub fn add_jsonl(&mut self, file: &str, text: &str) -> Result<()> {
        for (number, line) in lines(text) {
            let line: Line = parse(file, number, line)?;
            self.add(id_of(&line.id), Predicted::new(line));
        }
        Ok(())
    }

    fn add(&mut self, id: String, predicted: Predicted) {
        let index = self.documents.len();
        self.documents.push(predicted);
        self.by_stem.insert(stem(&id).to_owned(), index);
        self.by_id.insert(id, index);
    }

    /// What was found in the article of an id: in the document of that id, or else of that file name (`d01` is
    /// `texts/d01.txt`).
    pub(super) fn of(&self, id: &str) -> Option<&Predicted> {
        let index = self.by_id.get(id).or_else(|| self.by_stem.get(stem(id)))?;
        self.documents.get(*index)
    }
}

/// What was found in one document.
#[derive(Debug, Clone)]
pub(super) struct Predicted {
    pub mentions: Vec<PredictedMention>,
    /// Every name of each entity, the usual one first.
    pub entities: BTreeMap<String, Vec<Name>>,
    pub relations: Vec<PredictedRelation>,
}

/// What was found where nothing was.
pub(super) const NOTHING: &Predicted =
    &Predicted { mentions: Vec::new(), entities: BTreeMap::new(), relations: Vec::new() };

#[derive(Debug, Clone)]
pub(super) struct PredictedMention {
    /// The head, in code points.
    pub start: u32,
    pub end: u32,
    pub label: Label,
    pub entity: Option<String>,
    pub rank: Option<String>,
    pub via: Option<String>,
}

#[derive(Debug, Clone)]
pub(super) struct PredictedRelation {
    pub relation: String,
    pub source: String,
    pub target: String,
    pub rule: Option<String>,
    pub evidence: Option<String>,
}

impl Predicted {
    fn new(line: Line) -> Predicted {
        let entities = line.entities.into_iter().map(|entity| {
            let names = std::iter::once(entity.name).chain(entity.aliases);
            (entity.id, names.map(Name::new).collect())
        });
        let relations = line.relations.into_iter().filter(|relation| !relation.cooccurrence);
        Predicted {
            mentions: line.mentions.into_iter().filter_map(PredictedMention::new).collect(),
            entities: entities.collect(),
            relations: relations
                .map(|line| PredictedRelation {
                    relation: line.relation,
                    source: line.source,
                    target: line.target,
                    rule: line.rule,
                    evidence: line.evidence,
                })
                .collect(),
        }
    }

    /// The usual name of an entity.
    pub fn name<'p>(&'p self, entity: &'p str) -> &'p str {
        self.entities.get(entity).and_then(|names| names.first()).map_or(entity, Name::written)
    }
}

impl PredictedMention {
    /// A mention that is scored: of a kind that the gold marks.
    fn new(line: MentionLine) -> Option<PredictedMention> {
        let kind = Kind::from_name(&line.kind).filter(|&kind| kind != Kind::Rank)?;
        Some(PredictedMention {
            start: line.head_start.unwrap_or(line.start),
            end: line.head_end.unwrap_or(line.end),
            label: Label::Kind(kind),
            entity: line.entity,
            rank: line.rank,
            via: line.via,
        })
    }
}

/// The lines that are not blank, with their numbers.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    text.split('\n')
        .enumerate()
        .map(|(index, line)| (index + 1, line))
        .filter(|(_, line)| !line.trim().is_empty())
}

/// The object of a line.
pub(crate) fn parse<'l, T: Deserialize<'l>>(file: &str, line: usize, text: &'l str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| {
        let place = Place { file: file.to_owned(), line: line as u32, column: error.column() as u32 };
        let message = error.to_string();
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
        Error::data(place, message)
            .with_hint("each line must be one object of the JSON Lines that palabre writes or scores")
    })
}

/// An id as it is compared: a number is one, too.
pub(crate) fn id_of(id: &Value) -> String {
    match id {
        Value::String(id) => id.clone(),
        other => other.to_string(),
    }
}

#[derive(Deserialize)]
struct Line {
    id: Value,
    mentions: Vec<MentionLine>,
    #[serde(default)]
    entities: Vec<EntityLine>,
    #[serde(default)]
    relations: Vec<RelationLine>,
}

#[derive(Deserialize)]
struct MentionLine {
    start: u32,
    end: u32,
    head_start: Option<u32>,
    head_end: Option<u32>,
    kind: String,
    entity: Option<String>,
    rank: Option<String>,
    via: Option<String>,
}

#[derive(Deserialize)]
struct EntityLine {
    id: String,
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
}

#[derive(Deserialize)]
struct RelationLine {
    #[serde(rename = "type")]
    relation: String,
    source: String,
    target: String,
    rule: Option<String>,
    evidence: Option<String>,
    #[serde(default)]
    cooccurrence: bool,
}
