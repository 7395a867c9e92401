//! The last sheet: how to read the others, what the columns say, and where the lists are from.

use super::{
    Book,
    sheet::{Item, Sheet, group},
    style::Styles,
};
use crate::{
    export::{
        captions::{Language, caption, says},
        tables::{Edges, EvidenceRow, MentionRow, NodeRow, PeriodRow, StoryRow, Table},
    },
    model::Lexicon,
};
use rust_xlsxwriter::XlsxError;

/// The paragraphs on top, in order.
const PARAGRAPHS: [&str; 8] = ["what", "relation", "tie", "errors", "dates", "roles", "lists", "limits"];

const HEADERS: &[(&str, f64)] = &[("method", 30.0), ("", 30.0), ("", 100.0)];

/// Writes it.
pub(super) fn sheet(book: &mut Book, lexicon: &Lexicon) -> Result<Sheet, XlsxError> {
    let mut sheet = book.plain("method", HEADERS)?;
    sheet.filters = false;
    let language = book.language;
    let mut lines = vec![vec![Item::Nothing, Item::Nothing, Item::Text(version().into())]];
    for key in PARAGRAPHS {
        let text = caption("method", key, language);
        lines.push(vec![
            Item::Nothing,
            Item::Nothing,
            Item::Styled(text.into(), |styles: &Styles| &styles.wrapped),
        ]);
    }
    lines.push(Vec::new());
    lines.push(["column", "column_name", "column_says"].map(|word| strong(book, word)).into());
    describe(&NodeRow::table(), language, &mut lines);
    for edges in [Edges::Relations, Edges::Ties] {
        describe(&edges.table(), language, &mut lines);
    }
    describe(&EvidenceRow::table(), language, &mut lines);
    describe(&MentionRow::table(), language, &mut lines);
    describe(&PeriodRow::table(), language, &mut lines);
    describe(&StoryRow::table(), language, &mut lines);
    lines.push(Vec::new());
    lines.push(["list", "checked", "source_and_licence"].map(|word| strong(book, word)).into());
    for list in lexicon.lists() {
        let source = format!("{}. {}", list.source, list.licence);
        let texts = [list.name.to_string(), list.checked.to_string(), source];
        lines.push(texts.map(|text| Item::Text(text.into())).into());
    }
    for line in lines {
        sheet.line(&mut book.workbook, &book.styles, line)?;
    }
    Ok(sheet)
}

fn version() -> String {
    format!("palabre {}", env!("CARGO_PKG_VERSION"))
}

fn strong<'l>(book: &Book, word: &'static str) -> Item<'l> {
    Item::Styled(book.word(word).into(), |styles: &Styles| &styles.strong)
}

/// The columns of a table: caption, name in the other formats, what they say.
fn describe<'l, R>(table: &Table<R>, language: Language, lines: &mut Vec<Vec<Item<'l>>>) {
    let group = group(table.name);
    for column in &table.columns {
        let says = match language {
            Language::English => column.says,
            _ => says(group, column.name).unwrap_or(column.says),
        };
        let name = format!("{}.{}", table.name, column.name);
        let texts = [caption(group, column.name, language).to_string(), name, says.to_string()];
        lines.push(texts.map(|text| Item::Text(text.into())).into());
    }
}
