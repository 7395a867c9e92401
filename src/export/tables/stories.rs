//! The table of the stories: articles of which there are copies.

use super::{
    Column, Table, TableRow,
    Value::{Integer, Text},
    document::{Heading, OfDocument, date, document, source_name, title},
    text,
};
use crate::model::{ActorGraph, Citation, Story};
use std::sync::Arc;

/// A copy of an article.
pub(in crate::export) struct StoryRow<'g> {
    story: &'g Story,
    document: &'g Arc<Citation>,
}

impl<'g> StoryRow<'g> {
    /// One row a copy, story by story.
    pub(in crate::export) fn all(graph: &'g ActorGraph) -> impl Iterator<Item = StoryRow<'g>> {
        graph
            .stories
            .iter()
            .flat_map(|story| story.documents.iter().map(move |document| StoryRow { story, document }))
    }

    /// The table.
    pub(in crate::export) fn table() -> Table<'g, StoryRow<'g>> {
        const SAYS: &str = "\
            One row per document of a story, which is an article that several documents have, word for word or nearly: the story\n\
            of most documents first, the earliest document first. Documents without copies are not in it. [How stories are\n\
            found](stories.md).";
        Table::new("stories", SAYS, &[StoryRow::COLUMNS])
    }
}

impl<'g> OfDocument<'g> for StoryRow<'g> {
    fn heading(&self) -> Option<Heading<'g>> {
        Some(self.document.into())
    }
}

impl<'g> TableRow<'g> for StoryRow<'g> {
    const COLUMNS: &'g [Column<'g, Self>] = &[
        Column {
            name: "Story",
            says: "Id of the story: that of its earliest document",
            value: Text(|row| text(&row.story.id)),
        },
        Column {
            name: "Size",
            says: "Number of its documents",
            value: Integer(|row| Some(row.story.documents.len() as u64)),
        },
        document(),
        title(),
        date(),
        source_name(),
    ];
}
