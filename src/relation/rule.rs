//! Rules of the code: what they state, as facts of the document's day.

use super::parse::context::DocumentContext;
use crate::model::{DateSource, EntityIndex, Mention, PartialDate, Relation, Span};

/// A rule that states a relation without a frame.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rule<'r> {
    pub(crate) relation: &'r str,
    pub(crate) id: &'r str,
    pub(crate) confidence: f64,
}

impl Rule<'_> {
    /// The relation between two entities, asserted on the document's day in the sentence of a mention.
    pub(crate) fn relation(
        self,
        context: &DocumentContext,
        mention: &Mention,
        ends: (EntityIndex, EntityIndex),
        span: Span,
    ) -> Relation {
        Relation {
            sentence: mention.sentence,
            confidence: self.confidence,
            date: context.document.date.map(PartialDate::from),
            date_source: context.document.date.map(|_| DateSource::Document),
            ..Relation::new(self.relation, ends, span, self.id)
        }
    }
}
