//! Exports of press databases: a file of many articles, each with a title, a date, a source and a byline of its own.
//!
//! The readers of pages, texts and XML ask here first: an export is known by its marks, whatever its extension. Covers,
//! lists of contents, search terms, certificates and indexes are no text, and come into no document.
//!
//! A new export is a file in this folder and a row of [`EXPORTS`]; its labels stand in `marks.toml`.

mod europresse;
mod factiva;
mod labels;
mod nexis;
mod proquest;

use super::{
    Conventions, File, Note, Options, Read,
    lines::{self, Line, comparable},
    one_line, open, repair,
};
use crate::{
    error::Result,
    model::{Date, Document, Zone, ZoneKind},
};
use dom_query::Document as Tree;
use labels::LABELS;

/// An article of an export.
#[derive(Debug, Default, PartialEq)]
struct Article {
    title: Option<String>,
    date: Option<Date>,
    source: Option<String>,
    byline: Option<String>,
    paragraphs: Vec<String>,
}

/// A kind of export.
struct Export {
    vendor: &'static str,
    /// Of each group, one must stand in the file.
    marks: &'static [&'static [&'static str]],
    reader: Reader,
}

/// Who reads an export, by what the file is.
enum Reader {
    Page(fn(&Tree, &Conventions) -> Vec<Article>),
    /// Text with a line for each paragraph, or with paragraphs wrapped between blank lines.
    Text(fn(&str, &Conventions) -> Vec<Article>),
    #[cfg(feature = "feeds")]
    Xml(fn(&str, &Conventions) -> Vec<Article>),
}

/// Every export. A page comes to its own reader first, and as the text of the page to those of texts.
static EXPORTS: &[Export] = &[
    Export {
        vendor: "Europresse",
        marks: &[&["DocPublicationName"], &["titreArticle", "TitreArticle"]],
        reader: Reader::Page(europresse::page),
    },
    Export {
        vendor: "Factiva",
        marks: &[&["activa"], &["class=\"article", "class='article"]],
        reader: Reader::Page(factiva::page),
    },
    Export {
        vendor: "Nexis",
        marks: &[&["DOCUMENTS", "DOC NUMBER"], &["DOC_ID_", "LexisNexis", "LXNComment"]],
        reader: Reader::Page(nexis::page),
    },
    Export { vendor: "ProQuest", marks: &[&["DocID_MSTAR"]], reader: Reader::Page(proquest::page) },
    Export { vendor: "Europresse", marks: &[&["\u{b7}"]], reader: Reader::Text(europresse::text) },
    Export { vendor: "Factiva", marks: &[&["Document "]], reader: Reader::Text(factiva::text) },
    Export {
        vendor: "ProQuest",
        marks: &[&["ProQuest document", "document ProQuest"]],
        reader: Reader::Text(proquest::text),
    },
    Export {
        vendor: "Nexis",
        marks: &[&[" DOCUMENT", "Document ", "Dokument "]],
        reader: Reader::Text(nexis::text),
    },
    Export { vendor: "Nexis", marks: &[&["End of Document"]], reader: Reader::Text(nexis::uni) },
    #[cfg(feature = "feeds")]
    Export {
        vendor: "Factiva",
        marks: &[&["factiva.com", "ppsarticle"], &["<headline"]],
        reader: Reader::Xml(factiva::xml),
    },
];

/// The articles of a page, where it is an export.
pub(super) fn of_page(
    html: &str,
    tree: impl FnOnce() -> Option<Tree>,
    conventions: &Conventions,
) -> Option<Articles> {
    let known = EXPORTS.iter().find_map(|export| match export.reader {
        Reader::Page(read) => export.fits(html).then_some((export, read)),
        _ => None,
    });
    let (export, read) = known?;
    Articles::of(export, read(&tree()?, conventions))
}

/// The articles of a text, where it is an export.
pub(super) fn of_text(text: &str, conventions: &Conventions) -> Option<Articles> {
    EXPORTS.iter().find_map(|export| match export.reader {
        Reader::Text(read) if export.fits(text) => Articles::of(export, read(text, conventions)),
        _ => None,
    })
}

/// The articles of an XML file, where it is an export.
#[cfg(feature = "feeds")]
pub(super) fn of_xml(xml: &str, conventions: &Conventions) -> Option<Articles> {
    EXPORTS.iter().find_map(|export| match export.reader {
        Reader::Xml(read) if export.fits(xml) => Articles::of(export, read(xml, conventions)),
        _ => None,
    })
}

impl Export {
    fn fits(&self, text: &str) -> bool {
        self.marks.iter().all(|group| group.iter().any(|mark| text.contains(mark)))
    }
}

/// The articles of an export.
#[derive(Debug)]
pub(super) struct Articles {
    vendor: &'static str,
    articles: Vec<Article>,
}

impl Articles {
    fn of(export: &Export, articles: Vec<Article>) -> Option<Articles> {
        (!articles.is_empty()).then_some(Articles { vendor: export.vendor, articles })
    }

