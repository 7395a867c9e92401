//! A line, as it stands in a file: what [`write`](super::JsonLines::write) writes, to be read.

use super::text::Piece;
use crate::model::{Date, DateSource, Kind, MetonymyMode, Modality, Presumption, Window, ZoneKind};
use serde::Deserialize;
use std::{borrow::Cow, ops::Deref};

/// A string, which stays in the line where nothing in it is escaped.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Text<'l>(#[serde(borrow)] Cow<'l, str>);

impl Text<'_> {
    pub(super) fn into_string(self) -> String {
        self.0.into_owned()
    }
}

impl<'l> From<&'l str> for Text<'l> {
    fn from(text: &'l str) -> Text<'l> {
        Text(text.into())
    }
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// The version of a line, whatever else is in it.
#[derive(Deserialize)]
pub(super) struct VersionRow {
    pub(super) schema_version: u32,
}

/// A line, as it stands.
#[derive(Deserialize)]
pub(super) struct Row<'l> {
    pub(super) schema_version: u32,
    #[serde(borrow)]
    pub(super) id: Text<'l>,
    #[serde(borrow)]
    pub(super) title: Option<Text<'l>>,
    #[serde(borrow)]
    pub(super) date: Option<Text<'l>>,
    #[serde(borrow)]
    pub(super) source: Option<Text<'l>>,
    #[serde(borrow)]
    pub(super) text: Option<Text<'l>>,
    #[serde(borrow)]
    pub(super) mentions: Vec<MentionRow<'l>>,
    #[serde(borrow)]
    pub(super) entities: Vec<EntityRow<'l>>,
    #[serde(borrow)]
    pub(super) relations: Vec<RelationRow<'l>>,
    #[serde(borrow)]
    pub(super) cooccurrences: Vec<CooccurrenceRow<'l>>,
    pub(super) sentences: Vec<[u32; 3]>,
    pub(super) zones: Vec<ZoneRow>,
    pub(super) windows: Vec<WindowRow>,
    pub(super) scope: ScopeRow,
    #[serde(borrow)]
    pub(super) signature: Option<Text<'l>>,
    #[serde(borrow, default)]
    pub(super) repairs: Vec<PassageRow<'l>>,
    #[serde(borrow)]
    pub(super) passages: Option<Vec<PassageRow<'l>>>,
}

#[derive(Deserialize)]
pub(super) struct MentionRow<'l> {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) head_start: u32,
    pub(super) head_end: u32,
    #[serde(borrow)]
    pub(super) text: Text<'l>,
    pub(super) kind: Kind,
    #[serde(borrow)]
    pub(super) entity: Option<Text<'l>>,
    #[serde(borrow)]
    pub(super) rank: Option<Text<'l>>,
    #[serde(borrow)]
    pub(super) title: Option<Text<'l>>,
    #[serde(borrow)]
    pub(super) role: Option<Text<'l>>,
    #[serde(borrow)]
    pub(super) of: Option<Text<'l>>,
    pub(super) sentence: u32,
    pub(super) zone: ZoneKind,
    #[serde(borrow)]
    pub(super) metonymy: Option<Text<'l>>,
    #[serde(borrow)]
    pub(super) via: Text<'l>,
    #[serde(borrow)]
    pub(super) group: Option<Vec<Text<'l>>>,
    // What few mentions have stands apart: rows are moved on their way.
    #[serde(borrow)]
    pub(super) group_of: Option<Box<GroupRow<'l>>>,
    #[serde(borrow)]
    pub(super) candidates: Option<Vec<Text<'l>>>,
    #[serde(borrow)]
    pub(super) parts: Option<Box<PartsRow<'l>>>,
    #[serde(borrow)]
    pub(super) actor: Option<Text<'l>>,
    pub(super) office: Option<Box<TermRow>>,
    pub(super) presumed: Option<Box<PresumptionRow>>,
    pub(super) group_presumed: Option<Box<PresumptionRow>>,
}

#[derive(Deserialize)]
pub(super) struct PresumptionRow {
    known_to: Date,
    confidence: f64,
}

impl From<&PresumptionRow> for Presumption {
    fn from(row: &PresumptionRow) -> Presumption {
        Presumption::new(row.known_to, row.confidence)
    }
}

#[derive(Deserialize)]
pub(super) struct GroupRow<'l> {
    pub(super) start: u32,
    pub(super) end: u32,
    #[serde(borrow)]
    pub(super) role: Option<Text<'l>>,
    #[serde(borrow)]
    pub(super) portfolio: Option<Text<'l>>,
}

#[derive(Deserialize)]
pub(super) struct PartsRow<'l> {
    #[serde(borrow)]
    pub(super) rank: Option<PartRow<'l>>,
    #[serde(borrow)]
    pub(super) title: Option<PartRow<'l>>,
    #[serde(borrow)]
    pub(super) role: Option<PartRow<'l>>,
    #[serde(borrow)]
    pub(super) of: Option<PartRow<'l>>,
    #[serde(borrow)]
    pub(super) portfolio: Option<Text<'l>>,
}

