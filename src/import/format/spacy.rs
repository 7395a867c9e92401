//! Patterns of spaCy’s EntityRuler, one a line: <https://spacy.io/api/entityruler>. Patterns of one id are names of one.

use super::{Head, lines, words};
use crate::{
    error::Result,
    import::{Source, gather::Gathering, item::Actor, report::Reason},
    model::EntryKind,
};
use serde::Deserialize;
use serde_json::{Map, Value};

#[derive(Deserialize)]
struct Row {
    label: String,
    pattern: Pattern,
    #[serde(default)]
    id: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Pattern {
    Phrase(String),
    Tokens(Vec<Map<String, Value>>),
}

pub(super) fn is_it(head: &Head) -> bool {
    let line = head.first_line();
    line.starts_with('{') && line.contains("\"label\"") && line.contains("\"pattern\"")
}

pub(super) fn read(source: Source, on: &mut Gathering) -> Result<()> {
    lines::each_json(source, on, |row: Row, on| {
        let Some(kind) = words::kind(&row.label) else {
            on.left_out(Reason::NoActor, &format!("{} ({})", row.pattern.shown(), row.label));
            return Ok(());
        };
        let Some(name) = row.pattern.name(kind) else {
            on.left_out(Reason::Pattern, &row.pattern.shown());
            return Ok(());
        };
        let id = row.id.unwrap_or_default();
        let wikidata = super::table::q_id(&id);
        on.actor(Actor { names: vec![name], wikidata, ..Actor::new(id, kind) })
    })
}

impl Pattern {
    /// The name that it stands for: of tokens that say their text and nothing else. Of one that asks for small letters in a person’s
    /// name, the capitals are certain.
    fn name(&self, kind: EntryKind) -> Option<String> {
        let tokens = match self {
            Pattern::Phrase(name) => return Some(name.clone()),
            Pattern::Tokens(tokens) => tokens,
        };
        let word = |token: &Map<String, Value>| {
            let (attribute, value) = token.iter().next().filter(|_| token.len() == 1)?;
            let text = value.as_str()?;
            match attribute.as_str() {
                "TEXT" | "ORTH" => Some(text.to_string()),
                "LOWER" | "lower" if kind == EntryKind::Person => Some(text.to_uppercase()),
                _ => None,
            }
        };
        let words: Option<Vec<String>> = tokens.iter().map(word).collect();
        Some(words?.join(" ").replace(" ' ", "’").replace(" - ", "-").replace("' ", "’"))
    }

    fn shown(&self) -> String {
        match self {
            Pattern::Phrase(name) => name.clone(),
            Pattern::Tokens(tokens) => serde_json::to_string(tokens).unwrap_or_default(),
        }
    }
}
