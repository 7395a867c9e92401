//! JSON Lines: one document a line, everything that was read in it.
//!
//! Keys stand in a fixed order. Offsets are code points into the document's original text, ends exclusive. UTF-8, `\n`.

use crate::model::{Attribute, Extraction, Kind, Lexicon, Mention, Offsets, Span, Via};
use serde::Serialize;
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// Version of the format, in every line.
pub const SCHEMA_VERSION: u32 = 1;

/// Writes extractions as JSON Lines.
#[derive(Debug, Clone, Copy)]
pub struct JsonLines<'l> {
    lexicon: &'l Lexicon,
    with_text: bool,
}

impl<'l> JsonLines<'l> {
    /// A writer of extractions made with a lexicon.
    pub fn new(lexicon: &'l Lexicon) -> JsonLines<'l> {
        JsonLines { lexicon, with_text: false }
    }

    /// The same writer, which adds the text that the offsets point into as the key `text`, after `language`.
    pub fn with_text(mut self, with_text: bool) -> JsonLines<'l> {
        self.with_text = with_text;
        self
    }

    /// Writes one extraction as one line.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(&self, extraction: &Extraction, mut out: impl Write) -> io::Result<()> {
        serde_json::to_writer(&mut out, &self.line(extraction))?;
        out.write_all(b"\n")
    }

    fn line<'e>(&self, extraction: &'e Extraction) -> Line<'e>
    where
        'l: 'e,
    {
        let document = &extraction.document;
        let offsets = Offsets::new(document);
        let whole = Span::new(0, document.text.len() as u32);
        let id = |index: usize| extraction.entities[index].id.as_str();
        Line {
            schema_version: SCHEMA_VERSION,
            id: &document.id,
            title: document.title.as_deref(),
            date: document.date.map(|date| date.to_string()),
            source: document.source.as_deref(),
            language: &self.lexicon.cues.language,
            text: self.with_text.then(|| offsets.original(whole)),
            mentions: extraction
                .mentions
                .iter()
                .map(|mention| self.mention(mention, extraction, &offsets))
                .collect(),
            entities: extraction.entities.iter().map(|entity| self.entity(entity)).collect(),
            relations: extraction
                .relations
                .iter()
                .map(|relation| self.relation(relation, extraction, &offsets))
                .collect(),
            cooccurrences: (extraction.cooccurrences.iter())
                .map(|pair| CooccurrenceLine {
                    source: id(pair.source.0 as usize),
                    target: id(pair.target.0 as usize),
                    window: pair.window.name(),
                    count: pair.sites.len(),
                })
                .collect(),
        }
    }

    fn mention<'e>(
        &self,
        mention: &Mention,
        extraction: &'e Extraction,
        offsets: &Offsets<'e>,
    ) -> MentionLine<'e>
    where
        'l: 'e,
    {
        let (start, end) = offsets.code_points(mention.span);
        let (head_start, head_end) = offsets.code_points(mention.head);
        let text = |attribute: Option<Attribute>| attribute.map(|attribute| offsets.original(attribute.span));
        let of = mention.of.map(|of| match of.entry {
            Some(entry) => Cow::Borrowed(&*self.lexicon.entry(entry).id),
            None => offsets.original(of.span),
        });
        MentionLine {
            start,
            end,
            head_start,
            head_end,
            text: offsets.original(mention.span),
            kind: mention.kind,
            entity: mention.entity.map(|entity| extraction.entities[entity.0 as usize].id.as_str()),
            rank: text(mention.rank),
            title: text(mention.title),
            role: text(mention.role),
            of,
            sentence: mention.sentence,
            zone: mention.zone.name(),
            metonymy: mention
                .metonymy
                .filter(|metonymy| metonymy.cue.is_some())
                .map(|metonymy| &*self.lexicon.entry(metonymy.country).id),
            via: mention_via(self.lexicon, mention),
        }
    }

    fn entity<'e>(&self, entity: &'e crate::model::Entity) -> EntityLine<'e>
    where
        'l: 'e,
    {
        EntityLine {
            id: &entity.id,
            kind: entity.kind,
            name: &entity.name,
            known: entity.entry.is_some(),
            aliases: &entity.aliases,
            candidates: entity.candidates.iter().map(|&entry| &*self.lexicon.entry(entry).id).collect(),
        }
    }

    fn relation<'e>(
        &self,
        relation: &'e crate::model::Relation,
        extraction: &'e Extraction,
        offsets: &Offsets<'e>,
    ) -> RelationLine<'e> {
        let (start, end) = offsets.code_points(relation.span);
        let id = |entity: crate::model::EntityIndex| extraction.entities[entity.0 as usize].id.as_str();
        RelationLine {
            kind: &relation.relation,
            source: id(relation.source),
            target: id(relation.target),
            qualifier: relation.qualifier.as_deref(),
            sentence: relation.sentence,
            start,
            end,
            evidence: offsets.original(relation.span),
            rule: &relation.rule,
            confidence: relation.confidence,
            negated: relation.negated,
            modality: relation.modality,
            date: relation.date.map(|date| date.to_string()),
            place: relation.place.map(id),
        }
    }
}

