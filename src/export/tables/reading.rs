//! The tables of what documents say, before anything is folded: relations, co-occurrences, windows.

use super::{
    Column, Table, TableRow,
    Value::{Boolean, Date, Decimal, Integer, Text},
    document::{Heading, OfDocument, date, document, source_name},
    text,
};
use crate::model::{
    Cooccurrence, DateSource, Entity, EntityIndex, Extraction, Lexicon, Offsets, Relation, WindowTally,
};

/// A relation that a sentence states.
pub(in crate::export) struct RelationRow<'e> {
    relation: &'e Relation,
    extraction: &'e Extraction,
    offsets: &'e Offsets<'e>,
    span: (u32, u32),
}

impl<'e> RelationRow<'e> {
    /// One row a statement, in reading order. The offsets are those of the document.
    pub(in crate::export) fn all(
        extraction: &'e Extraction,
        offsets: &'e Offsets<'e>,
    ) -> impl Iterator<Item = RelationRow<'e>> {
        let relations = extraction.relations.iter();
        relations.map(move |relation| RelationRow {
            relation,
            extraction,
            offsets,
            span: offsets.code_points(relation.span),
        })
    }

    /// The table.
    pub(in crate::export) fn table() -> Table<'e, RelationRow<'e>> {
        const SAYS: &str = "\
            Of `-f parquet`: `relations.parquet`. One row per statement, in the order of the documents and of the text, negated and\n\
            denied ones too.";
        Table::new("relations of documents", SAYS, &[RelationRow::COLUMNS])
    }

    fn entity(&self, entity: EntityIndex) -> &'e Entity {
        &self.extraction.entities[entity.0 as usize]
    }

    fn source(&self) -> &'e Entity {
        self.entity(self.relation.source)
    }

    fn target(&self) -> &'e Entity {
        self.entity(self.relation.target)
    }
}

impl<'e> OfDocument<'e> for RelationRow<'e> {
    fn heading(&self) -> Option<Heading<'e>> {
        Some((&self.extraction.document).into())
    }
}

impl<'e> TableRow<'e> for RelationRow<'e> {
    const COLUMNS: &'e [Column<'e, Self>] = &[
        document(),
        date(),
        source_name(),
        Column {
            name: "Kind",
            says: "The [relation type](relations.md)",
            value: Text(|row| text(&row.relation.kind)),
        },
        Column { name: "Source", says: "Id of the source", value: Text(|row| text(&row.source().id)) },
        Column { name: "SourceLabel", says: "Its name", value: Text(|row| text(&row.source().name)) },
        Column { name: "SourceKind", says: "Its kind", value: Text(|row| text(row.source().kind.name())) },
        Column { name: "Target", says: "Id of the target", value: Text(|row| text(&row.target().id)) },
        Column { name: "TargetLabel", says: "Its name", value: Text(|row| text(&row.target().name)) },
        Column { name: "TargetKind", says: "Its kind", value: Text(|row| text(row.target().kind.name())) },
        Column {
            name: "Qualifier",
            says: "Role, degree of kinship or the like",
            value: Text(|row| row.relation.qualifier.as_deref().and_then(text)),
        },
        Column {
            name: "Modality",
            says: "`asserted`, `reported`, `planned`, `conditional`, `denied`, `requested` or `presumed`",
            value: Text(|row| text(row.relation.modality.name())),
        },
        Column {
            name: "Negated",
            says: "Whether the statement is negated",
            value: Boolean(|row| Some(row.relation.negated)),
        },
        Column {
            name: "Confidence",
            says: "Confidence of the rule, 0 to 1",
            value: Decimal(|row| Some(row.relation.confidence)),
        },
        Column {
            name: "RelationDate",
            says: "When it happened, as exactly as is known: `2020`, `2020-08` or `2020-08-18`",
            value: Text(|row| Some(row.relation.date?.to_string().into())),
        },
        Column {
            name: "DateFrom",
            says: "What gives `RelationDate`: `sentence` or `document`",
            value: Text(|row| text(row.relation.date_source.map(DateSource::name)?)),
        },
        Column {
            name: "Place",
            says: "Id of the place where it happened",
            value: Text(|row| text(&row.entity(row.relation.place?).id)),
        },
        Column {
            name: "Sentence",
            says: "Index of the sentence in the document, from 0",
            value: Integer(|row| Some(row.relation.sentence.into())),
        },
        Column {
            name: "Start",
            says: "Offset of the first code point of the evidence",
            value: Integer(|row| Some(row.span.0.into())),
        },
        Column {
            name: "End",
            says: "Offset after its last code point",
            value: Integer(|row| Some(row.span.1.into())),
        },
        Column { name: "Rule", says: "Id of the rule", value: Text(|row| text(&row.relation.rule)) },
        Column {
            name: "Through",
            says: "Id of the rule that resolved a reference at an end",
            value: Text(|row| text(row.relation.resolved_by?)),
        },
        Column {
            name: "Text",
            says: "The evidence as written",
            value: Text(|row| Some(row.offsets.original(row.relation.span))),
        },
        Column {
            name: "KnownTo",
            says: "Where an end is presumed to hold the office that the text names: the last day on which the gazetteer knows it",
            value: Date(|row| row.relation.known_to),
        },
    ];
}

