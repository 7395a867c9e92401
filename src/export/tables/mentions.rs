//! The table of the mentions.

use super::{
    super::via::via,
    Column, Table, TableRow,
    Value::{Boolean, Date, Decimal, Integer, List, Text},
    document::{Heading, OfDocument, date, document},
    text,
};
use crate::model::{Attribute, Entity, Extraction, Lexicon, Mention, Offsets};
use std::borrow::Cow;

/// A mention of a document.
pub(in crate::export) struct MentionRow<'e> {
    mention: &'e Mention,
    entity: Option<&'e Entity>,
    extraction: &'e Extraction,
    offsets: &'e Offsets<'e>,
    lexicon: &'e Lexicon,
    span: (u32, u32),
    head: (u32, u32),
}

impl<'e> MentionRow<'e> {
    /// One row a mention. The offsets are those of the document.
    pub(in crate::export) fn all(
        extraction: &'e Extraction,
        offsets: &'e Offsets<'e>,
        lexicon: &'e Lexicon,
    ) -> impl Iterator<Item = MentionRow<'e>> {
        extraction.mentions.iter().map(move |mention| MentionRow {
            mention,
            entity: mention.entity.map(|entity| &extraction.entities[entity.0 as usize]),
            extraction,
            offsets,
            lexicon,
            span: offsets.code_points(mention.span),
            head: offsets.code_points(mention.head),
        })
    }

    /// The table.
    pub(in crate::export) fn table() -> Table<'e, MentionRow<'e>> {
        const SAYS: &str = "One row per mention, in the order of the documents and of the text.";
        Table::new("mentions", SAYS, &[MentionRow::COLUMNS])
    }

    fn original(&self, attribute: Option<Attribute>) -> Option<Cow<'e, str>> {
        attribute.map(|attribute| self.offsets.original(attribute.span))
    }
}

impl<'e> OfDocument<'e> for MentionRow<'e> {
    fn heading(&self) -> Option<Heading<'e>> {
        Some((&self.extraction.document).into())
    }
}

impl<'e> TableRow<'e> for MentionRow<'e> {
    const COLUMNS: &'e [Column<'e, Self>] = &[
        document(),
        date(),
        Column {
            name: "Start",
            says: "Offset of the first code point of the mention: the name with rank, title or role beside it",
            value: Integer(|row| Some(row.span.0.into())),
        },
        Column {
            name: "End",
            says: "Offset after its last code point",
            value: Integer(|row| Some(row.span.1.into())),
        },
        Column {
            name: "HeadStart",
            says: "Offset of the first code point of the head: the bare name",
            value: Integer(|row| Some(row.head.0.into())),
        },
        Column {
            name: "HeadEnd",
            says: "Offset after its last code point",
            value: Integer(|row| Some(row.head.1.into())),
        },
        Column {
            name: "Text",
            says: "The mention as written",
            value: Text(|row| Some(row.offsets.original(row.mention.span))),
        },
        Column {
            name: "Head",
            says: "The head as written",
            value: Text(|row| Some(row.offsets.original(row.mention.head))),
        },
        Column {
            name: "Kind",
            says: "`person`, `organisation`, `country`, `place`, `demonym` (nationality), `role` or `rank`",
            value: Text(|row| text(row.mention.kind.name())),
        },
        Column {
            name: "Entity",
            says: "Id of the entity; of a demonym its country; of a role phrase the person, where that is certain",
            value: Text(|row| text(&row.entity?.id)),
        },
        Column {
            name: "EntityName",
            says: "Name of the entity: that of the gazetteer, else the fullest in the document",
            value: Text(|row| text(&row.entity?.name)),
        },
        Column {
            name: "Known",
            says: "Whether a gazetteer lists the entity",
            value: Boolean(|row| Some(row.entity?.entry.is_some())),
        },
        Column {
            name: "Candidates",
            says: "Ids of the gazetteer rows that the name may refer to, where the document does not decide between them",
            value: List(|row| {
                let candidates = row.entity.map_or(&[][..], |entity| &entity.candidates);
                candidates.iter().map(|&entry| (&*row.lexicon.entry(entry).id).into()).collect()
            }),
        },
        Column {
            name: "Rank",
            says: "Military or police rank beside the name, as written",
            value: Text(|row| row.original(row.mention.rank)),
        },
        Column {
            name: "Title",
            says: "Title or civility beside the name, as written",
            value: Text(|row| row.original(row.mention.title)),
        },
        Column {
            name: "Role",
            says: "Role beside the name, or of the role phrase, as written",
            value: Text(|row| row.original(row.mention.role)),
        },
        Column {
            name: "Of",
            says: "Country or organisation of the role: id of the gazetteer row, else as written",
            value: Text(|row| match row.mention.of?.entry {
                Some(entry) => text(&row.lexicon.entry(entry).id),
                None => row.original(row.mention.of),
            }),
        },
        Column {
            name: "Sentence",
            says: "Index of the sentence in the document, from 0",
            value: Integer(|row| Some(row.mention.sentence.into())),
        },
        Column {
            name: "Zone",
            says: "Part of the document: `headline`, `body`, `related` (links to other articles), `byline` or `footer`",
            value: Text(|row| text(row.mention.zone.name())),
        },
        Column {
            name: "Via",
            says: "What found the mention: a gazetteer row (`gazetteer:people:sadio-camara`), a rule (`rule:fr.person.rank-name`), a correction (`rule:correction:corrections.csv:12`) or a dated office (`inferred:offices:…`)",
            value: Text(|row| Some(via(row.lexicon, row.mention.via).concat().into())),
        },
        Column {
            name: "KnownTo",
            says: "Of a role phrase of whose holder the gazetteer knows to an earlier day only, and who is presumed: that day",
            value: Date(|row| Some(row.mention.presumed?.known_to)),
        },
        Column {
            name: "Presumed",
            says: "How likely whom a role phrase means so still holds the office, 0 to 1",
            value: Decimal(|row| Some(row.mention.presumed?.confidence())),
        },
    ];
}
