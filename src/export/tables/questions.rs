//! The table of what is most worth a look: one of corrections to fill in.

use super::{
    Column, Table, TableRow,
    Value::{Decimal, List, Text},
    text, texts,
};
use crate::model::Question;
use std::borrow::Cow;

/// Something to be decided.
pub(in crate::export) struct QuestionRow<'q> {
    question: &'q Question,
}

impl<'q> QuestionRow<'q> {
    /// One row a question.
    pub(in crate::export) fn all(questions: &'q [Question]) -> impl Iterator<Item = QuestionRow<'q>> {
        questions.iter().map(|question| QuestionRow { question })
    }

    /// The table.
    pub(in crate::export) fn table() -> Table<'q, QuestionRow<'q>> {
        const SAYS: &str = "\
            What `palabre review` writes: one row per question, the heaviest of each sort first. The first seven columns are those of a table\n\
            of corrections; who knows puts one of `choices` into `action`. [How corrections are given](corrections.md).";
        Table::new("questions", SAYS, &[QuestionRow::COLUMNS])
    }
}

impl<'q> TableRow<'q> for QuestionRow<'q> {
    const COLUMNS: &'q [Column<'q, Self>] = &[
        Column { name: "action", says: "Empty: what is to be done, one of `choices`", value: Text(|_| None) },
        Column {
            name: "a",
            says: "What the correction is about: a name, an id of an actor or of an edge",
            value: Text(|row| text(&row.question.a)),
        },
        Column {
            name: "b",
            says: "With what: an id of an actor, of `ambiguous` the first candidate; or where the sentence starts",
            value: Text(|row| text(&row.question.b)),
        },
        Column {
            name: "scope",
            says: "`document:ID` where the question is of one document",
            value: Text(|row| Some(Cow::Owned(format!("document:{}", row.question.document.as_ref()?)))),
        },
        Column { name: "who", says: "Empty: who decides", value: Text(|_| None) },
        Column { name: "when", says: "Empty: on which day", value: Text(|_| None) },
        Column { name: "why", says: "Empty: why", value: Text(|_| None) },
        Column {
            name: "question",
            says: "`ambiguous` (which of `candidates` a name means), `alike` (whether two actors of nearly the same name are one), `presumed` (whether a presumed holder of an office did it), `unsure` (whether the sentence states the relation)",
            value: Text(|row| text(row.question.doubt.name())),
        },
        Column {
            name: "choices",
            says: "The actions that settle it",
            value: List(|row| texts(&row.question.choices)),
        },
        Column {
            name: "candidates",
            says: "Ids of the rows that a name may mean",
            value: List(|row| texts(&row.question.candidates)),
        },
        Column { name: "about", says: "Names of the actors", value: Text(|row| text(&row.question.about)) },
        Column {
            name: "weight",
            says: "How much hangs on it: mentions of a name, weight of an edge",
            value: Decimal(|row| Some(row.question.weight)),
        },
        Column { name: "text", says: "The sentence", value: Text(|row| text(&row.question.text)) },
    ];
}