/// What found a mention, with the cue that makes a capital a government: `gazetteer:places:moscou fr.metonymy.speaks`.
pub(super) fn mention_via(lexicon: &Lexicon, mention: &Mention) -> String {
    let found = via(lexicon, mention.via);
    match mention.metonymy.and_then(|metonymy| metonymy.cue) {
        Some(cue) => format!("{found} {cue}"),
        None => found,
    }
}

/// What found a mention, as files say it: `gazetteer:people:ibrahim-traore` or `rule:fr.person.rank-name`.
pub(super) fn via(lexicon: &Lexicon, via: Via) -> String {
    match via {
        Via::Gazetteer(entry) => {
            let row = lexicon.entry(entry);
            format!("gazetteer:{}:{}", row.list, row.id)
        }
        Via::Rule(rule) => format!("rule:{rule}"),
        Via::Office(index) => {
            let office = &lexicon.offices[index as usize];
            let id = |entry| &lexicon.entry(entry).id;
            format!("inferred:offices:{}:{}:{}", id(office.person), id(office.role), id(office.of))
        }
    }
}

#[derive(Serialize)]
struct Line<'e> {
    schema_version: u32,
    id: &'e str,
    title: Option<&'e str>,
    date: Option<String>,
    source: Option<&'e str>,
    language: &'e str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<Cow<'e, str>>,
    mentions: Vec<MentionLine<'e>>,
    entities: Vec<EntityLine<'e>>,
    relations: Vec<RelationLine<'e>>,
    cooccurrences: Vec<CooccurrenceLine<'e>>,
}

#[derive(Serialize)]
struct MentionLine<'e> {
    start: u32,
    end: u32,
    head_start: u32,
    head_end: u32,
    text: Cow<'e, str>,
    kind: Kind,
    entity: Option<&'e str>,
    rank: Option<Cow<'e, str>>,
    title: Option<Cow<'e, str>>,
    role: Option<Cow<'e, str>>,
    of: Option<Cow<'e, str>>,
    sentence: u32,
    zone: &'static str,
    metonymy: Option<&'e str>,
    via: String,
}

#[derive(Serialize)]
struct EntityLine<'e> {
    id: &'e str,
    kind: Kind,
    name: &'e str,
    known: bool,
    aliases: &'e [String],
    candidates: Vec<&'e str>,
}

#[derive(Serialize)]
struct RelationLine<'e> {
    #[serde(rename = "type")]
    kind: &'e str,
    source: &'e str,
    target: &'e str,
    qualifier: Option<&'e str>,
    sentence: u32,
    start: u32,
    end: u32,
    evidence: Cow<'e, str>,
    rule: &'e str,
    confidence: f64,
    negated: bool,
    modality: crate::model::Modality,
    date: Option<String>,
    place: Option<&'e str>,
}

#[derive(Serialize)]
struct CooccurrenceLine<'e> {
    source: &'e str,
    target: &'e str,
    window: &'static str,
    count: usize,
}