#[derive(Deserialize)]
pub(super) struct PartRow<'l> {
    pub(super) start: u32,
    pub(super) end: u32,
    #[serde(borrow)]
    pub(super) row: Option<Text<'l>>,
}

#[derive(Deserialize)]
pub(super) struct TermRow {
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct EntityRow<'l> {
    #[serde(borrow)]
    pub(super) id: Text<'l>,
    pub(super) kind: Kind,
    #[serde(borrow)]
    pub(super) name: Text<'l>,
    pub(super) known: bool,
    #[serde(borrow)]
    pub(super) aliases: Vec<Text<'l>>,
    #[serde(borrow)]
    pub(super) candidates: Vec<Text<'l>>,
    #[serde(borrow)]
    pub(super) key: Option<Text<'l>>,
    #[serde(borrow)]
    pub(super) row: Option<Text<'l>>,
    #[serde(borrow, default)]
    pub(super) corrections: Vec<Text<'l>>,
}

#[derive(Deserialize)]
pub(super) struct RelationRow<'l> {
    #[serde(borrow)]
    pub(super) r#type: Text<'l>,
    #[serde(borrow)]
    pub(super) source: Text<'l>,
    #[serde(borrow)]
    pub(super) target: Text<'l>,
    #[serde(borrow)]
    pub(super) qualifier: Option<Text<'l>>,
    pub(super) sentence: u32,
    pub(super) start: u32,
    pub(super) end: u32,
    #[serde(borrow)]
    pub(super) evidence: Text<'l>,
    #[serde(borrow)]
    pub(super) rule: Text<'l>,
    pub(super) confidence: f64,
    pub(super) negated: bool,
    pub(super) modality: Modality,
    #[serde(borrow)]
    pub(super) date: Option<Text<'l>>,
    #[serde(borrow)]
    pub(super) place: Option<Text<'l>>,
    #[serde(borrow)]
    pub(super) through: Option<Text<'l>>,
    pub(super) date_from: Option<DateSource>,
    #[serde(default)]
    pub(super) antecedent: Option<[u32; 2]>,
    pub(super) known_to: Option<Date>,
    #[serde(borrow)]
    pub(super) corrected: Option<Text<'l>>,
}

#[derive(Deserialize)]
pub(super) struct CooccurrenceRow<'l> {
    #[serde(borrow)]
    pub(super) source: Text<'l>,
    #[serde(borrow)]
    pub(super) target: Text<'l>,
    pub(super) window: Window,
    #[serde(borrow)]
    pub(super) rule: Text<'l>,
    pub(super) sites: Vec<[u32; 2]>,
}

#[derive(Deserialize)]
pub(super) struct ZoneRow {
    pub(super) kind: ZoneKind,
    pub(super) start: u32,
    pub(super) end: u32,
}

#[derive(Deserialize)]
pub(super) struct WindowRow {
    pub(super) window: Window,
    pub(super) total: u32,
    pub(super) entities: Vec<u32>,
    #[serde(default)]
    pub(super) untied: u64,
}

#[derive(Deserialize)]
pub(super) struct ScopeRow {
    pub(super) kinds: Vec<Kind>,
    pub(super) window: Option<Window>,
    pub(super) metonymy: MetonymyMode,
    pub(super) relations: bool,
    pub(super) references: bool,
}

#[derive(Deserialize)]
pub(super) struct PassageRow<'l> {
    pub(super) start: u32,
    pub(super) end: u32,
    #[serde(borrow)]
    pub(super) text: Text<'l>,
}

impl Row<'_> {
    /// What the line has of the text.
    pub(super) fn pieces(&self) -> Vec<Piece<'_>> {
        let of_mentions = self.mentions.iter().flat_map(MentionRow::pieces);
        let of_relations = self.relations.iter().map(|told| (told.start, told.end, &*told.evidence));
        let passages =
            self.passages.iter().flatten().map(|passage| (passage.start, passage.end, &*passage.text));
        passages.chain(of_mentions).chain(of_relations).collect()
    }

    /// The offset after the last code point that the line speaks of.
    pub(super) fn end(&self) -> u32 {
        let sentences = self.sentences.iter().map(|&[_, end, _]| end);
        let repairs = self.repairs.iter().map(|repair| repair.end);
        sentences.chain(self.zones.iter().map(|zone| zone.end)).chain(repairs).max().unwrap_or(0)
    }
}

impl MentionRow<'_> {
    fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        let parts = self.parts.iter().flat_map(|parts| {
            let PartsRow { rank, title, role, of, .. } = &**parts;
            // Of a row, `of` has the id.
            let of = of.as_ref().filter(|of| of.row.is_none());
            [
                (rank.as_ref(), &self.rank),
                (title.as_ref(), &self.title),
                (role.as_ref(), &self.role),
                (of, &self.of),
            ]
        });
        let parts = parts.filter_map(|(part, text)| Some((part?.start, part?.end, text.as_deref()?)));
        parts.chain([(self.start, self.end, &*self.text)])
    }
}