    /// The documents: the only one has the id of the file, several have their numbers behind it.
    pub fn documents(self, file: &File, notes: &[Note], options: &Options) -> Result<Vec<Read>> {
        let count = self.articles.len();
        let numbered = self.articles.into_iter().zip(1..);
        let documents = numbered.map(|(article, number)| {
            let id = if count == 1 { file.id.clone() } else { format!("{}#{number}", file.id) };
            let export = Note::Export { vendor: self.vendor, articles: count };
            let notes = if number == 1 { [notes, &[export]].concat() } else { vec![] };
            let mut read = article.document(id, options, notes);
            open::check_length(&file.path, read.document.text.len())?;
            read.document.source.get_or_insert_with(|| self.vendor.to_owned());
            Ok(read)
        });
        documents.collect()
    }
}

impl Article {
    /// Title, byline and paragraphs with blank lines between them.
    fn document(self, id: String, options: &Options, mut notes: Vec<Note>) -> Read {
        let title = self.title.as_deref().and_then(|title| one_line(title, options));
        let byline = self.byline.as_deref().and_then(|byline| one_line(byline, options));
        let first = [(&title, ZoneKind::Headline), (&byline, ZoneKind::Byline)];
        let parts = first.iter().filter_map(|(part, _)| part.as_deref());
        let parts: Vec<&str> =
            parts.chain(self.paragraphs.iter().map(|paragraph| paragraph.trim())).collect();
        let mut document = Document::new(id, parts.join("\n\n"));
        repair(&mut document, options, &mut notes);
        let kinds = first.iter().filter(|(part, _)| part.is_some()).map(|&(_, kind)| kind);
        let zones = kinds.zip(lines::lines(&document.text, 0));
        document.zones = zones.map(|(kind, line)| Zone { span: line.span(), kind }).collect();
        document.title = title;
        document.source = self.source.as_deref().and_then(|source| one_line(source, options));
        document.date = self.date;
        Read::new(document, notes)
    }
}

/// The first date of a line, as the language or the English interface of a database writes it.
fn date_of(line: &str, conventions: &Conventions) -> Option<Date> {
    conventions.find_date(line).map(|found| found.date).or_else(|| labels::english_date(line))
}

/// The lines of a text that hold something, without the spaces around them.
fn filled(text: &str) -> impl Iterator<Item = &str> {
    lines::lines(text, 0).map(|line| line.text)
}

/// Paragraphs: lines between blank ones, joined.
fn paragraphs(text: &str) -> Vec<String> {
    wrapped(&lines::lines(text, 0).collect::<Vec<_>>())
}

/// The same of lines; where none follows a blank one, each is a paragraph.
fn wrapped(lines: &[Line]) -> Vec<String> {
    let is_wrapped = lines.iter().skip(1).any(|line| line.after_blank);
    let mut paragraphs: Vec<String> = vec![];
    for line in lines {
        match paragraphs.last_mut() {
            Some(last) if is_wrapped && !line.after_blank => {
                last.push(' ');
                last.push_str(line.text);
            }
            _ => paragraphs.push(line.text.to_owned()),
        }
    }
    paragraphs
}

/// Label and value of `LABEL: value`; the label as it is compared.
fn labelled(line: &str, longest: usize) -> Option<(String, &str)> {
    let (label, value) =
        line.split_once(':').filter(|(label, _)| !label.is_empty() && label.len() <= longest)?;
    Some((folded(label), value.trim()))
}

/// A label or notice in the form that `marks.toml` has.
fn folded(text: &str) -> String {
    comparable(text.trim(), 200).trim().to_owned()
}

/// Whether a line begins as those that say who wrote a text do.
fn is_byline(line: &str) -> bool {
    let folded = folded(line);
    let starts = LABELS
        .byline
        .starts
        .iter()
        .any(|start| folded.strip_prefix(start.as_str()).is_some_and(|rest| rest.starts_with(' ')));
    starts && line.len() <= 120
}

/// A few words with capitals, as names have.
fn is_person(line: &str) -> bool {
    let words = || line.split_whitespace();
    let is_name = |word: &str| word.starts_with(char::is_uppercase) || word.len() <= 3;
    line.len() <= 60
        && (2..=6).contains(&words().count())
        && words().all(is_name)
        && !line.ends_with(['.', '?', '!'])
}

/// A text without line ends and doubled spaces.
fn one_line_of(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
