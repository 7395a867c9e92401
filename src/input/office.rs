//! Office files that are archives of XML: DOCX, ODT, EPUB with a document a chapter, and the tables of workbooks.

use super::{
    Conventions, File, Options,
    allowance::damaged,
    archive::Archive,
    decode,
    file::DocumentStream,
    html,
    lines::lines,
    page::Page,
    plain, workbook,
    xml::{Token, walk},
};
use crate::error::{Error, Result};
use std::path::Path;

/// Reads an archive of a kind.
pub(super) type ReadArchive = fn(&File, Archive, &Options) -> Result<DocumentStream>;

/// The kinds, by an entry that only they have.
const KINDS: &[(&str, ReadArchive)] = &[
    ("word/document.xml", docx),
    ("META-INF/container.xml", epub),
    ("xl/workbook.xml", workbook::xlsx),
    ("xl/workbook.bin", workbook::xlsb),
    ("content.xml", open_document),
];

/// Who reads an archive as the office file that it is; none for other archives.
pub(super) fn reader(archive: &Archive) -> Option<ReadArchive> {
    KINDS.iter().find(|(entry, _)| archive.has(entry)).map(|&(_, read)| read)
}

/// How a kind of XML says what its paragraphs are.
pub(super) struct Markup {
    paragraphs: &'static [&'static str],
    /// The element that text stands in; none where it stands in the paragraph itself.
    text: Option<&'static str>,
    /// What is no text: deleted passages, comments, second copies for older programs.
    skipped: &'static [&'static str],
}

/// ISO/IEC 29500, Office Open XML.
const WORD: Markup =
    Markup { paragraphs: &["p"], text: Some("t"), skipped: &["del", "moveFrom", "Fallback", "instrText"] };
/// ISO/IEC 26300, OpenDocument.
pub(super) const OPEN_DOCUMENT: Markup = Markup {
    paragraphs: &["p", "h"],
    text: None,
    skipped: &["tracked-changes", "annotation", "note-citation", "title", "desc", "forms"],
};

/// Reads the paragraphs of XML, those of boxes and notes before the one they stand in.
#[derive(Default)]
pub(super) struct Paragraphs {
    done: Vec<String>,
    open: Vec<String>,
    is_text: bool,
    /// Elements that are open inside one that is skipped, itself included.
    skipped: usize,
}

impl Paragraphs {
    pub(super) fn take(&mut self, token: Token, markup: &Markup) {
        match token {
            Token::Open(_) if self.skipped > 0 => self.skipped += 1,
            Token::Close(_) if self.skipped > 0 => self.skipped -= 1,
            Token::Text(_) if self.skipped > 0 => {}
            Token::Open(tag) => match tag.name() {
                name if markup.skipped.contains(&name) => self.skipped = 1,
                name if markup.paragraphs.contains(&name) => self.open.push(String::new()),
                "tab" => self.push(" "),
                "br" | "cr" | "line-break" => self.push("\n"),
                "noBreakHyphen" => self.push("-"),
                "s" if markup.text.is_none() => self.push(" "),
                name => self.is_text |= markup.text == Some(name),
            },
            Token::Close(name) if markup.paragraphs.contains(&name) => {
                let paragraph = self.open.pop().unwrap_or_default();
                self.done.extend(Some(paragraph).filter(|text| !text.trim().is_empty()));
            }
            Token::Close(name) if markup.text == Some(name) => self.is_text = false,
            Token::Text(text) if markup.text.is_none() || self.is_text => self.push(text),
            _ => {}
        }
    }

    /// A line each.
    pub(super) fn lines(&self) -> String {
        self.done.join("\n")
    }

    fn push(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut() {
            open.push_str(text);
        }
    }
}

/// The text of XML, with blank lines between the paragraphs.
fn text(entries: &[String], markup: &Markup, path: &Path) -> Result<String> {
    let mut paragraphs = Paragraphs::default();
    for xml in entries {
        walk(xml, |token| paragraphs.take(token, markup)).map_err(|error| damaged(path, &error))?;
    }
    Ok(paragraphs.done.join("\n\n"))
}

/// The text of an entry.
fn xml(archive: &mut Archive, name: &str, path: &Path) -> Result<String> {
    Ok(decode::text(archive.entry(name, path)?, None, &mut vec![]))
}

