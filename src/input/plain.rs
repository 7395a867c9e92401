//! Plain text and Markdown. The text is kept as it is; what its first lines say is read, too.

use super::{
    Conventions, File, Note, Options, Read, date, decode,
    front::{self, Front},
    html,
    lines::comparable,
    markup, one_line, open, read_date, repair, vendor,
};
use crate::{error::Result, model::Document};
use std::path::Path;

/// Reads what the first lines of a text say of it.
type FrontReader = fn(&str, &Conventions) -> Front;
/// Takes markup out of a text.
type MarkupReader = fn(&mut Document);

/// Lines at the end of a text in which its source is looked for.
const LAST_LINES: usize = 8;

/// The document of a text file, or the articles of an export. A page that was saved as text is read as a page.
pub(super) fn text(file: &File, bytes: Vec<u8>, options: &Options) -> Result<Vec<Read>> {
    let mut notes = vec![];
    let text = decode::text(bytes, None, &mut notes);
    match html::is_page(&text) {
        true => html::of_html(file, &text, notes, options),
        false => of_text(file, text, notes, options),
    }
}

/// The document of a Markdown file.
pub(super) fn markdown(file: &File, bytes: Vec<u8>, options: &Options) -> Result<Vec<Read>> {
    let mut notes = vec![];
    let text = decode::text(bytes, None, &mut notes);
    let markup: MarkupReader = |document| {
        markup::html(document);
        markup::markdown(document);
    };
    Ok(vec![read(file, text, notes, (front::markdown, markup), options)?])
}

/// The document of a text, or the articles of an export that it is.
pub(super) fn of_text(file: &File, text: String, notes: Vec<Note>, options: &Options) -> Result<Vec<Read>> {
    match vendor::of_text(&text, &options.conventions) {
        Some(articles) => articles.documents(file, &notes, options),
        None => Ok(vec![read(file, text, notes, (front::keys, markup::any), options)?]),
    }
}

fn read(
    file: &File,
    text: String,
    mut notes: Vec<Note>,
    (front, markup): (FrontReader, MarkupReader),
    options: &Options,
) -> Result<Read> {
    open::check_length(&file.path, text.len())?;
    let mut document = Document::new(&file.id, text);
    repair(&mut document, options, &mut notes);
    markup(&mut document);
    describe(&mut document, front, file_date(&file.path), options, &mut notes);
    Ok(Read::new(document, notes))
}

/// The date in the name of a file.
pub(super) fn file_date(path: &Path) -> Option<crate::model::Date> {
    path.file_stem().and_then(|stem| date::in_file_name(&stem.to_string_lossy()))
}

fn describe(
    document: &mut Document,
    front: FrontReader,
    file_date: Option<crate::model::Date>,
    options: &Options,
    notes: &mut Vec<Note>,
) {
    let conventions = &options.conventions;
    let front = front(&document.text, conventions);
    document.title = front.title.and_then(|title| one_line(&title, options));
    document.source = front.source.and_then(|source| one_line(&source, options));
    if let Some(date) = &front.date {
        read_date(document, date, options, notes);
    }
    document.date = document.date.or(file_date);
    document.zones = front.zones;
    front::complete(document, front.end, conventions);
    front::transcript(document, front.end, conventions);
    if document.source.is_none() {
        document.source = last_source(&document.text).and_then(|source| one_line(source, options));
    }
}

/// What a line `Source : …` at the end of a text names.
fn last_source(text: &str) -> Option<&str> {
    let last = text.rsplit(['\n', '\r']).filter(|line| !line.trim().is_empty()).take(LAST_LINES);
    last.filter(|line| line.len() <= 100).find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (comparable(key.trim(), 20) == "source").then_some(value.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Date, ZoneKind};

    #[test]
    fn what_a_text_says_of_itself() {
        let text = "---\ntitle: De Paris à Gao\ndate: 15 août 2022\n---\n\n# Un autre titre\n\nCorps.\n\nSource : Exemple";
        let mut document = Document::new("a", text);
        describe(&mut document, front::markdown, None, &Options::default(), &mut vec![]);
        assert_eq!(document.title.as_deref(), Some("De Paris à Gao"));
        assert_eq!(document.date, Some(Date::constant(2022, 8, 15)));
        assert_eq!(document.source.as_deref(), Some("Exemple"));
        assert_eq!((document.zones.len(), document.zone_at(5)), (1, ZoneKind::Footer));
        assert_eq!(document.text, text);
    }

    #[test]
    fn an_unreadable_date_is_noted_and_the_file_name_helps() {
        let mut notes = vec![];
        let mut document = Document::new("a", "Date : hier\n\nCorps.");
        let file_date = file_date(Path::new("x/2025-05-08-moscou.txt"));
        describe(&mut document, front::keys, file_date, &Options::default(), &mut notes);
        assert_eq!(document.date, Some(Date::constant(2025, 5, 8)));
        assert_eq!(notes, [Note::UnreadableDate { value: "hier".into() }]);
    }
}
