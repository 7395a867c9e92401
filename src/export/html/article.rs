//! An article of the report: its text with the mentions in it.

use super::super::json::{Array, Json, Plain, fields, object};
use crate::model::{Entity, Extraction, Kind, Mention, Offsets, Zone};
use std::io::{self, Write};

/// The data of an article. Offsets are code points of the original text.
pub(super) struct Article<'e> {
    extraction: &'e Extraction,
    offsets: Offsets<'e>,
}

impl<'e> Article<'e> {
    pub(super) fn new(extraction: &'e Extraction) -> Article<'e> {
        Article { extraction, offsets: Offsets::new(&extraction.document) }
    }

    /// Writes it; of a mention `[start, end, entity or -1, kind]`.
    pub(super) fn write<W: Write>(&self, out: &mut W) -> io::Result<()> {
        let Extraction { document, entities, mentions, .. } = self.extraction;
        let text = super::super::whole_text(document, &self.offsets)?;
        object!(out,
            "text": text,
            "entities": Array(entities, |entity: &Entity, out: &mut W| entity.id.as_str().write(out)),
            "mentions": Array(mentions, |mention, out: &mut W| self.mention(mention, out)),
            "zones": Array(&document.zones, |zone, out: &mut W| self.zone(zone, out)),
        )
    }

    fn mention<W: Write>(&self, mention: &Mention, out: &mut W) -> io::Result<()> {
        let (start, end) = self.offsets.code_points(mention.span);
        let entity = mention.actor().map_or(-1, |entity| i64::from(entity.0));
        let kind = Kind::ALL.iter().position(|&kind| kind == mention.kind).unwrap_or_default();
        write!(out, "[{start},{end},{entity},{kind}]")
    }

    fn zone<W: Write>(&self, zone: &Zone, out: &mut W) -> io::Result<()> {
        let (start, end) = self.offsets.code_points(zone.span);
        object!(out, "kind": Plain(zone.kind.name()), "start": start, "end": end)
    }
}