fn docx(file: &File, mut archive: Archive, options: &Options) -> Result<DocumentStream> {
    let mut entries = vec![];
    for name in ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"] {
        if archive.has(name) {
            entries.push(xml(&mut archive, name, &file.path)?);
        }
    }
    documents(file, text(&entries, &WORD, &file.path)?, options)
}

fn open_document(file: &File, mut archive: Archive, options: &Options) -> Result<DocumentStream> {
    let content = xml(&mut archive, "content.xml", &file.path)?;
    if content.contains("<office:spreadsheet") {
        return workbook::ods(file, &archive, &content, options);
    }
    documents(file, text(&[content], &OPEN_DOCUMENT, &file.path)?, options)
}

fn documents(file: &File, text: String, options: &Options) -> Result<DocumentStream> {
    let documents = plain::of_text(file, text, vec![], options)?;
    Ok(Box::new(documents.into_iter().map(Ok)))
}

/// A document for each chapter that has text, in the order of reading. Its source is the title of the book.
fn epub(file: &File, mut archive: Archive, options: &Options) -> Result<DocumentStream> {
    let book = Book::open(file, &mut archive, &options.conventions)?;
    let mut documents = vec![];
    for (number, chapter) in (1..).zip(&book.chapters) {
        let html = xml(&mut archive, chapter, &file.path)?;
        let text = html::all_text(&html);
        if lines(&text, 0).map(|line| line.text.len()).sum::<usize>() < SHORTEST_CHAPTER {
            continue;
        }
        let page = Page { text, date: book.date, source: book.title.clone(), ..Page::default() };
        let mut read = page.document(file, vec![], options)?;
        read.document.id = format!("{}#{number}", file.id);
        documents.push(read);
    }
    if documents.is_empty() {
        return Err(Error::input(&file.path, "a book without text"));
    }
    Ok(Box::new(documents.into_iter().map(Ok)))
}

/// A chapter of fewer bytes is a cover, or a page between parts.
const SHORTEST_CHAPTER: usize = 200;

/// What the package of an EPUB says: its metadata, and the paths of its chapters.
#[derive(Default)]
struct Book {
    title: Option<String>,
    date: Option<crate::model::Date>,
    chapters: Vec<String>,
}

impl Book {
    fn open(file: &File, archive: &mut Archive, conventions: &Conventions) -> Result<Book> {
        let container = xml(archive, "META-INF/container.xml", &file.path)?;
        let mut package = None;
        let broken = |error: String| damaged(&file.path, &error);
        walk(&container, |token| {
            if let Token::Open(tag) = token
                && tag.name() == "rootfile"
            {
                package = package.take().or_else(|| tag.attribute("full-path"));
            }
        })
        .map_err(broken)?;
        let package = package.ok_or_else(|| damaged(&file.path, &"it names no package"))?;
        let opf = xml(archive, &package, &file.path)?;
        let folder = package.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut book = Book::of_package(&opf, folder, conventions).map_err(broken)?;
        book.chapters.retain(|chapter| archive.has(chapter));
        Ok(book)
    }

    fn of_package(opf: &str, folder: &str, conventions: &Conventions) -> std::result::Result<Book, String> {
        let (mut items, mut spine) = (vec![], vec![]);
        let (mut book, mut open) = (Book::default(), String::new());
        let mut date = None;
        walk(opf, |token| match token {
            Token::Open(tag) => {
                open = tag.name().to_owned();
                let attribute = |name| tag.attribute(name).unwrap_or_default();
                match tag.name() {
                    // The table of contents is no chapter.
                    "item" if attribute("properties").split(' ').all(|property| property != "nav") => {
                        items.push((attribute("id"), attribute("href")));
                    }
                    "itemref" => spine.push(attribute("idref")),
                    _ => {}
                }
            }
            Token::Text(text) if open == "title" && book.title.is_none() => {
                book.title = Some(text.to_owned())
            }
            Token::Text(text) if open == "date" && date.is_none() => date = conventions.parse_date(text),
            Token::Close(_) => open.clear(),
            Token::Text(_) => {}
        })?;
        let path =
            |id: &String| items.iter().find(|(item, _)| item == id).map(|(_, href)| joined(folder, href));
        book.chapters = spine.iter().filter_map(path).collect();
        book.date = date;
        Ok(book)
    }
}

/// A path below a folder of the archive: `../text/a%20b.xhtml` from `OEBPS/package`.
fn joined(folder: &str, href: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in href.split('#').next().unwrap_or_default().split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/").replace("%20", " ")
}
