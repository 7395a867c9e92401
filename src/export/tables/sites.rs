//! The tables that edges are counted from where memory does not hold them: windows and statements one by one, and actors.

use super::{
    Column, Table, TableRow,
    Value::{Boolean, Date, Decimal, Integer, Text},
    document::{Heading, OfDocument, date, document},
    text,
};
use crate::model::{DateSource, Node, Site, Statement, Window};

/// What stands behind an edge.
pub(in crate::export) struct SiteRow<'s>(pub(in crate::export) Site<'s>);

impl<'s> SiteRow<'s> {
    /// The table.
    pub(in crate::export) fn table() -> Table<'s, SiteRow<'s>> {
        const SAYS: &str = "\
            Of `palabre sites`: `sites.parquet`. One row per window in which two actors stand, and per statement of a relation, with the\n\
            actors as the graph has them. `edges.sql` counts edges from these rows ([scale](scale.md)).";
        Table::new("sites", SAYS, &[SiteRow::COLUMNS])
    }

    fn statement(&self) -> Option<&'s Statement> {
        self.0.statement
    }
}

impl<'s> OfDocument<'s> for SiteRow<'s> {
    fn heading(&self) -> Option<Heading<'s>> {
        Some(self.0.document.into())
    }
}

impl<'s> TableRow<'s> for SiteRow<'s> {
    const COLUMNS: &'s [Column<'s, Self>] = &[
        Column { name: "Source", says: "Id of the source node", value: Text(|row| text(row.0.source)) },
        Column { name: "Target", says: "Id of the target node", value: Text(|row| text(row.0.target)) },
        Column { name: "Kind", says: "That of the edge", value: Text(|row| text(row.0.kind)) },
        Column {
            name: "Directed",
            says: "Whether source and target may not be swapped",
            value: Boolean(|row| Some(row.0.directed)),
        },
        document(),
        date(),
        Column {
            name: "Story",
            says: "Id of the story of the document, where it has copies",
            value: Text(|row| row.0.document.story.as_deref().and_then(text)),
        },
        Column {
            name: "Start",
            says: "Offset of the first code point of the window",
            value: Integer(|row| Some(row.0.start.into())),
        },
        Column {
            name: "End",
            says: "Offset after its last code point",
            value: Integer(|row| Some(row.0.end.into())),
        },
        Column { name: "Rule", says: "Id of the rule", value: Text(|row| text(row.0.rule)) },
        Column {
            name: "Window",
            says: "`mention`, `sentence`, `paragraph` or `document`",
            value: Text(|row| text(row.0.window.name())),
        },
        Column {
            name: "Weight",
            says: "What it adds to the weight of the edge; 0 of a statement that is negated or denied",
            value: Decimal(|row| {
                let counts = row.statement().is_none_or(Statement::counts);
                Some(if counts { row.0.weight } else { 0.0 })
            }),
        },
        Column {
            name: "ByChance",
            says: "Whether it is of a rule of co-occurrence whose pairs chance may bring together",
            value: Boolean(|row| Some(row.0.by_chance && row.0.statement.is_none())),
        },
        Column {
            name: "Modality",
            says: "Of a statement `asserted`, `reported`, `planned`, `conditional`, `denied`, `requested` or `presumed`",
            value: Text(|row| text(row.statement()?.modality.name())),
        },
        Column {
            name: "Negated",
            says: "Whether the statement is negated",
            value: Boolean(|row| Some(row.statement()?.negated)),
        },
        Column {
            name: "Counts",
            says: "Whether it counts: a statement that is neither negated nor denied, or a window",
            value: Boolean(|row| Some(row.statement().is_none_or(Statement::counts))),
        },
        Column {
            name: "Confidence",
            says: "Confidence of the statement, 0 to 1",
            value: Decimal(|row| Some(row.statement()?.confidence)),
        },
        Column {
            name: "First",
            says: "The first day that the statement may be of",
            value: Date(|row| Some(row.statement()?.date?.first)),
        },
        Column { name: "Last", says: "The last", value: Date(|row| Some(row.statement()?.date?.last)) },
        Column {
            name: "DateFrom",
            says: "What gives these days: `sentence` or `document`",
            value: Text(|row| text(row.statement()?.date_source.map(DateSource::name)?)),
        },
        Column {
            name: "Qualifier",
            says: "Role, degree of kinship or the like",
            value: Text(|row| row.statement()?.qualifier.as_deref().and_then(text)),
        },
        Column { name: "Text", says: "The text of the window", value: Text(|row| text(row.0.text)) },
    ];
}

/// In how many windows of a kind an actor stands, or how many there are.
pub(in crate::export) struct ActorRow<'g> {
    node: Option<&'g Node>,
    window: Window,
    of_stories: u64,
    of_documents: u64,
}

impl<'g> ActorRow<'g> {
    /// One row a kind of window. The counts are by kind: of one copy of each story, and of all documents.
    #[cfg(feature = "parquet")]
    pub(in crate::export) fn all(
        node: Option<&'g Node>,
        [stories, documents]: [[u64; 4]; 2],
    ) -> impl Iterator<Item = ActorRow<'g>> {
        Window::ALL.into_iter().map(move |window| {
            let [of_stories, of_documents] = [stories, documents].map(|counts| counts[window as usize]);
            ActorRow { node, window, of_stories, of_documents }
        })
    }

    /// The table.
    pub(in crate::export) fn table() -> Table<'g, ActorRow<'g>> {
        const SAYS: &str = "\
            Of `palabre sites`: `actors.parquet`, from which NPMI and G² of the edges are computed. One row per actor and kind of window;\n\
            the rows without `Id` say how many windows there are.";
        Table::new("actors", SAYS, &[ActorRow::COLUMNS])
    }
}

impl<'g> TableRow<'g> for ActorRow<'g> {
    const COLUMNS: &'g [Column<'g, Self>] = &[
        Column { name: "Id", says: "That of the node", value: Text(|row| text(&row.node?.id)) },
        Column { name: "Label", says: "Its name", value: Text(|row| text(&row.node?.label)) },
        Column { name: "Kind", says: "Its kind", value: Text(|row| text(row.node?.kind.name())) },
        Column {
            name: "Window",
            says: "`mention`, `sentence`, `paragraph` or `document`",
            value: Text(|row| text(row.window.name())),
        },
        Column {
            name: "OfStories",
            says: "Number of such windows, of the copies of one article the most",
            value: Integer(|row| Some(row.of_stories)),
        },
        Column {
            name: "OfDocuments",
            says: "Number of such windows in all documents",
            value: Integer(|row| Some(row.of_documents)),
        },
    ];
}
