//! A line, as it stands in a file: what [`write`](super::JsonLines::write) writes, to be read.

use super::text::Piece;
use crate::model::{Date, DateSource, Kind, Modality, Window, ZoneKind};
use serde::Deserialize;

/// A line, as it stands.
#[derive(Deserialize)]
pub(super) struct Row {
    pub(super) schema_version: u32,
    pub(super) id: String,
    pub(super) title: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) source: Option<String>,
    pub(super) text: Option<String>,
    pub(super) mentions: Vec<MentionRow>,
    pub(super) entities: Vec<EntityRow>,
    pub(super) relations: Vec<RelationRow>,
    pub(super) cooccurrences: Vec<CooccurrenceRow>,
    pub(super) sentences: Vec<[u32; 3]>,
    pub(super) zones: Vec<ZoneRow>,
    pub(super) windows: Vec<WindowRow>,
}

#[derive(Deserialize)]
pub(super) struct MentionRow {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) head_start: u32,
    pub(super) head_end: u32,
    pub(super) text: String,
    pub(super) kind: Kind,
    pub(super) entity: Option<String>,
    pub(super) rank: Option<String>,
    pub(super) title: Option<String>,
    pub(super) role: Option<String>,
    pub(super) of: Option<String>,
    pub(super) sentence: u32,
    pub(super) zone: ZoneKind,
    pub(super) metonymy: Option<String>,
    pub(super) via: String,
    pub(super) group: Option<Vec<String>>,
    pub(super) group_of: Option<GroupRow>,
    pub(super) candidates: Option<Vec<String>>,
    #[serde(default)]
    pub(super) parts: PartsRow,
    pub(super) actor: Option<String>,
    pub(super) office: Option<TermRow>,
}

#[derive(Deserialize)]
pub(super) struct GroupRow {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) role: Option<String>,
    pub(super) portfolio: Option<String>,
}

#[derive(Default, Deserialize)]
pub(super) struct PartsRow {
    pub(super) rank: Option<PartRow>,
    pub(super) title: Option<PartRow>,
    pub(super) role: Option<PartRow>,
    pub(super) of: Option<PartRow>,
    pub(super) portfolio: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct PartRow {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) row: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct TermRow {
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct EntityRow {
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) known: bool,
    pub(super) aliases: Vec<String>,
    pub(super) candidates: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct RelationRow {
    pub(super) r#type: String,
    pub(super) source: String,
    pub(super) target: String,
    pub(super) qualifier: Option<String>,
    pub(super) sentence: u32,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) evidence: String,
    pub(super) rule: String,
    pub(super) confidence: f64,
    pub(super) negated: bool,
    pub(super) modality: Modality,
    pub(super) date: Option<String>,
    pub(super) place: Option<String>,
    pub(super) through: Option<String>,
    pub(super) date_from: Option<DateSource>,
    #[serde(default)]
    pub(super) antecedent: Option<[u32; 2]>,
}

#[derive(Deserialize)]
pub(super) struct CooccurrenceRow {
    pub(super) source: String,
    pub(super) target: String,
    pub(super) window: Window,
    pub(super) rule: String,
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
}

impl Row {
    /// What the line has of the text.
    pub(super) fn pieces(&self) -> Vec<Piece<'_>> {
        let of_mentions = self.mentions.iter().flat_map(MentionRow::pieces);
        let of_relations = self.relations.iter().map(|told| (told.start, told.end, &*told.evidence));
        of_mentions.chain(of_relations).collect()
    }

    /// The offset after the last code point that the line speaks of.
    pub(super) fn end(&self) -> u32 {
        let sentences = self.sentences.iter().map(|&[_, end, _]| end);
        sentences.chain(self.zones.iter().map(|zone| zone.end)).max().unwrap_or(0)
    }
}

impl MentionRow {
    fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        let PartsRow { rank, title, role, of, .. } = &self.parts;
        // Of a row, `of` has the id.
        let of = of.as_ref().filter(|of| of.row.is_none());
        let parts = [
            (rank.as_ref(), &self.rank),
            (title.as_ref(), &self.title),
            (role.as_ref(), &self.role),
            (of, &self.of),
        ];
        let parts =
            parts.into_iter().filter_map(|(part, text)| Some((part?.start, part?.end, text.as_deref()?)));
        parts.chain([(self.start, self.end, &*self.text)])
    }
}