/// Two entities of a document that stand in the same windows.
pub(in crate::export) struct TieRow<'e> {
    pair: &'e Cooccurrence,
    extraction: &'e Extraction,
    lexicon: &'e Lexicon,
}

impl<'e> TieRow<'e> {
    /// One row a pair and rule.
    pub(in crate::export) fn all(
        extraction: &'e Extraction,
        lexicon: &'e Lexicon,
    ) -> impl Iterator<Item = TieRow<'e>> {
        extraction.cooccurrences.iter().map(move |pair| TieRow { pair, extraction, lexicon })
    }

    /// The table.
    pub(in crate::export) fn table() -> Table<'e, TieRow<'e>> {
        const SAYS: &str = "\
            Of `-f parquet`: `ties.parquet`. One row per document, rule and two actors that stand in the same windows.";
        Table::new("ties of documents", SAYS, &[TieRow::COLUMNS])
    }

    fn source(&self) -> &'e Entity {
        &self.extraction.entities[self.pair.source.0 as usize]
    }

    fn target(&self) -> &'e Entity {
        &self.extraction.entities[self.pair.target.0 as usize]
    }
}

impl<'e> OfDocument<'e> for TieRow<'e> {
    fn heading(&self) -> Option<Heading<'e>> {
        Some((&self.extraction.document).into())
    }
}

impl<'e> TableRow<'e> for TieRow<'e> {
    const COLUMNS: &'e [Column<'e, Self>] = &[
        document(),
        date(),
        source_name(),
        Column { name: "Source", says: "Id of the first actor", value: Text(|row| text(&row.source().id)) },
        Column { name: "SourceLabel", says: "Its name", value: Text(|row| text(&row.source().name)) },
        Column { name: "SourceKind", says: "Its kind", value: Text(|row| text(row.source().kind.name())) },
        Column { name: "Target", says: "Id of the other", value: Text(|row| text(&row.target().id)) },
        Column { name: "TargetLabel", says: "Its name", value: Text(|row| text(&row.target().name)) },
        Column { name: "TargetKind", says: "Its kind", value: Text(|row| text(row.target().kind.name())) },
        Column {
            name: "Rule",
            says: "Id of the rule of co-occurrence",
            value: Text(|row| text(&row.lexicon.cooccurrence().rules[row.pair.rule as usize].id)),
        },
        Column {
            name: "Window",
            says: "`mention`, `sentence`, `paragraph` or `document`",
            value: Text(|row| text(row.pair.window.name())),
        },
        Column {
            name: "Count",
            says: "Number of windows",
            value: Integer(|row| Some(row.pair.sites.len() as u64)),
        },
        Column {
            name: "Weight",
            says: "The same, weighted by the rule",
            value: Decimal(|row| {
                let rule = &row.lexicon.cooccurrence().rules[row.pair.rule as usize];
                Some(rule.weight * row.pair.sites.len() as f64)
            }),
        },
    ];
}

/// How many windows of a kind a document has, or an entity of it stands in.
pub(in crate::export) struct WindowRow<'e> {
    extraction: &'e Extraction,
    tally: &'e WindowTally,
    entity: Option<(&'e Entity, u32)>,
}

impl<'e> WindowRow<'e> {
    /// One row a kind of window, and one for each entity that stands in some.
    pub(in crate::export) fn all(extraction: &'e Extraction) -> impl Iterator<Item = WindowRow<'e>> {
        let rows = move |tally: &'e WindowTally| {
            let entities = extraction.entities.iter().zip(tally.of_entity.iter().copied());
            let entities = entities.filter(|(_, count)| *count > 0).map(Some);
            [None].into_iter().chain(entities).map(move |entity| WindowRow { extraction, tally, entity })
        };
        extraction.windows.iter().flat_map(rows)
    }

    /// The table.
    pub(in crate::export) fn table() -> Table<'e, WindowRow<'e>> {
        const SAYS: &str = "\
            Of `-f parquet`: `windows.parquet`, from which NPMI and G² of `ties.parquet` are computed. One row per document and kind of\n\
            window, without `Entity`: how many there are. Then one for each entity: in how many of them it stands.";
        Table::new("windows of documents", SAYS, &[WindowRow::COLUMNS])
    }
}

impl<'e> OfDocument<'e> for WindowRow<'e> {
    fn heading(&self) -> Option<Heading<'e>> {
        Some((&self.extraction.document).into())
    }
}

impl<'e> TableRow<'e> for WindowRow<'e> {
    const COLUMNS: &'e [Column<'e, Self>] = &[
        document(),
        date(),
        Column {
            name: "Window",
            says: "`mention`, `sentence`, `paragraph` or `document`",
            value: Text(|row| text(row.tally.window.name())),
        },
        Column { name: "Entity", says: "Id of the entity", value: Text(|row| text(&row.entity?.0.id)) },
        Column { name: "EntityKind", says: "Its kind", value: Text(|row| text(row.entity?.0.kind.name())) },
        Column {
            name: "Count",
            says: "Number of windows: of the document, or with the entity",
            value: Integer(|row| Some(row.entity.map_or(row.tally.total, |(_, count)| count).into())),
        },
    ];
}
